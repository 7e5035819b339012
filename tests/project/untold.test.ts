import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FRENCH } from "#views";
import { ROOT } from "../../tools/files.ts";
import { untoldIn, writtenWords } from "../../tools/untold.ts";

/** Where sentences for readers are written. Absent: the checker of plans, the command line and what it alone says (stored), which speak English. */
const FILES = [
  "src/engines/assess/explain.ts",
  "src/engines/targets/*.ts",
  "src/engines/plan/explain/*.ts",
  "src/engines/plan/{world,actions,compare}.ts",
  "src/model/checks/*.ts",
  "src/exchange/findings.ts",
  "src/exchange/spreadsheet/*.ts",
  "src/views/*.ts",
  "src/app/explain-plan.ts",
  "src/server/{problem,data-routes,plan-routes,gate}.ts",
];
const NOT = /\.test\.ts$|parameters\.ts$|evidence-|report-view|reports\.ts|why-key|methods\.ts|explain\/stored\.ts/;

describe("what readers are told has its French", () => {
  test("every word that is written into a sentence", () => {
    const files = FILES.flatMap((it) => globSync(it, { cwd: ROOT })).filter((it) => !NOT.test(it));
    expect(files.length).toBeGreaterThan(60);
    expect(untoldIn(ROOT, files, FRENCH.map(([english]) => english))).toEqual([]);
  });

  test.each([
    ["a text", 'const it = { sentence: "Nobody said so." };', ["Nobody said so."]],
    ["what stands between values", "const it = { text: `${a} of them hold ${b} in all` };", ["of them hold", "in all"]],
    ["a choice within a sentence", 'const it = { message: `It ${n > 1 ? "is not known" : "must be known"}` };', ["is not known", "must be known"]],
    ["a list", 'const it = { limits: ["One is left.", "Two are left."] };', ["One is left.", "Two are left."]],
    ["no names, no cases", 'const it = { id: "of no use", text: kind === "a b c" ? name : other };', []],
  ])("finds %s", (_, source, expected) => expect(writtenWords("part.ts", source)).toEqual(expected));
});
