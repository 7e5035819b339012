import type { MilpModel } from "./milp.ts";

/** A column to add: its bounds, its cost, and what it adds to rows that are there already. */
export interface AddedColumn {
  readonly lower: number;
  readonly upper: number;
  readonly cost: number;
  readonly entries: readonly (readonly [row: number, value: number])[];
}

/** A row to add: its bounds and its columns. */
export interface AddedRow {
  readonly lower: number;
  readonly upper: number;
  readonly entries: readonly (readonly [column: number, value: number])[];
}

/** The same model with more columns at its end. */
export function withColumns(model: MilpModel, columns: readonly AddedColumn[]): MilpModel {
  const more = new Int32Array(model.rowCount + 1);
  let count = 0;
  for (const it of columns) for (const [row] of it.entries) {
    more[row + 1]! += 1;
    count += 1;
  }
  for (let row = 0; row < model.rowCount; row++) more[row + 1]! += more[row]!;
  const starts = model.starts.map((start, row) => start + more[row]!);
  const indices = new Int32Array(model.indices.length + count);
  const values = new Float64Array(model.indices.length + count);
  const next = new Int32Array(model.rowCount);
  for (let row = 0; row < model.rowCount; row++) {
    indices.set(model.indices.subarray(model.starts[row]!, model.starts[row + 1]!), starts[row]!);
    values.set(model.values.subarray(model.starts[row]!, model.starts[row + 1]!), starts[row]!);
    next[row] = starts[row]! + model.starts[row + 1]! - model.starts[row]!;
  }
  columns.forEach((it, at) => {
    for (const [row, value] of it.entries) {
      const place = next[row]!++;
      indices[place] = model.colCount + at;
      values[place] = value;
    }
  });
  const extended = (old: Float64Array, of: (it: AddedColumn) => number): Float64Array => {
    const all = new Float64Array(model.colCount + columns.length);
    all.set(old);
    columns.forEach((it, at) => { all[model.colCount + at] = of(it); });
    return all;
  };
  const { whole, ...rest } = model;
  const wholes = whole === undefined ? undefined : new Uint8Array(model.colCount + columns.length);
  if (whole !== undefined) wholes!.set(whole);
  return {
    ...rest,
    colCount: model.colCount + columns.length,
    cost: extended(model.cost, (it) => it.cost),
    colLower: extended(model.colLower, (it) => it.lower),
    colUpper: extended(model.colUpper, (it) => it.upper),
    starts,
    indices,
    values,
    ...(wholes === undefined ? {} : { whole: wholes }),
  };
}

/** The same model with more rows at its end. */
export function withRows(model: MilpModel, rows: readonly AddedRow[]): MilpModel {
  const old = model.indices.length;
  const count = rows.reduce((sum, it) => sum + it.entries.length, 0);
  const indices = new Int32Array(old + count);
  indices.set(model.indices);
  const values = new Float64Array(old + count);
  values.set(model.values);
  const starts = new Int32Array(model.rowCount + rows.length + 1);
  starts.set(model.starts);
  const rowLower = new Float64Array(model.rowCount + rows.length);
  rowLower.set(model.rowLower);
  const rowUpper = new Float64Array(model.rowCount + rows.length);
  rowUpper.set(model.rowUpper);
  let place = old;
  rows.forEach((it, at) => {
    for (const [column, value] of it.entries) {
      indices[place] = column;
      values[place++] = value;
    }
    starts[model.rowCount + at + 1] = place;
    rowLower[model.rowCount + at] = it.lower;
    rowUpper[model.rowCount + at] = it.upper;
  });
  return { ...model, rowCount: model.rowCount + rows.length, rowLower, rowUpper, starts, indices, values };
}

/** A model with slack, and where it stands. */
export interface Elastic {
  readonly model: MilpModel;
  /** First of the slack columns; they are the last of the model. */
  readonly firstSlack: number;
}

/**
 * The same model with rows that give way at a price for each unit of the row: a slack below where the row has a lower
 * bound, one above where it has an upper. With every row elastic that could otherwise clash, any choice of the other
 * columns can be completed: relatively complete recourse.
 * @example x ≥ 2 as a row, x ≤ 1, price 10 → x = 1, slack 1, cost 10 more
 */
export function withElastic(model: MilpModel, rows: readonly number[], { price, most }: { readonly price: number; readonly most: number }): Elastic {
  const columns = rows.flatMap((row): AddedColumn[] => [
    ...(model.rowLower[row]! > Number.NEGATIVE_INFINITY ? [{ lower: 0, upper: most, cost: price, entries: [[row, 1]] as const }] : []),
    ...(model.rowUpper[row]! < Number.POSITIVE_INFINITY ? [{ lower: 0, upper: most, cost: price, entries: [[row, -1]] as const }] : []),
  ]);
  return { model: withColumns(model, columns), firstSlack: model.colCount };
}

/**
 * Rows that some values of the given columns within their bounds can break whatever the other columns do, each row looked
 * at by itself: interval arithmetic, so that a row not named here can always be met when it stands alone.
 */
export function rowsAtRisk(model: MilpModel, given: Uint8Array): readonly number[] {
  const risky: number[] = [];
  for (let row = 0; row < model.rowCount; row++) {
    let hasGiven = false;
    let leastGiven = 0;
    let mostGiven = 0;
    let least = 0;
    let most = 0;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const column = model.indices[at]!;
      const value = model.values[at]!;
      if (value === 0) continue;
      const low = value > 0 ? value * model.colLower[column]! : value * model.colUpper[column]!;
      const high = value > 0 ? value * model.colUpper[column]! : value * model.colLower[column]!;
      if (given[column] === 1) {
        hasGiven = true;
        leastGiven += low;
        mostGiven += high;
      } else {
        least += low;
        most += high;
      }
    }
    if (hasGiven && (mostGiven + least > model.rowUpper[row]! + TINY || leastGiven + most < model.rowLower[row]! - TINY)) risky.push(row);
  }
  return risky;
}

const TINY = 1e-9;
