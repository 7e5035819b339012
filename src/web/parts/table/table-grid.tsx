import { useVirtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type KeyboardEvent, type MouseEvent, useId, useLayoutEffect, useMemo, useRef } from "react";
import { wordsOf } from "../../words/words.ts";
import { InGrid } from "../in-grid.ts";
import { moved, type Place } from "../grid-moves.ts";
import { placeOf, useGridFocus } from "../use-grid-focus.ts";
import { useMoreAside } from "../use-more-aside.ts";
import { useSize } from "../use-size.ts";
import { usePrinting } from "../use-printing.ts";
import { type Sort, sortedAs } from "./arrange-rows.ts";
import { type Column, shownText } from "./column.ts";
import { useCutText } from "./cut-text.ts";
import { fittedWidths, roomOf } from "./fitted-widths.ts";
import { cellLines, TableRow } from "./table-row.tsx";
import { TableSpace } from "./table-space.tsx";
import { MOST_LINES, rowHeight } from "./text-lines.ts";
import { WORDS } from "./words.ts";

/** Rows drawn beyond those in sight, so that fast scrolling shows no gap: of two lines each, a third of the table's height. */
const BEYOND = 7;
/** Rows that are printed at most: some forty sheets. Whoever needs all of a longer table takes out its file. */
const PRINTED_MOST = 2_000;
/** Before it is measured a table has no room to fit. */
const NOT_YET = { width: 1, height: 1 };

/**
 * The rows as a grid: one stop of the Tab key, the arrow keys go from cell to cell, Enter sorts or presses what stands in the cell. Only
 * the rows in sight are drawn, whatever their number; on paper all of them, up to a bound that is said.
 */
export function TableGrid<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sort: Sort;
  readonly onSort: (column: string) => void;
}) {
  const { columns, rows, sort } = props;
  const words = wordsOf(WORDS);
  const hint = useId();
  const scroller = useRef<HTMLDivElement>(null);
  useMoreAside(scroller);
  const rem = useRef(0);
  rem.current ||= Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const isPrinting = usePrinting();
  const room = useSize(scroller, NOT_YET).width / rem.current;
  const needed = useMemo(() => columns.map((it) => (it.type === "text" ? roomOf(longestOf(rows, it)) : 0)), [columns, rows]);
  const screen = innerWidth / rem.current;
  const wide = useMemo(() => cappedWidths(fittedWidths(columns, room, needed), columns, { room, screen }), [columns, room, needed, screen]);
  const widths = wide.map((it) => `${it}rem`);
  // Of any number of rows none is measured: how many lines its texts take is known before it is drawn.
  const lines = useMemo(() => rowLines(rows, columns, wide), [rows, columns, wide]);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this component
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: (at) => rowHeight(lines[at] ?? 1) * rem.current, overscan: BEYOND });
  // Rows of other heights stand elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew where they have other lines
  useLayoutEffect(() => virtual.measure(), [virtual, lines]);
  const inSight = virtual.getVirtualItems();
  const drawn = isPrinting ? rows.slice(0, PRINTED_MOST).map((_, index) => ({ index })) : inSight;
  const size = { rows: rows.length + 1, columns: columns.length };
  const focus = useGridFocus({ scroller, size, first: { row: 1, column: 0 }, drawn: drawn.map((it) => it.index + 1), bringIntoSight: (row) => virtual.scrollToIndex(row - 1) });
  const press = (at: Place): void => {
    const column = columns[at.column];
    if (at.row === 0) {
      if (column !== undefined) props.onSort(column.id);
    } else focus.cellAt(at)?.querySelector<HTMLElement>("a, button")?.click();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    const from = placeOf(target);
    if (from === undefined || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || (event.key === " " && from.row === 0)) {
      if (target.closest("a, button") !== null) return;
      event.preventDefault();
      press(from);
      return;
    }
    const page = Math.max(1, (virtual.range?.endIndex ?? 0) - (virtual.range?.startIndex ?? 0) - 2);
    const to = moved(from, event.key, event.ctrlKey, { ...size, page });
    if (to === undefined) return;
    event.preventDefault();
    focus.focusOn(to);
  };
  const onClick = (event: MouseEvent): void => {
    const at = placeOf(event.target as Element);
    if (at?.row === 0) press(at);
  };
  const above = isPrinting ? 0 : (inSight[0]?.start ?? 0);
  const below = isPrinting ? 0 : virtual.getTotalSize() - (inSight.at(-1)?.end ?? virtual.getTotalSize());
  const cut = useCutText(wide);
  const onFocus = (event: FocusEvent): void => {
    focus.onFocus(event);
    cut.look(event);
  };
  return (
    <>
      <div className="table-scroll" ref={scroller} style={widths[0] === undefined ? undefined : { scrollPaddingInlineStart: widths[0] }}>
        <p id={hint} className="heard">
          {words.hint}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern is a table whose cells are reached by arrow keys */}
        <table
          className="table grid-table"
          role="grid"
          aria-readonly="true"
          aria-label={props.label}
          aria-describedby={hint}
          aria-rowcount={size.rows}
          aria-colcount={size.columns}
          style={{ width: `calc(${widths.join(" + ")})` }}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onFocus={onFocus}
          onMouseOver={cut.rest}
        >
          <colgroup>
            {columns.map((it, at) => (
              <col key={it.id} style={{ width: widths[at] }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((it, column) => (
                <th
                  key={it.id}
                  scope="col"
                  className={it.type === "number" ? "right" : undefined}
                  title={it.meaning}
                  lang={it.nameLanguage}
                  data-row={0}
                  data-column={column}
                  tabIndex={focus.tabIndex(0, column)}
                  aria-sort={sortedAs(sort, it.id)}
                >
                  {it.name}
                  {sort === it.id && <span aria-hidden="true"> ▴</span>}
                  {sort === `-${it.id}` && <span aria-hidden="true"> ▾</span>}
                </th>
              ))}
            </tr>
          </thead>
          <InGrid value={true}>
            <tbody>
              {above > 0 && <TableSpace height={above} span={columns.length} />}
              {drawn.map((it) => {
                const row = rows[it.index];
                return row === undefined ? null : (
                  <TableRow key={props.keyOf(row)} row={row} number={it.index + 1} columns={columns} widths={wide} lines={lines[it.index] ?? 1} words={words} stop={focus.stopIn(it.index + 1)} />
                );
              })}
              {below > 0 && <TableSpace height={below} span={columns.length} />}
            </tbody>
          </InGrid>
        </table>
        {isPrinting && rows.length > PRINTED_MOST && <p className="card-note">{words.printed(PRINTED_MOST, rows.length)}</p>}
      </div>
      {/* Whoever hears the table hears all of the cell already. */}
      {cut.text !== undefined && (
        <p className="cell-whole" aria-hidden="true">
          {cut.text}
        </p>
      )}
    </>
  );
}

/** Letters of the longest text of a column, its heading among them. */
const longestOf = <Row,>(rows: readonly Row[], column: Pick<Column<Row>, "name" | "value" | "told">): number =>
  rows.reduce((longest, row) => {
    const value = column.value(row);
    return typeof value === "string" ? Math.max(longest, shownText(column, value).length) : longest;
  }, column.name.length);

/** What part of the screen a column takes at most that names the row or is of figures or bars: it leaves a narrow page room for the others. */
const OF_SCREEN = 0.4;
/** What a text has at least. Unit: rem. */
const TEXT_LEAST = 10;

/** Widths of columns for a narrow page: a text is read beside the first column, which stays, without scrolling. Unit: rem. */
function cappedWidths(widths: readonly number[], columns: readonly Pick<Column<never>, "type">[], page: { readonly room: number; readonly screen: number }): readonly number[] {
  const first = Math.min(widths[0] ?? 0, page.screen * OF_SCREEN);
  return widths.map((it, at) => (at === 0 ? first : Math.min(it, columns[at]?.type === "number" ? page.screen * OF_SCREEN : Math.max(TEXT_LEAST, page.room - first))));
}

/** Lines of each row: of the text of it that takes most. */
function rowLines<Row>(rows: readonly Row[], columns: readonly Column<Row>[], widths: readonly number[]): Uint8Array {
  const texts = columns.map((column, at) => ({ column, width: widths[at] ?? 0 })).filter((it) => it.column.type === "text");
  return Uint8Array.from(rows, (row) => {
    let most = 1;
    for (const it of texts) if (most < MOST_LINES) most = Math.max(most, cellLines(row, it.column, it.width));
    return most;
  });
}
