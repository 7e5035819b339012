import type { MilpModel } from "./milp.ts";

/** What a vector of values does to a model, whoever found it. */
export interface RowCheck {
  readonly objective: number;
  /** Largest breach of a row, of a bound, and of wholeness, in the units of the model. */
  readonly rowBreach: number;
  readonly boundBreach: number;
  readonly wholeBreach: number;
  /** Row of the largest breach; -1 without one. */
  readonly row: number;
}

/** Recomputes rows, bounds and objective from the arrays alone: the first half of checking a solver. */
export function checkRows(model: MilpModel, primal: Float64Array): RowCheck {
  let rowBreach = 0;
  let worst = -1;
  for (let row = 0; row < model.rowCount; row++) {
    let activity = 0;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) activity += model.values[at]! * primal[model.indices[at]!]!;
    const breach = Math.max(model.rowLower[row]! - activity, activity - model.rowUpper[row]!, 0);
    if (breach > rowBreach) {
      rowBreach = breach;
      worst = row;
    }
  }
  let boundBreach = 0;
  let wholeBreach = 0;
  let objective = 0;
  for (let column = 0; column < model.colCount; column++) {
    const value = primal[column]!;
    boundBreach = Math.max(boundBreach, model.colLower[column]! - value, value - model.colUpper[column]!);
    if (model.whole?.[column] === 1) wholeBreach = Math.max(wholeBreach, Math.abs(value - Math.round(value)));
    objective += model.cost[column]! * value;
  }
  return { objective, rowBreach, boundBreach, wholeBreach, row: worst };
}

/**
 * A lower bound on the least objective, from any row prices `dual`, whether the solver was right or not:
 * L(y) = Σ_i (y_i⁺ · lower_i − y_i⁻ · upper_i) + Σ_j min over the column's bounds of (cost − A'y)_j · x_j.
 * A price whose row has no bound on that side is taken as 0. Unit: the objective's.
 * Fails: answers −∞ if a column without a bound has a reduced cost beyond round-off.
 * Source: weak duality; Geoffrion, Lagrangean relaxation for integer programming (1974). Whole columns are relaxed.
 * @example minimise x with x ≥ 2 as a row, 0 ≤ x ≤ 9, price 1 → 2
 */
export function lagrangianBound(model: MilpModel, dual: Float64Array): number {
  const reduced = Float64Array.from(model.cost);
  let bound = 0;
  for (let row = 0; row < model.rowCount; row++) {
    let price = dual[row]!;
    if (price > 0 && model.rowLower[row] === Number.NEGATIVE_INFINITY) price = 0;
    if (price < 0 && model.rowUpper[row] === Number.POSITIVE_INFINITY) price = 0;
    if (price === 0 || Number.isNaN(price)) continue;
    bound += price * (price > 0 ? model.rowLower[row]! : model.rowUpper[row]!);
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) reduced[model.indices[at]!]! -= price * model.values[at]!;
  }
  for (let column = 0; column < model.colCount; column++) {
    const price = reduced[column]!;
    if (price === 0) continue;
    const at = price > 0 ? model.colLower[column]! : model.colUpper[column]!;
    if (Number.isFinite(at)) bound += price * at;
    else if (Math.abs(price) > 1e-9) return Number.NEGATIVE_INFINITY;
  }
  return bound;
}
