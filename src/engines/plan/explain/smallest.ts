import { type AddedColumn, type MilpModel, withColumns } from "#maths";
import type { Basis, SolveAnswer } from "../solver.ts";
import type { Group } from "./clash.ts";

/** What is known of how small a clash can be. */
export interface Smallest {
  /** A clash with the fewest members, where one smaller than the given was found; else the given one. */
  readonly set: ReadonlySet<Group>;
  /** No clash has fewer members than this. */
  readonly atLeast: number;
  /** Solves that this took. */
  readonly solves: number;
}

export interface SmallestAsk {
  /** The model with its demands as hard rows. */
  readonly asked: MilpModel;
  readonly groups: readonly Group[];
  /** An irreducible clash. */
  readonly found: ReadonlySet<Group>;
  /** Groups without which all others hold. */
  readonly gave: ReadonlySet<Group>;
  /** Whether a set of groups clashes, everything else let go. */
  readonly clashes: (set: ReadonlySet<Group>) => Promise<boolean>;
  readonly solve: (model: MilpModel, start: Basis | undefined) => Promise<SolveAnswer>;
  readonly start: Basis | undefined;
  /** Most solves. */
  readonly most: number;
}

// A row that gives way by less is met.
const MET = 1e-6;

/**
 * Looks for a clash of fewer members than one already found, or proves that there is none. A set clashes only if it has a
 * member in every set of groups that can be let go so that all else holds; so the fewest groups that touch all such sets known
 * are no more than the smallest clash has. They are tried: if they clash they are a smallest clash; if not, the least that must
 * give way beside them names a further set. Ends proved, or after so many solves with what is proved until then.
 * Source: implicit hitting sets over minimal correction sets; Ignatiev, Previti, Liffiton and Marques-Silva, Smallest MUS
 * extraction with minimal hitting set dualization (2015); Reiter (1987).
 * @example a clash of one member → { atLeast: 1, solves: 0 }
 */
export async function smallestClash({ asked, groups, found, gave, clashes, solve, start, most }: SmallestAsk): Promise<Smallest> {
  const elastic = givingModel(asked, groups);
  // Facts alone have the plan for a solution: every clash has a demand in it.
  const corrections: (readonly number[])[] = [groups.flatMap((it, at) => (gave.size === 0 ? it.kind === "demand" : gave.has(it)) ? [at] : [])];
  const prefers = groups.map((it) => found.has(it));
  let solves = 0;
  let basis = start === undefined ? undefined : elastic.widened(start);
  for (;;) {
    const hitting = fewestHitting(corrections, { fewerThan: found.size, prefers });
    // Nothing smaller touches all of them, or nobody can say in reasonable time.
    if (hitting === undefined) return { set: found, atLeast: found.size, solves };
    const { atLeast } = hitting;
    if (hitting.chosen === undefined || solves >= most) return { set: found, atLeast, solves };
    const tried = new Set(hitting.chosen.map((at) => groups[at]!));
    solves += 1;
    const answer = await solve(elastic.holding(tried), basis);
    if (answer.status === "optimal") {
      basis = answer.basis ?? basis;
      const given = elastic.givenWay(answer.primal);
      // Whatever gives way with all of the tried ones kept is a set that every clash must touch.
      if (given.length > 0 && given.every((at) => !tried.has(groups[at]!))) {
        corrections.push(given);
        continue;
      }
    }
    solves += 1;
    if (await clashes(tried)) return { set: tried, atLeast: tried.size, solves };
    // Round-off between a clash and none: what is proved until here stands.
    return { set: found, atLeast, solves };
  }
}

/** The model in which every group may give way at a price, and may be held. */
function givingModel(asked: MilpModel, groups: readonly Group[]): { readonly holding: (held: ReadonlySet<Group>) => MilpModel; readonly givenWay: (primal: Float64Array) => readonly number[]; readonly widened: (start: Basis) => Basis } {
  const slacks: AddedColumn[] = [];
  const first: number[] = [];
  const most: number[] = [];
  for (const group of groups) {
    first.push(slacks.length);
    const { demand } = group;
    if (demand !== undefined) {
      slacks.push({ lower: 0, upper: Number.POSITIVE_INFINITY, cost: 1 / demand.size, entries: group.rows.map((row, k) => [row, -demand.gives[k]!] as const) });
      most.push(MET * demand.size);
      continue;
    }
    for (const row of group.rows) {
      if (Number.isFinite(asked.rowLower[row]!)) slacks.push({ lower: 0, upper: Number.POSITIVE_INFINITY, cost: 1, entries: [[row, 1]] });
      if (Number.isFinite(asked.rowUpper[row]!)) slacks.push({ lower: 0, upper: Number.POSITIVE_INFINITY, cost: 1, entries: [[row, -1]] });
    }
    most.push(0);
  }
  first.push(slacks.length);
  const model = withColumns(asked, slacks);
  const columnsOf = (at: number): number[] => Array.from({ length: first[at + 1]! - first[at]! }, (_, k) => asked.colCount + first[at]! + k);
  return {
    holding: (held) => {
      const colUpper = Float64Array.from(model.colUpper);
      groups.forEach((group, at) => { if (held.has(group)) for (const column of columnsOf(at)) colUpper[column] = most[at]!; });
      return { ...model, colUpper };
    },
    givenWay: (primal) => groups.flatMap((group, at) => (columnsOf(at).some((column) => primal[column]! > (group.demand === undefined ? MET : MET * group.demand.size * (1 + MET))) ? [at] : [])),
    widened: (start) => {
      // Slack columns begin at nothing; a solver's code for a column at its lower bound is 0.
      const colStatus = new Int32Array(model.colCount);
      colStatus.set(start.colStatus.subarray(0, Math.min(start.colStatus.length, asked.colCount)));
      const rowStatus = new Int32Array(model.rowCount).fill(BASIC);
      rowStatus.set(start.rowStatus.subarray(0, model.rowCount));
      return { colStatus, rowStatus };
    },
  };
}

// A row in the basis, as the solver codes it.
const BASIC = 1;

export interface Hitting {
  /** Members, none fewer touching all sets. Absent: the search was given up. */
  readonly chosen?: readonly number[];
  /** No fewer touch all sets. */
  readonly atLeast: number;
}

// Steps after which a search for fewest members is given up.
const STEPS = 2_000_000;

/**
 * The fewest members that touch every set, if fewer than a number do; undefined: none do. By depth, each step taking a set that
 * is not touched yet and trying its members.
 * @example fewestHitting([[1, 2], [2, 3]], { fewerThan: 3, prefers: [] }) // → { chosen: [2], atLeast: 1 }
 */
export function fewestHitting(sets: readonly (readonly number[])[], { fewerThan, prefers }: { readonly fewerThan: number; readonly prefers: readonly boolean[] }): Hitting | undefined {
  const bySize = [...sets].sort((a, b) => a.length - b.length).map((it) => [...it].sort((a, b) => Number(prefers[b] ?? false) - Number(prefers[a] ?? false) || a - b));
  const chosen: number[] = [];
  let steps = 0;
  /** Whether the sets can be touched with so many more. Absent: given up. */
  const deepen = (left: number): boolean | undefined => {
    const open = bySize.find((set) => !set.some((it) => chosen.includes(it)));
    if (open === undefined) return true;
    if (left === 0) return false;
    for (const it of open) {
      if (++steps > STEPS) return undefined;
      chosen.push(it);
      const hit = deepen(left - 1);
      if (hit !== false) return hit;
      chosen.pop();
    }
    return false;
  };
  for (let size = 0; size < fewerThan; size++) {
    const hit = deepen(size);
    if (hit === undefined) return { atLeast: size };
    if (hit) return { chosen: [...chosen], atLeast: size };
  }
  return undefined;
}
