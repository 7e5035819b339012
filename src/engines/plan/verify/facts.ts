import { type Alliance, nationWeights, type System, type Yield } from "#model";
import type { Parameter, Range } from "#quantities";
import { PLAN } from "../parameters.ts";
import type { Figures } from "../plan.ts";

/** A system as the checker reads it from the records. Unit of money: M of the alliance's currency. */
export interface SystemRead {
  readonly id: string;
  readonly class: string;
  readonly price: number | undefined;
  readonly upkeep: number;
  /** Years from order to delivery. */
  readonly lead: number;
  /** Share of what is delivered that counts as ready. */
  readonly ready: number;
  readonly common: boolean;
}

/** The alliance's records read by the checker alone: nothing here comes from what the plan was made with. */
export interface Facts {
  readonly alliance: Alliance;
  readonly years: readonly number[];
  readonly firstYear: number;
  readonly value: (parameter: Parameter) => number;
  /** The end of a range that these figures take. */
  readonly pick: (range: Range) => number;
  readonly discount: readonly number[];
  readonly weights: readonly number[];
  readonly classOf: (system: string) => string;
  readonly typesOf: ReadonlyMap<string, readonly string[]>;
  /** Undefined: no such system. */
  readonly system: (id: string) => SystemRead | undefined;
  /** Price stated for this very system. */
  readonly ownPrice: (id: string) => number | undefined;
  readonly yieldOf: (system: string, leaf: string) => Yield | undefined;
  /** Ready items that a nation has of a system left in a year. Undefined: unknown. */
  readonly readyHeld: (nation: string, system: string, t: number) => number | undefined;
  readonly isHeld: (nation: string, system: string) => boolean;
  /** Items that left service up to and with a year. */
  readonly retired: (nation: string, system: string, t: number) => number;
}

/** Whether a yield counts towards a leaf: multipliers and references do not. */
export const counts = (it: Yield): boolean => it.combine === "additive" || it.combine === "limiting" || it.combine === "alternative";

/** Reads the records once. Unit of time: years of the plan, counted from 0. */
export function factsOf(alliance: Alliance, figures: Figures): Facts {
  const { firstYear } = alliance.settings;
  const years = alliance.years;
  const values = new Map<Parameter, number>();
  const value = (it: Parameter): number => values.get(it) ?? kept(values, it, alliance.valueOf(it).base);
  const pick = (it: Range): number => (figures === "base" ? it.base : figures === "easy" ? it.low : it.high);
  const classOf = (id: string): string => alliance.systemById.get(id)?.class ?? id;
  const typesOf = new Map<string, string[]>();
  for (const it of alliance.systems) if (it.class !== undefined) pushTo(typesOf, it.class, it.id);
  // By nation, then by system.
  const held = new Map<string, Map<string, { quantity: number; readiness: number | undefined }>>();
  const heldBy = (nation: string) => held.get(nation) ?? kept(held, nation, new Map<string, { quantity: number; readiness: number | undefined }>());
  for (const it of alliance.facts.stock) if (it.quantity !== undefined && !heldBy(it.nation).has(it.system)) heldBy(it.nation).set(it.system, { quantity: it.quantity.base, readiness: undefined });
  for (const it of alliance.facts.holding) heldBy(it.nation).set(it.system, { quantity: it.quantity.base, readiness: it.readiness });
  const left = new Map<string, Map<string, number[]>>();
  for (const it of alliance.facts.retirement) {
    const own = left.get(it.nation) ?? kept(left, it.nation, new Map<string, number[]>());
    const row = own.get(it.system) ?? kept(own, it.system, years.map(() => 0));
    years.forEach((year, t) => { if (year >= it.year) row[t]! += it.quantity.base; });
  }
  const retired = (nation: string, system: string, t: number): number => left.get(nation)?.get(system)?.[t] ?? 0;
  const multiplier = new Map<string, number>();
  // By leaf, then by system.
  const yields = new Map<string, Map<string, Yield>>();
  for (const it of alliance.facts.yield) {
    if (it.combine === "multiplier") multiplier.set(it.system, it.quantity.base);
    (yields.get(it.capability) ?? kept(yields, it.capability, new Map<string, Yield>())).set(it.system, it);
  }
  const ready = (id: string): number => {
    const kind = alliance.systemById.get(id)?.kind;
    return multiplier.get(id) ?? multiplier.get(classOf(id)) ?? (kind === "munition" || kind === "service" ? 1 : value(PLAN.readiness));
  };
  const priced = new Map<string, number | undefined>();
  const ownPrice = (id: string): number | undefined => {
    const known = priced.get(id);
    if (known !== undefined || priced.has(id)) return known;
    const it = alliance.systemById.get(id);
    const money = it?.unitCost === undefined ? undefined : alliance.money(it.unitCost, it.costUnit, it.priceBase);
    const price = money === undefined ? undefined : pick(money);
    priced.set(id, price);
    return price;
  };
  const systems = new Map<string, SystemRead | undefined>();
  return {
    alliance,
    years,
    firstYear,
    value,
    pick,
    discount: years.map((_, t) => (1 + value(PLAN.discount)) ** -t),
    weights: Array.from(nationWeights(alliance)),
    classOf,
    typesOf,
    ownPrice,
    system: (id) => {
      const known = systems.get(id);
      if (known !== undefined || systems.has(id)) return known;
      const it = alliance.systemById.get(id);
      const read = it === undefined ? undefined : systemOf({ alliance, it, value, ownPrice, ready });
      systems.set(id, read);
      return read;
    },
    yieldOf: (system, leaf) => {
      const ofLeaf = yields.get(leaf);
      const row = ofLeaf?.get(system) ?? ofLeaf?.get(classOf(system));
      return row !== undefined && counts(row) ? row : undefined;
    },
    isHeld: (nation, system) => held.get(nation)?.has(system) === true,
    readyHeld: (nation, system, t) => {
      const row = held.get(nation)?.get(system);
      return row === undefined ? undefined : Math.max(row.quantity - retired(nation, system, t), 0) * (row.readiness ?? ready(system));
    },
    retired,
  };
}

interface SystemAsk {
  readonly alliance: Alliance;
  readonly it: System;
  readonly value: Facts["value"];
  readonly ownPrice: Facts["ownPrice"];
  readonly ready: (id: string) => number;
}

function systemOf({ alliance, it, value, ownPrice, ready }: SystemAsk): SystemRead {
  const parent = it.class === undefined ? undefined : alliance.systemById.get(it.class);
  const price = ownPrice(it.id) ?? (parent === undefined ? undefined : ownPrice(parent.id));
  const makers = alliance.facts.line.filter((line) => line.leadTime !== undefined && (line.systems.includes(it.id) || (it.class !== undefined && line.systems.includes(it.class))));
  const lead = it.leadTime?.base ?? parent?.leadTime?.base ?? (makers.length > 0 ? Math.min(...makers.map((line) => line.leadTime!.base)) : value(PLAN.leadTime));
  return {
    id: it.id,
    class: it.class ?? it.id,
    price,
    upkeep: (price ?? 0) * ((it.upkeep ?? parent?.upkeep)?.base ?? value(PLAN.upkeep)),
    lead: Math.ceil(lead),
    ready: ready(it.id),
    common: it.commonFunding ?? parent?.commonFunding ?? false,
  };
}

/** Keeps a value under a key and answers it. */
function kept<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value);
  return value;
}

/** Adds to the list of a key. */
export function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Adds to the sum of a key. */
export const addTo = <Key>(map: Map<Key, number>, key: Key, value: number): void => void map.set(key, (map.get(key) ?? 0) + value);
