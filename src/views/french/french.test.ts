import { describe, expect, test } from "vitest";
import { type AnyKind, KINDS } from "#model";
import { METHODS } from "../methods.ts";
import { isCitation } from "../citation.ts";
import { everyParameter } from "../why-view.ts";
import { FRENCH, frenchOf, inFrench } from "./answer.ts";
import { frenchBook } from "./sentence.ts";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("a book of sentences", () => {
  const book = frenchBook([
    ["{} allies are unknown.", "{} {0|allié est inconnu|alliés sont inconnus}."],
    ["{} of {} are known.", "Sur {1}, {0} sont connus."],
    ["{} of {}", "{} de {}"],
    ["It holds {}.", "Il détient {}."],
    ["nothing", "rien"],
    ["Rank {}. {}", "Rang {}. {}"],
    ["{} to {}", "{} à {}"],
    ["{} leaves most of: {}.", "{} laisse le plus de : {}."],
    ["{} ({} of the need)", "{} ({} du besoin)"],
  ]);
  test.each([
    ["values stand where the French puts them", "3 of 7 are known.", "Sur 7, 3 sont connus."],
    ["one ally", "1 allies are unknown.", "1 allié est inconnu."],
    ["none counts as one in French", "0 allies are unknown.", "0 allié est inconnu."],
    ["1.5 counts as one in French", "1.5 allies are unknown.", "1,5 allié est inconnu."],
    ["thousands are many", "12\u202f000 allies are unknown.", "12\u202f000 alliés sont inconnus."],
    ["a figure has its comma", "It holds 1.5 brigades.", "Il détient 1,5 brigade."],
    ["less than two of a unit are one of it", "It holds 0.24 aircraft. It holds 1.99 items a year.", "Il détient 0,24 aéronef. Il détient 1,99 unité par an."],
    ["two of a unit are many", "It holds 2 aircraft.", "Il détient 2 aéronefs."],
    ["money stands before its currency", "It holds TAL 3.99 bn.", "Il détient 3,99 Md TAL."],
    ["money in millions", "It holds EUR 201 M.", "Il détient 201 M EUR."],
    ["money in thousands", "It holds EUR 201.5 k.", "Il détient 201,5 k EUR."],
    ["no money", "It holds EUR 0.", "Il détient 0 EUR."],
    ["a figure has its unit in French", "It holds 1 234.5 ships.", "Il détient 1 234,5 navires."],
    ["a unit of the data set's own stays", "It holds 3 sloops.", "Il détient 3 sloops."],
    ["an id keeps its point", "It holds assess.known-least.", "Il détient assess.known-least."],
    ["a value is told too", "It holds nothing.", "Il détient rien."],
    ["sentences in a row", "It holds nothing. 2 allies are unknown.", "Il détient rien. 2 alliés sont inconnus."],
    ["a sentence within a sentence", "Rank 2. 3 of 7 are known.", "Rang 2. Sur 7, 3 sont connus."],
    ["a list", "nothing; 4 of 5", "rien\u00a0; 4 de 5"],
    ["a small word between years", "It holds 2030 to 2035.", "Il détient 2030 à 2035."],
    ["a small word within a sentence that is none of the book", "Money goes up to a limit here.", "Money goes up to a limit here."],
    ["a list of the same", "Dorrin leaves most of: Wide lakes 1.4 (4 % of the need); Deep rivers 2 (3 % of the need).", "Dorrin laisse le plus de : Wide lakes 1.4 (4 % du besoin)\u00a0; Deep rivers 2 (3 % du besoin)."],
    ["what is no sentence of the book", "Leopard 2A7", "Leopard 2A7"],
    ["what only begins like one", "It holds", "It holds"],
    ["signs that a pattern would take for its own", "It holds $& (a|b)*.", "Il détient $& (a|b)*."],
    ["nothing at all", "", ""],
  ])("%s", (_, english, french) => expect(book.tell(english)).toBe(french));
});

describe("the sentences of the application", () => {
  test("each stands once", () => {
    const english = FRENCH.map(([it]) => it);
    expect(english.filter((it, index) => english.indexOf(it) !== index)).toEqual([]);
  });

  // Each template, with values that no other could mean, is known again and keeps all its values.
  test("each is known again among all the others", () => {
    const wrong = FRENCH.flatMap(([english, french]) => {
      let count = 0;
      const sentence = english.replace(/\{\}/g, () => `X${++count}Y`);
      let next = 0;
      const expected = french.replace(/\{(\d*)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, place: string, one?: string, other?: string) => (one === undefined ? `X${(place === "" ? next++ : Number(place)) + 1}Y` : (other ?? "")));
      const told = frenchOf(sentence);
      return plain(told) === plain(expected) ? [] : [{ english, told }];
    });
    expect(wrong).toEqual([]);
  });

  test("none loses a value", () => {
    const lost = FRENCH.filter(([english, french]) => {
      const values = english.split("{}").length - 1;
      const places = [...french.matchAll(/\{(\d*)\}/g)].map(([, place], index) => (place === "" ? index : Number(place)));
      return new Set(places).size !== values || places.some((it) => it >= values);
    });
    expect(lost).toEqual([]);
  });

  test.each<readonly [string, readonly string[]]>([
    ["meaning of a judgement", everyParameter.map((it) => it.meaning)],
    ["unit of a judgement", [...new Set(everyParameter.map((it) => it.unit))].filter((it) => !["nations", "s"].includes(it))],
    ["kind of record", Object.values(KINDS).map((it) => it.title)],
    ["column of records", [...new Set(Object.values<AnyKind>(KINDS).flatMap((kind) => Object.values(kind.fields).map((it) => it.meaning)))]],
    ["name of a method", Object.values(METHODS).map((it) => it.title)],
  ])("every %s has its French", (_, sentences) => {
    expect(sentences.length).toBeGreaterThan(5);
    const known = new Set(FRENCH.map(([english]) => english));
    expect(sentences.filter((it) => !known.has(it))).toEqual([]);
  });

  test("every source of a judgement has its French, citations aside", () => {
    const sources = [...new Set(everyParameter.map((it) => it.source))];
    expect(sources.length).toBeGreaterThan(40);
    // Words that stand in no French sentence.
    expect(sources.filter((it) => !isCitation(it) && /\b(judgement|measured|the|of|are|is|and|with)\b/.test(frenchOf(it)))).toEqual([]);
  });

  test.each([
    ["works 2031: 5 items allowed, all used; one less costs 0.1; one more closes", "works 2031 : au plus 5 unités, tout utilisé ; un de moins coûte 0,1 ; un de plus comble"],
    ["works 2031: 5 items allowed, all used; one less costs 0.1 (for certain up to 2.5 less); one more on hand closes at most", "works 2031 : au plus 5 unités, tout utilisé ; un de moins coûte 0,1 (à coup sûr jusqu’à 2,5 de moins) ; un de plus en main comble au plus"],
    ["drill: 5 items asked for, nothing to spare; fewer close, per item (for certain up to 0.2 fewer)", "drill : il faut 5 unités, rien en réserve ; moins comble, par unité (à coup sûr jusqu’à 0,2 de moins)"],
    ["Held back most by Ash, 2031 (national budgets): one per cent more of it would close at least 0.02 weighted shortfall-years. Ranked by what one per cent more would close. Of 3 other limits it is only known that one per cent more closes at most 0.05.", "Freiné surtout par Ash, 2031 (budgets nationaux) : un pour cent de plus comblerait au moins 0,02 année d’insuffisance pondérée. Rangé par ce qu’un pour cent de plus comblerait. De 3 autres limites, on sait seulement qu’un pour cent de plus comble au plus 0,05."],
    ["Lines: 2 of 3 limits used up, more of 0 would help, and of 1 only what one less costs is known", "Lines : 2 limites sur 3 épuisées, davantage de 0 aiderait, et de 1 on ne sait que ce que coûte une unité de moins"],
    ["industry, level 0", "industrie, niveau 0"],
    ["Drill closes at least 0.0053 weighted shortfall-years (mostly air). At first that is 0.00866 per item, for up to 0.115 items fewer; beyond, each closes 0.004 up to 0.3 items fewer; with these agreements, leads and adoptions, from 3 items fewer on it stops helping. More of it costs 0.2 per item, for up to 0.3 items more.", "Drill comble au moins 0,0053 année d’insuffisance pondérée (surtout air). Au début c’est 0,00866 par unité, jusqu’à 0,115 unité de moins ; au-delà, chacun comble 0,004 jusqu’à 0,3 unité de moins ; avec ces accords, rôles de nation pilote et adoptions, dès 3 unités de moins cela n’aide plus. Davantage de cela coûte 0,2 par unité, jusqu’à 0,3 unité de plus."],
    ["That holds for up to 3 M CRD more; beyond, each closes 0.004 up to 9 M CRD more; with these agreements, leads and adoptions, it still helps at 44 M CRD more, the most that was looked at. There is no plan with less of it.", "Cela vaut jusqu’à 3 M CRD de plus ; au-delà, chacun comble 0,004 jusqu’à 9 M CRD de plus ; avec ces accords, rôles de nation pilote et adoptions, cela aide encore à 44 M CRD de plus, le plus qui ait été regardé. Avec moins, il n’y a pas de plan."],
    ["At first that is 0.101 per item a year, for up to 0.9 items a year more; beyond, each closes 0.004 up to 3 items a year more; with these agreements, leads and adoptions, it still helps at 44 items a year more, the most that was looked at.", "Au début c’est 0,101 par unité par an, jusqu’à 0,9 unité par an de plus ; au-delà, chacun comble 0,004 jusqu’à 3 unités par an de plus ; avec ces accords, rôles de nation pilote et adoptions, cela aide encore à 44 unités par an de plus, le plus qui ait été regardé."],
  ])("what binds and what it is worth: %s", (english, french) => expect(plain(frenchOf(english))).toBe(french));

  test("the table of judgements keeps the unit that pages read, and tells the one in words", () => {
    const answer = { parameters: [{ id: "assess.readiness", unitText: "share of the total", value: { unit: "share", value: 0.5 }, source: "judgement" }] };
    expect(inFrench(answer)).toEqual({ parameters: [{ id: "assess.readiness", unitText: "part du total", value: { unit: "share", value: 0.5 }, source: "jugement" }] });
  });

  test("a judgement is told with its value and unit, and a unit elsewhere is left as it is", () => {
    const answer = { shown: { unit: "share", value: 0.5 }, assumptions: [{ id: "plan.discount", meaning: "Stated.", value: "0.03 (0 to 0.05)", unit: "share a year", source: "judgement" }] };
    expect(inFrench(answer)).toEqual({ shown: { unit: "share", value: 0.5 }, assumptions: [{ id: "plan.discount", meaning: "Stated.", value: "0,03 (0 à 0,05)", unit: "part par an", source: "jugement" }] });
  });

  test("an answer keeps its figures, names and ids", () => {
    const answer = { id: "Required", question: "Bridges: how far is the requirement covered in 2030?", steps: [{ text: "Required", shown: { value: 1.5, unit: "brigades", why: "required/LAND/2030" } }], none: null, limits: ["All allies are known."] };
    const french = inFrench(answer);
    expect(french).toEqual({ id: "Required", question: "Bridges\u00a0: dans quelle mesure le besoin est-il couvert en 2030\u00a0?", steps: [{ text: "Requis", shown: answer.steps[0]!.shown }], none: null, limits: ["Tous les alliés sont connus."] });
    expect(french.steps[0]!.shown).toBe(answer.steps[0]!.shown);
  });
});

test.each([
  ["Ash: what is its defence spending as a share of GDP?", "Ash : quelles sont ses dépenses de défense en part du PIB ?"],
  ["What is stated as the value of the programme Jet (used)?", "Quelle valeur est énoncée pour le programme Jet (used) ?"],
  ["It is taken from the record below and put into M CRD at prices of 2025 by the stated rates and price indices.", "C’est repris de l’enregistrement ci-dessous et ramené en M CRD aux prix de 2025 par les taux et indices de prix énoncés."],
  ["The holdings of only 9 per cent of the alliance by GDP are known, so a shortfall cannot be told from a gap in the figures.", "On ne connaît les avoirs que de 9 pour cent de l’alliance selon le PIB : une insuffisance ne se distingue pas d’une lacune des chiffres."],
  ["Not divided into whole units", "Non divisé en unités entières"],
  ["Share of active personnel (2025), weight 0.1", "Part du personnel actif (2025), poids 0,1"],
  ["Share of GDP, weight 0.6", "Part du PIB, poids 0,6"],
  ["Main battle tank: items (limiting)", "Main battle tank : unités (limite)"],
  ["What money have allies for the plan in 2030 on the path agreed?", "De quel argent les alliés disposent-ils pour le plan en 2030 sur la trajectoire convenue ?"],
  ["What money has Ash for the plan in 2030 on the path held?", "De quel argent Ash dispose-t-il pour le plan en 2030 sur la trajectoire maintenue ?"],
  ["What money has Ash for the plan in 2030 on the path of 2019?", "De quel argent Ash dispose-t-il pour le plan en 2030 sur la trajectoire of 2019 ?"],
  ["Why does Ash get 108 × Jet in 2032?", "Pourquoi l’allié Ash reçoit-il 108 × Jet en 2032 ?"],
  ["This: one closes 97.8 M CRD worth of Air (Ash) and takes 104. Then: a year earlier would be as good; a year later would cost 31.7 M CRD an item (it counts for less). From there: Works makes it, with room to spare; next Yard and Dock.", "un an plus tard coûterait 31,7 M CRD par unité (il compte pour moins). De là : Works le produit, avec de la marge ; ensuite Yard et Dock."],
  ["This: one closes nothing that is still short and takes 35.5 M CRD.", "Ceci : une unité ne comble rien de ce qui manque encore et prend 35,5 M CRD."],
  ["Not the other (Jet): it comes only by programmes.", "Pas l’autre (Jet) : il ne vient que par programmes."],
  ["This: one closes 3 M CRD worth of Air (Ash), Armour and Bridges (Birch) and takes 3.", "une unité comble 3 M CRD de Air (Ash), Armour et Bridges (Birch) et prend 3."],
  ["Jet 2A7 ordered now arrives in 2029 at the earliest, and 12 allies may buy it; no ally has a use for Heavy and old of its own.", "Jet 2A7 commandé maintenant arrive au plus tôt en 2029, et 12 alliés peuvent l’acheter ; aucun allié n’a l’usage propre de Heavy and old."],
  ["No ally has a use for Heavy of its own; the price of Jet is unknown, so no plan buys it. Programmes bring Jet and Heavy.", "Aucun allié n’a l’usage propre de Heavy ; le prix de Jet est inconnu, donc aucun plan ne l’achète. Des programmes apportent Jet et Heavy."],
  ["One more M CRD of the budget (Ash) in 2031 closes 0.1 weighted shortfall-years (Air).", "1 M CRD de plus au budget (Ash) en 2031 comble 0,1 année d’insuffisance pondérée (Air)."],
  ["What is one more unit (ships) of Sea (wide) in 2031 from elsewhere worth?", "Que vaut une unité (navires) de plus venue d’ailleurs pour Sea (wide) en 2031 ?"],
  ["Cost (M CRD, discounted): 24 397, proved to be no less than 23 697; could be less by at most", "Coût (M CRD, actualisés) : 24 397, prouvé non inférieur à 23 697 ; pourrait être moindre d’au plus"],
  ["What money have allies for the plan from 2031 to 2040 on the path agreed?", "De quel argent les alliés disposent-ils pour le plan de 2031 à 2040 sur la trajectoire convenue ?"],
  ["Source of the default: C8: counter-evidence on delays of cooperation; judgement", "Source de la valeur par défaut : C8 : contre-preuves sur les retards de la coopération ; jugement"],
  ['"g6" is used and "g7" is kept beside it: its confidence is "high", not "low".', "« g6 » est utilisé et « g7 » est gardé à côté"],
  ["These 2 cannot hold together, and without any one of them the others can: ASH spends at most 10 M CRD a year; the promise of the programme Renewal (Ash). Smallest: proved, no fewer clash.", "Ces 2 ne peuvent tenir ensemble, et sans l’un quelconque les autres le peuvent : ASH : au plus 10 M CRD dépensés par an ; la promesse du programme Renewal (Ash). Minimal : prouvé, moins ne se heurtent pas."],
  ["What it is worth to the smallest lot of the joint agreement (below 0: it helps to fill it)", "Ce qu’il vaut pour le plus petit lot de l’accord commun (sous 0 : il aide à le remplir)"],
])("why an order: %s", (english, french) => expect(plain(frenchOf(english))).toContain(french));

test("no sentence needs an article before an ally's name, which the data give without one: the name stands after « l’allié », a colon or in brackets", () => {
  const needs = /(?:^|(?<!l’allié|L’allié|sur) )\{\d?\} (?:mène|pilote|dépasse|paie plus|dépense|atteint-il|achète-t-il|n’achète|reçoit-il|refuse|accepte|détient|énonce)|\b(?:payait|gagne|perd|paie) \{\d?\} (?:dans|à|pour|sous)/;
  expect(needs.test("les {} que payait {} dans le plan")).toBe(true);
  expect(needs.test("Pourquoi {} reçoit-il {} ?")).toBe(true);
  expect(needs.test("Pourquoi l’allié {} reçoit-il {} ?")).toBe(false);
  expect(FRENCH.filter(([, french]) => needs.test(french)).map(([, french]) => french)).toEqual([]);
  expect(FRENCH.filter(([, french]) => /chefs? de file|menante?s?\b|meneurs?/i.test(french))).toEqual([]);
});

test("a code word of an answer that pages read is no sentence", () => {
  const state = { state: "quick", stage: "shortfall" };
  expect(inFrench(state)).toBe(state);
});
