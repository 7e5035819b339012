import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Facts, KINDS, replay, type Settings } from "#model";
import { bandsBetween, levelParts } from "./levels.ts";
import { type Raise, spendByLevel } from "./spend.ts";

const settings: Settings = { name: "t", alliance: "T", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2028, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const needed = (year: number, quantity: number, capLevel?: number, more: object = {}) => ({ ...said, id: `r${year}.${capLevel}`, capability: "L", scope: "alliance", year, ...(capLevel !== undefined && { capLevel }), quantity: { low: quantity, base: quantity, high: quantity }, unit: "u", situation: "s", use: "plan", ...more });
const world = (rows: readonly object[]) => replay(settings, { ...(Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts), requirement: rows as Facts["requirement"] });

describe("parts of a requirement by CAP level", () => {
  test.each<[string, readonly object[], readonly (readonly [number, number])[]]>([
    ["split: as stated", [needed(2026, 6, 1), needed(2026, 2, 4)], [[1, 0.75], [4, 0.25]]],
    ["the latest row of each level holds", [needed(2026, 6, 1), needed(2027, 2, 1), needed(2026, 2, 4), needed(2028, 99, 4)], [[1, 0.5], [4, 0.5]]],
    ["not split: plan.urgent-share to levels 1 and 2", [needed(2026, 10)], [[1.5, 0.4], [4, 0.6]]],
    ["of the first situation stated", [needed(2026, 6, 2), needed(2026, 6, 3, { situation: "other" })], [[2, 1]]],
    ["reference rows and other scopes do not count", [needed(2026, 6, 2), needed(2026, 6, 3, { use: "reference" }), needed(2026, 6, 5, { scope: "A" })], [[2, 1]]],
  ])("%s", (_, rows, expected) => expect(levelParts(world(rows), "L", 2027).map((it) => [it.level, it.part])).toEqual(expected));

  test("what is held fills the most urgent part: of 10, held 3, 2 of level 1 are left", () => {
    expect(bandsBetween([{ level: 1, part: 0.5 }, { level: 3, part: 0.5 }], 10, { from: 3, to: 10 })).toEqual([{ level: 1, quantity: 2 }, { level: 3, quantity: 5 }]);
    expect(bandsBetween([{ level: 1, part: 0.5 }, { level: 3, part: 0.5 }], 10, { from: 6, to: 10 })).toEqual([{ level: 3, quantity: 4 }]);
  });
});

const raise = (from: number, price: number, whole: boolean, ...bands: readonly (readonly [number, number])[]): Raise => ({
  from,
  to: from + bands.reduce((sum, [, quantity]) => sum + quantity, 0),
  price,
  whole,
  bands: bands.map(([level, quantity]) => ({ level, quantity })),
});

describe("money by CAP level: two raises of 4 at 10, half of each in level 1 and in level 3", () => {
  const two = (whole: boolean): readonly Raise[] => [raise(0, 10, whole, [1, 2], [3, 2]), raise(2, 10, whole, [1, 2], [3, 2])];
  test.each<[number, boolean, readonly number[]]>([
    [80, false, [4, 6]],
    // 40 for level 1 of both, and half of level 3.
    [60, false, [3, 5]],
    [20, false, [1, 3]],
    [0, false, [0, 2]],
    [50, false, [2.5, 4.5]],
    // In whole units 2 and 4, and the 10 that rounding left buy one more for the first.
    [50, true, [3, 4]],
    [49, true, [2, 4]],
    [79, true, [4, 5]],
  ])("money %d, whole %j: %j", (money, whole, reached) => spendByLevel(two(whole), money).forEach((it, index) => expect(it.reached).toBeCloseTo(reached[index] ?? -1, 12)));

  test("level 1 of one before level 3 of the other, whatever they cost", () => {
    expect(spendByLevel([raise(0, 1, false, [3, 10]), raise(0, 30, false, [1, 2])], 45).map((it) => it.reached)).toEqual([0, 1.5]);
    expect(spendByLevel([raise(0, 1, false, [3, 10]), raise(0, 30, false, [1, 2])], 65).map((it) => it.reached)).toEqual([5, 2]);
  });
  test("what has no price is not cut for want of money", () => expect(spendByLevel([raise(0, 0, true, [5, 3]), raise(0, 10, true, [1, 3])], 10).map((it) => it.reached)).toEqual([3, 1]));

  const raises = fc.array(
    fc.record({ from: fc.integer({ min: 0, max: 12 }).map((it) => it / 2), price: fc.integer({ min: 1, max: 20 }), whole: fc.boolean(), parts: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }) })
      .map((it) => raise(it.from, it.price, it.whole, ...it.parts.map((quantity, level) => [level + 1, quantity] as const))),
    { minLength: 1, maxLength: 5 },
  );
  test("laws: within the money, never above the stretch, and more money never pays for less", () => {
    fc.assert(
      fc.property(raises, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 50 }), (all, money, more) => {
        const some = spendByLevel(all, money);
        const rich = spendByLevel(all, money + more);
        expect(all.reduce((sum, it, i) => sum + Math.max((some[i]?.reached ?? 0) - it.from, 0) * it.price, 0)).toBeLessThanOrEqual(money + 1e-6);
        all.forEach((it, i) => {
          expect(some[i]?.reached).toBeLessThanOrEqual(it.to);
          expect(rich[i]?.paid).toBeGreaterThanOrEqual((some[i]?.paid ?? 0) - 1e-9);
        });
      }),
    );
  });
});
