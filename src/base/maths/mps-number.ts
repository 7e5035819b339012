/**
 * Reads the number that stands in `text` from `from` to `to`: sign, digits, point, exponent with E or D, or an infinity.
 * Numbers of up to 15 digits are read without making a string, which is what makes large files quick.
 * Fails: answers NaN for anything else, `nan` included.
 * @example numberAt("-1.5D+3", 0, 7) // → -1500
 */
export function numberAt(text: string, from: number, to: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  const isNegative = code === MINUS;
  if (isNegative || code === PLUS) at += 1;
  const begin = at;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let seen = 0;
  let inFraction = false;
  let exponent = 0;
  for (; at < to; at++) {
    code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      mantissa = mantissa * 10 + (code - ZERO);
      seen += 1;
      if (digits > 0 || code !== ZERO) digits += 1;
      if (inFraction) decimals += 1;
    } else if (code === POINT && !inFraction) inFraction = true;
    else break;
  }
  if (seen === 0) return begin < to ? infinityAt(text.slice(begin, to), isNegative) : Number.NaN;
  if (at < to) {
    if (!EXPONENTS.includes(text[at]!)) return Number.NaN;
    at += 1;
    const sign = text.charCodeAt(at);
    if (sign === MINUS || sign === PLUS) at += 1;
    if (at >= to) return Number.NaN;
    for (; at < to; at++) {
      code = text.charCodeAt(at);
      if (code < ZERO || code > NINE) return Number.NaN;
      exponent = exponent * 10 + (code - ZERO);
    }
    if (sign === MINUS) exponent = -exponent;
  }
  const power = exponent - decimals;
  // Whole numbers below 2^53 and powers of ten up to 22 are exact, so one multiplication or division rounds once.
  if (digits <= 15 && power >= -22 && power <= 22) {
    const size = power < 0 ? mantissa / POWERS[-power]! : mantissa * POWERS[power]!;
    return isNegative ? -size : size;
  }
  return Number(text.slice(from, to).replace(/[dD]/, "e"));
}

const ZERO = 48;
const NINE = 57;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const EXPONENTS = "eEdD";
const POWERS = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);

const infinityAt = (word: string, isNegative: boolean): number => {
  const lower = word.toLowerCase();
  if (lower !== "inf" && lower !== "infinity") return Number.NaN;
  return isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
};
