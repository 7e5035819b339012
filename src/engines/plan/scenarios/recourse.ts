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
  /** Whether the basis is that of a model which differs in a few rows: simplex goes on from it. */
  readonly isNear?: boolean;
}

// With a basis of the same columns simplex goes on from it; from nothing, interior point ends sooner at this size. Unit: rows.
const LARGE = 1500;
// Above this, decisions that are fixed let the solver take so much out of the model that interior point from nothing has been
// three times quicker than simplex from the basis of other decisions. Unit: rows.
const LARGE_FIXED = 5000;

async function one({ recourse: { desk, branches }, at, model, start: basis, decisions, doing, isPriced, isNear }: OneAsk): Promise<Solved> {
  if (desk.signal?.aborted) throw new StoppedError();
  const branch = branches[at]!;
  const name = `${branch.name}, ${doing}`;
  const ask = { model, timeLimit: desk.timeLimit, name };
  const start = isPriced === true || isNear === true || model.rowCount <= LARGE_FIXED ? basis : undefined;
  const cold = model.rowCount > LARGE ? { ...ask, algorithm: "interior-point" as const } : ask;
  let answer = await desk.solver.solve(start === undefined ? cold : { ...ask, start, ...(isPriced === true && { algorithm: "primal-simplex" as const }), ...(isNear === true && { algorithm: "simplex" as const, presolve: false, isNearStart: true }) }, desk.signal);
  if (desk.signal?.aborted) throw new StoppedError();
  // A basis that leads nowhere is let go of.
  if (answer.status !== "optimal" && start !== undefined) answer = await desk.solver.solve(cold, desk.signal);
  if (desk.signal?.aborted) throw new StoppedError();
  if (answer.status !== "optimal") throw new NoAnswerError(name, answer.status, answer.message);
  let value = branch.constant;
  for (let column = 0; column < branch.model.colCount; column++) value += branch.model.cost[column]! * answer.primal[column]!;
  return { value, cut: cutOf(branch, { at, dual: answer.dual }), basis: answer.basis, first: firstOf(branch, answer.primal, decisions) };
}

type Decisions = readonly { readonly upper: number }[];
type Starts = readonly (Basis | undefined)[] | undefined;

/** Every scenario by itself, as if it were known to come: wait and see. */
export const waitAndSee = (recourse: Recourse, decisions: Decisions): Promise<Solved[]> => eachFromFirst(recourse, (at, near) => one({ recourse, at, model: recourse.branches[at]!.model, start: near, decisions, doing: "known to come", isNear: near !== undefined }));

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

// Part of its rows in which a scenario may differ from another for simplex to go on from the other's basis: an election moves some
// budgets and the rows written in them, one or two rows in a hundred, and simplex has taken a fifth of the time of interior point
// from nothing. Where all budgets, prices or requirements move it is a twelfth to a third, and simplex takes longer.
const FEW_ROWS = 0.03;

/** Whether a large scenario has the columns and rows of another and differs from it in few of them. */
function isNearTo({ model }: Branch, { model: other }: Branch): boolean {
  if (model.rowCount <= LARGE || model.rowCount !== other.rowCount || model.colCount !== other.colCount || model.indices.length !== other.indices.length) return false;
  let differ = 0;
  for (let row = 0; row < model.rowCount; row++) {
    const [start, end] = [model.starts[row]!, model.starts[row + 1]!];
    if (start !== other.starts[row] || end !== other.starts[row + 1]) return false;
    let isSame = model.rowLower[row] === other.rowLower[row] && model.rowUpper[row] === other.rowUpper[row];
    for (let k = start; k < end; k++) {
      if (model.indices[k] !== other.indices[k]) return false;
      isSame &&= model.values[k] === other.values[k];
    }
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
  eachFromFirst(recourse, (at, near) => one({ recourse, at, model: withFirst(recourse.branches[at]!, first), start: near ?? starts?.[at], decisions, doing: "completed", isNear: near !== undefined }));

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
