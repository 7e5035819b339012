import type { Building } from "../formulate.ts";

/**
 * Items that can serve one leaf or another: Σ_c split[n,a,c,t] ≤ ready(held + delivered so far). Unit: ready items.
 * Dual: value of one more such item in that year.
 */
export function splitRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const C = world.leaves.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.alternatives.forEach((alternative, a) => {
    for (const n of freedom.nations) {
      const goods = on.goodsOf[n]!.filter((it) => world.goods[it.good]!.class === alternative.class);
      const programmes = on.programmesOf[n]!.filter((at) => world.goods[world.programmes[at]!.good]!.class === alternative.class);
      const held = alternative.held[n]!;
      if (held <= 0 && goods.length === 0 && programmes.length === 0) continue;
      const bought = goods.reduce((sum, it) => sum + it.scale * 4, 0) + programmes.reduce((sum, at) => sum + world.programmes[at]!.quantity, 0);
      const scale = Math.max(held + bought, 1e-6);
      for (const c of alternative.leaves) {
        let column = -1;
        for (let t = 0; t < T; t++) {
          const at = build.column(0, 64);
          if (column < 0) column = at;
        }
        on.splits.set((a * N + n) * C + c, { column, scale });
      }
      for (let t = 0; t < T; t++) {
        build.row(Number.NEGATIVE_INFINITY, held / scale);
        for (const c of alternative.leaves) build.entry(on.splits.get((a * N + n) * C + c)!.column + t, 1);
        for (const it of goods) for (let tau = it.first; tau <= t; tau++) build.entry(it.column + tau - it.first, (-world.goods[it.good]!.ready * it.scale) / scale);
        for (const at of programmes) {
          const it = on.programmes[at]!;
          for (let tau = it.first; tau <= Math.min(t, it.last); tau++) build.entry(it.column + tau - it.first, (-world.goods[world.programmes[at]!.good]!.ready * it.scale) / scale);
        }
        about.push(() => `${world.nations[n]} ${alternative.class} ${world.years[t]}`);
      }
    }
  });
  on.blocks.push({ constraint: "split", first, about: (row) => about[row]!() });
}
