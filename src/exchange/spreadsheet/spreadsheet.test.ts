import { describe, expect, test } from "vitest";
import { checkImport, isZip, mapOf, readCsvSheet, readImportMap } from "../index.ts";
import { separatorIn } from "./csv-sheet.ts";
import { emptyMap, importMapText } from "./import-map.ts";
import type { RecordedRow } from "./meanings.ts";
import { dateFrom, mappedRows, numberFrom, shareFrom } from "./mapped-rows.ts";
import { headingLineOf, proposeMap } from "./propose-map.ts";
import type { SheetRow } from "./sheet.ts";
import { dateText } from "./workbook.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ["1.234,5", "comma", "1234.5"],
  ["1 234", "comma", "1234"],
  ["12.34", "comma", "12.34"],
  ["1.234", "comma", "1234"],
  ["1.234", "point", "1.234"],
  ["1,234,567.80", "point", "1234567.8"],
  ["1,5", "point", "1,5"],
  ["12 34", "point", "12 34"],
  ["−7", "point", "-7"],
  ["about 10", "point", "about 10"],
  ["1'234", "point", "1234"],
  ["12345678901234567", "point", "12345678901234567"],
] as const)("the number %j with a decimal %s is %j", (text, written, expected) => expect(numberFrom(text, written)).toBe(expected));

test.each([
  ["35 %", "point", "0.35"],
  ["7,5%", "comma", "0.075"],
  ["%", "point", "%"],
  ["0.9", "point", "0.9"],
] as const)("the share %j with a decimal %s is %j", (text, written, expected) => expect(shareFrom(text, written)).toBe(expected));

test.each([
  ["1.3.2030", "day-first", "2030-03-01"],
  ["3/1/2030", "month-first", "2030-03-01"],
  ["2030-3-1", "day-first", "2030-03-01"],
  ["12.2030", "day-first", "2030-12"],
  ["1.3.30", "day-first", "1.3.30"],
  ["1.3.2030", "year-first", "1.3.2030"],
  ["31.02.2030", "day-first", "2030-02-31"],
] as const)("the date %j, %s, is %j", (text, written, expected) => expect(dateFrom(text, written)).toBe(expected));

// Days by their numbers, as ECMA-376 18.17.4.1 has them; the false 29 February of 1900 is number 60.
test.each([
  [1, false, "1900-01-01"],
  [59, false, "1900-02-28"],
  [61, false, "1900-03-01"],
  [45_292, false, "2024-01-01"],
  [45_292.5, false, "2024-01-01 12:00:00"],
  [0.25, false, 0.25],
  [43_830, true, "2024-01-01"],
  [1e9, false, 1e9],
])("day %d, counted from 1904: %s, is %j", (serial, is1904, expected) => expect(dateText(serial, is1904)).toBe(expected));

test.each([
  ["a,b\n1,2", ","],
  ["Return\na;b;c\n1,5;2,5;3", ";"],
  ["a\tb\n1,5\t2", "\t"],
  ['"a;b;c",d\n"e;f;g",h', ","],
  ["alone", ","],
] as const)("%j is parted by %j", (text, expected) => expect(separatorIn(text)).toBe(expected));

describe("a CSV file as a sheet", () => {
  const cells = (data: Uint8Array) => {
    const book = readCsvSheet("return", data);
    return book.kind === "problem" ? book.code : [...book.sheets[0]!.rows.map((it) => [it.line, ...it.cells]), ...book.remarks.map((it) => it.code)];
  };
  test.each<readonly [string, Uint8Array, unknown]>([
    ["empty lines keep their numbers", bytes("a;b\n\n1;2\n"), [[1, "a", "b"], [3, "1", "2"]]],
    ["Windows-1252, which is said", Uint8Array.from([...bytes("a;Ger"), 0xe4, ...bytes("t\n1;2\n")]), [[1, "a", "Gerät"], [2, "1", "2"], "other-encoding"]],
    ["UTF-16 with its mark", Uint8Array.from([0xff, 0xfe, ...[..."a,b"].flatMap((it) => [it.charCodeAt(0), 0])]), [[1, "a", "b"]]],
    ["nothing", bytes("\n\n"), "empty"],
    ["no text", Uint8Array.from([1, 0, 2, 0]), "no-workbook"],
    ["text after a closing quote, which is said", bytes('a,b\n"x"y,2\n3,4\n'), [[1, "a", "b"], [3, "3", "4"], "broken-quote"]],
    ["a quote that never ends: nobody knows which rows are meant", bytes('a,b\n"x,2\n3,4\n'), "damaged"],
  ])("%s", (_, data, expected) => expect(cells(data)).toEqual(expected));
  test.each([
    ["rows", { rows: 2 }],
    ["columns", { columns: 1 }],
    ["cells", { cells: 3 }],
    ["bytes", { bytes: 4 }],
    ["characters", { characters: 0 }],
  ])("more %s than are read: refused with the limit named", (_, limit) => {
    const book = readCsvSheet("return", bytes("a,b\n1,2\n3,4\n"), { bytes: 100, unpacked: 100, parts: 9, rows: 9, columns: 9, cells: 99, characters: 99, ...limit });
    expect(book).toMatchObject({ kind: "problem", code: "too-large" });
    expect(book.kind === "problem" && book.message).toMatch(/at most|more than/);
  });
});

const RECORDED = new Map([
  ["nations.csv", [{ id: "XAA", name_en: "Alma" }, { id: "XBB", name_en: "Brava" }]],
  ["systems.csv", [{ id: "t1", name_en: "Heavy tank", name_fr: "Char lourd" }, { id: "t2", name_en: "Light tank" }, { id: "t3", name_en: "Light tank" }]],
  ["holdings.csv", [{ id: "old", nation: "XAA", system: "t1", quantity: "7", label: "L" }, { id: "gone", nation: "XAA", system: "t2" }, { id: "fresh", nation: "XAA", system: "t2", corrects: "gone" }]],
]);
const rowsOf = (...lines: readonly (readonly (string | number)[])[]): readonly SheetRow[] => lines.map((cells, at) => ({ line: at + 1, cells }));

describe("rows as a map reads them", () => {
  const map = { ...emptyMap("holding"), columns: { system: "Typ", quantity: "Menge" }, fixed: { nation: "XAA", unit: "vehicles" }, words: { system: { Panzer: "t1" } }, numbers: "comma" as const, id: "h.{nation}.{system}" };
  const read = (...lines: readonly (readonly (string | number)[])[]) => mappedRows(rowsOf(["Typ", "Menge"], ...lines), map, RECORDED);
  test.each<readonly [string, readonly (string | number)[], readonly string[]]>([
    ["a word of the map, and the id of what is recorded", ["panzer", "1.000"], ["old", "XAA", "t1", "1000", "vehicles"]],
    ["a whole name", ["CHAR  lourd", 3], ["old", "XAA", "t1", "3", "vehicles"]],
    ["of a fact and its correction, the one in force", ["t2", 4], ["fresh", "XAA", "t2", "4", "vehicles"]],
    ["a name that two bear means neither", ["Light tank", 5], ["h.XAA.Light_tank", "XAA", "Light tank", "5", "vehicles"]],
    ["a new row is named by the rule", ["t3", 1.234], ["h.XAA.t3", "XAA", "t3", "1.234", "vehicles"]],
    ["a row without its part has no id", ["", "9"], ["", "XAA", "", "9", "vehicles"]],
  ])("%s", (_, cells, expected) => {
    const { columns, rows } = read(cells);
    expect(columns).toEqual(["id", "nation", "system", "quantity", "unit"]);
    expect(rows).toEqual([{ line: 2, cells: expected }]);
  });
  test("a mended cell is read as the sheet's own are, and its row is named by it", () => {
    const mended = new Map([[2, new Map([["system", "Heavy tank"], ["quantity", "2.000"]])]]);
    expect(mappedRows(rowsOf(["Typ", "Menge"], ["tonk", "x"]), map, RECORDED, mended).rows).toEqual([{ line: 2, cells: ["old", "XAA", "t1", "2000", "vehicles"] }]);
  });
  test.each([
    ["Army", "army"],
    ["ARMY ", "army"],
    ["Armée", "Armée"],
    ["Marché", "marche"],
    ["Coast guard", "Coast guard"],
  ])("of a column that says few words again and again, %j is %j", (word, expected) => {
    const words = ["army", "army", "army", "marche", "marche", "marche"];
    const recorded = new Map<string, readonly RecordedRow[]>([...RECORDED, ["holdings.csv", words.map((service, at) => ({ id: `h${at}`, service }))]]);
    expect(mappedRows(rowsOf(["Typ", "Menge", "TSK"], ["t1", 1, word]), { ...map, columns: { ...map.columns, service: "TSK" } }, recorded).rows[0]!.cells.at(-1)).toBe(expected);
  });
  test("of a column of any text the case is meant", () => {
    const recorded = new Map<string, readonly RecordedRow[]>([...RECORDED, ["holdings.csv", ["in dock", "at sea", "sold"].map((note, at) => ({ id: `h${at}`, note }))]]);
    expect(mappedRows(rowsOf(["Typ", "Menge", "Notiz"], ["t1", 1, "In dock"]), { ...map, columns: { ...map.columns, note: "Notiz" } }, recorded).rows[0]!.cells[1]).toBe("In dock");
  });
  test("a row that holds nothing of the map is a note of the sheet", () => expect(read([], ["", ""], ["t1", 1]).rows.map((it) => it.line)).toEqual([4]));
});

describe("a number that becomes ten times as much, or as little, is doubted", () => {
  test.each<readonly [string, string, string | undefined]>([
    ["5", "290", "Goes from 5 to 290: 58 times as much."],
    ["5", "50", "Goes from 5 to 50: 10 times as much."],
    ["290", "5", "Goes from 290 to 5: 58 times less."],
    ["5", "49", undefined],
    ["5", "5", undefined],
    ["0", "290", undefined],
    ["290", "0", undefined],
    ["5", "", undefined],
  ])("%s, then %s", (before, after, told) => {
    const mapped = { columns: ["id", "nation", "system", "quantity"], rows: [{ line: 2, cells: ["h", "XAA", "t1", after] }], findings: [] };
    const { findings } = checkImport({ files: new Map([["holdings.csv", `id,nation,system,quantity\nh,XAA,t1,${before}\n`]]), kind: "holding", nation: "XAA", mapped, name: "return.csv", isWhole: false });
    expect(findings.filter((it) => it.code === "far-change").map((it) => [it.level, it.row, it.column, it.fact, it.message])).toEqual(told === undefined ? [] : [["warning", 2, "quantity", "h", told]]);
  });
});

describe("a proposal", () => {
  const sheet = { name: "Bestand", rows: rowsOf(["Meldung"], ["Waffensystem", "Menge", "Einheit", "Stand", "As of"], ["Char lourd", "1.000,5", "v", "31.12.2029", ""], ["Light tank", "2", "v", "1.1.2030", ""]) };
  const { map, why } = proposeMap({ sheet, nation: "XAA", recorded: RECORDED });
  test("finds headings, kind, columns and the ways in which numbers and dates are written", () => {
    expect(headingLineOf(sheet.rows)).toBe(2);
    expect(map).toMatchObject({ kind: "holding", headingLine: 2, columns: { system: "Waffensystem", quantity: "Menge", unit: "Einheit", as_of: "As of" }, fixed: { nation: "XAA", label: "L" }, numbers: "comma" });
    expect(why).toMatchObject({ as_of: "same name", quantity: "other word" });
  });
  test("takes a column of known names for what they name, whatever it is called", () => {
    const odd = { name: "x", rows: rowsOf(["Zeug", "Menge", "Einheit"], ["Char lourd", "1", "v"], ["t2", "2", "v"]) };
    const found = proposeMap({ sheet: odd, nation: "XAA", recorded: RECORDED, kind: "holding" });
    expect([found.map.columns["system"], found.why["system"]]).toEqual(["Zeug", "its values"]);
  });
  test("guesses neither source nor date nor how sure a figure is", () => expect(Object.keys(map.fixed).sort()).toEqual(["label", "nation"]));
});

describe("the file of a map", () => {
  const map = { ...emptyMap("stock", 3), sheet: "S", columns: { system: "Typ" }, fixed: { nation: "XAA" }, words: { evidence: { amtlich: "official" } }, numbers: "comma" as const, dates: "day-first" as const, id: "s.{nation}.{system}" };
  test("is read back as it was", () => expect(readImportMap(importMapText(map))).toEqual(map));
  test.each<readonly [string, unknown]>([
    ["It is not JSON.", "{"],
    ["It is no map of an import: its format is not concord-import-map/1.", {}],
    ["Its kind is no kind of record.", { kind: "toString" }],
    ["holdings.csv has no column sytem.", { kind: "holding", columns: { sytem: "x" } }],
    ["`columns`, `fixed` and `words` are not objects of texts.", { kind: "holding", columns: { system: 1 } }],
    ["`headingLine` is no line.", { kind: "holding", headingLine: 0.5 }],
    ["`numbers` or `dates` is none of the ways that are read.", { kind: "holding", numbers: "roman" }],
    ["`id` is made of {tank}, which is no other column.", { kind: "holding", id: "{tank}" }],
  ])("%s", (message, it) => {
    const found = typeof it === "string" ? readImportMap(it) : Object.keys(it as object).length === 0 ? readImportMap("{}") : mapOf(it as object);
    expect(found).toMatchObject({ kind: "problem", message });
  });
});

test("an archive is told by how it begins", () => expect([isZip(bytes("PK\u0003\u0004")), isZip(bytes("PKx")), isZip(bytes("a,b"))]).toEqual([true, false, false]));
