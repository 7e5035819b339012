import { type AnyKind, columnsOf } from "#model";
import { type CsvFault, scanCsv } from "./csv-scan.ts";
import { csvText } from "./csv-write.ts";
import { separatorOf } from "./separator.ts";

/** A row put into a table, or why it cannot be. */
export type PutRow =
  | { readonly kind: "put"; readonly text: string; /** Line of the row, as an editor counts. */ readonly line: number; readonly replaced: boolean }
  | { readonly kind: "no-column"; readonly column: string }
  | { readonly kind: "broken"; readonly fault: CsvFault };

/**
 * Puts one row into a table, by its id: the row with that id gets the cells given and keeps its others; without one, a
 * row is added at the end. Every other byte stays as it is: rows, order of columns, separator, line ends, empty lines.
 * Without a text the table is begun with every column of its kind.
 * @example putRow(KINDS.label, "id,level\r\nA,1\r\n", { id: "A", level: "2" }) // → { kind: "put", text: "id,level\r\nA,2\r\n", line: 2, replaced: true }
 */
export function putRow(kind: AnyKind, text: string | undefined, cells: Readonly<Record<string, string>> & { readonly id: string }): PutRow {
  if (text === undefined || text.trim() === "") {
    const columns = columnsOf(kind);
    return { kind: "put", text: csvText([columns, columns.map((it) => cells[it] ?? "")]), line: 2, replaced: false };
  }
  const separator = separatorOf(text);
  let columns: readonly string[] | undefined;
  let found: { readonly cells: readonly string[]; readonly line: number } | undefined;
  const faults = scanCsv(text, separator, (row, line) => {
    if (columns === undefined) columns = row.map((it) => it.trim().toLowerCase().replaceAll(/[\s-]+/g, "_"));
    else if (row[columns.indexOf("id")]?.trim() === cells.id) found = { cells: row, line };
  });
  if (faults[0] !== undefined) return { kind: "broken", fault: faults[0] };
  const headings = columns ?? [];
  const lacking = Object.entries(cells).find(([column, cell]) => !headings.includes(column) && cell !== "");
  if (lacking !== undefined) return { kind: "no-column", column: lacking[0] };
  const lines = linesOf(text);
  const lineEnd = /\r\n$|\n$|\r$/.exec(lines[0] ?? "")?.[0] ?? "\n";
  const line = (row: readonly string[]): string => row.map((it) => quotedFor(it, separator)).join(separator);
  if (found === undefined) {
    const body = /[\r\n]$/.test(text) ? text : text + lineEnd;
    return { kind: "put", text: body + line(headings.map((it) => cells[it] ?? "")) + lineEnd, line: linesOf(body).length + 1, replaced: false };
  }
  const old = found;
  const first = old.line - 1;
  let end = first + 1;
  while (end < lines.length && quotesIn(lines.slice(first, end)) % 2 === 1) end += 1;
  const row = headings.map((it, index) => cells[it] ?? old.cells[index] ?? "");
  const ending = /\r\n$|\n$|\r$/.exec(lines[end - 1] ?? "")?.[0] ?? "";
  return { kind: "put", text: [...lines.slice(0, first), line(row) + ending, ...lines.slice(end)].join(""), line: old.line, replaced: true };
}

/** Lines with their ends, as `scanCsv` cuts them. */
function linesOf(text: string): readonly string[] {
  const lineEnd = text.includes("\n") ? "\n" : "\r";
  const parts = text.split(lineEnd);
  return parts.flatMap((it, index) => (index < parts.length - 1 ? [it + lineEnd] : it === "" ? [] : [it]));
}

const quotesIn = (lines: readonly string[]): number => lines.join("").split('"').length - 1;
const quotedFor = (cell: string, separator: string): string => (/["\n\r]/.test(cell) || cell.includes(separator) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell);
