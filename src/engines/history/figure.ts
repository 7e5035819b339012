const DIGITS = 2;
/** A ratio that four digits do not tell from one is printed as one: more would claim what its error does not carry. */
const DIGITS_MOST = 4;

/**
 * A figure of the study as it is printed: two significant digits, and more where two would print exactly one, since a ratio beside
 * one must show on which side it lies, as far as four.
 * @example significant(0.5537) // → 0.55
 * @example significant(1.0153) // → 1.02
 */
export function significant(value: number): number {
  for (let digits = DIGITS; digits <= DIGITS_MOST; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded) !== 1 || Math.abs(value) === 1) return rounded;
  }
  return Number(value.toPrecision(DIGITS_MOST));
}

/** A count with its thousands parted by a narrow space, as everywhere else. @example countText(189608) // → "189 608" */
export const countText = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, "\u202f");
