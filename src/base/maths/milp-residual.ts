import type { MilpModel } from "./milp.ts";

/** How far values are from a model, in its units and against the size of the numbers that made them. */
export interface Residuals {
  /** Largest breach of a row against the larger of 1, the row's bound, and its largest term; and that row, or −1. */
  readonly rowRelative: number;
  readonly row: number;
  /** Largest breach of a bound of a column against the larger of 1 and the bound; and that column, or −1. */
  readonly boundRelative: number;
  readonly column: number;
  /** Largest distance of a whole column from a whole number. */
  readonly whole: number;
}

/**
 * Relative residuals of any values, found by arithmetic on the arrays alone. A value that is no number counts as an
 * infinite breach.
 * @example relativeResiduals(model, Float64Array.of(20, 11)).rowRelative // → 2 / 40 where the row is 20 + 2 · 11 ≤ 40
 */
export function relativeResiduals(model: MilpModel, primal: Float64Array): Residuals {
  let rowRelative = 0;
  let worstRow = -1;
  for (let row = 0; row < model.rowCount; row++) {
    const lower = model.rowLower[row]!;
    const upper = model.rowUpper[row]!;
    let activity = 0;
    let size = 1;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const term = model.values[at]! * primal[model.indices[at]!]!;
      activity += term;
      size = Math.max(size, Math.abs(term));
    }
    const isBelow = lower - activity > activity - upper;
    const bound = Math.abs(isBelow ? lower : upper);
    const breach = Number.isNaN(activity) ? Number.POSITIVE_INFINITY : Math.max(isBelow ? lower - activity : activity - upper, 0) / Math.max(size, Number.isFinite(bound) ? bound : 1);
    if (breach > rowRelative) {
      rowRelative = breach;
      worstRow = row;
    }
  }
  let boundRelative = 0;
  let worstColumn = -1;
  let whole = 0;
  for (let column = 0; column < model.colCount; column++) {
    const value = primal[column]!;
    const lower = model.colLower[column]!;
    const upper = model.colUpper[column]!;
    const breach = Number.isNaN(value) ? Number.POSITIVE_INFINITY : value < lower ? (lower - value) / Math.max(1, Math.abs(lower)) : value > upper ? (value - upper) / Math.max(1, Math.abs(upper)) : 0;
    if (breach > boundRelative) {
      boundRelative = breach;
      worstColumn = column;
    }
    if (model.whole?.[column] === 1) whole = Math.max(whole, Math.abs(value - Math.round(value)));
  }
  return { rowRelative, row: worstRow, boundRelative, column: worstColumn, whole };
}

/**
 * Largest dual infeasibility of row prices: a price on the side of a row that has no bound, or a reduced cost that says a
 * column should move where it has no bound. Unit: the objective's per unit of the row or column.
 * Source: linear duality, as in HiGHS' `max_dual_infeasibility` without complementarity.
 * @example minimise x, x free, no rows: the reduced cost 1 → 1
 */
export function dualInfeasibility(model: MilpModel, dual: Float64Array): number {
  const reduced = Float64Array.from(model.cost);
  let worst = 0;
  for (let row = 0; row < model.rowCount; row++) {
    const price = dual[row]!;
    if (price === 0) continue;
    if (price > 0 && model.rowLower[row] === Number.NEGATIVE_INFINITY) worst = Math.max(worst, price);
    if (price < 0 && model.rowUpper[row] === Number.POSITIVE_INFINITY) worst = Math.max(worst, -price);
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) reduced[model.indices[at]!]! -= price * model.values[at]!;
  }
  for (let column = 0; column < model.colCount; column++) {
    const price = reduced[column]!;
    if (price > 0 && model.colLower[column] === Number.NEGATIVE_INFINITY) worst = Math.max(worst, price);
    if (price < 0 && model.colUpper[column] === Number.POSITIVE_INFINITY) worst = Math.max(worst, -price);
  }
  return worst;
}

/** Something in a model that no solver should see: where, and what. */
export interface ModelFault {
  readonly kind: "broken" | "crossed";
  readonly message: string;
}

/**
 * The first fault of a model: an entry, cost or bound that is no number or infinite where it may not be, arrays that do not
 * fit (`broken`), or a lower bound above its upper one (`crossed`: the model has no solution). Undefined without one.
 * @example faultOf({ ...model, cost: Float64Array.of(Number.NaN, 1) })?.message // → "the cost of column 0 is NaN"
 */
export function faultOf(model: MilpModel): ModelFault | undefined {
  const { colCount, rowCount, starts, indices, values } = model;
  const broken = (message: string): ModelFault => ({ kind: "broken", message });
  if (model.cost.length !== colCount || model.colLower.length !== colCount || model.colUpper.length !== colCount || (model.whole !== undefined && model.whole.length !== colCount)) return broken(`the arrays of columns do not hold ${colCount} each`);
  if (model.rowLower.length !== rowCount || model.rowUpper.length !== rowCount || starts.length !== rowCount + 1) return broken(`the arrays of rows do not hold ${rowCount} each`);
  if (indices.length !== values.length || starts[rowCount] !== indices.length || starts[0] !== 0) return broken("the rows do not end where the entries end");
  for (let column = 0; column < colCount; column++) if (!Number.isFinite(model.cost[column]!)) return broken(`the cost of column ${column} is ${model.cost[column]}`);
  for (let row = 0; row < rowCount; row++) {
    if (starts[row + 1]! < starts[row]!) return broken(`row ${row} ends before it begins`);
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      if (!Number.isFinite(values[at]!)) return broken(`the entry of column ${indices[at]} in row ${row} is ${values[at]}`);
      if (indices[at]! < 0 || indices[at]! >= colCount) return broken(`row ${row} names column ${indices[at]} of ${colCount}`);
    }
  }
  return crossedIn("column", model.colLower, model.colUpper) ?? crossedIn("row", model.rowLower, model.rowUpper);
}

function crossedIn(what: "column" | "row", lowers: Float64Array, uppers: Float64Array): ModelFault | undefined {
  let crossed: ModelFault | undefined;
  for (let at = 0; at < lowers.length; at++) {
    const lower = lowers[at]!;
    const upper = uppers[at]!;
    if (Number.isNaN(lower) || Number.isNaN(upper)) return { kind: "broken", message: `a bound of ${what} ${at} is NaN` };
    if (lower === Number.POSITIVE_INFINITY || upper === Number.NEGATIVE_INFINITY) return { kind: "broken", message: `the ${what} ${at} lies between ${lower} and ${upper}` };
    // Solvers mend bounds that cross by round-off.
    if (lower - upper > 1e-9 * Math.max(1, Math.abs(upper))) crossed ??= { kind: "crossed", message: `the lower bound ${lower} of ${what} ${at} is above its upper bound ${upper}` };
  }
  return crossed;
}
