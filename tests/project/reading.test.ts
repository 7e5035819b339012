import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { METHODS_VERSION } from "../../src/app/main-job.ts";
import { agedText, DATA, joined, PAGE, readingPage } from "../../tools/reading.ts";

test("docs/guide/reading-the-result.md is what the committed results say; write it with node tools/reading.ts", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(readingPage());
});

const conclusion = (base: number, value: number, flips: readonly string[]) => ({ id: "saves", text: "It saves.", unit: "M", base, low: Math.min(base, value), high: Math.max(base, value), verdict: flips.length > 0 ? ("flips often" as const) : ("survives" as const), tried: 1, flips: flips.map((assumption) => ({ assumption, id: assumption, value })) });
const part = (words: string, { base = 5, value = 6, flips = [] as readonly string[], runKey = "k", untried = [] as readonly string[] } = {}) => ({ runKey, path: "agreed", currency: "EUR", conclusions: [conclusion(base, value, flips)], runs: [{ id: words, end: "low", words, shortfallYearsSaved: 1, money: value, shortfallYearsAligned: 1, flips: flips.length > 0 ? ["saves"] : [] }], failed: [], untried });

test("parts of a sensitivity run are joined: range, flips, what was tried, and what was tried in none of them", () => {
  const all = joined([part("a low", { value: 9, untried: ["b", "c"] }), part("b low", { value: -1, flips: ["b low"], untried: ["a", "c"] }), ...["d", "e", "f", "g"].map((it) => part(it, { untried: ["c"] }))]);
  expect(all.conclusions).toEqual([expect.objectContaining({ base: 5, low: -1, high: 9, tried: 6, verdict: "flips", flips: [{ assumption: "b low", id: "b low", value: -1 }] })]);
  expect(all.runs.map((it) => it.words)).toEqual(["a low", "b low", "d", "e", "f", "g"]);
  expect(all.untried).toEqual(["c"]);
});

test.each([
  ["of another plan", part("b", { runKey: "other" }), "not of the same plan"],
  ["of another base", part("b", { base: 5.1 }), "not of the same plan"],
  ["with a run that is there already", part("a"), "stands in two parts"],
])("a part %s is refused", (_, other, message) => expect(() => joined([part("a"), other])).toThrow(message));

test.each([
  [[{ methods: METHODS_VERSION, data: DATA }], ""],
  [[{ methods: "1", data: DATA }], "of the methods of before"],
  [[{ methods: METHODS_VERSION, data: "other" }], "of the data of before"],
  [[{ methods: METHODS_VERSION, data: DATA }, { methods: "1" }], "of the data and methods of before"],
  [[{}], "--take scenarios FILE"],
  [[{}], "taken by 2026-11-29 at the latest"],
  [[{ taken: "2027-01-02" }, { taken: "2027-01-02" }], "taken on 2027-01-02"],
  [[{ taken: "2027-01-03" }, { taken: "2027-01-02" }], "taken from 2027-01-02 to 2027-01-03"],
  [[{ taken: "2027-01-03" }, {}], "by 2026-11-29 at the latest"],
])("results of %j", (results, words) => expect(agedText(results, "scenarios")).toEqual(words === "" ? "" : expect.stringContaining(words)));
