import { type Building, weightsOf } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { supplyRow } from "./contribution.ts";

/**
 * Alliance requirement, with *roles*: Σ_n counted + shortUrgent + shortOther ≥ requirement. Unit: share of the
 * requirement. shortUrgent and shortOther are bounded by the parts in and outside CAP levels 1 and 2, so that coverage
 * goes to the urgent part first. Without roles there are no such rows: each nation's own shortfall is the objective, what
 * nobody was asked for is short, and the model falls apart by nation but for shared lines.
 * Dual: marginal price of the capability in that year.
 */
export function requirementRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const weights = weightsOf(world);
  const credit = world.value(PLAN.credit);
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const pairsOf = world.leaves.map((_, c) => on.pairs.filter((it) => it.leaf === c));
  const isWhole = freedom.nations.length === world.nations.length;
  world.leaves.forEach((leaf, c) => {
    const pairs = pairsOf[c]!;
    for (let t = 0; t < T; t++) {
      const required = leaf.required[t]!;
      if (required <= 0) continue;
      const urgentPart = leaf.urgent[t]! / required;
      if (!freedom.roles) {
        const assigned = pairs.reduce((sum, it) => sum + Math.min(leaf.share[it.nation]![t]!, world.ceilingOf * required), 0);
        const unassigned = isWhole ? Math.max(required - assigned, 0) / required : 0;
        on.costs.shortfall.constant += world.discount[t]! * unassigned * (weights.urgent * urgentPart + weights.other * (1 - urgentPart));
        continue;
      }
      const fixed = pairs.reduce((sum, it) => sum + it.fixed[t]!, 0) / required;
      if (fixed >= 1) continue;
      if (pairs.every((it) => it.counted[t]! < 0 && it.isDirect[t] === 0)) {
        const urgent = Math.max(urgentPart - fixed, 0);
        on.costs.shortfall.constant += world.discount[t]! * (weights.urgent * urgent + weights.other * (1 - fixed - urgent));
        continue;
      }
      const urgent = build.column(0, urgentPart);
      const other = build.column(0, 1 - urgentPart);
      on.allianceUrgent[c * T + t] = urgent;
      on.allianceOther[c * T + t] = other;
      on.costs.shortfall.add(urgent, world.discount[t]! * weights.urgent);
      on.costs.shortfall.add(other, world.discount[t]! * weights.other);
      build.row(1 - fixed, Number.POSITIVE_INFINITY);
      build.entry(urgent, 1);
      build.entry(other, 1);
      for (const it of pairs) {
        if (it.isDirect[t] === 1) supplyRow({ on, leaf, row: undefined, c, n: it.nation, t, per: required, credit });
        else if (it.counted[t]! >= 0) build.entry(it.counted[t]!, it.scale / required);
      }
      about.push(() => `${leaf.id} ${world.years[t]}`);
    }
  });
  on.blocks.push({ constraint: "requirement", first, about: (row) => about[row]!() });
}
