import { type FocusEvent, Fragment, type KeyboardEvent, memo, type MouseEvent, useMemo, useRef, useState } from "react";
import type { HeatRow, HeatView } from "#views";
import { changeAddress } from "../address/address.ts";
import { askWhy } from "../address/why-steps.ts";
import { formatAside, formatAtLeast, formatShown } from "../format/number.ts";
import { type StepScale, stepColour, stepInk } from "../format/scale.ts";
import { type HeatGroup, nextSort, type Sort } from "./arrange.ts";
import { cellText, cellWords } from "./cell-text.ts";
import { moved, type Place } from "../parts/grid-moves.ts";
import { heatScale } from "./heat-scale.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** Columns before the nations: name, alliance, trend. */
const FIRST_COLUMNS = 3;

const placeOf = (element: Element | null): Place | undefined => {
  const cell = element?.closest<HTMLElement>("[data-row]");
  return cell?.dataset["row"] === undefined ? undefined : { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
};

/** The table as a grid: one stop of the Tab key, the arrow keys go from cell to cell, Enter asks why or sorts. */
export function HeatGrid(props: { readonly view: HeatView; readonly groups: readonly HeatGroup[]; readonly sort: Sort }) {
  const { view, groups, sort } = props;
  const words = wordsOf(WORDS);
  const table = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ row: 1, column: FIRST_COLUMNS });
  const [pointed, setPointed] = useState<Place>();
  const scale = useMemo(() => heatScale(view), [view]);
  const rows = groups.flatMap((it) => it.rows);
  const size = { rows: rows.length + 1, columns: view.nations.length + FIRST_COLUMNS };
  const current: Place = { row: Math.min(place.row, size.rows - 1), column: Math.min(place.column, size.columns - 1) };

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
    if (key !== undefined) askWhy(key);
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
    table.current?.querySelector<HTMLElement>(`[data-row="${to.row}"][data-column="${to.column}"]`)?.focus();
  };
  const onClick = (event: MouseEvent<HTMLTableElement>): void => {
    const at = placeOf(event.target as Element);
    if (at !== undefined) press(at);
  };
  const onFocus = (event: FocusEvent<HTMLTableElement>): void => {
    const at = placeOf(event.target);
    if (at !== undefined) {
      setPlace(at);
      setPointed(undefined);
    }
  };

  const heads = [
    { id: "name", short: words.capability, name: words.capability },
    { id: "alliance", short: words.alliance, name: words.alliance },
    { id: "trend", short: words.trend, name: words.trend },
    ...view.nations.map((it) => ({ id: it.id, short: it.id, name: it.name })),
  ];
  const numbers = new Map(rows.map((it, index) => [it.leaf, index + 1]));
  return (
    <>
      <GridReadout view={view} rows={rows} place={pointed ?? current} />
      <div className="heat-scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern is a table whose cells are reached by arrow keys */}
        <table
          ref={table}
          className="heat"
          role="grid"
          aria-readonly="true"
          aria-labelledby="capabilities-title"
          aria-rowcount={size.rows}
          aria-colcount={size.columns}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onFocus={onFocus}
          onPointerOver={(event) => setPointed(placeOf(event.target as Element))}
          onPointerLeave={() => setPointed(undefined)}
        >
          <thead>
            <tr aria-rowindex={1}>
              {heads.map((it, column) => (
                <th
                  key={it.id}
                  scope="col"
                  className={`heat-head heat-column-${Math.min(column, FIRST_COLUMNS)}`}
                  data-row={0}
                  data-column={column}
                  tabIndex={current.row === 0 && current.column === column ? 0 : -1}
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
            {groups.map((group) => (
              <Fragment key={group.name}>
                {group.name !== "" && (
                  <tr className="heat-group">
                    <th scope="colgroup" colSpan={size.columns}>
                      <span>{group.name}</span>
                    </th>
                  </tr>
                )}
                {group.rows.map((row) => {
                  const number = numbers.get(row.leaf) ?? 0;
                  return (
                    <Row
                      key={row.leaf}
                      row={row}
                      number={number}
                      scale={scale}
                      nations={view.nations}
                      withArea={group.name === ""}
                      currentColumn={current.row === number ? current.column : undefined}
                    />
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const Row = memo(function Row(props: {
  readonly row: HeatRow;
  readonly number: number;
  readonly scale: StepScale;
  readonly nations: HeatView["nations"];
  readonly withArea: boolean;
  readonly currentColumn: number | undefined;
}) {
  const { row, number } = props;
  const at = (column: number) => ({ "data-row": number, "data-column": column, tabIndex: props.currentColumn === column ? 0 : -1 });
  const cells = new Map(row.cells.map((it) => [it.nation, it]));
  const alliance = row.alliance.value;
  const trend = row.trend.value;
  return (
    <tr aria-rowindex={number + 1}>
      <th scope="row" className="heat-name" {...at(0)}>
        {row.name}
        {props.withArea && <span className="row-area"> {row.area}</span>}
      </th>
      <td className={`heat-alliance ${alliance === undefined ? "cell-unknown hatched" : ""}`} {...at(1)}>
        {alliance === undefined ? <Unknown /> : formatAtLeast(row.alliance, false)}
      </td>
      <td className={`heat-trend ${trend === undefined ? "cell-unknown hatched" : ""}`} {...at(2)}>
        {trend === undefined ? (
          <Unknown />
        ) : (
          <>
            <span aria-hidden="true">{trend > 0.0005 ? "▲" : trend < -0.0005 ? "▼" : "▶"}</span> {formatShown(row.trend, false)}
          </>
        )}
      </td>
      {props.nations.map((nation, index) => {
        const cell = cells.get(nation.id) ?? { nation: nation.id, state: "unknown" as const };
        const value = cell.state === "value" ? cell.shown?.value : undefined;
        const step = value === undefined ? undefined : props.scale.stepOf(value);
        const state = cell.state === "value" && value === undefined ? "unknown" : cell.state;
        return (
          <td
            key={nation.id}
            className={`heat-cell cell-${state}${state === "unknown" ? " hatched" : ""}`}
            style={step === undefined ? undefined : { background: stepColour(step, props.scale.better), color: stepInk(step, props.scale.better) }}
            {...at(index + FIRST_COLUMNS)}
          >
            <span aria-hidden="true">{cellText(cell)}</span>
            {(cell.lead === 1 || cell.lead === 2) && (
              <span aria-hidden="true" className="lead-mark">
                {cell.lead === 1 ? "◆" : "◇"}
              </span>
            )}
            <span className="heard">{cellWords(cell)}</span>
          </td>
        );
      })}
    </tr>
  );
});

function Unknown() {
  return (
    <>
      <span aria-hidden="true">?</span>
      <span className="heard">{wordsOf(WORDS).unknown}</span>
    </>
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
