import type { Requirement, Yield } from "#model";
import { PLAN } from "../parameters.ts";
import type { TargetShares } from "../plan.ts";
import { counts, type Facts, pushTo } from "./facts.ts";

/** One class as it counts towards a leaf. */
export interface InputRead {
  readonly class: string;
  readonly mode: Yield["combine"];
  readonly standard: string | undefined;
  /** Its items serve several leaves, each item one of them. */
  readonly isSplit: boolean;
  /** Leaf units of one ready item, where the items are split. */
  readonly each: number;
}

/** A leaf that the plan must show. Arrays run over the years of the plan. */
export interface LeafRead {
  readonly id: string;
  readonly priority: number;
  readonly required: readonly number[];
  /** The requirement by CAP level, most urgent first. */
  readonly strata: readonly { readonly level: number; readonly part: readonly number[] }[];
  readonly inputs: readonly InputRead[];
  /** Target share by nation. */
  readonly share: ReadonlyMap<string, readonly number[]>;
}

export interface LeavesAsk {
  readonly facts: Facts;
  readonly targets: TargetShares;
  readonly situation: string | undefined;
}

// Where a requirement is not split by level its two parts stand in the middle of levels 1 and 2, and of 3 to 5.
const URGENT_MIDDLE = 1.5;
const OTHER_MIDDLE = 4;
/** CAP levels up to this one are urgent. */
export const LAST_URGENT = 2;

/** The leaves that are planned: a requirement to plan on, something that counts, and enough known of what allies hold. */
export function leavesOf({ facts, targets, situation }: LeavesAsk): LeafRead[] {
  const { alliance } = facts;
  const counting = new Map<string, Yield[]>();
  for (const it of alliance.facts.yield) if (counts(it) && it.quantity.base > 0) pushTo(counting, it.capability, it);
  const stated = new Map<string, { nation: string; t: number; quantity: number }[]>();
  for (const it of targets) if (facts.years.includes(it.year)) pushTo(stated, it.leaf, { nation: it.nation, t: it.year - facts.firstYear, quantity: it.quantity });
  return alliance.leaves.flatMap((leaf): LeafRead[] => {
    const steps = stepsOf(alliance.requirementsOf.get(leaf.id) ?? [], situation);
    if (steps.length === 0 || leaf.planned === false || leaf.better === "less") return [];
    const strata = strataOf(facts, steps);
    const required = facts.years.map((_, t) => strata.reduce((sum, it) => sum + it.part[t]!, 0));
    const rows = counting.get(leaf.id) ?? [];
    if (required.every((it) => it <= 0) || rows.length === 0) return [];
    const classes = [...new Set(rows.map((it) => facts.classOf(it.system)))];
    const inputs = classes.map((id) => inputOf(facts, leaf.id, id, rows));
    const isKnownOf = (nation: string): boolean => {
      const told = inputs.map((it) => ({ limits: it.mode === "limiting", isHeld: [it.class, ...(facts.typesOf.get(it.class) ?? [])].some((id) => facts.isHeld(nation, id)) }));
      const [limits, adds] = [told.filter((it) => it.limits), told.filter((it) => !it.limits)];
      return adds.some((it) => it.isHeld) || (limits.length > 0 && limits.every((it) => it.isHeld));
    };
    const known = alliance.nations.reduce((sum, nation, n) => sum + (isKnownOf(nation.id) ? facts.weights[n]! : 0), 0);
    if (known < facts.value(PLAN.knownLeast)) return [];
    const scale = facts.years.map((_, t) => {
      const base = baseOf(facts, steps, t);
      return base > 0 ? required[t]! / base : 1;
    });
    const share = new Map<string, number[]>();
    for (const it of stated.get(leaf.id) ?? []) {
      const row = share.get(it.nation) ?? facts.years.map(() => 0);
      share.set(it.nation, row);
      row[it.t] = it.quantity * scale[it.t]!;
    }
    return [{ id: leaf.id, priority: leaf.priority ?? 1, required, strata, inputs, share }];
  });
}

/** Requirements of the alliance that a plan answers: those of the situation asked for, else of the one that stands first. */
function stepsOf(rows: readonly Requirement[], wanted: string | undefined): Requirement[] {
  const plan = rows.filter((it) => it.use === "plan" && it.scope === "alliance");
  const situation = plan.some((it) => it.situation === wanted) && wanted !== undefined ? wanted : plan[0]?.situation;
  return plan.filter((it) => it.situation === situation);
}

/** The step of a level that holds in a year: the latest that has begun. */
function stepAt(steps: readonly Requirement[], level: number | undefined, year: number): Requirement | undefined {
  let latest: Requirement | undefined;
  for (const it of steps) if (it.capLevel === level && it.year <= year && (latest === undefined || it.year >= latest.year)) latest = it;
  return latest;
}

const levelsOf = (steps: readonly Requirement[]): (number | undefined)[] => [...new Set(steps.map((it) => it.capLevel))];

const baseOf = (facts: Facts, steps: readonly Requirement[], t: number): number => levelsOf(steps).reduce<number>((sum, level) => sum + (stepAt(steps, level, facts.years[t]!)?.quantity.base ?? 0), 0);

function strataOf(facts: Facts, steps: readonly Requirement[]): LeafRead["strata"] {
  const parts = new Map<number, number[]>();
  const put = (level: number, t: number, quantity: number): void => {
    const part = parts.get(level) ?? facts.years.map(() => 0);
    parts.set(level, part);
    part[t]! += quantity;
  };
  const urgent = facts.value(PLAN.urgentShare);
  for (const level of levelsOf(steps)) {
    facts.years.forEach((year, t) => {
      const step = stepAt(steps, level, year);
      if (step === undefined) return;
      const quantity = facts.pick(step.quantity);
      if (level !== undefined) return put(level, t, quantity);
      put(URGENT_MIDDLE, t, quantity * urgent);
      put(OTHER_MIDDLE, t, quantity * (1 - urgent));
    });
  }
  return [...parts].sort(([a], [b]) => a - b).map(([level, part]) => ({ level, part }));
}

function inputOf(facts: Facts, leaf: string, id: string, rows: readonly Yield[]): InputRead {
  const own = facts.yieldOf(id, leaf);
  const main = own ?? rows.find((it) => facts.classOf(it.system) === id)!;
  return { class: id, mode: main.combine, standard: main.standard, isSplit: main.combine === "alternative" && main.share === undefined, each: main.quantity.base };
}

/** What one ready item of a system counts for in a leaf. 0: nothing. Unit: the leaf's. */
export function eachOf(facts: Facts, system: string, leaf: string): number {
  const row = facts.yieldOf(system, leaf);
  return row === undefined ? 0 : row.quantity.base * (row.share?.base ?? 1);
}

/** What a nation holds of a class by year: leaf units, or ready items where they are split. Types are counted by their own yields, the rest by that of the class. */
export function heldOf({ facts, nation, input, leaf }: { readonly facts: Facts; readonly nation: string; readonly input: InputRead; readonly leaf: string }): Float64Array {
  const T = facts.years.length;
  const [typed, sum] = [new Float64Array(T), new Float64Array(T)];
  const worth = (system: string): number => (input.isSplit ? (facts.yieldOf(system, leaf) === undefined ? 0 : 1) : eachOf(facts, system, leaf));
  for (const type of facts.typesOf.get(input.class) ?? []) {
    if (!facts.isHeld(nation, type)) continue;
    const each = worth(type);
    for (let t = 0; t < T; t++) {
      const items = facts.readyHeld(nation, type, t)!;
      typed[t]! += items;
      sum[t]! += items * each;
    }
  }
  if (!facts.isHeld(nation, input.class)) return sum;
  const each = worth(input.class);
  for (let t = 0; t < T; t++) sum[t]! += Math.max(facts.readyHeld(nation, input.class, t)! - typed[t]!, 0) * each;
  return sum;
}
