import type { MilpModel } from "#maths";

/** What row prices prove about a model. */
export interface Priced {
  /** No solution has a smaller objective. −∞ where a column without a bound has a reduced cost on that side. */
  readonly bound: number;
  /** cost − A'y. */
  readonly reduced: Float64Array;
  /** The prices used: those on a side without a bound are 0. */
  readonly price: Float64Array;
}

// A reduced cost on the side of a missing bound up to this is round-off.
const ROUND_OFF = 1e-9;

/** `lagrangianBound`, with what it was made of. */
export function priced(model: MilpModel, dual: Float64Array): Priced {
  const { rowCount, colCount, starts, indices, values, rowLower, rowUpper, colLower, colUpper } = model;
  const reduced = Float64Array.from(model.cost);
  const price = new Float64Array(rowCount);
  let bound = 0;
  for (let row = 0; row < rowCount; row++) {
    const y = dual[row]!;
    if (y === 0 || Number.isNaN(y)) continue;
    const at = y > 0 ? rowLower[row]! : rowUpper[row]!;
    if (at === Number.NEGATIVE_INFINITY || at === Number.POSITIVE_INFINITY) continue;
    price[row] = y;
    bound += y * at;
    for (let k = starts[row]!, end = starts[row + 1]!; k < end; k++) reduced[indices[k]!]! -= y * values[k]!;
  }
  for (let column = 0; column < colCount; column++) {
    const d = reduced[column]!;
    if (d === 0) continue;
    const at = d > 0 ? colLower[column]! : colUpper[column]!;
    if (Number.isFinite(at)) bound += d * at;
    else if (Math.abs(d) > ROUND_OFF) return { bound: Number.NEGATIVE_INFINITY, reduced, price };
  }
  return { bound, reduced, price };
}

/**
 * The best bound on the way from one vector of prices to another. The bound is concave along it, so that a few halvings
 * find its peak. `tries` evaluations at most.
 */
export function bestBetween(model: MilpModel, from: Priced, to: Priced, tries: number): Priced {
  let [low, high] = [0, 1];
  let best = to.bound > from.bound ? to : from;
  const slopeAt = (at: Priced): number => slope(model, at, from.price, to.price);
  if (slopeAt(from) <= 0) return best;
  if (slopeAt(to) >= 0) return best;
  for (let k = 0; k < tries; k++) {
    const part = (low + high) / 2;
    const here = priced(model, from.price.map((it, row) => it + part * (to.price[row]! - it)));
    if (here.bound > best.bound) best = here;
    if (slopeAt(here) > 0) low = part;
    else high = part;
  }
  return best;
}

/** How the bound moves at some prices along `to − from`: the prices' step times what the rows lack at the columns' best ends. */
function slope(model: MilpModel, { price, reduced }: Priced, from: Float64Array, to: Float64Array): number {
  const { starts, indices, values, colLower, colUpper } = model;
  let sum = 0;
  for (let row = 0; row < model.rowCount; row++) {
    const step = to[row]! - from[row]!;
    if (step === 0) continue;
    const sign = price[row]! !== 0 ? price[row]! : step;
    const at = sign > 0 ? model.rowLower[row]! : model.rowUpper[row]!;
    let activity = 0;
    for (let k = starts[row]!, end = starts[row + 1]!; k < end; k++) {
      const column = indices[k]!;
      activity += values[k]! * (reduced[column]! >= 0 ? colLower[column]! : colUpper[column]!);
    }
    sum += step * (at - activity);
  }
  return sum;
}
