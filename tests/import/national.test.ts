import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { loadDataset } from "#adapters/files";
import { readSpreadsheet } from "#adapters/xlsx";
import type { Finding } from "#stdx";
import { HEADING_LINE, nationalCsv, nationalSheet, nationalXlsx, WORDS, writeNationalWorld } from "../../tools/national-sheet.ts";
import { here } from "../cli/here.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-import-"));
const data = join(folder, "data");
const at = (name: string): string => join(folder, name);
const sheet = nationalSheet();

beforeAll(async () => {
  writeNationalWorld(data);
  writeFileSync(at("return.csv"), nationalCsv(sheet));
  writeFileSync(at("return.xlsx"), await nationalXlsx(sheet));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly map: { readonly columns: Readonly<Record<string, string>> };
  readonly rows: number;
  readonly leftOut: readonly number[];
  readonly findings: readonly Finding[];
  readonly differences: { readonly added: readonly unknown[]; readonly changed: readonly { readonly cells: readonly unknown[] }[]; readonly withdrawn: readonly { readonly id: string }[]; readonly same: number };
}
const imported = async (file: string, ...options: readonly string[]): Promise<Told & { readonly code: number | null }> => {
  const { code, stdout, stderr } = await here(["import", data, at(file), "--nation", "VAL", "--json", ...options]);
  if (stdout === "") throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as Told) };
};

describe("five thousand rows in a nation's own words", () => {
  test("columns are proposed, and the map is kept, changed and used again, on CSV as on a workbook", async () => {
    const { map } = await imported("return.csv", "--save-map", at("map.json"));
    expect(map).toMatchObject({ kind: "holding", headingLine: HEADING_LINE, columns: { system: "Gerät", quantity: "Bestand", unit: "Einheit", readiness: "Einsatzbereit", as_of: "Stand", source: "Quelle", evidence: "Art der Angabe", confidence: "Verlässlichkeit", note: "Bemerkung" }, fixed: { nation: "VAL", label: "OPEN" }, numbers: "comma", dates: "day-first", id: "h.{nation}.{system}" });
    const kept = JSON.parse(readFileSync(at("map.json"), "utf8")) as { readonly columns: object };
    writeFileSync(at("map.json"), JSON.stringify({ ...kept, words: WORDS, columns: { ...kept.columns, quantity_low: "Bestand mindestens" } }));
    for (const file of ["return.csv", "return.xlsx"]) {
      const { code, rows, findings, differences } = await imported(file, "--map", at("map.json"), ...(file.endsWith("csv") ? [] : ["--sheet", "Bestand"]));
      const errors = findings.filter((it) => it.level === "error");
      // Every planted mistake at its line, by its rule, and no other.
      expect([file, errors.map((it) => ({ line: it.row, code: it.code }))]).toEqual([file, sheet.planted.toSorted((a, b) => a.line - b.line)]);
      expect([code, rows]).toEqual([1, sheet.lines.length - HEADING_LINE]);
      // Before any word is explained every row is counted, and all of them can be left out.
      const plain = await imported(file, "--leave-out-errors", ...(file.endsWith("csv") ? [] : ["--sheet", "Bestand"]));
      expect(plain.leftOut).toHaveLength(sheet.lines.length - HEADING_LINE);
      for (const column of ["evidence", "confidence"]) expect(plain.findings.filter((it) => it.level === "error" && it.column === column && it.code === "unknown-word").length).toBeGreaterThanOrEqual(5_000);
      // Of a row that is wrong it is told all the same what it would change.
      expect(differences.added.length).toBeGreaterThanOrEqual(sheet.added);
      expect(differences.same).toBe(sheet.same);
    }
  });

  test("with the wrong rows left out the rest is taken, and no other row of the table changes", async () => {
    const options = ["--map", at("map.json"), "--sheet", "Bestand", "--leave-out-errors"];
    const { code, leftOut, differences } = await imported("return.xlsx", ...options);
    expect([code, leftOut]).toEqual([0, sheet.planted.map((it) => it.line).toSorted((a, b) => a - b)]);
    expect([differences.added.length, differences.changed.length, differences.same, differences.withdrawn.length]).toEqual([sheet.added, sheet.changed, sheet.same, 0]);
    const copy = at("copy");
    cpSync(data, copy, { recursive: true });
    const before = await loadDataset(copy);
    const wrote = await here(["import", copy, at("return.xlsx"), "--nation", "VAL", ...options, "--write"]);
    expect([wrote.code, wrote.stderr]).toEqual([0, ""]);
    const after = await loadDataset(copy);
    expect(after.findings).toEqual(before.findings);
    expect(after.facts.holding.length).toBe(before.facts.holding.length + sheet.added);
    const others = (it: typeof after) => it.facts.holding.filter((row) => row.nation !== "VAL");
    expect(others(after)).toEqual(others(before));
    // Taken twice, nothing changes any more.
    const again = await here(["import", copy, at("return.xlsx"), "--nation", "VAL", ...options, "--json"]);
    expect((JSON.parse(again.stdout) as Told).differences).toMatchObject({ added: [], changed: [], withdrawn: [], same: sheet.added + sheet.changed + sheet.same });
    expect(existsSync(join(copy, "holdings.csv.bak"))).toBe(true);
  });

  test("a sheet that is the whole withdraws what it lacks; with rows left out it is not the whole", async () => {
    const small = nationalSheet({ rows: 30 });
    const sound = { ...small, lines: small.lines.filter((_, index) => !small.planted.some((it) => it.line === index + 1)) };
    writeFileSync(at("small.csv"), nationalCsv(sound));
    const { differences } = await imported("small.csv", "--map", at("map.json"), "--whole");
    const mine = (await loadDataset(data)).facts.holding.filter((it) => it.nation === "VAL").length;
    expect(differences.withdrawn.length).toBe(mine - differences.changed.length - differences.same);
    const refused = await here(["import", data, at("return.csv"), "--nation", "VAL", "--map", at("map.json"), "--whole", "--leave-out-errors"]);
    expect([refused.code, refused.stderr]).toEqual([2, "A spreadsheet with rows left out is not the whole: what they speak of would be withdrawn.\nMend the rows, or leave --whole out.\n"]);
  });

  test("another nation's rows, and those of its own that the sheet gives to another, are refused", async () => {
    writeFileSync(at("foreign.csv"), "id,nation,system,quantity,unit,source,as_of,evidence,confidence,label\nh.HOL.tank,HOL,tank,1,vehicles,returns,2029,official,high,OPEN\nh.VAL.tank,HOL,tank,1,vehicles,returns,2029,official,high,OPEN\nh.HOL.gun,VAL,gun,1,guns,returns,2029,official,high,OPEN\n");
    const { findings } = await imported("foreign.csv", "--kind", "holding");
    expect(findings.filter((it) => it.level === "error").map((it) => [it.row, it.code])).toEqual([[2, "not-owner"], [3, "not-owner"], [4, "not-owner"]]);
  });

  test("an empty sheet that is filled in is read without a map made by hand", async () => {
    const wrote = await here(["import", data, at("empty.xlsx"), "--template", "--kind", "holding"]);
    expect([wrote.code, wrote.stderr]).toEqual([0, ""]);
    // What may be filled in already is not written over.
    expect(await here(["import", data, at("empty.xlsx"), "--template", "--kind", "holding"])).toMatchObject({ code: 2, stderr: expect.stringContaining("is there already.") });
    const book = readSpreadsheet("empty.xlsx", readFileSync(at("empty.xlsx")));
    const [sheet] = book.kind === "problem" ? [] : book.sheets;
    const row = Object.entries({ "Nation *": "Vale", "System *": "tank", "Quantity *": 78, "Unit *": "vehicles", "Source *": "returns", "Date *": "2029-10-01", "Evidence *": "official", "Confidence *": "high", "Label *": "OPEN" });
    const headings = sheet!.rows.at(-1)!.cells.map(String);
    const filled = [...sheet!.rows.map((it) => it.cells), headings.map((heading) => row.find(([it]) => it === heading)?.[1] ?? "")];
    writeFileSync(at("filled.xlsx"), await writeXlsxFile(filled.map((cells) => cells.map((value) => (value === "" ? null : { value }))), { sheet: sheet!.name }).toBuffer());
    const { code, map, findings, differences } = await imported("filled.xlsx");
    expect([code, findings.filter((it) => it.level === "error"), Object.keys(map.columns)]).toEqual([0, [], expect.arrayContaining(["nation", "quantity_low", "as_of"])]);
    expect(differences.changed).toMatchObject([{ id: "h.VAL.tank", cells: expect.arrayContaining([{ column: "quantity", before: "100", after: "78" }]) }]);
  });

  test("a sheet that is its own source is added to the sources with its rows, once, and can be taken back", async () => {
    writeFileSync(at("own.csv"), "system,quantity,unit,source,as_of,evidence,confidence\ntank,77,vehicles,our list,2029-10-01,official,high\n");
    const options = ["--kind", "holding", "--nation", "VAL"];
    expect((await imported("own.csv", "--kind", "holding")).findings.filter((it) => it.level === "error").map((it) => [it.column, it.code])).toEqual([["source", "unknown-code"]]);
    const copy = at("own");
    cpSync(data, copy, { recursive: true });
    const wrote = await here(["import", copy, at("own.csv"), ...options, "--own-source", "--own-source-class", "C", "--write"]);
    expect([wrote.code, wrote.stderr]).toEqual([0, ""]);
    expect(wrote.stdout).toContain("new source VAL:own-return-of-vale:2029-10-01");
    const { facts, findings } = await loadDataset(copy);
    expect(facts.holding.filter((it) => it.source.startsWith("VAL:")).map((it) => [it.system, it.quantity.base])).toEqual([["tank", 77]]);
    expect(facts.source.at(-1)).toMatchObject({ id: "VAL:own-return-of-vale:2029-10-01", asOf: "2029-10-01", licenceClass: "C" });
    expect(findings.filter((it) => it.level === "error")).toEqual((await loadDataset(data)).findings.filter((it) => it.level === "error"));
    expect(readFileSync(join(copy, "sources.csv.bak"), "utf8")).toBe(readFileSync(join(data, "sources.csv"), "utf8"));
    const again = await here(["import", copy, at("own.csv"), ...options, "--own-source", "--own-source-class", "C", "--json"]);
    expect((JSON.parse(again.stdout) as Told).differences).toEqual({ added: [], changed: [], withdrawn: [], same: 1 });
  });

  test.each([
    ["a date of a source that is none", ["--own-source-date", "2029"], 2, "Add --own-source."],
    ["a source of a date that is none", ["--own-source", "--own-source-date", "soon"], 2, '"soon" is not a date.'],
    ["a class of terms that is none", ["--own-source", "--own-source-class", "D"], 2, "Use A, B or C."],
    ["an empty sheet with rows to take", ["--template", "--kind", "holding", "--write"], 2, "Leave --write out."],
    ["an empty sheet of nothing", ["--template"], 2, "Say it with --kind"],
    ["a nation that is not there", ["--nation", "VLA"], 2, "Did you mean VAL?"],
    ["a sheet that is not there", ["--sheet", "Mappe"], 2, 'There is no sheet "Mappe".'],
    ["a kind that is not there", ["--kind", "tank"], 2, '"tank" is no kind of record.'],
    ["a column that is not there", ["--set", "colour=red"], 2, 'no column "colour"'],
    ["a map that is none", ["--map", "README.md"], 3, "It is not JSON."],
    ["an earlier state to write into", ["--as", "VAL:0", "--write"], 2, "nothing is written into those"],
  ])("wrong use is told: %s", async (_, options, code, told) => {
    const found = await here(["import", data, at("return.csv"), ...options]);
    expect(found.code).toBe(code);
    expect(found.stderr).toContain(told);
  });
});

