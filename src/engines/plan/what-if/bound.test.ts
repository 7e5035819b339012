import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lagrangianBound, type MilpModel } from "#maths";
import { bestBetween, priced } from "./bound.ts";
import { mended } from "./carry.ts";
import { restricted } from "./restrict.ts";

/** Least 2a + 3b with a + b ≥ 4, a ≤ 3 as a bound, b ≤ 9: a = 3, b = 1, value 9; price of the row 3. */
const MODEL: MilpModel = {
  colCount: 2,
  rowCount: 1,
  cost: Float64Array.of(2, 3),
  colLower: Float64Array.of(0, 0),
  colUpper: Float64Array.of(3, 9),
  rowLower: Float64Array.of(4),
  rowUpper: Float64Array.of(Number.POSITIVE_INFINITY),
  starts: Int32Array.of(0, 2),
  indices: Int32Array.of(0, 1),
  values: Float64Array.of(1, 1),
};

describe("the bound from prices", () => {
  test.each([
    ["the right price proves the optimum", 3, 9],
    ["a price too low proves less: 4 · 2", 2, 8],
    ["a price too high proves less: 4 · 4 + (2 − 4) · 3 + (3 − 4) · 9", 4, 1],
    ["no price proves nothing but the signs of the costs", 0, 0],
    ["a price on the side without a bound is none", -5, 0],
    ["a price that is no number is none", Number.NaN, 0],
  ])("%s", (_, price, bound) => expect(priced(MODEL, Float64Array.of(price)).bound).toBeCloseTo(bound, 12));

  test("a column without a bound, where its reduced cost would use it, proves nothing", () =>
    expect(priced({ ...MODEL, colUpper: Float64Array.of(3, Number.POSITIVE_INFINITY) }, Float64Array.of(4)).bound).toBe(Number.NEGATIVE_INFINITY));

  test("whatever the prices, it is that of the checker and below every solution", () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }), (price, a, b) => {
        const { bound } = priced(MODEL, Float64Array.of(price));
        expect(bound).toBeCloseTo(lagrangianBound(MODEL, Float64Array.of(price)), 9);
        if (a + b >= 4) expect(bound).toBeLessThanOrEqual(2 * a + 3 * b + 1e-9);
      }),
    );
  });

  test("between a price too low and one too high lies one that proves more than either", () => {
    const [low, high] = [priced(MODEL, Float64Array.of(1)), priced(MODEL, Float64Array.of(5))];
    const best = bestBetween(MODEL, low, high, 12);
    expect(best.bound).toBeGreaterThan(Math.max(low.bound, high.bound));
    expect(best.bound).toBeLessThanOrEqual(9);
    expect(best.bound).toBeCloseTo(9, 1);
  });
});

test("a restricted model keeps what is fixed in its rows and its constant", () => {
  const part = restricted(MODEL, { free: Uint8Array.of(0, 1), primal: Float64Array.of(3, 0), tolerance: 1e-9 });
  expect([...part.columns]).toEqual([1]);
  expect([...part.model.rowLower]).toEqual([1]);
  expect(part.constant).toBe(6);
});

test("rows that limit nothing, and rows without a free column, are left out", () => {
  const free: MilpModel = { ...MODEL, rowCount: 2, rowLower: Float64Array.of(4, Number.NEGATIVE_INFINITY), rowUpper: Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), starts: Int32Array.of(0, 2, 3), indices: Int32Array.of(0, 1, 0), values: Float64Array.of(1, 1, 1) };
  expect(restricted(free, { free: Uint8Array.of(1, 1), primal: Float64Array.of(3, 1), tolerance: 1e-9 }).model.rowCount).toBe(1);
  expect(restricted(MODEL, { free: Uint8Array.of(0, 0), primal: Float64Array.of(3, 1), tolerance: 1e-9 }).model.rowCount).toBe(0);
});

test.each([
  ["as many basic members as rows: nothing is touched", [1, 0], [0, 1], [], [1, 0], [0, 1]],
  ["one too few: the row named becomes slack", [1, 0], [0, 0, 1], [1], [1, 0], [0, 1, 1]],
  ["too few and none named: the first rows", [0, 0], [0, 0], [], [0, 0], [1, 1]],
  ["one too many: the last column gives way", [1, 1], [1, 0], [], [1, 0], [1, 0]],
] as const)("a basis is mended, %s", (_, columns, rows, first, wantedColumns, wantedRows) => {
  const it = mended({ colStatus: Int32Array.from(columns), rowStatus: Int32Array.from(rows) }, first);
  expect([...it.colStatus].filter((status) => status === 1).length + [...it.rowStatus].filter((status) => status === 1).length).toBe(rows.length);
  expect([[...it.colStatus], [...it.rowStatus]]).toEqual([[...wantedColumns], [...wantedRows]]);
});
