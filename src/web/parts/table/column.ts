import type { ReactNode } from "react";
import type { Shown } from "#views";
import type { Language } from "../../words/words.ts";

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
  /** The language that its text is written in, whatever the page speaks: that of the data set. Absent: the page's. */
  readonly language?: Language;
  /** The language of its heading, where that is a name of the data. Absent: the page's. */
  readonly nameLanguage?: Language;
  /** What a code is called in the language of the page: shown and found by the filter, while the code itself leaves the page. */
  readonly told?: (value: string) => string;
  readonly value: (row: Row) => CellValue;
  /** The figure that the value is of: it leaves the page with its unit, its price base and the mark of a lower bound. */
  readonly shown?: (row: Row) => Shown | undefined;
  /** What the cell shows instead of its value: a `WhyNumber`, a link. Its first button or link is pressed by Enter. Undefined: the value after all. */
  readonly cell?: (row: Row) => ReactNode;
  /** A calendar year: a number whose digits are not grouped. */
  readonly isYear?: boolean;
  /** Whether a long text stays on one line, cut: that of a field to write in. Absent: it breaks into lines. */
  readonly isOneLine?: boolean;
  /** Width. Unit: rem. */
  readonly width?: number;
  /** Left out until the reader asks for it. */
  readonly isAside?: boolean;
}

/** What a column shows of a value: a code by its word. @example shownText({ told: (code) => `${code}!` }, "low") // → "low!" */
export const shownText = (column: Pick<Column<never>, "told">, value: string): string => column.told?.(value) ?? value;

/** The language to mark a cell with. A code that has a word of the page is none of the data's text any more. @example languageOf({ language: "en" }, "By boat") // → "en" */
export const languageOf = (column: Pick<Column<never>, "language" | "told">, value: CellValue): Language | undefined =>
  typeof value !== "string" || column.told?.(value) === undefined || column.told(value) === value ? column.language : undefined;
