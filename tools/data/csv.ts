import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One line of a table, by column heading. An empty cell is an empty string. */
export type Row = Readonly<Record<string, string>>;

/** Splits comma-separated text after RFC 4180: quotes may hold commas, quotes and line ends. */
export function parseCsv(text: string): readonly Row[] {
  const lines: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const it = text[at]!;
    if (quoted) {
      if (it !== '"') cell += it;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else quoted = false;
    } else if (it === '"') quoted = true;
    else if (it === "," || it === "\n") {
      lines.at(-1)!.push(cell);
      cell = "";
      if (it === "\n") lines.push([]);
    } else if (it !== "\r") cell += it;
  }
  if (cell !== "" || lines.at(-1)!.length > 0) lines.at(-1)!.push(cell);
  const [head = [], ...body] = lines.filter((it) => it.length > 0);
  return body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ""])));
}

export const readTable = (folder: string, path: string): readonly Row[] => parseCsv(readFileSync(join(folder, path), "utf8"));

const cellOf = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

export const formatCsv = (columns: readonly string[], rows: readonly Row[]): string =>
  `${[columns.join(","), ...rows.map((row) => columns.map((it) => cellOf(row[it] ?? "")).join(","))].join("\n")}\n`;

/** A number as text: at most `digits` significant digits and no trailing zeros. */
export const figure = (value: number, digits = 6): string => (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits))));

/** The three columns of a range. */
export const range = (name: string, [low, base, high]: readonly [number, number, number], digits = 6): Row => ({
  [`${name}_low`]: figure(low, digits),
  [name]: figure(base, digits),
  [`${name}_high`]: figure(high, digits),
});
