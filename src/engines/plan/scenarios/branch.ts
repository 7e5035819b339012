import { type AddedColumn, type AddedRow, type MilpModel, rowsAtRisk, withColumns, withElastic, withRows } from "#maths";
import type { Freedom } from "../freedom.ts";
import { type Building, formulate, type Formulation, MONEY_SCALE } from "../formulate.ts";
import type { World } from "../world.ts";
import { lateColumns } from "./late.ts";
import { SCENARIOS } from "./parameters.ts";
import type { Scenario } from "./scenario.ts";
import { withChanges, type Changes } from "./scenario.ts";

/** Something decided now, the same in every scenario: an order placed, an investment made. */
export interface Decision {
  readonly kind: "order" | "programme" | "investment";
  readonly nation: number;
  /** Good, or line of an investment. */
  readonly of: number;
  /** Programme it fulfils. */
  readonly programme?: string;
  /** Year of order as index; before 0: ordered already. */
  readonly orderYear: number;
  /** Years from the first that the good can be delivered in: the place of its column. */
  readonly offset: number;
  /** Items for each unit of the decision. */
  readonly scale: number;
  /** Most, in units of the decision. */
  readonly upper: number;
  /** Money that one unit commits. Unit: M. */
  readonly money: number;
}

/** One scenario as a linear model over its own columns, and where the decisions are among them. Ten of them are in memory at once: nothing else is kept. */
export interface Branch {
  readonly name: string;
  readonly probability: number;
  /** Objective included: shortfall, priced violations, and money at its small weight. Every first stage can be completed. */
  readonly model: MilpModel;
  readonly constant: number;
  /** Column of each decision; -1: it would arrive after the plan. */
  readonly columns: Int32Array;
  /** Column value for each unit of the decision. */
  readonly factors: Float64Array;
  /** Cost of each column that is a violation, and nothing else: to tell what a solution breaks. */
  readonly violations: Float64Array;
  /** Column of what is given up of each decision; -1 as for `columns`. */
  readonly givenUp: Int32Array;
}

export interface BranchAsk {
  readonly world: World;
  readonly freedom: Freedom;
  readonly decisions: readonly Decision[];
  readonly changes: Changes;
  readonly scenario: Pick<Scenario, "name" | "probability">;
}

/** Prices of what must not happen and of money, in shortfall. */
export interface Prices {
  /** One M beyond a budget. */
  readonly violation: number;
  /** One M spent within it. */
  readonly money: number;
}

const pricesOf = (world: World): Prices => {
  const yearly = world.budget.reduce((sum, it) => sum + it.reduce((all, money) => all + money, 0), 0) / world.years.length || 1;
  const whole = Math.max(world.leaves.length, 1);
  return { violation: (world.value(SCENARIOS.violationPrice) * whole) / yearly, money: (world.value(SCENARIOS.moneyWeight) * whole) / yearly };
};

/** What is decided now in the world as planned: every order of the first years, every investment of them. */
export function decisionsOf(world: World, freedom: Freedom): readonly Decision[] {
  const K = Math.round(world.value(SCENARIOS.decideYears));
  const T = world.years.length;
  const { on, model } = formulate(world, openFreedom(world, freedom));
  const decisions: Decision[] = [];
  for (const it of on.goods) {
    const good = world.goods[it.good]!;
    for (let offset = 0; offset < Math.min(K, T - it.first); offset++) {
      decisions.push({ kind: "order", nation: it.nation, of: it.good, orderYear: it.first + offset - good.lead, offset, scale: it.scale, upper: model.colUpper[it.column + offset]!, money: (good.price ?? 0) * it.scale });
    }
  }
  on.programmes.forEach((it, at) => {
    if (it === undefined) return;
    const programme = world.programmes[at]!;
    const { lead } = world.goods[programme.good]!;
    for (let t = it.first; t <= it.last && t - lead < K; t++) {
      decisions.push({ kind: "programme", nation: programme.nation, of: programme.good, programme: programme.id, orderYear: t - lead, offset: t - it.first, scale: it.scale, upper: model.colUpper[it.column + t - it.first]!, money: (programme.price ?? 0) * it.scale });
    }
  });
  const N = world.nations.length;
  for (const [key, it] of on.expansions) {
    for (let t = 0; t < Math.min(K, it.years); t++) decisions.push({ kind: "investment", nation: key % N, of: Math.floor(key / N), orderYear: t, offset: t, scale: it.scale, upper: model.colUpper[it.column + t]!, money: world.lines[Math.floor(key / N)]!.expansionCost * it.scale });
  }
  return decisions;
}

/** Budgets and programmes give way at a price instead of within fixed allowances. */
const openFreedom = (world: World, freedom: Freedom): Freedom => {
  const { overrun: _overrun, undelivered: _undelivered, ...rest } = freedom;
  return { ...rest, capacity: world.pools.map((it) => it.capacity) };
};

/** The model of a scenario, in which any decisions can be completed. */
export function branchOf(ask: BranchAsk): Branch {
  const world = withChanges(ask.world, ask.changes);
  const prices = pricesOf(ask.world);
  const formulation = formulate(world, openFreedom(world, ask.freedom));
  const delivered = placesOf(ask, formulation.on);
  const { whole: _whole, ...linear } = formulation.model;
  const violations = violationsOf(formulation, { prices, ask });
  const colUpper = Float64Array.from(linear.colUpper);
  ask.decisions.forEach((it, at) => { if (delivered.columns[at]! >= 0) colUpper[delivered.columns[at]!] = it.upper * delivered.factors[at]!; });
  for (const column of formulation.on.overrun) if (column >= 0) colUpper[column] = OVERRUN_MOST;
  const missed = new Set(formulation.on.lotSlack);
  const money = prices.money * MONEY_SCALE;
  const cost = formulation.costs.shortfall.map((it, column) => (missed.has(column) ? 0 : it) + violations[column]! + (missed.has(column) ? 0 : formulation.costs.money[column]! * money));
  const late = lateColumns({ model: { ...linear, cost, colUpper }, on: formulation.on, planned: ask.world, changes: ask.changes, waiting: WAIT * prices.violation });
  const decided = decidedColumns({ model: late, formulation, ask, delivered, money: prices.money });
  const isDecision = new Uint8Array(decided.model.colCount);
  for (const column of decided.columns) if (column >= 0) isDecision[column] = 1;
  const elastic = withElastic(decided.model, rowsAtRisk(decided.model, isDecision), { price: (ELASTIC * prices.violation * yearlyOf(ask.world)) / Math.max(world.nations.length, 1), most: SLACK_MOST });
  const all = new Float64Array(elastic.model.colCount);
  all.set(violations);
  for (let column = elastic.firstSlack; column < all.length; column++) all[column] = elastic.model.cost[column]!;
  return {
    name: ask.scenario.name,
    probability: ask.scenario.probability,
    model: elastic.model,
    constant: formulation.constants.shortfall + formulation.constants.money * money,
    columns: decided.columns,
    factors: delivered.factors,
    violations: all,
    givenUp: decided.givenUp,
  };
}

interface DecidedAsk {
  readonly model: MilpModel;
  readonly formulation: Formulation;
  readonly ask: BranchAsk;
  readonly delivered: { readonly columns: Int32Array; readonly factors: Float64Array };
  /** Price of one M. */
  readonly money: number;
}

/**
 * What is decided is a column of its own: decided = done + given up. Giving up an order or an investment costs a part of its
 * price in the year it was for, so that any decisions can be completed in any scenario.
 */
function decidedColumns({ model, formulation: { on }, ask, delivered, money }: DecidedAsk): { readonly model: MilpModel; readonly columns: Int32Array; readonly givenUp: Int32Array } {
  const { world } = on;
  const T = world.years.length;
  const charge = ask.world.value(SCENARIOS.giveUpCharge);
  const budgets = on.blocks.find((it) => it.constraint === "budget")!.first;
  const placeOf = new Map(on.freedom.nations.map((n, at) => [n, at]));
  const columns = new Int32Array(ask.decisions.length).fill(-1);
  const givenUp = new Int32Array(ask.decisions.length).fill(-1);
  const added: AddedColumn[] = [];
  const rows: AddedRow[] = [];
  ask.decisions.forEach((it, d) => {
    const done = delivered.columns[d]!;
    if (done < 0) return;
    const upper = model.colUpper[done]!;
    const t = Math.min(it.orderYear + (it.kind === "investment" ? 0 : world.goods[it.of]!.lead), T - 1);
    const paid = (charge * it.money) / delivered.factors[d]!;
    columns[d] = model.colCount + added.length;
    givenUp[d] = columns[d]! + 1;
    added.push({ lower: 0, upper, cost: 0, entries: [] });
    added.push({ lower: 0, upper, cost: paid * world.discount[t]! * money, entries: [[budgets + placeOf.get(it.nation)! * T + Math.max(t, 0), paid / on.overrunScale[it.nation]!]] });
    rows.push({ lower: 0, upper: 0, entries: [[done, 1], [columns[d]! + 1, 1], [columns[d]!, -1]] });
  });
  return { model: withRows(withColumns(model, added), rows), columns, givenUp };
}

// Most that a budget is overrun by, in mean yearly budgets of the nation; and most slack of a row, in units of the row.
const OVERRUN_MOST = 100;
const SLACK_MOST = 1000;
// Part of the price of an overrun that one year's waiting for an item costs: only so that nobody waits without need.
const WAIT = 1e-4;
// How many times an overrun of the mean nation's whole budget one unit of a row that has to give way costs.
const ELASTIC = 10;

const yearlyOf = (world: World): number => world.budget.reduce((sum, it) => sum + it.reduce((all, money) => all + money, 0), 0) / world.years.length || 1;

/** Where each decision is among the columns of a scenario. */
function placesOf({ world: base, decisions }: BranchAsk, on: Building): { readonly columns: Int32Array; readonly factors: Float64Array } {
  const { world } = on;
  const T = world.years.length;
  const N = world.nations.length;
  const programmeAt = new Map(world.programmes.map((it, at) => [it.id, at]));
  const columns = new Int32Array(decisions.length).fill(-1);
  const factors = new Float64Array(decisions.length).fill(1);
  decisions.forEach((it, at) => {
    switch (it.kind) {
      case "order": {
        const goods = on.goodAt[it.nation * base.goods.length + it.of];
        if (goods === undefined || goods.first + it.offset >= T) return;
        columns[at] = goods.column + it.offset;
        factors[at] = it.scale / goods.scale;
        return;
      }
      case "programme": {
        const programme = on.programmes[programmeAt.get(it.programme!) ?? -1];
        if (programme === undefined || programme.first + it.offset > programme.last) return;
        columns[at] = programme.column + it.offset;
        factors[at] = it.scale / programme.scale;
        return;
      }
      case "investment": {
        const investment = on.expansions.get(it.of * N + it.nation);
        if (investment === undefined || it.offset >= investment.years) return;
        columns[at] = investment.column + it.offset;
        factors[at] = it.scale / investment.scale;
      }
    }
  });
  return { columns, factors };
}

/** What each column costs for breaking something: a budget, a promise, the lot of an agreement. */
function violationsOf({ on, model }: Formulation, { prices, ask }: { readonly prices: Prices; readonly ask: BranchAsk }): Float64Array {
  const { world } = on;
  const T = world.years.length;
  // What is late and would now come after the plan is delivered then: the end of the plan breaks no promise.
  const isBeyond = new Set(ask.world.programmes.flatMap((it) => (ask.changes.delay[it.good]! > 0 && it.last + ask.changes.delay[it.good]! >= T ? [it.id] : [])));
  const costs = new Float64Array(model.colCount);
  on.overrun.forEach((column, at) => { if (column >= 0) costs[column] = prices.violation * on.overrunScale[Math.floor(at / T)]!; });
  on.programmes.forEach((it, at) => {
    if (it === undefined) return;
    const programme = world.programmes[at]!;
    if (isBeyond.has(programme.id)) return;
    const price = programme.price ?? world.goods[programme.good]!.price ?? 0;
    const worth = price > 0 ? price * programme.quantity : ask.world.value(SCENARIOS.unpriced) * (world.budget[programme.nation]!.reduce((sum, money) => sum + money, 0) / T);
    costs[it.undelivered] = prices.violation * worth * (programme.firm ? ask.world.value(SCENARIOS.firmWeight) : 1);
  });
  on.lotSlack.forEach((column, at) => {
    const joint = on.freedom.joints[at]!;
    if (joint.active) costs[column] = prices.violation * joint.lot * (world.goods[joint.good]!.price ?? 0) * Math.max(1 - joint.factor, 0);
  });
  return costs;
}
