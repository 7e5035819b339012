import { assert } from "#stdx";

/** A figure with its range: `low ≤ base ≤ high`, all in one unit. Where no range is known the three are equal. */
export interface Range {
  readonly low: number;
  readonly base: number;
  readonly high: number;
}

export const ZERO_RANGE: Range = { low: 0, base: 0, high: 0 };

/** A figure given without a range. @example exactly(3) // → { low: 3, base: 3, high: 3 } */
export const exactly = (value: number): Range => ({ low: value, base: value, high: value });

/** Sum of two ranges of one unit, bound by bound (the extremes of both are taken to occur together). */
export const addRanges = (a: Range, b: Range): Range => ({ low: a.low + b.low, base: a.base + b.base, high: a.high + b.high });

export const sumRanges = (ranges: Iterable<Range>): Range => {
  let low = 0;
  let base = 0;
  let high = 0;
  for (const range of ranges) {
    low += range.low;
    base += range.base;
    high += range.high;
  }
  return { low, base, high };
};

/** Multiplies by a factor that is not negative, or by a range of such factors. */
export function scaleRange(range: Range, factor: number | Range): Range {
  const by = typeof factor === "number" ? exactly(factor) : factor;
  assert(by.low >= 0, "a range is scaled by a negative factor");
  return { low: range.low * by.low, base: range.base * by.base, high: range.high * by.high };
}

/** @example rangeText({ low: 1, base: 2, high: 3 }) // → "2 (1 to 3)" */
export const rangeText = (range: Range): string =>
  range.low === range.high ? `${range.base}` : `${range.base} (${range.low} to ${range.high})`;
