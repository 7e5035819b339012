import { describe, expect, test } from "vitest";
import { draftsOf, idOfRow, type LedgerTables, putLabel, rowConflicts } from "#app";

// What stands in tables of several parties, and what brings a ledger from one data set to another.

type Cells = Readonly<Record<string, string>>;
const tables = (file: string, rows: Readonly<Record<string, Cells>>): LedgerTables => ({ tables: new Map([[file, { headings: ["id", "place", "label"], rows: new Map(Object.entries(rows)) }]]) });
const none: LedgerTables = { tables: new Map() };

describe("rows of which two parties say different things", () => {
  const says = (file: string, one: Cells, other: Cells, merged: LedgerTables) => rowConflicts([{ party: "VAL", tables: tables(file, { r: one }) }, { party: "HOL", tables: tables(file, { r: other }) }], merged).map((it) => it.counts);
  test.each<readonly [string, string, Cells, Cells, LedgerTables, readonly string[]]>([
    ["the same", "a.csv", { id: "r", place: "x" }, { id: "r", place: "x" }, none, []],
    ["the same in another order of cells", "a.csv", { id: "r", place: "x" }, { place: "x", id: "r" }, none, []],
    ["what the first says stands", "a.csv", { place: "x" }, { place: "y" }, tables("a.csv", { r: { place: "x" } }), ["VAL"]],
    ["what the second says stands", "a.csv", { place: "x" }, { place: "y" }, tables("a.csv", { r: { place: "y" } }), ["HOL"]],
    ["two rows stand, of which the first counts", "a.csv", { place: "x" }, { place: "y" }, tables("a.csv", { r: { place: "y" }, "r\nHOL": { place: "x" } }), ["HOL"]],
    ["two meanings of a label stand, and neither counts", "labels.csv", { place: "x" }, { place: "y" }, tables("labels.csv", { r: { place: "x" }, "r\nHOL": { place: "y" } }), [""]],
    ["one meaning of a label stands", "labels.csv", { place: "x" }, { place: "y" }, tables("labels.csv", { r: { place: "x" } }), ["VAL"]],
    ["what stands is in neither's words", "a.csv", { place: "x" }, { place: "y" }, tables("a.csv", { r: { place: "z" } }), [""]],
    ["no such table stands", "a.csv", { place: "x" }, { place: "y" }, none, [""]],
  ])("%s", (_, file, one, other, merged, counts) => expect(says(file, one, other, merged)).toEqual(counts));
  test("what one party alone says is in no conflict", () => expect(rowConflicts([{ party: "VAL", tables: tables("a.csv", { r: { place: "x" } }) }], none)).toEqual([]));
});

test.each([
  ["h.1", "h.1"],
  ["h.1\nSECRET", "h.1"],
  ["h.1\nSECRET\nVAL", "h.1"],
  ["", ""],
])("the id in the key of a row: %j is %j", (key, id) => expect(idOfRow(key)).toBe(id));

test.each<readonly [string, Cells, readonly string[]]>([
  ["in another order of cells", { place: "x", id: "L" }, ["L"]],
  ["with an empty cell more", { id: "L", place: "x", label: "" }, ["L"]],
  ["with another marking", { id: "L", place: "x", marking_en: "Other" }, ["L"]],
  ["with another meaning", { id: "L", place: "y" }, ["L", "L\nHOL"]],
])("a label stated a second time %s", (_, cells, keys) => {
  const rows = new Map<string, Cells>([["L", { id: "L", place: "x" }]]);
  putLabel(rows, "L", { cells, party: "HOL" });
  expect([...rows.keys()]).toEqual(keys);
});

describe("from what a ledger holds to a data set", () => {
  const OPEN = { label: "OPEN" };
  const drafts = (text: string, held: LedgerTables, more: object = {}) => draftsOf(new Map([["a.csv", text]]), held, { ...OPEN, ...more }).map(({ type, fields, label }) => [type, fields["id"] ?? "", label]);
  const HEAD = "id,place,label\n";
  const TABLE = ["table", "", "OPEN"];
  test.each<readonly [string, string, LedgerTables, readonly (readonly unknown[])[]]>([
    ["an empty file", "", none, [TABLE]],
    ["lines without cells", `${HEAD},,\nr,x,\n,,\n`, none, [TABLE, ["row", "r", "OPEN"]]],
    ["a line that ends early", `${HEAD}r,x\n`, none, [TABLE, ["row", "r", "OPEN"]]],
    ["what is the same", `${HEAD}r,x,\n`, tables("a.csv", { r: { place: "x", id: "r" } }), []],
    ["a row gets a label", `${HEAD}r,x,SECRET\n`, tables("a.csv", { r: { id: "r", place: "x" } }), [["row-withdrawn", "r", "OPEN"], ["row", "r", "SECRET"]]],
    ["a row loses its label", `${HEAD}r,x,\n`, tables("a.csv", { r: { id: "r", place: "x", label: "SECRET" } }), [["row-withdrawn", "r", "SECRET"], ["row", "r", "OPEN"]]],
    ["rows that are gone", HEAD, tables("a.csv", { r: { id: "r" }, s: { id: "s", label: "SECRET" } }), [["row-withdrawn", "r", "OPEN"], ["row-withdrawn", "s", "SECRET"]]],
    ["of a row under two labels the one that stays", `${HEAD}r,x,\n`, tables("a.csv", { r: { id: "r", place: "x" }, "r\nSECRET\n": { id: "r", place: "x", label: "SECRET" } }), [["row-withdrawn", "r", "SECRET"]]],
    ["the other one stays", `${HEAD}r,x,SECRET\n`, tables("a.csv", { r: { id: "r", place: "x", label: "SECRET" }, "r\n\n": { id: "r", place: "x" } }), [["row-withdrawn", "r", "OPEN"]]],
  ])("%s", (_, text, held, expected) => expect(drafts(text, held)).toEqual(expected));
  test("a column that is hidden is a field of its own, also where its cell is empty", () => {
    const [, row] = draftsOf(new Map([["a.csv", `${HEAD}r,,\n`]]), none, { ...OPEN, hidden: ["place", "label"] });
    expect(row).toMatchObject({ fields: { cells: { id: "r" }, place: "" }, hidden: ["place"] });
  });
  test.each([
    ["without an id", `${HEAD}r,x,\n,x,\n`, "a.csv:3 has no id"],
    ["with the id of another", `${HEAD}r,x,\nr,y,\n`, "a.csv:3: the id r stands twice"],
  ])("a row %s is refused by its line", (_, text, message) => expect(() => drafts(text, none)).toThrow(new RangeError(message)));
});
