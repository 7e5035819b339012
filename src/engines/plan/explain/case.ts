import type { Alliance } from "#model";
import { freedomOf } from "../aligned.ts";
import { type Alone, type AloneOnce, planAlone } from "../alone.ts";
import type { Freedom, Joint, LineChoice } from "../freedom.ts";
import { formulate, type Formulation } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { LeadCandidate, Plan, TargetShares } from "../plan.ts";
import type { Solver, StopSignal } from "../solver.ts";
import { type Desk, type Kept, solveStage, type StageAnswer } from "../stage.ts";
import { type World, worldOf } from "../world.ts";

export interface CaseAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  readonly leadCandidates?: readonly LeadCandidate[];
  readonly path: string;
  readonly situation?: string;
  /** The aligned plan that is to be explained, as it was stored. */
  readonly plan: Plan;
  readonly solver: Solver;
  /** Keeps what allies do alone with the base figures for whoever asks the same inputs again. Absent: it is made here. */
  readonly once?: AloneOnce;
  /** Most time for one solve. Absent: 60. Unit: s. */
  readonly timeLimit?: number;
  readonly signal?: StopSignal;
  /** Told how many allies have planned alone again, and at last that all have. Where that was kept, nothing is told. */
  readonly onDone?: (done: number, of: number) => void;
}

/** A stored plan with its model before a solver again: what prices, ranges and reasons are read from. */
export interface PlanCase {
  readonly alliance: Alliance;
  readonly plan: Plan;
  readonly world: World;
  /** Agreements, adoptions and leads are those of the plan. */
  readonly freedom: Freedom;
  readonly formulation: Formulation;
  /** The shortfall stage of the model with those choices. */
  readonly stage: StageAnswer;
  readonly desk: Desk;
  /** What the shortfall stage keeps: hard rows exceeded no more than they must be. */
  readonly keep: readonly Kept[];
}

/**
 * Puts a stored plan before the solver again: the plans alone for what the aligned one starts from, then one linear model in
 * which the plan's agreements, adoptions and leads are given. Nothing of this is kept with a run, so that a run costs no more
 * for being explained. @throws NoAnswerError, StoppedError
 */
export const planCase = async (ask: CaseAsk): Promise<PlanCase> => caseOf(await decidedCase(ask));

/**
 * What a stored plan decides and what it leaves open, without a solve of the model that this makes: the plans alone for what the aligned
 * one starts from, and its own agreements, adoptions and leads. @throws NoAnswerError, StoppedError
 * @example const { world, freedom } = await decidedCase({ alliance, targets, path, plan, solver }); freedom.joints.length // → as many as plan.agreements
 */
export async function decidedCase(ask: CaseAsk): Promise<Pick<PlanCase, "alliance" | "plan" | "world" | "freedom" | "desk">> {
  const desk: Desk = { solver: ask.solver, signal: ask.signal, timeLimit: ask.timeLimit ?? 60 };
  const world = worldOf({ alliance: ask.alliance, targets: ask.targets, leadCandidates: ask.leadCandidates, path: ask.path, situation: ask.situation, figures: "base" });
  const make = (): Promise<Alone> => planAlone({ world, desk, ...(ask.onDone !== undefined && { onDone: ask.onDone }) });
  const alone = await (ask.once?.(make) ?? make());
  const { plan } = ask;
  const start = freedomOf({ world, alone, candidates: { joints: [], adopted: world.adopted, adoptedAll: world.adopted }, levers: plan.levers });
  return { alliance: ask.alliance, plan, world, freedom: { ...start, ...choicesOf(world, plan) }, desk };
}

/** A case from a freedom whose whole-number choices are made. @throws as `solveStage` does */
export async function caseOf(it: Pick<PlanCase, "alliance" | "plan" | "world" | "freedom" | "desk">): Promise<PlanCase> {
  const formulation = formulate(it.world, it.freedom);
  const keep: Kept[] = [];
  // Where a hard row can still give way it may do so no further than it must.
  if (formulation.on.elastic.length > 0) {
    const least = await solveStage({ desk: it.desk, formulation, objective: "violations", name: "what the plan must exceed" });
    keep.push({ objective: "violations", upper: least.value - formulation.constants.violations + ROUND_OFF });
  }
  return { ...it, formulation, stage: await solveStage({ desk: it.desk, formulation, objective: "shortfall", keep, name: "prices of the plan" }), keep };
}

/** The money stage of a case: the least money for no more shortfall than the shortfall stage and its allowance leave. */
export async function moneyStage({ world, formulation, stage, desk, keep }: PlanCase): Promise<StageAnswer> {
  const least = stage.value - formulation.constants.shortfall;
  // Held at the very least, shortfall would have any price; the allowance gives it the one that money has there.
  const upper = least + Math.max(Math.abs(least) * Math.max(world.value(PLAN.allowanceShortfall), ROOM), ROUND_OFF);
  return solveStage({ desk, formulation, objective: "money", keep: [...keep, { objective: "shortfall", upper }], name: "prices of the plan, money" });
}

// Least room left to shortfall in the money stage. Unit: share of what is short.
const ROOM = 1e-5;
const ROUND_OFF = 1e-7;

/** The whole-number choices of a plan as a freedom states them. */
export function choicesOf(world: World, plan: Plan): Pick<Freedom, "joints" | "adopted" | "leads" | "lineChoices"> {
  const nation = new Map(world.nations.map((id, n) => [id, n]));
  const leaf = new Map(world.leaves.map((it, c) => [it.id, c]));
  const adopted = world.adopted.map((it) => Int32Array.from(it));
  for (const it of plan.adoptions) {
    const k = world.standards.findIndex((standard) => standard.id === it.standard);
    const n = nation.get(it.nation);
    if (it.origin === "plan" && k >= 0 && n !== undefined) adopted[k]![n] = it.year - world.years[0]!;
  }
  const leads = new Set(plan.leads.flatMap((it) => (nation.has(it.nation) && leaf.has(it.leaf) ? [nation.get(it.nation)! * world.leaves.length + leaf.get(it.leaf)!] : [])));
  return { joints: plan.agreements.flatMap((it) => jointOf(world, nation, it)), adopted, leads, ...(plan.modes === undefined ? {} : { lineChoices: lineChoicesOf(world, plan.modes) }) };
}

/** What a plan says that its lines make, and when they are open. */
function lineChoicesOf(world: World, modes: NonNullable<Plan["modes"]>): Map<number, LineChoice> {
  const T = world.years.length;
  const choices = new Map<number, { product: Int32Array; open: Uint8Array }>();
  for (const it of modes) {
    const l = world.lines.findIndex((line) => line.id === it.line);
    const t = world.years.indexOf(it.year);
    if (l < 0 || t < 0) continue;
    const choice = choices.get(l) ?? { product: new Int32Array(T).fill(-1), open: new Uint8Array(T).fill(1) };
    choices.set(l, choice);
    choice.open[t] = it.open ? 1 : 0;
    if (it.system !== undefined) choice.product[t] = world.goods.findIndex((good) => good.system === it.system);
  }
  return choices;
}

/** An agreement of a plan: members pay for coordination from their first order on, as when it was drawn up. */
function jointOf(world: World, nation: ReadonlyMap<string, number>, it: Plan["agreements"][number]): Joint[] {
  const good = world.goods.findIndex((candidate) => candidate.system === it.system);
  if (good < 0) return [];
  const lead = world.goods[good]!.lead;
  const first = lead + Math.round(world.value(PLAN.slip));
  const members = it.members.flatMap((id) => nation.get(id) ?? []);
  const fee = Float64Array.from(world.years, (_, t) => (t >= Math.max(first - lead, 0) ? world.value(PLAN.coordination) : 0));
  return [{ active: true, good, members, first, factor: it.priceFactor, lot: it.lot, fees: new Map(members.map((n) => [n, fee])) }];
}
