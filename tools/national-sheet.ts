/**
 * An invented nation's return: five thousand rows in its own words, with mistakes at places that are known, and the data set that it is
 * read against. `npm run national-sheet -- FOLDER` writes all of it: the data set into `FOLDER/data`, the sheet as CSV and as XLSX.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import writeXlsxFile, { type SheetData } from "write-excel-file/node";
import { csvText } from "#exchange";
import { ROOT } from "./files.ts";
import { randomOf, seedOf } from "./random.ts";

/** A mistake that was planted: the line of the sheet, and the rule that finds it. */
export interface Planted {
  readonly line: number;
  readonly code: string;
}

export interface NationalSheet {
  /** Lines of the sheet, from its first: texts, numbers and dates as a spreadsheet holds them. */
  readonly lines: readonly (readonly (string | number | Date)[])[];
  readonly planted: readonly Planted[];
  /** Rows of each outcome once the mistakes are left out. */
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Recorded rows that the sheet lacks. */
  readonly gone: number;
}

/** Whose sheet it is, in the data set of `cases/three-shores`. */
export const NATION = "VAL";
/** Words of the sheet that no name in the data set explains: what a planner adds to the proposed map. */
export const WORDS = { evidence: { amtlich: "official", geschätzt: "estimate" }, confidence: { hoch: "high", mittel: "medium" } } as const;

const HEADINGS = ["Lfd. Nr.", "Gerät", "Bestand", "Bestand mindestens", "Einheit", "Einsatzbereit", "Stand", "Quelle", "Art der Angabe", "Verlässlichkeit", "Bemerkung"];
/** Line of the headings: above them stands what such sheets say of themselves. */
export const HEADING_LINE = 4;
const number = (index: number): string => String(index + 1).padStart(4, "0");
const systemOf = (index: number): string => `type-${number(index)}`;
const nameOf = (index: number): string => `Baumuster ${number(index)}`;
const quantityOf = (index: number): number => 1 + ((index * 37) % 1900);

/** Rows that a mistake is planted in, each a rule and what it does to the row. */
const MISTAKES: readonly (readonly [code: string, spoil: (cells: (string | number | Date)[]) => void])[] = [
  ["unknown-code", (cells) => void (cells[1] = `Baumuster ohne Nummer, ${String(cells[0])}`)],
  ["not-a-number", (cells) => void (cells[2] = "etwa zehn")],
  ["out-of-range", (cells) => void (cells[2] = -5)],
  ["unit-mismatch", (cells) => void (cells[4] = "guns")],
  ["not-a-share", (cells) => void (cells[5] = "140 %")],
  ["impossible-date", (cells) => void (cells[6] = "31.02.2029")],
  ["unknown-code", (cells) => void (cells[7] = "verschollen")],
  ["unknown-word", (cells) => void (cells[8] = "vom Hörensagen")],
  ["missing-value", (cells) => void (cells[2] = "")],
  ["range-out-of-order", (cells) => void (cells[3] = 999_999)],
];

/** The sheet: of each hundred rows two are wrong, and one stands twice. Two thirds are recorded; of these a third has another quantity. */
export function nationalSheet({ rows = 5000, seed = 1 }: { readonly rows?: number; readonly seed?: number } = {}): NationalSheet {
  const random = randomOf(seedOf("national-sheet", seed, rows));
  const lines: (string | number | Date)[][] = [["Bestandsmeldung (erfunden)"], [], ["Alle Angaben erfunden; Stand siehe Spalte"], HEADINGS];
  const planted: Planted[] = [];
  const counts = { added: 0, changed: 0, same: 0 };
  for (let index = 0; index < rows; index++) {
    const isRecorded = index % 3 < 2;
    const isChanged = isRecorded && index % 9 === 0;
    const cells: (string | number | Date)[] = [index + 1, nameOf(index), quantityOf(index) + (isChanged ? 1 : 0), "", "vehicles", 0.75, new Date(Date.UTC(2029, 9, 1)), "returns", "amtlich", "hoch", random() < 0.1 ? "teils eingelagert" : ""];
    const mistake = index % 50 === 17 ? MISTAKES[Math.floor(index / 50) % MISTAKES.length] : undefined;
    mistake?.[1](cells);
    lines.push(cells);
    if (mistake !== undefined) planted.push({ line: lines.length, code: mistake[0] });
    else counts[isChanged ? "changed" : isRecorded ? "same" : "added"] += 1;
    if (index % 100 === 61) {
      lines.push([...cells]);
      planted.push({ line: lines.length, code: "duplicate-id" });
    }
  }
  return { lines, planted, ...counts, gone: GONE };
}

const GONE = 40;

/** The data set: the invented alliance of `cases/three-shores` with the systems of the sheet, and what is recorded of them. */
export function writeNationalWorld(folder: string, { rows = 5000 }: { readonly rows?: number } = {}): void {
  cpSync(join(ROOT, "cases/three-shores"), folder, { recursive: true });
  const all = Array.from({ length: rows + GONE }, (_, index) => index);
  const add = (file: string, lines: readonly (readonly string[])[]): void => writeFileSync(join(folder, file), readFileSync(join(folder, file), "utf8") + csvText(lines));
  add("systems.csv", all.map((it) => `${systemOf(it)},returns,2029-10-01,official,high,OPEN,,,,,platform,${nameOf(it)},${nameOf(it)},,,vehicles,,2,,M CRN,constant 2030,,0.05,,,,,,1,,`.split(",")));
  const notes = new Map(nationalSheet({ rows }).lines.slice(HEADING_LINE).map((it) => [String(it[1]), String(it[10])]));
  add("holdings.csv", all.filter((it) => it % 3 < 2 || it >= rows).map((it) => ["h", NATION, systemOf(it)].join(".").concat(`,returns,2029-10-01,official,high,OPEN,,${notes.get(nameOf(it)) ?? ""},,${NATION},${systemOf(it)},,${quantityOf(it)},,vehicles,0.75,`).split(",")));
}

const day = (it: Date): string => `${String(it.getUTCDate()).padStart(2, "0")}.${String(it.getUTCMonth() + 1).padStart(2, "0")}.${it.getUTCFullYear()}`;
const theirs = (cell: string | number | Date): string => (cell instanceof Date ? day(cell) : typeof cell === "number" ? String(cell).replace(".", ",") : cell);

/** The sheet as a spreadsheet of that nation saves it as CSV: semicolons, decimal commas, days first. */
export const nationalCsv = ({ lines }: NationalSheet): string => lines.map((cells) => `${cells.map((it) => quoted(theirs(it))).join(";")}\r\n`).join("");
const quoted = (cell: string): string => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The sheet as a workbook: numbers and days are what they are. */
export async function nationalXlsx({ lines }: NationalSheet): Promise<Buffer> {
  const data: SheetData = lines.map((cells) => cells.map((it) => (it === "" ? null : it instanceof Date ? { value: it, type: Date, format: "dd.mm.yyyy" } : typeof it === "number" ? { value: it, type: Number } : { value: it, type: String })));
  return writeXlsxFile([{ data, sheet: "Bestand" }]).toBuffer();
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2];
  if (folder === undefined) {
    process.stderr.write("Name a folder: npm run national-sheet -- FOLDER\n");
    process.exit(2);
  }
  mkdirSync(folder, { recursive: true });
  writeNationalWorld(join(folder, "data"));
  const sheet = nationalSheet();
  writeFileSync(join(folder, "return.csv"), nationalCsv(sheet));
  writeFileSync(join(folder, "return.xlsx"), await nationalXlsx(sheet));
}
