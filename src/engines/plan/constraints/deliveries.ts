import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";
import { unitOf } from "./scale.ts";

export const DELIVERIES: ConstraintNote = {
  name: "deliveries",
  title: "Deliveries and lead times",
  inequality: "0 ≤ x[n,s,t] ≤ min(money of n / cheapest price, most that n can use of s); x[n,s,t] = 0 for t < lead time of s",
  unit: "items a year, in a power of two near a quarter of the need",
  dual: "reduced cost of x: how far an order is from being worth it",
  meaning: "A purchase beyond programmes, ordered its lead time before. Every column has a finite cap, so that any row prices give a proved bound: nobody buys more of a system than could count in all its leaves at the ceiling and in its stock.",
  parameters: [PLAN.leadTime, PLAN.learningFloor, PLAN.ceiling],
  records: ["system", "budget", "yield", "requirement", "stock"],
  elastic: "a bound, met by buying nothing",
  source: "lead times and caps as usual in multi-year procurement models; the cap is what makes any row prices a proof (weak duality)",
};

/** Columns of purchases beyond programmes. */
export function deliveryColumns(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  for (const n of freedom.nations) {
    const eligible = world.eligible[n]!;
    const money = world.budget[n]!.reduce((sum, it) => sum + it, 0);
    for (let g = 0; g < world.goods.length; g++) {
      const good = world.goods[g]!;
      if (eligible[g] !== 1 || good.lead >= T) continue;
      if (!freedom.roles && world.need[n]![g]! <= 0) continue;
      const affordable = money / (good.price! * world.value(PLAN.learningFloor));
      const most = Math.min(affordable, world.useful[n]![g]!);
      const scale = unitOf(Math.min(world.need[n]![g]! > 0 ? world.need[n]![g]! : most, most));
      let column = -1;
      for (let t = good.lead; t < T; t++) {
        const at = build.column(0, most / scale);
        if (column < 0) column = at;
      }
      const columns = { nation: n, good: g, first: good.lead, column, scale };
      on.goods.push(columns);
      on.goodsOf[n]!.push(columns);
      on.goodAt[n * world.goods.length + g] = columns;
    }
  }
}
