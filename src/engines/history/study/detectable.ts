import { detectableAlong, minimumDetectable, normalQuantile, type Square } from "#stats";
import type { FitReport } from "../fit/fit-report.ts";
import { ERAS, LATER, YEARS } from "./eras.ts";
import type { Estimate } from "./finding.ts";

/**
 * The smallest effect that would have been found, as a figure's cell says it: on either side of nought, or a ratio no higher.
 * @example foundText({ name: "average risk ratio of a pact", low: 0.3, high: 1.02 }, String) // → "≤ 0.42"
 */
export function foundText(it: Pick<Estimate, "name" | "low" | "high">, figure: (value: number) => string): string {
  const value = detectableBeside(it);
  return value === undefined ? "–" : `${it.name.includes("risk ratio") ? "≤" : "±"} ${figure(value)}`;
}

/**
 * Smallest true effect that would have been found four times in five, beside an estimate whose 95 % interval holds what nothing would
 * be. Absent: the interval leaves it out, or there is no such value. A ratio is told below one.
 * @example detectableBeside({ name: "pact of the target, log-odds", low: -0.98, high: 0.98 }) // → 1.40
 */
export function detectableBeside({ name, low, high }: Pick<Estimate, "name" | "low" | "high">): number | undefined {
  const isRatio = name.includes("risk ratio");
  const [from, to] = isRatio ? [Math.log(low), Math.log(high)] : [low, high];
  if (name.includes("still in force") || !Number.isFinite(from) || !Number.isFinite(to) || from > 0 || to < 0) return undefined;
  const most = minimumDetectable((to - from) / (2 * normalQuantile(0.975)));
  return isRatio ? Math.exp(-most) : most;
}

/** The era whose difference from the four others the joint test finds least easily, with the smallest that it finds four times in five. */
export function hardestEra(fit: FitReport): { readonly era: string; readonly value: number } | undefined {
  const covariance = covarianceOf(fit, LATER.map((it) => `tdef:${it}`));
  // The first era is the base: where it alone differs, the four differences from it are one and the same.
  const found = ERAS.map((era) => ({ era: YEARS[era], value: detectableAlong(covariance, LATER.map((it) => (era === "E1" || it === era ? 1 : 0))) }));
  return found.every((it) => it.value !== undefined) ? (found as readonly { readonly era: string; readonly value: number }[]).reduce((most, it) => (it.value > most.value ? it : most)) : undefined;
}

/** Covariance of the terms of which sums were asked for: that of two is half of what the variance of their sum has beyond their own. */
function covarianceOf({ coefficients, sums = [] }: FitReport, terms: readonly string[]): Square {
  const variance = (of: { readonly errors: FitReport["coefficients"][number]["errors"] } | undefined): number => (of?.errors["dyad"]?.se ?? Number.NaN) ** 2;
  const own = terms.map((term) => variance(coefficients.find((it) => it.term === term)));
  const values = terms.flatMap((one, row) => terms.map((other, at) => (row === at ? own[row]! : (variance(sums.find((it) => it.terms.includes(one) && it.terms.includes(other))) - own[row]! - own[at]!) / 2)));
  return { size: terms.length, values: Float64Array.from(values) };
}

/** Each two of some terms, as sums. */
export const pairsIn = (terms: readonly string[]): readonly (readonly string[])[] => terms.flatMap((it, index) => terms.slice(index + 1).map((one) => [it, one]));
