import { type AnyKind, columnsOf, KINDS, type KindName } from "#model";
import type { Finding } from "#stdx";
import { csvText } from "../csv-write.ts";
import { scanCsv } from "../csv-scan.ts";
import { readDataset } from "../read-dataset.ts";
import { headingOf } from "../headings.ts";
import { ownerIn } from "../owner.ts";
import { separatorOf } from "../separator.ts";
import { fieldsByColumn, isNumeric, type MappedRow, type MappedRows } from "./mapped-rows.ts";
import type { Recorded, RecordedRow } from "./meanings.ts";
import { addedSource, otherSource, SOURCES_FILE } from "./own-source.ts";
import { type FallenPart, fallenParts, type OldFigure, oldFigure, sameNumber } from "./old-figure.ts";
import { unknownNames } from "./unknown-names.ts";

/** What becomes of the recorded rows of a nation if the rows of its spreadsheet are taken. */
export interface ImportDifferences {
  readonly added: readonly AddedRow[];
  readonly changed: readonly ChangedRow[];
  readonly withdrawn: readonly WithdrawnRow[];
  /** The spreadsheet itself as a source, where it is named as one and is not recorded so already. */
  readonly source?: RecordedRow;
  /** Rows that are recorded as they stand in the spreadsheet. */
  readonly same: number;
}

/** Rows of a spreadsheet by what becomes of them. Together they are all of its rows. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly wrong: number;
}

export interface AddedRow {
  readonly line: number;
  readonly id: string;
}

export interface ChangedRow {
  readonly line: number;
  readonly id: string;
  readonly cells: readonly { readonly column: string; readonly before: string; readonly after: string }[];
  /** What the recorded row said of its old figure and that falls away, since the figure is new. */
  readonly fallen: readonly FallenPart[];
}

export interface WithdrawnRow {
  readonly id: string;
  readonly cells: RecordedRow;
}

export interface ImportCheck {
  /** Each with the line of the spreadsheet and the column of ours. */
  readonly findings: readonly Finding[];
  readonly differences: ImportDifferences;
  /** How many rows of the spreadsheet would be what: a row with an error is counted as that alone. */
  readonly counts: ImportCounts;
  /** Lines of the rows that have an error. */
  readonly wrong: ReadonlySet<number>;
  /** The table as it would stand, and the cells of each row that is taken, by id. */
  readonly taken: ReadonlyMap<string, RecordedRow>;
}

export interface CheckImport {
  /** What whoever imports may see: nothing else is compared or told. Never changed: other data are another map. */
  readonly files: ReadonlyMap<string, string>;
  readonly kind: KindName;
  /** Whose rows they are. Empty: of nobody in particular. */
  readonly nation: string;
  readonly mapped: MappedRows;
  /** What the spreadsheet is called in findings. */
  readonly name: string;
  /** Whether the spreadsheet is all that the nation has in this table, so that what it lacks is withdrawn. */
  readonly isWhole: boolean;
  /** The spreadsheet itself as a source: its row in that table. Absent: it is none. */
  readonly source?: RecordedRow;
}

/** The rows of a table by id, in the order in which they stand. */
export function recordedRows(text: string | undefined): ReadonlyMap<string, RecordedRow> {
  const rows = new Map<string, RecordedRow>();
  let headings: readonly string[] | undefined;
  scanCsv(text ?? "", separatorOf(text ?? ""), (cells) => {
    if (headings === undefined) headings = cells.map(headingOf);
    else {
      const row = Object.fromEntries(headings.flatMap((it, at) => ((cells[at] ?? "") === "" ? [] : [[it, cells[at]!]])));
      const id = row["id"];
      if (id !== undefined && !rows.has(id)) rows.set(id, row);
    }
  });
  return rows;
}

const rowsKept = new WeakMap<ReadonlyMap<string, string>, Recorded>();
/** The rows of every table of a data set: read once, however often a spreadsheet is held against it. */
export function recordedOf(files: ReadonlyMap<string, string>): Recorded {
  const rows = rowsKept.get(files) ?? new Map([...files].filter(([file]) => file.endsWith(".csv")).map(([file, text]) => [file, [...recordedRows(text).values()]] as const));
  rowsKept.set(files, rows);
  return rows;
}

/** The headings of a table, as they are matched. */
export function tableHeadings(text: string): readonly string[] {
  let headings: readonly string[] | undefined;
  scanCsv(text, separatorOf(text), (cells) => void (headings ??= cells.map(headingOf)));
  return headings ?? [];
}

/**
 * Checks the rows of a spreadsheet against what is recorded and across the data set: what is wrong, by line and column, and what would
 * be added, changed and withdrawn. A column that the spreadsheet does not have keeps what is recorded, but for what is recorded of a figure
 * that is new. Never throws for bad input.
 */
export function checkImport({ files, kind: name, nation, mapped, name: sheet, isWhole, source: own }: CheckImport): ImportCheck {
  const kind: AnyKind = KINDS[name];
  const file = `${kind.file}.csv`;
  const recorded = recordedRows(files.get(file));
  const idAt = mapped.columns.indexOf("id");
  const say = sayingOf(sheet);
  const ownerOf = (row: RecordedRow): string => ownerIn(file, row) ?? "";
  const findings: Finding[] = [];
  const taken = new Map<string, TakenRow>();
  const broken: MappedRow[] = [];
  for (const row of mapped.rows) {
    const id = row.cells[idAt] ?? "";
    const first = taken.get(id);
    if (id === "") broken.push(row);
    else if (first !== undefined) findings.push(say.twice(row.line, id, first.row.line));
    else {
      const before = recorded.get(id);
      const { fallen } = before === undefined ? NOTHING_OLD : oldFigure(kind, before, cellsOf(mapped.columns, row));
      const cells = overlaid(without(before, fallen), mapped.columns, row);
      const owner = ownerOf(cells);
      if (nation !== "" && before !== undefined && ownerOf(before) !== "" && ownerOf(before) !== nation) findings.push(say.foreign(row.line, id, ownerOf(before)));
      else if (nation !== "" && owner !== "" && owner !== nation) findings.push(say.foreign(row.line, id, owner));
      else taken.set(id, { row, cells, fallen });
    }
  }
  const isMine = (it: RecordedRow): boolean => nation === "" || ownerOf(it) === nation;
  // What a row of the spreadsheet names, even one that is not taken, is not gone.
  const inSheet = new Set(mapped.rows.map((it) => it.cells[idAt] ?? ""));
  const withdrawn = isWhole ? [...recorded].flatMap(([id, cells]): readonly WithdrawnRow[] => (isMine(cells) && !inSheet.has(id) ? [{ id, cells }] : [])) : [];
  const source = own === undefined ? undefined : addedSource(own, recordedOf(files));
  const differences = { ...differencesOf(taken, recorded, withdrawn), ...(source !== undefined && { source }) };
  findings.push(...farChanges(differences.changed, kind, sheet));
  const fallenAt = new Map([...taken.values()].map((it) => [it.row.line, it.fallen]));
  findings.push(...withOldFigure(checked({ files, source, file, kind, recorded, withdrawn: new Set(withdrawn.map((it) => it.id)), taken, broken, columns: mapped.columns, sheet }), fallenAt));
  // A row that lacks a cell is read no further: what it names is looked up all the same, so that all its mistakes are told at once.
  const named = withNames(findings, unknownNames(mapped, name, withRow(recordedOf(files), source)).map((it) => ({ ...it, file: sheet })));
  const wrong = new Set(named.flatMap((it) => (it.level === "error" && it.row !== undefined ? [it.row] : [])));
  const all = [...[...(own === undefined ? [] : otherSource(own, recordedOf(files))), ...mapped.findings].map((it) => ({ ...it, file: sheet })), ...wholeColumns(named, { kind, mapped, sheet })];
  return { findings: all.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)), differences, counts: countsOf(differences, wrong, mapped.rows), wrong, taken: new Map([...taken].map(([id, it]) => [id, it.cells])) };
}

/** Findings with what rows name that nobody knows told with what is like it, once a cell: the check of the whole data set knows no names, and leaves rows out that an import keeps. */
function withNames(findings: readonly Finding[], unknown: readonly Finding[]): readonly Finding[] {
  const placeOf = (it: Finding): string => `${it.row}|${it.column}`;
  const looked = new Set(unknown.map(placeOf));
  const others = findings.filter((it) => it.code !== "unknown-code" || !looked.has(placeOf(it)));
  const told = new Set(others.map(placeOf));
  return [...others, ...unknown.filter((it) => !told.has(placeOf(it)))];
}

function countsOf({ added, changed }: ImportDifferences, wrong: ReadonlySet<number>, rows: readonly MappedRow[]): ImportCounts {
  const sound = (some: readonly { readonly line: number }[]): number => some.filter((it) => !wrong.has(it.line)).length;
  const counts = { added: sound(added), changed: sound(changed), wrong: rows.filter((it) => wrong.has(it.line)).length };
  return { ...counts, same: rows.length - counts.added - counts.changed - counts.wrong };
}

const SOURCE_MEND = "Take the sheet itself as the source (--own-source; on the page \"The sheet is the source\"), read it from a column of the sheet in the map, or say a recorded one for every row: --set source=….";

/** Findings with those of a column that the sheet lacks as a whole told once: the mistakes of single rows are seen among them. */
function wholeColumns(findings: readonly Finding[], { kind, mapped, sheet }: { readonly kind: AnyKind; readonly mapped: MappedRows; readonly sheet: string }): readonly Finding[] {
  const filled = new Set(mapped.columns.filter((_, at) => mapped.rows.some((it) => it.cells[at] !== "")));
  const isWhole = (it: Finding): boolean => it.code === "missing-value" && it.row !== undefined && it.column !== undefined && !filled.has(it.column);
  const fields = fieldsByColumn(kind);
  // An id is made of the columns that tell rows apart: where those are missing it is missing too, and that is said of them.
  const missing = Map.groupBy(findings.filter(isWhole), (it) => it.column ?? "");
  const byParts = missing.size > 1;
  const once = [...missing].filter(([column]) => column !== "id" || !byParts).map(([column, some]): Finding => {
    const values = fields.get(column)?.values;
    return {
      code: "missing-column",
      level: "error",
      file: sheet,
      column,
      message: `No row says its \`${column}\`, and ${some.length === 1 ? "one row needs" : `${some.length} of ${mapped.rows.length} rows need`} it: ${fields.get(column)?.meaning ?? "it must be given."}`,
      mend: column === "source" ? SOURCE_MEND : `Read it from a column of the sheet in the map, or say it for every row: --set ${column}=${values === undefined ? "…" : `${values[0]} (one of ${values.join(", ")})`}; on the page under "Where empty".`,
    };
  });
  return [...once, ...findings.filter((it) => !isWhole(it))];
}

// A number that becomes so many times as much, or as little, is doubted: a wrong unit, a slip of the point, or a cell of another row.
const FAR = 10;

/** Numbers that change so far that they are more likely mistaken than meant. */
function farChanges(changed: readonly ChangedRow[], kind: AnyKind, sheet: string): readonly Finding[] {
  const fields = fieldsByColumn(kind);
  return changed.flatMap(({ line, id, cells }) =>
    cells.flatMap(({ column, before, after }): readonly Finding[] => {
      const times = isNumeric(fields.get(column)) ? Number(after) / Number(before) : Number.NaN;
      if (!(times > 0 && Number.isFinite(times)) || (times < FAR && times > 1 / FAR)) return [];
      const [far, word] = times >= 1 ? [times, "as much"] : [1 / times, "less"];
      return [{ code: "far-change", level: "warning", file: sheet, row: line, column, fact: id, message: `Goes from ${before} to ${after}: ${Math.round(far)} times ${word}.`, mend: "Mend it if the unit, the point or the row is mistaken; sign it as it is if it is meant." }];
    }),
  );
}

/** A row of the spreadsheet that is taken, as it would stand. */
interface TakenRow {
  readonly row: MappedRow;
  readonly cells: RecordedRow;
  readonly fallen: OldFigure["fallen"];
}

const NOTHING_OLD: OldFigure = { changed: [], fallen: [] };

/** What a row of the spreadsheet says, by column. */
const cellsOf = (columns: readonly string[], { cells }: MappedRow): RecordedRow => Object.fromEntries(columns.map((it, at) => [it, cells[at] ?? ""]));

const without = (before: RecordedRow | undefined, fallen: OldFigure["fallen"]): RecordedRow => Object.fromEntries(Object.entries(before ?? {}).filter(([column]) => !fallen.some((it) => it.column === column)));

/** A recorded row with what the spreadsheet says in its place. */
const overlaid = (before: RecordedRow | undefined, columns: readonly string[], row: MappedRow): RecordedRow => Object.fromEntries(Object.entries({ ...before, ...cellsOf(columns, row) }).filter(([, cell]) => cell !== ""));

/** Findings of cells that are missing since what they said was of the old figure: they say so. */
const withOldFigure = (findings: readonly Finding[], fallenAt: ReadonlyMap<number, OldFigure["fallen"]>): readonly Finding[] =>
  findings.map((it) => {
    const old = it.code === "missing-value" && it.row !== undefined ? fallenAt.get(it.row)?.find((one) => one.column === it.column) : undefined;
    return old === undefined
      ? it
      : { ...it, message: `A figure of the row is new, and the row does not say its \`${old.column}\`: what is recorded, ${old.before}, is of the old figure.`, mend: `Fill the cell, or say it for every row: --set ${old.column}=…; on the page under "Where empty".` };
  });

function differencesOf(taken: ReadonlyMap<string, TakenRow>, recorded: ReadonlyMap<string, RecordedRow>, withdrawn: readonly WithdrawnRow[]): ImportDifferences {
  const added: AddedRow[] = [];
  const changed: ChangedRow[] = [];
  let same = 0;
  for (const [id, { row, cells, fallen }] of taken) {
    const before = recorded.get(id);
    if (before === undefined) {
      added.push({ line: row.line, id });
      continue;
    }
    const gone = new Set(fallen.map((it) => it.column));
    const different = [...new Set([...Object.keys(before), ...Object.keys(cells)])].flatMap((column) => (gone.has(column) || sameNumber(before[column] ?? "", cells[column] ?? "") ? [] : [{ column, before: before[column] ?? "", after: cells[column] ?? "" }]));
    if (different.length === 0) same += 1;
    else changed.push({ line: row.line, id, cells: different, fallen: fallenParts(fallen) });
  }
  return { added, changed, withdrawn, same };
}

/** Recorded rows with one more source among them. */
const withRow = (recorded: Recorded, source: RecordedRow | undefined): Recorded => (source === undefined ? recorded : new Map(recorded).set(SOURCES_FILE, [...(recorded.get(SOURCES_FILE) ?? []).filter((it) => it["id"] !== source["id"]), source]));

interface Checking {
  readonly files: ReadonlyMap<string, string>;
  readonly source: RecordedRow | undefined;
  readonly file: string;
  readonly kind: AnyKind;
  readonly recorded: ReadonlyMap<string, RecordedRow>;
  readonly withdrawn: ReadonlySet<string>;
  readonly taken: ReadonlyMap<string, TakenRow>;
  readonly broken: readonly MappedRow[];
  readonly columns: readonly string[];
  readonly sheet: string;
}

/** What reading and checking the whole data set finds with the rows taken that it does not find without, and all that it finds of them. */
function checked({ files, source, file, kind, recorded, withdrawn, taken, broken, columns, sheet }: Checking): readonly Finding[] {
  const known = new Set(columnsOf(kind));
  const headings = [...known, ...new Set([...recorded.values()].flatMap((it) => Object.keys(it)).filter((it) => !known.has(it)))];
  const others = [...recorded].filter(([id]) => !taken.has(id) && !withdrawn.has(id)).map(([, it]) => it);
  const own = [...taken.values()].map(({ row, cells }) => ({ line: row.line, cells }));
  const nameless = broken.map((row) => ({ line: row.line, cells: overlaid(undefined, columns, row) }));
  const records = [...others.map((cells) => ({ line: undefined, cells })), ...own, ...nameless].map((it) => ({ ...it, record: headings.map((heading) => it.cells[heading] ?? "") }));
  const lineOf = new Map<number, number>();
  let at = 2;
  for (const it of records) {
    if (it.line !== undefined) lineOf.set(at, it.line);
    at += 1 + it.record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
  }
  // All of them: what is counted and left out is every row, not the first that are listed.
  const around = source === undefined ? files : new Map(files).set(SOURCES_FILE, tableWith(files.get(SOURCES_FILE), [source], columnsOf(KINDS.source)));
  const after = readDataset(new Map(around).set(file, csvText([headings, ...records.map((it) => it.record)])), { findingsMost: Number.POSITIVE_INFINITY, like: files });
  const before = foundIn(files);
  return after.findings.flatMap((it): readonly Finding[] => {
    const line = it.file === file && it.row !== undefined ? lineOf.get(it.row) : undefined;
    if (line !== undefined) return [{ ...it, file: sheet, row: line }];
    // A finding elsewhere has no line of the spreadsheet: it tells its place in words.
    return before.has(keyOf(it)) ? [] : [withoutPlace(it, sheet)];
  });
}

/** The text of a table with rows put into it, each in the place of the one of its id. */
export function tableWith(text: string | undefined, rows: readonly RecordedRow[], known: readonly string[], gone: ReadonlySet<string> = new Set()): string {
  const held = text === undefined ? known : tableHeadings(text);
  const headings = [...held, ...new Set(rows.flatMap((it) => Object.keys(it)).filter((it) => !held.includes(it)))];
  const after = new Map([...recordedRows(text)].filter(([id]) => !gone.has(id)));
  for (const row of rows) after.set(row["id"]!, row);
  return csvText([headings, ...[...after.values()].map((cells) => headings.map((it) => cells[it] ?? ""))]);
}

const findingsKept = new WeakMap<ReadonlyMap<string, string>, ReadonlySet<string>>();
/** What is found in a data set as it is recorded: looked for once, however often a spreadsheet is checked against it. */
function foundIn(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = findingsKept.get(files) ?? new Set(readDataset(files, { findingsMost: Number.POSITIVE_INFINITY, like: files }).findings.map(keyOf));
  findingsKept.set(files, found);
  return found;
}

const keyOf = ({ code, file, fact = "", column = "" }: Finding): string => [code, file, fact, column].join("\n");

const withoutPlace = ({ row: _row, file, message, ...it }: Finding, sheet: string): Finding => ({ ...it, file: sheet, message: `${file}${it.fact === undefined ? "" : `, ${it.fact}`}: ${message}` });

const sayingOf = (sheet: string) => ({
  twice: (row: number, id: string, first: number): Finding => ({ code: "duplicate-id", level: "error", file: sheet, row, column: "id", fact: id, message: `The row is ${id}, as line ${first} is already.`, mend: "Give it another id, or leave one of the two out." }),
  foreign: (row: number, id: string, owner: string): Finding => ({ code: "not-owner", level: "error", file: sheet, row, fact: id, message: `The row speaks of ${owner}, and only ${owner} writes it.`, mend: "Leave it out, or correct whom it speaks of." }),
});
