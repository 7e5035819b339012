import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDataset, readTables, summariseFindings, writeTables } from "#exchange";
import { decodeText } from "./decode.ts";
import { loadDataset } from "./load.ts";
import { readFolder } from "./read-folder.ts";

const caseAt = (name: string): string => fileURLToPath(new URL(`../../../cases/${name}`, import.meta.url));
const textsOf = async (name: string): Promise<Map<string, string>> => new Map([...(await readFolder(caseAt(name)))].map(([file, bytes]) => [file, decodeText(bytes)]));

describe("twenty mistakes: each found once, with its place and how to mend it", async () => {
  const { findings, facts, alliance } = await loadDataset(caseAt("twenty-mistakes"));
  const expected = [
    ["adoptions.csv", 4, "note", "bad-encoding", "error"],
    ["budgets.csv", 8, "amount", "missing-value", "error"],
    ["capabilities.csv", 6, "unit", "leaf-without-unit", "error"],
    ["economy.csv", 4, "value", "total-differs-from-members", "warning"],
    ["economy.csv", 6, "value", "unit-slip", "warning"],
    ["economy.csv", 7, "value", "not-a-share", "error"],
    ["exchange_rates.csv", 3, "rate", "not-a-number", "error"],
    ["holdings.csv", 12, "id", "duplicate-id", "error"],
    ["holdings.csv", 13, "unit", "unit-mismatch", "error"],
    ["holdings.csv", 14, undefined, "ragged-row", "error"],
    ["holdings.csv", 15, "id", "malformed-id", "error"],
    ["labels.csv", 3, "level", "out-of-range", "error"],
    ["lines.csv", 4, undefined, "malformed-quote", "error"],
    ["nations.csv", 4, "accession_year", "not-a-year", "error"],
    ["programmes.csv", 3, "last_year", "impossible-date", "error"],
    ["requirements.csv", 5, "capability", "unknown-code", "error"],
    ["sources.csv", 4, "as_of", "not-a-date", "error"],
    ["standards.csv", 1, "nmae_fr", "unknown-heading", "warning"],
    ["systems.csv", 6, "unit_cost", "unknown-amount", "warning"],
    ["yields.csv", 6, "combine", "unknown-word", "error"],
  ] as const;

  test.each(expected.map((it, index) => [...it, index] as const))("%s:%s %s %s", (file, row, column, code, level, index) => {
    const { message, mend, fact: _fact, ...found } = findings[index] ?? expect.fail("not found");
    expect(found).toEqual({ file, row, code, level, ...(column === undefined ? {} : { column }) });
    expect(message).toMatch(/\S.*\.$/s);
    expect(mend).toMatch(/\S.*[.?`]$/s);
  });

  test("and nothing else", () => {
    expect(findings).toHaveLength(20);
    expect(new Set(findings.map((it) => it.code)).size).toBe(20);
    expect(summariseFindings(findings)).toMatchObject({ errors: 16, warnings: 4, notices: 0 });
  });

  test("what is sound loads: all of two-nations, and the rows that are only doubtful", async () => {
    const whole = await loadDataset(caseAt("two-nations"));
    for (const kind of ["nation", "budget", "capability", "requirement", "yield", "programme", "line"] as const) expect(facts[kind].map((it) => it.id)).toEqual(whole.facts[kind].map((it) => it.id));
    expect(facts.system.map((it) => it.id)).toContain("boat");
    expect(alliance?.nations).toHaveLength(2);
  });
});

describe.each(["two-nations", "five-rivers"])("case %s", (name) => {
  test("is sound, even for shipping", async () => {
    const { findings } = await loadDataset(caseAt(name), { purpose: "ship" });
    expect(findings.filter((it) => it.level !== "notice")).toEqual([]);
  });

  test("is written and read back without loss", async () => {
    const { settings, facts } = readTables(await textsOf(name));
    const again = readTables(writeTables(settings ?? expect.fail("no settings"), facts));
    expect(again.findings).toEqual([]);
    expect(again.settings).toEqual(settings);
    expect(again.facts).toEqual(facts);
  });

  test("has a digest that depends on the content and nothing else", async () => {
    const [one, two] = await Promise.all([loadDataset(caseAt(name)), loadDataset(caseAt(name))]);
    expect(one.digest).toBe(two.digest);
    expect(one.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

test("five-rivers shows four notices, as its README says", async () => {
  const { findings } = await loadDataset(caseAt("five-rivers"));
  expect(findings.map((it) => [it.code, it.fact])).toEqual([
    ["list-incomplete", "h.BRY.battery"],
    ["list-incomplete", "h.CAL.tank"],
    ["conflicting-figures", "h.CAL.carrier"],
    ["conflicting-figures", "g6"],
  ]);
});

describe("whatever happens to the text, reading never throws", async () => {
  const texts = await textsOf("twenty-mistakes");
  const names = [...texts.keys()];
  const edit = fc.record({
    file: fc.constantFrom(...names),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.nat({ max: 40 }),
    insert: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('"', '""', ",", "\n", "\r\n", ";", "\t", "\uFEFF", "\u0000", "\uFFFD", "1e999", "-0", "__proto__", "constructor", "VAL")),
    how: fc.constantFrom("delete", "insert", "replace", "cut", "swap", "drop"),
  });

  test("random edits of any file", () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const files = new Map(texts);
        for (const it of edits) mutate(files, it);
        const { findings, facts } = readDataset(files);
        for (const found of findings) {
          const text = files.get(found.file) ?? "";
          if (found.row !== undefined) expect(found.row).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
          expect(found.message.length).toBeGreaterThan(0);
        }
        // What loads has no dangling reference: checking it again finds no error across records.
        const nations = new Set(facts.nation.map((it) => it.id));
        if (files.get("datapackage.json") === texts.get("datapackage.json")) for (const it of facts.holding) expect(nations).toContain(it.nation);
      }),
      { numRuns: 300 },
    );
  });
});

function mutate(files: Map<string, string>, { file, at, size, insert, how }: { readonly file: string; readonly at: number; readonly size: number; readonly insert: string; readonly how: string }): void {
  const text = files.get(file) ?? "";
  const place = Math.floor(at * text.length);
  const cells = text.split(",");
  if (how === "drop") files.delete(file);
  else if (how === "swap") files.set(file, cells.map((cell, index) => (index === Math.floor(at * cells.length) ? (cells[size % cells.length] ?? "") : cell)).join(","));
  else if (how === "cut") files.set(file, text.slice(0, place));
  else files.set(file, text.slice(0, place) + (how === "delete" ? "" : insert) + text.slice(place + (how === "insert" ? 0 : size)));
}
