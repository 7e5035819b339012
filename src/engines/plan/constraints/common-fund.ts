import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { isWhole } from "../world.ts";
import { paymentsOf } from "./payments.ts";
import type { ConstraintNote } from "./note.ts";
import { orOne, unitOf } from "./scale.ts";

export const COMMON: ConstraintNote = {
  name: "common",
  title: "Common funding",
  inequality: "Σ_s paid[s,t] for deliveries out of common funds ≤ share · Σ_n budget[n,t]; each nation pays its part by GDP",
  unit: "M of the alliance's currency, in parts of the limit",
  dual: "shortfall avoided per further M of common funds",
  meaning: "Systems marked for it may be bought by all for all: they count for the alliance and for no single nation, outside the ceiling, and every nation pays its part out of its own budget. With roles only, and off unless a limit is set.",
  parameters: [PLAN.commonFunding, PLAN.advance],
  records: ["system", "budget", "economy"],
  elastic: "met by buying nothing in common",
  source: "common funding by a cost-share key, here by GDP",
};

/** Columns of what is bought in common; made before the rows that count it. */
export function commonColumns(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const share = world.value(PLAN.commonFunding);
  if (share <= 0 || !freedom.roles || !isWhole(world, freedom.nations)) return;
  const money = freedom.nations.reduce((sum, n) => sum + world.budget[n]!.reduce((a, b) => a + b, 0), 0) * share;
  world.goods.forEach((good, g) => {
    if (!good.common || !good.purchasable || good.lead >= T || money <= 0) return;
    const need = world.leaves.reduce((sum, leaf) => sum + leaf.adding.reduce((all, it) => all + it.goods.reduce((each, use) => each + (use.good === g ? Math.max(...leaf.required) / use.yield : 0), 0), 0), 0);
    if (need <= 0) return;
    const scale = unitOf(Math.min(need, money / good.price!));
    let column = -1;
    for (let t = good.lead; t < T; t++) {
      const at = build.column(0, Math.min(need, money / good.price!) / scale);
      if (column < 0) column = at;
    }
    on.commons.set(g, { column, first: good.lead, scale });
  });
}

/** What one unit of every common column makes due, and when. Unit: M. */
export function commonPayments(on: Building, pay: (column: number, t: number, amount: number) => void): void {
  const { world } = on;
  const T = world.years.length;
  const advance = world.value(PLAN.advance);
  for (const [g, it] of on.commons) {
    const good = world.goods[g]!;
    for (let t = it.first; t < T; t++) paymentsOf({ t, years: T, price: good.price! * it.scale, upkeep: good.upkeep * it.scale, advance, pay: (at, amount) => pay(it.column + t - it.first, at, amount) });
  }
}

/** Rows of the limit of common funds. */
export function commonRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  if (on.commons.size > 0) {
    const entries: { readonly column: number; readonly amount: number }[][] = Array.from({ length: T }, () => []);
    commonPayments(on, (column, t, amount) => entries[t]!.push({ column, amount }));
    for (let t = 0; t < T; t++) {
      if (entries[t]!.length === 0) continue;
      const limit = world.value(PLAN.commonFunding) * freedom.nations.reduce((sum, n) => sum + world.budget[n]![t]!, 0);
      const unit = orOne(limit);
      build.row(Number.NEGATIVE_INFINITY, limit / unit);
      for (const it of entries[t]!) build.entry(it.column, it.amount / unit);
      about.push(() => `${world.years[t]}`);
    }
  }
  on.block(COMMON, first, about);
}
