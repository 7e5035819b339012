import type { Alliance } from "#model";
import { addRanges, type Range, scaleRange } from "#quantities";

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

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

/** What each nation has of each system, year by year: holdings plus what programmes deliver within the horizon. */
export class Inventory {
  readonly #held = new Map<string, { readonly quantity: Range; readonly readiness?: number | undefined; readonly fact: string }>();
  readonly #typesOf = new Map<string, string[]>();
  readonly #due = new Map<string, Due[]>();
  readonly #buyers = new Set<string>();
  readonly #from: number;

  constructor(alliance: Alliance) {
    this.#from = alliance.settings.firstYear;
    for (const it of alliance.systems) if (it.class !== undefined) push(this.#typesOf, it.class, it.id);
    for (const it of alliance.facts.holding) this.#held.set(`${it.nation}|${it.system}`, { quantity: it.quantity, readiness: it.readiness, fact: `holding:${it.id}` });
    for (const it of alliance.facts.stock) {
      const key = `${it.nation}|${it.system}`;
      if (it.quantity !== undefined && !this.#held.has(key)) this.#held.set(key, { quantity: it.quantity, fact: `stock:${it.id}` });
    }
    for (const it of alliance.facts.programme) {
      if (it.quantity === undefined || it.lastYear === undefined || it.status === "cancelled" || it.status === "complete") continue;
      this.#buyers.add(it.nation);
      const firm = it.status === "contracted" || it.status === "delivering";
      push(this.#due, `${it.nation}|${it.system}`, { fact: `programme:${it.id}`, quantity: it.quantity, firstYear: it.firstYear ?? it.lastYear, lastYear: it.lastYear, firm });
    }
  }

  /** Whether anything is due to the nation of these systems or their types: if not, every year is like the first. */
  changes(nation: string, systems: readonly string[]): boolean {
    if (!this.#buyers.has(nation)) return false;
    return systems.some((it) => this.#due.has(`${nation}|${it}`) || this.typesOf(it).some((type) => this.#due.has(`${nation}|${type}`)));
  }

  typesOf(system: string): readonly string[] {
    return this.#typesOf.get(system) ?? [];
  }

  /**
   * Items of one class without the types in `apart`, whose own yield rows count them elsewhere. A class row is the total
   * its type rows belong to, so types are added only where there is no class row.
   */
  ofClass(nation: string, system: string, year: number, apart: ReadonlySet<string>): Items {
    const total = this.#held.get(`${nation}|${system}`);
    const types = this.typesOf(system);
    const facts: string[] = [];
    let quantity: Range | undefined;
    if (total === undefined) {
      for (const type of types) {
        const held = apart.has(type) ? undefined : this.#held.get(`${nation}|${type}`);
        if (held === undefined) continue;
        facts.push(held.fact);
        quantity = quantity === undefined ? held.quantity : addRanges(quantity, held.quantity);
      }
    } else {
      facts.push(total.fact);
      quantity = total.quantity;
      for (const type of types) {
        const held = apart.has(type) ? this.#held.get(`${nation}|${type}`) : undefined;
        if (held !== undefined) quantity = lessOf(quantity, held.quantity);
      }
    }
    for (const it of [system, ...types.filter((type) => !apart.has(type))]) quantity = this.#withDeliveries(nation, it, year, quantity, facts);
    return { ...(quantity !== undefined && { quantity }), ...(total?.readiness !== undefined && { readiness: total.readiness }), facts };
  }

  /** Items of one type. */
  ofType(nation: string, system: string, year: number): Items {
    const held = this.#held.get(`${nation}|${system}`);
    const facts = held === undefined ? [] : [held.fact];
    const quantity = this.#withDeliveries(nation, system, year, held?.quantity, facts);
    return { ...(quantity !== undefined && { quantity }), ...(held?.readiness !== undefined && { readiness: held.readiness }), facts };
  }

  /** Deliveries to a nation whose holding nobody stated leave the whole unknown. Firm ones count; the rest only in `high`. */
  #withDeliveries(nation: string, system: string, year: number, held: Range | undefined, facts: string[]): Range | undefined {
    let quantity = held;
    for (const it of this.#due.get(`${nation}|${system}`) ?? []) {
      const years = Math.min(year, it.lastYear) - Math.max(this.#from, it.firstYear) + 1;
      if (years <= 0 || quantity === undefined) continue;
      const part = scaleRange(it.quantity, years / (it.lastYear - it.firstYear + 1));
      quantity = addRanges(quantity, it.firm ? part : { low: 0, base: 0, high: part.high });
      facts.push(it.fact);
    }
    return quantity;
  }
}

/** What is left of a total after a part, never below none. */
const lessOf = (total: Range, part: Range): Range => ({
  low: Math.max(total.low - part.base, 0),
  base: Math.max(total.base - part.base, 0),
  high: Math.max(total.high - part.base, 0),
});
