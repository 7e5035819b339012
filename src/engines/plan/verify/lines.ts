import { PLAN } from "../parameters.ts";
import { type Facts, pushTo } from "./facts.ts";
import type { Market } from "./market.ts";

/** A line as far as allies can count on it. Unit: items a year. */
export interface LineRead {
  readonly id: string;
  readonly nation: string;
  /** Systems of the plan that it makes, or that need the component it makes. */
  readonly makes: readonly string[];
  readonly component: string | undefined;
  readonly capacity: readonly number[];
  readonly expansionMost: number;
  readonly expansionTime: number;
  /** M for one more item a year. */
  readonly expansionCost: number;
  /** Least rate that keeps it open. Unit: items a year. 0: not known. */
  readonly minimum: number;
  /** Share of a year's capacity lost in changing over. Absent: it makes its products side by side. */
  readonly changeover: number | undefined;
  /** First year, counted from 0, in which something of it can be delivered. */
  readonly first: number;
  /** M for an item not made below the minimum. */
  readonly idlePrice: number;
}

/** Lines that make something of the plan, and how many of each component an item takes. */
export interface LinesRead {
  readonly byId: ReadonlyMap<string, LineRead>;
  /** Lines that make a system themselves. */
  readonly makers: (system: string) => readonly LineRead[];
  /** Component → system → items. */
  readonly bill: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Reads lines and bills. A line's rate grows from today's by the ramp, up to its most: r' = min(most, (1 + ramp) · r + start · today). */
export function linesOf(facts: Facts, market: Market): LinesRead {
  const { alliance, value } = facts;
  const bill = billOf(facts, market);
  const byId = new Map<string, LineRead>();
  for (const it of alliance.facts.line) {
    const component = it.systems.find((id) => bill.has(id));
    const makes = component === undefined ? market.goods.filter((id) => it.systems.some((made) => made === id || made === facts.classOf(id) || facts.alliance.systemById.get(made)?.class === id)) : [...bill.get(component)!.keys()];
    if (makes.length === 0) continue;
    const part = it.share ?? value(PLAN.lineShare);
    const most = it.rateMaximum.base * part;
    const today = Math.min(it.rateEconomic ?? it.rateMaximum.base / 2, it.rateMaximum.base) * part;
    const capacity: number[] = [];
    facts.years.forEach((_, t) => capacity.push(value(PLAN.rampFollowsUse) > 0 && component === undefined ? most : t === 0 ? today : Math.min(most, capacity[t - 1]! * (1 + value(PLAN.ramp)) + value(PLAN.rampStart) * today)));
    const dearest = Math.max(...makes.map((id) => facts.system(id)?.price ?? 0));
    const price = component === undefined ? dearest : (facts.ownPrice(component) ?? 0);
    const stated = it.expansionCost === undefined ? undefined : alliance.money(it.expansionCost, it.costUnit, it.priceBase);
    byId.set(it.id, {
      id: it.id,
      nation: it.nation,
      makes,
      component,
      capacity,
      expansionMost: it.expansionMaximum ?? value(PLAN.expansion) * it.rateMaximum.base,
      expansionTime: Math.max(Math.ceil(it.expansionLeadTime ?? value(PLAN.expansionTime)), 1),
      expansionCost: stated === undefined ? price * value(PLAN.expansionCost) : facts.pick(stated),
      minimum: component === undefined ? (it.rateMinimum ?? 0) * part : 0,
      changeover: component === undefined ? it.changeover : undefined,
      first: Math.min(...makes.map((id) => facts.system(id)?.lead ?? Number.NaN)),
      idlePrice: value(PLAN.idleCost) * dearest,
    });
  }
  const makers = new Map<string, LineRead[]>();
  for (const it of byId.values()) if (it.component === undefined) for (const system of it.makes) pushTo(makers, system, it);
  return { byId, bill, makers: (system) => makers.get(system) ?? [] };
}

/** A type's own bill goes before that of its class. */
function billOf(facts: Facts, market: Market): Map<string, Map<string, number>> {
  const bill = new Map<string, Map<string, number>>();
  const put = (component: string, system: string, quantity: number): void => {
    const of = bill.get(component) ?? new Map<string, number>();
    bill.set(component, of);
    if (quantity > 0) of.set(system, quantity);
    else of.delete(system);
  };
  for (const it of facts.alliance.facts.bill) for (const id of market.goods) if (facts.classOf(id) === it.system) put(it.component, id, it.quantity);
  for (const it of facts.alliance.facts.bill) for (const id of market.goods) if (id === it.system && facts.classOf(id) !== id) put(it.component, id, it.quantity);
  return bill;
}
