import { MilpBuilder, type MilpModel } from "./milp.ts";

/** A row that holds only while a column is 0, or only while it is 1. */
export interface Indicator {
  readonly row: number;
  readonly column: number;
  readonly value: 0 | 1;
}

/** What a file states beyond a linear model, by number of row and column. */
export interface Switches {
  /** Columns that are 0, or lie between their bounds. */
  readonly semi: readonly number[];
  readonly indicators: readonly Indicator[];
}

export interface Named {
  readonly model: MilpModel;
  readonly columnNames: readonly string[];
  readonly rowNames: readonly string[];
}

export interface SwitchError {
  readonly message: string;
  readonly mend: string;
}

/** Beyond this, a switch that is 1e-6 away from whole lets a row be breached by 1 and more. */
const MOST_ROOM = 1e6;

/**
 * Writes semi-continuous columns and indicators as linear rows: a semi-continuous column x with bounds l and u gets a
 * whole column `on(x)` with x ≤ u·on and x ≥ l·on; a row under a condition gets the room that its columns' bounds can
 * need while the condition does not hold. Both need finite bounds, and are refused where there are none.
 * Added rows and columns stand after the file's own.
 * Source: H. P. Williams, Model Building in Mathematical Programming, chapter 9.
 * @example withSwitches(file, { semi: [3], indicators: [] }) // → the model with one column and two rows more
 */
export function withSwitches(from: Named, { semi, indicators }: Switches): (Named & { warnings: string[] }) | SwitchError {
  const { model } = from;
  const lower = model.colLower.slice();
  const upper = model.colUpper.slice();
  const columnNames = [...from.columnNames];
  const rowNames = [...from.rowNames];
  const warnings: string[] = [];
  // Bounds that hold 0 let a column be 0 as it is.
  const switched = semi.filter((column) => lower[column]! > 0 || upper[column]! < 0);
  for (const column of switched) {
    const open = upper[column]! === Number.POSITIVE_INFINITY || lower[column]! === Number.NEGATIVE_INFINITY;
    if (open) return { message: `The semi-continuous column ${columnNames[column]} has no finite bound, so no linear row can switch it.`, mend: "State both bounds of the column." };
  }
  const bounds = switched.map((column) => ({ column, least: lower[column]!, most: upper[column]! }));
  for (const { column, least, most } of bounds) {
    lower[column] = Math.min(0, least);
    upper[column] = Math.max(0, most);
  }
  const build = new MilpBuilder(model.values.length + 4 * bounds.length + 2 * indicators.length);
  for (let column = 0; column < model.colCount; column++) {
    if (model.whole?.[column] === 1) build.wholeColumn(lower[column]!, upper[column]!, model.cost[column]!);
    else build.column(lower[column]!, upper[column]!, model.cost[column]!);
  }
  const conditions = new Map(indicators.map((it) => [it.row, it]));
  const above: { row: number; name: string; limit: number; room: number; condition: Indicator }[] = [];
  for (let row = 0; row < model.rowCount; row++) {
    const condition = conditions.get(row);
    const rowLower = model.rowLower[row]!;
    const rowUpper = model.rowUpper[row]!;
    if (condition === undefined) {
      build.row(rowLower, rowUpper);
      copyRow(build, model, row);
      continue;
    }
    const { least, most } = activity(model, lower, upper, row);
    const roomAbove = rowUpper === Number.POSITIVE_INFINITY ? 0 : Math.max(0, most - rowUpper);
    const roomBelow = rowLower === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, rowLower - least);
    const room = Math.max(roomAbove, roomBelow);
    const what = `The row ${rowNames[row]}, which holds only while ${columnNames[condition.column]} is ${condition.value},`;
    if (room === Number.POSITIVE_INFINITY) return { message: `${what} has columns without bounds, so no linear row can lift it.`, mend: "State bounds for the columns of the row." };
    if (room > MOST_ROOM) warnings.push(`${what} needs room of ${room.toPrecision(3)}: a switch that is whole only within the tolerance may let it be breached. Narrower bounds of its columns mend that.`);
    // One side stays in the row's place; the other, where the row has both, goes to the end.
    if (rowLower === Number.NEGATIVE_INFINITY) lifted(build, model, row, Number.NEGATIVE_INFINITY, rowUpper, roomAbove, condition);
    else lifted(build, model, row, rowLower, Number.POSITIVE_INFINITY, -roomBelow, condition);
    if (rowLower !== Number.NEGATIVE_INFINITY && rowUpper !== Number.POSITIVE_INFINITY) above.push({ row, name: `${rowNames[row]}(above)`, limit: rowUpper, room: roomAbove, condition });
  }
  for (const it of above) {
    lifted(build, model, it.row, Number.NEGATIVE_INFINITY, it.limit, it.room, it.condition);
    rowNames.push(it.name);
  }
  for (const { column, least, most } of bounds) {
    const on = build.wholeColumn(0, 1);
    columnNames.push(`on(${columnNames[column]})`);
    build.row(Number.NEGATIVE_INFINITY, 0);
    build.entry(column, 1);
    build.entry(on, -most);
    build.row(0, Number.POSITIVE_INFINITY);
    build.entry(column, 1);
    build.entry(on, -least);
    rowNames.push(`most(${columnNames[column]})`, `least(${columnNames[column]})`);
  }
  if (switched.length > 0) warnings.push(`${switched.length} semi-continuous column${switched.length === 1 ? " is" : "s are"} switched by a whole-number column each, named on(…), which the file does not have.`);
  if (indicators.length > 0) warnings.push(`${indicators.length} row${indicators.length === 1 ? "" : "s"} under a condition ${indicators.length === 1 ? "is" : "are"} lifted by the room that the bounds of the columns can need while the condition does not hold.`);
  return { model: build.model(), columnNames, rowNames, warnings };
}

function copyRow(build: MilpBuilder, model: MilpModel, row: number): void {
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) build.entry(model.indices[at]!, model.values[at]!);
}

/** The row with `room` added to its limits while the condition does not hold. */
function lifted(build: MilpBuilder, model: MilpModel, row: number, rowLower: number, rowUpper: number, room: number, { column, value: when }: Indicator): void {
  const shift = when === 1 ? room : 0;
  const slope = when === 1 ? room : -room;
  build.row(rowLower + shift, rowUpper + shift);
  let isIn = false;
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const isSwitch = model.indices[at] === column;
    isIn ||= isSwitch;
    const value = model.values[at]! + (isSwitch ? slope : 0);
    if (value !== 0) build.entry(model.indices[at]!, value);
  }
  if (!isIn && slope !== 0) build.entry(column, slope);
}

/** Least and most that a row can come to within the bounds of its columns. */
function activity(model: MilpModel, lower: Float64Array, upper: Float64Array, row: number): { least: number; most: number } {
  let least = 0;
  let most = 0;
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const value = model.values[at]!;
    const column = model.indices[at]!;
    least += value * (value > 0 ? lower[column]! : upper[column]!);
    most += value * (value > 0 ? upper[column]! : lower[column]!);
  }
  return { least, most };
}
