import { describe, expect, test } from "vitest";
import { KINDS } from "#model";
import { checkImport } from "../index.ts";
import { fallenParts, oldFigure } from "./old-figure.ts";

const BEFORE = { id: "h", nation: "XAA", system: "t1", quantity_low: "3", quantity: "4", quantity_high: "5", unit: "ships", source: "press", as_of: "2014", evidence: "press", confidence: "low", label: "OPEN", definition: "One class.", note: "4 counted in 2014", readiness: "0.5" };
const OF_THE_OLD = ["quantity_low", "quantity_high", "source", "as_of", "evidence", "definition", "note", "confidence"];

describe("what a record said of its old figure does not pass to a new one", () => {
  test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ["another count, of which the sheet says no more", { quantity: "14" }, OF_THE_OLD],
    ["the same count, written otherwise", { quantity: "4.0" }, []],
    ["no count", { note: "in dock" }, []],
    ["an empty count is no new one", { quantity: "", note: "in dock" }, []],
    ["a new range about the same count", { quantity: "4", quantity_high: "6" }, []],
    ["another count with its range, date and note", { quantity: "14", quantity_low: "12", quantity_high: "15", as_of: "2026", note: "counted" }, ["source", "evidence", "definition", "confidence"]],
    ["another count that is known in the same way: it is trusted as before", { quantity: "14", evidence: "press" }, ["quantity_low", "quantity_high", "source", "as_of", "definition", "note"]],
    ["another count that is known otherwise", { quantity: "14", evidence: "official" }, ["quantity_low", "quantity_high", "source", "as_of", "definition", "note", "confidence"]],
    ["an empty cell is not said", { quantity: "14", evidence: "", source: "return" }, ["quantity_low", "quantity_high", "as_of", "evidence", "definition", "note", "confidence"]],
    ["another share of the same count: its range stays", { readiness: "0.6" }, OF_THE_OLD.slice(2)],
  ])("%s", (_, said, fallen) => expect(oldFigure(KINDS.holding, BEFORE, said).fallen.map((it) => it.column)).toEqual(fallen));
  test("what tells rows apart is no figure of theirs", () => expect(oldFigure(KINDS.budget, { year: "2030", amount: "5", note: "x" }, { year: "2031", amount: "5" }).fallen).toEqual([]));
});

test.each([
  [{ quantity_low: "3", quantity_high: "5" }, [{ column: "quantity", low: "3", high: "5" }]],
  [{ quantity_high: "5", note: "old" }, [{ column: "quantity", high: "5" }, { column: "note", before: "old" }]],
])("%j is told as %j", (cells, parts) => expect(fallenParts(Object.entries(cells).map(([column, before]) => ({ column, before })))).toEqual(parts));

describe("a spreadsheet with a new figure", () => {
  const table = [Object.keys(BEFORE).join(","), Object.values(BEFORE).join(",")].join("\n");
  const checked = (cells: Readonly<Record<string, string>>) => {
    const said = { id: "h", nation: "XAA", system: "t1", ...cells };
    return checkImport({ files: new Map([["holdings.csv", table]]), kind: "holding", nation: "XAA", mapped: { columns: Object.keys(said), rows: [{ line: 2, cells: Object.values(said) }], findings: [] }, name: "return.csv", isWhole: false });
  };
  const PROVED = { source: "return", as_of: "2026-10-01", evidence: "official", confidence: "high" };

  test("beyond the old range is taken without it, and the differences say what falls away", () => {
    const { findings, differences, taken } = checked({ quantity: "14", ...PROVED });
    expect(findings.filter((it) => ["range-out-of-order", "missing-value", "missing-column"].includes(it.code))).toEqual([]);
    expect(taken.get("h")).toEqual({ id: "h", nation: "XAA", system: "t1", quantity: "14", unit: "ships", label: "OPEN", readiness: "0.5", ...PROVED });
    expect(differences.changed[0]?.cells.map((it) => it.column)).toEqual(["quantity", "source", "as_of", "evidence", "confidence"]);
    expect(differences.changed[0]?.fallen).toEqual([{ column: "quantity", low: "3", high: "5" }, { column: "definition", before: "One class." }, { column: "note", before: "4 counted in 2014" }]);
  });
  test("without a date is asked for one, which may be said once for all rows", () => {
    const { as_of: _, ...rest } = PROVED;
    expect(checked({ quantity: "14", ...rest }).findings.filter((it) => it.column === "as_of").map((it) => [it.code, it.level, it.row])).toEqual([["missing-column", "error", undefined]]);
    expect(checked({ quantity: "4" }).findings.filter((it) => it.column === "as_of")).toEqual([]);
  });
  test("of which one row of several has no date is told at its row", () => {
    const { as_of: _, ...rest } = PROVED;
    const rows = [{ id: "h", quantity: "14", as_of: "" }, { id: "g", quantity: "9", as_of: "2026" }].map((it) => ({ nation: "XAA", system: it.id === "h" ? "t1" : "t2", unit: "ships", label: "OPEN", ...rest, ...it }));
    const { findings } = checkImport({ files: new Map([["holdings.csv", table]]), kind: "holding", nation: "XAA", mapped: { columns: Object.keys(rows[0]!), rows: rows.map((it, at) => ({ line: at + 2, cells: Object.values(it) })), findings: [] }, name: "return.csv", isWhole: false });
    expect(findings.filter((it) => it.column === "as_of").map((it) => [it.code, it.row, it.message])).toEqual([["missing-value", 2, "A figure of the row is new, and the row does not say its `as_of`: what is recorded, 2014, is of the old figure."]]);
  });
  test.each(["-12", "-1"])("below 0 is told as that: %s", (quantity) => expect(checked({ quantity, ...PROVED, quantity_low: "3", quantity_high: "5" }).findings.filter((it) => it.column?.startsWith("quantity")).map((it) => [it.code, it.message])).toEqual([["out-of-range", `${quantity} is below 0.`]]));
});
