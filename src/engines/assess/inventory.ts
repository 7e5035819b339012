import type { Alliance } from "#model";
import { addRanges, type Range, scaleRange, ZERO_RANGE } from "#quantities";

/** Items of a system that a nation has in a year, and the facts that say so. Absent quantity: unknown. */
export interface Items {
  readonly quantity?: Range;
  readonly readiness?: number;
  readonly facts: readonly string[];
}

interface Due {
  readonly fact: string;
  readonly quantity: Range;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly firm: boolean;
}

interface Held {
  readonly quantity: Range;
  readonly readiness?: number | undefined;
  readonly fact: string;
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

/** The map under a key, made where there is none. */
const under = <K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<L, V>();
  map.set(key, made);
  return made;
};

const NO_TYPES: readonly string[] = [];

/** What each nation has of each system, year by year: holdings plus what programmes deliver within the horizon. */
export class Inventory {
  // By system, then nation: no key is glued together while the alliance is assessed.
  readonly #held = new Map<string, Map<string, Held>>();
  readonly #due = new Map<string, Map<string, Due[]>>();
  readonly #typesOf = new Map<string, string[]>();
  readonly #from: number;

  constructor(alliance: Alliance) {
    this.#from = alliance.settings.firstYear;
    for (const it of alliance.systems) if (it.class !== undefined) push(this.#typesOf, it.class, it.id);
    for (const it of alliance.facts.holding) under(this.#held, it.system).set(it.nation, { quantity: it.quantity, readiness: it.readiness, fact: `holding:${it.id}` });
    for (const it of alliance.facts.stock) {
      const held = under(this.#held, it.system);
      if (it.quantity !== undefined && !held.has(it.nation)) held.set(it.nation, { quantity: it.quantity, fact: `stock:${it.id}` });
    }
    for (const it of alliance.facts.programme) {
      if (it.quantity === undefined || it.lastYear === undefined || it.status === "cancelled" || it.status === "complete") continue;
      const firm = it.status === "contracted" || it.status === "delivering";
      push(under(this.#due, it.system), it.nation, { fact: `programme:${it.id}`, quantity: it.quantity, firstYear: it.firstYear ?? it.lastYear, lastYear: it.lastYear, firm });
    }
  }

  /** Nations of whom anything is stated of these systems or their types: the others are unknown, all alike. */
  holders(systems: readonly string[]): ReadonlySet<string> {
    return this.#nationsIn(this.#held, systems);
  }

  /** Nations to whom anything is due of these systems or their types: for the others every year is like the first. */
  buyers(systems: readonly string[]): ReadonlySet<string> {
    return this.#nationsIn(this.#due, systems);
  }

  #nationsIn(rows: ReadonlyMap<string, ReadonlyMap<string, unknown>>, systems: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (const system of systems) {
      for (const nation of rows.get(system)?.keys() ?? []) found.add(nation);
      for (const type of this.typesOf(system)) for (const nation of rows.get(type)?.keys() ?? []) found.add(nation);
    }
    return found;
  }

  typesOf(system: string): readonly string[] {
    return this.#typesOf.get(system) ?? NO_TYPES;
  }

  #heldBy(nation: string, system: string): Held | undefined {
    return this.#held.get(system)?.get(nation);
  }

  /**
   * Items of one class without the types in `apart`, whose own yield rows count them elsewhere. A class row is the total
   * its type rows belong to, so types are added only where there is no class row; they are then taken to be all there is.
   */
  ofClass(nation: string, system: string, year: number, apart: ReadonlySet<string>): Items {
    const total = this.#heldBy(nation, system);
    const types = this.typesOf(system);
    const facts: string[] = [];
    let quantity: Range | undefined;
    let readiness = total?.readiness;
    if (total === undefined) {
      const rows = types.flatMap((type) => (apart.has(type) ? [] : (this.#heldBy(nation, type) ?? [])));
      for (const it of rows) {
        facts.push(it.fact);
        quantity = quantity === undefined ? it.quantity : addRanges(quantity, it.quantity);
      }
      readiness = readinessOfTypes(rows);
    } else {
      facts.push(total.fact);
      quantity = total.quantity;
      for (const type of types) {
        const held = apart.has(type) ? this.#heldBy(nation, type) : undefined;
        if (held !== undefined) quantity = lessOf(quantity, held.quantity);
      }
    }
    quantity = this.#withDeliveries(nation, system, year, quantity, facts);
    for (const type of types) if (!apart.has(type)) quantity = this.#withDeliveries(nation, type, year, quantity, facts);
    return { ...(quantity !== undefined && { quantity }), ...(readiness !== undefined && { readiness }), facts };
  }

  /**
   * Items of one type. Where the nation states its class's total but nothing of the type, those of the type that it has are
   * in that total: only what is still to be delivered is counted here.
   */
  ofType(nation: string, system: string, year: number, its: { readonly class: string }): Items {
    const held = this.#heldBy(nation, system);
    const facts = held === undefined ? [] : [held.fact];
    const inTotal = held === undefined && this.#due.get(system)?.has(nation) === true && this.#heldBy(nation, its.class) !== undefined;
    const quantity = this.#withDeliveries(nation, system, year, held?.quantity ?? (inTotal ? ZERO_RANGE : undefined), facts);
    return { ...(quantity !== undefined && { quantity }), ...(held?.readiness !== undefined && { readiness: held.readiness }), facts };
  }

  /** Deliveries to a nation whose holding nobody stated leave the whole unknown. Firm ones count; the rest only in `high`. */
  #withDeliveries(nation: string, system: string, year: number, held: Range | undefined, facts: string[]): Range | undefined {
    let quantity = held;
    for (const it of this.#due.get(system)?.get(nation) ?? []) {
      const years = Math.min(year, it.lastYear) - Math.max(this.#from, it.firstYear) + 1;
      if (years <= 0 || quantity === undefined) continue;
      const part = scaleRange(it.quantity, years / (it.lastYear - it.firstYear + 1));
      quantity = addRanges(quantity, it.firm ? part : { low: 0, base: 0, high: part.high });
      facts.push(it.fact);
    }
    return quantity;
  }
}

/** Readiness of several types together, by items. Absent unless every one states it: the parameter then stands in for all. */
function readinessOfTypes(rows: readonly Held[]): number | undefined {
  let items = 0;
  let ready = 0;
  for (const it of rows) {
    if (it.readiness === undefined) return undefined;
    items += it.quantity.base;
    ready += it.quantity.base * it.readiness;
  }
  return items > 0 ? ready / items : undefined;
}

/** What is left of a total after a part, never below none. */
const lessOf = (total: Range, part: Range): Range => ({
  low: Math.max(total.low - part.base, 0),
  base: Math.max(total.base - part.base, 0),
  high: Math.max(total.high - part.base, 0),
});
