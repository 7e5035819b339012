import { averageEffect, type BinaryFit, carriedBoth, type Design, type Square } from "#stats";
import { BREMER_DERIVED, PANEL_DERIVED } from "../columns.ts";
import { namesIn, valuesOf } from "../expression.ts";
import type { Spec } from "../spec.ts";
import { coefficientsOf, covariancesOf, stated } from "./coefficient-errors.ts";
import { sumsOf, testsOf } from "./contrasts.ts";
import { problemOf } from "./fit-problems.ts";
import type { EffectReport, FitBody } from "./fit-report.ts";
import { designWith, type ModelAsk } from "./model-columns.ts";
import { yesOrNo } from "./sample.ts";
import { inTerms, onTo, settled } from "./settled.ts";

/** Logit and probit, with or without a correction for rare events. */
export function binaryModel({ spec, source, table, design, centres, dropped }: ModelAsk): FitBody {
  const outcome = yesOrNo(valuesOf(spec.outcome!, table), spec.outcome!);
  const events = outcome.reduce((sum, it) => sum + it, 0);
  const link = spec.estimator === "probit" ? "probit" : "logit";
  const isPenalised = spec.rareEvents === "firth" || spec.estimator === "firth";
  const { basis, fit: found } = settled({ link, outcome, design, isPenalised });
  const on = basis?.design ?? design;
  const made = covariancesOf({ spec, members: source.members, table, ask: { kind: "residuals", covariance: found.covariance, residuals: found.residuals, design: on } });
  const isShrunk = spec.rareEvents === "king-zeng" && found.state === "converged";
  const shrunk = (it: Square): Square => (isShrunk ? { ...it, values: it.values.map((value) => value * (table.rowCount / (table.rowCount + on.columns.length)) ** 2) } : it);
  const onBasis = isShrunk ? withoutBias(found, on) : found.coefficients;
  const basisCovariances = Object.fromEntries(Object.entries(made.covariances).map(([kind, it]) => [kind, shrunk(it)]));
  const covariances = Object.fromEntries(Object.entries(basisCovariances).map(([kind, it]) => [kind, basis === undefined ? it : carriedBoth(basis.back, it)]));
  const fit = inTerms(found, onBasis, { basis, design });
  const { clusters } = made;
  const effects = fit.state === "converged" ? spec.effects.map((it): EffectReport => {
    const at = (value: number): Design => onTo(designWith({ spec, table, design, centres }, { ...it, value }), basis);
    const [before, after] = [at(it.from), at(it.to)];
    const by = Object.entries(basisCovariances).map(([name, covariance]) => [name, averageEffect({ link, coefficients: onBasis, covariance, before, after })] as const);
    const [, one] = by[0]!;
    return { column: it.column, from: it.from, to: it.to, p0: one.before, p1: one.after, difference: one.difference, ratio: one.ratio, errors: Object.fromEntries(by.map(([name, effect]) => [name, { differenceSe: effect.differenceError, logRatioSe: effect.logRatioError }])), ...stayingBehind(spec, it.column) };
  }) : [];
  const told = stated({ spec, centres, dropped }, { ...fit, covariances });
  return {
    events,
    clusters,
    logLik: fit.logLik,
    nullLogLik: fit.nullLogLik,
    ...(fit.penalisedLogLik !== undefined && { penalisedLogLik: fit.penalisedLogLik }),
    coefficients: coefficientsOf(told),
    effects,
    tests: fit.state === "converged" ? testsOf(spec, told) : [],
    ...sumsOf(spec, told),
    dropped,
    iterations: fit.iterations,
    score: fit.score,
    state: fit.state,
    ...problemOf(fit.state, told.separated),
  };
}

/** Takes off the bias that few events bring (King and Zeng 2001): a weighted regression of half the leverage. */
function withoutBias(fit: BinaryFit, design: Design): Float64Array {
  const { columns, rowCount } = design;
  const size = columns.length;
  const sum = new Float64Array(size);
  const x = new Float64Array(size);
  for (let row = 0; row < rowCount; row++) {
    let eta = 0;
    for (let k = 0; k < size; k++) {
      x[k] = columns[k]![row]!;
      eta += fit.coefficients[k]! * x[k]!;
    }
    const share = 1 / (1 + Math.exp(-eta));
    let leverage = 0;
    for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) leverage += x[i]! * fit.covariance.values[i * size + k]! * x[k]!;
    const pull = share * (1 - share) * leverage * (share - 0.5);
    for (let k = 0; k < size; k++) sum[k]! += pull * x[k]!;
  }
  const bias = Float64Array.from({ length: size }, (_, i) => sum.reduce((of, it, k) => of + fit.covariance.values[i * size + k]! * it, 0));
  return fit.coefficients.map((it, index) => it - bias[index]!);
}

/** Columns among the terms that are worked out from another, and are not moved with it in an average effect. */
function stayingBehind(spec: Spec, moved: string): { readonly note?: string } {
  const from = (expression: string): readonly string[] => namesIn(expression).flatMap((it) => [it, ...(derivedOf(spec).has(it) ? from(derivedOf(spec).get(it)!) : [])]);
  const used = new Set(spec.terms.flatMap((it) => it.factors.flatMap((one) => namesIn(one))));
  const behind = [...used].filter((it) => it !== moved && derivedOf(spec).has(it) && from(it).includes(moved));
  return behind.length === 0 ? {} : { note: `${behind.join(", ")} ${behind.length === 1 ? "is" : "are"} worked out from ${moved}, and ${behind.length === 1 ? "stays" : "stay"} as in each row while ${moved} is moved; a polynomial or an expression of ${moved} as a term would move with it` };
}

const derivedOf = (spec: Spec): ReadonlyMap<string, string> => new Map((spec.data === "panel" ? PANEL_DERIVED : spec.data === "bremer" ? BREMER_DERIVED : []).map((it) => [it.name, it.expression]));
