import type { Alliance } from "#model";
import type { Comparison, Lever, Progress, TargetShares } from "./plan.ts";
import type { Solver, StopSignal } from "./solver.ts";

export interface PlanAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  /** Budget path, for example `held`. */
  readonly path: string;
  /** Planning situation whose requirements drive the plan. Absent: of each leaf the one whose row stands first. */
  readonly situation?: string;
  readonly solver: Solver;
  /** Levers open in the aligned plan. Absent: all four. */
  readonly levers?: readonly Lever[];
  /** Also solve both plans with easy and hard figures. */
  readonly dataRange?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: StopSignal;
}

/** Plans for the alliance alone and aligned and prices the difference. @throws StoppedError when `signal` fires. */
export async function planAlliance(ask: PlanAsk): Promise<Comparison> {
  throw new Error(`not yet: ${ask.path}`);
}
