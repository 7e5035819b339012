import type { MilpModel } from "#maths";
import { type ColumnView, columnsOf } from "./columns.ts";
import { SEARCH } from "./parameters.ts";

/** Columns that belong to one owner, and the rows that hold no others. */
export interface Block {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

const NONE = -1;
const MANY = -2;

/**
 * Parts of a model with whole columns that share no column: each owner's budget, the longest rows of a planning model, gathers
 * what it pays for; then what is tied to one owner only comes to it; what is left falls into the parts that its own rows tie
 * together. Rows that hold columns of several parts are in none. Any answer is a true one: only how much is proved from it differs.
 * @example two nations, each with a budget, and a line that makes for both → a block of each nation
 */
export function blocksOf(model: MilpModel): readonly Block[] {
  const columns = columnsOf(model);
  const owner = new Int32Array(model.colCount).fill(NONE);
  let count = found(model, owner);
  for (let pass = 0; pass < SEARCH.blockPasses && joined(model, columns, owner); pass++);
  count = components(model, owner, count);
  return gathered(model, owner, count);
}

/** The columns of a row. */
const entries = (model: MilpModel, row: number): Int32Array => model.indices.subarray(model.starts[row]!, model.starts[row + 1]!);

/** The owner of a row's columns as far as they have one; `NONE`, `MANY`. */
function ownerOf(model: MilpModel, owner: Int32Array, row: number): number {
  let one = NONE;
  for (const column of entries(model, row)) {
    const it = owner[column]!;
    if (it === NONE || it === one) continue;
    if (one !== NONE) return MANY;
    one = it;
  }
  return one;
}

/** Long rows, the longest first, found an owner or come to the one whose columns they hold. Answers how many there are. */
function found(model: MilpModel, owner: Int32Array): number {
  const length = (row: number): number => model.starts[row + 1]! - model.starts[row]!;
  // A row that holds a great part of all columns, such as an earlier objective, parts nothing.
  const rows = Array.from({ length: model.rowCount }, (_, row) => row).filter((row) => length(row) <= SEARCH.blockRowMost * model.colCount);
  const longest = rows.reduce((most, row) => Math.max(most, length(row)), 0);
  const long = rows.filter((row) => length(row) > 1 && length(row) >= SEARCH.blockRowLeast * longest).sort((a, b) => length(b) - length(a) || a - b);
  let count = 0;
  for (const row of long) {
    const it = ownerOf(model, owner, row);
    if (it !== MANY) for (const column of entries(model, row)) owner[column] = it === NONE ? count : it;
    if (it === NONE) count += 1;
  }
  return count;
}

/** Gives each column without an owner whose rows know one owner only to that owner. Answers whether there was any. */
function joined(model: MilpModel, columns: ColumnView, owner: Int32Array): boolean {
  const ofRow = Int32Array.from({ length: model.rowCount }, (_, row) => ownerOf(model, owner, row));
  let isAny = false;
  for (let column = 0; column < model.colCount; column++) {
    if (owner[column] !== NONE) continue;
    const known = new Set(Array.from(columns.rows.subarray(columns.starts[column]!, columns.starts[column + 1]!), (row) => ofRow[row]!).filter((it) => it !== NONE));
    const [one = MANY] = known;
    if (known.size !== 1 || one === MANY) continue;
    owner[column] = one;
    isAny = true;
  }
  return isAny;
}

/** Numbers what has no owner by the parts that rows without owners tie together. Answers the count of all. */
function components(model: MilpModel, owner: Int32Array, first: number): number {
  const parent = Int32Array.from(owner, (_, column) => column);
  const rootOf = (column: number): number => {
    let at = column;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (let row = 0; row < model.rowCount; row++) {
    const there = entries(model, row);
    if (there.length > 1 && there.every((column) => owner[column] === NONE)) for (const column of there) parent[rootOf(column)] = rootOf(there[0]!);
  }
  const numbers = new Map<number, number>();
  for (let column = 0; column < owner.length; column++) {
    if (owner[column] !== NONE) continue;
    const root = rootOf(column);
    if (!numbers.has(root)) numbers.set(root, first + numbers.size);
    owner[column] = numbers.get(root)!;
  }
  return first + numbers.size;
}

/** The parts that have a whole column and a row. */
function gathered(model: MilpModel, owner: Int32Array, count: number): readonly Block[] {
  const columns = Array.from({ length: count }, (): number[] => []);
  const rows = Array.from({ length: count }, (): number[] => []);
  owner.forEach((it, column) => columns[it]!.push(column));
  for (let row = 0; row < model.rowCount; row++) {
    const it = ownerOf(model, owner, row);
    if (it >= 0) rows[it]!.push(row);
  }
  return columns.flatMap((its, at) => (rows[at]!.length > 0 && its.some((column) => model.whole?.[column] === 1) ? [{ columns: Int32Array.from(its), rows: Int32Array.from(rows[at]!) }] : []));
}
