import { type Building, weightsOf } from "../formulate.ts";

/**
 * Alliance requirement, with *roles*: the shortfalls of nations, less what others give beyond their own share.
 * S1 = Σ_n shortUrgent − relief1 + unassigned1;  S2 = Σ_n shortOther − relief2 + unassigned2;  relief1 + relief2 ≤ Σ_n over.
 * relief2 may be negative, so that coverage is used for the urgent part first. Unit: share of the requirement.
 * Without roles there are no such rows: each nation's own shortfall is the objective, and the model falls apart by nation
 * but for shared lines. Dual of the third row: marginal price of the capability in that year.
 */
export function requirementRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const weights = weightsOf(world);
  const first = build.rowCount;
  const about: string[] = [];
  const pairsOf = world.leaves.map((_, c) => on.pairs.filter((it) => it.leaf === c));
  world.leaves.forEach((leaf, c) => {
    const pairs = pairsOf[c]!;
    for (let t = 0; t < T; t++) {
      const required = leaf.required[t]!;
      if (required <= 0) continue;
      const urgentPart = leaf.urgent[t]! / required;
      const assigned = pairs.reduce((sum, it) => sum + Math.min(leaf.share[it.nation]![t]!, world.ceilingOf * required), 0);
      const unassigned = freedom.nations.length === world.nations.length ? Math.max(required - assigned, 0) / required : 0;
      let fixedUrgent = unassigned * urgentPart;
      let fixedOther = unassigned * (1 - urgentPart);
      if (!freedom.roles) {
        on.costs.shortfall.constant += world.discount[t]! * (weights.urgent * fixedUrgent + weights.other * fixedOther);
        continue;
      }
      let fixedOver = 0;
      for (const it of pairs) {
        fixedUrgent += it.fixedUrgent[t]! / required;
        fixedOther += it.fixedOther[t]! / required;
        fixedOver += it.fixedOver[t]! / required;
      }
      // The urgent part and the rest are bounded by their size: a shortfall cannot be moved into a part that is wholly short.
      const urgent = build.column(0, urgentPart);
      const other = build.column(0, 1 - urgentPart);
      const relief1 = build.column(0, 1);
      const relief2 = build.column(-1, 1);
      on.allianceUrgent[c * T + t] = urgent;
      on.allianceOther[c * T + t] = other;
      on.costs.shortfall.add(urgent, world.discount[t]! * weights.urgent);
      on.costs.shortfall.add(other, world.discount[t]! * weights.other);
      build.row(fixedUrgent, Number.POSITIVE_INFINITY);
      build.entry(urgent, 1);
      build.entry(relief1, 1);
      for (const it of pairs) if (it.shortUrgent[t]! >= 0) build.entry(it.shortUrgent[t]!, -it.scale / required);
      build.row(fixedOther, Number.POSITIVE_INFINITY);
      build.entry(other, 1);
      build.entry(relief2, 1);
      for (const it of pairs) if (it.shortOther[t]! >= 0) build.entry(it.shortOther[t]!, -it.scale / required);
      build.row(Number.NEGATIVE_INFINITY, fixedOver);
      build.entry(relief1, 1);
      build.entry(relief2, 1);
      for (const it of pairs) {
        if (it.overHeld[t]! >= 0) build.entry(it.overHeld[t]!, -it.scale / required);
        if (it.overBought[t]! >= 0) build.entry(it.overBought[t]!, -it.scale / required);
      }
      for (const part of ["urgent", "other", "beyond"]) about.push(`${leaf.id} ${world.years[t]} ${part}`);
    }
  });
  on.blocks.push({ constraint: "requirement", first, about: (row) => about[row]! });
}
