import type { MilpModel } from "#maths";
import type { Formulation } from "../formulate.ts";
import type { Basis } from "../solver.ts";
import { floats, ints } from "./arrays.ts";
import { type Columns, columnsOf } from "./columns.ts";

/** Where the columns and rows of a model were in another, and what their units have become. */
export interface Carry {
  /** Column and row of the other model; -1: it had none. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** Unit of the old column in units of the new one; of a dual the other way round. */
  readonly columnRatio: Float64Array;
  readonly rowRatio: Float64Array;
  /** Whether every column and row is where it was. */
  readonly isSame: boolean;
  readonly into: Columns;
}

/** A formulation with what is needed to carry solutions from it. */
export interface Named {
  readonly formulation: Formulation;
  readonly columns: Columns;
  /** Row by name; read only when a model is numbered otherwise. */
  readonly rows: () => ReadonlyMap<string, number>;
}

export function named(formulation: Formulation, columns: Columns = columnsOf(formulation)): Named {
  let rows: ReadonlyMap<string, number> | undefined;
  return { formulation, columns, rows: () => (rows ??= new Map(rowNames(formulation).map((name, row) => [name, row]))) };
}

/** Where the columns and rows of `to` were in `from`. */
export function carryTo(from: Named, to: Formulation): Carry {
  const into = columnsOf(to);
  const [old, now] = [from.formulation.model, to.model];
  const isSame = old.colCount === now.colCount && old.rowCount === now.rowCount && equal(from.columns.key, into.key) && equal(old.starts, now.starts) && equal(old.indices, now.indices);
  const columns = isSame ? ints(now.colCount, (at) => at) : columnPlaces(from.columns, into);
  const rows = isSame ? ints(now.rowCount, (at) => at) : rowPlaces(from, to);
  const columnRatio = floats(now.colCount, (column) => (columns[column]! < 0 ? 1 : from.columns.scale[columns[column]!]! / into.scale[column]!));
  return { columns, rows, columnRatio, rowRatio: rowRatios(from, to, { columns, rows, columnRatio }), isSame, into };
}

/** A solution of the old model in the units and bounds of the new one. What is new is at its lower bound. */
export function carriedPrimal(carry: Pick<Carry, "columns" | "columnRatio">, model: Pick<MilpModel, "colLower" | "colUpper">, primal: Float64Array): Float64Array {
  const { columns, columnRatio } = carry;
  const { colLower, colUpper } = model;
  return floats(columns.length, (column) => {
    const at = columns[column]!;
    return Math.min(Math.max(at < 0 ? colLower[column]! : primal[at]! * columnRatio[column]!, colLower[column]!), colUpper[column]!);
  });
}

/** Row prices of the old model in the units of the new one. What is new is free. */
export const carriedDual = (carry: Carry, dual: Float64Array): Float64Array => floats(carry.rows.length, (row) => (carry.rows[row]! < 0 ? 0 : dual[carry.rows[row]!]! / carry.rowRatio[row]!));

/**
 * A basis of the old model for the new one: what is new is at a bound, new rows are slack. Mended so that it has as many basic
 * members as rows: a row whose basic column is gone becomes slack first.
 */
export function carriedBasis(carry: Pick<Carry, "columns" | "rows" | "isSame">, basis: Basis, old: MilpModel): Basis {
  const kept = {
    colStatus: ints(carry.columns.length, (column) => (carry.columns[column]! < 0 ? AT_LOWER : basis.colStatus[carry.columns[column]!]!)),
    rowStatus: ints(carry.rows.length, (row) => (carry.rows[row]! < 0 ? BASIC : basis.rowStatus[carry.rows[row]!]!)),
  };
  return carry.isSame ? mended(kept) : mended(kept, bereft(carry, basis, old));
}

/** Rows of the new model that had a basic column which is gone. */
function bereft({ columns, rows }: Pick<Carry, "columns" | "rows">, { colStatus }: Basis, old: MilpModel): readonly number[] {
  const gone = Uint8Array.from(colStatus, (it) => Number(it === BASIC));
  for (const at of columns) if (at >= 0) gone[at] = 0;
  const found: number[] = [];
  rows.forEach((at, row) => {
    if (at < 0) return;
    for (let k = old.starts[at]!, end = old.starts[at + 1]!; k < end; k++) {
      if (gone[old.indices[k]!] !== 1) continue;
      found.push(row);
      return;
    }
  });
  return found;
}

// As solvers of the port code them; a row of a basis is counted as basic while it is slack.
export const BASIC = 1;
export const AT_LOWER = 0;
export const AT_UPPER = 2;

/** A basis with one basic member a row: slack takes the place of what is missing, in the rows given first; columns give way where there are too many. */
export function mended(basis: Basis, first: readonly number[] = []): Basis {
  let extra = -basis.rowStatus.length;
  for (const it of basis.colStatus) if (it === BASIC) extra++;
  for (const it of basis.rowStatus) if (it === BASIC) extra++;
  if (extra === 0) return basis;
  const rowStatus = Int32Array.from(basis.rowStatus);
  const colStatus = Int32Array.from(basis.colStatus);
  const makeSlack = (row: number): void => {
    if (extra >= 0 || rowStatus[row] === BASIC) return;
    rowStatus[row] = BASIC;
    extra++;
  };
  first.forEach(makeSlack);
  for (let row = 0; row < rowStatus.length && extra < 0; row++) makeSlack(row);
  for (let column = colStatus.length - 1; column >= 0 && extra > 0; column--) {
    if (colStatus[column] !== BASIC) continue;
    colStatus[column] = AT_LOWER;
    extra--;
  }
  return { colStatus, rowStatus };
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function columnPlaces(from: Columns, into: Columns): Int32Array {
  const at = new Map<number, number>();
  from.key.forEach((key, column) => void at.set(key, column));
  return Int32Array.from(into.key, (key) => at.get(key) ?? -1);
}

function rowPlaces(from: Named, to: Formulation): Int32Array {
  const at = from.rows();
  return Int32Array.from(rowNames(to), (name) => at.get(name) ?? -1);
}

/** A name for each row that limits something; rows that limit nothing have none. */
function rowNames({ model, on }: Formulation): string[] {
  const names = Array.from({ length: model.rowCount }, () => "");
  const seen = new Map<string, number>();
  on.blocks.forEach((block, b) => {
    const end = on.blocks[b + 1]?.first ?? model.rowCount;
    for (let row = block.first; row < end; row++) {
      if (model.rowLower[row] === Number.NEGATIVE_INFINITY && model.rowUpper[row] === Number.POSITIVE_INFINITY) continue;
      const name = `${block.constraint} ${block.about(row - block.first)}`;
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      names[row] = count === 0 ? name : `${name} ${count}`;
    }
  });
  return names;
}

// Entries of a row that are looked at for the unit it is written in.
const SAMPLE = 7;

/** How much larger the numbers of each row have become: most entries of a row change only by its unit. */
function rowRatios(from: Named, to: Formulation, { columns, rows, columnRatio }: Pick<Carry, "columns" | "rows" | "columnRatio">): Float64Array {
  const [old, now] = [from.formulation.model, to.model];
  const found: number[] = [];
  return floats(rows.length, (row) => {
    const at = rows[row]!;
    if (at < 0) return 1;
    found.length = 0;
    let k = old.starts[at]!;
    const [end, oldEnd] = [now.starts[row + 1]!, old.starts[at + 1]!];
    for (let j = now.starts[row]!; j < end && found.length < SAMPLE; j++) {
      const wanted = columns[now.indices[j]!]!;
      if (wanted < 0) continue;
      const start = k;
      while (k < oldEnd && old.indices[k] !== wanted) k++;
      if (k === oldEnd) k = start;
      else found.push((now.values[j]! * columnRatio[now.indices[j]!]!) / old.values[k++]!);
      if (found.length === 2 && found[0] === found[1]) break;
    }
    if (found.length === 0) return 1;
    found.sort((a, b) => a - b);
    return found[Math.floor(found.length / 2)] || 1;
  });
}
