import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pricesOf, recordOf } from "./prices.ts";

describe("prices as a plan carries them", () => {
  test("come back as they were, to twelve digits", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })), { maxLength: 40 }), (prices) => {
        const back = pricesOf(recordOf(Float64Array.from(prices)), prices.length)!;
        prices.forEach((price, row) => expect(Math.abs(back[row]! - price)).toBeLessThanOrEqual(1e-11 * Math.abs(price)));
      }),
    );
  });

  test.each([
    ["a row that is not there", { at: [1, 4], prices: [1, 2] }],
    ["a row twice", { at: [1, 0], prices: [1, 2] }],
    ["a row before the first", { at: [-1], prices: [1] }],
    ["half a row", { at: [0.5], prices: [1] }],
    ["a price without a row", { at: [1], prices: [1, 2] }],
    ["no number", { at: [1], prices: [Number.NaN] }],
    ["no end", { at: [1], prices: [Number.POSITIVE_INFINITY] }],
  ])("are none with %s", (_, record) => expect(pricesOf(record, 5)).toBeUndefined());
});
