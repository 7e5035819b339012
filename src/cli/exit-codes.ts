/** What the exit code of every command says. */
export const EXIT = {
  ok: 0,
  /** The data have errors and `--strict` was given, a file of pledges or a verified plan has faults, demands cannot all hold, a label does not, or the rules of duties refuse. */
  findings: 1,
  /** The command was called wrongly: an unknown option, name or key. */
  usage: 2,
  /** There is nothing to read at the path given, or it cannot be used. */
  unreadable: 3,
  /** The plan could not be made: the solver failed or ran out of time. */
  noPlan: 4,
  /** Stopped by the user. */
  stopped: 130,
} as const;

/** A complaint with its mend, which ends the command with a code. */
export class Complaint extends Error {
  readonly code: number;
  readonly mend: string;
  constructor(code: number, message: string, mend: string) {
    super(message);
    this.code = code;
    this.mend = mend;
  }
}

/** What to do where the solver gave no answer. */
export const MEND_LATE = "A machine that is busy may need more time than a solve has: do it again when it has less to do. If it persists, check the data with `node bin/concord.mjs check` and report it with the run key.";
