import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { highsPool } from "#adapters/highs";
import { lpText, type MilpModel, mpsText, withCost } from "#maths";
import { planAlone } from "../src/engines/plan/alone.ts";
import { freedomOf } from "../src/engines/plan/aligned.ts";
import { candidatesOf } from "../src/engines/plan/candidates.ts";
import { fictionalOfSize } from "../src/engines/plan/fictional.ts";
import { formulate } from "../src/engines/plan/formulate.ts";
import { solveStage } from "../src/engines/plan/stage.ts";
import { worldOf } from "../src/engines/plan/world.ts";
import { type Bench, type BenchRow, medianMs } from "./bench.ts";
import { nativeLinear } from "./peer.ts";

/**
 * Builds the same rows in PuLP from arrays read beforehand, as its documentation writes them (`lpSum` of terms) and in its
 * quickest way (lists of pairs); prints the seconds of each building alone,
 * and of the first until a solver can read the model: PuLP hands over a file, Concord the arrays it has built. Concord's time
 * includes computing every number.
 */
const PULP = `
import json, sys, time
try:
    import pulp
except ImportError:
    print("not found"); sys.exit(0)
m = json.load(open(sys.argv[1]))
def build(total):
    start = time.perf_counter()
    problem = pulp.LpProblem("plan", pulp.LpMinimize)
    x = [pulp.LpVariable("x%d" % j, m["lo"][j], m["up"][j]) for j in range(len(m["lo"]))]
    problem += total(x, [(j, c) for j, c in enumerate(m["cost"]) if c != 0])
    for i in range(len(m["rlo"])):
        e = total(x, [(m["ind"][k], m["val"][k]) for k in range(m["st"][i], m["st"][i + 1])])
        if m["rlo"][i] is not None and m["rlo"][i] == m["rup"][i]: problem += e == m["rlo"][i]
        elif m["rlo"][i] is not None: problem += e >= m["rlo"][i]
        elif m["rup"][i] is not None: problem += e <= m["rup"][i]
    built = time.perf_counter() - start
    problem.writeLP(sys.argv[1] + ".lp")
    return built, time.perf_counter() - start
first = build(lambda x, terms: pulp.lpSum([v * x[j] for j, v in terms]))
print(first[0], build(lambda x, terms: pulp.LpAffineExpression([(x[j], v) for j, v in terms]))[0], first[1])
`;

const LIMIT_SECONDS = 30;
const SIZES = [
  { nations: 4, leaves: 6, years: 4 },
  { nations: 8, leaves: 12, years: 6 },
  { nations: 16, leaves: 30, years: 10 },
  { nations: 32, leaves: 60, years: 10 },
  { nations: 32, leaves: 120, years: 15 },
  { nations: 32, leaves: 200, years: 20 },
] as const;

const finite = (values: Float64Array): (number | null)[] => Array.from(values, (it) => (Number.isFinite(it) ? it : null));

/** Seconds of a program, or why there are none. */
function timed(program: string, args: readonly string[]): { readonly ms?: number; readonly note?: string; readonly out: string } {
  const began = performance.now();
  try {
    const out = execFileSync(program, args, { encoding: "utf8", timeout: (LIMIT_SECONDS + 5) * 1000, maxBuffer: 1e8, stdio: ["ignore", "pipe", "ignore"] });
    return { ms: performance.now() - began, out };
  } catch (cause) {
    return { note: (cause as { code?: string }).code === "ENOENT" ? "not found" : `did not finish in ${LIMIT_SECONDS} s`, out: "" };
  }
}

export const bench: Bench = {
  title: "Plan: building and solving the aligned model",
  run: async (say, keep) => {
    const rows: BenchRow[] = [];
    const solver = await highsPool({ threads: 2 });
    const desk = { solver, signal: undefined, timeLimit: 60 };
    const folder = mkdtempSync(join(tmpdir(), "plan-bench-"));
    for (const size of SIZES) {
      const words = `${size.nations} × ${size.leaves} × ${size.years}`;
      const it = fictionalOfSize({ ...size, seed: 3 });
      const world = worldOf({ ...it, figures: "base" });
      say(`${words}: allies alone`);
      const began = performance.now();
      const alone = await planAlone({ world, desk });
      rows.push({ what: "allies alone, all rounds", by: "concord", size: words, ms: performance.now() - began, repeats: 1 });
      const freedom = freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers: ["dates", "lots", "roles", "standards"] });
      const formulation = formulate(world, freedom);
      const model: MilpModel = withCost(formulation.model, formulation.costs.shortfall);
      const shape = `${model.rowCount} rows, ${model.colCount} columns, ${model.indices.length} entries`;
      // Warm: the what-if builds the model again and again.
      const repeats = size.leaves > 60 ? 9 : 99;
      const ms = await medianMs(repeats, () => formulate(world, freedom));
      rows.push({ what: "build", by: "concord", size: words, ms, repeats, note: shape });
      say(`${words}: build ${ms.toFixed(0)} ms, ${shape}`);
      const arrays = join(folder, "model.json");
      writeFileSync(arrays, JSON.stringify({ cost: [...model.cost], lo: finite(model.colLower), up: finite(model.colUpper), rlo: finite(model.rowLower), rup: finite(model.rowUpper), st: [...model.starts], ind: [...model.indices], val: [...model.values] }));
      const script = join(folder, "build.py");
      writeFileSync(script, PULP);
      const pulp = timed("/usr/bin/python3", [script, arrays]);
      const pulpTimes = pulp.out.trim().split(" ").map((it) => Number(it) * 1000);
      for (const [at, by] of ["PuLP, lpSum", "PuLP, lists of pairs", "PuLP, lpSum, until a solver can read it"].entries()) {
        const pulpMs = pulpTimes[at];
        const found = pulp.out.trim() !== "" && pulpMs !== undefined && Number.isFinite(pulpMs);
        rows.push({ what: "build", by, size: words, repeats: 1, ...(found ? { ms: pulpMs, note: `${(pulpMs / ms).toFixed(0)} times Concord's; numbers computed beforehand` } : { note: pulp.note ?? "not found" }) });
        if (found) say(`${words}: ${by} ${pulpMs.toFixed(0)} ms, ${(pulpMs / ms).toFixed(0)} times`);
      }
      const solved = await solveStage({ desk, formulation, objective: "shortfall", name: words }).catch(() => undefined);
      if (solved === undefined) {
        rows.push({ what: "solve", by: "concord", size: words, repeats: 1, note: `did not finish in ${desk.timeLimit} s` });
        say(`${words}: solve did not finish`);
      } else rows.push({ what: "solve", by: "concord", size: words, ms: solved.seconds * 1000, repeats: 1, note: `HiGHS in WebAssembly, ${(solved.value - formulation.constants.shortfall).toFixed(6)}, proved to ${(Math.abs(solved.value - solved.bound) / Math.max(Math.abs(solved.value), 1e-9)).toExponential(1)}` });
      if (solved !== undefined) say(`${words}: solve ${solved.seconds.toFixed(2)} s`);
      const mps = join(folder, "model.mps");
      writeFileSync(mps, mpsText(model));
      for (const [by, algorithm] of [["HiGHS native, simplex", "simplex"], ["HiGHS native, interior point with crossover", "ipx"]] as const) {
        const row: BenchRow = { what: "solve", by, size: words, repeats: 1, ...nativeLinear(mps, algorithm, LIMIT_SECONDS) };
        rows.push(row);
        say(`${words}: ${by} ${row.ms === undefined ? row.note : `${(row.ms / 1000).toFixed(2)} s`}`);
      }
      const text = join(folder, "model.lp");
      writeFileSync(text, lpText(model));
      for (const [by, program, args] of [
        ["CLP barrier", "clp", [text, "-barrier"]],
        ["CBC", "cbc", [text, "-sec", String(LIMIT_SECONDS), "-solve"]],
        ["GLPK", "glpsol", ["--lp", text, "--tmlim", String(LIMIT_SECONDS)]],
      ] as const) {
        const peer = timed(program, args);
        const stopped = /TIME LIMIT EXCEEDED|Stopped on time|Time limit reached/i.test(peer.out);
        rows.push({ what: "solve", by, size: words, repeats: 1, ...(peer.ms === undefined || stopped ? { note: peer.note ?? `did not finish in ${LIMIT_SECONDS} s` } : { ms: peer.ms, note: "text read included" }) });
        say(`${words}: ${by} ${peer.ms === undefined || stopped ? (peer.note ?? "did not finish") : `${(peer.ms / 1000).toFixed(2)} s`}`);
      }
      keep(rows);
    }
    await solver.close();
    return rows;
  },
};
