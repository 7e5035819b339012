import { type Breach, type Change, type MoneyAnswer, type Moved, PLAN, WHAT_IF, type WhatIf, type WhatIfAnswer, whatIfParameters } from "#engines/plan";
import type { Explanation, ExplanationStep } from "#model";
import type { Range } from "#quantities";
import { listText } from "./gains-view.ts";
import { gapText, inSentence, moneyText, numberText, percentText, valuesApart } from "./figure-text.ts";
import { markingOf, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { slackText } from "./slack-text.ts";
import { whyKey } from "./why-key.ts";

/** A figure of the plan as it is, with the changes, and the difference. */
export interface WhatIfFigure {
  readonly before: Shown;
  readonly after: Shown;
  readonly difference: Shown;
}

/** How a difference is told: what prints as nothing is the same. */
export type WhatIfTold = "same" | "more" | "less";

/** Least money before and with the changes, discounted. Ranges of the figures are what is proved of them. */
export interface WhatIfCost extends WhatIfFigure {
  readonly told: WhatIfTold;
  /** The true difference is no further from the one shown: proven from the bounds of both costs. */
  readonly proof: Shown;
  /** About what the difference would be more or less, were no shortfall given up for money: at the price of the last of that room. */
  readonly allowance: Shown;
  /** Where allies leave: what they pay in the plan before, which the cost with the changes no longer counts, and what those who stay pay more. */
  readonly leavers?: { readonly names: readonly string[]; readonly own: Shown; readonly stay: Shown; readonly told: WhatIfTold };
}

/** How far each figure of an answer stands. */
export interface WhatIfProved {
  /** `within-gap`: proved to be within `gap` of the least. `least`: the whole model was solved. */
  readonly weighted: "within-gap" | "least";
  /** `open`: money is not made least yet, and no figure of it is told. `least`: made least, with the range that is proved. */
  readonly cost: "open" | "least";
  /** Counted from the plan that is shown; not made least by itself. */
  readonly shortfallYears: "of-this-plan";
  readonly leaves: "of-this-plan";
  /** As `cost`, where the sum is least and how it falls on allies is that of the plan that is shown. */
  readonly nations: "open" | "of-this-plan";
}

/** Something that cannot be kept. */
export interface WhatIfBreach {
  readonly kind: Breach["kind"];
  readonly about: string;
  readonly year?: number;
  readonly amount: Shown;
  readonly words: string;
}

/** What changed levers do to the aligned plan. */
export interface WhatIfView {
  readonly alliance: string;
  readonly marking: string;
  /** Run key of the plan that the question is about. */
  readonly runKey: string;
  readonly path: string;
  readonly currency: string;
  /** The levers as they were asked, what they say, and why one changes nothing of the shortfall, where it does not and that is known. */
  readonly asked: readonly { readonly text: string; readonly words: string; readonly because?: string }[];
  /** `quick`: the shortfall is within the proven gap. `shortfall`: it is least, and money is being made least. `exact`: both are. */
  readonly kind: "quick" | "shortfall" | "exact";
  readonly proved: WhatIfProved;
  /** Shortfall, weighted by priority, urgency and time: what the plan makes least. */
  readonly weighted: WhatIfFigure & { readonly told: WhatIfTold };
  readonly shortfallYears: WhatIfFigure;
  /** Shortfall-years of the plan as it is stored, as on Home. Until the money of an answer is made least, its own counts are of plans that gave up none of the shortfall for money. */
  readonly stored: Shown;
  /** Proven gap of the plan as it is stored, as on Home: once the shortfall is proved least that plan gives up a little of it for less money and fewer changes. */
  readonly storedGap: Shown;
  /** Proved no nearer than `what-if.rough-gap`. Where nothing gives way the least lies anywhere from `bound` to `weighted.after`; else `bound` is of what gives way and the shortfall together. */
  readonly isRough: boolean;
  /** `weighted` differs, but what is proved of both plans leaves room for no difference. */
  readonly isUnproven: boolean;
  /** Null: money is not made least yet, so that no cost is an answer. */
  readonly cost: WhatIfCost | null;
  /** What the plan makes least: the weighted shortfall and, at its price, what gives way. Where nothing does it is `weighted.after`. */
  readonly weighed: Shown;
  /** No plan with these target shares, agreements, leads and adoptions has less of `weighed` than this. */
  readonly bound: Shown;
  /** Proven distance of `weighed` from the least. Unit: share of it. */
  readonly gap: Shown;
  /** Time until the answer stood. Unit: s. */
  readonly seconds: number;
  /** What moved, the largest move first. */
  readonly leaves: readonly (WhatIfFigure & { readonly leaf: string; readonly name: string })[];
  /** Costs that moved. Null: as `cost`. */
  readonly nations: readonly (WhatIfFigure & { readonly nation: string; readonly name: string })[] | null;
  readonly givesWay: readonly WhatIfBreach[];
  /** How many of each kind give way. */
  readonly broken: Readonly<Record<WhatIfBreach["kind"], number>>;
  readonly sentence: string;
}

/** A lever as it was written, with the changes it stands for. */
export interface AskedLever {
  readonly text: string;
  readonly changes: readonly Change[];
}

export interface WhatIfInput {
  readonly session: Pick<WhatIf, "base" | "world">;
  readonly asked: readonly AskedLever[];
  readonly answer: WhatIfAnswer;
  readonly seconds: number;
}

/** What becomes of a target that is declined, and what a plan made on a recorded answer does besides. */
export const DECLINED = "A target that is declined is asked of the others as after a recorded answer, within what they may be asked for, and the rest of nobody. Agreements, leads and adoptions stay those of the plan, and no ally plans alone anew: `answer --decline --effect` makes these anew as well.";

/** An answer as it is shown. Figures of the plan as it is are answered why as those of any plan; what changed, by the what-if itself. */
export function whatIfView(results: Results & { readonly comparison: NonNullable<Results["comparison"]> }, { session, asked, answer, seconds }: WhatIfInput): WhatIfView {
  const { alliance } = results;
  const { currency, lastYear } = alliance.settings;
  const { base, world } = session;
  const effect = answer.effect();
  const key = (measure: string): string => whatIfKey(measure, asked.map((it) => it.text));
  const figure = (show: (why: string, value: number) => Shown, { measure, before, after }: Moved & { readonly measure: string }): WhatIfFigure => ({ before: show(measure.includes(":") ? key(`was-${measure}`) : whatIfKey(measure, []), before), after: show(key(measure), after), difference: show(key(measure), after - before) });
  const years = (unit: string) => (why: string, value: number): Shown => shown(results, why, unit, value);
  const money = (why: string, value: number): Shown => shownMoney(results, why, value);
  const words = { nameOf: (id: string) => world.nameOf(id), lastYear, currency };
  return {
    alliance: alliance.settings.alliance,
    marking: markingOf(alliance),
    runKey: results.runKey,
    path: results.path,
    currency,
    asked: asked.map((it) => {
      const because = isStill({ base, answer }) ? slackText(results.comparison.aligned, it.changes, (system, named) => system === named || alliance.systemById.get(system)?.class === named) : undefined;
      return { text: it.text, words: leverWords(it, words), ...(because !== undefined && { because }) };
    }),
    kind: answer.kind === "quick" ? "quick" : answer.money === undefined ? "shortfall" : "exact",
    proved: provedOf(answer),
    weighted: {
      ...figure(years("weighted shortfall-years"), { measure: "weighted", before: answer.baseShort ?? base.short, after: answer.short }),
      // By other priorities the plan as it is counts otherwise than where nothing is changed.
      ...(answer.baseShort !== undefined && { before: years("weighted shortfall-years")(key("was-weighted"), answer.baseShort) }),
      told: toldOf(answer.short - (answer.baseShort ?? base.short), STILL_SHORT),
    },
    shortfallYears: figure(years("shortfall-years"), { measure: "shortfall", ...effect.shortfallYears }),
    stored: years("shortfall-years")(whyKey("plan", "aligned", "shortfall"), results.comparison.aligned.shortfallYears),
    storedGap: shown(results, whyKey("plan", "aligned", "gap"), "share", results.comparison.aligned.stages.find((it) => it.name === "shortfall")?.gap, { isProof: true }),
    isRough: isRough(answer, world),
    isUnproven: isUnproven({ base, answer }),
    cost: answer.money === undefined ? null : costOf(results, { money: answer.money, key, leavers: leaversOf(answer), nameOf: words.nameOf }),
    weighed: years("weighted shortfall-years")(key("weighed"), answer.value),
    bound: shown(results, key("bound"), "weighted shortfall-years", answer.bound),
    gap: shown(results, key("gap"), "share", answer.gap, { isProof: true }),
    seconds,
    leaves: effect.leaves.map((it) => ({ leaf: it.leaf, name: world.nameOf(it.leaf), ...figure(years("shortfall-years"), { measure: `leaf:${it.leaf}`, ...it }) })),
    nations: effect.paid === undefined ? null : effect.paid.nations.map((it) => ({ nation: it.nation, name: world.nameOf(it.nation), ...figure(money, { measure: `nation:${it.nation}`, ...it }) })),
    givesWay: answer.givesWay.map((it) => ({ kind: it.kind, about: it.about, ...(it.year !== undefined && { year: it.year }), amount: shown(results, key("weighted"), it.unit, it.amount), words: breachWords(it, { nameOf: words.nameOf, ownerOf: (id) => world.nations[world.programmes.find((one) => one.id === id)?.nation ?? -1] }) })),
    broken: brokenOf(answer.givesWay),
    sentence: sentenceOf({ base, answer, words, isRough: isRough(answer, world) }),
  };
}

/** How many of each kind give way. @example brokenOf([]) // → { budget: 0, programme: 0, agreement: 0, limit: 0 } */
export function brokenOf(givesWay: readonly Pick<Breach, "kind">[]): WhatIfView["broken"] {
  const kinds = { budget: 0, programme: 0, agreement: 0, limit: 0 };
  for (const it of givesWay) kinds[it.kind] += 1;
  return kinds;
}

/** How a difference is told, of which less than `still` is none. @example toldOf(-0.00004, 5e-4) // → "same" */
export const toldOf = (difference: number, still: number): WhatIfTold => (Math.abs(difference) < still ? "same" : difference > 0 ? "more" : "less");

/** Whether so much is left unproven that an answer is told as a range. @example isRough({ gap: 0.77 }, { value: () => 0.05 }) // → true */
export const isRough = ({ gap }: Pick<WhatIfAnswer, "gap">, { value }: Pick<WhatIf["world"], "value">): boolean => gap > value(WHAT_IF.roughGap);

const provedOf = ({ kind, money }: WhatIfAnswer): WhatIfProved => ({
  weighted: kind === "exact" ? "least" : "within-gap",
  cost: money === undefined ? "open" : "least",
  shortfallYears: "of-this-plan",
  leaves: "of-this-plan",
  nations: money === undefined ? "open" : "of-this-plan",
});

interface CostAsk {
  readonly money: MoneyAnswer;
  readonly key: (measure: string) => string;
  readonly leavers: Leavers | undefined;
  readonly nameOf: (id: string) => string;
}

function costOf(results: Results, { money: { before, after, price, allowance }, key, leavers, nameOf }: CostAsk): WhatIfCost {
  const shownLeast = (why: string, { value, bound }: { readonly value: number; readonly bound: number }): Shown => shownMoney(results, why, provedRange({ low: bound, base: value, high: value }));
  const still = STILL_MONEY * Math.max(before.value, 1);
  return {
    told: toldOf(price.base, still),
    before: shownLeast(whatIfKey("cost", []), before),
    after: shownLeast(key("cost"), after),
    difference: shownMoney(results, key("cost"), provedRange(price)),
    proof: shownMoney(results, key("cost-proof"), proofOf(price)),
    allowance: shownMoney(results, key("cost-allowance"), allowance),
    ...(leavers !== undefined && { leavers: { names: leavers.nations.map(nameOf), own: shownMoney(results, key("cost"), leavers.own), stay: shownMoney(results, key("cost"), price.base + leavers.own), told: toldOf(price.base + leavers.own, still) } }),
  };
}

/** Allies that leave by an answer's changes, and what they pay in the plan before. Unit: M of the alliance's currency. */
interface Leavers {
  readonly nations: readonly string[];
  readonly own: number;
}

function leaversOf(answer: WhatIfAnswer): Leavers | undefined {
  const nations = answer.changes.flatMap((it) => (it.kind === "nation-out" ? [it.nation] : []));
  const { paid } = answer.effect();
  return nations.length === 0 || paid === undefined ? undefined : { nations, own: paid.nations.reduce((sum, it) => (nations.includes(it.nation) ? sum + it.before : sum), 0) };
}

// A range narrower than this part of its value is round-off. Unit: share.
const NARROW = 1e-9;

/** A range, or the value alone where nothing lies between its ends but round-off. */
const provedRange = (it: Range): Range | number => (it.high - it.low <= NARROW * Math.max(Math.abs(it.base), 1) ? it.base : it);

/** How far a proved figure can be from the true one. */
const proofOf = ({ low, base, high }: Range): number => Math.max(base - low, high - base);

/** The same answer with names in the language that `results` are told in. @example whatIfNamed(view, inLanguage(results, "fr")).nations[0]?.name */
export function whatIfNamed(view: WhatIfView, { withNames: named }: Results): WhatIfView {
  if (named === undefined) return view;
  return {
    ...view,
    asked: view.asked.map((it) => ({ ...it, words: named(it.words) })),
    leaves: view.leaves.map((it) => ({ ...it, name: named(it.name) })),
    nations: view.nations === null ? null : view.nations.map((it) => ({ ...it, name: named(it.name) })),
    cost: view.cost?.leavers === undefined ? view.cost : { ...view.cost, leavers: { ...view.cost.leavers, names: view.cost.leavers.names.map(named) } },
  };
}

/** Key under which a figure of a what-if is answered why. @example whatIfKey("cost", ["nation-out:XAA"]) // → "what-if/cost/nation-out%3AXAA" */
export const whatIfKey = (measure: string, levers: readonly string[]): string => whyKey("what-if", measure, ...(levers.length === 0 ? [] : [levers.join(";")]));

/** Why a figure of a what-if is what it is, with the capabilities that a shortfall is made of, those of the plan as it is given. Absent: it has no such figure. */
export function explainWhatIf(view: WhatIfView, measure: string, ofPlan: readonly ExplanationStep[] = []): Explanation | undefined {
  const found = figureOf(view, measure);
  if (found === undefined) return undefined;
  const { before, after, what } = found;
  const flat = (value: number | undefined): Range | undefined => (value === undefined ? undefined : { low: value, base: value, high: value });
  const step = (text: string, it: Shown, why?: string): ExplanationStep => ({ text, ...(it.value !== undefined && { value: flat(it.value)! }), unit: it.unit, ...(it.isProof === true && { isProof: true }), ...(why !== undefined && { why }) });
  const asked = view.asked.length > 0;
  return {
    question: asked ? `What is ${what} if ${view.asked.map((it) => it.words).join("; ")}?` : `What is ${what} in the plan as it is?`,
    ...(after.value !== undefined && { value: flat(after.value)! }),
    unit: after.unit,
    ...(after.isProof === true && { isProof: true }),
    method: "what-if",
    sentence: isOfWhole(measure) ? view.sentence : sentenceAbout({ what, before: asked ? before : undefined, after }),
    steps: [
      ...(before === undefined || !asked ? [] : [step("In the plan as it is", before, before.why)]),
      ...view.asked.map((it, at): ExplanationStep => ({ text: at === 0 ? `If ${it.words}` : `And if ${it.words}` })),
      step(asked ? "In the plan with the changes" : "In the plan", after),
      ...(measure === "weighted" || measure === "shortfall" ? (asked ? view.leaves.map((it) => step(`Not weighted, moved by the changes: ${it.name}`, it.after, it.after.why)) : ofPlan) : []),
      ...(measure === "bound" ? [] : [step("No plan with these target shares, agreements, leads and adoptions has a smaller weighted shortfall than", view.bound, view.bound.why)]),
      ...(measure === "gap" ? [] : [step("Proven distance from the best", view.gap, view.gap.why)]),
      ...(view.cost === null || measure !== "cost" ? [] : [step("The change of the cost is proven to be no further from the one shown than", view.cost.proof, view.cost.proof.why), step("In both plans the shortfall may be a little above the least where that saves money: held to the least, the two costs would differ by about so much more or less", view.cost.allowance, view.cost.allowance.why)]),
    ],
    parameters: [...whatIfParameters.map((it) => it.id), PLAN.allowanceShortfall.id],
    facts: [],
    limits: [
      "Target shares, agreements, leads and adoptions stay those of the plan but for what a change moves or takes away; a plan made anew with the changes apportions and chooses anew, and may be better or worse.",
      ...(view.asked.some((it) => it.text.startsWith("decline")) ? [DECLINED] : []),
      view.cost === null
        ? "The shortfall is made least first, and then the money: until that is done no cost is told, since plans that are equally short can cost very different amounts."
        : "The plan that is shown is the cheapest of those that are short by no more than the least and its allowance. What it costs in all is least; how that falls on capabilities and allies is one way of perhaps several.",
    ],
  };
}

/** Whether the sentence of the whole answer is about this measure: what is weighed, what is proved of it, and the price. */
const isOfWhole = (measure: string): boolean => /^(weighted|weighed|bound|gap|cost.*)$/.test(measure);

/** One figure in a sentence of its own. */
function sentenceAbout({ what, before, after }: { readonly what: string; readonly before: Shown | undefined; readonly after: Shown }): string {
  const say = ({ value, unit }: Shown): string => (value === undefined ? "unknown" : unit.startsWith("M ") ? moneyText(value, unit.slice("M ".length)) : `${numberText(value)} ${unit}`);
  const subject = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  if (before === undefined) return `${subject} is ${say(after)}.`;
  const [now, then] = after.value === undefined || before.value === undefined ? [say(after), say(before)] : valuesApart(after.value, before.value, { unit: after.unit, language: "en" }).map(inSentence);
  return `${subject} is ${now}, against ${then} in the plan as it is.`;
}

function figureOf(view: WhatIfView, measure: string): { readonly what: string; readonly before?: Shown; readonly after: Shown } | undefined {
  const [kind = "", ...rest] = measure.split(":");
  const id = rest.join(":");
  switch (kind) {
    case "weighted":
      return { what: "the weighted shortfall", ...view.weighted };
    case "shortfall":
      return { what: "the shortfall without weights", ...view.shortfallYears };
    case "cost":
      return view.cost === null ? undefined : { what: "the least discounted cost", before: view.cost.before, after: view.cost.after };
    case "cost-proof":
      return view.cost === null ? undefined : { what: "the proven limit of what the changes cost", after: view.cost.proof };
    case "cost-allowance":
      return view.cost === null ? undefined : { what: "what the allowance of the shortfall does to the cost of the changes", after: view.cost.allowance };
    case "bound":
      return { what: view.givesWay.length === 0 ? "the least possible weighted shortfall" : "the least possible weighted shortfall with what gives way at its price", after: view.bound };
    case "weighed":
      return { what: "the weighted shortfall with what gives way at its price", after: view.weighed };
    case "gap":
      return { what: "the proven gap", after: view.gap };
    case "was-weighted":
      return { what: "the weighted shortfall of the plan as it is, by the priorities of the changes", after: view.weighted.before };
    case "was-leaf":
    case "was-nation": {
      const row = figureOf(view, measure.slice("was-".length));
      return row?.before === undefined ? undefined : { what: `${row.what} in the plan as it is`, after: row.before };
    }
    case "leaf": {
      const row = view.leaves.find((it) => it.leaf === id);
      return row === undefined ? undefined : { what: `the shortfall of ${row.name}`, ...row };
    }
    case "nation": {
      const row = view.nations?.find((it) => it.nation === id);
      return row === undefined ? undefined : { what: `the cost of ${row.name}`, ...row };
    }
    default:
      return undefined;
  }
}

function sentenceOf({ base, answer, words, isRough: rough }: { readonly base: WhatIfAnswer; readonly answer: WhatIfAnswer; readonly words: Pick<Words, "nameOf" | "currency">; readonly isRough: boolean }): string {
  const proof = proofWords(answer);
  if (answer.changes.length === 0) return `The plan leaves the alliance short by ${numberText(answer.short)} weighted shortfall-years. ${proof}`;
  const short = `The ${shortWords({ base, answer, isRough: rough })} ${proof}`;
  return answer.money === undefined ? short : `${short} ${priceWords(answer, words)}`;
}

/**
 * How much better another plan could be. Where something gives way that is weighed too, at its price, and the proof is of both: the sums that it
 * holds of are told, since they are not those of the shortfall.
 * @example proofWords(answer) // → "No plan with these target shares, agreements, leads and adoptions is better by more than 0.01 %: proven."
 */
export const proofWords = ({ value, bound, gap, givesWay }: Pick<WhatIfAnswer, "value" | "bound" | "gap" | "givesWay">): string =>
  `No plan with these target shares, agreements, leads and adoptions is better by more than ${inSentence(gapText(gap))}${givesWay.length === 0 ? "" : `, what gives way counted at its price (with it this plan comes to ${numberText(value)} weighted shortfall-years, none to less than ${numberText(bound)})`}: proven.`;

/**
 * How short a plan leaves the alliance, against the plan before; a rough answer as the range in which the least lies. Where something
 * gives way the bound is of that and the shortfall together, and says nothing of the shortfall alone.
 * @example shortWords({ base, answer, isRough: true }) // → "alliance is short by anything from 21.7 to 94.3 weighted shortfall-years, against 21.7 before: a rough first answer."
 */
export const shortWords = ({ base, answer, isRough: rough }: { readonly base: WhatIfAnswer; readonly answer: WhatIfAnswer; readonly isRough: boolean }): string =>
  rough
    ? `alliance is short by ${answer.givesWay.length > 0 ? "about" : `anything from ${numberText(answer.bound)} to`} ${numberText(answer.short)} weighted shortfall-years, ${againstWords({ base, answer })}: a rough first answer.`
    : `alliance is short by ${apartFrom({ base, answer })[0]} weighted shortfall-years, ${againstWords({ base, answer })}${isUnproven({ base, answer }) ? ": no difference is proven" : ""}.`;

/** What a shortfall is measured against: by other priorities the plan as it is counts otherwise too. @example againstWords({ base, answer }) // → "against 21.7 before" */
const againstWords = ({ base, answer }: { readonly base: WhatIfAnswer; readonly answer: WhatIfAnswer }): string =>
  answer.baseShort === undefined ? `against ${apartFrom({ base, answer })[1]} before` : `against ${apartFrom({ base, answer })[1]} for the plan as it is by the same priorities (by those of before ${numberText(base.short)})`;

/** The shortfall with the changes and the one it is measured against, with the digits that show their difference. */
const apartFrom = ({ base, answer }: { readonly base: WhatIfAnswer; readonly answer: WhatIfAnswer }): readonly [string, string] =>
  valuesApart(answer.short, answer.baseShort ?? base.short, { unit: "weighted shortfall-years", language: "en", withUnit: false });

/** Less than this prints as nothing. Unit: weighted shortfall-years. */
export const STILL_SHORT = 5e-4;

/**
 * Whether two shortfalls that print apart may be the same: what is proved of the least of each leaves room for that. Told of nothing
 * whose proof is of more than the shortfall: what gives way, or other priorities.
 * @example isUnproven({ base: { short: 20, bound: 19.9, givesWay: [] }, answer: { short: 20.05, bound: 19.95, givesWay: [] } }) // → true
 */
export const isUnproven = ({ base, answer }: { readonly base: ProvedShort; readonly answer: ProvedShort & Pick<WhatIfAnswer, "baseShort"> }): boolean =>
  answer.baseShort === undefined && answer.givesWay.length + base.givesWay.length === 0 && Math.abs(answer.short - base.short) >= STILL_SHORT && answer.bound <= base.short && base.bound <= answer.short;

/** Whether the shortfall is as before, with nothing that gives way. */
const isStill = ({ base, answer }: { readonly base: WhatIfAnswer; readonly answer: WhatIfAnswer }): boolean => answer.givesWay.length === 0 && Math.abs(answer.short - (answer.baseShort ?? base.short)) < STILL_SHORT;

type ProvedShort = Pick<WhatIfAnswer, "short" | "bound" | "givesWay">;

/**
 * What changes cost, with what is proved of it; what an ally that leaves pays itself is told apart, for nobody saves it. Nothing before
 * money is least. @example priceWords(answer, { nameOf, currency: "EUR" }) // → "The least that a plan this short costs is EUR 40 M, against EUR 20 M before: the changes cost EUR 20 M, …"
 */
export function priceWords(answer: WhatIfAnswer, { nameOf, currency }: Pick<Words, "nameOf" | "currency">): string {
  if (answer.money === undefined) return "";
  const { before, after, price, allowance } = answer.money;
  const money = (value: number): string => moneyText(value, currency);
  const [now, then] = valuesApart(after.value, before.value, { unit: `M ${currency}`, language: "en" }).map(inSentence);
  const least = `The least that a plan this short costs is ${now}, against ${then} before:`;
  const proof = `proven to within ${money(Math.max(proofOf(price), LEAST_PROOF))}.`;
  const given = allowance < LEAST_PROOF ? "" : ` In both plans the shortfall may be a little above the least where that saves money: held to the least, the two costs would differ by about ${money(allowance)} more or less.`;
  const told = (value: number): WhatIfTold => toldOf(value, STILL_MONEY * Math.max(before.value, 1));
  const leavers = leaversOf(answer);
  if (leavers !== undefined) {
    const stay = price.base + leavers.own;
    const own = `the sum is ${money(Math.abs(price.base))} ${price.base > 0 ? "more" : "less"}, ${proof} It no longer counts the ${money(leavers.own)} that ${listText(leavers.nations.map(nameOf))} paid in the plan before:`;
    return `${least} ${own} those who stay pay ${told(stay) === "same" ? "as much as before" : `${money(Math.abs(stay))} ${told(stay)}`}.${given}`;
  }
  const changes = told(price.base) === "same" ? "cost nothing" : price.base > 0 ? `cost ${money(price.base)}` : `save ${money(-price.base)}`;
  return `${least} the changes ${changes}, ${proof}${given}`;
}

// A proof is told to the hundredth of a million, and never rounded down to nothing; a smaller allowance is not told. Unit: M.
const LEAST_PROOF = 0.01;
// Less than this part of the cost moved nothing that anyone could see. Unit: share.
const STILL_MONEY = 1e-7;

interface Words {
  readonly nameOf: (id: string) => string;
  readonly lastYear: number;
  readonly currency: string;
}

/** A lever in words: one that stands for every ally is said once. */
export function leverWords({ changes }: AskedLever, words: Words): string {
  const [first] = changes;
  if (first === undefined) return "";
  if (first.kind === "budget" && changes.length > 1) return changeWords({ ...first, nation: "" }, words);
  return changes.map((it) => changeWords(it, words)).join("; ");
}

/** An id as levers take it, with its name where it has one. */
const bothOf = (nameOf: Words["nameOf"]) => (id: string): string => (nameOf(id) === id ? id : `${id} (${nameOf(id)})`);

/** A change as a planner would say it. */
export function changeWords(it: Change, { nameOf: name, lastYear, currency }: Words): string {
  const amount = (of: { readonly factor: number } | { readonly amount: number }, unit: string): string => ("factor" in of ? `is ${of.factor >= 1 ? percentText(of.factor - 1) : percentText(1 - of.factor)} ${of.factor >= 1 ? "more" : "less"}` : `is ${numberText(of.amount)}${unit}`);
  const both = bothOf(name);
  const span = (of: { readonly from?: number; readonly to?: number }): string => (of.from === undefined ? "" : of.from === of.to ? ` in ${of.from}` : ` from ${of.from} to ${of.to ?? lastYear}`);
  switch (it.kind) {
    case "budget":
      // A name stands by itself: some want an article in a sentence.
      return `the budget ${it.nation === "" ? "of every ally" : `(${name(it.nation)})`} ${amount(it, ` M ${currency} a year`)}${span(it)}`;
    case "requirement":
      return `the requirement of ${name(it.leaf)} ${amount(it, "")}${span(it)}`;
    case "cap":
      return `the most that one ally may count of ${it.leaf === undefined ? "every capability" : name(it.leaf)} ${"amount" in it ? `is ${percentText(it.amount)} of the requirement` : amount(it, "")}`;
    case "priority":
      return `the priority of ${name(it.leaf)} ${amount(it, "")}`;
    case "price":
      return `the price of ${name(it.system)} ${amount(it, ` M ${currency}`)}`;
    case "capacity":
      return `what line ${both(it.line)} can make ${amount(it, " items a year")}${span(it)}`;
    case "nation-out":
      return `${name(it.nation)} is not part of the plan`;
    case "line-lost":
      return `line ${both(it.line)} makes nothing${it.from === undefined ? "" : ` from ${it.from} on`}`;
    case "standard-mandated":
      return `every ally has ${name(it.standard)} by ${it.by}`;
    case "target-declined":
      return `${name(it.nation)} declines its target for ${name(it.leaf)}`;
    case "programme-delayed": {
      const years = Math.abs(it.years);
      return `programme ${both(it.programme)} comes ${years} ${years === 1 ? "year" : "years"} ${it.years < 0 ? "earlier" : "later"}`;
    }
  }
}

/** What gives way, as the end of "Cannot be kept:". */
export function breachWords({ kind, about, year, amount, unit }: Breach, { nameOf, ownerOf }: Pick<Words, "nameOf"> & { /** Whose a programme is. */ readonly ownerOf: (programme: string) => string | undefined }): string {
  const much = `${numberText(amount)} ${unit}`;
  switch (kind) {
    case "budget":
      return `${nameOf(about)} would overrun its budget of ${year} by ${much}.`;
    case "programme":
      return `of ${ownerOf(about) === undefined ? "" : `${nameOf(ownerOf(about)!)}'s `}programme ${bothOf(nameOf)(about)} ${amount < 1 ? `the last one would not be delivered in full: ${numberText(amount)} of it is missing` : `${much} would not be delivered`}.`;
    case "agreement":
      return `the agreement for ${nameOf(about)} would miss its smallest lot by ${much}.`;
    case "limit":
      return `${about} (${much}).`;
  }
}

/** The ids that a lever may name, by the field of a change that names them. */
export const leverIds = (world: WhatIf["world"]): ReadonlyMap<string, readonly string[]> =>
  new Map([["nation", world.nations], ["leaf", world.leaves.map((it) => it.id)], ["system", world.goods.map((it) => it.system)], ["line", world.lines.map((it) => it.id)], ["standard", world.standards.map((it) => it.id)], ["programme", world.programmes.map((it) => it.id)]]);
