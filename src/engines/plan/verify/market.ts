import type { Programme } from "#model";
import { PLAN } from "../parameters.ts";
import { addTo, type Facts, pushTo } from "./facts.ts";
import { eachOf, type InputRead, type LeafRead } from "./leaves.ts";

/** A programme as far as it falls into the plan. Years counted from 0. */
export interface ProgrammeRead {
  readonly id: string;
  readonly nation: string;
  readonly system: string;
  readonly quantity: number;
  readonly first: number;
  readonly last: number;
  readonly firm: boolean;
  readonly contractYear: number;
  readonly price: number | undefined;
}

/** What can be delivered, to whom, and at what price alone. */
export interface Market {
  /** Systems that may be delivered at all, in the order in which they are considered. */
  readonly goods: readonly string[];
  readonly purchasable: ReadonlySet<string>;
  readonly programmes: ReadonlyMap<string, ProgrammeRead>;
  /** What a nation needs to fill its own shares. Unit: items. */
  readonly need: (nation: string, system: string) => number;
  readonly needOfAll: (system: string) => number;
  readonly mayBuy: (nation: string, system: string) => boolean;
  /** Price a nation pays alone, as a share of the price of a first lot. */
  readonly ownFactor: (nation: string, system: string) => number;
  readonly stocks: readonly StockRead[];
  readonly budget: (nation: string, t: number) => number;
}

export interface StockRead {
  readonly nation: string;
  readonly system: string;
  readonly target: number;
  /** In store and not retired, by year. */
  readonly held: readonly number[];
  /** Part of all targets for this munition. */
  readonly part: number;
}

/** What a nation holds of a class for a leaf. */
export type Held = (leaf: LeafRead, input: InputRead, nation: string, t: number) => number;

/** Reads the market once. */
export function marketOf({ facts, leaves, path, held }: { readonly facts: Facts; readonly leaves: readonly LeafRead[]; readonly path: string; readonly held: Held }): Market {
  const { alliance, years } = facts;
  const T = years.length;
  const serving = new Set<string>();
  for (const system of alliance.systems) if (leaves.some((leaf) => facts.yieldOf(system.id, leaf.id) !== undefined)) serving.add(system.id);
  const aimed = alliance.facts.stock.filter((it) => it.quantity !== undefined && (it.target !== undefined || (it.dailyUse !== undefined && it.targetDays !== undefined)));
  for (const it of aimed) serving.add(it.system);
  const purchasable = boughtOf(facts, serving);
  const goods = new Set(purchasable);
  const programmes = new Map<string, ProgrammeRead>();
  for (const it of alliance.facts.programme) {
    const read = programmeOf(facts, it, serving.has(it.system));
    if (read === undefined) continue;
    goods.add(it.system);
    if ((read.price !== undefined || read.firm) && alliance.nationIndex.has(it.nation)) programmes.set(it.id, read);
  }
  for (const id of purchasable) if (!(facts.system(id)!.price! > 0)) purchasable.delete(id);
  const budgets = new Map<string, number>();
  for (const it of alliance.facts.budget) {
    if (it.path !== path || !years.includes(it.year)) continue;
    const money = alliance.money(it.amount, it.unit, it.priceBase);
    if (money !== undefined) budgets.set(`${it.nation} ${it.year}`, money.base);
  }
  const budget = (nation: string, t: number): number => budgets.get(`${nation} ${years[t]}`) ?? 0;
  const stocks = stocksOf(facts, aimed, goods);
  const wanted = needsOf({ facts, leaves, goods: [...goods], purchasable, programmes, budget, held });
  const may = wanted.may;
  for (const it of stocks) {
    addTo(wanted.need, `${it.nation} ${it.system}`, Math.max(it.target - it.held[T - 1]!, 0));
    if (purchasable.has(it.system)) may.add(`${it.nation} ${it.system}`);
    else may.delete(`${it.nation} ${it.system}`);
  }
  const all = new Map<string, number>();
  for (const nation of alliance.nations) for (const system of goods) addTo(all, system, wanted.need.get(`${nation.id} ${system}`) ?? 0);
  const need = (nation: string, system: string): number => wanted.need.get(`${nation} ${system}`) ?? 0;
  const factors = new Map<string, Map<string, number>>();
  const ownFactor = (nation: string, system: string): number => {
    const own = factors.get(nation) ?? new Map<string, number>();
    factors.set(nation, own);
    const factor = own.get(system) ?? lotPrice(facts, need(nation, system), all.get(system) ?? 0);
    own.set(system, factor);
    return factor;
  };
  const needOfAll = (system: string): number => all.get(system) ?? 0;
  return { goods: [...goods], purchasable, programmes, need, needOfAll, mayBuy: (nation, system) => may.has(`${nation} ${system}`), ownFactor, stocks, budget };
}

/** Average price of a lot as a share of the price of a first lot, by Wright's curve with a floor (C8). */
export function lotPrice(facts: Facts, quantity: number, whole: number): number {
  const first = whole * facts.value(PLAN.firstLot);
  return first <= 0 || quantity <= first ? 1 : Math.max((quantity / first) ** Math.log2(facts.value(PLAN.learning)), facts.value(PLAN.learningFloor));
}

/** Classes with a price, in place of a class without one its priced types, and types that count while their class does not. */
function boughtOf(facts: Facts, serving: ReadonlySet<string>): Set<string> {
  const { systems } = facts.alliance;
  const bought = new Set<string>();
  for (const it of systems) {
    if (it.class !== undefined || !serving.has(it.id)) continue;
    if (facts.ownPrice(it.id) !== undefined) bought.add(it.id);
    else for (const type of facts.typesOf.get(it.id) ?? []) if (serving.has(type) && facts.ownPrice(type) !== undefined) bought.add(type);
  }
  for (const it of systems) if (it.class !== undefined && !bought.has(it.class) && serving.has(it.id) && facts.ownPrice(it.id) !== undefined) bought.add(it.id);
  return bought;
}

/** Undefined: not in the plan. A programme is cut to its part inside the plan. */
function programmeOf(facts: Facts, it: Programme, isUseful: boolean): ProgrammeRead | undefined {
  const { alliance, firstYear } = facts;
  const T = facts.years.length;
  const system = facts.system(it.system);
  if (it.status === "cancelled" || it.status === "complete" || !isUseful || it.quantity === undefined || system === undefined) return undefined;
  const signed = it.contractYear === undefined ? undefined : it.contractYear + Math.ceil(alliance.systemById.get(it.system)!.leadTime?.base ?? facts.value(PLAN.leadTime));
  const first = it.firstYear ?? (signed === undefined ? it.lastYear : Math.min(signed, it.lastYear ?? signed));
  if (first === undefined) return undefined;
  // Without an end, deliveries run for four years.
  const last = Math.max(it.lastYear ?? first + 3, first);
  const inside = Math.min(last, firstYear + T - 1) - Math.max(first, firstYear) + 1;
  const quantity = (it.quantity.base * inside) / (last - first + 1);
  if (inside <= 0 || quantity <= 0) return undefined;
  const value = it.value === undefined ? undefined : alliance.money(it.value, it.valueUnit, it.priceBase);
  return {
    id: it.id,
    nation: it.nation,
    system: it.system,
    quantity,
    first: Math.max(first - firstYear, 0),
    last: Math.min(last - firstYear, T - 1),
    firm: it.status === "contracted" || it.status === "delivering",
    contractYear: it.contractYear ?? first - system.lead,
    price: value === undefined ? system.price : facts.pick(value) / it.quantity.base,
  };
}

function stocksOf(facts: Facts, aimed: Facts["alliance"]["facts"]["stock"], goods: ReadonlySet<string>): StockRead[] {
  const { alliance, years } = facts;
  const found = aimed.flatMap((it) => {
    const target = it.target?.base ?? (it.dailyUse?.base ?? 0) * (it.targetDays ?? 0);
    return target <= 0 || !goods.has(it.system) || !alliance.nationIndex.has(it.nation) ? [] : [{ nation: it.nation, system: it.system, target, held: years.map((_, t) => Math.max(it.quantity!.base - facts.retired(it.nation, it.system, t), 0)) }];
  });
  const whole = new Map<string, number>();
  for (const it of found) addTo(whole, it.system, it.target);
  return found.map((it) => ({ ...it, part: it.target / whole.get(it.system)! }));
}

interface NeedsAsk {
  readonly facts: Facts;
  readonly leaves: readonly LeafRead[];
  readonly goods: readonly string[];
  readonly purchasable: ReadonlySet<string>;
  readonly programmes: ReadonlyMap<string, ProgrammeRead>;
  readonly budget: Market["budget"];
  readonly held: Held;
}

/** What fills each nation's shares at least price, and what it has a reason and the money to buy. Keys: `nation system`. */
function needsOf({ facts, leaves, goods, purchasable, programmes, budget, held: heldBy }: NeedsAsk): { readonly need: Map<string, number>; readonly may: Set<string> } {
  const T = facts.years.length;
  const promised = new Map<string, number>();
  const own = new Set<string>();
  for (const it of programmes.values()) {
    addTo(promised, `${it.nation} ${it.system}`, it.quantity);
    own.add(`${it.nation} ${facts.classOf(it.system)}`);
  }
  const wants = new Map<string, number>();
  const may = new Set<string>();
  const money = new Map(facts.alliance.nations.map(({ id }) => [id, facts.years.reduce((sum, _, t) => sum + budget(id, t), 0)]));
  const byClass = purchasableByClass(facts, { goods, purchasable });
  for (const leaf of leaves) {
    const options = new Map(leaf.inputs.map((input) => [input, (byClass.get(input.class) ?? []).filter((id) => eachOf(facts, id, leaf.id) > 0).map((id) => ({ ...facts.system(id)!, each: eachOf(facts, id, leaf.id) * facts.system(id)!.ready }))]));
    const adding = leaf.inputs.filter((it) => it.mode !== "limiting");
    const limiting = leaf.inputs.filter((it) => it.mode === "limiting");
    for (const { id: nation } of facts.alliance.nations) {
      const most = Math.max(...(leaf.share.get(nation) ?? [0]));
      const held = (input: InputRead, t: number): number => heldBy(leaf, input, nation, t);
      const added = adding.reduce((sum, it) => sum + held(it, T - 1) * (it.mode === "alternative" ? it.each : 1), 0);
      for (const row of limiting.length > 0 ? limiting.map((it) => [it]) : [adding]) {
        const gap = Math.max(most - added - (limiting.length > 0 ? held(row[0]!, T - 1) : 0), 0);
        const offers = row.flatMap((it) => options.get(it)!);
        const isHolder = row.some((it) => held(it, 0) > 0);
        for (const it of offers) if ((most > 0 || isHolder || own.has(`${nation} ${it.class}`)) && it.price! <= money.get(nation)! && it.lead < T) may.add(`${nation} ${it.id}`);
        const cheapest = offers.reduce<(typeof offers)[number] | undefined>((best, it) => (best === undefined || it.price! / it.each < best.price! / best.each ? it : best), undefined);
        if (cheapest !== undefined) wants.set(`${nation} ${cheapest.id}`, Math.max(wants.get(`${nation} ${cheapest.id}`) ?? 0, gap / cheapest.each));
      }
    }
  }
  for (const [key, quantity] of promised) wants.set(key, Math.max(wants.get(key) ?? 0, quantity));
  return { need: wants, may };
}

/** What can be bought of each class. */
function purchasableByClass(facts: Facts, { goods, purchasable }: Pick<Market, "goods" | "purchasable">): Map<string, string[]> {
  const byClass = new Map<string, string[]>();
  for (const id of goods) if (purchasable.has(id)) pushTo(byClass, facts.classOf(id), id);
  return byClass;
}

const worths = new WeakMap<Market, Map<LeafRead, number>>();

/** Cheapest price of one more unit of a leaf: of every class that limits it, or of any that adds up. Counted once. Unit: M. */
export function worthOf(facts: Facts, market: Market, leaf: LeafRead): number {
  const ofMarket = worths.get(market) ?? new Map<LeafRead, number>();
  worths.set(market, ofMarket);
  const known = ofMarket.get(leaf);
  if (known !== undefined) return known;
  const made = countWorth(facts, market, leaf);
  ofMarket.set(leaf, made);
  return made;
}

function countWorth(facts: Facts, market: Market, leaf: LeafRead): number {
  const byClass = purchasableByClass(facts, market);
  const prices = (inputs: LeafRead["inputs"]): number[] => inputs.flatMap((it) => (byClass.get(it.class) ?? []).flatMap((id) => {
    const each = eachOf(facts, id, leaf.id) * facts.system(id)!.ready;
    return each > 0 ? [facts.system(id)!.price! / each] : [];
  }));
  const limiting = leaf.inputs.filter((it) => it.mode === "limiting");
  return (limiting.length > 0 ? limiting.map((it) => prices([it])) : [prices(leaf.inputs)]).reduce((sum, it) => sum + (it.length === 0 ? 0 : Math.min(...it)), 0);
}
