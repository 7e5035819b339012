import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { KINDS } from "#model";
import { PLAN } from "../parameters.ts";
import { CONSTRAINTS } from "./index.ts";

const files = readdirSync(import.meta.dirname)
  .filter((it) => it.endsWith(".ts") && !it.endsWith(".test.ts"))
  .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), "utf8") }));
const noted = files.flatMap(({ name, text }) => [...text.matchAll(/^export const [A-Z]+: ConstraintNote = \{\n {2}name: "([a-z-]+)"/gm)].map((it) => ({ file: name, text, constraint: it[1]! })));

/** Code without comments, words, notes and named constants. */
const bare = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    .replaceAll(/^export const [A-Z]+: ConstraintNote = \{[\s\S]*?^\};$/gm, "")
    .replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replaceAll(/^(?:export )?const [A-Z][A-Z_]* = [\d.e_-]+;$/gm, "")
    // Words of a template, not what is reckoned in it.
    .replaceAll(/`[^`]*`/g, (it) => [...it.matchAll(/\$\{([^}]*)\}/g)].map((part) => part[1]).join(" "));
const numbersIn = (text: string): readonly string[] => [...bare(text).matchAll(/(?<![\w.])(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?(?!\w)/g)].map((it) => it[0]).filter((it) => it !== "0" && it !== "1");

test("every constraint has a file of its own, and every note is among the constraints", () => {
  expect(noted.map((it) => it.constraint).toSorted()).toEqual(CONSTRAINTS.map((it) => it.name).toSorted());
  expect(new Set(noted.map((it) => it.file)).size).toBe(noted.length);
});

describe("no number with a meaning stands in a constraint: it is a parameter, a record, or a constant with a name", () => {
  test.each(files.map((it) => [it.name, it.text]))("%s", (_, text) => {
    expect(numbersIn(text)).toEqual([]);
  });

  test.each([
    ["build.entry(x, 0.7 * it.scale);", ["0.7"]],
    ["on.costs.money.add(x, firm ? 10 : 1);", ["10"]],
    ["const cap = 1e6;", ["1e6"]],
    ["`tier ${q + 2}`;", ["2"]],
    ["const LEAST = 0.01;\nbuild.entry(x, -1 / 1); // 3 parts\nf(\"7\", `8 ${t - 1}`);", []],
  ])("a planted one is seen: %s", (text, found) => {
    expect(numbersIn(text)).toEqual(found);
  });
});

describe("a note tells all", () => {
  test.each(CONSTRAINTS.map((it) => [it.name, it] as const))("%s", (name, note) => {
    for (const it of [note.title, note.inequality, note.unit, note.dual, note.meaning, note.elastic, note.source]) expect(it.length).toBeGreaterThanOrEqual(2);
    expect(note.meaning).toMatch(/[.]$/);
    expect(note.records.length).toBeGreaterThan(0);
    for (const record of note.records) expect(Object.keys(KINDS)).toContain(record);
    const used = [...noted.find((it) => it.constraint === name)!.text.matchAll(/world\.value\(PLAN\.(\w+)\)/g)].map((it) => PLAN[it[1] as keyof typeof PLAN].id);
    expect(note.parameters.map((it) => it.id)).toEqual(expect.arrayContaining(used));
  });
});
