import type { Alliance, Answer } from "#model";
import type { Finding } from "#stdx";
import { apportion, type LeafTargets, type NationTarget, pricesOf, type Targets } from "./apportion.ts";
import { answeredLeaf, answeredTargets, type NegotiationAsk, remarksOn, roomsOf } from "./negotiate.ts";

/** How one nation's target moves because of answers. Unit of quantities: the leaf's. */
export interface Shift {
  readonly nation: string;
  /** Above 0: it takes up so much. Below 0: it is asked for so much less. */
  readonly quantity: number;
  /** What that adds to, or takes from, the cost of what it must add to what it holds. Unit: M of the alliance's currency. Absent: no price, or what it holds is unknown. */
  readonly cost?: number;
}

/** What answers do to one leaf in one year. */
export interface LeafEffect {
  readonly leaf: string;
  readonly year: number;
  readonly unit: string;
  /** Of every nation whose target moves, those who answered included, in the order of nations. */
  readonly shifts: readonly Shift[];
  /** Residual without and with. */
  readonly residualBefore: number;
  readonly residualAfter: number;
}

/** What one answer does, all others as they are: with it against the same nation accepting. */
export interface AnswerEffect {
  readonly answer: Answer;
  /** Years in which something moves. */
  readonly years: readonly LeafEffect[];
}

/** What all answers together ask of one nation in one year, over all leaves. */
export interface NationEffect {
  readonly nation: string;
  readonly year: number;
  /** Leaves in which it takes up something, and in which it is asked for less. */
  readonly takesUp: number;
  readonly givesBack: number;
  /** Cost of what it takes up, and what its own answers spare it. Known prices only. Unit: M of the alliance's currency. */
  readonly cost: number;
  readonly spared: number;
  /** Moves whose cost is unknown. */
  readonly unpriced: number;
}

/** The negotiation whole: what was proposed, what stands after the answers, and what each answer does to the others. */
export interface Negotiation {
  readonly proposed: Targets;
  readonly targets: Targets;
  /** In the order of the answers: leaf of the tree, then nation. */
  readonly effects: readonly AnswerEffect[];
  /** All answers together against none; leaves and years in which something moves. */
  readonly joint: readonly LeafEffect[];
  readonly nations: readonly NationEffect[];
  /** Targets above 0 in some year that nobody answered. */
  readonly outstanding: readonly { readonly nation: string; readonly leaf: string }[];
  readonly remarks: readonly Finding[];
}

/** Negotiates, and works out the effect of every answer on every other ally. */
export function negotiation(ask: NegotiationAsk): Negotiation {
  const { alliance } = ask;
  const given = ask.answers ?? alliance.facts.answer;
  const place = (it: Answer): readonly [number, number] => [alliance.leafIndex.get(it.capability) ?? 0, alliance.nationIndex.get(it.nation) ?? 0];
  const answers = given.map((it) => ({ it, at: place(it) })).sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]).map(({ it }) => it);
  const proposed = apportion(ask);
  const rooms = roomsOf(ask, proposed);
  const targets = answeredTargets(proposed, rooms, answers);
  const prices = pricesOf(alliance);
  const after = new Map(targets.leaves.map((it) => [`${it.leaf}|${it.year}`, it]));
  const effects = answers.map((answer): AnswerEffect => {
    const others = answers.filter((it) => it.capability === answer.capability && it !== answer);
    const years = proposed.leaves.filter((it) => it.leaf === answer.capability).flatMap((leaf) => {
      const key = `${leaf.leaf}|${leaf.year}`;
      const without = answeredLeaf({ leaf, rooms: rooms.get(key) ?? [], answers: [...others, accepting(answer)] });
      return effectOf(without, after.get(key) ?? leaf, prices.get(leaf.leaf));
    });
    return { answer, years };
  });
  const joint = proposed.leaves.flatMap((it) => effectOf(it, after.get(`${it.leaf}|${it.year}`) ?? it, prices.get(it.leaf)));
  return { proposed, targets, effects, joint, nations: nationEffects(joint, alliance.nations.map((it) => it.id)), outstanding: outstandingOf(proposed, answers), remarks: remarksOn(alliance, proposed, answers) };
}

/** What moves between two outcomes of the same proposal: leaves and years in which something does, the second against the first. */
export function effectsBetween(alliance: Alliance, { before, after }: { readonly before: Targets; readonly after: Targets }): readonly LeafEffect[] {
  const prices = pricesOf(alliance);
  const later = new Map(after.leaves.map((it) => [`${it.leaf}|${it.year}`, it]));
  return before.leaves.flatMap((it) => effectOf(it, later.get(`${it.leaf}|${it.year}`) ?? it, prices.get(it.leaf)));
}

/** The same answer, accepting. */
const accepting = (answer: Answer): Answer => ({ ...answer, response: "accept" });

/** None where nothing moves. */
function effectOf(before: LeafTargets, after: LeafTargets, price: number | undefined): readonly LeafEffect[] {
  const shifts = after.nations.flatMap((row, n): readonly Shift[] => {
    const was = before.nations[n];
    const quantity = was === undefined ? 0 : row.target - was.target;
    if (was === undefined || Math.abs(quantity) <= 1e-9 * after.required) return [];
    const cost = price === undefined || row.held === undefined ? undefined : price * (added(row, row.target) - added(row, was.target));
    return [{ nation: row.nation, quantity, ...(cost !== undefined && { cost }) }];
  });
  return shifts.length === 0 ? [] : [{ leaf: after.leaf, year: after.year, unit: after.unit, shifts, residualBefore: before.residual, residualAfter: after.residual }];
}

const added = (row: NationTarget, target: number): number => Math.max(target - (row.held ?? 0), 0);

/** What effects ask of every nation in every year. */
export function nationEffects(joint: readonly LeafEffect[], nations: readonly string[]): readonly NationEffect[] {
  const made = new Map<string, { takesUp: number; givesBack: number; cost: number; spared: number; unpriced: number }>();
  for (const it of joint) {
    for (const shift of it.shifts) {
      const key = `${shift.nation}|${it.year}`;
      const sum = made.get(key) ?? { takesUp: 0, givesBack: 0, cost: 0, spared: 0, unpriced: 0 };
      if (shift.quantity > 0) sum.takesUp += 1;
      else sum.givesBack += 1;
      if (shift.cost === undefined) sum.unpriced += 1;
      else if (shift.quantity > 0) sum.cost += shift.cost;
      else sum.spared -= shift.cost;
      made.set(key, sum);
    }
  }
  const years = [...new Set(joint.map((it) => it.year))].sort((a, b) => a - b);
  return nations.flatMap((nation) => years.flatMap((year) => {
    const sum = made.get(`${nation}|${year}`);
    return sum === undefined ? [] : [{ nation, year, ...sum }];
  }));
}

function outstandingOf(proposed: Targets, answers: readonly Answer[]): readonly { readonly nation: string; readonly leaf: string }[] {
  const answered = new Set(answers.map((it) => `${it.nation}|${it.capability}`));
  const asked = new Map<string, { readonly nation: string; readonly leaf: string }>();
  for (const leaf of proposed.leaves) for (const row of leaf.nations) if (row.target > 0) asked.set(`${row.nation}|${leaf.leaf}`, { nation: row.nation, leaf: leaf.leaf });
  return [...asked].flatMap(([key, it]) => (answered.has(key) ? [] : [it]));
}
