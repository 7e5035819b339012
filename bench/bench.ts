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
}

export interface Bench {
  readonly title: string;
  readonly run: (say: (line: string) => void) => Promise<readonly BenchRow[]>;
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
