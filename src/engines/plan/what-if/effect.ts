import { coverageOf } from "../coverage.ts";
import { deliveriesOf } from "../formulate.ts";
import { costsByNation, moneyOf } from "../money.ts";
import type { Posed } from "./state.ts";

/** A figure before and after. */
export interface Moved {
  readonly before: number;
  readonly after: number;
}

/** What a change does to the plan. Only what moved is listed, the largest first. */
export interface Effect {
  /** Share-years short, unweighted. */
  readonly shortfallYears: Moved;
  /** Share-years short of each leaf. */
  readonly leaves: readonly (Moved & { readonly leaf: string })[];
  /** What is paid. Absent: money was not made least yet, and what one of many plans with the same shortfall costs says nothing. */
  readonly paid?: Paid;
}

/** What both plans cost, each the cheapest of those with its shortfall. */
export interface Paid {
  /** Discounted. Unit: M of the alliance's currency. */
  readonly cost: Moved;
  /** Discounted cost of each nation. The sum is least; how it falls on nations is that of the plan found. Unit: M of the alliance's currency. */
  readonly nations: readonly (Moved & { readonly nation: string })[];
}

/** Something the change makes impossible, and how far the plan gives way. */
export interface Breach {
  readonly kind: "budget" | "programme" | "agreement" | "limit";
  /** Nation, programme, system of the agreement, or what the limit is about. */
  readonly about: string;
  /** Calendar year; absent: over the whole plan. */
  readonly year?: number;
  readonly amount: number;
  readonly unit: string;
}

/** What is read off a plan for its effect. */
export interface Counted {
  readonly shortfallYears: number;
  readonly cost: number;
  readonly leaves: ReadonlyMap<string, number>;
  readonly nations: ReadonlyMap<string, number>;
  /** What it is short by other priorities of leaves. Unit: weighted shortfall-years. */
  readonly shortBy: (priorities: ReadonlyMap<string, number>) => number;
}

/** Counts a plan from its decisions, by the same rules as every plan: not from the objective of a model. */
export function countedOf({ case: { world, freedom }, named: { formulation } }: Posed, primal: Float64Array): Counted {
  const deliveries = deliveriesOf(formulation, primal);
  const coverage = coverageOf({ world, deliveries, adopted: freedom.adopted });
  const costs = costsByNation(world, moneyOf({ world, freedom, deliveries }));
  const T = world.years.length;
  return {
    shortfallYears: coverage.years,
    cost: freedom.nations.reduce((sum, n) => sum + costs[n]!, 0),
    leaves: new Map(world.leaves.map((leaf, c) => [leaf.id, leaf.required.reduce((sum, it, t) => (it > 0 ? sum + coverage.short[c * T + t]! / it : sum), 0)])),
    nations: new Map(world.nations.map((id, n) => [id, freedom.nations.includes(n) ? costs[n]! : 0])),
    shortBy: (priorities) => coverageOf({ world: { ...world, leaves: world.leaves.map((it) => ({ ...it, priority: priorities.get(it.id) ?? it.priority })) }, deliveries, adopted: freedom.adopted }).weighted,
  };
}

// Share-years, or parts of the cost, that count as unmoved.
const STILL = 1e-6;

/** The difference between two counted plans. `isCheapest`: money was made least in both. */
export function effectOf({ before, after, isCheapest }: { readonly before: Counted; readonly after: Counted; readonly isCheapest: boolean }): Effect {
  const moved = (from: ReadonlyMap<string, number>, to: ReadonlyMap<string, number>, least: number): (Moved & { readonly id: string })[] =>
    [...to]
      .map(([id, value]) => ({ id, before: from.get(id) ?? 0, after: value }))
      .filter((it) => Math.abs(it.after - it.before) > least)
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.id < b.id ? -1 : 1));
  return {
    shortfallYears: { before: before.shortfallYears, after: after.shortfallYears },
    leaves: moved(before.leaves, after.leaves, STILL).map(({ id, ...it }) => ({ leaf: id, ...it })),
    ...(isCheapest && { paid: { cost: { before: before.cost, after: after.cost }, nations: moved(before.nations, after.nations, STILL * Math.max(before.cost, 1)).map(({ id, ...it }) => ({ nation: id, ...it })) } }),
  };
}

// A way out that is used less is round-off. In the units of the model.
const USED = 1e-6;

/** Every way out that a plan takes, in a planner's units. */
export function breachesOf({ case: { world, freedom }, named: { formulation }, elastic }: Posed, primal: Float64Array): readonly Breach[] {
  const { on, model } = formulation;
  const T = world.years.length;
  const breaches: Breach[] = [];
  const blockAt = (row: number): (typeof on.blocks)[number] => on.blocks.findLast((it) => it.first <= row)!;
  elastic.rows.forEach((row, at) => {
    const used = primal[model.colCount + at]!;
    if (used <= USED) return;
    const block = blockAt(row);
    const about = block.about(row - block.first);
    if (block.constraint === "budget") {
      const k = on.overrun.indexOf(model.indices.subarray(model.starts[row]!, model.starts[row + 1]!).at(-1)!);
      const n = Math.floor(k / T);
      breaches.push({ kind: "budget", about: world.nations[n]!, year: world.years[k % T]!, amount: used * on.overrunScale[n]!, unit: `M ${world.currency}` });
    } else if (block.constraint === "programme") {
      const programme = world.programmes.find((it) => it.id === about)!;
      breaches.push({ kind: "programme", about, amount: used * programme.quantity, unit: world.goods[programme.good]!.unit });
    } else breaches.push({ kind: "limit", about: `${block.constraint}: ${about}`, amount: used, unit: "of the limit's unit" });
  });
  on.lotSlack.forEach((column, at) => {
    const joint = freedom.joints[at]!;
    if (joint.active && primal[column]! > USED) breaches.push({ kind: "agreement", about: world.goods[joint.good]!.system, amount: primal[column]! * joint.lot, unit: world.goods[joint.good]!.unit });
  });
  return breaches;
}

/** What the ways out that a plan takes count in its objective. Unit: weighted shortfall-years. */
export function priceOfBreaches({ named: { formulation }, elastic: { model } }: Posed, primal: Float64Array): number {
  let sum = 0;
  for (let column = formulation.model.colCount; column < model.colCount; column++) sum += model.cost[column]! * primal[column]!;
  for (const column of formulation.on.lotSlack) sum += model.cost[column]! * primal[column]!;
  return sum;
}
