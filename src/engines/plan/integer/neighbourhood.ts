import type { MilpModel } from "#maths";
import type { ColumnView } from "./columns.ts";

/** A part of a model in which some columns are free and all others stand at a solution. */
export interface Part {
  readonly model: MilpModel;
  /** Column of the whole model for each column of the part. */
  readonly columns: Int32Array;
  /** What the fixed columns add to the objective. */
  readonly constant: number;
  readonly wholes: number;
}

export interface GrowAsk {
  readonly model: MilpModel;
  readonly columns: ColumnView;
  /** Values that the neighbourhood is around. */
  readonly primal: Float64Array;
  readonly seed: number;
  /** Columns wanted. */
  readonly size: number;
  /** Draws from 0 to 1. */
  readonly draw: () => number;
}

/**
 * Columns near a seed in the graph of rows and columns. Equations are crossed first, since a column in one moves only with
 * another; then rows that the values use to the full, in a random order, for there one column must give what the other
 * takes; rows with slack last. Rows with more than half of the columns wanted tie everything to everything and are not
 * crossed.
 * Source: the constraint-graph neighbourhoods of large neighbourhood search; here ordered by what holds a column in place.
 */
export function grown({ model, columns, primal, seed, size, draw }: GrowAsk): Int32Array {
  const isIn = new Uint8Array(model.colCount);
  const isCrossed = new Uint8Array(model.rowCount);
  const chosen: number[] = [seed];
  isIn[seed] = 1;
  const heap = new RowHeap();
  const reach = (column: number, depth: number): void => {
    for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
      const row = columns.rows[at]!;
      if (isCrossed[row] === 1 || model.starts[row + 1]! - model.starts[row]! > size / 2) continue;
      isCrossed[row] = 1;
      heap.push(row, depth + STEPS[holdOf(model, primal, row)] * (0.5 + draw()));
    }
  };
  reach(seed, 0);
  while (chosen.length < size) {
    const next = heap.pop();
    if (next === undefined) break;
    for (let at = model.starts[next.row]!; at < model.starts[next.row + 1]!; at++) {
      const column = model.indices[at]!;
      if (isIn[column] === 1) continue;
      isIn[column] = 1;
      chosen.push(column);
      reach(column, next.key);
    }
  }
  return Int32Array.from(chosen).sort();
}

// How far it is across a row, by how it holds its columns.
const STEPS = { equation: 0.05, tight: 1, slack: 3 } as const;
// Slack against the size of a row up to which it counts as used to the full.
const TIGHT = 1e-6;

function holdOf(model: MilpModel, primal: Float64Array, row: number): keyof typeof STEPS {
  const lower = model.rowLower[row]!;
  const upper = model.rowUpper[row]!;
  if (lower === upper) return "equation";
  let activity = 0;
  let size = 1;
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const term = model.values[at]! * primal[model.indices[at]!]!;
    // What a choice does not use now, another choice of it would.
    if (model.whole?.[model.indices[at]!] === 1) return "tight";
    activity += term;
    size = Math.max(size, Math.abs(term));
  }
  return Math.min(activity - lower, upper - activity) <= TIGHT * size ? "tight" : "slack";
}

/** Rows by key, least first. */
class RowHeap {
  private readonly rows: number[] = [];
  private readonly keys: number[] = [];

  push(row: number, key: number): void {
    const { rows, keys } = this;
    let at = rows.length;
    rows.push(row);
    keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      rows[at] = rows[parent]!;
      keys[at] = keys[parent]!;
      at = parent;
    }
    rows[at] = row;
    keys[at] = key;
  }

  pop(): { readonly row: number; readonly key: number } | undefined {
    const { rows, keys } = this;
    if (rows.length === 0) return undefined;
    const top = { row: rows[0]!, key: keys[0]! };
    const row = rows.pop()!;
    const key = keys.pop()!;
    let at = 0;
    while (rows.length > 0) {
      let child = 2 * at + 1;
      if (child >= rows.length) break;
      if (child + 1 < rows.length && keys[child + 1]! < keys[child]!) child += 1;
      if (keys[child]! >= key) break;
      rows[at] = rows[child]!;
      keys[at] = keys[child]!;
      at = child;
    }
    if (rows.length > 0) {
      rows[at] = row;
      keys[at] = key;
    }
    return top;
  }
}

// Room of a row, as a share of its largest term: less than what an answer may breach, more than what solvers leave behind.
const ROUND_OFF = 1e-7;

/**
 * The part of a model with the given columns free and the others at `primal`. Rows without a free column are left out; the
 * bounds of the others move by what the fixed columns come to, and by no more than makes `primal` itself a solution of the
 * part, so that round-off never makes it infeasible.
 * @example x + y ≤ 3 with y fixed at 1 → x ≤ 2
 */
export function partOf(model: MilpModel, columns: ColumnView, free: Int32Array, primal: Float64Array): Part {
  const place = new Int32Array(model.colCount).fill(-1);
  free.forEach((column, at) => { place[column] = at; });
  const isTouched = new Uint8Array(model.rowCount);
  let rowCount = 0;
  for (const column of free) {
    for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
      const row = columns.rows[at]!;
      if (isTouched[row] === 1) continue;
      isTouched[row] = 1;
      rowCount += 1;
    }
  }
  const starts = new Int32Array(rowCount + 1);
  const rowLower = new Float64Array(rowCount);
  const rowUpper = new Float64Array(rowCount);
  const indices: number[] = [];
  const values: number[] = [];
  let to = 0;
  for (let row = 0; row < model.rowCount; row++) {
    if (isTouched[row] !== 1) continue;
    let fixed = 0;
    let moving = 0;
    let size = 1;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const column = model.indices[at]!;
      const value = model.values[at]!;
      size = Math.max(size, Math.abs(value * primal[column]!));
      if (place[column]! < 0) fixed += value * primal[column]!;
      else {
        indices.push(place[column]!);
        values.push(value);
        moving += value * primal[column]!;
      }
    }
    const room = ROUND_OFF * size;
    // An equation stays one: a range of a hair's breadth makes solvers fix columns by rounding and then call the rest infeasible.
    const isEquation = model.rowLower[row] === model.rowUpper[row];
    rowLower[to] = isEquation ? moving : Math.min(model.rowLower[row]! - fixed, moving) - room;
    rowUpper[to] = isEquation ? moving : Math.max(model.rowUpper[row]! - fixed, moving) + room;
    to += 1;
    starts[to] = indices.length;
  }
  const take = (from: Float64Array): Float64Array => Float64Array.from(free, (column) => from[column]!);
  const whole = Uint8Array.from(free, (column) => model.whole?.[column] ?? 0);
  let constant = 0;
  for (let column = 0; column < model.colCount; column++) if (place[column]! < 0) constant += model.cost[column]! * primal[column]!;
  return {
    model: { colCount: free.length, rowCount, cost: take(model.cost), colLower: take(model.colLower), colUpper: take(model.colUpper), rowLower, rowUpper, starts, indices: Int32Array.from(indices), values: Float64Array.from(values), whole },
    columns: free,
    constant,
    wholes: whole.reduce((sum, it) => sum + it, 0),
  };
}
