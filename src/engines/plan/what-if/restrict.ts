import type { MilpModel } from "#maths";
import { picked } from "./arrays.ts";

/** A model in which only some columns may move. */
export interface Restricted {
  readonly model: MilpModel;
  /** Column and row of the whole model for each of its own. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** Objective of what is fixed. */
  readonly constant: number;
}

/**
 * Keeps the free columns, and the rows that touch one; everything else stays at `primal`. A row that the fixed point
 * breaches by no more than `tolerance` is widened to it, so that round-off of an earlier solution asks for no change.
 */
export function restricted(model: MilpModel, { free, primal, tolerance }: { readonly free: Uint8Array; readonly primal: Float64Array; readonly tolerance: number }): Restricted {
  const { starts, indices, values } = model;
  const place = new Int32Array(model.colCount).fill(-1);
  let colCount = 0;
  let constant = 0;
  for (let column = 0; column < model.colCount; column++) {
    if (free[column] === 1) place[column] = colCount++;
    else constant += model.cost[column]! * primal[column]!;
  }
  const columns = new Int32Array(colCount);
  for (let column = 0; column < model.colCount; column++) if (place[column]! >= 0) columns[place[column]!] = column;
  const rows = new Int32Array(model.rowCount);
  const ownStarts = new Int32Array(model.rowCount + 1);
  const ownIndices = new Int32Array(indices.length);
  const ownValues = new Float64Array(indices.length);
  const rowLower = new Float64Array(model.rowCount);
  const rowUpper = new Float64Array(model.rowCount);
  let [rowCount, entries] = [0, 0];
  for (let row = 0; row < model.rowCount; row++) {
    const [lower, upper] = [model.rowLower[row]!, model.rowUpper[row]!];
    if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) continue;
    const before = entries;
    let [fixed, all] = [0, 0];
    for (let k = starts[row]!, end = starts[row + 1]!; k < end; k++) {
      const column = indices[k]!;
      const amount = values[k]! * primal[column]!;
      all += amount;
      if (place[column]! < 0) fixed += amount;
      else {
        ownIndices[entries] = place[column]!;
        ownValues[entries++] = values[k]!;
      }
    }
    if (entries === before) continue;
    rowLower[rowCount] = (all < lower && all >= lower - tolerance ? all : lower) - fixed;
    rowUpper[rowCount] = (all > upper && all <= upper + tolerance ? all : upper) - fixed;
    rows[rowCount++] = row;
    ownStarts[rowCount] = entries;
  }
  return {
    columns,
    rows: rows.slice(0, rowCount),
    constant,
    model: {
      colCount,
      rowCount,
      cost: picked(model.cost, columns),
      colLower: picked(model.colLower, columns),
      colUpper: picked(model.colUpper, columns),
      rowLower: rowLower.slice(0, rowCount),
      rowUpper: rowUpper.slice(0, rowCount),
      starts: ownStarts.slice(0, rowCount + 1),
      indices: ownIndices.slice(0, entries),
      values: ownValues.slice(0, entries),
    },
  };
}
