import type { Alliance } from "#model";
import { align } from "../aligned.ts";
import { type Alone, type AloneOnce, planAlone } from "../alone.ts";
import { candidatesOf } from "../candidates.ts";
import type { Freedom } from "../freedom.ts";
import { PLAN } from "../parameters.ts";
import { type LeadCandidate, LEVERS, type Lever, type TargetShares } from "../plan.ts";
import type { Solver, StopSignal } from "../solver.ts";
import type { Desk } from "../stage.ts";
import { type World, worldOf } from "../world.ts";
import { type Branch, branchOf, type Decision, decisionsOf } from "./branch.ts";
import { nowOrWait, type NowOrWait } from "./now-or-wait.ts";
import { SCENARIOS } from "./parameters.ts";
import { scenarioFaults, type ScenarioFault } from "./read.ts";
import { completed, meanDecisions, type Recourse, type Solved, waitAndSee } from "./recourse.ts";
import { type Changes, changesOf, meanChanges, type Scenario } from "./scenario.ts";
import { standardScenarios } from "./standard.ts";
import { twoStage, type TwoStageAsk } from "./two-stage.ts";

/** How far a study has come. */
export interface StudyProgress {
  readonly stage: "world" | "known" | "mean" | "reserve" | "own" | "together" | "rounds";
  readonly done: number;
  readonly of: number;
  /** Best plan so far and what is proved, once there are any. */
  readonly best?: number;
  readonly bound?: number;
}

export interface StudyAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  readonly leadCandidates?: readonly LeadCandidate[];
  readonly path: string;
  readonly situation?: string;
  readonly solver: Solver;
  /** Keeps what allies do alone with the base figures for whoever asks the same inputs again. Absent: it is made here. */
  readonly once?: AloneOnce;
  /** Absent: the standard ten. */
  readonly scenarios?: readonly Scenario[];
  /** Of the standard scenarios. Absent: 1. */
  readonly seed?: number;
  readonly levers?: readonly Lever[];
  /** Most time for one solve. Absent: 120. Unit: s. */
  readonly timeLimit?: number;
  /** Leave out the plans made for one scenario and the reserves. Absent: no. */
  readonly quick?: boolean;
  readonly onProgress?: (progress: StudyProgress) => void;
  readonly signal?: StopSignal;
}

/** One way to decide the first years, and what comes of it in each scenario. Unit of values: weighted, discounted shortfall-years, money and violations priced in. */
export interface StudyPlan {
  /** `together`: for all scenarios; `mean`: for their mean; `reserve`: for the mean with budgets held back; `own`: for one scenario. */
  readonly kind: "together" | "mean" | "reserve" | "own";
  readonly name: string;
  /** Part of budgets held back, for a reserve. */
  readonly reserve?: number;
  readonly values: readonly number[];
  /** What knowing the scenario beforehand would save. */
  readonly regrets: readonly number[];
  readonly expected: number;
  readonly worst: number;
  readonly worstIn: string;
  readonly worstRegret: number;
  /** Money that the first years commit. Unit: M. */
  readonly committed: number;
}

/** What uncertainty does to the plan. */
export interface Study {
  readonly scenarios: readonly { readonly name: string; readonly probability: number; /** Value where it is known beforehand. */ readonly known: number; /** What it changes, as it was stated or drawn. */ readonly stated: Scenario }[];
  readonly years: readonly number[];
  readonly decideYears: number;
  readonly currency: string;
  readonly riskWeight: number;
  /** The plan for all scenarios first, then the mean plan, reserves, and the plans for one scenario. */
  readonly plans: readonly StudyPlan[];
  /** Expected values: each scenario known beforehand; decided once for all; decided for the mean. */
  readonly waitAndSee: number;
  readonly together: number;
  readonly mean: number;
  /** Value of the stochastic solution: mean − together. */
  readonly valueOfPlanning: number;
  /** Expected value of perfect information: together − waitAndSee. */
  readonly valueOfKnowing: number;
  /** What any decisions must come to at least (expected and worst weighed), and the gap to it of the plan for all. */
  readonly bound: number;
  readonly gap: number;
  readonly rounds: number;
  /** Value of holding back a part of budgets while deciding: expected value of the mean plan less that of the best reserve. */
  readonly valueOfReserve: number;
  readonly bestReserve: number;
  readonly decisions: NowOrWait;
  /** Taken over from the aligned plan, the same in every scenario. */
  readonly given: { readonly agreements: number; readonly leads: number; readonly adoptions: number };
}

/** Scenarios that cannot be used. */
export class ScenarioError extends Error {
  readonly faults: readonly ScenarioFault[];
  constructor(faults: readonly ScenarioFault[]) {
    super(faults.map((it) => `${it.at}: ${it.message}`).join("\n"));
    this.name = "ScenarioError";
    this.faults = faults;
  }
}

/**
 * Plans under uncertainty: the first `scenarios.decide-years` years are decided once for all scenarios (orders, programmes,
 * investments; agreements, leads and adoptions as in the aligned plan), everything later as each scenario comes. Compared
 * are the plan for all, for the mean, with reserves, for one scenario, and knowing beforehand.
 * @throws ScenarioError for scenarios that cannot be used; StoppedError; NoAnswerError
 * Source: Birge and Louveaux, Introduction to Stochastic Programming (2011), chapter 4.
 */
export async function studyScenarios(ask: StudyAsk): Promise<Study> {
  const desk: Desk = { solver: ask.solver, signal: ask.signal, timeLimit: ask.timeLimit ?? 120 };
  const tell = (stage: StudyProgress["stage"], done: number, of: number): void => ask.onProgress?.({ stage, done, of });
  tell("world", 0, 1);
  const world = worldOf({ alliance: ask.alliance, targets: ask.targets, leadCandidates: ask.leadCandidates, path: ask.path, situation: ask.situation, figures: "base" });
  const scenarios = ask.scenarios ?? standardScenarios(world, ask.seed ?? 1);
  const faults = scenarioFaults(world, scenarios);
  if (faults.length > 0) throw new ScenarioError(faults);
  const make = (): Promise<Alone> => planAlone({ world, desk });
  const alone = await (ask.once?.(make) ?? make());
  const candidates = candidatesOf({ world, alone, slip: Math.round(world.value(PLAN.slip)), dearer: 1 });
  const { freedom } = await align({ world, alone, candidates, desk, levers: ask.levers ?? LEVERS, aim: "shortfall" });
  tell("world", 1, 1);
  return studyOf({ world, freedom, scenarios, desk, quick: ask.quick === true, onProgress: ask.onProgress });
}

export interface StudyOfAsk {
  readonly world: World;
  /** Agreements, leads and adoptions, as the aligned plan has them. */
  readonly freedom: Freedom;
  readonly scenarios: readonly Scenario[];
  readonly desk: Desk;
  readonly quick: boolean;
  readonly onProgress?: ((progress: StudyProgress) => void) | undefined;
}

/** The study of a world whose whole-number choices are made. */
export async function studyOf({ world, freedom, scenarios, desk, quick, onProgress }: StudyOfAsk): Promise<Study> {
  const tell = (stage: StudyProgress["stage"], done: number, of: number): void => onProgress?.({ stage, done, of });
  const decisions = decisionsOf(world, freedom);
  const parts = scenarios.map((it) => ({ changes: changesOf(world, it), probability: it.probability }));
  const branch = (name: string, probability: number, changes: Changes): Branch => branchOf({ world, freedom, decisions, changes, scenario: { name, probability } });
  const recourse: Recourse = { desk, branches: scenarios.map((it, w) => branch(it.name, it.probability, parts[w]!.changes)) };
  tell("known", 0, 1);
  const known = await waitAndSee(recourse, decisions);
  tell("known", 1, 1);
  const tries: { readonly kind: StudyPlan["kind"]; readonly name: string; readonly first: Float64Array; readonly solved: readonly Solved[]; readonly reserve?: number }[] = [];
  const attempt = async (it: { readonly kind: StudyPlan["kind"]; readonly name: string; readonly first: Float64Array; readonly reserve?: number }): Promise<void> => {
    const solved = await completed(recourse, it.first, decisions, tries.at(-1)?.solved.map((one) => one.basis));
    tries.push({ ...it, solved });
  };
  const shares = reserveShares(world, quick);
  const mean = meanChanges(parts);
  for (const [at, share] of shares.entries()) {
    tell(share === 0 ? "mean" : "reserve", at, shares.length);
    const held = { ...mean, budget: mean.budget.map((years) => years.map((it) => it * (1 - share))) };
    const [solved] = await waitAndSee({ desk, branches: [branch(share === 0 ? "mean" : `reserve of ${share}`, 1, held)] }, decisions);
    await attempt(share === 0 ? { kind: "mean", name: "mean", first: solved!.first } : { kind: "reserve", name: `reserve of ${Math.round(share * 100)} %`, first: solved!.first, reserve: share });
  }
  if (!quick) {
    for (const [w, it] of known.entries()) {
      tell("own", w, known.length);
      await attempt({ kind: "own", name: scenarios[w]!.name, first: it.first });
    }
  }
  const riskWeight = world.value(SCENARIOS.riskWeight);
  const ask: TwoStageAsk = {
    recourse,
    decisions,
    risk: riskWeight,
    known,
    tries: [...tries, { first: meanDecisions(recourse.branches, known) }],
    gap: world.value(SCENARIOS.gap),
    rounds: Math.round(world.value(SCENARIOS.rounds)),
    onRound: ({ done, best, bound }) => onProgress?.({ stage: "rounds", done, of: Math.round(world.value(SCENARIOS.rounds)), best, bound }),
  };
  tell("together", 0, 1);
  const together = await twoStage(ask);
  const plan = (it: { readonly kind: StudyPlan["kind"]; readonly name: string; readonly first: Float64Array; readonly solved: readonly Solved[]; readonly reserve?: number }): StudyPlan => studyPlan(it, { scenarios, known, decisions });
  const plans = [plan({ kind: "together", name: "all scenarios", first: together.first, solved: together.solved }), ...tries.map(plan)];
  const expected = (values: readonly number[]): number => values.reduce((sum, it, w) => sum + scenarios[w]!.probability * it, 0);
  const waitAndSeeValue = expected(known.map((it) => it.value));
  const meanPlan = plans.find((it) => it.kind === "mean")!;
  const reserves = plans.filter((it) => it.kind === "reserve" || it.kind === "mean");
  const bestReserve = reserves.reduce((a, b) => (b.expected < a.expected ? b : a));
  return {
    scenarios: scenarios.map((it, w) => ({ name: it.name, probability: it.probability, known: known[w]!.value, stated: it })),
    years: world.years,
    decideYears: Math.round(world.value(SCENARIOS.decideYears)),
    currency: world.currency,
    riskWeight,
    plans,
    waitAndSee: waitAndSeeValue,
    together: plans[0]!.expected,
    mean: meanPlan.expected,
    valueOfPlanning: meanPlan.expected - plans[0]!.expected,
    valueOfKnowing: plans[0]!.expected - waitAndSeeValue,
    bound: together.bound,
    gap: together.gap,
    rounds: together.rounds,
    valueOfReserve: meanPlan.expected - bestReserve.expected,
    bestReserve: bestReserve.reserve ?? 0,
    decisions: nowOrWait({ world, decisions, branches: recourse.branches, known, first: together.first }),
    given: givenOf(world, freedom),
  };
}

/** Parts of budgets to hold back: none, and so many steps. */
function reserveShares(world: World, quick: boolean): readonly number[] {
  const steps = quick ? 0 : Math.round(world.value(SCENARIOS.reserveSteps));
  return Array.from({ length: steps + 1 }, (_, at) => Math.min(at * world.value(SCENARIOS.reserveStep), 1));
}

interface Against {
  readonly scenarios: readonly Scenario[];
  readonly known: readonly Solved[];
  readonly decisions: readonly Decision[];
}

function studyPlan(it: { readonly kind: StudyPlan["kind"]; readonly name: string; readonly first: Float64Array; readonly solved: readonly Solved[]; readonly reserve?: number }, { scenarios, known, decisions }: Against): StudyPlan {
  const values = it.solved.map((one) => one.value);
  const regrets = values.map((value, w) => value - known[w]!.value);
  const worst = Math.max(...values);
  return {
    kind: it.kind,
    name: it.name,
    ...(it.reserve === undefined ? {} : { reserve: it.reserve }),
    values,
    regrets,
    expected: values.reduce((sum, value, w) => sum + scenarios[w]!.probability * value, 0),
    worst,
    worstIn: scenarios[values.indexOf(worst)]!.name,
    worstRegret: Math.max(...regrets),
    committed: decisions.reduce((sum, one, d) => sum + one.money * it.first[d]!, 0),
  };
}

function givenOf(world: World, freedom: Freedom): Study["given"] {
  let adoptions = 0;
  freedom.adopted.forEach((own, k) => own.forEach((year, n) => { if (year < world.adopted[k]![n]!) adoptions += 1; }));
  return { agreements: freedom.joints.filter((it) => it.active).length, leads: freedom.leads === "any" ? 0 : freedom.leads.size, adoptions };
}
