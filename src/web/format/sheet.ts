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
 * A table with its figures as numbers: the heading says unit and price base where a column has one of each. Beside a column that holds
 * lower bounds stands one that marks them with `≥`, and beside a column whose figures say how they are known one with the word of the
 * weakest evidence behind each. An unknown figure leaves its cells empty.
 * @example plainSheet({ name: "x", columns: ["cost"], rows: [[{ value: 2, unit: "M EUR", label: "", why: "", caution: "at least", evidence: "press" }]] }).rows // → [[2, "≥", "press"]]
 */
export function plainSheet({ columns, rows }: Pick<Sheet, "columns" | "rows">): PlainSheet {
  const made = columns.map((name, at) => withAsides(name, rows.map((row) => row[at] ?? "")));
  return { columns: made.flatMap((it) => it.columns), rows: rows.map((_, at) => made.flatMap((it) => it.rows[at] ?? [])) };
}

/** What is said above a table or a picture: what it is, of which data, as of when, from which run. */
export function headLines({ title, note, basis }: Pick<Sheet, "title" | "note" | "basis">): readonly string[] {
  const words = wordsOf(WORDS);
  const rests = basis === undefined ? "" : [basis.dataset, words.asOf(basis.asOf), words.run(basis.runKey)].join(" · ");
  return [title ?? "", note ?? "", rests].filter((it) => it !== "");
}

/** Digits of a figure that leaves the page. */
const DIGITS = 12;

const isShown = (cell: SheetCell): cell is Shown => typeof cell === "object";
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
const valueOf = (cell: SheetCell): string | number =>
  typeof cell === "number" ? rounded(cell) : typeof cell === "string" ? cell : cell.value === undefined ? "" : rounded(cell.value);

/** What stands beside the figures of a column, each in a column of its own where one of them has it. */
const ASIDES: readonly { readonly head: (name: string) => string; readonly textOf: (shown: Shown) => string }[] = [
  { head: (name) => `${name} ≥`, textOf: (it) => (isAtLeast(it) ? "≥" : "") },
  { head: (name) => wordsOf(WORDS).weakestOf(name), textOf: (it) => (it.value === undefined || it.evidence === undefined ? "" : wordsOf(WORDS).evidence[it.evidence]) },
];

/** A column with what stands beside it. */
function withAsides(name: string, cells: readonly SheetCell[]): PlainSheet {
  const figures = cells.filter(isShown);
  const asides = ASIDES.filter(({ textOf }) => figures.some((it) => textOf(it) !== ""));
  return {
    columns: [headed(name, figures), ...asides.map(({ head }) => head(name))],
    rows: cells.map((cell) => [valueOf(cell), ...asides.map(({ textOf }) => (isShown(cell) ? textOf(cell) : ""))]),
  };
}

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
