import { checkRows } from "#maths";
import type { Range } from "#quantities";
import { type Formulation, MONEY_SCALE } from "../formulate.ts";
import { lexicographic } from "../lexicographic.ts";
import { PLAN } from "../parameters.ts";
import type { Desk } from "../stage.ts";
import { type Counted, countedOf, priceOfBreaches } from "./effect.ts";
import { FEASIBLE, type Found } from "./search.ts";
import type { Posed } from "./state.ts";

/** The least that plans can cost which give way no further and are short no more than they must be, and what is proved of it. Unit: M of the alliance's currency, discounted. */
export interface LeastMoney {
  /** Cost of the cheapest plan found. */
  readonly value: number;
  /** No such plan costs less: weak duality, computed here from row prices. */
  readonly bound: number;
  /** What that plan is short. Unit: weighted shortfall-years. */
  readonly short: number;
  /** Room that the shortfall has for the sake of money. */
  readonly allowance: {
    /** Unit: weighted shortfall-years. */
    readonly short: number;
    /** What that room saves at least: it, at the price that the last of it has. Unit: M. */
    readonly money: number;
  };
}

/** A cheapest plan. */
export interface Cheapest {
  readonly money: LeastMoney;
  readonly primal: Float64Array;
  readonly counted: Counted;
  /** Largest breach of a row or bound, computed again from the values. In the units of the model. */
  readonly breach: number;
  /** Unit: s. */
  readonly seconds: number;
}

/** Least money before and with the changes. Unit: M of the alliance's currency, discounted. */
export interface MoneyAnswer {
  readonly before: LeastMoney;
  readonly after: LeastMoney;
  /** What the changes cost: least money with them less that without. `low` and `high`: nothing outside them is possible, proven. */
  readonly price: Range;
  /** About what the price would be more or less without the room that both shortfalls have, at the price of the last of it. */
  readonly allowance: number;
}

export interface CheapestAsk {
  readonly desk: Desk;
  readonly posed: Posed;
  readonly found: Found;
  /** The cheapest plan of the base, in the columns of this model. */
  readonly rather?: Float64Array;
}

// A plan that costs no larger a part more costs as little. Unit: share.
const AS_CHEAP = 1e-8;

/**
 * Goes on from the least shortfall of a posed question as the aligned plan does: what gives way may not grow, the shortfall by its allowance
 * (`plan.allowance-shortfall`) at most, and money is made least. The same function for the base and for what is changed, so
 * that the difference of both is a price. Of plans that cost as little the one in `rather` is taken where it is one of them: what
 * a change does not touch then moves between no allies. Unit of money: M. @throws NoAnswerError, StoppedError
 * Source: preemptive goal programming, as `lexicographic`
 * @example (await cheapestOf({ desk, posed, found })).money.value // → at most `allowance` above the least
 */
export async function cheapestOf({ desk, posed, found, rather }: CheapestAsk): Promise<Cheapest> {
  const formulation = inTwo(posed);
  const { model, constants } = formulation;
  const gaveWay = priceOfBreaches(posed, found.primal);
  const least = { primal: found.primal, dual: found.dual, deliveries: NOTHING, boundBy: "duals", basis: found.basis, seconds: 0, model } as const;
  const short = found.value - gaveWay + constants.shortfall;
  const { stages, seconds } = await lexicographic({
    desk,
    formulation,
    stages: [
      { objective: "violations", allowance: 0, done: { ...least, value: gaveWay + constants.violations, bound: gaveWay + constants.violations } },
      { objective: "shortfall", allowance: posed.case.world.value(PLAN.allowanceShortfall), done: { ...least, value: short, bound: short } },
      { objective: "money", allowance: 0 },
    ],
    start: found.basis,
    name: "what-if",
  });
  const [, shortfall, last] = stages as [(typeof stages)[number], (typeof stages)[number], (typeof stages)[number]];
  const room = shortfall.kept - short;
  const moneyOf = (plan: Float64Array): number => sumOf(formulation.costs.money, plan) + constants.money;
  const shortOf = (plan: Float64Array): number => sumOf(formulation.costs.shortfall, plan) + constants.shortfall;
  const breachOf = (plan: Float64Array): number => {
    const check = checkRows(model, plan);
    return Math.max(check.rowBreach, check.boundBreach);
  };
  const isAsGood = (plan: Float64Array): boolean => moneyOf(plan) <= last.value + AS_CHEAP * Math.abs(last.value) && shortOf(plan) <= shortfall.kept + FEASIBLE && priceOfBreaches(posed, plan) <= gaveWay + FEASIBLE && breachOf(plan) <= FEASIBLE;
  const primal = rather !== undefined && isAsGood(rather) ? rather : last.primal;
  const value = primal === last.primal ? last.value : moneyOf(primal);
  return {
    primal,
    counted: countedOf(posed, primal),
    breach: breachOf(primal),
    seconds,
    money: {
      value: value * MONEY_SCALE,
      bound: Math.min(last.bound, value) * MONEY_SCALE,
      short: shortOf(primal),
      // The row that keeps the shortfall stands last; more room never costs more.
      allowance: { short: room, money: Math.max(-(last.dual.at(-1) ?? 0), 0) * room * MONEY_SCALE },
    },
  };
}

/** Least money with and without changes, and what the changes cost. */
export function moneyAnswer({ before, after }: { readonly before: LeastMoney; readonly after: LeastMoney }): MoneyAnswer {
  // Nothing is changed: it costs nothing.
  if (before === after) return { before, after, price: { low: 0, base: 0, high: 0 }, allowance: 0 };
  return { before, after, price: { low: after.bound - before.value, base: after.value - before.value, high: after.value - before.bound }, allowance: Math.abs(after.allowance.money - before.allowance.money) };
}

// Decisions of a stage that is done are read by nobody.
const NOTHING = { free: new Map(), programme: [], split: new Map(), expansion: new Map(), beyond: new Map(), common: new Map(), idle: new Map(), production: new Map() };

/** The elastic model with its objective told apart into what gives way and what is short, and with money, in which ways out are free. */
function inTwo({ named: { formulation }, elastic: { model } }: Posed): Formulation {
  const own = formulation.model.colCount;
  const isWayOut = new Uint8Array(model.colCount).fill(1, own);
  for (const column of formulation.on.lotSlack) isWayOut[column] = 1;
  const only = (of: Float64Array, wanted: 0 | 1): Float64Array => Float64Array.from({ length: model.colCount }, (_, column) => (isWayOut[column] === wanted ? (of[column] ?? 0) : 0));
  return {
    ...formulation,
    model,
    costs: { violations: only(model.cost, 1), shortfall: only(model.cost, 0), money: only(formulation.costs.money, 0), deviation: only(formulation.costs.deviation, 0) },
    constants: { ...formulation.constants, violations: 0 },
  };
}

const sumOf = (costs: Float64Array, primal: Float64Array): number => costs.reduce((sum, cost, at) => sum + cost * primal[at]!, 0);
