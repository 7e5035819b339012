import type { Branch } from "./branch.ts";

/** A plane below what a scenario comes to, over the decisions taken now: value(x) ≥ constant + Σ slope · x for every x within bounds. */
export interface Cut {
  /** Scenario, by place. */
  readonly at: number;
  readonly constant: number;
  /** By decision: change for one unit of it. */
  readonly slope: Float64Array;
}

/**
 * The cut that row prices prove, whether the solver was right or not: the Lagrangian of the scenario's model with decisions
 * left as they are and every other column at its better bound.
 * constant = c + Σ_i (y_i⁺ · lower_i − y_i⁻ · upper_i) + Σ_{j no decision} min over its bounds of (cost − A'y)_j · x_j;
 * slope = (cost − A'y) at the decision's column. Unit: that of the branch's objective.
 * Source: Benders, Partitioning procedures (1962); Geoffrion (1974) for prices that are not optimal.
 */
export function cutOf(branch: Branch, { at, dual }: { readonly at: number; readonly dual: Float64Array }): Cut {
  const { model, columns, factors } = branch;
  const reduced = Float64Array.from(model.cost);
  let constant = branch.constant;
  for (let row = 0; row < model.rowCount; row++) {
    let price = dual[row]!;
    if (price > 0 && model.rowLower[row] === Number.NEGATIVE_INFINITY) price = 0;
    if (price < 0 && model.rowUpper[row] === Number.POSITIVE_INFINITY) price = 0;
    if (price === 0 || Number.isNaN(price)) continue;
    constant += price * (price > 0 ? model.rowLower[row]! : model.rowUpper[row]!);
    for (let entry = model.starts[row]!; entry < model.starts[row + 1]!; entry++) reduced[model.indices[entry]!]! -= price * model.values[entry]!;
  }
  const slope = Float64Array.from(columns, (column, d) => (column < 0 ? 0 : reduced[column]! * factors[d]!));
  for (const column of columns) if (column >= 0) reduced[column] = 0;
  for (let column = 0; column < model.colCount; column++) {
    const price = reduced[column]!;
    if (price !== 0) constant += price * (price > 0 ? model.colLower[column]! : model.colUpper[column]!);
  }
  return { at, constant, slope };
}

/** What a cut says at decisions. */
export function cutAt({ constant, slope }: Cut, first: Float64Array): number {
  let value = constant;
  for (let d = 0; d < slope.length; d++) value += slope[d]! * first[d]!;
  return value;
}
