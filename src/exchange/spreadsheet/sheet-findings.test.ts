import { describe, expect, test } from "vitest";
import { emptyMap } from "./import-map.ts";
import { isMarkingHeading, isMarkingWord } from "./markings.ts";
import { mappedRows } from "./mapped-rows.ts";
import { proposeMap } from "./propose-map.ts";
import type { SheetRow } from "./sheet.ts";
import { lettersOf, markingDoubt, sheetFindings, unusedColumns, withoutDoubtfulLabel } from "./sheet-findings.ts";
import { unknownNames } from "./unknown-names.ts";

const rowsOf = (...lines: readonly (readonly (string | number)[])[]): readonly SheetRow[] => lines.map((cells, at) => ({ line: at + 1, cells }));
const map = { ...emptyMap("holding"), columns: { system: "Typ", quantity: "Menge" } };
const OPEN = { ...map, fixed: { label: "OPEN" } };

test.each(["Vertraulichkeit", "VS-Grad", "Einstufung (VS)", "Security classification", "Protective Marking", "Confidentialité", "Niveau de classification", "Riservatezza", "Clasificación", "Klauzula tajności", "Rubricering", "Sekretess", "Stupeň utajení", "Διαβάθμιση", "Label", "Releasable to"])("the heading %j may be that of a label", (heading) => expect(isMarkingHeading(heading)).toBe(true));
test.each(["Menge", "Confidence", "Verlässlichkeit", "Class", "Reserve", "Bemerkung", "Date", "Standard"])("the heading %j is none", (heading) => expect(isMarkingHeading(heading)).toBe(false));
test.each(["SECRET", "NATO SECRET", "NATO RESTRICTED – REL TO XAA", "geheim", "VS-NfD", "VS – Nur für den Dienstgebrauch", "Diffusion Restreinte", "Très secret", "riservato", "Zastrzeżone", "Stg. Geheim", "(S//NOFORN) SECRET//NOFORN".slice(12), "TLP:AMBER", "Απόρρητο"])("the cell %j is a word of a label", (cell) => expect(isMarkingWord(cell)).toBe(true));
test.each(["Leopard 2", "open", "offen", "secretariat", "S", "12", "the number was restricted by the treaty", "NATO", "VS"])("the cell %j is none", (cell) => expect(isMarkingWord(cell)).toBe(false));

test.each([[0, "A"], [25, "Z"], [26, "AA"], [701, "ZZ"], [702, "AAA"]])("place %i is column %s", (at, letters) => expect(lettersOf(at)).toBe(letters));

describe("columns that a map does not read are told by name", () => {
  test.each<readonly [string, readonly SheetRow[], readonly string[]]>([
    ["all are read", rowsOf(["Typ", "Menge"], ["t", 1]), []],
    ["one is not", rowsOf(["Typ", "Menge", "Farbe"], ["t", 1, "rot"]), ['"Farbe"']],
    ["nor one without a heading that holds something", rowsOf(["Typ", "Menge"], ["t", 1, "rot"]), ["column C, without a heading"]],
    ["of two with one heading the second is not", rowsOf(["Typ", "Menge", "Menge"], ["t", 1, 2]), ['"Menge"']],
    ["spaces of a heading do not matter", rowsOf([" Typ ", "Menge"], ["t", 1]), []],
  ])("%s", (_, rows, expected) => expect(unusedColumns(rows, map).map((it) => it.name)).toEqual(expected));
});

describe("no label is taken for granted where the sheet may say one", () => {
  test.each<readonly [string, readonly SheetRow[], string | undefined]>([
    ["an unused column's heading", rowsOf(["Typ", "Menge", "Geheimhaltungsgrad"], ["t", 1, ""]), 'the column "Geheimhaltungsgrad"'],
    ["a cell of a column that is read", rowsOf(["Typ", "Menge"], ["t", "NATO SECRET"]), 'the cell "NATO SECRET" in line 2'],
    ["a title above the headings", rowsOf(["VS-NUR FÜR DEN DIENSTGEBRAUCH"], ["Typ", "Menge"]), 'the cell "VS-NUR FÜR DEN DIENSTGEBRAUCH" in line 1'],
    ["nothing of the kind", rowsOf(["Typ", "Menge", "Farbe"], ["t", 1, "rot"]), undefined],
  ])("%s", (_, rows, doubt) => {
    const on = { ...map, headingLine: rows.findIndex((it) => it.cells[0] === "Typ") + 1 };
    expect(markingDoubt(rows, on)).toBe(doubt);
    expect(sheetFindings(rows, on).filter((it) => it.level === "error").map((it) => it.code)).toEqual(doubt === undefined ? [] : ["label-in-doubt"]);
    // The label of a map that was kept is asked for anew; one that is stated for this sheet counts.
    expect(withoutDoubtfulLabel({ ...on, fixed: OPEN.fixed }, rows).fixed).toEqual(doubt === undefined ? OPEN.fixed : {});
    expect(sheetFindings(rows, { ...on, fixed: OPEN.fixed }).filter((it) => it.level === "error")).toEqual([]);
  });
  const recorded = new Map([["nations.csv", [{ id: "XAA" }]], ["systems.csv", [{ id: "t1" }]], ["holdings.csv", [{ id: "h", nation: "XAA", system: "t1", label: "OPEN" }]]]);
  test.each<readonly [string, readonly string[], object]>([
    ["proposed of what is recorded", ["Typ", "Menge", "Farbe"], { fixed: { nation: "XAA", label: "OPEN" } }],
    ["read from its column", ["Typ", "Menge", "Vertraulichkeit"], { fixed: { nation: "XAA" }, columns: { label: "Vertraulichkeit" } }],
    ["not proposed", ["Typ", "Menge", "Hinweis Geheimschutz"], { fixed: { nation: "XAA" } }],
  ])("the label is %s", (_, headings, expected) => expect(proposeMap({ sheet: { name: "s", rows: rowsOf(headings, ["t1", 1, "x"]) }, nation: "XAA", recorded, kind: "holding" }).map).toMatchObject(expected));
});

test("a map whose heading is missing says so, and one that reads nothing is refused", () => {
  const rows = rowsOf(["a", "b"], [1, 2]);
  expect(sheetFindings(rows, map).filter((it) => it.level === "error").map((it) => [it.code, it.column])).toEqual([["missing-heading", "system"], ["missing-heading", "quantity"]]);
  expect(sheetFindings(rows, emptyMap("holding"))).toMatchObject([{ code: "no-heading", level: "error", row: 1, message: expect.stringContaining('it holds "a", "b". holdings.csv has the columns id, ') }]);
});

describe("kinds of record are told apart by what cells say", () => {
  const recorded = new Map([
    ["nations.csv", [{ id: "XAA" }]],
    ["systems.csv", [{ id: "t1", name_en: "Heavy tank" }, { id: "m1", name_en: "Long shell" }, { id: "e1", name_en: "Engine" }]],
    ["holdings.csv", [{ id: "h", nation: "XAA", system: "t1" }]],
    ["stocks.csv", [{ id: "s", nation: "XAA", system: "m1" }]],
  ]);
  test.each<readonly [string, readonly (readonly (string | number)[])[], readonly string[]]>([
    ["equipment that is held", [["equipment", "number", "date"], ["Heavy tank", 12, 2030]], ["holding"]],
    ["munition in store", [["equipment", "number", "date"], ["Long shell", 12, 2030]], ["stock"]],
    ["names that nobody knows: nothing tells them apart", [["equipment", "number"], ["foo", 12]], ["holding", "stock"]],
    ["a component beside the system", [["system", "component", "quantity"], ["t1", "e1", 2]], ["bill"]],
    ["a year beside what is held: it may be what is ordered or leaves service", [["Typ", "Jahr", "Menge"], ["Heavy tank", 2031, 2]], ["adoptedOrder", "holding", "retirement"]],
  ])("%s", (_, lines, kinds) => expect(proposeMap({ sheet: { name: "s", rows: rowsOf(...lines) }, nation: "XAA", recorded }).kinds.map((it) => it.kind).sort()).toEqual(kinds));
});

test("what a row names that nobody knows is told with the ids of what is like it; of a label nothing is guessed", () => {
  const recorded = new Map([["systems.csv", [{ id: "Leopard-2A6" }, { id: "Leopard-2A8" }, { id: "M1A2-Abrams" }, { id: "tank" }]], ["labels.csv", [{ id: "OPEN" }]]]);
  const { columns, rows } = mappedRows(rowsOf(["Typ", "Menge", "VS"], ["Leopord 2A6", 1, "offen"], ["M1A2", 1, ""], ["xyzzy", 1, "OPEN"], ["Leopard-2A8", 1, ""]), { ...map, columns: { ...map.columns, label: "VS" } }, recorded);
  expect(unknownNames({ columns, rows }, "holding", recorded).map((it) => [it.row, it.column, /mean ([^?]*)\?/.exec(it.mend)?.[1]])).toEqual([[2, "label", undefined], [2, "system", "Leopard-2A6 or Leopard-2A8"], [3, "system", "M1A2-Abrams"], [4, "system", undefined]]);
});
