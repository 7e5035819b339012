import type { Branch } from "./branch.ts";
import type { Weights } from "./master.ts";
import type { Solved } from "./recourse.ts";

/** Prices on decisions, by scenario: what a scenario pays for wanting more of one than the others do. */
export interface Prices {
  /** The best so far, and those to try next. Weighted they sum to nothing for every decision. */
  readonly best: readonly Float64Array[];
  readonly tried: readonly Float64Array[];
  /** What each scenario wants, smoothed over the rounds. */
  readonly wants: readonly Float64Array[];
  /** Weight of each scenario: its probability, and more for the worst where risk counts. Kept, so that bounds can be compared. */
  readonly weight: readonly number[];
  /** Part of the room between bound and best value that a step aims at. */
  readonly step: number;
}

export interface PriceAsk {
  readonly branches: readonly Pick<Branch, "columns">[];
  readonly decisions: readonly { readonly upper: number; readonly money: number }[];
  readonly weights: Weights;
  /** Scenarios as last solved. */
  readonly solved: readonly Pick<Solved, "first">[];
  /** What the best decisions come to in each scenario. */
  readonly values: readonly number[];
  /** What lies between bound and best value. */
  readonly room: number;
}

// First step, as a part of the room; and how much of what was wanted before is kept.
const STEP = 0.03;
const SMOOTH = 0.6;
// Worth of a decision that costs nothing, so that it is not left out. Unit: M.
const FREE = 1e-3;

/**
 * A step up the bound: a decision that a scenario wants more of than all together becomes dearer to it, in proportion to
 * the money at stake. The step is Polyak's, with what scenarios wanted in earlier rounds smoothed in. A scenario in which
 * a decision comes too late to matter has no price on it.
 */
export function pricesAfter(before: Prices | undefined, { branches, decisions, weights, solved, values, room }: PriceAsk): Prices {
  const worst = values.indexOf(Math.max(...values));
  const weight = before?.weight ?? weights.probability.map((p, w) => (1 - weights.risk) * p + (w === worst ? weights.risk : 0));
  const wants = solved.map((it, w) => (before === undefined ? it.first : it.first.map((now, d) => SMOOTH * before.wants[w]![d]! + (1 - SMOOTH) * now)));
  const step = before?.step ?? STEP;
  const best = before?.best ?? branches.map(() => new Float64Array(decisions.length));
  const ways = branches.map(() => new Float64Array(decisions.length));
  let length = 0;
  decisions.forEach((it, d) => {
    const own = branches.flatMap((one, w) => (one.columns[d]! >= 0 && weight[w]! > 0 ? [w] : []));
    const whole = own.reduce((sum, w) => sum + weight[w]!, 0);
    if (whole <= 0) return;
    const mean = own.reduce((sum, w) => sum + weight[w]! * wants[w]![d]!, 0) / whole;
    const money = it.money > 0 ? it.money : FREE;
    for (const w of own) {
      const off = (wants[w]![d]! - mean) * money;
      length += weight[w]! * off * off;
      ways[w]![d] = off * money;
    }
  });
  const far = length > 0 ? (step * room) / length : 0;
  return { best, tried: best.map((own, w) => own.map((price, d) => price + far * ways[w]![d]!)), wants, weight, step };
}
