import type { SolveAnswer, Solver, SolveRequest, StopSignal } from "#engines/plan";
import { checkRows, type MilpModel } from "#maths";

/** An answer whose whole columns are exactly whole, or, as `not-whole`, one of which no such answer was found. */
export interface WholeAnswer {
  readonly status: SolveAnswer["status"] | "not-whole";
  readonly answer: SolveAnswer;
}

// Distance from a whole number that counts as whole when a model is solved again: the least that HiGHS allows.
const TIGHT = 1e-10;
// Breach of a row that rounding may leave: what solvers themselves allow.
const BREACH = 1e-6;
// Part of the objective by which rounding may change it and still be the same answer.
const SAME = 1e-6;
// Least time for the linear rest, also where the time of the search is over. Unit: s.
const REST_SECONDS = 5;

/**
 * Makes an answer exactly whole. A solver takes a column for whole that is 1e-6 away from it, and a row with a large entry
 * turns that into a solution that none is: X ≤ 1e9·Z lets X be 10 at Z = 1e-8. So whole columns are rounded; where rows do
 * not hold then, or the value is another, the linear rest is solved with them fixed. If that has no solution or a worse one,
 * the model is solved again with the least tolerance, and the better of what is truly whole is the answer. It is `optimal`
 * only within the gap of the bound. Where rounding changes nothing this costs one pass over the rows.
 * Fails: never; `not-whole` with the solver's own answer if none that is whole was found.
 * @example X ≤ 1e9·Z, X ≥ 10, least X/1000 + 100·Z, answered by X = 10, Z = 1e-8 → X = 10, Z = 1
 */
export async function wholeAnswer(found: SolveAnswer, { solver, request, signal }: { readonly solver: Solver; readonly request: SolveRequest; readonly signal?: StopSignal | undefined }): Promise<WholeAnswer> {
  if (!isAnswer(found) || request.model.whole?.includes(1) !== true) return { status: found.status, answer: found };
  const gap = request.gap ?? 0;
  const first = await rounded(found, { solver, request, spent: found.seconds });
  let seconds = first.seconds;
  if (first.answer !== undefined && isAsGood(first.answer, found, gap)) return settled({ ...first.answer, seconds }, found.status);
  const left = request.timeLimit - seconds;
  const { onProgress: _progress, onSolution: _solution, ...rest } = request;
  const again = left <= 0 || signal?.aborted === true ? undefined : await solver.solve({ ...rest, timeLimit: left, integrality: TIGHT }, signal);
  seconds += again?.seconds ?? 0;
  const why = `the first answer was whole only within the solver's tolerance (${farthest(request.model, found.primal)})`;
  if (again?.status === "infeasible") return settled({ ...again, seconds, message: `${why}; with ${TIGHT} as tolerance there is none` }, "infeasible");
  const second = again === undefined || !isAnswer(again) ? undefined : await rounded(again, { solver, request, spent: seconds });
  seconds = second?.seconds ?? seconds;
  // Every search relaxes whole columns a little, so that the bound of each holds.
  const bound = Math.max(found.bound, again?.bound ?? Number.NEGATIVE_INFINITY);
  const boundBy = bound === found.bound ? (found.boundBy ?? "solver") : "solver";
  const best = [first.answer, second?.answer].filter((it) => it !== undefined).sort((a, b) => a.objective - b.objective)[0];
  if (best === undefined) {
    const mend = "no solution with whole numbers was found near it. Give the columns of rows with very large entries bounds of their own, and no larger entries than those ask for";
    return { status: "not-whole", answer: { ...found, bound, boundBy, seconds, message: [...(found.message === undefined ? [] : [found.message]), `${why}, and ${mend}`].join("; ") } };
  }
  const isBest = withinGap(best.objective, bound, gap) || (again?.status === "optimal" && best === second?.answer && isAsGood(best, again, gap));
  return settled({ ...best, bound, boundBy, seconds, message: [...(best.message === undefined ? [] : [best.message]), `${why}, so it was solved again with ${TIGHT}`].join("; ") }, isBest ? "optimal" : "feasible");
}

const isAnswer = ({ status }: SolveAnswer): boolean => status === "optimal" || status === "feasible";

const settled = (answer: SolveAnswer, status: SolveAnswer["status"]): WholeAnswer => ({ status, answer: { ...answer, status } });

interface Rounded {
  /** Absent: with its whole columns at their nearest whole numbers no answer was found. */
  readonly answer?: SolveAnswer;
  /** With those of the answers before it. */
  readonly seconds: number;
}

/** The answer with whole columns at their nearest whole numbers: as it is where rows hold and the value is the same, else with the rest solved anew. */
async function rounded(found: SolveAnswer, { solver, request, spent }: { readonly solver: Solver; readonly request: SolveRequest; readonly spent: number }): Promise<Rounded> {
  const { model } = request;
  const primal = found.primal.map((value, column) => (model.whole?.[column] === 1 ? Math.round(value) + 0 : value));
  if (primal.every((value, column) => value === found.primal[column])) return { answer: found, seconds: spent };
  const [was, is] = [checkRows(model, found.primal), checkRows(model, primal)];
  if (is.rowBreach <= Math.max(was.rowBreach, BREACH) && is.boundBreach <= Math.max(was.boundBreach, BREACH) && isSame(is.objective, was.objective)) return { answer: { ...found, primal, objective: is.objective }, seconds: spent };
  const rest = await solver.solve({ name: request.name, timeLimit: Math.max(request.timeLimit - spent, REST_SECONDS), model: withFixed(model, primal), ...(request.memoryBytes !== undefined && { memoryBytes: request.memoryBytes }) });
  const seconds = spent + rest.seconds;
  if (rest.status !== "optimal") return { seconds };
  const whole = rest.primal.map((value, column) => (model.whole?.[column] === 1 ? primal[column]! : value));
  return { answer: { ...found, primal: whole, objective: checkRows(model, whole).objective }, seconds };
}

/** The linear rest of a model, with its whole columns at the given values. */
function withFixed({ whole, ...model }: MilpModel, primal: Float64Array): MilpModel {
  const fixed = (bounds: Float64Array): Float64Array => bounds.map((bound, column) => (whole?.[column] === 1 ? primal[column]! : bound));
  return { ...model, colLower: fixed(model.colLower), colUpper: fixed(model.colUpper) };
}

const isSame = (value: number, other: number): boolean => value <= other + SAME * Math.max(1, Math.abs(other));

/** Whether an answer is no worse than the one it was made of, or within the gap of what that one proved. */
const isAsGood = (made: SolveAnswer, from: SolveAnswer, gap: number): boolean => isSame(made.objective, from.objective) || (from.status === "optimal" && withinGap(made.objective, from.bound, gap));

const withinGap = (objective: number, bound: number, gap: number): boolean => objective - bound <= Math.max(gap * Math.abs(objective), SAME * Math.max(1, Math.abs(objective)));

/** The whole column that is farthest from a whole number, in words. */
function farthest({ whole, colCount }: MilpModel, primal: Float64Array): string {
  const distance = (column: number): number => (whole?.[column] === 1 ? Math.abs(primal[column]! - Math.round(primal[column]!)) : 0);
  let worst = 0;
  for (let column = 1; column < colCount; column++) if (distance(column) > distance(worst)) worst = column;
  return `column ${worst} is ${primal[worst]}`;
}
