import type { MilpModel } from "#maths";
import type { ColumnView } from "./columns.ts";
import { activityOf, type Bounds, propagate } from "./propagate.ts";

// A coefficient is moved only if it moves by this share of itself.
const WORTH = 1e-4;
// Room left above what a row can come to, as a share: implied bounds carry round-off. Well above 1e-7, where the solver's
// presolve takes numbers for equal: at just that distance it lost the best solution of a small model.
const ROOM = 1e-6;

/** A model whose linear relaxation is closer to its whole-number solutions. */
export interface Tightened {
  readonly model: MilpModel;
  /** Bounds that the rows imply. Only those of whole columns are in the model. */
  readonly implied: Bounds;
  readonly coefficients: number;
}

/**
 * The same whole-number solutions in tighter rows: bounds of whole columns as the rows imply them, and in every row with one
 * side the factor of each 0/1 column as small as what the rest of the row can come to allows (the smallest big-M). The
 * optimum is that of the model given. Undefined: the model has no solution.
 * Source: Savelsbergh (1994), coefficient improvement.
 * @example v ≤ 10 · a, v ≤ 4, a whole → v ≤ 4 · a
 */
export function tightened(model: MilpModel, columns: ColumnView): Tightened | undefined {
  const bounds = { lower: Float64Array.from(model.colLower), upper: Float64Array.from(model.colUpper) };
  if (!propagate(model, columns, bounds)) return undefined;
  const { whole } = model;
  const colLower = Float64Array.from(model.colLower);
  const colUpper = Float64Array.from(model.colUpper);
  for (let column = 0; column < model.colCount; column++) {
    if (whole?.[column] !== 1) continue;
    colLower[column] = bounds.lower[column]!;
    colUpper[column] = bounds.upper[column]!;
  }
  const values = Float64Array.from(model.values);
  const rowLower = Float64Array.from(model.rowLower);
  const rowUpper = Float64Array.from(model.rowUpper);
  const moving = { ...model, colLower, colUpper, values, rowLower, rowUpper };
  let coefficients = 0;
  for (let row = 0; row < model.rowCount; row++) {
    const isUpper = rowLower[row] === Number.NEGATIVE_INFINITY && Number.isFinite(rowUpper[row]!);
    const isLower = rowUpper[row] === Number.POSITIVE_INFINITY && Number.isFinite(rowLower[row]!);
    if (!isUpper && !isLower) continue;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const column = model.indices[at]!;
      if (whole?.[column] !== 1 || colLower[column] !== 0 || colUpper[column] !== 1) continue;
      // The row read as `rest + a · x ≤ b`.
      const sign = isUpper ? 1 : -1;
      const a = sign * values[at]!;
      const b = sign * (isUpper ? rowUpper[row]! : rowLower[row]!);
      const it = activityOf(moving, bounds, row);
      if ((isUpper ? it.mostInfinite : it.leastInfinite) > 0) continue;
      const rest = (isUpper ? it.most : -it.least) - Math.max(a, 0);
      const most = rest + ROOM * (1 + Math.abs(rest));
      if (a < 0 && most > b && most + a < b - WORTH * Math.abs(a)) {
        values[at] = sign * (b - most);
        coefficients += 1;
      } else if (a > 0 && most < b - WORTH * Math.abs(a) && most + a > b) {
        values[at] = sign * (a - (b - most));
        if (isUpper) rowUpper[row] = most;
        else rowLower[row] = -most;
        coefficients += 1;
      }
    }
  }
  return { model: moving, implied: bounds, coefficients };
}
