import { type AnyKind, columnsOf, KINDS } from "#model";
import type { Finding } from "#stdx";
import type { ImportMap } from "./import-map.ts";
import { isMarkingHeading, isMarkingWord } from "./markings.ts";
import { cellText, type SheetRow } from "./sheet.ts";

/** A finding about a sheet as a whole; its file is named by whoever checks it. */
export type SheetFinding = Omit<Finding, "file">;

const CELLS_LOOKED_AT = 200_000;
const WORDS_SHOWN = 12;

/** Headings of a line as they stand. */
const headingsOf = (rows: readonly SheetRow[], line: number): readonly string[] => (rows.find((it) => it.line === line)?.cells ?? []).map((it) => cellText(it).replaceAll(/\s+/g, " ").trim());

/** A column's letters, as spreadsheets have them. @example lettersOf(27) // → "AB" */
export const lettersOf = (at: number): string => (at < 26 ? "" : lettersOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

/** Places of the columns that a map reads: of two with one heading only the first is read. */
const placesRead = (headings: readonly string[], map: ImportMap): ReadonlySet<number> => new Set(Object.values(map.columns).map((it) => headings.indexOf(it.replaceAll(/\s+/g, " ").trim())));

/** The columns of a sheet that a map does not read, by heading or letter; one without a heading counts where it holds anything. */
export function unusedColumns(rows: readonly SheetRow[], map: ImportMap): readonly { readonly at: number; readonly name: string }[] {
  const headings = headingsOf(rows, map.headingLine);
  const read = placesRead(headings, map);
  return filledColumns(rows, map.headingLine).flatMap((at) => {
    const heading = headings[at] ?? "";
    return read.has(at) ? [] : [{ at, name: heading === "" ? `column ${lettersOf(at)}, without a heading` : `"${heading}"` }];
  });
}

/** Places of the columns of a sheet that have a heading or hold anything below it. */
export function filledColumns(rows: readonly SheetRow[], headingLine: number): readonly number[] {
  const places = new Set([...headingsOf(rows, headingLine).entries()].flatMap(([at, heading]) => (heading === "" ? [] : [at])));
  for (const { line, cells } of rows) {
    if (line <= headingLine) continue;
    for (const [at, cell] of cells.entries()) if (cell !== "") places.add(at);
  }
  return [...places].sort((a, b) => a - b);
}

/**
 * Where a sheet may say how confidential its rows are although no column is read as the label: the heading of an unused column, or a
 * cell that holds such a word. Absent: nowhere, or a column is read as the label.
 * @example markingDoubt([{ line: 1, cells: ["Typ", "Geheimhaltung"] }], emptyMap("holding")) // → 'the column "Geheimhaltung"'
 */
export function markingDoubt(rows: readonly SheetRow[], map: ImportMap): string | undefined {
  if (map.columns["label"] !== undefined) return undefined;
  const headings = headingsOf(rows, map.headingLine);
  const heading = unusedColumns(rows, map).find(({ at }) => isMarkingHeading(headings[at] ?? ""));
  if (heading !== undefined) return `the column ${heading.name}`;
  let looked = 0;
  for (const { line, cells } of rows)
    for (const cell of cells) {
      looked += 1;
      if (looked > CELLS_LOOKED_AT) return undefined;
      if (typeof cell === "string" && isMarkingWord(cell)) return `the cell "${cell}" in line ${line}`;
    }
  return undefined;
}

/** A map without the label that it gives to every row, where the sheet may say another: it is asked for anew. */
export function withoutDoubtfulLabel(map: ImportMap, rows: readonly SheetRow[]): ImportMap {
  if (map.fixed["label"] === undefined || markingDoubt(rows, map) === undefined) return map;
  const { label: _, ...fixed } = map.fixed;
  return { ...map, fixed };
}

/** What is wrong or doubtful about a sheet before any row is read: nothing of it known, a heading of the map missing, columns not used, a label that nobody stated. */
export function sheetFindings(rows: readonly SheetRow[], map: ImportMap): readonly SheetFinding[] {
  const kind: AnyKind = KINDS[map.kind];
  const headings = headingsOf(rows, map.headingLine);
  const row = map.headingLine;
  if (Object.keys(map.columns).length === 0) return [noHeading(kind, headings, row)];
  const findings: SheetFinding[] = [];
  for (const [column, heading] of Object.entries(map.columns))
    if (!headings.includes(heading.replaceAll(/\s+/g, " ").trim())) findings.push({ code: "missing-heading", level: "error", row, column, message: `The map reads \`${column}\` from "${heading}", and line ${row} has no such heading.`, mend: `Correct the map: the headings are ${listed(headings)}. A column that it does not read keeps what is recorded.` });
  const unused = unusedColumns(rows, map);
  if (unused.length > 0) findings.push({ code: "unused-column", level: "warning", row, message: `${unused.length === 1 ? "One column of the sheet is" : `${unused.length} columns of the sheet are`} not used, and nothing in ${unused.length === 1 ? "it" : "them"} is recorded: ${unused.map((it) => it.name).join(", ")}.`, mend: "Say in the map which column of ours each is (on the page, or in the file of --save-map, given again with --map), where it says something to keep." });
  const doubt = map.fixed["label"] === undefined ? markingDoubt(rows, map) : undefined;
  if (doubt !== undefined) findings.push({ code: "label-in-doubt", level: "error", column: "label", message: `The sheet may say how confidential its rows are (${doubt}), and nothing is read as their label; so none is taken for granted.`, mend: "Read that column as `label` in the map, or state the label of every row: --set label=…, on the page \"Where empty\" of label." });
  return findings;
}

const listed = (words: readonly string[]): string => {
  const some = words.filter((it) => it !== "");
  return some.length === 0 ? "none" : `${some.slice(0, WORDS_SHOWN).map((it) => `"${it}"`).join(", ")}${some.length > WORDS_SHOWN ? ` and ${some.length - WORDS_SHOWN} more` : ""}`;
};

/** No heading of a line is known for a kind. */
export const noHeading = (kind: AnyKind, headings: readonly string[], row: number): SheetFinding => ({
  code: "no-heading",
  level: "error",
  row,
  message: `No heading of line ${row} is known: it holds ${listed(headings)}. ${kind.file}.csv has the columns ${columnsOf(kind).join(", ")}.`,
  mend: "Name the columns so, or in the words of your language for them; or say the kind of record (--kind) and which heading is which column (--map; on the page under \"What is which column\").",
});
