import type { Reached } from "../aligned.ts";
import type { Candidates } from "../candidates.ts";
import type { Formulation } from "../formulate.ts";
import type { AgreementOption, Freedom, Joint, LineChoice, OpenChoices } from "../freedom.ts";
import { PLAN } from "../parameters.ts";
import type { Lever } from "../plan.ts";
import { lotFactor } from "../lot-factor.ts";
import type { World } from "../world.ts";

export interface OpenAsk {
  readonly world: World;
  readonly candidates: Candidates;
  readonly levers: readonly Lever[];
  /** Whether the products of lines that change over, and their closing, are choices. */
  readonly lines: boolean;
}

/**
 * What is left to the model by a set of levers: for each good that several allies need an agreement in a few tiers, lots
 * doubling from the one that the quantities alone reach; dates of adoption; fallbacks of leads; what lines make.
 */
export function openChoicesOf({ world, candidates, levers, lines }: OpenAsk): OpenChoices {
  const T = world.years.length;
  const time = Math.max(Math.round(world.value(PLAN.adoptionTime)), 1);
  const step = Math.max(Math.round(world.value(PLAN.adoptionStep)), 1);
  return {
    agreements: levers.includes("lots") ? agreementsOf(world, candidates.joints) : [],
    adoptionYears: levers.includes("standards") ? Array.from({ length: Math.max(Math.ceil((T - time) / step), 0) }, (_, at) => time + at * step) : [],
    fallback: levers.includes("roles"),
    lines,
  };
}

/** The freedom of a whole-number plan: agreements and adoptions beyond those planned are left to the model, leads to its choices. */
export const wholeFreedom = ({ freedom, lines = false, ...ask }: Omit<OpenAsk, "lines"> & { readonly freedom: Freedom; readonly lines?: boolean }): Freedom => ({ ...freedom, joints: [], adopted: ask.world.adopted, open: openChoicesOf({ ...ask, lines }) });

/** Agreements worth offering, those that could save most first. */
function agreementsOf(world: World, joints: readonly Joint[]): AgreementOption[] {
  const T = world.years.length;
  const options = joints.flatMap((joint) => {
    const good = world.goods[joint.good]!;
    const need = world.need.map((it) => it[joint.good]!);
    const whole = need.reduce((sum, it) => sum + it, 0);
    const candidates = need.flatMap((it, n) => (it > 0 || joint.members.includes(n) ? [n] : []));
    if (whole <= 0 || candidates.length < world.value(PLAN.membersLeast) || joint.first >= T) return [];
    const tiers = tiersOf(world, joint, whole);
    const dearest = Math.max(...candidates.map((n) => world.ownFactor[n]![joint.good]!));
    const worth = tiers.filter((it) => it.factor < dearest);
    if (worth.length === 0) return [];
    const from = Math.max(joint.first - good.lead, 0);
    const fee = Float64Array.from({ length: T }, (_, t) => (t >= from ? feeOf(world, joint) : 0));
    const saving = good.price! * whole * (dearest - Math.min(...worth.map((it) => it.factor)));
    return [{ saving, option: { good: joint.good, candidates, first: joint.first, tiers: worth, fee } }];
  });
  return options
    .sort((a, b) => b.saving - a.saving || a.option.good - b.option.good)
    .slice(0, Math.round(world.value(PLAN.jointsMost)))
    .map((it) => it.option);
}

/** Coordination of one member in a year: as the agreement states it, else the parameter. Unit: M. */
const feeOf = (world: World, joint: Joint): number => Math.max(0, ...[...joint.fees.values()].flatMap((years) => [...years])) || world.value(PLAN.coordination);

/** The tier drawn up, if it pays its members, and larger lots; each cheaper than the one before. */
function tiersOf(world: World, joint: Joint, whole: number): { readonly lot: number; readonly factor: number }[] {
  const dearer = (1 + world.value(PLAN.workShare)) * (1 + world.value(PLAN.setUp));
  const tiers = joint.active ? [{ lot: joint.lot, factor: joint.factor }] : [];
  const most = Math.max(Math.round(world.value(PLAN.jointTiers)), 1);
  for (let lot = joint.active ? joint.lot * 2 : whole * world.value(PLAN.firstLot); tiers.length < most && lot <= whole; lot *= 2) {
    const factor = lotFactor({ value: world.value, quantity: lot, whole }) * dearer;
    if (factor < (tiers.at(-1)?.factor ?? Number.POSITIVE_INFINITY)) tiers.push({ lot, factor });
    else break;
  }
  return tiers;
}

const isChosen = (primal: Float64Array, column: number): boolean => primal[column]! > 0.5;

/**
 * The freedom in which everything is as a solution chose: agreements with their tier and members, adoptions, leads,
 * fallbacks and lines, so that the rest of the engine reads it like choices made outside the model.
 * @example a solution with tier 2 of an agreement and two members → a joint with that lot and price and those members
 */
export function chosenFreedom({ on }: Formulation, primal: Float64Array): Freedom {
  const { world } = on;
  const { open, ...freedom } = on.freedom;
  const N = world.nations.length;
  const T = world.years.length;
  const joints = on.agreements.flatMap(({ option, tiers, members }): Joint[] => {
    const tier = option.tiers[tiers.findIndex((column) => isChosen(primal, column))];
    if (tier === undefined) return [];
    const chosen = option.candidates.filter((_, m) => isChosen(primal, members[m]!));
    return [{ active: true, good: option.good, members: chosen, first: option.first, factor: tier.factor, lot: tier.lot, fees: new Map(chosen.map((n) => [n, option.fee])) }];
  });
  const adopted = freedom.adopted.map((it) => Int32Array.from(it));
  for (const [key, { column, years }] of on.adoptions) {
    const at = years.findIndex((_, e) => isChosen(primal, column + e));
    if (at >= 0) adopted[Math.floor(key / N)]![key % N] = years[at]!;
  }
  const keysOf = (columns: ReadonlyMap<number, number>): Set<number> => new Set([...columns].flatMap(([key, column]) => (isChosen(primal, column) ? [key] : [])));
  return {
    ...freedom,
    joints,
    adopted,
    leads: freedom.roles ? keysOf(on.leads) : freedom.leads,
    ...(open?.fallback === true ? { fallbacks: keysOf(on.fallbacks) } : {}),
    ...(open?.lines === true ? { lineChoices: lineChoicesOf(on, primal, T) } : {}),
  };
}

function lineChoicesOf(on: Formulation["on"], primal: Float64Array, T: number): Map<number, LineChoice> {
  const choices = new Map<number, LineChoice>();
  for (const [l, line] of on.world.lines.entries()) {
    const modes = on.modes.get(l);
    const open = on.open.get(l);
    if (modes === undefined && open === undefined) continue;
    choices.set(l, {
      product: Int32Array.from({ length: T }, (_, t) => line.goods[modes?.findIndex((mode) => isChosen(primal, mode[t]!)) ?? 0] ?? -1),
      open: Uint8Array.from({ length: T }, (_, t) => (open === undefined || t < open.first || isChosen(primal, open.open[t - open.first]!) ? 1 : 0)),
    });
  }
  return choices;
}

/** A plan whose choices were made outside the model: what it chose, and what allies count by it. */
export type ChosenOutside = Pick<Reached, "freedom"> & { readonly coverage: Pick<Reached["coverage"], "supply"> };

/**
 * Value of each whole column by the choices of a plan made outside the model, as far as the model offers them: a lead that must
 * have a fallback has the ally that counts most without leading. Undefined where such a plan chooses nothing, as of lines.
 * @example a plan with an agreement whose lot is the second tier's → that tier and the members 1, all other tiers 0
 */
export function valuesOf({ on }: Formulation, { freedom: plan, coverage }: ChosenOutside): ReadonlyMap<number, number> {
  const { world } = on;
  const [N, C, T] = [world.nations.length, world.leaves.length, world.years.length];
  const values = new Map<number, number>();
  const hold = (column: number, isOn: boolean): void => void values.set(column, isOn ? 1 : 0);
  for (const { option, tiers, members } of on.agreements) {
    const joint = plan.joints.find((it) => it.active && it.good === option.good);
    const chosen = joint === undefined ? -1 : option.tiers.findIndex((it) => Math.abs(it.lot - joint.lot) <= 1e-9 * joint.lot);
    tiers.forEach((column, q) => hold(column, q === chosen));
    members.forEach((column, m) => hold(column, chosen >= 0 && joint!.members.includes(option.candidates[m]!)));
  }
  for (const [key, { column, years }] of on.adoptions) years.forEach((year, e) => hold(column + e, plan.adopted[Math.floor(key / N)]![key % N]! <= year));
  const { leads } = plan;
  if (leads === "any") return values;
  for (const [key, column] of on.leads) hold(column, leads.has(key));
  for (const column of on.fallbacks.values()) hold(column, false);
  for (const c of new Set([...on.leads.keys()].filter((key) => leads.has(key)).map((key) => key % C))) {
    const counts = (key: number): number => coverage.supply[key * T + T - 1]!;
    const [best] = [...on.fallbacks].filter(([key]) => key % C === c && !leads.has(key)).sort(([a], [b]) => counts(b) - counts(a) || a - b);
    if (best !== undefined) hold(best[1], true);
  }
  return values;
}
