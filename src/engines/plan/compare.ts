import type { Alliance } from "#model";
import { unreachable } from "#stdx";
import { actionsOf } from "./actions.ts";
import { type Aim, align, type AlignAsk, freedomOf, type Reached, relaxedBound } from "./aligned.ts";
import { type Alone, aloneFreedom, type AloneOnce, planAlone } from "./alone.ts";
import { briefOf } from "./brief.ts";
import { type Candidates, candidatesOf } from "./candidates.ts";
import { aloneCertificates } from "./certificate/alone.ts";
import { certified } from "./certificate/certify.ts";
import { BoundModels, KEPT } from "./certificate/models.ts";
import { withWorth } from "./certificate/worth.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import type { Freedom } from "./freedom.ts";
import { formulate, MONEY_SCALE } from "./formulate.ts";
import { interpret } from "./interpret.ts";
import { costsByNation, moneyOf } from "./money.ts";
import { type MadePlan, wholePlan, type WholeChoices } from "./integer/whole-plan.ts";
import { lexicographic, type StageReached } from "./lexicographic.ts";
import { limitsOf } from "./limits.ts";
import { PLAN } from "./parameters.ts";
import { type BreakEven, type BriefPlan, type Combo, type Comparison, type Figures, type Interaction, type LeadCandidate, type Lever, LEVERS, type LeverValue, type NationOutcome, type Plan, type Price, type Progress, type Stage, type StageCertificate, type TargetShares } from "./plan.ts";
import { splitGains } from "./shapley.ts";
import type { Basis, Solver, StopSignal } from "./solver.ts";
import { type Desk, inParallel, NoAnswerError } from "./stage.ts";
import { verifyComparison } from "./verify/index.ts";
import { type World, worldOf } from "./world.ts";

export interface PlanAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  /** Nations that may lead a leaf, from the lead scores. Absent: anyone may. */
  readonly leadCandidates?: readonly LeadCandidate[];
  /** Budget path, for example `held`. */
  readonly path: string;
  /** Planning situation whose requirements drive the plan. Absent: of each leaf the one whose row stands first. */
  readonly situation?: string;
  readonly solver: Solver;
  /** Keeps what allies do alone with the base figures for whoever asks the same inputs again. Absent: it is made here. */
  readonly once?: AloneOnce;
  /** Levers open in the aligned plan. Absent: all four. */
  readonly levers?: readonly Lever[];
  /** Also solve both plans with easy and hard figures. Absent: yes. */
  readonly dataRange?: boolean;
  /** Most time for one solve. Absent: 300. Unit: s. */
  readonly timeLimit?: number;
  /** Also make the whole-number choices within the model, with a proved gap. Absent: agreements, leads and adoptions by rule. */
  readonly whole?: WholeChoices;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: StopSignal;
}

// Many times what the largest linear solve takes on a free machine: time runs on where other work holds the processors, and a plan that comes late is better than none. Unit: s.
const SOLVE_LIMIT = 300;

/**
 * Plans for the alliance alone and aligned and prices the difference. Same world for both; only the freedom to act
 * together differs. @throws StoppedError when `signal` fires; NoAnswerError when the solver fails.
 */
export async function planAlliance(ask: PlanAsk): Promise<Comparison> {
  const levers = LEVERS.filter((it) => (ask.levers ?? LEVERS).includes(it));
  const desk: Desk = { solver: ask.solver, signal: ask.signal, timeLimit: ask.timeLimit ?? SOLVE_LIMIT };
  const tell = (stage: Progress["stage"], done: number, of: number): void => ask.onProgress?.({ stage, done, of });
  tell("world", 0, 1);
  const world = worldOf({ ...ask, figures: "base" });
  tell("world", 1, 1);
  const make = (): Promise<Alone> => planAlone({ world, desk, onDone: (done, of) => tell("alone", done, of) });
  const alone = await (ask.once?.(make) ?? make());
  const candidates = candidatesOf({ world, alone, slip: Math.round(world.value(PLAN.slip)), dearer: 1 });
  const game = await playAll({ world, alone, candidates, desk, levers, tell });
  const alonePlan = alonePlanOf({ world, alone });
  const models = new BoundModels({ world, alone: alonePlan, open: levers });
  const byRule = await finish({ world, alone, candidates, desk, game, models, tell });
  const whole = ask.whole === undefined ? undefined : await wholePlan({ world, alone, models: new BoundModels({ world, alone: alonePlan, open: levers }), candidates, desk, levers, byRule, choices: ask.whole, violations: violationsOf(alone), onDone: (done, of, search) => ask.onProgress?.({ stage: "whole", done, of, ...(search === undefined ? {} : { search }) }) });
  const main = whole ?? byRule;
  tell("bracket", 0, 1);
  const seen = alone.slots.size === 0 ? undefined : await align({ world, alone: { ...alone, slots: new Map(), expansionOwn: alone.expansionOwn.map(() => Number.POSITIVE_INFINITY) }, candidates, desk, levers: [], aim: "shortfall" });
  const optimistic = seen?.coverage ?? alone.coverage;
  const savedSeen = seen === undefined ? undefined : await savedAt({ world, alone: { ...alone, coverage: seen.coverage }, cost: seen.cost, candidates, desk, levers });
  tell("bracket", 1, 1);
  const own = aloneFreedom({ world, nations: world.nations.map((_, n) => n), capacity: [], expansion: [] });
  const dataRange = ask.dataRange === false ? undefined : await rangeOf({ ask, desk, levers, tell });
  const gained = gainsOf(game);
  const cheapest = cheapestOf({ world, game, models });
  return verified(ask, {
    alone: alonePlan,
    aligned: main.plan,
    ...(whole === undefined ? {} : { byRule: briefOf({ world, levers: byRule.plan.levers, freedom: byRule.reached.freedom, deliveries: byRule.reached.deliveries }) }),
    ...(cheapest === undefined ? {} : { cheapest }),
    price: priceOf({ world, alone, optimistic, savedSeen: savedSeen?.saved, main: main.reached, game }),
    ends: {
      ...(seen === undefined ? {} : { optimistic: briefOf({ world, levers: [], freedom: seen.freedom, deliveries: seen.deliveries, anyway: alone.coverage.supply }) }),
      ...(savedSeen === undefined ? {} : { cheapest: savedSeen.brief }),
      pessimistic: briefOf({ world, levers: [], freedom: own, deliveries: alone.rationed }),
    },
    levers: gained.levers,
    combos: game.combos,
    interactions: gained.interactions,
    breakEven: breakEvenOf({ world, alone, game, main: main.reached }),
    bracket: { optimistic: Math.min(optimistic.years, alone.coverage.years), base: alone.coverage.years, pessimistic: Math.max(alone.pessimistic.years, alone.coverage.years), rounds: alone.rounds, residual: alone.residual },
    ...(dataRange === undefined ? {} : { dataRange }),
    perNation: nationsOf({ world, alone, game, main: main.reached }),
    actions: actionsOf({ world, alone, aligned: main.reached }),
    limits: limitsOf(world, { asked: ask.whole, isFound: whole !== undefined }),
  });
}

interface Tell {
  readonly tell: (stage: Progress["stage"], done: number, of: number) => void;
}

/** All combinations of the open levers, each solved for shortfall and for money. */
interface Game {
  readonly open: readonly Lever[];
  /** By bit set over `open`. Index 0 is alone itself. */
  readonly shortfall: readonly (Reached | undefined)[];
  readonly money: readonly (Reached | undefined)[];
  /** Values after letting a set of levers leave some unused. */
  readonly best: readonly { readonly years: number; readonly weighted: number; readonly cost: number; readonly at: number; readonly costAt: number }[];
  readonly combos: readonly Combo[];
  readonly alone: Alone;
  /** Bound of all levers, by `roles` or nothing and aim, with the prices that prove it. */
  readonly bounds: ReadonlyMap<string, Awaited<ReturnType<typeof relaxedBound>>>;
}

type GameAsk = Omit<AlignAsk, "start"> & Tell;

async function playAll({ world, alone, candidates, desk, levers: open, tell }: GameAsk): Promise<Game> {
  const size = 1 << open.length;
  const leversOf = (s: number): Lever[] => open.filter((_, i) => (s & (1 << i)) !== 0);
  const shortfall: (Reached | undefined)[] = Array.from({ length: size }, () => undefined);
  const money: (Reached | undefined)[] = Array.from({ length: size }, () => undefined);
  // With roles or without, all sets have the same rows and columns; where they are small, one's basis starts the next.
  const shape = (s: number): string => leversOf(s).filter((it) => it === "roles").join("+");
  const groups = new Map<string, number[]>();
  for (let s = size - 1; s > 0; s--) groups.set(shape(s), [...(groups.get(shape(s)) ?? []), s]);
  const tasks = [...groups.values()].flatMap((group) => [
    { group, aim: "shortfall" as const },
    { group, aim: "money" as const },
  ]);
  let done = 0;
  const total = 2 * (size - 1) + 2 * groups.size;
  tell("combos", 0, total);
  await inParallel(tasks, {
    width: desk.solver.parallel,
    work: async ({ group, aim }) => {
      let start: Basis | undefined;
      let leads: ReadonlySet<number> | undefined;
      for (const s of group) {
        const reached = await align({ world, alone, candidates, desk, levers: leversOf(s), aim, start, ...(leads === undefined ? {} : { leads }) });
        // The leads of all levers together are those of every set that has roles.
        if (reached.freedom.roles && reached.freedom.leads !== "any") leads ??= reached.freedom.leads;
        (aim === "money" ? money : shortfall)[s] = reached;
        start = reached.basis;
        tell("combos", ++done, total);
      }
    },
  });
  const best: { years: number; weighted: number; cost: number; at: number; costAt: number }[] = [];
  for (let s = 0; s < size; s++) {
    let now = s === 0 ? { years: alone.coverage.years, weighted: alone.coverage.weighted, cost: alone.cost, at: 0, costAt: 0 } : { years: shortfall[s]!.coverage.years, weighted: shortfall[s]!.coverage.weighted, cost: money[s]!.cost, at: s, costAt: s };
    for (let i = 0; i < open.length; i++) {
      if ((s & (1 << i)) === 0) continue;
      const less = best[s & ~(1 << i)]!;
      if (less.weighted < now.weighted) now = { ...now, years: less.years, weighted: less.weighted, at: less.at };
      if (less.cost < now.cost) now = { ...now, cost: less.cost, costAt: less.costAt };
    }
    best.push(now);
  }
  // Fewer levers reach no more: the bound of all levers, with roles or without, holds for every set within them.
  const most = new Map<string, Awaited<ReturnType<typeof relaxedBound>>>();
  const wholes = [...groups.entries()].flatMap(([kind, group]) => (["shortfall", "money"] as const).map((aim) => ({ kind, aim, s: group[0]! })));
  await inParallel(wholes, {
    width: desk.solver.parallel,
    work: async ({ kind, aim, s }) => {
      most.set(`${kind} ${aim}`, await relaxedBound({ world, alone, candidates, desk, levers: leversOf(s), aim }));
      tell("combos", ++done, total);
    },
  });
  const gap = (reached: Reached | undefined, aim: Aim): number => (reached === undefined ? 0 : gapOf(reached.value, Math.max(reached.bound, most.get(`${reached.levers.includes("roles") ? "roles" : ""} ${aim}`)?.bound ?? Number.NEGATIVE_INFINITY)));
  const brief = ({ levers, freedom, deliveries }: Reached): BriefPlan => briefOf({ world, levers, freedom, deliveries, ...(freedom.roles ? {} : { anyway: alone.coverage.supply }) });
  const inFull = best.at(-1)!.costAt;
  const combos = best.map((it, s): Combo => ({
    levers: leversOf(s),
    shortfallWeighted: it.weighted,
    shortfallYears: it.years,
    costAtEqualCoverage: it.cost,
    gapShortfall: gap(shortfall[s], "shortfall"),
    gapCost: gap(money[s], "money"),
    ...(s === 0 || it.at !== s ? {} : { plan: brief(shortfall[s]!) }),
    ...(s === 0 || it.costAt !== s || s === inFull ? {} : { cheapest: brief(money[s]!) }),
  }));
  return { open, shortfall, money, best, combos, alone, bounds: most };
}

const gapOf = (value: number, bound: number): number => Math.max((value - bound) / Math.max(Math.abs(value), 1e-9), 0);

const CLOSE = 0.01;

/** The headline plan: the best set of levers, its cost made least, then its programmes left where they were as far as that is free. */
async function finish({ world, alone, candidates, desk, game, models, tell }: Omit<AlignAsk, "levers" | "start"> & Tell & { readonly game: Game; readonly models: BoundModels }): Promise<MadePlan> {
  const top = game.best.at(-1)!;
  // All levers together, unless some of them cost more than a hundredth of the gain: the next objective, money, needs them too.
  const all = game.shortfall.at(-1);
  const isClose = all !== undefined && all.coverage.weighted <= top.weighted + CLOSE * Math.max(alone.coverage.weighted - top.weighted, 0) + 1e-9;
  const found = isClose && alone.coverage.weighted - top.weighted > 1e-9 ? all : game.shortfall[top.at];
  tell("aligned", 0, 3);
  if (found === undefined) {
    const stages: Stage[] = stagesAlone({ world, alone });
    const freedom: Freedom = freedomOf({ world, alone, candidates, levers: [] });
    const plan = interpret({ world, kind: "aligned", levers: [], freedom, deliveries: alone.deliveries, stages });
    const formulation = formulate(world, freedom);
    const reached: Reached = { levers: [], freedom, deliveries: alone.deliveries, coverage: alone.coverage, cost: alone.cost, value: alone.coverage.weighted, bound: alone.coverage.weighted, basis: undefined, seconds: 0, formulation, stage: { primal: new Float64Array(0), dual: new Float64Array(0), deliveries: alone.deliveries, value: 0, bound: 0, boundBy: "duals", basis: undefined, seconds: 0, model: formulation.model } };
    tell("aligned", 3, 3);
    return { reached, plan };
  }
  const { formulation } = found;
  const bound = Math.max(found.bound, found.freedom.roles ? (game.bounds.get("roles shortfall")?.bound ?? Number.NEGATIVE_INFINITY) : found.bound);
  // The allowance never gives up more than a hundredth of what is gained over alone.
  const part = Math.min(world.value(PLAN.allowanceShortfall), (CLOSE * Math.max(alone.coverage.weighted - found.coverage.weighted, 0)) / Math.max(Math.abs(found.stage.value - formulation.constants.shortfall), 1e-9));
  const chain = await lexicographic({
    desk,
    formulation,
    stages: [
      { objective: "shortfall", allowance: part, done: found.stage },
      { objective: "money", allowance: world.value(PLAN.allowanceCost) },
      { objective: "deviation", allowance: 0 },
    ],
    start: found.basis,
    name: "aligned",
    onStage: (_, done, of) => tell("aligned", done, of),
  });
  const [, cost, deviation] = chain.stages as [StageReached, StageReached, StageReached];
  const coverage = coverageOf({ world, deliveries: deviation.deliveries, adopted: found.freedom.adopted });
  const reached: Reached = { ...found, deliveries: deviation.deliveries, coverage, value: coverage.weighted, bound };
  const violations = violationsOf(alone);
  const money = costsByNation(world, moneyOf({ world, freedom: found.freedom, deliveries: deviation.deliveries })).reduce((sum, it) => sum + it, 0);
  const stages: Stage[] = [
    { name: "violations", unit: "mean yearly budgets and promised quantities", value: violations, bound: violations, gap: 0, seconds: 0 },
    found.freedom.roles
      ? { name: "shortfall", unit: "weighted, discounted shortfall-years", value: coverage.weighted, bound, gap: gapOf(coverage.weighted, bound), seconds: found.seconds }
      : { name: "shortfall", unit: "weighted, discounted shortfall-years of the own shares, summed over nations", value: found.value, bound: found.bound, gap: gapOf(found.value, found.bound), seconds: found.seconds },
    { name: "cost", unit: `M ${world.currency}, discounted`, value: money, bound: cost.bound * MONEY_SCALE, gap: gapOf(money, cost.bound * MONEY_SCALE), seconds: cost.seconds },
    { name: "deviation", unit: "programme-years moved", value: deviation.value, bound: deviation.bound, gap: gapOf(deviation.value, deviation.bound), seconds: deviation.seconds },
  ];
  const plan = withWorth(interpret({ world, kind: "aligned", levers: found.levers, freedom: found.freedom, deliveries: deviation.deliveries, stages }), { models, formulation, dual: found.stage.dual });
  const shortfall = chain.stages[0]!;
  const near = (upper: number, reached: number): number => (Math.abs(upper - reached) <= (KEPT / 2) * Math.max(Math.abs(reached), 1) ? upper : reached);
  const kept: StageCertificate["kept"] = [{ stage: "shortfall", upper: near(shortfall.kept, stages[1]!.value) }, { stage: "cost", upper: near(cost.kept, money / MONEY_SCALE) }];
  const whole = game.bounds.get(`${found.freedom.roles ? "roles" : ""} shortfall`);
  const proved = stages.map((stage): Stage => {
    switch (stage.name) {
      case "shortfall":
        return certified(stage, { models, plan, stage: "shortfall", holdsFor: "levers", kept: [], priced: [...(whole === undefined ? [] : [whole]), { formulation, dual: found.stage.dual }] });
      case "cost":
        return certified(stage, { models, plan, stage: "cost", holdsFor: "choices", kept: kept.slice(0, 1), priced: [{ formulation, dual: cost.dual }] });
      case "deviation":
        return certified(stage, { models, plan, stage: "deviation", holdsFor: "choices", kept, priced: [{ formulation, dual: deviation.dual }] });
      case "violations":
        return stage;
      default:
        return unreachable(stage.name);
    }
  });
  return { reached: { ...reached, bound: found.freedom.roles ? proved[1]!.bound : reached.bound }, plan: { ...plan, stages: proved } };
}

const violationsOf = (alone: Alone): number => alone.nations.reduce((sum, it) => sum + it.violations, 0);

function stagesAlone({ world, alone }: { readonly world: World; readonly alone: Alone }): Stage[] {
  const sum = (of: (it: Alone["nations"][number]) => number): number => alone.nations.reduce((total, it) => total + of(it), 0);
  const own = sum((it) => it.shortfall);
  const ownBound = sum((it) => it.shortfallBound);
  return [
    { name: "violations", unit: "mean yearly budgets and promised quantities", value: sum((it) => it.violations), bound: sum((it) => it.violations), gap: 0, seconds: 0 },
    { name: "shortfall", unit: "weighted, discounted shortfall-years of the own shares, summed over nations", value: own, bound: ownBound, gap: gapOf(own, ownBound), seconds: alone.seconds },
    { name: "cost", unit: `M ${world.currency}, discounted`, value: alone.cost, bound: sum((it) => it.costBound), gap: gapOf(alone.cost, sum((it) => it.costBound)), seconds: 0 },
  ];
}

function alonePlanOf({ world, alone }: { readonly world: World; readonly alone: Alone }): Plan {
  const freedom = aloneFreedom({ world, nations: world.nations.map((_, n) => n), capacity: world.pools.map((it) => it.capacity), expansion: world.lines.map((it) => it.expansionMost) });
  const made = aloneCertificates({ world, alone });
  const proved = stagesAlone({ world, alone }).map((stage): Stage => {
    if (stage.name !== "shortfall" && stage.name !== "cost") return stage;
    const certificates = made[stage.name];
    const bound = Math.min(certificates.reduce((sum, it) => sum + it.proves, 0), stage.value);
    return { ...stage, bound, gap: gapOf(stage.value, bound), certificates };
  });
  return interpret({ world, kind: "alone", levers: [], freedom, deliveries: alone.deliveries, stages: proved });
}

/** The plan that the money saved and each ally's cost aligned are read off. Undefined: alone itself. */
function cheapestOf({ world, game, models }: { readonly world: World; readonly game: Game; readonly models: BoundModels }): Plan | undefined {
  const found = game.money[game.best.at(-1)!.costAt];
  if (found === undefined) return undefined;
  const violations = game.alone.nations.reduce((sum, it) => sum + it.violations, 0);
  const plan = interpret({ world, kind: "aligned", levers: found.levers, freedom: found.freedom, deliveries: found.deliveries, stages: [] });
  const whole = game.bounds.get(`${found.levers.includes("roles") ? "roles" : ""} money`);
  const bound = Math.max(found.bound, whole?.bound ?? found.bound);
  const cost: Stage = { name: "cost", unit: `M ${world.currency}, discounted`, value: plan.cost, bound, gap: gapOf(plan.cost, bound), seconds: found.seconds };
  return {
    ...plan,
    stages: [
      { name: "violations", unit: "mean yearly budgets and promised quantities", value: violations, bound: violations, gap: 0, seconds: 0 },
      certified(cost, { models, plan, stage: "cost", holdsFor: "equal-coverage", kept: [], priced: [...(whole === undefined ? [] : [whole]), { formulation: found.formulation, dual: found.stage.dual }] }),
    ],
  };
}

/** Hands the finished comparison to the checker, which counts every figure again from the records, and puts down what it found. */
function verified({ alliance, targets, path, situation, leadCandidates, onProgress }: PlanAsk, comparison: Comparison): Comparison {
  onProgress?.({ stage: "verify", done: 0, of: 1 });
  const found = verifyComparison({ alliance, targets, path, comparison, ...(situation === undefined ? {} : { situation }), ...(leadCandidates === undefined ? {} : { leadCandidates }) });
  onProgress?.({ stage: "verify", done: 1, of: 1 });
  return {
    ...comparison,
    alone: { ...comparison.alone, verification: found.alone },
    aligned: { ...comparison.aligned, verification: found.aligned },
    ...(comparison.cheapest === undefined || found.cheapest === undefined ? {} : { cheapest: { ...comparison.cheapest, verification: found.cheapest } }),
    verification: found.difference,
  };
}

/** Money saved together at the coverage that allies alone reach at a cost, and the plan that saves it. Absent: the solver found no plan of equal coverage. */
async function savedAt(ask: Omit<AlignAsk, "start"> & { readonly cost: number }): Promise<{ readonly saved: number; readonly brief: BriefPlan } | undefined> {
  try {
    const { cost, freedom, deliveries } = await align({ ...ask, aim: "money" });
    return { saved: Math.max(ask.cost - cost, 0), brief: briefOf({ world: ask.world, levers: ask.levers, freedom, deliveries }) };
  } catch (cause) {
    if (cause instanceof NoAnswerError) return undefined;
    throw cause;
  }
}

function priceOf({ world, alone, optimistic, savedSeen, main, game }: { readonly world: World; readonly alone: Alone; readonly optimistic: Coverage; readonly savedSeen: number | undefined; readonly main: Reached; readonly game: Game }): Price {
  const saved = Math.max(alone.cost - game.best.at(-1)!.cost, 0);
  const against = (of: (it: Coverage) => number): { low: number; base: number; high: number } => {
    const base = of(alone.coverage) - of(main.coverage);
    return { low: Math.min(of(optimistic) - of(main.coverage), base), base, high: Math.max(of(alone.pessimistic) - of(main.coverage), base) };
  };
  const delay = delayOf(world, alone.coverage, main.coverage);
  return {
    shortfallYears: against((it) => it.years),
    shortfallWeighted: against((it) => it.weighted),
    money: { low: Math.min(savedSeen ?? saved, saved), base: saved, high: Math.max(savedSeen ?? saved, saved) },
    delayYears: { low: Math.min(delayOf(world, optimistic, main.coverage), delay), base: delay, high: Math.max(delayOf(world, alone.pessimistic, main.coverage), delay) },
    savingShare: alone.cost > 0 ? saved / alone.cost : 0,
  };
}

// Coverage that differs by less counts as the same. Unit: share of the requirement.
const SAME = 1e-3;

/** How much later `late` reaches the coverage that `soon` has in each year: mean over leaves and years, cut at the end of the plan. Unit: years. */
export function delayOf(world: World, late: Coverage, soon: Coverage): number {
  const T = world.years.length;
  let sum = 0;
  let count = 0;
  world.leaves.forEach((leaf, c) => {
    for (let t = 0; t < T; t++) {
      if (leaf.required[t]! <= 0) continue;
      count += 1;
      const wanted = soon.counted[c * T + t]! / leaf.required[t]!;
      let at = t;
      while (at < T && late.counted[c * T + at]! / Math.max(leaf.required[at]!, 1e-12) < wanted - SAME) at += 1;
      if (at === t) continue;
      // Within the last year, as far as a straight line between the two years says.
      const before = late.counted[c * T + at - 1]! / Math.max(leaf.required[at - 1]!, 1e-12);
      const after = at < T ? late.counted[c * T + at]! / Math.max(leaf.required[at]!, 1e-12) : before;
      sum += at - t - (after > before ? 1 - Math.min(Math.max((wanted - before) / (after - before), 0), 1) : 0);
    }
  });
  return count === 0 ? 0 : sum / count;
}

function gainsOf({ open, best }: Game): { readonly levers: LeverValue[]; readonly interactions: Interaction[] } {
  const years = splitGains(best.map((it) => best[0]!.years - it.years));
  const money = splitGains(best.map((it) => best[0]!.cost - it.cost));
  const total = best[0]!.years - best.at(-1)!.years;
  return {
    levers: open.map((lever, i): LeverValue => ({ lever, shortfallYears: years.shapley[i]!, money: money.shapley[i]!, share: Math.abs(total) > 1e-9 ? years.shapley[i]! / total : 0 })),
    interactions: best.flatMap((_, s): Interaction[] => {
      const members = open.filter((__, i) => (s & (1 << i)) !== 0);
      return members.length < 2 ? [] : [{ levers: members, shortfallYears: years.dividends[s]!, money: money.dividends[s]! }];
    }),
  };
}

const SLIPS = [1, 2, 3, 4, 6];

/** Joint deliveries come late by whole years, nobody replans, and the coverage is counted again. */
function breakEvenOf({ world, alone, game, main }: { readonly world: World; readonly alone: Alone; readonly game: Game; readonly main: Reached }): BreakEven {
  const T = world.years.length;
  const G = world.goods.length;
  const slips = [{ years: 0, gain: alone.coverage.years - main.coverage.years }];
  const jointOf = (n: number, good: number): (typeof main.freedom.joints)[number] | undefined => main.freedom.joints.find((it) => it.active && it.good === good && it.members.includes(n));
  const late = (years: Float64Array, first: number, by: number): Float64Array => {
    const moved = new Float64Array(T);
    years.forEach((it, t) => {
      const to = t >= first ? t + by : t;
      if (to < T) moved[to]! += it;
    });
    return moved;
  };
  for (const by of SLIPS) {
    if (by >= T) break;
    const free = new Map([...main.deliveries.free].map(([key, years]) => {
      const joint = jointOf(Math.floor(key / G), key % G);
      return [key, joint === undefined ? years : late(years, joint.first, by)] as const;
    }));
    const programme = main.deliveries.programme.map((years, at) => {
      const it = world.programmes[at]!;
      const joint = it.firm ? undefined : jointOf(it.nation, it.good);
      return joint === undefined ? years : late(years, joint.first, by);
    });
    const coverage = coverageOf({ world, deliveries: { ...main.deliveries, free, programme }, adopted: main.freedom.adopted });
    slips.push({ years: by, gain: alone.coverage.years - coverage.years });
  }
  const after = slips.findIndex((it) => it.gain <= 0);
  const slipYears = after > 0 ? slips[after - 1]!.years + ((slips[after]!.years - slips[after - 1]!.years) * slips[after - 1]!.gain) / Math.max(slips[after - 1]!.gain - slips[after]!.gain, 1e-12) : after === 0 ? 0 : undefined;
  const cheapest = game.money[game.best.at(-1)!.costAt];
  const fees = cheapest === undefined ? 0 : cheapest.freedom.joints.reduce((sum, it) => sum + (it.active ? [...it.fees.values()].reduce((all, years) => all + years.reduce((a, b, t) => a + b * world.discount[t]!, 0), 0) : 0), 0);
  const saved = game.best[0]!.cost - game.best.at(-1)!.cost;
  return { slips, slipTried: slips.at(-1)!.years, ...(slipYears === undefined ? {} : { slipYears }), ...(fees > 0 ? { coordinationFactor: 1 + saved / fees } : {}) };
}

/** Who pays more together than alone for the same coverage, and the payments that leave nobody worse off. */
function nationsOf({ world, alone, game, main }: { readonly world: World; readonly alone: Alone; readonly game: Game; readonly main: Reached }): NationOutcome[] {
  const own: Freedom = aloneFreedom({ world, nations: world.nations.map((_, n) => n), capacity: [], expansion: [] });
  const costAlone = costsByNation(world, moneyOf({ world, freedom: own, deliveries: alone.deliveries }));
  const cheapest = game.money[game.best.at(-1)!.costAt];
  const costAligned = cheapest === undefined ? costAlone : costsByNation(world, moneyOf({ world, freedom: cheapest.freedom, deliveries: cheapest.deliveries }));
  const spend = costsByNation(world, moneyOf({ world, freedom: main.freedom, deliveries: main.deliveries }));
  const gain = world.nations.map((_, n) => costAlone[n]! - costAligned[n]!);
  const lost = gain.reduce((sum, it) => sum + Math.max(-it, 0), 0);
  const won = gain.reduce((sum, it) => sum + Math.max(it, 0), 0);
  const workAlone = workOf(world, alone.deliveries);
  const workAligned = workOf(world, main.deliveries);
  // Winners pay in proportion to what they win, and never more than that.
  const covered = lost > 0 ? Math.min(won / lost, 1) : 0;
  return world.nations.map((nation, n): NationOutcome => {
    const mine = gain[n]!;
    const sidePayment = mine < 0 ? -mine * covered : won > 0 ? (-mine * lost * covered) / won : 0;
    return { nation, costAlone: costAlone[n]!, costAligned: costAligned[n]!, gain: mine, spendAligned: spend[n]!, sidePayment: sidePayment === 0 ? 0 : sidePayment, workAlone: workAlone.get(nation) ?? 0, workAligned: workAligned.get(nation) ?? 0 };
  });
}

/** Discounted value of deliveries by the nation of their lines, in proportion to capacity. Unit: M at first-lot prices. */
function workOf(world: World, deliveries: { readonly free: ReadonlyMap<number, Float64Array>; readonly programme: readonly Float64Array[] }): Map<string, number> {
  const G = world.goods.length;
  const worth = new Float64Array(G);
  for (const [key, years] of deliveries.free) years.forEach((it, t) => { worth[key % G]! += it * world.discount[t]! * (world.goods[key % G]!.price ?? 0); });
  deliveries.programme.forEach((years, at) => {
    const it = world.programmes[at]!;
    years.forEach((quantity, t) => { worth[it.good]! += quantity * world.discount[t]! * (it.price ?? 0); });
  });
  const work = new Map<string, number>();
  for (let g = 0; g < G; g++) {
    const lines = world.lines.filter((it) => it.goods.includes(g));
    const total = lines.reduce((sum, it) => sum + Math.max(...it.capacity), 0);
    if (total > 0) for (const it of lines) work.set(it.nation, (work.get(it.nation) ?? 0) + (worth[g]! * Math.max(...it.capacity)) / total);
  }
  return work;
}

async function rangeOf({ ask, desk, levers, tell }: { readonly ask: PlanAsk; readonly desk: Desk; readonly levers: readonly Lever[] } & Tell): Promise<Comparison["dataRange"]> {
  const kinds: readonly Figures[] = ["easy", "hard"];
  tell("range", 0, kinds.length);
  const rows = [];
  for (const [at, figures] of kinds.entries()) {
    const world = worldOf({ ...ask, figures });
    const alone = await planAlone({ world, desk });
    const candidates: Candidates = candidatesOf({ world, alone, slip: Math.round(world.value(PLAN.slip)), dearer: 1 });
    const aligned = await align({ world, alone, candidates, desk, levers, aim: "shortfall" });
    const years = aligned.coverage.weighted <= alone.coverage.weighted ? aligned.coverage.years : alone.coverage.years;
    const money = await savedAt({ world, alone, cost: alone.cost, candidates, desk, levers });
    rows.push({
      figures,
      shortfallYearsAlone: alone.coverage.years,
      shortfallYearsAligned: years,
      gain: alone.coverage.years - years,
      ...(money !== undefined && { money: money.saved }),
      alone: briefOf({ world, levers: [], freedom: aloneFreedom({ world, nations: world.nations.map((_, n) => n), capacity: [], expansion: [] }), deliveries: alone.deliveries }),
      aligned: briefOf({ world, levers, freedom: aligned.freedom, deliveries: aligned.deliveries, ...(aligned.freedom.roles ? {} : { anyway: alone.coverage.supply }) }),
      ...(money !== undefined && { cheapest: money.brief }),
    });
    tell("range", at + 1, kinds.length);
  }
  return rows;
}
