import type { Building, PairColumns } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { partsOf, strataShort, weightsOf } from "../strata.ts";
import { isWhole } from "../world.ts";
import { supplyEntries } from "./contribution.ts";
import type { ConstraintNote } from "./note.ts";

export const REQUIREMENT: ConstraintNote = {
  name: "requirement",
  title: "Requirement of the alliance by CAP level",
  inequality: "Σ_n counted[n,c,t] + common[c,t] + Σ_q short[c,q,t] ≥ required[c,t],  0 ≤ short[c,q,t] ≤ part of CAP level q",
  unit: "share of the requirement",
  dual: "marginal price of the capability in that year: weighted shortfall-years for the whole requirement",
  meaning: "With roles the shortfall is the alliance's: what is short is priced by CAP level, so that coverage goes to the most urgent part first. Without roles there are no such rows: each nation's own shortfall is the objective, and what nobody was asked for is short.",
  parameters: [PLAN.urgentShare, PLAN.urgentWeight, PLAN.discount, PLAN.credit],
  records: ["requirement", "capability"],
  elastic: "what is short takes what is missing, and is the objective of stage 1",
  source: "NDPP: minimum capability requirements by CAP level (C10)",
};

/** Columns and rows of the alliance's requirements. */
export function requirementRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const credit = world.value(PLAN.credit);
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const pairsOf: PairColumns[][] = world.leaves.map(() => []);
  for (const it of on.pairs) pairsOf[it.leaf]!.push(it);
  const isAll = isWhole(world, freedom.nations);
  world.leaves.forEach((leaf, c) => {
    const pairs = pairsOf[c]!;
    const weights = weightsOf(world, leaf);
    const commons = leaf.adding.flatMap((it) => it.goods.flatMap((use) => (on.commons.has(use.good) ? [{ use, it: on.commons.get(use.good)! }] : [])));
    for (let t = 0; t < T; t++) {
      const required = leaf.required[t]!;
      if (required <= 0) continue;
      const pay = (short: readonly number[]): void => short.forEach((part, q) => { on.costs.shortfall.constant += world.discount[t]! * weights[q]! * part; });
      if (!freedom.roles) {
        const assigned = pairs.reduce((sum, it) => sum + Math.min(leaf.share[it.nation]![t]!, leaf.ceiling * required), 0);
        const unassigned = isAll ? Math.max(required - assigned, 0) / required : 0;
        pay(partsOf(leaf, t).map((part) => part * unassigned));
        continue;
      }
      const fixed = pairs.reduce((sum, it) => sum + it.fixed[t]!, 0) / required;
      if (fixed >= 1) continue;
      if (pairs.every((it) => it.counted[t]! < 0 && it.isDirect[t] === 0) && commons.every((it) => t < it.it.first)) {
        pay(strataShort(leaf, t, fixed));
        continue;
      }
      for (const [q, part] of partsOf(leaf, t).entries()) {
        const column = build.column(0, part);
        if (q === 0) on.allianceShort[c * T + t] = column;
        on.costs.shortfall.add(column, world.discount[t]! * weights[q]!);
      }
      build.row(1 - fixed, Number.POSITIVE_INFINITY);
      for (let q = 0; q < leaf.strata.length; q++) build.entry(on.allianceShort[c * T + t]! + q, 1);
      for (const it of pairs) {
        if (it.isDirect[t] === 1) supplyEntries({ on, leaf, row: undefined, c, n: it.nation, per: required, credit }, t);
        else if (it.counted[t]! >= 0) build.entry(it.counted[t]!, it.scale / required);
      }
      for (const { use, it } of commons) for (let tau = it.first; tau <= t; tau++) build.entry(it.column + tau - it.first, (use.yield * it.scale) / required);
      about.push(() => `${leaf.id} ${world.years[t]}`);
    }
  });
  on.block(REQUIREMENT, first, about);
}
