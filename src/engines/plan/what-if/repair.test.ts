import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRows, type MilpModel } from "#maths";
import { repaired } from "./repair.ts";

const INF = Number.POSITIVE_INFINITY;

/**
 * Two deliveries a and b, what they count for c, and what is short s (priced): a + b ≤ line, a + b − c ≥ 0, c + s ≥ 10.
 */
const chain = (line: number): MilpModel => ({
  colCount: 4,
  rowCount: 3,
  cost: Float64Array.of(0, 0, 0, 1),
  colLower: Float64Array.of(0, 0, 0, 0),
  colUpper: Float64Array.of(10, 10, 20, 10),
  rowLower: Float64Array.of(-INF, 0, 10),
  rowUpper: Float64Array.of(line, INF, INF),
  starts: Int32Array.of(0, 2, 5, 7),
  indices: Int32Array.of(0, 1, 0, 1, 2, 2, 3),
  values: Float64Array.of(1, 1, 1, 1, -1, 1, 1),
});

describe("repaired", () => {
  test.each<[string, number, readonly number[]]>([
    ["a line that still makes enough: nothing moves", 10, [6, 4, 10, 0]],
    ["half a line: both deliveries fall by half, half is short", 5, [3, 2, 5, 5]],
    ["no line: nothing is delivered, all is short", 0, [0, 0, 0, 10]],
  ])("%s", (_, line, expected) => {
    expect([...repaired(chain(line), Float64Array.of(6, 4, 10, 0))]).toEqual(expected.map((it) => expect.closeTo(it, 9)));
  });

  test("what no way out can mend is left broken, for the check to find", () => {
    const model: MilpModel = { ...chain(0), colUpper: Float64Array.of(10, 10, 20, 4) };
    expect(checkRows(model, repaired(model, Float64Array.of(6, 4, 10, 0))).rowBreach).toBeCloseTo(6, 9);
  });

  test("from any point within bounds the chain is mended, within bounds, and the start is not touched", () => {
    const within = (most: number): fc.Arbitrary<number> => fc.double({ min: 0, max: most, noNaN: true });
    fc.assert(
      fc.property(within(20), fc.tuple(within(10), within(10), within(20), within(10)), (line, start) => {
        const before = Float64Array.from(start);
        const after = repaired(chain(line), before);
        const check = checkRows(chain(line), after);
        expect(Math.max(check.rowBreach, check.boundBreach)).toBeLessThanOrEqual(1e-6);
        expect([...before]).toEqual(start);
      }),
    );
  });
});
