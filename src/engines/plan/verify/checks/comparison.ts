import type { Lever, Plan } from "../../plan.ts";
import { PLAN } from "../../parameters.ts";
import type { ComparisonCheck } from "../check.ts";
import { addTo } from "../facts.ts";
import { lotPrice } from "../market.ts";
import type { PlanRead } from "../plan-read.ts";
import { workPartsOf } from "../work.ts";

const keyOf = (levers: readonly Lever[]): string => [...levers].sort().join("+");

/** Combinations of levers: every set once, more levers never worse, the first alone. */
export const combosOrdered: ComparisonCheck = {
  code: "combination",
  title: "Every set of the open levers stands once, begins with none, which is alone itself, and never reaches less than a set within it; proved gaps are no less than nought.",
  mend: "Make the plan again: a combination was changed after the plan was made.",
  run: ({ comparison: { combos, levers, alone, cheapest } }, { atMost, equal, holds }) => {
    const open = levers.map((it) => it.lever);
    const sets = new Map(combos.map((it) => [keyOf(it.levers), it]));
    holds({ where: "combinations", what: "Every set of the open levers stands once.", holds: sets.size === combos.length && combos.length === 2 ** open.length && combos.every((it) => it.levers.every((lever) => open.includes(lever))) });
    const [none, all] = [combos[0], combos.at(-1)];
    if (none === undefined || all === undefined) return;
    equal({ where: "no lever", what: "Weighted shortfall", shown: none.shortfallWeighted, counted: alone.shortfallWeighted });
    equal({ where: "no lever", what: "Shortfall-years", shown: none.shortfallYears, counted: alone.shortfallYears });
    equal({ where: "no lever", what: "Cost", shown: none.costAtEqualCoverage, counted: alone.cost, within: COST_TOLERANCE });
    equal({ where: "all levers", what: "Cost at equal coverage", shown: all.costAtEqualCoverage, counted: (cheapest ?? alone).cost, within: COST_TOLERANCE });
    for (const it of combos) {
      const where = keyOf(it.levers) || "no lever";
      for (const [what, gap] of [["Gap of the shortfall", it.gapShortfall], ["Gap of the cost", it.gapCost]] as const) holds({ where, what: `${what}: a share.`, holds: gap >= 0 && gap <= 1 && (it.levers.length > 0 || gap === 0) });
      for (const lever of it.levers) {
        const less = sets.get(keyOf(it.levers.filter((other) => other !== lever)));
        if (less === undefined) continue;
        atMost({ where, what: `Weighted shortfall against that without ${lever}`, actual: it.shortfallWeighted, limit: less.shortfallWeighted });
        atMost({ where, what: `Cost against that without ${lever}`, actual: it.costAtEqualCoverage, limit: less.costAtEqualCoverage });
      }
    }
  },
};

// A cost as the solver reports it, beside the cost counted of the published decisions. Unit: share.
const COST_TOLERANCE = 1e-4;

/** Lever values are Shapley shares of the combinations, by the average over all orders in which levers can open. */
export const leverValues: ComparisonCheck = {
  code: "lever",
  title: "The value of a lever is its Shapley share: what it adds, averaged over all orders in which the levers can be opened; an interaction is what a set gives beyond its parts.",
  mend: "Make the plan again: a lever's value or a combination was changed after the plan was made.",
  run: ({ comparison: { combos, levers, interactions } }, { equal, holds }) => {
    const sets = new Map(combos.map((it) => [keyOf(it.levers), it]));
    const none = combos[0];
    const all = combos.at(-1);
    if (none === undefined || all === undefined) return;
    const open = levers.map((it) => it.lever);
    const gain = (set: readonly Lever[]): { years: number; money: number } => {
      const it = sets.get(keyOf(set)) ?? none;
      return { years: none.shortfallYears - it.shortfallYears, money: none.costAtEqualCoverage - it.costAtEqualCoverage };
    };
    const whole = gain(open);
    const size = Math.max(Math.abs(none.shortfallYears), 1);
    const sizeMoney = Math.max(Math.abs(none.costAtEqualCoverage), 1);
    for (const it of levers) {
      const others = open.filter((lever) => lever !== it.lever);
      let [years, money] = [0, 0];
      for (const set of subsetsOf(others)) {
        const part = 1 / (open.length * choose(others.length, set.length));
        const [before, after] = [gain(set), gain([...set, it.lever])];
        years += part * (after.years - before.years);
        money += part * (after.money - before.money);
      }
      equal({ where: it.lever, what: "Shortfall-years", shown: it.shortfallYears, counted: years, size });
      equal({ where: it.lever, what: "Money", shown: it.money, counted: money, size: sizeMoney });
      equal({ where: it.lever, what: "Part of the whole gain", shown: it.share, counted: Math.abs(whole.years) > 1e-9 ? it.shortfallYears / whole.years : 0, size: 1 });
    }
    holds({ where: "interactions", what: "Every set of two levers or more stands once.", holds: interactions.length === Math.max(2 ** open.length - open.length - 1, 0) && new Set(interactions.map((it) => keyOf(it.levers))).size === interactions.length });
    for (const it of interactions) {
      let [years, money] = [0, 0];
      for (const set of subsetsOf(it.levers)) {
        const sign = (it.levers.length - set.length) % 2 === 0 ? 1 : -1;
        years += sign * gain(set).years;
        money += sign * gain(set).money;
      }
      equal({ where: keyOf(it.levers), what: "Shortfall-years beyond the parts", shown: it.shortfallYears, counted: years, size });
      equal({ where: keyOf(it.levers), what: "Money beyond the parts", shown: it.money, counted: money, size: sizeMoney });
    }
  },
};

const subsetsOf = (levers: readonly Lever[]): Lever[][] => levers.reduce<Lever[][]>((sets, lever) => [...sets, ...sets.map((it) => [...it, lever])], [[]]);
const choose = (of: number, some: number): number => Array.from({ length: some }, (_, i) => (of - i) / (i + 1)).reduce((all, it) => all * it, 1);

/** The price of misalignment follows from the plans and the bracket. */
export const misalignmentPrice: ComparisonCheck = {
  code: "misalignment",
  title: "The price of misalignment is what aligned saves over alone; its ends are those against the best and the worst that allies can do alone, and low, base and high rise.",
  mend: "Make the plan again: the price of misalignment was changed after the plan was made.",
  run: (on, { atMost, equal, holds }) => {
    const { alone, aligned, combos, price, bracket } = on.comparison;
    const size = Math.max(alone.shortfallYears, 1);
    equal({ where: "shortfall-years", what: "Saved", shown: price.shortfallYears.base, counted: alone.shortfallYears - aligned.shortfallYears, size });
    // The ends of the other ranges are those of plans that are given by their decisions.
    equal({ where: "shortfall-years", what: "Saved at least", shown: price.shortfallYears.low, counted: bracket.optimistic - aligned.shortfallYears, size });
    equal({ where: "shortfall-years", what: "Saved at most", shown: price.shortfallYears.high, counted: bracket.pessimistic - aligned.shortfallYears, size });
    equal({ where: "weighted shortfall", what: "Saved", shown: price.shortfallWeighted.base, counted: alone.shortfallWeighted - aligned.shortfallWeighted, size: Math.max(alone.shortfallWeighted, 1) });
    const saved = Math.max(alone.cost - (combos.at(-1)?.costAtEqualCoverage ?? alone.cost), 0);
    equal({ where: "money", what: "Saved", shown: price.money.base, counted: saved, size: alone.cost, within: COST_TOLERANCE });
    equal({ where: "money", what: "Part of the cost saved", shown: price.savingShare, counted: alone.cost > 0 ? price.money.base / alone.cost : 0, size: 1 });
    equal({ where: "delay", what: "Delay", shown: price.delayYears.base, counted: delayOf(alone, aligned), size: 1 });
    for (const [where, it] of [["shortfall-years", price.shortfallYears], ["weighted shortfall", price.shortfallWeighted], ["money", price.money], ["delay", price.delayYears]] as const) {
      atMost({ where, what: "Low against base", actual: it.low, limit: it.base, size: Math.max(Math.abs(it.base), 1) });
      atMost({ where, what: "Base against high", actual: it.base, limit: it.high, size: Math.max(Math.abs(it.base), 1) });
    }
    holds({ where: "delay", what: "No delay is longer than the plan.", holds: price.delayYears.low >= 0 && price.delayYears.high <= on.aligned.T });
    holds({ where: "money", what: "No more is saved than is spent.", holds: price.money.low >= 0 && price.money.high <= Math.max(alone.cost, price.money.base) });
    equal({ where: "bracket", what: "Alone", shown: bracket.base, counted: alone.shortfallYears });
    atMost({ where: "bracket", what: "Optimistic", actual: bracket.optimistic, limit: bracket.base });
    atMost({ where: "bracket", what: "Alone", actual: bracket.base, limit: bracket.pessimistic });
    holds({ where: "bracket", what: "Rounds are whole and within the parameter; what still changed is a share.", holds: Number.isInteger(bracket.rounds) && bracket.rounds >= 1 && bracket.rounds <= Math.max(Math.round(on.alone.facts.value(PLAN.rounds)), 1) && bracket.residual >= 0 });
    for (const it of on.comparison.dataRange ?? []) equal({ where: it.figures, what: "Gain", shown: it.gain, counted: it.shortfallYearsAlone - it.shortfallYearsAligned, size: Math.max(it.shortfallYearsAlone, 1) });
  },
};

// Coverage that differs by less counts as the same. Unit: share of the requirement.
const SAME = 1e-3;

/** Years by which one plan reaches the coverage of another later: mean over leaves and years, at the end of the plan at the latest. */
function delayOf(late: Plan, soon: Plan): number {
  const rows = new Map<string, { soon: number; late: number }[]>();
  const covered = new Map(late.shortfalls.map((it) => [`${it.leaf} ${it.year}`, it.planned / it.required]));
  const T = soon.years.length;
  for (const it of soon.shortfalls) {
    const row = rows.get(it.leaf) ?? [];
    rows.set(it.leaf, row);
    row[it.year - soon.years[0]!] = { soon: it.planned / it.required, late: covered.get(`${it.leaf} ${it.year}`) ?? Number.NaN };
  }
  let [sum, count] = [0, 0];
  for (const row of rows.values()) {
    for (let t = 0; t < T; t++) {
      const wanted = row[t]?.soon;
      if (wanted === undefined) continue;
      count += 1;
      // A year without requirement asks for nothing and is covered by nothing.
      const at = (tau: number): number => row[tau]?.late ?? 0;
      let reached = t;
      while (reached < T && at(reached) < wanted - SAME) reached += 1;
      if (reached === t) continue;
      const [before, after] = [at(reached - 1), reached < T ? at(reached) : at(reached - 1)];
      sum += reached - t - (after > before ? 1 - Math.min(Math.max((wanted - before) / (after - before), 0), 1) : 0);
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** What each ally gains, pays and works. */
export const nationOutcomes: ComparisonCheck = {
  code: "outcome",
  title: "An ally's costs are its discounted spending in the plans; the gain is their difference; side payments sum to nought, come from gains only, and none is larger than the gain or the loss; work is shared by the capacity of lines.",
  mend: "Make the plan again: an ally's outcome was changed after the plan was made.",
  run: (on, { atMost, equal, holds }) => {
    const { alone, aligned, cheapest, perNation } = on.comparison;
    const { facts } = on.alone;
    const spent = (plan: Plan): Map<string, number> => {
      const sums = new Map<string, number>();
      for (const it of plan.spend) addTo(sums, it.nation, it.total * facts.discount[it.year - facts.firstYear]!);
      return sums;
    };
    const [before, after, headline] = [spent(alone), spent(cheapest ?? alone), spent(aligned)];
    const [workAlone, workAligned] = [workOf(on.alone), workOf(on.aligned)];
    const lost = perNation.reduce((sum, it) => sum + Math.max(-it.gain, 0), 0);
    const won = perNation.reduce((sum, it) => sum + Math.max(it.gain, 0), 0);
    const covered = lost > 0 ? Math.min(won / lost, 1) : 0;
    const whole = Math.max(alone.cost, 1);
    holds({ where: "nations", what: "Every ally stands once.", holds: perNation.length === facts.alliance.nations.length && perNation.every((it, n) => it.nation === facts.alliance.nations[n]!.id) });
    for (const it of perNation) {
      const where = it.nation;
      const size = Math.max(it.costAlone, it.costAligned, 1);
      equal({ where, what: "Cost alone", shown: it.costAlone, counted: before.get(where) ?? 0, size });
      equal({ where, what: "Cost aligned at equal coverage", shown: it.costAligned, counted: after.get(where) ?? 0, size });
      equal({ where, what: "Gain", shown: it.gain, counted: it.costAlone - it.costAligned, size });
      equal({ where, what: "Spending in the aligned plan", shown: it.spendAligned, counted: headline.get(where) ?? 0, size });
      equal({ where, what: "Side payment", shown: it.sidePayment, counted: it.gain < 0 ? -it.gain * covered : won > 0 ? (-it.gain * lost * covered) / won : 0, size });
      equal({ where, what: "Work alone", shown: it.workAlone, counted: workAlone.get(where) ?? 0, size: Math.max(it.workAlone, 1) });
      equal({ where, what: "Work aligned", shown: it.workAligned, counted: workAligned.get(where) ?? 0, size: Math.max(it.workAligned, 1) });
      atMost({ where, what: "Payment against gain or loss", actual: Math.abs(it.sidePayment), limit: Math.abs(it.gain), size });
    }
    equal({ where: "side payments", what: "Sum", shown: perNation.reduce((sum, it) => sum + it.sidePayment, 0), counted: 0, size: whole });
  },
};

/** Discounted value of deliveries by the nation of the lines that can make them. */
function workOf(read: PlanRead): Map<string, number> {
  const work = new Map<string, number>();
  for (const it of workPartsOf(read)) addTo(work, it.nation, it.worth * it.share);
  return work;
}

/** Agreements of the aligned plan and what was bought alone: the smallest lot is that of the price tier, or a part of what members bought alone. */
export const lotOfAlone: ComparisonCheck = {
  code: "lot",
  title: "The smallest lot of an agreement is that of its price tier, or the stated part of what its members buy alone, whichever is more.",
  mend: "Set plan.minimum-lot if the part is wrong, and make the plan again.",
  run: ({ comparison: { alone }, aligned, cheapest }, { holds }) => {
    const { facts, market } = aligned;
    for (const it of new Map([...aligned.plan.agreements, ...(cheapest?.plan.agreements ?? [])].map((agreement) => [`${agreement.id} ${agreement.lot}`, agreement])).values()) {
      const from = facts.firstYear + (facts.system(it.system)?.lead ?? 0) + Math.round(facts.value(PLAN.slip));
      const together = alone.orders.reduce((sum, order) => sum + (order.system === it.system && it.members.includes(order.nation) && order.year >= from && (order.programme === undefined || market.programmes.get(order.programme)?.firm === false) ? order.quantity : 0), 0);
      const whole = market.needOfAll(it.system);
      const first = whole * facts.value(PLAN.firstLot);
      const part = facts.value(PLAN.minimumLot) * together;
      const dearer = (1 + facts.value(PLAN.workShare)) * (1 + facts.value(PLAN.setUp));
      const tiers = [...(together < first ? [together] : []), ...Array.from({ length: 20 }, (_, rank) => first * 2 ** rank)].filter((tier) => Math.abs(lotPrice(facts, tier, whole) * dearer - it.priceFactor) <= LOT_TOLERANCE);
      holds({ where: it.id, what: `A smallest lot of ${it.lot} follows from the tier and from the ${Number(together.toPrecision(6))} bought alone.`, holds: tiers.some((tier) => Math.abs(it.lot - tier) <= LOT_TOLERANCE * tier || Math.abs(it.lot - Math.max(tier, part)) <= LOT_TOLERANCE * Math.max(tier, part)) });
    }
  },
};

// Lots and prices differ from those counted again by sums of rounded quantities only. Unit: share.
const LOT_TOLERANCE = 1e-6;
