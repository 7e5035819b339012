import { SaxesParser } from "saxes";
import { type Sheet, type SheetCell, type SheetLimits, SHEET_LIMITS, type SheetProblem, sheetProblem, type SheetRemark, type SheetRow, tooLarge, type Workbook } from "./sheet.ts";
import { damaged, isZip, type Unpacker, unpack, type ZipPart, zipParts } from "./zip.ts";

/** Thrown inside to end the parse; never leaves this file. */
class Refused extends Error {
  readonly problem: SheetProblem;
  constructor(problem: SheetProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

const refuse = (problem: SheetProblem): never => {
  throw new Refused(problem);
};

/** How the old binary format, and a workbook under a password, begin. */
const OLD = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads the visible sheets of a workbook (Office Open XML, ECMA-376) as its program last stored them: texts, numbers, dates by their
 * format; a formula by its stored value. No formula is run, no link followed, no macro looked at. Never throws for bad input.
 * @example readWorkbook(bytes, unpacker) // → { kind: "workbook", sheets: [{ name: "Bestand", rows: [{ line: 1, cells: ["System", …] }] }], … }
 */
export function readWorkbook(bytes: Uint8Array, unpacker: Unpacker, limits: SheetLimits = SHEET_LIMITS): Workbook | SheetProblem {
  try {
    return read(bytes, unpacker, limits);
  } catch (error) {
    if (error instanceof Refused) return error.problem;
    throw error;
  }
}

function read(bytes: Uint8Array, unpacker: Unpacker, limits: SheetLimits): Workbook | SheetProblem {
  if (bytes.length > limits.bytes) return tooLarge(`it has ${bytes.length} bytes, and at most ${limits.bytes} are read`);
  if (OLD.every((it, at) => bytes[at] === it)) return sheetProblem("protected", "The file is in the old binary format, or protected by a password.", "Save it as an XLSX workbook without a password, or as CSV.");
  if (!isZip(bytes)) return sheetProblem("no-workbook", "The file is no workbook.", "Save it as an XLSX workbook, or as CSV.");
  const parts = zipParts(bytes, limits);
  if ("kind" in parts) return parts;
  let left = limits.unpacked;
  const textOf = (part: ZipPart): string => {
    const found = unpack(bytes, part, left, unpacker);
    if (!(found instanceof Uint8Array)) return refuse(found);
    left -= found.length;
    return decode(found, part.name);
  };
  const optional = (name: string): string | undefined => {
    const part = parts.get(name);
    return part === undefined ? undefined : textOf(part);
  };
  const main = mainPart(optional("_rels/.rels"));
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const book = optional(main);
  if (book === undefined) return sheetProblem("no-workbook", "The file is an archive, but no workbook.", "Save it as an XLSX workbook, or as CSV.");
  const { sheets, is1904 } = bookOf(book);
  const targets = targetsOf(optional(`${folder}_rels/${main.slice(folder.length)}.rels`) ?? "<r/>", folder);
  const shared = stringsOf(optional([...targets.values()].find((it) => it.type.endsWith("/sharedStrings"))?.path ?? `${folder}sharedStrings.xml`), limits);
  const dates = dateStyles(optional([...targets.values()].find((it) => it.type.endsWith("/styles"))?.path ?? `${folder}styles.xml`));
  const remarks: SheetRemark[] = [];
  const read: Sheet[] = [];
  const counts = { rows: 0, cells: 0 };
  for (const { name, id, isHidden } of sheets) {
    const target = targets.get(id);
    // A sheet of charts has no cells.
    if (target === undefined || !target.type.endsWith("/worksheet")) continue;
    if (isHidden) {
      remarks.push({ code: "hidden-sheet", sheet: name, message: `The sheet ${name} is hidden and was not read.`, mend: "Show it in its program if it is meant." });
      continue;
    }
    const text = optional(target.path);
    if (text === undefined) return damaged(`its sheet ${name} is missing`);
    read.push({ name, rows: rowsOf(text, { shared, dates, is1904, limits, counts, formula: (line) => remarks.push({ code: "formula-without-value", sheet: name, line, message: `A formula in line ${line} has no stored value; its cell was read as empty.`, mend: "Open the workbook in its program, let it compute, and save it." }) }) });
  }
  if (read.length === 0) return sheetProblem("empty", "The workbook has no sheet that is read.", "Show the sheet that is meant, and save it again.");
  return { kind: "workbook", sheets: read, remarks: remarks.slice(0, REMARKS_MOST) };
}

const REMARKS_MOST = 100;
const DOCUMENT = "/officeDocument";

function decode(bytes: Uint8Array, name: string): string {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    return new TextDecoder(isWide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse(damaged(`its part ${name} is no text`));
  }
}

type Attributes = Readonly<Record<string, string>>;

interface Hears {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const DEPTH_MOST = 64;
const localOf = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Walks XML, by local names whatever their prefix. A document type is refused, so that there is no entity to expand. */
function walk(xml: string, hears: Hears): void {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on("error", () => refuse(damaged("it holds broken XML")));
  parser.on("doctype", () => refuse(damaged("it holds a document type, which is not read")));
  parser.on("opentag", ({ name, attributes }) => {
    depth += 1;
    if (depth > DEPTH_MOST) refuse(damaged("its XML is nested too deep"));
    hears.open?.(localOf(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    hears.close?.(localOf(name));
  });
  const { text } = hears;
  if (text !== undefined) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  parser.write(xml).close();
}

function mainPart(rels: string | undefined): string {
  const found = [...targetsOf(rels ?? "<r/>", "").values()].find((it) => it.type.endsWith(DOCUMENT));
  return found?.path ?? "xl/workbook.xml";
}

/** Where the relations of a part lead, by their ids. */
function targetsOf(rels: string, folder: string): ReadonlyMap<string, { readonly type: string; readonly path: string }> {
  const targets = new Map<string, { readonly type: string; readonly path: string }>();
  walk(rels, {
    open: (name, { Id: id, Type: type = "", Target: target = "", TargetMode: mode }) => {
      if (name === "Relationship" && id !== undefined && mode !== "External") targets.set(id, { type, path: target.startsWith("/") ? target.slice(1) : withoutDots(folder + target) });
    },
  });
  return targets;
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const it of path.split("/")) {
    if (it === "..") parts.pop();
    else if (it !== "." && it !== "") parts.push(it);
  }
  return parts.join("/");
}

function bookOf(xml: string) {
  const sheets: { readonly name: string; readonly id: string; readonly isHidden: boolean }[] = [];
  let is1904 = false;
  walk(xml, {
    open: (name, attributes) => {
      if (name === "workbookPr") is1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([it]) => it.includes(":") && localOf(it) === "id")?.[1] ?? "";
      sheets.push({ name: attributes["name"] ?? "", id, isHidden: (attributes["state"] ?? "visible") !== "visible" });
    },
  });
  return { sheets, is1904 };
}

/** The texts that cells share. How they are to be read aloud is left out. */
function stringsOf(xml: string | undefined, limits: SheetLimits): readonly string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  let [isText, aside, text] = [false, 0, ""];
  walk(xml, {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "rPh") aside += 1;
      else if (name === "t") isText = aside === 0;
    },
    text: (it) => {
      if (isText) text += it;
    },
    close: (name) => {
      if (name === "t") isText = false;
      else if (name === "rPh") aside -= 1;
      else if (name === "si") {
        strings.push(unescaped(text));
        if (strings.length > limits.cells) refuse(tooLarge(`it has more than ${limits.cells} texts`));
      }
    },
  });
  return strings;
}

/** Characters that XML cannot hold stand as `_x000D_`. */
const unescaped = (text: string): string => (text.includes("_x") ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text);

/** Number formats that are dates or times without saying how (ECMA-376, 18.8.30). */
const isDateFormat = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
/** Whether the code of a format shows a date: a letter of one outside quotes, brackets and escapes. */
const isDateCode = (code: string): boolean => /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, "").replace(/;.*$/s, "").replace(/general/i, ""));

/** For each style of cells, whether it shows a date. */
function dateStyles(xml: string | undefined): readonly boolean[] {
  if (xml === undefined) return [];
  const custom = new Map<string, boolean>();
  const styles: boolean[] = [];
  let isOfCells = false;
  walk(xml, {
    open: (name, attributes) => {
      if (name === "numFmt") custom.set(attributes["numFmtId"] ?? "", isDateCode(attributes["formatCode"] ?? ""));
      else if (name === "cellXfs") isOfCells = true;
      else if (name === "xf" && isOfCells) {
        const id = attributes["numFmtId"] ?? "";
        styles.push(custom.get(id) ?? isDateFormat(Number(id)));
      }
    },
    close: (name) => {
      if (name === "cellXfs") isOfCells = false;
    },
  });
  return styles;
}

interface RowsAsk {
  readonly shared: readonly string[];
  readonly dates: readonly boolean[];
  readonly is1904: boolean;
  readonly limits: SheetLimits;
  readonly counts: { rows: number; cells: number };
  readonly formula: (line: number) => void;
}

function rowsOf(xml: string, { shared, dates, is1904, limits, counts, formula }: RowsAsk): readonly SheetRow[] {
  const rows = new Map<number, SheetCell[]>();
  let [line, column] = [0, -1];
  let cells: SheetCell[] = [];
  let cell: { type: string; style: number; value: string; inline: string; hasFormula: boolean } | undefined;
  let [place, aside]: ["value" | "inline" | undefined, number] = [undefined, 0];
  walk(xml, {
    open: (name, attributes) => {
      if (name === "row") {
        line = attributes["r"] === undefined ? line + 1 : Number(attributes["r"]);
        if (!Number.isInteger(line) || line < 1 || line > LINES_MOST) refuse(damaged("a row of it has no sound number"));
        column = -1;
        cells = rows.get(line) ?? [];
      } else if (name === "c") {
        const at = attributes["r"] === undefined ? column + 1 : columnAt(attributes["r"]);
        if (at < 0) refuse(damaged("a cell of it has no sound place"));
        if (at >= limits.columns) refuse(tooLarge(`a row of it has more than ${limits.columns} columns`));
        column = at;
        cell = { type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? "0"), value: "", inline: "", hasFormula: false };
      } else if (cell !== undefined) {
        if (name === "v") place = "value";
        else if (name === "f") cell.hasFormula = true;
        else if (name === "rPh") aside += 1;
        else if (name === "t" && aside === 0) place = "inline";
      }
    },
    text: (text) => {
      if (cell !== undefined && place !== undefined) cell[place] += text;
    },
    close: (name) => {
      if (name === "v" || name === "t") place = undefined;
      else if (name === "rPh") aside -= 1;
      else if (name === "c" && cell !== undefined) {
        const value = valueOf(cell, { shared, isDate: dates[cell.style] === true, is1904 });
        if (value === "" && cell.hasFormula && cell.type !== "str") formula(line);
        if (value !== "") {
          if (typeof value === "string" && value.length > limits.characters) refuse(tooLarge(`a cell in line ${line} has more than ${limits.characters} characters`));
          counts.cells += 1;
          if (counts.cells > limits.cells) refuse(tooLarge(`it has more than ${limits.cells} cells`));
          while (cells.length < column) cells.push("");
          cells[column] = value;
        }
        cell = undefined;
      } else if (name === "row" && cells.length > 0 && !rows.has(line)) {
        rows.set(line, cells);
        counts.rows += 1;
        if (counts.rows > limits.rows) refuse(tooLarge(`it has more than ${limits.rows} rows`));
      }
    },
  });
  return [...rows].sort(([a], [b]) => a - b).map(([at, it]) => ({ line: at, cells: it }));
}

/** Most lines of a sheet in its own format. */
const LINES_MOST = 1_048_576;

/** Column of a place, from 0; -1 where it is none. @example columnAt("AB12") // → 27 */
function columnAt(place: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place)?.[1];
  return letters === undefined ? -1 : [...letters].reduce((sum, it) => sum * 26 + it.charCodeAt(0) - 64, 0) - 1;
}

function valueOf({ type, value, inline }: { readonly type: string; readonly value: string; readonly inline: string }, { shared, isDate, is1904 }: { readonly shared: readonly string[]; readonly isDate: boolean; readonly is1904: boolean }): SheetCell {
  switch (type) {
    case "s":
      return value === "" ? "" : (shared[Number(value)] ?? refuse(damaged("a cell of it names a text that is not there"))).trim();
    case "inlineStr":
      return unescaped(inline).trim();
    case "b":
      return value === "" ? "" : value === "1" ? "yes" : "no";
    case "str":
    case "e":
      return unescaped(value).trim();
    case "d":
      return value.replace(/T00:00:00(\.0+)?Z?$/, "");
    default: {
      if (value.trim() === "") return "";
      const number = Number(value);
      if (!Number.isFinite(number)) return value;
      return isDate ? dateText(number, is1904) : number;
    }
  }
}

const DAY_MS = 86_400_000;
/** The day before day 1: 1899-12-31, and 1904-01-01 for workbooks that say so. */
const EPOCH = { 1900: Date.UTC(1899, 11, 31), 1904: Date.UTC(1904, 0, 1) };
/** The format takes 1900 for a leap year: from its 29 February on every day has one number too many. */
const FALSE_LEAP_DAY = 60;

/** A day by its number; with its time where it has one. @example dateText(45_292, false) // → "2024-01-01" */
export function dateText(serial: number, is1904: boolean): SheetCell {
  const days = is1904 || serial < FALSE_LEAP_DAY ? serial : serial - 1;
  const at = EPOCH[is1904 ? 1904 : 1900] + Math.round(days * DAY_MS);
  if (serial < 1 || at > Date.UTC(9999, 11, 31)) return serial;
  const text = new Date(at).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 19).replace("T", " ");
}

