import { lagrangianBound, type MilpModel } from "#maths";
import type { SolveAnswer, SolveRequest } from "../solver.ts";
import type { Block } from "./blocks.ts";
import { type ColumnView, columnsOf } from "./columns.ts";
import { SEARCH } from "./parameters.ts";

export interface BlockBoundAsk {
  /** Every column that a price may move has both ends. */
  readonly model: MilpModel;
  readonly blocks: readonly Block[];
  /** Row prices of the linear relaxation. */
  readonly dual: Float64Array;
  readonly solve: (request: Omit<SolveRequest, "timeLimit"> & { readonly timeLimit?: number }) => Promise<SolveAnswer>;
  readonly isOver: () => boolean;
  /** Told each bound, the last the best. */
  readonly onBound: (bound: number) => void;
}

/** One block with all that ties it to others paid for at the prices of those rows. */
interface Posed {
  readonly model: MilpModel;
  /** What row prices alone prove of its least. */
  readonly floor: number;
}

/**
 * Proves more than the linear relaxation can: rows that tie blocks together are paid for at their prices, and then every block's
 * least in whole numbers is a matter of its own. The bound is that of the prices, and for each block by how much its least in
 * whole numbers lies above what the prices prove of it.
 * Source: Geoffrion, Lagrangean relaxation for integer programming (1974), section 3: it is never below the linear relaxation.
 * @example a block whose choice of 0/1 is 0.3 in the relaxation and costs 10 → up to 7 more
 */
export async function blockBound({ model, blocks, dual, solve, isOver, onBound }: BlockBoundAsk): Promise<void> {
  const columns = columnsOf(model);
  const price = await dearer({ model, columns, blocks, dual, solve, isOver });
  const base = lagrangianBound(model, price);
  let gain = 0;
  for (const block of blocks) {
    if (isOver()) return;
    const posed = pose(model, columns, block, price);
    const gap = Math.min((SEARCH.blockGap * Math.abs(base)) / Math.max(Math.abs(posed.floor), 1e-9), SEARCH.partGapMost);
    const answer = await solve({ model: posed.model, name: "block", timeLimit: SEARCH.blockSeconds, gap });
    // Of a block without a solution the search is to hear from the model itself.
    if (answer.status !== "optimal" && answer.status !== "feasible" && answer.status !== "stopped") continue;
    if (!(answer.bound > posed.floor) || !Number.isFinite(answer.bound)) continue;
    gain += answer.bound - posed.floor;
    onBound(base + gain);
  }
}

/** Poses a block as a model of its own. */
function pose(model: MilpModel, columns: ColumnView, block: Block, price: Float64Array): Posed {
  const isOwn = new Uint8Array(model.rowCount);
  for (const row of block.rows) isOwn[row] = 1;
  const place = new Int32Array(model.colCount);
  block.columns.forEach((column, at) => { place[column] = at; });
  const cost = Float64Array.from(block.columns, (column) => reducedCost(model, columns, price, column, isOwn));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of block.rows) {
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      indices.push(place[model.indices[at]!]!);
      values.push(model.values[at]!);
    }
    starts.push(indices.length);
  }
  const ofColumns = (from: Float64Array): Float64Array => Float64Array.from(block.columns, (column) => from[column]!);
  const ofRows = (from: Float64Array): Float64Array => Float64Array.from(block.rows, (row) => from[row]!);
  const posed: MilpModel = {
    colCount: block.columns.length,
    rowCount: block.rows.length,
    cost,
    colLower: ofColumns(model.colLower),
    colUpper: ofColumns(model.colUpper),
    rowLower: ofRows(model.rowLower),
    rowUpper: ofRows(model.rowUpper),
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
    whole: Uint8Array.from(block.columns, (column) => model.whole?.[column] ?? 0),
  };
  return { model: posed, floor: lagrangianBound(posed, ofRows(price)) };
}

/** A column's cost less what the prices of its rows come to, those left out aside. */
function reducedCost(model: MilpModel, columns: ColumnView, price: Float64Array, column: number, isOut?: Uint8Array): number {
  let cost = model.cost[column]!;
  for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
    const row = columns.rows[at]!;
    if (isOut?.[row] !== 1) cost -= price[row]! * columns.values[at]!;
  }
  return cost;
}

/**
 * Row prices that a bound can be read from: none where a row has no end on the priced side. Of a row that asks for a choice of
 * one of several blocks, such as who leads, the relaxation takes a little of each at no cost; it is made dearer by the least that
 * any one of them costs in full, so that still none gains by it.
 */
async function dearer({ model, columns, blocks, dual, solve, isOver }: Omit<BlockBoundAsk, "onBound"> & { readonly columns: ColumnView }): Promise<Float64Array> {
  const price = dual.map((it, row) => (Number.isNaN(it) || (it > 0 && model.rowLower[row] === Number.NEGATIVE_INFINITY) || (it < 0 && model.rowUpper[row] === Number.POSITIVE_INFINITY) ? 0 : it));
  const blockOf = new Int32Array(model.colCount).fill(-1);
  blocks.forEach((block, at) => block.columns.forEach((column) => { blockOf[column] = at; }));
  const asking = Array.from({ length: model.rowCount }, (_, row) => row).filter((row) => price[row]! >= 0 && asksForOne(model, blockOf, row));
  const full = new Map<number, number>();
  const inRows = new Set(asking.flatMap((row) => Array.from(model.indices.subarray(model.starts[row]!, model.starts[row + 1]!))));
  if (inRows.size > SEARCH.dearerMost) return price;
  for (const column of inRows) if (blockOf[column] === -1) full.set(column, Math.max(reducedCost(model, columns, price, column), 0));
  for (const [at, block] of blocks.entries()) {
    const chosen = [...inRows].filter((column) => blockOf[column] === at && model.colUpper[column]! > model.colLower[column]!);
    if (chosen.length === 0 || isOver()) continue;
    const { model: { whole: _whole, ...relaxed } } = pose(model, columns, block, price);
    const free = await solve({ model: relaxed, name: "block", algorithm: "simplex" });
    if (free.status !== "optimal") continue;
    for (const column of chosen) {
      if (isOver()) break;
      const colLower = Float64Array.from(relaxed.colLower);
      colLower[block.columns.indexOf(column)] = 1;
      const taken = await solve({ model: { ...relaxed, colLower }, name: "block", algorithm: "simplex", ...(free.basis === undefined ? {} : { start: free.basis }) });
      if (taken.status === "optimal") full.set(column, Math.max(taken.objective - free.objective, 0));
      else if (taken.status === "infeasible") full.set(column, Number.POSITIVE_INFINITY);
    }
  }
  for (const row of asking) {
    let least = Number.POSITIVE_INFINITY;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
      const column = model.indices[at]!;
      if (model.colUpper[column]! > 0) least = Math.min(least, (full.get(column) ?? 0) / model.values[at]!);
    }
    if (Number.isFinite(least)) price[row]! += least;
  }
  return price;
}

/** Whether a row asks for 0/1 columns of several blocks, with or without columns of none that stand in for them. */
function asksForOne(model: MilpModel, blockOf: Int32Array, row: number): boolean {
  if (!(model.rowLower[row]! > 0)) return false;
  const there = new Set<number>();
  for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) {
    const column = model.indices[at]!;
    const isChoice = model.whole?.[column] === 1 && model.colUpper[column]! <= 1;
    if (model.values[at]! <= 0 || model.colLower[column]! < 0 || (blockOf[column]! >= 0 && !isChoice)) return false;
    if (isChoice && blockOf[column]! >= 0) there.add(blockOf[column]!);
  }
  return there.size > 1;
}
