import type { MilpModel } from "#maths";
import type { ColumnView } from "./columns.ts";

/** Bounds of columns as they are narrowed. */
export interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Least and most that a row can come to; infinite terms are counted apart. */
export interface Activity {
  readonly least: number;
  readonly most: number;
  readonly leastInfinite: number;
  readonly mostInfinite: number;
}

// Round-off of a bound of a row, as a share of its size.
const TINY = 1e-9;
// A whole column may end this far inside the next whole number.
const WHOLE = 1e-6;
// A continuous bound is moved only by at least this share of the column's range: smaller steps have no end.
const STEP = 0.05;
// Rows looked at, as a multiple of the rows of the model, after which narrowing stops.
const EFFORT = 12;

/** Least and most of a row within the bounds of its columns. */
export function activityOf(model: MilpModel, { lower, upper }: Bounds, row: number): Activity {
  let least = 0;
  let most = 0;
  let leastInfinite = 0;
  let mostInfinite = 0;
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const value = model.values[at]!;
    if (value === 0) continue;
    const column = model.indices[at]!;
    const low = value * (value > 0 ? lower[column]! : upper[column]!);
    const high = value * (value > 0 ? upper[column]! : lower[column]!);
    if (Number.isFinite(low)) least += low;
    else leastInfinite += 1;
    if (Number.isFinite(high)) most += high;
    else mostInfinite += 1;
  }
  return { least, most, leastInfinite, mostInfinite };
}

/**
 * Narrows bounds in place by what each row leaves to each of its columns, whole columns to whole numbers, until nothing
 * moves much or the effort is spent. Answers false if a column has no value left: then the model within these bounds has no
 * solution. `rows` are those to begin with; absent: all. With `wholeOnly` continuous columns stay as they are.
 * Source: Savelsbergh, Preprocessing and probing for mixed integer programming (1994).
 * @example x + y ≤ 1 with y fixed at 1 and x ≥ 0 → x is fixed at 0
 */
export function propagate(model: MilpModel, columns: ColumnView, bounds: Bounds, { rows, wholeOnly = false }: { readonly rows?: Iterable<number>; readonly wholeOnly?: boolean } = {}): boolean {
  const { lower, upper } = bounds;
  const queue: number[] = rows === undefined ? Array.from({ length: model.rowCount }, (_, row) => row) : [...rows];
  const isWaiting = new Uint8Array(model.rowCount);
  for (const row of queue) isWaiting[row] = 1;
  const most = EFFORT * model.rowCount;
  for (let at = 0; at < queue.length && at < most; at++) {
    const row = queue[at]!;
    isWaiting[row] = 0;
    const rowLower = model.rowLower[row]!;
    const rowUpper = model.rowUpper[row]!;
    const it = activityOf(model, bounds, row);
    const slack = TINY * (1 + Math.abs(it.least) + Math.abs(it.most));
    if (it.leastInfinite === 0 && it.least > rowUpper + WHOLE * (1 + Math.abs(rowUpper)) + slack) return false;
    if (it.mostInfinite === 0 && it.most < rowLower - WHOLE * (1 + Math.abs(rowLower)) - slack) return false;
    const canUpper = Number.isFinite(rowUpper) && it.leastInfinite <= 1 && (it.mostInfinite > 0 || it.most > rowUpper + slack);
    const canLower = Number.isFinite(rowLower) && it.mostInfinite <= 1 && (it.leastInfinite > 0 || it.least < rowLower - slack);
    if (!canUpper && !canLower) continue;
    for (let entry = model.starts[row]!; entry < model.starts[row + 1]!; entry++) {
      const column = model.indices[entry]!;
      const value = model.values[entry]!;
      const isWhole = model.whole?.[column] === 1;
      if (value === 0 || (wholeOnly && !isWhole) || lower[column] === upper[column]) continue;
      const low = value * (value > 0 ? lower[column]! : upper[column]!);
      const high = value * (value > 0 ? upper[column]! : lower[column]!);
      let newLower = Number.NEGATIVE_INFINITY;
      let newUpper = Number.POSITIVE_INFINITY;
      const limit = (room: number, isMost: boolean): void => {
        // value · x ≤ room (isMost) or ≥ room.
        const end = room / value;
        if (isMost === value > 0) newUpper = Math.min(newUpper, end + slack / Math.abs(value));
        else newLower = Math.max(newLower, end - slack / Math.abs(value));
      };
      if (canUpper && it.leastInfinite - (Number.isFinite(low) ? 0 : 1) === 0) limit(rowUpper - (it.least - (Number.isFinite(low) ? low : 0)), true);
      if (canLower && it.mostInfinite - (Number.isFinite(high) ? 0 : 1) === 0) limit(rowLower - (it.most - (Number.isFinite(high) ? high : 0)), false);
      if (isWhole) {
        newLower = Math.ceil(newLower - WHOLE);
        newUpper = Math.floor(newUpper + WHOLE);
      }
      const range = upper[column]! - lower[column]!;
      const step = isWhole ? 0.5 : Number.isFinite(range) ? STEP * range : 0;
      let moved = false;
      if (newUpper < upper[column]! - Math.max(step, TINY)) {
        upper[column] = newUpper;
        moved = true;
      }
      if (newLower > lower[column]! + Math.max(step, TINY)) {
        lower[column] = newLower;
        moved = true;
      }
      if (!moved) continue;
      if (lower[column]! > upper[column]!) {
        if (isWhole || lower[column]! - upper[column]! > WHOLE * (1 + Math.abs(upper[column]!))) return false;
        lower[column] = upper[column]!;
      }
      for (let place = columns.starts[column]!; place < columns.starts[column + 1]!; place++) {
        const next = columns.rows[place]!;
        if (isWaiting[next] === 1) continue;
        isWaiting[next] = 1;
        queue.push(next);
      }
      // The row's own least and most have moved: it waits for another look, and goes on no further now.
      break;
    }
  }
  return true;
}
