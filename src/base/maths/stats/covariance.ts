import type { Design } from "./design.ts";
import { at, clipped, sandwich, type Square, square } from "./matrix.ts";

/** A covariance, and the variances in it that are below nought or not a number, which no error can be taken from. */
export interface RobustCovariance {
  readonly matrix: Square;
  readonly clusters: number;
  /** Places with a negative variance, or with none. */
  readonly negative: readonly number[];
}

/** What a robust covariance is made from: the bread, and each row's part in the score, as residual times columns or by itself. */
export type ScoreAsk = { readonly covariance: Square } & (
  | { readonly kind: "residuals"; readonly residuals: Float64Array; readonly design: Design }
  /** Row by row. */
  | { readonly kind: "rows"; readonly scoreRows: Float64Array }
);

/**
 * Covariance where rows of a cluster may go together: B · Σ s_g s_g' · B, times G/(G−1) for models of residuals. Score rows, which are
 * those of spells and of matched sets, take no factor (Lin and Wei 1989), as in R's survival package.
 * @param cluster dense numbers from 0, by row.
 */
export function clusterCovariance(ask: ScoreAsk, cluster: ArrayLike<number>): RobustCovariance {
  const { sums, count } = scoreSums(ask, [cluster]);
  const meat = outer(sums, ask.covariance.size);
  const factor = count <= 1 ? Number.NaN : ask.kind === "residuals" ? count / (count - 1) : 1;
  for (let it = 0; it < meat.values.length; it++) meat.values[it]! *= factor;
  return told(sandwich(ask.covariance, meat), count);
}

/**
 * Covariance where rows that share a member may go together: B · (Σ over members − Σ over pairs) · B (Aronow, Samii and
 * Assenova 2015). It need not be positive: single variances may come out below nought, and joint tests from it are worthless.
 * Where all rows that a variance is made of share one member, their sum over it is the whole score, which is nought, and the pairs cancel:
 * what is left is rounding, so that variance is not a number.
 * @param members dense numbers of the two members, by row.
 * @param pair dense numbers of the undirected pair, by row.
 */
export function dyadicCovariance(ask: ScoreAsk, members: readonly [ArrayLike<number>, ArrayLike<number>], pair: ArrayLike<number>): RobustCovariance {
  const states = scoreSums(ask, members);
  const pairs = scoreSums(ask, [pair]);
  const { size } = ask.covariance;
  const once = outer(states.sums, size);
  const twice = outer(pairs.sums, size);
  const [less, more] = [-1, 1].map((sign) => sandwich(ask.covariance, { size, values: once.values.map((it, index) => it + sign * twice.values[index]!) })) as [Square, Square];
  const isShared = hasSharedMember(members);
  const isCancelled = Array.from({ length: size }, (_, it) => isShared || Math.abs(at(less, it, it)) <= CANCELLED * at(more, it, it));
  return told({ size, values: less.values.map((it, index) => (isCancelled[Math.floor(index / size)]! || isCancelled[index % size]! ? Number.NaN : it)) }, states.count);
}

/** Share of what is added up and taken off again below which a variance is rounding: six digits more than its error keeps. */
const CANCELLED = 1e-9;

/** Whether one member is in every row: it is one of the two of the first. */
function hasSharedMember([one, two]: readonly [ArrayLike<number>, ArrayLike<number>]): boolean {
  const rows = Array.from({ length: one.length }, (_, row) => row);
  return [one[0], two[0]].some((member) => rows.every((row) => one[row] === member || two[row] === member));
}

/** The covariance with its negative eigenvalues set to nought, for those who need one that is positive. */
export const repaired = (of: RobustCovariance): RobustCovariance => told(clipped(of.matrix), of.clusters);

const told = (matrix: Square, clusters: number): RobustCovariance => ({
  matrix,
  clusters,
  negative: Array.from({ length: matrix.size }, (_, it) => it).filter((it) => !(at(matrix, it, it) >= 0)),
});

/** Standard errors; not a number where the variance is below nought. */
export const standardErrors = ({ values, size }: Square): Float64Array => Float64Array.from({ length: size }, (_, it) => Math.sqrt(values[it * size + it]!));

function scoreSums(ask: ScoreAsk, groups: readonly ArrayLike<number>[]): { readonly sums: Float64Array; readonly count: number } {
  const { size } = ask.covariance;
  const rowCount = ask.kind === "residuals" ? ask.design.rowCount : ask.scoreRows.length / size;
  let most = -1;
  for (const group of groups) for (let row = 0; row < rowCount; row++) most = Math.max(most, group[row]!);
  const sums = new Float64Array((most + 1) * size);
  const isThere = new Uint8Array(most + 1);
  for (const group of groups) {
    for (let row = 0; row < rowCount; row++) isThere[group[row]!] = 1;
    if (ask.kind === "residuals") {
      for (const [index, column] of ask.design.columns.entries())
        for (let row = 0; row < rowCount; row++) sums[group[row]! * size + index]! += ask.residuals[row]! * column[row]!;
    } else {
      for (let row = 0; row < rowCount; row++)
        for (let index = 0; index < size; index++) sums[group[row]! * size + index]! += ask.scoreRows[row * size + index]!;
    }
  }
  return { sums, count: isThere.reduce((sum, it) => sum + it, 0) };
}

function outer(sums: Float64Array, size: number): Square {
  const made = square(size);
  for (let from = 0; from < sums.length; from += size) {
    for (let row = 0; row < size; row++) {
      const left = sums[from + row]!;
      if (left !== 0) for (let column = 0; column < size; column++) made.values[row * size + column]! += left * sums[from + column]!;
    }
  }
  return made;
}
