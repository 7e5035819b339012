import { lagrangianBound, type MilpModel, withCost, withRowBelow, withUppers } from "#maths";
import { type AloneFigures, EQUAL, equalCoverage, freedomOf, relaxedOf } from "../aligned.ts";
import { boundsOfAgreements } from "../candidates.ts";
import { choicesOf } from "../explain/case.ts";
import { formulate, type Formulation, MONEY_SCALE, type Objective } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { Lever, Plan, StageCertificate } from "../plan.ts";
import type { World } from "../world.ts";

/**
 * How far what an earlier objective was kept at may lie from what the plan shows of it: the allowance that a later one may use. Unit: share.
 */
export const KEPT = 0.1;

/** What a certificate says without its prices. */
export type Claim = Pick<StageCertificate, "stage" | "holdsFor" | "kept">;

/** A model in which a bound is proved. */
export interface BoundModel {
  readonly formulation: Formulation;
  readonly model: MilpModel;
  readonly constant: number;
  /** What one unit of the model's objective is in the unit of the stage. */
  readonly unit: number;
}

const OBJECTIVE: Readonly<Record<StageCertificate["stage"], Objective>> = { shortfall: "shortfall", cost: "money", deviation: "deviation" };

/**
 * The models that the bounds of a comparison are proved in, written anew from the records, from what its plan alone shows and from
 * the choices of a plan; nothing of how the plans were solved goes in. Each is written once.
 */
export class BoundModels {
  private readonly made = new Map<string, Formulation>();
  private readonly world: World;
  private readonly alone: AloneFigures;
  private readonly open: readonly Lever[];
  constructor({ world, alone, open }: { readonly world: World; readonly alone: Plan; readonly open: readonly Lever[] }) {
    this.world = world;
    this.alone = figuresOf(world, alone);
    this.open = open;
  }

  /** The model of a claim about a plan. */
  modelOf(plan: Plan, claim: Claim): BoundModel {
    const objective = OBJECTIVE[claim.stage];
    const formulation = claim.holdsFor === "choices" ? this.chosen(plan) : this.relaxed(plan.levers.includes("roles"));
    let model = withCost(formulation.model, formulation.costs[objective]);
    for (const it of claim.kept) model = withRowBelow(model, { terms: formulation.costs[OBJECTIVE[it.stage]], upper: it.upper - formulation.constants[OBJECTIVE[it.stage]] });
    if (claim.holdsFor === "equal-coverage") model = withUppers(model, equalCoverage({ world: this.world, alone: this.alone }, formulation, EQUAL));
    return { formulation, model, constant: formulation.constants[objective], unit: objective === "money" ? MONEY_SCALE : 1 };
  }

  /** Every plan with the open levers: whole-number choices at their best and for nothing. */
  private relaxed(hasRoles: boolean): Formulation {
    return this.once(`levers ${hasRoles}`, () => {
      const { world, alone } = this;
      const levers = this.open.filter((it) => hasRoles || it !== "roles");
      const time = Math.max(Math.round(world.value(PLAN.adoptionTime)), 1);
      const candidates = { joints: boundsOfAgreements(world), adopted: world.adopted, adoptedAll: world.adopted.map((it) => Int32Array.from(it, (at) => Math.min(at, time))) };
      return formulate(world, relaxedOf({ freedom: freedomOf({ world, alone, candidates, levers }), candidates, levers, world }));
    });
  }

  /** Plans with the agreements, adoptions and leads of one. */
  private chosen(plan: Plan): Formulation {
    return this.once(`choices ${plan.kind}`, () => {
      const { world, alone } = this;
      return formulate(world, { ...freedomOf({ world, alone, candidates: { joints: [], adopted: world.adopted, adoptedAll: world.adopted }, levers: plan.levers }), ...choicesOf(world, plan) });
    });
  }

  private once(key: string, make: () => Formulation): Formulation {
    const known = this.made.get(key) ?? make();
    this.made.set(key, known);
    return known;
  }
}

/** What prices prove in a model, in the unit of the stage. */
export const provedBound = ({ model, constant, unit }: BoundModel, dual: Float64Array): number => (lagrangianBound(model, dual) + constant) * unit;

/** What of a published plan alone the aligned ones start from. Slots that allies hold are not published: without them less is ruled out, so that bounds hold all the more. */
function figuresOf(world: World, alone: Plan): AloneFigures {
  const T = world.years.length;
  const C = world.leaves.length;
  const nation = new Map(world.nations.map((id, n) => [id, n]));
  const leaf = new Map(world.leaves.map((it, c) => [it.id, c]));
  const year = (it: number): number => it - world.years[0]!;
  const overrun = world.nations.map(() => new Float64Array(T));
  for (const it of alone.spend) overrun[nation.get(it.nation)!]![year(it.year)] = it.overrun * (1 + ROUND_OFF);
  const delivered = new Map<string, number>();
  for (const it of alone.orders) if (it.programme !== undefined) delivered.set(it.programme, (delivered.get(it.programme) ?? 0) + it.quantity);
  const undelivered = Float64Array.from(world.programmes, (it) => Math.max(it.quantity - (delivered.get(it.id) ?? 0), 0) * (1 + ROUND_OFF));
  const supply = new Float64Array(world.nations.length * C * T);
  for (const it of alone.contributions) if (leaf.has(it.leaf)) supply[(nation.get(it.nation)! * C + leaf.get(it.leaf)!) * T + year(it.year)] = it.held + it.added;
  const short = new Float64Array(C * T);
  for (const it of alone.shortfalls) if (leaf.has(it.leaf)) short[leaf.get(it.leaf)! * T + year(it.year)] = it.short;
  const stockShort = new Float64Array(world.stocks.length * T);
  const stocks = new Map(world.stocks.map((it, at) => [`${world.nations[it.nation]} ${world.goods[it.good]!.system}`, at]));
  for (const it of alone.stocks) {
    const at = stocks.get(`${it.nation} ${it.system}`);
    if (at !== undefined) stockShort[at * T + year(it.year)] = it.short;
  }
  return { overrun, undelivered, slots: new Map(), coverage: { supply, short, stockShort } };
}

// What alone reached is rounded up by this, as where it is used. Unit: share.
const ROUND_OFF = 1e-7;
