import type { MilpModel } from "#maths";
import { type Formulation, MONEY_SCALE, type Objective } from "../formulate.ts";

/** A model that always has a solution: what a change makes impossible is priced, not refused. */
export interface ElasticModel {
  readonly model: MilpModel;
  /** Row of each added column, in order; the first added column is `model.colCount − rows.length`. */
  readonly rows: Int32Array;
}

// Price of a whole year's budget overrun, or of a whole programme not delivered: above what either could ever bring. It is
// that of a missed lot, in the units of the objective.
const BREACH = 50;
// A requirement held by a bound in the money objective, in costs of buying the whole of it.
const UNCOVERED = 4;

/**
 * The model of one objective with a priced way out of every budget, programme and, where bounds keep the coverage, every
 * requirement. Without a breach its solutions are those of the formulation.
 */
export function elasticOf({ model, costs, on }: Formulation, objective: Objective): ElasticModel {
  const { world } = on;
  const T = world.years.length;
  const rows: number[] = [];
  const signs: number[] = [];
  const prices: number[] = [];
  on.blocks.forEach((block, b) => {
    const end = on.blocks[b + 1]?.first ?? model.rowCount;
    const isRequirement = block.constraint === "requirement";
    if (block.constraint !== "budget" && block.constraint !== "programme" && !(isRequirement && objective === "money")) return;
    const leaves = isRequirement ? leavesOf(on.allianceShort, T) : [];
    for (let row = block.first; row < end; row++) {
      rows.push(row);
      signs.push(block.constraint === "budget" ? -1 : 1);
      const leaf = leaves[row - block.first];
      prices.push(leaf === undefined ? BREACH : BREACH + (UNCOVERED * world.worth[leaf]! * Math.max(...world.leaves[leaf]!.required)) / MONEY_SCALE);
    }
  });
  const { colCount, rowCount } = model;
  const more = rows.length;
  const own = new Int32Array(rowCount).fill(-1);
  rows.forEach((row, at) => void (own[row] = at));
  const starts = new Int32Array(rowCount + 1);
  const indices = new Int32Array(model.indices.length + more);
  const values = new Float64Array(indices.length);
  let shift = 0;
  for (let row = 0; row < rowCount; row++) {
    const [start, end] = [model.starts[row]!, model.starts[row + 1]!];
    indices.set(model.indices.subarray(start, end), start + shift);
    values.set(model.values.subarray(start, end), start + shift);
    const at = own[row]!;
    if (at >= 0) {
      indices[end + shift] = colCount + at;
      values[end + shift++] = signs[at]!;
    }
    starts[row + 1] = end + shift;
  }
  const grown = (values_: Float64Array, added: (at: number) => number): Float64Array => {
    const all = new Float64Array(colCount + more);
    all.set(values_);
    for (let at = 0; at < more; at++) all[colCount + at] = added(at);
    return all;
  };
  return {
    rows: Int32Array.from(rows),
    model: {
      colCount: colCount + more,
      rowCount,
      cost: grown(costs[objective], (at) => prices[at]!),
      colLower: grown(model.colLower, () => 0),
      // An overrun of everything that could be paid for is enough; the others are shares of a whole.
      colUpper: grown(model.colUpper, (at) => (signs[at] === -1 ? overrunMost(model, rows[at]!) : 1)),
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

const leavesOf = (allianceShort: Int32Array, T: number): number[] => [...allianceShort].flatMap((column, at) => (column < 0 ? [] : [Math.floor(at / T)]));
