import { at, type Square, waldTest } from "#stats";
import { ExpressionError } from "../expression.ts";
import type { Spec } from "../spec.ts";
import { errorOf, type FittedTerms } from "./coefficient-errors.ts";
import type { FitReport, SumReport } from "./fit-report.ts";

/** Sums of coefficients that were asked for, with each kind of error. */
export function sumsOf(spec: Spec, fitted: FittedTerms): Pick<FitReport, "sums"> {
  const { names, values, covariances, separated, dropped } = fitted;
  if (spec.sums.length === 0) return {};
  return {
    sums: spec.sums.map((asked): SumReport => {
      const terms = asked.map((it) => (names.includes(it) ? it : it.replaceAll(/\s+/g, "")));
      const fell = dropped.find((it) => terms.includes(it.term));
      if (fell !== undefined) return { terms, errors: {}, note: `${fell.term} was left out, ${fell.reason}` };
      const missing = terms.find((it) => !names.includes(it));
      if (missing !== undefined) throw new ExpressionError(`A sum names ${missing}, which is no term of the fit.`, `The terms are: ${names.join(", ")}.`);
      const runs = terms.find((it) => separated.includes(it));
      if (runs !== undefined) return { terms, errors: {}, note: `${runs} runs off to infinity` };
      const weights = names.map((it) => terms.filter((one) => one === it).length);
      const b = terms.reduce((sum, it) => sum + values[names.indexOf(it)]!, 0);
      return { terms, b, errors: Object.fromEntries(Object.entries(covariances).map(([kind, it]) => [kind, errorOf({ b, variance: varianceOf(weights, it), byModel: varianceOf(weights, fitted.model), kind, fitted })])) };
    }),
  };
}

/** Variance of a weighted sum; not a number where its parts cancel down to rounding. */
function varianceOf(weights: readonly number[], covariance: Square): number {
  const parts = weights.flatMap((left, row) => weights.flatMap((right, column) => (left === 0 || right === 0 ? [] : [left * right * at(covariance, row, column)])));
  const sum = parts.reduce((of, it) => of + it, 0);
  return Math.abs(sum) <= CANCELLED * parts.reduce((of, it) => of + Math.abs(it), 0) ? Number.NaN : sum;
}

/** Share of the parts of a variance below which their sum is rounding. */
const CANCELLED = 1e-9;

/** Joint tests that were asked for, by each kind of error. */
export function testsOf(spec: Spec, fitted: FittedTerms): FitReport["tests"] {
  const { names, dropped, about } = fitted;
  return spec.tests.flatMap((terms): FitReport["tests"] => {
    const fell = dropped.find((it) => terms.some((one) => [one, one.replaceAll(/\s+/g, "")].includes(it.term)));
    if (fell !== undefined) return Object.keys(fitted.covariances).map((error) => ({ terms, error, note: `not available: ${fell.term} was left out, ${fell.reason}` }));
    const places = terms.map((it) => names.indexOf(names.includes(it) ? it : it.replaceAll(/\s+/g, "")));
    const missing = terms.find((_, index) => places[index]! < 0);
    if (missing !== undefined) throw new ExpressionError(`The joint test names ${missing}, which is no term of the fit.`, `The terms are: ${names.join(", ")}.`);
    // The highest powers are nought together in plain powers where they are about a centre, which keeps its digits.
    const isSame = about !== undefined && places.every((row) => names.every((_, k) => places.includes(k) || at(about.plain, row, k) === 0));
    const { values, covariances } = isSame ? about : fitted;
    const mixed = isSame || about === undefined ? 0 : places.filter((row) => names.some((_, k) => k !== row && at(about.plain, row, k) !== 0)).length;
    if (mixed > 1) return Object.keys(covariances).map((error) => ({ terms, error, note: "not available: of a polynomial whose values lie far from nought powers are tested together down from the highest, with none left between" }));
    return Object.entries(covariances).map(([error, covariance]) => {
      if (error === "dyadic") return { terms, error, note: "not available: the dyadic-robust matrix need not be positive, and joint tests from it are worthless" };
      const found = waldTest(values, covariance, places);
      return found === undefined ? { terms, error, note: "not available: the covariance of the terms is not positive" } : { terms, error, chi2: found.statistic, df: found.df, p: found.p };
    });
  });
}
