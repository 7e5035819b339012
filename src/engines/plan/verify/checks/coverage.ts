import { PLAN } from "../../parameters.ts";
import type { Contribution } from "../../plan.ts";
import type { PlanCheck } from "../check.ts";
import { addTo } from "../facts.ts";
import { splitItems, standOf, stockShort, supplyOf, supplyRows } from "../recount.ts";

/** Coverage is counted again from holdings, yields and deliveries, and sums to the totals. */
export const coverageCounted: PlanCheck = {
  code: "coverage",
  title: "Every leaf with a requirement is shown in every year; what nations hold, add and count, what is available, planned, short and urgently short follow from holdings, retirements, readiness, yields, standards and deliveries.",
  mend: "Correct the holding, yield or adoption that is wrong, and make the plan again.",
  run: (on, { equal, holds }) => {
    const { plan, facts, leaves, countable } = on;
    const T = facts.years.length;
    const contributions = new Map<string, Map<string, (Contribution | undefined)[]>>();
    let distinct = 0;
    for (const it of plan.contributions) {
      const ofNation = contributions.get(it.nation) ?? new Map<string, (Contribution | undefined)[]>();
      contributions.set(it.nation, ofNation);
      const row = ofNation.get(it.leaf) ?? Array.from<undefined, Contribution | undefined>({ length: T }, () => undefined);
      ofNation.set(it.leaf, row);
      const t = it.year - facts.firstYear;
      if (!on.isKnownYear(it.year) || row[t] !== undefined) continue;
      row[t] = it;
      distinct += 1;
    }
    const shortfalls = new Map(plan.shortfalls.map((it) => [`${it.leaf} ${it.year}`, it]));
    holds({ where: "contributions", what: "Every contribution stands once.", holds: distinct === plan.contributions.length });
    holds({ where: "shortfalls", what: "Every leaf stands once a year.", holds: shortfalls.size === plan.shortfalls.length });
    let [rows, due] = [0, 0];
    const ceiling = facts.value(PLAN.ceiling);
    for (const leaf of leaves) {
      const rowsOf = facts.alliance.nations.map(({ id: nation }) => ({ nation, has: supplyRows({ ground: on, countable, nation, leaf }), share: leaf.share.get(nation), shown: contributions.get(nation)?.get(leaf.id) }));
      for (const [t, year] of facts.years.entries()) {
        const required = leaf.required[t]!;
        const most = ceiling * required;
        const supplies = rowsOf.map(({ nation, has, share, shown }) => {
          const supply = { all: has.all[t]!, held: has.held[t]! };
          const where = (): string => `${nation} ${leaf.id} ${year}`;
          const target = share?.[t] ?? 0;
          const it = shown?.[t];
          const size = Math.max(supply.all, required);
          if (it !== undefined) {
            rows += 1;
            equal({ where, what: "Held", shown: it.held, counted: supply.held, size });
            equal({ where, what: "Added", shown: it.added, counted: supply.all - supply.held, size });
            equal({ where, what: "Counted", shown: it.counted, counted: Math.min(supply.all, most), size });
            equal({ where, what: "Target", shown: it.target, counted: target });
          } else holds({ where, what: "A contribution or target that exists is shown.", holds: supply.all <= NOTHING * Math.max(required, 1) && target <= 0 });
          return supply;
        });
        if (required <= 0) continue;
        due += 1;
        const where = `${leaf.id} ${year}`;
        const it = shortfalls.get(where);
        holds({ where, what: "A leaf with a requirement is shown.", holds: it !== undefined });
        if (it === undefined) continue;
        const stand = standOf({ ground: on, countable, leaf, t, supplies });
        equal({ where, what: "Required", shown: it.required, counted: required });
        equal({ where, what: "Available", shown: it.available, counted: Math.min(stand.sumHeld, required), size: required });
        equal({ where, what: "Planned", shown: it.planned, counted: Math.min(stand.sum, required), size: required });
        equal({ where, what: "Short", shown: it.short, counted: stand.short, size: required });
        equal({ where, what: "Urgently short", shown: it.shortUrgent, counted: stand.shortUrgent, size: required });
      }
    }
    holds({ where: "contributions", what: "No contribution is shown that does not exist.", holds: rows === plan.contributions.length });
    holds({ where: "shortfalls", what: "No leaf is shown that is not planned.", holds: due === plan.shortfalls.length });
  },
};

// A contribution below this part of the requirement need not be shown. Unit: share.
const NOTHING = 1e-6;

/** Items that serve several leaves serve each once. */
export const splitOnce: PlanCheck = {
  code: "split",
  title: "Of the ready items that several leaves could count, each serves one: all that leaves are given is no more than the nation has.",
  mend: "Make the plan again: an item was given to two leaves.",
  run: (on, { atMost, holds }) => {
    const { plan, facts, leaves, countable, isKnownYear } = on;
    const given = new Map<string, number>();
    for (const it of plan.evidence?.splits ?? []) {
      holds({ where: `${it.nation} ${it.system} ${it.leaf} ${it.year}`, what: "A leaf of the plan is given a positive number of items it can count.", holds: isKnownYear(it.year) && it.quantity > 0 && facts.alliance.nationIndex.has(it.nation) && leaves.some((leaf) => leaf.id === it.leaf && leaf.inputs.some((input) => input.class === it.system && input.isSplit)) });
      addTo(given, `${it.nation} ${it.system} ${it.year}`, it.quantity);
    }
    for (const [key, quantity] of given) {
      const [nation = "", system = "", year = ""] = key.split(" ");
      const leaf = leaves.find((it) => it.inputs.some((input) => input.class === system && input.isSplit));
      const input = leaf?.inputs.find((it) => it.class === system && it.isSplit);
      if (leaf === undefined || input === undefined || !isKnownYear(Number(year))) continue;
      const items = splitItems({ ground: on, countable, nation, input, leaf, t: Number(year) - facts.firstYear });
      atMost({ where: key, what: "Items given to leaves", actual: quantity, limit: items, size: Math.max(items, 1) });
    }
  },
};

/** Stocks are what was held and delivered. */
export const stockCounted: PlanCheck = {
  code: "stock",
  title: "Every stock that is aimed at is shown in every year: what is short is the target less what is in store and what was delivered.",
  mend: "Correct the stock or its target in stocks.csv if it is wrong, and make the plan again.",
  run: (on, { equal, holds }) => {
    const { plan, facts, market, countable } = on;
    const shown = new Map(plan.stocks.map((it) => [`${it.nation} ${it.system} ${it.year}`, it]));
    holds({ where: "stocks", what: "As many stocks are shown as are aimed at.", holds: plan.stocks.length === market.stocks.length * facts.years.length && shown.size === plan.stocks.length });
    for (const stock of market.stocks) {
      for (const [t, year] of facts.years.entries()) {
        const where = `${stock.nation} ${stock.system} ${year}`;
        const it = shown.get(where);
        holds({ where, what: "A stock that is aimed at is shown.", holds: it !== undefined });
        if (it === undefined) continue;
        const short = stockShort(on, countable, stock, t);
        equal({ where, what: "Target", shown: it.target, counted: stock.target });
        equal({ where, what: "Short", shown: it.short, counted: short, size: stock.target });
        equal({ where, what: "Planned", shown: it.planned, counted: stock.target - short, size: stock.target });
      }
    }
  },
};

/** Totals of shortfall are sums of what is shown. */
export const shortfallTotals: PlanCheck = {
  code: "total",
  title: "Shortfall-years are the sum of the shares short; weighted, every CAP level has its weight, every year its discount, and stocks count by their part.",
  mend: "Make the plan again: a total was changed after the plan was made.",
  run: (on, { equal }) => {
    const { plan, facts, leaves, market, countable } = on;
    let [years, weighted] = [0, 0];
    for (const leaf of leaves) {
      for (let t = 0; t < on.T; t++) {
        if (leaf.required[t]! <= 0) continue;
        const supplies = facts.alliance.nations.map((nation) => supplyOf({ ground: on, countable, nation: nation.id, leaf, t }));
        const stand = standOf({ ground: on, countable, leaf, t, supplies });
        years += stand.short / leaf.required[t]!;
        weighted += stand.weighted;
      }
    }
    for (const stock of market.stocks) for (let t = 0; t < on.T; t++) weighted += (facts.discount[t]! * facts.value(PLAN.stockWeight) * stock.part * stockShort(on, countable, stock, t)) / stock.target;
    equal({ where: "shortfall-years", what: "Shortfall-years", shown: plan.shortfallYears, counted: years, size: Math.max(years, 1) });
    equal({ where: "weighted shortfall", what: "Weighted shortfall", shown: plan.shortfallWeighted, counted: weighted, size: Math.max(weighted, 1) });
  },
};
