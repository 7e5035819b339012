import { expect, test } from "vitest";
import { STILL_SHORT, toldOf } from "../../src/views/what-if-view.ts";
import { formatNumber } from "../../src/web/format/number.ts";

test.each([[0.0001, "same"], [-0.0004, "same"], [0.0006, "more"], [-3, "less"]] as const)("a difference of %d is told as %s, and none that prints as 0 is told as a difference", (difference, told) => {
  expect(toldOf(difference, STILL_SHORT)).toBe(told);
  expect(toldOf(difference, STILL_SHORT) === "same").toBe(formatNumber(Math.abs(difference)) === "0");
});
