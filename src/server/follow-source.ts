import type { DataSource } from "#app";

/** The data where they lie, which other programs may change while they are served. */
export interface Followed {
  /** Something cheap that differs when the data were written to. */
  readonly stamp: () => string;
  /** The data as they are now. @throws Error where they cannot be shown, as when a file is half written */
  readonly read: () => DataSource | Promise<DataSource>;
}

/** How often it is looked whether somebody wrote. Unit: ms. */
const LOOK_MS = 2_000;

/**
 * Looks now and then whether another program has changed the data, and says so once they can be shown as they are. What cannot be shown, the
 * data of before stand for, and it is looked again when somebody writes again. Returns what ends it.
 */
export function followSource(followed: Followed, told: { readonly onNew: (source: DataSource) => void; readonly onProblem: (problem: unknown) => void }, lookMs = LOOK_MS): () => void {
  let before = followed.stamp();
  let [isReading, isOver] = [false, false];
  const look = async (): Promise<void> => {
    const now = stampNow();
    if (isReading || now === undefined || now === before) return;
    isReading = true;
    before = now;
    try {
      const source = await followed.read();
      // What was written while it was read is read with the next look.
      if (!isOver && stampNow() === now) told.onNew(source);
      else before = "";
    } catch (problem) {
      if (!isOver) told.onProblem(problem);
    } finally {
      isReading = false;
    }
  };
  // A file that is replaced is missing for a moment.
  const stampNow = (): string | undefined => {
    try {
      return followed.stamp();
    } catch {
      return undefined;
    }
  };
  const timer = setInterval(() => void look(), lookMs).unref();
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}
