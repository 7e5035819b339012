import type { MilpModel } from "#maths";

/**
 * Where the distance between a solution and a bound comes from: for row prices `dual` of the linear relaxation and any
 * solution, objective − Lagrangian bound = Σ_j |reduced cost_j| · (distance of x_j from the bound that its sign asks for)
 * + Σ_i |price_i| · (slack of row i on the priced side). The part of each column is its own term and its even share of the
 * terms of its rows. Unit: the objective's. Terms that are infinite count 0.
 * Source: linear duality, complementary slackness written out.
 * @example a solution that meets complementary slackness → every part is 0
 */
export function gapByColumn(model: MilpModel, dual: Float64Array, primal: Float64Array): Float64Array {
  const reduced = Float64Array.from(model.cost);
  const parts = new Float64Array(model.colCount);
  for (let row = 0; row < model.rowCount; row++) {
    const price = dual[row]!;
    const first = model.starts[row]!;
    const last = model.starts[row + 1]!;
    if (price === 0 || first === last) continue;
    let activity = 0;
    for (let at = first; at < last; at++) {
      const column = model.indices[at]!;
      activity += model.values[at]! * primal[column]!;
      reduced[column]! -= price * model.values[at]!;
    }
    const slack = price > 0 ? activity - model.rowLower[row]! : activity - model.rowUpper[row]!;
    const term = price * slack;
    if (Number.isFinite(term) && term > 0) for (let at = first; at < last; at++) parts[model.indices[at]!]! += term / (last - first);
  }
  for (let column = 0; column < model.colCount; column++) {
    const price = reduced[column]!;
    const at = price > 0 ? model.colLower[column]! : model.colUpper[column]!;
    const term = price * (primal[column]! - at);
    if (Number.isFinite(term) && term > 0) parts[column]! += term;
  }
  return parts;
}

/**
 * Bounds of whole columns that every solution better than `cutoff` keeps, from row prices and the bound they prove: a column
 * whose reduced cost carries it past the cutoff within so many steps cannot move further. Answers how many were fixed.
 * Source: reduced cost fixing; Dantzig, Fulkerson, Johnson (1954).
 * @example bound 10, cutoff 12, a 0/1 column at 0 with reduced cost 3 → it is fixed at 0
 */
export function fixByReducedCost({ model, dual, bound, cutoff, lower, upper }: { readonly model: MilpModel; readonly dual: Float64Array; readonly bound: number; readonly cutoff: number; readonly lower: Float64Array; readonly upper: Float64Array }): number {
  const room = cutoff - bound;
  if (!(room >= 0) || model.whole === undefined) return 0;
  const reduced = Float64Array.from(model.cost);
  for (let row = 0; row < model.rowCount; row++) {
    let price = dual[row]!;
    if (price > 0 && model.rowLower[row] === Number.NEGATIVE_INFINITY) price = 0;
    if (price < 0 && model.rowUpper[row] === Number.POSITIVE_INFINITY) price = 0;
    if (price !== 0) for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) reduced[model.indices[at]!]! -= price * model.values[at]!;
  }
  let fixed = 0;
  for (let column = 0; column < model.colCount; column++) {
    if (model.whole[column] !== 1 || lower[column] === upper[column]) continue;
    const price = reduced[column]!;
    if (Math.abs(price) < 1e-9) continue;
    // A step inward, so that round-off never cuts off a solution as good as the cutoff.
    const steps = Math.floor(room / Math.abs(price) + 1e-6);
    if (price > 0 && model.colLower[column]! + steps < upper[column]!) upper[column] = Math.max(model.colLower[column]! + steps, lower[column]!);
    else if (price < 0 && model.colUpper[column]! - steps > lower[column]!) lower[column] = Math.min(model.colUpper[column]! - steps, upper[column]!);
    else continue;
    if (lower[column] === upper[column]) fixed += 1;
  }
  return fixed;
}
