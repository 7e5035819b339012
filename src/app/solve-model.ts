import type { SolveAnswer, SolveProgress, Solver, SolveRequest, StopSignal } from "#engines/plan";
import { checkRows, dualInfeasibility, lagrangianBound, type MilpModel, type ModelFile, relativeResiduals, withColumns } from "#maths";
import { type WholeAnswer, wholeAnswer } from "./whole-answer.ts";

/** How a model of a file is to be solved. */
export interface SolveOptions {
  readonly solver: Solver;
  /** Most time. Unit: s. */
  readonly timeLimit: number;
  /** Gap at which a whole-number model counts as solved. Unit: share. */
  readonly gap: number;
  readonly algorithm?: "simplex" | "interior-point";
  readonly crossover?: boolean;
  readonly memoryBytes?: number;
  readonly threads?: number;
  readonly signal?: StopSignal;
  /** Progress in the file's own sense, constant included. */
  readonly onProgress?: (progress: SolveProgress) => void;
}

/** What a solve found, in the file's own sense, with our own check beside the solver's claim. */
export interface SolveReport {
  /** `not-whole`: the solver's answer is whole only within its tolerance, and none that is whole was found. */
  readonly status: WholeAnswer["status"];
  /** Absent without an answer. */
  readonly objective?: number;
  /** No solution is better: from the duals of the model or of its relaxation by our own arithmetic, or as the solver claims. */
  readonly bound?: number;
  readonly boundBy?: "own arithmetic from the duals" | "the solver";
  /** Distance of objective and bound, as a share of the objective. Absent: either is, or the answer is not whole. */
  readonly gap?: number;
  readonly residuals?: {
    /** Largest breaches, in the units of the model. */
    readonly row: number;
    readonly bound: number;
    readonly whole: number;
    /** Largest breach of a row against the size of its numbers, and the name of the worst row. */
    readonly rowRelative: number;
    readonly worstRow?: string;
    /** Linear models only. */
    readonly dual?: number;
  };
  readonly iterations: number;
  readonly seconds: number;
  readonly solver: string;
  readonly message?: string;
  readonly answer: SolveAnswer;
}

/** Solves a model read from a file: the one place in which the command calls a solver. */
export async function solveModel(file: ModelFile, options: SolveOptions): Promise<SolveReport> {
  const { model } = file;
  const inSense = (value: number): number => (file.maximise ? -value : value) + file.constant;
  const { onProgress, solver, timeLimit, gap, signal } = options;
  const given = withConstant(file);
  const constant = given.cost[model.colCount] ?? 0;
  const request: SolveRequest = {
    model: given,
    name: file.title === "" ? "model" : file.title,
    timeLimit,
    gap,
    ...(options.algorithm !== undefined && { algorithm: options.algorithm }),
    ...(options.crossover !== undefined && { crossover: options.crossover }),
    ...(options.memoryBytes !== undefined && { memoryBytes: options.memoryBytes }),
    ...(options.threads !== undefined && { threads: options.threads }),
    ...(onProgress !== undefined && { onProgress: (it: SolveProgress) => onProgress({ ...it, incumbent: inSense(it.incumbent - constant), bound: inSense(it.bound - constant) }) }),
  };
  const { status, answer: found } = await wholeAnswer(await solver.solve(request, signal), { solver, request, signal });
  const answer = { ...found, primal: found.primal.subarray(0, model.colCount), objective: found.objective - constant, bound: found.bound - constant };
  const messages = [...(answer.message === undefined ? [] : [named(answer.message, file)]), ...lostEntries(file)];
  const rest = { iterations: answer.iterations, seconds: answer.seconds, solver: solver.name, ...(messages.length > 0 && { message: messages.join("; ") }), answer };
  const hasAnswer = answer.status === "optimal" || answer.status === "feasible";
  if (!hasAnswer) return { status: answer.status, ...(Number.isFinite(answer.bound) && { bound: inSense(answer.bound), boundBy: "the solver" }), ...rest };
  const rows = checkRows(model, answer.primal);
  const relative = relativeResiduals(model, answer.primal);
  const hasDual = answer.dual.length === model.rowCount && model.whole?.includes(1) !== true;
  const own = hasDual ? lagrangianBound(model, answer.dual) : Number.NEGATIVE_INFINITY;
  const least = Number.isFinite(own) ? own : answer.bound;
  const isOwn = Number.isFinite(own) || answer.boundBy === "duals";
  const isBounded = Number.isFinite(least);
  return {
    status,
    objective: inSense(rows.objective),
    ...(isBounded && { bound: inSense(least), boundBy: isOwn ? "own arithmetic from the duals" : "the solver" }),
    ...(isBounded && status !== "not-whole" && { gap: gapOf(rows.objective, least, Math.abs(inSense(rows.objective))) }),
    residuals: {
      row: rows.rowBreach,
      bound: rows.boundBreach,
      whole: rows.wholeBreach,
      rowRelative: relative.rowRelative,
      ...(relative.row >= 0 && { worstRow: file.rowNames[relative.row]! }),
      ...(hasDual && { dual: dualInfeasibility(model, answer.dual) }),
    },
    ...rest,
  };
}

/**
 * The model that the solver is given. Where columns are whole the constant of the objective is a last column fixed at 1: a gap is
 * a share of the whole objective, and a solver that does not know the constant stops too soon or too late.
 */
function withConstant({ model, constant, maximise }: ModelFile): MilpModel {
  if (constant === 0 || model.whole?.includes(1) !== true) return model;
  return withColumns(model, [{ lower: 1, upper: 1, cost: maximise ? -constant : constant, entries: [] }]);
}

// Entries up to the first are nothing to HiGHS (its `small_matrix_value`), and it refuses a model with one above the second (its `large_matrix_value`).
const LOST = 1e-9;
const LARGEST = 1e15;

/** Says which entries the solver does not see, without which a model may have another answer, or none, and which it refuses. */
function lostEntries({ model, rowNames, columnNames }: ModelFile): readonly string[] {
  const found = { small: { count: 0, first: "" }, large: { count: 0, first: "" } };
  for (let row = 0; row < model.rowCount; row++) {
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const size = Math.abs(model.values[at]!);
      if (size === 0 || (size > LOST && size < LARGEST)) continue;
      const it = size <= LOST ? found.small : found.large;
      if (it.count === 0) it.first = `column ${columnNames[model.indices[at]!]} in row ${rowNames[row]}`;
      it.count += 1;
    }
  }
  const what = ({ count, first }: { readonly count: number; readonly first: string }): string => (count === 1 ? `the entry of ${first}` : `${count} entries (first ${first})`);
  const mend = "state the column or the row in another unit";
  return [
    ...(found.small.count === 0 ? [] : [`the solver takes ${what(found.small)} for 0, since it takes all up to ${LOST}: ${mend}`]),
    ...(found.large.count === 0 ? [] : [`the solver refuses ${what(found.large)}, since it takes none from ${LARGEST} on: ${mend}`]),
  ];
}

/** A message about `row 3` or `column 7`, with the names that the file gives them. */
const named = (message: string, file: ModelFile): string => message.replaceAll(/\b(row|column) (\d+)\b/g, (_, what: string, at: string) => `${what} ${(what === "row" ? file.rowNames : file.columnNames)[Number(at)] ?? at}`);

/** The gap of a value that is made least and its lower bound. A bound above the value by round-off is no gap. */
function gapOf(value: number, bound: number, size: number): number {
  const distance = Math.max(value - bound, 0);
  return distance === 0 ? 0 : distance / Math.max(size, 1e-10);
}
