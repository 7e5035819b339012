import type { CellEdit, ImportMap, ReadSheet } from "../../fetch/import.ts";

/** What was chosen and mended of an import; a step leads from one to the next and back. */
export interface ImportWork {
  readonly map: ImportMap;
  readonly edits: readonly CellEdit[];
  readonly leftOut: readonly number[];
  readonly whole: boolean;
  /** The sheet as the source of its own rows. */
  readonly source?: ReadSheet["source"] | undefined;
}

/** An import on its way: what was read, what was done to it, and the steps that lead back and forward. */
export interface ImportState {
  readonly read: ReadSheet;
  readonly nation: string;
  readonly now: ImportWork;
  readonly before: readonly ImportWork[];
  readonly after: readonly ImportWork[];
}

const STEPS_KEPT = 100;

/** An import as it was read, with nothing done to it. */
export const begun = (read: ReadSheet, nation: string): ImportState => ({ read, nation, now: { map: read.map, edits: [], leftOut: [], whole: false }, before: [], after: [] });
/** A further step; what was undone before is gone. */
export const stepped = (state: ImportState, change: Partial<ImportWork>): ImportState => ({ ...state, now: { ...state.now, ...change }, before: [...state.before, state.now].slice(-STEPS_KEPT), after: [] });
export const undone = (state: ImportState): ImportState => {
  const last = state.before.at(-1);
  return last === undefined ? state : { ...state, now: last, before: state.before.slice(0, -1), after: [state.now, ...state.after] };
};
export const redone = (state: ImportState): ImportState => {
  const [next, ...after] = state.after;
  return next === undefined ? state : { ...state, now: next, before: [...state.before, state.now], after };
};

/** Edits with further ones; of two of one cell the later counts. */
export const withEdits = (edits: readonly CellEdit[], more: readonly CellEdit[]): readonly CellEdit[] => {
  const key = (it: CellEdit): string => `${it.line}|${it.column}`;
  return [...new Map([...edits, ...more].map((it) => [key(it), it])).values()];
};

/** The cells that a piece of a spreadsheet fills, from a cell on to the right and down; what reaches beyond the table is left. @example pastedEdits("1\t2", [5], ["a", "b"]) */
export function pastedEdits(text: string, lines: readonly number[], columns: readonly string[]): readonly CellEdit[] {
  const rows = text.replace(/\r?\n$/, "").split(/\r?\n/);
  return rows.flatMap((row, down) =>
    row.split("\t").flatMap((value, right): readonly CellEdit[] => {
      const [line, column] = [lines[down], columns[right]];
      return line === undefined || column === undefined ? [] : [{ line, column, value: value.trim() }];
    }),
  );
}

/** A table as CSV text. @example tableCsv(["a"], [["x,y"]]) // → 'a\n"x,y"\n' */
export const tableCsv = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, ...rows].map((row) => `${row.map((it) => (/[",\n\r]/.test(it) || it.trim() !== it ? `"${it.replaceAll('"', '""')}"` : it)).join(",")}\n`).join("");

/** The text of a map's file, as the command line reads it. */
export const mapFile = (map: ImportMap): string => `${JSON.stringify({ format: "concord-import-map/1", ...map }, null, 2)}\n`;
