import type { MilpModel } from "#maths";
import type { ColumnView } from "./columns.ts";
import { SEARCH } from "./parameters.ts";

/**
 * Whole columns that may be to blame for slack: those in the rows that have it, and in rows that share a column with these.
 * Long rows, which touch everything, are not followed. 1 where a column is among them.
 * @example the lot of an agreement is missed → its tiers and its members
 */
export function blamed({ model, columns, firstSlack, values }: { readonly model: MilpModel; readonly columns: ColumnView; readonly firstSlack: number; readonly values: Float64Array }): Uint8Array {
  const isBlamed = new Uint8Array(model.colCount);
  const rowsOf = (column: number): Int32Array => columns.rows.subarray(columns.starts[column]!, columns.starts[column + 1]!);
  const columnsIn = (row: number): Int32Array => model.indices.subarray(model.starts[row]!, model.starts[row + 1]!);
  for (let slack = firstSlack; slack < model.colCount; slack++) {
    if (values[slack]! <= SEARCH.holds) continue;
    for (const row of rowsOf(slack)) {
      for (const near of columnsIn(row)) {
        for (const next of rowsOf(near)) {
          const there = columnsIn(next);
          if (there.length <= SEARCH.followed) for (const column of there) isBlamed[column] = model.whole?.[column] ?? 0;
        }
        isBlamed[near] = model.whole?.[near] ?? 0;
      }
    }
  }
  return isBlamed;
}

/** The model with its whole columns held where they are, except those that are free. */
export function heldExcept(model: MilpModel, values: Float64Array, isFree: Uint8Array): MilpModel {
  const hold = (bounds: Float64Array): Float64Array => bounds.map((bound, column) => (model.whole?.[column] === 1 && isFree[column] === 0 ? Math.round(values[column]!) : bound));
  return { ...model, colLower: hold(model.colLower), colUpper: hold(model.colUpper) };
}
