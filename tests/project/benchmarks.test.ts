import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { GoalFigure } from "../../bench/bench.ts";
import { GOALS, goalRows, goalsTable, isMet, limitWords, missedBy, priceRows, shortPage, withPrices, written } from "../../bench/goals.ts";
import { benchmarksPage, type Result } from "../../bench/page.ts";
import { leverRow } from "../../bench/web-levers.ts";
import { realLimits } from "../../bench/real-limits.ts";
import { realResults } from "../../bench/real-results.ts";
import { ROOT } from "../../tools/files.ts";

const results = (): readonly Result[] =>
  readdirSync(join(ROOT, "bench", "results"))
    .filter((it) => it.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(ROOT, "bench", "results", file), "utf8")) as Result);
const page = (path: string): string => readFileSync(join(ROOT, "docs", path), "utf8");

describe("the pages of benchmarks", () => {
  test("docs/benchmarks.md is made from the committed results: npm run bench -- pages", () => expect(page("benchmarks.md")).toBe(benchmarksPage(results())));
  test("docs/guide/limits.md is made from the committed results: npm run bench -- pages", () => expect(page("guide/limits.md")).toBe(shortPage(goalRows(results()), priceRows(results()), realResults(join(ROOT, "docs", "results")))));
  test("docs/guide/what-if.md says what solving ahead took as it was measured: npm run bench -- pages", () => {
    expect(page("guide/what-if.md")).toBe(withPrices(page("guide/what-if.md"), priceRows(results())));
    expect(page("guide/what-if.md")).toMatch(/- what-if: standard questions solved ahead, S: 32 × 60 × 10: [\d,]+ s \(/);
  });
  test("no measurement is told twice", () => {
    const told = results().flatMap((it) => it.rows.map((row) => [it.name, row.what, row.size, row.by, row.note].join(" | ")));
    expect(told.filter((it, at) => told.indexOf(it) !== at)).toEqual([]);
  });

  test("every result has its benchmark", () => {
    const benches = readdirSync(join(ROOT, "bench"));
    expect(results().flatMap((it) => (benches.includes(`${it.name}.bench.ts`) ? [] : [it.name]))).toEqual([]);
  });
});

describe("goals", () => {
  const figure = (it: Partial<GoalFigure>): GoalFigure => ({ id: "G1", what: "time", unit: "ms", ...it });

  test.each([
    [{ value: 50, atMost: 60 }, true, 50 / 60],
    [{ value: 60, atMost: 60 }, true, 1],
    [{ value: 90, atMost: 60 }, false, 1.5],
    [{ value: 25, atLeast: 50 }, false, 2],
    [{ value: 100, atLeast: 50 }, true, 0.5],
    [{ atMost: 60 }, false, Number.POSITIVE_INFINITY],
  ])("%o: met %s, by %d", (it, met, by) => {
    expect(isMet(figure(it))).toBe(met);
    expect(missedBy(figure(it))).toBeCloseTo(by, 12);
  });

  test.each([
    [0.00012, "share", "0.012 %"],
    [1.4567, "times", "1.46 times"],
    [12345.6, "ms", "12,346 ms"],
    [0, "s", "0 s"],
    [undefined, "s", "not measured"],
  ])("%d %s is written %s", (value, unit, words) => expect(written(value, unit)).toBe(words));

  test("limits are said in words", () => {
    expect(limitWords(figure({ atMost: 60 }))).toBe("at most 60 ms");
    expect(limitWords(figure({ atLeast: 0.85, unit: "share" }))).toBe("at least 85 %");
  });

  test("a goal that nothing measured is shown as not met, and one that a peer was missing for as not measured", () => {
    const rows = goalRows([{ name: "some", rows: [{ what: "x", by: "peer", size: "S", repeats: 1, note: "not found", goal: figure({ id: "G2", atMost: 2, unit: "times" }) }] }]);
    const table = goalsTable(rows).join("\n");
    expect(table).toContain(`| G1 | ${GOALS.G1} | not measured | – | no | – |`);
    expect(table).toContain("| G2 | time | not measured | at most 2 times | **no** | `npm run bench -- some` |");
    expect(shortPage(rows)).toContain("- time: not measured, asked at most 2 times: not measured (not found).");
  });

  test("what W5 is measured with is said as it was measured, and how long Plans takes to open, which is no part of it", () => {
    const asked = [{ kind: "out", what: "Ash", ms: 900 }, { kind: "out", what: "Fen", ms: 1200 }, { kind: "out", what: "Vale" }];
    const row = { ...leverRow("change levers", "12 kinds of change", asked), goal: figure({ id: "W5", value: 1200, atMost: 1000 }) };
    const opened = { what: "open Plans", by: "concord", size: "data", ms: 250, repeats: 1, note: "at once", priceOf: "W5" as const };
    const rows = [row, opened];
    const text = shortPage(goalRows([{ name: "web", rows }]), priceRows([{ rows }]));
    expect(text).toContain("W5 is measured with 2 questions (12 kinds of change), each from the press of the button: median 1200 ms, 90th percentile 1200 ms, most 1200 ms; slowest: Fen; 1 of 2 within 1000 ms; 1 more refused with a reason.");
    expect(text).toContain("- open Plans, data: 0.25 s (at once).");
    expect(text.split("open Plans").length).toBe(2);
    expect(leverRow("none", "data", [{ kind: "out", what: "Vale" }])).toEqual({ what: "none", by: "concord", size: "data", repeats: 0, note: "none answered; 1 more refused with a reason" });
  });

  test("what is proved of the real alliance is said path by path, and the gap of the scenarios", () => {
    const whole = (path: string, agreements: number, gap: number) => ({ path, aligned: { agreements, gaps: [{ name: "shortfall", gap: gap / 100 }, { name: "cost", gap }] } });
    const text = realLimits({ wholes: [whole("low", 30, 0.05), whole("mid", 1, 0.041234), whole("high", 3, 0.1)], scenarios: 0.032 }).join("\n");
    expect(text).toContain("shortfall is proved within 0.05 %, 0.0412 % and 0.1 % on the budget paths low, mid and high, but cost only within 5 %, 4.12 % and 10 %");
    expect(text).toContain("30, 1 and 3 agreements on these paths are no finding");
    expect(text).toContain("is proved within 3.2 %");
  });
});
