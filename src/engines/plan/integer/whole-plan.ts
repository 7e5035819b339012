import type { AlignAsk, Reached } from "../aligned.ts";
import type { BoundModels } from "../certificate/models.ts";
import { withWorth } from "../certificate/worth.ts";
import { interpret } from "../interpret.ts";
import { costsByNation, moneyOf } from "../money.ts";
import type { Plan, Stage } from "../plan.ts";
import { type IntegerAsk, type IntegerPlan, integerPlan, type SearchTold } from "./integer-plan.ts";
import type { StopSignal } from "../solver.ts";
import { NoAnswerError } from "../stage.ts";
import { gapBetween } from "./standing.ts";

/** How whole-number choices are searched for. */
export interface WholeChoices {
  /** Clock. Unit: s. */
  readonly now: () => number;
  /** Most time for one objective. Absent: 60. Unit: s. */
  readonly timeLimit?: number;
  /** Gap at which an objective counts as solved. Absent: 0.01. Unit: share. */
  readonly gap?: number;
  /** Whether products and closings of lines are choices too. Absent: not. */
  readonly lines?: boolean;
  /** Ends the searches with the best they have, and the plan is made from that. */
  readonly enough?: StopSignal | undefined;
}

/** An aligned plan, as solved and as published. */
export interface MadePlan {
  readonly reached: Reached;
  readonly plan: Plan;
}

export interface WholePlanAsk extends Pick<AlignAsk, "world" | "alone" | "candidates" | "desk" | "levers"> {
  /** The plan with choices by rule: the search begins from it. */
  readonly byRule: MadePlan;
  readonly choices: WholeChoices;
  /** Models with the choices of this plan alone. */
  readonly models: BoundModels;
  /** Violations of allies alone: those of the plan too, where its lines can keep every promise. */
  readonly violations: number;
  readonly onDone?: (done: number, of: number, search?: SearchTold) => void;
}

/** A stage with prices: what they prove holds where the search proved less. */
function withPrices(stage: Stage, certificate: NonNullable<Stage["certificate"]>): Stage {
  const bound = Math.min(Math.max(stage.bound, certificate.proves), Math.max(stage.value, stage.bound));
  return { ...stage, bound, gap: gapBetween(stage.value, bound), certificate };
}

// Shortfall, cost, deviation.
const OBJECTIVES = 3;
// Where the caller says nothing. Units: s; share.
const TIME_LIMIT = 60;
const GAP = 0.01;

/**
 * The aligned plan with its whole-number choices made within the model, in the words of every other. Undefined: the search ended
 * before it had any, though it begins from the plan by rule; that one is then all there is. @throws NoAnswerError, StoppedError
 */
export async function wholePlan({ world, alone, models, candidates, desk, levers, byRule, choices, violations, onDone }: WholePlanAsk): Promise<MadePlan | undefined> {
  if (levers.length === 0) return byRule;
  let done = 0;
  const ask: IntegerAsk = {
    world,
    alone,
    candidates,
    desk,
    levers,
    from: byRule.reached,
    search: { now: choices.now, timeLimit: choices.timeLimit ?? TIME_LIMIT, gap: choices.gap ?? GAP, enough: choices.enough },
    ...(choices.lines === undefined ? {} : { lines: choices.lines }),
    onStage: (_, at, of) => onDone?.((done = at), of),
    onSearch: (step) => onDone?.(done, OBJECTIVES, step),
  };
  const reached = await foundBy(ask);
  if (reached === undefined) return undefined;
  const money = costsByNation(world, moneyOf({ world, freedom: reached.freedom, deliveries: reached.deliveries })).reduce((sum, it) => sum + it, 0);
  const [shortfall, cost, deviation] = reached.stages;
  if (shortfall === undefined || cost === undefined || deviation === undefined) throw new Error("Concord has a bug: a whole plan has three objectives");
  // Without roles allies count each for itself, and the objective is theirs; with roles what the alliance counts is published.
  const value = reached.freedom.roles ? reached.coverage.weighted : shortfall.value;
  const violated = reached.violations ?? { value: violations, bound: violations };
  const stages: readonly Stage[] = [
    { name: "violations", unit: "mean yearly budgets and promised quantities", value: violated.value, bound: violated.bound, gap: gapBetween(violated.value, violated.bound), seconds: 0 },
    { name: "shortfall", unit: reached.freedom.roles ? "weighted, discounted shortfall-years" : "weighted, discounted shortfall-years of the own shares, summed over nations", value, bound: shortfall.bound, gap: gapBetween(value, shortfall.bound), seconds: shortfall.seconds },
    { name: "cost", unit: `M ${world.currency}, discounted`, value: money, bound: cost.bound, gap: gapBetween(money, cost.bound), seconds: cost.seconds },
    { name: "deviation", unit: "programme-years moved", value: deviation.value, bound: deviation.bound, gap: gapBetween(deviation.value, deviation.bound), seconds: deviation.seconds },
  ];
  const plan = withWorth(interpret({ world, kind: "aligned", levers: reached.levers, freedom: reached.freedom, deliveries: reached.deliveries, stages }), { models, formulation: reached.formulation, dual: reached.stage.dual });
  // No plan with these levers, whoever makes its choices, is below the bound of the plan by rule: its prices prove that much of what the search proved.
  const priced = byRule.plan.stages.find((it) => it.name === "shortfall")?.certificate;
  return { reached, plan: { ...plan, stages: stages.map((it) => (it.name === "shortfall" && priced !== undefined ? withPrices(it, priced) : it)) } };
}

/** The plan that a search finds; undefined where it came to no end. That there is none is no such case. */
async function foundBy(ask: IntegerAsk): Promise<IntegerPlan | undefined> {
  try {
    return await integerPlan(ask);
  } catch (cause) {
    if (cause instanceof NoAnswerError && (cause.status === "stopped" || cause.status === "failed")) return undefined;
    throw cause;
  }
}
