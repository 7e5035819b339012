import type { SolveAnswer, Solver, SolveRequest, StopSignal } from "#engines/plan";
import { faultOf, relativeResiduals } from "#maths";
import { noAnswer } from "./no-answer.ts";

// Breach of a row or bound, against the size of its numbers, above which an answer is not believed.
const BREACH = 1e-6;
// Distance from a whole number above which a whole column is not believed. Solvers promise 1e-6 of the simplified model.
const WHOLE = 1e-5;

/**
 * A solver whose answers are checked before anyone believes them. A model with a number that is none, or an infinite one
 * where it may not be, is refused with its place; one whose bounds cross is infeasible without being solved. An answer that
 * breaches the model is solved again once without presolve; if that one breaches it too, the request has failed.
 */
export const checked = <S extends Solver>(solver: S): S => ({
  ...solver,
  solve: async (request: SolveRequest, signal?: StopSignal): Promise<SolveAnswer> => {
    const fault = faultOf(request.model);
    if (fault !== undefined) return noAnswer(fault.kind === "crossed" ? "infeasible" : "failed", fault.message);
    if (request.model.colCount === 0) return withoutColumns(request);
    const answer = await solver.solve(request, signal);
    const breach = breachOf(request, answer);
    if (breach === undefined) return answer;
    if (signal?.aborted === true || request.presolve === false) return noAnswer("failed", `the solver called ${answer.status} what breaches the model: ${breach}`, answer.seconds);
    const again = await solver.solve({ ...request, presolve: false, timeLimit: Math.max(request.timeLimit - answer.seconds, 1) }, signal);
    const still = breachOf(request, again);
    if (still !== undefined) return noAnswer("failed", `the solver called ${again.status} what breaches the model, with presolve and without: ${still}`, answer.seconds + again.seconds);
    return { ...again, seconds: answer.seconds + again.seconds, message: `solved again without presolve, since the first answer breached the model: ${breach}` };
  },
});

/** Rows without columns hold if 0 lies within their bounds; solvers refuse such models. */
function withoutColumns({ model }: SolveRequest): SolveAnswer {
  for (let row = 0; row < model.rowCount; row++) if (model.rowLower[row]! > 0 || model.rowUpper[row]! < 0) return noAnswer("infeasible", `row ${row} has no columns and excludes 0`);
  return { ...noAnswer("optimal"), dual: new Float64Array(model.rowCount), objective: 0, bound: 0 };
}

function breachOf({ model }: SolveRequest, answer: SolveAnswer): string | undefined {
  if (answer.status !== "optimal" && answer.status !== "feasible") return undefined;
  if (answer.primal.length !== model.colCount) return `${answer.primal.length} values for ${model.colCount} columns`;
  const it = relativeResiduals(model, answer.primal);
  if (it.rowRelative > BREACH) return `row ${it.row} by ${it.rowRelative.toExponential(1)} of its size`;
  if (it.boundRelative > BREACH) return `a bound of column ${it.column} by ${it.boundRelative.toExponential(1)} of its size`;
  if (it.whole > WHOLE) return `a whole column is ${it.whole.toExponential(1)} away from a whole number`;
  let objective = 0;
  for (let column = 0; column < model.colCount; column++) objective += model.cost[column]! * answer.primal[column]!;
  if (!(Math.abs(objective - answer.objective) <= BREACH * Math.max(1, Math.abs(objective)) * 10)) return `the objective is ${objective}, not ${answer.objective}`;
  return undefined;
}
