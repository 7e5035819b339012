import type { Alliance } from "#model";
import { PLAN } from "../parameters.ts";
import type { LeadCandidate, Order, Plan, TargetShares } from "../plan.ts";
import { type Facts, factsOf, pushTo } from "./facts.ts";
import { eachOf, heldOf, type InputRead, type LeafRead, leavesOf } from "./leaves.ts";
import { type LinesRead, linesOf } from "./lines.ts";
import { type Market, marketOf } from "./market.ts";

/** What a plan is checked against. */
export interface VerifyAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  /** Budget path of the plan. */
  readonly path: string;
  readonly situation?: string;
  /** Nations that may lead a leaf. Absent: anyone may. */
  readonly leadCandidates?: readonly LeadCandidate[];
  readonly plan: Plan;
}

/** The records as read for a path, a situation and an end of the ranges: the same for every plan of a comparison. */
export interface Ground {
  readonly facts: Facts;
  readonly leaves: readonly LeafRead[];
  readonly market: Market;
  readonly lines: LinesRead;
  /** Year in which a nation would have a standard without the plan's choices, and whether it is only announced. */
  readonly adoptedAnyway: (nation: string, standard: string) => AdoptionRead;
  /** `nation leaf` of those that may lead. Absent: anyone may. */
  readonly mayLead: ReadonlySet<string> | undefined;
  /** What a nation holds of a class for a leaf: leaf units, or ready items where they are split. Read once. */
  readonly held: (leaf: LeafRead, input: InputRead, nation: string, t: number) => number;
  /** The same in every year. */
  readonly heldRow: (leaf: LeafRead, input: InputRead, nation: string) => Float64Array;
  /** Leaf units of one delivered item of a system. Read once. */
  readonly worthOfItem: (leaf: LeafRead, system: string) => number;
}

/** Reads the records a plan is checked against. */
export function groundOf({ alliance, targets, path, situation, plan, leadCandidates }: VerifyAsk): Ground {
  const facts = factsOf(alliance, plan.figures);
  const leaves = leavesOf({ facts, targets, situation });
  const heldRow = heldTables(facts);
  const held: Ground["held"] = (leaf, input, nation, t) => heldRow(leaf, input, nation)[t]!;
  const market = marketOf({ facts, leaves, path, held });
  const worth = new Map<LeafRead, Map<string, number>>();
  return {
    facts,
    leaves,
    market,
    held,
    heldRow,
    adoptedAnyway: statedAdoptions(facts),
    lines: linesOf(facts, market),
    mayLead: leadCandidates === undefined ? undefined : new Set(leadCandidates.map((it) => `${it.nation} ${it.leaf}`)),
    worthOfItem: (leaf, system) => inner(inner(worth, leaf, () => new Map<string, number>()), system, () => eachOf(facts, system, leaf.id) * (facts.system(system)?.ready ?? 0)),
  };
}

/** Holdings of every class, counted for all nations and years when first asked for. */
function heldTables(facts: Facts): Ground["heldRow"] {
  const tables = new Map<InputRead, Map<string, Float64Array>>();
  return (leaf, input, nation) => {
    const known = tables.get(input)?.get(nation);
    return known ?? inner(inner(tables, input, () => new Map<string, Float64Array>()), nation, () => heldOf({ facts, nation, input, leaf: leaf.id }));
  };
}

/** Items delivered up to and with each year: nation → class → system. */
export type Delivered = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>>;

/** What counts of a plan when coverage is counted: deliveries, adoptions and splits. */
export interface Countable {
  readonly soFar: Delivered;
  /** Bought in common, sums so far, by system. */
  readonly common: ReadonlyMap<string, readonly number[]>;
  /** Year from which a nation has a standard, counted from 0; the length of the plan: never. */
  readonly adopted: (nation: string, standard: string) => number;
  /** Ready items of a class that serve a leaf, by year. Absent: none. */
  readonly split: (nation: string, system: string, leaf: string) => readonly number[] | undefined;
  /** A reading that only some allies' decisions set apart: the others have what they have there. */
  readonly apart?: { readonly from: Countable; readonly nations: ReadonlySet<string> };
}

/** When a nation has a standard, counted from 0; the length of the plan: never. */
export interface AdoptionRead {
  readonly from: number;
  readonly isAnnounced: boolean;
}

/** A published plan with its indexes and the records it is checked against. */
export interface PlanRead extends Ground {
  readonly plan: Plan;
  readonly T: number;
  readonly hasRoles: boolean;
  readonly countable: Countable;
  /** Standards that leaves of the plan need. */
  readonly standards: readonly string[];
  readonly isKnownYear: (year: number) => boolean;
}

/** Indexes a plan. */
export function readPlan(ground: Ground, plan: Plan): PlanRead {
  const { facts, leaves } = ground;
  const T = facts.years.length;
  const at = (year: number): number => year - facts.firstYear;
  const isKnownYear = (year: number): boolean => Number.isInteger(year) && at(year) >= 0 && at(year) < T;
  const { adoptedAnyway } = ground;
  const chosen = new Map<string, Map<string, number>>();
  for (const it of plan.adoptions) if (it.origin === "plan") inner(chosen, it.nation, () => new Map<string, number>()).set(it.standard, at(it.year));
  const split = new Map<string, Map<string, Map<string, number[]>>>();
  for (const it of plan.evidence?.splits ?? []) {
    const row = inner(inner(inner(split, it.nation, () => new Map<string, Map<string, number[]>>()), it.system, () => new Map<string, number[]>()), it.leaf, () => Array.from({ length: T }, () => 0));
    if (isKnownYear(it.year)) row[at(it.year)]! += it.quantity;
  }
  const commons = new Map<string, number[]>();
  for (const it of plan.evidence?.common ?? []) {
    const row = commons.get(it.system) ?? Array.from({ length: T }, () => 0);
    commons.set(it.system, row);
    if (isKnownYear(it.year)) row[at(it.year)]! += it.quantity;
  }
  const common = new Map([...commons].map(([system, row]) => [system, sumsOf(row)]));
  return {
    ...ground,
    plan,
    T,
    hasRoles: plan.levers.includes("roles"),
    standards: [...new Set(leaves.flatMap((leaf) => leaf.inputs.flatMap((it) => (it.standard === undefined ? [] : [it.standard]))))],
    isKnownYear,
    countable: {
      soFar: soFarOf(ground, plan.orders),
      common,
      adopted: (nation, standard) => Math.min(chosen.get(nation)?.get(standard) ?? T, adoptedAnyway(nation, standard).from),
      split: (nation, system, leaf) => split.get(nation)?.get(system)?.get(leaf),
    },
  };
}

/** Deliveries summed up to and with each year. */
export function soFarOf({ facts }: Ground, orders: readonly Order[], yearOf: (it: Order) => number = (it) => it.year): Delivered {
  const T = facts.years.length;
  const rows = new Map<string, Map<string, Map<string, number[]>>>();
  const all: number[][] = [];
  for (const it of orders) {
    const t = yearOf(it) - facts.firstYear;
    if (!(t >= 0 && t < T)) continue;
    const own = inner(rows, it.nation, () => new Map<string, Map<string, number[]>>());
    const row = inner(inner(own, facts.classOf(it.system), () => new Map<string, number[]>()), it.system, () => {
      const made = Array.from({ length: T }, () => 0);
      all.push(made);
      return made;
    });
    row[t]! += it.quantity;
  }
  for (const row of all) for (let t = 1; t < T; t++) row[t]! += row[t - 1]!;
  return rows;
}

/** What a map holds of a key, made where it holds nothing. */
function inner<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const sumsOf = (row: readonly number[]): number[] => {
  let sum = 0;
  return row.map((it) => (sum += it));
};

function statedAdoptions(facts: Facts): Ground["adoptedAnyway"] {
  const T = facts.years.length;
  const stated = new Map<string, Map<string, AdoptionRead>>();
  for (const it of facts.alliance.facts.adoption) {
    const from = Math.min(Math.max((it.year ?? facts.firstYear) - facts.firstYear, 0), T);
    const inForce = it.status === "implemented" || it.status === "verified";
    const has = inForce || ((it.status === "planned" || it.status === "ratified") && it.year !== undefined);
    inner(stated, it.nation, () => new Map<string, AdoptionRead>()).set(it.standard, { from: has ? from : T, isAnnounced: has && from < T && !inForce });
  }
  const unknown: AdoptionRead = { from: facts.value(PLAN.unknownAdopted) > 0 ? 0 : T, isAnnounced: false };
  return (nation, standard) => stated.get(nation)?.get(standard) ?? unknown;
}

/** Orders of each agreement. */
export function ordersByAgreement(plan: Plan): Map<string, Order[]> {
  const byId = new Map<string, Order[]>();
  for (const it of plan.orders) if (it.agreement !== undefined) pushTo(byId, it.agreement, it);
  return byId;
}
