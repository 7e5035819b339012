import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Shown } from "#views";
import { pathName, regionName } from "./code-words.ts";
import { neutral, toCsv, toTabs } from "./csv.ts";
import { headLines, plainSheet } from "./sheet.ts";
import { formatApart, formatAside, formatAtLeast, formatNumber, formatRange, formatSeconds, formatShown, formatTick, formatValue, moneyColumn } from "./number.ts";
import { STEPS, stepScale } from "./scale.ts";
import { catalogue, typeset } from "../words/words.ts";
import { tieNumbers } from "./sentence.ts";

const shown = (unit: string, value?: number, more: Partial<Shown> = {}): Shown => ({
  unit,
  label: "PUBLIC",
  why: "key",
  ...(value === undefined ? {} : { value }),
  ...more,
});
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, " ");

describe("two amounts that are compared are told apart", () => {
  test.each([
    [508_120, 508_160, "M EUR", "EUR 508.12 bn", "EUR 508.16 bn"],
    [508_449, 508_451, "M EUR", "EUR 508.449 bn", "EUR 508.451 bn"],
    [508_000, 508_020, "M EUR", "EUR 508 bn", "EUR 508.02 bn"],
    [508_120, 508_120, "M EUR", "EUR 508 bn", "EUR 508 bn"],
    [508_120, 61_240, "M EUR", "EUR 508 bn", "EUR 61.2 bn"],
    [40, 20, "M EUR", "EUR 40 M", "EUR 20 M"],
    [999.96, 1000.02, "M EUR", "EUR 0.99996 bn", "EUR 1.00002 bn"],
    [3, 4, "brigades", "3 brigades", "4 brigades"],
  ])("%d and %d %s", (one, other, unit, first, second) => expect(formatApart(shown(unit, one), shown(unit, other)).map(plain)).toEqual([first, second]));

  test("an unknown one stays unknown", () => expect(formatApart(shown("M EUR"), shown("M EUR", 20)).map(plain)).toEqual(["unknown", "EUR 20 M"]));
});

describe("money in a column has one unit and as many digits in every cell", () => {
  test.each<readonly [readonly number[], string, readonly string[]]>([
    [[8960, 335, 0.2, -22.4, 0], "EUR M", ["8 960", "335", "< 1", "−22", "0"]],
    [[12.5, 3, 0.01], "EUR M", ["12.5", "3", "< 0.1"]],
    [[0.5, 0.02], "EUR k", ["500", "20"]],
    [[2_500_000, 40_000], "EUR bn", ["2 500", "40"]],
  ])("%j M", (values, unit, texts) => {
    const column = moneyColumn(values.map((it) => shown("M EUR", it)));
    expect(plain(column.unit)).toBe(unit);
    expect(values.map((it) => plain(column.text(shown("M EUR", it))))).toEqual(texts);
  });

  test("an unknown one stays unknown, a lower bound keeps its mark, and what is no money prints as alone", () => {
    const column = moneyColumn([shown("M EUR", 20), shown("M EUR")]);
    expect([shown("M EUR"), shown("M EUR", 20, { caution: "at least" })].map((it) => plain(column.text(it)))).toEqual(["unknown", "≥ 20"]);
    expect(plain(moneyColumn([shown("brigades", 2)]).text(shown("brigades", 2)))).toBe("2 brigades");
  });
});

describe("numbers", () => {
  test.each([
    [0.204, "share", "20 %"],
    [0.042, "share", "4.2 %"],
    [0, "share", "0 %"],
    [0.004, "share", "0.4 %"],
    [-0.04, "share", "−4 %"],
    [1.2, "share", "120 %"],
    [61_240, "M EUR", "EUR 61.2 bn"],
    [-2449, "M EUR", "EUR −2.45 bn"],
    [340, "M EUR", "EUR 340 M"],
    [999.4, "M EUR", "EUR 999 M"],
    [999.7, "M EUR", "EUR 1.00 bn"],
    [0.9997, "M EUR", "EUR 1.00 M"],
    [0.5, "M EUR", "EUR 500 k"],
    [12, "M XYZ", "XYZ 12 M"],
    [1180, "shortfall-years", "1 180 shortfall-years"],
    [1_234_567, "rounds", "1 234 567 rounds"],
    [2.3, "a", "2.3 years"],
    [-0.021, "share/a", "−2.1 pp a year"],
    [7, "1", "7"],
    [0.0001175, "shortfall-years", "< 0.001 shortfall-years"],
    [-0.0002, "shortfall-years", "> −0.001 shortfall-years"],
    [1e-12, "shortfall-years", "0 shortfall-years"],
  ])("%f %s is printed as %s", (value, unit, text) => {
    expect(plain(formatValue(value, unit))).toBe(text);
  });

  test.each<[readonly number[], readonly string[]]>([
    [[0, 0.005, 0.01, 0.015], ["0", "0.005", "0.01", "0.015"]],
    [[-1, -0.5, 0], ["−1", "−0.5", "0"]],
    [[0, 20, 40], ["0", "20", "40"]],
    [[0, 2500], ["0", "2 500"]],
    [[0.25], ["0.25"]],
  ])("no two marks of an axis at %j say the same", (ticks, texts) => expect(ticks.map((it) => plain(formatTick(it)))).toEqual(texts));

  test.each<readonly [string, readonly number[], readonly string[]]>([
    ["shortfall-years", [20.98, 2.4996, 0.76, 0, 3, 2.5], ["21.0", "2.50", "0.76", "0", "3", "2.5"]],
    ["weight", [0.6, 0.1, 0.2], ["0.6", "0.1", "0.2"]],
    ["share", [0.042, 0.04004, 0.11, 0.05], ["4.2 %", "4.0 %", "11 %", "5 %"]],
    ["M EUR", [6320, 6502], ["EUR 6.32 bn", "EUR 6.50 bn"]],
  ])("a figure in %s keeps a zero at its end where it is rounded there, whatever stands beside it", (unit, values, texts) => {
    expect(values.map((it) => plain(formatShown(shown(unit, it), false)))).toEqual(texts);
  });

  test.each([["at least: 3 of 32 are unknown"], ["au moins : 3 sur 32 inconnus"]])("a lower bound says so in either language: %s", (caution) => {
    expect(plain(formatAtLeast(shown("share", 0.28, { caution })))).toBe("≥ 28 %");
  });

  test("French sentences are tied to their figures", () => {
    const money = shown("M EUR", 122_000, { why: "money" });
    const years = shown("shortfall-years", 11.7, { why: "years" });
    expect(tieNumbers("Planifier seul coûte 122\u00a0Md\u00a0EUR et 11,7 années d’ici 2035.", [money, years], "fr").flatMap((it) => (it.kind === "number" ? [`${plain(it.text)} ${it.shown.why}`] : []))).toEqual([
      "122 Md EUR money",
      "11,7 years",
    ]);
  });

  test("unknown is said, never zero", () => {
    expect(formatShown(shown("share"))).toBe("unknown");
    expect(plainSheet({ columns: ["a", "b"], rows: [[shown("share"), shown("share", 0)]] }).rows).toEqual([["", 0]]);
  });

  test("a range, a price base, a date and a caution stand beside a figure", () => {
    expect(plain(formatAside(shown("M EUR", 5, { low: 4, high: 6, priceBase: "constant 2025", asOf: "2025-06-30", caution: "at least" })))).toBe(
      "range EUR 4 M to EUR 6 M · constant 2025 prices · as of 2025-06-30 · at least",
    );
    expect(plain(formatRange(shown("share", 0.3, { low: 0.2, high: 0.4 })) ?? "")).toBe("20 to 40 %");
    expect(formatRange(shown("share", 0.3))).toBeUndefined();
  });

  test("grouping loses no digit", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        expect(Number(formatNumber(value, 0).replaceAll("\u202f", "").replace("−", "-"))).toBe(value);
      }),
    );
  });

  test.each([
    [0.2, "1 s"],
    [42, "42 s"],
    [150, "3 min"],
    [7200, "2 h"],
  ])("%f seconds are %s", (seconds, text) => {
    expect(plain(formatSeconds(seconds))).toBe(text);
  });
});

describe("the sentence", () => {
  const money = shown("M EUR", 61_240, { why: "money" });
  const years = shown("shortfall-years", 1180, { why: "years" });
  const share = shown("share", 0.3, { why: "share" });
  const tied = (sentence: string, figures: readonly Shown[]): readonly string[] =>
    tieNumbers(sentence, figures).flatMap((it) =>
      it.kind === "number" ? [`${it.text.replace(/[\u202f\u00a0]/g, " ")}=${it.shown.why}`] : [],
    );

  test.each([
    ["It costs € 61 bn and 1 180 shortfall-years to 2036.", [money, years], ["€ 61 bn=money", "1 180=years"]],
    ["It costs EUR 61.2 bn or more.", [money], ["EUR 61.2 bn=money"]],
    ["It costs 61.2 bn EUR and 1,180 shortfall-years.", [money, years], ["61.2 bn EUR=money", "1,180=years"]],
    ["It costs €\u202f61\u202fbn, which is 30\u202f%.", [money, share], ["€ 61 bn=money", "30 %=share"]],
    ["Nothing is known of 2036 or of 12 allies.", [money, years, share], []],
    ["They pay EUR 5 M of the EUR 5 M that they gain.", [shown("M EUR", 5, { why: "paid" }), shown("M EUR", 5, { why: "gained" })], ["EUR 5 M=paid", "EUR 5 M=gained"]],
    ["2 allies pay: A EUR 2 M more, B EUR 2 M more.", [shown("M EUR", 2.01, { why: "a" }), shown("M EUR", 1.99, { why: "b" })], ["EUR 2 M=a", "EUR 2 M=b"]],
  ])("%s", (sentence, figures, expected) => {
    expect(tied(sentence, figures)).toEqual(expected);
  });

  test("no word is lost", () => {
    const sentence = "Alone: € 61 bn, 1 180 of 2036, 30 %.";
    expect(
      tieNumbers(sentence, [money, years])
        .map((it) => it.text)
        .join(""),
    ).toBe(sentence);
  });
});

describe("tables that leave the page", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["@sum", "'@sum"],
    ["-x", "'-x"],
    ["-4.5", "-4.5"],
    ["+3", "+3"],
    ["plain", "plain"],
  ])("%s leaves as %s", (text, safe) => {
    expect(neutral(text)).toBe(safe);
  });

  test("quotes and line ends survive", () => {
    expect(toCsv({ name: "x", columns: ["a", "b"], rows: [['say "x", now', "=2"]] })).toBe('a,b\r\n"say ""x"", now",\'=2\r\n');
    expect(toTabs({ name: "x", columns: ["a"], rows: [["one\ttwo"]] })).toBe("a\none two");
  });
});

describe("the scale of colours", () => {
  test("has round bounds in rising order and seven steps", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (from, width) => {
        const { bounds, stepOf } = stepScale(from, from + width, "more");
        expect(bounds).toHaveLength(STEPS - 1);
        expect([...bounds].sort((a, b) => a - b)).toEqual(bounds);
        expect(stepOf(Number.NEGATIVE_INFINITY)).toBe(0);
        expect(stepOf(Number.POSITIVE_INFINITY)).toBe(STEPS - 1);
      }),
    );
  });

  test("turns round where less is better, and stands about zero where both signs occur", () => {
    expect(stepScale(0.2, 1, "more").bounds).toEqual([0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(stepScale(0, 1, "less").stepOf(1)).toBe(0);
    expect(stepScale(-0.06, 0.06, "more").stepOf(0)).toBe(3);
  });
});

test.each([["agreed", "convenue"], ["held", "maintenue"], ["as of 2019", "as of 2019"]])("the budget path %s is %s in French, and its own name in English", (path, french) => {
  expect([pathName(path, "fr"), pathName(path, "en")]).toEqual([french, path]);
});

test.each([["Central Europe", "Europe centrale"], ["Nordic-Baltic", "Pays nordiques et baltes"], ["Upper river", "Upper river"], ["constructor", "constructor"]])("the region %s is %s in French, and its own name in English", (region, french) => {
  expect([regionName(region, "fr"), regionName(region, "en")]).toEqual([french, region]);
});

describe("French keeps its marks with their words", () => {
  test.each([
    ["Qui mène ?", "Qui mène\u00a0?"],
    ["« la page » : 12 %", "«\u00a0la page\u00a0»\u00a0: 12\u00a0%"],
    ["rien à garder", "rien à garder"],
  ])("%s", (text, expected) => expect(typeset(text)).toBe(expected));

  test("in every word of a catalogue, said or made", () => {
    const words = catalogue({ a: "Who?", of: { count: (n: number) => `Rows: ${n}` } }, { a: "Qui ?", of: { count: (n) => `Lignes : ${n}` } });
    expect([words.fr.a, words.fr.of.count(3), words.en.a]).toEqual(["Qui\u00a0?", "Lignes\u00a0: 3", "Who?"]);
  });

  const money = (value: number, more: Partial<Shown> = {}): Shown => shown("M EUR", value, { priceBase: "constant 2025", ...more });

  test("a figure leaves as a number, its unit and price base in the heading, a lower bound marked beside it", () =>
    expect(plainSheet({ columns: ["ally", "cost", "share"], rows: [["A", money(1.23456789012345, { caution: "at least: 1 ally unknown" }), shown("share", 0.5)], ["B", money(2), "restricted"]] })).toEqual({
      columns: ["ally", "cost (M EUR, constant 2025 prices)", "cost ≥", "share (share)"],
      rows: [["A", 1.23456789012, "≥", 0.5], ["B", 2, "", "restricted"]],
    }));

  test("a column of several units says none in its heading", () => expect(plainSheet({ columns: ["effect"], rows: [[shown("years", 1)], [shown("share", 1)]] }).columns).toEqual(["effect"]));

  const basis = { dataset: "invented", asOf: "2029-10-01", runKey: "abc" };
  test("marking, table, data, date and run stand beside every row of a text, above a workbook and a picture", () => {
    expect(toCsv({ name: "x", columns: ["a"], rows: [[1]], marking: "OPEN", title: "Money", basis })).toBe("a,marking,table,data,as of,run\r\n1,OPEN,Money,invented,2029-10-01,abc\r\n");
    expect(headLines({ title: "Money", note: "by year", basis })).toEqual(["Money", "by year", "invented · as of 2029-10-01 · run abc"]);
    expect(headLines({})).toEqual([]);
  });
});
