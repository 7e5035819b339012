import { describe, expect, test } from "vitest";
import { checkImport } from "../index.ts";
import { emptyMap } from "./import-map.ts";
import { addedSource, otherSource, ownSourceId, ownSourceRow, proposedSource, readAsOwn, withOwnSource } from "./own-source.ts";

test.each([
  ["XAA", "Return of Alma", "2026-10-01", "XAA:return-of-alma:2026-10-01"],
  ["", "État 2026 (réel)", "2026", "etat-2026-reel:2026"],
  ["XAA", "x".repeat(300), "2026", `XAA:${"x".repeat(111)}:2026`],
])("of %j, %j of %s is the source %s", (nation, title, asOf, id) => {
  expect(ownSourceId(nation, { title, asOf })).toBe(id);
  expect(id.length).toBeLessThanOrEqual(120);
});

test.each<readonly [object, object]>([
  [{ name: "return_2026.xlsx", sender: "Alma", dates: ["2025-01", "2026-10-01", "soon", ""] }, { title: "return 2026, return of Alma", asOf: "2026-10-01", licence: "facts stated to the alliance by Alma" }],
  [{ name: "list.csv", sender: "", dates: [] }, { title: "list", asOf: "", licence: "facts stated to the alliance" }],
])("%j may be called %j", (of, proposed) => expect(proposedSource(of as Parameters<typeof proposedSource>[0])).toEqual({ ...proposed, licenceClass: "A" }));

const SOURCE = { title: "Return", asOf: "2026", licence: "as stated", licenceClass: "A" } as const;
const ROW = ownSourceRow("XAA", SOURCE);
const ID = "XAA:return:2026";
const FILES = new Map([
  ["sources.csv", "id,title,location,licence,licence_class,as_of,note\npress,The paper,,x,A,2020,\n"],
  ["nations.csv", "id,name_en\nXAA,Alma\n"],
  ["holdings.csv", "id,source,nation,system,quantity\nh,press,XAA,t1,4\n"],
]);

describe("the sheet as the source of its rows", () => {
  const recorded = new Map([["sources.csv", [{ id: "press", title: "The paper" }]]]);
  const columns = ["source", "quantity"];
  test("is read where a row names none that is recorded; each such word is told with its rows", () => {
    const mapped = readAsOwn({ columns, rows: ["press", "our list", "our list", ID].map((source, at) => ({ line: at + 2, cells: [source, "1"] })), findings: [] }, ID, recorded);
    expect(mapped.rows.map((it) => it.cells[0])).toEqual(["press", ID, ID, ID]);
    expect(mapped.findings.map((it) => [it.code, it.level, it.message])).toEqual([["source-is-sheet", "warning", '"our list" is no source that is recorded; the 2 rows that name it are taken as of the sheet itself.']]);
  });
  test.each([["holding", ID], ["source", undefined]] as const)("stands where empty in rows of a %s: %s", (kind, id) => expect(withOwnSource(emptyMap(kind), ID).fixed["source"]).toBe(id));
  test.each<readonly [string, readonly Readonly<Record<string, string>>[], object | undefined, readonly string[]]>([
    ["is added", [], ROW, []],
    ["is refused where it is recorded otherwise, which stays", [{ ...ROW, licence: "none", note: "read by hand" }], undefined, ["source-is-another"]],
    ["is recorded so already", [{ ...ROW, note: "read by hand" }], undefined, []],
  ])("%s", (_, rows, added, told) => {
    const recordedNow = new Map([["sources.csv", rows]]);
    expect([addedSource(ROW, recordedNow), otherSource(ROW, recordedNow).map((it) => it.code)]).toEqual([added, told]);
  });
  test("of many words each of the first is told, and of the others how many rows they are of", () => {
    const mapped = readAsOwn({ columns, rows: Array.from({ length: 23 }, (_, at) => ({ line: at + 2, cells: [`list ${at}`, "1"] })), findings: [] }, ID, recorded);
    expect([mapped.findings.length, mapped.findings.at(-1)!.message]).toEqual([21, "Words of other rows, 3 in all, name no source that is recorded either; these rows are taken as of the sheet itself."]);
  });
  test.each([
    ["added with the rows, and known to them", ROW, [], ROW],
    ["unknown where it is not named as one, with what can be done", undefined, ['Take the sheet itself as the source (--own-source; on the page "The sheet is the source"), or name a recorded one by its id or whole title.'], undefined],
  ])("%s", (_, source, mends, added) => {
    const check = checkImport({ files: FILES, kind: "holding", nation: "XAA", mapped: { columns: ["id", "nation", "system", "quantity", "source"], rows: [{ line: 2, cells: ["h", "XAA", "t1", "5", ID] }], findings: [] }, name: "return.csv", isWhole: false, ...(source !== undefined && { source }) });
    expect(check.findings.filter((it) => it.column === "source").map((it) => it.mend.replace(/^Did you mean [^?]*\? /, ""))).toEqual(mends);
    expect(check.differences.source).toEqual(added);
  });
});
