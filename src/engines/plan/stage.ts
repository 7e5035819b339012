import { lagrangianBound, type MilpModel, withCost, withRowBelow, withUppers } from "#maths";
import { type Deliveries } from "./freedom.ts";
import { deliveriesOf, type Formulation, type Objective } from "./formulate.ts";
import type { Basis, Solver, StopSignal } from "./solver.ts";

/** Thrown when the caller stops a run. */
export class StoppedError extends Error {
  constructor() {
    super("The plan was stopped.");
    this.name = "StoppedError";
  }
}

/** The solver gave no answer to a model that must have one. */
export class NoAnswerError extends Error {
  readonly status: string;
  constructor(name: string, status: string, message: string | undefined) {
    super(`The solver gave no answer to ${name}: ${status}${message === undefined ? "" : ` (${message})`}.`);
    this.name = "NoAnswerError";
    this.status = status;
  }
}

/** What every solve of a run shares. */
export interface Desk {
  readonly solver: Solver;
  readonly signal: StopSignal | undefined;
  /** Most time for one solve. Unit: s. */
  readonly timeLimit: number;
}

/** An earlier objective and what it may not exceed, constants left out. */
export interface Kept {
  readonly objective: Objective;
  readonly upper: number;
}

export interface StageAsk {
  readonly desk: Desk;
  readonly formulation: Formulation;
  readonly objective: Objective;
  readonly keep?: readonly Kept[];
  readonly uppers?: ReadonlyMap<number, number>;
  readonly start?: Basis | undefined;
  /** Whether the basis is of nearly the same model with the same objective, so that it is safe to start from however large the model. */
  readonly isNear?: boolean;
  /** Whether the basis is that of an earlier objective of this very model: feasible, so that the primal simplex method goes on from it. */
  readonly isFeasible?: boolean;
  /** Values of a solution to start a whole-number search from. */
  readonly startValues?: Float64Array;
  readonly name: string;
}

export interface StageAnswer {
  readonly primal: Float64Array;
  readonly dual: Float64Array;
  readonly deliveries: Deliveries;
  /** Constants included. */
  readonly value: number;
  /** Constants included. */
  readonly bound: number;
  /** `duals`: proved by arithmetic from the duals. `solver`: what a whole-number search claims. */
  readonly boundBy: "duals" | "solver";
  readonly basis: Basis | undefined;
  readonly seconds: number;
  readonly model: MilpModel;
}

/** Solves one objective of a formulation. @throws NoAnswerError, StoppedError */
export async function solveStage({ desk, formulation, objective, keep, uppers, start, isNear, isFeasible, startValues, name }: StageAsk): Promise<StageAnswer> {
  if (desk.signal?.aborted) throw new StoppedError();
  let model = withCost(formulation.model, formulation.costs[objective]);
  for (const it of keep ?? []) model = withRowBelow(model, { terms: formulation.costs[it.objective], upper: it.upper });
  if (uppers !== undefined) model = withUppers(model, uppers);
  const constant = formulation.constants[objective];
  if (model.colCount === 0) return { primal: new Float64Array(0), dual: new Float64Array(model.rowCount), deliveries: deliveriesOf(formulation, new Float64Array(0)), value: constant, bound: constant, boundBy: "duals", basis: undefined, seconds: 0, model };
  const isWhole = model.whole?.includes(1) === true;
  const from = isWhole || (isLarge(model) && isNear !== true && isFeasible !== true) ? undefined : start;
  const algorithm = isWhole ? undefined : from !== undefined ? (isFeasible === true ? "primal-simplex" as const : undefined) : isLarge(model) && formulation.on.freedom.roles ? "interior-point" as const : undefined;
  const answer = await desk.solver.solve(
    {
      model,
      timeLimit: desk.timeLimit,
      name,
      ...(from === undefined ? {} : { start: fitted(from, model) }),
      ...(isWhole && startValues !== undefined ? { startValues } : {}),
      ...(algorithm === undefined ? {} : { algorithm }),
    },
    desk.signal,
  );
  if (desk.signal?.aborted) throw new StoppedError();
  if (answer.status !== "optimal" && answer.status !== "feasible") throw new NoAnswerError(name, answer.status, answer.message);
  const isProved = answer.dual.length === model.rowCount;
  const bound = isProved ? lagrangianBound(model, answer.dual) : answer.bound;
  return {
    primal: answer.primal,
    dual: answer.dual,
    deliveries: deliveriesOf(formulation, answer.primal),
    value: answer.objective + constant,
    bound: bound + constant,
    boundBy: isProved ? "duals" : (answer.boundBy ?? "solver"),
    basis: answer.basis,
    seconds: answer.seconds,
    model,
  };
}

// Above this many rows with roles open, interior point with crossover from nothing has been several times faster than
// simplex, and far safer than simplex from the basis of another set of levers, which at times did not end at all.
const LARGE = 4000;

/** Whether a model is so large that simplex from a basis of another objective is no safe way to solve it. */
export const isLarge = (model: MilpModel): boolean => model.rowCount > LARGE;

// Basic, as the solver codes it: a row added since the basis was taken starts with its slack in the basis.
const BASIC = 1;

/** A basis of the same columns, cut or filled to the rows of a model that has a few more or fewer at its end. */
function fitted(start: Basis, model: MilpModel): Basis {
  if (start.rowStatus.length === model.rowCount) return start;
  const rowStatus = new Int32Array(model.rowCount).fill(BASIC);
  rowStatus.set(start.rowStatus.subarray(0, Math.min(start.rowStatus.length, model.rowCount)));
  return { colStatus: start.colStatus, rowStatus };
}

/** Works through tasks, as many at once as the solver can, answers in the order of the tasks. */
export async function inParallel<Task, Answer>(tasks: readonly Task[], { width, work }: { readonly width: number; readonly work: (task: Task, at: number) => Promise<Answer> }): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < tasks.length) {
      const at = next++;
      answers[at] = await work(tasks[at]!, at);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, tasks.length) }, lane));
  return answers;
}
