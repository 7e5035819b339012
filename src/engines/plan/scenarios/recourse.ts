import type { MilpModel } from "#maths";
import { type Desk, inParallel, NoAnswerError, StoppedError } from "../stage.ts";
import type { Basis } from "../solver.ts";
import type { Branch } from "./branch.ts";
import { type Cut, cutOf } from "./cut.ts";

/** One scenario as solved: with its decisions free, fixed, or priced. */
export interface Solved {
  /** Least value, constant included; prices on decisions left out. */
  readonly value: number;
  readonly cut: Cut;
  readonly basis: Basis | undefined;
  /** Decisions as this scenario has them. */
  readonly first: Float64Array;
}

/** What every solve of a run shares, and how scenarios are solved. */
export interface Recourse {
  readonly desk: Desk;
  readonly branches: readonly Branch[];
}

/** Columns of decisions set to what was decided. Round-off beyond a column's bounds is cut off. */
export function withFirst(branch: Branch, first: Float64Array): MilpModel {
  const colLower = Float64Array.from(branch.model.colLower);
  const colUpper = Float64Array.from(branch.model.colUpper);
  branch.columns.forEach((column, d) => {
    if (column < 0) return;
    const value = Math.min(Math.max(first[d]! * branch.factors[d]!, colLower[column]!), colUpper[column]!);
    colLower[column] = value;
    colUpper[column] = value;
  });
  return { ...branch.model, colLower, colUpper };
}

/** Each decision with a price besides: what the scenario would do if the others could speak. */
function withPrices(branch: Branch, prices: Float64Array): MilpModel {
  const cost = Float64Array.from(branch.model.cost);
  branch.columns.forEach((column, d) => { if (column >= 0) cost[column]! += prices[d]! / branch.factors[d]!; });
  return { ...branch.model, cost };
}

/** Decisions read off a solution. A decision that has no column in the scenario, since it would come too late to matter, is 0. */
export function firstOf(branch: Branch, primal: Float64Array, uppers: readonly { readonly upper: number }[]): Float64Array {
  return Float64Array.from(branch.columns, (column, d) => (column < 0 ? 0 : Math.min(Math.max(primal[column]! / branch.factors[d]!, 0), uppers[d]!.upper)));
}

interface OneAsk {
  readonly recourse: Recourse;
  readonly at: number;
  readonly model: MilpModel;
  readonly start: Basis | undefined;
  readonly decisions: readonly { readonly upper: number }[];
  readonly doing: string;
  /** Whether only costs are new since the basis was taken. */
  readonly isPriced?: boolean;
  /** Whether the basis is that of another scenario with the same columns and rows: simplex goes on from it, and is given up where it takes many steps. */
  readonly isOfAnother?: boolean;
}

// With a basis of the same columns simplex goes on from it; from nothing, interior point ends sooner at this size. Unit: rows.
const LARGE = 1500;
// Above this, decisions that are fixed let the solver take so much out of the model that interior point from nothing has been
// three times quicker than simplex from the basis of other decisions. Unit: rows.
const LARGE_FIXED = 5000;
// Most steps of simplex from the basis of another scenario, as a share of the rows. Scenarios that gained by it took up to an eighth; from
// about a fifth on, interior point from nothing has been as quick.
const MOST_STEPS = 0.3;

async function one(ask: OneAsk): Promise<Solved> {
  return (await oneWithValues(ask)).solved;
}

async function oneWithValues({ recourse: { desk, branches }, at, model, start: basis, decisions, doing, isPriced, isOfAnother }: OneAsk): Promise<{ readonly solved: Solved; readonly primal: Float64Array }> {
  if (desk.signal?.aborted) throw new StoppedError();
  const branch = branches[at]!;
  const name = `${branch.name}, ${doing}`;
  const ask = { model, timeLimit: desk.timeLimit, name };
  const start = isPriced === true || isOfAnother === true || model.rowCount <= LARGE_FIXED ? basis : undefined;
  const cold = model.rowCount > LARGE ? { ...ask, algorithm: "interior-point" as const } : ask;
  const warm = { ...ask, ...(isPriced === true && { algorithm: "primal-simplex" as const }), ...(isOfAnother === true && { startDistance: "many steps" as const, mostSteps: Math.ceil(MOST_STEPS * model.rowCount) }) };
  let answer = await desk.solver.solve(start === undefined ? cold : { ...warm, start }, desk.signal);
  if (desk.signal?.aborted) throw new StoppedError();
  // A basis that leads nowhere is let go of.
  if (answer.status !== "optimal" && start !== undefined) answer = await desk.solver.solve(cold, desk.signal);
  if (desk.signal?.aborted) throw new StoppedError();
  if (answer.status !== "optimal") throw new NoAnswerError(name, answer.status, answer.message);
  let value = branch.constant;
  for (let column = 0; column < branch.model.colCount; column++) value += branch.model.cost[column]! * answer.primal[column]!;
  const solved = { value, cut: cutOf(branch, { at, dual: answer.dual }), basis: answer.basis, first: firstOf(branch, answer.primal, decisions) };
  return { solved, primal: answer.primal };
}

type Decisions = readonly { readonly upper: number }[];
type Starts = readonly (Basis | undefined)[] | undefined;

/** Every scenario by itself, as if it were known to come: wait and see. Large ones with the same columns and rows are solved one after the other, each from the one before whose solution breaks the fewest of its rows. */
export async function waitAndSee(recourse: Recourse, decisions: Decisions): Promise<Solved[]> {
  const { branches, desk } = recourse;
  const solved: Solved[] = [];
  await inParallel(chainsOf(branches), {
    width: desk.solver.parallel,
    work: async (chain) => {
      const before: { readonly basis: Basis | undefined; readonly primal: Float64Array }[] = [];
      for (const at of chain) {
        const { model } = branches[at]!;
        const nearest = leastOf(before, ({ primal }) => rowsBroken(model, primal));
        const it = await oneWithValues({ recourse, at, model, start: nearest?.basis, decisions, doing: "known to come", isOfAnother: nearest?.basis !== undefined });
        before.push({ basis: it.solved.basis, primal: it.primal });
        solved[at] = it.solved;
      }
    },
  });
  return solved;
}

/** Places of large scenarios of the same columns and rows together, longest first; each small one by itself. */
function chainsOf(branches: readonly Branch[]): number[][] {
  const chains: number[][] = [];
  branches.forEach(({ model }, at) => {
    const chain = model.rowCount > LARGE ? chains.find(([first]) => isSameShape(model, branches[first!]!.model)) : undefined;
    if (chain === undefined) chains.push([at]);
    else chain.push(at);
  });
  return chains.sort((a, b) => b.length - a.length);
}

function leastOf<Item>(items: readonly Item[], measure: (item: Item) => number): Item | undefined {
  let [least, best] = [Number.POSITIVE_INFINITY, undefined as Item | undefined];
  for (const item of items) {
    const value = measure(item);
    if (value < least) [least, best] = [value, item];
  }
  return best;
}

const isSameShape = (model: MilpModel, other: MilpModel): boolean =>
  model.rowCount === other.rowCount && model.colCount === other.colCount && model.indices.length === other.indices.length && model.starts.every((it, row) => it === other.starts[row]) && model.indices.every((it, k) => it === other.indices[k]);

// A row counts as broken beyond the solver's own tolerance.
const BROKEN = 1e-6;

/** How many rows of a model values break. */
function rowsBroken({ rowCount, starts, indices, values, rowLower, rowUpper }: MilpModel, primal: Float64Array): number {
  let broken = 0;
  for (let row = 0; row < rowCount; row++) {
    let activity = 0;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) activity += values[k]! * primal[indices[k]!]!;
    if (activity < rowLower[row]! - BROKEN || activity > rowUpper[row]! + BROKEN) broken++;
  }
  return broken;
}

/** Solves every scenario. A large one that differs from the first in a few rows comes after it and is given its basis, when that is there. */
async function eachFromFirst({ branches, desk }: Recourse, solve: (at: number, near: Basis | undefined) => Promise<Solved>): Promise<Solved[]> {
  const places = branches.map((_, at) => at);
  const isLater = places.map((at) => at > 0 && isNearTo(branches[at]!, branches[0]!));
  const solved = new Map<number, Solved>();
  const all = (of: readonly number[], near: Basis | undefined): Promise<unknown> => inParallel(of, { width: desk.solver.parallel, work: async (at) => void solved.set(at, await solve(at, near)) });
  await all(places.filter((at) => !isLater[at]), undefined);
  await all(places.filter((at) => isLater[at]), solved.get(0)!.basis);
  return places.map((at) => solved.get(at)!);
}

// Part of its rows in which a scenario may differ from the first to be completed from its basis: an election moves some budgets
// and the rows written in them, one or two rows in a hundred, and simplex has taken half the time of interior point from nothing.
// Where all budgets, prices or requirements move it is a twelfth to a third, and simplex takes longer.
const FEW_ROWS = 0.03;

/** Whether a large scenario has the columns and rows of another and differs from it in few of them. */
function isNearTo({ model }: Branch, { model: other }: Branch): boolean {
  if (model.rowCount <= LARGE || !isSameShape(model, other)) return false;
  let differ = 0;
  for (let row = 0; row < model.rowCount; row++) {
    let isSame = model.rowLower[row] === other.rowLower[row] && model.rowUpper[row] === other.rowUpper[row];
    for (let k = model.starts[row]!; isSame && k < model.starts[row + 1]!; k++) isSame = model.values[k] === other.values[k];
    if (!isSame) differ++;
  }
  return differ <= FEW_ROWS * model.rowCount;
}

/** The mean of what each scenario would decide by itself, over those in which a decision comes in time to matter. */
export function meanDecisions(branches: readonly Branch[], known: readonly Solved[]): Float64Array {
  const mean = new Float64Array(known[0]!.first.length);
  for (let d = 0; d < mean.length; d++) {
    let [sum, chance] = [0, 0];
    branches.forEach(({ columns, probability }, at) => {
      if (columns[d]! < 0) return;
      sum += probability * known[at]!.first[d]!;
      chance += probability;
    });
    if (chance > 0) mean[d] = sum / chance;
  }
  return mean;
}

/** Every scenario with the same decisions, made the best of. One near the first goes on from how the first was completed. */
export const completed = (recourse: Recourse, first: Float64Array, decisions: Decisions, starts?: Starts): Promise<Solved[]> =>
  eachFromFirst(recourse, (at, near) => one({ recourse, at, model: withFirst(recourse.branches[at]!, first), start: near ?? starts?.[at], decisions, doing: "completed", isOfAnother: near !== undefined }));

/** Every scenario with decisions priced; prices of one decision sum to nothing over the scenarios, weighted by probability. */
export const priced = (recourse: Recourse, prices: readonly Float64Array[], decisions: Decisions, starts?: Starts): Promise<Solved[]> =>
  inParallel(recourse.branches, { width: recourse.desk.solver.parallel, work: (branch, at) => one({ recourse, at, model: withPrices(branch, prices[at]!), start: starts?.[at], decisions, doing: "priced", isPriced: true }) });

/** Least that priced scenarios prove: min over decisions of the cut and its price. */
export function provedByPrices(cut: Cut, prices: Float64Array, decisions: Decisions): number {
  let value = cut.constant;
  for (let d = 0; d < cut.slope.length; d++) value += Math.min(cut.slope[d]! + prices[d]!, 0) * decisions[d]!.upper;
  return value;
}

/** Least that a scenario can come to, whatever is decided: proved by its cut. */
export const provedAlone = (cut: Cut, decisions: Decisions): number => provedByPrices(cut, new Float64Array(cut.slope.length), decisions);
