import type { Formulation } from "../formulate.ts";
import type { Plan, Stage, StageCertificate } from "../plan.ts";
import { type BoundModels, type Claim, provedBound } from "./models.ts";
import { carriedPrices, pricesOf, recordOf } from "./prices.ts";

/** Prices as a solve gave them, of the rows of its formulation and then of the objectives kept. */
export interface Priced {
  readonly formulation: Formulation;
  readonly dual: Float64Array;
}

/**
 * A stage with its bound proved: the best of some prices, put on the model that the records give, and the bound that they prove
 * there. What is published is what the prices prove, never more. Without prices the stage is as it was.
 */
export function certified(stage: Stage, ask: Claim & { readonly models: BoundModels; readonly plan: Plan; readonly priced: readonly Priced[] }): Stage {
  const { models, plan, priced, ...claim } = ask;
  let best: Stage | undefined;
  const whole = models.modelOf(plan, claim);
  const own = whole.formulation.model.rowCount;
  for (const { formulation, dual } of priced) {
    if (dual.length === 0) continue;
    const carried = carriedPrices(formulation, dual, whole.formulation);
    // What was kept and has no price proves nothing: the bound does not rest on it, and it is not stated.
    const kept = claim.kept.filter((_, k) => (carried[own + k] ?? 0) !== 0);
    const it = kept.length === claim.kept.length ? whole : models.modelOf(plan, { ...claim, kept });
    const record = recordOf(Float64Array.from([...carried.subarray(0, own), ...kept.map((row) => carried[own + claim.kept.indexOf(row)]!)]));
    const prices = pricesOf(record, it.model.rowCount);
    if (prices === undefined) continue;
    const proved = provedBound(it, prices);
    if (!Number.isFinite(proved) || (best !== undefined && best.bound >= proved)) continue;
    const certificate: StageCertificate = { ...claim, kept, rows: it.model.rowCount, proves: proved, ...record };
    // Round-off may prove a hair more than was reached.
    const bound = Math.min(proved, stage.value);
    best = { ...stage, bound, gap: Math.max((stage.value - bound) / Math.max(Math.abs(stage.value), 1e-9), 0), certificate };
  }
  return best ?? stage;
}
