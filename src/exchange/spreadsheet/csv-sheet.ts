import { scanCsv } from "../csv-scan.ts";
import type { Separator } from "../separator.ts";
import { type SheetLimits, SHEET_LIMITS, type SheetProblem, sheetProblem, type SheetRemark, type SheetRow, tooLarge, type Workbook } from "./sheet.ts";

/** Thrown inside to end the scan; never leaves this file. */
class Full extends Error {}

/**
 * Reads a CSV file, as spreadsheets save it, as a workbook of one sheet: commas, semicolons or tabs; UTF-8, UTF-16 with its mark, or
 * else Windows-1252, which is said. Never throws for bad input.
 */
export function readCsvSheet(name: string, bytes: Uint8Array, limits: SheetLimits = SHEET_LIMITS): Workbook | SheetProblem {
  if (bytes.length > limits.bytes) return tooLarge(`it has ${bytes.length} bytes, and at most ${limits.bytes} are read`);
  const { text, isOld } = textOf(bytes);
  if (text.includes("\u0000")) return sheetProblem("no-workbook", "The file is neither text nor a workbook.", "Save it as an XLSX workbook, or as CSV.");
  const rows: SheetRow[] = [];
  const remarks: SheetRemark[] = isOld ? [{ code: "other-encoding", sheet: name, message: "The file is not in UTF-8, and was read as Windows-1252.", mend: "Look at its accented letters; save it as UTF-8 if one is wrong." }] : [];
  let problem: SheetProblem | undefined;
  let count = 0;
  const stop = (what: string): never => {
    problem = tooLarge(what);
    throw new Full();
  };
  try {
    const faults = scanCsv(text, separatorIn(text), (cells, line) => {
      if (cells.every((it) => it === "")) return;
      if (cells.length > limits.columns && cells.slice(limits.columns).some((it) => it !== "")) stop(`a row of it has more than ${limits.columns} columns`);
      count += cells.length;
      if (cells.some((it) => it.length > limits.characters)) stop(`a cell in line ${line} has more than ${limits.characters} characters`);
      if (rows.length >= limits.rows) stop(`it has more than ${limits.rows} rows`);
      if (count > limits.cells) stop(`it has more than ${limits.cells} cells`);
      rows.push({ line, cells: cells.slice(0, cells.findLastIndex((it) => it !== "") + 1).map((it) => it.trim()) });
    });
    const open = faults.find((it) => it.code === "unclosed-quote");
    if (open !== undefined) return sheetProblem("damaged", `A quoted cell begins in line ${open.line} and never ends, so where the rows after it begin is not known.`, 'Close the cell with `"`, and double every quote inside it.');
    for (const it of faults.slice(0, REMARKS_MOST)) remarks.push({ code: "broken-quote", sheet: name, line: it.line, message: `Text follows the closing quote of a cell in line ${it.line}; the line was left out.`, mend: "Double every quote inside a quoted cell." });
  } catch (error) {
    if (problem === undefined || !(error instanceof Full)) throw error;
    return problem;
  }
  if (rows.length === 0) return sheetProblem("empty", "The file holds no row.", "Choose another file.");
  return { kind: "workbook", sheets: [{ name, rows }], remarks };
}

const REMARKS_MOST = 100;
const LINES_LOOKED_AT = 40;
const CHARACTERS_LOOKED_AT = 40_000;

/**
 * The separator that parts the most lines into the same number of cells: titles may stand above the headings, and numbers may have
 * decimal commas. @example separatorIn("Return\na;b;c\n1,5;2,5;3") // → ";"
 */
export function separatorIn(text: string): Separator {
  const lines = text.slice(0, CHARACTERS_LOOKED_AT).replaceAll(/"[^"]*"/g, "").split(/[\r\n]+/).slice(0, LINES_LOOKED_AT);
  const worth = (separator: Separator): number => {
    const counts = lines.map((it) => it.split(separator).length - 1).filter((it) => it > 0);
    return Math.max(0, ...[...Map.groupBy(counts, (it) => it)].map(([count, same]) => count * same.length));
  };
  return ([",", ";", "\t"] as const).reduce((best, it) => (worth(it) > worth(best) ? it : best));
}

function textOf(bytes: Uint8Array): { readonly text: string; readonly isOld: boolean } {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), isOld: false };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isOld: false };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), isOld: true };
  }
}
