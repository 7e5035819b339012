/** The disk or the file under a ledger does not do what it should; says what happened to what was under way, and how to go on. */
export class StoreFault extends Error {
  readonly mend: string;
  constructor(message: string, mend: string, cause: unknown) {
    super(message, { cause });
    this.mend = mend;
  }
}

/** Primary result codes of SQLite. */
const [ERROR, PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB] = [1, 3, 5, 6, 8, 10, 11, 13, 14, 26];

/**
 * The same store, in which a failing disk or a damaged file is told as a `StoreFault`. After the disk has reported an error
 * nothing more is read or written before the ledger is opened again: what the system still holds in memory may not be what the
 * disk has.
 */
export function guarded<Store extends object>(path: string, open: () => Store): Store {
  let failed: StoreFault | undefined;
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const fault = faultOf(path, error);
      if (fault === undefined) throw error;
      if (codeOf(error) === IOERR) failed = fault;
      throw fault;
    }
  };
  const methods = Object.entries(attempt(open)).map(([name, method]: [string, (...args: readonly unknown[]) => unknown]) => [
    name,
    (...args: readonly unknown[]): unknown => {
      if (failed !== undefined && name !== "close") throw failed;
      return attempt(() => method(...args));
    },
  ]);
  return Object.fromEntries(methods) as Store;
}

const DAMAGED = "Keep it for whoever examines it, and restore a backup elsewhere.";

const codeOf = (error: unknown): number | undefined => (error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined);

function faultOf(path: string, error: unknown): StoreFault | undefined {
  const why = error instanceof Error ? error.message : String(error);
  const fault = (message: string, mend: string): StoreFault => new StoreFault(message, mend, error);
  // What stands in a column cannot be read, or is no number that was ever written: nothing but damage makes that.
  if (error instanceof SyntaxError || (error instanceof Error && "code" in error && error.code === "ERR_OUT_OF_RANGE")) return fault(`${path} is damaged (${why}).`, DAMAGED);
  switch (codeOf(error)) {
    case FULL:
      return fault(`The disk of ${path} is full. What was under way is not acknowledged; it may be there or not.`, "Free space, then look with `node bin/concord.mjs ledger log` before doing it again.");
    case IOERR:
      return fault(`The disk of ${path} reports an error (${why}). What was under way is not acknowledged; it may be there or not.`, "See to the disk, then look with `node bin/concord.mjs ledger verify` and `node bin/concord.mjs ledger log` before doing it again; restore a backup where it does not verify.");
    // A table or a column that should be there is not.
    case ERROR:
    case CORRUPT:
    case NOTADB:
      return fault(`${path} is damaged (${why}).`, DAMAGED);
    case BUSY:
    case LOCKED:
      return fault(`Another program holds ${path}. Nothing of what was under way was written.`, "Do it again when that program has ended.");
    case PERM:
    case READONLY:
    case CANTOPEN:
      return fault(`${path} cannot be opened for writing (${why}).`, "See to the rights of the folder and its files, and that the disk is not mounted for reading only.");
    default:
      return undefined;
  }
}
