import { type AnswerEffect, type LeafEffect, type LeafTargets, type Negotiation, negotiation, type Shift } from "#engines/targets";
import type { Alliance, Answer, Response } from "#model";
import type { Finding } from "#stdx";
import { countedEach, isBlindTo } from "./counted.ts";
import { isOnHand, mostMoved, MOVED } from "./moved.ts";
import { measureText, moneyText, numberText } from "./figure-text.ts";
import { leafName, markingOf, nationName, type Results, shown, shownMoney, targetsAsk } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** Years in which the same moves: both included. */
export interface Span {
  readonly firstYear: number;
  readonly lastYear: number;
}

/** How one ally's target moves. */
export interface ShiftRow {
  readonly nation: string;
  readonly name: string;
  /** Above 0: it takes up so much; below 0: it is asked for so much less. */
  readonly quantity: Shown;
  /** What that adds to the cost of its targets, at first-lot prices. Absent value: unknown. */
  readonly cost: Shown;
}

/** What an answer, or all of them, do to one leaf over some years. */
export interface EffectRow extends Span {
  readonly leaf: string;
  readonly name: string;
  readonly unit: string;
  readonly shifts: readonly ShiftRow[];
  readonly residualBefore: Shown;
  readonly residualAfter: Shown;
}

/** One answer and what it does to every other ally. */
export interface AnswerRow {
  readonly fact: string;
  readonly nation: string;
  readonly nationName: string;
  readonly leaf: string;
  readonly leafName: string;
  readonly unit: string;
  readonly response: Response;
  /** The terms of a reserve in words. Empty: none. */
  readonly terms: string;
  readonly reason: string;
  readonly asOf: string;
  /** Most it was asked for in any year, and what is left of that in the same year. */
  readonly proposed: Shown;
  readonly accepted: Shown;
  readonly effects: readonly EffectRow[];
  readonly sentence: string;
}

/** Where one ally stands in the negotiation. */
export interface NationAnswers {
  readonly nation: string;
  readonly name: string;
  /** Capabilities it is asked for, and how it answered. */
  readonly asked: number;
  readonly accepted: number;
  readonly reserved: number;
  readonly declined: number;
  readonly open: number;
  /** The same as figures that answer why. */
  readonly told: Readonly<Record<"asked" | Response | "none", Shown>>;
  /** Most in any one year: what all answers add to the cost of its targets, and what its own spare it. */
  readonly takesUp: Shown;
  readonly spared: Shown;
}

/** The answers with their effects on every other ally. */
export interface AnswersView {
  readonly alliance: string;
  readonly marking: string;
  readonly path: string;
  readonly runKey: string;
  readonly currency: string;
  readonly answers: readonly AnswerRow[];
  readonly nations: readonly NationAnswers[];
  /** All answers together against none. */
  readonly joint: readonly EffectRow[];
  readonly remarks: readonly Finding[];
  readonly summary: string;
}

const negotiations = new WeakMap<Results["targets"], Negotiation>();

/** The negotiation behind results, worked out once. */
export function negotiationOf(results: Results): Negotiation {
  const known = negotiations.get(results.targets);
  if (known !== undefined) return known;
  const made = negotiation(targetsAsk(results));
  negotiations.set(results.targets, made);
  return made;
}

/** The answers of a data set, what each does to the others, and where every ally stands. */
export function answersView(results: Results): AnswersView {
  const { alliance } = results;
  const made = negotiationOf(results);
  const answers = made.effects.map((it) => answerRow(results, made, it));
  const count = (response: Response): number => answers.filter((it) => it.response === response).length;
  const joint = spansOf(results, made.joint);
  const grown = new Set(joint.filter((it) => (it.residualAfter.value ?? 0) > (it.residualBefore.value ?? 0)).map((it) => it.leaf));
  return {
    alliance: alliance.settings.alliance,
    marking: markingOf(alliance),
    path: results.path,
    runKey: results.runKey,
    currency: alliance.settings.currency,
    answers,
    nations: alliance.nations.map((it) => nationAnswers(results, made, it.id)),
    joint,
    remarks: made.remarks,
    summary: `${count("accept")} accepted, ${count("reserve")} reserved, ${count("decline")} declined, ${made.outstanding.length} without an answer; ${grown.size === 0 ? "no residual grows by the answers" : `the residual grows in ${grown.size} ${grown.size === 1 ? "capability" : "capabilities"}`}.`,
  };
}

/** The terms of an answer in words. @example termsOf({ quantity: 3, firstYear: 2031 }, "squadrons") // → "3 squadrons, in full from 2031" */
export function termsOf(answer: Pick<Answer, "quantity" | "firstYear">, unit: string): string {
  return [...(answer.quantity === undefined ? [] : [measureText(answer.quantity, unit)]), ...(answer.firstYear === undefined ? [] : [`in full from ${answer.firstYear}`])].join(", ");
}

/** One answer of a negotiation, with what it does to every other ally. */
export function answerRow(results: Results, made: Negotiation, effect: AnswerEffect): AnswerRow {
  const { alliance } = results;
  const { answer } = effect;
  const unit = alliance.capabilityById.get(answer.capability)?.unit ?? "";
  const peak = peakOf(made.proposed.leaves, answer);
  const after = made.targets.leaves.find((it) => it.leaf === answer.capability && it.year === peak.year)?.nations.find((it) => it.nation === answer.nation)?.target;
  const why = whyKey("target", answer.capability, peak.year, answer.nation);
  const effects = spansOf(results, effect.years, answer.nation);
  return {
    fact: `answer:${answer.id}`,
    nation: answer.nation,
    nationName: nationName(alliance, answer.nation),
    leaf: answer.capability,
    leafName: leafName(alliance, answer.capability),
    unit,
    response: answer.response,
    terms: answer.response === "reserve" ? termsOf(answer, unit) : "",
    reason: answer.reason,
    asOf: answer.asOf,
    proposed: shown(results, why, unit, peak.target, { asOf: String(peak.year), part: "asked" }),
    accepted: shown(results, why, unit, after ?? 0, { asOf: String(peak.year) }),
    effects,
    sentence: sentenceOf(results, answer, peak, effects),
  };
}

/**
 * Most that is asked of one ally of one leaf in any year, before any answer, as of the first such year.
 * @example askedMost(results, { nation: "VAL", leaf: "air" }) // → { value: 4, unit: "squadrons", asOf: "2031", … }
 */
export function askedMost(results: Results, { nation, leaf }: { readonly nation: string; readonly leaf: string }): Shown {
  const { alliance } = results;
  let most = { year: alliance.settings.firstYear, target: 0 };
  for (const it of negotiationOf(results).proposed.leaves) {
    if (it.leaf !== leaf) continue;
    const target = it.nations.find((row) => row.nation === nation)?.target ?? 0;
    if (target > most.target) most = { year: it.year, target };
  }
  return shown(results, whyKey("target", leaf, most.year, nation), alliance.capabilityById.get(leaf)?.unit ?? "", most.target, { asOf: String(most.year), part: "asked" });
}

/** The year in which most is asked of the one who answers: the first of those in which its own answer takes effect, if there are any. */
function peakOf(leaves: readonly LeafTargets[], answer: Answer): { readonly year: number; readonly target: number } {
  let peak = { year: leaves[0]?.year ?? 0, target: 0 };
  for (const leaf of leaves) {
    if (leaf.leaf !== answer.capability) continue;
    const target = leaf.nations.find((it) => it.nation === answer.nation)?.target ?? 0;
    const holdsBack = answer.firstYear === undefined || leaf.year < answer.firstYear;
    if (holdsBack ? target > peak.target + MOVED : peak.target === 0) peak = { year: leaf.year, target };
  }
  return peak;
}

function sentenceOf(results: Results, answer: Answer, peak: { readonly year: number; readonly target: number }, effects: readonly EffectRow[]): string {
  const { alliance } = results;
  const unit = alliance.capabilityById.get(answer.capability)?.unit ?? "";
  const name = leafName(alliance, answer.capability);
  const who = nationName(alliance, answer.nation);
  const isAbove = answer.response === "reserve" && answer.quantity !== undefined && answer.quantity >= peak.target;
  const asked = `asked for ${isAbove ? "no more than " : ""}${measureText(peak.target, unit)} of ${name} (${peak.year})`;
  if (answer.response === "accept") return `${who} accepts: ${asked}.`;
  const says = `${who} ${answer.response === "decline" ? "declines" : `reserves (${termsOf(answer, unit)})`}, ${asked}`;
  if (effects.length === 0) return `${says}: ${isAbove ? "nothing is held back" : "nothing moves"}.`;
  // Whoever reserves takes up nothing of others, also where nothing of its own is held back.
  const opens = isAbove ? `${says}: nothing of that is held back, but whoever reserves takes up nothing of what others hold back.` : `${says}.`;
  if (effects.length <= SPANS_TOLD) return `${opens} ${effects.map((it) => effectSentence(it, answer.nation, alliance)).join(" ")}`;
  // Too many to tell one by one: the years in which most is released, and that others differ.
  const released = (it: EffectRow): number => -(it.shifts.find((row) => row.nation === answer.nation)?.quantity.value ?? 0);
  const most = mostMoved(effects, released)!;
  return `${opens} Most in ${effectSentence(most, answer.nation, alliance)} From ${effects[0]?.firstYear} to ${effects.at(-1)?.lastYear} it differs by year, ${numberText(Math.min(...effects.map(released)))} at least.`;
}

const SPANS_TOLD = 3;

/** "2031 to 2040: 4 batteries less; Bryne takes up 2 (TAL 320 M), Caldova 1 (on hand); 1 stays with nobody." */
function effectSentence(it: EffectRow, own: string, alliance: Alliance): string {
  const released = -(it.shifts.find((row) => row.nation === own)?.quantity.value ?? 0);
  const others = it.shifts.filter((row) => row.nation !== own);
  const left = (it.residualAfter.value ?? 0) - (it.residualBefore.value ?? 0);
  const costText = (row: ShiftRow): string => (row.cost.value === undefined ? "cost unknown" : isOnHand(row) ? "on hand" : moneyText(row.cost.value, alliance.settings.currency));
  const taken = others.map((row, index) => `${row.name} ${index === 0 ? "takes up " : ""}${numberText(row.quantity.value)} (${costText(row)})`).join(", ");
  return `${spanText(it)}: ${measureText(released, it.unit)} less; ${taken === "" ? "nobody can take it up" : taken}; ${left > 0 ? `${numberText(left)} more ${left === 1 ? "is" : "are"} asked of nobody` : "nothing is left over"}.`;
}

export const spanText = (it: Span): string => (it.firstYear === it.lastYear ? String(it.firstYear) : `${it.firstYear} to ${it.lastYear}`);

/** Effects of following years that are equal, put together. */
export function spansOf(results: Results, effects: readonly LeafEffect[], by?: string): readonly EffectRow[] {
  const moved = by === undefined ? "moved" : `moved-by-${by}`;
  const spans: { first: LeafEffect; last: LeafEffect }[] = [];
  for (const it of effects) {
    const open = spans.at(-1);
    if (open !== undefined && open.last.year === it.year - 1 && sameEffect(open.last, it)) open.last = it;
    else spans.push({ first: it, last: it });
  }
  return spans.map(({ first, last }): EffectRow => ({
    leaf: first.leaf,
    name: leafName(results.alliance, first.leaf),
    unit: first.unit,
    firstYear: first.year,
    lastYear: last.year,
    shifts: first.shifts.map((it): ShiftRow => ({
      nation: it.nation,
      name: nationName(results.alliance, it.nation),
      quantity: shown(results, whyKey("target", first.leaf, first.year, it.nation), first.unit, it.quantity, { part: moved }),
      cost: shownMoney(results, whyKey("target", first.leaf, first.year, it.nation), it.cost, { part: `${moved}-cost` }),
    })),
    residualBefore: shown(results, whyKey("residual", first.leaf, first.year), first.unit, first.residualBefore, { part: "before" }),
    residualAfter: shown(results, whyKey("residual", first.leaf, first.year), first.unit, first.residualAfter, by === undefined ? {} : { part: `after-${by}` }),
  }));
}

const near = (a: number | undefined, b: number | undefined): boolean => a === b || (a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
const sameShift = (a: Shift | undefined, b: Shift): boolean => a?.nation === b.nation && near(a.quantity, b.quantity) && near(a.cost, b.cost);
const sameEffect = (a: LeafEffect, b: LeafEffect): boolean => a.leaf === b.leaf && near(a.residualBefore, b.residualBefore) && near(a.residualAfter, b.residualAfter) && a.shifts.length === b.shifts.length && b.shifts.every((it, index) => sameShift(a.shifts[index], it));

function nationAnswers(results: Results, made: Negotiation, nation: string): NationAnswers {
  const { alliance } = results;
  const answers = made.effects.filter((it) => it.answer.nation === nation).map((it) => it.answer.response);
  const open = made.outstanding.filter((it) => it.nation === nation).length;
  const count = (response: Response): number => answers.filter((it) => it === response).length;
  const counts = { accept: count("accept"), reserve: count("reserve"), decline: count("decline") };
  const asked = askedLeaves(made, nation).length;
  const sums = made.nations.filter((it) => it.nation === nation);
  const most = (of: (it: (typeof sums)[number]) => number): number => Math.max(0, ...sums.map(of));
  const moved = (of: (it: (typeof sums)[number]) => number): number | undefined => (isBlindTo(results, "answer") ? undefined : most(of));
  const unknown = most((it) => it.unpriced);
  const unpriced = unknown > 0 ? { caution: `at least: the cost of ${unknown} moves is unknown` } : {};
  return {
    nation,
    name: nationName(alliance, nation),
    asked,
    accepted: counts.accept,
    reserved: counts.reserve,
    declined: counts.decline,
    open,
    told: countedEach(results, { what: "answers", when: "all", unit: "targets", nation }, { asked, ...counts, none: open }),
    takesUp: { ...shownMoney(results, whyKey("moves", "taken-up", nation), moved((it) => it.cost)), ...unpriced },
    spared: { ...shownMoney(results, whyKey("moves", "spared", nation), moved((it) => it.spared)), ...unpriced },
  };
}

/** Capabilities of which something is proposed to a nation in some year. */
export const askedLeaves = (made: Negotiation, nation: string): readonly string[] => [...new Set(made.proposed.leaves.filter((it) => it.nations.some((row) => row.nation === nation && row.target > 0)).map((it) => it.leaf))];
