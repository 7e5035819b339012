import { type MilpModel, withElastic } from "#maths";
import { activityOf } from "./propagate.ts";

/**
 * Rows in which whole and continuous columns meet and that continuous columns at their lower bounds do not meet by
 * themselves whatever the whole ones are: with fixed choices these are the rows that several rows together can break.
 * Every such row gets a slack at a price, so that any choice that meets the rows of whole columns alone can be completed.
 * @example y ≤ 5 · open is left alone (y = 0 meets it); y ≥ 3 · open becomes elastic
 */
export function completable(model: MilpModel, dual: Float64Array): { readonly model: MilpModel; readonly firstSlack: number } {
  const rows: number[] = [];
  const lower = Float64Array.from(model.colLower);
  const upper = Float64Array.from(model.colUpper);
  for (let column = 0; column < model.colCount; column++) if (model.whole?.[column] !== 1) upper[column] = Number.isFinite(lower[column]!) ? lower[column]! : upper[column]!;
  for (let row = 0; row < model.rowCount; row++) {
    let wholes = 0;
    const size = model.starts[row + 1]! - model.starts[row]!;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) wholes += model.whole?.[model.indices[at]!] ?? 0;
    if (wholes === 0 || wholes === size) continue;
    const it = activityOf(model, { lower, upper }, row);
    const isMet = it.leastInfinite === 0 && it.mostInfinite === 0 && it.least >= model.rowLower[row]! - 1e-9 && it.most <= model.rowUpper[row]! + 1e-9;
    if (!isMet) rows.push(row);
  }
  // Dear enough that no relaxation of any price keeps a slack that could go, near enough to the others that they still count.
  let price = 0;
  for (const it of dual) price = Math.max(price, Math.abs(it));
  for (const it of model.cost) price = Math.max(price, Math.abs(it));
  return withElastic(model, rows, { price: Math.max(price, 1) * DEAR, most: Number.POSITIVE_INFINITY });
}

// Price of a slack, in multiples of the largest row price or cost.
const DEAR = 10;
