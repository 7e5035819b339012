import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import { capabilitiesView, frenchOf, guidanceView, implementationView, procurementView, requirementsView, reviewView, type Shown, surveyView, targetsView, whyView, type WhyView } from "#views";

const { alliance, digest } = await loadDataset("cases/three-shores");
const results = assessAlliance({ alliance: alliance!, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
const year = alliance!.settings.lastYear;
const [nation] = alliance!.nations.map((it) => it.id);

const why = (key: string): WhyView => {
  const it = whyView(results, key);
  if (it.kind !== "answer") throw new Error(`${key}: ${JSON.stringify(it)}`);
  return it.why;
};
const review = reviewView(results, year);
const implementation = implementationView(results, { year });
const ofOne = implementationView(results, { year, nation: nation! });

/** What a page counts, each by its word, and the number that stands beside it in the view. */
const COUNTED: readonly (readonly [string, Readonly<Record<string, Shown>>, Readonly<Record<string, number>>])[] = [
  ["requirements", requirementsView(results, year).told, { stated: requirementsView(results, year).stated, unknown: requirementsView(results, year).unknown }],
  ["capabilities", capabilitiesView(results, year).told, { covered: capabilitiesView(results, year).covered, short: capabilitiesView(results, year).short, unknown: capabilitiesView(results, year).unknown, known: capabilitiesView(results, year).covered + capabilitiesView(results, year).short }],
  ["ambition", Object.fromEntries(guidanceView(results).situations.map((it) => [it.situation, it.told])), Object.fromEntries(guidanceView(results).situations.map((it) => [it.situation, it.capabilities]))],
  ["answers", targetsView(results, year).told, { ...targetsView(results, year).responses }],
  ["states of targets", implementation.told.targets, implementation.targetCounts],
  ["states of an ally's targets", ofOne.told.targets, ofOne.targetCounts],
  ["what is bought", procurementView(results).told, { "under way": procurementView(results).programmes, undated: procurementView(results).undated }],
  ["programmes", implementation.told.programmes, implementation.programmeCounts],
  ["an ally's programmes", ofOne.told.programmes, ofOne.programmeCounts],
  ["standings", review.told.targets, {}],
  ["allies", review.told.allies, {}],
  ["standings of an ally's targets", review.nations[0]!.told.targets, review.nations[0]!.counts],
  ["an ally's answers for the year", review.nations[0]!.told.responses, review.nations[0]!.responses],
];

test.each(COUNTED)("a count of %s is what the page says, and its why counts the same, ally by ally or one by one", (_, figures, counts) => {
  expect(Object.values(figures).some((it) => (it.value ?? 0) > 0)).toBe(true);
  expect(Object.fromEntries(Object.keys(counts).map((which) => [which, figures[which]?.value]))).toEqual(counts);
  for (const it of Object.values(figures)) {
    const { shown, steps } = why(it.why);
    expect([shown.value, shown.unit], it.why).toEqual([it.value, it.unit]);
    const parts = steps.map((step) => step.shown!);
    const areCounts = parts.some((part) => part.why.startsWith("count/"));
    expect(areCounts ? parts.reduce((sum, part) => sum + part.value!, 0) : parts.length, it.why).toBe(it.value);
    for (const part of parts) expect(why(part.why).shown.value, part.why).toBe(areCounts ? part.value : why(part.why).shown.value);
  }
});

test.each(surveyView(results).rows.map((it) => [it.kind, it.nation, it] as const))("the survey, %s of %s: the why of its share lists what is asked and not stated, that of its age the date", (_, __, row) => {
  const share = why(row.share.why);
  expect([share.shown.value, share.shown.unit]).toEqual([row.share.value, "share"]);
  expect(share.steps.filter((it) => it.text.startsWith("Not stated")).length).toBe(row.asked === undefined ? 0 : row.asked - row.stated!);
  const age = why(row.age.why);
  expect([age.shown.value, age.shown.unit, age.steps[0]?.quoted]).toEqual([row.age.value, "a", row.latest]);
  for (const it of [share.question, age.question, share.sentence, age.sentence, ...share.steps.map((step) => step.text)]) expect(frenchOf(it), it).not.toBe(it);
});

test.each(["gini", "jain", "spearman", "wilcoxon"] as const)("%s answers why with the figure that the review tells", (measure) => {
  const it = review.measures[measure];
  const { fairness } = review;
  expect(it.value).toBe(measure === "wilcoxon" ? fairness.wilcoxon?.p : fairness[measure]);
  const { shown, sentence } = why(it.why);
  expect([shown.value, shown.unit, sentence === ""]).toEqual([it.value, it.unit, false]);
});

test.each(["count/programmes/all/soon", "count/states/1999/held", "count/answers/all/all", "count/ships/all/all", "count/capabilities/2032/all", "count/capabilities/all/short", "count/survey/all/holding", "count/survey/all/ships/VAL", "count/survey/2032/holding/VAL", "fairness/mean/2032"])("%s is asked in vain", (key) => expect(whyView(results, key).kind).not.toBe("answer"));

test.each([
  ["count/standings", "off track", "Which targets for 2032 are off track?", "Quels objectifs pour 2032 sont en retard ?"],
  ["count/standings", "on track", "Which targets for 2032 are on track?", "Quels objectifs pour 2032 sont en bonne voie ?"],
  ["count/allies", "nothing asked", "Of which allies is nothing asked in 2032?", "À quels alliés rien n’est-il demandé en 2032 ?"],
  ["count/capabilities", "short", "Which capabilities are short in 2032?", "Quelles capacités manquent en 2032 ?"],
  ["count/capabilities", "unknown", "Of which capabilities is too little known in 2032?", "De quelles capacités sait-on trop peu en 2032 ?"],
  ["count/states", "held", "Which targets for 2032 are counted here?", "Quels objectifs pour 2032 sont comptés ici ?"],
])("%s of %s asks which in both languages", (key, which, english, french) => {
  const { question } = why(`${key}/2032/${encodeURIComponent(which)}`);
  expect([question, frenchOf(question).replaceAll("\u00a0", " ")]).toEqual([english, french]);
});
