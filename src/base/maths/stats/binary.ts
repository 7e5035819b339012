import { type Design, scaled } from "./design.ts";
import { cholesky, inverseWith, logDeterminantWith, solveWith, type Square, square } from "./matrix.ts";
import { logNormalCdf, normalCdf, normalDensity, normalQuantile } from "./special.ts";

export type Link = "logit" | "probit";

/** A fitted model of a yes-or-no outcome. */
export interface BinaryFit {
  readonly link: Link;
  readonly names: readonly string[];
  readonly coefficients: Float64Array;
  /** Inverse of the expected information: the model's own covariance. */
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
  /** Whether a step below a ten-thousandth will do, as in a draw of many. */
  readonly isRough?: boolean;
}

const ROUGH_STEP = 1e-4;
const SCORE_BELOW = 1e-9;
const STEP_BELOW = 1e-9;
const HALVINGS = 30;
const BLOCK = 2048;
/** Largest change of a coefficient of a scaled column, at the end, from which it is running off. */
const RUNS_OFF = 0.05;

/**
 * Fits a logit or probit model by Fisher scoring on scaled columns until score and step are nothing, halving steps that lose.
 * Separation shows as steps that stay large while the score vanishes; it is said with the terms, not hidden in a wide error.
 * With the penalty the estimate exists always (Firth 1993).
 * @throws RangeError for an outcome without a one or without a nought.
 * @example fitBinary({ link: "logit", outcome: [0, 1, 0, 1], design }).coefficients
 */
export function fitBinary(ask: BinaryAsk): BinaryFit {
  const { link, outcome, weights } = ask;
  const { design, scale } = scaled(ask.design);
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
  let now = work.at(beta);
  let iterations = 0;
  let step: Float64Array = new Float64Array(size);
  let state: BinaryFit["state"] = "not-converged";
  const most = ask.iterationsMost ?? 40;
  while (iterations < most) {
    if (now.factor === undefined) {
      state = "separated";
      break;
    }
    step = solveWith(now.factor, now.score);
    const before = now;
    let share = 1;
    let next = beta;
    for (let halving = 0; halving < HALVINGS; halving++, share /= 2) {
      next = beta.map((it, index) => it + share * step[index]!);
      now = work.at(next);
      if (now.aim >= before.aim - 1e-12 * Math.abs(before.aim) && Number.isFinite(now.aim)) break;
    }
    iterations += 1;
    step = next.map((it, index) => it - beta[index]!);
    beta = next;
    const isStill = (below: number): boolean => step.every((it, index) => Math.abs(it) <= below * Math.max(1, Math.abs(beta[index]!)));
    if (ask.isRough === true && isStill(ROUGH_STEP)) {
      state = "converged";
      break;
    }
    if (
      largest(now.score) <= SCORE_BELOW * Math.max(1, events) ** 0.5 &&
      isStill(STEP_BELOW)
    ) {
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
  const furthest = largest(step);
  if (state === "not-converged" && furthest > RUNS_OFF && ask.isPenalised !== true) state = "separated";
  const factor = now.factor;
  const inverse = factor === undefined ? square(size) : inverseWith(factor);
  if (factor === undefined) inverse.values.fill(Number.NaN);
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
    separated: state === "separated" ? names.filter((_, index) => Math.abs(step[index]!) >= 0.25 * furthest) : [],
    residuals: Float64Array.from(now.residuals),
  };
}

/** What was asked to begin with, or the share of the outcome along the column that is the same everywhere. */
function startOf({ start, link }: BinaryAsk, { columns, names }: Design, scale: Float64Array, share: number): Float64Array {
  const beta = Float64Array.from({ length: names.length }, (_, it) => (start?.[it] ?? 0) * scale[it]!);
  const constant = start === undefined ? columns.findIndex((column) => column.every((it) => it === 1)) : -1;
  if (constant >= 0) beta[constant] = link === "logit" ? Math.log(share / (1 - share)) : normalQuantile(share);
  return beta;
}

const largest = (of: Float64Array): number => of.reduce((most, it) => Math.max(most, Math.abs(it)), 0);

interface Point {
  readonly logLik: number;
  /** What is made as large as can be: the likelihood, with the penalty if there is one. */
  readonly aim: number;
  readonly score: Float64Array;
  /** Cholesky factor of the expected information. Absent: it is singular. */
  readonly factor: Square | undefined;
  readonly residuals: Float64Array;
}

/** Buffers of one fit, and what they are filled with at given coefficients. */
class Work {
  private readonly ask: BinaryAsk;
  private readonly design: Design;
  private readonly eta: Float64Array;
  private readonly weight: Float64Array;
  private readonly weighted = new Float64Array(BLOCK);

  constructor(ask: BinaryAsk, design: Design) {
    this.ask = ask;
    this.design = design;
    this.eta = new Float64Array(design.rowCount);
    this.weight = new Float64Array(design.rowCount);
  }

  at(beta: Float64Array): Point {
    const { columns, rowCount } = this.design;
    const { outcome, weights, link, isPenalised } = this.ask;
    const { eta, weight } = this;
    eta.fill(0);
    for (const [index, column] of columns.entries()) {
      const by = beta[index]!;
      if (by !== 0) for (let row = 0; row < rowCount; row++) eta[row]! += by * column[row]!;
    }
    const residuals = new Float64Array(rowCount);
    let logLik = 0;
    for (let row = 0; row < rowCount; row++) {
      const times = weights?.[row] ?? 1;
      if (times === 0) {
        weight[row] = 0;
        continue;
      }
      const y = outcome[row]!;
      const at = eta[row]!;
      if (link === "logit") {
        const small = Math.exp(-Math.abs(at));
        const share = at >= 0 ? 1 / (1 + small) : small / (1 + small);
        logLik += times * (y * at - (Math.max(at, 0) + Math.log1p(small)));
        residuals[row] = times * (y - share);
        weight[row] = (times * small) / ((1 + small) * (1 + small));
      } else {
        const up = logNormalCdf(at);
        const down = logNormalCdf(-at);
        logLik += times * (y * up + (1 - y) * down);
        const density = -0.5 * at * at - LOG_SQRT_2PI;
        // Density over what is left of each side, in logarithms: both vanish far out.
        const left = Math.exp(density - up);
        const right = Math.exp(density - down);
        residuals[row] = times * (y * left - (1 - y) * right);
        weight[row] = times * left * right;
      }
    }
    const information = this.information();
    const factor = cholesky(information);
    if (isPenalised === true && factor !== undefined) this.penalise(residuals, inverseWith(factor));
    const score = Float64Array.from(columns, (column) => {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) sum += residuals[row]! * column[row]!;
      return sum;
    });
    const aim = isPenalised === true ? (factor === undefined ? Number.NEGATIVE_INFINITY : logLik + 0.5 * logDeterminantWith(factor)) : logLik;
    return { logLik, aim, score, factor, residuals };
  }

  private information(): Square {
    const { columns, rowCount } = this.design;
    const { weight, weighted } = this;
    const size = columns.length;
    const made = square(size);
    for (let from = 0; from < rowCount; from += BLOCK) {
      const length = Math.min(BLOCK, rowCount - from);
      for (let row = 0; row < size; row++) {
        const left = columns[row]!;
        for (let k = 0; k < length; k++) weighted[k] = weight[from + k]! * left[from + k]!;
        for (let column = 0; column <= row; column++) {
          const right = columns[column]!;
          let sum = 0;
          for (let k = 0; k < length; k++) sum += weighted[k]! * right[from + k]!;
          made.values[row * size + column]! += sum;
        }
      }
    }
    for (let row = 0; row < size; row++) for (let column = 0; column < row; column++) made.values[column * size + row] = made.values[row * size + column]!;
    return made;
  }

  /** Firth's change of the score: half the leverage, pulled towards a share of one half. */
  private penalise(residuals: Float64Array, inverse: Square): void {
    const { columns, rowCount } = this.design;
    const { eta, weight } = this;
    const size = columns.length;
    const x = new Float64Array(size);
    for (let row = 0; row < rowCount; row++) {
      if (weight[row] === 0) continue;
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

const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

/** Share that a link gives to a linear predictor. */
export const shareAt = (link: Link, eta: number): number =>
  link === "probit" ? normalCdf(eta) : eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
/** How fast that share grows with the predictor. */
export const slopeAt = (link: Link, eta: number): number => {
  if (link === "probit") return normalDensity(eta);
  const small = Math.exp(-Math.abs(eta));
  return small / ((1 + small) * (1 + small));
};
