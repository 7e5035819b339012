import type { MilpModel } from "#maths";
import type { Formulation } from "../formulate.ts";
import { type Desk, StoppedError } from "../stage.ts";
import type { SolveAnswer } from "../solver.ts";
import { type ChosenOutside, valuesOf } from "./choices.ts";
import { type ColumnView, columnsOf } from "./columns.ts";
import { completable } from "./elastic.ts";
import { type Bounds, propagate } from "./propagate.ts";
import { SEARCH } from "./parameters.ts";
import { rounded, withWholeBounds } from "./round.ts";

/**
 * A first solution for the search: the choices of a plan made outside the model, without those that break a row of the model.
 * What contradicts an earlier choice by the rows is given up at once; then one linear solve completes the rest. Where that has
 * no solution, the rows that choices can break get slack, as little as can be, the choices in rows that need it are
 * given up, and the rest is completed anew; in the last round all that can be given up is. Solves are linear and have the
 * time of any linear solve, not that of the search: however short the search is, there is a plan.
 * Undefined: a linear solve came to no end, or there is none with these lines. @throws StoppedError
 * @example a lead for which nobody can stand in → the same plan without that lead
 */
export async function firstPlan({ desk, formulation, from }: { readonly desk: Desk; readonly formulation: Formulation; readonly from: ChosenOutside }): Promise<Float64Array | undefined> {
  const model: MilpModel = { ...formulation.model, cost: formulation.costs.shortfall };
  const solve = (name: string, linear: MilpModel): Promise<SolveAnswer> => solved({ desk, name, model: linear });
  const chosen = valuesOf(formulation, from);
  const values = await valuesOfAll({ model, chosen, solve });
  if (values === undefined) return undefined;
  const columns = columnsOf(model);
  // What rows leave to columns from the outset is no choice: an ally that can never stand in stands in for nothing.
  const bounds: Bounds = { lower: Float64Array.from(model.colLower), upper: Float64Array.from(model.colUpper) };
  if (!propagate(model, columns, bounds)) return undefined;
  for (let round = 1; round <= ROUNDS; round++) {
    const choice = rounded({ model, columns, values: values.map((it, column) => Math.min(it, bounds.upper[column]!)), near: 0.5, from: bounds });
    const held = choice === undefined ? undefined : withWholeBounds(model, choice);
    if (held !== undefined) {
      const answer = await solve("choices made outside the model", held);
      if (hasValues(answer)) return answer.primal;
      if (answer.status !== "infeasible") return undefined;
    }
    const blamed = held === undefined || round === ROUNDS - 1 ? [...chosen.keys()] : await brokenBy({ held, columns, solve });
    if (blamed === undefined) return undefined;
    for (const column of blamed) if (chosen.has(column) && bounds.lower[column]! <= 0) bounds.upper[column] = 0;
  }
  return undefined;
}

// The choices as they are, twice without those that break a row, and without any.
const ROUNDS = 4;

const hasValues = (answer: SolveAnswer): boolean => answer.status === "optimal" || answer.status === "feasible";
const wholeOf = (model: MilpModel): number[] => Array.from({ length: model.colCount }, (_, column) => column).filter((column) => model.whole?.[column] === 1);

/** What was chosen, and for what was not, such as the products of lines, what the relaxation makes of it. */
async function valuesOfAll({ model, chosen, solve }: { readonly model: MilpModel; readonly chosen: ReadonlyMap<number, number>; readonly solve: (name: string, linear: MilpModel) => Promise<SolveAnswer> }): Promise<Float64Array | undefined> {
  const values = new Float64Array(model.colCount);
  for (const [column, value] of chosen) values[column] = value;
  const open = wholeOf(model).filter((column) => !chosen.has(column));
  if (open.length === 0) return values;
  const relaxed = await solve("what the choices made outside the model leave open", model);
  if (!hasValues(relaxed)) return undefined;
  for (const column of open) values[column] = relaxed.primal[column]!;
  return values;
}

/** The choices that stand at one or more in rows that cannot be met with these choices. */
async function brokenBy({ held, columns, solve }: { readonly held: MilpModel; readonly columns: ColumnView; readonly solve: (name: string, linear: MilpModel) => Promise<SolveAnswer> }): Promise<readonly number[] | undefined> {
  const { model, firstSlack } = completable({ ...held, cost: new Float64Array(held.colCount) }, new Float64Array(held.rowCount));
  const answer = await solve("rows that choices made outside the model break", model);
  if (!hasValues(answer)) return undefined;
  const slackRows = columnsOf(model);
  const rows = new Set<number>();
  for (let slack = firstSlack; slack < model.colCount; slack++) if (answer.primal[slack]! > SEARCH.holds) for (let at = slackRows.starts[slack]!; at < slackRows.starts[slack + 1]!; at++) rows.add(slackRows.rows[at]!);
  return wholeOf(held).filter((column) => held.colLower[column]! >= 1 && columns.rows.subarray(columns.starts[column]!, columns.starts[column + 1]!).some((row) => rows.has(row)));
}

/** A model's relaxation, which with fixed choices is all that is left of it. */
async function solved({ desk, model: { whole: _whole, ...model }, name }: { readonly desk: Desk; readonly model: MilpModel; readonly name: string }): Promise<SolveAnswer> {
  const ask = { model, timeLimit: desk.timeLimit, name };
  const answer = await desk.solver.solve({ ...ask, ...(model.values.length >= SEARCH.interiorEntries ? { algorithm: "interior-point" as const } : {}) }, desk.signal);
  if (desk.signal?.aborted === true) throw new StoppedError();
  return answer;
}
