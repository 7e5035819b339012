import { type FocusEvent, type RefObject, useState } from "react";
import type { Place } from "./grid-moves.ts";

/** The place of the cell of a grid that an element is, or stands in. */
export function placeOf(element: Element | null): Place | undefined {
  const cell = element?.closest<HTMLElement>("[data-row]");
  return cell?.dataset["row"] === undefined ? undefined : { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
}

/**
 * Where the Tab key stops in a grid, and how the focus goes to a cell, where only the rows in sight are drawn. Each cell says its place in
 * `data-row` and `data-column`; row 0 is the heading, which is always drawn.
 */
export function useGridFocus(ask: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly size: { readonly rows: number; readonly columns: number };
  /** Where it stops before anything had the focus. */
  readonly first: Place;
  /** Numbers of the rows that are drawn, from above. */
  readonly drawn: readonly number[];
  readonly bringIntoSight: (row: number) => void;
}) {
  const { scroller, size, drawn } = ask;
  const [place, setPlace] = useState(ask.first);
  const current: Place = { row: Math.min(place.row, size.rows - 1), column: Math.min(place.column, size.columns - 1) };
  // The stop of the Tab key must be drawn: where the cell that had it is out of sight, the first row in sight takes it.
  const stop: Place = current.row === 0 || drawn.includes(current.row) ? current : { row: drawn[0] ?? 0, column: current.column };
  const cellAt = (at: Place): HTMLElement | null => scroller.current?.querySelector<HTMLElement>(`[data-row="${at.row}"][data-column="${at.column}"]`) ?? null;
  return {
    current,
    cellAt,
    tabIndex: (row: number, column: number): 0 | -1 => (stop.row === row && stop.column === column ? 0 : -1),
    /** Column of the stop, where it is in this row. */
    stopIn: (row: number): number | undefined => (stop.row === row ? stop.column : undefined),
    focusOn: (at: Place): void => {
      if (at.row > 0) ask.bringIntoSight(at.row);
      setPlace(at);
      // A row that comes into sight is drawn with the next frame.
      const cell = cellAt(at);
      if (cell !== null) cell.focus();
      else requestAnimationFrame(() => requestAnimationFrame(() => cellAt(at)?.focus()));
    },
    onFocus: (event: FocusEvent): void => {
      const at = placeOf(event.target);
      if (at !== undefined) setPlace(at);
    },
  };
}
