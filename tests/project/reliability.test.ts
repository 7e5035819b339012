import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Figure, isKept, missesOf, optionsOf } from "../../tools/reliability/check.ts";
import { CHECKS } from "../../tools/reliability/checks.ts";
import { keptResults, PAGE, reliabilityPage } from "../../tools/reliability/page.ts";

test("docs/reliability.md is made from the committed results: npm run reliability -- page", () => expect(readFileSync(PAGE, "utf8")).toBe(reliabilityPage(CHECKS, keptResults())));

test("every committed result is of a check there is, and held", () => {
  for (const it of keptResults()) expect([it.name, CHECKS.some((one) => one.name === it.name), missesOf(it)]).toEqual([it.name, true, []]);
});

describe("figures", () => {
  const figure = (it: Partial<Figure>): Figure => ({ what: "lost", unit: "records", value: 1, ...it });
  test.each([
    [{ value: 0, atMost: 0 }, true],
    [{ value: 1, atMost: 0 }, false],
    [{ value: 500, atLeast: 500 }, true],
    [{ value: 499, atLeast: 500 }, false],
    [{ value: 7 }, true],
  ])("%o: %s", (it, expected) => expect(isKept(figure(it))).toBe(expected));
  test("a fault breaks a promise, and so does a limit that is missed", () => {
    expect(missesOf({ figures: [figure({ atMost: 1 })], notes: ["n"], faults: [] })).toEqual([]);
    expect(missesOf({ figures: [figure({ atMost: 0 })], notes: [], faults: ["seed 7"] })).toEqual(["seed 7", "lost: 1 records"]);
  });
  test("a broken promise shows on the page", () => {
    const [check] = CHECKS;
    const result = { name: check!.name, command: "c", machine: { cpu: "c", cores: 2, memoryGiB: 1, node: "v1", load: 0 }, seconds: 1, processorSeconds: 1, notes: [], faults: ["seed 7"], figures: [figure({ atMost: 0 })] };
    expect(reliabilityPage([check!], [{ ...result, command: `npm run reliability -- ${check!.name} --commits 20 --keep` }])).toContain("**A part of the check** (`--commits 20`)");
    expect(reliabilityPage([check!], [{ ...result, command: `npm run reliability -- ${check!.name} --keep` }])).not.toContain("A part of the check");
    expect(reliabilityPage([check!], [result])).toMatch(/\*\*broken\*\*[^]*\(\*\*missed\*\*\)[^]*seed 7/);
  });
});

test.each([
  [["--seed", "7", "--keep"], [["seed", "7"], ["keep", ""]]],
  [[], []],
])("options %j", (words, expected) => expect([...optionsOf(words)]).toEqual(expected));
