import { type ReactNode, type RefObject, useEffect, useMemo, useState } from "react";
import { type AddressKey, changeAddress, useAddress } from "../../address/address.ts";
import type { Sheet } from "../../format/sheet.ts";
import { languageNow, wordsOf } from "../../words/words.ts";
import { EmptyMessage, Loading } from "../message.tsx";
import { TakeOut } from "../take-out.tsx";
import { arrangeRows, nextSort } from "./arrange-rows.ts";
import type { Column } from "./column.ts";
import { ColumnChoice } from "./column-choice.tsx";
import { TableGrid } from "./table-grid.tsx";
import { WORDS } from "./words.ts";

/** A table as the reader arranged it: its rows in their order, the ids of the columns in sight. */
export interface Arrangement<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
}

/**
 * A table of any size: sorted by its headings, filtered, with the columns the reader chooses, walked by the arrow keys, taken out as it
 * stands to the clipboard, to CSV and to XLSX. What was chosen stands in the address, for the one table of a page that says `inAddress`.
 */
export function DataTable<Row>(props: {
  /** Name of the files it is saved as. */
  readonly name: string;
  /** What is listed, for those who hear it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Absent while they come. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  readonly marking: string;
  /** What is said where there are no rows at all, and why that is. */
  readonly empty: ReactNode;
  /** What is said above where the reader sees a part only. */
  readonly partial?: ReactNode;
  /** More tools, before the filter. */
  readonly tools?: ReactNode;
  /** `list`: under keys of its own, beside something else of the page that is filtered and sorted. */
  readonly inAddress?: boolean | "list";
  /** Told how the reader arranged it, for what goes by the order on the screen, like a paste. */
  readonly arrangementRef?: RefObject<Arrangement<Row>>;
}) {
  const { columns, rows } = props;
  const words = wordsOf(WORDS);
  const language = languageNow();
  const address = useAddress();
  const [own, setOwn] = useState<Partial<Record<"sort" | "filter" | "columns", string | undefined>>>({});
  const isInAddress = props.inAddress === true || props.inAddress === "list";
  const keyOf = (key: "sort" | "filter" | "columns"): AddressKey => (props.inAddress === "list" ? `list-${key}` : key);
  const chosen = (key: "sort" | "filter" | "columns"): string | undefined => (isInAddress ? address(keyOf(key)) : own[key]);
  const choose = (key: "sort" | "filter" | "columns", value: string | undefined): void =>
    isInAddress ? changeAddress({ [keyOf(key)]: value }, "replace") : setOwn({ ...own, [key]: value });
  const filter = chosen("filter") ?? "";
  const sort = chosen("sort");
  const ids = chosen("columns");
  const inSight = useMemo(() => {
    const wanted = ids?.split(" ").filter((id) => columns.some((it) => it.id === id)) ?? [];
    return wanted.length === 0 ? columns.filter((it) => it.isAside !== true) : columns.filter((it) => wanted.includes(it.id));
  }, [columns, ids]);
  const arranged = useMemo(
    () => (rows === undefined ? [] : arrangeRows({ rows, columns: inSight, filter, sort, language })),
    [rows, inSight, filter, sort, language],
  );
  const { arrangementRef } = props;
  useEffect(() => {
    if (arrangementRef !== undefined) arrangementRef.current = { rows: arranged, columns: inSight.map((it) => it.id) };
  }, [arrangementRef, arranged, inSight]);
  if (rows === undefined) return <Loading what={words.loading(props.label)} lines={10} />;
  if (rows.length === 0) return <EmptyMessage>{props.empty}</EmptyMessage>;
  const sheet = (): Sheet => ({
    name: props.name,
    marking: props.marking,
    columns: inSight.map((it) => it.name),
    rows: arranged.map((row) => inSight.map((it) => it.shown?.(row) ?? it.value(row) ?? "")),
  });
  return (
    <div className="data-table">
      {props.partial !== undefined && <p className="strip">{props.partial}</p>}
      <div className="data-table-tools">
        {props.tools}
        <label className="filter">
          <span className="heard">{words.filter}</span>
          <input
            type="search"
            placeholder={words.filter}
            value={filter}
            onChange={(event) => choose("filter", event.target.value === "" ? undefined : event.target.value)}
          />
        </label>
        <ColumnChoice columns={columns} inSight={inSight.map((it) => it.id)} onChange={(next) => choose("columns", next.join(" "))} />
        <span role="status" className="quiet-text">
          {words.count(arranged.length, rows.length)}
        </span>
        <TakeOut sheet={sheet} />
      </div>
      {arranged.length === 0 ? (
        <EmptyMessage>{words.nothing(filter)}</EmptyMessage>
      ) : (
        <TableGrid label={props.label} columns={inSight} rows={arranged} keyOf={props.keyOf} sort={sort} onSort={(id) => choose("sort", nextSort(sort, id))} />
      )}
    </div>
  );
}
