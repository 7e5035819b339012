import { expect, test } from "vitest";
import { isSameFigure } from "./why-steps.ts";

test.each([
  ["the same value and unit", { value: 3, unit: "brigades" }, { value: 3, unit: "brigades" }, true],
  ["a share, and a share of something", { value: 0.5, unit: "share" }, { value: 0.5, unit: "share of the price" }, true],
  ["families, and families as a number of a kind", { value: 2, unit: "families" }, { value: 2, unit: "families (effective number)" }, true],
  ["round-off", { value: 0.1 + 0.2, unit: "share" }, { value: 0.3, unit: "share" }, true],
  ["another value", { value: 3, unit: "brigades" }, { value: 4, unit: "brigades" }, false],
  ["another unit", { value: 3, unit: "brigades" }, { value: 3, unit: "share" }, false],
  ["unknown beside a value", { unit: "brigades" }, { value: 0, unit: "brigades" }, false],
  ["unknown beside unknown", { unit: "brigades" }, { unit: "brigades" }, false],
])("%s", (_name, a, b, same) => expect(isSameFigure(a, b)).toBe(same));
