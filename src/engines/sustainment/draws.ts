/**
 * Noise that depends on what it is for and on nothing else: a key of seed, draw and nation, and a day, give the start of
 * four streams side by side, and cell c takes the next number of stream c mod 4. So results do not depend on how draws
 * are split over workers, and two plans are compared under the same noise.
 *
 * A number is the sum of the four bytes of a word, each from −128 to 127: 1,021 steps, mean −2, standard deviation 147.80,
 * cut at 3.45 standard deviations; close to normal, and made of whole-number operations that are alike on every machine.
 * Source: start of streams by a finaliser of two multiplications (Wellons' search for low bias); streams by xorshift
 * (Marsaglia 2003, Xorshift RNGs, 13-17-5); sum of uniforms after Irwin and Hall (1927).
 */

/** Standard deviation of the sum of four bytes that are alike likely: √(4 · (256² − 1) / 12). */
export const NOISE_SD = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** Mean of the sum: a byte is half a step more often below zero than above. */
export const NOISE_MEAN = -2;

/** What tells the four streams apart, and one day from the next. */
export const LANES = [0, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const;
export const DAY_STEP = 0x9e3779b9;

/** Multipliers and shifts of the finaliser. */
export const MIX = { first: 16, times: 0x7feb352d, second: 15, again: 0x846ca68b, third: 16 } as const;
export const XORSHIFT = { left: 13, right: 17, back: 5 } as const;

/** The number of lines where a nation's stands. */
export const LINES = 0xffff;

/** Spreads every bit over the whole word. */
export function mix(word: number): number {
  let it = word | 0;
  it = Math.imul(it ^ (it >>> MIX.first), MIX.times);
  it = Math.imul(it ^ (it >>> MIX.second), MIX.again);
  return (it ^ (it >>> MIX.third)) | 0;
}

/** Key of one draw and nation. */
export const keyOf = (seed: number, draw: number, nation: number): number => mix(mix(mix(seed) ^ draw) + Math.imul(nation + 1, DAY_STEP));

/** Start of one of the four streams of a day. Never 0, where xorshift would stay. */
export const startOf = (key: number, day: number, lane: number): number => mix((key + Math.imul(day, DAY_STEP) + LANES[lane]!) | 0) | 1;

/** The next word of a stream. */
export function nextWord(word: number): number {
  let it = word;
  it ^= it << XORSHIFT.left;
  it ^= it >>> XORSHIFT.right;
  return it ^ (it << XORSHIFT.back);
}

/** Sum of the bytes of a word, each with its sign: −512 to 508. @example noiseOf(0x01ff0203) // → 5 */
export const noiseOf = (word: number): number => (word >> 24) + ((word << 8) >> 24) + ((word << 16) >> 24) + ((word << 24) >> 24);
