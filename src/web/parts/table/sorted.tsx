import type { ReactNode } from "react";
import { changeAddress, type TableName, useAddress } from "../../address/address.ts";
import { languageNow } from "../../words/words.ts";
import { arrangeRows, nextSort, type Sort, sortedAs } from "./arrange-rows.ts";
import type { CellValue } from "./column.ts";

/** How a short table is sorted, for its headings. */
export interface Sorting {
  readonly sort: Sort;
  readonly onSort: (column: string) => void;
}

/**
 * Rows of a table so short that all of them stand on the page, in the order that its headings ask for. The order stands in the address under
 * the name of the table, as a step that Back undoes. `asGiven`: how the rows come, where a column says so.
 * @example const { rows, sorting } = useSorted("levers", levers, { lever: (it) => it.name, share: (it) => it.share.value });
 */
export function useSorted<Row>(table: TableName, rows: readonly Row[], by: Readonly<Record<string, (row: Row) => CellValue>>, asGiven?: string): { readonly rows: readonly Row[]; readonly sorting: Sorting } {
  const key = `${table}-sort` as const;
  const sort = useAddress()(key) ?? asGiven;
  const columns = Object.entries(by).map(([id, value]) => ({ id, name: id, type: "text" as const, value }));
  return {
    rows: arrangeRows({ rows, columns, filter: "", sort, language: languageNow() }),
    sorting: {
      sort,
      onSort: (column) => {
        const next = nextSort(sort, column) ?? (asGiven === `-${column}` ? column : undefined);
        changeAddress({ [key]: next === asGiven ? undefined : next }, "push");
      },
    },
  };
}

/** A heading that sorts when it is pressed. */
export function SortHead(props: { readonly sorting: Sorting; readonly column: string; readonly className?: string; readonly title?: string; readonly children: ReactNode }) {
  const { sort, onSort } = props.sorting;
  const way = sortedAs(sort, props.column);
  return (
    <th scope="col" className={props.className} title={props.title} aria-sort={way}>
      <button type="button" className="sort" onClick={() => onSort(props.column)}>
        {props.children}
        {way !== "none" && <span aria-hidden="true"> {way === "ascending" ? "▴" : "▾"}</span>}
      </button>
    </th>
  );
}
