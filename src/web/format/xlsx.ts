import writeXlsxFile, { type Row } from "write-excel-file/browser";
import { headLines, plainSheet, type Sheet } from "./sheet.ts";

/** Longest name that a sheet of a workbook may have, and what may not stand in it. */
const NAME_MOST = 31;
const NOT_IN_NAME = /[\\/?*[\]:]/g;

/** A table as a workbook: numbers are numbers, what it is and what it rests on stands above, the headings stay in sight, the marking stands above and below. */
export function toXlsx(sheet: Sheet): Promise<Blob> {
  const { columns, rows } = plainSheet(sheet);
  const { marking } = sheet;
  const banner: readonly Row[] = marking === undefined ? [] : [[{ value: marking, type: String, fontWeight: "bold" }]];
  const head = headLines(sheet).map((value, at): Row => [{ value, type: String, ...(at === 0 && { fontWeight: "bold" as const }) }]);
  const data: Row[] = [
    ...banner,
    ...head,
    columns.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    // A text is written as a text, so that no spreadsheet takes it for a formula.
    ...rows.map((row) => row.map((value) => (value === "" ? undefined : typeof value === "number" ? { value, type: Number } : { value, type: String }))),
    ...banner,
  ];
  return writeXlsxFile(data, {
    sheet: sheet.name.replace(NOT_IN_NAME, " ").slice(0, NAME_MOST),
    stickyRowsCount: banner.length + head.length + 1,
    columns: columns.map((name) => ({ width: Math.min(40, Math.max(12, name.length + 2)) })),
  }).toBlob();
}
