import type { HeatRow, HeatView } from "#views";

/** Column the table is sorted by: a nation's id, `alliance`, `trend` or `name`; `-` in front turns it round. */
export type Sort = string | undefined;

/** Rows under one heading. */
export interface HeatGroup {
  readonly name: string;
  readonly rows: readonly HeatRow[];
}

const valueBy = (row: HeatRow, column: string): number | undefined =>
  column === "alliance" ? row.alliance.value : column === "trend" ? row.trend.value : row.cells.find((it) => it.nation === column)?.shown?.value;

/** Unknown stands last whichever way the column is sorted. */
function compare(a: HeatRow, b: HeatRow, column: string, sign: number): number {
  if (column === "name") return sign * a.name.localeCompare(b.name);
  const [x, y] = [valueBy(a, column), valueBy(b, column)];
  if (x === undefined || y === undefined) return x === y ? a.name.localeCompare(b.name) : x === undefined ? 1 : -1;
  return sign * (x - y) || a.name.localeCompare(b.name);
}

/** Whether a row answers the filter: every word stands in its name, id, area or group. */
const answers = (row: HeatRow, words: readonly string[]): boolean => {
  const text = `${row.name} ${row.leaf} ${row.area} ${row.group}`.toLowerCase();
  return words.every((it) => text.includes(it));
};

/** The rows as the reader wants them: grouped by area as they come, or sorted by a column in one group. */
export function arrange(view: HeatView, filter: string, sort: Sort): readonly HeatGroup[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((it) => it !== "");
  const rows = view.rows.filter((it) => answers(it, words));
  if (sort === undefined) {
    const areas = [...new Set(rows.map((it) => it.area))];
    return areas.map((area) => ({ name: area, rows: rows.filter((it) => it.area === area) }));
  }
  const column = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  return rows.length === 0 ? [] : [{ name: "", rows: rows.toSorted((a, b) => compare(a, b, column, sign)) }];
}

/** A press on a heading: first up, then down, then as it was. */
export const nextSort = (sort: Sort, column: string): Sort => (sort === column ? `-${column}` : sort === `-${column}` ? undefined : column);
