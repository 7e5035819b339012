import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { highsPool } from "#adapters/highs";
import { mpsText } from "#maths";
import { align } from "../src/engines/plan/aligned.ts";
import { planAlone } from "../src/engines/plan/alone.ts";
import { candidatesOf } from "../src/engines/plan/candidates.ts";
import { fictionalAlliance } from "../src/engines/plan/fictional-alliance.ts";
import { LEVERS } from "../src/engines/plan/plan.ts";
import { type Branch, branchOf, type Decision, decisionsOf } from "../src/engines/plan/scenarios/branch.ts";
import { monolithOf } from "../src/engines/plan/scenarios/monolith.ts";
import { meanDecisions, type Solved, waitAndSee } from "../src/engines/plan/scenarios/recourse.ts";
import { changesOf } from "../src/engines/plan/scenarios/scenario.ts";
import { standardScenarios } from "../src/engines/plan/scenarios/standard.ts";
import { twoStage } from "../src/engines/plan/scenarios/two-stage.ts";
import type { Desk } from "../src/engines/plan/stage.ts";
import { worldOf } from "../src/engines/plan/world.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { askPeer, cpuMs } from "./peer.ts";

const SPLIT_MOST = 12;
const MEMORY_MOST = 1.5;
const SLOWER_LEAST = 5;
// The limit is of wall time and the goal of processor time: so much more is given, as a share.
const WALL_ROOM = 1.6;
// Most time given to one linear model, and to the single model of all scenarios. Unit: s.
const LIMIT_SECONDS = 600;
const SINGLE_SECONDS = Number(process.env["CONCORD_BENCH_SINGLE_SECONDS"] ?? 1200);

interface Native {
  readonly version: string;
  readonly status: string;
  readonly objective: number;
  readonly cpuMs: number;
  readonly memoryMiB: number;
}

/** The ten standard scenarios of an invented alliance. */
async function branchesOf(desk: Desk, size: "S" | "B"): Promise<{ readonly words: string; readonly branches: readonly Branch[]; readonly decisions: readonly Decision[] }> {
  const world = worldOf({ ...fictionalAlliance({ size, seed: 3 }), figures: "base" });
  const alone = await planAlone({ world, desk });
  const { freedom } = await align({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), desk, levers: LEVERS, aim: "shortfall" });
  const decisions = decisionsOf(world, freedom);
  const scenarios = standardScenarios(world, 1);
  const parts = scenarios.map((it) => ({ changes: changesOf(world, it), probability: it.probability }));
  return {
    words: `${world.nations.length} × ${world.leaves.length} × ${world.years.length}, ${scenarios.length} scenarios`,
    branches: scenarios.map((scenario, w) => branchOf({ world, freedom, decisions, changes: parts[w]!.changes, scenario })),
    decisions,
  };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const peakMiB = (): number => process.resourceUsage().maxRSS / 1024;

export const bench: Bench = {
  title: "Ten scenarios: the first years decided for all of them, split beside one model",
  run: async (say) => {
    const rows: BenchRow[] = [];
    const add = (row: BenchRow): void => {
      rows.push(row);
      say(`${row.what}, ${row.by}: ${row.ms === undefined ? "–" : `${(row.ms / 1000).toFixed(1)} s`} (${row.note ?? ""})`);
    };
    const pool = await highsPool({ threads: 1 });
    const desk: Desk = { solver: pool, signal: undefined, timeLimit: LIMIT_SECONDS };
    const { words: size, branches, decisions } = await branchesOf(desk, (process.env["CONCORD_BENCH_SIZE"] ?? "S") as "S" | "B");
    // One worker solves one after the other; those from nothing are what a scenario alone would take.
    const times: number[] = [];
    let oneMiB = 0;
    const timed: Desk["solver"] = {
      ...pool,
      solve: async (request, signal) => {
        const before = process.cpuUsage();
        const answer = await pool.solve(request, signal);
        const { user, system } = process.cpuUsage(before);
        if (request.start === undefined) times.push((user + system) / 1000);
        if (times.length === 1) oneMiB = peakMiB();
        say(`${request.name}: ${((user + system) / 1e6).toFixed(1)} s of processor time`);
        return answer;
      },
    };
    const recourse = { desk, branches };
    let known: readonly Solved[] = [];
    const all = await cpuMs(async () => { known = await waitAndSee({ desk: { ...desk, solver: timed }, branches }, decisions); });
    const one = median(times);
    const model = branches[0]!.model;
    add({ what: "one scenario, known to come", by: "concord", size, ms: one, repeats: times.length, note: `processor time, median of those solved from nothing; ${model.rowCount} rows, ${model.colCount} columns, ${decisions.length} decisions` });
    add({ what: "ten scenarios, each known to come", by: "concord", size, ms: all, repeats: 1, note: `processor time, one worker: ${(all / one).toFixed(1)} times one; the lower bound of any plan`, goal: { id: "G6", what: "size S: ten scenarios solved side by side, beside one, for each core", value: all / one, unit: "times", atMost: SPLIT_MOST } });
    let found = "";
    const rest = await cpuMs(async () => {
      const plan = await twoStage({ recourse, decisions, risk: 0, known, tries: [{ first: meanDecisions(branches, known) }], gap: 0, rounds: 0 });
      found = `${plan.value.toFixed(4)}, at least ${plan.bound.toFixed(4)}: proved within ${(100 * plan.gap).toFixed(2)} %`;
    });
    const whole = all + rest;
    add({ what: "decided for all ten, with a proven gap", by: "concord", size, ms: whole, repeats: 1, note: `processor time, one worker, ten known, and the mean of their decisions completed in all ten: ${(whole / one).toFixed(1)} times one; ${found}; further rounds narrow it`, goal: { id: "G6", what: "size S: one plan for ten scenarios with a proven gap, beside one scenario, for each core", value: whole / one, unit: "times", atMost: SPLIT_MOST } });
    add({ what: "peak memory of ten scenarios beside one", by: "concord", size, repeats: 1, note: `${oneMiB.toFixed(0)} MiB after one, ${peakMiB().toFixed(0)} MiB after all, whole process with one worker`, goal: { id: "G6", what: "size S: peak memory of ten scenarios, beside one, one worker", value: peakMiB() / oneMiB, unit: "times", atMost: MEMORY_MOST } });
    const single = monolithOf(branches, decisions);
    const shape = `${single.model.rowCount} rows, ${single.model.colCount} columns, ${single.model.indices.length} entries`;
    const folder = mkdtempSync(join(tmpdir(), "scenarios-bench-"));
    const path = join(folder, "single.mps");
    writeFileSync(path, mpsText(single.model));
    const limit = Math.min(Math.ceil((WALL_ROOM * SLOWER_LEAST * whole) / 1000), SINGLE_SECONDS);
    const goal = { id: "G6", what: "size S: time of the single model of ten scenarios beside the split (at least, where it did not finish)", unit: "times", atLeast: SLOWER_LEAST } as const;
    const native = askPeer<Native>("native.py", [path, "ipx", String(limit)], limit + 120);
    // A model that was given less than five times our time and did not finish says nothing of the goal.
    const isDone = native.found && native.status === "Optimal";
    add({ what: "the single model of all ten", by: `HiGHS native${native.found ? ` ${native.version}` : ""}, interior point with crossover`, size, repeats: 1, ...(native.found ? { ms: native.cpuMs } : {}), note: native.found ? `${isDone ? `optimal, ${(native.objective + single.constant).toFixed(4)}` : `${native.status}: not finished in ${limit} s`}; ${shape}; ${native.memoryMiB.toFixed(0)} MiB` : native.note, goal: { ...goal, ...(native.found && (isDone || native.cpuMs >= SLOWER_LEAST * whole) ? { value: native.cpuMs / whole } : {}) } });
    let wasm = "";
    const wasmMs = await cpuMs(async () => {
      const answer = await pool.solve({ model: single.model, timeLimit: limit, name: "all scenarios", algorithm: "interior-point" });
      wasm = answer.status === "optimal" ? `optimal, ${(answer.objective + single.constant).toFixed(4)}` : `${answer.status}${answer.message === undefined ? "" : `: ${answer.message}`}`;
    });
    add({ what: "the single model of all ten", by: "HiGHS in WebAssembly, interior point with crossover", size, repeats: 1, ms: wasmMs, note: `processor time; ${wasm}; limit ${limit} s; ${(wasmMs / whole).toFixed(1)} times the split` });
    await pool.close();
    return rows;
  },
};
