/** How a search stood at one moment: seconds, best value, bound; null where there was none. */
export type TracePoint = readonly [seconds: number, incumbent: number | null, bound: number | null];

/** One measurement: what was done, at what size, by whom, in how many milliseconds (median of the repeats). */
export interface BenchRow {
  /** What was measured: `load and replay`, `assess`, `build`, `solve` … */
  readonly what: string;
  /** `concord`, or the peer measured in the same run. */
  readonly by: string;
  /** Size in words: `32 × 200 × 20`, `200,000 facts`. */
  readonly size: string;
  /** Absent: the peer is not on this machine, or did not finish within `limit`. */
  readonly ms?: number;
  readonly repeats: number;
  /** What else a reader should know: rows and columns of the model, gap, why a peer is missing. */
  readonly note?: string;
  /** Of a search: its best value and bound as they moved. */
  readonly trace?: readonly TracePoint[];
  /** Which of the goals this row answers, and how well. Several rows may answer one goal; it is met when all are. */
  readonly goal?: GoalFigure;
  /** Another goal figure of the same measurement. */
  readonly also?: GoalFigure;
  /** What figures of a goal were bought with: told beside them. */
  readonly priceOf?: GoalId;
}

export type GoalId = "G1" | "G2" | "G3" | "G4" | "G5" | "G6" | "G7" | "G8" | "G9" | "G10" | "W1" | "W2" | "W3" | "W4" | "W5" | "W6" | "W7";

/** A figure that a goal puts a limit on. */
export interface GoalFigure {
  readonly id: GoalId;
  /** What the figure is, so that it can be read alone: `size S, time beside native HiGHS`. */
  readonly what: string;
  /** Absent: it could not be measured; the row's note says why. */
  readonly value?: number;
  /** `ms`, `s`, `times`, `share` … */
  readonly unit: string;
  /** The limit: one of the two. */
  readonly atMost?: number;
  readonly atLeast?: number;
  /** What a reader should know where the limit is missed. No figures: those are measured. */
  readonly why?: string;
}

export interface Bench {
  readonly title: string;
  /** `keep` writes the rows so far, so that a long benchmark that is stopped leaves what it has measured. */
  readonly run: (say: (line: string) => void, keep: (rows: readonly BenchRow[]) => void) => Promise<readonly BenchRow[]>;
}

/** Median time of `repeats` runs of `work` after one that warms up. Unit: ms. */
export async function medianMs(repeats: number, work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let index = 0; index < repeats; index += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
