import type { Deliveries, Freedom } from "./freedom.ts";
import { paymentsOf } from "./constraints/payments.ts";
import { idlePrice } from "./constraints/sustaining.ts";
import { PLAN } from "./parameters.ts";
import type { World } from "./world.ts";

/** Money of every nation and year, undiscounted: `nation * years + year`. Unit: M. */
export interface Money {
  readonly purchases: Float64Array;
  readonly upkeep: Float64Array;
  readonly together: Float64Array;
}

export interface MoneyAsk {
  readonly world: World;
  readonly freedom: Pick<Freedom, "joints" | "adopted" | "roles">;
  readonly deliveries: Deliveries;
}

/** Price one nation pays for one item of a good delivered in a year. */
export function unitPriceOf({ world, freedom, n, good, t, programme }: { readonly world: World; readonly freedom: Pick<Freedom, "joints">; readonly n: number; readonly good: number; readonly t: number; readonly programme?: number }): { readonly price: number | undefined; readonly joint: boolean } {
  const own = world.ownFactor[n]![good]!;
  const joint = freedom.joints.find((it) => it.active && it.good === good && it.members.includes(n) && t >= it.first);
  if (programme === undefined) {
    const price = world.goods[good]!.price!;
    return joint === undefined ? { price: price * own, joint: false } : { price: price * Math.min(joint.factor, own), joint: true };
  }
  const it = world.programmes[programme]!;
  if (it.price === undefined) return { price: undefined, joint: false };
  return joint === undefined || it.firm ? { price: it.price, joint: false } : { price: it.price * Math.min(joint.factor / own, 1), joint: true };
}

/** What deliveries cost whom and when, by the rules of payment: an advance the year before, the rest at delivery, upkeep from then on. */
export function moneyOf({ world, freedom, deliveries }: MoneyAsk): Money {
  const N = world.nations.length;
  const T = world.years.length;
  const G = world.goods.length;
  const advance = world.value(PLAN.advance);
  const purchases = new Float64Array(N * T);
  const upkeep = new Float64Array(N * T);
  const together = new Float64Array(N * T);
  const pay = (n: number, t: number, price: number, keep: number): void => {
    paymentsOf({ t, years: T, price, upkeep: 0, advance, pay: (at, amount) => { purchases[n * T + at]! += amount; } });
    for (let tau = t; tau < T; tau++) upkeep[n * T + tau]! += keep;
  };
  for (const [key, years] of deliveries.free) {
    const n = Math.floor(key / G);
    const good = key % G;
    years.forEach((quantity, t) => {
      if (quantity > 0) pay(n, t, quantity * unitPriceOf({ world, freedom, n, good, t }).price!, quantity * world.goods[good]!.upkeep);
    });
  }
  deliveries.programme.forEach((years, programme) => {
    const { nation: n, good } = world.programmes[programme]!;
    years.forEach((quantity, t) => {
      const { price } = unitPriceOf({ world, freedom, n, good, t, programme });
      if (quantity > 0 && price !== undefined) pay(n, t, quantity * price, quantity * world.goods[good]!.upkeep);
    });
  });
  for (const [key, years] of deliveries.expansion) years.forEach((items, t) => { together[(key % N) * T + t]! += items * world.lines[Math.floor(key / N)]!.expansionCost; });
  const premium = freedom.roles ? world.value(PLAN.insurance) : 0;
  const C = world.leaves.length;
  for (const [key, years] of deliveries.beyond) {
    const insured = years.reduce((sum, it) => sum + (it > 0 ? 1 : 0), 0);
    years.forEach((units, t) => { together[Math.floor(key / C) * T + t]! += (premium * units * world.worth[key % C]!) / insured; });
  }
  for (const [good, years] of deliveries.common) {
    const { price, upkeep: keep } = world.goods[good]!;
    years.forEach((quantity, t) => {
      if (quantity <= 0) return;
      paymentsOf({ t, years: T, price: quantity * price!, upkeep: quantity * keep, advance, pay: (at, amount) => { for (let n = 0; n < N; n++) together[n * T + at]! += amount * world.commonKey[n]!; } });
    });
  }
  for (const [l, years] of deliveries.idle) years.forEach((items, t) => { if (items > 0) for (let n = 0; n < N; n++) together[n * T + t]! += items * idlePrice({ world }, l) * world.commonKey[n]!; });
  for (const joint of freedom.joints) if (joint.active) for (const [n, years] of joint.fees) years.forEach((fee, t) => { together[n * T + t]! += fee; });
  world.standards.forEach((standard, k) => {
    for (let n = 0; n < N; n++) {
      const at = freedom.adopted[k]![n]!;
      if (at < world.adopted[k]![n]!) together[n * T + Math.max(at - 1, 0)]! += standard.cost;
    }
  });
  return { purchases, upkeep, together };
}

/** Discounted money of each nation. Unit: M. */
export function costsByNation(world: World, money: Money): Float64Array {
  const T = world.years.length;
  return Float64Array.from(world.nations, (_, n) => {
    let sum = 0;
    for (let t = 0; t < T; t++) sum += world.discount[t]! * (money.purchases[n * T + t]! + money.upkeep[n * T + t]! + money.together[n * T + t]!);
    return sum;
  });
}
