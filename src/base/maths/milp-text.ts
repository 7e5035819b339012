import type { MilpModel } from "./milp.ts";

/** Names for an exported model. Absent: `x0`, `r0` and so on. */
export interface MilpNames {
  readonly column: (at: number) => string;
  readonly row: (at: number) => string;
}

const plainNames: MilpNames = { column: (at) => `x${at}`, row: (at) => `r${at}` };

// A constant is a column fixed at 1: not every reader takes a number alone.
const CONSTANT = "objective_constant";

/** Whether a row limits something. One without bounds is not written: readers would drop it as one more N row, with a warning. */
export const isBoundRow = ({ rowLower, rowUpper }: Pick<MilpModel, "rowLower" | "rowUpper">, row: number): boolean => isNumber(rowLower[row]!) || isNumber(rowUpper[row]!);

const isNumber = (value: number): boolean => Number.isFinite(value);

/**
 * CPLEX LP text of a model, for people and for other solvers. Lines are broken well before the 560 characters that some
 * readers allow. A row with two bounds is written twice, as `name` and `name_hi`, one without any not at all.
 */
export function lpText(model: MilpModel, names: MilpNames = plainNames, options: TextOptions = {}): string {
  const lines: string[] = [...(options.title === undefined ? [] : [`\\ ${options.title.replaceAll(/\s+/g, " ")}`]), "Minimize"];
  const broken = (head: string, terms: readonly string[], tail: string): void => {
    let line = head;
    for (const term of terms) {
      if (line.length + term.length > 200) {
        lines.push(line);
        line = " ";
      }
      line += ` ${term}`;
    }
    lines.push(`${line}${tail}`);
  };
  const term = (value: number, column: number): string => `${value < 0 ? "-" : "+"} ${Math.abs(value)} ${names.column(column)}`;
  const costs: string[] = [];
  for (let column = 0; column < model.colCount; column++) if (model.cost[column] !== 0) costs.push(term(model.cost[column]!, column));
  if (costs.length === 0 && model.colCount > 0) costs.push(`0 ${names.column(0)}`);
  const constant = options.constant ?? 0;
  if (constant !== 0) costs.push(`${constant < 0 ? "-" : "+"} ${Math.abs(constant)} ${CONSTANT}`);
  broken(" objective:", costs, "");
  lines.push("Subject To");
  for (let row = 0; row < model.rowCount; row++) {
    const terms: string[] = [];
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) terms.push(term(model.values[at]!, model.indices[at]!));
    const lower = model.rowLower[row]!;
    const upper = model.rowUpper[row]!;
    const name = names.row(row);
    if (terms.length === 0 && model.colCount > 0) terms.push(`0 ${names.column(0)}`);
    if (lower === upper) broken(` ${name}:`, terms, ` = ${lower}`);
    else {
      if (isNumber(lower)) broken(` ${name}:`, terms, ` >= ${lower}`);
      if (isNumber(upper)) broken(` ${name}${isNumber(lower) ? "_hi" : ""}:`, terms, ` <= ${upper}`);
    }
  }
  lines.push("Bounds");
  for (let column = 0; column < model.colCount; column++) {
    const lower = model.colLower[column]!;
    const upper = model.colUpper[column]!;
    const name = names.column(column);
    if (lower === upper) lines.push(` ${name} = ${lower}`);
    else if (!isNumber(lower) && !isNumber(upper)) lines.push(` ${name} free`);
    else lines.push(` ${isNumber(lower) ? lower : "-inf"} <= ${name}${isNumber(upper) ? ` <= ${upper}` : ""}`);
  }
  if (constant !== 0) lines.push(` ${CONSTANT} = 1`);
  if (model.whole?.includes(1) === true) {
    lines.push("Generals");
    for (let column = 0; column < model.colCount; column++) if (model.whole[column] === 1) lines.push(` ${names.column(column)}`);
  }
  lines.push("End", "");
  return lines.join("\n");
}

/** What a text of a model says besides the model. */
export interface TextOptions {
  /** Added to the objective. */
  readonly constant?: number;
  readonly title?: string;
}

/** How large a model is in a text. */
export interface TextSize {
  readonly rows: number;
  readonly columns: number;
  readonly entries: number;
}

/**
 * The size of a model as a reader of its text counts it: without rows that limit nothing, with the column of the constant,
 * and in LP text with a row of two bounds twice.
 * @example textSize(model, "lp", { constant: 12.5 }).columns // → model.colCount + 1
 */
export function textSize(model: MilpModel, format: "mps" | "lp", { constant = 0 }: TextOptions = {}): TextSize {
  let rows = 0;
  let entries = 0;
  for (let row = 0; row < model.rowCount; row++) {
    const [lower, upper] = [model.rowLower[row]!, model.rowUpper[row]!];
    const times = !isBoundRow(model, row) ? 0 : format === "lp" && lower !== upper && isNumber(lower) && isNumber(upper) ? 2 : 1;
    rows += times;
    entries += times * (model.starts[row + 1]! - model.starts[row]!);
  }
  return { rows, columns: model.colCount + (constant === 0 ? 0 : 1), entries };
}

// Names of fewer than nine characters let CLP and CBC take a free file for a fixed one and read its bounds wrongly.
const LEAST_NAME = 9;

/**
 * Free MPS text of a model. Columns are written with their rows; a row with two bounds gets a range, one without any is
 * left out. Every line is one that HiGHS, CBC, CLP and GLPK read alike: short names are filled with `_`, a whole-number column
 * always has its bounds stated (readers differ about the default), and a constant is a column fixed at 1 (readers differ
 * about the sign of a right-hand side of the objective).
 * @example mpsText(model, undefined, { title: "plan", constant: 12.5 })
 */
export function mpsText(model: MilpModel, names: MilpNames = plainNames, options: TextOptions = {}): string {
  const { colCount, rowCount, starts, indices, values } = model;
  const rowNames = filled(rowCount, names.row);
  const columnNames = filled(colCount, names.column);
  const lines: string[] = [`NAME ${(options.title ?? "concord").replaceAll(/\s+/g, "_")} FREE`, "ROWS", " N objective"];
  for (let row = 0; row < rowCount; row++) {
    if (!isBoundRow(model, row)) continue;
    const lower = model.rowLower[row]!;
    const upper = model.rowUpper[row]!;
    lines.push(` ${lower === upper ? "E" : isNumber(lower) ? "G" : "L"} ${rowNames[row]}`);
  }
  const next = new Int32Array(colCount + 1);
  for (let at = 0; at < indices.length; at++) next[indices[at]! + 1]! += 1;
  for (let column = 0; column < colCount; column++) next[column + 1]! += next[column]!;
  const first = next.slice();
  const entryRow = new Int32Array(indices.length);
  const entryValue = new Float64Array(indices.length);
  for (let row = 0; row < rowCount; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const place = next[indices[at]!]!++;
      entryRow[place] = row;
      entryValue[place] = values[at]!;
    }
  }
  const hasEntry = (column: number): boolean => entryRow.subarray(first[column], first[column + 1]).some((row) => isBoundRow(model, row));
  lines.push("COLUMNS");
  let whole = false;
  for (let column = 0; column < colCount; column++) {
    const isWhole = model.whole?.[column] === 1;
    if (isWhole !== whole) lines.push(` MARKER 'MARKER' ${isWhole ? "'INTORG'" : "'INTEND'"}`);
    whole = isWhole;
    const name = columnNames[column]!;
    const end = first[column + 1]!;
    if (model.cost[column] !== 0 || !hasEntry(column)) lines.push(` ${name} objective ${model.cost[column]}`);
    for (let at = first[column]!; at < end; at++) if (isBoundRow(model, entryRow[at]!)) lines.push(` ${name} ${rowNames[entryRow[at]!]} ${entryValue[at]}`);
  }
  if (whole) lines.push(" MARKER 'MARKER' 'INTEND'");
  const constant = options.constant ?? 0;
  if (constant !== 0) lines.push(` ${CONSTANT} objective ${constant}`);
  lines.push("RHS");
  const ranges: string[] = [];
  for (let row = 0; row < rowCount; row++) {
    const lower = model.rowLower[row]!;
    const upper = model.rowUpper[row]!;
    const side = isNumber(lower) ? lower : upper;
    if (isNumber(side) && side !== 0) lines.push(` RHS ${rowNames[row]} ${side}`);
    if (isNumber(lower) && isNumber(upper) && lower !== upper) ranges.push(` RANGE ${rowNames[row]} ${upper - lower}`);
  }
  if (ranges.length > 0) lines.push("RANGES", ...ranges);
  lines.push("BOUNDS");
  for (let column = 0; column < colCount; column++) {
    const lower = model.colLower[column]!;
    const upper = model.colUpper[column]!;
    const name = columnNames[column]!;
    if (lower === upper) lines.push(` FX BOUND ${name} ${lower}`);
    else if (!isNumber(lower) && !isNumber(upper)) lines.push(` FR BOUND ${name}`);
    else {
      if (!isNumber(lower)) lines.push(` MI BOUND ${name}`);
      else if (lower !== 0 || upper < 0) lines.push(` LO BOUND ${name} ${lower}`);
      if (isNumber(upper)) lines.push(` UP BOUND ${name} ${upper}`);
      else if (model.whole?.[column] === 1) lines.push(` PL BOUND ${name}`);
    }
  }
  if (constant !== 0) lines.push(` FX BOUND ${CONSTANT} 1`);
  lines.push("ENDATA", "");
  return lines.join("\n");
}

/** Names with the short ones filled up, still no two alike. */
function filled(count: number, name: (at: number) => string): readonly string[] {
  const given = Array.from({ length: count }, (_, at) => name(at));
  if (given.every((it) => it.length >= LEAST_NAME)) return given;
  const taken = new Set(given);
  return given.map((it, at) => {
    const long = it.padEnd(LEAST_NAME, "_");
    return long === it || !taken.has(long) ? long : `${long}_${at}`;
  });
}
