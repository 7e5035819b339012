import { reviewRule, targetParameters } from "#engines/targets";
import { EVIDENCE, type Explanation, type ExplanationStep } from "#model";
import { exactly } from "#quantities";
import { ambitionLeaves } from "./ambition.ts";
import { answersView, askedLeaves, askedMost, negotiationOf } from "./answers-view.ts";
import { type CapabilityStanding, standingsOf } from "./capabilities-view.ts";
import { type Counted, isOutOfSight } from "./counted.ts";
import { implementedTargets, TARGET_STATES, type TargetState } from "./implementation-view.ts";
import { type BuysCount, procurementView } from "./procurement-view.ts";
import { PROGRAMME_STANDINGS, programmeRows, type ProgrammeStanding } from "./programme-rows.ts";
import { requirementsView, restsOnJudgement } from "./requirements-view.ts";
import { leafName, nationName, type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { explainSurvey } from "./survey-view.ts";
import { reviewsOf } from "./targets-met.ts";
import { residualsGrown, residualsLeft } from "./targets-view.ts";
import { type WhyKey, whyKey } from "./why-key.ts";

const STANDS_SAID: Readonly<Record<TargetState, string>> = {
  held: "What is held meets the target.",
  "on order": "What is held does not meet the target, and with what is on order it is met.",
  announced: "Only with programmes that are not contracted is the target met.",
  partly: "Programmes serve the target and do not reach it.",
  missing: "What is held and on order does not meet the target, and no programme serves it.",
  unknown: "What is held is unknown.",
};
const PROGRAMME_SAID: Readonly<Record<ProgrammeStanding, string>> = {
  late: "A date of the programme has passed, or it can no longer be ordered in time.",
  "at risk": "Only with the shortest lead time can the programme be ordered in time.",
  "on time": "No date of the programme has passed, and it can still be ordered in time.",
  undated: "No delivery year of the programme is stated.",
  delivered: "The programme is complete.",
  cancelled: "The programme is cancelled.",
};
const ANSWER_SAID = {
  asked: "Something is asked of the ally, whatever it answered.",
  accept: "The target was accepted as it was asked.",
  reserve: "The target was accepted in part or later.",
  decline: "The target was declined.",
  none: "The target has no answer, and is planned on as asked.",
} as const;
const REQUIREMENT_SAID: Readonly<Record<string, string>> = {
  stated: "A requirement of the alliance is stated for the capability.",
  unknown: "No requirement of the alliance is stated for the capability.",
  judged: "The weakest evidence of the requirement is an assumption, or what is derived by a stated rule.",
  all: "All capabilities of the data set.",
  split: "The data themselves split the requirement by CAP level.",
};
const CAPABILITY_SAID: Readonly<Record<CapabilityStanding | "known", readonly [(year: number) => string, string]>> = {
  covered: [(year) => `Which capabilities are covered in full in ${year}?`, "What is known to be available meets the requirement, whatever the others hold."],
  short: [(year) => `Which capabilities are short in ${year}?`, "What is available does not meet the requirement, and enough of the alliance is known to tell."],
  known: [(year) => `Of which capabilities is enough known in ${year}?`, "Either what is known meets the requirement, or enough of the alliance is known to tell that it is short."],
  unknown: [(year) => `Of which capabilities is too little known in ${year}?`, "A requirement is stated, what is known does not meet it, and too little of the alliance is known to tell a shortfall from a gap in the figures."],
};
const STANDINGS = ["on track", "at risk", "off track", "unknown", "nothing asked"];

/** What is counted whatever the year. */
const IN_ALL_YEARS: ReadonlySet<string> = new Set<Counted>(["ambition", "answers", "programmes", "survey", "buys"]);

/** What is counted under a number of a page. Absent: there is no such count. */
export function explainCount(results: Results, parts: WhyKey["parts"]): Explanation | undefined {
  const explanation = countedBy(results, parts);
  const [what = "", , which = ""] = parts;
  if (explanation === undefined || !isOutOfSight(results, what, which)) return explanation;
  const { value: _value, ...rest } = explanation;
  return { ...rest, sentence: "None of what is counted here is in what you may see, and labels may keep some of it back: it is unknown how many there are.", steps: [] };
}

function countedBy(results: Results, [what = "", when = "", which = "", nation]: WhyKey["parts"]): Explanation | undefined {
  const year = Number(when);
  if (when === "all" ? !IN_ALL_YEARS.has(what) : !results.alliance.years.includes(year)) return undefined;
  switch (what) {
    case "requirements":
      return ofRequirements(results, year, which);
    case "capabilities":
      return which === "covered" || which === "short" || which === "known" || which === "unknown" ? ofCapabilities(results, year, which) : undefined;
    case "ambition":
      return ofAmbition(results, which);
    case "answers":
      return when === "all" ? ofAnswers(results, which, nation) : ofAnswersIn(results, year, which, nation);
    case "survey":
      return nation === undefined || when !== "all" ? undefined : explainSurvey(results, which, nation);
    case "states":
      return isOne(TARGET_STATES, which) || which === "served"
        ? ofTargets(results, { what, year, which, nation, said: which === "served" ? "What is held, or with what is on order, meets the target." : STANDS_SAID[which], rows: implementedTargets(results, year).filter((it) => it.state === which || (which === "served" && (it.state === "held" || it.state === "on order"))).map((it) => ({ nation: it.nation, leaf: it.leaf, quantity: it.target })) })
        : undefined;
    case "standings":
      return STANDINGS.slice(0, 4).includes(which)
        ? ofTargets(results, { what, year, which, nation, said: reviewRule(results.alliance), rows: reviewsOf(results, year).flatMap((it) => it.targets).filter((it) => it.standing === which).map((it) => ({ nation: it.nation, leaf: it.leaf, quantity: shown(results, whyKey("review-met", it.nation, year, it.leaf), "share", it.met) })) })
        : undefined;
    case "allies":
      return ofAllies(results, year, which);
    case "residuals":
      return ofResiduals(results, year, which);
    case "buys":
      return ofBuys(results, which);
    case "programmes":
      return isOne(PROGRAMME_STANDINGS, which) ? ofProgrammes(results, which, nation) : undefined;
    default:
      return undefined;
  }
}

const isOne = <T extends string>(words: readonly T[], word: string): word is T => words.some((it) => it === word);
const stepOf = (text: string, { value, low, high, unit, why }: Shown): ExplanationStep => ({ text, ...(value !== undefined && { value: { low: low ?? value, base: value, high: high ?? value } }), unit, why });
const NONE = { parameters: [], facts: [], limits: [] };
const OF_TARGETS = { method: "C10", parameters: targetParameters.map((it) => it.id), facts: [], limits: ["Targets are a proposal by stated rules, not what anyone has agreed."] };

function ofRequirements(results: Results, year: number, which: string): Explanation | undefined {
  const { rows } = requirementsView(results, year);
  type Row = (typeof rows)[number];
  const isStated = (it: Row): boolean => it.required.value !== undefined;
  const known: Readonly<Record<string, (it: Row) => boolean>> = { all: () => true, stated: isStated, unknown: (it) => !isStated(it), judged: restsOnJudgement, split: (it) => isStated(it) && it.split === "stated" };
  const weakest = EVIDENCE.find((it) => it === which);
  const isCounted = weakest === undefined ? (Object.hasOwn(known, which) ? known[which] : undefined) : (it: Row): boolean => isStated(it) && it.evidence.at(-1) === weakest;
  if (isCounted === undefined) return undefined;
  const found = rows.filter(isCounted);
  return { ...NONE, question: `Which requirements of ${year} are counted here?`, value: exactly(found.length), unit: "capabilities", method: "data", sentence: weakest === undefined ? (REQUIREMENT_SAID[which] ?? "") : `The weakest evidence of the requirement is: ${weakest}.`, steps: found.map((it) => stepOf(it.name, it.required)) };
}

/** Capabilities with a requirement that stand so, each with its coverage. */
function ofCapabilities(results: Results, year: number, which: CapabilityStanding | "known"): Explanation | undefined {
  const { alliance, assessment } = results;
  const leaves = [...standingsOf(results, year)].flatMap(([leaf, standing]) => (standing === which || (which === "known" && standing !== "unknown") ? [leaf] : []));
  const [question, sentence] = CAPABILITY_SAID[which];
  return {
    ...NONE,
    question: question(year),
    value: exactly(leaves.length),
    unit: "capabilities",
    method: "C14",
    sentence,
    steps: leaves.map((leaf) => stepOf(leafName(alliance, leaf), shown(results, whyKey("coverage", leaf, year), "share", assessment.standing(leaf, year).coverage))),
    parameters: ["assess.known-least"],
  };
}

function ofAmbition(results: Results, situation: string): Explanation | undefined {
  const leaves = ambitionLeaves(results, situation);
  if (leaves.length === 0) return undefined;
  const year = results.alliance.settings.firstYear;
  return {
    ...NONE,
    question: "Which capabilities does the ambition count?",
    value: exactly(leaves.length),
    unit: "capabilities",
    method: "data",
    sentence: "Each has a requirement of the alliance for this situation, in some year.",
    steps: leaves.map((leaf) => stepOf(leafName(results.alliance, leaf), shown(results, whyKey("required", leaf, year), results.alliance.capabilityById.get(leaf)?.unit ?? "", results.assessment.standing(leaf, year).required?.total))),
  };
}

/** Answers to targets in the years of the plan, one for each ally and capability: by ally, and of one ally by capability. */
function ofAnswers(results: Results, which: string, nation: string | undefined): Explanation | undefined {
  if (which !== "asked" && which !== "accept" && which !== "reserve" && which !== "decline" && which !== "none") return undefined;
  const { alliance } = results;
  const question = nation === undefined ? "Which answers to targets are counted here?" : `${nationName(alliance, nation)}: which of its answers to targets are counted here?`;
  if (nation === undefined) {
    const counts = answersView(results).nations.map((it) => ({ ...it, count: { asked: it.asked, accept: it.accepted, reserve: it.reserved, decline: it.declined, none: it.open }[which] }));
    return { ...OF_TARGETS, question, value: exactly(counts.reduce((sum, it) => sum + it.count, 0)), unit: "targets", sentence: ANSWER_SAID[which], steps: byNation(counts.map((it) => ({ nation: it.nation, name: it.name, count: it.count })), "answers", "all", which) };
  }
  const made = negotiationOf(results);
  const { outstanding } = made;
  const leaves = which === "asked" ? askedLeaves(made, nation) : which === "none" ? outstanding.filter((it) => it.nation === nation).map((it) => it.leaf) : alliance.facts.answer.filter((it) => it.nation === nation && it.response === which).map((it) => it.capability);
  return {
    ...OF_TARGETS,
    question,
    value: exactly(leaves.length),
    unit: "targets",
    sentence: ANSWER_SAID[which],
    steps: leaves.map((leaf) => stepOf(leafName(alliance, leaf), askedMost(results, { nation, leaf }))),
    facts: alliance.facts.answer.filter((it) => it.nation === nation && it.response === which).map((it) => `answer:${it.id}`),
  };
}

/** Answers to the targets of one year, as the review counts them. */
function ofAnswersIn(results: Results, year: number, which: string, nation: string | undefined): Explanation | undefined {
  if (which !== "asked" && which !== "accept" && which !== "reserve" && which !== "decline" && which !== "none") return undefined;
  const rows = reviewsOf(results, year).flatMap((it) => it.targets).filter((it) => which === "asked" || (it.response ?? "none") === which);
  return ofTargets(results, { what: "answers", year, which, nation, said: ANSWER_SAID[which], rows: rows.map((it) => ({ nation: it.nation, leaf: it.leaf, quantity: shown(results, whyKey("target", it.leaf, year, it.nation), it.unit, it.stands) })) });
}

interface OfTargets {
  readonly what: "states" | "standings" | "answers";
  readonly year: number;
  readonly which: string;
  readonly nation: string | undefined;
  readonly said: string;
  readonly rows: readonly { readonly nation: string; readonly leaf: string; readonly quantity: Shown }[];
}

function ofTargets(results: Results, { what, year, which, nation, said, rows }: OfTargets): Explanation {
  const { alliance } = results;
  const found = rows.filter((it) => nation === undefined || it.nation === nation);
  const counts = alliance.nations.map((it) => ({ nation: it.id, name: nationName(alliance, it.id), count: found.filter((row) => row.nation === it.id).length }));
  return {
    ...OF_TARGETS,
    question: questionOf(what === "standings" ? `are ${which}` : "are counted here", year, nation === undefined ? undefined : nationName(alliance, nation)),
    value: exactly(found.length),
    unit: "targets",
    sentence: said,
    steps: nation === undefined ? byNation(counts, what, year, which) : found.map((it) => stepOf(leafName(alliance, it.leaf), it.quantity)),
  };
}

const questionOf = (are: string, year: number, name: string | undefined): string => (name === undefined ? `Which targets for ${year} ${are}?` : `${name}: which of its targets for ${year} ${are}?`);

function ofAllies(results: Results, year: number, which: string): Explanation | undefined {
  if (!STANDINGS.includes(which)) return undefined;
  const found = reviewsOf(results, year).filter((it) => it.standing === which);
  return {
    ...OF_TARGETS,
    question: which === "nothing asked" ? `Of which allies is nothing asked in ${year}?` : `Which allies are ${which} in ${year}?`,
    value: exactly(found.length),
    unit: "allies",
    sentence: reviewRule(results.alliance),
    steps: found.map((it) => stepOf(nationName(results.alliance, it.nation), shown(results, whyKey("review-met", it.nation, year), "share", it.judged.mean))),
  };
}

function ofResiduals(results: Results, year: number, which: string): Explanation | undefined {
  if (which !== "left" && which !== "grown") return undefined;
  const leaves = which === "left" ? residualsLeft(results, year) : residualsGrown(results, year);
  return {
    ...OF_TARGETS,
    question: which === "left" ? `Of which capabilities is a part asked of no ally in ${year}?` : "Of which capabilities did the answers make the part grow that is asked of no ally?",
    value: exactly(leaves.length),
    unit: "capabilities",
    sentence: "What remains after the cap and the reasonable challenge of every ally: a common-funded or multinational target.",
    steps: leaves.map((leaf) => {
      const row = results.targets.leaves.find((it) => it.leaf === leaf && it.year === year);
      return stepOf(leafName(results.alliance, leaf), shown(results, whyKey("residual", leaf, year), row?.unit ?? "", row?.residual));
    }),
  };
}

function ofProgrammes(results: Results, which: ProgrammeStanding, nation: string | undefined): Explanation {
  const { alliance } = results;
  const found = programmeRows(results, (it) => nation === undefined || it.nation === nation).filter((it) => it.standing === which);
  const counts = alliance.nations.map((it) => ({ nation: it.id, name: nationName(alliance, it.id), count: found.filter((row) => row.nation === it.id).length }));
  return {
    ...NONE,
    question: nation === undefined ? "Which programmes are counted here?" : `${nationName(alliance, nation)}: which of its programmes are counted here?`,
    value: exactly(found.length),
    unit: "programmes",
    method: "data",
    sentence: PROGRAMME_SAID[which],
    steps: nation === undefined ? byNation(counts, "programmes", "all", which) : found.map((it) => stepOf(it.name, it.quantity)),
    facts: nation === undefined ? [] : found.map((it) => `programme:${it.programme}`),
    limits: ["A programme stands as its record last said."],
  };
}

const BUYS_SAID: Readonly<Record<BuysCount, readonly [string, string]>> = {
  meeting: ["In which classes do two allies or more take delivery in the same years?", "Programmes of two allies or more of the class deliver in the same year, as stated."],
  together: ["What does the plan buy together?", "The joint agreements of the plan under which several allies buy."],
  alone: ["Under which agreements does one ally alone buy?", "Of the members of the agreement one alone buys something under it in the plan."],
  "under way": ["Which programmes are under way?", "Programmes that are neither complete nor cancelled."],
  undated: ["Of which programmes is it unknown when they deliver?", "No delivery year of the programme is stated."],
};

function ofBuys(results: Results, which: string): Explanation | undefined {
  if (!isOne(Object.keys(BUYS_SAID) as BuysCount[], which)) return undefined;
  const { told, groups, bundles = [] } = procurementView(results);
  const [question, sentence] = BUYS_SAID[which];
  const rows = groups.flatMap((it) => it.programmes).filter((it) => which === "under way" || it.firstYear === undefined);
  return {
    ...NONE,
    question,
    value: exactly(told[which].value ?? 0),
    unit: told[which].unit,
    method: which === "together" || which === "alone" ? "C32" : "data",
    sentence,
    steps: which === "meeting" ? groups.filter((it) => it.overlapYears.length > 0).map((it): ExplanationStep => ({ text: it.name, value: exactly(it.programmes.length), unit: "programmes" })) : which === "together" || which === "alone" ? bundles.filter((it) => (it.only === undefined) === (which === "together")).map((it) => stepOf(it.name, it.quantity)) 
      : rows.map((it) => stepOf(`${it.name} (${it.nationName})`, it.quantity)),
    limits: ["A programme stands as its record last said."],
  };
}

/** The allies with a part of a count, most first; each answers what is counted of it. */
const byNation = (counts: readonly { readonly nation: string; readonly name: string; readonly count: number }[], what: Counted, when: number | "all", which: string): readonly ExplanationStep[] =>
  counts
    .filter((it) => it.count > 0)
    .toSorted((a, b) => b.count - a.count)
    .map((it) => ({ text: it.name, value: exactly(it.count), unit: what === "programmes" ? "programmes" : "targets", why: whyKey("count", what, when, which, it.nation) }));
