import { expect, test } from "vitest";
import { formatNumber } from "../../format/number.ts";
import { toldAs } from "./told.ts";

test.each([[0.0001, "same"], [-0.0004, "same"], [0.0006, "more"], [-3, "less"]] as const)("a difference of %d is told as %s, and none that prints as 0 is told as a difference", (difference, told) => {
  expect(toldAs(difference)).toBe(told);
  expect(toldAs(difference) === "same").toBe(formatNumber(Math.abs(difference)) === "0");
});
