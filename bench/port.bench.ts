import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { highsPool, racing } from "#adapters/highs";
import { lpText, MilpBuilder, type MilpModel, mpsText, readMps, withCost } from "#maths";
import { loadHighs } from "../src/adapters/highs/load.ts";
import { alignedModel } from "../src/engines/plan/export.ts";
import { fictionalOfSize } from "../src/engines/plan/fictional.ts";
import { type Bench, type BenchRow, medianMs } from "./bench.ts";
import { askPeer, nativeLinear } from "./peer.ts";

const REPEATS = 5;
const LIMIT_SECONDS = 30;
const TEXTS = [
  { columns: 1_000, rows: 1_000, perRow: 10 },
  { columns: 10_000, rows: 10_000, perRow: 10 },
  { columns: 60_000, rows: 50_000, perRow: 14 },
] as const;

/** Numbers from 0 to 1 in a fixed order (Park & Miller 1988). */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A covering model with entries spread at random. */
function covering({ columns, rows, perRow }: { readonly columns: number; readonly rows: number; readonly perRow: number }): MilpModel {
  const draw = stream(1);
  const build = new MilpBuilder();
  for (let column = 0; column < columns; column++) build.column(0, draw() < 0.5 ? Number.POSITIVE_INFINITY : 10 * draw(), draw());
  for (let row = 0; row < rows; row++) {
    build.row(draw(), Number.POSITIVE_INFINITY);
    const taken = new Set<number>();
    while (taken.size < perRow) taken.add(Math.floor(draw() * columns));
    for (const column of [...taken].sort((a, b) => a - b)) build.entry(column, draw());
  }
  return build.model();
}

/** A knapsack with several limits: whole-number models of some seconds. */
function knapsack(columns: number, rows: number): MilpModel {
  const draw = stream(11);
  const build = new MilpBuilder();
  for (let column = 0; column < columns; column++) build.wholeColumn(0, 1, -Math.round(100 * draw()) - 10);
  for (let row = 0; row < rows; row++) {
    const weights = Array.from({ length: columns }, () => Math.round(100 * draw()) + 5);
    build.row(Number.NEGATIVE_INFINITY, Math.floor(weights.reduce((sum, it) => sum + it, 0) / 3));
    weights.forEach((weight, column) => build.entry(column, weight));
  }
  return build.model();
}

/** Milliseconds of a program, or why there are none. */
function timed(program: string, args: readonly string[]): Pick<BenchRow, "ms" | "note"> {
  const began = performance.now();
  try {
    const out = execFileSync(program, args, { encoding: "utf8", timeout: (LIMIT_SECONDS + 5) * 1000, maxBuffer: 1e8, stdio: ["ignore", "pipe", "ignore"] });
    const isStopped = /TIME LIMIT EXCEEDED|Stopped on time|Time limit reached/i.test(out);
    return isStopped ? { note: `did not finish in ${LIMIT_SECONDS} s` } : { ms: performance.now() - began };
  } catch (cause) {
    return { note: (cause as { code?: string }).code === "ENOENT" ? "not found" : `did not finish in ${LIMIT_SECONDS} s` };
  }
}

export const bench: Bench = {
  title: "Solver port: exchange of models, and solving them",
  run: async (say) => {
    const rows: BenchRow[] = [];
    const add = (row: BenchRow): void => {
      rows.push(row);
      say(`${row.what}, ${row.size}, ${row.by}: ${row.ms === undefined ? (row.note ?? "–") : `${row.ms.toFixed(1)} ms`}`);
    };
    const folder = mkdtempSync(join(tmpdir(), "port-bench-"));
    const highs = await loadHighs();
    for (const size of TEXTS) {
      const model = covering(size);
      const text = mpsText(model);
      const words = `${model.values.length.toLocaleString("en")} entries, ${(text.length / 1e6).toFixed(1)} MB`;
      const path = join(folder, "model.mps");
      writeFileSync(path, text);
      add({ what: "write MPS", by: "concord", size: words, repeats: REPEATS, ms: await medianMs(REPEATS, () => mpsText(model)) });
      add({ what: "write LP", by: "concord", size: words, repeats: REPEATS, ms: await medianMs(REPEATS, () => lpText(model)) });
      const own = await medianMs(REPEATS, () => readMps(text));
      add({ what: "read MPS", by: "concord", size: words, repeats: REPEATS, ms: own });
      const theirs = await medianMs(REPEATS, () => highs.createModel({ format: "mps", data: text }).dispose());
      add({ what: "read MPS", by: "HiGHS in WebAssembly", size: words, repeats: REPEATS, ms: theirs, note: `${(theirs / own).toFixed(1)} times Concord's` });
      for (const [by, program, args] of [
        ["GLPK", "glpsol", ["--freemps", path, "--check"]],
        ["CBC", "cbc", [path, "quit"]],
      ] as const) {
        const peer = timed(program, args);
        add({ what: "read MPS", by, size: words, repeats: 1, ...peer, note: peer.note ?? "start of the program included" });
      }
    }

    // A small linear model, from a cold start and warm, and many of them on one thread and on two.
    const small = covering({ columns: 300, rows: 200, perRow: 8 });
    const shape = "200 rows, 300 columns";
    add({
      what: "small linear model",
      by: "concord, pool started for it",
      size: shape,
      repeats: REPEATS,
      ms: await medianMs(REPEATS, async () => {
        const pool = await highsPool({ threads: 1 });
        await pool.solve({ model: small, timeLimit: 10, name: "bench" });
        await pool.close();
      }),
    });
    const many = Array.from({ length: 24 }, () => covering({ columns: 3000, rows: 2000, perRow: 8 }));
    for (const threads of [1, 2]) {
      const pool = await highsPool({ threads });
      const first = await pool.solve({ model: small, timeLimit: 10, name: "bench" });
      if (threads === 1) {
        add({ what: "small linear model", by: "concord, warm pool", size: shape, repeats: 25, ms: await medianMs(25, () => pool.solve({ model: small, timeLimit: 10, name: "bench" })) });
        add({ what: "small linear model", by: "concord, warm pool, from its basis", size: shape, repeats: 25, ms: await medianMs(25, () => pool.solve({ model: small, timeLimit: 10, name: "bench", start: first.basis! })) });
      }
      add({ what: "24 linear models", by: `concord, ${threads} thread${threads === 1 ? "" : "s"}`, size: "2,000 rows, 3,000 columns each", repeats: 3, ms: await medianMs(3, () => Promise.all(many.map((model) => pool.solve({ model, timeLimit: 30, name: "bench" })))) });
      await pool.close();
    }

    // One larger linear model: the race against each runner alone, and others on the same file.
    const pool = await highsPool({ threads: 2 });
    const race = racing(pool);
    const plans = await Promise.all(
      [
        { nations: 16, leaves: 30, years: 10 },
        { nations: 32, leaves: 60, years: 10 },
      ].map(async (size) => {
        const formulation = await alignedModel({ ...fictionalOfSize({ ...size, seed: 3 }), solver: pool, timeLimit: 60 });
        return { words: `plan of ${size.nations} × ${size.leaves} × ${size.years}`, model: withCost(formulation.model, formulation.costs.shortfall) };
      }),
    );
    for (const { words, model } of [...plans, { words: "covering, 5,000 rows, 8,000 columns", model: covering({ columns: 8000, rows: 5000, perRow: 8 }) }]) {
      const size = `${words}: ${model.rowCount} rows, ${model.colCount} columns`;
      const limits = { model, timeLimit: LIMIT_SECONDS, name: "bench" };
      for (const [by, solve] of [
        ["concord, simplex", () => pool.solve({ ...limits, algorithm: "simplex" })],
        ["concord, interior point", () => pool.solve({ ...limits, algorithm: "interior-point", crossover: true })],
        ["concord, race of the two", () => race.solve(limits)],
      ] as const) {
        const began = performance.now();
        const answer = await solve();
        const ms = performance.now() - began;
        add({ what: "linear model", by, size, repeats: 1, ...(answer.status === "optimal" ? { ms, note: `${answer.objective.toFixed(6)}${answer.message === undefined ? "" : `, ${answer.message}`}` } : { note: `${answer.status} after ${LIMIT_SECONDS} s` }) });
        while (pool.idle() < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const path = join(folder, "linear.mps");
      writeFileSync(path, mpsText(model));
      for (const [by, algorithm] of [["HiGHS native, simplex", "simplex"], ["HiGHS native, interior point with crossover", "ipx"]] as const) add({ what: "linear model", by, size, repeats: 1, ...nativeLinear(path, algorithm, LIMIT_SECONDS) });
      for (const [by, program, args] of [
        ["CLP", "clp", [path, "-seconds", String(LIMIT_SECONDS), "-solve"]],
        ["GLPK", "glpsol", ["--freemps", path, "--tmlim", String(LIMIT_SECONDS)]],
      ] as const) {
        const peer = timed(program, args);
        add({ what: "linear model", by, size, repeats: 1, ...peer, note: peer.note ?? "file read included" });
      }
    }

    const whole = knapsack(60, 5);
    const size = "knapsack of 60 columns and 5 rows";
    const began = performance.now();
    const answer = await pool.solve({ model: whole, timeLimit: LIMIT_SECONDS, gap: 0, name: "bench" });
    add({ what: "whole-number model", by: "concord", size, repeats: 1, ...(answer.status === "optimal" ? { ms: performance.now() - began } : {}), note: `${answer.status}, ${answer.objective}` });
    const path = join(folder, "whole.mps");
    writeFileSync(path, mpsText(whole));
    const native = askPeer<{ readonly seconds: number; readonly status: string }>("highs_mip.py", [path, String(LIMIT_SECONDS), "0"], LIMIT_SECONDS + 60);
    add({ what: "whole-number model", by: "HiGHS native", size, repeats: 1, ...(!native.found ? { note: native.note } : native.status === "Optimal" ? { ms: native.seconds * 1000, note: "processor time; reading left out" } : { note: `did not finish in ${LIMIT_SECONDS} s` }) });
    for (const [by, program, args] of [
      ["CBC", "cbc", [path, "ratio", "0", "sec", String(LIMIT_SECONDS), "solve"]],
      ["GLPK", "glpsol", ["--freemps", path, "--tmlim", String(LIMIT_SECONDS), "--cuts"]],
    ] as const) {
      const peer = timed(program, args);
      add({ what: "whole-number model", by, size, repeats: 1, ...peer, note: peer.note ?? "file read included" });
    }
    await pool.close();
    return rows;
  },
};
