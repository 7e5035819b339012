import { withCost } from "#maths";
import type { Formulation, Objective } from "./formulate.ts";
import type { Deliveries } from "./freedom.ts";
import { PLAN } from "./parameters.ts";
import type { Basis } from "./solver.ts";
import { type Desk, isLarge, type Kept, NoAnswerError, solveStage, type StageAnswer, type StageAsk } from "./stage.ts";
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
  const reached: (StageAnswer & Pick<StageReached, "objective">)[] = [];
  let basis = start;
  let values = startValues;
  let seconds = 0;
  let roundOff = ROUND_OFF;
  const allowances = stages.map((it) => it.allowance);
  const unviolated = await withNothingViolated({ desk, formulation, stages, uppers, name });
  for (const [at, stage] of stages.entries()) {
    const { objective } = stage;
    const done = unviolated?.[at] ?? stage.done;
    const ask = { desk, formulation, objective, start: basis, isFeasible: at > 0, ...(values === undefined ? {} : { startValues: values }), name: `${name}, ${objective}` };
    const answer = done ?? (await solveStage({ ...ask, ...limitsOf({ formulation, uppers, reached, allowances, roundOff }) }).catch((cause: unknown) => {
      // What earlier objectives reached is known to the solver's tolerance only: at times too tight to be met again.
      if (at === 0 || !(cause instanceof NoAnswerError) || cause.status !== "infeasible") throw cause;
      roundOff = ROUND_OFF_LOOSE;
      return solveStage({ ...ask, ...limitsOf({ formulation, uppers, reached, allowances, roundOff }) });
    }));
    if (stage.done === undefined) seconds += answer.seconds;
    reached.push({ ...answer, objective });
    basis = answer.basis ?? basis;
    values = formulation.model.whole === undefined ? undefined : answer.primal;
    const next = stages[at + 1];
    // The choices found stay good ones, what they are worth for the next objective is a linear model away.
    if (values !== undefined && next !== undefined) values = await withChoicesHeld({ ask: { desk, formulation, objective: next.objective, name: `${name}, ${next.objective}, choices held` }, values, limits: limitsOf({ formulation, uppers, reached, allowances, roundOff }) });
    onStage?.(objective, at + 1, stages.length);
  }
  const last = reached.at(-1)!;
  const kept = reached.map((it, at): StageReached => {
    const constant = formulation.constants[it.objective];
    return { ...it, kept: allowed(it.value - constant, { allowance: allowances[at]!, roundOff }) + constant };
  });
  return { stages: kept, primal: last.primal, deliveries: last.deliveries, basis, seconds };
}

/**
 * In most plans every promise can be kept. Then violations, which no sign lets fall below zero, are least without a solve,
 * and the second objective is solved from nothing with all of them held there: on a large model that is several times
 * quicker than going on from a basis of the first, which says nothing about the second. Absent: something must be violated,
 * or the model is small or has whole numbers.
 */
async function withNothingViolated({ desk, formulation, stages, uppers, name }: Pick<LexicographicAsk, "desk" | "formulation" | "stages" | "name"> & { readonly uppers: ReadonlyMap<number, number> | undefined }): Promise<readonly StageAnswer[] | undefined> {
  const [first, second] = stages;
  const { model, costs, constants } = formulation;
  if (first?.objective !== "violations" || first.done !== undefined || second === undefined || second.done !== undefined || !isLarge(model) || model.whole?.includes(1) === true) return undefined;
  if (!costs.violations.every((cost, column) => cost === 0 || (cost > 0 && model.colLower[column]! >= 0))) return undefined;
  const held = new Map(uppers);
  costs.violations.forEach((cost, column) => { if (cost > 0) held.set(column, 0); });
  try {
    const answer = await solveStage({ desk, formulation, objective: second.objective, uppers: held, name: `${name}, ${second.objective}` });
    // Row duals of zero prove it: no violation costs less than nothing.
    return [{ ...answer, dual: new Float64Array(model.rowCount), value: constants.violations, bound: constants.violations, boundBy: "duals", seconds: 0, model: withCost(model, costs.violations) }, answer];
  } catch (cause) {
    if (cause instanceof NoAnswerError && cause.status === "infeasible") return undefined;
    throw cause;
  }
}

/** The best of the next objective with every whole-number column as it is; the values themselves where that has no answer. */
async function withChoicesHeld({ ask, values, limits }: { readonly ask: StageAsk; readonly values: Float64Array; readonly limits: Pick<StageAsk, "keep" | "uppers"> }): Promise<Float64Array> {
  const { whole, ...model } = ask.formulation.model;
  const colLower = Float64Array.from(model.colLower, (it, column) => (whole?.[column] === 1 ? Math.round(values[column]!) : it));
  const colUpper = Float64Array.from(model.colUpper, (it, column) => (whole?.[column] === 1 ? Math.round(values[column]!) : it));
  try {
    return (await solveStage({ ...ask, formulation: { ...ask.formulation, model: { ...model, colLower, colUpper } }, ...limits })).primal;
  } catch (cause) {
    if (cause instanceof NoAnswerError) return values;
    throw cause;
  }
}

// Round-off that a kept objective is allowed whatever its allowance, as a share of it or of one unit; the second where the first leaves the solver nothing.
const ROUND_OFF = 1e-7;
const ROUND_OFF_LOOSE = 1e-5;

/** What an objective may rise to for the next one. @example allowed(10, { allowance: 0.01, roundOff: 0 }) // → 10.1 */
export const allowed = (value: number, { allowance, roundOff }: { readonly allowance: number; readonly roundOff: number }): number => value + Math.max(Math.abs(value) * allowance, roundOff * Math.max(Math.abs(value), 1));

interface LimitsAsk {
  readonly formulation: Formulation;
  readonly uppers: ReadonlyMap<number, number> | undefined;
  readonly reached: readonly Pick<StageReached, "objective" | "value">[];
  readonly allowances: readonly number[];
  readonly roundOff: number;
}

/** Rows that keep what was reached, and bounds of the columns that violations are counted in. */
function limitsOf({ formulation, uppers, reached, allowances, roundOff }: LimitsAsk): Pick<StageAsk, "keep" | "uppers"> {
  const bounds = new Map(uppers);
  const keep = reached.map((it, at): Kept => ({ objective: it.objective, upper: allowed(it.value - formulation.constants[it.objective], { allowance: allowances[at]!, roundOff }) }));
  const violations = keep.find((it) => it.objective === "violations");
  if (violations !== undefined) for (const [column, upper] of violationUppers(formulation, violations.upper)) bounds.set(column, Math.min(bounds.get(column) ?? Number.POSITIVE_INFINITY, upper));
  return { keep, uppers: bounds };
}

/** No single violation can exceed what all of them come to at most: bounds of their columns. */
export const violationUppers = ({ costs }: Formulation, upper: number): ReadonlyMap<number, number> => new Map([...costs.violations.entries()].flatMap(([column, cost]) => (cost > 0 ? [[column, upper / cost]] : [])));

/** The four objectives with their allowances: violations, shortfall by CAP level, cost, change. */
export const stagesOf = (world: Pick<World, "value">): readonly LexicographicStage[] => [
  { objective: "violations", allowance: world.value(PLAN.allowanceViolations) },
  { objective: "shortfall", allowance: world.value(PLAN.allowanceShortfall) },
  { objective: "money", allowance: world.value(PLAN.allowanceCost) },
  { objective: "deviation", allowance: 0 },
];
