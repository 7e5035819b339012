import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import { type Alliance, EVIDENCE, type Evidence, replay } from "#model";
import { capabilitiesView, capabilityView, guidanceView, HEAT_MEASURES, heatView, homeView, implementationView, nationsView, nationView, procurementView, requirementsView, reviewView, type Shown, surveyView, targetsView, whyView } from "#views";

const { alliance, digest } = await loadDataset("cases/three-shores");
const resultsOf = (it: Alliance) => assessAlliance({ alliance: it, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
const results = resultsOf(alliance!);
const year = alliance!.settings.lastYear;

/** Every figure of a view. */
const figuresIn = (it: unknown): readonly Shown[] => (typeof it !== "object" || it === null ? [] : "why" in it && "unit" in it && "label" in it ? [it as Shown] : Object.values(it).flatMap(figuresIn));
const VIEWS = [
  ["home", homeView(results)],
  ["requirements", requirementsView(results, year)],
  ["targets", targetsView(results, year)],
  ["review", reviewView(results, year)],
  ["guidance", guidanceView(results)],
  ["implementation", implementationView(results, { year })],
  ["procurement", procurementView(results)],
  ["survey", surveyView(results)],
  ["nations", nationsView(results, year)],
  ["capabilities", capabilitiesView(results, year)],
  ...alliance!.nations.flatMap(({ id }) => [[`nation ${id}`, nationView(results, { nation: id, year })], [`implementation of ${id}`, implementationView(results, { year, nation: id })]] as const),
  ...capabilitiesView(results, year).rows.map((it) => [`capability ${it.leaf}`, capabilityView(results, { leaf: it.leaf, year })] as const),
  ...HEAT_MEASURES.map((measure) => [`heat ${measure}`, heatView(results, { measure, year })] as const),
] as const;

const weight = (it: Evidence | undefined): number => (it === undefined ? -1 : EVIDENCE.indexOf(it));

test.each(VIEWS)("no record that why lists of a figure of %s is weaker than its mark", (_, view) => {
  const marked = figuresIn(view).filter((it) => it.why !== "" && it.value !== undefined);
  expect(marked.length).toBeGreaterThan(0);
  for (const it of marked) {
    // What nobody stated is a judgement.
    if (it.why.startsWith("parameter/") && it.part === undefined) expect(it.evidence, it.why).toBeDefined();
    // Of records a count says how many there are, not what they say.
    if (it.why.startsWith("count/") || (it.part !== undefined && it.unit === "allies")) {
      expect(it.evidence, it.why).toBeUndefined();
      continue;
    }
    const answer = whyView(results, it.why);
    if (answer.kind !== "answer") continue;
    const weakest = answer.why.records.map((row) => weight(EVIDENCE.find((word) => word === row.evidence))).reduce((most, at) => Math.max(most, at), -1);
    expect(weight(it.evidence), `${it.why}: ${it.evidence}`).toBeGreaterThanOrEqual(weakest);
  }
});

test("the survey names the evidence of each kind of record that it counts, and of one that nobody stated none", () => {
  const { rows } = surveyView(resultsOf(changed((kind) => (kind === "holding" ? "press" : "official"))));
  expect(rows.filter((it) => it.evidence.length > 0).length).toBeGreaterThan(0);
  for (const it of rows) expect(it.evidence, `${it.nation} ${it.kind}`).toEqual((it.stated ?? 0) === 0 ? [] : [it.kind === "holding" ? "press" : "official"]);
});

test("a cell of the heat table with a number says how it is known, and unknown or none says nothing", () => {
  const cells = heatView(results, { measure: "coverage", year }).rows.flatMap((it) => it.cells);
  expect(cells.filter((it) => it.state === "value").length).toBeGreaterThan(0);
  for (const it of cells) expect(it.shown?.evidence !== undefined, JSON.stringify(it)).toBe(it.state === "value");
});

/** The same alliance where all is counted but what is changed. */
const changed = (change: (kind: string, row: { readonly id: string }) => Evidence): Alliance => {
  const facts = Object.fromEntries(Object.entries<readonly { readonly id: string }[]>(alliance!.facts).map(([kind, rows]) => [kind, rows.map((row) => ("evidence" in row ? { ...row, evidence: change(kind, row) } : row))]));
  return replay(alliance!.settings, facts as unknown as Alliance["facts"]);
};
const row = capabilitiesView(results, year).rows.find((it) => (it.coverage.value ?? 0) > 0)!;
const [holder] = alliance!.nations.map((it) => it.id).filter((it) => (results.assessment.contribution(it, row.leaf, year).ready?.base ?? 0) > 0);

describe("the mark of one changed record", () => {
  test.each<[string, string, Evidence, Evidence]>([
    ["requirement", `required/${row.leaf}/${year}`, "assumption", "assumption"],
    ["requirement", `coverage/${row.leaf}/${year}`, "press", "press"],
    ["requirement", `available/${row.leaf}/${year}/${holder}`, "assumption", "observed"],
    ["holding", `coverage/${row.leaf}/${year}`, "estimate", "estimate"],
    ["holding", `required/${row.leaf}/${year}`, "assumption", "observed"],
    ["economy", `target/${row.leaf}/${year}/${holder}`, "press", "press"],
    ["economy", `available/${row.leaf}/${year}/${holder}`, "press", "observed"],
  ])("records of %s: %s rests on %s at the weakest", (kind, key, evidence, expected) => {
    const answer = whyView(resultsOf(changed((of) => (of === kind ? evidence : "observed"))), key);
    expect(answer.kind === "answer" && answer.why.shown.evidence).toBe(expected);
  });
});

test.each([[`count/capabilities/${year}/short`, undefined], ["data/assumed", undefined], ["parameter/assess.known-least", "assumption"]] as const)("%s rests on no record: its mark is %s", (key, mark) => {
  const answer = whyView(results, key);
  expect(answer.kind === "answer" && [answer.why.shown.value !== undefined, answer.why.shown.evidence]).toEqual([true, mark]);
});
