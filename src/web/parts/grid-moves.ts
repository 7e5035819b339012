/** A place in a grid: row 0 is the heading, column 0 the first from the left. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const PAGE = 10;

/** Where a key leads from a place, or nothing where the key is none of the grid's. */
export function moved(
  from: Place,
  key: string,
  withControl: boolean,
  size: { readonly rows: number; readonly columns: number /** Rows that a page key leaps over. */; readonly page?: number },
): Place | undefined {
  const lastRow = size.rows - 1;
  const page = size.page ?? PAGE;
  const lastColumn = size.columns - 1;
  const within = (row: number, column: number): Place => ({ row: Math.min(lastRow, Math.max(0, row)), column: Math.min(lastColumn, Math.max(0, column)) });
  switch (key) {
    case "ArrowUp":
      return within(from.row - 1, from.column);
    case "ArrowDown":
      return within(from.row + 1, from.column);
    case "ArrowLeft":
      return within(from.row, from.column - 1);
    case "ArrowRight":
      return within(from.row, from.column + 1);
    case "PageUp":
      return within(from.row - page, from.column);
    case "PageDown":
      return within(from.row + page, from.column);
    case "Home":
      return within(withControl ? 0 : from.row, 0);
    case "End":
      return within(withControl ? lastRow : from.row, lastColumn);
    default:
      return undefined;
  }
}
