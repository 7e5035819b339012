import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

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
