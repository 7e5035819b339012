import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { highsPool } from "#adapters/highs";
import { type MilpModel, withCost } from "#maths";
import type { Formulation } from "../src/engines/plan/formulate.ts";
import { lexicographic, type LexicographicStage, stagesOf } from "../src/engines/plan/lexicographic.ts";
import { type Desk, solveStage } from "../src/engines/plan/stage.ts";
import { alignedOf, shapeOf } from "./aligned.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { askPeer, cpuMs } from "./peer.ts";

/** Most milliseconds for a build. */
const SIZES = [
  { size: "S", builds: 40, buildMost: 60 },
  { size: "M", builds: 80, buildMost: 160 },
] as const;
const LIMIT_SECONDS = 400;
const PULP_LEAST = 50;

type Add = (row: BenchRow) => void;
const finite = (values: Float64Array): (number | null)[] => Array.from(values, (it) => (Number.isFinite(it) ? it : null));

/** G1: the same formulation again and again, as the what-if and the levers do. */
async function builds({ size, builds: times, buildMost, words, build, folder, add }: (typeof SIZES)[number] & { readonly words: string; readonly build: () => Formulation; readonly folder: string; readonly add: Add }): Promise<void> {
  for (let at = 0; at < 5; at++) build();
  const taken: number[] = [];
  for (let at = 0; at < times; at++) taken.push(await cpuMs(build));
  // Other work on the machine only ever adds: the least is what the work itself takes. PuLP's is the least too.
  const ms = Math.min(...taken);
  const model = withCost(build().model, build().costs.shortfall);
  add({ what: "build", by: "concord", size: words, ms, repeats: times, note: `processor time, least of ${times}; ${shapeOf(model)}`, goal: { id: "G1", what: `size ${size}: build to typed arrays`, value: ms, unit: "ms", atMost: buildMost, why: "The model has more entries than the one the goal was set on: all that a nation has bought so far counts in every later year." } });
  const path = join(folder, "model.json");
  writeFileSync(path, JSON.stringify({ cost: [...model.cost], lo: finite(model.colLower), up: finite(model.colUpper), rlo: finite(model.rowLower), rup: finite(model.rowUpper), st: [...model.starts], ind: [...model.indices], val: [...model.values] }));
  const pulp = askPeer<{ readonly version: string; readonly sumMs: number; readonly pairsMs: number; readonly readableMs: number }>("pulp_build.py", [path], LIMIT_SECONDS);
  const goal = { id: "G1", what: `size ${size}: PuLP's time to build the same rows, beside ours`, unit: "times", atLeast: PULP_LEAST, why: "PuLP copies numbers that were computed beforehand; ours computes every one of them from the records' arrays, and keeps what each row is about for the explanations. Later releases of PuLP are quicker than the one the goal was set beside." } as const;
  if (!pulp.found) {
    add({ what: "build", by: "PuLP", size: words, repeats: 1, note: pulp.note, goal });
    return;
  }
  const beside = (it: number): string => `${(it / ms).toFixed(0)} times Concord's; processor time, least of three, numbers computed beforehand`;
  add({ what: "build", by: `PuLP ${pulp.version}, lpSum`, size: words, repeats: 1, ms: pulp.sumMs, note: `${beside(pulp.sumMs)}; the way its documentation writes models`, goal: { ...goal, value: pulp.sumMs / ms } });
  add({ what: "build", by: `PuLP ${pulp.version}, lists of pairs`, size: words, repeats: 1, ms: pulp.pairsMs, note: `${beside(pulp.pairsMs)}; its quickest way` });
  add({ what: "build", by: `PuLP ${pulp.version}, lpSum, until a solver can read it`, size: words, repeats: 1, ms: pulp.readableMs, note: beside(pulp.readableMs) });
}

const STAGES_MOST = 1.6;

/** G5: three objectives in order, warm, beside the dearest of them alone and beside three from nothing. */
async function stages({ words, formulation, desk, world, add }: { readonly words: string; readonly formulation: Formulation; readonly desk: Desk; readonly world: Parameters<typeof stagesOf>[0]; readonly add: Add }): Promise<void> {
  const three: readonly LexicographicStage[] = stagesOf(world).slice(0, 3);
  // Once before, so that neither pays for the first meeting of HiGHS with a model of this size.
  await solveStage({ desk, formulation, objective: "shortfall", name: "warm up" });
  const one = await cpuMs(() => solveStage({ desk, formulation, objective: "shortfall", name: "one stage" }));
  add({ what: "one objective, from nothing", by: "concord", size: words, repeats: 1, ms: one, note: "processor time; least shortfall" });
  let values: readonly number[] = [];
  const ms = await cpuMs(async () => {
    values = (await lexicographic({ desk, formulation, stages: three, name: "three stages" })).stages.map((it) => it.value);
  });
  add({ what: "three objectives in order, warm", by: "concord", size: words, repeats: 1, ms, note: `processor time; violations, shortfall, cost: ${values.map((it) => it.toPrecision(7)).join(", ")}`, goal: { id: "G5", what: "size S: three objectives in order beside one", value: ms / one, unit: "times", atMost: STAGES_MOST, why: "The second objective goes on from the basis of the first by primal simplex; the steps it takes depend on how far the cheapest plan lies from the first one found." } });
  let cold = 0;
  for (let at = 1; at <= three.length; at++) {
    const kept = three.slice(0, at - 1).map((it, i) => ({ objective: it.objective, upper: values[i]! - formulation.constants[it.objective] + Math.max(Math.abs(values[i]!) * it.allowance, 1e-6) }));
    cold += await cpuMs(() => solveStage({ desk, formulation, objective: three[at - 1]!.objective, keep: kept, name: `cold ${at}` }));
  }
  add({ what: "three objectives in order, each from nothing", by: "concord", size: words, repeats: 1, ms: cold, note: `processor time; ${(cold / one).toFixed(2)} times one objective` });
}

const WORKERS_LEAST = 0.85;
const WORKERS_MOST = 8;
const LINEAR_MODELS = 40;
const ROUNDS = 5;

/** G7: many small models, warm, on one worker and on two; the answers compared bit by bit. */
async function workers({ words, formulation, add }: { readonly words: string; readonly formulation: Formulation; readonly add: Add }): Promise<void> {
  const models = Array.from({ length: LINEAR_MODELS }, (_, at): MilpModel => {
    const model = withCost(formulation.model, formulation.costs.shortfall);
    // Another weight for every column in every model, the same in every run.
    return { ...model, cost: model.cost.map((it, column) => it * (1 + 0.3 * Math.sin(1 + at * 7 + column))) };
  });
  const cores = cpus().length;
  // More workers than cores are not quicker, but must answer alike.
  const widths = [...new Set([1, 2, 4, WORKERS_MOST, Math.min(cores, WORKERS_MOST)])].sort((a, b) => a - b);
  const best = new Map<number, number>();
  const answers = new Map<number, Float64Array[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const threads of widths.filter((it) => it <= cores || round === 0)) {
      const pool = await highsPool({ threads });
      const solve = async (model: MilpModel): Promise<Float64Array> => {
        const answer = await pool.solve({ model, timeLimit: 60, name: "worker" });
        if (answer.status !== "optimal") throw new Error(`a small model ended as ${answer.status}`);
        return answer.primal;
      };
      const all = (): Promise<Float64Array[]> => Promise.all(models.map(solve));
      // Each thread compiles HiGHS as it first meets it.
      await all();
      const began = performance.now();
      answers.set(threads, await all());
      best.set(threads, Math.min(performance.now() - began, best.get(threads) ?? Number.POSITIVE_INFINITY));
      await pool.close();
    }
  }
  const same = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((it, at) => Object.is(it, b[at]));
  const most = Math.max(...widths.filter((it) => it <= cores));
  const isSameFor = (threads: number): boolean => answers.get(threads)!.every((it, at) => same(it, answers.get(1)![at]!));
  const isAllSame = widths.every(isSameFor);
  const one = best.get(1)!;
  for (const threads of widths) {
    const ms = best.get(threads)!;
    const isSame = isSameFor(threads);
    const share = one / (threads * ms);
    add({
      what: `${LINEAR_MODELS} linear models, warm`,
      by: `concord, ${threads === 1 ? "1 worker" : `${threads} workers`}`,
      size: words,
      repeats: threads <= cores ? ROUNDS : 1,
      ...(threads <= cores ? { ms } : {}),
      note: `${threads <= cores ? "wall time, best round" : `more than the ${cores} cores, so not timed`}; ${threads === 1 ? shapeOf(formulation.model) : isSame ? "same answers to the last bit" : "answers differ"}`,
      ...(threads === most && threads > 1 ? { goal: { id: "G7" as const, what: `${threads} workers: work done by each, beside one alone; answers of 1 to ${WORKERS_MOST} workers ${isAllSame ? "the same to the last bit" : "differ"}`, value: isAllSame ? share : 0, unit: "share", atLeast: WORKERS_LEAST, why: "Wall time on few cores: whatever else the machine does takes from two workers what it leaves to one. The page of benchmarks gives the load." } } : {}),
    });
  }
}

export const bench: Bench = {
  title: "Plan engine at full size: build, stages, workers",
  run: async (say, keep) => {
    // Builds may be measured by themselves; what was measured of the rest then stays.
    const isBuilds = process.env["ENGINE_BUILDS"] === "1";
    const later = isBuilds ? earlier().filter((it) => it.what !== "build") : [];
    const rows: BenchRow[] = [];
    const add: Add = (row) => {
      rows.push(row);
      keep([...rows, ...later]);
      say(`${row.what}, ${row.size}, ${row.by}: ${row.ms === undefined ? "–" : `${row.ms.toFixed(0)} ms`} (${row.note ?? ""})`);
    };
    const folder = mkdtempSync(join(tmpdir(), "engine-bench-"));
    const pool = await highsPool({ threads: 1 });
    const desk: Desk = { solver: pool, signal: undefined, timeLimit: LIMIT_SECONDS };
    for (const it of SIZES) {
      const { words, world, build } = await alignedOf(it.size, desk);
      await builds({ ...it, words, build, folder, add });
      const formulation = build();
      if (it.size !== "S" || isBuilds) continue;
      await stages({ words, formulation, desk, world, add });
      const small = await alignedOf("B", desk);
      await workers({ words: small.words, formulation: small.build(), add });
    }
    await pool.close();
    return [...rows, ...later];
  },
};

/** What was measured before. */
const earlier = (): readonly BenchRow[] => (JSON.parse(readFileSync(join(import.meta.dirname, "results", "engine.json"), "utf8")) as { readonly rows: readonly BenchRow[] }).rows;
