import type { Finding, FindingLevel } from "#stdx";

/** Every message of this folder about files and headings, in one place. Messages about cells come from the fields. */
export const say = {
  missingPackage: (): Finding => whole("missing-package", "datapackage.json", "The folder has no datapackage.json.", "Add a datapackage.json that names the data set and holds a `concord` part; docs/guide/data-package.md shows one."),
  brokenPackage: (reason: string): Finding => whole("not-json", "datapackage.json", `This is not JSON: ${reason}.`, "Correct the file at the place named, or start from the example in docs/guide/data-package.md."),
  packageEncoding: (): Finding => whole("bad-encoding", "datapackage.json", "The file holds bytes that are not UTF-8, so a letter is lost.", "Save the file as UTF-8 from its original and read it again."),
  setting: (key: string, message: string, mend: string): Finding => ({ ...whole("wrong-setting", "datapackage.json", message, mend), column: key }),
  missingFile: (file: string, title: string): Finding => whole("missing-file", file, `The data set has no ${file}. It holds: ${title}`, "Add the file with its heading line, even if no row follows; `docs/data-dictionary.md` lists the headings."),
  unknownFile: (file: string, near: string | undefined): Finding => ({ ...whole("unknown-file", file, `${file} is no table that Concord knows, and was not read.`, near === undefined ? "Rename it to one of the tables in docs/data-dictionary.md, or move it elsewhere." : `Did you mean ${near}?`), level: "warning" }),
  emptyFile: (file: string): Finding => whole("empty-file", file, "The file is empty: not even a heading line.", "Add the heading line of docs/data-dictionary.md; with it and no row the table counts as empty."),
  missingHeading: (file: string, column: string, near: string | undefined): Finding => ({ ...whole("missing-heading", file, `The heading \`${column}\` is missing, and no row can do without it: the table was not read.`, near === undefined ? `Add the column \`${column}\`.` : `Rename \`${near}\` to \`${column}\`, or add the column.`), row: 1, column }),
  unknownHeading: (file: string, row: number, column: string, near: string | undefined): Finding => ({ ...whole("unknown-heading", file, `The heading \`${column}\` is not known; its column was not read.`, near === undefined ? "Remove the column, or rename it to one of docs/data-dictionary.md." : `Did you mean \`${near}\`?`), level: "warning", row, column }),
  duplicateHeading: (file: string, row: number, column: string): Finding => ({ ...whole("duplicate-heading", file, `The heading \`${column}\` stands twice; only its first column was read.`, "Remove or rename one of the two columns."), row, column }),
  otherSeparator: (file: string, name: string): Finding => ({ ...whole("other-separator", file, `The cells are parted by a ${name}, not a comma. The file was read all the same.`, "Save it as CSV with commas and decimal points."), level: "warning", row: 1 }),
  unclosedQuote: (file: string, row: number): Finding => ({ ...whole("unclosed-quote", file, "A quoted cell begins in this line and never ends; the line was left out.", 'Close it with `"`, and double every quote inside the cell.'), row }),
  malformedQuote: (file: string, row: number): Finding => ({ ...whole("malformed-quote", file, "Text follows a closing quote; the line was left out.", 'Double every quote inside a quoted cell: `"5"" gun"`.'), row }),
  raggedRow: (file: string, row: number, cells: { readonly found: number; readonly expected: number }): Finding => ({ ...whole("ragged-row", file, `The row has ${cells.found} cells, the heading line ${cells.expected}; the row was left out.`, "Give one cell for each heading; quote a cell that holds a comma."), row }),
  more: (file: string, code: string, count: number): Finding => ({ ...whole("more-of-the-same", file, `${count} more findings \`${code}\` in this file are not listed.`, "Mend those listed and check again."), level: "notice" }),
};

const whole = (code: string, file: string, message: string, mend: string): Finding => ({ code, level: "error" satisfies FindingLevel, file, message, mend });

/** What is wrong with the text of a cell before anyone asks what it means. */
export const cellProblem = {
  missingValue: (column: string, meaning: string) => ({ code: "missing-value", message: `\`${column}\` is empty, and must be given: ${meaning}`, mend: "Fill the cell; if nobody knows the value, leave the whole row out: no row means unknown." }),
  missingFigure: (column: string) => ({ code: "missing-value", message: `\`${column}\` is empty, and the row says nothing without its figure.`, mend: "Give the figure; if it is unknown, leave the whole row out: no row means unknown, 0 means none." }),
  badEncoding: { code: "bad-encoding", message: "The cell holds bytes that are not UTF-8, so a letter is lost.", mend: "Save the file as UTF-8 from its original and read it again." },
  controlCharacter: { code: "control-character", message: "The cell holds a character that cannot be printed.", mend: "Remove it." },
  hugeCell: (size: number, limit: number) => ({ code: "huge-cell", message: `The cell holds ${size} characters; at most ${limit} are read.`, mend: "Shorten it, or look for a quote that closes too late." }),
};

/** Most findings of one code in one file that are listed; the rest is counted. */
export const FINDINGS_MAX = 1_000;

/** The first findings of each code and file, and a count of the others. @example shortened(findings, 1_000) */
export function shortened(findings: readonly Finding[], most: number): readonly Finding[] {
  const counts = new Map<string, number>();
  const kept = findings.filter(({ file, code }) => {
    const key = `${file} ${code}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= most;
  });
  if (kept.length === findings.length) return findings;
  return [...kept, ...[...counts].filter(([, count]) => count > most).map(([key, count]) => say.more(key.split(" ")[0] ?? "", key.split(" ")[1] ?? "", count - most))];
}
