import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.each([
  ["POl", "POL"],
  ["PLO", "POL"],
  ["quantiy", "quantity"],
  ["as-of", "as_of"],
  ["entirely different", undefined],
  ["", undefined],
])("%s is near %s", (word, near) => {
  expect(nearest(word, ["DEU", "POL", "quantity", "as_of"])).toBe(near);
});
