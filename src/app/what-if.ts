import { type AskedAnew, decidedCase, type Solver, type StopSignal, type WhatIf, whatIf } from "#engines/plan";
import { negotiator } from "#engines/targets";
import type { Answer } from "#model";
import { type Results, targetsAsk } from "#views";
import { planInputs } from "./main-job.ts";
import { type AskProgress, caseProgress } from "./progress.ts";

/**
 * A what-if session about the aligned plan of some results: its agreements, adoptions and leads are the base, and a target that
 * is declined is asked of the others as if the answer had been recorded.
 * @throws NoAnswerError, StoppedError
 */
export async function whatIfSession(results: Results & { readonly comparison: NonNullable<Results["comparison"]> }, { solver, signal, onProgress }: { readonly solver: Solver; readonly signal?: StopSignal; readonly onProgress?: (progress: AskProgress) => void }): Promise<WhatIf> {
  const more = signal === undefined ? {} : { signal };
  const { world, freedom } = await decidedCase({ ...planInputs(results), plan: results.comparison.aligned, solver, onDone: (done, of) => onProgress?.(caseProgress(done, of)), ...more });
  return whatIf({ world: { ...world, asked: askedAnew(results) }, freedom, solver, ...more });
}

/** Whom a leaf is asked of when allies decline it besides what they answered: by the rule that recorded answers follow. */
export function askedAnew(results: Pick<Results, "alliance" | "assessment" | "path">): AskedAnew {
  const { answer: recorded } = results.alliance.facts;
  let negotiate: ReturnType<typeof negotiator> | undefined;
  return ({ leaf, declining }) => {
    negotiate ??= negotiator(targetsAsk(results));
    const others = recorded.filter((it) => it.capability === leaf && !declining.includes(it.nation));
    return negotiate(leaf, [...others, ...declining.map((nation) => declines(nation, leaf))]).flatMap(({ year, required, nations }) => nations.map(({ nation, target }) => ({ nation, year, quantity: target, required })));
  };
}

/** An answer that nobody gave. */
const declines = (nation: string, capability: string): Answer => ({ id: `if ${nation} declines ${capability}`, nation, capability, response: "decline", reason: "asked what if", source: "what-if", asOf: "", evidence: "assumption", confidence: "low", label: "" });
