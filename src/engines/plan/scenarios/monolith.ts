import type { MilpModel } from "#maths";
import type { Branch } from "./branch.ts";

/**
 * All scenarios as one model, decisions first: for tests and benchmarks of the split, which never builds it.
 * A decision of a scenario is the column of its own scenario, tied by a row: column / factor − decision = 0.
 */
export function monolithOf(branches: readonly Branch[], decisions: readonly { readonly upper: number }[]): { readonly model: MilpModel; readonly constant: number } {
  const D = decisions.length;
  const sizes = branches.map((it) => ({ ...it, ties: Array.from(it.columns, (column, d) => ({ column, d })).filter((tie) => tie.column >= 0) }));
  const colCount = D + branches.reduce((sum, it) => sum + it.model.colCount, 0);
  const rowCount = sizes.reduce((sum, it) => sum + it.model.rowCount + it.ties.length, 0);
  const entries = sizes.reduce((sum, it) => sum + it.model.indices.length + 2 * it.ties.length, 0);
  const model = {
    colCount,
    rowCount,
    cost: new Float64Array(colCount),
    colLower: new Float64Array(colCount),
    colUpper: new Float64Array(colCount),
    rowLower: new Float64Array(rowCount),
    rowUpper: new Float64Array(rowCount),
    starts: new Int32Array(rowCount + 1),
    indices: new Int32Array(entries),
    values: new Float64Array(entries),
  };
  decisions.forEach((it, d) => { model.colUpper[d] = it.upper; });
  let column = D;
  let row = 0;
  let entry = 0;
  for (const { model: one, probability, factors, ties } of sizes) {
    model.cost.set(one.cost.map((it) => it * probability), column);
    model.colLower.set(one.colLower, column);
    model.colUpper.set(one.colUpper, column);
    model.rowLower.set(one.rowLower, row);
    model.rowUpper.set(one.rowUpper, row);
    for (let at = 0; at < one.rowCount; at++) model.starts[row + at + 1] = entry + one.starts[at + 1]!;
    model.indices.set(one.indices.map((it) => it + column), entry);
    model.values.set(one.values, entry);
    row += one.rowCount;
    entry += one.indices.length;
    for (const tie of ties) {
      model.indices[entry] = column + tie.column;
      model.values[entry++] = 1 / factors[tie.d]!;
      model.indices[entry] = tie.d;
      model.values[entry++] = -1;
      model.starts[++row] = entry;
    }
    column += one.colCount;
  }
  return { model, constant: branches.reduce((sum, it) => sum + it.probability * it.constant, 0) };
}
