import { PLAN } from "../parameters.ts";
import type { BriefPlan, BriefYears, Order, Plan } from "../plan.ts";
import type { Recorder } from "./check.ts";
import { adoptionCost, leadRoles } from "./checks/choices.ts";
import { splitOnce } from "./checks/coverage.ts";
import { moneyOf } from "./checks/money.ts";
import { leadTime, orderNamed, programmeKept } from "./checks/orders.ts";
import { priceOf } from "./checks/prices.ts";
import { expansionRoom } from "./checks/production.ts";
import { addTo } from "./facts.ts";
import { lotPrice, worthOf } from "./market.ts";
import { type Ground, type PlanRead, readPlan } from "./plan-read.ts";
import { type Cap, type Tally, tallyOf } from "./tally.ts";

/** A plan that is not shown in full, with all that follows from its decisions. */
export interface BriefRead {
  readonly brief: BriefPlan;
  readonly read: PlanRead;
  readonly tally: Tally;
  /** Discounted. Unit: M. */
  readonly cost: number;
  /** M of each nation and year. Key: `nation year`. */
  readonly spent: ReadonlyMap<string, number>;
}

/** Every year of a list of runs of years. */
const eachYear = <Row extends BriefYears>(rows: readonly Row[]): (Row & { readonly year: number; readonly quantity: number })[] => rows.flatMap((row) => row.quantities.flatMap((quantity, at) => (quantity === 0 ? [] : [{ ...row, year: row.from + at, quantity }])));

/** Prices, fees, insurance and coverage of a plan from its decisions and the records. */
export function readBrief(ground: Ground, brief: BriefPlan, cap?: Cap): BriefRead {
  const { facts, market, leaves } = ground;
  const agreementOf = new Map(brief.agreements.map((it) => [it.system, it]));
  const orders = eachYear(brief.deliveries).map((it): Order => {
    const { price } = priceOf(ground, it, agreementOf.get(it.system));
    const programme = it.programme === undefined ? undefined : market.programmes.get(it.programme);
    return { nation: it.nation, system: it.system, year: it.year, quantity: it.quantity, orderYear: programme?.firm === true ? programme.contractYear : it.year - (facts.system(it.system)?.lead ?? Number.NaN), ...(it.programme === undefined ? {} : { programme: it.programme }), ...(price === undefined ? {} : { unitPrice: price }) };
  });
  const insurance = (leaf: string): number => facts.value(PLAN.insurance) * worthOf(facts, market, leaves.find((it) => it.id === leaf) ?? { id: leaf, priority: 1, required: [], strata: [], inputs: [], share: new Map() });
  const plan: Plan = {
    kind: "aligned", levers: brief.levers, figures: "base", currency: "", priceYear: 0, years: facts.years,
    orders, production: [], lines: [], contributions: [], shortfalls: [], stocks: [], spend: [], stages: [], notPlanned: [],
    agreements: brief.agreements.map((it) => ({ ...it, id: it.system, firstYear: 0, lastYear: 0, quantity: 0, lot: 0, coordination: 0 })),
    leads: brief.leads.map((it) => ({ ...it, insurance: insurance(it.leaf) * it.beyondShare, lostQuantity: 0, lostYears: 0 })),
    adoptions: brief.adoptions.map((it) => ({ ...it, cost: adoptionCost(facts, it.standard), origin: "plan" })),
    evidence: { expansions: eachYear(brief.expansions), splits: eachYear(brief.splits), common: eachYear(brief.common), idle: [] },
    verification: { checked: 0, faults: [], largest: 0 },
    shortfallYears: brief.shortfallYears, shortfallWeighted: brief.shortfallWeighted, cost: brief.cost,
  };
  const read = readPlan(ground, plan);
  const money = moneyOf(read);
  const spent = new Map<string, number>();
  for (const part of [money.purchases, money.upkeep, money.together]) for (const [key, amount] of part) addTo(spent, key, amount);
  let cost = 0;
  for (const nation of facts.alliance.nations) facts.years.forEach((year, t) => { cost += facts.discount[t]! * (spent.get(`${nation.id} ${year}`) ?? 0); });
  return { brief, read, tally: tallyOf(ground, read, cap), cost, spent };
}

/** How far the decisions of a plan are held to the records. `rationed`: deliveries that nobody planned, which wait for lines beyond their windows. */
export type Held = "planned" | "rationed";

// A cost as the solver reports it, beside the cost counted of the decisions. Unit: share.
const COST_TOLERANCE = 1e-4;
// Money is told apart from nought at this size. Unit: M.
const LEAST_MONEY = 1e-3;
// Lots differ from those counted again by sums of rounded quantities only. Unit: share.
const LOT_TOLERANCE = 1e-6;
// Doublings of a first lot beyond which no tier lies: the lot would be a million times the first. Unit: doublings.
const MOST_TIERS = 20;

/** Holds a plan that is not shown in full to the records, and what it says that it comes to to what is counted. `overrun`: what each nation and year may spend beyond its budget. */
export function checkBrief({ where, it, held, overrun, record }: { readonly where: string; readonly it: BriefRead; readonly held: Held; readonly overrun?: ((nation: string, year: number) => number) | undefined; readonly record: Recorder }): void {
  const { brief, read } = it;
  const { facts, market, lines, T } = read;
  const at: Recorder = {
    atMost: (row) => record.atMost({ ...row, where: `${where}: ${row.where}` }),
    equal: (row) => record.equal({ ...row, where: `${where}: ${row.where}` }),
    holds: (row) => record.holds({ ...row, where: `${where}: ${row.where}` }),
  };
  const runs: readonly BriefYears[] = [...brief.deliveries, ...brief.expansions, ...brief.splits, ...brief.common];
  at.holds({ where: "years", what: "Every run of years lies in the plan and begins and ends with a quantity; none is negative.", holds: runs.every((run) => read.isKnownYear(run.from) && run.from + run.quantities.length - 1 <= facts.years.at(-1)! && run.quantities[0]! > 0 && run.quantities.at(-1)! > 0 && run.quantities.every((quantity) => quantity >= 0)) });
  for (const check of [orderNamed, leadTime, leadRoles, splitOnce, ...(held === "planned" ? [programmeKept, expansionRoom] : [])]) check.run(read, at);
  const soonest = facts.firstYear + Math.max(Math.round(facts.value(PLAN.adoptionTime)), 1);
  for (const { nation, standard, year } of brief.adoptions) at.holds({ where: `${nation} ${standard}`, what: "Standards are aligned, a leaf needs the standard, and it is adopted in the plan, not too soon and sooner than without.", holds: brief.levers.includes("standards") && read.standards.includes(standard) && facts.alliance.nationIndex.has(nation) && read.isKnownYear(year) && year >= soonest && year - facts.firstYear < read.adoptedAnyway(nation, standard).from });
  for (const agreement of brief.agreements) {
    const whole = market.needOfAll(agreement.system);
    const dearer = (1 + facts.value(PLAN.workShare)) * (1 + facts.value(PLAN.setUp));
    const quantity = read.plan.orders.reduce((sum, order) => sum + (priceOf(read, order, order.system === agreement.system ? agreement : undefined).open === undefined ? 0 : order.quantity), 0);
    const first = whole * facts.value(PLAN.firstLot);
    const isEarned = Array.from({ length: MOST_TIERS }, (_, rank) => first * 2 ** rank).some((tier, rank) => Math.abs(lotPrice(facts, tier, whole) * dearer - agreement.priceFactor) <= LOT_TOLERANCE && (rank === 0 || quantity >= tier * (1 - LOT_TOLERANCE)));
    at.holds({ where: agreement.system, what: "Lots are aligned, members are allies enough, each once, and what they order earns the price.", holds: brief.levers.includes("lots") && agreement.members.length >= facts.value(PLAN.membersLeast) && new Set(agreement.members).size === agreement.members.length && agreement.members.every((id) => facts.alliance.nationIndex.has(id)) && isEarned });
  }
  if (held === "planned") {
    const made = new Map<string, number>();
    for (const order of [...read.plan.orders, ...read.plan.evidence!.common]) addTo(made, `${order.system} ${order.year}`, order.quantity);
    const added = (line: string, time: number, year: number): number => read.plan.evidence!.expansions.reduce((sum, row) => sum + (row.line === line && row.year + time <= year ? row.quantity : 0), 0);
    for (const [key, quantity] of made) {
      const [system = "", year = ""] = key.split(" ");
      const makers = [...lines.byId.values()].filter((line) => line.component === undefined && line.makes.includes(system));
      const t = Number(year) - facts.firstYear;
      if (makers.length > 0 && t >= 0 && t < T) at.atMost({ where: key, what: "Delivered against what its lines can make", actual: quantity, limit: makers.reduce((sum, line) => sum + line.capacity[t]! + added(line.id, line.expansionTime, Number(year)), 0) });
    }
  }
  if (overrun !== undefined) {
    for (const { id } of facts.alliance.nations) {
      // Solvers meet a budget row within the mean of the nation's budgets.
      const mean = facts.years.reduce((sum, _, t) => sum + market.budget(id, t), 0) / T;
      facts.years.forEach((year, t) => {
        const budget = market.budget(id, t);
        const spent = it.spent.get(`${id} ${year}`) ?? 0;
        at.atMost({ where: `${id} ${year}`, what: "Spent against the budget", actual: spent, limit: budget + overrun(id, year), size: Math.max(mean, spent, LEAST_MONEY) });
      });
    }
  }
  at.equal({ where: "shortfall-years", what: "Shortfall-years", shown: brief.shortfallYears, counted: it.tally.years, size: Math.max(it.tally.years, 1) });
  at.equal({ where: "weighted shortfall", what: "Weighted shortfall", shown: brief.shortfallWeighted, counted: it.tally.weighted, size: Math.max(it.tally.weighted, 1) });
  at.equal({ where: "cost", what: "Cost", shown: brief.cost, counted: it.cost, size: Math.max(it.cost, LEAST_MONEY), within: COST_TOLERANCE });
}
