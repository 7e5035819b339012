import type { CellValue, Column } from "./column.ts";
import { filterOf } from "./filter.ts";

/** Column by which rows are sorted; `-` in front turns it round. Absent: as they come. */
export type Sort = string | undefined;

/** A press on a heading: first up, then down, then as it was. */
export const nextSort = (sort: Sort, column: string): Sort => (sort === column ? `-${column}` : sort === `-${column}` ? undefined : column);

/** Which way a column is sorted, in the word of `aria-sort`. */
export const sortedAs = (sort: Sort, column: string): "ascending" | "descending" | "none" =>
  sort === column ? "ascending" : sort === `-${column}` ? "descending" : "none";

/**
 * The rows that answer the filter, in the order of the sort. Every word of the filter must stand in some cell, whatever the case and
 * accents. Absent values stand last whichever way is sorted; equal ones keep their order.
 */
export function arrangeRows<Row>(ask: {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly filter: string;
  readonly sort: Sort;
  readonly language: string;
}): readonly Row[] {
  const { rows, columns, sort } = ask;
  const answers = filterOf(ask.filter);
  const found = ask.filter.trim() === "" ? rows : rows.filter((row) => answers(columns.flatMap((it) => cellTexts(it, it.value(row))).join("\n")));
  const column = sort === undefined ? undefined : columns.find((it) => it.id === sort.replace(/^-/, ""));
  if (column === undefined) return found;
  const sign = sort?.startsWith("-") === true ? -1 : 1;
  const collator = new Intl.Collator(ask.language, { numeric: true });
  const keyed = found.map((row) => ({ row, key: column.value(row) }));
  return keyed.toSorted((a, b) => compare(a.key, b.key, sign, collator)).map((it) => it.row);
}

/** What a cell is found by: its value, and the word it shows for a code. */
const cellTexts = (column: Pick<Column<never>, "told">, value: CellValue): readonly CellValue[] =>
  typeof value === "string" && column.told !== undefined ? [value, column.told(value)] : [value ?? ""];

function compare(a: CellValue, b: CellValue, sign: number, collator: Intl.Collator): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}
