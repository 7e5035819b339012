/** Distribution functions that tests, intervals and p-values need. Each is tested against R to 1e-12 or what is said there. */

const SQRT_2PI = Math.sqrt(2 * Math.PI);

/** Density of the standard normal. */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / SQRT_2PI;

/**
 * Probability that a standard normal is at most `x`, to full precision in both tails.
 * Source: Cody (1969), rational approximations in three ranges.
 * @example normalCdf(1.959963984540054) // → 0.975
 */
export function normalCdf(x: number): number {
  const y = Math.abs(x);
  if (Number.isNaN(x)) return Number.NaN;
  if (y <= 0.67448975) {
    const square = y > 1.11e-16 ? x * x : 0;
    let above = CENTRE[4] * square;
    let below = square;
    for (let i = 0; i < 3; i++) {
      above = (above + CENTRE[i]!) * square;
      below = (below + CENTRE_BELOW[i]!) * square;
    }
    return 0.5 + (x * (above + CENTRE[3])) / (below + CENTRE_BELOW[3]);
  }
  const tail = y > 38.5 ? 0 : upperTail(y);
  return x > 0 ? 1 - tail : tail;
}

/** Logarithm of `normalCdf`, where that would be nothing too. */
export function logNormalCdf(x: number): number {
  if (x > -35) return Math.log(normalCdf(x));
  const square = 1 / (x * x);
  return -0.5 * x * x - Math.log(-x) - 0.5 * Math.log(2 * Math.PI) + Math.log1p(-square * (1 - 3 * square * (1 - 5 * square)));
}

const CENTRE = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745] as const;
const CENTRE_BELOW = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673] as const;
const SIDE = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
] as const;
const SIDE_BELOW = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598, 38912.00328609327,
  19685.429676859992,
] as const;
const FAR = [0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5, 0.023073441764940174] as const;
const FAR_BELOW = [1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5] as const;

/** Upper tail of the standard normal, for numbers from 0. The square is split so that its rounding does not show in the exponential. */
export function upperTail(y: number): number {
  if (y <= 0.67448975) return 1 - normalCdf(y);
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (y - coarse) * (y + coarse)) * (tailRatio(y) / SQRT_2PI);
}

/** Upper tail over density beyond 0.674: Mills's ratio. It is known where both are too small to be written. */
export function tailRatio(y: number): number {
  if (y <= Math.sqrt(32)) {
    let above = SIDE[8] * y;
    let below = y;
    for (let i = 0; i < 7; i++) {
      above = (above + SIDE[i]!) * y;
      below = (below + SIDE_BELOW[i]!) * y;
    }
    return (SQRT_2PI * (above + SIDE[7])) / (below + SIDE_BELOW[7]);
  }
  const square = 1 / (y * y);
  let above = FAR[5] * square;
  let below = square;
  for (let i = 0; i < 4; i++) {
    above = (above + FAR[i]!) * square;
    below = (below + FAR_BELOW[i]!) * square;
  }
  return (SQRT_2PI * (1 / SQRT_2PI - (square * (above + FAR[4])) / (below + FAR_BELOW[4]))) / y;
}

/**
 * Quantile of the standard normal. NaN outside [0, 1].
 * Source: Acklam's rational start, then two steps of Halley's method on `normalCdf`.
 * @example normalQuantile(0.975) // → 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  let x = start(p);
  for (let step = 0; step < 3; step++) {
    const error = (normalCdf(x) - p) / normalDensity(x);
    x -= error / (1 + 0.5 * x * error);
  }
  return x;
}

/** A first quantile for p at most one half, good to 1e-9. */
function start(p: number): number {
  const tail = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783] as const;
  const tailBelow = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416] as const;
  const middle = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239] as const;
  const middleBelow = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572] as const;
  const poly = (of: readonly number[], at: number): number => of.reduce((sum, it) => sum * at + it, 0);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return poly(tail, q) / (poly(tailBelow, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (poly(middle, r) * q) / (poly(middleBelow, r) * r + 1);
}

/** Two-sided p-value of a standard normal statistic. */
export const normalTwoSided = (z: number): number => (Number.isNaN(z) ? Number.NaN : 2 * normalCdf(-Math.abs(z)));

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** Logarithm of the gamma function, for positive arguments. Source: Lanczos (1964), g = 7. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const y = x - 1;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (y + i);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const CLOSE = 1e-16;
const STEPS = 10_000;

/** Regularised upper incomplete gamma function. Series below, continued fraction (Lentz) above. */
export function upperGamma(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < STEPS; n++) {
      term *= x / (a + n);
      sum += term;
      if (term < sum * CLOSE) break;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < STEPS; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < CLOSE) break;
  }
  return front * h;
}

const nonZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

/** Probability that a chi-squared statistic is at least `x`. */
export const chiSquaredTail = (x: number, df: number): number => (x <= 0 ? 1 : upperGamma(df / 2, x / 2));

/** Regularised incomplete beta function. Continued fraction (Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < CLOSE) break;
  }
  return front * h;
}

/** Quantile of a beta distribution, by halving and Newton steps on `incompleteBeta`. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return 1;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b);
  for (let step = 0; step < 200; step++) {
    const error = incompleteBeta(x, a, b) - p;
    if (error > 0) high = x;
    else low = x;
    const density = Math.exp(scale + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
    const next = x - error / density;
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(inside - x) <= 1e-15 * x) return inside;
    x = inside;
  }
  return x;
}
