import type { CheckedImport, ImportMap } from "../../fetch/import.ts";

/** A word of a column and what it means. */
export interface Meaning {
  readonly column: string;
  readonly theirs: string;
  readonly ours: string;
}

/** A word of the sheet that nothing explains, with the lines that it stands in. */
export interface UnexplainedWord {
  readonly column: string;
  readonly word: string;
  readonly lines: readonly number[];
  readonly mend: string;
}

const CODES: ReadonlySet<string> = new Set(["unknown-word", "unknown-code"]);
// A word that stands once is mended in its cell.
const ROWS_LEAST = 2;

/**
 * Words that nothing explains and that stand in several rows, the most frequent first: one answer mends all rows of a word.
 * @example unexplainedWords({ columns: ["confidence"], rows: [{ line: 5, cells: ["hoch"] }, { line: 6, cells: ["hoch"] }], findings }) // → [{ column: "confidence", word: "hoch", lines: [5, 6], mend: "Use one of: high, medium, low." }]
 */
export function unexplainedWords({ columns, rows, findings }: Pick<CheckedImport, "columns" | "rows" | "findings">): readonly UnexplainedWord[] {
  const cells = new Map(rows.map((it) => [it.line, it.cells]));
  const found = new Map<string, { readonly column: string; readonly word: string; readonly lines: number[]; readonly mend: string }>();
  for (const { code, level, row, column, mend } of findings) {
    if (level !== "error" || !CODES.has(code) || row === undefined || column === undefined) continue;
    const word = cells.get(row)?.[columns.indexOf(column)] ?? "";
    if (word === "") continue;
    const key = `${column}|${word}`;
    const known = found.get(key) ?? { column, word, lines: [], mend };
    known.lines.push(row);
    found.set(key, known);
  }
  return [...found.values()].filter((it) => it.lines.length >= ROWS_LEAST).sort((a, b) => b.lines.length - a.lines.length);
}

/** A map with what further words of a column mean. @example explainedIn(map, [{ column: "confidence", theirs: "hoch", ours: "high" }]).words */
export const explainedIn = (map: ImportMap, meanings: readonly Meaning[]): ImportMap => ({
  ...map,
  words: meanings.reduce((words, { column, theirs, ours }) => ({ ...words, [column]: { ...words[column], [theirs]: ours } }), map.words),
});
