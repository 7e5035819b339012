import { describe, expect, test } from "vitest";
import { METHODS } from "./methods.ts";

const ON_PLANS = ["home", "implementation", "review", "capability", "nations", "nation", "plans", "procurement"] as const;

describe("how a page's figures are made, and what they do not tell", () => {
  test.each(ON_PLANS)("%s shows figures of a plan: they rest on all records, whose evidence stands at the head", (page) => {
    expect(METHODS[page].en.limits).toMatch(/ rests on all records of the data set, assumptions too, and has no mark of its own evidence: how good these records are stands at the head of the page\./);
    expect(METHODS[page].fr.limits).toMatch(/ repose sur tous les enregistrements du jeu de données, hypothèses comprises, et n’a pas de marque de preuve propre\s: ce que valent ces enregistrements est dit en tête de page\./);
  });

  test.each([
    ["en", [/in a cell of the heat table it is what one ally has ready over its own target/, /Leads are ranked/, /Duplication in a cell/, /The trend in a cell/, /N-1 is/]],
    ["fr", [/dans une case du tableau, c’est ce qu’un allié a prêt sur son propre objectif/, /Les nations pilotes sont classées/, /La duplication dans une case/, /La tendance dans une case/, /N-1 est/]],
  ] as const)("each of the five measures of the heat table is told: %s", (language, told) => {
    for (const it of told) expect(METHODS.capabilities[language].how).toMatch(it);
  });

  test.each([
    ["en", /Its work is the sum/, /what is made on lines that nobody stated is unknown/],
    ["fr", /Son travail est la somme/, /ce qui se fait sur des chaînes que personne n’a énoncées est inconnu/],
  ] as const)("an ally's work is told, and what of it is unknown: %s", (language, how, limits) => {
    expect(METHODS.nation[language].how).toMatch(how);
    expect(METHODS.nation[language].limits).toMatch(limits);
  });
});
