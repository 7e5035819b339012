import { addProducts, addSums, at, cholesky, type Design, draws, fitBinary, type Link, mirrored, resampled, shuffled, solveWith, square } from "#stats";
import { prepared } from "./fit.ts";
import type { Source } from "./fit/fit-report.ts";
import { type ByPair, byPair, logitWeights, ordered, PairRefits, PairSums } from "./pairs.ts";
import type { Spec } from "./spec.ts";
import { column, everyRow } from "./table.ts";

/** Some draws of a resampling: which, of which seed. */
export interface DrawRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

const linkOf = (spec: Spec): Link => (spec.estimator === "probit" ? "probit" : "logit");

/** Draws of a resampling by their range. What goes into them is worked out once. */
export type Drawing<T> = (range: DrawRange) => T;
/** Coefficients of each draw. A draw that separates has none. */
export type Coefficients = readonly (readonly number[] | undefined)[];

/**
 * Bootstrap over states: as many states as there are, drawn with replacement; a pair counts as often as both its states were
 * drawn together. Every draw is fitted anew, from one Newton step off the estimate where that is near.
 */
export function stateBootstrap(spec: Spec, source: Source): Drawing<Coefficients> {
  const { link, pairs, sums, estimate } = statesOf(spec, source);
  const refits = new PairRefits(pairs, sums, estimate);
  return ({ seed, from, to }) => range(from, to).map((draw) => unscaled(refits.fit(link, resampled(pairs.stateCount, draws("states", seed, draw))), pairs));
}

/**
 * The same by one Newton step from the estimate, with sums by pair: thousands of draws in the time of one fit. For outcomes that
 * are not rare it differs little from fitting anew, and the study says by how much. For the logit.
 */
export function stateBootstrapByStep(spec: Spec, source: Source): Drawing<Coefficients> {
  const { pairs, sums } = statesOf(spec, source);
  return ({ seed, from, to }) => range(from, to).map((draw) => unscaled(sums.step(resampled(pairs.stateCount, draws("states", seed, draw))), pairs));
}

function statesOf(spec: Spec, source: Source): { readonly link: Link; readonly pairs: ByPair; readonly sums: PairSums; readonly estimate: Float64Array } {
  const link = linkOf(spec);
  const pairs = byPair(prepared(spec, source), source);
  const whole = fitBinary({ link, outcome: pairs.outcome, design: pairs.design, isScaled: true });
  return { link, pairs, sums: new PairSums(pairs, whole.coefficients, whole.residuals), estimate: whole.coefficients };
}

const unscaled = (of: Float64Array | undefined, { scale }: ByPair): readonly number[] | undefined =>
  of === undefined ? undefined : [...of].map((it, k) => it / scale[k]!);

/** Bootstrap over clusters, such as wars. */
export function clusterBootstrap(spec: Spec, source: Source, cluster: string): Drawing<Coefficients> {
  const sample = prepared({ ...spec, errors: [`cluster:${cluster}`] }, source);
  const of = column(sample.table, cluster);
  const clusters = [...new Set(of)].sort((a, b) => a - b);
  const code = new Map(clusters.map((it, index) => [it, index]));
  return ({ seed, from, to }) =>
    range(from, to).map((draw) => {
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

const eraOf = (year: number): number =>
  Math.max(
    0,
    ERAS.findLastIndex((it) => it <= year),
  );

/**
 * The targets' alliance histories in a sample whose rows are put together by year. A permutation gives every target another's
 * within each era, so that what is left of the coefficient is chance.
 */
class Histories {
  readonly link: Link;
  readonly design: Design;
  readonly outcome: Float64Array;
  readonly scale: Float64Array;
  /** Place of the pact among the columns. */
  readonly place: number;
  /** First row of each year that has rows, with the year; after the last the number of rows. */
  readonly years: readonly { readonly year: number; readonly from: number; readonly to: number }[];
  private readonly target: Int32Array;
  private readonly states: number;
  /** Whether a target had a pact, by target and year from `firstYear`. */
  private readonly pact: Uint8Array;
  private readonly firstYear: number;
  private readonly span: number;

  constructor(spec: Spec, source: Source, term: string) {
    const sample = prepared({ ...spec, errors: ["cluster:year"] }, source);
    if (source.members === undefined) throw new RangeError("the rows are no pairs of states");
    const [year, target] = [column(sample.table, "year"), column(sample.table, source.members[1])];
    const order = everyRow(year.length).sort((x, y) => year[x]! - year[y]! || x - y);
    const codes = new Map([...new Set(target)].sort((x, y) => x - y).map((it, index) => [it, index]));
    this.link = linkOf(spec);
    this.place = sample.design.names.indexOf(term);
    if (this.place < 0) throw new RangeError(`the model has no term ${term}`);
    const { design, outcome, scale } = ordered(sample.design, sample.outcome, order);
    [this.design, this.outcome, this.scale] = [design, outcome, scale];
    this.target = Int32Array.from(order, (row) => codes.get(target[row]!)!);
    this.states = codes.size;
    const years: { year: number; from: number; to: number }[] = [];
    for (let at = 0; at < order.length; at++) {
      const it = year[order[at]!]!;
      const last = years.at(-1);
      if (last?.year === it) last.to = at + 1;
      else years.push({ year: it, from: at, to: at + 1 });
    }
    this.years = years;
    this.firstYear = years[0]!.year;
    this.span = years.at(-1)!.year - this.firstYear + 1;
    this.pact = new Uint8Array(this.states * this.span);
    const own = sample.design.columns[this.place]!;
    for (const it of years)
      for (let at = it.from; at < it.to; at++) if (own[order[at]!] === 1) this.pact[this.target[at]! * this.span + it.year - this.firstYear] = 1;
  }

  /** The pact column with each target's own history, or with another's by some order of the targets in each era. */
  column(orders: readonly Uint32Array[] | undefined): Float64Array {
    const made = new Float64Array(this.target.length);
    for (const { year, from, to } of this.years) {
      const order = orders?.[eraOf(year)];
      for (let at = from; at < to; at++) {
        const own = this.target[at]!;
        made[at] = this.pact[(order === undefined ? own : order[own]!) * this.span + year - this.firstYear]!;
      }
    }
    return made;
  }

  permuted(seed: number, draw: number): Float64Array {
    return this.column(ERAS.slice(1).map((_, era) => shuffled(this.states, draws(`histories of era ${era}`, seed, draw))));
  }

  /** The model with that column in the place of the pact. */
  fit(
    pact: Float64Array,
    start: Float64Array | undefined,
  ): { readonly columns: readonly Float64Array[]; readonly coefficients: Float64Array; readonly residuals: Float64Array } {
    const columns = this.design.columns.map((it, index) => (index === this.place ? pact : it));
    const { coefficients, residuals } = fitBinary({
      link: this.link,
      outcome: this.outcome,
      design: { ...this.design, columns },
      isScaled: true,
      ...(start !== undefined && { start, isRough: true }),
    });
    return { columns, coefficients, residuals };
  }
}

/** The coefficient of the pact in the data and in each permutation of the targets' histories. */
export interface Permutation {
  readonly observed: number;
  readonly drawn: readonly number[];
}

/**
 * Permutation of the targets' alliance histories within eras. Answers the coefficient of the pact in the data and in each draw,
 * of the model with the target's own history in the place of `term`.
 */
export function targetPermutation(spec: Spec, source: Source, term: string): Drawing<Permutation> {
  const histories = new Histories(spec, source, term);
  const { place } = histories;
  const whole = histories.fit(histories.column(undefined), undefined).coefficients;
  return ({ seed, from, to }) => ({
    observed: whole[place]!,
    drawn: range(from, to).map((draw) => histories.fit(histories.permuted(seed, draw), whole).coefficients[place]!),
  });
}

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
export function breakScan(spec: Spec, source: Source, term: string, years: readonly number[]): Drawing<BreakScan> {
  const histories = new Histories(spec, source, term);
  const own = histories.fit(histories.column(undefined), undefined);
  const statistics = scoreStatistics(histories, own, years);
  return ({ seed, from, to }) => ({
    years,
    statistics,
    chance: range(from, to).map((draw) => Math.max(...scoreStatistics(histories, histories.fit(histories.permuted(seed, draw), own.coefficients), years))),
  });
}

function scoreStatistics(
  { design, place, years: stretches }: Histories,
  { columns, coefficients, residuals }: ReturnType<Histories["fit"]>,
  years: readonly number[],
): readonly number[] {
  const size = columns.length;
  const weight = logitWeights({ ...design, columns }, coefficients);
  const constant = design.names.indexOf("(Intercept)");
  // From the last year back: what lies in that year or later, of products of the columns and of scores.
  const late = new Float64Array(size * size);
  const score = new Float64Array(size);
  const from = new Map<number, { readonly late: Float64Array; readonly score: Float64Array }>();
  for (const { year, from: start, to } of stretches.toReversed()) {
    addProducts({ columns, weight, from: start, to }, late);
    addSums({ columns, from: start, to }, residuals, score);
    from.set(year, { late: mirrored(late.slice(), size), score: score.slice() });
  }
  const whole = mirrored(late.slice(), size);
  return years.map((year) => {
    const first = stretches.find((it) => it.year >= year);
    const of = first === undefined ? undefined : from.get(first.year)!;
    if (of === undefined || constant < 0) return 0;
    const full = square(size + 2);
    const put = (row: number, column: number, value: number): void => {
      full.values[row * (size + 2) + column] = value;
      full.values[column * (size + 2) + row] = value;
    };
    for (let i = 0; i < size; i++) {
      for (let k = 0; k <= i; k++) put(i, k, whole[i * size + k]!);
      put(size, i, of.late[i * size + constant]!);
      put(size + 1, i, of.late[i * size + place]!);
    }
    put(size, size, of.late[constant * size + constant]!);
    put(size + 1, size, of.late[constant * size + place]!);
    put(size + 1, size + 1, of.late[place * size + place]!);
    // What the break alone explains is taken off what break and interaction explain together.
    const both = explained(full, [...new Float64Array(size), of.score[constant]!, of.score[place]!], size + 2);
    const alone = explained(full, [...new Float64Array(size), of.score[constant]!], size + 1);
    return both === undefined || alone === undefined ? 0 : Math.max(0, both - alone);
  });
}

function explained(full: ReturnType<typeof square>, score: readonly number[], size: number): number | undefined {
  const part = square(size);
  for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) part.values[i * size + k] = at(full, i, k);
  const factor = cholesky(part);
  if (factor === undefined) return undefined;
  return solveWith(factor, score).reduce((sum, it, k) => sum + it * score[k]!, 0);
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, it) => from + it);
