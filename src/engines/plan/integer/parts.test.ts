import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { checkRows, lagrangianBound, MilpBuilder, type MilpModel, type Residuals, relativeResiduals, withElastic } from "#maths";
import { instance, numbers } from "../../../../bench/instances.ts";
import { fixByReducedCost, gapByColumn } from "./attribution.ts";
import { columnsOf } from "./columns.ts";
import { completable } from "./elastic.ts";
import { Improver } from "./improve.ts";
import { lifted } from "./lift.ts";
import { partOf, tied } from "./neighbourhood.ts";
import { propagate } from "./propagate.ts";
import { blamed, heldExcept } from "./repair.ts";
import { rounded } from "./round.ts";
import { Standing } from "./standing.ts";
import { tightened } from "./tighten.ts";

const INF = Number.POSITIVE_INFINITY;

/** 0/1 columns with small whole factors and two columns from 0 to 2, so that every solution on the grid can be listed. */
function small(seed: number): MilpModel {
  const draw = numbers(seed);
  const build = new MilpBuilder();
  const columns = 4 + Math.floor(draw() * 3);
  for (let at = 0; at < columns; at++) if (at < 2) build.column(0, 2, Math.round(10 * draw() - 5)); else build.wholeColumn(0, 1, Math.round(10 * draw() - 5));
  for (let row = 0; row < 4; row++) {
    const side = Math.round(6 * draw() - 1);
    if (draw() < 0.5) build.row(-INF, side);
    else build.row(-side, INF);
    for (let at = 0; at < columns; at++) if (draw() < 0.6) build.entry(at, Math.round(8 * draw() - 4));
  }
  return build.model();
}

function solutions(model: MilpModel): Float64Array[] {
  const grid = Array.from({ length: model.colCount }, (_, column) => (model.whole![column] === 1 ? [0, 1] : [0, 0.5, 1, 1.5, 2]));
  let all: number[][] = [[]];
  for (const values of grid) all = all.flatMap((head) => values.map((value) => [...head, value]));
  return all.map((it) => Float64Array.from(it)).filter((it) => checkRows(model, it).rowBreach < 1e-5 && relativeResiduals(model, it).boundRelative < 1e-7);
}

describe("lifting", () => {
  /** v ≤ 10 · a and what is given, v the first column, a the second. */
  const lift = (more: (build: MilpBuilder, v: number, a: number) => void): MilpModel => {
    const build = new MilpBuilder();
    const v = build.column(0, 10);
    const a = build.wholeColumn(0, 1);
    build.row(-INF, 0);
    build.entry(v, 1);
    build.entry(a, -10);
    more(build, v, a);
    const model = build.model();
    return lifted({ model, implied: { lower: model.colLower, upper: model.colUpper } }).model;
  };
  const rowOf = (model: MilpModel, row: number): readonly [entries: Record<number, number>, lower: number, upper: number] => [
    Object.fromEntries(Array.from({ length: model.starts[row + 1]! - model.starts[row]! }, (_, at) => [model.indices[model.starts[row]! + at]!, Number(model.values[model.starts[row]! + at]!.toFixed(4))])),
    Number(model.rowLower[row]!.toFixed(4)),
    Number(model.rowUpper[row]!.toFixed(4)),
  ];
  const put = (build: MilpBuilder, lower: number, upper: number, entries: readonly (readonly [number, number])[]): void => {
    build.row(lower, upper);
    for (const [column, value] of entries) build.entry(column, value);
  };

  test("v ≤ s with s ≥ 4 becomes v ≤ s − 4 + 4 a, in the row itself", () => {
    const model = lift((build, v) => put(build, -INF, 0, [[v, 1], [build.column(4, 9), -1]]));
    expect([model.rowCount, rowOf(model, 1)]).toEqual([2, [{ 0: 1, 1: -4, 2: -1 }, -INF, -4]]);
  });

  test("a row written the other way round is lifted alike", () => {
    const model = lift((build, v) => put(build, -1, INF, [[build.column(4, 9), 1], [v, -1]]));
    // s + 1 ≥ v with s + 1 ≥ 5.
    expect([model.rowCount, rowOf(model, 1)]).toEqual([2, [{ 0: -1, 1: 5, 2: 1 }, 4, INF]]);
  });

  test("what only takes slack away is left out, in a row of its own", () => {
    const model = lift((build, v) => put(build, -INF, 3, [[v, 1], [build.column(0, 3), 1]]));
    expect([model.rowCount, rowOf(model, 1), rowOf(model, 2)]).toEqual([3, [{ 0: 1, 2: 1 }, -INF, 3], [{ 0: 1, 1: -3 }, -INF, 0]]);
  });

  test("a choice that holds a column down where it is taken", () => {
    const build = new MilpBuilder();
    const v = build.column(0, 10);
    const a = build.wholeColumn(0, 1);
    put(build, -INF, 10, [[v, 1], [a, 10]]);
    put(build, -INF, 3, [[v, 1], [build.column(0, 2), -1]]);
    const model = build.model();
    // v ≤ 3 + s without the choice, v ≤ s with it.
    expect(rowOf(lifted({ model, implied: { lower: model.colLower, upper: model.colUpper } }).model, 1)).toEqual([{ 0: 1, 1: 3, 2: -1 }, -INF, 3]);
  });

  test.each<readonly [string, (build: MilpBuilder, v: number, a: number) => void]>([
    ["no slack is left without the choice", (build, v) => put(build, -INF, 0, [[v, 1], [build.column(0, 9), -1]])],
    ["the row of the choice says as much", (build, v) => put(build, -INF, 30, [[v, 1], [build.column(0, 9), 1]])],
    ["an equation", (build, v) => put(build, 0, 0, [[v, 1], [build.column(4, 9), -1]])],
    ["nothing is known of a term", (build, v) => put(build, -INF, 0, [[v, 1], [build.column(-INF, 9), -1]])],
    ["the choice is in the row already", (build, v, a) => put(build, -INF, 5, [[v, 1], [a, -1]])],
  ])("nothing is lifted: %s", (_, more) => {
    const model = lift(more);
    expect([model.rowCount, model.indices.length]).toEqual([2, 4]);
  });

  /** A small model in which choices hold the two continuous columns down, these have a least, and one of them is in each row. */
  function capped(seed: number): MilpModel {
    const draw = numbers(seed);
    const build = new MilpBuilder();
    for (let at = 0; at < 2; at++) build.column(draw() < 0.5 ? 0 : 0.5, 2, Math.round(10 * draw() - 8));
    for (let at = 0; at < 3; at++) build.wholeColumn(0, 1, Math.round(8 * draw()));
    for (let at = 0; at < 2; at++) {
      const isTaken = draw() < 0.7;
      const choice = 2 + at * Math.round(draw());
      if (draw() < 0.5) put(build, -INF, isTaken ? 0.5 : 2, [[at, 1], [choice, isTaken ? -1.5 : 1.5]]);
      else put(build, isTaken ? -0.5 : -2, INF, [[at, -1], [choice, isTaken ? 1.5 : -1.5]]);
    }
    for (let row = 0; row < 3; row++) {
      const entries = [[row % 2, 1], ...[0, 1, 2, 3, 4].filter((at) => at !== row % 2 && draw() < 0.6).map((at) => [at, Math.round(4 * draw() - 2)] as const)] as const;
      if (draw() < 0.7) put(build, -INF, Math.round(3 * draw()), entries as readonly (readonly [number, number])[]);
      else put(build, -Math.round(2 * draw()), INF, entries.map(([column, value]) => [column!, -value!] as const));
    }
    return build.model();
  }

  test("keeps every solution, lets in none that breaks the model, and never lowers the relaxation", async () => {
    const solver = await highsInProcess();
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const model = capped(seed);
        const known = solutions(model);
        const narrow = tightened(model, columnsOf(model));
        if (narrow === undefined) return;
        const it = lifted(narrow);
        changes += it.changed + it.added;
        for (const values of known) expect(relativeResiduals(it.model, values).rowRelative).toBeLessThan(1e-7);
        expect(solutions(it.model).length).toBe(known.length);
        if (known.length === 0) return;
        const least = (whole: MilpModel) => solver.solve({ model: whole, timeLimit: 10, gap: 0, name: "test" });
        const [optimum, relaxation, before] = [await least(model), await least({ ...it.model, whole: new Uint8Array(model.colCount) }), await least({ ...narrow.model, whole: new Uint8Array(model.colCount) })];
        expect(relaxation.objective).toBeLessThanOrEqual(optimum.objective + 1e-6);
        expect(relaxation.objective).toBeGreaterThanOrEqual(before.objective - 1e-6);
      }),
      { numRuns: 150 },
    );
    expect(changes).toBeGreaterThan(5);
  });
});

test("slack that is cheaper than doing without gets dearer until it goes", async () => {
  // Someone leads with at least 3 of what there is 2.9 of, at a slack of 10 each; that nobody leads costs 100.
  const build = new MilpBuilder();
  const lead = build.wholeColumn(0, 1);
  const none = build.column(0, 1, 100);
  const counted = build.column(0, 2.9);
  build.row(1, 1);
  build.entry(lead, 1);
  build.entry(none, 1);
  build.row(0, INF);
  build.entry(counted, 1);
  build.entry(lead, -3);
  const model = build.model();
  const elastic = withElastic(model, [1], { price: 10, most: INF });
  const solver = await highsInProcess();
  const standing = new Standing(model, () => 0);
  let steps = 0;
  const improver = new Improver({ model: elastic.model, columns: columnsOf(elastic.model), firstSlack: elastic.firstSlack, dual: new Float64Array(2), relaxed: new Float64Array(4), standing, solve: (request) => solver.solve({ timeLimit: 10, ...request }), isOver: () => false, seconds: () => 0, seed: 1 });
  improver.offer(Float64Array.from({ length: elastic.model.colCount }, (_, column) => [1, 0, 2.9][column] ?? 0.1), "start");
  expect(standing.primal).toBeUndefined();
  await improver.work(() => standing.primal !== undefined || ++steps > 20);
  expect(standing.objective).toBe(100);
});

describe("tightening", () => {
  test("the smallest big-M: v ≤ 10 a with v ≤ 4 becomes v ≤ 4 a", () => {
    const build = new MilpBuilder();
    const v = build.column(0, 4);
    const a = build.wholeColumn(0, 1);
    build.row(-INF, 0);
    build.entry(v, 1);
    build.entry(a, -10);
    const model = build.model();
    expect(tightened(model, columnsOf(model))!.model.values[1]).toBeCloseTo(-4, 5);
  });

  test("keeps every solution, and lets in none that breaks the model", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const model = small(seed);
        const known = solutions(model);
        const it = tightened(model, columnsOf(model));
        if (it === undefined) {
          expect(known).toEqual([]);
          return;
        }
        for (const values of known) expect(relativeResiduals(it.model, values)).toSatisfy((by: Residuals) => by.rowRelative < 1e-7 && by.boundRelative < 1e-7);
        expect(solutions(it.model).length).toBe(known.length);
        for (const values of known) for (let column = 0; column < model.colCount; column++) expect(values[column]! >= it.implied.lower[column]! - 1e-9 && values[column]! <= it.implied.upper[column]! + 1e-9).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("narrowing finds that nothing is left only where nothing is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 3 }), (seed, column) => {
        const model = small(seed);
        const bounds = { lower: Float64Array.from(model.colLower), upper: Float64Array.from(model.colUpper) };
        bounds.lower[column] = 1;
        if (!propagate(model, columnsOf(model), bounds)) expect(solutions(model).filter((it) => it[column] === 1)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test("a lot that cannot be reached puts the blame on its tier, and on nothing far from it", async () => {
  // Two sites may open; the first must deliver 3 if it opens but can deliver 2. They share nothing.
  const build = new MilpBuilder();
  const [open, other] = [build.wholeColumn(0, 1, -1), build.wholeColumn(0, 1, -1)];
  const [most, rest] = [build.column(0, 2), build.column(0, 2)];
  for (const [choice, quantity, lot] of [[open, most, 3], [other, rest, 2]] as const) {
    build.row(0, INF);
    build.entry(quantity, 1);
    build.entry(choice, -lot);
  }
  const elastic = completable(build.model(), Float64Array.of(0, 0));
  const columns = columnsOf(elastic.model);
  const solver = await highsInProcess();
  const both = Float64Array.of(1, 1, 0, 0, 0, 0);
  const { whole: _, ...fixed } = heldExcept(elastic.model, both, new Uint8Array(elastic.model.colCount));
  const completed = await solver.solve({ model: fixed, timeLimit: 5, name: "test" });
  expect([...completed.primal.subarray(elastic.firstSlack)]).toEqual([1, 0]);
  const isFree = blamed({ model: elastic.model, columns, firstSlack: elastic.firstSlack, values: completed.primal });
  expect([...isFree]).toEqual([1, 0, 0, 0, 0, 0]);
  const again = await solver.solve({ model: heldExcept(elastic.model, completed.primal, isFree), timeLimit: 5, gap: 0, name: "test" });
  expect([...again.primal.subarray(0, 2)]).toEqual([0, 1]);
});

describe("on a planning model", async () => {
  const model = instance({ nations: 5, capabilities: 6, years: 4, systems: 12, lines: 12, seed: 4 });
  const columns = columnsOf(model);
  const solver = await highsInProcess();
  const { whole: _, ...relaxed } = model;
  const linear = await solver.solve({ model: relaxed, timeLimit: 30, name: "test" });
  const whole = await solver.solve({ model, timeLimit: 30, gap: 1e-6, name: "test" });
  const solution = whole.primal.map((value, column) => (model.whole![column] === 1 ? Math.round(value) : value));

  test("tighter rows raise the bound of the relaxation and not above the optimum", async () => {
    const { whole: _whole, ...tight } = tightened(model, columns)!.model;
    const answer = await solver.solve({ model: tight, timeLimit: 30, name: "test" });
    expect(answer.objective).toBeGreaterThan(linear.objective);
    expect(answer.objective).toBeLessThanOrEqual(whole.objective + 1e-6);
  });

  test("the parts of the gap sum to the gap", () => {
    const sum = gapByColumn(relaxed, linear.dual, solution).reduce((all, it) => all + it, 0);
    expect(sum).toBeCloseTo(checkRows(model, solution).objective - lagrangianBound(relaxed, linear.dual), 4);
  });

  test("a solution at the cutoff keeps what reduced costs fix", () => {
    const lower = Float64Array.from(model.colLower);
    const upper = Float64Array.from(model.colUpper);
    const fixed = fixByReducedCost({ model, dual: linear.dual, bound: lagrangianBound(relaxed, linear.dual), cutoff: checkRows(model, solution).objective, lower, upper });
    expect(fixed).toBeGreaterThan(0);
    for (let column = 0; column < model.colCount; column++) if (model.whole![column] === 1) expect(solution[column]! >= lower[column]! && solution[column]! <= upper[column]!).toBe(true);
  });

  test("rounding fixes every whole column, and with slack the choice can be completed", async () => {
    const choice = rounded({ model, columns, values: linear.primal, near: 0.5 })!;
    for (let column = 0; column < model.colCount; column++) if (model.whole![column] === 1) expect(choice.lower[column]).toBe(choice.upper[column]);
    const elastic = completable(model, linear.dual);
    const fixed = { ...elastic.model, colLower: Float64Array.from(elastic.model.colLower), colUpper: Float64Array.from(elastic.model.colUpper) };
    for (let column = 0; column < model.colCount; column++) if (model.whole![column] === 1) fixed.colLower[column] = fixed.colUpper[column] = choice.lower[column]!;
    expect((await solver.solve({ model: fixed, timeLimit: 30, name: "test" })).status).toBe("optimal");
  });

  test("of a group that asks for one, the largest that can be is taken; columns that cannot be chosen are no part of it", () => {
    // Two groups of one of three each; the third of the first is closed, and columns 1 and 3 exclude each other.
    const build = new MilpBuilder();
    for (const upper of [1, 1, 0, 1, 1, 1]) build.wholeColumn(0, upper);
    for (const group of [[0, 1, 2], [3, 4, 5]]) {
      build.row(1, 1);
      for (const column of group) build.entry(column, 1);
    }
    build.row(-INF, 1);
    build.entry(1, 1);
    build.entry(3, 1);
    const groups = build.model();
    const values = Float64Array.of(0.4, 0.6, 0, 0.45, 0.35, 0.2);
    expect([...rounded({ model: groups, columns: columnsOf(groups), values, near: 0.5 })!.lower]).toEqual([0, 1, 0, 0, 1, 0]);
  });

  test("what belongs together with a choice comes before what only shares long rows with it", () => {
    // Two purses of ten columns each, which one long row brings together.
    const build = new MilpBuilder();
    for (let column = 0; column < 20; column++) build.wholeColumn(0, 1);
    for (const first of [0, 10]) {
      build.row(-INF, 3);
      for (let at = 0; at < 10; at++) build.entry(first + at, 1);
    }
    build.row(5, INF);
    for (let column = 0; column < 20; column++) build.entry(column, 1);
    const purses = build.model();
    expect([...tied({ model: purses, columns: columnsOf(purses), seeds: [13], size: 10, draw: () => 0.5 })]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  test("a part that presolve takes for a contradiction is solved without presolve", async () => {
    const standing = new Standing(model, () => 0);
    let [asked, parts] = [0, 0];
    const improver = new Improver({
      model,
      columns,
      firstSlack: model.colCount,
      dual: linear.dual,
      relaxed: linear.primal,
      standing,
      // As the solver answers where its presolve is wrong: the values it was given, and nothing proved.
      solve: async (request) => {
        asked += 1;
        if (request.presolve !== false) return { status: "optimal", primal: request.startValues!, dual: new Float64Array(0), objective: checkRows(request.model, request.startValues!).objective, bound: -INF, iterations: 0, seconds: 0 };
        parts += 1;
        return solver.solve({ ...request, timeLimit: 30 });
      },
      isOver: () => false,
      seconds: () => 0,
      seed: 2,
    });
    const worse = await solver.solve({ model, timeLimit: 30, gap: 0.5, name: "test" });
    improver.adopt(worse.primal);
    const before = standing.objective;
    await improver.work(() => parts >= 12 || asked >= 50);
    expect(standing.objective).toBeLessThan(before);
  });

  test("a part around a solution holds that solution, and its least put back is no worse", async () => {
    const draw = numbers(5);
    for (const size of [40, 120, 400]) {
      const free = tied({ model, columns, seeds: [Math.floor(draw() * model.colCount)], size, draw });
      expect(free.length).toBeGreaterThanOrEqual(Math.min(size, 40));
      const part = partOf(model, columns, free, solution);
      const inside = Float64Array.from(free, (column) => solution[column]!);
      expect(relativeResiduals(part.model, inside).rowRelative).toBe(0);
      expect(checkRows(part.model, inside).objective + part.constant).toBeCloseTo(checkRows(model, solution).objective, 6);
      const answer = await solver.solve({ model: part.model, timeLimit: 30, gap: 0, name: "test" });
      const back = Float64Array.from(solution);
      free.forEach((column, at) => { back[column] = answer.primal[at]!; });
      expect(relativeResiduals(model, back).rowRelative).toBeLessThan(1e-6);
      expect(checkRows(model, back).objective).toBeLessThanOrEqual(checkRows(model, solution).objective + 1e-6);
    }
  });
});

test("the room of a part is not added to that of the part before", () => {
  const build = new MilpBuilder();
  const columns = [build.column(0, INF, -1), build.wholeColumn(0, 9)];
  build.row(-INF, 1000);
  for (const column of columns) build.entry(column, 1);
  const model = build.model();
  // 1000 with 7 fixed and a room of a ten-millionth, whether the values at hand are at the row or have used up its room.
  for (const x of [993, 993.0001, 900]) expect(partOf(model, columnsOf(model), Int32Array.of(0), Float64Array.of(x, 7)).model.rowUpper[0]).toBeCloseTo(993.0001, 4);
  // What is further off is still a solution of its own part.
  expect(partOf(model, columnsOf(model), Int32Array.of(0), Float64Array.of(993.5, 7)).model.rowUpper[0]).toBeCloseTo(993.5, 9);
});
