import type { MilpModel } from "#maths";
import type { ColumnView } from "./columns.ts";
import { type Bounds, propagate } from "./propagate.ts";

/** How a value between two whole numbers becomes whole. */
export interface RoundAsk {
  readonly model: MilpModel;
  readonly columns: ColumnView;
  /** Values to be rounded: those of a linear relaxation. */
  readonly values: Float64Array;
  /** Only columns this near a whole number are fixed; 0.5: all. */
  readonly near: number;
  /** Part above which a value goes up. */
  readonly up?: number;
  /** Bounds to begin with, left as they are. Absent: the model's. */
  readonly from?: Bounds;
}

/**
 * Fixes whole columns one by one, the nearest to a whole number first, each time narrowing what the rows leave to the
 * others; a value that leaves nothing is changed to its neighbour. Of a group that asks for one of its columns, the largest
 * that can be goes up, once all other columns are settled. Undefined: neither value of some column is possible, given those
 * fixed before. The answer's bounds hold the fixed columns; continuous columns may be narrowed and are not to be relied on.
 * Source: Gleixner and others, fix-and-propagate heuristics (SCIP, 2017).
 * @example values 0.9 and 0.8 with x + y ≤ 1 → x is 1, y is 0
 */
export function rounded({ model, columns, values, near, up = 0.5, from }: RoundAsk): Bounds | undefined {
  const bounds = { lower: Float64Array.from(from?.lower ?? model.colLower), upper: Float64Array.from(from?.upper ?? model.colUpper) };
  const isOpen = (column: number): boolean => bounds.lower[column] !== bounds.upper[column];
  const groups = groupsOf(model, values, bounds);
  const isGrouped = new Uint8Array(model.colCount);
  for (const group of groups) {
    // In part, only the first of a group waits for the others; it is settled once it is near one.
    if (near >= 0.5) for (const column of group) isGrouped[column] = 1;
    else if (values[group[0]!]! < 0.5) isGrouped[group[0]!] = 1;
  }
  const order: number[] = [];
  for (let column = 0; column < model.colCount; column++) if (model.whole?.[column] === 1 && isOpen(column) && isGrouped[column] === 0) order.push(column);
  const distance = (column: number): number => Math.abs(values[column]! - Math.round(values[column]!));
  order.sort((a, b) => distance(a) - distance(b) || a - b);
  const settle = (column: number, first: number): boolean => {
    const second = first > values[column]! || (first === values[column]! && first === bounds.upper[column]) ? first - 1 : first + 1;
    return fix({ model, columns, bounds, column, value: first }) || fix({ model, columns, bounds, column, value: second });
  };
  for (const column of order) {
    if (distance(column) > near) break;
    if (!isOpen(column)) continue;
    const value = values[column]!;
    if (!settle(column, near < 0.5 ? Math.round(value) : value - Math.floor(value) > up ? Math.ceil(value) : Math.floor(value))) return undefined;
  }
  if (near >= 0.5) for (const column of groups.flat()) if (isOpen(column) && !settle(column, 1)) return undefined;
  return bounds;
}

/**
 * Groups of which the values choose about one: 0/1 columns with the same factor in a row that asks for one of them, with or
 * without a column that stands in for none. Rounded each for itself, none might be chosen. The largest of each group first, and
 * the groups that are most decided.
 */
function groupsOf(model: MilpModel, values: Float64Array, { lower, upper }: Bounds): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (let row = 0; row < model.rowCount; row++) {
    if (model.rowLower[row] !== model.rowUpper[row]) continue;
    const group: number[] = [];
    let sum = 0;
    let factor = 0;
    let isGroup = true;
    for (let at = model.starts[row]!; at < model.starts[row + 1]! && isGroup; at++) {
      const column = model.indices[at]!;
      if (model.whole?.[column] !== 1 || (lower[column] === 0 && upper[column] === 0)) continue;
      factor ||= model.values[at]!;
      isGroup = model.values[at] === factor && lower[column] === 0 && upper[column] === 1;
      sum += values[column]!;
      group.push(column);
    }
    if (isGroup && group.length > 0 && sum > 0.5 && sum < 1.5 && model.rowLower[row]! * factor > 0) groups.push(group.sort((a, b) => values[b]! - values[a]! || a - b));
  }
  return groups.sort((a, b) => values[b[0]!]! - values[a[0]!]!);
}

/** Fixes a column and what follows from it, or leaves the bounds as they were and answers false. */
function fix({ model, columns, bounds, column, value }: { readonly model: MilpModel; readonly columns: ColumnView; readonly bounds: Bounds; readonly column: number; readonly value: number }): boolean {
  const at = Math.min(Math.max(value, bounds.lower[column]!), bounds.upper[column]!);
  const lower = Float64Array.from(bounds.lower);
  const upper = Float64Array.from(bounds.upper);
  bounds.lower[column] = at;
  bounds.upper[column] = at;
  if (propagate(model, columns, bounds, { rows: columns.rows.subarray(columns.starts[column]!, columns.starts[column + 1]!) })) return true;
  bounds.lower.set(lower);
  bounds.upper.set(upper);
  return false;
}

/** The model with its whole columns within `bounds`, and continuous columns as they were. */
export function withWholeBounds(model: MilpModel, bounds: Bounds): MilpModel {
  const colLower = Float64Array.from(model.colLower);
  const colUpper = Float64Array.from(model.colUpper);
  for (let column = 0; column < model.colCount; column++) {
    if (model.whole?.[column] !== 1) continue;
    colLower[column] = bounds.lower[column]!;
    colUpper[column] = bounds.upper[column]!;
  }
  return { ...model, colLower, colUpper };
}
