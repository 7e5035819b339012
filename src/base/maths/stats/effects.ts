import { type Link, shareAt, slopeAt } from "./binary.ts";
import type { Design } from "./design.ts";
import { quadratic, type Square } from "./matrix.ts";

/** What a term does to the mean share, with errors by the delta method. */
export interface AverageEffect {
  /** Mean predicted share with the term at its first value, then at its second. */
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly differenceError: number;
  readonly ratio: number;
  /** Error of the logarithm of the ratio. */
  readonly logRatioError: number;
}

/**
 * Average effect of a change over the rows of a sample: every row is predicted twice, with each of two designs.
 * @param weights how often each row counts. Absent: once.
 */
export function averageEffect({
  link,
  coefficients,
  covariance,
  before,
  after,
  weights,
}: {
  readonly link: Link;
  readonly coefficients: ArrayLike<number>;
  readonly covariance: Square;
  readonly before: Design;
  readonly after: Design;
  readonly weights?: ArrayLike<number>;
}): AverageEffect {
  const one = meanShare({ link, coefficients, design: before, weights });
  const two = meanShare({ link, coefficients, design: after, weights });
  const difference = two.gradient.map((it, index) => it - one.gradient[index]!);
  const ratio = two.gradient.map((it, index) => it / two.mean - one.gradient[index]! / one.mean);
  return {
    before: one.mean,
    after: two.mean,
    difference: two.mean - one.mean,
    differenceError: Math.sqrt(quadratic(covariance, difference)),
    ratio: two.mean / one.mean,
    logRatioError: Math.sqrt(quadratic(covariance, ratio)),
  };
}

function meanShare({
  link,
  coefficients,
  design,
  weights,
}: {
  readonly link: Link;
  readonly coefficients: ArrayLike<number>;
  readonly design: Design;
  readonly weights: ArrayLike<number> | undefined;
}): { readonly mean: number; readonly gradient: Float64Array } {
  const { columns, rowCount } = design;
  const eta = new Float64Array(rowCount);
  for (const [index, column] of columns.entries()) for (let row = 0; row < rowCount; row++) eta[row]! += coefficients[index]! * column[row]!;
  let total = 0;
  let sum = 0;
  const slopes = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const times = weights?.[row] ?? 1;
    total += times;
    sum += times * shareAt(link, eta[row]!);
    slopes[row] = times * slopeAt(link, eta[row]!);
  }
  const gradient = Float64Array.from(columns, (column) => {
    let of = 0;
    for (let row = 0; row < rowCount; row++) of += slopes[row]! * column[row]!;
    return of / total;
  });
  return { mean: sum / total, gradient };
}
