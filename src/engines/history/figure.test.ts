import { expect, test } from "vitest";
import { cellText } from "./companions.ts";
import { figureText, significant } from "./figure.ts";

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

test.each([
  [0.3, "0.3"],
  [-2.0161, "−2"],
  [0.0979, "0.098"],
  [1.0153, "1.02"],
  [0.00000088, "0.00000088"],
  [20, "20"],
  [152.4, "150"],
  [64449, "64\u202f000"],
  [1, "1"],
  [0, "0"],
  [Number.NaN, "–"],
])("%f is written as %s wherever it stands", (value, written) => expect(figureText(value)).toBe(written));

test.each([
  [29004, "count", "29\u202f004"],
  [0.3, "p", "0.300"],
  [0.0004, "p", "< 0.001"],
  [0.3, "figure", "0.3"],
  [null, "figure", "–"],
] as const)("%s in a column of the kind %s is written as %s", (value, kind, written) => expect(cellText(value, kind)).toBe(written));
