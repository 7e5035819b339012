import type { Formulation } from "../formulate.ts";

/** Row prices as a plan carries them: only those that are not nought. */
export interface PriceRecord {
  /** Rows with a price, each as its distance from the one before; the first from 0. */
  readonly at: readonly number[];
  readonly prices: readonly number[];
}

// Digits kept of a price. Any prices prove a bound: fewer digits prove a little less.
const DIGITS = 12;

/** @example recordOf(new Float64Array([0, 2, 0, -1])) // → { at: [1, 2], prices: [2, -1] } */
export function recordOf(dual: Float64Array): PriceRecord {
  const at: number[] = [];
  const prices: number[] = [];
  let before = 0;
  dual.forEach((price, row) => {
    if (price === 0 || !Number.isFinite(price)) return;
    at.push(row - before);
    prices.push(Number(price.toPrecision(DIGITS)));
    before = row;
  });
  return { at, prices };
}

/** The prices of so many rows again. Absent: the record names a row that does not exist, or no number. @example pricesOf({ at: [1, 2], prices: [2, -1] }, 4) // → [0, 2, 0, -1] */
export function pricesOf({ at, prices }: PriceRecord, rows: number): Float64Array | undefined {
  const dual = new Float64Array(rows);
  if (at.length !== prices.length) return undefined;
  let row = 0;
  for (const [k, step] of at.entries()) {
    row += step;
    const price = prices[k]!;
    if (!Number.isInteger(step) || step < (k === 0 ? 0 : 1) || row >= rows || !Number.isFinite(price)) return undefined;
    dual[row] = price;
  }
  return dual;
}

/**
 * Prices of the rows of one formulation put on those of another, by what the rows are about; further rows at the end, of earlier
 * objectives kept, by their order. A row that the other lacks loses its price, which proves no more than before.
 */
export function carriedPrices(from: Formulation, dual: Float64Array, into: Formulation): Float64Array {
  const extra = Math.max(dual.length - from.model.rowCount, 0);
  const prices = new Float64Array(into.model.rowCount + extra);
  const placeOf = new Map<string, number>();
  eachRow(into, () => true, (key, row) => void placeOf.set(key, row));
  eachRow(from, (row) => dual[row] !== 0, (key, row) => {
    const place = placeOf.get(key);
    if (place !== undefined) prices[place] = dual[row]!;
  });
  for (let k = 0; k < extra; k++) prices[into.model.rowCount + k] = dual[from.model.rowCount + k]!;
  return prices;
}

/** Names rows by what they are about; of several about the same, by their order. */
function eachRow({ model, on }: Formulation, wanted: (row: number) => boolean, use: (key: string, row: number) => void): void {
  on.blocks.forEach((block, b) => {
    const seen = new Map<string, number>();
    const end = on.blocks[b + 1]?.first ?? model.rowCount;
    for (let row = block.first; row < end; row++) {
      const about = block.about(row - block.first);
      const count = seen.get(about) ?? 0;
      seen.set(about, count + 1);
      if (wanted(row)) use(`${block.constraint} ${about} ${count}`, row);
    }
  });
}
