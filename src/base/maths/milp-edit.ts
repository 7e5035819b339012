import type { MilpModel } from "./milp.ts";

/** The same rows and columns with other costs. */
export const withCost = (model: MilpModel, cost: Float64Array): MilpModel => ({ ...model, cost });

/** The same model with some columns bounded from above more tightly. */
export function withUppers(model: MilpModel, uppers: ReadonlyMap<number, number>): MilpModel {
  const colUpper = Float64Array.from(model.colUpper);
  for (const [column, upper] of uppers) colUpper[column] = Math.max(Math.min(colUpper[column]!, upper), model.colLower[column]!);
  return { ...model, colUpper };
}

/** The same model with one more row `terms · x ≤ upper` at the end. */
export function withRowBelow(model: MilpModel, { terms, upper }: { readonly terms: Float64Array; readonly upper: number }): MilpModel {
  const columns: number[] = [];
  for (let at = 0; at < terms.length; at++) if (terms[at] !== 0) columns.push(at);
  const old = model.indices.length;
  const indices = new Int32Array(old + columns.length);
  indices.set(model.indices);
  const values = new Float64Array(old + columns.length);
  values.set(model.values);
  columns.forEach((column, at) => {
    indices[old + at] = column;
    values[old + at] = terms[column]!;
  });
  const starts = new Int32Array(model.rowCount + 2);
  starts.set(model.starts);
  starts[model.rowCount + 1] = old + columns.length;
  const rowLower = new Float64Array(model.rowCount + 1).fill(Number.NEGATIVE_INFINITY);
  rowLower.set(model.rowLower);
  const rowUpper = new Float64Array(model.rowCount + 1).fill(upper);
  rowUpper.set(model.rowUpper);
  return { ...model, rowCount: model.rowCount + 1, rowLower, rowUpper, starts, indices, values };
}
