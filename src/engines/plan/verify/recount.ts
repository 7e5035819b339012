import { PLAN } from "../parameters.ts";
import { type InputRead, LAST_URGENT, type LeafRead } from "./leaves.ts";
import type { Countable, Ground } from "./plan-read.ts";

export interface SupplyAsk {
  readonly ground: Ground;
  readonly countable: Countable;
  readonly nation: string;
  readonly leaf: LeafRead;
  readonly t: number;
}

/** What a nation has for a leaf in every year, before the ceiling: with what the plan adds, and from what it holds. Unit: the leaf's. */
export interface SupplyRows {
  readonly all: Float64Array;
  readonly held: Float64Array;
}

/** Counted once for each reading of a plan. */
const supplies = new WeakMap<Countable, Map<LeafRead, Map<string, SupplyRows>>>();

/** What a nation has for a leaf, year by year. */
export function supplyRows(ask: Omit<SupplyAsk, "t">): SupplyRows {
  const { countable, nation, leaf } = ask;
  if (countable.apart !== undefined && !countable.apart.nations.has(nation)) return supplyRows({ ...ask, countable: countable.apart.from });
  let ofPlan = supplies.get(countable);
  if (ofPlan === undefined) supplies.set(countable, (ofPlan = new Map<LeafRead, Map<string, SupplyRows>>()));
  let ofLeaf = ofPlan.get(leaf);
  if (ofLeaf === undefined) ofPlan.set(leaf, (ofLeaf = new Map<string, SupplyRows>()));
  let known = ofLeaf.get(nation);
  if (known === undefined) ofLeaf.set(nation, (known = countSupply(ask)));
  return known;
}

function countSupply({ ground, countable, nation, leaf }: Omit<SupplyAsk, "t">): SupplyRows {
  const T = leaf.required.length;
  const credit = ground.facts.value(PLAN.credit);
  const delivered = countable.soFar.get(nation);
  const [all, held] = [new Float64Array(T), new Float64Array(T)];
  let least: { readonly after: Float64Array; readonly before: Float64Array } | undefined;
  for (const input of leaf.inputs) {
    const from = input.standard === undefined ? 0 : countable.adopted(nation, input.standard);
    const isLimiting = input.mode === "limiting";
    const split = input.isSplit ? countable.split(nation, input.class, leaf.id) : undefined;
    if (input.isSplit && split === undefined && !isLimiting) continue;
    const has = input.isSplit ? undefined : ground.heldRow(leaf, input, nation);
    const bought = input.isSplit ? undefined : delivered?.get(input.class);
    const after = isLimiting ? new Float64Array(T) : all;
    const before = isLimiting ? new Float64Array(T) : held;
    const own = has ?? split;
    const each = has === undefined ? input.each : 1;
    if (own !== undefined) {
      for (let t = 0; t < T; t++) {
        const part = (from <= t ? 1 : credit) * (each * own[t]!);
        after[t]! += part;
        before[t]! += part;
      }
    }
    if (bought !== undefined) {
      for (const [system, sums] of bought) {
        const worth = ground.worthOfItem(leaf, system);
        if (worth !== 0) for (let t = 0; t < T; t++) after[t]! += (from <= t ? 1 : credit) * sums[t]! * worth;
      }
    }
    if (!isLimiting) continue;
    if (least === undefined) least = { after, before };
    else {
      for (let t = 0; t < T; t++) {
        least.after[t] = Math.min(least.after[t]!, after[t]!);
        least.before[t] = Math.min(least.before[t]!, before[t]!);
      }
    }
  }
  for (let t = 0; t < T; t++) {
    if (least !== undefined) {
      all[t]! += least.after[t]!;
      held[t]! += least.before[t]!;
    }
    if (held[t]! > all[t]!) held[t] = all[t]!;
  }
  return { all, held };
}

/** The same in one year. */
export function supplyOf({ t, ...ask }: SupplyAsk): { readonly all: number; readonly held: number } {
  const { all, held } = supplyRows(ask);
  return { all: all[t]!, held: held[t]! };
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
  sum += commonOf({ ground, countable, leaf, t });
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

/** Shortfall-years of everything that counts, for a question of "what if": counted from the start. Unit: shortfall-years. */
export function shortfallYears(ground: Ground, countable: Countable, leaves: readonly LeafRead[] = ground.leaves): number {
  const ceiling = ground.facts.value(PLAN.ceiling);
  let years = 0;
  for (const leaf of leaves) {
    const sums = new Float64Array(leaf.required.length);
    for (const nation of ground.facts.alliance.nations) {
      const { all } = supplyRows({ ground, countable, nation: nation.id, leaf });
      for (let t = 0; t < sums.length; t++) sums[t]! += Math.min(all[t]!, ceiling * leaf.required[t]!);
    }
    leaf.required.forEach((required, t) => {
      if (required <= 0) return;
      const gap = required - sums[t]! - commonOf({ ground, countable, leaf, t });
      if (gap > NO_SHORTFALL * required) years += gap / required;
    });
  }
  return years;
}

/** What is bought out of common funds counts for a leaf, for no single nation. Unit: the leaf's. */
export function commonOf({ ground, countable, leaf, t }: Omit<SupplyAsk, "nation">): number {
  let sum = 0;
  for (const [system, sums] of countable.common) {
    const input = leaf.inputs.find((it) => it.class === ground.facts.classOf(system));
    if (input !== undefined && !input.isSplit && input.mode !== "limiting") sum += sums[t]! * ground.worthOfItem(leaf, system);
  }
  return sum;
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
