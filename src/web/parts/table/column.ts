import type { ReactNode } from "react";
import type { Shown } from "#views";

/** A value of a cell as it sorts, filters and leaves the page. Absent: nobody said. */
export type CellValue = string | number | undefined;

/** A column of a table. */
export interface Column<Row> {
  /** Name in the address and in files; of one table, no two are the same. */
  readonly id: string;
  /** Heading. */
  readonly name: string;
  /** What it holds, for whoever rests on the heading. */
  readonly meaning?: string;
  readonly type: "text" | "number";
  readonly value: (row: Row) => CellValue;
  /** The figure that the value is of: it leaves the page with its unit, its price base and the mark of a lower bound. */
  readonly shown?: (row: Row) => Shown | undefined;
  /** What the cell shows instead of its value: a `WhyNumber`, a link. Its first button or link is pressed by Enter. Undefined: the value after all. */
  readonly cell?: (row: Row) => ReactNode;
  /** A calendar year: a number whose digits are not grouped. */
  readonly isYear?: boolean;
  /** Width. Unit: rem. */
  readonly width?: number;
  /** Left out until the reader asks for it. */
  readonly isAside?: boolean;
}
