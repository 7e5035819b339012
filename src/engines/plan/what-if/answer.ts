import type { Deliveries } from "../freedom.ts";
import { deliveriesOf } from "../formulate.ts";
import type { Case, Change } from "./change.ts";
import { type Breach, breachesOf, type Counted, countedOf, type Effect, effectOf, priceOfBreaches } from "./effect.ts";
import { type Cheapest, type MoneyAnswer, moneyAnswer } from "./least-money.ts";
import { type Found, gapOf } from "./search.ts";
import type { Posed } from "./state.ts";

/** A plan for the base with some changes, and what is proved about it. */
export interface WhatIfAnswer {
  /** Everything that differs from the base, in the order asked. */
  readonly changes: readonly Change[];
  /** `quick`: within the proven gap. `exact`: the whole model was solved, so that the shortfall is least. */
  readonly kind: "quick" | "exact";
  /** What the plan makes least, the price of what gives way included. Unit: weighted shortfall-years. */
  readonly value: number;
  /** The part of it that is short, without that price. Unit: weighted shortfall-years. */
  readonly short: number;
  /** What the base is short by the priorities of the changes, which the changes are to be measured against. Absent: no priority is changed. Unit: weighted shortfall-years. */
  readonly baseShort?: number;
  /** No plan with these target shares, agreements, leads and adoptions can be below this: weak duality, computed here from row prices. Unit: weighted shortfall-years. */
  readonly bound: number;
  /** (value − bound) / value. */
  readonly gap: number;
  /** Least money for that shortfall, and what the changes cost. Absent: not made least yet. */
  readonly money?: MoneyAnswer;
  /** Largest breach of any row by the plan, computed again from its values. In the units of the model, which are near one. */
  readonly breach: number;
  /** What the changes make impossible, and by how much the plan gives way. Empty: everything can be kept. */
  readonly givesWay: readonly Breach[];
  /** What moved since the base. Counted from the decisions when it is first asked for. */
  readonly effect: () => Effect;
  /** The plan itself, the cheapest where money was made least, with the facts and choices that it was made for. */
  readonly decisions: () => Case & { readonly deliveries: Deliveries };
  /** Restricted solves that it took, and time in the solver. Unit: s. */
  readonly rounds: number;
  readonly seconds: number;
}

/** How an exact solve in the background ended. Never a rejection: nobody need wait for it. */
export type ExactOutcome = { readonly kind: "exact"; readonly answer: WhatIfAnswer } | { readonly kind: "stopped" } | { readonly kind: "failed"; readonly reason: string };

export interface QuickAnswer extends WhatIfAnswer {
  /** The same question with its shortfall made least, money not yet. `stopped`: cancelled, taken back, or overtaken by another question. */
  readonly leastShort: Promise<ExactOutcome>;
  /** The same question solved to the end, money made least too, which replaces this answer. */
  readonly exact: Promise<ExactOutcome>;
}

export interface AnswerAsk {
  readonly changes: readonly Change[];
  readonly posed: Posed;
  readonly found: Found;
  readonly before: Counted;
  /** The cheapest plans of the base and of the question, where both are known. */
  readonly cheapest?: { readonly before: Cheapest; readonly after: Cheapest } | undefined;
}

/** What is told of a plan found. */
export function answerOf({ changes, posed, found, before, cheapest }: AnswerAsk): WhatIfAnswer {
  const constant = posed.named.formulation.constants.shortfall;
  const { value, bound, rounds } = found;
  const { primal, breach } = cheapest?.after ?? found;
  let effect: Effect | undefined;
  return {
    changes,
    kind: found.isExact ? "exact" : "quick",
    value: value + constant,
    short: value + constant - priceOfBreaches(posed, found.primal),
    ...(changes.some((it) => it.kind === "priority") && { baseShort: before.shortBy(new Map(posed.case.world.leaves.map((it) => [it.id, it.priority]))) }),
    bound: bound + constant,
    gap: gapOf({ value, bound, constant }),
    ...(cheapest !== undefined && { money: moneyAnswer({ before: cheapest.before.money, after: cheapest.after.money }) }),
    breach,
    givesWay: breachesOf(posed, primal),
    effect: () => (effect ??= cheapest === undefined ? effectOf({ before, after: countedOf(posed, primal), isCheapest: false }) : effectOf({ before: cheapest.before.counted, after: cheapest.after.counted, isCheapest: true })),
    decisions: () => ({ ...posed.case, deliveries: deliveriesOf(posed.named.formulation, primal) }),
    rounds,
    seconds: found.seconds + (cheapest?.after.seconds ?? 0),
  };
}
