import { type AnyKind, columnOf, type Field, KINDS } from "#model";
import { type ImportMap, importColumns } from "./import-map.ts";
import { fewWord, fewWords, meaningsOf, plainWord, type Recorded, type RecordedRow } from "./meanings.ts";
import { cellText, type SheetCell, type SheetRow } from "./sheet.ts";
import { type SheetFinding, sheetFindings } from "./sheet-findings.ts";

/** Rows of a national spreadsheet as rows of ours: texts, a cell for each column, with the line that each came from. */
export interface MappedRows {
  readonly columns: readonly string[];
  readonly rows: readonly MappedRow[];
  /** What is wrong or doubtful about the sheet itself: columns that are not used, a label that nobody stated. */
  readonly findings: readonly SheetFinding[];
}

export interface MappedRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads the rows below the headings as the map says. A word of the map counts first, then the id or the whole name of what a column
 * refers to. What nothing reads stays as it stands, so that a check can say so. A row without an id gets that of the one recorded
 * row that speaks of the same thing, else one made by the map's rule. A cell that was mended, by line and column, is read as the sheet's own are.
 */
export function mappedRows(rows: readonly SheetRow[], map: ImportMap, recorded: Recorded, mended: ReadonlyMap<number, ReadonlyMap<string, string>> = new Map()): MappedRows {
  const kind: AnyKind = KINDS[map.kind];
  const headings = headingsIn(rows, map.headingLine);
  const columns = importColumns(map);
  const fields = fieldsByColumn(kind);
  const readers = columns.map((column) => {
    const heading = map.columns[column];
    return { at: heading === undefined ? -1 : headings.indexOf(heading.trim()), fixed: map.fixed[column] ?? "", read: readerOf(fields.get(column), map, { column, recorded }) };
  });
  const idAt = columns.indexOf("id");
  const idOf = idMaker(kind, { columns, rule: map.id, recorded: recorded.get(`${kind.file}.csv`) ?? [] });
  return {
    columns,
    findings: sheetFindings(rows, map),
    rows: rows.flatMap(({ line, cells }): readonly MappedRow[] => {
      if (line <= map.headingLine) return [];
      const own = mended.get(line);
      const read = readers.map((it, at) => it.read(own?.get(columns[at]!) ?? (it.at < 0 ? "" : (cells[it.at] ?? ""))));
      // A row of which no mapped column holds anything is a note or a rule of the sheet.
      if (read.every((it) => it === "")) return [];
      const filled = read.map((it, at) => (it === "" ? readers[at]!.fixed : it));
      if (filled[idAt] === "") filled[idAt] = idOf(filled);
      return [{ line, cells: filled }];
    }),
  };
}

/** The headings of a sheet, as they stand. @example headingsIn(rows, 1) // → ["Typ", "Menge"] */
export const headingsIn = (rows: readonly SheetRow[], line: number): readonly string[] => (rows.find((it) => it.line === line)?.cells ?? []).map((it) => cellText(it).replaceAll(/\s+/g, " ").trim());

/** The field that a column belongs to; a range has three. */
export const fieldsByColumn = (kind: AnyKind): ReadonlyMap<string, Field<unknown>> =>
  new Map(Object.entries(kind.fields).flatMap(([name, field]) => (field.type === "range" ? [`${columnOf(name)}_low`, columnOf(name), `${columnOf(name)}_high`] : [columnOf(name)]).map((it) => [it, field] as const)));

const NUMERIC: ReadonlySet<string> = new Set(["number", "integer", "year", "share", "range"]);
/** Whether the cells of a field are numbers. */
export const isNumeric = (field: Field<unknown> | undefined): boolean => field !== undefined && NUMERIC.has(field.type);

function readerOf(field: Field<unknown> | undefined, map: ImportMap, { column, recorded }: { readonly column: string; readonly recorded: Recorded }): (cell: SheetCell) => string {
  const words = new Map(Object.entries(map.words[column] ?? {}).map(([theirs, ours]) => [plainWord(theirs), ours]));
  const meant = field === undefined ? undefined : meaningsOf(field, recorded);
  const few = field?.type === "text" ? fewWords(recorded.get(`${KINDS[map.kind].file}.csv`) ?? [], column) : undefined;
  const asOurs = (text: string): string => {
    if (field?.type === "share") return shareFrom(text, map.numbers);
    if (isNumeric(field)) return numberFrom(text, map.numbers);
    if (field?.type === "date") return dateFrom(text, map.dates);
    if (few !== undefined) return fewWord(few, text);
    return meant?.get(text) ?? meant?.get(plainWord(text)) ?? text;
  };
  return (cell) => {
    const text = cellText(cell).trim();
    if (text === "") return "";
    // A number that is stored as one is written in no nation's way.
    return words.get(plainWord(text)) ?? (typeof cell === "number" && isNumeric(field) ? text : asOurs(text));
  };
}

const FORM = { point: /^[+-]?(\d{1,3}([,\s'’]\d{3})+|\d+)(\.\d+)?$|^[+-]?\.\d+$/, comma: /^[+-]?(\d{1,3}([.\s'’]\d{3})+|\d+)(,\d+)?$|^[+-]?,\d+$/ };
/** Digits that a number of the machine keeps. */
const DIGITS_KEPT = 15;

/**
 * A number that stands as text, with a decimal point and nothing else; as it stands where it is not written in that way.
 * @example numberFrom("1.234,5", "comma") // → "1234.5"
 */
export function numberFrom(text: string, written: ImportMap["numbers"]): string {
  const digits = text.replace("−", "-");
  if (!FORM[written].test(digits)) return text;
  const grouped = digits.replaceAll(/[\s'’]/g, "");
  const value = written === "point" ? grouped.replaceAll(",", "") : grouped.replaceAll(".", "").replace(",", ".");
  return value.length > DIGITS_KEPT ? value : String(Number(value));
}

/** A share that is written in per cent. @example shareFrom("35 %", "point") // → "0.35" */
export function shareFrom(text: string, written: ImportMap["numbers"]): string {
  if (!text.endsWith("%")) return numberFrom(text, written);
  const digits = numberFrom(text.slice(0, -1).trim(), written);
  const value = digits === "" ? Number.NaN : Number(digits);
  return Number.isFinite(value) ? String(Number((value / 100).toPrecision(DIGITS_KEPT))) : text;
}

const two = (digits: string): string => digits.padStart(2, "0");

/** A date that stands as text, year first; as it stands where it is not written in that way. @example dateFrom("1.3.2030", "day-first") // → "2030-03-01" */
export function dateFrom(text: string, written: ImportMap["dates"]): string {
  const ours = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ]00:00(?::00)?)?$/.exec(text);
  if (ours !== null) return `${ours[1]}-${two(ours[2]!)}-${two(ours[3]!)}`;
  if (written === "year-first") return text;
  const parts = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text);
  if (parts !== null) return written === "day-first" ? `${parts[3]}-${two(parts[2]!)}-${two(parts[1]!)}` : `${parts[3]}-${two(parts[1]!)}-${two(parts[2]!)}`;
  const month = /^(\d{1,2})[./-](\d{4})$/.exec(text);
  return month === null ? text : `${month[2]}-${two(month[1]!)}`;
}

/** What a row speaks of: its cells of the columns by which rows of its kind are rivals. */
function subjectOf(kind: AnyKind): ((cell: (column: string) => string) => string | undefined) | undefined {
  const columns = kind.rivalKey.map(columnOf);
  return columns.length === 0 ? undefined : (cell) => {
    const cells = columns.map(cell);
    return cells.every((it) => it === "") ? undefined : JSON.stringify(cells);
  };
}

// A name that is not known is told as that, and not as an id that cannot be.
const NOT_IN_ID = /[^\p{L}\p{N}._:/+()&'-]+/gu;

function idMaker(kind: AnyKind, { columns, rule, recorded: rows }: { readonly columns: readonly string[]; readonly rule: string; readonly recorded: readonly RecordedRow[] }): (cells: readonly string[]) => string {
  const subject = subjectOf(kind);
  const corrected = new Set(rows.map((it) => it["corrects"]).filter((it) => it !== undefined && it !== ""));
  const known = new Map<string, string | undefined>();
  if (subject !== undefined)
    for (const it of rows) {
      const about = corrected.has(it["id"]) ? undefined : subject((column) => it[column] ?? "");
      // Of two rows that speak of the same thing nobody knows which is meant.
      if (about !== undefined) known.set(about, known.has(about) ? undefined : it["id"]);
    }
  const place = new Map(columns.map((it, at) => [it, at]));
  const gaps = [...rule.matchAll(/\{([^}]*)\}/g)].map(([, column = ""]) => column);
  return (cells) => {
    const cell = (column: string): string => cells[place.get(column) ?? -1] ?? "";
    const about = subject?.(cell);
    const found = about === undefined ? undefined : known.get(about);
    if (found !== undefined) return found;
    // An id that lacks a part would be the id of several rows.
    return rule === "" || gaps.some((it) => cell(it) === "") ? "" : rule.replaceAll(/\{([^}]*)\}/g, (_, column: string) => cell(column).replaceAll(NOT_IN_ID, "_"));
  };
}
