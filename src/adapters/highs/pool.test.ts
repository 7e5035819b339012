import { expect, test } from "vitest";
import { MilpBuilder } from "#maths";
import { highsInProcess, highsPool } from "./index.ts";

const model = (() => {
  const build = new MilpBuilder();
  const x = build.column(0, 4, -30);
  const y = build.column(0, 40, -50);
  build.row(Number.NEGATIVE_INFINITY, 40);
  build.entry(x, 1);
  build.entry(y, 2);
  return build.model();
})();

test("threads and process give the same answer, a stopped request none, a closed pool none", async () => {
  const pool = await highsPool({ threads: 2 });
  const inProcess = await highsInProcess();
  const [a, b] = await Promise.all([pool.solve({ model, timeLimit: 5, name: "a" }), inProcess.solve({ model, timeLimit: 5, name: "b" })]);
  expect([a.status, a.objective, [...a.primal]]).toEqual([b.status, b.objective, [...b.primal]]);
  expect(a.objective).toBeCloseTo(-1020, 9);
  expect((await pool.solve({ model, timeLimit: 5, name: "stopped" }, AbortSignal.abort())).status).toBe("stopped");
  await pool.close();
  expect((await pool.solve({ model, timeLimit: 5, name: "late" })).status).toBe("failed");
});
