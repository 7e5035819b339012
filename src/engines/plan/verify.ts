import type { Alliance, Requirement, System, Yield } from "#model";
import { PLAN } from "./parameters.ts";
import type { Fault, Order, Plan, TargetShares, Verification } from "./plan.ts";

export interface VerifyAsk {
  readonly alliance: Alliance;
  readonly targets: TargetShares;
  readonly path: string;
  readonly situation?: string;
  readonly plan: Plan;
}

// Breaches below this part of their bound are round-off of the solver. Unit: share.
const TOLERANCE = 1e-5;
const MOST_FAULTS = 200;

/**
 * Checks a plan by arithmetic on the facts and its orders. It reads the facts itself and knows neither the arrays nor the
 * matrix that the plan came from, so that one mistake cannot hide behind the other. Rules: times, promises, lines, prices,
 * lots, money, coverage, ceilings, stocks, roles, adoptions, sums. Of a plan with easy or hard figures nothing is checked.
 */
export function verifyPlan(ask: VerifyAsk): Verification {
  if (ask.plan.figures !== "base") return { checked: 0, faults: [], largest: 0 };
  const record = recorder();
  const on: Checking = { ...ask, value: (it) => ask.alliance.valueOf(it).base, ...record, facts: factsOf(ask.alliance) };
  checkOrders(on);
  checkProgrammes(on);
  checkLines(on);
  checkAgreements(on);
  checkMoney(on);
  checkCoverage(on);
  checkStocks(on);
  checkRoles(on);
  return { checked: record.count(), faults: record.faults, largest: record.largest() };
}

interface Recorder {
  readonly faults: Fault[];
  /** Expects `actual` not above `limit`, give or take round-off. */
  readonly atMost: (it: { readonly rule: string; readonly where: string; readonly actual: number; readonly limit: number; readonly size: number; readonly says: string }) => void;
  readonly expect: (it: { readonly rule: string; readonly where: string; readonly holds: boolean; readonly says: string }) => void;
}

function recorder(): Recorder & { readonly count: () => number; readonly largest: () => number } {
  const faults: Fault[] = [];
  let checked = 0;
  let largest = 0;
  const fault = (it: Fault): void => {
    if (faults.length < MOST_FAULTS) faults.push(it);
  };
  return {
    faults,
    count: () => checked,
    largest: () => largest,
    atMost: ({ rule, where, actual, limit, size, says }) => {
      checked += 1;
      const breach = actual - limit;
      if (!(breach > 0)) {
        if (Number.isNaN(breach)) fault({ rule, where, amount: 0, message: `${says} The figure is not a number.` });
        return;
      }
      const part = breach / Math.max(Math.abs(size), 1e-9);
      if (part > TOLERANCE) fault({ rule, where, amount: breach, message: `${says} It is ${actual.toPrecision(6)}, at most ${limit.toPrecision(6)}.` });
      else largest = Math.max(largest, part);
    },
    expect: ({ rule, where, holds, says }) => {
      checked += 1;
      if (!holds) fault({ rule, where, amount: 1, message: says });
    },
  };
}

interface FactsRead {
  readonly holding: ReadonlyMap<string, { readonly quantity: number; readonly readiness: number | undefined }>;
  readonly multiplier: ReadonlyMap<string, number>;
  readonly types: ReadonlyMap<string, readonly string[]>;
}

interface Checking extends VerifyAsk, Recorder {
  readonly value: (parameter: (typeof PLAN)[keyof typeof PLAN]) => number;
  readonly facts: FactsRead;
}

function factsOf(alliance: Alliance): FactsRead {
  const holding = new Map<string, { quantity: number; readiness: number | undefined }>();
  for (const it of alliance.facts.stock) if (it.quantity !== undefined) holding.set(`${it.nation} ${it.system}`, { quantity: it.quantity.base, readiness: undefined });
  for (const it of alliance.facts.holding) holding.set(`${it.nation} ${it.system}`, { quantity: it.quantity.base, readiness: it.readiness });
  const types = new Map<string, string[]>();
  for (const it of alliance.systems) if (it.class !== undefined) types.set(it.class, [...(types.get(it.class) ?? []), it.id]);
  return { holding, types, multiplier: new Map(alliance.facts.yield.flatMap((it) => (it.combine === "multiplier" ? [[it.system, it.quantity.base] as const] : []))) };
}

const classOf = (alliance: Alliance, system: string): string => alliance.systemById.get(system)?.class ?? system;

function priceOf({ alliance }: Checking, id: string): number | undefined {
  const system = alliance.systemById.get(id);
  const money = (it: System | undefined): number | undefined => (it?.unitCost === undefined ? undefined : alliance.money(it.unitCost, it.costUnit, it.priceBase)?.base);
  return money(system) ?? (system?.class === undefined ? undefined : money(alliance.systemById.get(system.class)));
}

/** An order is for a known system, of a positive number, not before the lead time, and beyond programmes only at a known price. */
function checkOrders(on: Checking): void {
  const { alliance, plan, expect, atMost, value } = on;
  for (const it of plan.orders) {
    const where = `${it.nation} ${it.system} ${it.year}`;
    const system = alliance.systemById.get(it.system);
    expect({ rule: "order", where, holds: system !== undefined && alliance.nationIndex.has(it.nation) && it.quantity > 0 && plan.years.includes(it.year), says: "An order names a known nation and system, a positive quantity and a year of the plan." });
    if (system === undefined || it.programme !== undefined) continue;
    const parent = system.class === undefined ? undefined : alliance.systemById.get(system.class);
    const stated = system.leadTime?.base ?? parent?.leadTime?.base;
    const lines = alliance.facts.line.filter((line) => line.leadTime !== undefined && (line.systems.includes(system.id) || (system.class !== undefined && line.systems.includes(system.class)))).map((line) => line.leadTime!.base);
    const lead = Math.ceil(stated ?? (lines.length > 0 ? Math.min(...lines) : value(PLAN.leadTime)));
    atMost({ rule: "lead-time", where, actual: alliance.settings.firstYear + lead, limit: it.year, size: 1, says: "Nothing arrives before its lead time has passed." });
    const price = priceOf(on, it.system);
    expect({ rule: "price", where, holds: price !== undefined && it.unitPrice !== undefined, says: "Nothing without a known price is bought beyond programmes." });
    if (price !== undefined && it.unitPrice !== undefined) atMost({ rule: "price", where, actual: price * value(PLAN.learningFloor), limit: it.unitPrice, size: price, says: "No lot is cheaper than the floor of the learning curve." });
  }
}

/** A programme delivers at most what it promised, within its window, moved only without a contract and with dates aligned. */
function checkProgrammes({ alliance, plan, expect, atMost, value }: Checking): void {
  const ordersOf = new Map<string, Order[]>();
  for (const it of plan.orders) if (it.programme !== undefined) ordersOf.set(it.programme, [...(ordersOf.get(it.programme) ?? []), it]);
  const known = new Map(alliance.facts.programme.map((it) => [it.id, it]));
  for (const [id, orders] of ordersOf) {
    const programme = known.get(id);
    expect({ rule: "programme", where: id, holds: programme !== undefined && orders.every((it) => it.nation === programme.nation && it.system === programme.system), says: "A programme's deliveries go to its nation, of its system." });
    if (programme === undefined) continue;
    atMost({ rule: "programme", where: id, actual: orders.reduce((sum, it) => sum + it.quantity, 0), limit: programme.quantity?.base ?? 0, size: programme.quantity?.base ?? 1, says: "A programme delivers no more than it promised." });
    const firm = programme.status === "contracted" || programme.status === "delivering";
    const moved = firm || !plan.levers.includes("dates") ? 0 : Math.round(value(PLAN.move));
    if (programme.firstYear !== undefined) atMost({ rule: "window", where: id, actual: programme.firstYear - moved, limit: Math.min(...orders.map((it) => it.year)), size: 1, says: "A programme does not deliver before its window." });
    if (programme.lastYear !== undefined) atMost({ rule: "window", where: id, actual: Math.max(...orders.map((it) => it.year)), limit: programme.lastYear + moved, size: 1, says: "A programme does not deliver after its window." });
  }
}

/** A line makes no more than its rate, ramped up, plus what was invested in time; all deliveries of a system with lines are made. */
function checkLines({ alliance, plan, atMost, expect, value }: Checking): void {
  const made = new Map<string, number>();
  const madeOf = new Map<string, number>();
  const lines = new Map(alliance.facts.line.map((it) => [it.id, it]));
  for (const it of plan.production) {
    made.set(`${it.line} ${it.year}`, (made.get(`${it.line} ${it.year}`) ?? 0) + it.quantity);
    madeOf.set(`${it.system} ${it.year}`, (madeOf.get(`${it.system} ${it.year}`) ?? 0) + it.quantity);
    const line = lines.get(it.line);
    const system = classOf(alliance, it.system);
    expect({ rule: "line", where: `${it.line} ${it.year}`, holds: line !== undefined && line.systems.some((id) => id === it.system || id === system || classOf(alliance, id) === it.system), says: "A line makes only its own systems." });
  }
  for (const it of plan.lines) {
    const line = lines.get(it.line);
    if (line === undefined) continue;
    const part = line.share ?? value(PLAN.lineShare);
    const from = Math.min(line.rateEconomic ?? line.rateMaximum.base / 2, line.rateMaximum.base) * part;
    let rate = from;
    for (let year = alliance.settings.firstYear; year < it.year; year++) rate = Math.min(line.rateMaximum.base * part, rate * (1 + value(PLAN.ramp)) + from / 2);
    const most = line.expansionMaximum ?? value(PLAN.expansion) * line.rateMaximum.base;
    atMost({ rule: "expansion", where: `${it.line} ${it.year}`, actual: it.added, limit: most, size: most, says: "A line is expanded no further than it can be." });
    atMost({ rule: "capacity", where: `${it.line} ${it.year}`, actual: made.get(`${it.line} ${it.year}`) ?? 0, limit: rate + it.added, size: rate, says: "A line makes no more than it can." });
  }
  const ordered = new Map<string, number>();
  for (const it of plan.orders) ordered.set(`${it.system} ${it.year}`, (ordered.get(`${it.system} ${it.year}`) ?? 0) + it.quantity);
  const hasLine = (id: string): boolean => alliance.facts.line.some((line) => line.systems.some((made_) => made_ === id || made_ === classOf(alliance, id) || classOf(alliance, made_) === id));
  for (const [key, quantity] of ordered) {
    if (!hasLine(key.slice(0, key.lastIndexOf(" ")))) continue;
    atMost({ rule: "supply", where: key, actual: quantity, limit: madeOf.get(key) ?? 0, size: Math.max(quantity, 1), says: "What is delivered is made." });
  }
}

/** An agreement has members enough, its lot, and one price for all of them. */
function checkAgreements(on: Checking): void {
  const { plan, atMost, expect, value } = on;
  const byId = new Map(plan.agreements.map((it) => [it.id, it]));
  for (const it of plan.agreements) {
    const orders = plan.orders.filter((order) => order.agreement === it.id);
    const quantity = orders.reduce((sum, order) => sum + order.quantity, 0);
    atMost({ rule: "lot", where: it.id, actual: it.lot, limit: quantity, size: it.lot, says: "An agreement reaches its smallest lot." });
    atMost({ rule: "members", where: it.id, actual: value(PLAN.membersLeast), limit: it.members.length, size: 1, says: "An agreement has members enough." });
    expect({ rule: "lot", where: it.id, holds: Math.abs(quantity - it.quantity) <= TOLERANCE * Math.max(quantity, 1), says: "An agreement's quantity is the sum of its orders." });
  }
  for (const it of plan.orders) {
    if (it.agreement === undefined) continue;
    const agreement = byId.get(it.agreement);
    const where = `${it.nation} ${it.system} ${it.year}`;
    expect({ rule: "members", where, holds: agreement !== undefined && agreement.members.includes(it.nation) && agreement.system === it.system, says: "Only members buy under an agreement." });
    const price = priceOf(on, it.system);
    if (agreement !== undefined && price !== undefined && it.programme === undefined && it.unitPrice !== undefined) atMost({ rule: "price", where, actual: price * Math.min(agreement.priceFactor, 1), limit: Math.max(it.unitPrice, price * Math.min(agreement.priceFactor, value(PLAN.learningFloor))), size: price, says: "Under an agreement the price is that of its tier." });
  }
}

/** Every budget holds but for the overrun that signed contracts force; what is shown as spent follows from the orders. */
function checkMoney(on: Checking): void {
  const { alliance, plan, path, atMost, expect, value } = on;
  const purchases = new Map<string, number>();
  const upkeep = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, amount: number): void => void to.set(key, (to.get(key) ?? 0) + amount);
  const lastYear = plan.years.at(-1)!;
  for (const it of plan.orders) {
    if (it.unitPrice === undefined) continue;
    const price = it.unitPrice * it.quantity;
    const advance = it.year === plan.years[0] ? 0 : value(PLAN.advance);
    if (advance > 0) add(purchases, `${it.nation} ${it.year - 1}`, advance * price);
    add(purchases, `${it.nation} ${it.year}`, (1 - advance) * price);
    const system = alliance.systemById.get(it.system);
    const parent = system?.class === undefined ? undefined : alliance.systemById.get(system.class);
    const keep = (priceOf(on, it.system) ?? 0) * ((system?.upkeep ?? parent?.upkeep)?.base ?? value(PLAN.upkeep)) * it.quantity;
    for (let year = it.year; year <= lastYear; year++) add(upkeep, `${it.nation} ${year}`, keep);
  }
  const budgets = new Map<string, number>();
  for (const it of alliance.facts.budget) if (it.path === path) budgets.set(`${it.nation} ${it.year}`, alliance.money(it.amount, it.unit, it.priceBase)?.base ?? 0);
  const firm = new Set(alliance.facts.programme.filter((it) => it.status !== "cancelled" && it.status !== "complete").map((it) => it.nation));
  for (const it of plan.spend) {
    const where = `${it.nation} ${it.year}`;
    const size = Math.max(it.total, 1);
    const spent = (purchases.get(where) ?? 0) + (upkeep.get(where) ?? 0);
    expect({ rule: "spend", where, holds: Math.abs(spent - it.purchases - it.upkeep) <= 1e-4 * size, says: `Purchases and upkeep follow from the orders: ${spent.toPrecision(6)} counted, ${(it.purchases + it.upkeep).toPrecision(6)} shown.` });
    expect({ rule: "spend", where, holds: it.together >= 0 && Math.abs(it.purchases + it.upkeep + it.together - it.total) <= 1e-6 * size, says: "The total is the sum of its parts." });
    const budget = budgets.get(where) ?? 0;
    expect({ rule: "budget", where, holds: Math.abs(budget - it.budget) <= 1e-6 * Math.max(budget, 1), says: "The budget shown is the budget stated." });
    atMost({ rule: "budget", where, actual: spent + it.together, limit: budget + (firm.has(it.nation) ? it.overrun : 0), size: Math.max(budget, 1), says: "A nation spends no more than its budget." });
  }
}

/** Requirement, contributions, ceiling and shortfall of every leaf and year, recounted from holdings, yields and orders. */
function checkCoverage(on: Checking): void {
  const { alliance, plan, situation, expect, atMost, value } = on;
  const credit = value(PLAN.credit);
  const bought = new Map<string, { year: number; quantity: number }[]>();
  for (const it of plan.orders) bought.set(`${it.nation} ${it.system}`, [...(bought.get(`${it.nation} ${it.system}`) ?? []), it]);
  const adoptions = new Map(plan.adoptions.map((it) => [`${it.nation} ${it.standard}`, it.year]));
  const stated = new Map(alliance.facts.adoption.map((it) => [`${it.nation} ${it.standard}`, it]));
  const counts = (it: Yield): boolean => (it.combine === "additive" || it.combine === "limiting" || it.combine === "alternative") && it.quantity.base > 0;
  const leaves = [...new Set(plan.shortfalls.map((it) => it.leaf))];
  const contributions = new Map(plan.contributions.map((it) => [`${it.nation} ${it.leaf} ${it.year}`, it]));
  const splitItems = new Map<string, number>();
  let shortYears = 0;
  for (const leaf of leaves) {
    const rows = alliance.facts.yield.filter((it) => it.capability === leaf && counts(it));
    const classes = [...new Set(rows.map((it) => classOf(alliance, it.system)))];
    const yieldOf = (system: string): Yield | undefined => rows.find((it) => it.system === system) ?? rows.find((it) => it.system === classOf(alliance, system));
    for (const at of plan.shortfalls.filter((it) => it.leaf === leaf)) {
      const required = requiredOf({ rows: alliance.requirementsOf.get(leaf) ?? [], situation, year: at.year });
      expect({ rule: "requirement", where: `${leaf} ${at.year}`, holds: Math.abs(required - at.required) <= 1e-6 * required, says: "The requirement shown is the requirement stated." });
      let sum = 0;
      for (const nation of alliance.nations) {
        const where = `${nation.id} ${leaf} ${at.year}`;
        const shown = contributions.get(where);
        let adding = 0;
        let least = Number.POSITIVE_INFINITY;
        let isSplit = false;
        for (const id of classes) {
          const main = rows.find((it) => it.system === id) ?? rows.find((it) => classOf(alliance, it.system) === id)!;
          const status = main.standard === undefined ? undefined : stated.get(`${nation.id} ${main.standard}`);
          const year = main.standard === undefined ? undefined : adoptions.get(`${nation.id} ${main.standard}`);
          const counted = main.standard === undefined || (status === undefined && value(PLAN.unknownAdopted) > 0) || (year !== undefined && year <= at.year) || ((status?.status === "implemented" || status?.status === "verified") && (status.year ?? 0) <= at.year);
          const split = main.combine === "alternative" && main.share === undefined;
          const amount = (counted ? 1 : credit) * amountOf({ on, nation: nation.id, id, year: at.year, yieldOf, bought, split });
          if (split) {
            isSplit = true;
            splitItems.set(`${nation.id} ${id} ${at.year}`, amountOf({ on, nation: nation.id, id, year: at.year, yieldOf, bought, split }));
          } else if (main.combine === "limiting") least = Math.min(least, amount);
          else adding += amount;
        }
        const supply = adding + (Number.isFinite(least) ? least : 0);
        // What a split item gives to which leaf is the plan's choice: it is checked as a sum below.
        const all = isSplit ? Math.max((shown?.held ?? 0) + (shown?.added ?? 0), 0) : supply;
        const counted = Math.min(all, value(PLAN.ceiling) * required);
        sum += counted;
        if (shown === undefined) expect({ rule: "contribution", where, holds: isSplit || all <= TOLERANCE * required, says: "A contribution that exists is shown." });
        else {
          expect({ rule: "contribution", where, holds: isSplit || Math.abs(all - shown.held - shown.added) <= TOLERANCE * Math.max(required, all), says: `A contribution follows from holdings and orders: ${all.toPrecision(6)} counted, ${(shown.held + shown.added).toPrecision(6)} shown.` });
          atMost({ rule: "ceiling", where, actual: shown.counted, limit: value(PLAN.ceiling) * required, size: required, says: "No nation counts for more than the ceiling." });
          if (isSplit) for (const id of classes) spendSplit(on, { nation: nation.id, id, year: at.year, leaf, amount: shown.held + shown.added - supply, rows, splitItems });
        }
      }
      const where = `${leaf} ${at.year}`;
      expect({ rule: "coverage", where, holds: Math.abs(Math.min(sum, required) - at.planned) <= TOLERANCE * required, says: `Coverage is the sum of what counts: ${Math.min(sum, required).toPrecision(6)} counted, ${at.planned.toPrecision(6)} shown.` });
      expect({ rule: "shortfall", where, holds: Math.abs(Math.max(required - at.planned, 0) - at.short) <= TOLERANCE * required, says: "The shortfall is what is required and not covered." });
      shortYears += required > 0 ? Math.max(required - sum, 0) / required : 0;
    }
  }
  expect({ rule: "sum", where: "shortfall-years", holds: Math.abs(shortYears - plan.shortfallYears) <= 1e-4 * Math.max(shortYears, 1), says: `Shortfall-years are the sum of shares short: ${shortYears.toPrecision(6)} counted, ${plan.shortfallYears.toPrecision(6)} shown.` });
}

/** Leaf units, or ready items of a split class, that a nation has of a class in a year: what it holds and what was delivered. */
function amountOf({ on, nation, id, year, yieldOf, bought, split }: { readonly on: Checking; readonly nation: string; readonly id: string; readonly year: number; readonly yieldOf: (system: string) => Yield | undefined; readonly bought: ReadonlyMap<string, readonly { readonly year: number; readonly quantity: number }[]>; readonly split: boolean }): number {
  const { alliance, facts, value } = on;
  const ready = (system: string): number => {
    const kind = alliance.systemById.get(system)?.kind;
    return facts.multiplier.get(system) ?? facts.multiplier.get(classOf(alliance, system)) ?? (kind === "munition" || kind === "service" ? 1 : value(PLAN.readiness));
  };
  const each = (system: string): number => {
    const row = yieldOf(system);
    return row === undefined ? 0 : split ? 1 : row.quantity.base * (row.share?.base ?? 1);
  };
  const types = facts.types.get(id) ?? [];
  let sum = 0;
  let typed = 0;
  for (const type of types) {
    const held = facts.holding.get(`${nation} ${type}`);
    if (held === undefined) continue;
    const usable = held.quantity * (held.readiness ?? ready(type));
    typed += usable;
    sum += usable * each(type);
  }
  const whole = facts.holding.get(`${nation} ${id}`);
  if (whole !== undefined) sum += Math.max(whole.quantity * (whole.readiness ?? ready(id)) - typed, 0) * each(id);
  for (const system of [id, ...types]) for (const it of bought.get(`${nation} ${system}`) ?? []) if (it.year <= year) sum += it.quantity * ready(system) * each(system);
  return sum;
}

/** Takes from the items of a split class what a leaf counts of them, and says when there were not so many. */
function spendSplit({ alliance, atMost }: Checking, { nation, id, year, leaf, amount, rows, splitItems }: { readonly nation: string; readonly id: string; readonly year: number; readonly leaf: string; readonly amount: number; readonly rows: readonly Yield[]; readonly splitItems: Map<string, number> }): void {
  const row = rows.find((it) => it.combine === "alternative" && classOf(alliance, it.system) === id);
  if (row === undefined) return;
  const key = `${nation} ${id} ${year} ${leaf}`;
  const items = splitItems.get(`${nation} ${id} ${year}`) ?? 0;
  atMost({ rule: "split", where: key, actual: amount / row.quantity.base, limit: items, size: Math.max(items, 1), says: "An item that serves one leaf does not serve another." });
}

function requiredOf({ rows, situation, year }: { readonly rows: readonly Requirement[]; readonly situation: string | undefined; readonly year: number }): number {
  const plan = rows.filter((it) => it.use === "plan" && it.scope === "alliance");
  const wanted = plan.find((it) => it.situation === situation)?.situation ?? plan[0]?.situation;
  const latest = new Map<number, Requirement>();
  for (const it of plan) {
    if (it.situation !== wanted || it.year > year) continue;
    const level = it.capLevel ?? 0;
    const known = latest.get(level);
    if (known === undefined || it.year >= known.year) latest.set(level, it);
  }
  return [...latest.values()].reduce((sum, it) => sum + it.quantity.base, 0);
}

function checkStocks({ alliance, plan, expect }: Checking): void {
  const stocks = new Map(alliance.facts.stock.map((it) => [`${it.nation} ${it.system}`, it]));
  for (const it of plan.stocks) {
    const stock = stocks.get(`${it.nation} ${it.system}`);
    const delivered = plan.orders.reduce((sum, order) => sum + (order.nation === it.nation && order.system === it.system && order.year <= it.year ? order.quantity : 0), 0);
    const short = Math.max(it.target - (stock?.quantity?.base ?? 0) - delivered, 0);
    expect({ rule: "stock", where: `${it.nation} ${it.system} ${it.year}`, holds: Math.abs(short - it.short) <= TOLERANCE * it.target, says: "A stock is what was held and what was delivered." });
  }
}

/** No leads without the lever, and no more than the limits; adoptions beyond those planned only with the lever. */
function checkRoles({ plan, atMost, expect, value }: Checking): void {
  expect({ rule: "levers", where: "leads", holds: plan.leads.length === 0 || plan.levers.includes("roles"), says: "There are leads only where roles are aligned." });
  expect({ rule: "levers", where: "agreements", holds: plan.agreements.length === 0 || plan.levers.includes("lots"), says: "There are agreements only where lots are aligned." });
  expect({ rule: "levers", where: "adoptions", holds: plan.adoptions.every((it) => it.origin !== "plan") || plan.levers.includes("standards"), says: "Standards are chosen only where standards are aligned." });
  const ofLeaf = new Map<string, number>();
  const ofNation = new Map<string, number>();
  for (const it of plan.leads) {
    ofLeaf.set(it.leaf, (ofLeaf.get(it.leaf) ?? 0) + 1);
    ofNation.set(it.nation, (ofNation.get(it.nation) ?? 0) + 1);
  }
  for (const [leaf, count] of ofLeaf) atMost({ rule: "leads", where: leaf, actual: count, limit: value(PLAN.leadsPerLeaf), size: 1, says: "A leaf has no more leads than allowed." });
  for (const [nation, count] of ofNation) atMost({ rule: "leads", where: nation, actual: count, limit: value(PLAN.leadLoad), size: 1, says: "A nation leads in no more leaves than allowed." });
}
