import { numberText, type ProgressView } from "#views";

/** Where a command prints to, and how wide it is. */
export interface Out {
  readonly width: number;
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
  /** Shows where long work stands: one line rewritten on a terminal, a line a stage otherwise. */
  readonly progress: (view: ProgressView) => void;
  /** Ends the progress line. */
  readonly progressDone: (text: string) => void;
}

/** A time as it is waited for. Unit: s. @example timeText(42) // → "42 s" @example timeText(900) // → "15 min" @example timeText(9000) // → "2.5 h" */
export const timeText = (seconds: number): string => (seconds < MINUTES_FROM ? `${numberText(seconds)} s` : seconds < HOURS_FROM ? `${numberText(Math.round(seconds / 60))} min` : `${numberText(Math.round(seconds / 360) / 10)} h`);

// From here on a time is told in minutes, and in hours. Unit: s.
const MINUTES_FROM = 120;
const HOURS_FROM = 7200;

/** The terminal. Standard output is data, standard error is talk; `quiet` silences progress. */
export function terminal(quiet: boolean): Out {
  const { stdout, stderr } = process;
  // A reader that closes the pipe (head, less) is no error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  let stage = "";
  return {
    width: Math.max(stdout.columns ?? 100, 40),
    print: (text) => void stdout.write(`${text}\n`),
    say: (text) => void stderr.write(`${text}\n`),
    progress: (view) => {
      if (quiet) return;
      const left = view.secondsLeft === undefined ? "" : `, about ${timeText(view.secondsLeft)} left${view.isLonger === true ? ", longer than first estimated" : ""}`;
      const text = `${String(Math.round(view.done * 100)).padStart(3)} % ${view.stage}${left}`;
      if (stderr.isTTY) stderr.write(`\r\u001b[2K${view.detail === undefined ? text : `${text}; ${view.detail}`}`);
      else if (view.stage !== stage) stderr.write(`${text}\n`);
      stage = view.stage;
    },
    progressDone: (text) => {
      if (quiet) return;
      stderr.write(stderr.isTTY ? `\r\u001b[2K${text}\n` : `${text}\n`);
    },
  };
}
