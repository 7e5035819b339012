import type { HeatRow, HeatView } from "#views";
import type { Sort } from "../parts/table/arrange-rows.ts";
import { filterOf } from "../parts/table/filter.ts";

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

/** The rows as the reader wants them: grouped by area as they come, or sorted by a column (a nation's id, `alliance`, `trend` or `name`) in one group. */
export function arrange(view: HeatView, filter: string, sort: Sort): readonly HeatGroup[] {
  const answers = filterOf(filter);
  const rows = view.rows.filter((it) => answers(`${it.name} ${it.leaf} ${it.area} ${it.group}`));
  if (sort === undefined) {
    const areas = [...new Set(rows.map((it) => it.area))];
    return areas.map((area) => ({ name: area, rows: rows.filter((it) => it.area === area) }));
  }
  const column = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  return rows.length === 0 ? [] : [{ name: "", rows: rows.toSorted((a, b) => compare(a, b, column, sign)) }];
}
