import { addProducts, addSums, cholesky, type Design, fitBinary, largestOf, mirrored, solveWith, square } from "#stats";
import type { Prepared } from "./fit.ts";
import type { Source } from "./fit/fit-report.ts";
import { column, everyRow } from "./table.ts";

/** A sample with its rows put together by undirected pair, and its columns divided by their largest value. */
export interface ByPair {
  readonly design: Design;
  readonly outcome: Float64Array;
  readonly scale: Float64Array;
  /** First row of each pair, and after the last the number of rows. */
  readonly first: Int32Array;
  /** The two states of each pair, as numbers from 0. */
  readonly members: readonly [Int32Array, Int32Array];
  readonly stateCount: number;
}

/** Puts rows together by pair. @throws RangeError where the rows are no pairs of states. */
export function byPair({ table, design, outcome }: Prepared, { members }: Source): ByPair {
  if (members === undefined) throw new RangeError("the rows are no pairs of states");
  const [one, two] = [column(table, members[0]), column(table, members[1])];
  const states = [...new Set([...new Set(one), ...new Set(two)])].sort((a, b) => a - b);
  const code = new Map(states.map((it, index) => [it, index]));
  const key = new Int32Array(one.length);
  for (let row = 0; row < key.length; row++) {
    const [a, b] = [code.get(one[row]!)!, code.get(two[row]!)!];
    key[row] = Math.min(a, b) * states.length + Math.max(a, b);
  }
  const order = everyRow(key.length).sort((a, b) => key[a]! - key[b]! || a - b);
  const keys: number[] = [];
  const first: number[] = [];
  for (let at = 0; at < order.length; at++) {
    const it = key[order[at]!]!;
    if (it === keys.at(-1)) continue;
    keys.push(it);
    first.push(at);
  }
  first.push(order.length);
  return {
    ...ordered(design, outcome, order),
    first: Int32Array.from(first),
    members: [Int32Array.from(keys, (it) => Math.floor(it / states.length)), Int32Array.from(keys, (it) => it % states.length)],
    stateCount: states.length,
  };
}

/** Columns and outcome in another order of rows, each column divided by its largest value. */
export function ordered(design: Design, outcome: Float64Array, order: Int32Array): Pick<ByPair, "design" | "outcome" | "scale"> {
  const scale = Float64Array.from(design.columns, (it) => largestOf(it) || 1);
  const taken = (of: Float64Array, by: number): Float64Array => {
    const made = new Float64Array(order.length);
    for (let at = 0; at < made.length; at++) made[at] = of[order[at]!]! / by;
    return made;
  };
  return { design: { ...design, columns: design.columns.map((it, k) => taken(it, scale[k]!)) }, outcome: taken(outcome, 1), scale };
}

/** Logit weights of every row at some coefficients. */
export function logitWeights({ columns, rowCount }: Design, coefficients: Float64Array): Float64Array {
  const weight = new Float64Array(rowCount);
  for (let k = 0; k < columns.length; k++) {
    const [own, by] = [columns[k]!, coefficients[k]!];
    for (let row = 0; row < rowCount; row++) weight[row]! += by * own[row]!;
  }
  for (let row = 0; row < rowCount; row++) {
    const small = Math.exp(-Math.abs(weight[row]!));
    weight[row] = small / ((1 + small) * (1 + small));
  }
  return weight;
}

/** Score and information of a logit at its estimate, pair by pair, from which any resampled sum is put together. */
export class PairSums {
  private readonly pairs: ByPair;
  private readonly estimate: Float64Array;
  private readonly score: Float64Array;
  private readonly information: Float64Array;

  /** @param estimate coefficients of the columns as they are scaled in `pairs`. */
  constructor(pairs: ByPair, estimate: Float64Array, residuals: Float64Array) {
    const { design, first } = pairs;
    const { columns } = design;
    const size = columns.length;
    const count = first.length - 1;
    this.pairs = pairs;
    this.estimate = estimate;
    this.score = new Float64Array(count * size);
    this.information = new Float64Array(count * size * size);
    const weight = logitWeights(design, estimate);
    for (let pair = 0; pair < count; pair++) {
      const stretch = { columns, weight, from: first[pair]!, to: first[pair + 1]! };
      addSums(stretch, residuals, this.score.subarray(pair * size, (pair + 1) * size));
      addProducts(stretch, this.information.subarray(pair * size * size, (pair + 1) * size * size));
    }
  }

  /** One Newton step from the estimate towards that of a sample in which each state was drawn so often. Absent: it is singular. */
  step(times: Uint16Array): Float64Array | undefined {
    const {
      members: [one, two],
    } = this.pairs;
    const size = this.estimate.length;
    const information = square(size);
    const score = new Float64Array(size);
    for (let pair = 0; pair < one.length; pair++) {
      const weight = times[one[pair]!]! * times[two[pair]!]!;
      if (weight === 0) continue;
      const at = pair * size;
      for (let i = 0; i < size; i++) {
        score[i]! += weight * this.score[at + i]!;
        for (let k = 0; k <= i; k++) information.values[i * size + k]! += weight * this.information[(at + i) * size + k]!;
      }
    }
    mirrored(information.values, size);
    const factor = cholesky(information);
    if (factor === undefined) return undefined;
    return solveWith(factor, score).map((it, k) => this.estimate[k]! + it);
  }
}

/** Iterations after which a draw that has not come to rest is taken to run off. */
const DRAW_ITERATIONS = 15;
/** Largest step from which a draw is begun. */
const STEP_MOST = 1;

/** Fits draws anew: the pairs that were drawn are copied together, and weigh as often as both their states were drawn. */
export class PairRefits {
  private readonly pairs: ByPair;
  private readonly sums: PairSums;
  private readonly estimate: Float64Array;
  private readonly columns: readonly Float64Array[];
  private readonly outcome: Float64Array;
  private readonly weights: Float64Array;

  constructor(pairs: ByPair, sums: PairSums, estimate: Float64Array) {
    const empty = (): Float64Array => new Float64Array(pairs.design.rowCount);
    this.pairs = pairs;
    this.sums = sums;
    this.estimate = estimate;
    this.columns = pairs.design.columns.map(empty);
    this.outcome = empty();
    this.weights = empty();
  }

  /** Coefficients of the scaled columns. Absent: the draw separates, or has one outcome only. */
  fit(link: "logit" | "probit", times: Uint16Array): Float64Array | undefined {
    const {
      design,
      outcome,
      first,
      members: [one, two],
    } = this.pairs;
    let count = 0;
    for (let pair = 0; pair < one.length; pair++) {
      const weight = times[one[pair]!]! * times[two[pair]!]!;
      if (weight === 0) continue;
      const [from, to] = [first[pair]!, first[pair + 1]!];
      for (let k = 0; k < this.columns.length; k++) this.columns[k]!.set(design.columns[k]!.subarray(from, to), count);
      this.outcome.set(outcome.subarray(from, to), count);
      this.weights.fill(weight, count, count + to - from);
      count += to - from;
    }
    const taken = (of: Float64Array): Float64Array => of.subarray(0, count);
    const near = link === "logit" ? this.sums.step(times) : undefined;
    const start = near?.every((it, k) => Math.abs(it - this.estimate[k]!) < STEP_MOST) === true ? near : this.estimate;
    try {
      const fit = fitBinary({
        link,
        outcome: taken(this.outcome),
        weights: taken(this.weights),
        start,
        isRough: true,
        isScaled: true,
        iterationsMost: DRAW_ITERATIONS,
        design: { names: design.names, rowCount: count, columns: this.columns.map(taken) },
      });
      return fit.state === "converged" ? fit.coefficients : undefined;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}
