/** A table as it leaves the page: headings and rows of text. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const IS_NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front; a number stays a number. */
export const neutral = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !IS_NUMBER.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Comma-separated values (RFC 4180). */
export const toCsv = (sheet: Sheet): string =>
  [sheet.columns, ...sheet.rows]
    .map((row) => row.map((cell) => quoted(neutral(cell))).join(","))
    .join("\r\n")
    .concat("\r\n");

/** Tab-separated, as a spreadsheet takes it from the clipboard. */
export const toTabs = (sheet: Sheet): string =>
  [sheet.columns, ...sheet.rows].map((row) => row.map((cell) => neutral(cell).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
