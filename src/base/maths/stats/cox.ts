import { RUNS_OFF, RUNS_WITH } from "./binary.ts";
import { type Design, scaled } from "./design.ts";
import { cholesky, inverseBeside, inverseWith, part, quadratic, solveWith, type Square, square } from "./matrix.ts";
import { chiSquared, type ChiSquared } from "./intervals.ts";
import { kaplanMeier, type Spells } from "./survival.ts";

export type Ties = "efron" | "breslow" | "exact";

export interface CoxAsk extends Spells {
  readonly design: Design;
  /** Ties. `exact`: the conditional likelihood of matched sets, for strata with few rows. Absent: Efron's. */
  readonly ties?: Ties;
  /** Dense numbers of strata, compared only within. Absent: one. */
  readonly stratum?: ArrayLike<number>;
  readonly iterationsMost?: number;
}

export interface CoxFit {
  readonly names: readonly string[];
  readonly coefficients: Float64Array;
  /** Inverse of the information; nought for what ran off. */
  readonly covariance: Square;
  readonly logLikNull: number;
  readonly logLik: number;
  readonly events: number;
  readonly iterations: number;
  readonly score: number;
  readonly state: "converged" | "separated" | "not-converged";
  readonly separated: readonly string[];
  /** Each row's part in the score, row by row, for robust errors; worked out when asked for. */
  readonly scoreRows: () => Float64Array;
}

/**
 * Cox's proportional hazards by Newton's method on scaled columns (Cox 1972; ties after Efron 1977, Breslow 1974, or exact).
 * Conditional logit is the exact form with a time of 1 for all rows and the matched set as stratum.
 * @throws RangeError where nothing ends.
 */
export function fitCox(ask: CoxAsk): CoxFit {
  const { design, scale } = scaled(ask.design);
  const size = design.columns.length;
  const sets = stratified(ask);
  const events = sets.reduce((sum, set) => sum + set.reduce((of, it) => of + ask.ended[it]!, 0), 0);
  if (events === 0) throw new RangeError("nothing ends in the sample, so nothing can be told apart");
  const at = (beta: Float64Array): Point => pointOf(ask, design, sets, beta);
  let beta: Float64Array = new Float64Array(size);
  let now = at(beta);
  const logLikNull = now.logLik;
  let step: Float64Array = new Float64Array(size);
  let state: CoxFit["state"] = "not-converged";
  let iterations = 0;
  while (iterations < (ask.iterationsMost ?? 40)) {
    const factor = cholesky(now.information);
    if (factor === undefined) {
      // Before any step nothing has run off: the columns are too near to one another.
      if (iterations > 0) state = "separated";
      break;
    }
    const full = solveWith(factor, now.score);
    const before = now;
    let next = beta;
    for (let halving = 0, share = 1; halving < 30; halving++, share /= 2) {
      next = beta.map((it, index) => it + share * full[index]!);
      now = at(next);
      if (now.logLik >= before.logLik - 1e-12 * Math.abs(before.logLik)) break;
    }
    iterations += 1;
    step = next.map((it, index) => it - beta[index]!);
    beta = next;
    if (largest(now.score) <= 1e-9 * Math.sqrt(events) && step.every((it, index) => Math.abs(it) <= 1e-8 * Math.max(1, Math.abs(beta[index]!)))) {
      state = "converged";
      break;
    }
  }
  const furthest = largest(step);
  if (state === "not-converged" && furthest > RUNS_OFF) state = "separated";
  const off = state === "separated" ? [...step.keys()].filter((it) => Math.abs(step[it]!) >= RUNS_WITH * furthest) : [];
  const inverse = inverseBeside(now.information, off);
  const covariance = square(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      covariance.values[row * size + column] = inverse.values[row * size + column]! / (scale[row]! * scale[column]!);
  const coefficients = beta.map((it, index) => it / scale[index]!);
  return {
    names: design.names,
    coefficients,
    covariance,
    logLikNull,
    logLik: now.logLik,
    events,
    iterations,
    score: largest(now.score),
    state,
    separated: off.map((it) => design.names[it]!),
    scoreRows: () => (ask.ties === "exact" ? exactScoreRows : scoreRowsOf)(ask, sets, coefficients),
  };
}

const largest = (of: Float64Array): number => of.reduce((most, it) => Math.max(most, Math.abs(it)), 0);

interface Point {
  readonly logLik: number;
  readonly score: Float64Array;
  readonly information: Square;
}

/** Rows by stratum, latest first: those at risk at a time are the ones gone through before it is passed. */
function stratified({ time, ended, stratum, ties }: CoxAsk): readonly (readonly number[])[] {
  const sets = new Map<number, number[]>();
  for (let row = 0; row < time.length; row++) {
    const of = stratum?.[row] ?? 0;
    const set = sets.get(of);
    if (set === undefined) sets.set(of, [row]);
    else set.push(row);
  }
  // A stratum in which nothing ends adds nothing to what is climbed, its derivatives or the score of its rows.
  const telling = [...sets.values()].filter((set) => ties !== "exact" || set.some((row) => ended[row] === 1));
  return telling.map((set) => set.sort((a, b) => time[b]! - time[a]! || a - b));
}

function pointOf(ask: CoxAsk, design: Design, sets: readonly (readonly number[])[], beta: Float64Array): Point {
  const size = beta.length;
  const total = { logLik: 0, score: new Float64Array(size), information: square(size) };
  for (const set of sets) {
    if (ask.ties === "exact") exactSet(ask, design, set, beta, total);
    else tiedSet(ask, design, set, beta, total);
  }
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) total.information.values[column * size + row] = total.information.values[row * size + column]!;
  return total;
}

interface Total {
  logLik: number;
  readonly score: Float64Array;
  readonly information: Square;
}

/** Sums over those at risk: weights, weighted columns, weighted products (lower half). */
class Sums {
  weight = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(size: number) {
    this.first = new Float64Array(size);
    this.second = new Float64Array(size * size);
  }

  add(weight: number, x: Float64Array): void {
    const size = x.length;
    this.weight += weight;
    for (let row = 0; row < size; row++) {
      const left = weight * x[row]!;
      this.first[row]! += left;
      for (let column = 0; column <= row; column++) this.second[row * size + column]! += left * x[column]!;
    }
  }
}

function tiedSet({ time, ended, ties = "efron" }: CoxAsk, { columns }: Design, set: readonly number[], beta: Float64Array, total: Total): void {
  const size = beta.length;
  const risk = new Sums(size);
  const x = new Float64Array(size);
  const eta = etaOf(columns, set, beta);
  const shift = eta.reduce((most, it) => Math.max(most, it), Number.NEGATIVE_INFINITY);
  for (let from = 0; from < set.length; ) {
    const now = time[set[from]!]!;
    const tied = new Sums(size);
    let deaths = 0;
    let sumEta = 0;
    const sumX = new Float64Array(size);
    let to = from;
    for (; to < set.length && time[set[to]!]! === now; to++) {
      const row = set[to]!;
      for (let k = 0; k < size; k++) x[k] = columns[k]![row]!;
      const weight = Math.exp(eta[to]! - shift);
      risk.add(weight, x);
      if (ended[row] === 1) {
        deaths += 1;
        tied.add(weight, x);
        sumEta += eta[to]! - shift;
        for (let k = 0; k < size; k++) sumX[k]! += x[k]!;
      }
    }
    total.logLik += sumEta;
    for (let k = 0; k < size; k++) total.score[k]! += sumX[k]!;
    for (let it = 0; it < deaths; it++) {
      const part = ties === "efron" ? it / deaths : 0;
      const weight = risk.weight - part * tied.weight;
      total.logLik -= Math.log(weight);
      for (let row = 0; row < size; row++) {
        const mean = (risk.first[row]! - part * tied.first[row]!) / weight;
        total.score[row]! -= mean;
        for (let column = 0; column <= row; column++) {
          const other = (risk.first[column]! - part * tied.first[column]!) / weight;
          total.information.values[row * size + column]! +=
            (risk.second[row * size + column]! - part * tied.second[row * size + column]!) / weight - mean * other;
        }
      }
    }
    from = to;
  }
}

function etaOf(columns: readonly Float64Array[], set: readonly number[], beta: Float64Array): Float64Array {
  return Float64Array.from(set, (row) => {
    let sum = 0;
    for (let k = 0; k < columns.length; k++) sum += beta[k]! * columns[k]![row]!;
    return sum;
  });
}

/**
 * The exact conditional likelihood: the sum over all choices of as many rows as ended, by the recursion of Gail, Lubin and
 * Rubinstein (1981), with its first and second derivatives.
 */
function exactSet({ time, ended }: CoxAsk, { columns }: Design, set: readonly number[], beta: Float64Array, total: Total): void {
  const size = beta.length;
  const eta = etaOf(columns, set, beta);
  const shift = eta.reduce((most, it) => Math.max(most, it), Number.NEGATIVE_INFINITY);
  for (let from = 0; from < set.length; ) {
    const now = time[set[from]!]!;
    let to = from;
    let deaths = 0;
    for (; to < set.length && time[set[to]!]! === now; to++) {
      if (ended[set[to]!] !== 1) continue;
      deaths += 1;
      total.logLik += eta[to]! - shift;
      for (let k = 0; k < size; k++) total.score[k]! += columns[k]![set[to]!]!;
    }
    if (deaths > 0) {
      const { value, first, second, log } = choices({ columns, rows: set, count: to, eta, shift, deaths });
      total.logLik -= Math.log(value) + log;
      for (let row = 0; row < size; row++) {
        const mean = first[row]! / value;
        total.score[row]! -= mean;
        for (let column = 0; column <= row; column++)
          total.information.values[row * size + column]! += second[row * size + column]! / value - (mean * first[column]!) / value;
      }
    }
    from = to;
  }
}

function choices({ columns, rows, count, eta, shift, deaths }: { readonly columns: Design["columns"]; readonly rows: readonly number[]; readonly count: number; readonly eta: Float64Array; readonly shift: number; readonly deaths: number }): { readonly value: number; readonly first: Float64Array; readonly second: Float64Array; readonly log: number } {
  const size = columns.length;
  const value = new Float64Array(deaths + 1);
  const first = Array.from({ length: deaths + 1 }, () => new Float64Array(size));
  const second = Array.from({ length: deaths + 1 }, () => new Float64Array(size * size));
  const x = new Float64Array(size);
  value[0] = 1;
  let log = 0;
  for (let index = 0; index < count; index++) {
    for (let k = 0; k < size; k++) x[k] = columns[k]![rows[index]!]!;
    const weight = Math.exp(eta[index]! - shift);
    for (let d = Math.min(deaths, index + 1); d >= 1; d--) {
      const [v0, f0, s0, f1, s1] = [value[d - 1]!, first[d - 1]!, second[d - 1]!, first[d]!, second[d]!];
      for (let row = 0; row < size; row++) {
        const alone = weight * x[row]!;
        const both = weight * f0[row]! + alone * v0;
        const at = row * size;
        f1[row]! += both;
        // Of no choice yet the sums are nought.
        if (d === 1) for (let column = 0; column <= row; column++) s1[at + column]! += both * x[column]!;
        else for (let column = 0; column <= row; column++) s1[at + column]! += weight * s0[at + column]! + alone * f0[column]! + both * x[column]!;
      }
      value[d]! += weight * v0;
    }
    // Sums of products grow out of reach; all of them are divided alike, and the logarithm remembers.
    const most = value.reduce((of, it) => Math.max(of, it), 0);
    if (most > 1e200) {
      for (let d = 0; d <= deaths; d++) {
        value[d]! /= most;
        for (const sums of [first[d]!, second[d]!]) for (let it = 0; it < sums.length; it++) sums[it]! /= most;
      }
      log += Math.log(most);
    }
  }
  return { value: value[deaths]!, first: first[deaths]!, second: second[deaths]!, log };
}

/** Each row's part in the score (Lin and Wei 1989), Efron's ties shared among the tied. */
function scoreRowsOf(ask: CoxAsk, sets: readonly (readonly number[])[], beta: Float64Array): Float64Array {
  const { columns, rowCount } = ask.design;
  const size = beta.length;
  const made = new Float64Array(rowCount * size);
  for (const set of sets) {
    const eta = etaOf(columns, set, beta);
    const shift = eta.reduce((most, it) => Math.max(most, it), Number.NEGATIVE_INFINITY);
    const steps = deathSteps(ask, set, eta, shift);
    // From the earliest on, the hazard and the hazard times the mean of those at risk add up.
    let hazard = 0;
    const moved = new Float64Array(size);
    let index = set.length - 1;
    for (let step = steps.length - 1; step >= 0; step--) {
      const { time, means, weights, deaths } = steps[step]!;
      const earlier = (row: number): boolean => ask.time[row]! < time;
      for (; index >= 0 && earlier(set[index]!); index--) addRest(index);
      const ownHazard = weights.reduce((sum, it) => sum + 1 / it, 0);
      const tiedHazard = weights.reduce((sum, it, k) => sum + (ask.ties === "breslow" ? 1 : 1 - k / deaths) / it, 0);
      const move = (of: Float64Array, share: (k: number) => number): void => {
        for (const [k, mean] of means.entries()) for (let column = 0; column < size; column++) of[column]! += (share(k) * mean[column]!) / weights[k]!;
      };
      for (; index >= 0 && ask.time[set[index]!] === time; index--) {
        const row = set[index]!;
        const risk = Math.exp(eta[index]! - shift);
        const isDead = ask.ended[row] === 1;
        const atDeath = new Float64Array(size);
        move(atDeath, (k) => (isDead && ask.ties !== "breslow" ? 1 - k / deaths : 1));
        for (let column = 0; column < size; column++) {
          const x = columns[column]![row]!;
          const own = isDead ? x - means.reduce((sum, mean) => sum + mean[column]!, 0) / deaths : 0;
          made[row * size + column]! += own - risk * (x * (hazard + (isDead ? tiedHazard : ownHazard)) - (moved[column]! + atDeath[column]!));
        }
      }
      hazard += ownHazard;
      move(moved, () => 1);
    }
    for (; index >= 0; index--) addRest(index);
    function addRest(place: number): void {
      const row = set[place]!;
      const risk = Math.exp(eta[place]! - shift);
      for (let column = 0; column < size; column++) made[row * size + column]! -= risk * (columns[column]![row]! * hazard - moved[column]!);
    }
  }
  return made;
}

/**
 * Each row's part in the exact conditional score: (whether it ended − the chance that it is among those that did) times how far its
 * columns lie from the mean of those that might have. With one that ends in a set this is Lin and Wei's; by set the parts add up to the
 * score, so that clusters of whole sets do not depend on how it is shared out.
 */
function exactScoreRows(ask: CoxAsk, sets: readonly (readonly number[])[], beta: Float64Array): Float64Array {
  const { columns, rowCount } = ask.design;
  const size = beta.length;
  const made = new Float64Array(rowCount * size);
  for (const set of sets) {
    const eta = etaOf(columns, set, beta);
    for (let from = 0; from < set.length; ) {
      const now = ask.time[set[from]!]!;
      let [to, deaths] = [from, 0];
      for (; to < set.length && ask.time[set[to]!]! === now; to++) deaths += ask.ended[set[to]!]!;
      if (deaths > 0 && deaths < to) {
        const chances = chosenChances(eta.subarray(0, to), deaths);
        for (let k = 0; k < size; k++) {
          const column = columns[k]!;
          const mean = chances.reduce((sum, it, index) => sum + it * column[set[index]!]!, 0) / deaths;
          for (let index = 0; index < to; index++) {
            const row = set[index]!;
            const ended = index >= from ? ask.ended[row]! : 0;
            made[row * size + k]! += (ended - chances[index]!) * (column[row]! - mean);
          }
        }
      }
      from = to;
    }
  }
  return made;
}

/** Rows of which the sums before them are kept at a time. */
const KEPT = 512;

/**
 * Chance of each row to be among `count` that are chosen, where a choice is as likely as the product of its rows' weights exp(eta).
 * All weights times one factor give the same chances; with the one for which independent draws choose `count` on average, those draws
 * given their number are the choice, and no sum over choices is too large or too small for a number.
 */
function chosenChances(eta: Float64Array, count: number): Float64Array {
  const size = eta.length;
  let [low, high] = [-750, 750];
  for (const it of eta) [low, high] = [Math.min(low, -it - 750), Math.max(high, -it + 750)];
  for (let round = 0; round < 100; round++) {
    const middle = (low + high) / 2;
    if (eta.reduce((sum, it) => sum + 1 / (1 + Math.exp(-it - middle)), 0) < count) low = middle;
    else high = middle;
  }
  const shift = (low + high) / 2;
  const [shares, others] = [eta.map((it) => 1 / (1 + Math.exp(-it - shift))), eta.map((it) => 1 / (1 + Math.exp(it + shift)))];
  // How likely it is that 0, 1, … of some rows are chosen, and of those rows with one more.
  const width = count + 1;
  const withRow = (row: number, of: Float64Array): Float64Array => {
    const made = new Float64Array(width);
    for (let k = 0; k < width; k++) made[k] = of[k]! * others[row]! + (k > 0 ? of[k - 1]! * shares[row]! : 0);
    return made;
  };
  const starts: Float64Array[] = [Float64Array.from({ length: width }, (_, k) => (k === 0 ? 1 : 0))];
  for (let row = 0, of: Float64Array = starts[0]!; row < size; row++) {
    of = withRow(row, of);
    if ((row + 1) % KEPT === 0 || row === size - 1) starts.push(of);
  }
  const all = starts.pop()![count]!;
  const chances = new Float64Array(size);
  let after: Float64Array = Float64Array.from({ length: width }, (_, k) => (k === 0 ? 1 : 0));
  for (let block = Math.ceil(size / KEPT) - 1; block >= 0; block--) {
    const before = [starts[block]!];
    const last = Math.min(size, (block + 1) * KEPT) - 1;
    for (let row = block * KEPT; row < last; row++) before.push(withRow(row, before.at(-1)!));
    for (let row = last; row >= block * KEPT; row--) {
      const rest = before[row - block * KEPT]!;
      let sum = 0;
      for (let k = 0; k < count; k++) sum += rest[k]! * after[count - 1 - k]!;
      chances[row] = (shares[row]! * sum) / all;
      after = withRow(row, after);
    }
  }
  return chances;
}

interface DeathStep {
  readonly time: number;
  readonly deaths: number;
  /** For each of the tied: sum of the weights at risk, and the mean of the columns. */
  readonly weights: readonly number[];
  readonly means: readonly Float64Array[];
  readonly second: readonly Float64Array[];
}

/** Times at which something ends in a stratum, latest first, with who is at risk. */
function deathSteps({ time, ended, design, ties = "efron" }: CoxAsk, set: readonly number[], eta: Float64Array, shift: number): readonly DeathStep[] {
  const { columns } = design;
  const size = columns.length;
  const risk = new Sums(size);
  const x = new Float64Array(size);
  const steps: DeathStep[] = [];
  for (let from = 0; from < set.length; ) {
    const now = time[set[from]!]!;
    const tied = new Sums(size);
    let deaths = 0;
    let to = from;
    for (; to < set.length && time[set[to]!]! === now; to++) {
      for (let k = 0; k < size; k++) x[k] = columns[k]![set[to]!]!;
      const weight = Math.exp(eta[to]! - shift);
      risk.add(weight, x);
      if (ended[set[to]!] !== 1) continue;
      deaths += 1;
      tied.add(weight, x);
    }
    if (deaths > 0) {
      const parts = Array.from({ length: deaths }, (_, k) => (ties === "efron" ? k / deaths : 0));
      const weights = parts.map((part) => risk.weight - part * tied.weight);
      steps.push({
        time: now,
        deaths,
        weights,
        means: parts.map((part, k) => risk.first.map((it, column) => (it - part * tied.first[column]!) / weights[k]!)),
        second: parts.map((part, k) => risk.second.map((it, place) => (it - part * tied.second[place]!) / weights[k]!)),
      });
    }
    from = to;
  }
  return steps;
}

/** Whether hazards stay in proportion: for all terms, and for each. */
export interface ProportionalTest {
  readonly all: ChiSquared;
  readonly terms: readonly ({ readonly name: string } & ChiSquared)[];
}

/**
 * Score test of the terms times a function of time, at the fit: Grambsch and Therneau's test in the exact form of the
 * survival package since 3.0. Time is one minus Kaplan and Meier's survival just before.
 */
export function proportionalTest(ask: CoxAsk, fit: CoxFit): ProportionalTest {
  const { columns, names } = ask.design;
  const size = columns.length;
  const beta = fit.coefficients;
  const curve = kaplanMeier(ask);
  const clock = new Map<number, number>();
  let before = 1;
  for (const it of curve) {
    if (it.ended > 0) clock.set(it.time, 1 - before);
    before = it.survival;
  }
  const score = new Float64Array(2 * size);
  const information = square(2 * size);
  const put = (row: number, column: number, value: number): void => void (information.values[row * 2 * size + column]! += value);
  for (const set of stratified(ask)) {
    const eta = etaOf(columns, set, beta);
    const shift = eta.reduce((most, it) => Math.max(most, it), Number.NEGATIVE_INFINITY);
    for (const step of deathSteps(ask, set, eta, shift)) {
      const g = clock.get(step.time) ?? 0;
      const dead = set.filter((row) => ask.time[row] === step.time && ask.ended[row] === 1);
      for (let column = 0; column < size; column++) {
        let excess = 0;
        for (const row of dead) excess += columns[column]![row]!;
        for (const mean of step.means) excess -= mean[column]!;
        score[size + column]! += g * excess;
      }
      for (const [k, mean] of step.means.entries()) {
        for (let row = 0; row < size; row++) {
          for (let column = 0; column < size; column++) {
            const second = step.second[k]![Math.max(row, column) * size + Math.min(row, column)]!;
            const value = second - mean[row]! * mean[column]!;
            put(row, column, value);
            put(row, size + column, g * value);
            put(size + row, column, g * value);
            put(size + row, size + column, g * g * value);
          }
        }
      }
    }
  }
  const own = Array.from({ length: size }, (_, it) => it);
  const testOf = (places: readonly number[]): ChiSquared => {
    const all = [...own, ...places.map((it) => size + it)];
    const factor = cholesky(part(information, all));
    if (factor === undefined) return chiSquared(Number.NaN, places.length);
    const values = Float64Array.from(all, (it) => (it < size ? 0 : score[it]!));
    return chiSquared(quadratic(inverseWith(factor), values), places.length);
  };
  return { all: testOf(own), terms: own.map((it) => ({ name: names[it]!, ...testOf([it]) })) };
}
