import type { Alliance } from "#model";
import { freedomOf } from "./aligned.ts";
import { planAlone } from "./alone.ts";
import { candidatesOf } from "./candidates.ts";
import { formulate, type Formulation } from "./formulate.ts";
import { wholeFreedom } from "./integer/choices.ts";
import { PLAN } from "./parameters.ts";
import { type LeadCandidate, type Lever, LEVERS, type TargetShares } from "./plan.ts";
import type { Solver, StopSignal } from "./solver.ts";
import { worldOf } from "./world.ts";

export interface ExportAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  readonly leadCandidates?: readonly LeadCandidate[];
  readonly path: string;
  /** For the plans alone, which the aligned model starts from. */
  readonly solver: Solver;
  readonly levers?: readonly Lever[];
  /** Whether agreements, adoptions and leads are choices of the model, as in a whole-number plan. Absent: not. */
  readonly whole?: boolean;
  /** Whether what lines make and when they close is too. Absent: not. */
  readonly lines?: boolean;
  /** Most time for one solve. Unit: s. */
  readonly timeLimit: number;
  readonly signal?: StopSignal;
}

/**
 * The model of the aligned plan as it is first given to a solver: the levers open, agreements and adoptions as drawn up, any
 * ally free to lead; or, of a whole-number plan, these left to the model. @throws StoppedError when `signal` fires; NoAnswerError when a plan alone cannot be solved.
 */
export async function alignedModel(ask: ExportAsk): Promise<Formulation> {
  const desk = { solver: ask.solver, signal: ask.signal, timeLimit: ask.timeLimit };
  const world = worldOf({ alliance: ask.alliance, targets: ask.targets, leadCandidates: ask.leadCandidates, path: ask.path, figures: "base" });
  const alone = await planAlone({ world, desk });
  const candidates = candidatesOf({ world, alone, slip: Math.round(world.value(PLAN.slip)), dearer: 1 });
  const levers = ask.levers ?? LEVERS;
  const freedom = freedomOf({ world, alone, candidates, levers });
  return formulate(world, ask.whole === true && levers.length > 0 ? wholeFreedom({ freedom, world, candidates, levers, lines: ask.lines === true }) : freedom);
}
