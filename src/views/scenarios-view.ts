import type { DecisionGroup, Scenario, Study, StudyPlan } from "#engines/plan";
import { gapText, inSentence, moneyText, numberText, percentText } from "./figure-text.ts";
import { frenchOf } from "./french/answer.ts";
import { viewWords } from "./in-language.ts";
import { leafName, markingOf, nationName, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** A way to decide the first years, as shown. */
export interface ScenarioPlanRow {
  readonly kind: StudyPlan["kind"];
  readonly name: string;
  readonly expected: Shown;
  readonly worst: Shown;
  readonly worstIn: string;
  readonly worstRegret: Shown;
  readonly committed: Shown;
}

/** One scenario as shown: known beforehand, and with the plan for all. */
export interface ScenarioRow {
  readonly name: string;
  /** What it changes, a sentence each; none where all goes as planned. */
  readonly changes: readonly string[];
  readonly probability: Shown;
  readonly known: Shown;
  readonly together: Shown;
  readonly regret: Shown;
  readonly regretOfMean: Shown;
}

/** A decision of the first years as shown. */
export interface ScenarioDecision {
  readonly id: string;
  readonly nation: string;
  readonly text: string;
  readonly years: string;
  readonly chosen: Shown;
  readonly money: Shown;
  /** Least and most in any scenario's own best plan, and in which. */
  readonly least: Shown;
  readonly most: Shown;
  readonly leastIn: string;
  readonly mostIn: string;
}

/** What uncertainty does to the plan, as shown. */
export interface ScenariosView {
  readonly alliance: string;
  readonly marking: string;
  readonly path: string;
  readonly runKey: string;
  /** Whether reserves and the plans made for one scenario are left out. */
  readonly isQuick: boolean;
  readonly decideYears: number;
  readonly scenarios: readonly ScenarioRow[];
  readonly plans: readonly ScenarioPlanRow[];
  readonly reserves: readonly { readonly share: number; readonly expected: Shown; readonly worst: Shown }[];
  readonly valueOfPlanning: Shown;
  readonly valueOfKnowing: Shown;
  readonly valueOfReserve: Shown;
  readonly gap: Shown;
  readonly bound: Shown;
  readonly now: readonly ScenarioDecision[];
  readonly wait: readonly ScenarioDecision[];
  readonly hedges: readonly ScenarioDecision[];
  readonly sentences: readonly string[];
}

/** Unit of the values of a study. */
export const STUDY_UNIT = "weighted shortfall-years";

/** Whether a study leaves out reserves and the plans made for one scenario. */
export const isQuick = (study: Pick<Study, "plans">): boolean => study.plans.every((it) => it.kind !== "own");

/** What names a decision within its study. */
export const decisionId = ({ kind, nation, of, programme = "" }: Pick<DecisionGroup, "kind" | "nation" | "of" | "programme">): string => [kind, nation, of, programme].join(":");

/** Key under which a figure of a study is answered why. @example studyKey(study, "regret", 3) // → "scenarios/full/regret/3" */
export const studyKey = (study: Pick<Study, "plans">, measure: string, ...of: readonly (string | number)[]): string => whyKey("scenarios", isQuick(study) ? "quick" : "full", measure, ...of);

/** Names that studies give to scenarios and plans, in the language of the results. */
export const studyWords = ({ language }: Pick<Results, "language">): ((name: string) => string) => (language === "fr" ? frenchOf : (name) => name);

/** What uncertainty does to the plan, in tables and sentences. Figures of the study are in shortfall-years: shortfall, with money and broken limits priced in. */
export function scenariosView(results: Results, study: Study): ScenariosView {
  const told = studyWords(results);
  const value = (it: number, measure: string, ...of: readonly number[]): Shown => shown(results, studyKey(study, measure, ...of), STUDY_UNIT, it);
  const together = study.plans[0]!;
  const mean = study.plans.find((it) => it.kind === "mean")!;
  const decision = (it: DecisionGroup): ScenarioDecision => decisionRow(results, study, it);
  return {
    alliance: results.alliance.settings.name,
    marking: markingOf(results.alliance),
    path: results.path,
    runKey: results.runKey,
    isQuick: isQuick(study),
    decideYears: study.decideYears,
    scenarios: study.scenarios.map((it, w) => ({
      name: told(it.name),
      changes: changesOf(results, it.stated).map(told),
      probability: shown(results, studyKey(study, "probability", w), "share", it.probability),
      known: value(it.known, "known", w),
      together: value(together.values[w]!, "together", w),
      regret: value(together.regrets[w]!, "regret", w),
      regretOfMean: value(mean.regrets[w]!, "regret-of-mean", w),
    })),
    plans: study.plans.map((it, p) => ({
      kind: it.kind,
      name: planName(results, it),
      expected: value(it.expected, "expected", p),
      worst: value(it.worst, "worst", p),
      worstIn: told(it.worstIn),
      worstRegret: value(it.worstRegret, "worst-regret", p),
      committed: shownMoney(results, studyKey(study, "committed", p), it.committed),
    })),
    reserves: study.plans.flatMap((it, p) => (it.kind === "reserve" || it.kind === "mean" ? [{ share: it.reserve ?? 0, expected: value(it.expected, "expected", p), worst: value(it.worst, "worst", p) }] : [])),
    valueOfPlanning: value(study.valueOfPlanning, "planning"),
    valueOfKnowing: value(study.valueOfKnowing, "knowing"),
    valueOfReserve: value(study.valueOfReserve, "reserve"),
    gap: shown(results, studyKey(study, "gap"), "share", study.gap, { isProof: true }),
    bound: value(study.bound, "bound"),
    now: study.decisions.now.map(decision),
    wait: study.decisions.wait.map(decision),
    hedges: study.decisions.hedges.map(decision),
    sentences: sentencesOf(study),
  };
}

/** How a way to decide is called. */
export function planName(results: Results, it: Pick<StudyPlan, "kind" | "name" | "reserve">): string {
  const words = viewWords(results).scenarios;
  switch (it.kind) {
    case "together":
      return words.forAll;
    case "mean":
      return words.forMean;
    case "reserve":
      return words.reserve(percentText(it.reserve ?? 0));
    case "own":
      return words.forOne(studyWords(results)(it.name));
  }
}

/** What is decided, by the names of the data set. */
export function decisionText(results: Results, it: Pick<DecisionGroup, "kind" | "of" | "programme">): string {
  const { alliance } = results;
  const words = viewWords(results).scenarios;
  if (it.kind === "investment") return words.expand(alliance.facts.line.find((one) => one.id === it.of)?.nameEn ?? it.of);
  const programme = alliance.facts.programme.find((one) => one.id === it.programme)?.nameEn ?? it.programme;
  return words.order(alliance.systemById.get(it.of)?.nameEn ?? it.of, programme);
}

/** Unit of what is decided: items, or items a year of an investment. */
export const decisionUnit = ({ alliance }: Results, { kind, of }: Pick<DecisionGroup, "kind" | "of">): string => (kind === "investment" ? "items a year" : (alliance.systemById.get(of)?.unit ?? "items"));

function decisionRow(results: Results, study: Study, it: DecisionGroup): ScenarioDecision {
  const told = studyWords(results);
  const id = decisionId(it);
  const amount = (measure: "chosen" | "least" | "most"): Shown => shown(results, studyKey(study, measure, id), decisionUnit(results, it), it[measure]);
  return {
    id,
    nation: nationName(results.alliance, it.nation),
    text: decisionText(results, it),
    years: it.firstYear === it.lastYear ? String(it.firstYear) : `${it.firstYear}–${it.lastYear}`,
    chosen: amount("chosen"),
    money: shownMoney(results, studyKey(study, "money", id), it.money),
    least: amount("least"),
    most: amount("most"),
    leastIn: told(it.leastIn),
    mostIn: told(it.mostIn),
  };
}

/**
 * What a scenario changes, a sentence for whatever changes alike, by the names of the data set.
 * @example changesOf(results, { name: "shock", probability: 1, budgets: [{ nation: "all", from: 2030, factor: 0.9 }] }) // → ["Budgets 10 % less from 2030 on: every ally."]
 */
export function changesOf(results: Results, scenario: Scenario): readonly string[] {
  const { alliance } = results;
  const alike = new Map<string, string[]>();
  const add = (what: string, name: string): void => void alike.set(what, [...(alike.get(what) ?? []), name]);
  const by = (factor: number): string => `${percentText(Math.abs(factor - 1))} ${factor < 1 ? "less" : "more"}`;
  const system = (id: string): string => (id === "all" ? "every system" : (alliance.systemById.get(id)?.nameEn ?? id));
  const line = (id: string): string => (id === "all" ? "every line" : (alliance.facts.line.find((it) => it.id === id)?.nameEn ?? id));
  for (const it of scenario.budgets ?? []) add(`Budgets ${by(it.factor)} from ${it.from} on`, it.nation === "all" ? "every ally" : nationName(alliance, it.nation));
  for (const it of scenario.deliveries ?? []) {
    if ((it.delay ?? 0) > 0) add(it.delay === 1 ? "Arrives 1 year later" : `Arrives ${it.delay} years later`, it.system === undefined ? line(it.line ?? "") : system(it.system));
    if (it.capacity !== undefined && it.line !== undefined) add(`Makes ${by(it.capacity)}`, line(it.line));
  }
  for (const it of scenario.costs ?? []) add(`Costs ${by(it.factor)}`, system(it.system));
  for (const it of scenario.requirements ?? []) add(`Required ${by(it.factor)} from ${it.from} on`, it.leaf === "all" ? "every capability" : leafName(alliance, it.leaf));
  return [...alike].map(([what, names]) => `${what}: ${names.join(", ")}.`);
}

const counted = (count: number): string => `${count} ${count === 1 ? "decision" : "decisions"}`;

function sentencesOf(study: Study): readonly string[] {
  const years = `${study.years[0]}${study.decideYears > 1 ? `–${study.years[0]! + study.decideYears - 1}` : ""}`;
  const share = (it: number): string => percentText(it / Math.max(study.together, 1e-9));
  const { now, wait, hedges } = study.decisions;
  const money = (list: readonly DecisionGroup[]): string => moneyText(list.reduce((sum, it) => sum + it.money, 0), study.currency);
  const together = study.plans[0]!;
  return [
    `Decisions of ${years} are taken once for all ${study.scenarios.length} scenarios; later ones as each scenario comes. Agreements (${study.given.agreements}), leads (${study.given.leads}) and adoptions (${study.given.adoptions}) are those of the aligned plan.`,
    `Deciding for all scenarios comes to ${numberText(study.together)} ${STUDY_UNIT}, for their mean ${numberText(study.mean)}: planning for the difference is worth ${numberText(study.valueOfPlanning)} (${share(study.valueOfPlanning)}) or more.`,
    `Knowing beforehand which scenario comes would bring ${numberText(study.waitAndSee)}: knowing is worth ${numberText(study.valueOfKnowing)} (${share(study.valueOfKnowing)}) at most.`,
    `The worst scenario for this plan is "${together.worstIn}" with ${numberText(together.worst)}; its largest regret is ${numberText(together.worstRegret)}.${study.riskWeight > 0 ? ` The worst scenario was weighed at ${percentText(study.riskWeight)}.` : ""}`,
    ...reserveSentences(study.plans.flatMap((it) => (it.kind === "reserve" || it.kind === "mean" ? [{ share: it.reserve ?? 0, expected: it.expected }] : []))),
    `${counted(now.length)} worth ${money(now)} ${now.length === 1 ? "is" : "are"} wanted alike in every scenario's own best plan: to be taken now. On ${wait.length} the scenarios differ, by ${moneyText(wait.reduce((sum, it) => sum + it.moneyInDoubt, 0), study.currency)} in all: what is above the least can wait. ${hedgeSentence(study, money(hedges))}`,
    `No decisions could come to less than ${numberText(study.bound)}: the plan for all scenarios is within ${inSentence(gapText(study.gap))} of the best, proved after ${study.rounds} ${study.rounds === 1 ? "round" : "rounds"}.`,
  ];
}

/**
 * What the plan for all takes that no scenario by itself wants as much. Where it may be further from the best than planning for the
 * difference is worth, a plan as good may do without: then nothing is called a hedge for certain.
 */
export function hedgeSentence({ decisions: { hedges }, together, bound, valueOfPlanning, gap }: Pick<Study, "together" | "bound" | "valueOfPlanning" | "gap"> & { readonly decisions: Pick<Study["decisions"], "hedges"> }, money: string): string {
  if (hedges.length === 0) return "Nothing is taken only because all scenarios together call for it.";
  const [are, them] = hedges.length === 1 ? ["is", "it"] : ["are", "them"];
  return together - bound > valueOfPlanning
    ? `${counted(hedges.length)} worth ${money} ${are} taken that no scenario by itself wants as much: perhaps to hedge, but the plan for all is proved within ${inSentence(gapText(gap))} only, which is more than planning for the difference was found to be worth, so another plan as good may do without ${them}.`
    : `${counted(hedges.length)} worth ${money} ${are} taken only because all scenarios together call for it.`;
}

/**
 * What holding back a part of budgets was found to be worth, said with what was tried: where the best is the least or the most of
 * it, what lies beyond was not. `tried`: by growing share of the budgets held back, none first. Nothing is said where only none was tried.
 * @example reserveSentences([{ share: 0, expected: 4 }, { share: 0.1, expected: 5 }])[0] // → "Holding back a part of budgets … 10 %: none is best of all, and less than 10 % was not tried."
 */
export function reserveSentences(tried: readonly { readonly share: number; readonly expected: number }[]): readonly string[] {
  const [none, least] = tried;
  const most = tried.at(-1);
  if (none === undefined || least === undefined || most === undefined) return [];
  const best = tried.reduce((a, b) => (b.expected < a.expected ? b : a));
  const range = least === most ? percentText(least.share) : `${percentText(least.share)} to ${percentText(most.share)} in steps of ${percentText(least.share)}`;
  if (best === none) return [`Holding back a part of budgets while deciding makes the mean plan no better with any of the reserves tried, ${range}: none is best of all, and less than ${percentText(least.share)} was not tried.`];
  const worth = none.expected - best.expected;
  return [`Of the reserves tried, ${range}, holding back ${percentText(best.share)} of budgets while deciding serves the mean plan best: it is worth ${numberText(worth)} (${percentText(worth / Math.max(none.expected, 1e-9))}).${best === most ? " That is the most that was tried: more may serve better still (parameter scenarios.reserve-steps)." : ""}`];
}
