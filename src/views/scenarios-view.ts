import type { DecisionGroup, Study, StudyPlan } from "#engines/plan";
import { gapText, inSentence, moneyText, numberText, percentText } from "./figure-text.ts";
import { markingOf, nationName, type Results, shown, shownMoney } from "./results.ts";
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
  readonly probability: Shown;
  readonly known: Shown;
  readonly together: Shown;
  readonly regret: Shown;
  readonly regretOfMean: Shown;
}

/** A decision of the first years as shown. `why` answers for the order in the aligned plan, where it stands there. */
export interface ScenarioDecision {
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

const UNIT = "weighted shortfall-years";

/** What uncertainty does to the plan, in tables and sentences. Figures of the study are in shortfall-years: shortfall, with money and broken limits priced in. */
export function scenariosView(results: Results, study: Study): ScenariosView {
  const why = whyKey("plan", "aligned", "shortfall");
  const value = (it: number): Shown => shown(results, why, UNIT, it);
  const together = study.plans[0]!;
  const mean = study.plans.find((it) => it.kind === "mean")!;
  const decision = (it: DecisionGroup): ScenarioDecision => decisionRow(results, it);
  return {
    alliance: results.alliance.settings.name,
    marking: markingOf(results.alliance),
    path: results.path,
    runKey: results.runKey,
    decideYears: study.decideYears,
    scenarios: study.scenarios.map((it, w) => ({ name: it.name, probability: shown(results, why, "share", it.probability), known: value(it.known), together: value(together.values[w]!), regret: value(together.regrets[w]!), regretOfMean: value(mean.regrets[w]!) })),
    plans: study.plans.map((it) => ({ kind: it.kind, name: planName(it), expected: value(it.expected), worst: value(it.worst), worstIn: it.worstIn, worstRegret: value(it.worstRegret), committed: shownMoney(results, why, it.committed) })),
    reserves: study.plans.flatMap((it) => (it.kind === "reserve" || it.kind === "mean" ? [{ share: it.reserve ?? 0, expected: value(it.expected), worst: value(it.worst) }] : [])),
    valueOfPlanning: value(study.valueOfPlanning),
    valueOfKnowing: value(study.valueOfKnowing),
    valueOfReserve: value(study.valueOfReserve),
    gap: shown(results, why, "share", study.gap, { isProof: true }),
    bound: value(study.bound),
    now: study.decisions.now.map(decision),
    wait: study.decisions.wait.map(decision),
    hedges: study.decisions.hedges.map(decision),
    sentences: sentencesOf(study),
  };
}

function planName(it: StudyPlan): string {
  switch (it.kind) {
    case "together":
      return "for all scenarios";
    case "mean":
      return "for their mean";
    case "reserve":
      return it.name;
    case "own":
      return `for "${it.name}"`;
  }
}

/** Names are those of the data set; quantities items, or items a year of an investment. */
function decisionRow(results: Results, it: DecisionGroup): ScenarioDecision {
  const { alliance } = results;
  const system = alliance.systemById.get(it.of);
  const name = it.kind === "investment" ? `expand ${it.of}` : `order ${system?.nameEn ?? it.of}${it.programme === undefined ? "" : ` (${it.programme})`}`;
  const unit = it.kind === "investment" ? "items a year" : (system?.unit ?? "items");
  const why = it.kind === "investment" ? whyKey("plan", "aligned", "cost") : whyKey("order", it.nation, it.of);
  return {
    nation: nationName(alliance, it.nation),
    text: name,
    years: it.firstYear === it.lastYear ? String(it.firstYear) : `${it.firstYear}–${it.lastYear}`,
    chosen: shown(results, why, unit, it.chosen),
    money: shownMoney(results, why, it.money),
    least: shown(results, why, unit, it.least),
    most: shown(results, why, unit, it.most),
    leastIn: it.leastIn,
    mostIn: it.mostIn,
  };
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
    `Deciding for all scenarios comes to ${numberText(study.together)} ${UNIT}, for their mean ${numberText(study.mean)}: planning for the difference is worth ${numberText(study.valueOfPlanning)} (${share(study.valueOfPlanning)}) or more.`,
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
  return [`Of the reserves tried, ${range}, holding back ${percentText(best.share)} of budgets while deciding serves the mean plan best: it is worth ${numberText(worth)} (${percentText(worth / Math.max(none.expected, 1e-9))}).${best === most ? " That is the most that was tried: more may serve better still (--set scenarios.reserve-steps=…)." : ""}`];
}
