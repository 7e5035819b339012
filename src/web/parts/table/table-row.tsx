import { memo, type ReactNode } from "react";
import { formatNumber } from "../../format/number.ts";
import { type CellValue, type Column, languageOf, shownText } from "./column.ts";
import { roomOf } from "./fitted-widths.ts";
import { linesOf, rowHeight } from "./text-lines.ts";

/** What a cell says where its row has no value. */
export interface AbsentWords {
  readonly unknown: string;
  readonly notSaid: string;
}

/** A row of a grid. */
interface Drawn<Row> {
  readonly row: Row;
  /** Its place in the grid; that of the heading is 0. */
  readonly number: number;
  readonly columns: readonly Column<Row>[];
  /** Of the columns. Unit: rem. */
  readonly widths: readonly number[];
  /** Of the text of it that takes most. */
  readonly lines: number;
  /** Column of the stop of the Tab key, where it is in this row. */
  readonly stop: number | undefined;
  readonly words: AbsentWords;
}

function DrawnRow<Row>(props: Drawn<Row>) {
  const { row, number, lines } = props;
  return (
    <tr aria-rowindex={number + 1} className={lines > 1 ? "row-tall" : undefined} style={{ height: `${rowHeight(lines)}rem` }}>
      {props.columns.map((column, at) => {
        const content = column.cell?.(row) ?? told(column.value(row), column, props.words);
        return (
          <td
            key={column.id}
            className={classOf(column, fits(content, props.widths[at] ?? 0))}
            lang={column.language === undefined ? undefined : languageOf(column, column.value(row))}
            data-row={number}
            data-column={at}
            tabIndex={at === props.stop ? 0 : -1}
          >
            {lines > 1 && cellLines(row, column, props.widths[at] ?? 0) > 1 ? <div className="cell-lines">{content}</div> : content}
          </td>
        );
      })}
    </tr>
  );
}

/** A row of a grid, drawn anew only where something of it changed: while a long table is scrolled the rows that stay are left as they are. */
export const TableRow = memo(DrawnRow) as typeof DrawnRow;

const classOf = (column: Pick<Column<never>, "type">, isWhole: boolean): string | undefined =>
  column.type === "number" ? (isWhole ? "right cell-fits" : "right") : isWhole ? "cell-fits" : undefined;

/** Whether all of a text surely has room on one line: such a cell need not be cut, which costs in each frame of scrolling. */
const fits = (content: ReactNode, width: number): boolean => typeof content === "string" && roomOf(content.length) <= width;

/** Lines of the text of a cell. */
export function cellLines<Row>(row: Row, column: Column<Row>, width: number): number {
  const value = column.type === "text" && column.isOneLine !== true ? column.value(row) : undefined;
  return typeof value === "string" ? linesOf(shownText(column, value), width) : 1;
}

/** A figure that nobody stated has the mark of unknown; a text that nobody wrote is left out. */
function told(value: CellValue, column: Pick<Column<never>, "type" | "isYear" | "told">, words: AbsentWords): ReactNode {
  if (value === undefined && column.type === "number") return <span className="cell-absent hatched" role="img" aria-label={words.unknown} />;
  if (value === undefined)
    return (
      <span className="quiet-text">
        <span aria-hidden="true">–</span>
        <span className="heard">{words.notSaid}</span>
      </span>
    );
  if (column.isYear === true) return value;
  return typeof value === "number" ? formatNumber(value, Number.isInteger(value) ? 0 : 4) : shownText(column, value);
}
