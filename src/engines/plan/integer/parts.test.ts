import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { checkRows, lagrangianBound, MilpBuilder, type MilpModel, type Residuals, relativeResiduals } from "#maths";
import { instance, numbers } from "../../../../bench/instances.ts";
import { fixByReducedCost, gapByColumn } from "./attribution.ts";
import { columnsOf } from "./columns.ts";
import { completable } from "./elastic.ts";
import { grown, partOf } from "./neighbourhood.ts";
import { propagate } from "./propagate.ts";
import { blamed, heldExcept } from "./repair.ts";
import { rounded } from "./round.ts";
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
  return all.map((it) => Float64Array.from(it)).filter((it) => checkRows(model, it).rowBreach < 1e-5);
}

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

  test("a part around a solution holds that solution, and its least put back is no worse", async () => {
    const draw = numbers(5);
    for (const size of [40, 120, 400]) {
      const free = grown({ model, columns, primal: solution, seed: Math.floor(draw() * model.colCount), size, draw });
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
