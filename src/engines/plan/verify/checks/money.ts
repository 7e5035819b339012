import { PLAN } from "../../parameters.ts";
import type { PlanCheck } from "../check.ts";
import { addTo } from "../facts.ts";
import type { PlanRead } from "../plan-read.ts";
import { paymentsOf } from "../recount.ts";

/** Money of each nation and year, counted again. Keys: `nation year`. Unit: M. */
interface MoneyRead {
  readonly purchases: ReadonlyMap<string, number>;
  readonly upkeep: ReadonlyMap<string, number>;
  readonly together: ReadonlyMap<string, number>;
  /** Purchases and upkeep of programmes alone. */
  readonly promised: ReadonlyMap<string, number>;
}

/** Counts the money of a plan again from its orders and choices. */
export function moneyOf(on: PlanRead): MoneyRead {
  const { plan, facts, T, firstYear, weights } = { ...on, firstYear: on.facts.firstYear, weights: on.facts.weights };
  const [purchases, upkeep, together, promised] = [0, 1, 2, 3].map(() => new Map<string, number>()) as [Map<string, number>, Map<string, number>, Map<string, number>, Map<string, number>];
  const keep = (to: Map<string, number>, nation: string, from: number, amount: number): void => { for (let year = from; year < firstYear + T; year++) addTo(to, `${nation} ${year}`, amount); };
  for (const it of plan.orders) {
    if (it.unitPrice === undefined || !on.isKnownYear(it.year)) continue;
    const each = facts.system(it.system)?.upkeep ?? Number.NaN;
    for (const [spent, kept] of [[purchases, upkeep], ...(it.programme === undefined ? [] : [[promised, promised]])] as [Map<string, number>, Map<string, number>][]) {
      paymentsOf({ ground: on, add: spent, nation: it.nation, t: it.year - firstYear, price: it.unitPrice * it.quantity });
      keep(kept, it.nation, it.year, each * it.quantity);
    }
  }
  for (const it of plan.evidence?.expansions ?? []) addTo(together, `${it.nation} ${it.year}`, it.quantity * (on.lines.byId.get(it.line)?.expansionCost ?? Number.NaN));
  for (const it of plan.leads) keep(together, it.nation, it.firstYear, it.insurance / (firstYear + T - it.firstYear));
  const slip = Math.round(facts.value(PLAN.slip));
  for (const it of plan.agreements) for (const nation of it.members) keep(together, nation, firstYear + slip, facts.value(PLAN.coordination));
  for (const it of plan.adoptions) addTo(together, `${it.nation} ${Math.max(it.year - 1, firstYear)}`, it.cost);
  facts.alliance.nations.forEach(({ id }, n) => {
    for (const it of plan.evidence?.common ?? []) {
      const system = facts.system(it.system);
      paymentsOf({ ground: on, add: together, nation: id, t: it.year - firstYear, price: weights[n]! * it.quantity * (system?.price ?? Number.NaN) });
      keep(together, id, it.year, weights[n]! * it.quantity * (system?.upkeep ?? Number.NaN));
    }
    for (const it of plan.evidence?.idle ?? []) addTo(together, `${id} ${it.year}`, weights[n]! * it.quantity * (on.lines.byId.get(it.line)?.idlePrice ?? Number.NaN));
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
      equal({ where, what: "Purchases", shown: it.purchases, counted: money.purchases.get(where) ?? 0, size });
      equal({ where, what: "Upkeep", shown: it.upkeep, counted: money.upkeep.get(where) ?? 0, size });
      equal({ where, what: "Spent together", shown: it.together, counted: money.together.get(where) ?? 0, size });
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
      const forced = Math.max((promised.get(where) ?? 0) - budget, 0);
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
