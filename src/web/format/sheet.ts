import { isAtLeast, type Shown } from "#views";
import { unitName } from "./units.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** What a table leaves as: a text, a number, a figure with its unit. An empty text: nobody said. */
export type SheetCell = string | number | Shown;

/** A table as it leaves the page: headings, and rows of texts, numbers and figures. */
export interface Sheet {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** What binds its readers. It stands in every file that has a place for it: a column of its own in text, above and below in a workbook. */
  readonly marking?: string;
  /** What the table is called on the page, and what it measures. */
  readonly title?: string;
  readonly note?: string;
  /** What it rests on. Absent: on no run of this data set. */
  readonly basis?: SheetBasis;
}

/** What the figures of a page rest on. */
export interface SheetBasis {
  readonly dataset: string;
  readonly asOf: string;
  readonly runKey: string;
}

/** A table with nothing but texts and numbers in it. */
export interface PlainSheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * A table with its figures as numbers: the heading says unit and price base where a column has one of each, and a column that holds
 * lower bounds has another beside it that marks them with `≥`. An unknown figure leaves its cell empty.
 * @example plainSheet({ name: "x", columns: ["cost"], rows: [[{ value: 2, unit: "M EUR", label: "", why: "", caution: "at least" }]] }).rows // → [[2, "≥"]]
 */
export function plainSheet({ columns, rows }: Pick<Sheet, "columns" | "rows">): PlainSheet {
  const figures = columns.map((_, at) => rows.flatMap((row) => (isShown(row[at]) ? [row[at]] : [])));
  const isBound = figures.map((some) => some.some(isAtLeast));
  return {
    columns: columns.flatMap((name, at) => [headed(name, figures[at]!), ...(isBound[at] === true ? [`${name} ≥`] : [])]),
    rows: rows.map((row) =>
      columns.flatMap((_, at) => [valueOf(row[at] ?? ""), ...(isBound[at] === true ? [isShown(row[at]) && isAtLeast(row[at]) ? "≥" : ""] : [])]),
    ),
  };
}

/** What is said above a table or a picture: what it is, of which data, as of when, from which run. */
export function headLines({ title, note, basis }: Pick<Sheet, "title" | "note" | "basis">): readonly string[] {
  const words = wordsOf(WORDS);
  const rests = basis === undefined ? "" : [basis.dataset, words.asOf(basis.asOf), words.run(basis.runKey)].join(" · ");
  return [title ?? "", note ?? "", rests].filter((it) => it !== "");
}

/** Digits of a figure that leaves the page. */
const DIGITS = 12;

const isShown = (cell: SheetCell | undefined): cell is Shown => typeof cell === "object";
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
const valueOf = (cell: SheetCell): string | number =>
  typeof cell === "number" ? rounded(cell) : typeof cell === "string" ? cell : cell.value === undefined ? "" : rounded(cell.value);

function headed(name: string, figures: readonly Shown[]): string {
  const units = new Set(figures.map((it) => it.unit));
  const bases = new Set(figures.map((it) => it.priceBase ?? ""));
  const [unit] = units.size === 1 ? [...units] : [];
  const [base] = bases.size === 1 ? [...bases] : [];
  const said = [
    unit === undefined || unit === "1" || name.includes(`(${unit})`) ? "" : unitName(unit),
    base === undefined || base === "" ? "" : wordsOf(WORDS).prices(base),
  ].filter((it) => it !== "");
  return said.length === 0 ? name : `${name} (${said.join(", ")})`;
}
