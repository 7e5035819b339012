import { wordsOf } from "../words/words.ts";
import { plainSheet, type Sheet } from "./sheet.ts";
import { WORDS } from "./words.ts";

const IS_NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front; a number stays a number. */
export const neutral = (text: string): string => (/^[=+\-@\t\r]/.test(text) && !IS_NUMBER.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Headings and rows as text. What is true of the whole stands beside each row, so that the first line is the headings and a row that is taken out keeps it. */
const rowsOf = (sheet: Sheet): readonly (readonly string[])[] => {
  const { columns, rows } = plainSheet(sheet);
  const { marking, title, basis } = sheet;
  const names = wordsOf(WORDS).ofWhole;
  const whole = ([[names.marking, marking], [names.table, title], [names.data, basis?.dataset], [names.asOf, basis?.asOf], [names.run, basis?.runKey]] as const).flatMap(([name, text]) =>
    text === undefined ? [] : [{ name, text }],
  );
  return [[...columns, ...whole.map((it) => it.name)], ...rows.map((row) => [...row.map(String), ...whole.map((it) => it.text)])];
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
