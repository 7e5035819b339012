import type { MilpModel } from "#maths";
import type { Formulation } from "../formulate.ts";
import type { Basis } from "../solver.ts";
import { pickedWhole, upTo } from "./arrays.ts";
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
  const columns = isSame ? upTo(now.colCount) : columnPlaces(from.columns.key, into.key);
  const rows = isSame ? upTo(now.rowCount) : rowPlaces(from, to);
  const columnRatio = new Float64Array(now.colCount).fill(1);
  for (let column = 0; column < now.colCount; column++) if (columns[column]! >= 0) columnRatio[column] = from.columns.scale[columns[column]!]! / into.scale[column]!;
  return { columns, rows, columnRatio, rowRatio: rowRatios(from, to, { columns, rows, columnRatio }), isSame, into };
}

/** A solution of the old model in the units and bounds of the new one. What is new is at its lower bound. */
export function carriedPrimal(carry: Pick<Carry, "columns" | "columnRatio">, model: Pick<MilpModel, "colLower" | "colUpper">, primal: Float64Array): Float64Array {
  const { columns, columnRatio } = carry;
  const { colLower, colUpper } = model;
  const carried = new Float64Array(columns.length);
  for (let column = 0; column < columns.length; column++) {
    const at = columns[column]!;
    carried[column] = Math.min(Math.max(at < 0 ? colLower[column]! : primal[at]! * columnRatio[column]!, colLower[column]!), colUpper[column]!);
  }
  return carried;
}

/** Row prices of the old model in the units of the new one. What is new is free. */
export function carriedDual({ rows, rowRatio }: Carry, dual: Float64Array): Float64Array {
  const carried = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) if (rows[row]! >= 0) carried[row] = dual[rows[row]!]! / rowRatio[row]!;
  return carried;
}

/**
 * A basis of the old model for the new one: what is new is at a bound, new rows are slack. Mended so that it has as many basic
 * members as rows: a row whose basic column is gone becomes slack first.
 */
export function carriedBasis(carry: Pick<Carry, "columns" | "rows" | "isSame">, basis: Basis, old: MilpModel): Basis {
  const kept = { colStatus: pickedWhole(basis.colStatus, carry.columns, AT_LOWER), rowStatus: pickedWhole(basis.rowStatus, carry.rows, BASIC) };
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

/** Where each key stood before. Most keep their order, so that the next is looked for first where the last was found. */
function columnPlaces(from: Float64Array, into: Float64Array): Int32Array {
  let at: Map<number, number> | undefined;
  const placeOf = (key: number): number => {
    if (at === undefined) {
      at = new Map();
      for (let column = 0; column < from.length; column++) at.set(from[column]!, column);
    }
    return at.get(key) ?? -1;
  };
  const places = new Int32Array(into.length);
  let next = 0;
  for (let column = 0; column < into.length; column++) {
    const place = into[column] === from[next] ? next : placeOf(into[column]!);
    places[column] = place;
    if (place >= 0) next = place + 1;
  }
  return places;
}

/** Where rows stood before: those of a constraint with as many rows as before are taken to be the same in order; others are found by name. */
function rowPlaces(from: Named, to: Formulation): Int32Array {
  const places = new Int32Array(to.model.rowCount).fill(-1);
  const [old, now] = [from.formulation.on.blocks, to.on.blocks];
  const isAlike = old.length === now.length && now.every((it, b) => it.constraint === old[b]!.constraint);
  const endOf = ({ on, model }: Formulation, b: number): number => on.blocks[b + 1]?.first ?? model.rowCount;
  now.forEach((block, b) => {
    const [end, oldEnd] = [endOf(to, b), endOf(from.formulation, b)];
    if (isAlike && end - block.first === oldEnd - old[b]!.first) for (let row = block.first; row < end; row++) places[row] = old[b]!.first + row - block.first;
    else {
      const at = from.rows();
      namesIn(to, b).forEach((name, k) => {
        places[block.first + k] = at.get(name) ?? -1;
      });
    }
  });
  return places;
}

/** A name for each row that limits something; rows that limit nothing have none. */
const rowNames = (formulation: Formulation): readonly string[] => formulation.on.blocks.flatMap((_, b) => namesIn(formulation, b));

function namesIn({ model, on }: Formulation, b: number): readonly string[] {
  const block = on.blocks[b]!;
  const size = (on.blocks[b + 1]?.first ?? model.rowCount) - block.first;
  const seen = new Map<string, number>();
  return Array.from({ length: size }, (_, k) => {
    const row = block.first + k;
    if (model.rowLower[row] === Number.NEGATIVE_INFINITY && model.rowUpper[row] === Number.POSITIVE_INFINITY) return "";
    const name = `${block.constraint} ${block.about(k)}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name} ${count}`;
  });
}

// Entries of a row that are looked at for the unit it is written in.
const SAMPLE = 7;

/** How much larger the numbers of each row have become: most entries of a row change only by its unit. */
function rowRatios(from: Named, to: Formulation, { columns, rows, columnRatio }: Pick<Carry, "columns" | "rows" | "columnRatio">): Float64Array {
  const [old, now] = [from.formulation.model, to.model];
  const found: number[] = [];
  const ratios = new Float64Array(rows.length).fill(1);
  for (let row = 0; row < rows.length; row++) {
    const at = rows[row]!;
    if (at < 0) continue;
    found.length = 0;
    let k = old.starts[at]!;
    const [end, oldEnd] = [now.starts[row + 1]!, old.starts[at + 1]!];
    for (let j = now.starts[row]!; j < end && found.length < SAMPLE; j++) {
      const column = now.indices[j]!;
      const wanted = columns[column]!;
      if (wanted < 0) continue;
      const start = k;
      while (k < oldEnd && old.indices[k] !== wanted) k++;
      if (k === oldEnd) k = start;
      else found.push((now.values[j]! * columnRatio[column]!) / old.values[k++]!);
      if (found.length === 2 && found[0] === found[1]) break;
    }
    // Two that agree are the unit of the row; else the middle of what was looked at.
    if (found.length > 2) found.sort((a, b) => a - b);
    if (found.length > 0) ratios[row] = (found.length === 2 ? Math.max(found[0]!, found[1]!) : found[Math.floor(found.length / 2)]!) || 1;
  }
  return ratios;
}
