import type { Formulation, Objective } from "./formulate.ts";
import type { Deliveries } from "./freedom.ts";
import { PLAN } from "./parameters.ts";
import type { Basis } from "./solver.ts";
import { allowed, type Desk, type Kept, solveStage, type StageAnswer } from "./stage.ts";
import type { World } from "./world.ts";

/** One objective of a sequence. */
export interface LexicographicStage {
  readonly objective: Objective;
  /** Part of its least value that later objectives may give up. Unit: share. */
  readonly allowance: number;
  /** Its answer, where the same formulation was already solved for it with the same earlier objectives kept. */
  readonly done?: StageAnswer;
}

export interface LexicographicAsk {
  readonly desk: Desk;
  readonly formulation: Formulation;
  readonly stages: readonly LexicographicStage[];
  /** Bounds of columns that hold in every stage. */
  readonly uppers?: ReadonlyMap<number, number>;
  readonly start?: Basis | undefined;
  /** Values of whole-number columns to start the first search from. */
  readonly startValues?: Float64Array;
  /** Shown in progress and in messages. */
  readonly name: string;
  readonly onStage?: (objective: Objective, done: number, of: number) => void;
}

/** One objective as solved, and what it was then kept at. */
export interface StageReached extends StageAnswer {
  readonly objective: Objective;
  /** Most that later objectives may make of it, constants included. */
  readonly kept: number;
}

export interface LexicographicAnswer {
  /** In the order asked for. */
  readonly stages: readonly StageReached[];
  /** The solution of the last stage: the plan. */
  readonly primal: Float64Array;
  readonly deliveries: Deliveries;
  readonly basis: Basis | undefined;
  /** Sum over stages solved here. Unit: s. */
  readonly seconds: number;
}

/**
 * Solves objectives one after the other: each is made least with every earlier one kept at its least value plus its
 * allowance, as a row over the same columns, and starts from the basis of the one before (which stays feasible: only the
 * costs change and the row holds there). Linear and whole-number models alike; a whole-number stage starts its search from
 * the solution of the one before. Once violations are least no single one of them can exceed their sum, which bounds its
 * column and keeps the proved bounds of later stages tight.
 * Unit of a value: its objective's. @throws NoAnswerError, StoppedError
 * Source: preemptive goal programming; Isermann, Linear lexicographic optimization (1982).
 * @example await lexicographic({ desk, formulation, stages: stagesOf(world), name: "aligned" })
 */
export async function lexicographic({ desk, formulation, stages, uppers, start, startValues, name, onStage }: LexicographicAsk): Promise<LexicographicAnswer> {
  const reached: StageReached[] = [];
  const keep: Kept[] = [];
  const bounds = new Map(uppers);
  let basis = start;
  let values = startValues;
  let seconds = 0;
  for (const [at, stage] of stages.entries()) {
    const { objective } = stage;
    const answer = stage.done ?? (await solveStage({ desk, formulation, objective, keep, uppers: bounds, start: basis, isNear: at > 0, ...(values === undefined ? {} : { startValues: values }), name: `${name}, ${objective}` }));
    if (stage.done === undefined) seconds += answer.seconds;
    const constant = formulation.constants[objective];
    const upper = allowed(answer.value - constant, stage.allowance);
    keep.push({ objective, upper });
    if (objective === "violations") formulation.costs.violations.forEach((cost, column) => { if (cost > 0) bounds.set(column, Math.min(bounds.get(column) ?? Number.POSITIVE_INFINITY, upper / cost)); });
    reached.push({ ...answer, objective, kept: upper + constant });
    basis = answer.basis ?? basis;
    values = formulation.model.whole === undefined ? undefined : answer.primal;
    onStage?.(objective, at + 1, stages.length);
  }
  const last = reached.at(-1)!;
  return { stages: reached, primal: last.primal, deliveries: last.deliveries, basis, seconds };
}

/** The four objectives with their allowances: violations, shortfall by CAP level, cost, change. */
export const stagesOf = (world: Pick<World, "value">): readonly LexicographicStage[] => [
  { objective: "violations", allowance: world.value(PLAN.allowanceViolations) },
  { objective: "shortfall", allowance: world.value(PLAN.allowanceShortfall) },
  { objective: "money", allowance: world.value(PLAN.allowanceCost) },
  { objective: "deviation", allowance: 0 },
];
