import { type CoxFit, fitCox, fitWeibull, proportionalTest } from "#stats";
import { ExpressionError, valuesOf } from "../expression.ts";
import { dense } from "../groups.ts";
import type { Table } from "../table.ts";
import { coefficientsOf, covariancesOf, type FittedTerms, rowsAsk, stated } from "./coefficient-errors.ts";
import { testsOf } from "./contrasts.ts";
import { OF_SPELLS, problemOf } from "./fit-problems.ts";
import type { FitBody, FitReport } from "./fit-report.ts";
import type { ModelAsk } from "./model-columns.ts";
import { yesOrNo } from "./sample.ts";

/** Cox's model and Weibull's. */
export function spellModel({ spec, source: { members }, table, design, centres, dropped }: ModelAsk): Omit<FitBody, "dropped"> {
  const time = lengthsOf(spec.time!, table);
  const ended = yesOrNo(valuesOf(spec.event!, table), spec.event!);
  const events = ended.reduce((sum, it) => sum + it, 0);
  if (spec.estimator === "weibull") {
    const fit = fitWeibull({ time, ended, design });
    const { covariances, clusters } = covariancesOf({ spec, members, table, ask: rowsAsk(spec, fit) });
    const told = stated({ spec, centres, dropped }, { ...fit, covariances });
    return { events, clusters, logLik: fit.logLik, nullLogLik: fit.logLikNull, coefficients: coefficientsOf(told), effects: [], tests: fit.state === "converged" ? testsOf(spec, told) : [], iterations: fit.iterations, score: fit.score, state: fit.state, ...problemOf(fit.state, told.separated, OF_SPELLS) };
  }
  const stratum = spec.strata === undefined ? undefined : dense(valuesOf(spec.strata, table));
  const ask = { time, ended, design, ties: spec.ties, ...(stratum !== undefined && { stratum: stratum.codes }) };
  const fit = fitCox(ask);
  const { covariances, clusters } = covariancesOf({ spec, members, table, ask: rowsAsk(spec, fit) });
  const told = stated({ spec, centres, dropped }, { ...fit, covariances });
  const test = fit.state === "converged" ? proportionalTest(ask, fit) : undefined;
  return {
    events,
    clusters: { ...(stratum !== undefined && { strata: stratum.count }), ...clusters },
    ...coxParts(fit, told),
    effects: [],
    tests: fit.state === "converged" ? testsOf(spec, told) : [],
    ...(test !== undefined && { proportionality: { all: { chi2: test.all.statistic, df: test.all.df, p: test.all.p }, terms: test.terms.map((it) => ({ term: it.name, chi2: it.statistic, p: it.p })) } }),
  };
}

/** What a fit of Cox's likelihood gives of a report. */
export function coxParts(fit: CoxFit, told: FittedTerms): Pick<FitReport, "logLik" | "nullLogLik" | "coefficients" | "iterations" | "score" | "state" | "problem"> {
  return { logLik: fit.logLik, nullLogLik: fit.logLikNull, coefficients: coefficientsOf(told), iterations: fit.iterations, score: fit.score, state: fit.state, ...problemOf(fit.state, told.separated, OF_SPELLS) };
}

/** Lengths of spells. @throws ExpressionError where one is below nought. */
export function lengthsOf(time: string, table: Table): Float64Array {
  const values = valuesOf(time, table);
  const negative = values.find((it) => it < 0);
  if (negative !== undefined) throw new ExpressionError(`The length ${time} of a spell is ${negative}.`, "Give lengths of nought or more.");
  return values;
}
