import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import { heatView, homeView, inLanguage, moneyText, nationView, numberText, pageYear, percentText } from "#views";

const { alliance, digest } = await loadDataset("cases/five-rivers");
const results = assessAlliance({ alliance: alliance!, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));

test.each([
  [numberText(12345.6, "fr"), "12\u202f346"],
  [numberText(11.74, "fr"), "11,7"],
  [numberText(-0.5, "fr"), "−0,5"],
  [numberText(undefined, "fr"), "inconnu"],
  [percentText(0.345, "fr"), "35 %"],
  [moneyText(61_234, "EUR", "fr"), "61,2 Md EUR"],
  [moneyText(940, "EUR", "fr"), "940 M EUR"],
  [moneyText(61_234, "EUR"), "EUR 61.2 bn"],
  [moneyText(999.4, "EUR"), "EUR 999 M"],
  [moneyText(0.609, "EUR"), "EUR 609 k"],
  [moneyText(-0.0125, "EUR", "fr"), "−12,5 k EUR"],
  [moneyText(0.9996, "EUR"), "EUR 1.00 M"],
  [moneyText(0, "EUR"), "EUR 0"],
  [moneyText(-1e-9, "EUR", "fr"), "0 EUR"],
  [moneyText(-999.7, "EUR"), "EUR −1.00 bn"],
])("%s is %s", (text, expected) => expect(text).toBe(expected));

/** Every number of an answer, in order. */
const numbersIn = (it: unknown): readonly number[] => (typeof it === "number" ? [it] : typeof it === "object" && it !== null ? Object.values(it).flatMap(numbersIn) : []);

test("another language changes words and no figure", () => {
  const french = inLanguage(results, "fr");
  const pairs = [
    [homeView(results), homeView(french)],
    [heatView(results, { measure: "coverage", year: pageYear(results) }), heatView(french, { measure: "coverage", year: pageYear(results) })],
  ] as const;
  for (const [en, fr] of pairs) expect(numbersIn(fr)).toEqual(numbersIn(en));
  expect(homeView(french).map.measures.map((it) => it.name)).not.toEqual(homeView(results).map.measures.map((it) => it.name));
});

test("names are those of the language where the data set has them, else the English ones", () => {
  const nations = alliance!.nations.map((it) => it.nameFr ?? it.nameEn);
  expect(homeView(inLanguage(results, "fr")).map.nations.map((it) => it.name)).toEqual(nations);
  expect(homeView(inLanguage(results, "fr")).alliance).toBe(alliance!.settings.allianceFr);
  expect(homeView(results).alliance).toBe(alliance!.settings.alliance);
  // A group has one name in the data: a French page says that it is one.
  const to = (it: typeof results) => nationView(it, { nation: alliance!.nations[0]!.id, year: pageYear(it) })!.released.flatMap((row) => row.names);
  expect(to(inLanguage(results, "fr"))).toContain("groupe «\u00a0League\u00a0»");
  expect(to(results)).toContain("League");
  expect(inLanguage(results, "en")).toBe(results);
  expect(inLanguage(results, "fr")).toBe(inLanguage(results, "fr"));
});
