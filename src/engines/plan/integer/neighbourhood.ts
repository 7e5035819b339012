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

export interface TiedAsk {
  readonly model: MilpModel;
  readonly columns: ColumnView;
  readonly seeds: readonly number[];
  /** Columns wanted. */
  readonly size: number;
  /** Draws from 0 to 1. */
  readonly draw: () => number;
}

/**
 * Columns that belong together with the seeds: round by round, as many again, those whose rows are held by the chosen ones
 * to the greatest part. So what shares short rows or a long one that is already mostly chosen comes in, such as all that one
 * budget pays for; what only shares a row with many others stays out. Columns of a single row, which cost nothing, come last.
 * @example seed a choice of one nation → that nation's columns, before those of any other
 */
export function tied({ model, columns, seeds, size, draw }: TiedAsk): Int32Array {
  const isIn = new Uint8Array(model.colCount);
  const chosen: number[] = [];
  const inRow = new Int32Array(model.rowCount);
  const touched: number[] = [];
  const take = (column: number): void => {
    if (isIn[column] === 1) return;
    isIn[column] = 1;
    chosen.push(column);
    for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
      const row = columns.rows[at]!;
      if (inRow[row]!++ === 0) touched.push(row);
    }
  };
  for (const seed of seeds) take(seed);
  const noise = new Float64Array(model.colCount);
  while (chosen.length < size) {
    const score = new Map<number, number>();
    for (const row of touched) {
      const first = model.starts[row]!;
      const last = model.starts[row + 1]!;
      if (inRow[row] === last - first) continue;
      const part = inRow[row]! / (last - first);
      for (let at = first; at < last; at++) {
        const column = model.indices[at]!;
        if (isIn[column] === 0) score.set(column, (score.get(column) ?? 0) + part);
      }
    }
    if (score.size === 0) break;
    const ranked = [...score].map(([column, sum]) => {
      const degree = columns.starts[column + 1]! - columns.starts[column]!;
      return [column, (sum / degree) * (noise[column] ||= 0.75 + 0.5 * draw())] as const;
    });
    ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const count = Math.min(Math.max(chosen.length, 4), size - chosen.length, ranked.length);
    for (let at = 0; at < count; at++) take(ranked[at]![0]);
  }
  for (const row of touched) {
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const column = model.indices[at]!;
      if (isIn[column] === 0 && columns.starts[column + 1]! - columns.starts[column]! === 1) take(column);
    }
  }
  return Int32Array.from(chosen).sort();
}

// Room of a row, as a share of its largest term: less than what an answer may breach, more than what solvers leave behind. It is
// measured from the row as stated, so that parts one after another do not add theirs up, each a hair better than the one before.
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
    rowLower[to] = isEquation ? moving : Math.min(model.rowLower[row]! - fixed - room, moving);
    rowUpper[to] = isEquation ? moving : Math.max(model.rowUpper[row]! - fixed + room, moving);
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
