import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { highsPool } from "#adapters/highs";
import { lagrangianBound, type MilpModel, mpsText, withCost } from "#maths";
import type { Desk } from "../src/engines/plan/stage.ts";
import { alignedOf, shapeOf } from "./aligned.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { instance, INSTANCE_SIZES } from "./instances.ts";
import { askPeer, cpuMs } from "./peer.ts";

/** Most times native HiGHS that our stack may take. */
const SIZES = [
  { size: "S", solveMost: 1.5 },
  { size: "M", solveMost: 1.6 },
] as const;
const LIMIT_SECONDS = 1200;
// Native simplex, shown for comparison, is given less.
const SIMPLEX_SECONDS = 120;

type Add = (row: BenchRow) => void;

interface NativeFound {
  readonly version: string;
  readonly status: string;
  readonly objective: number;
  readonly cpuMs: number;
  readonly memoryMiB: number;
}

type SolvesAsk = (typeof SIZES)[number] & { readonly words: string; readonly what: string; readonly model: MilpModel; readonly desk: Desk; readonly folder: string; readonly add: Add };

/** G2: one linear solve through port, thread, checks and all, beside the native solver's run alone. */
async function solves({ size, solveMost, words, what, model, desk, folder, add }: SolvesAsk): Promise<void> {
  let value = 0;
  let gap = Number.NaN;
  const ms = await cpuMs(async () => {
    const answer = await desk.solver.solve({ model, timeLimit: LIMIT_SECONDS, algorithm: "interior-point", name: words });
    value = answer.objective;
    if (answer.status === "optimal") gap = Math.abs(value - lagrangianBound(model, answer.dual)) / Math.max(Math.abs(value), 1e-9);
  });
  const isSolved = Number.isFinite(gap);
  add({ what, by: "concord", size: words, repeats: 1, ...(isSolved ? { ms } : {}), note: isSolved ? `processor time; ${shapeOf(model)}; interior point with crossover in WebAssembly, ${value.toPrecision(9)}, proved to ${gap.toExponential(1)} from its duals` : `did not finish in ${LIMIT_SECONDS} s` });
  const path = join(folder, "model.mps");
  writeFileSync(path, mpsText(model));
  const goal = { id: "G2", what: `size ${size}, ${what}: processor time beside native HiGHS, same algorithm`, unit: "times", atMost: solveMost, why: "The same HiGHS in WebAssembly: vectors of two numbers where native code has four or more, checks of every access, and a thread that compiles as it goes; copying in and out and the check of the answer are counted on our side only." } as const;
  for (const algorithm of size === "S" ? (["ipx", "simplex"] as const) : (["ipx"] as const)) {
    const native = askPeer<NativeFound>("native.py", [path, algorithm, String(algorithm === "ipx" ? LIMIT_SECONDS : SIMPLEX_SECONDS)], LIMIT_SECONDS + 60);
    const by = `HiGHS native, ${algorithm === "ipx" ? "interior point with crossover" : algorithm}`;
    const answers = algorithm === "ipx";
    if (!native.found) add({ what, by, size: words, repeats: 1, note: native.note, ...(answers ? { goal } : {}) });
    else if (native.status !== "Optimal") add({ what, by, size: words, repeats: 1, note: `${native.status} after ${(native.cpuMs / 1000).toFixed(0)} s of processor time`, ...(answers ? { goal } : {}) });
    else add({ what, by: `${by}, ${native.version}`, size: words, repeats: 1, ms: native.cpuMs, note: `processor time of the run alone; ${native.objective.toPrecision(9)}; ours takes ${(ms / native.cpuMs).toFixed(2)} times as long`, ...(answers ? { goal: { ...goal, ...(isSolved ? { value: ms / native.cpuMs } : {}) } } : {}) });
  }
}

export const bench: Bench = {
  title: "Linear plans through the whole stack",
  run: async (say, keep) => {
    const rows: BenchRow[] = [];
    const add: Add = (row) => {
      rows.push(row);
      keep(rows);
      say(`${row.what}, ${row.size}, ${row.by}: ${row.ms === undefined ? "–" : `${row.ms.toFixed(0)} ms`} (${row.note ?? ""})`);
    };
    const folder = mkdtempSync(join(tmpdir(), "linear-bench-"));
    const pool = await highsPool({ threads: 1 });
    const desk: Desk = { solver: pool, signal: undefined, timeLimit: LIMIT_SECONDS };
    for (const it of SIZES) {
      const { words, build } = await alignedOf(it.size, desk);
      const formulation = build();
      await solves({ ...it, words, what: "plan of the fictional alliance, least shortfall", model: withCost(formulation.model, formulation.costs.shortfall), desk, folder, add });
      await solves({ ...it, words, what: "synthetic plan, its relaxation", model: instance({ ...INSTANCE_SIZES[it.size], seed: 1, whole: false }), desk, folder, add });
    }
    await pool.close();
    return rows;
  },
};
