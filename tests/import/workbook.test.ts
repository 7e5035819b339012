import { describe, expect, test } from "vitest";
import { readSpreadsheet, unpacker } from "#adapters/xlsx";
import { readWorkbook, SHEET_LIMITS } from "#exchange";
import { type ZipLies, workbookParts, zipOf } from "../../tools/fuzz/zip.ts";

const read = (bytes: Uint8Array, limits = {}) => readWorkbook(bytes, unpacker, { ...SHEET_LIMITS, ...limits });
const rowsOf = (...parts: Parameters<typeof workbookParts>) => {
  const book = read(zipOf(workbookParts(...parts), { packed: true }));
  return book.kind === "problem" ? book.message : book.sheets.map((it) => it.rows.map((row) => [row.line, ...row.cells]));
};
const STYLES = '<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="#,##0&quot; days&quot;;[Red]-0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';

describe("what a cell holds", () => {
  test.each<readonly [string, string, unknown]>([
    ["a number", '<c r="A1"><v>12.5</v></c>', 12.5],
    ["a number as programs keep it", '<c r="A1"><v>0.30000000000000004</v></c>', 0.30000000000000004],
    ["a shared text, of several runs, without how it is read aloud", '<c r="A1" t="s"><v>0</v></c>', "Tank 2"],
    ["a text of its own", '<c r="A1" t="inlineStr"><is><t>a_x000D_b</t></is></c>', "a\rb"],
    ["a formula by its value", '<c r="A1" t="str"><f>B1&amp;C1</f><v>xy</v></c>', "xy"],
    ["an error as it shows", '<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"],
    ["a truth", '<c r="A1" t="b"><v>1</v></c>', "yes"],
    ["a day by a built-in format", '<c r="A1" s="1"><v>45292</v></c>', "2024-01-01"],
    ["a day by a format of its own", '<c r="A1" s="2"><v>45292</v></c>', "2024-01-01"],
    ["a number whose format only speaks of days", '<c r="A1" s="3"><v>45292</v></c>', 45_292],
    ["a day written out", '<c r="A1" t="d"><v>2024-01-01T00:00:00</v></c>', "2024-01-01"],
  ])("%s", (_, cell, expected) => expect(rowsOf(`<row r="1">${cell}</row>`, { styles: STYLES, strings: "<si><r><t>Tank</t></r><r><t xml:space=\"preserve\"> 2</t></r><rPh><t>x</t></rPh></si>" })).toEqual([[[1, expected]]]));
  test("rows and cells stand where they say, gaps stay gaps, and other prefixes are read", () => {
    expect(rowsOf('<row r="3"><c r="C3"><v>1</v></c></row><row r="1"><c><v>2</v></c><c><v>3</v></c></row><row r="2"/>')).toEqual([[[1, 2, 3], [3, "", "", 1]]]);
    const prefixed = workbookParts('<row r="1"><c r="A1"><v>7</v></c></row>').map(([name, xml]) => [name, name.includes("sheet1") ? xml.replaceAll(/<(\/?)(\w)/g, "<$1x:$2").replace("xmlns=", "xmlns:x=") : xml] as const);
    const book = read(zipOf(prefixed));
    expect(book.kind === "workbook" && book.sheets[0]?.rows).toEqual([{ line: 1, cells: [7] }]);
  });
  test("a formula without a value and a hidden sheet are told", () => {
    const book = read(zipOf(workbookParts('<row r="5"><c r="A5"><f>1+1</f></c><c r="B5"><v>1</v></c></row>', { book: '<sheet name="Bestand" sheetId="1" r:id="rId1"/><sheet name="Alt" sheetId="2" state="veryHidden" r:id="rId1"/>' })));
    expect(book.kind === "workbook" && [book.sheets.map((it) => it.name), book.remarks.map((it) => [it.code, it.sheet, it.line])]).toEqual([["Bestand"], [["formula-without-value", "Bestand", 5], ["hidden-sheet", "Alt", undefined]]]);
  });
});

const sound = workbookParts('<row r="1"><c r="A1"><v>1</v></c></row>');
const lying = (part: string, lies: ZipLies) => sound.map(([name, xml]) => [name, xml, name === part ? lies : {}] as const);
const replaced = (part: string, xml: string) => sound.map(([name, before]) => [name, name === part ? xml : before] as const);
const SHEET = "xl/worksheets/sheet1.xml";

describe("what is no sound workbook is refused in words, and nothing is thrown", () => {
  test.each<readonly [string, Uint8Array, string]>([
    ["an archive of something else", zipOf([["a.txt", "a"]]), "no-workbook"],
    ["the old format, or one under a password", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), "protected"],
    ["a part under a password", zipOf(lying(SHEET, { flags: 1 })), "protected"],
    ["a part with another checksum", zipOf(lying(SHEET, { crc: 1 })), "damaged"],
    ["a part larger than it says", zipOf(lying(SHEET, { size: 10 }), { packed: true }), "damaged"],
    ["a part that says it is huge", zipOf(lying(SHEET, { size: 0xffff_fff0 })), "too-large"],
    ["a part packed in another way", zipOf(lying(SHEET, { method: 12 })), "damaged"],
    ["two parts of one name", zipOf([...sound, [SHEET, "<x/>"]]), "damaged"],
    ["no list of parts", zipOf(sound).subarray(0, 200), "damaged"],
    ["a document type", zipOf(replaced(SHEET, '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>')), "damaged"],
    ["broken XML", zipOf(replaced(SHEET, "<worksheet><row>")), "damaged"],
    ["no text", zipOf([...sound.filter(([name]) => name !== SHEET), [SHEET, Uint8Array.from([0x3c, 0xff, 0x3e])]]), "damaged"],
    ["XML nested deep", zipOf(replaced(SHEET, "<a>".repeat(20_000))), "damaged"],
    ["a sheet that is missing", zipOf(sound.filter(([name]) => name !== SHEET)), "damaged"],
    ["a text that is not there", zipOf(workbookParts('<row r="1"><c r="A1" t="s"><v>9</v></c></row>')), "damaged"],
    ["a cell without a place", zipOf(workbookParts('<row r="1"><c r="1A"><v>9</v></c></row>')), "damaged"],
    ["a row beyond all sheets", zipOf(workbookParts('<row r="1e9"><c r="A1"><v>9</v></c></row>')), "damaged"],
    ["a cell far to the right", zipOf(workbookParts('<row r="1"><c r="XFD1"><v>9</v></c></row>')), "too-large"],
    ["every sheet hidden", zipOf(workbookParts("", { book: '<sheet name="A" sheetId="1" state="hidden" r:id="rId1"/>' })), "empty"],
  ])("%s", (_, bytes, code) => expect(read(bytes)).toMatchObject({ kind: "problem", code, message: expect.stringMatching(/\.$/), mend: expect.stringMatching(/\.$/) }));
  test.each([
    ["rows", { rows: 1 }],
    ["cells", { cells: 1 }],
    ["parts", { parts: 3 }],
    ["bytes", { bytes: 100 }],
    ["unpacked", { unpacked: 700 }],
  ])("more %s than are read", (_, limits) => expect(read(zipOf(workbookParts('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')), limits)).toMatchObject({ code: "too-large" }));
  test("a bomb of a thousand times its size is never unpacked beyond the limit", () => {
    const bomb = zipOf(replaced(SHEET, `<worksheet>${" ".repeat(SHEET_LIMITS.unpacked)}</worksheet>`), { packed: true });
    expect(bomb.length).toBeLessThan(SHEET_LIMITS.unpacked / 500);
    expect(read(bomb)).toMatchObject({ code: "too-large" });
  });
});

test("a file is read by what it is, whatever it is called", () => {
  expect(readSpreadsheet("a.csv", zipOf(sound))).toMatchObject({ kind: "workbook", sheets: [{ name: "Bestand" }] });
  expect(readSpreadsheet("stock.xlsx", Buffer.from("a;b\n1;2\n"))).toMatchObject({ kind: "workbook", sheets: [{ name: "stock" }] });
});
