/** When a server does what nobody waits for, which keeps it from answering for moments. */
export interface Manners {
  /** When the server was last asked for anything. Unit: ms of `performance.now`. */
  readonly lastAsked: () => number;
  /** How long nothing was asked before it is begun. Unit: s. */
  readonly calmSeconds: number;
  /** It is begun after so many times that in any case. */
  readonly most: number;
}

const LOOK_MS = 50;

/** Waits until nothing was asked for a while, or a signal. @example await calm({ lastAsked: () => Number.NEGATIVE_INFINITY, calmSeconds: 1, most: 3 }, signal) // at once */
export async function calm({ lastAsked, calmSeconds, most }: Manners, signal: AbortSignal): Promise<void> {
  const ends = performance.now() + most * calmSeconds * 1000;
  while (!signal.aborted && performance.now() < Math.min(ends, lastAsked() + calmSeconds * 1000)) await new Promise((resolve) => void setTimeout(resolve, LOOK_MS));
}
