/** A cell of a spreadsheet: text as it stands, or a number that its program stores as one. Dates come as `YYYY-MM-DD`. */
export type SheetCell = string | number;

/** A row of a sheet that holds anything, with its line as its program counts it. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly SheetCell[];
}

/** One sheet of a workbook, or the only one of a CSV file. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

/** Why a file is no spreadsheet that is read here. */
export interface SheetProblem {
  readonly kind: "problem";
  readonly code: "no-workbook" | "protected" | "too-large" | "damaged" | "empty";
  readonly message: string;
  readonly mend: string;
}

/** Something that a reader of the sheets should know: a sheet left out, a formula without a value. */
export interface SheetRemark {
  readonly code: "hidden-sheet" | "formula-without-value" | "other-encoding" | "broken-quote";
  readonly sheet: string;
  readonly line?: number;
  readonly message: string;
  readonly mend: string;
}

export interface Workbook {
  readonly kind: "workbook";
  readonly sheets: readonly Sheet[];
  readonly remarks: readonly SheetRemark[];
}

/** What is read of one file at most: a national table many times over, and nothing for a bomb. Refused before it is unpacked where its own list says so. */
export interface SheetLimits {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Bytes of one part of a workbook, unpacked, and of all parts that are read. */
  readonly unpacked: number;
  /** Parts of a workbook. */
  readonly parts: number;
  /** Rows of all sheets that hold anything. */
  readonly rows: number;
  /** Cells of a row. */
  readonly columns: number;
  /** Cells of all sheets. */
  readonly cells: number;
  /** Characters of a cell: longer ones come from a quote that closes too late. */
  readonly characters: number;
}

export const SHEET_LIMITS: SheetLimits = { bytes: 8 * 1024 * 1024, unpacked: 64 * 1024 * 1024, parts: 1000, rows: 20_000, columns: 256, cells: 1_000_000, characters: 20_000 };

/** A problem, typed for the reader of files. */
export const sheetProblem = (code: SheetProblem["code"], message: string, mend: string): SheetProblem => ({ kind: "problem", code, message, mend });

export const tooLarge = (what: string): SheetProblem => sheetProblem("too-large", `The file is too large: ${what}.`, "Split it into several files, or save only the sheet that is meant.");

/** What a cell says as text. @example cellText(12.5) // → "12.5" */
export const cellText = (cell: SheetCell | undefined): string => (cell === undefined ? "" : typeof cell === "number" ? numberText(cell) : cell);

// Programs keep 17 digits and show 15: 0.1 + 0.2 is 0.3 to whoever typed it.
const numberText = (value: number): string => String(Number(value.toPrecision(15)));
