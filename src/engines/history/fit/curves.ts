import { competingRisks, kaplanMeier, logRank, quantileOf } from "#stats";
import { ExpressionError, valuesOf } from "../expression.ts";
import { dense } from "../groups.ts";
import type { Spec } from "../spec.ts";
import type { Curve, FitBody } from "./fit-report.ts";
import { type Sample, yesOrNo } from "./sample.ts";
import { lengthsOf } from "./spell-model.ts";

/** Survival by group with the log-rank test, or incidence by cause. */
export function curvesOf(spec: Spec, { table, rows }: Sample): FitBody {
  const time = lengthsOf(spec.time!, table);
  const nothing = { clusters: {}, coefficients: [], effects: [], tests: [], dropped: { terms: [], rows }, state: "closed-form" as const };
  if (spec.estimator === "competing-risks") {
    const cause = valuesOf(spec.cause!, table);
    const strange = cause.find((it) => !Number.isInteger(it) || it < 0 || it > 20);
    if (strange !== undefined) throw new ExpressionError(`A cause is ${strange}.`, "Causes are 0 (still going on), 1, 2, … up to 20.");
    return { ...nothing, events: cause.filter((it) => it > 0).length, incidence: competingRisks(time, cause).map((it) => ({ time: it.time, incidence: it.incidence, se: it.errors, survival: it.survival })) };
  }
  const ended = yesOrNo(valuesOf(spec.event!, table), spec.event!);
  const groups = spec.groups === undefined ? undefined : valuesOf(spec.groups, table);
  const levels = groups === undefined ? [undefined] : [...new Set(groups)].sort((a, b) => a - b);
  if (levels.length > 50) throw new ExpressionError(`The groups have ${levels.length} levels.`, "Give at most 50 groups.");
  const curves = levels.map((group): Curve => {
    const own = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => groups === undefined || groups[row] === group);
    const curve = kaplanMeier({ time: own.map((row) => time[row]!), ended: own.map((row) => ended[row]!) });
    return { group, n: own.length, events: own.filter((row) => ended[row] === 1).length, median: quantileOf(curve), steps: curve.map((it) => ({ time: it.time, atRisk: it.atRisk, events: it.ended, survival: it.survival, se: it.error, low: it.low, high: it.high })) };
  });
  const test = groups === undefined || levels.length < 2 ? undefined : logRank({ time, ended }, dense(groups).codes);
  return { ...nothing, events: ended.reduce((sum, it) => sum + it, 0), curves, ...(test !== undefined && { logRank: { chi2: test.statistic, df: test.df, p: test.p } }) };
}
