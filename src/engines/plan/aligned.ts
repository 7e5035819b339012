import type { Alone } from "./alone.ts";
import type { Candidates } from "./candidates.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import type { Deliveries, Freedom } from "./freedom.ts";
import { formulate, type Formulation, MONEY_SCALE } from "./formulate.ts";
import { lagrangianBound, withCost, withUppers } from "#maths";
import { PLAN } from "./parameters.ts";
import type { Lever } from "./plan.ts";
import type { Basis } from "./solver.ts";
import { type Desk, NoAnswerError, solveStage, type StageAnswer } from "./stage.ts";
import { strataShort } from "./strata.ts";
import type { World } from "./world.ts";

/** A plan with some levers open, as solved: decisions, what they reach, and what is proved. */
export interface Reached {
  readonly levers: readonly Lever[];
  readonly freedom: Freedom;
  readonly deliveries: Deliveries;
  readonly coverage: Coverage;
  /** Discounted. Unit: M. */
  readonly cost: number;
  /** What the aim came to: with roles as the alliance counts it, else as the allies count it, each for itself. */
  readonly value: number;
  /** Least value that any plan with these levers could have. */
  readonly bound: number;
  readonly basis: Basis | undefined;
  readonly seconds: number;
  readonly formulation: Formulation;
  readonly stage: StageAnswer;
}

/** What of the plan alone the freedom of the aligned ones depends on. */
export interface AloneFigures extends Pick<Alone, "slots" | "overrun" | "undelivered">, Partial<Pick<Alone, "expansionOwn" | "promised">> {
  readonly coverage: Pick<Coverage, "supply" | "short" | "stockShort">;
}

export interface AlignAsk {
  readonly world: World;
  readonly alone: Alone;
  readonly candidates: Candidates;
  readonly desk: Desk;
  readonly levers: readonly Lever[];
  readonly start?: Basis | undefined;
}

/** The freedom of a set of levers: with none it is the freedom allies have alone, put side by side. */
export function freedomOf({ world, alone, candidates, levers }: Omit<AlignAsk, "desk" | "alone"> & { readonly alone: AloneFigures }): Freedom {
  const open = new Set(levers);
  return {
    nations: world.nations.map((_, n) => n),
    roles: open.has("roles"),
    dates: open.has("dates"),
    capacity: world.pools.map((it) => it.capacity),
    slots: alone.slots,
    expansion: world.lines.map((it) => it.expansionMost),
    ...(alone.expansionOwn === undefined ? {} : { expansionOwn: alone.expansionOwn }),
    joints: candidates.joints.map((it) => (open.has("lots") ? it : { ...it, active: false })),
    adopted: open.has("standards") ? candidates.adopted : world.adopted,
    leads: open.has("roles") ? "any" : new Set(),
    overrun: alone.overrun,
    undelivered: alone.undelivered,
    ...(open.has("roles") ? { anyway: alone.coverage.supply, ...(alone.promised === undefined ? {} : { promised: alone.promised }) } : {}),
  };
}

/** The same freedom at its best and for nothing, in the same rows and columns: what it reaches bounds every plan. */
export const relaxedOf = ({ freedom, candidates, levers, world }: { readonly freedom: Freedom; readonly candidates: Candidates; readonly levers: readonly Lever[]; readonly world: World }): Freedom => ({
  ...freedom,
  relaxed: true,
  leads: freedom.roles ? "any" : freedom.leads,
  joints: freedom.joints.map((it) => (levers.includes("lots") ? { ...it, active: true, members: world.nations.map((_, n) => n), first: world.goods[it.good]!.lead, factor: Math.min(world.value(PLAN.learningFloor), it.factor) } : it)),
  adopted: levers.includes("standards") ? candidates.adoptedAll : freedom.adopted,
});

/** Objective of a solve: least shortfall, or least money at no less coverage than alone reached. */
export type Aim = "shortfall" | "money";

/**
 * Solves a set of levers for one aim. Whole-number choices are made outside the linear model and their loss is proved:
 * agreements and adoptions as drawn up, leads rounded from the linear answer, an agreement whose lot is missed dropped.
 */
export async function align(ask: AlignAsk & { readonly aim: Aim; readonly leads?: ReadonlySet<number> }): Promise<Reached> {
  const { world, desk, levers, aim } = ask;
  const name = `${levers.length === 0 ? "no lever" : levers.join(" + ")}, ${aim}`;
  let freedom = freedomOf(ask);
  let seconds = 0;
  let start = ask.start;
  let slack = EQUAL;
  if (ask.leads !== undefined && freedom.roles) freedom = { ...freedom, leads: ask.leads };
  for (let attempt = 0; ; attempt++) {
    const formulation = formulate(world, freedom);
    const uppers = aim === "money" ? equalCoverage(ask, formulation, slack) : undefined;
    let stage: StageAnswer;
    try {
      stage = await solveStage({ desk, formulation, objective: aim, start, isNear: attempt > 0, name, ...(uppers === undefined ? {} : { uppers }) });
    } catch (cause) {
      // Fees can leave a budget too tight for what is signed or must be covered: then first the agreements go, then the adoptions.
      const eased = cause instanceof NoAnswerError && cause.status === "infeasible" ? withoutFees(freedom, world) : undefined;
      if (eased !== undefined) freedom = eased;
      else if (ask.leads !== undefined && freedom.leads !== "any") freedom = { ...freedom, leads: "any" };
      else if (aim === "money" && slack === EQUAL && cause instanceof NoAnswerError) slack = EQUAL_LOOSE;
      else throw cause;
      start = undefined;
      continue;
    }
    seconds += stage.seconds;
    start = stage.basis;
    const missed = new Set(formulation.on.lotSlack.flatMap((column, at) => (freedom.joints[at]!.active && stage.primal[column]! > 1e-6 ? [at] : [])));
    if (missed.size > 0) {
      freedom = { ...freedom, joints: freedom.joints.map((it, at) => (missed.has(at) ? { ...it, active: false } : it)) };
      continue;
    }
    if (freedom.roles && freedom.leads === "any") {
      const leads = leadsOf(world, stage.deliveries);
      freedom = { ...freedom, leads: leads.chosen };
      if (leads.cut) continue;
    }
    const coverage = coverageOf({ world, deliveries: stage.deliveries, adopted: freedom.adopted, ...(freedom.roles ? {} : { anyway: ask.alone.coverage.supply }) });
    const relaxed = formulate(world, relaxedOf({ freedom, candidates: ask.candidates, levers, world }));
    let model = withCost(relaxed.model, relaxed.costs[aim]);
    if (uppers !== undefined) model = withUppers(model, equalCoverage(ask, relaxed, slack));
    const unit = aim === "money" ? MONEY_SCALE : 1;
    return {
      levers,
      freedom,
      deliveries: stage.deliveries,
      coverage,
      cost: costOf(formulation, stage.primal),
      value: aim === "money" ? stage.value * unit : freedom.roles ? coverage.weighted : stage.value,
      bound: (lagrangianBound(model, stage.dual) + relaxed.constants[aim]) * unit,
      basis: stage.basis,
      seconds,
      formulation,
      stage,
    };
  }
}

function withoutFees(freedom: Freedom, world: World): Freedom | undefined {
  if (freedom.joints.some((it) => it.active)) return { ...freedom, joints: freedom.joints.map((it) => ({ ...it, active: false })) };
  if (freedom.adopted !== world.adopted) return { ...freedom, adopted: world.adopted };
  return undefined;
}

/** Discounted money of a solution, fees included. Unit: M. */
export function costOf(formulation: Formulation, primal: Float64Array): number {
  let sum = formulation.constants.money;
  const missed = new Set(formulation.on.lotSlack);
  const costs = formulation.costs.money;
  for (let at = 0; at < costs.length; at++) if (costs[at] !== 0 && !missed.has(at)) sum += costs[at]! * primal[at]!;
  return sum * MONEY_SCALE;
}

/** The tightest bound: the relaxed model itself is solved, and its value proved from its own duals. */
export async function relaxedBound(ask: AlignAsk & { readonly aim: Aim }): Promise<{ readonly bound: number; readonly formulation: Formulation; readonly dual: Float64Array }> {
  const freedom = relaxedOf({ freedom: freedomOf(ask), candidates: ask.candidates, levers: ask.levers, world: ask.world });
  const formulation = formulate(ask.world, freedom);
  const stage = await solveStage({ desk: ask.desk, formulation, objective: ask.aim, start: ask.start, name: "bound", ...(ask.aim === "money" ? { uppers: equalCoverage(ask, formulation) } : {}) });
  return { bound: stage.bound * (ask.aim === "money" ? MONEY_SCALE : 1), formulation, dual: stage.dual };
}

// Slack in which coverage counts as equal, as a share; the second is tried when the solver finds none within the first.
export const EQUAL = 2e-6;
const EQUAL_LOOSE = 2e-4;

/** No leaf, year and part of a requirement may be shorter than alone left it: of the alliance with roles, of each nation without. */
export function equalCoverage({ world, alone }: { readonly world: World; readonly alone: Pick<AloneFigures, "coverage"> }, { on }: Formulation, slack = EQUAL): Map<number, number> {
  const T = world.years.length;
  const C = world.leaves.length;
  const uppers = new Map<number, number>();
  if (on.freedom.roles) {
    for (let at = 0; at < C * T; at++) {
      if (on.allianceShort[at]! < 0) continue;
      const leaf = world.leaves[Math.floor(at / T)]!;
      for (const [q, part] of strataShort(leaf, at % T, 1 - alone.coverage.short[at]! / leaf.required[at % T]!).entries()) uppers.set(on.allianceShort[at]! + q, part + slack);
    }
  } else {
    for (const it of on.pairs) {
      const leaf = world.leaves[it.leaf]!;
      for (let t = 0; t < T; t++) {
        if (it.short[t]! < 0) continue;
        const share = Math.min(leaf.share[it.nation]![t]!, leaf.ceiling * leaf.required[t]!);
        const supply = alone.coverage.supply[(it.nation * C + it.leaf) * T + t]!;
        for (const [q, part] of strataShort(leaf, t, supply / share).entries()) uppers.set(it.short[t]! + q, (part * share) / it.scale + slack);
      }
    }
  }
  world.stocks.forEach((stock, s) => {
    for (let t = 0; t < T; t++) if (on.stockShort[s * T + t]! >= 0) uppers.set(on.stockShort[s * T + t]!, alone.coverage.stockShort[s * T + t]! / stock.target + slack);
  });
  return uppers;
}

/** The nations that buy most beyond their share lead, up to so many for each leaf and each nation; the rest may not. */
function leadsOf(world: World, deliveries: Deliveries): { readonly chosen: Set<number>; readonly cut: boolean } {
  const C = world.leaves.length;
  const perLeaf = Math.round(world.value(PLAN.leadsPerLeaf));
  const perNation = Math.round(world.value(PLAN.leadLoad));
  const asked = [...deliveries.beyond]
    .map(([key, years]) => ({ key, n: Math.floor(key / C), c: key % C, size: Math.max(...years) / Math.max(...world.leaves[key % C]!.required) }))
    .sort((a, b) => b.size - a.size || a.key - b.key);
  const ofLeaf = new Int32Array(C);
  const ofNation = new Int32Array(world.nations.length);
  const chosen = new Set<number>();
  for (const it of asked) {
    if (ofLeaf[it.c]! >= perLeaf || ofNation[it.n]! >= perNation) continue;
    ofLeaf[it.c]! += 1;
    ofNation[it.n]! += 1;
    chosen.add(it.key);
  }
  return { chosen, cut: chosen.size < asked.length };
}
