const DIGITS = 2;
const DIGITS_MOST = 15;

/**
 * A figure of the study as it is printed: two significant digits, and more where two would print exactly one, since a ratio beside
 * one must show on which side it lies.
 * @example significant(0.5537) // → 0.55
 * @example significant(1.0153) // → 1.02
 */
export function significant(value: number): number {
  for (let digits = DIGITS; digits < DIGITS_MOST; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded) !== 1 || Math.abs(value) === 1) return rounded;
  }
  return value;
}
