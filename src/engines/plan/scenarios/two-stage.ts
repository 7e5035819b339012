import { type Cut, cutAt } from "./cut.ts";
import { master, weighed, type Weights } from "./master.ts";
import { type PriceAsk, type Prices, pricesAfter } from "./prices.ts";
import { completed, priced, provedAlone, provedByPrices, type Recourse, type Solved } from "./recourse.ts";

export interface TwoStageAsk {
  readonly recourse: Recourse;
  readonly decisions: PriceAsk["decisions"];
  /** Weight of the worst scenario beside the expected one. */
  readonly risk: number;
  /** Every scenario as if it were known to come. */
  readonly known: readonly Solved[];
  /** Decisions to begin with, best guess first, at least one; completed already where that was done. */
  readonly tries: readonly { readonly first: Float64Array; readonly solved?: readonly Solved[] }[];
  /** Gap at which it ends, and most rounds. */
  readonly gap: number;
  readonly rounds: number;
  readonly onRound?: (round: { readonly done: number; readonly best: number; readonly bound: number }) => void;
}

/** Decisions for all scenarios, what they come to, and what is proved. */
export interface TwoStage {
  readonly first: Float64Array;
  /** Expected and worst value, weighed; and by scenario. */
  readonly value: number;
  readonly solved: readonly Solved[];
  /** Least that any decisions could come to. */
  readonly bound: number;
  /** (value − bound) / value. */
  readonly gap: number;
  readonly rounds: number;
}

// How far from the best decisions the next are looked for, as a share of the most of each: at first, at least, at most.
const NEAR = 0.02;
const NEAR_LEAST = 1e-4;
const NEAR_MOST = 1;
// How much longer a step of prices is after one that proved more; one that did not is followed by half of it.
const LONGER = 1.3;
// Part of the promised gain that must come true for the search to widen.
const WIDEN = 0.5;

/**
 * Decisions that are best over all scenarios, without ever building them as one model. Each round: the scenarios are
 * solved with prices on the decisions, which proves a bound and gives cuts; all cuts together prove another bound and
 * propose decisions near the best ones; these are completed in every scenario, which gives what they are worth and more
 * cuts. Scenarios are solved side by side; nothing depends on which is done first.
 * Source: Benders, Partitioning procedures (1962), with a cut for each scenario and a trust region after Linderoth and
 * Wright, Decomposition algorithms for stochastic programming on a computational grid (2003); prices: Rockafellar and Wets,
 * Scenarios and policy aggregation (1991), without its quadratic term.
 * @throws NoAnswerError, StoppedError
 */
export async function twoStage(ask: TwoStageAsk): Promise<TwoStage> {
  const { recourse, decisions, known } = ask;
  const weights: Weights = { probability: recourse.branches.map((it) => it.probability), risk: ask.risk };
  const cuts: Cut[] = known.map((it) => it.cut);
  const least = cuts.map((it) => provedAlone(it, decisions));
  let bound = weighed(weights, least);
  let best: { readonly first: Float64Array; readonly value: number; readonly solved: readonly Solved[] } | undefined;
  const attempt = async (first: Float64Array, done?: readonly Solved[]): Promise<number> => {
    const solved = done ?? (await completed(recourse, first, decisions, best?.solved.map((it) => it.basis)));
    cuts.push(...solved.map((it) => it.cut));
    const value = weighed(weights, solved.map((it) => it.value));
    if (best === undefined || value < best.value) best = { first, value, solved };
    return value;
  };
  for (const it of ask.tries) await attempt(it.first, it.solved);
  const gap = (): number => Math.max(best!.value - bound, 0) / Math.max(Math.abs(best!.value), 1e-9);
  ask.onRound?.({ done: 0, best: best!.value, bound });
  let share = NEAR;
  let prices: Prices | undefined;
  let last = known;
  let round = 0;
  while (round < ask.rounds && gap() > ask.gap) {
    round += 1;
    prices = pricesAfter(prices, { branches: recourse.branches, decisions, weights, solved: last, values: best!.solved.map((it) => it.value), room: best!.value - bound });
    last = await priced(recourse, prices.tried, decisions, last.map((it) => it.basis));
    const proved = weighedBy(prices.weight, last.map((it, at) => provedByPrices(it.cut, prices!.tried[at]!, decisions)));
    prices = { ...prices, ...(proved > bound ? { best: prices.tried, step: prices.step * LONGER } : { step: prices.step / 2 }) };
    bound = Math.max(bound, proved);
    cuts.push(...last.map((it) => it.cut));
    const all = { desk: recourse.desk, weights, cuts, decisions, least, best: best!.value };
    bound = Math.max(bound, (await master(all)).bound);
    if (gap() > ask.gap) {
      const next = await master({ ...all, near: { first: best!.first, share } });
      const before = best!.value;
      const promised = before - weighed(weights, recourse.branches.map((_, w) => Math.max(...cuts.filter((it) => it.at === w).map((it) => cutAt(it, next.first)))));
      const gained = before - (await attempt(next.first));
      if (gained <= 0) share = Math.max(share / 2, NEAR_LEAST);
      else if (gained > WIDEN * promised) share = Math.min(share * 2, NEAR_MOST);
    }
    ask.onRound?.({ done: round, best: best!.value, bound });
  }
  const { first, value, solved } = best!;
  return { first, value, solved, bound: Math.min(bound, value), gap: gap(), rounds: round };
}

const weighedBy = (weight: readonly number[], values: readonly number[]): number => values.reduce((sum, it, at) => sum + weight[at]! * it, 0);
