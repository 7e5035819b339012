import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { assessAlliance, planResults } from "#app";
import { type AgreementGains, type Comparison, SAVING_SLACK, type Solver } from "#engines/plan";
import { allParameters, explainAgreement, figureText, frenchOf, gainsView, homeView, moneyText, nationView, planEffectView, procurementView, type Results, whyView } from "#views";
import { differences } from "../../src/cli/compare.ts";

type Planned = Results & { readonly comparison: Comparison };

let solver: Solver & { readonly close: () => Promise<void> };
let made: Planned;
beforeAll(async () => {
  const { alliance, digest } = await loadDataset("cases/five-rivers", { parameters: allParameters });
  solver = await highsPool({ threads: 2 });
  made = await planResults(assessAlliance({ alliance: alliance!, digest }, {}, (text) => text.slice(0, 12)), { solver, now: () => performance.now() / 1000, dataRange: false });
});
afterAll(() => solver?.close());

/** The plan as it is, but for what it saves: parts of the slack. */
function saving(slacks: number): Planned {
  const money = slacks * SAVING_SLACK * made.comparison.alone.cost;
  const { comparison } = made;
  return { ...made, comparison: { ...comparison, price: { ...comparison.price, money: { low: money, base: money, high: money } }, levers: comparison.levers.map((it) => (it.lever === "lots" ? { ...it, money } : it)) } };
}

// Slacks saved, and what of it is told.
test.each([[0.9, 0], [-0.9, 0], [0, 0], [1.1, 1.1], [40, 40]])("what lots save is the same on Procurement, on Home and in why: %d of the slack is told as %d", (slacks, told) => {
  const planned = saving(slacks);
  const { settings } = planned.alliance;
  const money = told * SAVING_SLACK * planned.comparison.alone.cost;
  const view = procurementView(planned);
  const key = view.lots!.why!;
  const why = whyView(planned, key);
  expect(view.bundles!.length).toBeGreaterThan(0);
  expect(view.lotsLeast!.value).toBeCloseTo(SAVING_SLACK * planned.comparison.alone.cost, 9);
  expect(key).toBe("lever/lots/money");
  expect([view.lots!.value, homeView(planned).headline!.levers.find((it) => it.lever === "lots")!.money.value, why.kind === "answer" ? why.why.shown.value : why]).toEqual([money, money, money].map((it) => expect.closeTo(it, 9)));
  expect(view.sentence).toContain(told === 0 ? ` together. What each agreement saves against buying the same items apart stands with it; in the plan as a whole larger lots save less than ${moneyText(SAVING_SLACK * planned.comparison.alone.cost, settings.currency)} between the plans that were found, from which nothing sure follows.` : ` together. Larger lots make up ${moneyText(money, settings.currency)} of what alignment saves.`);
  expect(frenchOf(view.sentence)).not.toMatch(/\b(?:lots save|make up|together)\b/);
  const { id, members } = planned.comparison.aligned.agreements[0]!;
  const gains: AgreementGains = { kind: "shared", agreement: id, system: "", unit: "", saving: 4, savingInPlan: 4, members: members.map((ally) => ({ ally, quantity: 4, costAlone: 10, coordination: 1, isIn: true, savedInPlan: 2, savedAtOnePrice: 2, nucleolus: 2, shapley: 2, transfer: 0 })), idle: [], excess: -2, group: [], isStable: true, subsidy: 0, pivotal: [], isProved: true, method: "" };
  expect(explainAgreement(planned, planned.comparison, { agreement: id, measure: "saving", gains })!.limits).toContain(`Buying together is worth ${moneyText(money, settings.currency)} in the plan as a whole.`);
});

// What is saved, what of it is one member's, and its part.
test.each<[number, number, number | undefined]>([[4, 1, 0.25], [4, 0, 0], [0, 0, undefined]])("of %d M saved %d M are a part of %s, and why says the same, in both languages", (saved, gain, part) => {
  const { id, members } = made.comparison.aligned.agreements[0]!;
  const gains: AgreementGains = { kind: "shared", agreement: id, system: "", unit: "", saving: saved, savingInPlan: saved, members: members.map((ally) => ({ ally, quantity: 4, costAlone: 10, coordination: 1, isIn: true, savedInPlan: 2, savedAtOnePrice: 2, nucleolus: gain, shapley: 2, transfer: 0 })), idle: [], excess: -2, group: [], isStable: true, subsidy: 0, pivotal: [], isProved: true, method: "" };
  const { share } = gainsView(made, { agreements: [gains], works: [], balance: [], repair: { band: 0, moves: [], payments: [], moved: 0, after: [] } }).agreements[0]!.members[0]!;
  const why = explainAgreement(made, made.comparison, { agreement: id, measure: "share", nation: members[0]!, gains })!;
  expect([share.value, share.unit, why.value?.base, why.unit]).toEqual([part, "share", part, "share"]);
  for (const it of [why.question, why.sentence]) expect(frenchOf(it)).not.toMatch(/\b(?:What|saving|Its share|Buying|nothing)\b/);
});

test("two plans side by side have the price of misalignment that Home has", () => {
  const [below, above] = [saving(0.9), saving(40)];
  const onHome = [below, above].map((it) => homeView(it).headline!.money.value);
  const { price } = planEffectView(below, above, "all answers");
  const [total] = differences(below, above).totals;
  expect(onHome).toEqual([0, expect.closeTo(40 * SAVING_SLACK * made.comparison.alone.cost, 9)]);
  expect([price.without.value, price.with.value]).toEqual(onHome);
  expect([total!.a, total!.b]).toEqual(onHome);
  expect(price.difference.value).toBeCloseTo(onHome[1]!, 9);
});

// What alone costs, and what of it is saved.
test.each([[546_651, 132_264], [546_651, 1_325], [1_200, 999.6], [50_400, 49.94]])("the two sums of which the price is the difference are told so that it follows from them: %d M, of which %d M are saved", (cost, saved) => {
  const { comparison } = made;
  const why = whyView({ ...made, comparison: { ...comparison, alone: { ...comparison.alone, cost }, price: { ...comparison.price, money: { low: saved, base: saved, high: saved } } } }, "price/money");
  const [alone, together] = why.kind === "answer" ? why.why.steps.map((it) => figureText(it.shown!, { language: "en" })) : [];
  const amount = (text: string | undefined): number => Number(/[\d.]+/.exec(text!.replaceAll(/[\s\u202f]/g, ""))![0]) * (text!.endsWith("bn") ? 1000 : 1);
  expect((amount(alone) - amount(together)).toPrecision(2)).toBe(saved.toPrecision(2));
  expect(Math.abs(amount(alone) - amount(together) - saved)).toBeLessThan(saved / 400);
});

test("the work of an ally without a line in sight is unknown, whether there is none or it is hidden, and that of the others stays", () => {
  const { alliance, comparison } = made;
  const [first, second] = [...new Set(alliance.facts.line.map((it) => it.nation))].filter((it) => (comparison.perNation.find((row) => row.nation === it)?.workAligned ?? 0) > 0);
  const without: Planned = { ...made, alliance: { ...alliance, facts: { ...alliance.facts, line: alliance.facts.line.filter((it) => it.nation !== first) } } };
  const workOf = (results: Planned, nation: string): readonly unknown[] => {
    const gain = nationView(results, { nation, year: alliance.settings.firstYear })!.gain!;
    const why = whyView(results, gain.workAligned.why);
    return [gain.workAlone.value, gain.workAligned.value, why.kind === "answer" && why.why.shown.value].map((it) => typeof it);
  };
  expect(workOf(made, first!)).toEqual(["number", "number", "number"]);
  expect(workOf(without, first!)).toEqual(["undefined", "undefined", "undefined"]);
  expect(workOf(without, second!)).toEqual(["number", "number", "number"]);
  const balance = [first!, second!].map((nation) => ({ nation, year: alliance.settings.lastYear, cost: 5, work: 5, costShare: 0.5, workShare: 0.5, imbalance: 0 }));
  const works = [{ agreement: "joint:a", system: "a", year: alliance.settings.lastYear, cost: [], work: [10], outside: 0, unknown: 4, onLine: [] }];
  const view = gainsView(without, { agreements: [], works, balance, repair: { band: 1, moves: [], payments: [], moved: 0, after: [] } });
  expect(view.nations.map((it) => [typeof it.work.value, typeof it.workShare.value, it.imbalance.value])).toEqual([["undefined", "undefined", 0], ["number", "number", 0]]);
  const said = view.sentences.join(" ");
  expect(said).toContain("The balance is of the work whose place is known; of ");
  expect(said).toContain("it is not known where it is made");
  expect(frenchOf(said)).not.toMatch(/\b(?:balance is|known|stated|makers|counted)\b/);
});
