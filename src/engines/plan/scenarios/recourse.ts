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
}

// With a basis of the same columns simplex goes on from it; from nothing, interior point ends sooner at this size. Unit: rows.
const LARGE = 1500;
// Above this, decisions that are fixed let the solver take so much out of the model that interior point from nothing has been
// three times quicker than simplex from the basis of other decisions. Unit: rows.
const LARGE_FIXED = 5000;

async function one({ recourse: { desk, branches }, at, model, start: basis, decisions, doing, isPriced }: OneAsk): Promise<Solved> {
  if (desk.signal?.aborted) throw new StoppedError();
  const branch = branches[at]!;
  const name = `${branch.name}, ${doing}`;
  const ask = { model, timeLimit: desk.timeLimit, name };
  const start = isPriced === true || model.rowCount <= LARGE_FIXED ? basis : undefined;
  const cold = model.rowCount > LARGE ? { ...ask, algorithm: "interior-point" as const } : ask;
  let answer = await desk.solver.solve(start === undefined ? cold : { ...ask, start, ...(isPriced === true && { algorithm: "primal-simplex" as const }) }, desk.signal);
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
export const waitAndSee = (recourse: Recourse, decisions: Decisions, starts?: Starts): Promise<Solved[]> =>
  inParallel(recourse.branches, { width: recourse.desk.solver.parallel, work: (branch, at) => one({ recourse, at, model: branch.model, start: starts?.[at], decisions, doing: "known to come" }) });

/** Every scenario with the same decisions, made the best of. */
export const completed = (recourse: Recourse, first: Float64Array, decisions: Decisions, starts?: Starts): Promise<Solved[]> =>
  inParallel(recourse.branches, { width: recourse.desk.solver.parallel, work: (branch, at) => one({ recourse, at, model: withFirst(branch, first), start: starts?.[at], decisions, doing: "completed" }) });

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
