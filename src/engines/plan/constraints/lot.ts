import type { Building } from "../formulate.ts";

// A lot missed costs more than any gain it could bring, so that a plan which misses it is seen and the agreement dropped.
const MISSED = 50;

/**
 * Joint agreements: Σ_members Σ_{t ≥ first} deliveries + missed ≥ lot of the price tier. Unit: parts of the lot.
 * Dual: what one more item of the smallest lot costs the objective.
 */
export function lotRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  for (const joint of freedom.joints) {
    const missed = build.column(0, 1);
    on.lotSlack.push(missed);
    if (joint.active && freedom.relaxed !== true) for (const cost of [on.costs.shortfall, on.costs.money, on.costs.deviation]) cost.add(missed, MISSED);
    build.row(1, Number.POSITIVE_INFINITY);
    build.entry(missed, 1);
    for (const n of joint.members) {
      for (const it of on.goodsOf[n]!) if (it.good === joint.good) for (let t = Math.max(it.first, joint.first); t < T; t++) build.entry(it.column + t - it.first, it.scale / joint.lot);
      for (const at of on.programmesOf[n]!) {
        const it = on.programmes[at]!;
        if (world.programmes[at]!.good === joint.good && !world.programmes[at]!.firm) for (let t = Math.max(it.first, joint.first); t <= it.last; t++) build.entry(it.column + t - it.first, it.scale / joint.lot);
      }
    }
    about.push(() => world.goods[joint.good]!.system);
  }
  on.blocks.push({ constraint: "lot", first, about: (row) => about[row]!() });
}
