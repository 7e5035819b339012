import { type Alike, countsIn } from "./alike.ts";
import { drawAt } from "./draws.ts";
import type { Coalition } from "./game.ts";

/** Coalitions whose total share is settled, and what follows from them for others. Shares and directions are those of a player of each class. */
export interface Span {
  readonly rank: number;
  /** Settles the total of a coalition. Answers whether that was news: not a combination of what was settled before. */
  readonly settle: (coalition: Coalition, total: number) => boolean;
  /** Whether the total of a coalition follows from what is settled. */
  readonly follows: (coalition: Coalition) => boolean;
  /** Settled coalitions, independent of one another. */
  readonly settled: readonly { readonly coalition: Coalition; readonly total: number }[];
  /** Two generic directions in which the shares may still move, of size 1. */
  readonly open: () => readonly [Float64Array, Float64Array];
  /** Shares near the given ones that keep every settled total. */
  readonly onto: (shares: Float64Array) => Float64Array;
  /** The shares, once as many independent totals are settled as there are classes. */
  readonly shares: () => Float64Array;
}

// Entries of reduced rows are ratios of determinants of small counts; below this they are round-off.
const ROUND_OFF = 1e-9;

/** Keeps settled totals in reduced row echelon form, by Gauss and Jordan with the largest pivot. */
export function spanOf(alike: Alike): Span {
  const classes = alike.members.length;
  const rows: { pivot: number; row: Float64Array; total: number }[] = [];
  const settled: { coalition: Coalition; total: number }[] = [];
  const reduced = (coalition: Coalition, total: number): { row: Float64Array; total: number; pivot: number } => {
    const row = countsIn(alike, coalition);
    let rest = total;
    for (const it of rows) {
      const factor = row[it.pivot]!;
      if (factor === 0) continue;
      for (let i = 0; i < classes; i++) row[i]! -= factor * it.row[i]!;
      row[it.pivot] = 0;
      rest -= factor * it.total;
    }
    let pivot = 0;
    for (let i = 1; i < classes; i++) if (Math.abs(row[i]!) > Math.abs(row[pivot]!)) pivot = i;
    return { row, total: rest, pivot };
  };
  const isNothing = (it: { readonly row: Float64Array; readonly pivot: number }): boolean => Math.abs(it.row[it.pivot]!) < ROUND_OFF;
  return {
    get rank() {
      return rows.length;
    },
    settled,
    follows: (coalition) => isNothing(reduced(coalition, 0)),
    settle: (coalition, total) => {
      const it = reduced(coalition, total);
      if (isNothing(it)) return false;
      const scale = it.row[it.pivot]!;
      const row = it.row.map((value) => value / scale);
      const fresh = { pivot: it.pivot, row, total: it.total / scale };
      for (const old of rows) {
        const factor = old.row[it.pivot]!;
        if (factor === 0) continue;
        for (let i = 0; i < classes; i++) old.row[i]! -= factor * row[i]!;
        old.row[it.pivot] = 0;
        old.total -= factor * fresh.total;
      }
      rows.push(fresh);
      settled.push({ coalition, total });
      return true;
    },
    open: () => [directionOf(rows, classes, 1), directionOf(rows, classes, 2)],
    onto: (shares) => {
      const near = Float64Array.from(shares);
      for (const it of rows) {
        let rest = it.total;
        for (let i = 0; i < classes; i++) if (i !== it.pivot) rest -= it.row[i]! * shares[i]!;
        near[it.pivot] = rest;
      }
      return near;
    },
    shares: () => {
      const shares = new Float64Array(classes);
      for (const it of rows) shares[it.pivot] = it.total;
      return shares;
    },
  };
}

/** A generic vector that every settled row sends to nothing: free classes at drawn numbers, pivots follow. */
function directionOf(rows: readonly { readonly pivot: number; readonly row: Float64Array }[], classes: number, seed: number): Float64Array {
  const direction = Float64Array.from({ length: classes }, (_, i) => 0.5 + drawAt(seed, i));
  for (const it of rows) direction[it.pivot] = 0;
  const free = Float64Array.from(direction);
  for (const it of rows) {
    let sum = 0;
    for (let i = 0; i < classes; i++) sum += it.row[i]! * free[i]!;
    direction[it.pivot] = Math.abs(sum) < ROUND_OFF ? 0 : -sum;
  }
  const size = Math.max(...direction.map(Math.abs));
  return size > 0 ? direction.map((it) => it / size) : direction;
}
