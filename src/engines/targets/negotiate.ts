import type { Alliance, Answer } from "#model";
import { assert, type Finding } from "#stdx";
import { apportion, type LeafTargets, type NationTarget, pricesOf, residualOf, type Targets, type TargetsAsk } from "./apportion.ts";
import { levelParts } from "./levels.ts";
import { TARGETS } from "./parameters.ts";
import { spendByLevel } from "./spend.ts";
import { takeUp } from "./take-up.ts";

/** What is negotiated: the targets, and what nations answer. */
export interface NegotiationAsk extends TargetsAsk {
  /** At most one of a nation and leaf. Absent: those of the data set. */
  readonly answers?: readonly Answer[];
}

/**
 * Targets after the nations' answers (C10 rule 6). What is reserved or declined goes to the allies that did neither for
 * this leaf, by the same keys, within the cap, the reasonable challenge and the money that the proposed targets leave;
 * the rest is residual. Nobody's target falls below what was proposed because another answered, and the order of the
 * answers does not matter. Without answers these are the proposed targets.
 */
export function negotiate(ask: NegotiationAsk): Targets {
  const answers = ask.answers ?? ask.alliance.facts.answer;
  const proposed = apportion(ask);
  return answers.length === 0 ? proposed : answeredTargets(proposed, roomsOf(ask, proposed), answers);
}

/**
 * The same for whoever asks about one leaf after another: what is proposed, and how much more anyone could be asked for, is
 * worked out once. The targets of that leaf in each year, whatever is answered about others.
 * @example negotiator(ask)("bridging", answers)[0]?.residual // → what nobody is asked for in the first year
 */
export function negotiator(ask: TargetsAsk): (leaf: string, answers: readonly Answer[]) => readonly LeafTargets[] {
  const proposed = apportion(ask);
  const rooms = roomsOf(ask, proposed);
  return (leaf, answers) => answeredTargets({ ...proposed, leaves: proposed.leaves.filter((it) => it.leaf === leaf) }, rooms, answers).leaves;
}

/** How much more each nation may be asked for in a leaf and year than was proposed: `rooms.get("leaf|year")?.[n]`. */
export type Rooms = ReadonlyMap<string, readonly number[]>;

/**
 * How much more every nation could be asked for, whoever answers what. Up to the cap and the reasonable challenge; what
 * is on hand beyond the target costs nothing, and for the rest the money that the proposed targets leave is set aside
 * by CAP level over all leaves. It is set aside beforehand, for money that went to whichever leaf is declined would
 * take away what the ally was asked for in another.
 */
export function roomsOf(ask: TargetsAsk, proposed: Targets): Rooms {
  const { alliance } = ask;
  const cap = alliance.valueOf(TARGETS.cap).base;
  const beta = alliance.valueOf(TARGETS.budgetShare).base;
  const prices = pricesOf(alliance);
  const rooms = new Map(proposed.leaves.map((it) => [`${it.leaf}|${it.year}`, it.nations.map((row) => limitOf(it, row, cap))]));
  const leavesOf = new Map(alliance.years.map((year) => [year, proposed.leaves.filter((it) => it.year === year)]));
  const moneyOf = new Map(proposed.budgets.map((it) => [`${it.nation}|${it.year}`, it.money]));
  alliance.nations.forEach((nation, n) => {
    for (const year of alliance.years) {
      const money = moneyOf.get(`${nation.id}|${year}`);
      if (money === undefined) continue;
      const all = (leavesOf.get(year) ?? []).map((leaf) => {
        const row = leaf.nations[n];
        const room = rooms.get(`${leaf.leaf}|${year}`)?.[n] ?? 0;
        const target = row?.target ?? 0;
        return { leaf, room, target, held: row?.held, price: prices.get(leaf.leaf) ?? 0, from: Math.min(Math.max(target, row?.held ?? 0), target + room) };
      });
      const spent = all.reduce((sum, it) => sum + (it.held === undefined ? 0 : Math.max(it.target - it.held, 0) * it.price), 0);
      const open = all.filter((it) => it.room > 0);
      const raised = spendByLevel(
        open.map((it) => {
          const to = it.target + it.room;
          return { from: it.from, to, price: it.price, whole: it.leaf.whole, bands: levelParts(alliance, it.leaf.leaf, year).map((band) => ({ level: band.level, quantity: band.part * (to - it.from) })) };
        }),
        Math.max(beta * money - spent, 0),
      );
      open.forEach((it, index) => {
        const row = rooms.get(`${it.leaf.leaf}|${year}`);
        if (row !== undefined) row[n] = Math.max((raised[index]?.reached ?? it.target) - it.target, 0);
      });
    }
  });
  return rooms;
}

/** Room up to cap and challenge. A nation of whom it is unknown what it holds is not asked for more, nor one without a share. */
function limitOf(leaf: LeafTargets, row: NationTarget, cap: number): number {
  if (row.challenge === undefined || row.share <= 0) return 0;
  const most = Math.min(row.challenge, leaf.whole ? Math.floor(cap * leaf.required + 1e-9) : cap * leaf.required);
  return Math.max(most - row.target, 0);
}

/** The proposed targets with answers applied. Leaves do not depend on one another. */
export function answeredTargets(proposed: Targets, rooms: Rooms, answers: readonly Answer[]): Targets {
  const byLeaf = new Map(answers.map((it) => [it.capability, answers.filter((other) => other.capability === it.capability)]));
  return { ...proposed, leaves: proposed.leaves.map((it) => answeredLeaf({ leaf: it, rooms: rooms.get(`${it.leaf}|${it.year}`) ?? [], answers: byLeaf.get(it.leaf) ?? [] })) };
}

/** One leaf and year with the answers that concern it. */
export function answeredLeaf(of: { readonly leaf: LeafTargets; readonly rooms: readonly number[]; readonly answers: readonly Answer[] }): LeafTargets {
  const { leaf, rooms } = of;
  const answerOf = new Map(of.answers.map((it) => [it.nation, it]));
  assert(answerOf.size === of.answers.length, "a nation answers a target once");
  if (answerOf.size === 0) return leaf;
  const accepted = leaf.nations.map((row) => acceptedOf(answerOf.get(row.nation), row, leaf.year));
  const left = leaf.nations.reduce((sum, row, n) => sum + row.target - (accepted[n] ?? 0), 0);
  const takers = leaf.nations.map((row, n) => {
    const response = answerOf.get(row.nation)?.response;
    return { share: response === "reserve" || response === "decline" ? 0 : row.share, room: rooms[n] ?? 0 };
  });
  const taken = takeUp(takers, { amount: left, whole: leaf.whole });
  const nations = leaf.nations.map((row, n): NationTarget => {
    const response = answerOf.get(row.nation)?.response;
    const more = taken[n] ?? 0;
    const target = (accepted[n] ?? 0) + more;
    return {
      ...row,
      target,
      ...(target !== row.target && { proposed: row.target }),
      ...(response !== undefined && { response }),
      ...(more > 0 && { takenUp: more }),
      ...(target < row.target && { limitedBy: "answer" as const }),
    };
  });
  return { ...leaf, nations, residual: left === 0 ? leaf.residual : residualOf(leaf.required, nations) };
}

/**
 * What is left of a target after the nation's own answer. A reserve by quantity: that quantity. A reserve by year: until
 * then the quantity if one is given, else what it holds (0 if that is unknown); from then on in full. A decline: nothing;
 * what it holds still counts for the alliance, but is not asked of it.
 */
export function acceptedOf(answer: Answer | undefined, row: Pick<NationTarget, "target" | "held">, year: number): number {
  if (answer === undefined || answer.response === "accept") return row.target;
  if (answer.response === "decline") return 0;
  if (answer.firstYear !== undefined && year >= answer.firstYear) return row.target;
  return Math.min(row.target, answer.quantity ?? row.held ?? 0);
}

/** Answers that do not fit the targets they answer, as findings on `answers.csv`. */
export function remarksOn(alliance: Alliance, proposed: Targets, answers: readonly Answer[]): readonly Finding[] {
  const most = new Map<string, number>();
  for (const leaf of proposed.leaves) for (const row of leaf.nations) most.set(`${leaf.leaf}|${row.nation}`, Math.max(most.get(`${leaf.leaf}|${row.nation}`) ?? 0, row.target));
  return answers.flatMap((it): readonly Finding[] => {
    const target = most.get(`${it.capability}|${it.nation}`) ?? 0;
    const name = alliance.capabilityById.get(it.capability)?.nameEn ?? it.capability;
    const about = { level: "warning" as const, file: "answers.csv", fact: it.id };
    if (target <= 0) return [{ ...about, code: "answer-without-target", column: "capability", message: `${it.nation} answers a target for ${name}, but none is proposed to it.`, mend: "Check nation and capability, or remove the row." }];
    if (it.response === "reserve" && it.quantity !== undefined && it.quantity > target)
      return [{ ...about, code: "reserve-above-target", column: "quantity", message: `${it.nation} accepts ${it.quantity} of ${name}, and is asked for no more than ${target} in any year: that reserves nothing.`, mend: "Answer accept, or check quantity and unit." }];
    if (it.response === "reserve" && it.quantity === target && it.firstYear === undefined)
      return [{ ...about, code: "reserve-of-nothing", column: "quantity", message: `${it.nation} accepts ${it.quantity} of ${name}, all that it is asked for in any year: that reserves nothing.`, mend: "Answer accept, or check quantity and unit." }];
    return [];
  });
}
