import writeXlsxFile, { type Row, type SheetData } from "write-excel-file/node";
import type { Paper, PaperBlock, PaperCell, PaperNumber } from "#app";

/** Longest name that a sheet may have, and what may not stand in it. */
const NAME_MOST = 31;
const NOT_IN_NAME = /[\\/?*[\]:]/g;
const WIDTH_MOST = 60;

/**
 * Writes a document as a workbook: its words on the first sheet, each table on one of its own, the marking above and below every
 * sheet. Numbers stay numbers; texts are texts, never formulas. The same document makes the same bytes.
 */
export async function writeXlsx(paper: Paper): Promise<Buffer> {
  const tables = paper.sections.flatMap((section) => section.blocks.filter((it) => it.kind === "table"));
  const names = new Set<string>();
  const front = paper.language === "fr" ? "Rapport" : "Report";
  const sheets = [{ name: front, data: wordsOf(paper), widths: [100] }, ...tables.map((it) => ({ name: it.title, data: tableOf(paper, it), widths: widthsOf(it) }))];
  const buffer = await writeXlsxFile(
    sheets.map(({ name, data, widths }) => ({ data, sheet: unique(names, name), columns: widths.map((width) => ({ width })), ...(name !== front && { stickyRowsCount: 2 }) })),
  ).toBuffer();
  return withoutTimes(buffer);
}

type Table = Extract<PaperBlock, { readonly kind: "table" }>;

const bold = (value: string): Row[number] => ({ value, type: String, fontWeight: "bold" });
const plain = (value: string): Row[number] => (value === "" ? null : { value, type: String });

function wordsOf({ title, marking, notice, about, sections, foot }: Paper): SheetData {
  const rows: Row[] = [[bold(marking)], [bold(title)], ...(notice === undefined ? [] : [[{ ...bold(notice), wrap: true }]]), ...about.map((it): Row => [plain(it)])];
  for (const section of sections) {
    const texts = section.blocks.flatMap((it) => (it.kind === "text" ? [it.text] : it.kind === "list" ? it.items : it.kind === "figure" ? [it.alt] : []));
    if (texts.length > 0) rows.push([null], [bold(section.title)], ...texts.map((it): Row => [{ value: it, type: String, wrap: true }]));
  }
  return [...rows, [null], [plain(foot)], [bold(marking)]];
}

/** Addresses that cells lead to stand as texts in a column of their own: a workbook that is opened asks no address by itself. */
const tableOf = ({ marking, language }: Paper, { columns, rows }: Table): SheetData => [
  [bold(marking)],
  [...columns.map((it) => bold(it.name)), ...(leads({ rows }) ? [bold(language === "fr" ? "Adresse" : "Address")] : [])],
  ...rows.map((row): Row => [...row.map((cell) => (typeof cell === "string" ? plain(cell) : "address" in cell ? plain(cell.text) : { value: cell.value, type: Number, ...formatOf(cell) })), ...row.flatMap((it) => addressOf(it) ?? []).map(plain)]),
  [bold(marking)],
];

const leads = ({ rows }: Pick<Table, "rows">): boolean => rows.some((row) => row.some((it) => addressOf(it) !== undefined));
const addressOf = (cell: PaperCell): string | undefined => (typeof cell === "object" && "address" in cell ? cell.address : undefined);

/** How a workbook writes a number that carries a unit or is a lower bound: it stays a number, and is read as what it is. @example formatOf({ value: 278, text: "≥ 278 drones", unit: "drones", isAtLeast: true }) // → { format: '"≥ "#,##0" drones"' } */
export function formatOf({ value, text, unit, isAtLeast = false }: PaperNumber): { readonly format?: string } {
  const digits = digitsIn(value, text);
  const plain = `#,##0${digits}`;
  const number = unit === "share" ? `0${digits}%` : unit === undefined || unit === "" ? plain : unit.startsWith("M ") ? `#,##0.0${quoted(` ${unit}`)}` : `${plain}${quoted(` ${unit}`)}`;
  return { format: isAtLeast ? `${quoted("≥ ")}${number}` : number };
}

/** Digits behind the point, as many as print: the cell keeps all of them. What prints as less than its last digit shows two more. */
function digitsIn(value: number, text: string): string {
  const behind = /\d[.,](\d+)/.exec(text)?.[1]?.length ?? 0;
  const digits = /^[<>]/.test(text) ? behind + 2 : behind;
  return digits === 0 || Number.isInteger(value) ? "" : `.${"0".repeat(digits)}`;
}

const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;

const widthsOf = ({ columns, rows }: Table): number[] => [...columns.map((it, at) => Math.min(WIDTH_MOST, Math.max(12, it.name.length + 2, ...rows.slice(0, 200).map((row) => lengthOf(row[at]))))), ...(leads({ rows }) ? [WIDTH_MOST] : [])];
const lengthOf = (cell: PaperCell | undefined): number => (typeof cell === "string" ? cell.length : Math.max(10, (cell?.text.length ?? 0) + 2));

function unique(names: Set<string>, wanted: string): string {
  const base = wanted.replaceAll(NOT_IN_NAME, " ").slice(0, NAME_MOST).trim();
  let name = base;
  for (let count = 2; names.has(name.toLowerCase()); count++) name = `${base.slice(0, NAME_MOST - String(count).length - 1)} ${count}`;
  names.add(name.toLowerCase());
  return name;
}

// The first moment that the archive can name: 1980-01-01 00:00.
const NO_TIME = 0;
const NO_DATE = 33;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;

/** The archive with every file's time at the first that it can name: when it was made is nobody's business, and equal contents are equal bytes. */
export function withoutTimes(archive: Buffer): Buffer {
  const bytes = Buffer.from(archive);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new Error("a workbook is an archive, and this one has no end");
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error("the archive's list of files is broken");
    bytes.writeUInt16LE(NO_TIME, at + 12);
    bytes.writeUInt16LE(NO_DATE, at + 14);
    const local = bytes.readUInt32LE(at + 42);
    if (bytes.readUInt32LE(local) !== LOCAL) throw new Error("the archive's files are not where its list says");
    bytes.writeUInt16LE(NO_TIME, local + 10);
    bytes.writeUInt16LE(NO_DATE, local + 12);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return bytes;
}
