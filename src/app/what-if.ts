import { planCase, type Solver, type StopSignal, type WhatIf, whatIf } from "#engines/plan";
import type { Results } from "#views";
import { planInputs } from "./main-job.ts";
import { type AskProgress, caseProgress } from "./progress.ts";

/**
 * A what-if session about the aligned plan of some results: its agreements, adoptions and leads are the base.
 * @throws NoAnswerError, StoppedError
 */
export async function whatIfSession(results: Results & { readonly comparison: NonNullable<Results["comparison"]> }, { solver, signal, onProgress }: { readonly solver: Solver; readonly signal?: StopSignal; readonly onProgress?: (progress: AskProgress) => void }): Promise<WhatIf> {
  const more = signal === undefined ? {} : { signal };
  const { world, freedom } = await planCase({ ...planInputs(results), plan: results.comparison.aligned, solver, onDone: (done, of) => onProgress?.(caseProgress(done, of)), ...more });
  return whatIf({ world, freedom, solver, ...more });
}
