/** Random numbers by address: the same for a seed and a place, whoever asks and in whatever order. */

/** A stream of random numbers. */
export interface Draws {
  /** Between 0 and 1, 1 left out. */
  readonly next: () => number;
  /** Whole number below `below`. */
  readonly whole: (below: number) => number;
}

/**
 * The stream of one draw of a study. Results do not depend on how draws are shared among workers, since each has its own.
 * Source: sfc32 (Doty-Humphrey), begun from a hash of name, seed and draw.
 * @example draws("bootstrap", 7, 0).whole(10)
 */
export function draws(name: string, seed: number, draw: number): Draws {
  let a = hash(name) ^ Math.imul(seed | 0, 0x9e3779b1);
  let b = Math.imul((draw + 1) | 0, 0x85ebca6b) ^ a;
  let c = 0x6a09e667 ^ seed;
  let counter = 1;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 15; warm++) word();
  const next = (): number => (word() * 0x200000 + (word() >>> 11)) / 0x20000000000000;
  return { next, whole: (below) => Math.floor(next() * below) };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let it = 0; it < text.length; it++) value = Math.imul(value ^ text.charCodeAt(it), 0x01000193);
  return value | 0;
}

/** How often each of `count` is drawn when as many are drawn with replacement. */
export function resampled(count: number, stream: Draws): Uint16Array {
  const times = new Uint16Array(count);
  for (let it = 0; it < count; it++) times[stream.whole(count)]! += 1;
  return times;
}

/** Whole numbers below `count` in random order. Source: Fisher and Yates. */
export function shuffled(count: number, stream: Draws): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, it) => it);
  for (let it = count - 1; it > 0; it--) {
    const other = stream.whole(it + 1);
    const kept = order[it]!;
    order[it] = order[other]!;
    order[other] = kept;
  }
  return order;
}

/** Share of drawn values at or below some share, by linear interpolation (R's type 7). Not a number for none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
