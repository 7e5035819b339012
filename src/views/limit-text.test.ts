import { expect, test } from "vitest";
import { frenchOf } from "./french/answer.ts";
import { limitText } from "./limit-text.ts";

const THIN = "\u202f";

test.each([
  ["Of 1536 adoptions of the 48 standards that matter here, 1022 are known; the others count as not adopted.", `Of 1${THIN}536 adoptions of the 48 standards that matter here, 1${THIN}022 are known; the others count as not adopted.`],
  ["For 12345 of 23456 systems that can be bought no production line is known: their deliveries are limited by money and lead time only.", `For 12${THIN}345 of 23${THIN}456 systems that can be bought no production line is known: their deliveries are limited by money and lead time only.`],
  ["GDP is not known of every ally in prices of 2030, so the parts of common funds and of the burden are equal, not by GDP.", "GDP is not known of every ally in prices of 2030, so the parts of common funds and of the burden are equal, not by GDP."],
])("counts of a limit are grouped, years are not: %s", (limit, told) => {
  expect(limitText(limit)).toBe(told);
  // The same in French, which knows the sentence by its template.
  expect(frenchOf(limitText(limit)).match(/\d[\d\u202f]*/g)).toEqual(expect.arrayContaining([told.match(/\d[\d\u202f]*/)![0]]));
  expect(frenchOf(limitText(limit))).not.toBe(limitText(limit));
});
