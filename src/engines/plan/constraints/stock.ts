import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { deliveredSoFar } from "./balance.ts";
import type { ConstraintNote } from "./note.ts";

export const STOCK: ConstraintNote = {
  name: "stock",
  title: "Stocks in days of supply",
  inequality: "held[n,s,t] + delivered so far + short[n,s,t] ≥ target[n,s]",
  unit: "items, in parts of the target",
  dual: "value of one more munition in store in that year",
  meaning: "A target stated as a number, or as days of supply times planned use a day. A share short of it counts by the nation's part of all targets for that munition.",
  parameters: [PLAN.stockWeight],
  records: ["stock", "retirement"],
  elastic: "what is short takes what is missing, and is part of the objective of stage 1",
  source: "C4",
};

/** Columns and rows of munition stocks. */
export function stockRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const weight = world.value(PLAN.stockWeight);
  const members = new Set(freedom.nations);
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.stocks.forEach((stock, at) => {
    if (!members.has(stock.nation)) return;
    for (let t = 0; t < T; t++) {
      const missing = 1 - stock.held[t]! / stock.target;
      const short = build.column(0, Math.max(missing, 0));
      on.stockShort[at * T + t] = short;
      on.costs.shortfall.add(short, world.discount[t]! * weight * stock.part);
      build.row(missing, Number.POSITIVE_INFINITY);
      build.entry(short, 1);
      deliveredSoFar({ on, n: stock.nation, good: stock.good, t, value: 1 / stock.target });
      about.push(() => `${world.nations[stock.nation]} ${world.goods[stock.good]!.system} ${world.years[t]}`);
    }
  });
  on.block(STOCK, first, about);
}
