import { type ReactNode, type RefObject, useEffect, useMemo, useState } from "react";
import { type Arranged, changeAddress, type TableName, useAddress } from "../../address/address.ts";
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
 * stands to the clipboard, to CSV and to XLSX. What was chosen stands in the address: of the main table
 * of a page under the plain keys, of another under those of its name.
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
  /** How it is arranged stands in the address: `true` for the main table of the page, a name for one beside it. Absent: it holds a draft, which no address leads to. */
  readonly inAddress?: boolean | TableName;
  /** Told how the reader arranged it, for what goes by the order on the screen, like a paste. */
  readonly arrangementRef?: RefObject<Arrangement<Row>>;
}) {
  const { columns, rows } = props;
  const words = wordsOf(WORDS);
  const language = languageNow();
  const address = useAddress();
  const [own, setOwn] = useState<Partial<Record<Arranged, string | undefined>>>({});
  const { inAddress = false } = props;
  const isInAddress = inAddress !== false;
  const keyOf = (key: Arranged) => (typeof inAddress === "string" ? (`${inAddress}-${key}` as const) : key);
  const chosen = (key: Arranged): string | undefined => (isInAddress ? address(keyOf(key)) : own[key]);
  const choose = (key: Arranged, value: string | undefined): void =>
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
        <ColumnChoice columns={columns} inSight={inSight.map((it) => it.id)} onChange={(next) => choose("columns", isAsGiven(columns, next) ? undefined : next.join(" "))} />
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

/** Whether the columns in sight are those that are so unasked. */
function isAsGiven<Row>(columns: readonly Column<Row>[], next: readonly string[]): boolean {
  return columns.every((it) => next.includes(it.id) === (it.isAside !== true));
}
