import { effectsBetween, nationEffects, negotiation, type Targets } from "#engines/targets";
import { type Answer, nearest, type Response } from "#model";
import { type About, aboutOf } from "./about.ts";
import { type AnswerRow, answerRow, askedMost, type EffectRow, type Span, spansOf } from "./answers-view.ts";
import { type DraftedMove, draftedMoves } from "./drafted-moves.ts";
import { measureText, numberText } from "./figure-text.ts";
import { MOVED } from "./moved.ts";
import { leafName, nationName, type Results, shown, shownMoney, targetsAsk } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** An answer that nobody has signed yet. */
export interface AnswerDraft {
  readonly nation: string;
  readonly leaf: string;
  readonly response: Response;
  /** What it accepts, for a reserve. Unit: the capability's. */
  readonly quantity?: number;
  /** Year from which it accepts in full, for a reserve. */
  readonly firstYear?: number;
  readonly reason: string;
}

/** Why a draft is no answer, and how to mend it. */
export interface DraftProblem {
  readonly problem: string;
  readonly mend: string;
}

/** What one capability's drafts hold back over some years, and what becomes of it. */
export interface HeldBack extends Span {
  readonly leaf: string;
  readonly name: string;
  readonly heldBack: Shown;
  readonly takenUp: Shown;
  readonly takers: number;
  /** Where none takes up any: why, of the others. `atLimit`: of the cap, a reasonable challenge or their money; `unknown`: what they hold. */
  readonly noTakers?: { readonly atLimit: number; readonly unknown: number; readonly answered: number; readonly notAsked: number };
  /** What more is asked of nobody. */
  readonly leftOver: Shown;
}

/** What drafted answers would change, against the answers that stand. */
export interface DraftedAnswers extends About {
  /** One row for every draft that is an answer, in the order of the capabilities. */
  readonly answers: readonly AnswerRow[];
  /** All of them together, against what stands today. */
  readonly joint: readonly EffectRow[];
  /** The sums of each row of `joint`, in its order. */
  readonly heldBack: readonly HeldBack[];
  /** Every move that they make, and which of them are the largest of an ally in a capability. */
  readonly moves: readonly DraftedMove[];
  /** Allies that take up more in some year, and capabilities of which more is asked of nobody. */
  readonly takers: number;
  readonly left: number;
  /** What they together ask of every ally that they touch. Most in any one year. */
  readonly nations: readonly { readonly nation: string; readonly name: string; readonly takesUp: Shown; readonly spared: Shown }[];
  /** Drafts that are no answers, by their place in what was sent. */
  readonly refused: readonly (DraftProblem & { readonly index: number })[];
}

const DRAFTED = { caution: "as drafted: why tells how it stands without the draft" };

/**
 * What is wrong with an answer. Absent: nothing.
 * @example answerProblem(results, { nation: "VAL", leaf: "air", response: "reserve", reason: "crews" }) // → { problem: "A reserve says how much is accepted, or from when.", … }
 */
export function answerProblem(results: Results, draft: AnswerDraft): DraftProblem | undefined {
  const { alliance } = results;
  const { firstYear, lastYear } = alliance.settings;
  const unknown = among("nation", draft.nation, alliance.nations.map((it) => it.id)) ?? among("capability", draft.leaf, alliance.leaves.map((it) => it.id));
  if (unknown !== undefined) return unknown;
  if (draft.reason.trim() === "") return { problem: "The reason is missing.", mend: "Say why, in the words of the ally." };
  const asked = askedMost(results, draft);
  const most = asked.value ?? 0;
  if (most <= 0) return { problem: `${draft.nation} is asked for nothing of ${leafName(alliance, draft.leaf)}, so there is nothing to answer.`, mend: "Choose a capability that it is asked for." };
  if (draft.response !== "reserve") return draft.quantity === undefined && draft.firstYear === undefined ? undefined : { problem: `A quantity or a year belongs to a reserve, not to ${draft.response}.`, mend: "Answer reserve, or leave them out." };
  if (draft.quantity === undefined && draft.firstYear === undefined) return { problem: "A reserve says how much is accepted, or from when.", mend: "Give a quantity, a first year, or both." };
  if (draft.quantity !== undefined && (!Number.isFinite(draft.quantity) || draft.quantity < 0)) return { problem: `"${draft.quantity}" is no quantity.`, mend: "Give what is accepted as a number that is not below 0." };
  if (draft.quantity !== undefined && draft.quantity > most)
    return { problem: `${draft.nation} is asked for no more than ${measureText(most, asked.unit)} in any year: accepting ${numberText(draft.quantity)} holds nothing back.`, mend: "Answer accept, or check quantity and unit." };
  if (draft.quantity === most && draft.firstYear === undefined) return { problem: `${draft.nation} is asked for no more than ${measureText(most, asked.unit)} in any year: accepting all of it holds nothing back.`, mend: "Answer accept, or give a smaller quantity or a year." };
  if (draft.firstYear !== undefined && (draft.firstYear <= firstYear || draft.firstYear > lastYear))
    return { problem: draft.firstYear > lastYear ? `${draft.firstYear} is after the plan ends.` : `From ${draft.firstYear} on is the whole plan: that holds nothing back.`, mend: `Give a year from ${firstYear + 1} to ${lastYear}, or answer ${draft.firstYear > lastYear ? "decline" : "accept"}.` };
  return undefined;
}

function among(what: string, wanted: string, all: readonly string[]): DraftProblem | undefined {
  if (all.includes(wanted)) return undefined;
  const near = nearest(wanted, all);
  return { problem: `"${wanted}" is no ${what} of this data set.`, mend: near === undefined ? `Use one of: ${all.slice(0, 12).join(", ")}.` : `Did you mean ${near}?` };
}

/** Works out what drafted answers would change. Of two drafts for one target the later counts. */
export function draftedAnswers(results: Results, drafts: readonly AnswerDraft[]): DraftedAnswers {
  const { alliance, targets } = results;
  const judged = drafts.map((draft, index) => ({ draft, index, problem: answerProblem(results, draft) }));
  const latest = new Map(judged.flatMap(({ draft, problem }) => (problem === undefined ? [[`${draft.nation}|${draft.leaf}`, draft] as const] : [])));
  const stated = alliance.facts.answer.filter((it) => !latest.has(`${it.nation}|${it.capability}`));
  const made = negotiation({ ...targetsAsk(results), answers: [...stated, ...[...latest.values()].map((it) => answerOf(results, it))] });
  const moves = effectsBetween(alliance, { before: targets, after: made.targets });
  const joint = spansOf(results, moves).map(asDrafted);
  const heldBack = joint.map((it) => ({ ...heldBackIn(results, it), ...noTakersOf(made.targets, it) }));
  const sums = nationEffects(moves, alliance.nations.map((it) => it.id));
  return {
    ...aboutOf(results),
    answers: made.effects.filter((it) => latest.has(`${it.answer.nation}|${it.answer.capability}`)).map((it) => drafted(answerRow(results, made, it))),
    joint,
    heldBack,
    moves: draftedMoves(joint, heldBack),
    takers: new Set(joint.flatMap((it) => it.shifts.flatMap((one) => ((one.quantity.value ?? 0) > MOVED ? [one.nation] : [])))).size,
    left: new Set(joint.flatMap((it) => ((it.residualAfter.value ?? 0) - (it.residualBefore.value ?? 0) > MOVED ? [it.leaf] : []))).size,
    nations: alliance.nations.flatMap(({ id }) => {
      const own = sums.filter((it) => it.nation === id);
      if (own.length === 0) return [];
      const unpriced = Math.max(...own.map((it) => it.unpriced));
      const money = (of: "cost" | "spared"): Shown => ({ ...shownMoney(results, whyKey("moves", of === "cost" ? "taken-up" : "spared", id), Math.max(...own.map((it) => it[of]))), caution: unpriced > 0 ? `at least: the cost of ${unpriced} moves is unknown` : DRAFTED.caution });
      return [{ nation: id, name: nationName(alliance, id), takesUp: money("cost"), spared: money("spared") }];
    }),
    refused: judged.flatMap(({ index, problem }) => (problem === undefined ? [] : [{ index, ...problem }])),
  };
}

/** The draft as a fact, as if it were stated: what of it does not move a target is taken from what is asked. */
const answerOf = ({ alliance }: Results, draft: AnswerDraft): Answer => ({
  id: `draft.${draft.nation}.${draft.leaf}`,
  source: "draft",
  asOf: alliance.settings.asOf,
  evidence: "official",
  confidence: "high",
  label: alliance.requirementsOf.get(draft.leaf)?.find((it) => it.use === "plan")?.label ?? alliance.facts.label[0]?.id ?? "",
  nation: draft.nation,
  capability: draft.leaf,
  response: draft.response,
  reason: draft.reason.trim(),
  ...(draft.response === "reserve" && draft.quantity !== undefined && { quantity: draft.quantity }),
  ...(draft.response === "reserve" && draft.firstYear !== undefined && { firstYear: draft.firstYear }),
});

function heldBackIn(results: Results, it: EffectRow): HeldBack {
  const told = (value: number): Shown => shown(results, whyKey("residual", it.leaf, it.firstYear), it.unit, value, DRAFTED);
  const moved = it.shifts.map((row) => row.quantity.value ?? 0);
  return {
    leaf: it.leaf,
    name: it.name,
    firstYear: it.firstYear,
    lastYear: it.lastYear,
    heldBack: told(-moved.reduce((sum, value) => sum + Math.min(value, 0), 0)),
    takenUp: told(moved.reduce((sum, value) => sum + Math.max(value, 0), 0)),
    takers: moved.filter((value) => value > 0).length,
    leftOver: told((it.residualAfter.value ?? 0) - (it.residualBefore.value ?? 0)),
  };
}

/** Why nobody takes up what is held back: each other ally by the first reason that holds of it. Nothing where somebody does. */
function noTakersOf({ leaves }: Targets, { leaf, firstYear, shifts }: EffectRow): Pick<HeldBack, "noTakers"> {
  if (shifts.some((it) => (it.quantity.value ?? 0) > 0)) return {};
  const drafting = new Set(shifts.map((it) => it.nation));
  const others = (leaves.find((it) => it.leaf === leaf && it.year === firstYear)?.nations ?? []).filter((it) => !drafting.has(it.nation));
  const reasons = others.map((it) => (it.response === "reserve" || it.response === "decline" ? "answered" : it.share <= 0 ? "notAsked" : it.challenge === undefined ? "unknown" : "atLimit"));
  const count = (reason: (typeof reasons)[number]): number => reasons.filter((it) => it === reason).length;
  return others.length === 0 ? {} : { noTakers: { atLimit: count("atLimit"), unknown: count("unknown"), answered: count("answered"), notAsked: count("notAsked") } };
}

const asDrafted = (it: EffectRow): EffectRow => ({
  ...it,
  shifts: it.shifts.map((row) => ({ ...row, quantity: { ...row.quantity, ...DRAFTED }, cost: { ...row.cost, ...DRAFTED } })),
  residualAfter: { ...it.residualAfter, ...DRAFTED },
});
const drafted = (it: AnswerRow): AnswerRow => ({ ...it, accepted: { ...it.accepted, ...DRAFTED }, effects: it.effects.map(asDrafted) });
