import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { figuresOf, takenOf } from "../../tools/reliability/branches.ts";
import { type Figure, isKept, missesOf, optionsOf } from "../../tools/reliability/check.ts";
import { CHECKS } from "../../tools/reliability/checks.ts";
import { measuredOf } from "../../tools/reliability/soak.ts";
import { worldsPart } from "../../tools/reliability/two-worlds.ts";
import { keptResults, PAGE, reliabilityPage, type Sitting, withSitting } from "../../tools/reliability/page.ts";

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

describe("a check in several sittings", () => {
  const check = CHECKS.find((it) => it.name === "soak")!;
  const sums = { hours: 2, minutes: 5, readers: 100, clearances: 40, records: 20_000, kills: 24, answers: 9, written: 7, faults: 0, point95: 1, view95: 1, memory: 300, perThousand: 0, ...measuredOf([0, 1].map((hours) => [3, 10, 40].map((age) => ({ hours: hours + age / 60, age, mb: 300 })))) };
  const sitting = (command: string): Sitting => ({ command, machine: { cpu: "c", cores: 2, memoryGiB: 1, node: "v1", load: 0 }, seconds: 7200, processorSeconds: 60, notes: [], faults: [], figures: [], sums });
  const twice = withSitting(check, withSitting(check, undefined, sitting("first")), sitting("second"));
  test("each is kept, and their sums are what is told", () => {
    expect(twice.sittings?.map((it) => it.command)).toEqual(["first", "second"]);
    expect([twice.seconds, twice.processorSeconds, twice.figures.find((it) => it.what === "kills of the server")?.value]).toEqual([14_400, 120, 48]);
  });
  test("less than the whole is told as a part on the page, with every sitting", () => {
    const page = reliabilityPage([check], [twice]);
    expect(page).toContain("held in the part that was run");
    expect(page).toMatch(/\*\*A part of the check\*\* \(`240 minutes of 6 hours`\)[^]*- `first`: 7200 s[^]*- `second`: 7200 s/);
    expect(reliabilityPage([check], [withSitting(check, twice, sitting("third"))])).not.toContain("A part of the check");
  });
  test("of another check the last run stands alone", () => expect(withSitting(CHECKS[0]!, twice, sitting("c"))).toEqual({ name: CHECKS[0]!.name, ...sitting("c") }));
});

test.each([
  [["--seed", "7", "--keep"], [["seed", "7"], ["keep", ""]]],
  [[], []],
])("options %j", (words, expected) => expect([...optionsOf(words)]).toEqual(expected));

describe("branches that tests take", () => {
  const files = new Map([
    ["src/a/one.ts", takenOf({ branchMap: { 0: { loc: { start: { line: 3 } }, locations: [{ start: { line: 4 } }, { start: {} }] }, 1: { loc: { start: { line: 9 } }, locations: [{ start: { line: 9 } }] } }, b: { 0: [5, 0], 1: [0] } })],
    ["src/a/two.ts", takenOf({ branchMap: { 0: { loc: { start: { line: 1 } }, locations: [{ start: { line: 1 } }] } }, b: { 0: [1] } })],
    ["src/ab/three.ts", takenOf({ branchMap: {}, b: {} })],
  ]);
  test("a way that is not written stands at its `if`; each line is told once", () => expect([...files.values()]).toEqual([{ all: 3, taken: 1, missing: [3, 9] }, { all: 1, taken: 1, missing: [] }, { all: 0, taken: 0, missing: [] }]));
  test("are told by module, and the others by file and line; a module with a branch that is not taken breaks the promise", () => {
    const { figures, notes } = figuresOf(files, [{ what: "letters", folder: "src/a" }, { what: "nothing", folder: "src/none" }]);
    expect(figures.map((it) => [it.value, isKept(it)])).toEqual([[50, false], [4, true], [0, false], [0, true]]);
    expect(notes).toEqual(["Taken by no test, by file: `src/a/one.ts` 2 of 3 (lines 3, 9)."]);
    expect(figuresOf(new Map([["src/a/two.ts", files.get("src/a/two.ts")!]])).notes).toEqual([]);
  });
});

describe("how much of the whole a run shows is told by its figures, where an option may have cut nothing off", () => {
  const figures = (pairs: number, plans = 25) => [["pairs of worlds", pairs], ["of them at the server", 250], ["of them at the commands", 100], ["of them at whatever makes a plan", plans], ["controls", 100]].map(([what, value]) => ({ what: String(what), value: Number(value), unit: "pairs" }));
  const check = CHECKS.find((it) => it.name === "two-worlds")!;
  const page = (pairs: number) => reliabilityPage([check], [{ ...keptResults().find((it) => it.name === "two-worlds")!, command: "npm run reliability -- two-worlds --minutes 75 --keep", figures: figures(pairs) }]);
  test("all pairs were tried within the minutes", () => expect([worldsPart(figures(10_000)), page(10_000).includes("A part of the check"), page(10_000).includes("| held |")]).toEqual(["", false, true]));
  test("the minutes were over before", () => expect([worldsPart(figures(9000, 22)), page(9000).includes("**A part of the check** (`9,000 of 10,000 pairs of worlds`)")]).toEqual(["9,000 of 10,000 pairs of worlds, 22 of 25 pairs at whatever makes a plan", true]));
});
