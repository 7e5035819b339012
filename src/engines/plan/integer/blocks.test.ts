import { describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { lagrangianBound, MilpBuilder, type MilpModel } from "#maths";
import { instance, INSTANCE_SIZES, numbers } from "../../../../bench/instances.ts";
import type { SolveAnswer, SolveRequest } from "../solver.ts";
import { blockBound } from "./block-bound.ts";
import { type Block, blocksOf } from "./blocks.ts";

const INF = Number.POSITIVE_INFINITY;
const solver = await highsInProcess();
const solve = (request: Omit<SolveRequest, "timeLimit">): Promise<SolveAnswer> => solver.solve({ timeLimit: 60, ...request });

/** Every bound told for a model and its blocks, in their order. */
async function bounds(model: MilpModel, { blocks = blocksOf(model), dual }: { readonly blocks?: readonly Block[]; readonly dual: Float64Array }): Promise<readonly number[]> {
  const told: number[] = [];
  await blockBound({ model, blocks, dual, solve, isOver: () => false, onBound: (it) => void told.push(it) });
  return told;
}

async function relaxation(model: MilpModel): Promise<SolveAnswer> {
  const { whole: _whole, ...relaxed } = model;
  return await solve({ model: relaxed, name: "relaxation", algorithm: "simplex" });
}

const put = (build: MilpBuilder, [lower, upper]: readonly [number, number], entries: readonly (readonly [column: number, value: number])[]): void => {
  build.row(lower, upper);
  for (const [column, value] of entries) build.entry(column, value);
};

/**
 * Nations that each pay a fee to give up to 10 points and have a budget with a price for what is over; together they owe
 * 4 points each.
 */
function nations(count: number, fee: number): MilpModel {
  const build = new MilpBuilder();
  const given: number[] = [];
  for (let nation = 0; nation < count; nation++) {
    const points = build.column(0, 10, 1);
    const paid = build.wholeColumn(0, 1, fee);
    const spare = [0, 1, 2].map(() => build.column(0, 1, 0));
    put(build, [-INF, 0], [[points, 1], [paid, -10]]);
    put(build, [-INF, 20], [[points, 1], [paid, 2], ...spare.map((it) => [it, 1] as const)]);
    given.push(points);
  }
  const short = build.column(0, INF, 3);
  put(build, [4 * count, INF], [...given.map((it) => [it, 1] as const), [short, 1]]);
  return build.model();
}

describe("blocks of a model", () => {
  test("each budget gathers what one nation alone holds; the row of all is in none", () => {
    const model = nations(3, 5);
    // A budget holds 5 of 16 columns, more than of any model it is meant for.
    const big: MilpModel = { ...model, colCount: 200, cost: padded(model.cost, 200), colLower: padded(model.colLower, 200), colUpper: padded(model.colUpper, 200), whole: Uint8Array.from({ length: 200 }, (_, at) => model.whole![at] ?? 0) };
    expect(blocksOf(big).map((it) => [[...it.columns], [...it.rows]])).toEqual([0, 1, 2].map((nation) => [[0, 1, 2, 3, 4].map((at) => 5 * nation + at), [2 * nation, 2 * nation + 1]]));
  });

  test("of a planning model: one for each nation, no column in two, no row with a column of another", () => {
    const model = instance({ ...INSTANCE_SIZES.B, nations: 16, capabilities: 30, systems: 75, lines: 75, seed: 1 });
    const blocks = blocksOf(model);
    expect(blocks.filter((it) => it.columns.length > 60)).toHaveLength(16);
    const blockOf = new Int32Array(model.colCount).fill(-1);
    for (const [at, { columns }] of blocks.entries()) for (const column of columns) {
      expect(blockOf[column]).toBe(-1);
      blockOf[column] = at;
    }
    for (const [at, { rows }] of blocks.entries()) for (const row of rows) expect(model.indices.subarray(model.starts[row]!, model.starts[row + 1]!).every((column) => blockOf[column] === at)).toBe(true);
  });

  test.each<readonly [string, (build: MilpBuilder) => void]>([
    ["no rows", (build) => void build.wholeColumn(0, 1, 1)],
    ["an empty row", (build) => { build.wholeColumn(0, 1, 1); build.row(0, 1); }],
    ["no whole column", (build) => put(build, [0, 1], [[build.column(0, 1, 1), 1]])],
  ])("%s: none", (_, make) => {
    const build = new MilpBuilder();
    make(build);
    expect(blocksOf(build.model())).toEqual([]);
  });
});

const padded = (values: Float64Array, count: number): Float64Array => Float64Array.from({ length: count }, (_, at) => values[at] ?? 0);

/** Blocks of so many columns and rows each, one after the other. */
const inTurn = (count: number, columns: number, rows: number): readonly Block[] =>
  Array.from({ length: count }, (_, at) => ({ columns: Int32Array.from({ length: columns }, (_, it) => at * columns + it), rows: Int32Array.from({ length: rows }, (_, it) => at * rows + it) }));

describe("the bound from blocks", () => {
  test("a fee that the relaxation pays in part is paid in full or not at all", async () => {
    // A point is worth 3 where it is short. Relaxed: 4 points at 1 and 0.4 of a fee of 15, 10 for each of two nations. Whole:
    // one nation gives 8 and pays its fee, 23; or all is short, 24. At the price 2.5, each nation's best is 0 either way: 20.
    const model = nations(2, 15);
    const { dual, objective } = await relaxation(model);
    expect(objective).toBeCloseTo(20, 6);
    const told = await bounds(model, { blocks: inTurn(2, 5, 2), dual });
    expect(Math.max(20, ...told)).toBeCloseTo(20, 6);
    // At the price of a point short, 3, a nation that gives all it can gains 20 and pays 15: 24 − 2 · 5 = 14, where prices alone
    // prove as much or less.
    const dear = Float64Array.from({ length: model.rowCount }, (_, row) => (row === model.rowCount - 1 ? 3 : 0));
    const at3 = await bounds(model, { blocks: inTurn(2, 5, 2), dual: dear });
    expect(lagrangianBound(model, dear)).toBeCloseTo(24 - 2 * 20, 6);
    expect(at3.at(-1)).toBeCloseTo(14, 6);
  });

  test("of a choice that each could make in part at no cost, the whole costs what the cheapest costs in full", async () => {
    // Two nations, one is to lead or 60 is paid. A lead has 5 to give, beyond 2 each point costs 4 and 7: in part 2/5 and 3/5.
    const build = new MilpBuilder();
    const leads = [4, 7].map((cost) => {
      const cheap = build.column(0, 3, 0);
      const dear = build.column(0, 9, cost);
      const lead = build.wholeColumn(0, 1);
      put(build, [0, INF], [[cheap, 1], [dear, 1], [lead, -5]]);
      return lead;
    });
    put(build, [1, 1], [...leads.map((it) => [it, 1] as const), [build.column(0, 1, 60), 1]]);
    const model = build.model();
    const { dual, objective } = await relaxation(model);
    expect(objective).toBeCloseTo(0, 6);
    const told = await bounds(model, { blocks: inTurn(2, 3, 1), dual });
    expect((await solve({ model, name: "whole" })).objective).toBeCloseTo(8, 6);
    expect(told.at(-1)).toBeCloseTo(8, 6);
  });

  test("of random models it is at most their least, whatever the prices, and with those of the relaxation at least that", async () => {
    let better = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const model = coupled(seed);
      const blocks = inTurn(3, 4, 3);
      const { objective: least, status } = await solve({ model, name: "whole" });
      expect(status).toBe("optimal");
      const draw = numbers(seed + 1000);
      const any = Float64Array.from({ length: model.rowCount }, () => 8 * draw() - 4);
      const relaxed = await relaxation(model);
      for (const dual of [relaxed.dual, any, new Float64Array(model.rowCount)]) {
        for (const bound of await bounds(model, { blocks, dual })) expect(bound).toBeLessThanOrEqual(least + 1e-6 * Math.max(1, Math.abs(least)));
      }
      if (((await bounds(model, { blocks, dual: relaxed.dual })).at(-1) ?? -INF) > relaxed.objective + 1e-6) better += 1;
    }
    expect(better).toBeGreaterThan(10);
  });
});

/** Three blocks of two parts and two choices with three rows each, and three rows that tie them, one of which asks for a choice. */
function coupled(seed: number): MilpModel {
  const draw = numbers(seed);
  const build = new MilpBuilder();
  const some = (from: number, to: number): number => Math.round(from + (to - from) * draw());
  const columns = [0, 1, 2].map(() => [build.column(0, some(1, 5), some(-4, 6)), build.column(0, some(1, 5), some(-4, 6)), build.wholeColumn(0, 1, some(0, 9)), build.wholeColumn(0, 1, some(0, 9))]);
  for (const [a, b, c, d] of columns) {
    put(build, [-INF, 0], [[a!, 1], [c!, -some(1, 6)]]);
    put(build, [-INF, 0], [[b!, some(1, 3)], [d!, -some(1, 8)]]);
    put(build, [-INF, some(1, 9)], [[a!, 1], [b!, some(1, 3)], [c!, some(0, 2)], [d!, some(0, 2)]]);
  }
  put(build, [some(1, 8), INF], [...columns.flatMap(([a, b]) => [[a!, 1], [b!, 1]] as const), [build.column(0, INF, some(2, 12)), 1]]);
  put(build, [1, 1], [...columns.map((it) => [it[2]!, 1] as const), [build.column(0, 1, some(5, 30)), 1]]);
  put(build, [-INF, some(0, 5)], columns.map((it, at) => [it[0]!, at + 1] as const));
  return build.model();
}
