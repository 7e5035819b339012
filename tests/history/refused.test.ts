import { describe, expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { fitSpec, readSpec } from "#engines/history";

const [alliances, wars] = [loadSource("alliances"), loadSource("wars")];
const spells = { data: "alliances", time: "years", event: "ended" };
const won = { data: "wars", estimator: "logit", outcome: "won" };

/** What is said of a specification, with where and how to mend it. Nothing: it was fitted. */
function said(value: unknown): string {
  const read = readSpec(value);
  const answer = read.ok ? fitSpec(read.spec, read.spec.data === "wars" ? wars : alliances) : { kind: "refused" as const, problems: read.problems };
  return answer.kind === "fit" ? "" : answer.problems.map((it) => `${it.place}: ${it.message} ${it.mend}`).join(" ");
}

describe("a specification that asks what cannot be is refused with what to write", () => {
  test.each<readonly [string, unknown, RegExp]>([
    ["a length beside a logit", { ...won, terms: ["initiator"], time: "year" }, /^time: logit does not use "time"\. Leave it out/],
    ["groups beside a logit", { ...won, terms: ["initiator"], groups: "post45" }, /^groups: logit does not use/],
    ["strata beside a logit", { ...won, terms: ["initiator"], strata: "war" }, /^strata: .*conditional-logit or cox/],
    ["terms beside curves", { ...spells, estimator: "kaplan-meier", terms: ["e2"] }, /^terms: kaplan-meier does not use "terms"/],
    ["tests beside curves", { ...spells, estimator: "kaplan-meier", tests: [["e2"]] }, /^tests: /],
    ["half an interaction", { ...won, terms: ["initiator:"] }, /^terms\[0\]: A side of the interaction initiator: is empty/],
    ["an interaction of three with nothing between", { ...won, terms: ["initiator::post45"] }, /^terms\[0\]: A side/],
    ["thousands of terms", { ...won, terms: Array.from({ length: 2000 }, (_, it) => `initiator*${it}`) }, /There are 2000 terms\. Give at most 200/],
    ["no kind of error", { ...won, terms: ["initiator"], errors: [] }, /^errors: /],
    ["clustered errors of a curve", { ...spells, estimator: "kaplan-meier", errors: ["cluster:wartime"] }, /^errors: kaplan-meier has the errors of the curve alone/],
    ["a term with the name of the constant", { ...won, terms: [{ name: "(Intercept)", expression: "initiator" }] }, /Give it another name/],
    ["a spell of less than nothing", { ...spells, estimator: "cox", time: "0 - years", terms: ["e2"] }, /The length 0 - years of a spell is -/],
    ["curves of less than nothing", { ...spells, estimator: "kaplan-meier", time: "0 - years" }, /Give lengths of nought or more/],
    ["a term that is the same everywhere", { ...spells, estimator: "cox", terms: ["0 * e2"] }, /No term is left: 0\*e2 is the same in every row/],
    ["a term beyond all bounds", { ...won, terms: ["year * 1e200"] }, /reaches 2\.0e\+203.*Divide it/],
    ["a column that is like no other", { ...won, terms: ["zzz"] }, /^terms, zzz: There is no column "zzz"\. The columns are/],
    ["a filter with quotes", { ...won, terms: ["initiator"], filter: "year >= '1914'" }, /^filter: .*cannot be read from "'1914'" on/],
    ["a cluster of no column", { ...won, terms: ["initiator"], errors: ["cluster:wor"] }, /^errors, cluster:wor: .*Did you mean war\?/],
    ["an effect between one value", { ...won, terms: ["initiator"], effects: [{ term: "initiator", from: 1, to: 1 }] }, /^effects: .*two different values/],
    ["an effect of a level that is not there", { ...won, terms: [{ factor: "side" }], effects: [{ term: "side", from: 1, to: 3 }] }, /no level 3 in the sample/],
    ["dyadic errors where there are no pairs", { ...spells, estimator: "cox", terms: ["e2"], errors: ["dyadic"] }, /^errors: The rows of alliances are no pairs of states/],
    ["a column in capitals", { ...won, terms: ["INITIATOR"] }, /Did you mean initiator\?/],
    ["a filter that is a number", { ...won, terms: ["initiator"], filter: "1914" }, /The filter is no condition: it gives 1914.*Compare with something/],
    ["a polynomial of too high a degree", { ...won, terms: [{ polynomial: "year", degree: 12 }] }, /^terms\[0\]: A polynomial of degree 12 is not fitted\. Write a whole number from 1 to 9/],
    ["years after the data, said by not", { ...won, terms: ["initiator"], filter: "not (year <= 2003)" }, /^filter: No effect is estimated for 2004 and later: the outcomes of wars end in 2003/],
    ["years after the data, the number first", { ...won, terms: ["initiator"], filter: "2010 <= year <= 2020 and initiator == 1" }, /for 2010 and later/],
    ["years after the data, as a term", { ...won, terms: ["initiator", "year >= 2004"] }, /^terms, year>=2004: No effect is estimated for 2004 and later/],
    ["years after the data, as a slope that begins then", { ...won, terms: ["initiator", "initiator:max(0, year - 2003)"] }, /for 2004 and later/],
    ["years after the data, as what is moved", { ...won, terms: ["initiator", "year"], effects: [{ term: "year", from: 2003, to: 2030 }] }, /^effects: No effect is estimated for 2030 and later/],
    ["years after the data, moved within a term of another name", { ...won, terms: ["initiator", { name: "reach", expression: "max(0, year - 1990)" }], effects: [{ term: "year", from: 2010, to: 1990 }] }, /^effects: .* for 2010 and later/],
    ["information operations", { ...won, terms: ["initiator", { name: "info_ops", expression: "year >= 1990" }] }, /No effect of information operations is estimated/],
    ["robots", { ...won, terms: ["initiator", { name: "robot_swarms", expression: "year >= 1990" }] }, /No effect of drones is estimated/],
    ["artificial intelligence in one word with others", { ...won, terms: ["initiator", { name: "AIera", expression: "year >= 1990" }] }, /No effect of artificial intelligence is estimated/],
    ["two ways with rare events", { ...won, terms: ["initiator"], firth: true, rareEvents: "king-zeng" }, /^rareEvents: .*Leave one of the two out/],
    ["Firth's estimator with another way", { ...won, estimator: "firth", terms: ["initiator"], rareEvents: "none" }, /^rareEvents: /],
    ["drones as what is moved", { ...won, terms: ["initiator"], effects: ["drones"] }, /No effect of drones is estimated/],
    ["cyber operations as a cluster", { ...won, terms: ["initiator"], errors: ["cluster:cyber"] }, /No effect of cyber operations is estimated/],
    ["a cluster that holds every row", { ...won, terms: ["initiator"], errors: ["cluster:0 * war"] }, /All rows are in one cluster of 0 \* war, so its error cannot be told\. Cluster by a column/],
    ["a number beyond all numbers", { ...won, terms: ["initiator", "exp(year)"] }, /^exp\(year\): exp\(year\) is too large for a number in every one of 274 rows\. Divide/],
    ["a term of thousands of characters, not said again at length", { ...won, terms: ["x".repeat(5000)] }, /^terms, x{73}…: The expression has 5000 characters\. Keep it below 2000\.$/],
    ["a column with a letter too many", { ...won, terms: ["initiatorr"] }, /Did you mean initiator\?/],
  ])("%s", (_, spec, expected) => expect(said(spec)).toMatch(expected));
});

test.each(["machine learning", "deep-learning", "ai era", "AIera", "ML", "neural nets", "digital attack era", "malware", "cyber-era", "drone swarms"])("a term called %s is what the data never held", (name) => {
  expect(said({ ...won, terms: ["initiator", { name, expression: "year >= 1990" }] })).toMatch(/^terms: No effect of/);
});

test.each(["pact causes peace", "deterrent_effect", "pact_prevents_war", "effects of offense", "leads_to_victory", "impact of offense", "won because"])("a term called %s is not printed beside its number", (name) => {
  expect(said({ ...won, terms: [{ name, expression: "initiator" }] })).toMatch(/^terms, .*: The name ".*" says what caused what; .*Name the term by what it is\./);
});

test.each([{ term: "initiator", fron: 0.5 }, { term: "initiator", at: { year: 1990 } }])("an effect with a part that is none is no effect: %j", (effect) => {
  expect(said({ ...won, terms: ["initiator"], effects: [effect] })).toMatch(/^effects: .* are no effects/);
});

test.each(["protected", "year_fixed_effects", "random effect", "effective", "detergent", "AIRPOWER", "main", "air_war", "information", "aid"])("a term called %s is none of what the data never held", (name) => {
  expect(said({ ...won, terms: ["initiator", { name, expression: "year >= 1990" }] })).toBe("");
});
