import { priorities } from "#engines/assess";
import { burdenRemark, type Fairness, fairnessOf, type NationReview, type NationStanding, reviewRule, type Standing, targetParameters, TARGETS, type TargetReview } from "#engines/targets";
import type { Explanation, ExplanationStep, Response } from "#model";
import { exactly } from "#quantities";
import { negotiationOf, termsOf } from "./answers-view.ts";
import { shareAtLeast } from "./at-least.ts";
import { boundOf } from "./basis.ts";
import { type CountedTargets, countedTargets } from "./counted-targets.ts";
import { countedEach } from "./counted.ts";
import { type FairnessMeasure, measuresOf } from "./fairness-measures.ts";
import { measureText, moneyText, numberText, percentText } from "./figure-text.ts";
import { capShown, plannedCoverage } from "./planned-coverage.ts";
import { leafName, markingOf, nationName, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import type { ResponseCounts } from "./targets-view.ts";
import { meanSaid, metOf, reviewsOf, type TargetsMet, targetsMet } from "./targets-met.ts";
import { whyKey } from "./why-key.ts";

/** One target in the review. */
export interface ReviewTarget {
  readonly leaf: string;
  readonly name: string;
  readonly asked: Shown;
  readonly stands: Shown;
  /** Asked and not taken up, by the ally's own answer. */
  readonly declined: Shown;
  readonly response: Response | "none";
  readonly today: Shown;
  readonly ordered: Shown;
  readonly planned: Shown;
  readonly met: Shown;
  readonly standing: Standing;
  /** What is left of it, and what share of the alliance's requirement that is. */
  readonly left: Shown;
  readonly leftShare: Shown;
}

/** Progress in one system of the plan adopted last. */
export interface ReviewProgress {
  readonly system: string;
  readonly name: string;
  /** Promised to be delivered by the year, under contract by then, and in today's aligned plan by then. */
  readonly promised: Shown;
  readonly contracted: Shown;
  readonly planned: Shown;
}

/** One ally in the review. */
export interface ReviewNation extends TargetsMet {
  readonly nation: string;
  readonly name: string;
  readonly standing: NationStanding;
  readonly counts: Readonly<Record<Standing, number>>;
  /** Its targets, and how it answered them. */
  readonly asked: number;
  readonly responses: ResponseCounts;
  /** Both counts as figures that answer why. */
  readonly told: { readonly targets: Readonly<Record<Standing, Shown>>; readonly responses: Readonly<Record<keyof ResponseCounts, Shown>> };
  readonly targets: readonly ReviewTarget[];
  readonly reservations: readonly { readonly leaf: string; readonly name: string; readonly text: string; readonly reason: string }[];
  readonly unanswered: readonly string[];
  /** Money on the path to the year, what its targets would add in cost to then, and what the plan spends to then. */
  readonly money: Shown;
  readonly targetsCost: Shown;
  readonly planSpend: Shown;
  /** Defence spending as a share of GDP, latest year. Absent: nobody said. */
  readonly shareOfGdp?: Shown;
  readonly progress: readonly ReviewProgress[];
  /** The same year as reviewed on an earlier picture. Absent: none was given, or the ally was not in it. */
  readonly since?: TargetsMet & { readonly asOf: string; readonly standing: NationStanding };
  readonly sentences: readonly string[];
}

/** What nobody is asked for. */
export interface ReviewResidual {
  readonly leaf: string;
  readonly name: string;
  readonly before: Shown;
  readonly after: Shown;
  readonly share: Shown;
  /** Covered by what is there, and under the aligned plan with what of that is held today; as `PlannedCoverage`, no value where nothing is planned. */
  readonly coverage: Shown;
  readonly planned: Shown;
  readonly heldInPlan: Shown;
  /** Allies asked for most: who carries it. */
  readonly carriers: readonly { readonly nation: string; readonly name: string; readonly share: number; readonly shown: Shown }[];
}

/** The review of Step 5, per ally and for the alliance, from the same data. */
export interface ReviewView {
  readonly alliance: string;
  readonly marking: string;
  readonly asOf: string;
  readonly path: string;
  readonly year: number;
  readonly runKey: string;
  readonly currency: string;
  readonly rule: string;
  readonly counted: CountedTargets;
  /** Targets of all allies that are judged. */
  readonly asked: number;
  /** Least part of an ally's targets that must be known for it to be judged. Unit: share. */
  readonly judgedFrom: Shown;
  /** Whether targets of what is planned are judged as if the plan were carried out; the others, and all where there is none, on what is on order or held. */
  readonly isOnPlan: boolean;
  /** Parts that could not be made, and how to get them. */
  readonly missing: readonly string[];
  readonly nations: readonly ReviewNation[];
  /** Priority shortfall areas by the rule of the assessment; how each stands is among `residuals`. */
  readonly priorities: readonly { readonly rank: number; readonly leaf: string; readonly name: string }[];
  readonly residuals: readonly ReviewResidual[];
  /** The most of a requirement that one ally may count in what is planned. */
  readonly cap: Shown;
  readonly reservations: readonly { readonly nation: string; readonly name: string; readonly leaf: string; readonly text: string }[];
  readonly fairness: Fairness;
  /** The measures of fairness as figures that answer why; of Wilcoxon's test its p-value. */
  readonly measures: Readonly<Record<FairnessMeasure, Shown>>;
  /** How the targets of all allies stand, and the allies, as figures that answer why. */
  readonly told: { readonly targets: Readonly<Record<Standing, Shown>>; readonly allies: Readonly<Record<NationStanding, Shown>> };
  readonly sentences: readonly string[];
}

const PRIORITIES_MOST = 10;
const CARRIERS_MOST = 3;
const NO_PLAN = "The aligned plan is not made yet";
// A mean that moves by less stands as before. Unit: share.
const MOVED = 0.005;

/** How an ally stands as it is judged: with the plan where there is one. */
const judgedOf = ({ ready, withPlan }: TargetsMet): number | undefined => (withPlan ?? ready).value;

/** Reviews a year. Before the plan is made it is judged on orders and holdings, and says so. */
export function reviewView(results: Results, year: number): ReviewView {
  const { alliance } = results;
  const reviews = reviewsOf(results, year);
  const nations = reviews.map((it) => nationRow(results, it, year));
  const residuals = residualsOf(results, year);
  const fairness = fairnessOf(alliance, results.targets, year);
  const missing = missingOf(results);
  const standing = (of: Standing): number => nations.reduce((sum, it) => sum + it.counts[of], 0);
  const allies = (of: NationStanding): number => nations.filter((it) => it.standing === of).length;
  return {
    alliance: alliance.settings.alliance,
    marking: markingOf(alliance),
    asOf: alliance.settings.asOf,
    path: results.path,
    year,
    runKey: results.runKey,
    currency: alliance.settings.currency,
    rule: reviewRule(alliance),
    counted: countedTargets(results, year),
    asked: nations.reduce((sum, it) => sum + it.asked, 0),
    isOnPlan: results.comparison !== undefined,
    judgedFrom: shown(results, whyKey("parameter", TARGETS.reviewKnown.id), "share", alliance.valueOf(TARGETS.reviewKnown).base),
    missing,
    nations,
    priorities: prioritiesOf(results, year),
    residuals,
    cap: capShown(results),
    reservations: nations.flatMap((it) => it.reservations.map((one) => ({ nation: it.nation, name: it.name, leaf: one.leaf, text: `${it.name}, ${one.name}: ${one.text}` }))),
    fairness,
    measures: measuresOf(results, fairness),
    told: {
      targets: countedEach(results, { what: "standings", when: year, unit: "targets" }, { "on track": standing("on track"), "at risk": standing("at risk"), "off track": standing("off track"), unknown: standing("unknown") }),
      allies: countedEach(results, { what: "allies", when: year, unit: "allies" }, { "on track": allies("on track"), "at risk": allies("at risk"), "off track": allies("off track"), unknown: allies("unknown"), "nothing asked": allies("nothing asked") }),
    },
    sentences: allianceSentences(results, { nations, residuals, fairness, year }),
  };
}

/** Why an ally meets its targets, or one of them, so far as the review judges. Absent: it has none such. */
export function explainReviewMet(results: Results, { nation, year, leaf }: { readonly nation: string; readonly year: number; readonly leaf?: string }): Explanation | undefined {
  const review = reviewsOf(results, year).find((it) => it.nation === nation);
  if (review === undefined) return undefined;
  const { alliance } = results;
  const about = { method: "C10", parameters: targetParameters.map((it) => it.id), facts: [], limits: ["Targets are a proposal by stated rules, not what anyone has agreed."] };
  const step = (text: string, value: number | undefined, unit: string, why?: string): ExplanationStep => ({ text, ...(value !== undefined && { value: exactly(value) }), unit, ...(why !== undefined && { why }) });
  if (leaf === undefined) {
    return {
      ...about,
      question: `How far does ${nationName(alliance, nation)} meet its targets in ${year}, as the review judges?`,
      ...(review.judged.mean !== undefined && { value: exactly(review.judged.mean) }),
      unit: "share",
      sentence: `${meanSaid(review.judged)} Each is judged on the aligned plan where there is one, else on what is on order, else on what is held. What is ready without the plan is a mean of the same targets by the same rule.`,
      steps: review.targets.toSorted((a, b) => (a.met ?? 2) - (b.met ?? 2)).map((it) => step(it.judgedOn === undefined ? leafName(alliance, it.leaf) : `${leafName(alliance, it.leaf)}, judged on ${JUDGED[it.judgedOn]}`, it.met, "share", whyKey("review-met", nation, year, it.leaf))),
    };
  }
  const it = review.targets.find((one) => one.leaf === leaf);
  if (it === undefined) return undefined;
  return {
    ...about,
    question: `How far does ${nationName(alliance, nation)} meet its target for ${leafName(alliance, leaf)} in ${year}, as the review judges?`,
    ...(it.met !== undefined && { value: exactly(it.met) }),
    unit: "share",
    sentence: it.judgedOn === undefined ? "Nothing is known of what it reaches." : `Judged on ${JUDGED[it.judgedOn]}. What was declined counts as not met, whatever is held.`,
    steps: [
      step("Target that stands", it.stands, it.unit, whyKey("target", leaf, year, nation)),
      step("Asked and not taken up", it.declined, it.unit),
      step("Held and ready today", it.reach.today, it.unit, whyKey("available", leaf, alliance.settings.firstYear, nation)),
      step("With what is on order", it.reach.ordered, it.unit, whyKey("available", leaf, year, nation)),
      step("Under the aligned plan", it.reach.planned, it.unit),
      { ...step("What is left", it.left, it.unit), part: "left" },
    ],
  };
}

function missingOf({ alliance, comparison, seen }: Results): readonly string[] {
  return [
    ...(comparison === undefined ? [`${NO_PLAN}: targets are judged on what is on order or held. Make it with: node bin/concord.mjs plan, or node bin/concord.mjs review --plan.`] : []),
    ...(alliance.facts.answer.length === 0 ? [seen === undefined ? "No ally has answered its targets: every target stands as proposed. Record answers with: node bin/concord.mjs answer." : "No answer to a target is in what you may see: every target stands here as proposed, and what allies have answered is unknown."] : []),
    ...(alliance.facts.adoptedOrder.length === 0 ? [seen === undefined ? "No plan adopted before is stated (adopted_orders.csv), so progress against it cannot be shown." : "No plan adopted before is in what you may see, so progress against it cannot be shown."] : []),
  ];
}

function nationRow(results: Results, review: NationReview, year: number): ReviewNation {
  const { alliance } = results;
  const { nation } = review;
  const currency = alliance.settings.currency;
  const budget = results.targets.budgets.find((it) => it.nation === nation && it.year === year);
  const spend = results.comparison?.aligned.spend.filter((it) => it.nation === nation && it.year <= year).reduce((sum, it) => sum + it.total, 0);
  const gdpShare = (alliance.economyOf.get(nation) ?? []).filter((it) => it.measure === "defence-share-of-gdp").toSorted((a, b) => b.year - a.year)[0];
  const why = whyKey("budget", nation, year);
  const counts = { "on track": 0, "at risk": 0, "off track": 0, unknown: 0 };
  const responses = { accept: 0, reserve: 0, decline: 0, none: 0 };
  for (const it of review.targets) counts[it.standing] += 1;
  for (const it of review.targets) responses[it.response ?? "none"] += 1;
  const row: Omit<ReviewNation, "sentences"> = {
    nation,
    name: nationName(alliance, nation),
    standing: review.standing,
    ...targetsMet(results, review, year),
    counts,
    asked: review.targets.length,
    responses,
    told: {
      targets: countedEach(results, { what: "standings", when: year, unit: "targets", nation }, counts),
      responses: countedEach(results, { what: "answers", when: year, unit: "targets", nation }, responses),
    },
    targets: review.targets.map((it) => targetRow(results, it, year)),
    reservations: review.reservations.map((it) => ({ leaf: it.leaf, name: leafName(alliance, it.leaf), text: it.response === "decline" ? "declined" : `reserved (${termsOf(it, alliance.capabilityById.get(it.leaf)?.unit ?? "")})`, reason: it.reason })),
    unanswered: review.unanswered,
    money: shownMoney(results, why, budget?.money, { part: "money-to" }),
    targetsCost: shownMoney(results, why, budget?.cost, { part: "targets-cost" }),
    planSpend: shownMoney(results, why, spend, { part: "spent-to" }),
    ...(gdpShare !== undefined && { shareOfGdp: shown(results, whyKey("economy", nation, "defence-share-of-gdp"), "share", gdpShare.value, { asOf: String(gdpShare.year) }) }),
    progress: progressOf(results, nation, year),
  };
  return { ...row, sentences: nationSentences(row, { year, currency, known: review.known }) };
}

function targetRow(results: Results, it: TargetReview, year: number): ReviewTarget {
  const { alliance } = results;
  const why = (kind: "target" | "available"): string => whyKey(kind, it.leaf, year, it.nation);
  const required = results.targets.leaves.find((leaf) => leaf.leaf === it.leaf && leaf.year === year)?.required ?? 0;
  const now = whyKey("available", it.leaf, alliance.settings.firstYear, it.nation);
  const least = leastOf(results, it, { now, ordered: why("available") });
  const cautionOf = (of: keyof typeof least): Partial<Shown> => (least[of] === undefined ? {} : { caution: least[of] });
  return {
    leaf: it.leaf,
    name: leafName(alliance, it.leaf),
    asked: shown(results, why("target"), it.unit, it.asked, { part: "asked" }),
    stands: shown(results, why("target"), it.unit, it.stands),
    declined: shown(results, why("target"), it.unit, it.declined, { part: "declined" }),
    response: it.response ?? "none",
    today: shown(results, now, it.unit, it.reach.today, cautionOf("holdings")),
    ordered: shown(results, why("available"), it.unit, it.reach.ordered, cautionOf("order")),
    planned: shown(results, whyKey("planned", it.leaf, year, it.nation), it.unit, it.reach.planned, cautionOf("plan")),
    met: shown(results, whyKey("review-met", it.nation, year, it.leaf), "share", it.met, it.judgedOn === undefined ? {} : { caution: [least[it.judgedOn], `judged on ${JUDGED[it.judgedOn]}`].filter((text) => text !== undefined).join("; ") }),
    standing: it.standing,
    left: shown(results, whyKey("review-met", it.nation, year, it.leaf), it.unit, it.left, { part: "left" }),
    leftShare: shown(results, whyKey("review-met", it.nation, year, it.leaf), "share", it.left === undefined || required <= 0 ? undefined : it.left / required, { part: "left-share" }),
  };
}

/** What each figure of a target leaves out, so that it is the least: what some of its systems, or all of them, come to is unknown. Absent: nothing. */
function leastOf(results: Results, { reach }: TargetReview, { now, ordered }: { readonly now: string; readonly ordered: string }): Readonly<Record<NonNullable<TargetReview["judgedOn"]>, string | undefined>> {
  const held = reach.today === undefined ? "at least: what it holds is unknown" : boundOf(results, now);
  return { holdings: held, order: reach.today === undefined ? held : boundOf(results, ordered), plan: held };
}

const JUDGED = { plan: "the aligned plan", order: "what is on order", holdings: "what is held" } as const;

/** What the plan adopted last lets the nation buy by the year, beside contracts and today's plan. */
function progressOf(results: Results, nation: string, year: number): readonly ReviewProgress[] {
  const { alliance } = results;
  const systems = [...new Set(alliance.facts.adoptedOrder.flatMap((it) => (it.nation === nation && it.year <= year ? [it.system] : [])))];
  return systems.map((system): ReviewProgress => {
    const it = adoptedOf(results, { nation, system, year });
    const told = (value: number | undefined, part?: string): Shown => shown(results, whyKey("adopted", nation, system, year), it.unit, value, part === undefined ? {} : { part });
    return { system, name: alliance.systemById.get(system)?.nameEn ?? system, promised: told(it.promised), contracted: told(it.contracted, "contracted"), planned: told(it.planned, "planned") };
  });
}

interface AdoptedAsk {
  readonly nation: string;
  readonly system: string;
  readonly year: number;
}

function adoptedOf({ alliance, comparison }: Results, { nation, system, year }: AdoptedAsk) {
  const isOwn = (it: { readonly nation: string; readonly system: string }): boolean => it.nation === nation && it.system === system;
  const adopted = alliance.facts.adoptedOrder.filter((it) => isOwn(it) && it.year <= year);
  const firm = alliance.facts.programme.filter((it) => isOwn(it) && (it.status === "contracted" || it.status === "delivering" || it.status === "complete"));
  return {
    adopted,
    firm,
    unit: alliance.systemById.get(system)?.unit ?? "items",
    promised: adopted.reduce((sum, it) => sum + it.quantity.base, 0),
    contracted: firm.reduce((sum, it) => sum + (it.quantity?.base ?? 0) * partBy(it, year), 0),
    planned: comparison?.aligned.orders.filter((it) => isOwn(it) && it.year <= year).reduce((sum, it) => sum + it.quantity, 0),
  };
}

/** What the plan adopted last lets an ally buy of a system by a year, beside what is contracted and what today's plan orders. Unit: the system's. Method C10. Absent: that plan says nothing of it. */
export function explainAdopted(results: Results, ask: AdoptedAsk): Explanation | undefined {
  const { alliance } = results;
  const it = adoptedOf(results, ask);
  if (it.adopted.length === 0) return undefined;
  const system = alliance.systemById.get(ask.system)?.nameEn ?? ask.system;
  const step = (text: string, value: number | undefined): Explanation["steps"][number] => ({ text, ...(value !== undefined && { value: exactly(value) }), unit: it.unit });
  return {
    question: `What does the plan adopted last let ${nationName(alliance, ask.nation)} buy of ${system} by ${ask.year}?`,
    value: exactly(it.promised),
    unit: it.unit,
    method: "C10",
    sentence: "The sum of its orders in the plan adopted last. A contract counts evenly over the years of its deliveries; without years, all of it.",
    steps: [{ ...step("Contracted by then", it.contracted), part: "contracted" }, { ...step("Ordered by then in today's aligned plan", it.planned), part: "planned" }],
    parameters: [],
    facts: [...it.adopted.map((row) => `adoptedOrder:${row.id}`), ...it.firm.map((row) => `programme:${row.id}`)],
    limits: [],
  };
}

/** Part of a programme delivered by a year: evenly over its window; without one, all of it. */
function partBy({ firstYear, lastYear }: { readonly firstYear?: number | undefined; readonly lastYear?: number | undefined }, year: number): number {
  const first = firstYear ?? lastYear;
  if (first === undefined) return 1;
  const last = lastYear ?? first;
  return Math.min(Math.max((year - first + 1) / (last - first + 1), 0), 1);
}

interface SentenceAsk {
  readonly year: number;
  readonly currency: string;
  readonly known: number;
}

function nationSentences(row: Omit<ReviewNation, "sentences">, { year, currency, known }: SentenceAsk): readonly string[] {
  const { counts, targets } = row;
  if (targets.length === 0) return [`${row.name} is asked for nothing in ${year}.`];
  const declined = targets.filter((it) => (it.declined.value ?? 0) > 0);
  const worst = targets.filter((it) => (it.leftShare.value ?? 0) > 0).toSorted((a, b) => (b.leftShare.value ?? 0) - (a.leftShare.value ?? 0)).slice(0, 3);
  const judged = row.standing === "unknown" ? `cannot be judged in ${year}: only ${percentText(known)} of its ${targets.length} targets are known` : `is ${row.standing} in ${year}`;
  const counted = targets.filter((it) => it.planned.value !== undefined && it.today.value !== undefined && it.planned.value < it.today.value * (1 - 1e-6));
  const overCost = row.money.value !== undefined && row.targetsCost.value !== undefined && row.money.value > 0 ? row.targetsCost.value / row.money.value : undefined;
  return [
    `${row.name} ${judged}. ${counts["on track"]} of ${targets.length} on track, ${counts["at risk"]} at risk, ${counts["off track"]} off track${counts.unknown > 0 ? `, ${counts.unknown} unknown` : ""}.`,
    `Ready, of its targets: ${meanText(row.ready, row.readyKnown, row.toldFrom)}.${row.withPlan === undefined ? "" : ` With the plan, of its targets: ${meanText(row.withPlan, row.withPlanKnown ?? 0, row.toldFrom)}.`}`,
    ...(declined.length === 0 ? [] : [`It declined ${declined.map((it) => `${it.name} ${measureText(it.declined.value, it.asked.unit)} (of ${numberText(it.asked.value)} asked)`).join("; ")}: still asked of it, and counted as not met.`]),
    ...(worst.length === 0 ? [] : [`It leaves most of: ${worst.map((it) => `${it.name}: ${measureText(it.left.value, it.left.unit)} (${percentText(it.leftShare.value)} of what the alliance needs)`).join("; ")}.`]),
    row.money.value === undefined
      ? "Its money for the plan is unknown."
      : `Money to ${year} ${moneyText(row.money.value, currency)}; ${overCost === undefined ? "its targets cost an unknown sum" : `what its targets add costs ${moneyText(row.targetsCost.value ?? 0, currency)}, ${percentText(overCost)} of it`}${row.planSpend.value === undefined ? "" : `; the plan spends ${moneyText(row.planSpend.value, currency)}`}.`,
    ...(counted.length === 0 ? [] : [`The plan counts less than is held in ${counted.map((it) => it.name).join(", ")}: what serves several capabilities counts once there, and without a standard that is needed only in part.`]),
    ...(row.reservations.length === 0 ? [] : [`Outstanding: ${row.reservations.map((it) => `${it.name} ${it.text}`).join("; ")}.`]),
    ...(row.unanswered.length === 0 ? [] : [`${row.unanswered.length} of its targets ${row.unanswered.length === 1 ? "has" : "have"} no answer.`]),
  ];
}

/** A mean with the number of targets that it rests on; where these are too few, from how many on it is told. @example meanText(figure(0.31), 16, 8) // → "31 % (16 known)" */
const meanText = ({ value }: Shown, known: number, from: number): string => `${percentText(value)} (${known} known${value === undefined ? `, told from ${from} on` : ""})`;

const prioritiesOf = ({ alliance, assessment }: Results, year: number): ReviewView["priorities"] => priorities(alliance, assessment, year).slice(0, PRIORITIES_MOST).map((it) => ({ rank: it.rank, leaf: it.leaf, name: leafName(alliance, it.leaf) }));

function residualsOf(results: Results, year: number): readonly ReviewResidual[] {
  const { alliance, assessment } = results;
  const before = new Map(negotiationOf(results).proposed.leaves.filter((it) => it.year === year).map((it) => [it.leaf, it.residual]));
  return results.targets.leaves.filter((it) => it.year === year && it.required > 0).map((it): ReviewResidual => {
    const standing = assessment.standing(it.leaf, year);
    const why = whyKey("residual", it.leaf, year);
    const { planned, heldInPlan } = plannedCoverage(results, it.leaf, year);
    const nothing = shown(results, whyKey("planned", it.leaf, year), "share", undefined);
    return {
      leaf: it.leaf,
      name: leafName(alliance, it.leaf),
      before: shown(results, why, it.unit, before.get(it.leaf), { part: "before" }),
      after: shown(results, why, it.unit, it.residual),
      share: shown(results, why, "share", it.residual / it.required, { part: "share" }),
      coverage: shown(results, whyKey("coverage", it.leaf, year), "share", standing.coverage, shareAtLeast(results, standing.coverage, { unknown: standing.unknown.length })),
      planned: planned ?? nothing,
      heldInPlan: heldInPlan ?? nothing,
      carriers: it.nations.filter((row) => row.target > 0).toSorted((a, b) => b.target - a.target).slice(0, CARRIERS_MOST).map((row) => ({ nation: row.nation, name: nationName(alliance, row.nation), share: row.target / it.required, shown: shown(results, whyKey("target", it.leaf, year, row.nation), "share", row.target / it.required, { part: "of-required" }) })),
    };
  });
}

function targetsSentence(nations: readonly ReviewNation[], year: number): string {
  const sum = (standing: Standing): number => nations.reduce((all, it) => all + it.counts[standing], 0);
  const all = nations.reduce((total, it) => total + it.targets.length, 0);
  return `Of ${all} targets for ${year} ${sum("on track")} are on track, ${sum("at risk")} at risk, ${sum("off track")} off track${sum("unknown") > 0 ? `; of ${sum("unknown")} nobody has reported enough to say` : ""}.`;
}

/**
 * The review beside the same year's review on an earlier picture, another data set of the same alliance: progress of every
 * ally that stands in both. Both are judged in the same way, on the same kind of figures, only if both have a plan or neither has.
 */
export function sinceReview(now: ReviewView, before: ReviewView): ReviewView {
  const was = new Map(before.nations.map((it) => [it.nation, it]));
  const nations = now.nations.map((it): ReviewNation => {
    const earlier = was.get(it.nation);
    if (earlier === undefined) return it;
    const [is, wasMet] = [judgedOf(it), judgedOf(earlier)];
    const since = { asOf: before.asOf, ...metOf(earlier), standing: earlier.standing };
    if (it.standing === "nothing asked" || earlier.standing === "nothing asked") return { ...it, since };
    const sentence = is === undefined || wasMet === undefined ? `Progress since ${before.asOf} is unknown.` : `Since ${before.asOf} it went from ${percentText(wasMet)} (${earlier.standing}) to ${percentText(is)} (${it.standing}).`;
    return { ...it, since, sentences: [...it.sentences, sentence] };
  });
  const moved = nations.flatMap((it) => {
    const [is, wasMet] = [judgedOf(it), it.since === undefined ? undefined : judgedOf(it.since)];
    return is === undefined || wasMet === undefined ? [] : [is - wasMet];
  });
  const [up, down] = [moved.filter((it) => it > MOVED).length, moved.filter((it) => it < -MOVED).length];
  const isUneven = now.missing.some((it) => it.startsWith(NO_PLAN)) !== before.missing.some((it) => it.startsWith(NO_PLAN));
  return {
    ...now,
    nations,
    sentences: [...now.sentences, `Since ${before.asOf} ${up} ${up === 1 ? "ally has" : "allies have"} moved up, ${down} down, ${moved.length - up - down} stand as before.`],
    missing: [...now.missing, ...(isUneven ? ["Only one of the two pictures has a plan, so progress compares a plan with what is on order. Make both plans first."] : [])],
  };
}

interface AllianceAsk {
  readonly nations: readonly ReviewNation[];
  readonly residuals: readonly ReviewResidual[];
  readonly fairness: Fairness;
  readonly year: number;
}

function allianceSentences(results: Results, { nations, residuals, fairness, year }: AllianceAsk): readonly string[] {
  const { alliance } = results;
  const count = (standing: NationStanding): number => nations.filter((it) => it.standing === standing).length;
  const unasked = nations.filter((it) => it.standing === "nothing asked");
  const off = nations.filter((it) => it.standing === "off track");
  const left = residuals.filter((it) => (it.after.value ?? 0) > 0);
  const grown = residuals.filter((it) => (it.after.value ?? 0) > (it.before.value ?? 0) + 1e-9);
  const reserved = nations.reduce((sum, it) => sum + it.reservations.length, 0);
  const unanswered = nations.reduce((sum, it) => sum + it.unanswered.length, 0);
  const dear = fairness.burdens.filter((it) => it.costShare > 0).toSorted((a, b) => b.costShare - a.costShare).slice(0, CARRIERS_MOST);
  const rank = fairness.spearman === undefined ? "" : fairness.spearman > 0 ? "; the large carry more for their size" : fairness.spearman < 0 ? "; the small carry more for their size" : "";
  return [
    targetsSentence(nations, year),
    `In ${year} ${count("on track")} of ${nations.length} allies are on track, ${count("at risk")} at risk, ${count("off track")} off track${count("unknown") > 0 ? `, ${count("unknown")} cannot be judged` : ""}.`,
    ...(unasked.length === 0 ? [] : [`Nothing is asked of: ${unasked.map((it) => it.name).join(", ")}.`]),
    ...(off.length === 0 ? [] : [`Off track: ${off.map((it) => it.name).join(", ")}.`]),
    left.length === 0 ? "Every requirement is asked of somebody." : `Of ${left.length} of ${residuals.length} capabilities a part is asked of nobody: residual multinational targets${grown.length === 0 ? "" : `, in ${grown.length} of them grown by the answers`}.`,
    `${reserved === 0 ? "No reservation is outstanding" : `${reserved} ${reserved === 1 ? "reservation is" : "reservations are"} outstanding`}; ${unanswered === 0 ? "every target is answered" : `${unanswered} targets have no answer`}.`,
    ...(dear.length === 0 ? [] : [`Most of the cost of targets lies with ${dear.map((it) => `${nationName(alliance, it.nation)} (${percentText(it.costShare)}, by the public keys ${percentText(it.benefitShare)})`).join(", ")}.`]),
    ...[burdenRemark(alliance, fairness)].filter((it) => it !== undefined),
    `Burden ÷ GDP: Gini ${numberText(fairness.gini)}, Jain ${numberText(fairness.jain)}, rank correlation with GDP ${numberText(fairness.spearman)}${rank}; benefit against cost shares: Wilcoxon p ${numberText(fairness.wilcoxon?.p)}.`,
  ];
}
