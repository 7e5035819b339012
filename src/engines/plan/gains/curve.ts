import type { Alliance } from "#model";
import { PLAN } from "../parameters.ts";
import type { LeadCandidate, TargetShares } from "../plan.ts";
import { worldOf } from "../world.ts";

/** The price of a joint order by its quantity: Wright's curve beyond a first lot (C8). */
export interface LotPrice {
  /** Unit price up to the first lot. */
  readonly firstPrice: number;
  /** Quantity up to which the first price holds. Above 0. */
  readonly firstLot: number;
  /** Price ratio per doubling, in (0, 1]. */
  readonly slope: number;
  /** Price below which no quantity brings it. Unit: share of the first price, 0 to 1. */
  readonly floor: number;
}

/**
 * Unit price of a quantity ordered together: first price × (quantity / first lot) ^ log2(slope), never above the first price
 * nor below the floor. It does not rise. Unit: that of the first price.
 * @example unitPriceAt({ firstPrice: 8000, firstLot: 50_000, slope: 0.8, floor: 0 }, 100_000) // → 6400
 */
export function unitPriceAt({ firstPrice, firstLot, slope, floor }: LotPrice, quantity: number): number {
  return quantity <= firstLot ? firstPrice : firstPrice * Math.max((quantity / firstLot) ** Math.log2(slope), floor);
}

export interface SystemPriceAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  readonly leadCandidates?: readonly LeadCandidate[];
  readonly path: string;
  readonly system: string;
}

/** The price curve that the plan has of one system, and the year by which it can be delivered. */
export interface SystemPrice {
  readonly curve: LotPrice;
  readonly unit: string;
  /** First year of the plan and the lead time. */
  readonly deliveredBy: number;
}

/** The curve of a system as the plan prices joint orders of it. Unit of price: M of the alliance's currency. Absent: the plan has no price for it, or nobody needs it. */
export function systemPrice({ system, ...ask }: SystemPriceAsk): SystemPrice | undefined {
  const world = worldOf({ ...ask, figures: "base" });
  const g = world.goods.findIndex((it) => it.system === system);
  const good = world.goods[g];
  const firstLot = world.need.reduce((sum, it) => sum + (it[g] ?? 0), 0) * world.value(PLAN.firstLot);
  if (good?.price === undefined || firstLot <= 0) return undefined;
  return {
    curve: { firstPrice: good.price, firstLot, slope: world.value(PLAN.learning), floor: world.value(PLAN.learningFloor) },
    unit: good.unit,
    deliveredBy: (world.years[0] ?? 0) + good.lead,
  };
}
