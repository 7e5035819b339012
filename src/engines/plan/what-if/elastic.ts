import type { MilpModel } from "#maths";
import type { Formulation } from "../formulate.ts";

/** A model that always has a solution: what a change makes impossible is priced, not refused. */
export interface ElasticModel {
  readonly model: MilpModel;
  /** Row of each added column, in order; the first added column is `model.colCount − rows.length`. */
  readonly rows: Int32Array;
}

export interface ElasticAsk {
  readonly formulation: Formulation;
  /** Price of a whole year's budget overrun, of a whole programme not delivered, of a limit exceeded by its unit. */
  readonly breach: number;
  /** What each limit that can be exceeded may be exceeded by for nothing, in its own column: what the base plan must exceed. Absent: no limit of it. */
  readonly allowed?: Float64Array;
}

/**
 * The shortfall model with a priced way out of every budget, every programme, and every limit that the base plan itself has to
 * exceed (burden band, ramp, fallback) beyond what it exceeds there. Without a breach its solutions are those of the formulation.
 * Unit of the objective: weighted shortfall-years, without the formulation's constant.
 */
export function elasticOf({ formulation, breach, allowed }: ElasticAsk): ElasticModel {
  const { model, costs, on } = formulation;
  const rows: number[] = [];
  const signs: number[] = [];
  const caps: number[] = [];
  const colUpper = Float64Array.from(model.colUpper);
  const add = (row: number, sign: number, cap: number): void => {
    rows.push(row);
    signs.push(sign);
    caps.push(cap);
  };
  on.blocks.forEach((block, b) => {
    const end = on.blocks[b + 1]?.first ?? model.rowCount;
    // An overrun of everything that could be paid for is enough.
    if (block.constraint === "budget") for (let row = block.first; row < end; row++) if (model.rowUpper[row]! < Number.POSITIVE_INFINITY) add(row, -1, overrunMost(model, row));
    if (block.constraint === "programme") for (let row = block.first; row < end; row++) add(row, 1, 1);
  });
  if (allowed !== undefined && on.elastic.length > 0) {
    const isElastic = new Uint8Array(model.colCount);
    for (const column of on.elastic) isElastic[column] = 1;
    for (let row = 0; row < model.rowCount; row++) {
      for (let k = model.starts[row]!; k < model.starts[row + 1]!; k++) {
        const column = model.indices[k]!;
        if (isElastic[column] === 0) continue;
        add(row, model.values[k]!, model.colUpper[column]!);
        colUpper[column] = Math.min(model.colUpper[column]!, Math.max(allowed[column]!, 0));
      }
    }
  }
  // Entries are added row by row.
  const order = rows.map((_, at) => at).sort((a, b) => rows[a]! - rows[b]!);
  return withElastics({ ...model, cost: costs.shortfall, colUpper }, { rows: order.map((at) => rows[at]!), signs: order.map((at) => signs[at]!), caps: order.map((at) => caps[at]!), price: breach });
}

interface Elastics {
  readonly rows: readonly number[];
  readonly signs: readonly number[];
  readonly caps: readonly number[];
  readonly price: number;
}

function withElastics(model: MilpModel, { rows, signs, caps, price }: Elastics): ElasticModel {
  const { colCount, rowCount } = model;
  const more = rows.length;
  const starts = new Int32Array(rowCount + 1);
  const indices = new Int32Array(model.indices.length + more);
  const values = new Float64Array(indices.length);
  // Entries up to the end of each row that gets one more are copied in one go.
  let copied = 0;
  const copyTo = (end: number, shift: number): void => {
    indices.set(model.indices.subarray(copied, end), copied + shift);
    values.set(model.values.subarray(copied, end), copied + shift);
    copied = end;
  };
  for (let at = 0; at < more; at++) {
    const end = model.starts[rows[at]! + 1]!;
    copyTo(end, at);
    indices[end + at] = colCount + at;
    values[end + at] = signs[at]!;
  }
  copyTo(model.indices.length, more);
  for (let row = 0, at = 0; row < rowCount; row++) {
    while (at < more && rows[at] === row) at++;
    starts[row + 1] = model.starts[row + 1]! + at;
  }
  const grown = (old: Float64Array, added: (at: number) => number): Float64Array => {
    const all = new Float64Array(colCount + more);
    all.set(old);
    for (let of = 0; of < more; of++) all[colCount + of] = added(of);
    return all;
  };
  return {
    rows: Int32Array.from(rows),
    model: {
      colCount: colCount + more,
      rowCount,
      cost: grown(model.cost, () => price),
      colLower: grown(model.colLower, () => 0),
      colUpper: grown(model.colUpper, (of) => caps[of]!),
      rowLower: model.rowLower,
      rowUpper: model.rowUpper,
      starts,
      indices,
      values,
    },
  };
}

/** Most that the columns of a row could exceed its upper bound by. */
function overrunMost(model: MilpModel, row: number): number {
  let most = -model.rowUpper[row]!;
  for (let k = model.starts[row]!; k < model.starts[row + 1]!; k++) {
    const value = model.values[k]!;
    most += value > 0 ? value * model.colUpper[model.indices[k]!]! : value * model.colLower[model.indices[k]!]!;
  }
  return Math.max(most, 0);
}
