import { createHash } from "node:crypto";
import { loadDataset } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { assessAlliance, planInputs } from "#app";
import { allParameters } from "#views";
import { type PlanAsk, planAlliance, verifyComparison } from "../src/engines/plan/index.ts";
import { fictionalAlliance } from "../src/engines/plan/fictional-alliance.ts";
import { type Bench, type BenchRow, medianMs } from "./bench.ts";
import { written } from "./goals.ts";

type World = Omit<PlanAsk, "solver">;

/** The real alliance as `concord plan` reads it. */
async function natoOpen(): Promise<World> {
  const { alliance, digest } = await loadDataset("data/nato-open", { parameters: allParameters });
  if (alliance === undefined) throw new Error("data/nato-open cannot be read");
  return planInputs(assessAlliance({ alliance, digest }, {}, (text) => createHash("sha256").update(text).digest("hex")));
}

const WORLDS: readonly (readonly [size: string, make: () => Promise<World>])[] = [
  ["B, 8 × 12 × 6", async () => fictionalAlliance({ size: "B", seed: 3 })],
  ["nato-open", natoOpen],
  ["S, 32 × 60 × 10", async () => fictionalAlliance({ size: "S", seed: 3 })],
];

// Most time for one solve of a plan, so that the largest world ends. Unit: s.
const SOLVE_LIMIT = 120;
const REPEATS = 5;
// Processor time: other work on the machine slows one thread and two by different parts. Unit: ms.
const cpu = (): number => process.cpuUsage().user / 1000;

// Why a small case misses.
const WHY = "In so small a case more than half of the time goes into running the checker for the first time, before its code is compiled; what remains once it is stands as *again*.";

/** Most of the solve time that the checker may take. Unit: share. */
const LIMIT = 0.01;

export const bench: Bench = {
  title: "Checker: every figure of a comparison counted again, beside making it",
  run: async (say, keep) => {
    const rows: BenchRow[] = [];
    for (const [size, make] of WORLDS) {
      const world = await make();
      say(`${size}: making the plans`);
      const solver = await highsPool({ threads: 2 });
      try {
        const began = cpu();
        const comparison = await planAlliance({ ...world, solver, timeLimit: SOLVE_LIMIT });
        const solved = cpu() - began;
        // As a command meets it: once, on a program that has not run yet; and again, when the machine knows it.
        const ask = { ...world, comparison };
        const start = cpu();
        const { all } = verifyComparison(ask);
        const cold = cpu() - start;
        const warm = await medianMs(REPEATS, () => verifyComparison(ask));
        say(`${size}: ${(solved / 1000).toFixed(1)} s to make, ${warm.toFixed(0)} ms to check`);
        rows.push({ what: "make both plans and their difference", by: "concord", size, ms: solved, repeats: 1, note: "processor time of all threads; as it is published, with the plans at easy and hard figures" });
        rows.push({ what: "check, the first time after making", by: "concord", size, ms: cold, repeats: 1, note: `processor time; ${all.checked} figures, ${all.faults.length} faults; again: ${warm.toFixed(0)} ms, ${written(warm / solved, "share")}`, goal: { id: "G10", what: `${size}: checking beside making`, value: cold / solved, unit: "share", atMost: LIMIT, why: WHY } });
        rows.push({ what: "check again", by: "concord", size, ms: warm, repeats: REPEATS });
      } catch (cause) {
        rows.push({ what: "make both plans and their difference", by: "concord", size, repeats: 1, note: `not made: ${cause instanceof Error ? cause.message : String(cause)}` });
      } finally {
        await solver.close();
      }
      keep(rows);
    }
    return rows;
  },
};
