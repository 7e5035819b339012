import { checkRows, type MilpModel, relativeResiduals } from "#maths";
import type { SolveAnswer, SolveRequest } from "../solver.ts";
import { gapByColumn } from "./attribution.ts";
import type { ColumnView } from "./columns.ts";
import { partOf, tied } from "./neighbourhood.ts";
import { SEARCH } from "./parameters.ts";
import type { Standing } from "./standing.ts";

export interface ImproverAsk {
  /** The tightened model with slack at a price in the rows that choices can break. */
  readonly model: MilpModel;
  readonly columns: ColumnView;
  readonly firstSlack: number;
  /** Row prices and values of the relaxation. */
  readonly dual: Float64Array;
  readonly relaxed: Float64Array;
  readonly standing: Standing;
  readonly solve: (request: Omit<SolveRequest, "timeLimit"> & { readonly timeLimit?: number }) => Promise<SolveAnswer>;
  readonly isOver: () => boolean;
  readonly seconds: () => number;
  readonly seed: number;
}

/** Improves a solution by solving parts of the model again, several at once if called several times. */
export class Improver {
  private readonly ask: ImproverAsk;
  /** The model asked for, its slack at the price of now. */
  private model: MilpModel;
  private readonly draw: () => number;
  /** Best values of the model with slack: a solution of the model given once no slack is left. */
  private best: Float64Array | undefined;
  private objective = Number.POSITIVE_INFINITY;
  /** Chance of each column as a seed. */
  private chances: Float64Array;
  private size: number;
  /** Price of slack, as a multiple of that in the model asked for. */
  private price = 1;
  private failures = 0;

  constructor(ask: ImproverAsk) {
    this.ask = ask;
    this.model = ask.model;
    this.draw = drawsOf(ask.seed);
    this.chances = new Float64Array(ask.model.colCount).fill(1);
    this.size = Math.min(Math.max(Math.round(SEARCH.partShare * ask.model.colCount), SEARCH.partLeast), SEARCH.partMost);
  }

  /** Whether there is something to improve. */
  get hasBegun(): boolean {
    return this.best !== undefined;
  }

  /** Takes a solution of the model without slack. */
  adopt(primal: Float64Array): void {
    const values = new Float64Array(this.ask.model.colCount);
    values.set(primal);
    this.offer(values, "start");
  }

  /** Takes values of the model with slack if they are better; without slack they are offered as incumbent. */
  offer(primal: Float64Array, by: string): boolean {
    const { firstSlack, standing } = this.ask;
    const { model } = this;
    // Within the bounds to the last digit: a fixed column a hair outside them would make a part without a solution.
    const values = primal.map((value, column) => Math.min(Math.max(model.whole?.[column] === 1 ? Math.round(value) : value, model.colLower[column]!), model.colUpper[column]!));
    const { objective } = checkRows(model, values);
    if (!(objective < this.objective - 1e-9 * Math.max(1, Math.abs(objective)))) return false;
    const it = relativeResiduals(model, values);
    if (it.rowRelative > 1e-6 || it.boundRelative > 1e-6 || it.whole > 1e-5) return false;
    this.best = values;
    this.objective = objective;
    if (values.subarray(firstSlack).every((slack) => slack <= SEARCH.holds)) {
      standing.offer(values.subarray(0, firstSlack), by);
    }
    return true;
  }

  /** One neighbourhood after the other, until told to end. */
  async work(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      const { standing } = this.ask;
      if (standing.primal !== undefined && standing.objective < this.objective) this.adopt(standing.primal);
      if (this.best === undefined) return;
      if (!(await this.step(this.best))) return;
    }
  }

  private async step(base: Float64Array): Promise<boolean> {
    const { columns } = this.ask;
    const { model } = this;
    const loose = this.price < SEARCH.slackDearest ? this.loosestOf(base) : undefined;
    const seed = loose ?? this.seedOf(base);
    if (seed === undefined) return false;
    const free = tied({ model, columns, seeds: [seed], size: Math.round(this.size), draw: this.draw });
    const part = partOf(model, columns, free, base);
    if (part.wholes === 0) {
      if (loose !== undefined) this.raise(model);
      this.fade(seed, free);
      return true;
    }
    const began = this.ask.seconds();
    const startValues = Float64Array.from(free, (column) => base[column]!);
    const worth = Math.abs(checkRows(part.model, startValues).objective);
    const request = { model: part.model, name: "neighbourhood", timeLimit: SEARCH.partSeconds, gap: Math.min((SEARCH.partGap * Math.abs(this.objective)) / Math.max(worth, 1e-9), SEARCH.partGapMost), startValues };
    let answer = await this.ask.solve(request);
    // Presolve at times takes round-off for a contradiction; the solver then hands back what it was given, with nothing proved.
    if (answer.status === "infeasible" || (answer.status === "optimal" && answer.bound === Number.NEGATIVE_INFINITY)) answer = await this.ask.solve({ ...request, presolve: false });
    const took = this.ask.seconds() - began;
    // What presolve alone answers says nothing of what a larger part would take.
    if (answer.status === "optimal" && took < SEARCH.partQuick && answer.iterations > 0) this.size = Math.min(this.size * 1.15, SEARCH.partMost, model.colCount);
    else if (answer.status !== "optimal") this.size = Math.max(this.size * 0.8, SEARCH.partLeast);
    const isAnswer = answer.status === "optimal" || answer.status === "feasible";
    if (isAnswer && this.take(free, base, answer.primal)) {
      this.failures = 0;
      return true;
    }
    if (loose !== undefined) this.raise(model);
    this.fade(seed, free);
    return true;
  }

  /** The slack column with the most slack. */
  private loosestOf(base: Float64Array): number | undefined {
    const { firstSlack } = this.ask;
    let loosest: number | undefined;
    for (let column = firstSlack; column < base.length; column++) if (base[column]! > SEARCH.holds && (loosest === undefined || base[column]! > base[loosest]!)) loosest = column;
    return loosest;
  }

  /** Makes slack dearer, where a part kept it since doing without costs more; only once for all who saw the same price. */
  private raise(seen: MilpModel): void {
    if (seen !== this.model) return;
    const { firstSlack } = this.ask;
    this.price *= SEARCH.slackDearer;
    this.model = { ...this.model, cost: this.model.cost.map((it, column) => (column < firstSlack ? it : it * SEARCH.slackDearer)) };
    if (this.best !== undefined) this.objective = checkRows(this.model, this.best).objective;
  }

  /** Puts the part's values into the best as it is now, or if that does not fit, into that it was made from. */
  private take(free: Int32Array, base: Float64Array, values: Float64Array): boolean {
    const into = (from: Float64Array): Float64Array => {
      const all = Float64Array.from(from);
      free.forEach((column, at) => { all[column] = this.model.whole?.[column] === 1 ? Math.round(values[at]!) : values[at]!; });
      return all;
    };
    const now = this.best ?? base;
    if (now !== base && this.offer(into(now), "neighbourhood")) return true;
    return this.offer(into(base), "neighbourhood");
  }

  /** A column drawn by its part of the gap and by what came of it before. */
  private seedOf(base: Float64Array): number | undefined {
    const { dual } = this.ask;
    const { model } = this;
    if (this.failures > SEARCH.patience) {
      this.chances.fill(1);
      this.failures = 0;
      this.size = Math.min(this.size * 1.5, SEARCH.partMost, model.colCount);
    }
    const parts = gapByColumn(model, dual, base);
    let sum = 0;
    for (let column = 0; column < parts.length; column++) sum += parts[column]! * this.chances[column]!;
    if (!(sum > 0)) return Math.floor(this.draw() * model.colCount);
    let at = this.draw() * sum;
    for (let column = 0; column < parts.length; column++) {
      at -= parts[column]! * this.chances[column]!;
      if (at <= 0) return column;
    }
    return undefined;
  }

  private fade(seed: number, free: Int32Array): void {
    this.failures += 1;
    this.chances[seed]! *= SEARCH.fading;
    for (const column of free) this.chances[column]! *= 0.5 + 0.5 * SEARCH.fading;
  }
}

/** Draws from 0 to 1 in an order fixed by the seed (Park and Miller 1988). */
function drawsOf(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
