import { PLAN } from "../parameters.ts";
import { addTo } from "./facts.ts";
import { type InputRead, LAST_URGENT, type LeafRead } from "./leaves.ts";
import type { Countable, Ground } from "./plan-read.ts";

export interface SupplyAsk {
  readonly ground: Ground;
  readonly countable: Countable;
  readonly nation: string;
  readonly leaf: LeafRead;
  readonly t: number;
}

/** What a nation has for a leaf in a year, before the ceiling: with what the plan adds, and from what it holds. Unit: the leaf's. */
export function supplyOf({ ground, countable, nation, leaf, t }: SupplyAsk): { readonly all: number; readonly held: number } {
  const { facts } = ground;
  const own = countable.soFar.get(nation);
  let [all, held] = [0, 0];
  let [least, leastHeld] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const input of leaf.inputs) {
    const part = input.standard === undefined || countable.adopted(nation, input.standard) <= t ? 1 : facts.value(PLAN.credit);
    const before = part * (input.isSplit ? input.each * countable.split(nation, input.class, leaf.id, t) : ground.held(leaf, input, nation, t));
    let after = before;
    const delivered = input.isSplit ? undefined : own?.get(input.class);
    if (delivered !== undefined) for (const [system, sums] of delivered) after += part * sums[t]! * ground.worthOfItem(leaf, system);
    if (input.mode === "limiting") [least, leastHeld] = [Math.min(least, after), Math.min(leastHeld, before)];
    else [all, held] = [all + after, held + before];
  }
  if (Number.isFinite(least)) [all, held] = [all + least, held + leastHeld];
  return { all, held: Math.min(held, all) };
}

/** How a leaf stands in a year. */
export interface StandRead {
  readonly required: number;
  /** Counted and not cut at the requirement. */
  readonly sum: number;
  readonly sumHeld: number;
  readonly short: number;
  readonly shortUrgent: number;
  readonly weighted: number;
}

// A shortfall of a smaller part of the requirement is round-off. Unit: share.
const NO_SHORTFALL = 1e-7;

/** Counts a leaf and year from the supplies of all nations, given in their order. */
export function standOf({ ground, countable, leaf, t, supplies }: { readonly ground: Ground; readonly countable: Countable; readonly leaf: LeafRead; readonly t: number; readonly supplies: readonly { readonly all: number; readonly held: number }[] }): StandRead {
  const { facts } = ground;
  const required = leaf.required[t]!;
  const most = facts.value(PLAN.ceiling) * required;
  let sum = 0;
  let sumHeld = 0;
  for (const it of supplies) {
    sum += Math.min(it.all, most);
    sumHeld += Math.min(it.held, most);
  }
  for (const [system, sums] of countable.common) {
    const input = leaf.inputs.find((it) => it.class === facts.classOf(system));
    if (input !== undefined && !input.isSplit && input.mode !== "limiting") sum += sums[t]! * ground.worthOfItem(leaf, system);
  }
  const gap = required - sum;
  const short = gap > NO_SHORTFALL * required ? gap : 0;
  const parts = required > 0 && short > 0 ? shortByStratum(leaf, t, sum / required) : [];
  return {
    required,
    sum,
    sumHeld,
    short,
    shortUrgent: parts.reduce((all, part, q) => all + (leaf.strata[q]!.level <= LAST_URGENT ? part * required : 0), 0),
    weighted: parts.reduce((all, part, q) => all + part * weightOf(ground, leaf, q), 0) * facts.discount[t]!,
  };
}

/** Share of the requirement short in each CAP level: coverage goes to the most urgent first. */
export function shortByStratum(leaf: LeafRead, t: number, covered: number): number[] {
  let above = 0;
  return leaf.strata.map((it) => {
    const part = it.part[t]! / leaf.required[t]!;
    above += part;
    return Math.min(Math.max(above - covered, 0), part);
  });
}

// The middle of CAP levels 1 and 2, and how far the middle of levels 3 to 5 lies from it.
const URGENT_MIDDLE = 1.5;
const APART = 2.5;

/** Weight of a share short in a stratum: falls by one ratio from level to level, mean 1 over an unsplit requirement. */
export function weightOf({ facts }: Ground, leaf: LeafRead, stratum: number): number {
  const weight = facts.value(PLAN.urgentWeight);
  const part = facts.value(PLAN.urgentShare);
  return (leaf.priority * weight ** (1 - (leaf.strata[stratum]!.level - URGENT_MIDDLE) / APART)) / (part * weight + 1 - part);
}

/** Shortfall-years of everything that counts, for a question of "what if": counted from the start. Unit: share-years. */
export function shortfallYears(ground: Ground, countable: Countable, leaves: readonly LeafRead[] = ground.leaves): number {
  let years = 0;
  for (const leaf of leaves) {
    leaf.required.forEach((required, t) => {
      if (required <= 0) return;
      const supplies = ground.facts.alliance.nations.map((nation) => supplyOf({ ground, countable, nation: nation.id, leaf, t }));
      years += standOf({ ground, countable, leaf, t, supplies }).short / required;
    });
  }
  return years;
}

/** Ready items of a split class that a nation has in a year: held, and delivered so far. */
export function splitItems({ ground, countable, nation, input, leaf, t }: SupplyAsk & { readonly input: InputRead }): number {
  const { facts } = ground;
  let items = ground.held(leaf, input, nation, t);
  for (const [system, sums] of countable.soFar.get(nation)?.get(input.class) ?? []) if (ground.worthOfItem(leaf, system) > 0) items += sums[t]! * facts.system(system)!.ready;
  return items;
}

/** Stock missing of a target in a year. Unit: the munition's. */
export function stockShort(ground: Ground, countable: Countable, stock: Ground["market"]["stocks"][number], t: number): number {
  const missing = Math.max(stock.target - stock.held[t]! - (countable.soFar.get(stock.nation)?.get(ground.facts.classOf(stock.system))?.get(stock.system)?.[t] ?? 0), 0);
  return missing > NO_SHORTFALL * stock.target ? missing : 0;
}

/** M of every nation and year that orders make due: an advance the year before, the rest at delivery. Key: `nation year`. */
export function paymentsOf({ ground, add, nation, t, price }: { readonly ground: Ground; readonly add: Map<string, number>; readonly nation: string; readonly t: number; readonly price: number }): void {
  const before = t === 0 ? 0 : ground.facts.value(PLAN.advance);
  const year = ground.facts.firstYear + t;
  if (before > 0) addTo(add, `${nation} ${year - 1}`, before * price);
  addTo(add, `${nation} ${year}`, (1 - before) * price);
}
