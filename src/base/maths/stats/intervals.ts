import { cholesky, part, quadratic, solveWith, type Square } from "./matrix.ts";
import { betaQuantile, chiSquaredTail, logGamma, normalQuantile } from "./special.ts";

/** An interval for a share. */
export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval for `count` of `total`. Source: Wilson (1927). @example wilson(73, 146).low // → 0.41994… */
export function wilson(count: number, total: number, level = 0.95): ShareInterval {
  const z = normalQuantile(0.5 + level / 2);
  const share = count / total;
  const centre = (share + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half = (z / (1 + (z * z) / total)) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { share, low: count === 0 ? 0 : centre - half, high: count === total ? 1 : centre + half };
}

/** The exact interval, never too short. Source: Clopper and Pearson (1934). */
export function clopperPearson(count: number, total: number, level = 0.95): ShareInterval {
  const outside = (1 - level) / 2;
  return {
    share: count / total,
    low: count === 0 ? 0 : betaQuantile(outside, count, total - count + 1),
    high: count === total ? 1 : betaQuantile(1 - outside, count + 1, total - count),
  };
}

/** A chi-squared statistic with its degrees of freedom. */
export interface ChiSquared {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

export const chiSquared = (statistic: number, df: number): ChiSquared => ({ statistic, df, p: chiSquaredTail(statistic, df) });

/** Wald test that the coefficients at some places are all nought. Absent: their covariance is not positive definite. */
export function waldTest(coefficients: ArrayLike<number>, covariance: Square, places: readonly number[]): ChiSquared | undefined {
  const own = part(covariance, places);
  const factor = cholesky(own);
  if (factor === undefined) return undefined;
  const values = Float64Array.from(places, (it) => coefficients[it]!);
  return chiSquared(quadraticOf(factor, values), places.length);
}

const quadraticOf = (factor: Square, values: Float64Array): number => solveWith(factor, values).reduce((sum, it, index) => sum + it * values[index]!, 0);

/** A weighted sum of coefficients with its error. */
export function contrast(
  coefficients: ArrayLike<number>,
  covariance: Square,
  weights: ArrayLike<number>,
): { readonly estimate: number; readonly error: number } {
  let estimate = 0;
  for (let it = 0; it < covariance.size; it++) estimate += weights[it]! * coefficients[it]!;
  return { estimate, error: Math.sqrt(quadratic(covariance, weights)) };
}

/** p-values after Holm's step-down, in the order given. The chance of any false rejection stays at the level. */
export function holm(values: readonly number[]): readonly number[] {
  const order = ranks(values);
  const made = values.map(() => 0);
  let most = 0;
  for (const [rank, index] of order.entries()) {
    most = Math.max(most, Math.min(1, (values.length - rank) * values[index]!));
    made[index] = most;
  }
  return made;
}

/** p-values after Benjamini and Hochberg: the expected share of false rejections stays at the level. */
export function falseDiscovery(values: readonly number[]): readonly number[] {
  const order = ranks(values);
  const made = values.map(() => 0);
  let least = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const index = order[rank]!;
    least = Math.min(least, (values.length / (rank + 1)) * values[index]!);
    made[index] = least;
  }
  return made;
}

const ranks = (values: readonly number[]): readonly number[] => values.map((_, it) => it).sort((a, b) => values[a]! - values[b]! || a - b);

/**
 * E-value: how strongly, as a risk ratio, something unseen would have to go with both cause and outcome to explain a ratio away.
 * Source: VanderWeele and Ding (2017). @example eValue(2) // → 3.414…
 */
export function eValue(ratio: number): number {
  const above = ratio < 1 ? 1 / ratio : ratio;
  return above + Math.sqrt(above * (above - 1));
}

/** The E-value of the end of an interval that is nearer to one; one where the interval holds it. */
export const eValueOfInterval = (low: number, high: number): number => (low <= 1 && high >= 1 ? 1 : eValue(low > 1 ? low : high));

/** Smallest true effect that a test of a size would find with a power, for an estimate with this error. */
export const minimumDetectable = (error: number, { size = 0.05, power = 0.8 } = {}): number => (normalQuantile(1 - size / 2) + normalQuantile(power)) * error;

/**
 * Chance that a chi-squared statistic whose noncentrality is `shift` passes `x`: tails of more and more degrees of freedom, weighed by Poisson's
 * chances of half the shift. @example noncentralTail(3.841459, { df: 1, shift: 7.848861 }) // → 0.8
 */
export function noncentralTail(x: number, { df, shift }: { readonly df: number; readonly shift: number }): number {
  const half = shift / 2;
  // Ten standard deviations and forty more: what lies beyond is below the last digit.
  const last = Math.ceil(half + 10 * Math.sqrt(half) + 40);
  let sum = 0;
  for (let it = 0; it <= last; it++) sum += Math.exp(it * Math.log(half) - half - logGamma(it + 1)) * chiSquaredTail(x, df + 2 * it);
  return half === 0 ? chiSquaredTail(x, df) : sum;
}

/** Noncentrality with which a Wald test of `df` terms at a size passes with a power. @example detectableShift(4) // → 11.935 */
export function detectableShift(df: number, { size = 0.05, power = 0.8 } = {}): number {
  const critical = beginning((x) => chiSquaredTail(x, df) < size);
  return beginning((shift) => noncentralTail(critical, { df, shift }) >= power);
}

/** Halvings after which two ends have met. */
const ROUNDS = 80;

/** Value above nought from which on a condition holds. */
function beginning(holds: (x: number) => boolean): number {
  let [low, high] = [0, 1];
  while (!holds(high)) high *= 2;
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/**
 * Smallest true effect along a direction that a joint Wald test of all terms would find: how many times the direction their true values
 * have to be. Absent: the covariance is not positive definite.
 */
export function detectableAlong(covariance: Square, direction: ArrayLike<number>, { size = 0.05, power = 0.8 } = {}): number | undefined {
  const factor = cholesky(covariance);
  if (factor === undefined) return undefined;
  return Math.sqrt(detectableShift(covariance.size, { size, power }) / quadraticOf(factor, Float64Array.from(direction)));
}
