import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnOf, type Facts, type Field, KINDS, type KindName, type Settings } from "#model";
import { neutraliseFormula } from "./csv-write.ts";
import { FINDINGS_MAX } from "./findings.ts";
import { readDataset } from "./read-dataset.ts";
import { kindNames, readTables } from "./read-tables.ts";
import { readSettings } from "./settings-read.ts";
import { CELL_LIMIT, readTable } from "./table-read.ts";
import { summariseFindings } from "./summary.ts";
import { hasUnprintable } from "./unprintable.ts";
import { writeTables } from "./write-tables.ts";

const settings: Settings = { name: "t", alliance: "T", title: "A test", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2030, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };

/** Findings of one table, as `row column code`, and the ids that loaded. */
const read = (text: string, kind: KindName = "exchangeRate") => {
  const { findings, facts } = readTable(KINDS[kind], `${KINDS[kind].file}.csv`, text);
  return [findings.map((it) => [it.row, it.column, it.code].filter((part) => part !== undefined).join(" ")), facts.map((it) => it["id"])];
};

const head = "id,source,as_of,evidence,confidence,label,currency,year,rate";
const row = (id: string, more = "FLO,2025,2") => `${id},s,2025,official,high,OPEN,${more}`;

describe("what is wrong with a file or its headings", () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ["sound", `${head}\n${row("a")}\n`, [], ["a"]],
    ["byte order mark and CRLF", `\uFEFF${head}\r\n${row("a")}\r\n`, [], ["a"]],
    ["headings in another order and case", `RATE,Year,currency,label,confidence,evidence,As of,source,id\n2,2025,FLO,OPEN,high,official,2025,s,a`, [], ["a"]],
    ["semicolons", `${head}\n${row("a")}\n`.replaceAll(",", ";"), ["1 other-separator"], ["a"]],
    ["semicolons and decimal commas", `${head}\n${row("a", "FLO,2025,2.5")}\n`.replaceAll(",", ";").replace("2.5", "2,5"), ["1 other-separator", "2 rate not-a-number"], []],
    ["tabs", `${head}\n${row("a")}\n`.replaceAll(",", "\t"), ["1 other-separator"], ["a"]],
    ["empty", "", ["empty-file"], []],
    ["only a byte order mark", "\uFEFF", ["empty-file"], []],
    ["only headings", head, [], []],
    ["a heading that is missing, misspelt", `${head.replace("rate", "rat")}\n${row("a")}`, ["1 rate missing-heading"], []],
    ["a heading that is missing", `${head.replace(",rate", "")}\n${row("a", "FLO,2025")}`, ["1 rate missing-heading"], []],
    ["a heading twice", `${head},rate\n${row("a")},3`, ["1 rate duplicate-heading"], ["a"]],
    ["a heading nobody knows", `${head},wether\n${row("a")},fine`, ["1 wether unknown-heading"], ["a"]],
    ["empty columns to the right", `${head},,\n${row("a")},,\n`, [], ["a"]],
    ["empty cells beyond the headings", `${head}\n${row("a")},,\n`, [], ["a"]],
    ["rows of empty cells", `${head}\n,,,,,,,,\n${row("a")}\n,,,,,,,,\n`, [], ["a"]],
    ["a line end in a quoted heading moves the rows", `${head},"no\nte"\n${row("a", "FLO,x,2")},`, ["1 no_te unknown-heading", "3 year not-a-year"], []],
  ])("%s", (_, text, findings, ids) => expect(read(text)).toEqual([findings, ids]));
});

describe("what is wrong with a row: it is left out, the others load", () => {
  test.each<[string, string, string]>([
    ["too few cells", row("b").slice(0, -2), "3 ragged-row"],
    ["too many cells", `${row("b")},5`, "3 ragged-row"],
    ["no figure", row("b", "FLO,2025,"), "3 rate missing-value"],
    ["no source", row("b").replace(",s,", ",,"), "3 source missing-value"],
    ["no date", row("b").replace(",2025,", ",,"), "3 as_of missing-value"],
    ["blank figure", row("b", "FLO,2025, "), "3 rate missing-value"],
    ["thousands separator", row("b", 'FLO,2025,"1,000"'), "3 rate not-a-number"],
    ["infinite", row("b", "FLO,2025,1e999"), "3 rate not-a-number"],
    ["below the bound", row("b", "FLO,2025,-2"), "3 rate out-of-range"],
    ["a lost letter", row("b", "FL\uFFFD,2025,2"), "3 currency bad-encoding"],
    ["a control character", row("b", "FL\u0000O,2025,2"), "3 currency control-character"],
    ["a huge cell", row("b", `${"x".repeat(CELL_LIMIT + 1)},2025,2`), "3 currency huge-cell"],
    ["an unclosed quote", row("b", '"FLO,2025,2'), "3 unclosed-quote"],
    ["text after a quote", row("b", '"FLO"x,2025,2'), "3 malformed-quote"],
  ])("%s", (_, bad, code) => expect(read(`${head}\n${row("a")}\n${bad}\n${row("c")}\n`)).toEqual([[code], ["a", "c"]]));

  test("every wrong cell of a row is told", () => {
    expect(read(`${head}\n${row("b c", "FLO,x,y")}`)[0]).toEqual(["2 id malformed-id", "2 year not-a-year", "2 rate not-a-number"]);
  });

  test("rows are counted as an editor counts", () => {
    expect(read(`${head},note\n${row("a")},"one\ntwo\n\nfour"\n\n${row("b", "FLO,x,2")},\n`)).toEqual([["7 year not-a-year"], ["a"]]);
  });

  test("a low or high bound without a figure", () => {
    const text = "id,source,as_of,evidence,confidence,label,parameter,value_low,value,value_high,unit\np,s,2025,official,high,OPEN,plan.x,1,,,share\nq,s,2025,official,high,OPEN,plan.x,,,,share\n";
    expect(read(text, "parameter")[0]).toEqual(["2 value missing-figure", "3 value missing-value"]);
  });

  test("a file of faults is listed up to a limit, and the rest counted", () => {
    const text = `${head}\n${Array.from({ length: FINDINGS_MAX + 5 }, (_, index) => row(`r${index}`, "FLO,x,2")).join("\n")}`;
    const { findings } = readTables(new Map([["exchange_rates.csv", text]]));
    expect(findings.filter((it) => it.code === "not-a-year")).toHaveLength(FINDINGS_MAX);
    expect(findings.find((it) => it.code === "more-of-the-same")?.message).toContain("5 more");
  });
});

describe("datapackage.json", () => {
  const sound = { name: "t", title: "T", concord: { alliance: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2030, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" } };
  test.each<[string, string | undefined, readonly string[]]>([
    ["sound", JSON.stringify(sound), []],
    ["missing", undefined, ["missing-package"]],
    ["no JSON", "{", ["not-json"]],
    ["a list", "[]", ["not-json"]],
    ["no concord part", JSON.stringify({ ...sound, concord: undefined }), ["wrong-setting concord"]],
    ["no name", JSON.stringify({ ...sound, name: undefined }), ["wrong-setting name"]],
    ["a year in quotes", JSON.stringify({ ...sound, concord: { ...sound.concord, firstYear: "2026" } }), ["wrong-setting firstYear"]],
    ["last before first", JSON.stringify({ ...sound, concord: { ...sound.concord, lastYear: 2020 } }), ["wrong-setting lastYear"]],
    ["a horizon without end", JSON.stringify({ ...sound, concord: { ...sound.concord, lastYear: 2100 } }), ["wrong-setting lastYear"]],
    ["no day of the calendar", JSON.stringify({ ...sound, concord: { ...sound.concord, asOf: "2026-02-30" } }), ["wrong-setting asOf"]],
    ["nothing in it", JSON.stringify({ concord: {} }), ["name", "alliance", "title", "currency", "priceYear", "firstYear", "lastYear", "budgetPath", "asOf", "marking"].map((it) => `wrong-setting ${it}`)],
  ])("%s", (_, text, expected) => {
    const { findings, settings: found } = readSettings(text);
    expect(findings.map((it) => [it.code, it.column].filter((part) => part !== undefined).join(" "))).toEqual(expected);
    expect(found === undefined).toBe(expected.length > 0);
  });
});

test("missing and strange files are named, and the nearest known name with them", () => {
  const { findings } = readTables(new Map([["holding.csv", ""]]));
  const told = findings.map((it) => `${it.file} ${it.code}`);
  expect(told).toContain("holdings.csv missing-file");
  expect(told).toContain("holding.csv unknown-file");
  expect(findings.find((it) => it.code === "unknown-file")?.mend).toContain("holdings.csv");
});

test("nothing at all gives findings, no model, and no exception", () => {
  const { findings, alliance } = readDataset(new Map());
  expect(alliance).toBeUndefined();
  expect(summariseFindings(findings).errors).toBeGreaterThan(5);
});

test("a data set that is like another is read as it is alone, whichever file differs, again and again", () => {
  const files = new Map([["datapackage.json", '{"concord":{}}'], ["exchange_rates.csv", `${head}\n${row("a")}\n`], ["sources.csv", "id\ns\n"]]);
  for (const changed of [new Map(files), new Map(files).set("exchange_rates.csv", `${head}\n${row("b", "FLO,2025,x")}\n`), new Map([...files].slice(1)), new Map(files).set("datapackage.json", "{"), new Map(files)]) expect(readTables(changed, { like: files })).toEqual(readTables(changed));
});

describe("what is written is read back without loss", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
  const figure = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map((it) => it + 0);
  const valueOf = (field: Field<unknown>): fc.Arbitrary<unknown> => {
    const least = field.min ?? 0;
    const within = figure.map((it) => Math.max(it, least));
    switch (field.type) {
      case "id":
      case "ref":
        return word;
      case "refs":
        return fc.array(word, { minLength: 1, maxLength: 3 });
      case "values":
        return fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 3 });
      case "text":
        // Control characters and U+FFFD are refused by design; a text is more than white space.
        return fc.oneof(fc.string(), fc.constantFrom('a "b", c', "one\ntwo", " x ", "=1+1", "é;\t", "\r\n.")).filter((it) => it.trim() !== "" && !hasUnprintable(it));
      case "number":
      case "share":
        return within;
      case "integer":
        return fc.integer({ min: Math.ceil(least), max: Math.min(field.max ?? 99, 99) });
      case "year":
        return fc.integer({ min: 1900, max: 2100 });
      case "date":
        return fc.constantFrom("2024", "2024-02", "2024-02-29");
      case "enum":
        return fc.constantFrom(...(field.values ?? []));
      case "flag":
        return fc.boolean();
      case "range":
        return fc.tuple(within, within, within).map((it) => it.sort((a, b) => a - b)).map(([low = 0, base = 0, high = 0]) => ({ low, base, high }));
    }
  };
  const factOf = (kind: KindName): fc.Arbitrary<unknown> => {
    const fields = Object.entries(KINDS[kind].fields) as [string, Field<unknown>][];
    return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field)])), { requiredKeys: fields.filter(([, field]) => !field.optional).map(([name]) => name) });
  };

  test.each(kindNames)("%s", (kind) => {
    fc.assert(
      fc.property(fc.array(factOf(kind), { maxLength: 4 }), (some) => {
        const facts = { ...(Object.fromEntries(kindNames.map((it) => [it, []])) as unknown as Facts), [kind]: some };
        const again = readTables(writeTables(settings, facts));
        expect(again.findings).toEqual([]);
        expect(again.settings).toEqual(settings);
        expect(again.facts).toEqual(facts);
      }),
      { numRuns: 60 },
    );
  });
});

test("a table schema names every column once, and references to tables that exist", () => {
  const { resources } = JSON.parse(writeTables(settings, Object.fromEntries(kindNames.map((it) => [it, []])) as unknown as Facts).get("datapackage.json") ?? "") as { resources: { name: string; path: string; schema: { fields: { name: string }[]; foreignKeys?: { reference: { resource: string } }[] } }[] };
  const names = new Set(kindNames.map((it) => KINDS[it].file.replaceAll("_", "-")));
  for (const { schema } of resources) {
    const columns = schema.fields.map((it) => it.name);
    expect(new Set(columns).size).toBe(columns.length);
    for (const key of schema.foreignKeys ?? []) expect(key.reference.resource === "" || names.has(key.reference.resource)).toBe(true);
  }
  expect(resources.map((it) => it.path)).toContain("holdings.csv");
  expect(columnOf("unitCost")).toBe("unit_cost");
});

test("for a spreadsheet formulas are disarmed, and figures stay", () => {
  const source = [{ id: "s", title: "=HYPERLINK(1)", licence: "own", licenceClass: "A" as const, asOf: "2025" }];
  const none = Object.fromEntries(kindNames.map((it) => [it, []])) as unknown as Facts;
  expect(writeTables(settings, { ...none, source }, "spreadsheet").get("sources.csv")).toContain("s,'=HYPERLINK(1),,own,A,2025,");
  expect(writeTables(settings, { ...none, source }).get("sources.csv")).toContain("s,=HYPERLINK(1),,own,A,2025,");
});

test.each([
  ["=1+1", "'=1+1"],
  ["@sum", "'@sum"],
  ["+49 30", "'+49 30"],
  ["-5", "-5"],
  ["+1e3", "+1e3"],
  ["plain", "plain"],
  ["\t=1", "'\t=1"],
])("for a spreadsheet %j becomes %j", (cell, safe) => expect(neutraliseFormula(cell)).toBe(safe));
