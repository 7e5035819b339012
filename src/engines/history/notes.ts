import type { FitReport } from "./fit/fit-report.ts";
import { SHARED } from "./fit/coefficient-errors.ts";
import { LAST_OUTCOME, yearsBeyond } from "./refusals.ts";
import { isOfSpells, type Spec } from "./spec.ts";

/** p below which hazards are said not to be in proportion. */
const SIZE = 0.05;
/** Share of the log-likelihood without terms below which a fit foretells every row. */
const NOTHING = 1e-6;

/**
 * What a reader has to know of a fit before its figures are read: years that the filter asks for and the rows do not have, spells that stand in
 * many rows, hazards that one ratio does not describe, a fit that leaves no error,
 * and rows that share one state.
 * @example notesOf(spec, fit) // → ["The filter lets in years after 2014, where the rows of panel end: …"]
 */
export function notesOf(spec: Spec, fit: Pick<FitReport, "state" | "logLik" | "nullLogLik" | "proportionality" | "coefficients" | "sums">): readonly string[] {
  const beyond = yearsBeyond(spec);
  const p = fit.proportionality?.all.p ?? 1;
  return [
    ...(beyond === undefined ? [] : [`The filter lets in years after ${beyond}, where ${beyond < LAST_OUTCOME[spec.data] ? "the GML data" : `the rows of ${spec.data}`} end: nothing here is of a later year.`]),
    ...(isOfSpells(spec.estimator) && (spec.data === "panel" || spec.data === "bremer") ? [`A row of ${spec.data} is a pair of states in a year: a pair stands in many rows, and each counts here as a spell of its own, so that ends are counted too seldom and errors come out too small. Keep one row of each spell by the filter, or use the table alliances.`] : []),
    ...(p < SIZE ? [`Hazards are not in proportion over the whole of this model (p ${p < 0.001 ? "below 0.001" : p.toFixed(3)}): one ratio for all times does not describe them.`] : []),
    ...(hasNoError(fit) ? [WITHOUT_ERROR[isForetold(fit) ? "foretold" : "restless"].note] : []),
    ...withoutDyadic(fit),
  ];
}

/** That estimates have no dyadic-robust error since one state stands behind them, and what to use instead. */
function withoutDyadic({ coefficients, sums = [] }: Pick<FitReport, "coefficients" | "sums">): readonly string[] {
  const estimates = [...coefficients.map(({ term, errors }) => ({ name: term, errors })), ...sums.map(({ terms, errors }) => ({ name: terms.join(" + "), errors }))].filter(({ errors }) => errors["dyadic"] !== undefined);
  const bare = estimates.filter(({ errors }) => errors["dyadic"]?.note === SHARED);
  if (bare.length === 0) return [];
  const why = "share one state, so that their sums over states and pairs cancel out. Use errors clustered by pair (dyad), or take in rows of other states.";
  return [bare.length === estimates.length ? `No dyadic-robust error is given: all rows ${why}` : `No dyadic-robust error of ${bare.map((it) => it.name).join(", ")} is given: the rows behind it ${why}`];
}

/** Why a fit has no errors, beside each coefficient and of the whole. */
const WITHOUT_ERROR = {
  foretold: { beside: "every row is foretold, which leaves nothing to tell an error from", note: "Every row is foretold without fault, which leaves nothing to tell an error from: no interval and no p is given." },
  restless: { beside: "the fit did not come to rest", note: "The fit did not come to rest: no interval and no p is given." },
} as const;

const isForetold = ({ state, logLik = 0, nullLogLik = 0 }: Pick<FitReport, "state" | "logLik" | "nullLogLik">): boolean => state === "separated" && Math.abs(logLik) < NOTHING * Math.abs(nullLogLik);
/** Whether a fit gives no errors at all. */
export const hasNoError = (fit: Pick<FitReport, "state" | "logLik" | "nullLogLik">): boolean => fit.state === "not-converged" || isForetold(fit);

/** A fit without the errors that it does not have: where it foretells every row, or did not come to rest. */
export function withoutFalseErrors<T extends Pick<FitReport, "state" | "logLik" | "nullLogLik" | "coefficients" | "sums">>(fit: T): T {
  if (!hasNoError(fit)) return fit;
  const { beside: note } = WITHOUT_ERROR[isForetold(fit) ? "foretold" : "restless"];
  const bare = <E extends { readonly errors: FitReport["coefficients"][number]["errors"] }>(it: E): E => ({ ...it, errors: Object.fromEntries(Object.keys(it.errors).map((kind) => [kind, { note }])) });
  return { ...fit, coefficients: fit.coefficients.map(bare), ...(fit.sums !== undefined && { sums: fit.sums.map(bare) }) };
}
