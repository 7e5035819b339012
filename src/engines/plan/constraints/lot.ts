import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";

export const LOT: ConstraintNote = {
  name: "lot",
  title: "Minimum lots of agreements that are given",
  inequality: "Σ_members Σ_{t ≥ first} deliveries + missed ≥ lot of the price tier",
  unit: "parts of the lot",
  dual: "what one more item of the smallest lot costs the objective",
  meaning: "An agreement gives its price only for its lot. A lot missed costs more than any gain it could bring, so that a plan which misses it is seen and the agreement dropped.",
  parameters: [PLAN.minimumLot, PLAN.firstLot, PLAN.learning, PLAN.learningFloor, PLAN.lotMissed],
  records: ["system", "programme"],
  elastic: "missed, priced in stage 0 and, where that is not solved, in every objective",
  source: "C8",
};

/** Columns and rows of agreements whose members and tier are given. */
export function lotRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  for (const joint of freedom.open === undefined ? freedom.joints : []) {
    const missed = build.column(0, 1);
    on.lotSlack.push(missed);
    if (joint.active && freedom.relaxed !== true) {
      on.costs.violations.add(missed, 1);
      // Where violations are not made least first, a lot missed must cost more than any gain it could bring.
      for (const cost of [on.costs.shortfall, on.costs.money, on.costs.deviation]) cost.add(missed, world.value(PLAN.lotMissed));
    }
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
  on.block(LOT, first, about);
}
