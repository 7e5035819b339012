import { PLAN } from "../../parameters.ts";
import type { PlanCheck } from "../check.ts";
import { addTo } from "../facts.ts";
import { eachOf } from "../leaves.ts";
import type { PlanRead } from "../plan-read.ts";
import { shortByStratum, stockShort, supplyOf, weightOf } from "../recount.ts";

const ORDERS = ["violations,shortfall,cost", "violations,shortfall,cost,deviation", "violations,cost"];
// What a solver reports of an objective, beside what is counted of the published decisions. Unit: share.
const OBJECTIVE_TOLERANCE = 1e-4;

/** Objectives in their order, each with a gap that follows from value and bound. */
export const stageGaps: PlanCheck = {
  code: "stage",
  title: "Objectives stand in their order; no value lies below its bound, and the gap is what lies between them as a part of the value.",
  mend: "Make the plan again: an objective was changed after the plan was made.",
  run: ({ plan }, { atMost, equal, holds }) => {
    const names = plan.stages.map((it) => it.name).join();
    holds({ where: "stages", what: "Violations, shortfall and cost, and deviation where levers are open; of a plan that covers no less than another, violations and cost.", holds: ORDERS.includes(names) });
    for (const it of plan.stages) {
      const size = Math.max(Math.abs(it.value), 1);
      atMost({ where: it.name, what: "Bound against value", actual: it.bound, limit: it.value + OBJECTIVE_TOLERANCE * size, size });
      equal({ where: it.name, what: "Gap", shown: it.gap, counted: Math.max((it.value - it.bound) / Math.max(Math.abs(it.value), 1e-9), 0), size: 1 });
    }
  },
};

/** What each objective came to, counted from the decisions. */
export const stageValues: PlanCheck = {
  code: "objective",
  title: "What an objective came to follows from the decisions: violations from overruns and promises not kept, shortfall from coverage, cost from spending, deviation from programmes moved and purchases changed.",
  mend: "Make the plan again: an objective or a decision was changed after the plan was made.",
  run: (on, { atMost, equal }) => {
    const { plan } = on;
    for (const it of plan.stages) {
      const within = OBJECTIVE_TOLERANCE;
      const size = Math.max(Math.abs(it.value), 1);
      const where = it.name;
      if (it.name === "cost") equal({ where, what: "Cost", shown: it.value, counted: plan.cost, size, within });
      if (it.name === "deviation") equal({ where, what: "Deviation", shown: it.value, counted: deviationOf(on), size, within });
      // Together, what alone violated may be violated again and need not.
      if (it.name === "violations" && plan.kind === "alone") equal({ where, what: "Violations", shown: it.value, counted: violationsOf(on), size, within });
      if (it.name === "violations" && plan.kind === "aligned") atMost({ where, what: "Violations", actual: violationsOf(on), limit: it.value + slackOf(on), size });
      if (it.name === "shortfall" && on.hasRoles) equal({ where, what: "Shortfall", shown: it.value, counted: plan.shortfallWeighted, size, within });
      // Each for itself, shortfall is made least first; money and change may then give up a stated allowance, never alone.
      if (it.name === "shortfall" && plan.kind === "alone") equal({ where, what: "Shortfall of the own shares", shown: it.value, counted: ownShortfallOf(on), size, within });
      if (it.name === "shortfall" && plan.kind === "aligned" && !on.hasRoles) equal({ where, what: "Shortfall of the own shares", shown: it.value, counted: ownShortfallOf(on), size, within: within + on.facts.value(PLAN.allowanceShortfall) });
    }
  },
};

// What each limit that alone reached may be exceeded by, so that solvers do not fail by round-off. Unit: share of the limit.
const SLACK = 2e-6;

/** All slack together: of every budget, and of every promise by its weight. */
const slackOf = ({ facts, market, T }: PlanRead): number => SLACK * (facts.alliance.nations.length * T + [...market.programmes.values()].reduce((sum, it) => sum + (it.firm ? facts.value(PLAN.firmWeight) : 1), 0));

const deliveredOf = ({ plan }: PlanRead): Map<string, number> => {
  const delivered = new Map<string, number>();
  for (const it of plan.orders) if (it.programme !== undefined) addTo(delivered, it.programme, it.quantity);
  return delivered;
};

// Below this mean yearly budget a nation counts as having none. Unit: M.
const NO_BUDGET = 0.01;

/** Overruns in mean yearly budgets, promises not kept in parts of what was promised, contracts more than announcements. */
function violationsOf(on: PlanRead): number {
  const { plan, facts, market, T } = on;
  const overrun = new Map<string, number>();
  for (const it of plan.spend) addTo(overrun, it.nation, it.overrun);
  const contracted = new Map<string, number>();
  for (const it of market.programmes.values()) if (it.firm) addTo(contracted, it.nation, (it.price ?? 0) * it.quantity);
  let sum = 0;
  for (const { id } of facts.alliance.nations) {
    const mean = facts.years.reduce((all, _, t) => all + market.budget(id, t), 0) / T;
    sum += (overrun.get(id) ?? 0) / (mean >= NO_BUDGET ? mean : Math.max(contracted.get(id) ?? 0, 1));
  }
  const delivered = deliveredOf(on);
  for (const it of market.programmes.values()) sum += (it.firm ? facts.value(PLAN.firmWeight) : 1) * Math.max(1 - (delivered.get(it.id) ?? 0) / it.quantity, 0);
  return sum;
}

/** Years that programmes were moved and what of them was not delivered, and purchases that differ from the plan adopted last. */
function deviationOf(on: PlanRead): number {
  const { plan, facts, market, T } = on;
  let sum = 0;
  for (const it of plan.orders) {
    const programme = it.programme === undefined ? undefined : market.programmes.get(it.programme);
    if (programme === undefined) continue;
    const t = it.year - facts.firstYear;
    sum += (Math.max(programme.first - t, t - programme.last, 0) * it.quantity) / programme.quantity;
  }
  const delivered = deliveredOf(on);
  for (const it of market.programmes.values()) sum += facts.value(PLAN.undeliveredChange) * T * Math.max(1 - (delivered.get(it.id) ?? 0) / it.quantity, 0);
  return sum + changedOf(on);
}

/** Purchases that differ from the plan adopted last, in parts of what the nation needs. 0 without such a plan. */
function changedOf(on: PlanRead): number {
  const { plan, facts, market, isKnownYear } = on;
  const last = new Map<string, number>();
  for (const it of facts.alliance.facts.adoptedOrder) if (isKnownYear(it.year) && market.mayBuy(it.nation, it.system)) addTo(last, `${it.nation} ${it.system} ${it.year}`, it.quantity.base);
  if (last.size === 0 && !facts.alliance.facts.adoptedOrder.some((it) => isKnownYear(it.year) && market.goods.includes(it.system))) return 0;
  const now = new Map<string, number>();
  for (const it of plan.orders) if (it.programme === undefined) addTo(now, `${it.nation} ${it.system} ${it.year}`, it.quantity);
  let sum = 0;
  for (const key of new Set([...last.keys(), ...now.keys()])) {
    const [nation = "", system = "", year = ""] = key.split(" ");
    const read = facts.system(system);
    if (read === undefined) return Number.NaN;
    if (Number(year) < facts.firstYear + read.lead) continue;
    sum += Math.abs((now.get(key) ?? 0) - (last.get(key) ?? 0)) / wholeOf(on, nation, system);
  }
  return sum;
}

/** What counts as one whole change: all that the nation needs, or where it needs none about a quarter of the most it could use and pay. Unit: items. */
function wholeOf({ facts, market, leaves }: PlanRead, nation: string, system: string): number {
  const need = market.need(nation, system);
  const { price = Number.NaN, ready } = facts.system(system)!;
  const useful = leaves.reduce((sum, leaf) => {
    const each = eachOf(facts, system, leaf.id) * ready;
    return sum + (each > 0 && leaf.inputs.some((it) => it.class === facts.classOf(system)) ? (facts.value(PLAN.ceiling) * Math.max(...leaf.required)) / each : 0);
  }, market.stocks.reduce((sum, it) => sum + (it.nation === nation && it.system === system ? it.target : 0), 0));
  const money = facts.years.reduce((sum, _, t) => sum + market.budget(nation, t), 0) / (price * facts.value(PLAN.learningFloor));
  const most = Math.min(useful, money);
  return Math.max(need, 2 ** Math.round(Math.log2(Math.max(Math.min(need > 0 ? need : most, most) / 4, 1e-6))));
}

/** Weighted shortfall of each nation's own shares, what nobody was asked for, and stocks: what allies make least each for itself. */
function ownShortfallOf(on: PlanRead): number {
  const { facts, leaves, market, countable, plan, T } = on;
  const { nations } = facts.alliance;
  const isOneProblem = plan.kind === "aligned" || nations.length === 1;
  let sum = 0;
  for (const leaf of leaves) {
    for (let t = 0; t < T; t++) {
      const required = leaf.required[t]!;
      if (required <= 0) continue;
      const price = (parts: readonly number[], share: number): number => parts.reduce((all, part, q) => all + (facts.discount[t]! * weightOf(on, leaf, q) * part * share) / required, 0);
      let asked = 0;
      for (const { id } of nations) {
        const share = Math.min(leaf.share.get(id)?.[t] ?? 0, facts.value(PLAN.ceiling) * required);
        if (share <= 0) continue;
        asked += share;
        sum += price(shortByStratum(leaf, t, supplyOf({ ground: on, countable, nation: id, leaf, t }).all / share), share);
      }
      if (isOneProblem) sum += price(shortByStratum(leaf, t, 0), Math.max(required - asked, 0));
    }
  }
  for (const stock of market.stocks) for (let t = 0; t < T; t++) sum += (facts.discount[t]! * facts.value(PLAN.stockWeight) * stock.part * stockShort(on, countable, stock, t)) / stock.target;
  return sum;
}
