import type { Building } from "../formulate.ts";
import type { ConstraintNote } from "./note.ts";

export const BALANCE: ConstraintNote = {
  name: "balance",
  title: "Balance of holdings, with retirement",
  inequality: "I[n,s,t] = I[n,s,t−1] + x[n,s,t] + Σ p[n,s,t] − ret[n,s,t], I[n,s,−1] = held today",
  unit: "items",
  dual: "none of its own: the holding is put into the rows that use it, so its price is the sum of theirs",
  meaning: "What a nation has is what it held, less what has left service, and what was delivered up to and with the year. The equation is substituted: every row that needs a holding writes its deliveries so far, and what is held enters as a constant.",
  parameters: [],
  records: ["holding", "retirement"],
  elastic: "nothing to break: what has been delivered follows from the deliveries",
  source: "inventory balance with retirement, as in residual capacity of OSeMOSYS (C9)",
};

export interface DeliveredAsk {
  readonly on: Building;
  readonly n: number;
  readonly good: number;
  readonly t: number;
  /** What one item adds to the open row. */
  readonly value: number;
}

/** Writes all deliveries of a good to a nation up to and with a year into the open row. */
export function deliveredSoFar({ on, n, good, t, value }: DeliveredAsk): void {
  const { world, build } = on;
  const bought = on.goodAt[n * world.goods.length + good];
  if (bought !== undefined) for (let tau = bought.first; tau <= t; tau++) build.entry(bought.column + tau - bought.first, value * bought.scale);
  for (const at of on.programmesOf[n]!) {
    if (world.programmes[at]!.good !== good) continue;
    const it = on.programmes[at]!;
    for (let tau = it.first; tau <= Math.min(t, it.last); tau++) build.entry(it.column + tau - it.first, value * it.scale);
  }
}

/** First year in which something of a good can be delivered to a nation: `years.length` if never. */
export function firstDelivery(on: Building, n: number, good: number): number {
  let first = on.goodAt[n * on.world.goods.length + good]?.first ?? on.world.years.length;
  for (const at of on.programmesOf[n]!) if (on.world.programmes[at]!.good === good) first = Math.min(first, on.programmes[at]!.first);
  return first;
}

/** Most of a good that can have been delivered to a nation up to and with a year, by the caps of its columns. Unit: items. */
export function mostDelivered({ on, n, good, t }: Omit<DeliveredAsk, "value">): number {
  const { world, build } = on;
  const run = (it: { readonly first: number; readonly column: number; readonly scale: number }, last: number): number => {
    let sum = 0;
    for (let tau = it.first; tau <= Math.min(t, last); tau++) sum += build.upperOf(it.column + tau - it.first) * it.scale;
    return sum;
  };
  const bought = on.goodAt[n * world.goods.length + good];
  const promised = on.programmesOf[n]!.reduce((sum, at) => sum + (world.programmes[at]!.good === good ? Math.min(run(on.programmes[at]!, on.programmes[at]!.last), world.programmes[at]!.quantity) : 0), 0);
  return promised + (bought === undefined ? 0 : run(bought, t));
}
