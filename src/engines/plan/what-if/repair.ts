import type { MilpModel } from "#maths";

// Sweeps over the rows. Each passes on what the one before took away: from a line to deliveries, to what is counted, to what is short.
const SWEEPS = 30;
// Breach of a row that is not worth a move. In the units of the model, which are near one.
const STILL = 1e-10;

/**
 * A plan near a point that breaks rows, by arithmetic alone: in every row that is broken, decisions that cost nothing are
 * cut back in proportion, and where that is not enough, what is priced (what is short, the ways out) takes the rest.
 * Decisions only fall and priced ones only rise, so that it settles. Answers the point it settles at, which may still break
 * a row that has no way out: whoever uses it checks it.
 * @example repaired(model, primal) // a line lost: its deliveries are nought, and what they counted for is short
 */
export function repaired(model: MilpModel, primal: Float64Array): Float64Array {
  const x = Float64Array.from(primal);
  for (let sweep = 0; sweep < SWEEPS; sweep++) if (!sweepOnce(model, x)) break;
  return x;
}

/** Whether anything moved. */
function sweepOnce(model: MilpModel, x: Float64Array): boolean {
  let isMoved = false;
  for (let row = 0; row < model.rowCount; row++) {
    let need = needOf(model, x, row);
    if (need === 0) continue;
    const before = need;
    need -= cutBack(model, x, { row, need });
    if (Math.abs(need) > STILL) need -= raise(model, x, { row, need });
    isMoved ||= Math.abs(before - need) > STILL;
  }
  return isMoved;
}

/** By how much the activity of a row must rise (above 0) or fall (below 0). */
function needOf({ starts, indices, values, rowLower, rowUpper }: MilpModel, x: Float64Array, row: number): number {
  let activity = 0;
  for (let k = starts[row]!, end = starts[row + 1]!; k < end; k++) activity += values[k]! * x[indices[k]!]!;
  if (activity < rowLower[row]! - STILL) return rowLower[row]! - activity;
  return activity > rowUpper[row]! + STILL ? rowUpper[row]! - activity : 0;
}

interface Ask {
  readonly row: number;
  readonly need: number;
}

/** Lowers what costs nothing, all by the same part of the way to their lower bounds. Answers how much of the need is met. */
function cutBack({ starts, indices, values, cost, colLower }: MilpModel, x: Float64Array, { row, need }: Ask): number {
  const [start, end] = [starts[row]!, starts[row + 1]!];
  const may = (k: number): boolean => values[k]! * need < 0 && cost[indices[k]!]! <= 0;
  let room = 0;
  for (let k = start; k < end; k++) if (may(k)) room += Math.abs(values[k]!) * (x[indices[k]!]! - colLower[indices[k]!]!);
  if (room <= 0) return 0;
  const part = Math.min(Math.abs(need) / room, 1);
  for (let k = start; k < end; k++) {
    if (!may(k)) continue;
    const column = indices[k]!;
    x[column] = part === 1 ? colLower[column]! : x[column]! - part * (x[column]! - colLower[column]!);
  }
  return Math.sign(need) * part * room;
}

/** Raises what is priced, the cheapest first. */
function raise({ starts, indices, values, cost, colUpper }: MilpModel, x: Float64Array, { row, need }: Ask): number {
  const ways: number[] = [];
  for (let k = starts[row]!; k < starts[row + 1]!; k++) if (values[k]! * need > 0 && cost[indices[k]!]! > 0) ways.push(k);
  ways.sort((a, b) => cost[indices[a]!]! / Math.abs(values[a]!) - cost[indices[b]!]! / Math.abs(values[b]!));
  let left = Math.abs(need);
  for (const k of ways) {
    if (left <= 0) break;
    const column = indices[k]!;
    const step = Math.min(left / Math.abs(values[k]!), colUpper[column]! - x[column]!);
    if (step <= 0) continue;
    x[column]! += step;
    left -= step * Math.abs(values[k]!);
  }
  return Math.sign(need) * (Math.abs(need) - left);
}
