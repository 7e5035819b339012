import { expect, test } from "vitest";
import { nearest, nearestFirst } from "./nearest.ts";

test.each([
  ["BRy", "BRY"],
  ["BYR", "BRY"],
  ["quantiy", "quantity"],
  ["as-of", "as_of"],
  ["entirely different", undefined],
  ["", undefined],
])("%s is near %s", (word, near) => {
  expect(nearest(word, ["ALM", "BRY", "quantity", "as_of"])).toBe(near);
});

test.each([
  ["river", ["ALM", "drive", "rivers"], 2, "rivers, drive …"],
  ["river", ["ALM", "drive", "rivers"], 3, "rivers, drive, ALM"],
  ["xx", ["aa", "bb"], 2, "aa, bb"],
  ["xx", [], 2, ""],
] as const)("%s, of %j the %i nearest first: %s", (word, known, most, told) => expect(nearestFirst(word, known, most)).toBe(told));
