import { describe, expect, test } from "vitest";
import { exactly, parameter } from "#quantities";
import { type FactOf, type Facts, type KindName, KINDS } from "../kinds.ts";
import type { Settings } from "../settings.ts";
import { CHECKS, checkFacts, type CheckContext } from "./index.ts";

const settings: Settings = { name: "lake-open", alliance: "Lake", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2027, budgetPath: "a", asOf: "2025-12-31", marking: "OPEN" };
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const nation = (id: string, more: object = {}) => ({ ...said, id, nameEn: id, region: "north", accessionYear: 2000, currency: "TAL", ...more }) as FactOf<"nation">;
const leaf = (id: string, more: object = {}) => ({ ...said, id, parent: "area", level: "leaf", nameEn: id, unit: "points", ...more }) as FactOf<"capability">;
const system = (id: string, more: object = {}) => ({ ...said, id, kind: "platform", nameEn: id, unit: "vehicles", ...more }) as FactOf<"system">;
const held = (id: string, more: object = {}) => ({ ...said, id, nation: "AA", system: "tank", quantity: exactly(10), unit: "vehicles", ...more }) as FactOf<"holding">;
const money = (id: string, more: object = {}) => ({ ...said, id, nation: "AA", year: 2026, path: "a", amount: exactly(10), unit: "M TAL", priceBase: "constant 2025", ...more }) as FactOf<"budget">;
const spent = (id: string, more: object = {}) => ({ ...said, id, scope: "AA", measure: "gdp", year: 2024, value: exactly(100), unit: "M TAL", priceBase: "current", ...more }) as FactOf<"economy">;
const needed = (id: string, more: object = {}) => ({ ...said, id, capability: "armour", scope: "alliance", year: 2026, quantity: exactly(10), unit: "points", situation: "main", use: "plan", ...more }) as FactOf<"requirement">;
const bought = (id: string, more: object = {}) => ({ ...said, id, nation: "AA", system: "tank", nameEn: id, quantity: exactly(5), unit: "vehicles", status: "announced", ...more }) as FactOf<"programme">;
const gives = (id: string, more: object = {}) => ({ ...said, id, system: "tank", capability: "armour", quantity: exactly(1), combine: "additive", ...more }) as FactOf<"yield">;
const rule = (id: string, more: object = {}) => ({ ...said, id, nameEn: id, layer: "syntax", capabilities: ["armour"], ...more }) as FactOf<"standard">;
const makes = (id: string, more: object = {}) => ({ ...said, id, nameEn: id, supplier: "S", nation: "AA", systems: ["tank"], rateMaximum: exactly(10), ...more }) as FactOf<"line">;
const part = (id: string, component: string) => ({ ...said, id, system: "tank", component, quantity: 2 }) as FactOf<"bill">;
const joint = (id: string, more: object = {}) => ({ ...said, id, nameEn: id, form: "joint buy", purpose: "p", status: "active", ...more }) as FactOf<"initiative">;

const says = (id: string, more: object = {}) => ({ ...said, id, nation: "AA", capability: "armour", response: "reserve", quantity: 3, reason: "r", ...more }) as FactOf<"answer">;

const sound: Facts = {
  ...(Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts),
  source: [{ id: "s", title: "S", licence: "own", licenceClass: "A", asOf: "2025" }],
  label: [{ id: "OPEN", policy: "P", level: 0, markingEn: "OPEN", absentMeans: "everyone" }],
  nation: [nation("AA"), nation("BB")],
  budget: ["AA", "BB"].flatMap((it) => [2026, 2027].map((year) => money(`m-${it}-${year}`, { nation: it, year }))),
  capability: [{ ...said, id: "area", level: "area", nameEn: "Area" }, leaf("armour")],
  priceIndex: [2021, 2022, 2023, 2024, 2025].map((year) => ({ ...said, id: `i-${year}`, index: "i", year, level: 1 })),
  system: [system("tank"), system("tank-1", { class: "tank" }), system("round", { kind: "munition", unit: "rounds" })],
};

type Some = { readonly [K in KindName]?: readonly FactOf<K>[] };

/** Findings of a sound data set with some rows added, as `level code file id column`. */
function found(added: Some, context: CheckContext = {}, without: readonly KindName[] = []): readonly string[] {
  const facts = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, [...(without.includes(kind as KindName) ? [] : sound[kind as KindName]), ...(added[kind as KindName] ?? [])]])) as unknown as Facts;
  return checkFacts(settings, facts, context).findings.map((it) => `${it.level} ${it.code} ${it.file} ${it.fact ?? ""} ${it.column ?? ""}`.replaceAll(/ +/g, " ").trim());
}

test("a sound data set gives no finding", () => expect(found({})).toEqual([]));

describe("names and references", () => {
  test.each<[string, Some, readonly string[]]>([
    ["an id twice", { holding: [held("h"), held("h", { nation: "BB" })] }, ["error duplicate-id holdings.csv h id"]],
    ["an id in two files is fine", { holding: [held("h")], programme: [bought("h")] }, []],
    ["unknown nation", { holding: [held("h", { nation: "Aa" })] }, ["error unknown-code holdings.csv h nation"]],
    ["unknown source", { holding: [held("h", { source: "t" })] }, ["error unknown-code holdings.csv h source"]],
    ["an answer of an unknown nation", { answer: [says("a", { nation: "CC" })] }, ["error unknown-code answers.csv a nation"]],
    ["an answer on an unknown leaf", { answer: [says("a", { capability: "armor" })] }, ["error unknown-code answers.csv a capability"]],
    ["unknown label", { holding: [held("h", { label: "OPN" })] }, ["error unknown-code holdings.csv h label"]],
    ["unknown system in a list", { line: [makes("l", { systems: ["tank", "tonk"] })] }, ["error unknown-code lines.csv l systems"]],
    ["unknown initiative", { programme: [bought("p", { initiative: "i" })] }, ["error unknown-code programmes.csv p initiative"]],
    ["unknown parent", { capability: [leaf("x", { parent: "nowhere" })] }, ["error unknown-code capabilities.csv x parent"]],
    ["what refers to a row left out goes with it, told once", { system: [system("gun", { source: "t" })], holding: [held("g1", { system: "gun" }), held("g2", { system: "gun", nation: "BB" })] }, ["error refers-to-left-out holdings.csv g1 system", "error unknown-code systems.csv gun source"]],
    ["a correction of nothing", { holding: [held("h", { corrects: "g" })] }, ["error unknown-correction holdings.csv h corrects"]],
    ["corrections in a circle", { holding: [held("f", { corrects: "g" }), held("g", { corrects: "f" })] }, ["error correction-cycle holdings.csv f corrects"]],
    ["a correction of itself", { holding: [held("f", { corrects: "f" })] }, ["error correction-cycle holdings.csv f corrects"]],
    ["a row that leads into a circle stays", { holding: [held("e", { corrects: "f" }), held("f", { corrects: "g" }), held("g", { corrects: "f" })] }, ["error correction-cycle holdings.csv f corrects"]],
    ["a reference to a replaced system", { system: [system("tank-a"), system("tank-b", { corrects: "tank-a" })], holding: [held("h", { system: "tank-a" })] }, ["error unknown-code holdings.csv h system"]],
    ["unknown scope", { requirement: [needed("r", { scope: "CC" })] }, ["error unknown-scope requirements.csv r scope"]],
    ["a group is a scope", { requirement: [needed("r", { scope: "_north" })] }, []],
    ["a scope of the economy", { economy: [spent("e", { scope: "alliance" })] }, ["error unknown-scope economy.csv e scope"]],
  ])("%s", (_, added, expected) => expect(found(added)).toEqual(expected));

  test("the nearest known id is suggested", () => {
    const { findings } = checkFacts(settings, { ...sound, holding: [held("h", { system: "tnak" })] });
    expect(findings[0]?.mend).toContain('Did you mean "tank"?');
  });

  test("a reference to what reading left out says so", () => {
    const { findings, sound: left } = checkFacts(settings, { ...sound, holding: [held("h", { system: "gun" })] }, { rows: { holding: [7] }, leftOut: { system: new Set(["gun"]) } });
    expect(findings.map((it) => [it.code, it.row])).toEqual([["refers-to-left-out", 7]]);
    expect(left.holding).toEqual([]);
  });
});

describe("contradictions leave the fact out", () => {
  test.each<[string, Some, readonly string[]]>([
    ["holding in another unit", { holding: [held("h", { unit: "tanks" })] }, ["error unit-mismatch holdings.csv h unit"]],
    ["stock in another unit", { stock: [{ ...said, id: "s", nation: "AA", system: "round", unit: "t" }] }, ["error unit-mismatch stocks.csv s unit"]],
    ["programme in another unit", { programme: [bought("p", { unit: "tanks" })] }, ["error unit-mismatch programmes.csv p unit"]],
    ["requirement in another unit", { requirement: [needed("r", { unit: "vehicles" })] }, ["error unit-mismatch requirements.csv r unit"]],
    ["type in another unit than its class", { system: [system("tank-2", { class: "tank", unit: "tanks" })] }, ["error unit-mismatch systems.csv tank-2 unit"]],
    ["a line of two components", { system: ["motor", "fuse"].map((id) => system(id, { kind: "component", unit: "items" })), bill: [part("b", "motor"), part("c", "fuse")], line: [makes("l", { systems: ["fuse", "motor"] })] }, ["error makes-more-than-component lines.csv l systems"]],
    ["a line of a component and a system", { system: [system("motor", { kind: "component", unit: "items" })], bill: [part("b", "motor")], line: [makes("l", { systems: ["tank", "motor"] })] }, ["error makes-more-than-component lines.csv l systems"]],
    ["GDP in no money", { economy: [spent("e", { unit: "bn TAL" })] }, ["error unit-mismatch economy.csv e unit"]],
    ["share in per cent", { economy: [spent("e", { measure: "equipment-share", unit: "per cent" })] }, ["error unit-mismatch economy.csv e unit"]],
    ["budget in no money", { budget: [money("m", { path: "b", unit: "TAL" })] }, ["error unit-mismatch budgets.csv m unit"]],
    ["share above one", { economy: [spent("e", { measure: "equipment-share", unit: "share", value: exactly(30) })] }, ["error not-a-share economy.csv e value"]],
    ["negative people", { economy: [spent("e", { measure: "population", unit: "persons", value: exactly(-3) })] }, ["error negative economy.csv e value"]],
    ["last before first", { programme: [bought("p", { firstYear: 2028, lastYear: 2027 })] }, ["error impossible-date programmes.csv p last_year"]],
    ["contract after first delivery", { programme: [bought("p", { firstYear: 2026, contractYear: 2027 })] }, ["error impossible-date programmes.csv p contract_year"]],
    ["observed in the future", { economy: [spent("e", { evidence: "observed", year: 2026 })] }, ["error impossible-date economy.csv e year"]],
    ["accession after the plan", { nation: [nation("CC", { accessionYear: 2050 })] }, ["error impossible-date nations.csv CC accession_year"]],
    ["tree in a circle", { capability: [leaf("x", { parent: "y", level: "group" }), leaf("y", { parent: "x", level: "group" })] }, ["error capability-cycle capabilities.csv x parent", "error capability-cycle capabilities.csv y parent"]],
    ["leaf without unit, and its requirement", { capability: [leaf("x", { unit: undefined })], requirement: [needed("r", { capability: "x" })] }, ["error leaf-without-unit capabilities.csv x unit", "error refers-to-left-out requirements.csv r capability"]],
    ["requirement on an area", { requirement: [needed("r", { capability: "area" })] }, ["error not-a-leaf requirements.csv r capability"]],
    ["yield on an area", { yield: [gives("y", { capability: "area" })] }, ["error not-a-leaf yields.csv y capability"]],
    ["answer on an area", { answer: [says("a", { capability: "area" })] }, ["error not-a-leaf answers.csv a capability"]],
    ["answer in another unit", { answer: [says("a", { unit: "tanks" })] }, ["error unit-mismatch answers.csv a unit"]],
    ["reserve of nothing said", { answer: [says("a", { quantity: undefined })] }, ["error reserve-without-terms answers.csv a quantity"]],
    ["type of a type", { system: [system("tank-1a", { class: "tank-1" })] }, ["error not-a-class systems.csv tank-1a class"]],
  ])("%s", (_, added, expected) => expect(found(added)).toEqual(expected));

  test("a parameter in another unit", () => {
    const own = { ...said, id: "p", parameter: "plan.x", value: exactly(1), unit: "years" };
    expect(found({ parameter: [own] }, { parameters: [parameter({ id: "plan.x", unit: "share", value: 1, meaning: "", source: "" })] })).toEqual(["error unit-mismatch parameters.csv p unit"]);
    expect(found({ parameter: [own] })).toEqual([]);
  });

  test("an uncleared source: a reminder for use, an error for shipping that takes its facts along", () => {
    const added: Some = { source: [{ id: "c", title: "C", licence: "?", licenceClass: "C", asOf: "2025" }], holding: [held("h", { source: "c" })] };
    expect(found(added)).toEqual(["warning licence-not-cleared sources.csv c licence_class"]);
    expect(found(added, { purpose: "ship" })).toEqual(["error refers-to-left-out holdings.csv h source", "error licence-not-cleared sources.csv c licence_class"]);
  });
});

describe("doubts let the fact stand", () => {
  const both = (more: object = {}) => [spent("a", more), spent("b", { scope: "BB", ...more })];
  test.each<[string, Some, readonly string[]]>([
    ["total equals its members", { economy: [...both(), spent("t", { scope: "_lake", value: exactly(201) })] }, []],
    ["total differs from its members", { economy: [...both(), spent("t", { scope: "_lake", value: exactly(300) })] }, ["warning total-differs-from-members economy.csv t value"]],
    ["total of a region differs", { economy: [...both(), spent("t", { scope: "_north", value: exactly(300) })] }, ["warning total-differs-from-members economy.csv t value"]],
    ["a group nobody defined is not compared", { economy: [...both(), spent("t", { scope: "_others", value: exactly(300) })] }, []],
    ["a member before its accession does not count", { nation: [nation("CC", { accessionYear: 2025 })], budget: [2026, 2027].map((year) => money(`c${year}`, { nation: "CC", year })), economy: [...both(), spent("t", { scope: "_lake", value: exactly(200) })] }, []],
    ["a member of another edition cannot be compared", { economy: [...both({ edition: "1" }), spent("t", { scope: "_lake", value: exactly(300), edition: "1" }), spent("t2", { scope: "_lake", value: exactly(900), edition: "2" })] }, ["notice revised-figures economy.csv t edition", "warning total-differs-from-members economy.csv t value"]],
    ["an unknown member", { economy: [spent("a"), spent("t", { scope: "_lake", value: exactly(300) })] }, ["notice members-missing economy.csv t value"]],
    ["known members exceed the total, though one is unknown", { economy: [spent("a"), spent("t", { scope: "_lake", value: exactly(50) })] }, ["notice members-missing economy.csv t value", "warning total-differs-from-members economy.csv t value"]],
    ["an equipment share may jump", { economy: [0.05, 0.3].map((value, i) => spent(`s${i}`, { measure: "equipment-share", unit: "share", priceBase: undefined, year: 2023 + i, value: exactly(value) })) }, []],
    ["a later edition revises", { economy: [spent("a", { edition: "1" }), spent("b", { edition: "2", asOf: "2025-06", value: exactly(101) })] }, ["notice revised-figures economy.csv b edition"]],
    ["types exceed their class", { holding: [held("c"), held("t", { system: "tank-1", quantity: exactly(12) })] }, ["warning count-differs-from-list holdings.csv c quantity"]],
    ["types fall short of their class", { holding: [held("c"), held("t", { system: "tank-1", quantity: exactly(7) })] }, ["notice list-incomplete holdings.csv c quantity"]],
    ["types within the range of their class", { holding: [held("c", { quantity: { low: 8, base: 10, high: 12 } }), held("t", { system: "tank-1", quantity: exactly(12) })] }, []],
    ["a jump", { economy: [spent("a"), spent("b", { year: 2025, value: exactly(250) })] }, ["warning implausible-growth economy.csv b value"]],
    ["the same jump over four years", { economy: [spent("a", { year: 2020 }), spent("b", { value: exactly(250) })] }, []],
    ["a fall in a budget", { budget: [money("x", { path: "b", amount: exactly(30) }), money("y", { path: "b", year: 2027 })] }, ["warning implausible-growth budgets.csv y amount"]],
    ["a slip of unit", { economy: [spent("a"), spent("b", { year: 2025, value: exactly(0.1) })] }, ["warning unit-slip economy.csv b value"]],
    ["share contradicts levels", { economy: [spent("a"), spent("b", { measure: "defence-spending", value: exactly(2) }), spent("c", { measure: "defence-share-of-gdp", unit: "share", value: exactly(0.03), priceBase: undefined })] }, ["warning share-contradicts-levels economy.csv c value"]],
    ["share agrees with levels", { economy: [spent("a"), spent("b", { measure: "defence-spending", value: exactly(2) }), spent("c", { measure: "defence-share-of-gdp", unit: "share", value: exactly(0.0201), priceBase: undefined })] }, []],
    ["budget of one path in two price bases", { budget: [money("x", { path: "b" }), money("y", { path: "b", year: 2027, priceBase: "current 2025" })] }, ["warning mixed-price-bases budgets.csv y unit"]],
    ["economy in two price bases in one year", { economy: [spent("a"), spent("b", { priceBase: "constant 2021" })] }, ["notice conflicting-figures economy.csv a", "warning mixed-price-bases economy.csv b price_base"]],
    ["no exchange rate", { system: [system("gun", { unitCost: exactly(1), costUnit: "M FLO", priceBase: "constant 2025" })] }, ["warning unknown-amount systems.csv gun unit_cost"]],
    ["no price index", { system: [system("gun", { unitCost: exactly(1), costUnit: "M TAL", priceBase: "constant 2020" })] }, ["warning unknown-amount systems.csv gun unit_cost"]],
    ["GDP in prices of a year without an index", { economy: [spent("a", { year: 2018 }), spent("b", { year: 2018, measure: "defence-spending" })] }, ["notice unknown-economy economy.csv a price_base", "notice unknown-economy economy.csv b price_base"]],
    ["GDP of which one row can be converted", { economy: [spent("a", { year: 2018 }), spent("b", { year: 2025 })] }, []],
    ["GDP in a currency without a rate", { economy: [spent("a", { year: 2025, unit: "M FLO" })] }, ["notice unknown-economy economy.csv a price_base"]],
    ["no unit of money", { system: [system("gun", { unitCost: exactly(1), priceBase: "constant 2025" })] }, ["warning unknown-amount systems.csv gun unit_cost"]],
    ["no price base", { system: [system("gun", { unitCost: exactly(1), costUnit: "M TAL" })] }, ["warning unclear-price-base systems.csv gun unit_cost"]],
    ["a price base in other words", { system: [system("gun", { unitCost: exactly(1), costUnit: "M TAL", priceBase: "2025 prices" })] }, ["warning unclear-price-base systems.csv gun unit_cost"]],
    ["two price indices", { priceIndex: [{ ...said, id: "j", index: "j", year: 2020, level: 1 }] }, ["warning several-price-indices price_indices.csv j index"]],
    ["dated after the picture", { holding: [held("h", { asOf: "2026-01" })] }, ["warning later-than-picture holdings.csv h as_of"]],
    ["dated in the year of the picture", { holding: [held("h", { asOf: "2025" })] }, []],
    ["below a leaf", { capability: [leaf("x", { parent: "armour" })] }, ["warning leaf-with-children capabilities.csv x parent"]],
    ["fires no munition", { system: [system("gun", { natures: ["tank"] })] }, ["warning not-a-munition systems.csv gun natures"]],
    ["stock of no munition", { stock: [{ ...said, id: "s", nation: "AA", system: "tank", unit: "vehicles" }] }, ["warning not-a-munition stocks.csv s system"]],
    ["half a tank counted", { holding: [held("h", { quantity: exactly(2.5) })] }, ["warning not-whole holdings.csv h quantity"]],
    ["half a tank estimated", { holding: [held("h", { quantity: exactly(2.5), evidence: "estimate" })] }, []],
    ["a year without budget", { budget: [money("x", { path: "b" })] }, ["warning budget-years-missing budgets.csv x year"]],
    ["a nation without budget", { nation: [nation("CC")] }, ["warning budget-years-missing budgets.csv"]],
    ["whole and split requirement", { requirement: [needed("r"), needed("r1", { capLevel: 1 })] }, ["warning split-and-whole requirements.csv r cap_level"]],
    ["shares above one", { capability: [leaf("x")], yield: [gives("y", { share: exactly(0.6) }), gives("z", { capability: "x", share: exactly(0.6) })] }, ["warning shares-exceed-whole yields.csv z share"]],
    ["a standard nobody needs", { standard: [rule("st")] }, ["notice standard-not-needed standards.csv st capabilities"]],
    ["a standard that a yield names", { standard: [rule("st")], yield: [gives("y", { standard: "st" })] }, []],
    ["a standard of a required leaf", { standard: [rule("st")], requirement: [needed("r")] }, []],
    ["exempt from what is no capability", { nation: [nation("CC", { exemptFrom: ["nowhere"] })] }, ["warning budget-years-missing budgets.csv", "warning unknown-exemption nations.csv CC exempt_from"]],
    ["lead not a member", { initiative: [joint("i", { lead: "AA", members: ["BB"] })] }, ["warning lead-not-member initiatives.csv i lead"]],
    ["lead is no nation", { initiative: [joint("i", { lead: "Agency", members: ["BB"] })] }, []],
    ["buyer not a member", { initiative: [joint("i", { members: ["BB"] })], programme: [bought("p", { initiative: "i" })] }, ["warning buyer-not-member programmes.csv p initiative"]],
    ["rates fall", { line: [makes("l", { rateEconomic: 20 })] }, ["warning rates-out-of-order lines.csv l rate_maximum"]],
    ["the same row twice", { holding: [held("h"), held("i")] }, ["warning duplicate-row holdings.csv i"]],
    ["two sources that agree", { source: [{ id: "z", title: "Z", licence: "own", licenceClass: "A", asOf: "2025" }], holding: [held("h"), held("i", { source: "z" })] }, []],
    ["two sources that differ", { holding: [held("h", { confidence: "low" }), held("i", { quantity: exactly(11) })] }, ["notice conflicting-figures holdings.csv i"]],
    ["a reserve by quantity or by year", { answer: [says("a"), says("b", { nation: "BB", quantity: undefined, firstYear: 2027, unit: "points" })] }, []],
    ["terms of what is declined", { answer: [says("a", { response: "decline" })] }, ["warning terms-without-reserve answers.csv a quantity"]],
    ["accepted after the plan", { answer: [says("a", { firstYear: 2030 })] }, ["warning reserve-outside-plan answers.csv a first_year"]],
    ["accepted when the plan begins", { answer: [says("a", { firstYear: 2026 })] }, ["warning reserve-outside-plan answers.csv a first_year"]],
    ["two answers that differ", { answer: [says("a"), says("b", { quantity: 5 })] }, ["notice conflicting-figures answers.csv a"]],
    ["a wide range", { holding: [held("h", { quantity: { low: 1, base: 2, high: 9 } })] }, ["notice wide-range holdings.csv h quantity"]],
  ])("%s", (_, added, expected) => expect(found(added)).toEqual(expected));

  test("a parameter that nothing uses", () => {
    const known = parameter({ id: "plan.x", unit: "share", value: 1, meaning: "", source: "" });
    expect(found({ parameter: [{ ...said, id: "p", parameter: "plan.y", value: exactly(1), unit: "share" }] }, { parameters: [known] })).toEqual(["warning unknown-parameter parameters.csv p parameter"]);
  });

  test("a figure that a later row corrects is not doubted", () => {
    expect(found({ holding: [held("h", { quantity: exactly(2.5) }), held("i", { corrects: "h" })] })).toEqual([]);
  });

  test("a data set's own threshold is used", () => {
    const economy = [spent("a"), spent("b", { year: 2025, value: exactly(250) })];
    expect(found({ economy, parameter: [{ ...said, id: "p", parameter: "check.growth", value: exactly(3), unit: "times a year" }] })).toEqual([]);
  });
});

test("every check has a name of its own", () => {
  expect(new Set(CHECKS.map((it) => it.code)).size).toBe(CHECKS.length);
});
