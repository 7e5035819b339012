import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";

/**
 * Munition stocks: held + delivered so far + short ≥ target. Unit: items, in parts of the target.
 * Dual: value of one more munition in store in that year.
 */
export function stockRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const weight = world.value(PLAN.stockWeight);
  const members = new Set(freedom.nations);
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.stocks.forEach((stock, at) => {
    if (!members.has(stock.nation)) return;
    const goods = on.goodsOf[stock.nation]!.filter((it) => it.good === stock.good);
    const programmes = on.programmesOf[stock.nation]!.filter((it) => world.programmes[it]!.good === stock.good);
    for (let t = 0; t < T; t++) {
      const short = build.column(0, Math.max(1 - stock.held / stock.target, 0));
      on.stockShort[at * T + t] = short;
      on.costs.shortfall.add(short, world.discount[t]! * weight * stock.part);
      build.row(1 - stock.held / stock.target, Number.POSITIVE_INFINITY);
      build.entry(short, 1);
      for (const it of goods) for (let tau = it.first; tau <= t; tau++) build.entry(it.column + tau - it.first, it.scale / stock.target);
      for (const programme of programmes) {
        const it = on.programmes[programme]!;
        for (let tau = it.first; tau <= Math.min(t, it.last); tau++) build.entry(it.column + tau - it.first, it.scale / stock.target);
      }
      about.push(() => `${world.nations[stock.nation]} ${world.goods[stock.good]!.system} ${world.years[t]}`);
    }
  });
  on.blocks.push({ constraint: "stock", first, about: (row) => about[row]!() });
}
