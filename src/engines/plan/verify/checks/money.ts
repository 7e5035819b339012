import { PLAN } from "../../parameters.ts";
import type { PlanCheck } from "../check.ts";
import type { PlanRead } from "../plan-read.ts";

/** Money of each nation by year, counted again. Unit: M. */
export interface MoneyRead {
  readonly purchases: ReadonlyMap<string, Float64Array>;
  readonly upkeep: ReadonlyMap<string, Float64Array>;
  readonly together: ReadonlyMap<string, Float64Array>;
  /** Purchases and upkeep of programmes alone. */
  readonly promised: ReadonlyMap<string, Float64Array>;
}

const counted = new WeakMap<PlanRead, MoneyRead>();

/** Counts the money of a plan again from its orders and choices, once. */
export function moneyOf(on: PlanRead): MoneyRead {
  const known = counted.get(on) ?? countMoney(on);
  counted.set(on, known);
  return known;
}

function countMoney(on: PlanRead): MoneyRead {
  const { plan, facts, T } = on;
  const { firstYear, weights, alliance } = facts;
  const years = (): Map<string, Float64Array> => new Map(alliance.nations.map(({ id }) => [id, new Float64Array(T)]));
  const [purchases, upkeep, together, promised] = [years(), years(), years(), years()];
  const advance = facts.value(PLAN.advance);
  /** An advance the year before, the rest at delivery. */
  const pay = (to: Float64Array | undefined, t: number, price: number): void => {
    if (to === undefined || !(t >= 0 && t < T)) return;
    const before = t === 0 ? 0 : advance;
    if (before > 0) to[t - 1]! += before * price;
    to[t]! += (1 - before) * price;
  };
  const keep = (to: Float64Array | undefined, from: number, amount: number): void => { for (let t = Math.max(from, 0); to !== undefined && t < T; t++) to[t]! += amount; };
  const spend = (to: Float64Array | undefined, t: number, amount: number): void => { if (to !== undefined && t >= 0 && t < T) to[t]! += amount; };
  for (const it of plan.orders) {
    if (it.unitPrice === undefined || !on.isKnownYear(it.year)) continue;
    const each = facts.system(it.system)?.upkeep ?? Number.NaN;
    const t = it.year - firstYear;
    pay(purchases.get(it.nation), t, it.unitPrice * it.quantity);
    keep(upkeep.get(it.nation), t, each * it.quantity);
    if (it.programme === undefined) continue;
    pay(promised.get(it.nation), t, it.unitPrice * it.quantity);
    keep(promised.get(it.nation), t, each * it.quantity);
  }
  for (const it of plan.evidence?.expansions ?? []) spend(together.get(it.nation), it.year - firstYear, it.quantity * (on.lines.byId.get(it.line)?.expansionCost ?? Number.NaN));
  for (const it of plan.leads) keep(together.get(it.nation), it.firstYear - firstYear, it.insurance / (firstYear + T - it.firstYear));
  const slip = Math.round(facts.value(PLAN.slip));
  for (const it of plan.agreements) for (const nation of it.members) keep(together.get(nation), slip, facts.value(PLAN.coordination));
  for (const it of plan.adoptions) spend(together.get(it.nation), Math.max(it.year - 1 - firstYear, 0), it.cost);
  alliance.nations.forEach(({ id }, n) => {
    const own = together.get(id);
    for (const it of plan.evidence?.common ?? []) {
      const system = facts.system(it.system);
      pay(own, it.year - firstYear, weights[n]! * it.quantity * (system?.price ?? Number.NaN));
      keep(own, it.year - firstYear, weights[n]! * it.quantity * (system?.upkeep ?? Number.NaN));
    }
    for (const it of plan.evidence?.idle ?? []) spend(own, it.year - firstYear, weights[n]! * it.quantity * (on.lines.byId.get(it.line)?.idlePrice ?? Number.NaN));
  });
  return { purchases, upkeep, together, promised };
}

/** Spending follows from orders and choices, and keeps to budgets. */
export const spendCounted: PlanCheck = {
  code: "spend",
  title: "Purchases, upkeep and what is spent together follow from orders, upkeep rates, investments, insurance, fees and adoptions; the total is their sum.",
  mend: "Make the plan again: money or an order was changed after the plan was made.",
  run: (on, { equal, holds }) => {
    const { plan, facts } = on;
    const money = moneyOf(on);
    const shown = new Map(plan.spend.map((it) => [`${it.nation} ${it.year}`, it]));
    holds({ where: "spend", what: "Every nation and year stands once.", holds: shown.size === plan.spend.length && plan.spend.length === facts.alliance.nations.length * on.T });
    for (const it of plan.spend) {
      const where = `${it.nation} ${it.year}`;
      const size = Math.max(it.total, it.budget, LEAST_MONEY);
      const t = it.year - facts.firstYear;
      equal({ where, what: "Purchases", shown: it.purchases, counted: money.purchases.get(it.nation)?.[t] ?? 0, size });
      equal({ where, what: "Upkeep", shown: it.upkeep, counted: money.upkeep.get(it.nation)?.[t] ?? 0, size });
      equal({ where, what: "Spent together", shown: it.together, counted: money.together.get(it.nation)?.[t] ?? 0, size });
      equal({ where, what: "Total", shown: it.total, counted: it.purchases + it.upkeep + it.together, size });
    }
  },
};

// Money is told apart from nought at this size. Unit: M.
const LEAST_MONEY = 1e-3;

/** Budgets hold but for what promises force. */
export const budgetKept: PlanCheck = {
  code: "budget",
  title: "The budget shown is the budget stated on the path; the overrun is what is spent beyond it, and alone it is no more than promised programmes force.",
  mend: "Correct the budget in budgets.csv if it is wrong, and make the plan again.",
  run: (on, { atMost, equal }) => {
    const { plan, market } = on;
    const { promised } = moneyOf(on);
    for (const it of plan.spend) {
      const where = `${it.nation} ${it.year}`;
      const budget = on.isKnownYear(it.year) ? market.budget(it.nation, it.year - on.facts.firstYear) : Number.NaN;
      const size = Math.max(it.total, budget, LEAST_MONEY);
      equal({ where, what: "Budget", shown: it.budget, counted: budget });
      equal({ where, what: "Overrun", shown: it.overrun, counted: Math.max(it.total - budget, 0), size });
      const forced = Math.max((promised.get(it.nation)?.[it.year - on.facts.firstYear] ?? 0) - budget, 0);
      atMost({ where, what: "Overrun against what promises force", actual: plan.kind === "alone" ? it.overrun : 0, limit: forced, size });
    }
  },
};

/** Cost is discounted spending. */
export const costCounted: PlanCheck = {
  code: "cost",
  title: "The cost is what all nations spend in all years, discounted.",
  mend: "Make the plan again: the cost was changed after the plan was made.",
  run: ({ plan, facts }, { equal }) => equal({ where: "cost", what: "Cost", shown: plan.cost, counted: plan.spend.reduce((sum, it) => sum + it.total * facts.discount[it.year - facts.firstYear]!, 0) }),
};
