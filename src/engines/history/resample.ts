import { at, cholesky, draws, fitBinary, type Link, resampled, shuffled, solveWith, square } from "#stats";
import { type Prepared, prepared, type Source } from "./fit.ts";
import type { Spec } from "./spec.ts";
import { column } from "./table.ts";

/** Some draws of a resampling: which, of which seed. */
export interface DrawRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

const linkOf = (spec: Spec): Link => (spec.estimator === "probit" ? "probit" : "logit");

/**
 * Bootstrap over states: as many states as there are, drawn with replacement; a pair counts as often as both its states were
 * drawn together. Every draw is fitted anew from the estimate. Answers the coefficients of each draw; a draw that separates has none.
 */
export function stateBootstrap(spec: Spec, source: Source, { seed, from, to }: DrawRange): readonly (readonly number[] | undefined)[] {
  const sample = prepared(spec, source);
  const link = linkOf(spec);
  const whole = fitBinary({ link, outcome: sample.outcome, design: sample.design });
  const [one, two] = membersOf(sample, source);
  const states = [...new Set([...one, ...two])].sort((a, b) => a - b);
  const code = new Map(states.map((it, index) => [it, index]));
  const [a, b] = [one, two].map((of) => Int32Array.from(of, (it) => code.get(it)!)) as [Int32Array, Int32Array];
  return range(from, to).map((draw) => {
    const times = resampled(states.length, draws("states", seed, draw));
    const rows: number[] = [];
    for (let row = 0; row < a.length; row++) if (times[a[row]!]! * times[b[row]!]! > 0) rows.push(row);
    const pick = (of: ArrayLike<number>): Float64Array => {
      const made = new Float64Array(rows.length);
      for (let k = 0; k < made.length; k++) made[k] = of[rows[k]!]!;
      return made;
    };
    const weights = new Float64Array(rows.length);
    for (let k = 0; k < rows.length; k++) weights[k] = times[a[rows[k]!]!]! * times[b[rows[k]!]!]!;
    try {
      const fit = fitBinary({ link, outcome: pick(sample.outcome), weights, isRough: true, start: whole.coefficients, design: { names: sample.design.names, rowCount: rows.length, columns: sample.design.columns.map(pick) } });
      return fit.state === "converged" ? [...fit.coefficients] : undefined;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  });
}

/**
 * The same by one Newton step from the estimate, with sums by pair: thousands of draws in the time of one fit. For outcomes that
 * are not rare it differs little from fitting anew, and the study says by how much.
 */
export function stateBootstrapByStep(spec: Spec, source: Source, { seed, from, to }: DrawRange): readonly (readonly number[] | undefined)[] {
  const sample = prepared(spec, source);
  const { design } = sample;
  const link = linkOf(spec);
  const whole = fitBinary({ link, outcome: sample.outcome, design });
  const [one, two] = membersOf(sample, source);
  const states = [...new Set([...one, ...two])].sort((a, b) => a - b);
  const code = new Map(states.map((it, index) => [it, index]));
  const size = design.columns.length;
  const scale = design.columns.map((it) => it.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1);
  const pairs = new Map<number, { readonly a: number; readonly b: number; readonly score: Float64Array; readonly information: Float64Array }>();
  const x = new Float64Array(size);
  for (let row = 0; row < design.rowCount; row++) {
    const [p, q] = [code.get(one[row]!)!, code.get(two[row]!)!];
    const key = Math.min(p, q) * states.length + Math.max(p, q);
    let pair = pairs.get(key);
    if (pair === undefined) {
      pair = { a: p, b: q, score: new Float64Array(size), information: new Float64Array(size * size) };
      pairs.set(key, pair);
    }
    let eta = 0;
    for (let k = 0; k < size; k++) {
      x[k] = design.columns[k]![row]! / scale[k]!;
      eta += whole.coefficients[k]! * design.columns[k]![row]!;
    }
    const share = 1 / (1 + Math.exp(-eta));
    const weight = share * (1 - share);
    for (let i = 0; i < size; i++) {
      pair.score[i]! += whole.residuals[row]! * x[i]!;
      for (let k = 0; k <= i; k++) pair.information[i * size + k]! += weight * x[i]! * x[k]!;
    }
  }
  const all = [...pairs.values()];
  return range(from, to).map((draw) => {
    const times = resampled(states.length, draws("states", seed, draw));
    const information = square(size);
    const score = new Float64Array(size);
    for (const pair of all) {
      const weight = times[pair.a]! * times[pair.b]!;
      if (weight === 0) continue;
      for (let i = 0; i < size; i++) {
        score[i]! += weight * pair.score[i]!;
        for (let k = 0; k <= i; k++) information.values[i * size + k]! += weight * pair.information[i * size + k]!;
      }
    }
    for (let i = 0; i < size; i++) for (let k = 0; k < i; k++) information.values[k * size + i] = at(information, i, k);
    const factor = cholesky(information);
    if (factor === undefined) return undefined;
    return [...solveWith(factor, score)].map((step, k) => whole.coefficients[k]! + step / scale[k]!);
  });
}

/** Bootstrap over clusters, such as wars. */
export function clusterBootstrap(spec: Spec, source: Source, { seed, from, to }: DrawRange, cluster: string): readonly (readonly number[] | undefined)[] {
  const sample = prepared({ ...spec, errors: [`cluster:${cluster}`] }, source);
  const of = column(sample.table, cluster);
  const clusters = [...new Set(of)].sort((a, b) => a - b);
  const code = new Map(clusters.map((it, index) => [it, index]));
  return range(from, to).map((draw) => {
    const times = resampled(clusters.length, draws(cluster, seed, draw));
    try {
      const fit = fitBinary({ link: linkOf(spec), outcome: sample.outcome, design: sample.design, weights: of.map((it) => times[code.get(it)!]!) });
      return fit.state === "converged" ? [...fit.coefficients] : undefined;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  });
}

/** Eras within which histories are exchanged. */
const ERAS = [1914, 1946, 1957, 1991, 2007, 2015] as const;

/**
 * Permutation of the targets' alliance histories within eras: every target gets another target's, so that what is left of the
 * coefficient is chance. Answers the coefficient of the pact in the data and in each draw, of the model with the target's own
 * history in the place of `term`.
 */
export function targetPermutation(spec: Spec, source: Source, term: string, { seed, from, to }: DrawRange): { readonly observed: number; readonly drawn: readonly number[] } {
  const sample = prepared({ ...spec, errors: ["cluster:year"] }, source);
  const [, target] = membersOf(sample, source);
  const year = column(sample.table, "year");
  const place = sample.design.names.indexOf(term);
  if (place < 0) throw new RangeError(`the model has no term ${term}`);
  const pact = new Map<number, number>();
  const key = (state: number, of: number): number => state * 10_000 + of;
  for (let row = 0; row < year.length; row++) if (sample.design.columns[place]![row] === 1) pact.set(key(target[row]!, year[row]!), 1);
  const states = [...new Set(target)].sort((a, b) => a - b);
  const code = new Map(states.map((it, index) => [it, index]));
  const coefficientWith = (of: (row: number) => number, start: ArrayLike<number> | undefined): Float64Array => {
    const columns = sample.design.columns.map((it, index) => (index === place ? Float64Array.from(it, (_, row) => of(row)) : it));
    return fitBinary({ link: linkOf(spec), outcome: sample.outcome, design: { ...sample.design, columns }, ...(start !== undefined && { start, isRough: true }) }).coefficients;
  };
  const whole = coefficientWith((row) => pact.get(key(target[row]!, year[row]!)) ?? 0, undefined);
  const drawn = range(from, to).map((draw) => {
    const orders = ERAS.slice(1).map((_, era) => shuffled(states.length, draws(`histories of era ${era}`, seed, draw)));
    const other = (row: number): number => states[orders[eraOf(year[row]!)]![code.get(target[row]!)!]!]!;
    return coefficientWith((row) => pact.get(key(other(row), year[row]!)) ?? 0, whole)[place]!;
  });
  return { observed: whole[place]!, drawn };
}

const eraOf = (year: number): number => Math.max(0, ERAS.findLastIndex((it) => it <= year));

/** What a break in a year would add, and the most that chance makes of it. */
export interface BreakScan {
  readonly years: readonly number[];
  /** Score statistic, chi-squared with 1 df, of the pact's effect changing in each year. */
  readonly statistics: readonly number[];
  /** Largest statistic of each permutation of the targets' histories. */
  readonly chance: readonly number[];
}

/**
 * Scan over years in which the effect of a pact might have changed: the score statistic of the interaction of `term` with "from
 * that year on", beside the main effect of that break. The largest of many is judged by permutation, never by its own p-value.
 */
export function breakScan(spec: Spec, source: Source, term: string, years: readonly number[], { seed, from, to }: DrawRange): BreakScan {
  const sample = prepared({ ...spec, errors: ["cluster:year"] }, source);
  const year = column(sample.table, "year");
  const [, target] = membersOf(sample, source);
  const place = sample.design.names.indexOf(term);
  const pact = new Map<number, number>();
  const key = (state: number, of: number): number => state * 10_000 + of;
  for (let row = 0; row < year.length; row++) if (sample.design.columns[place]![row] === 1) pact.set(key(target[row]!, year[row]!), 1);
  const states = [...new Set(target)].sort((a, b) => a - b);
  const code = new Map(states.map((it, index) => [it, index]));
  const scan = (values: Float64Array, start: ArrayLike<number> | undefined): { readonly statistics: readonly number[]; readonly coefficients: Float64Array } => {
    const columns = sample.design.columns.map((it, index) => (index === place ? values : it));
    const fit = fitBinary({ link: linkOf(spec), outcome: sample.outcome, design: { ...sample.design, columns }, ...(start !== undefined && { start }) });
    return { statistics: scoreStatistics({ columns, coefficients: fit.coefficients, residuals: fit.residuals, place, year, years }), coefficients: fit.coefficients };
  };
  const own = scan(Float64Array.from(year, (of, row) => pact.get(key(target[row]!, of)) ?? 0), undefined);
  const chance = range(from, to).map((draw) => {
    const orders = ERAS.slice(1).map((_, era) => shuffled(states.length, draws(`histories of era ${era}`, seed, draw)));
    const values = Float64Array.from(year, (of, row) => pact.get(key(states[orders[eraOf(of)]![code.get(target[row]!)!]!]!, of)) ?? 0);
    return Math.max(...scan(values, own.coefficients).statistics);
  });
  return { years, statistics: own.statistics, chance };
}

function scoreStatistics({ columns, coefficients, residuals, place, year, years }: { readonly columns: readonly Float64Array[]; readonly coefficients: Float64Array; readonly residuals: Float64Array; readonly place: number; readonly year: Float64Array; readonly years: readonly number[] }): readonly number[] {
  const size = columns.length;
  const scale = columns.map((it) => it.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1);
  const first = Math.min(...year);
  const count = Math.max(...year) - first + 1;
  // By year: scores of the break and of the interaction, and all products of the columns.
  const score = new Float64Array(count * 2);
  const products = new Float64Array(count * size * size);
  const x = new Float64Array(size);
  for (let row = 0; row < year.length; row++) {
    let eta = 0;
    for (let k = 0; k < size; k++) {
      x[k] = columns[k]![row]! / scale[k]!;
      eta += coefficients[k]! * columns[k]![row]!;
    }
    const share = 1 / (1 + Math.exp(-eta));
    const weight = share * (1 - share);
    const at = year[row]! - first;
    score[at * 2]! += residuals[row]!;
    score[at * 2 + 1]! += residuals[row]! * x[place]!;
    for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) products[at * size * size + i * size + k]! += weight * x[i]! * x[k]!;
  }
  const whole = sumOver(products, 0, count, size * size);
  const constant = columns.findIndex((it) => it.every((value) => value === 1));
  return years.map((from) => {
    const late = sumOver(products, Math.max(0, from - first), count, size * size);
    const u = sumOver(score, Math.max(0, from - first), count, 2);
    const full = square(size + 2);
    const put = (row: number, of: number, value: number): void => {
      full.values[row * (size + 2) + of] = value;
      full.values[of * (size + 2) + row] = value;
    };
    for (let i = 0; i < size; i++) {
      for (let k = 0; k <= i; k++) put(i, k, whole[i * size + k]!);
      put(size, i, late[i * size + constant]!);
      put(size + 1, i, late[i * size + place]!);
    }
    put(size, size, late[constant * size + constant]!);
    put(size + 1, size, late[constant * size + place]!);
    put(size + 1, size + 1, late[place * size + place]!);
    // What the break alone explains is taken off what break and interaction explain together.
    const both = explained(full, [...new Float64Array(size), u[0]!, u[1]!], size + 2);
    const alone = explained(full, [...new Float64Array(size), u[0]!], size + 1);
    return both === undefined || alone === undefined ? 0 : Math.max(0, both - alone);
  });
}

function sumOver(values: Float64Array, from: number, to: number, width: number): Float64Array {
  const made = new Float64Array(width);
  for (let at = from; at < to; at++) for (let k = 0; k < width; k++) made[k]! += values[at * width + k]!;
  return made;
}

function explained(full: ReturnType<typeof square>, score: readonly number[], size: number): number | undefined {
  const part = square(size);
  for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) part.values[i * size + k] = at(full, i, k);
  const factor = cholesky(part);
  if (factor === undefined) return undefined;
  return solveWith(factor, score).reduce((sum, it, k) => sum + it * score[k]!, 0);
}

function membersOf({ table }: Prepared, { members }: Source): readonly [Float64Array, Float64Array] {
  if (members === undefined) throw new RangeError("the rows are no pairs of states");
  return [column(table, members[0]), column(table, members[1])];
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, it) => from + it);
