import { checkRows, type Elastic, lagrangianBound, type MilpModel } from "#maths";
import type { SolveAnswer, Solver, SolveRequest, StopSignal } from "../solver.ts";
import { fixByReducedCost } from "./attribution.ts";
import { blockBound } from "./block-bound.ts";
import { blocksOf } from "./blocks.ts";
import { type ColumnView, columnsOf } from "./columns.ts";
import { completable } from "./elastic.ts";
import { Improver } from "./improve.ts";
import { lifted } from "./lift.ts";
import type { Bounds } from "./propagate.ts";
import { SEARCH } from "./parameters.ts";
import { blamed, heldExcept } from "./repair.ts";
import { rounded, withWholeBounds } from "./round.ts";
import { type SearchStep, Standing } from "./standing.ts";
import { StopSwitch } from "./stop-switch.ts";
import { tightened } from "./tighten.ts";

export interface SearchAsk {
  readonly model: MilpModel;
  /** Solves the parts; two at once where it can. */
  readonly solver: Solver;
  /** Most time. Unit: s. */
  readonly timeLimit: number;
  /** Gap at which the search ends. Unit: share. */
  readonly gap: number;
  /** Clock. Unit: s; from any beginning. */
  readonly now: () => number;
  readonly seed?: number;
  readonly onProgress?: (step: SearchStep) => void;
  readonly signal?: StopSignal | undefined;
  /** A solution to start from. Values that are none are rounded like those of a relaxation. */
  readonly startValues?: Float64Array | undefined;
  readonly memoryBytes?: number;
}

export interface SearchAnswer extends SolveAnswer {
  /** `duals`: recomputed from row prices; `solver`: a claim of its branch and bound. */
  readonly boundBy: "duals" | "solver";
  readonly gap: number;
  readonly log: readonly SearchStep[];
}

/**
 * Searches for the least of a model with whole columns with two lanes at once, once its rows are as tight as our own arithmetic
 * makes them. One gives the model to the solver; the other solves the linear relaxation, rounds it with propagation, completes
 * the choice by a linear solve, and improves it in neighbourhoods that grow from where the gap comes from. Small models are
 * thus as quick as the solver; for large ones, in which the solver is long busy with its first relaxation, both lanes improve,
 * one of them once it has a bound from the blocks of the model.
 * Every solution is checked against the model given. The bound is recomputed from row prices, or named as the solver's claim.
 * Two runs differ where a limit of time falls differently.
 * Fails: with the solver's status where no solution was found.
 * Source: Danna, Rothberg, Le Pape (2005), neighbourhoods guided by relaxations; Savelsbergh (1994), preprocessing.
 * @example await searchWhole({ model, solver, timeLimit: 60, gap: 0.01, now })
 */
export const searchWhole = (ask: SearchAsk): Promise<SearchAnswer> => new Search(ask).run();

const NO_TIME: SolveAnswer = { status: "stopped", primal: new Float64Array(0), dual: new Float64Array(0), objective: Number.NaN, bound: Number.NEGATIVE_INFINITY, iterations: 0, seconds: 0 };

/** A model with the same solutions, and the bounds that its rows imply. */
interface Tight {
  readonly model: MilpModel;
  readonly implied: Bounds;
}

class Search {
  private readonly ask: SearchAsk;
  private readonly began: number;
  private readonly standing: Standing;
  private readonly stop: StopSwitch;
  private columns: ColumnView;
  private readonly isLarge: boolean;
  /** When the search ends; what is then left of the time is for the best's completion in the rows as stated. Unit: s. */
  private readonly until: number;
  private iterations = 0;
  /** What ends the search whatever the incumbent. */
  private verdict: SolveAnswer | undefined;
  private note: string | undefined;
  /** Why the solver ended before it was done. */
  private ended: string | undefined;

  constructor(ask: SearchAsk) {
    this.ask = ask;
    this.began = ask.now();
    this.standing = new Standing(ask.model, () => this.seconds(), (step) => {
      ask.onProgress?.(step);
      if (this.isDone()) this.stop.abort();
    });
    this.stop = new StopSwitch(ask.signal);
    this.columns = columnsOf(ask.model);
    this.isLarge = ask.model.values.length >= SEARCH.largeEntries;
    this.until = ask.timeLimit - Math.min(Math.max(SEARCH.polishShare * ask.timeLimit, SEARCH.polishSeconds), SEARCH.polishMost * ask.timeLimit);
  }

  async run(): Promise<SearchAnswer> {
    const { ask, standing } = this;
    if (ask.startValues !== undefined) standing.offer(ask.startValues, "start");
    try {
      const hasTwo = ask.solver.parallel > 1;
      const tight = this.tight();
      const whole = !this.isLarge || !hasTwo || tight === undefined ? this.whole(tight?.model ?? ask.model, hasTwo ? {} : { alone: true }) : Promise.resolve();
      const linear = hasTwo && tight !== undefined ? this.linear(tight) : Promise.resolve();
      await Promise.all([whole, linear]);
      await this.polish();
      return this.answer();
    } finally {
      this.stop.close();
    }
  }

  /** The solver on the model as it is, or on one with the same solutions. */
  private async whole(model: MilpModel, { alone = false }: { readonly alone?: boolean }): Promise<void> {
    const { ask, standing } = this;
    const shift = standing.primal;
    const answer = await this.solve({
      model,
      name: "whole",
      gap: ask.gap,
      ...(shift === undefined ? {} : { startValues: shift }),
      ...(this.isLarge && !alone ? { algorithm: "interior-point" as const } : {}),
      onProgress: (it) => standing.raise(it.bound, { by: "solver", isOwn: false }),
      onSolution: (primal) => void standing.offer(primal, "solver"),
    });
    const isAnswer = answer.status === "optimal" || answer.status === "feasible";
    if (isAnswer) standing.offer(answer.primal, "solver");
    standing.raise(answer.bound, { by: "solver", isOwn: false });
    if (answer.status === "optimal" || answer.status === "infeasible" || answer.status === "unbounded") {
      if (standing.primal !== undefined && answer.status === "infeasible") {
        // What contradicts a solution that was checked is not believed.
        this.note = "the solver called infeasible what has a solution; its search was given up";
        return;
      }
      if (model !== ask.model && answer.status === "infeasible") {
        // Rows that we tightened ourselves may have lost a solution by a hair: only of the rows as stated is this a verdict.
        if (!this.isOver()) await this.whole(ask.model, { alone });
        return;
      }
      this.verdict = answer;
      this.stop.abort();
    } else if (answer.status === "failed") this.note = answer.message;
    else if (!this.stop.aborted) this.ended = answer.message;
  }

  /** The model with the same solutions in tighter rows. Undefined: it has none, which the solver is to say. */
  private tight(): Tight | undefined {
    const narrow = tightened(this.ask.model, this.columns);
    if (narrow === undefined) return undefined;
    const { model } = lifted(narrow);
    this.columns = columnsOf(model);
    return { model, implied: narrow.implied };
  }

  /** The relaxation, a first solution from it, and better ones. */
  private async linear(tight: Tight): Promise<void> {
    const { ask, standing } = this;
    const { whole: _whole, ...relaxed } = tight.model;
    const answer = await this.relaxation(relaxed);
    // Of a small model the other lane says so, of the rows as stated.
    if (answer.status === "infeasible" && this.isLarge && standing.primal === undefined) await this.whole(ask.model, {});
    if (answer.status !== "optimal") return;
    const bound = lagrangianBound(bounded(relaxed, tight.implied), answer.dual);
    standing.raise(bound, { by: "relaxation", isOwn: true });
    if (this.isOver()) return;
    const elastic = completable(tight.model, answer.dual);
    const dual = answer.dual;
    const improver = new Improver({
      model: elastic.model,
      columns: columnsOf(elastic.model),
      firstSlack: elastic.firstSlack,
      dual,
      relaxed: answer.primal,
      standing,
      solve: (request) => this.solve(request),
      isOver: () => this.isOver(),
      seconds: () => this.seconds(),
      seed: ask.seed ?? 1,
    });
    if (standing.primal !== undefined) improver.adopt(standing.primal);
    const isOver = (): boolean => this.isOver();
    if (!this.isLarge) {
      await this.complete({ tight: tight.model, elastic, values: answer.primal, improver });
      await this.dive({ tight: tight.model, elastic, answer, improver });
      await this.settle({ tight: tight.model, values: answer.primal });
      await improver.work(isOver);
      return;
    }
    // Once there is a solution both lanes improve it; where the time left is many times that of the relaxation, one of them
    // then gives the model to the solver, for a better bound.
    const left = ask.timeLimit - this.seconds();
    const turn = left > SEARCH.wholeWorth * answer.seconds ? this.seconds() + SEARCH.wholeFrom * left : ask.timeLimit;
    await this.complete({ tight: tight.model, elastic, values: answer.primal, improver });
    if (!improver.hasBegun) {
      // No choice follows from rounding: the solver is to find one.
      await Promise.all([this.settle({ tight: tight.model, values: answer.primal }), this.whole(tight.model, {})]);
      return;
    }
    await Promise.all([
      improver.work(isOver),
      this.blocks(bounded(tight.model, tight.implied), dual).then(() => improver.work(() => this.isOver() || this.seconds() > turn)).then(async () => {
        if (this.isOver()) return;
        const lower = Float64Array.from(tight.model.colLower);
        const upper = Float64Array.from(tight.model.colUpper);
        fixByReducedCost({ model: tight.model, dual, bound, cutoff: standing.objective, lower, upper });
        await this.whole({ ...tight.model, colLower: lower, colUpper: upper }, {});
      }),
    ]);
  }

  /** A better bound from the blocks of a large model, each solved in whole numbers at the prices of what ties it to others. */
  private async blocks(model: MilpModel, dual: Float64Array): Promise<void> {
    const until = this.seconds() + SEARCH.blockShare * (this.until - this.seconds());
    await blockBound({
      model,
      blocks: blocksOf(model),
      dual,
      solve: (request) => this.solve(request),
      isOver: () => this.isOver() || this.seconds() > until,
      onBound: (it) => this.standing.raise(it, { by: "blocks", isOwn: false }),
    });
  }

  /** Rounds the relaxation to a choice and completes it; with slack where the choice cannot be completed. */
  private async complete({ tight, elastic, values, improver }: { readonly tight: MilpModel; readonly elastic: Elastic; readonly values: Float64Array; readonly improver: Improver }): Promise<void> {
    const choice = rounded({ model: tight, columns: this.columns, values, near: 0.5 });
    if (choice === undefined || this.isOver()) return;
    const bounds = { lower: new Float64Array(elastic.model.colCount), upper: new Float64Array(elastic.model.colCount) };
    bounds.lower.set(choice.lower);
    bounds.upper.set(choice.upper);
    const { whole: _whole, ...fixed } = withWholeBounds(elastic.model, bounds);
    const completed = await this.solve({ model: fixed, name: "completion", ...(fixed.values.length >= SEARCH.interiorEntries ? { algorithm: "interior-point" as const } : {}) });
    if (completed.status !== "optimal" && completed.status !== "feasible") return;
    improver.offer(completed.primal, "rounding");
    // In a large model the neighbourhoods, which slack draws first, are sooner done.
    if (!this.isLarge) await this.repair({ elastic, values: completed.primal, improver });
  }

  /** Where the completed choice leaves slack, the choices that may be to blame are made again with all else left to move. */
  private async repair({ elastic, values, improver }: { readonly elastic: Elastic; readonly values: Float64Array; readonly improver: Improver }): Promise<void> {
    const { model, firstSlack } = elastic;
    if (this.isOver() || values.subarray(firstSlack).every((slack) => slack <= SEARCH.holds)) return;
    const isFree = blamed({ model, columns: columnsOf(model), firstSlack, values });
    const answer = await this.solve({ model: heldExcept(model, values, isFree), name: "repair", gap: SEARCH.repairGap, onSolution: (primal) => void improver.offer(primal, "repair") });
    if (answer.status === "optimal" || answer.status === "feasible") improver.offer(answer.primal, "repair");
  }

  /**
   * Settles the whole columns step by step: those nearest to a whole number first, each time with the relaxation solved again
   * from the basis before, so that the others answer to what was settled. What cannot be solved on is completed by rounding.
   */
  private async dive({ tight, elastic, answer, improver }: { readonly tight: MilpModel; readonly elastic: Elastic; readonly answer: SolveAnswer; readonly improver: Improver }): Promise<void> {
    let at = answer;
    let from: Bounds = { lower: tight.colLower, upper: tight.colUpper };
    for (let step = 1; step <= SEARCH.divesMost && !this.isOver(); step++) {
      const near = step === SEARCH.divesMost ? 0.5 : nearestPart(tight, at.primal, SEARCH.divesPart);
      const choice = rounded({ model: tight, columns: this.columns, values: at.primal, near, from });
      if (choice === undefined) return;
      const { whole: _whole, ...settled } = withWholeBounds(tight, choice);
      const next = await this.solve({ model: settled, name: "dive", ...(at.basis === undefined ? {} : { start: at.basis }) });
      if (next.status !== "optimal") break;
      if (next.objective >= this.standing.objective) return;
      at = next;
      from = { lower: settled.colLower, upper: settled.colUpper };
      if (this.standing.offer(next.primal, "dive") || near >= 0.5) return;
    }
    await this.complete({ tight: { ...tight, colLower: from.lower, colUpper: from.upper }, elastic, values: at.primal, improver });
  }

  /** Fixes the whole columns that the relaxation all but settles, and gives the rest to the solver for a part of the time. */
  private async settle({ tight, values }: { readonly tight: MilpModel; readonly values: Float64Array }): Promise<void> {
    const { ask, standing } = this;
    const choice = rounded({ model: tight, columns: this.columns, values, near: SEARCH.settled });
    if (choice === undefined || this.isOver()) return;
    const answer = await this.solve({
      model: withWholeBounds(tight, choice),
      name: "settled",
      gap: Math.max(ask.gap / 2, 1e-4),
      timeLimit: SEARCH.settledShare * (ask.timeLimit - this.seconds()),
      onSolution: (primal) => void standing.offer(primal, "settled"),
    });
    if (answer.status === "optimal" || answer.status === "feasible") standing.offer(answer.primal, "settled");
  }

  /**
   * Neighbourhoods leave rows a little room against round-off, and whole columns are rounded: where the best breaches a row by more
   * than solvers do, its choice is completed once more in the rows as stated, at what that costs.
   */
  private async polish(): Promise<void> {
    const { ask, standing } = this;
    const { primal } = standing;
    if (primal === undefined || this.verdict?.status === "unbounded" || checkRows(ask.model, primal).rowBreach <= SEARCH.breach) return;
    const { whole: _whole, ...held } = heldExcept(ask.model, primal, new Uint8Array(ask.model.colCount));
    const kept = ask.timeLimit - this.until;
    const timeLimit = Math.max(Math.min(ask.timeLimit - this.seconds(), Math.max(kept, SEARCH.polishSeconds)), kept);
    const answer = await ask.solver.solve({ model: held, name: "polish", timeLimit }, ask.signal);
    this.iterations += answer.iterations;
    if (answer.status === "optimal" || answer.status === "feasible") standing.replace(answer.primal, "polish");
  }

  /** The relaxation: where the model is not small by interior point, and by simplex if that comes to nothing. */
  private async relaxation(model: MilpModel): Promise<SolveAnswer> {
    if (model.values.length >= SEARCH.interiorEntries) {
      const answer = await this.solve({ model, name: "relaxation", algorithm: "interior-point" });
      if (answer.status === "optimal" || answer.status === "infeasible" || this.isOver()) return answer;
    }
    return this.solve({ model, name: "relaxation", algorithm: "simplex" });
  }

  private async solve(request: Omit<SolveRequest, "timeLimit"> & { readonly timeLimit?: number }, stop: StopSignal = this.stop): Promise<SolveAnswer> {
    const { ask } = this;
    const left = this.until - this.seconds();
    // Whatever is asked of a solver with no time left may still be answered by a quick one.
    if (left <= 0) return NO_TIME;
    const answer = await ask.solver.solve({ ...request, timeLimit: Math.min(request.timeLimit ?? left, left), ...(ask.memoryBytes === undefined ? {} : { memoryBytes: ask.memoryBytes }) }, stop);
    this.iterations += answer.iterations;
    return answer;
  }

  private seconds(): number {
    return this.ask.now() - this.began;
  }

  private isDone(): boolean {
    return this.standing.gap <= this.ask.gap;
  }

  private isOver(): boolean {
    return this.stop.aborted || this.isDone() || this.verdict !== undefined || this.seconds() >= this.until;
  }

  private answer(): SearchAnswer {
    const { standing, verdict } = this;
    const rest = { iterations: this.iterations, seconds: this.seconds(), boundBy: standing.boundBy, log: standing.log, dual: new Float64Array(0) };
    const said = this.note ?? (standing.gap <= this.ask.gap ? undefined : this.ended);
    const message = said === undefined ? {} : { message: said };
    // A solution of a model without a least value is no answer to it.
    if (standing.primal !== undefined && verdict?.status !== "unbounded") {
      const isOptimal = standing.gap <= this.ask.gap || verdict?.status === "optimal";
      return { ...rest, ...message, status: isOptimal ? "optimal" : "feasible", primal: standing.primal, objective: checkRows(this.ask.model, standing.primal).objective, bound: standing.bound, gap: standing.gap };
    }
    const status = verdict?.status === "infeasible" || verdict?.status === "unbounded" ? verdict.status : this.note !== undefined && this.ask.signal?.aborted !== true ? "failed" : "stopped";
    return { ...rest, ...message, status, primal: new Float64Array(0), objective: Number.NaN, bound: standing.bound, gap: Number.POSITIVE_INFINITY };
  }
}

/** The model with the ends that its rows imply where it has none: a price a hair off then costs a little of the bound, not all of it. */
function bounded(model: MilpModel, { lower, upper }: Bounds): MilpModel {
  const ended = (own: Float64Array, implied: Float64Array): Float64Array => own.map((it, column) => (Number.isFinite(it) ? it : implied[column]!));
  return { ...model, colLower: ended(model.colLower, lower), colUpper: ended(model.colUpper, upper) };
}

/** Distance from a whole number within which the nearest part of the columns that are not whole lies; 0.5 for the last few. */
function nearestPart(model: MilpModel, values: Float64Array, part: number): number {
  const distances: number[] = [];
  for (let column = 0; column < model.colCount; column++) {
    if (model.whole?.[column] !== 1) continue;
    const distance = Math.abs(values[column]! - Math.round(values[column]!));
    if (distance > SEARCH.wholeWithin) distances.push(distance);
  }
  if (distances.length <= SEARCH.divesLast) return 0.5;
  distances.sort((a, b) => a - b);
  return Math.min(distances[Math.floor(part * distances.length)]!, 0.49);
}
