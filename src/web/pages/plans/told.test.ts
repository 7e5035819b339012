import { expect, test } from "vitest";
import { formatNumber } from "../../format/number.ts";
import { brokenKinds, toldAs } from "./told.ts";

test.each([[0.0001, "same"], [-0.0004, "same"], [0.0006, "more"], [-3, "less"]] as const)("a difference of %d is told as %s, and none that prints as 0 is told as a difference", (difference, told) => {
  expect(toldAs(difference)).toBe(told);
  expect(toldAs(difference) === "same").toBe(formatNumber(Math.abs(difference)) === "0");
});

test("what gives way is counted by its kind", () => {
  expect(brokenKinds([{ kind: "programme" }, { kind: "budget" }, { kind: "programme" }])).toEqual({ budget: 1, programme: 2, agreement: 0, limit: 0 });
});
