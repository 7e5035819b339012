import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRivals, type Confidence, CONFIDENCE, EVIDENCE, type Evidence, type Facts, KINDS, type KindName, replay, type Settings } from "./index.ts";
import { date, number, optional, range, share, text } from "./field.ts";

const settings: Settings = { name: "t", alliance: "T", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2030, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };
const none = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts;
const facts = (some: Partial<Facts>): Facts => ({ ...none, ...some });
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const held = (id: string, more: object = {}) => ({ ...said, id, nation: "AA", system: "tank", quantity: { low: 1, base: 1, high: 1 }, unit: "vehicles", ...more });

describe("a field reads a cell or says what is wrong", () => {
  test.each([
    [number("n", { unit: "x" }), "1.5", 1.5],
    [number("n", { unit: "x" }), "-2e3", -2000],
    [number("n", { unit: "x" }), "1,000", "not-a-number"],
    [number("n", { unit: "x" }), "12 %", "not-a-number"],
    [number("n", { unit: "x", min: 0 }), "-1", "out-of-range"],
    [number("n", { unit: "x" }), "Infinity", "not-a-number"],
    [number("n", { unit: "x" }), "0x10", "not-a-number"],
    [share("s"), "0.35", 0.35],
    [share("s"), "35", "not-a-share"],
    [date("d"), "2024-02-29", "2024-02-29"],
    [date("d"), "2025-02-29", "impossible-date"],
    [date("d"), "2025-13", "impossible-date"],
    [date("d"), "29.02.2024", "not-a-date"],
    [date("d"), "2100-12-31", "2100-12-31"],
    [range("r", { unit: "x" }), "1\u00002\u00003", { low: 1, base: 2, high: 3 }],
    [range("r", { unit: "x" }), "\u00002\u0000", { low: 2, base: 2, high: 2 }],
    [range("r", { unit: "x" }), "3\u00002\u00001", "range-out-of-order"],
    [range("r", { unit: "x" }), "1\u0000\u00003", "missing-figure"],
    [range("r", { unit: "x", min: 0 }), "-1\u00002\u00003", "out-of-range"],
    [optional(text("t"), "nothing"), "a", "a"],
  ])("%#: %j", (field, cell, expected) => {
    const parsed = field.read(cell);
    expect(parsed.ok ? parsed.value : parsed.problem.code).toEqual(expected);
  });
});

describe("rival figures", () => {
  const rival = fc.record({ id: fc.string(), asOf: fc.constantFrom("2023", "2024-05", "2024-05-06", "2025"), evidence: fc.constantFrom(...EVIDENCE) as fc.Arbitrary<Evidence>, confidence: fc.constantFrom(...CONFIDENCE) as fc.Arbitrary<Confidence> });

  test("the order is a total preorder", () => {
    fc.assert(
      fc.property(rival, rival, rival, (a, b, c) => {
        expect(Math.sign(compareRivals(a, b)) + Math.sign(compareRivals(b, a))).toBe(0);
        if (compareRivals(a, b) <= 0 && compareRivals(b, c) <= 0) expect(compareRivals(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("all are kept and one is in force", () => {
    const alliance = replay(settings, facts({ holding: [held("a", { confidence: "low", asOf: "2026" }), held("b"), held("c", { system: "gun" })] }));
    expect(alliance.facts.holding.map((it) => it.id)).toEqual(["b", "c"]);
    expect(alliance.stated.holding).toHaveLength(3);
    expect(alliance.rivals.map((it) => [it.chosen.id, it.others.map((other) => other.id)])).toEqual([["b", ["a"]]]);
  });

  test("a correction replaces the fact it names, however sure that one was", () => {
    const alliance = replay(settings, facts({ holding: [held("a"), held("b", { corrects: "a", confidence: "low", asOf: "2020", quantity: { low: 5, base: 5, high: 5 } })] }));
    expect(alliance.facts.holding.map((it) => it.id)).toEqual(["b"]);
    expect(alliance.rivals).toEqual([]);
  });

  test("the order of the rows does not matter", () => {
    const rows = [held("a", { confidence: "low" }), held("b", { asOf: "2024" }), held("c", { asOf: "2026" }), held("d", { nation: "BB" })];
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4 }), (shuffled) => {
        expect(new Set(replay(settings, facts({ holding: shuffled })).facts.holding.map((it) => it.id))).toEqual(new Set(["c", "d"]));
      }),
    );
  });
});

describe("money is converted by a stated rate and index, or unknown", () => {
  const alliance = replay(
    settings,
    facts({
      exchangeRate: [
        { ...said, id: "r1", currency: "BB", year: 2024, rate: 0.5 },
        { ...said, id: "r2", currency: "BB", year: 2026, rate: 0.4 },
      ],
      priceIndex: [
        { ...said, id: "p1", index: "i", year: 2020, level: 80 },
        { ...said, id: "p2", index: "i", year: 2025, level: 100 },
      ],
    }),
  );
  test.each([
    ["own currency, own year", "M TAL", "constant 2025", 10],
    ["own currency, earlier year: by the index", "M TAL", "current 2020", 12.5],
    ["other currency: rate of the nearest earlier year", "M BB", "current 2025", 5],
    ["other currency and year: rate first, then index; the nearest later rate where none is earlier", "M BB", "current 2020", 6.25],
    ["no index for the year", "M TAL", "current 2019", undefined],
    ["no rate", "M CC", "current 2025", undefined],
    ["no money", "vehicles", undefined, undefined],
  ])("%s", (_, unit, base, expected) => {
    expect(alliance.money({ low: 10, base: 10, high: 10 }, unit, base)?.base).toEqual(expected);
  });
});

test("every kind names its file once and its rival key in its own fields", () => {
  const kinds = Object.keys(KINDS) as KindName[];
  expect(new Set(kinds.map((kind) => KINDS[kind].file)).size).toBe(kinds.length);
  for (const kind of kinds) for (const key of KINDS[kind].rivalKey) expect(Object.keys(KINDS[kind].fields)).toContain(key);
});
