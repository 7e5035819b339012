import { type Design, scaled } from "./design.ts";
import { cholesky, inverseBeside, inverseWith, logDeterminantWith, solveWith, type Square, square } from "./matrix.ts";
import { addSums, mirrored, tileFor } from "./products.ts";
import { normalCdf, normalDensity, normalQuantile, tailRatio, upperTail } from "./special.ts";
import { BLOCK, type Tile } from "./tile.ts";

export type Link = "logit" | "probit";

/** A fitted model of a yes-or-no outcome. */
export interface BinaryFit {
  readonly link: Link;
  readonly names: readonly string[];
  readonly coefficients: Float64Array;
  /** Inverse of the expected information: the model's own covariance. Nought for what ran off. */
  readonly covariance: Square;
  readonly logLik: number;
  /** Of the model with an intercept alone. */
  readonly nullLogLik: number;
  /** Firth's penalised likelihood, of the columns as they were given. Absent: plain maximum likelihood. */
  readonly penalisedLogLik?: number;
  readonly iterations: number;
  /** Largest entry of the score at the end, for columns divided by their largest value. */
  readonly score: number;
  /** `separated`: some terms foretell the outcome without fault, so their estimates run off to infinity. */
  readonly state: "converged" | "separated" | "not-converged";
  /** Terms that run off. */
  readonly separated: readonly string[];
  /** How far each coefficient went in the last step. */
  readonly lastStep: Float64Array;
  /** By how much the last step raised the likelihood. Where it still rises, nothing has run off yet: more steps are wanted. */
  readonly lastGain: number;
  /** What each row's columns are multiplied with in the score. */
  readonly residuals: Float64Array;
}

/** What can be asked of a fit. */
export interface BinaryAsk {
  readonly link: Link;
  /** 0 or 1 by row. */
  readonly outcome: ArrayLike<number>;
  /** Columns, the intercept among them. None may be made up of the others: see `withoutAliased`. */
  readonly design: Design;
  /** How often each row counts. Absent: once. */
  readonly weights?: ArrayLike<number>;
  /** Firth's penalty, with the logit link. */
  readonly isPenalised?: boolean;
  /** Coefficients to begin with. Absent: the share of the outcome, and nought. */
  readonly start?: ArrayLike<number>;
  readonly iterationsMost?: number;
  /** Whether to end with a step below a thousandth, which leaves an error of its square, as a draw of many may. */
  readonly isRough?: boolean;
  /** Whether the largest values of the columns are near one already, so that they need not be copied. */
  readonly isScaled?: boolean;
}

const ROUGH_STEP = 1e-3;
/** Rows from which a fit begins with a part of them, and how many of those without the outcome one of that part stands for. */
const PART_FROM = 20_000;
const PART_EACH = 10;
const SCORE_BELOW = 1e-9;
const STEP_BELOW = 1e-9;
const HALVINGS = 30;
/** Largest change of a coefficient of a scaled column, at the end, from which it is running off. */
export const RUNS_OFF = 0.05;
/** What a step raises the likelihood by at the most where an estimate runs off: with each step that falls by a factor of e, from a few units. */
export const GAIN_OF_RUNNING = 1e-7;
/** Part of the furthest step, for columns of one size, from which a term runs off with it. */
export const RUNS_WITH = 0.25;

/**
 * Fits a logit or probit model by Newton's steps on scaled columns until score and step are nothing, halving steps that lose.
 * The covariance is that of the expected information, which for the logit is the observed one.
 * Separation shows as steps that stay large while score and gain vanish; it is said with the terms, not hidden in a wide error. Steps
 * that stay large while the likelihood still rises are those of a fit that has not come to rest.
 * With the penalty the estimate exists always (Firth 1993).
 * @throws RangeError for an outcome without a one or without a nought.
 * @example fitBinary({ link: "logit", outcome: [0, 1, 0, 1], design }).coefficients
 */
export function fitBinary(ask: BinaryAsk): BinaryFit {
  const { link, outcome, weights } = ask;
  const { design, scale } = ask.isScaled === true ? { design: ask.design, scale: new Float64Array(ask.design.columns.length).fill(1) } : scaled(ask.design);
  const { columns, rowCount, names } = design;
  const size = columns.length;
  let total = 0;
  let events = 0;
  for (let row = 0; row < rowCount; row++) {
    const weight = weights?.[row] ?? 1;
    total += weight;
    events += weight * outcome[row]!;
  }
  if (!(events > 0) || !(events < total))
    throw new RangeError(events > 0 ? "every row has the outcome, so nothing can be told apart" : "no row has the outcome, so nothing can be told apart");
  const work = new Work(ask, design);
  let beta = startOf(ask, design, scale, events / total);
  if (ask.start === undefined && weights === undefined && ask.isPenalised !== true && rowCount >= PART_FROM)
    beta = fromPart({ link, outcome, design, start: beta });
  let now = work.at(beta);
  let iterations = 0;
  let step: Float64Array = new Float64Array(size);
  let gain = Number.POSITIVE_INFINITY;
  let state: BinaryFit["state"] = "not-converged";
  const most = ask.iterationsMost ?? 40;
  while (iterations < most) {
    if (now.factor === undefined) {
      // Before any step nothing has run off, nor where the likelihood still rises: the columns are too near to one another.
      if (iterations > 0 && gain <= GAIN_OF_RUNNING) state = "separated";
      break;
    }
    step = solveWith(now.factor, now.score);
    const isStill = (below: number): boolean => step.every((it, index) => Math.abs(it) <= below * Math.max(1, Math.abs(beta[index]!)));
    // What a rough fit ends with needs no look at where it leads.
    if (ask.isRough === true && isStill(ROUGH_STEP)) {
      beta = beta.map((it, index) => it + step[index]!);
      state = "converged";
      break;
    }
    const before = now;
    let share = 1;
    let next = beta;
    for (let halving = 0; halving < HALVINGS; halving++, share /= 2) {
      next = beta.map((it, index) => it + share * step[index]!);
      now = work.at(next);
      if (now.aim >= before.aim - 1e-12 * Math.abs(before.aim) && Number.isFinite(now.aim)) break;
    }
    iterations += 1;
    gain = now.aim - before.aim;
    step = next.map((it, index) => it - beta[index]!);
    beta = next;
    if (largest(now.score) <= SCORE_BELOW * Math.max(1, events) ** 0.5 && isStill(STEP_BELOW)) {
      state = "converged";
      break;
    }
  }
  // A last step costs one pass and takes the score to rounding.
  if (state === "converged" && ask.isRough !== true && now.factor !== undefined) {
    const last = solveWith(now.factor, now.score);
    const next = beta.map((it, index) => it + last[index]!);
    const better = work.at(next);
    if (better.factor !== undefined && largest(better.score) <= largest(now.score)) {
      beta = next;
      now = better;
    }
  }
  if (link === "probit" && ask.isRough !== true) now = work.at(beta, "expected");
  const furthest = largest(step);
  if (state === "not-converged" && furthest > RUNS_OFF && gain <= GAIN_OF_RUNNING && ask.isPenalised !== true) state = "separated";
  const { factor } = now;
  const off = state === "separated" ? [...step.keys()].filter((it) => Math.abs(step[it]!) >= RUNS_WITH * furthest) : [];
  const inverse = inverseBeside(now.information, off);
  const covariance = square(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      covariance.values[row * size + column] = inverse.values[row * size + column]! / (scale[row]! * scale[column]!);
  const share = events / total;
  return {
    link,
    names,
    coefficients: beta.map((it, index) => it / scale[index]!),
    covariance,
    logLik: now.logLik,
    nullLogLik: events * Math.log(share) + (total - events) * Math.log1p(-share),
    ...(ask.isPenalised === true &&
      factor !== undefined && { penalisedLogLik: now.logLik + 0.5 * logDeterminantWith(factor) + scale.reduce((sum, it) => sum + Math.log(it), 0) }),
    iterations,
    score: largest(now.score),
    state,
    separated: off.map((it) => names[it]!),
    lastStep: step.map((it, index) => it / scale[index]!),
    lastGain: gain,
    residuals: now.residuals,
  };
}

/** What was asked to begin with, or the share of the outcome along the column that is the same everywhere. */
function startOf({ start, link }: BinaryAsk, { columns, names }: Design, scale: Float64Array, share: number): Float64Array {
  const beta = Float64Array.from({ length: names.length }, (_, it) => (start?.[it] ?? 0) * scale[it]!);
  const constant = start === undefined ? columns.findIndex((column) => column.every((it) => it === 1)) : -1;
  if (constant >= 0) beta[constant] = link === "logit" ? Math.log(share / (1 - share)) : normalQuantile(share);
  return beta;
}

/**
 * A start near the estimate at a tenth of the cost: all rows with the outcome, and every tenth of the others counted ten times.
 * Where that part runs off, the start it was given.
 */
function fromPart({
  link,
  outcome,
  design,
  start,
}: {
  readonly link: Link;
  readonly outcome: ArrayLike<number>;
  readonly design: Design;
  readonly start: Float64Array;
}): Float64Array {
  const rows = new Int32Array(design.rowCount);
  let count = 0;
  for (let row = 0, other = 0; row < design.rowCount; row++) if (outcome[row] === 1 || other++ % PART_EACH === 0) rows[count++] = row;
  const pick = (of: ArrayLike<number>): Float64Array => {
    const made = new Float64Array(count);
    for (let at = 0; at < count; at++) made[at] = of[rows[at]!]!;
    return made;
  };
  const own = pick(outcome);
  const fit = fitBinary({
    link,
    outcome: own,
    weights: own.map((it) => (it === 1 ? 1 : PART_EACH)),
    design: { names: design.names, rowCount: count, columns: design.columns.map(pick) },
    start,
    isRough: true,
    isScaled: true,
  });
  return fit.state === "converged" ? fit.coefficients : start;
}

const largest = (of: Float64Array): number => of.reduce((most, it) => Math.max(most, Math.abs(it)), 0);

interface Point {
  readonly logLik: number;
  /** What is made as large as can be: the likelihood, with the penalty if there is one. */
  readonly aim: number;
  readonly score: Float64Array;
  readonly information: Square;
  /** Its Cholesky factor. Absent: it is singular. */
  readonly factor: Square | undefined;
  readonly residuals: Float64Array;
}

/** Buffers of one fit, and what they are filled with at given coefficients. */
class Work {
  private readonly ask: BinaryAsk;
  private readonly design: Design;
  private readonly outcome: Float64Array;
  private readonly times: Float64Array | undefined;
  private readonly tile: Tile;
  /** Of every row, where the penalty needs them. */
  private readonly eta: Float64Array | undefined;
  private readonly weight: Float64Array | undefined;
  /** Of the last point, and of the one before. */
  private residuals: Float64Array;
  private others: Float64Array;

  constructor(ask: BinaryAsk, design: Design) {
    const { rowCount } = design;
    const numbers = (of: ArrayLike<number>): Float64Array => (of instanceof Float64Array ? of : Float64Array.from(of));
    const empty = (): Float64Array => new Float64Array(rowCount);
    this.ask = ask;
    this.design = design;
    this.outcome = numbers(ask.outcome);
    this.times = ask.weights === undefined ? undefined : numbers(ask.weights);
    this.tile = tileFor(design.columns.length);
    [this.eta, this.weight] = ask.isPenalised === true ? [empty(), empty()] : [undefined, undefined];
    [this.residuals, this.others] = [empty(), empty()];
  }

  /** The likelihood with its score and information at some coefficients. What an earlier point but one left in its residuals is lost. */
  at(beta: Float64Array, information: "observed" | "expected" = "observed"): Point {
    const { columns, rowCount } = this.design;
    const { link, isPenalised } = this.ask;
    const { tile, eta, weight } = this;
    const size = columns.length;
    [this.residuals, this.others] = [this.others, this.residuals];
    const { residuals } = this;
    const made = square(size);
    const score = new Float64Array(size);
    let logLik = 0;
    for (let from = 0; from < rowCount; from += BLOCK) {
      const to = Math.min(rowCount, from + BLOCK);
      tile.load(columns, from, to);
      tile.predict(beta);
      logLik += link === "logit" ? this.logit(from, to) : this.probit(from, to, information);
      residuals.set(tile.residual.subarray(0, to - from), from);
      eta?.set(tile.eta.subarray(0, to - from), from);
      weight?.set(tile.weight.subarray(0, to - from), from);
      tile.products(made.values);
      if (isPenalised !== true) tile.sums(score);
    }
    mirrored(made.values, size);
    const factor = cholesky(made);
    if (isPenalised === true) {
      if (factor !== undefined) this.penalise(residuals, inverseWith(factor));
      addSums({ columns, from: 0, to: rowCount }, residuals, score);
    }
    const aim = isPenalised === true ? (factor === undefined ? Number.NEGATIVE_INFINITY : logLik + 0.5 * logDeterminantWith(factor)) : logLik;
    return { logLik, aim, score, information: made, factor, residuals };
  }

  /**
   * Residuals and weights of the rows of the tile, and their log-likelihood. Rows that count equally often are multiplied up before
   * a logarithm is taken.
   */
  private logit(from: number, to: number): number {
    const { outcome, times } = this;
    const { eta, weight, residual, small: faded } = this.tile;
    let logLik = 0;
    let product = 1;
    let by = 1;
    for (let row = 0; row < to - from; row++) faded[row] = Math.abs(eta[row]!);
    this.tile.fade();
    for (let row = from; row < to; row++) {
      const own = times === undefined ? 1 : times[row]!;
      if (own !== by || product > PRODUCT_MOST) {
        if (product !== 1) logLik -= by * Math.log(product);
        product = 1;
        by = own;
      }
      const at = eta[row - from]!;
      const y = outcome[row]!;
      const small = faded[row - from]!;
      const below = 1 / (1 + small);
      // The nearer of p and 1 − p is never the other's rest: what is left of a row foretold without fault would round to nothing.
      const isFar = at >= 0 === (y === 1);
      residual[row - from] = own * (y === 1 ? (isFar ? small * below : below) : y === 0 ? -(isFar ? small * below : below) : y - (at >= 0 ? below : small * below));
      weight[row - from] = own * small * below * below;
      if (own === 0) continue;
      logLik += own * (y * at - (at > 0 ? at : 0));
      product *= 1 + small;
    }
    return logLik - by * Math.log(product);
  }

  private probit(from: number, to: number, information: "observed" | "expected"): number {
    const { outcome, times } = this;
    const { eta, weight, residual, small: faded } = this.tile;
    let logLik = 0;
    let product = 1;
    let by = 1;
    for (let row = 0; row < to - from; row++) faded[row] = 0.5 * eta[row]! * eta[row]!;
    this.tile.fade();
    for (let row = from; row < to; row++) {
      const own = times === undefined ? 1 : times[row]!;
      if (own !== by || product < 1 / PRODUCT_MOST) {
        if (product !== 1) logLik += by * Math.log(product);
        product = 1;
        by = own;
      }
      const at = eta[row - from]!;
      const y = outcome[row]!;
      const away = Math.abs(at);
      const density = faded[row - from]! / SQRT_2PI;
      const isCentre = away < CENTRE_TO;
      // Far out the tail is nothing, and its ratio to the density is still known.
      const ratio = isCentre ? 0 : tailRatio(away);
      const tail = isCentre ? upperTail(away) : density * ratio;
      const near = density / (1 - tail);
      const far = isCentre ? density / tail : 1 / ratio;
      // Density over what is left of each side.
      const left = at >= 0 ? near : far;
      const right = at >= 0 ? far : near;
      residual[row - from] = own * (y * left - (1 - y) * right);
      weight[row - from] = own * (information === "expected" ? left * right : y * left * (left + at) + (1 - y) * right * (right - at));
      if (own === 0) continue;
      if (y === (at >= 0 ? 1 : 0)) product *= 1 - tail;
      else logLik += own * (isCentre ? Math.log(tail) : -0.5 * at * at - LOG_SQRT_2PI + Math.log(ratio));
    }
    return logLik + by * Math.log(product);
  }

  /** Firth's change of the score: half the leverage, pulled towards a share of one half. */
  private penalise(residuals: Float64Array, inverse: Square): void {
    const { columns, rowCount } = this.design;
    const { eta, weight } = this;
    const size = columns.length;
    const x = new Float64Array(size);
    for (let row = 0; row < rowCount; row++) {
      if (weight === undefined || eta === undefined || weight[row] === 0) continue;
      for (let k = 0; k < size; k++) x[k] = columns[k]![row]!;
      let leverage = 0;
      for (let i = 0; i < size; i++) {
        let inner = 0;
        for (let k = 0; k < size; k++) inner += inverse.values[i * size + k]! * x[k]!;
        leverage += x[i]! * inner;
      }
      const small = Math.exp(-Math.abs(eta[row]!));
      const share = eta[row]! >= 0 ? 1 / (1 + small) : small / (1 + small);
      residuals[row]! += weight[row]! * leverage * (0.5 - share);
    }
  }
}

const SQRT_2PI = Math.sqrt(2 * Math.PI);
const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
/** Largest product of likelihoods before its logarithm is taken. */
const PRODUCT_MOST = 1e200;
/** How far from nought the tail is better taken from one half than from its ratio to the density. */
const CENTRE_TO = 0.67448975;

/** Share that a link gives to a linear predictor. */
export const shareAt = (link: Link, eta: number): number =>
  link === "probit" ? normalCdf(eta) : eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
/** How fast that share grows with the predictor. */
export const slopeAt = (link: Link, eta: number): number => {
  if (link === "probit") return normalDensity(eta);
  const small = Math.exp(-Math.abs(eta));
  return small / ((1 + small) * (1 + small));
};
