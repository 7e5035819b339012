import { type AnyKind, columnOf, columnsOf, KINDS } from "#model";
import type { ImportMap } from "./import-map.ts";
import type { MappedRows } from "./mapped-rows.ts";
import type { Recorded, RecordedRow } from "./meanings.ts";
import type { SheetFinding } from "./sheet-findings.ts";

/** A spreadsheet as the source of its own rows, as a table of sources has it. */
export interface OwnSource {
  /** What it is called, with whoever made it. */
  readonly title: string;
  /** Date of the document. */
  readonly asOf: string;
  /** Terms under which its figures may be passed on. */
  readonly licence: string;
  readonly licenceClass: "A" | "B" | "C";
}

export const SOURCES_FILE = `${KINDS.source.file}.csv`;
const ID_MOST = 120;

/** The id of a sheet as a source: whose it is, what it is called, and of when. @example ownSourceId("XAA", { title: "Return of Alma", asOf: "2026" }) // → "XAA:return-of-alma:2026" */
export function ownSourceId(nation: string, { title, asOf }: Pick<OwnSource, "title" | "asOf">): string {
  const name = title.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
  const ends = [nation, asOf].filter((it) => it !== "");
  const room = ID_MOST - ends.join("::").length;
  return [nation, name.slice(0, room), asOf].filter((it) => it !== "").join(":");
}

/** The row of a sheet in the table of sources. */
export const ownSourceRow = (nation: string, source: OwnSource): RecordedRow => ({ id: ownSourceId(nation, source), title: source.title, licence: source.licence, licence_class: source.licenceClass, as_of: source.asOf });

/** What a sheet may be called as a source: by its file's name and whoever sends it, of the latest date that its rows say. Whoever imports says whether it is one. */
export function proposedSource({ name, sender, dates }: { readonly name: string; readonly sender: string; readonly dates: readonly string[] }): OwnSource {
  const file = name.replace(/\.[^.]*$/, "").replaceAll("_", " ").trim();
  const asOf = dates.filter((it) => KINDS.source.fields.asOf.read(it).ok).toSorted().at(-1) ?? "";
  return { title: sender === "" ? file : `${file}, return of ${sender}`, asOf, licence: sender === "" ? "facts stated to the alliance" : `facts stated to the alliance by ${sender}`, licenceClass: "A" };
}

/** Whether the rows of a kind name a source. */
export const namesSource = (map: Pick<ImportMap, "kind">): boolean => columnsOf(KINDS[map.kind] as AnyKind).includes("source");

/** A map by which rows that name no source are of the sheet itself. */
export const withOwnSource = (map: ImportMap, id: string): ImportMap => (namesSource(map) ? { ...map, fixed: { ...map.fixed, [columnOf("source")]: id } } : map);

/** Rows whose word for a source names none that is recorded are of the sheet itself; each such word is told. */
export function readAsOwn(mapped: MappedRows, id: string, recorded: Recorded): MappedRows {
  const at = mapped.columns.indexOf("source");
  if (at < 0) return mapped;
  const known = new Set([id, ...(recorded.get(SOURCES_FILE) ?? []).map((it) => it["id"])]);
  const words = new Map<string, number>();
  const rows = mapped.rows.map((row) => {
    const word = row.cells[at]!;
    if (known.has(word)) return row;
    words.set(word, (words.get(word) ?? 0) + 1);
    return { ...row, cells: row.cells.with(at, id) };
  });
  return { ...mapped, rows, findings: [...mapped.findings, ...[...words].slice(0, WORDS_TOLD).map(([word, count]) => takenAsOwn(word, count)), ...moreTaken([...words].slice(WORDS_TOLD))] };
}

const WORDS_TOLD = 20;
const takenAsOwn = (word: string, count: number): SheetFinding => ({
  code: "source-is-sheet",
  level: "warning",
  column: "source",
  message: `"${word}" is no source that is recorded; ${count === 1 ? "the row that names it is" : `the ${count} rows that name it are`} taken as of the sheet itself.`,
  mend: "Say in the map which source the word means, if it is another.",
});

/** Words beyond those that are told one by one. */
const moreTaken = (words: readonly (readonly [string, number])[]): readonly SheetFinding[] =>
  words.length === 0 ? [] : [{ code: "source-is-sheet", level: "warning", column: "source", message: `Words of other rows, ${words.reduce((sum, [, count]) => sum + count, 0)} in all, name no source that is recorded either; these rows are taken as of the sheet itself.`, mend: "Say in the map which source each word means, if it is another." }];

/** What the sheet would add to the sources: nothing where it stands there already. */
export const addedSource = (row: RecordedRow, recorded: Recorded): RecordedRow | undefined => (sourceOf(row, recorded) === undefined ? row : undefined);

const sourceOf = (row: RecordedRow, recorded: Recorded): RecordedRow | undefined => (recorded.get(SOURCES_FILE) ?? []).find((it) => it["id"] === row["id"]);

/** A source that is recorded stays as it is: a sheet of its name and date that says something else of itself is another, or has to say the same. */
export function otherSource(row: RecordedRow, recorded: Recorded): readonly SheetFinding[] {
  const before = sourceOf(row, recorded);
  return before === undefined || Object.entries(row).every(([column, cell]) => before[column] === cell) ? [] : [{ code: "source-is-another", level: "error", column: "source", message: `A source "${row["id"]}" is recorded with another title or on other terms, which would change for all that cites it.`, mend: "Give the sheet another title or date, or the same terms." }];
}
