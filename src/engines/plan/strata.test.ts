import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAN } from "./parameters.ts";
import { partsOf, strataShort, weightOfLevel } from "./strata.ts";
import type { Leaf } from "./world.ts";

const weighed = (weight: number, share: number) => ({ value: (it: { readonly id: string }) => (it.id === PLAN.urgentWeight.id ? weight : share) });
const leafOf = (parts: readonly number[]): Leaf => ({
  id: "air",
  unit: "points",
  priority: 1,
  required: Float64Array.of(parts.reduce((sum, it) => sum + it, 0)),
  urgent: Float64Array.of(0),
  strata: parts.map((part, at) => ({ level: at + 1, part: Float64Array.of(part) })),
  adding: [],
  limiting: [],
  share: [],
  isPlain: true,
  ceiling: 0.5,
});

describe("weights of CAP levels", () => {
  test.each([1, 2, 3, 4, 5])("level %i weighs 1 where levels count alike", (level) => {
    expect(weightOfLevel(weighed(1, 0.4), level)).toBeCloseTo(1, 12);
  });

  // 1.5 and 4 are the middles of levels 1 and 2, and of 3 to 5: 2 / 1.4 and 1 / 1.4.
  test.each([[1.5, 2 / 1.4], [4, 1 / 1.4]])("the middle %f weighs %f with twice the weight for the urgent 0.4", (level, expected) => {
    expect(weightOfLevel(weighed(2, 0.4), level)).toBeCloseTo(expected, 12);
  });

  test("fall by one ratio from level to level, and average 1 over a requirement that is not split", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 10, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (weight, share) => {
        const of = (level: number): number => weightOfLevel(weighed(weight, share), level);
        expect(of(2) / of(1)).toBeCloseTo(of(5) / of(4), 9);
        expect(share * of(1.5) + (1 - share) * of(4)).toBeCloseTo(1, 9);
        expect(of(1)).toBeGreaterThanOrEqual(of(5));
      }),
    );
  });
});

describe("what is short by CAP level", () => {
  test.each([
    [0, [0.4, 0.6]],
    [0.3, [0.1, 0.6]],
    [0.5, [0, 0.5]],
    [1, [0, 0]],
    [1.7, [0, 0]],
  ])("of 4 and 6 with a share of %f covered", (covered, expected) => {
    expect(strataShort(leafOf([4, 6]), 0, covered)).toEqual(expected.map((it) => expect.closeTo(it, 12)));
  });

  test("sums to what is not covered, and no level is short while a less urgent one is covered", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 1, maxLength: 5 }), fc.double({ min: 0, max: 2, noNaN: true }), (sizes, covered) => {
        const leaf = leafOf(sizes);
        const short = strataShort(leaf, 0, covered);
        const parts = partsOf(leaf, 0);
        expect(short.reduce((sum, it) => sum + it, 0)).toBeCloseTo(Math.max(1 - covered, 0), 9);
        const first = short.findIndex((it) => it > 1e-9);
        if (first >= 0) for (let q = first + 1; q < short.length; q++) expect(short[q]).toBeCloseTo(parts[q]!, 9);
      }),
    );
  });
});
