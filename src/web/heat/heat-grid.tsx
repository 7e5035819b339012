import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type FocusEvent, type KeyboardEvent, memo, type MouseEvent, useMemo, useRef, useState } from "react";
import type { HeatCell, HeatRow, HeatView } from "#views";
import { changeAddress } from "../address/address.ts";
import { askWhy } from "../address/why-steps.ts";
import { formatAside, formatAtLeast, formatShown } from "../format/number.ts";
import { type StepScale, stepClass } from "../format/scale.ts";
import { moved, type Place } from "../parts/grid-moves.ts";
import { restsOn } from "../parts/rests-on.tsx";
import { nextSort, type Sort } from "../parts/table/arrange-rows.ts";
import { TableSpace } from "../parts/table/table-space.tsx";
import { placeOf, useGridFocus } from "../parts/use-grid-focus.ts";
import { useMoreAside } from "../parts/use-more-aside.ts";
import { usePrinting } from "../parts/use-printing.ts";
import { wordsOf } from "../words/words.ts";
import type { HeatGroup } from "./arrange.ts";
import { cellText, cellWords } from "./cell-text.ts";
import { type HeatLine, linesOf } from "./heat-lines.ts";
import { heatScale } from "./heat-scale.ts";
import { WORDS } from "./words.ts";

/** Columns before the nations: name, alliance, trend. */
const FIRST_COLUMNS = 3;
/** Heights of lines before they are measured. Unit: rem. */
const LINE = { row: 1.5, group: 1.875 } as const;
/** Between the cells, as in the style. Unit: CSS pixels. */
const GAP = 1;
/** Lines drawn beyond those in sight, so that scrolling shows no gap. */
const BEYOND = 6;
/** What the table shows at most before it is measured. Unit: CSS pixels. */
const FIRST_RECT = { width: 1200, height: 740 };

/**
 * The table as a grid: one stop of the Tab key, the arrow keys go from cell to cell, Enter asks why or sorts. Only the lines in sight are
 * drawn, all of them for print.
 */
export function HeatGrid(props: { readonly view: HeatView; readonly groups: readonly HeatGroup[]; readonly sort: Sort }) {
  const { view, groups, sort } = props;
  const words = wordsOf(WORDS);
  const scroller = useRef<HTMLDivElement>(null);
  useMoreAside(scroller);
  const [pointed, setPointed] = useState<Place>();
  const scale = useMemo(() => heatScale(view), [view]);
  const { lines, rows, lineOf } = useMemo(() => {
    const all = linesOf(groups);
    const found = all.flatMap((it, line) => (it.kind === "row" ? [{ row: it.row, line }] : []));
    return { lines: all, rows: found.map((it) => it.row), lineOf: found.map((it) => it.line) };
  }, [groups]);
  const size = { rows: rows.length + 1, columns: view.nations.length + FIRST_COLUMNS };
  const rem = useRef(0);
  rem.current ||= Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this component
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (line) => LINE[lines[line]?.kind ?? "row"] * rem.current,
    gap: GAP,
    overscan: BEYOND,
    initialRect: FIRST_RECT,
    // The heading stays above the lines and takes its height from them.
    scrollPaddingEnd: LINE.row * rem.current + GAP,
  });
  const isPrinting = usePrinting();
  const all = virtual.getVirtualItems();
  const [first, last] = [all[0], all.at(-1)];
  const drawn = isPrinting ? lines.map((line, index) => ({ line, index })) : all.flatMap(({ index }) => (lines[index] === undefined ? [] : [{ line: lines[index], index }]));
  const [above, below] = isPrinting ? [0, 0] : [first?.start ?? 0, virtual.getTotalSize() - (last?.end ?? 0)];
  const focus = useGridFocus({
    scroller,
    size,
    first: { row: 1, column: FIRST_COLUMNS },
    drawn: drawn.flatMap(({ line }) => (line.kind === "row" ? [line.number] : [])),
    bringIntoSight: (row) => virtual.scrollToIndex(lineOf[row - 1] ?? 0),
  });

  const press = (at: Place): void => {
    const row = rows[at.row - 1];
    const column = at.column === 0 ? "name" : at.column === 1 ? "alliance" : at.column === 2 ? "trend" : view.nations[at.column - FIRST_COLUMNS]?.id;
    if (at.row === 0) {
      if (column !== undefined) changeAddress({ sort: nextSort(sort, column) }, "replace");
      return;
    }
    const shown =
      column === "trend" ? row?.trend : column === "name" || column === "alliance" ? row?.alliance : row?.cells.find((it) => it.nation === column)?.shown;
    const key = shown?.why ?? row?.alliance.why;
    if (key !== undefined) askWhy(key, shown);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const from = placeOf(event.target as Element);
    if (from === undefined || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      press(from);
      return;
    }
    const to = moved(from, event.key, event.ctrlKey, size);
    if (to === undefined) return;
    event.preventDefault();
    focus.focusOn(to);
  };
  const onClick = (event: MouseEvent<HTMLTableElement>): void => {
    const at = placeOf(event.target as Element);
    if (at !== undefined) press(at);
  };
  const onFocus = (event: FocusEvent<HTMLTableElement>): void => {
    focus.onFocus(event);
    setPointed(undefined);
  };

  const heads = [
    { id: "name", short: words.capability, name: words.capability },
    { id: "alliance", short: words.alliance, name: words.alliance },
    { id: "trend", short: words.trend, name: words.trend },
    ...view.nations.map((it) => ({ id: it.id, short: it.id, name: it.name })),
  ];
  return (
    <>
      <GridReadout view={view} rows={rows} place={pointed ?? focus.current} />
      <div className="heat-scroll" ref={scroller}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern is a table whose cells are reached by arrow keys */}
        <table
          className="heat"
          role="grid"
          aria-readonly="true"
          aria-labelledby="capabilities-title"
          aria-rowcount={size.rows}
          aria-colcount={size.columns}
          style={{ "--nations": view.nations.length } as CSSProperties}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onFocus={onFocus}
          onPointerOver={(event) => setPointed(placeOf(event.target as Element))}
          onPointerLeave={() => setPointed(undefined)}
        >
          <colgroup>
            <col className="heat-names" />
            <col span={2} className="heat-sums" />
            <col span={view.nations.length} />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {heads.map((it, column) => (
                <th
                  key={it.id}
                  scope="col"
                  className={`heat-head heat-column-${Math.min(column, FIRST_COLUMNS)}`}
                  data-row={0}
                  data-column={column}
                  tabIndex={focus.tabIndex(0, column)}
                  aria-sort={sort === it.id ? "ascending" : sort === `-${it.id}` ? "descending" : "none"}
                  title={column < FIRST_COLUMNS ? words.sort : words.sortBy(it.name)}
                >
                  {column < FIRST_COLUMNS ? (
                    it.name
                  ) : (
                    <>
                      <span aria-hidden="true">{it.short}</span>
                      <span className="heard">{it.name}</span>
                    </>
                  )}
                  {sort === it.id && <span aria-hidden="true">▴</span>}
                  {sort === `-${it.id}` && <span aria-hidden="true">▾</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <TableSpace height={above} span={size.columns} />}
            {drawn.map(({ line, index }) => (
              <Line
                key={line.kind === "group" ? `group ${line.name}` : line.row.leaf}
                line={line}
                index={index}
                measure={virtual.measureElement}
                scale={scale}
                nations={view.nations}
                stop={line.kind === "row" ? focus.stopIn(line.number) : undefined}
              />
            ))}
            {below > 0 && <TableSpace height={below} span={size.columns} />}
          </tbody>
        </table>
      </div>
    </>
  );
}

const Line = memo(function Line(props: {
  readonly line: HeatLine;
  readonly index: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly scale: StepScale;
  readonly nations: HeatView["nations"];
  /** Column of the stop of the Tab key, where it is in this line. */
  readonly stop: number | undefined;
}) {
  const { line, index, measure } = props;
  if (line.kind === "group")
    return (
      <tr className="heat-group" ref={measure} data-index={index}>
        <th scope="colgroup" colSpan={props.nations.length + FIRST_COLUMNS}>
          <span>{line.name}</span>
        </th>
      </tr>
    );
  const { row, number } = line;
  const place = (column: number) => ({ "data-row": number, "data-column": column, tabIndex: props.stop === column ? 0 : -1 });
  const trend = row.trend.value;
  return (
    <tr aria-rowindex={number + 1} ref={measure} data-index={index}>
      <th scope="row" className="heat-name" {...place(0)}>
        {row.name}
        {line.withArea && <span className="row-area"> {row.area}</span>}
      </th>
      {row.alliance.value === undefined ? (
        <Unknown className="heat-alliance" {...place(1)} />
      ) : (
        <td className={`heat-alliance ${restsOn(row.alliance)}`} {...place(1)}>
          {formatAtLeast(row.alliance, false)}
        </td>
      )}
      {trend === undefined ? (
        <Unknown className="heat-trend" {...place(2)} />
      ) : (
        <td className="heat-trend" {...place(2)}>
          <span aria-hidden="true">{trend > 0.0005 ? "▲" : trend < -0.0005 ? "▼" : "▶"}</span> <span className={restsOn(row.trend)}>{formatShown(row.trend, false)}</span>
        </td>
      )}
      {props.nations.map((nation, column) => {
        const cell = cellOf(row, nation.id, column);
        const [text, said] = [cellText(cell), cellWords(cell)];
        const at = { className: cellClass(cell, props.scale), ...place(column + FIRST_COLUMNS) };
        // One element a cell, since a table has thousands of them; two more where what is printed is no part of what is said: 7 for 6.5 %.
        return cell.state !== "value" || said.includes(text) ? (
          <td {...at} key={nation.id} aria-label={said}>
            {text}
          </td>
        ) : (
          <td {...at} key={nation.id}>
            <span aria-hidden="true">{text}</span>
            <span className="heard">{said}</span>
          </td>
        );
      })}
    </tr>
  );
});

/** The cell of an ally. Cells mostly stand in the order of the nations. */
function cellOf({ cells }: HeatRow, nation: string, column: number): HeatCell {
  const here = cells[column];
  return here?.nation === nation ? here : (cells.find((it) => it.nation === nation) ?? { nation, state: "unknown" });
}

function cellClass(cell: HeatCell, scale: StepScale): string {
  const value = cell.state === "value" ? cell.shown?.value : undefined;
  const look = value !== undefined ? stepClass(scale.stepOf(value), scale.better) : cell.state === "value" || cell.state === "unknown" ? "cell-unknown hatched" : `cell-${cell.state}`;
  return `heat-cell ${look}${value !== undefined && cell.shown !== undefined ? ` ${restsOn(cell.shown)}` : ""}${cell.lead === 1 || cell.lead === 2 ? ` lead-${cell.lead}` : ""}`;
}

function Unknown(props: { readonly className: string; readonly "data-row": number; readonly "data-column": number; readonly tabIndex: number }) {
  const { className, ...at } = props;
  return (
    <td className={`${className} cell-unknown hatched`} aria-label={wordsOf(WORDS).unknown} {...at}>
      ?
    </td>
  );
}

/** The cell under the pointer or the focus in words. */
function GridReadout(props: { readonly view: HeatView; readonly rows: readonly HeatRow[]; readonly place: Place }) {
  const { view, rows, place } = props;
  const words = wordsOf(WORDS);
  const row = rows[place.row - 1];
  const nation = view.nations[place.column - FIRST_COLUMNS];
  const cell = nation === undefined ? undefined : row?.cells.find((it) => it.nation === nation.id);
  const shown = cell === undefined ? (place.column === 2 ? row?.trend : row?.alliance) : cell.shown;
  return (
    <p className="readout" aria-hidden="true">
      {row === undefined ? (
        <span className="quiet-text">{nation === undefined ? words.pressHeading : words.pressToSort(nation.name)}</span>
      ) : (
        <>
          <strong>{row.name}</strong>
          <span>{nation?.name ?? (place.column === 2 ? words.ofTrend : words.ofAlliance)}</span>
          <span>{cell === undefined ? (shown === undefined ? "" : formatShown(shown)) : cellWords(cell)}</span>
          {shown !== undefined && <span className="quiet-text">{formatAside(shown)}</span>}
        </>
      )}
    </p>
  );
}
