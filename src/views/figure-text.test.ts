import { describe, expect, test } from "vitest";
import { exactText, gapText, groupedText, inSentence, spanText, summedMoney, tallied, tickText, valuesApart } from "./figure-text.ts";

test.each([
  ["goes from 79304 in 2024 to 1234567.8.", "goes from 79\u202f304 in 2024 to 1\u202f234\u202f567.8."],
  ["record R12345, fact:12345-a, 0.123456 and 1999 stay", "record R12345, fact:12345-a, 0.123456 and 1999 stay"],
  ['"79304" is no year', '"79304" is no year'],
])("long numbers of a sentence are parted, and nothing else: %s", (sentence, text) => expect(groupedText(sentence)).toBe(text));

describe("a mark of an axis has all its digits", () => {
  test.each<readonly [number, "en" | "fr", string]>([
    [0, "en", "0"],
    [-0, "en", "0"],
    [0.0005, "en", "0.0005"],
    [0.0015, "fr", "0,0015"],
    [2.5, "en", "2.5"],
    [-7.5, "fr", "−7,5"],
    [0.1 + 0.2, "en", "0.3"],
    [100, "en", "100"],
    [12_500, "en", "12\u202f500"],
    [1_250_000, "fr", "1\u202f250\u202f000"],
  ])("%d, %s: %s", (tick, language, text) => expect(tickText(tick, language)).toBe(text));

  test.each([1e-4, 2.5e-3, 5e-2, 0.25, 1, 2.5, 5000])("marks %d apart are told apart", (step) => {
    const told = [0, 1, 2, 3, 4].map((it) => tickText(it * step));
    expect(new Set(told).size).toBe(5);
  });
});

test.each([
  [508_120, 508_160, "EUR 508.12 bn", "EUR 508.16 bn"],
  [508_449, 508_451, "EUR 508.449 bn", "EUR 508.451 bn"],
  [-508_120, -508_160, "EUR −508.12 bn", "EUR −508.16 bn"],
  [508_120, 508_120, "EUR 508 bn", "EUR 508 bn"],
  [40, 20, "EUR 40 M", "EUR 20 M"],
])("amounts of %d and %d M are told apart", (one, other, first, second) => expect(valuesApart(one, other, { unit: "M EUR", language: "en" }).map(inSentence)).toEqual([first, second]));

test.each([
  [55.32, 55.298, "weighted shortfall-years", ["55.32 weighted shortfall-years", "55.30 weighted shortfall-years"], ["55,32", "55,30"]],
  [55.3, 55.3001, "shortfall-years", ["55.3 shortfall-years", "55.3 shortfall-years"], ["55,3", "55,3"]],
  [3, 4, "brigades", ["3 brigades", "4 brigades"], ["3", "4"]],
  [94.3, 20, "shortfall-years", ["94.3 shortfall-years", "20 shortfall-years"], ["94,3", "20"]],
  [1204.2, 1203.9, "aircraft", ["1 204.2 aircraft", "1 203.9 aircraft"], ["1 204,2", "1 203,9"]],
  [0.0521, 0.0518, "weighted shortfall-years", ["0.0521 weighted shortfall-years", "0.0518 weighted shortfall-years"], ["0,0521", "0,0518"]],
  [0.303, 0.304, "share", ["30 %", "30 %"], ["30 %", "30 %"]],
] as const)("figures of %d and %d %s are told apart", (one, other, unit, english, french) => {
  const plain = (texts: readonly string[]): readonly string[] => texts.map((it) => it.replaceAll(/[\u00a0\u202f]/g, " "));
  expect(plain(valuesApart(one, other, { unit, language: "en" }))).toEqual(english);
  expect(plain(valuesApart(one, other, { unit, language: "fr", withUnit: false }))).toEqual(french);
});

test.each([
  [91.462, 80.016, "en", ["91.462", "80.016", "11.446"]],
  [91.462, 80.016, "fr", ["91,462", "80,016", "11,446"]],
  [120.4, 99.6, "en", ["120.4", "99.6", "20.8"]],
  [91.5, 80.1, "en", undefined],
  [100, 60, "en", undefined],
] as const)("%d less %d, in %s: with the digits that add up, where printed alone they do not", (whole, part, language, told) => expect(tallied(whole, part, language)).toEqual(told));

test.each([
  [[60, 40], ["EUR 100 M", "EUR 60 M", "EUR 40 M"]],
  [[100.6, 103.6], ["EUR 204.2 M", "EUR 100.6 M", "EUR 103.6 M"]],
  [[1004, 1004, 1004], ["EUR 3.012 bn", "EUR 1.004 bn", "EUR 1.004 bn", "EUR 1.004 bn"]],
  [[900, 300], ["EUR 1.2 bn", "EUR 900 M", "EUR 300 M"]],
  [[0, 0], ["EUR 0", "EUR 0", "EUR 0"]],
])("a sum of %j M and its parts add up as they are printed", (parts, told) => expect(summedMoney(parts, "EUR").map((it) => it.replaceAll(/[\u00a0\u202f]/g, " "))).toEqual(told));

test.each([[2028, 2028, "2028"], [2028, 2031, "2028–2031"]])("years %d to %d: %s", (first, last, text) => expect(spanText(first, last)).toBe(text));

test.each([[0, "0.01"], [1e-9, "0.01"], [0.00012, "0.02"], [0.02, "2"]])("a proven gap of %d is never told as none: %s %%", (gap, told) => {
  expect(gapText(gap)).toBe(`${told}\u202f%`);
});

test.each([
  [414_236, "M EUR", 4, "EUR 414.2 bn", "414,2 Md EUR"],
  [-414_236, "M EUR", 6, "EUR −414.236 bn", "−414,236 Md EUR"],
  [999.96, "M EUR", 4, "EUR 1 bn", "1 Md EUR"],
  [0, "M EUR", 4, "EUR 0", "0 EUR"],
  [0.0106921, "share", 4, "1.069 %", "1,069 %"],
] as const)("%d %s with %d digits: %s", (value, unit, digits, english, french) => expect((["en", "fr"] as const).map((language) => inSentence(exactText(value, unit, { digits, language })))).toEqual([english, french]));
