import { lagrangianBound, withCost } from "#maths";
import { type Reached, type AlignAsk, costOf, freedomOf } from "../aligned.ts";
import { coverageOf } from "../coverage.ts";
import { formulate, type Formulation, MONEY_SCALE, type Objective } from "../formulate.ts";
import type { Freedom } from "../freedom.ts";
import { lexicographic, type LexicographicAnswer, type LexicographicStage } from "../lexicographic.ts";
import { PLAN } from "../parameters.ts";
import type { SolveProgress, Solver, StopSignal } from "../solver.ts";
import { type Kept, NoAnswerError, solveStage } from "../stage.ts";
import { chosenFreedom, type ChosenOutside, wholeFreedom } from "./choices.ts";
import { firstPlan } from "./first-plan.ts";
import { searching } from "./searching.ts";
import { gapBetween } from "./standing.ts";

export interface IntegerAsk extends Omit<AlignAsk, "start"> {
  readonly search: {
    /** Clock. Unit: s. */
    readonly now: () => number;
    /** Most time for one objective. Unit: s. */
    readonly timeLimit: number;
    /** Gap at which an objective counts as solved. Unit: share. */
    readonly gap: number;
    /** Ends the searches with the best they have. */
    readonly enough?: StopSignal | undefined;
  };
  /** The plan whose choices were made outside the model, to begin from, as `align` left it. */
  readonly from?: ChosenOutside;
  /** Whether the products of lines that change over, and their closing, are choices. Absent: not. */
  readonly lines?: boolean;
  readonly onStage?: (objective: Objective, done: number, of: number) => void;
  /** Best value and bound of the objective that is searched, as they move. Constants included; money in M. */
  readonly onSearch?: (step: SearchTold) => void;
}

/** Where the search for one objective stands. */
export interface SearchTold {
  readonly objective: Objective;
  /** Best so far; +∞ without one. */
  readonly incumbent: number;
  /** No plan can come to less. */
  readonly bound: number;
}

/** One objective of the whole-number plan: what was reached, and what is proved of every plan that keeps the earlier ones. */
export interface IntegerStage {
  readonly objective: Objective;
  /** Constants included; money in M. */
  readonly value: number;
  readonly bound: number;
  /** By our own arithmetic from row prices, or as the solver claims. */
  readonly boundBy: "duals" | "solver";
  readonly gap: number;
  readonly seconds: number;
}

export interface IntegerPlan extends Reached {
  readonly stages: readonly IntegerStage[];
  /** Violations beyond those of allies alone: lines that make one product at a time cannot keep every promise that was kept without. Absent: none. */
  readonly violations?: { readonly value: number; readonly bound: number };
}

/**
 * The aligned plan with its whole-number choices made by the model: agreements with their tier and members, dates of
 * adoption, leads within their loads, with fallbacks. Shortfall, then cost, then change are each made least by a search with
 * a proved gap; then the choices are fixed and the linear model of what is left is solved once more, so that prices, checks
 * and reports are those of any other plan. A later objective's bound holds for plans that keep what was reached of the earlier.
 * Unit of `value` and `bound`: weighted shortfall-years. @throws NoAnswerError, StoppedError
 * Source: preemptive goal programming; rows of agreements, standards, leads and lines as in docs/methods/plan.md.
 * @example await integerPlan({ world, alone, candidates, desk, levers: LEVERS, search: { now, timeLimit: 60, gap: 0.01 } })
 */
export async function integerPlan(ask: IntegerAsk): Promise<IntegerPlan> {
  const strict = wholeFreedom({ freedom: freedomOf(ask), world: ask.world, candidates: ask.candidates, levers: ask.levers, lines: ask.lines === true });
  if (ask.lines !== true) return searched(ask, strict);
  try {
    return await searched(ask, strict);
  } catch (cause) {
    if (!(cause instanceof NoAnswerError) || cause.status !== "infeasible") throw cause;
  }
  const { freedom, violations } = await leastViolated(ask, strict);
  return { ...(await searched(ask, freedom)), violations };
}

/** The same freedom with promises broken as little as its lines allow, where they cannot be kept as allies alone keep them. */
async function leastViolated({ world, desk, search }: IntegerAsk, strict: Freedom): Promise<{ readonly freedom: Freedom; readonly violations: { readonly value: number; readonly bound: number } }> {
  const free = { ...strict };
  delete free.undelivered;
  const formulation = formulate(world, free);
  const solver = withGap(searching(desk.solver, search.now, search.enough), { gap: search.gap, linearLimit: desk.timeLimit });
  const { stages, primal } = await lexicographic({ desk: { ...desk, solver, timeLimit: search.timeLimit }, formulation, stages: [{ objective: "violations", allowance: 0 }], name: "promises that lines can keep" });
  const undelivered = Float64Array.from(world.programmes, (it, at) => (formulation.on.programmes[at] === undefined ? 0 : Math.max(primal[formulation.on.programmes[at]!.undelivered]!, 0) * it.quantity));
  return { freedom: { ...free, undelivered }, violations: stages[0]! };
}

/** The searches with one freedom. */
async function searched(ask: IntegerAsk, freedom: Freedom): Promise<IntegerPlan> {
  const { world, desk, levers, search } = ask;
  const formulation = formulate(world, freedom);
  const startValues = ask.from === undefined ? undefined : await firstPlan({ desk, formulation, from: ask.from });
  const name = `${levers.length === 0 ? "no lever" : levers.join(" + ")}, whole`;
  let objective: Objective = "shortfall";
  const told = ({ incumbent, bound }: SolveProgress): void => {
    const [unit, constant] = [objective === "money" ? MONEY_SCALE : 1, formulation.constants[objective]];
    ask.onSearch?.({ objective, incumbent: (incumbent + constant) * unit, bound: (bound + constant) * unit });
  };
  const sought = { desk: { ...desk, solver: withGap(searching(desk.solver, search.now, search.enough), { gap: search.gap, linearLimit: desk.timeLimit, onProgress: told }), timeLimit: search.timeLimit }, formulation, name };
  const first = await lexicographic({ ...sought, stages: [{ objective: "shortfall", allowance: 0 }], ...(startValues === undefined ? {} : { startValues }) });
  const done = first.stages[0]!;
  const covered = coverageOf({ world, deliveries: first.deliveries, adopted: chosenFreedom(formulation, first.primal).adopted });
  // As in the plan made outside the model: the allowance never gives up more than a hundredth of what is gained over alone.
  const allowance = Math.min(world.value(PLAN.allowanceShortfall), (CLOSE * Math.max(ask.alone.coverage.weighted - covered.weighted, 0)) / Math.max(Math.abs(done.value - formulation.constants.shortfall), 1e-9));
  const stages: readonly LexicographicStage[] = [
    { objective: "shortfall", allowance },
    { objective: "money", allowance: world.value(PLAN.allowanceCost) },
    { objective: "deviation", allowance: 0 },
  ];
  const whole = await lexicographic({ ...sought, stages: stages.map((it, at) => (at === 0 ? { ...it, done } : it)), startValues: first.primal, onStage: (reached, at, of) => { objective = stages[at]?.objective ?? reached; ask.onStage?.(reached, at, of); } });
  const chosen = chosenFreedom(formulation, whole.primal);
  const { formulation: fixed, answer } = await completed({ ask, chosen, stages, formulation, whole, name });
  const shortfall = answer.stages[0]!;
  const coverage = coverageOf({ world, deliveries: answer.deliveries, adopted: chosen.adopted, ...(chosen.roles ? {} : { anyway: ask.alone.coverage.supply }) });
  return {
    levers,
    freedom: chosen,
    deliveries: answer.deliveries,
    coverage,
    cost: costOf(fixed, answer.primal),
    value: chosen.roles ? coverage.weighted : shortfall.value,
    bound: whole.stages[0]!.bound,
    basis: answer.basis,
    seconds: first.seconds + whole.seconds + answer.seconds,
    formulation: fixed,
    stage: shortfall,
    stages: whole.stages.map((stage): IntegerStage => {
      const unit = stage.objective === "money" ? MONEY_SCALE : 1;
      // What is published is the plan with its choices fixed; where that solved the objective last, the value is that plan's.
      const it = { ...stage, value: stage === whole.stages.at(-1) ? answer.stages.at(-1)!.value : stage.value, bound: Number.isFinite(stage.bound) ? stage.bound : leastByBounds(formulation, stage.objective) };
      return { objective: it.objective, value: it.value * unit, bound: it.bound * unit, boundBy: it.boundBy, gap: gapBetween(it.value, it.bound), seconds: it.seconds };
    }),
  };
}

/**
 * What no solution can come below by the bounds of columns alone, for a search that ended before it proved anything. Shortfall and
 * change are sums of parts that are no less than nothing, and so is money: an agreement saves a part of what is bought under it.
 */
const leastByBounds = ({ model, costs, constants }: Formulation, objective: Objective): number => Math.max(lagrangianBound(withCost(model, costs[objective]), new Float64Array(model.rowCount)) + constants[objective], 0);

// Part of the gain over alone that later objectives may give up, at most.
const CLOSE = 0.01;

interface CompletedAsk {
  readonly ask: IntegerAsk;
  readonly chosen: Freedom;
  readonly stages: readonly LexicographicStage[];
  readonly formulation: Formulation;
  readonly whole: LexicographicAnswer;
  readonly name: string;
}

/**
 * The linear model with the choices fixed: its shortfall once more, for prices, and then the last objective with the others
 * kept where the search kept them, so that what is published is what was proved. Where round-off lets that have no solution the
 * objectives are solved anew, and where that has none the search's own solution stands.
 */
async function completed({ ask, chosen, stages, formulation, whole, name }: CompletedAsk): Promise<{ readonly formulation: Formulation; readonly answer: LexicographicAnswer }> {
  const fixed = formulate(ask.world, chosen);
  const words = `${name}, choices fixed`;
  // The search met every fallback that it chose: what is published does too.
  const uppers = new Map(fixed.on.fallbackMissing.map((column) => [column, 0]));
  try {
    const first = await lexicographic({ desk: ask.desk, formulation: fixed, stages: stages.slice(0, 1), uppers, name: words });
    const last = whole.stages.at(-1)!;
    const keep = whole.stages.slice(0, -1).map((it): Kept => ({ objective: it.objective, upper: it.kept - fixed.constants[it.objective] }));
    const answer = await solveStage({ desk: ask.desk, formulation: fixed, objective: last.objective, keep, uppers, start: first.basis, isFeasible: false, name: `${words}, ${last.objective}` });
    return { formulation: fixed, answer: { stages: [first.stages[0]!, { ...answer, objective: last.objective, kept: answer.value }], primal: answer.primal, deliveries: answer.deliveries, basis: answer.basis, seconds: first.seconds + answer.seconds } };
  } catch (cause) {
    if (!(cause instanceof NoAnswerError)) throw cause;
  }
  try {
    return { formulation: fixed, answer: await lexicographic({ desk: ask.desk, formulation: fixed, stages, uppers, name: words }) };
  } catch (cause) {
    if (!(cause instanceof NoAnswerError)) throw cause;
    return { formulation, answer: whole };
  }
}

interface SearchWays {
  readonly gap: number;
  readonly onProgress?: (step: SolveProgress) => void;
  /** Most time for a solve without choices, however short the search. Unit: s. */
  readonly linearLimit: number;
}

const withGap = (solver: Solver, { linearLimit, ...ways }: SearchWays): Solver => ({ ...solver, solve: (request, signal) => solver.solve(request.model.whole?.includes(1) === true ? { ...request, ...ways } : { ...request, timeLimit: linearLimit }, signal) });
