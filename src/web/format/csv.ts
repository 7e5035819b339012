import type { Sheet } from "./sheet.ts";

const IS_NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front; a number stays a number. */
export const neutral = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !IS_NUMBER.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Headings and rows as text, with the marking of the whole beside each row. */
const rowsOf = ({ columns, rows, marking }: Sheet): readonly (readonly string[])[] => {
  const texts = rows.map((row) => row.map(String));
  return marking === undefined ? [columns, ...texts] : [[...columns, "marking"], ...texts.map((row) => [...row, marking])];
};

/** Comma-separated values (RFC 4180). */
export const toCsv = (sheet: Sheet): string =>
  rowsOf(sheet)
    .map((row) => row.map((cell) => quoted(neutral(cell))).join(","))
    .join("\r\n")
    .concat("\r\n");

/** Tab-separated, as a spreadsheet takes it from the clipboard. */
export const toTabs = (sheet: Sheet): string =>
  rowsOf(sheet)
    .map((row) => row.map((cell) => neutral(cell).replace(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");
