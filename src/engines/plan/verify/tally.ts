import { PLAN } from "../parameters.ts";
import type { LeafRead } from "./leaves.ts";
import type { Countable, Ground, PlanRead } from "./plan-read.ts";
import { commonOf, shortByStratum, stockShort, supplyRows, weightOf } from "./recount.ts";

/** What a plan makes of all requirements. */
export interface Tally {
  /** Unit: shortfall-years. */
  readonly years: number;
  readonly weighted: number;
  /** What is counted of a leaf in each year, cut at the requirement. Unit: share of the requirement; 0 where nothing is required. */
  readonly covered: ReadonlyMap<LeafRead, Float64Array>;
}

/** Most that counts of what a nation has for a leaf, by year: where nobody plans for others, its share, or what it has anyway. Absent: all of it. */
export type Cap = (leaf: LeafRead, nation: string) => readonly number[] | Float64Array;

/** What holdings alone give, counted once for every plan on the same ground. */
interface Holdings {
  /** By nation, in the order of the data set: what it has by year. */
  readonly own: readonly Float64Array[];
  /** Cut at the ceiling and summed. */
  readonly sum: Float64Array;
}

const holdings = new WeakMap<Ground["held"], Map<LeafRead, Holdings>>();

/** What a nation has of a leaf by year, before the ceiling. */
const rowOf = (ground: Ground, countable: Countable, leaf: LeafRead, nation: string): Float64Array => supplyRows({ ground, countable, nation, leaf }).all;

function holdingsOf(ground: Ground, leaf: LeafRead): Holdings {
  const all = holdings.get(ground.held) ?? new Map<LeafRead, Holdings>();
  holdings.set(ground.held, all);
  const known = all.get(leaf);
  if (known !== undefined) return known;
  const nothing: Countable = { soFar: new Map(), common: new Map(), adopted: (nation, standard) => ground.adoptedAnyway(nation, standard).from, split: () => undefined };
  const own = ground.facts.alliance.nations.map((nation) => rowOf(ground, nothing, leaf, nation.id));
  const most = ground.facts.value(PLAN.ceiling);
  const made: Holdings = { own, sum: Float64Array.from(leaf.required, (required, t) => own.reduce((sum, row) => sum + Math.min(row[t]!, most * required), 0)) };
  all.set(leaf, made);
  return made;
}

/** Counts a plan: holdings once, and of every ally that a decision concerns what it has with it. */
export function tallyOf(ground: Ground, plan: PlanRead, cap?: Cap): Tally {
  const { facts, leaves, market } = ground;
  const { countable } = plan;
  const ceiling = facts.value(PLAN.ceiling);
  const splits = new Map<string, Set<string>>();
  for (const it of plan.plan.evidence?.splits ?? []) splits.set(it.leaf, (splits.get(it.leaf) ?? new Set<string>()).add(it.nation));
  const adopts = new Map<string, Set<string>>();
  for (const it of plan.plan.adoptions) if (it.origin === "plan") adopts.set(it.standard, (adopts.get(it.standard) ?? new Set<string>()).add(it.nation));
  const covered = new Map<LeafRead, Float64Array>();
  let [years, weighted] = [0, 0];
  for (const leaf of leaves) {
    const { own, sum: before } = holdingsOf(ground, leaf);
    const sums = Float64Array.from(before);
    const splitBy = splits.get(leaf.id);
    facts.alliance.nations.forEach(({ id }, n) => {
      const bought = countable.soFar.get(id);
      const isConcerned = splitBy?.has(id) === true || leaf.inputs.some((it) => bought?.has(it.class) === true || (it.standard !== undefined && adopts.get(it.standard)?.has(id) === true));
      if (!isConcerned) return;
      const row = rowOf(ground, countable, leaf, id);
      const most = cap?.(leaf, id);
      for (let t = 0; t < sums.length; t++) {
        const limit = ceiling * leaf.required[t]!;
        sums[t]! += Math.min(most === undefined ? row[t]! : Math.min(row[t]!, most[t]!), limit) - Math.min(own[n]![t]!, limit);
      }
    });
    const shares = new Float64Array(sums.length);
    covered.set(leaf, shares);
    for (let t = 0; t < sums.length; t++) {
      const required = leaf.required[t]!;
      if (required <= 0) continue;
      const sum = sums[t]! + commonOf({ ground, countable, leaf, t });
      shares[t] = Math.min(sum / required, 1);
      const gap = required - sum;
      if (gap <= NO_SHORTFALL * required) continue;
      years += gap / required;
      weighted += facts.discount[t]! * shortByStratum(leaf, t, sum / required).reduce((all, part, q) => all + part * weightOf(ground, leaf, q), 0);
    }
  }
  for (const stock of market.stocks) for (let t = 0; t < facts.years.length; t++) weighted += (facts.discount[t]! * facts.value(PLAN.stockWeight) * stock.part * stockShort(ground, countable, stock, t)) / stock.target;
  return { years, weighted, covered };
}

// A shortfall of a smaller part of the requirement is round-off. Unit: share.
const NO_SHORTFALL = 1e-7;

/** The cap where allies plan each for itself: the own share, or what it has alone. */
export function capAlone(alone: PlanRead): Cap {
  const rows = new Map<string, Float64Array>();
  return (leaf, nation) => {
    const key = `${leaf.id} ${nation}`;
    const known = rows.get(key);
    if (known !== undefined) return known;
    const share = leaf.share.get(nation);
    const made = Float64Array.from(rowOf(alone, alone.countable, leaf, nation), (has, t) => Math.max(has, share?.[t] ?? 0));
    rows.set(key, made);
    return made;
  };
}

/** Years by which one plan reaches the coverage of another later: mean over leaves and years, at the end of the plan at the latest. */
export function delayBetween(late: Tally["covered"], soon: Tally["covered"]): number {
  let [sum, count] = [0, 0];
  for (const [leaf, wanted] of soon) {
    const T = wanted.length;
    const has = late.get(leaf)!;
    for (let t = 0; t < T; t++) {
      if (leaf.required[t]! <= 0) continue;
      count += 1;
      let reached = t;
      while (reached < T && has[reached]! < wanted[t]! - SAME) reached += 1;
      if (reached === t) continue;
      const [before, after] = [has[reached - 1]!, reached < T ? has[reached]! : has[reached - 1]!];
      sum += reached - t - (after > before ? 1 - Math.min(Math.max((wanted[t]! - before) / (after - before), 0), 1) : 0);
    }
  }
  return count === 0 ? 0 : sum / count;
}

// Coverage that differs by less counts as the same. Unit: share of the requirement.
const SAME = 1e-3;
