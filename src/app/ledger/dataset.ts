import { csvText, PACKAGE_FILE, scanCsv } from "#exchange";
import { isList, isObject, type Json, type LedgerRecord } from "#ledger";
import type { Draft } from "./draft.ts";
import type { ChannelRecords } from "./read.ts";

/** Types of the records that hold a data set. */
export const DATA_PACKAGE = "data-package";
export const TABLE = "table";
export const ROW = "row";
export const WITHDRAWN = "row-withdrawn";

/** Fields of the record of a row that are no cells of their own; `label` is what the record's channel goes by. */
export const NEVER_HIDDEN: readonly string[] = ["subject", "file", "id", "cells", "label"];

/** A row of a table: the cells that are not empty, by heading. */
type Cells = { readonly [heading: string]: string };

/**
 * Cells of a row as its record holds them: those that can be withheld and erased are fields of their own, the others stand together
 * in `cells`. In records of before, which hide `cells` as a whole, all stand there. Absent: the record discloses none.
 */
export function cellsIn({ subject: _subject, file: _file, id: _id, cells, ...own }: { readonly [name: string]: Json }): Cells | undefined {
  if (!isObject(cells)) return undefined;
  return Object.fromEntries(Object.entries({ ...cells, ...own }).filter((it): it is [string, string] => typeof it[1] === "string" && it[1] !== ""));
}

/** Columns of a row that its record holds as fields of their own. */
const hiddenIn = (fields: { readonly [name: string]: Json }): readonly string[] => Object.keys(fields).filter((it) => !NEVER_HIDDEN.includes(it));

/** A table of a data set, and the columns whose cells can be withheld: once so, they stay so. */
export interface LedgerTable {
  readonly headings: readonly string[];
  /** By id. Where one id stands under two labels, the second is by a key of its own, that `idOfRow` reads: who may read the one must not lose it to the other. */
  readonly rows: ReadonlyMap<string, Cells>;
  readonly hidden?: readonly string[];
}

/** The id in the key of a row. @example idOfRow("h.1\nSECRET") // → "h.1" */
export const idOfRow = (key: string): string => key.replace(/\n.*$/s, "");

/**
 * Puts a row beside those that stand: rows of one id under labels or of owners that differ stand both, since not everyone sees both; of
 * two that the same readers see, the later counts where `isLaterRight`, else the first.
 */
export function putRow(rows: Map<string, Cells>, id: string, { cells, owner, isLaterRight }: { readonly cells: Cells; readonly owner: (cells: Cells) => string; readonly isLaterRight: boolean }): void {
  const who = (it: Cells): string => `${it["label"] ?? ""}\n${owner(it)}`;
  const first = rows.get(id);
  const key = first === undefined || who(first) === who(cells) ? id : `${id}\n${who(cells)}`;
  if (isLaterRight || !rows.has(key)) rows.set(key, cells);
}

/** The table that says what labels mean. */
export const LABELS = "labels.csv";

const meaningOf = (cells: Cells): string => JSON.stringify(Object.entries(cells).filter(([heading, it]) => it !== "" && !heading.startsWith("marking_")).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Puts what a party says of a label beside what others say. What means the same stands once, in the words of the first; what means
 * something else stands beside it, and a label that stands twice lets nobody in: no party opens by a word of its own what another has put
 * under a label.
 */
export function putLabel(rows: Map<string, Cells>, id: string, { cells, party }: { readonly cells: Cells; readonly party: string }): void {
  const said = [...rows].filter(([key]) => idOfRow(key) === id);
  if (said.some(([, it]) => meaningOf(it) === meaningOf(cells))) return;
  rows.set(said.length === 0 ? id : `${id}\n${party}`, cells);
}

/** What a ledger holds of a data set: the package, and of each table its headings and rows in the order of their first record. */
export interface LedgerTables {
  readonly packageText?: string;
  readonly tables: ReadonlyMap<string, LedgerTable>;
}

interface TableMade {
  headings: readonly string[];
  readonly rows: Map<string, Cells>;
  hidden?: readonly string[];
}

/** What one channel says of a data set, and which rows it has withdrawn. */
interface Folded extends LedgerTables {
  readonly gone: ReadonlySet<string>;
}

/**
 * The data set that the records of some channels make. Within a channel each later record of a thing stands in the place of the
 * earlier. Channels have no order between them: a row whose label changed is withdrawn in the one and stated in the other. Only
 * a log of before channels comes before all of them. A row that says another label than its channel's has none: it is shown to nobody
 * until that is mended. Records of other types are passed over.
 */
export function tablesOf(channels: Iterable<Pick<ChannelRecords, "label" | "records">>): LedgerTables {
  let packageText: string | undefined;
  const tables = new Map<string, TableMade>();
  const folded = [...channels].map(({ label, records }) => ({ isMixed: label === undefined, ...fold(records, label) }));
  const old = new Set(folded.filter((it) => it.isMixed).flatMap((it) => [...it.tables.values()].flatMap(({ rows }) => [...rows.values()])));
  for (const one of [...folded.filter((it) => it.isMixed), ...folded.filter((it) => !it.isMixed)]) {
    packageText = one.packageText ?? packageText;
    if (!one.isMixed) for (const key of one.gone) withdraw(tables, key, folded);
    for (const [file, { headings, rows, hidden = [] }] of one.tables) {
      const table: TableMade = tables.get(file) ?? { headings: [], rows: new Map<string, Cells>() };
      tables.set(file, table);
      if (headings.length > 0) table.headings = headings;
      hide(table, hidden);
      for (const [id, cells] of rows) {
        const before = table.rows.get(id);
        if (before !== undefined && old.has(before)) table.rows.set(id, cells);
        else putRow(table.rows, id, { cells, owner: () => "", isLaterRight: true });
      }
    }
  }
  for (const table of tables.values()) table.headings = allHeadings(table);
  return { ...(packageText !== undefined && { packageText }), tables };
}

function hide(table: TableMade, columns: readonly string[]): void {
  if (columns.some((it) => table.hidden?.includes(it) !== true)) table.hidden = [...new Set([...(table.hidden ?? []), ...columns])];
}

/**
 * The records of a channel without the rows that a later record restates: what `tablesOf` makes of them is the same, the order of rows
 * included. Each stands in the place of the first, so that what is left out can be forgotten while records are read.
 * @example lastRows(records).length // → rows that stand, and every record that is none, hides cells or withdraws a row
 */
export function lastRows(records: Iterable<LedgerRecord>): readonly LedgerRecord[] {
  const left: LedgerRecord[] = [];
  const places = new Map<string, Map<string, number>>();
  for (const it of records) {
    const { file, id, cells } = it.fields;
    if (typeof file !== "string" || typeof id !== "string" || (it.type !== ROW && it.type !== WITHDRAWN)) {
      left.push(it);
      continue;
    }
    const of = places.get(file) ?? new Map<string, number>();
    places.set(file, of);
    // Only a row that says no more than its cells can stand in for another: a column that was hidden once stays so.
    const isPlain = it.type === ROW && isObject(cells) && hiddenIn(it.fields).length === 0;
    const place = of.get(id);
    if (isPlain && place !== undefined) left[place] = it;
    else {
      left.push(it);
      if (isPlain) of.set(id, left.length - 1);
      else of.delete(id);
    }
  }
  return left;
}

/** A row that a channel withdraws is gone from the log of before channels, where it stood first. */
function withdraw(tables: ReadonlyMap<string, { readonly rows: Map<string, Cells> }>, key: string, folded: readonly (Folded & { readonly isMixed: boolean })[]): void {
  const [file = "", id = ""] = key.split("\n");
  const isStatedElsewhere = folded.some((it) => !it.isMixed && it.tables.get(file)?.rows.has(id) === true);
  if (!isStatedElsewhere) tables.get(file)?.rows.delete(id);
}

/** Headings as stated, and after them those of cells that a reader sees without the record that states the headings. */
const allHeadings = ({ headings, rows }: { readonly headings: readonly string[]; readonly rows: ReadonlyMap<string, Cells> }): readonly string[] => [...new Set([...headings, ...[...rows.values()].flatMap((it) => Object.keys(it))])];

function fold(records: Iterable<LedgerRecord>, label: Json | undefined): Folded {
  let packageText: string | undefined;
  const gone = new Set<string>();
  const tables = new Map<string, TableMade>();
  const tableOf = (file: string): TableMade => {
    const table: TableMade = tables.get(file) ?? { headings: [], rows: new Map<string, Cells>() };
    tables.set(file, table);
    return table;
  };
  for (const { type, fields } of records) {
    const { file, text, headings, id } = fields;
    if (type === DATA_PACKAGE && typeof text === "string") packageText = text;
    if (typeof file !== "string") continue;
    if (type === TABLE && headings !== undefined && isList(headings)) tableOf(file).headings = headings.filter((it) => typeof it === "string");
    if (typeof id !== "string") continue;
    const stated = type === ROW ? cellsIn(fields) : undefined;
    if (stated !== undefined) {
      const { label: own, ...others } = stated;
      const cells = own === undefined || label === undefined || own === label ? stated : others;
      const table = tableOf(file);
      table.rows.set(id, cells);
      hide(table, hiddenIn(fields));
      gone.delete(`${file}\n${id}`);
    }
    if (type === WITHDRAWN) {
      tableOf(file).rows.delete(id);
      gone.add(`${file}\n${id}`);
    }
  }
  return { ...(packageText !== undefined && { packageText }), tables, gone };
}

/** The files of a data set, as `readDataset` takes them and a folder holds them. */
export function filesOf({ packageText, tables }: LedgerTables): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (packageText !== undefined) files.set(PACKAGE_FILE, packageText);
  for (const [file, { headings, rows }] of tables) files.set(file, csvText([headings, ...[...rows.values()].map((cells) => headings.map((it) => cells[it] ?? ""))]));
  return files;
}

/**
 * Drafts that bring a ledger from what it holds to a data set: what is new or changed becomes a record, what is gone is
 * withdrawn, what is the same is left alone. Each row carries its own label; the package and the headings carry `label`. Cells of the
 * columns in `hidden`, and of those that were hidden before, are fields that can be withheld and erased, empty ones too.
 * @throws RangeError for a row without id, which no later record could follow.
 */
export function draftsOf(files: ReadonlyMap<string, string>, held: LedgerTables, { label, hidden = [] }: { readonly label: string; readonly hidden?: readonly string[] }): readonly Draft[] {
  const drafts: Draft[] = [];
  const packageText = files.get(PACKAGE_FILE);
  if (packageText !== undefined && packageText !== held.packageText) drafts.push({ type: DATA_PACKAGE, subject: PACKAGE_FILE, fields: { text: packageText }, label });
  for (const [file, text] of files) {
    if (file === PACKAGE_FILE) continue;
    const before = held.tables.get(file);
    const { headings, rows } = rowsOf(file, text);
    if (JSON.stringify(before?.headings) !== JSON.stringify(headings)) drafts.push({ type: TABLE, subject: file, fields: { file, headings }, label });
    const columns = headings.filter((it) => !NEVER_HIDDEN.includes(it) && (hidden.includes(it) || before?.hidden?.includes(it) === true));
    for (const [id, cells] of rows) {
      if (JSON.stringify(sorted(before?.rows.get(id))) === JSON.stringify(sorted(cells))) continue;
      const old = before?.rows.get(id);
      const [from, to] = [old === undefined ? undefined : (old["label"] ?? label), cells["label"] ?? label];
      if (from !== undefined && from !== to) drafts.push({ type: WITHDRAWN, subject: `${file} ${id}`, fields: { file, id }, label: from });
      drafts.push({ type: ROW, subject: `${file} ${id}`, fields: { file, id, cells: Object.fromEntries(Object.entries(cells).filter(([it]) => !columns.includes(it))), ...Object.fromEntries(columns.map((it) => [it, cells[it] ?? ""])) }, hidden: columns, label: to });
    }
    for (const [key, cells] of before?.rows ?? []) {
      const id = idOfRow(key);
      const now = rows.get(id);
      // Of a row that stands under two labels the one that the data set has is left.
      if (now === undefined || (key !== id && (now["label"] ?? label) !== (cells["label"] ?? label))) drafts.push({ type: WITHDRAWN, subject: `${file} ${id}`, fields: { file, id }, label: cells["label"] ?? label });
    }
  }
  return drafts;
}

const sorted = (cells: Cells | undefined): readonly (readonly [string, string])[] | undefined => (cells === undefined ? undefined : Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1)));

function rowsOf(file: string, text: string): { readonly headings: readonly string[]; readonly rows: ReadonlyMap<string, Cells> } {
  let headings: readonly string[] | undefined;
  const rows = new Map<string, Cells>();
  scanCsv(text, ",", (cells, line) => {
    if (headings === undefined) {
      headings = cells;
      return;
    }
    if (cells.every((it) => it === "")) return;
    const byHeading = Object.fromEntries(headings.flatMap((it, at) => ((cells[at] ?? "") === "" ? [] : [[it, cells[at]!]])));
    const id = byHeading["id"];
    if (id === undefined) throw new RangeError(`${file}:${line} has no id`);
    if (rows.has(id)) throw new RangeError(`${file}:${line}: the id ${id} stands twice`);
    rows.set(id, byHeading);
  });
  return { headings: headings ?? [], rows };
}
