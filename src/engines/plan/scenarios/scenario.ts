import type { PlannedProgramme, World } from "../world.ts";

/** A budget that moves for good from a year on: an election, a fiscal shock. */
export interface BudgetChange {
  /** Nation, or `all`. */
  readonly nation: string;
  /** First year in which it holds. */
  readonly from: number;
  /** The budget becomes this many times what it was. */
  readonly factor: number;
}

/** Deliveries that slip, or a line that makes less. Exactly one of `system` and `line`. */
export interface DeliveryChange {
  /** System or class, or `all`. */
  readonly system?: string;
  /** Line, or `all`: a delay then holds for whatever the line makes. */
  readonly line?: string;
  /** Years later, whole. Absent: on time. */
  readonly delay?: number;
  /** Capacity becomes this many times what it was; lines only. Absent: as it was. */
  readonly capacity?: number;
}

export interface CostChange {
  /** System or class, or `all`. */
  readonly system: string;
  /** Prices and upkeep become this many times what they were. Contracts already signed keep their price. */
  readonly factor: number;
}

export interface RequirementChange {
  /** Capability leaf, or `all`. */
  readonly leaf: string;
  readonly from: number;
  readonly factor: number;
}

/** One way the years could go. Plain JSON: it is read from a file as it stands here. */
export interface Scenario {
  readonly name: string;
  /** The probabilities of a set sum to one. */
  readonly probability: number;
  readonly budgets?: readonly BudgetChange[];
  readonly deliveries?: readonly DeliveryChange[];
  readonly costs?: readonly CostChange[];
  readonly requirements?: readonly RequirementChange[];
}

/** What a scenario does to the arrays of a world. Factors multiply. */
export interface Changes {
  /** By nation: years. */
  readonly budget: readonly Float64Array[];
  /** Years later, by good. */
  readonly delay: Float64Array;
  /** By line. */
  readonly capacity: Float64Array;
  /** By good. */
  readonly cost: Float64Array;
  /** By leaf: years. */
  readonly requirement: readonly Float64Array[];
}

/** The world as it would be in a scenario. Pure; names are taken to be known (`scenarioFaults`). */
export const applyScenario = (world: World, scenario: Scenario): World => withChanges(world, changesOf(world, scenario));

/** The arrays of a scenario's changes. */
export function changesOf(world: World, scenario: Scenario): Changes {
  const T = world.years.length;
  const ones = (): Float64Array => new Float64Array(T).fill(1);
  const changes: Changes = {
    budget: world.nations.map(ones),
    delay: new Float64Array(world.goods.length),
    capacity: new Float64Array(world.lines.length).fill(1),
    cost: new Float64Array(world.goods.length).fill(1),
    requirement: world.leaves.map(ones),
  };
  const fromYear = (from: number): number => Math.max(from - world.years[0]!, 0);
  const isGood = (system: string, g: number): boolean => system === "all" || world.goods[g]!.system === system || world.goods[g]!.class === system;
  for (const it of scenario.budgets ?? []) world.nations.forEach((nation, n) => { if (it.nation === "all" || it.nation === nation) for (let t = fromYear(it.from); t < T; t++) changes.budget[n]![t]! *= it.factor; });
  for (const it of scenario.requirements ?? []) world.leaves.forEach((leaf, c) => { if (it.leaf === "all" || it.leaf === leaf.id) for (let t = fromYear(it.from); t < T; t++) changes.requirement[c]![t]! *= it.factor; });
  for (const it of scenario.costs ?? []) world.goods.forEach((_, g) => { if (isGood(it.system, g)) changes.cost[g]! *= it.factor; });
  for (const it of scenario.deliveries ?? []) {
    const late = (g: number): void => { changes.delay[g] = Math.max(changes.delay[g]!, it.delay ?? 0); };
    if (it.system !== undefined) world.goods.forEach((_, g) => { if (isGood(it.system!, g)) late(g); });
    else {
      world.lines.forEach((line, l) => {
        if (it.line !== "all" && it.line !== line.id) return;
        changes.capacity[l]! *= it.capacity ?? 1;
        line.goods.forEach(late);
      });
    }
  }
  return changes;
}

/** The mean of several changes: factors averaged, delays averaged and rounded to whole years. */
export function meanChanges(parts: readonly { readonly changes: Changes; readonly probability: number }[]): Changes {
  const mean = (of: (it: Changes) => Float64Array): Float64Array => Float64Array.from(of(parts[0]!.changes), (_, at) => parts.reduce((sum, it) => sum + it.probability * of(it.changes)[at]!, 0));
  return {
    budget: parts[0]!.changes.budget.map((_, n) => mean((it) => it.budget[n]!)),
    delay: mean((it) => it.delay).map(Math.round),
    capacity: mean((it) => it.capacity),
    cost: mean((it) => it.cost),
    requirement: parts[0]!.changes.requirement.map((_, c) => mean((it) => it.requirement[c]!)),
  };
}

/** A world with changes: budgets, lead times, windows of programmes, capacities, prices, requirements and the targets that follow them. */
export function withChanges(world: World, changes: Changes): World {
  const goods = world.goods.map((it, g) => ({ ...it, lead: it.lead + changes.delay[g]!, upkeep: it.upkeep * changes.cost[g]!, ...(it.price === undefined ? {} : { price: it.price * changes.cost[g]! }) }));
  const lines = world.lines.map((it, l) => ({ ...it, capacity: it.capacity.map((rate) => rate * changes.capacity[l]!), most: it.most * changes.capacity[l]!, today: it.today * changes.capacity[l]! }));
  const leaves = world.leaves.map((it, c) => {
    const factor = changes.requirement[c]!;
    const scaled = (years: Float64Array): Float64Array => years.map((year, t) => year * factor[t]!);
    return {
      ...it,
      required: scaled(it.required),
      urgent: scaled(it.urgent),
      strata: it.strata.map((stratum) => ({ ...stratum, part: scaled(stratum.part) })),
      share: it.share.map(scaled),
      // A requirement that falls is no longer met for good once it is met.
      isPlain: it.isPlain && factor.every((now, t) => t === 0 || now >= factor[t - 1]!),
    };
  });
  return {
    ...world,
    goods,
    lines,
    pools: world.pools.map((it) => ({ ...it, capacity: it.capacity.map((_, t) => it.lines.reduce((sum, l) => sum + lines[l]!.capacity[t]!, 0)) })),
    leaves,
    budget: world.budget.map((years, n) => years.map((money, t) => money * changes.budget[n]![t]!)),
    programmes: world.programmes.flatMap((it) => later(it, { delay: changes.delay[it.good]!, cost: changes.cost[it.good]!, lastYear: world.years.length - 1 })),
    worth: world.worth.map((it, c) => it * dearer(leaves[c]!.adding.concat(leaves[c]!.limiting).flatMap((input) => input.goods.map((use) => use.good)), changes.cost)),
  };
}

/** A programme whose system is late or dearer. Deliveries that would begin after the plan are left out of it. */
function later(it: PlannedProgramme, { delay, cost, lastYear }: { readonly delay: number; readonly cost: number; readonly lastYear: number }): readonly PlannedProgramme[] {
  if (it.first + delay > lastYear) return [];
  return [{ ...it, first: it.first + delay, last: Math.min(it.last + delay, lastYear), ...(it.firm || it.price === undefined ? {} : { price: it.price * cost }) }];
}

/** Mean price factor of some goods. */
const dearer = (goods: readonly number[], cost: Float64Array): number => (goods.length === 0 ? 1 : goods.reduce((sum, g) => sum + cost[g]!, 0) / goods.length);
