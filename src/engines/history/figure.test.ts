import { expect, test } from "vitest";
import { significant } from "./figure.ts";

test.each([
  [0.5537, 0.55],
  [-0.7433, -0.74],
  [0, 0],
  [1, 1],
  [1.0153, 1.02],
  [0.9981, 0.998],
  [1.0003, 1],
  [1.0007, 1.001],
  [-0.99996, -1],
  [0.9996, 0.9996],
  [-1.0153, -1.02],
  [10.04, 10],
  [238476, 240000],
])("%f is printed as %f", (value, printed) => expect(significant(value)).toBe(printed));
