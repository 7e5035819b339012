import type { Building } from "../formulate.ts";
import { deliveredSoFar } from "./balance.ts";
import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";
import { powerOfTwo } from "./scale.ts";

export const SPLIT: ConstraintNote = {
  name: "split",
  title: "Secondary roles",
  inequality: "Σ_c split[n,a,c,t] ≤ ready · (held + delivered so far)",
  unit: "ready items, in parts of what a nation could have",
  dual: "value of one more such item in that year",
  meaning: "An item that can serve one leaf or another serves one at a time; the plan decides which, year by year.",
  parameters: [PLAN.readiness],
  records: ["yield", "holding"],
  elastic: "met by giving items to nobody",
  source: "one item, one role at a time: assignment with a shared capacity",
};

/** Columns and rows of items that can serve several leaves. */
export function splitRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const C = world.leaves.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.alternatives.forEach((alternative, a) => {
    const ofClass = world.goods.flatMap((it, g) => (it.class === alternative.class ? [g] : []));
    for (const n of freedom.nations) {
      const goods = ofClass.flatMap((g) => on.goodAt[n * world.goods.length + g] ?? []);
      const programmes = on.programmesOf[n]!.filter((at) => world.goods[world.programmes[at]!.good]!.class === alternative.class);
      const held = Math.max(...alternative.held.subarray(n * T, (n + 1) * T));
      if (held <= 0 && goods.length === 0 && programmes.length === 0) continue;
      const promised = programmes.reduce((sum, at) => sum + world.goods[world.programmes[at]!.good]!.ready * world.programmes[at]!.quantity, 0);
      const most = held + promised + goods.reduce((sum, it) => sum + world.goods[it.good]!.ready * it.scale * build.upperOf(it.column) * (T - it.first), 0);
      const scale = powerOfTwo(held + promised + goods.reduce((sum, it) => sum + it.scale, 0));
      for (const c of alternative.leaves) {
        let column = -1;
        for (let t = 0; t < T; t++) {
          const at = build.column(0, most / scale);
          if (column < 0) column = at;
        }
        on.splits.set((a * N + n) * C + c, { column, scale });
      }
      const served = new Set([...goods.map((it) => it.good), ...programmes.map((at) => world.programmes[at]!.good)]);
      for (let t = 0; t < T; t++) {
        build.row(Number.NEGATIVE_INFINITY, alternative.held[n * T + t]! / scale);
        for (const c of alternative.leaves) build.entry(on.splits.get((a * N + n) * C + c)!.column + t, 1);
        for (const good of served) deliveredSoFar({ on, n, good, t, value: -world.goods[good]!.ready / scale });
        about.push(() => `${world.nations[n]} ${alternative.class} ${world.years[t]}`);
      }
    }
  });
  on.block(SPLIT, first, about);
}
