import { PLAN } from "#engines/plan";
import { type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** How far the aligned plan covers a capability in a year, and what of that is held today, both as the plan counts. */
export interface PlannedCoverage {
  /** Share of the requirement. Absent until planned, or not planned on. */
  readonly planned?: Shown;
  /** What of `planned` is held today. The plan counts each ally up to the cap, so this, and `planned` too, may be less than the coverage, which counts all that is held and on order. */
  readonly heldInPlan?: Shown;
}

/**
 * Planned coverage, and what of it is held: never more than is planned, since both are counted by one rule.
 * @example plannedCoverage(results, "LAND-01", 2035).heldInPlan?.value // → 0.58, where 0.62 is planned and what allies hold covers 0.75
 */
export function plannedCoverage(results: Results, leaf: string, year: number): PlannedCoverage {
  const row = results.comparison?.aligned.shortfalls.find((it) => it.leaf === leaf && it.year === year);
  if (row === undefined || row.required <= 0) return {};
  const share = (value: number, more: Partial<Shown> = {}): Shown => shown(results, whyKey("planned", leaf, year), "share", Math.min(value / row.required, 1), more);
  return { planned: share(row.planned), heldInPlan: share(row.available, { part: "held" }) };
}

/** The most of a requirement that one ally may count in the plan. Unit: share of the requirement. */
export const capShown = (results: Results): Shown => shown(results, whyKey("parameter", PLAN.ceiling.id), "share", results.alliance.valueOf(PLAN.ceiling).base);
