import { fitCox } from "#stats";
import { valuesOf } from "../expression.ts";
import { dense } from "../groups.ts";
import { covariancesOf, rowsAsk, stated } from "./coefficient-errors.ts";
import { sumsOf, testsOf } from "./contrasts.ts";
import type { FitBody } from "./fit-report.ts";
import { type ModelAsk, tellingOf } from "./model-columns.ts";
import { yesOrNo } from "./sample.ts";
import { coxParts } from "./spell-model.ts";

/** The conditional logit: within matched sets, by the exact likelihood of each. */
export function conditionalModel({ spec, source, table, design, centres, dropped }: ModelAsk): FitBody {
  const outcome = yesOrNo(valuesOf(spec.outcome!, table), spec.outcome!);
  const events = outcome.reduce((sum, it) => sum + it, 0);
  const stratum = dense(valuesOf(spec.strata!, table)).codes;
  const fit = fitCox({ time: new Float64Array(table.rowCount).fill(1), ended: outcome, design, stratum, ties: "exact" });
  const { covariances, clusters } = covariancesOf({ spec, members: source.members, table, ask: rowsAsk(spec, fit) });
  const told = stated({ spec, centres, dropped }, { ...fit, covariances });
  return { ...coxParts(fit, told), events, clusters: { strata: tellingOf(stratum, outcome, true).filter((it) => it).length, ...clusters }, effects: [], tests: testsOf(spec, told), ...sumsOf(spec, told), dropped };
}
