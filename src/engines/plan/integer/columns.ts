import type { MilpModel } from "#maths";

/** The entries of a model by column: column `j` holds entries `starts[j]` to `starts[j + 1] - 1`. */
export interface ColumnView {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** The same entries column by column. @example columnsOf(model).rows.length // → model.indices.length */
export function columnsOf(model: MilpModel): ColumnView {
  const starts = new Int32Array(model.colCount + 1);
  for (const column of model.indices) starts[column + 1]! += 1;
  for (let column = 0; column < model.colCount; column++) starts[column + 1]! += starts[column]!;
  const next = starts.slice(0, model.colCount);
  const rows = new Int32Array(model.indices.length);
  const values = new Float64Array(model.indices.length);
  for (let row = 0; row < model.rowCount; row++) {
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const place = next[model.indices[at]!]!++;
      rows[place] = row;
      values[place] = model.values[at]!;
    }
  }
  return { starts, rows, values };
}
