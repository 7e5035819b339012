import { PLAN } from "../parameters.ts";
import type { BriefPlan, BriefYears, Order, Plan } from "../plan.ts";
import type { Recorder, Where } from "./check.ts";
import { adoptionCost, leadRoles } from "./checks/choices.ts";
import { moneyOf } from "./checks/money.ts";
import { priceOf } from "./checks/prices.ts";
import { lotPrice, worthOf } from "./market.ts";
import { type Ground, type PlanRead, readPlan } from "./plan-read.ts";
import { splitItems } from "./recount.ts";
import { type Cap, type Tally, tallyOf } from "./tally.ts";

/** A plan that is not shown in full, with all that follows from its decisions. */
export interface BriefRead {
  readonly brief: BriefPlan;
  readonly read: PlanRead;
  readonly tally: Tally;
  /** Discounted. Unit: M. */
  readonly cost: number;
  /** M of each nation by year. */
  readonly spent: ReadonlyMap<string, Float64Array>;
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
  const { purchases, upkeep, together } = moneyOf(read);
  const spent = new Map([...purchases].map(([nation, row]) => [nation, row.map((it, t) => it + upkeep.get(nation)![t]! + together.get(nation)![t]!)] as const));
  let cost = 0;
  for (const row of spent.values()) row.forEach((it, t) => { cost += facts.discount[t]! * it; });
  return { brief, read, tally: tallyOf(ground, read, cap), cost, spent };
}

/** How far the decisions of a plan are held to the records. `rationed`: deliveries that nobody planned, which wait for lines beyond their windows. */
export type Held = "planned" | "rationed";

// A cost as the solver reports it, beside the cost counted of the decisions. Unit: share.
const COST_TOLERANCE = 1e-4;
// Money is told apart from nought at this size. Unit: M.
const LEAST_MONEY = 1e-3;
// What solvers let pass of a line. Unit: share.
const LINE_TOLERANCE = 1e-4;
// Lots differ from those counted again by sums of rounded quantities only. Unit: share.
const LOT_TOLERANCE = 1e-6;
// Doublings of a first lot beyond which no tier lies: the lot would be a million times the first. Unit: doublings.
const MOST_TIERS = 20;

interface BriefCheck {
  readonly where: string;
  readonly it: BriefRead;
  readonly held: Held;
  /** What each nation may spend beyond its budget, by year. Absent: it is not held to budgets. */
  readonly overrun?: ((nation: string, t: number) => number) | undefined;
  readonly record: Recorder;
}

/** Holds a plan that is not shown in full to the records, and what it says that it comes to to what is counted. Of a row of years the worst is told. */
export function checkBrief({ where, it, held, overrun, record: { atMost, equal, holds } }: BriefCheck): void {
  const { brief, read } = it;
  const { facts, market, T } = read;
  const at = (place: Where): string => `${where}: ${typeof place === "string" ? place : place()}`;
  const runs: readonly BriefYears[] = [...brief.deliveries, ...brief.expansions, ...brief.splits, ...brief.common];
  holds({ where: at("years"), what: "Every run of years lies in the plan and begins and ends with a quantity; none is negative.", holds: runs.every((run) => read.isKnownYear(run.from) && run.from + run.quantities.length - 1 <= facts.years.at(-1)! && run.quantities[0]! > 0 && run.quantities.at(-1)! > 0 && run.quantities.every((quantity) => quantity >= 0)) });
  deliveriesKept({ where, it, held, record: { atMost, equal, holds } });
  const soonest = facts.firstYear + Math.max(Math.round(facts.value(PLAN.adoptionTime)), 1);
  for (const { nation, standard, year } of brief.adoptions) holds({ where: at(`${nation} ${standard}`), what: "Standards are aligned, a leaf needs the standard, and it is adopted in the plan, not too soon and sooner than without.", holds: brief.levers.includes("standards") && read.standards.includes(standard) && facts.alliance.nationIndex.has(nation) && read.isKnownYear(year) && year >= soonest && year - facts.firstYear < read.adoptedAnyway(nation, standard).from });
  for (const agreement of brief.agreements) holds({ where: at(agreement.system), what: "Lots are aligned, members are allies enough, each once, and what they order earns the price.", holds: brief.levers.includes("lots") && isMet(read, agreement) });
  leadRoles.run(read, { atMost: (row) => atMost({ ...row, where: at(row.where) }), equal: (row) => equal({ ...row, where: at(row.where) }), holds: (row) => holds({ ...row, where: at(row.where) }) });
  if (overrun !== undefined) {
    for (const { id } of facts.alliance.nations) {
      // Solvers meet a budget row within the mean of the nation's budgets.
      const mean = facts.years.reduce((sum, _, t) => sum + market.budget(id, t), 0) / T;
      const spent = it.spent.get(id)!;
      const worst = worstOf(T, (t) => spent[t]! - market.budget(id, t) - overrun(id, t));
      atMost({ where: at(`${id} ${facts.years[worst]}`), what: "Spent against the budget", actual: spent[worst]!, limit: market.budget(id, worst) + overrun(id, worst), size: Math.max(mean, spent[worst]!, LEAST_MONEY) });
    }
  }
  equal({ where: at("shortfall-years"), what: "Shortfall-years", shown: brief.shortfallYears, counted: it.tally.years, size: Math.max(it.tally.years, 1) });
  equal({ where: at("weighted shortfall"), what: "Weighted shortfall", shown: brief.shortfallWeighted, counted: it.tally.weighted, size: Math.max(it.tally.weighted, 1) });
  equal({ where: at("cost"), what: "Cost", shown: brief.cost, counted: it.cost, size: Math.max(it.cost, LEAST_MONEY), within: COST_TOLERANCE });
}

/** Deliveries, investment and items given to leaves keep to promises, lead times, lines, room and what is at hand. */
function deliveriesKept({ where, it: { brief, read }, held, record: { atMost, holds } }: BriefCheck): void {
  const { facts, market, lines, T } = read;
  const { firstYear } = facts;
  const isPlanned = held === "planned";
  const dates = brief.levers.includes("dates") ? Math.round(facts.value(PLAN.move)) : 0;
  const made = new Map<string, Float64Array>();
  const add = (rows: Map<string, Float64Array>, key: string, run: BriefYears): void => {
    const row = rows.get(key) ?? new Float64Array(T);
    rows.set(key, row);
    run.quantities.forEach((quantity, k) => { const t = run.from - firstYear + k; if (t >= 0 && t < T) row[t]! += quantity; });
  };
  const seen = new Set<string>();
  for (const row of brief.deliveries) {
    const place = `${where}: ${row.nation} ${row.system} ${row.programme ?? ""}`;
    const system = facts.system(row.system);
    const programme = row.programme === undefined ? undefined : market.programmes.get(row.programme);
    const [first, last] = [row.from - firstYear, row.from - firstYear + row.quantities.length - 1];
    const lead = system?.lead ?? Number.NaN;
    holds({ where: place, what: "The delivery stands once, of a system that the nation has a reason and the money to buy, or of a programme of its own.", holds: !seen.has(place) && facts.alliance.nationIndex.has(row.nation) && (row.programme === undefined ? market.mayBuy(row.nation, row.system) : programme?.nation === row.nation && programme.system === row.system) });
    seen.add(place);
    add(made, row.system, row);
    if (programme === undefined) {
      holds({ where: place, what: "Nothing arrives before its lead time has passed.", holds: first >= lead });
      continue;
    }
    const moved = programme.firm ? 0 : dates;
    if (isPlanned) holds({ where: place, what: "A programme keeps to its window, or as far beyond as dates may be moved.", holds: first >= (moved === 0 ? programme.first : Math.max(programme.first - moved, Math.min(programme.first, lead))) && last <= Math.min(programme.last + moved, T - 1) });
    atMost({ where: place, what: "Delivered of what was promised", actual: row.quantities.reduce((sum, quantity) => sum + quantity, 0), limit: programme.quantity });
  }
  for (const row of brief.common) add(made, row.system, row);
  const added = new Map<string, Float64Array>();
  for (const row of brief.expansions) {
    const line = lines.byId.get(row.line);
    const place = `${where}: ${row.nation} ${row.line}`;
    holds({ where: place, what: "A nation invests in a line of the plan in its first years.", holds: line !== undefined && facts.alliance.nationIndex.has(row.nation) && row.from + row.quantities.length - 1 < firstYear + Math.round(facts.value(PLAN.expansionYears)) });
    add(added, row.line, row);
  }
  const given = new Map<string, { readonly row: BriefPlan["splits"][number]; readonly sums: Map<string, Float64Array> }>();
  const splitBy = new Map(read.leaves.map((leaf) => [leaf.id, new Set(leaf.inputs.flatMap((input) => (input.isSplit ? [input.class] : [])))]));
  const unknown = new Set<string>();
  for (const row of brief.splits) {
    if (splitBy.get(row.leaf)?.has(row.system) !== true) unknown.add(row.system);
    const key = `${row.nation} ${row.system}`;
    const all = given.get(key) ?? { row, sums: new Map<string, Float64Array>() };
    given.set(key, all);
    add(all.sums, key, row);
  }
  for (const [key, { row, sums }] of given) {
    const leaf = read.leaves.find((candidate) => candidate.inputs.some((input) => input.class === row.system && input.isSplit));
    const input = leaf?.inputs.find((candidate) => candidate.class === row.system && candidate.isSplit);
    holds({ where: `${where}: ${key}`, what: "Leaves of the plan are given items that they can count.", holds: !unknown.has(row.system) && leaf !== undefined && facts.alliance.nationIndex.has(row.nation) });
    if (leaf === undefined || input === undefined) continue;
    const items = facts.years.map((_, t) => splitItems({ ground: read, countable: read.countable, nation: row.nation, input, leaf, t }));
    const sum = sums.get(key)!;
    const worst = worstOf(T, (t) => sum[t]! - items[t]!);
    atMost({ where: `${where}: ${key} ${facts.years[worst]}`, what: "Items given to leaves", actual: sum[worst]!, limit: items[worst]!, size: Math.max(items[worst]!, 1) });
  }
  if (!isPlanned) return;
  for (const [id, years] of added) atMost({ where: `${where}: ${id}`, what: "Added against the room to expand", actual: years.reduce((sum, quantity) => sum + quantity, 0), limit: lines.byId.get(id)?.expansionMost ?? 0 });
  for (const [system, quantities] of made) {
    const makers = lines.makers(system);
    if (makers.length === 0) continue;
    const able = facts.years.map((_, t) => makers.reduce((sum, line) => sum + line.capacity[t]! + (added.get(line.id)?.reduce((all, quantity, from) => all + (from + line.expansionTime <= t ? quantity : 0), 0) ?? 0), 0));
    const worst = worstOf(T, (t) => quantities[t]! - able[t]!);
    // No line makes what a solver delivers beyond it by its tolerance: in a plan that is shown in full it is taken off.
    atMost({ where: `${where}: ${system} ${facts.years[worst]}`, what: "Delivered against what its lines can make", actual: quantities[worst]!, limit: able[worst]! * (1 + LINE_TOLERANCE), size: Math.max(...able, 1) });
  }
}

/** The year in which something is greatest. */
function worstOf(T: number, of: (t: number) => number): number {
  let worst = 0;
  for (let t = 1; t < T; t++) if (!(of(t) <= of(worst))) worst = t;
  return worst;
}

/** Members are allies enough, each once, and what they order earns the price of the agreement. */
function isMet(read: PlanRead, agreement: BriefPlan["agreements"][number]): boolean {
  const { facts, market, plan } = read;
  const { members } = agreement;
  const whole = market.needOfAll(agreement.system);
  const first = whole * facts.value(PLAN.firstLot);
  const dearer = (1 + facts.value(PLAN.workShare)) * (1 + facts.value(PLAN.setUp));
  const quantity = plan.orders.reduce((sum, order) => sum + (order.system !== agreement.system || priceOf(read, order, agreement).open === undefined ? 0 : order.quantity), 0);
  const isEarned = Array.from({ length: MOST_TIERS }, (_, rank) => first * 2 ** rank).some((tier, rank) => Math.abs(lotPrice(facts, tier, whole) * dearer - agreement.priceFactor) <= LOT_TOLERANCE && (rank === 0 || quantity >= tier * (1 - LOT_TOLERANCE)));
  return isEarned && members.length >= facts.value(PLAN.membersLeast) && new Set(members).size === members.length && members.every((id) => facts.alliance.nationIndex.has(id));
}
