import { GAIN_OF_RUNNING, RUNS_OFF, RUNS_WITH } from "./binary.ts";
import { type Design, scaled } from "./design.ts";
import { cholesky, inverseBeside, solveWith, type Square, square } from "./matrix.ts";
import type { Spells } from "./survival.ts";

export interface WeibullFit {
  /** Names of the columns, and `log(scale)` last. */
  readonly names: readonly string[];
  /** Of the logarithm of time: what lengthens a spell is above nought. */
  readonly coefficients: Float64Array;
  /** Inverse of the observed information, `log(scale)` last. Nought for what ran off. */
  readonly covariance: Square;
  readonly logLik: number;
  /** Of the model with an intercept alone. */
  readonly logLikNull: number;
  readonly events: number;
  readonly iterations: number;
  readonly score: number;
  /** `separated`: where some terms stand nothing ends, or ends only as late as can be, so that their estimates run off to infinity. */
  readonly state: "converged" | "separated" | "not-converged";
  /** Terms that run off. */
  readonly separated: readonly string[];
  /** Each row's part in the score, row by row, `log(scale)` last, for robust errors; worked out when asked for. */
  readonly scoreRows: () => Float64Array;
}

/**
 * Weibull regression of spells that may still be going on, as an accelerated failure time model: log T = xβ + σ·ε with ε of the
 * least extreme value distribution. The shape is 1/σ; a hazard ratio is exp(−β/σ). By Newton's method on the likelihood of time.
 * @throws RangeError for a time that is not above nought, or where nothing ends.
 */
export function fitWeibull({ time, ended, design }: Spells & { readonly design: Design }): WeibullFit {
  let events = 0;
  for (let row = 0; row < design.rowCount; row++) {
    if (!(time[row]! > 0)) throw new RangeError(`a spell of length ${time[row]} has no logarithm`);
    events += ended[row]!;
  }
  if (events === 0) throw new RangeError("nothing ends in the sample, so nothing can be told apart");
  const own = newton({ time, ended, design });
  const one: Design = { names: ["(Intercept)"], columns: [new Float64Array(design.rowCount).fill(1)], rowCount: design.rowCount };
  return { ...own, names: [...design.names, "log(scale)"], logLikNull: newton({ time, ended, design: one }).logLik, events };
}

function newton({ time, ended, design: given }: Spells & { readonly design: Design }): Omit<WeibullFit, "names" | "logLikNull" | "events"> {
  const { design, scale } = scaled(given);
  const size = design.columns.length;
  const logTime = Float64Array.from({ length: design.rowCount }, (_, row) => Math.log(time[row]!));
  let logSum = 0;
  for (let row = 0; row < design.rowCount; row++) if (ended[row] === 1) logSum += logTime[row]!;
  const at = (theta: Float64Array): Point => pointOf({ logTime, ended, design, logSum }, theta);
  let theta = startOf(design, logTime);
  let now = at(theta);
  let iterations = 0;
  let state: WeibullFit["state"] = "not-converged";
  let step: Float64Array = new Float64Array(size + 1);
  let gain = Number.POSITIVE_INFINITY;
  while (iterations < ITERATIONS_MOST) {
    const own = cholesky(now.information);
    // Where the likelihood rises no more and yet is flat, something ran off.
    if (own === undefined && gain <= GAIN_OF_RUNNING) break;
    const factor = own ?? cholesky(ridged(now.information));
    if (factor === undefined) break;
    const full = solveWith(factor, now.score);
    const before = now;
    let next = theta;
    for (let halving = 0, share = 1; halving < 40; halving++, share /= 2) {
      next = theta.map((it, index) => it + share * full[index]!);
      now = at(next);
      if (now.logLik >= before.logLik - 1e-12 * Math.abs(before.logLik)) break;
    }
    iterations += 1;
    step = next.map((it, index) => Math.abs(it - theta[index]!));
    gain = now.logLik - before.logLik;
    theta = next;
    if (now.score.every((it) => Math.abs(it) <= 1e-8 * Math.max(1, design.rowCount) ** 0.5) && step.every((it) => it <= 1e-9)) {
      state = "converged";
      break;
    }
  }
  const furthest = step.reduce((most, it) => Math.max(most, it), 0);
  const off = furthest > RUNS_OFF && gain <= GAIN_OF_RUNNING ? [...step.keys()].filter((it) => step[it]! >= RUNS_WITH * furthest) : [];
  // A scale that runs off is no term's doing.
  if (state === "not-converged" && off.length > 0 && !off.includes(size)) state = "separated";
  const inverse = inverseBeside(now.information, state === "separated" ? off : []);
  const by = [...scale, 1];
  const covariance = square(size + 1);
  for (let row = 0; row <= size; row++)
    for (let column = 0; column <= size; column++)
      covariance.values[row * (size + 1) + column] = inverse.values[row * (size + 1) + column]! / (by[row]! * by[column]!);
  const coefficients = theta.map((it, index) => it / by[index]!);
  return {
    coefficients,
    covariance,
    logLik: now.logLik,
    iterations,
    score: now.score.reduce((most, it) => Math.max(most, Math.abs(it)), 0),
    state,
    separated: state === "separated" ? off.map((it) => given.names[it]!) : [],
    scoreRows: () => scoreRowsOf({ logTime, ended, design: given }, coefficients),
  };
}

const ITERATIONS_MOST = 100;

/** Derivatives of each row's log-likelihood by the coefficients and by log(scale). */
function scoreRowsOf({ logTime, ended, design: { columns, rowCount } }: Pick<Spells, "ended"> & { readonly logTime: Float64Array; readonly design: Design }, theta: Float64Array): Float64Array {
  const size = columns.length;
  const sigma = Math.exp(theta[size]!);
  const made = new Float64Array(rowCount * (size + 1));
  for (let row = 0; row < rowCount; row++) {
    const z = (logTime[row]! - columns.reduce((sum, column, k) => sum + theta[k]! * column[row]!, 0)) / sigma;
    const excess = Math.exp(z) - ended[row]!;
    for (let k = 0; k < size; k++) made[row * (size + 1) + k] = (excess / sigma) * columns[k]![row]!;
    made[row * (size + 1) + size] = z * excess - ended[row]!;
  }
  return made;
}

/** Least squares would do; the mean of the logarithms along the column that is one everywhere, if there is one, does as well. */
function startOf({ names, columns, rowCount }: Design, logTime: Float64Array): Float64Array {
  const theta = new Float64Array(names.length + 1);
  const constant = columns.findIndex((column) => column.every((it) => it === 1));
  const mean = logTime.reduce((sum, it) => sum + it, 0) / rowCount;
  if (constant >= 0) theta[constant] = mean + 0.572;
  const spread = logTime.reduce((sum, it) => sum + (it - mean) ** 2, 0) / rowCount;
  theta[names.length] = 0.5 * Math.log(Math.max(spread / 1.64, 1e-4));
  return theta;
}

interface Point {
  readonly logLik: number;
  readonly score: Float64Array;
  readonly information: Square;
}

function pointOf(
  { logTime, ended, design, logSum }: { readonly logTime: Float64Array; readonly ended: ArrayLike<number>; readonly design: Design; readonly logSum: number },
  theta: Float64Array,
): Point {
  const { columns, rowCount } = design;
  const size = columns.length;
  const sigma = Math.exp(theta[size]!);
  const score = new Float64Array(size + 1);
  const information = square(size + 1);
  const x = new Float64Array(size);
  let logLik = -logSum;
  for (let row = 0; row < rowCount; row++) {
    let mean = 0;
    for (let k = 0; k < size; k++) {
      x[k] = columns[k]![row]!;
      mean += theta[k]! * x[k]!;
    }
    const z = (logTime[row]! - mean) / sigma;
    const e = Math.exp(z);
    const d = ended[row]!;
    logLik += d * (z - theta[size]!) - e;
    const toMean = (e - d) / sigma;
    for (let i = 0; i < size; i++) {
      score[i]! += toMean * x[i]!;
      for (let k = 0; k <= i; k++) information.values[i * (size + 1) + k]! += (e / (sigma * sigma)) * x[i]! * x[k]!;
      information.values[size * (size + 1) + i]! += ((e * (1 + z) - d) / sigma) * x[i]!;
    }
    score[size]! += z * (e - d) - d;
    information.values[size * (size + 1) + size]! += z * (e - d) + z * z * e;
  }
  for (let row = 0; row <= size; row++)
    for (let column = 0; column < row; column++) information.values[column * (size + 1) + row] = information.values[row * (size + 1) + column]!;
  return { logLik, score, information };
}

/** The information with its diagonal raised, where the likelihood is not yet curved like a bowl. */
function ridged(of: Square): Square {
  const { size } = of;
  const values = Float64Array.from(of.values);
  for (let it = 0; it < size; it++) values[it * size + it] = Math.abs(values[it * size + it]!) * 2 + 1;
  return { size, values };
}
