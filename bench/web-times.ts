/** The value that a share of the times lie below. Absent: half of them. @example middle([3, 1, 2]) // → 2 */
export const middle = (times: readonly number[], share = 0.5): number => [...times].sort((a, b) => a - b)[Math.min(Math.floor(times.length * share), times.length - 1)] ?? Number.NaN;

/** Times in a sentence. @example said([1, 2, 30]) // → "median 2 ms, 90th percentile 30 ms, most 30 ms" */
export const said = (times: readonly number[]): string => `median ${Math.round(middle(times))} ms, 90th percentile ${Math.round(middle(times, 0.9))} ms, most ${Math.round(Math.max(...times))} ms`;
