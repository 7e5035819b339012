import { SCENARIOS, type Study, type StudyPlan } from "#engines/plan";
import type { Explanation, ExplanationStep } from "#model";
import { percentText } from "./figure-text.ts";
import { nationName, type Results } from "./results.ts";
import { changesOf, decisionId, decisionText, decisionUnit, planName, STUDY_UNIT, studyKey, studyWords } from "./scenarios-view.ts";

const VALUE = [SCENARIOS.decideYears, SCENARIOS.moneyWeight, SCENARIOS.violationPrice, SCENARIOS.giveUpCharge, SCENARIOS.firmWeight, SCENARIOS.unpriced].map((it) => it.id);
const DRAWN = [SCENARIOS.budgetShock, SCENARIOS.electionChance, SCENARIOS.electionShock, SCENARIOS.electionDown, SCENARIOS.delay, SCENARIOS.delayShare, SCENARIOS.lineLoss, SCENARIOS.costGrowth, SCENARIOS.requirementGrowth].map((it) => it.id);
const WEIGHTS = [SCENARIOS.weightPlanned, SCENARIOS.weightSingle, SCENARIOS.weightJoint].map((it) => it.id);
const SEARCH = [SCENARIOS.gap, SCENARIOS.rounds, SCENARIOS.riskWeight].map((it) => it.id);
const RESERVES = [SCENARIOS.reserveStep, SCENARIOS.reserveSteps].map((it) => it.id);

const NOT_THE_SAME = "Shortfall is weighted and discounted here, and money, overrun budgets and broken promises are priced in: not the shortfall-years of other pages.";
const AT_ONCE = "What is uncertain becomes known all at once after the first years: learning in steps is not modelled.";
const JUDGED = "Scenarios are no more certain than those who state them: the standard ones are judgements.";
const NOT_ONLY = "A scenario seldom has only one best plan: decisions that differ could differ less than they do here, never more surely.";

const LIMITS = [NOT_THE_SAME, AT_ONCE, JUDGED];
const flat = (value: number): NonNullable<Explanation["value"]> => ({ low: value, base: value, high: value });

/**
 * Why a figure of a study of uncertainty is what it is. `parts`: the measure, and of which scenario, way to decide or decision.
 * Absent: the study has no such figure. @example explainScenarios(results, study, ["regret", "3"])?.sentence
 */
export function explainScenarios(results: Results, study: Study, [measure = "", of = ""]: readonly string[]): Explanation | undefined {
  const decision = [...study.decisions.now, ...study.decisions.wait, ...study.decisions.hedges].find((it) => decisionId(it) === of);
  if (decision !== undefined) return explainDecision(results, decision, measure);
  if (of === "") return explainWhole(results, study, measure);
  const at = /^\d+$/.test(of) ? Number(of) : -1;
  return explainOfScenario(results, study, measure, at) ?? explainOfPlan(results, study, measure, at);
}

const valueStep = (text: string, value: number, why?: string): ExplanationStep => ({ text, value: flat(value), unit: STUDY_UNIT, ...(why !== undefined && { why }) });

function explainOfScenario(results: Results, study: Study, measure: string, w: number): Explanation | undefined {
  const scenario = study.scenarios[w];
  if (scenario === undefined) return undefined;
  const told = studyWords(results);
  const name = told(scenario.name);
  const together = study.plans[0]!;
  const mean = study.plans.find((it) => it.kind === "mean")!;
  const what = changesOf(results, scenario.stated).map((text): ExplanationStep => ({ text: told(text) }));
  const known = valueStep("Known beforehand", scenario.known, studyKey(study, "known", w));
  const forAll = valueStep("With the plan for all scenarios", together.values[w]!, studyKey(study, "together", w));
  const of = (value: number, it: Pick<Explanation, "question" | "sentence" | "steps">): Explanation => ({ ...it, value: flat(value), unit: STUDY_UNIT, method: "uncertainty", parameters: [...VALUE, ...DRAWN], facts: [], limits: LIMITS });
  switch (measure) {
    case "probability":
      return { question: `How likely is the scenario "${name}"?`, value: flat(scenario.probability), unit: "share", method: "uncertainty", sentence: "A judgement, not a frequency: the weight of the scenario divided by the sum of all weights.", steps: what, parameters: WEIGHTS, facts: [], limits: [JUDGED] };
    case "known":
      return of(scenario.known, { question: `What does the scenario "${name}" come to if it is known beforehand?`, sentence: "The least, where everybody knows from the beginning that it comes.", steps: what });
    case "together":
      return of(together.values[w]!, { question: `What does the plan for all scenarios come to in the scenario "${name}"?`, sentence: "The first years are decided as for all scenarios, and what follows is best for this one.", steps: [...what, known] });
    case "regret":
      return of(together.regrets[w]!, { question: `What would it save to know that the scenario "${name}" comes?`, sentence: "What the plan for all scenarios comes to in it, less what it comes to if it is known beforehand.", steps: [forAll, known] });
    case "regret-of-mean":
      return of(mean.regrets[w]!, { question: `What does it cost in the scenario "${name}" to have planned for the mean?`, sentence: "What the plan for the mean comes to in it, less what it comes to if it is known beforehand.", steps: [valueStep("With the plan for the mean", mean.values[w]!), known] });
    default:
      return undefined;
  }
}

function explainOfPlan(results: Results, study: Study, measure: string, p: number): Explanation | undefined {
  const plan = study.plans[p];
  if (plan === undefined) return undefined;
  const told = studyWords(results);
  const name = planName(results, plan);
  const each = (values: readonly number[]): readonly ExplanationStep[] => study.scenarios.map((it, w) => valueStep(`In the scenario "${told(it.name)}" (${percentText(it.probability)})`, values[w]!));
  const of = (value: number, it: Pick<Explanation, "question" | "sentence" | "steps">): Explanation => ({ ...it, value: flat(value), unit: STUDY_UNIT, method: "uncertainty", parameters: [...VALUE, ...DRAWN, ...WEIGHTS, ...(plan.kind === "together" ? SEARCH : plan.kind === "reserve" ? RESERVES : [])], facts: [], limits: LIMITS });
  switch (measure) {
    case "expected":
      return of(plan.expected, { question: `What is expected of deciding ${name}?`, sentence: "The sum over the scenarios of probability times what the decisions come to in each.", steps: each(plan.values) });
    case "worst":
      return of(plan.worst, { question: `What does deciding ${name} come to in the worst case?`, sentence: "The most that the decisions come to in any scenario.", steps: each(plan.values) });
    case "worst-regret":
      return of(plan.worstRegret, { question: `What is the largest regret of deciding ${name}?`, sentence: "Regret is what the decisions come to in a scenario less what it comes to if it is known beforehand; this is the largest of any scenario.", steps: each(plan.regrets) });
    case "committed":
      return { ...of(plan.committed, { question: `How much money does deciding ${name} commit?`, sentence: "The orders, deliveries of programmes and investments that are decided in the first years, at their full price.", steps: [] }), unit: `M ${results.alliance.settings.currency}` };
    default:
      return undefined;
  }
}

function explainWhole(results: Results, study: Study, measure: string): Explanation | undefined {
  const at = (kind: StudyPlan["kind"]): number => study.plans.findIndex((it) => it.kind === kind);
  const forAll = valueStep("Decided for all scenarios", study.together, studyKey(study, "expected", 0));
  const forMean = valueStep("Decided for their mean", study.mean, studyKey(study, "expected", at("mean")));
  const bound = valueStep("No decisions of the first years can come to less than", study.bound, studyKey(study, "bound"));
  const of = (value: number, it: Pick<Explanation, "question" | "sentence" | "steps">): Explanation => ({ ...it, value: flat(value), unit: STUDY_UNIT, method: "uncertainty", parameters: [...VALUE, ...DRAWN, ...WEIGHTS, ...SEARCH], facts: [], limits: LIMITS });
  switch (measure) {
    case "planning":
      return of(study.valueOfPlanning, { question: "What is it worth to plan for the difference between the scenarios?", sentence: "What is expected of the plan for the mean, less what is expected of the plan for all scenarios: at least this (value of the stochastic solution).", steps: [forMean, forAll] });
    case "knowing":
      return of(study.valueOfKnowing, { question: "What is it worth to know beforehand which scenario comes?", sentence: "What is expected of the plan for all scenarios, less what is expected where each is known beforehand: at most this (expected value of perfect information).", steps: [forAll, valueStep("Each scenario known beforehand", study.waitAndSee)] });
    case "reserve":
      return of(study.valueOfReserve, { question: "What is it worth to hold back a part of budgets?", sentence: "What is expected of the plan for the mean, less what is expected of it with the best of the reserves that were tried; none is one of them.", steps: [forMean, valueStep(`With ${percentText(study.bestReserve)} of budgets held back`, study.mean - study.valueOfReserve)] });
    case "bound":
      return of(study.bound, { question: "How little could any decisions of the first years come to?", sentence: "Prices of the rows of every scenario's model prove it, whatever the solver says.", steps: [forAll] });
    case "gap":
      return { ...of(study.gap, { question: "How far may the plan for all scenarios be from the best?", sentence: "What it comes to less what is proved to be the least, divided by what it comes to.", steps: [forAll, bound] }), unit: "share" };
    default:
      return undefined;
  }
}

function explainDecision(results: Results, it: Study["decisions"]["now"][number], measure: string): Explanation | undefined {
  const told = studyWords(results);
  const money = `M ${results.alliance.settings.currency}`;
  const unit = decisionUnit(results, it);
  const found = { chosen: it.chosen, least: it.least, most: it.most, money: it.money }[measure];
  if (found === undefined) return undefined;
  const who = nationName(results.alliance, it.nation);
  return {
    question: `How much of "${decisionText(results, it)}" is decided in the first years by ${who}?`,
    value: flat(found),
    unit: measure === "money" ? money : unit,
    method: "uncertainty",
    sentence: "Of what every scenario's own best plan wants in nearly the same quantity it is said that it can be decided now; of what they want differently, that what is above the least can wait.",
    steps: [
      { text: "In the plan for all scenarios", value: flat(it.chosen), unit },
      { text: `Least, in the scenario "${told(it.leastIn)}"`, value: flat(it.least), unit },
      { text: `Most, in the scenario "${told(it.mostIn)}"`, value: flat(it.most), unit },
      { text: "Money that the plan for all scenarios commits for it", value: flat(it.money), unit: money },
      { text: "Money between the least and the most", value: flat(it.moneyInDoubt), unit: money },
    ],
    parameters: [SCENARIOS.alike.id, ...VALUE],
    facts: [it.kind === "investment" ? `line:${it.of}` : `system:${it.of}`, ...(it.programme === undefined ? [] : [`programme:${it.programme}`])],
    limits: [NOT_ONLY, AT_ONCE],
  };
}
