import { type Comparison, limitFaults, verifyComparison, type Verification } from "#engines/plan";
import type { Results } from "#views";
import { planInputs } from "./main-job.ts";

/** Counts every figure of a comparison again from the records that the results rest on, and tells its limits again. Never throws for a corrupted one. */
export function checkRun(results: Results, comparison: Comparison): Verification {
  const broken = (message: string): Verification => ({ checked: 1, largest: 0, faults: [{ rule: "frame", where: "comparison", amount: 1, message: `It is no comparison of two plans: ${message}.`, mend: "Make the plan again with `node bin/concord.mjs plan --fresh`." }] });
  try {
    const ask = { ...planInputs(results), comparison };
    const { all } = verifyComparison(ask);
    return { ...all, faults: [...all.faults, ...limitFaults(ask)] };
  } catch (cause) {
    return broken(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Whether a stored comparison may be shown: what the checker faults is computed anew. */
export const isSound = (results: Results) => (comparison: Comparison): boolean => checkRun(results, comparison).faults.length === 0;
