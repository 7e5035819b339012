import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SolveAnswer, SolveProgress, Solver, SolveRequest } from "#engines/plan";
import { checkRows, lagrangianBound, MilpBuilder, type MilpModel } from "#maths";
import { checked, type HighsPool, highsInProcess, highsPool, racing } from "./index.ts";

const INF = Number.POSITIVE_INFINITY;

const model = (() => {
  const build = new MilpBuilder();
  const x = build.column(0, 4, -30);
  const y = build.column(0, 40, -50);
  build.row(Number.NEGATIVE_INFINITY, 40);
  build.entry(x, 1);
  build.entry(y, 2);
  return build.model();
})();

/** Market split (Cornuéjols & Dawande 1999): whole-number models of this kind keep any solver busy for minutes. Solutions are easy. */
const marketSplit = (() => {
  const build = new MilpBuilder();
  let state = 7;
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647) % 100;
  const columns = Array.from({ length: 40 }, () => build.wholeColumn(0, 1));
  for (let row = 0; row < 5; row++) {
    const values = columns.map(draw);
    const half = Math.floor(values.reduce((sum, it) => sum + it, 0) / 2);
    const over = build.column(0, INF, 1);
    const under = build.column(0, INF, 1);
    build.row(half, half);
    columns.forEach((column, at) => build.entry(column, values[at]!));
    build.entry(over, -1);
    build.entry(under, 1);
  }
  return build.model();
})();

/** A dense linear model, large enough to take some seconds. */
const dense = (size: number): MilpModel => {
  const build = new MilpBuilder();
  let state = 3;
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let column = 0; column < size; column++) build.column(0, INF, 1 + draw());
  for (let row = 0; row < size; row++) {
    build.row(1 + draw(), INF);
    for (let column = 0; column < size; column++) build.entry(column, draw());
  }
  return build.model();
};

/** What places want, each 1, from sources that together have a little more, at drawn costs. */
const transport = (places: number, sources: number): MilpModel => {
  const build = new MilpBuilder();
  let state = 5;
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let column = 0; column < places * sources; column++) build.column(0, 1, 1 + draw());
  for (let place = 0; place < places; place++) {
    build.row(1, INF);
    for (let source = 0; source < sources; source++) build.entry(place * sources + source, 1);
  }
  for (let source = 0; source < sources; source++) {
    build.row(Number.NEGATIVE_INFINITY, (places / sources) * 1.1);
    for (let place = 0; place < places; place++) build.entry(place * sources + source, 1);
  }
  return build.model();
};

const small = (rows: readonly (readonly [lower: number, upper: number, ...values: number[]])[], columns: readonly (readonly [lower: number, upper: number, cost: number, isWhole?: boolean])[]): MilpModel => {
  const build = new MilpBuilder();
  for (const [lower, upper, cost, isWhole] of columns) (isWhole === true ? build.wholeColumn : build.column).call(build, lower, upper, cost);
  for (const [lower, upper, ...values] of rows) {
    build.row(lower, upper);
    values.forEach((value, column) => build.entry(column, value));
  }
  return build.model();
};

let pool: HighsPool;
beforeAll(async () => {
  pool = await highsPool({ threads: 2 });
});
afterAll(() => pool.close());

test("threads that stand back give the same answer, on Linux at a lower priority than the process", async () => {
  const own = await highsPool({ threads: 1, standsBack: true });
  const answer = await own.solve({ model, timeLimit: 5, name: "back" });
  const nice = process.platform !== "linux" ? [10] : readdirSync("/proc/self/task").map((it) => Number(readFileSync(`/proc/self/task/${it}/stat`, "utf8").split(") ")[1]?.split(" ")[16]));
  await own.close();
  expect(answer.status).toBe("optimal");
  expect(answer.objective).toBeCloseTo(-1020, 9);
  expect(nice).toContain(10);
});

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
};

test("threads and process give the same answer, a stopped request none, a closed pool none", async () => {
  const own = await highsPool({ threads: 2 });
  const inProcess = await highsInProcess();
  const [a, b] = await Promise.all([own.solve({ model, timeLimit: 5, name: "a" }), inProcess.solve({ model, timeLimit: 5, name: "b" })]);
  expect([a.status, a.objective, [...a.primal]]).toEqual([b.status, b.objective, [...b.primal]]);
  expect(a.objective).toBeCloseTo(-1020, 9);
  expect((await own.solve({ model, timeLimit: 5, name: "stopped" }, AbortSignal.abort())).status).toBe("stopped");
  await own.close();
  expect((await own.solve({ model, timeLimit: 5, name: "late" })).status).toBe("failed");
});

describe("a status says what is known", () => {
  test.each([
    ["optimal", small([[1, INF, 1]], [[0, 9, 1]])],
    ["infeasible", small([[10, INF, 1]], [[0, 9, 1]])],
    ["infeasible", small([[3, 4, 2]], [[0, 9, 1, true], [0, 1, 0, true]]), "no even number between 3 and 4, apart from 4"],
    ["unbounded", small([[1, INF, 1]], [[0, INF, -1]])],
    ["unbounded", small([[Number.NEGATIVE_INFINITY, 3, 1, -1]], [[0, INF, -1], [0, INF, 0]])],
    ["unbounded", small([[Number.NEGATIVE_INFINITY, 3, 1, -1]], [[0, INF, -1, true], [0, INF, 0, true]])],
    ["infeasible", small([[2, INF, 1, 1], [Number.NEGATIVE_INFINITY, 1, 1, 1]], [[0, INF, -1], [0, INF, -1]])],
    ["infeasible", small([[2, INF, 1, 1, 0], [Number.NEGATIVE_INFINITY, 1, 1, 1, 0]], [[0, INF, -1, true], [0, INF, -1, true], [0, INF, -1, true]])],
    ["optimal", small([], [[-3, 9, 1]])],
    ["unbounded", small([], [[Number.NEGATIVE_INFINITY, 9, 1]])],
    ["optimal", small([[-1, 1]], [])],
    ["infeasible", small([[1, 2]], [])],
    ["optimal", small([], [])],
  ] as const)("%s", async (status, it, exception?: string) => {
    const answer = await pool.solve({ model: it, timeLimit: 5, name: "test" });
    expect(answer.status).toBe(exception === undefined ? status : "optimal");
  });

  test("rows on which the solver's presolve fails without an objective are told from those without a solution", async () => {
    const [free, least] = [Number.NEGATIVE_INFINITY, 0];
    const model = small(
      [
        [10.323736968690529, 10.323736968690529, 0, 1.942, 4.359, 0, -3, 0, 2, 0.12],
        [17.201608094789087, 17.201608094789087, -1, -3, 4.211, 0, 0, 3, -1, -3.918],
      ],
      [[free, INF, 4.5, true], [least, INF, 3], [free, INF, -0.25, true], [1, 5, -3, true], [least, INF, 5], [-2, 1, -4.5], [free, 2, 2.5, true], [least, INF, 3.5]],
    );
    expect((await pool.solve({ model, timeLimit: 5, name: "test" })).status).toBe("unbounded");
  });

  test("bounds that cross are infeasible without a solve, and say where", async () => {
    const answer = await pool.solve({ model: small([], [[2, 1, 1]]), timeLimit: 5, name: "test" });
    expect([answer.status, answer.message]).toEqual(["infeasible", "the lower bound 2 of column 0 is above its upper bound 1"]);
  });

  test.each([
    ["the cost of column 1 is NaN", { ...model, cost: Float64Array.of(1, Number.NaN) }],
    ["the cost of column 0 is Infinity", { ...model, cost: Float64Array.of(INF, 1) }],
    ["the entry of column 1 in row 0 is NaN", { ...model, values: Float64Array.of(1, Number.NaN) }],
    ["a bound of column 0 is NaN", { ...model, colLower: Float64Array.of(Number.NaN, 0) }],
    ["a bound of row 0 is NaN", { ...model, rowUpper: Float64Array.of(Number.NaN) }],
    ["the column 0 lies between Infinity and Infinity", { ...model, colLower: Float64Array.of(INF, 0), colUpper: Float64Array.of(INF, 40) }],
    ["the arrays of columns do not hold 2 each", { ...model, colUpper: Float64Array.of(1) }],
    ["row 0 names column 7 of 2", { ...model, indices: Int32Array.of(0, 7) }],
  ])("refused before solving: %s", async (message, it) => {
    const answer = await pool.solve({ model: it, timeLimit: 5, name: "test" });
    expect([answer.status, answer.message]).toEqual(["failed", message]);
  });

  test("a limit of 0.01 s ends a whole-number search and a linear model in time, without a claim", async () => {
    const began = performance.now();
    for (const it of [marketSplit, dense(400)]) {
      const answer = await pool.solve({ model: it, timeLimit: 0.01, name: "test" });
      expect(["feasible", "stopped"]).toContain(answer.status);
      if (answer.status === "feasible") expect(checkRows(it, answer.primal).rowBreach).toBeLessThan(1e-6);
    }
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("a whole-number search", () => {
  test("tells incumbent and bound, and a stop answers with the best so far", async () => {
    const stop = new AbortController();
    const told: SolveProgress[] = [];
    const running = pool.solve({ model: marketSplit, timeLimit: 60, gap: 0, name: "test", onProgress: (it) => void told.push(it) }, stop.signal);
    await until(() => told.some((it) => Number.isFinite(it.incumbent)));
    stop.abort();
    const answer = await running;
    expect(answer.status).toBe("feasible");
    const check = checkRows(marketSplit, answer.primal);
    expect([check.rowBreach < 1e-6, check.wholeBreach < 1e-6]).toEqual([true, true]);
    expect(answer.objective).toBeLessThanOrEqual(Math.min(...told.map((it) => it.incumbent)) + 1e-6);
    expect(answer.bound).toBeLessThanOrEqual(answer.objective);
  });

  test("starts from the values given", async () => {
    const first = await pool.solve({ model: marketSplit, timeLimit: 1, gap: 0, name: "test" });
    const told: SolveProgress[] = [];
    const again = await pool.solve({ model: marketSplit, timeLimit: 0.3, gap: 0, name: "test", startValues: first.primal, onProgress: (it) => void told.push(it) });
    expect(again.objective).toBeLessThanOrEqual(first.objective + 1e-9);
  });
});

describe("a simplex solve from a basis many steps away", () => {
  const model = transport(320, 20);
  const start = { colStatus: new Int32Array(model.colCount), rowStatus: new Int32Array(model.rowCount).fill(1) };

  test.each([
    { mostSteps: undefined, status: "optimal" },
    { mostSteps: 3, status: "stopped" },
  ])("most steps $mostSteps: $status", async ({ mostSteps, status }) => {
    const best = await pool.solve({ model, timeLimit: 30, name: "test" });
    const answer = await pool.solve({ model, timeLimit: 30, name: "test", start, startDistance: "many steps", ...(mostSteps !== undefined && { mostSteps }) });
    expect(answer.status).toBe(status);
    expect(answer.iterations).toBeLessThanOrEqual(mostSteps ?? model.rowCount + model.colCount);
    if (status === "optimal") expect(answer.objective).toBeCloseTo(best.objective, 6);
  });

  test("without the basis neither its distance nor its most steps count", async () => {
    expect((await pool.solve({ model, timeLimit: 30, name: "test", startDistance: "many steps", mostSteps: 1 })).status).toBe("optimal");
  });
});

describe("a simplex solve that begins near its answer", () => {
  // Every place that wants something takes a step or more from a basis of slacks.
  const model = transport(320, 20);
  const near: SolveRequest = {
    model,
    timeLimit: 30,
    name: "test",
    presolve: false,
    startDistance: "few steps",
    start: { colStatus: new Int32Array(model.colCount), rowStatus: new Int32Array(model.rowCount).fill(1) },
  };

  test.each(["simplex", "primal-simplex"] as const)("%s tells values above and bounds below the optimum on its way, and ends at it", async (algorithm) => {
    const told: SolveProgress[] = [];
    const best = await pool.solve({ model, timeLimit: 30, name: "test" });
    const answer = await pool.solve({ ...near, algorithm, onProgress: (it) => void told.push(it) });
    expect(answer.status).toBe("optimal");
    expect(answer.objective).toBeCloseTo(best.objective, 6);
    expect(told.length).toBeGreaterThan(0);
    for (const it of told) {
      expect(it.incumbent).toBeGreaterThanOrEqual(best.objective - 1e-6);
      expect(it.bound).toBeLessThanOrEqual(best.objective + 1e-6);
    }
    expect(answer.iterations).toBeGreaterThan(250);
  });

  test("stopped on its way its prices still prove a bound, at least as good as the one it told", async () => {
    const best = await pool.solve({ model, timeLimit: 30, name: "test" });
    const stopped = async () => {
      const stop = new AbortController();
      const told: number[] = [];
      const onProgress = (it: { readonly bound: number }): void => {
        told.push(it.bound);
        stop.abort();
      };
      return { answer: await pool.solve({ ...near, algorithm: "simplex", onProgress }, stop.signal), told };
    };
    // On a busy machine a solve may end before the word to stop reaches it; then it is asked again.
    let tried = await stopped();
    for (let again = 0; again < 30 && tried.answer.status === "optimal"; again++) tried = await stopped();
    const { answer, told } = tried;
    expect(answer.status).toBe("stopped");
    const proved = lagrangianBound(model, answer.dual);
    expect(proved).toBeLessThanOrEqual(best.objective + 1e-6);
    expect(proved).toBeGreaterThanOrEqual(told[0]! - 1e-6);
  });
});

describe("a thread that breaks", () => {
  test("is replaced, and its request solved by a fresh one", async () => {
    const own = await highsPool({ threads: 1 });
    const told: SolveProgress[] = [];
    const running = own.solve({ model: marketSplit, timeLimit: 2, gap: 0, name: "test", onProgress: (it) => void told.push(it) });
    await until(() => told.length > 0);
    const before = Math.min(...told.map((it) => it.incumbent));
    own.crash();
    const answer = await running;
    expect(answer.status).toBe("feasible");
    // The fresh thread began where the other one ended.
    expect(answer.objective).toBeLessThanOrEqual(before + 1e-6);
    expect((await own.solve({ model, timeLimit: 5, name: "after" })).status).toBe("optimal");
    await own.close();
  });

  test.each([
    ["failed, where nothing was found", dense(900), "failed", "the solver thread broke twice: the thread ended"],
    ["the best solution so far, where there is one", marketSplit, "feasible", "the solver thread broke twice: the thread ended; this is the best solution so far"],
  ])("twice is %s", async (_, it, status, message) => {
    const own = await highsPool({ threads: 1 });
    let found = it !== marketSplit;
    const running = own.solve({ model: it, timeLimit: 60, gap: 0, name: "test", onProgress: (progress) => void (found ||= Number.isFinite(progress.incumbent)) });
    await until(() => found);
    const breaking = setInterval(own.crash, 100);
    const answer = await running;
    clearInterval(breaking);
    expect([answer.status, answer.message]).toEqual([status, message]);
    expect((await own.solve({ model, timeLimit: 5, name: "after" })).status).toBe("optimal");
    await own.close();
  });

  test("a tiny memory ceiling ends a solve honestly, and the next one is sound", async () => {
    const answer = await pool.solve({ model: dense(900), timeLimit: 60, memoryBytes: 30_000_000, name: "test" });
    expect([answer.status, answer.message]).toEqual(["stopped", "stopped at the memory ceiling"]);
    expect((await pool.solve({ model, timeLimit: 5, name: "after" })).objective).toBeCloseTo(-1020, 9);
  });
});

describe("no answer is believed unchecked", () => {
  const lying = (first: Partial<SolveAnswer>, second: Partial<SolveAnswer>): { readonly solver: Solver; readonly asked: SolveRequest[] } => {
    const asked: SolveRequest[] = [];
    const sound: SolveAnswer = { status: "optimal", primal: Float64Array.of(4, 18), dual: new Float64Array(1), objective: -1020, bound: -1020, iterations: 1, seconds: 0 };
    return {
      asked,
      solver: checked({
        name: "lying",
        parallel: 1,
        solve: async (request) => {
          asked.push(request);
          return { ...sound, ...(asked.length === 1 ? first : second) };
        },
      }),
    };
  };

  test("a breach is solved again without presolve, and told", async () => {
    const { solver, asked } = lying({ primal: Float64Array.of(4, 19) }, {});
    const answer = await solver.solve({ model, timeLimit: 5, name: "test" });
    expect([answer.status, answer.objective, asked[1]!.presolve]).toEqual(["optimal", -1020, false]);
    expect(answer.message).toContain("the first answer breached the model: row 0");
  });

  test.each([
    ["a row", { primal: Float64Array.of(4, 19) }],
    ["a bound", { primal: Float64Array.of(4.1, 17.9) }],
    ["an objective of its own", { objective: -1030 }],
    ["a value that is no number", { primal: Float64Array.of(4, Number.NaN) }],
    ["too few values", { primal: Float64Array.of(4) }],
  ])("%s breached twice has failed", async (_, lie) => {
    const { solver } = lying(lie, lie);
    expect((await solver.solve({ model, timeLimit: 5, name: "test" })).status).toBe("failed");
  });
});

describe("a race", () => {
  test("ends with the optimum of both, and stops the loser", async () => {
    const race = racing(pool);
    const it = dense(300);
    const alone = await pool.solve({ model: it, timeLimit: 30, algorithm: "simplex", name: "test" });
    const won = await race.solve({ model: it, timeLimit: 30, name: "test" });
    expect(won.status).toBe("optimal");
    expect(won.message).toMatch(/^won by (simplex|interior-point)$/);
    expect(won.objective).toBeCloseTo(alone.objective, 6);
    await until(() => pool.idle() === 2);
  });

  test("decides what has no solution, and leaves whole-number models and warm starts alone", async () => {
    const race = racing(pool);
    expect((await race.solve({ model: small([[10, INF, 1]], [[0, 9, 1]]), timeLimit: 5, name: "test" })).status).toBe("infeasible");
    await until(() => pool.idle() === 2);
    expect((await race.solve({ model: small([[1, INF, 1]], [[0, 9, 1, true]]), timeLimit: 5, name: "test" })).message).toBeUndefined();
    expect((await race.solve({ model: marketSplit, timeLimit: 0.2, name: "test" }, AbortSignal.abort())).status).toBe("stopped");
  });
});
