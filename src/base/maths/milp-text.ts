import type { MilpModel } from "./milp.ts";

/** Names for an exported model. Absent: `x0`, `r0` and so on. */
export interface MilpNames {
  readonly column: (at: number) => string;
  readonly row: (at: number) => string;
}

const plainNames: MilpNames = { column: (at) => `x${at}`, row: (at) => `r${at}` };

const isNumber = (value: number): boolean => Number.isFinite(value);

/**
 * CPLEX LP text of a model, for people and for other solvers. Lines are broken well before the 560 characters that some
 * readers allow. A row with two bounds is written twice, as `name` and `name_hi`.
 */
export function lpText(model: MilpModel, names: MilpNames = plainNames): string {
  const lines: string[] = ["Minimize"];
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
  broken(" objective:", costs.length === 0 && model.colCount > 0 ? [`0 ${names.column(0)}`] : costs, "");
  lines.push("Subject To");
  for (let row = 0; row < model.rowCount; row++) {
    const terms: string[] = [];
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) terms.push(term(model.values[at]!, model.indices[at]!));
    const lower = model.rowLower[row]!;
    const upper = model.rowUpper[row]!;
    const name = names.row(row);
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
  if (model.whole !== undefined) {
    lines.push("Generals");
    for (let column = 0; column < model.colCount; column++) if (model.whole[column] === 1) lines.push(` ${names.column(column)}`);
  }
  lines.push("End", "");
  return lines.join("\n");
}

/** Free MPS text of a model. Columns are written with their rows; a row with two bounds gets a range. */
export function mpsText(model: MilpModel, names: MilpNames = plainNames): string {
  const lines: string[] = ["NAME concord", "ROWS", " N objective"];
  for (let row = 0; row < model.rowCount; row++) {
    const lower = model.rowLower[row]!;
    const upper = model.rowUpper[row]!;
    lines.push(` ${lower === upper ? "E" : isNumber(lower) ? "G" : isNumber(upper) ? "L" : "N"} ${names.row(row)}`);
  }
  const entries: string[][] = Array.from({ length: model.colCount }, () => []);
  for (let row = 0; row < model.rowCount; row++) for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) entries[model.indices[at]!]!.push(`${names.row(row)} ${model.values[at]}`);
  lines.push("COLUMNS");
  let whole = false;
  for (let column = 0; column < model.colCount; column++) {
    const isWhole = model.whole?.[column] === 1;
    if (isWhole !== whole) lines.push(` MARKER 'MARKER' ${isWhole ? "'INTORG'" : "'INTEND'"}`);
    whole = isWhole;
    const name = names.column(column);
    if (model.cost[column] !== 0 || entries[column]!.length === 0) lines.push(` ${name} objective ${model.cost[column]}`);
    for (const entry of entries[column]!) lines.push(` ${name} ${entry}`);
  }
  if (whole) lines.push(" MARKER 'MARKER' 'INTEND'");
  lines.push("RHS");
  const ranges: string[] = [];
  for (let row = 0; row < model.rowCount; row++) {
    const lower = model.rowLower[row]!;
    const upper = model.rowUpper[row]!;
    const side = isNumber(lower) ? lower : upper;
    if (isNumber(side) && side !== 0) lines.push(` RHS ${names.row(row)} ${side}`);
    if (isNumber(lower) && isNumber(upper) && lower !== upper) ranges.push(` RANGE ${names.row(row)} ${upper - lower}`);
  }
  if (ranges.length > 0) lines.push("RANGES", ...ranges);
  lines.push("BOUNDS");
  for (let column = 0; column < model.colCount; column++) {
    const lower = model.colLower[column]!;
    const upper = model.colUpper[column]!;
    const name = names.column(column);
    if (lower === upper) lines.push(` FX BOUND ${name} ${lower}`);
    else {
      if (!isNumber(lower)) lines.push(` MI BOUND ${name}`);
      else if (lower !== 0) lines.push(` LO BOUND ${name} ${lower}`);
      if (isNumber(upper)) lines.push(` UP BOUND ${name} ${upper}`);
    }
  }
  lines.push("ENDATA", "");
  return lines.join("\n");
}
