import { PLAN } from "../../parameters.ts";
import { LEVERS } from "../../plan.ts";
import type { PlanCheck } from "../check.ts";
import { addTo, type Facts } from "../facts.ts";
import { worthOf } from "../market.ts";
import { standOf, supplyOf } from "../recount.ts";
import type { LeafRead } from "../leaves.ts";
import type { PlanRead } from "../plan-read.ts";

/** Leads within their limits, and insured. */
export const leadRoles: PlanCheck = {
  code: "lead",
  title: "Leads exist only with the lever of roles, among those who may lead, few in a leaf and few for a nation; what a lead counts beyond its share is no more than the ceiling, and is insured at the price of the leaf.",
  mend: "Make the plan again: a lead was changed after the plan was made.",
  run: (on, { atMost, equal, holds }) => {
    const { plan, facts, market, leaves, mayLead, isKnownYear, T } = on;
    const ofLeaf = new Map<string, number>();
    const ofNation = new Map<string, number>();
    for (const it of plan.leads) {
      const where = `${it.nation} ${it.leaf}`;
      const leaf = leaves.find((other) => other.id === it.leaf);
      holds({ where, what: "Roles are aligned, the nation and the leaf are planned, and the nation may lead it.", holds: on.hasRoles && leaf !== undefined && facts.alliance.nationIndex.has(it.nation) && isKnownYear(it.firstYear) && (mayLead?.has(where) ?? true) });
      holds({ where, what: "The lead stands once.", holds: plan.leads.filter((other) => other.nation === it.nation && other.leaf === it.leaf).length === 1 });
      addTo(ofLeaf, it.leaf, 1);
      addTo(ofNation, it.nation, 1);
      if (leaf === undefined) continue;
      atMost({ where, what: "Beyond its share, against the ceiling", actual: it.beyondShare, limit: facts.value(PLAN.ceiling) * leaf.required[T - 1]! });
      equal({ where, what: "Insurance", shown: it.insurance, counted: facts.value(PLAN.insurance) * worthOf(facts, market, leaf) * it.beyondShare });
    }
    for (const [leaf, count] of ofLeaf) atMost({ where: leaf, what: "Leads of the leaf", actual: count, limit: Math.round(facts.value(PLAN.leadsPerLeaf)), size: 1 });
    for (const [nation, count] of ofNation) atMost({ where: nation, what: "Leaves that the nation leads", actual: count, limit: Math.round(facts.value(PLAN.leadLoad)), size: 1 });
  },
};

/** Every lead has a fallback where one can stand, and what is lost without the lead is told. */
export const leadFallback: PlanCheck = {
  code: "fallback",
  title: "The fallback of a lead leads nothing of the leaf and counts at the end of the plan what a fallback must; where none is named none counts that much, or none is asked for. What falls short without the lead follows from coverage.",
  mend: "Make the plan again: a lead or its fallback was changed after the plan was made.",
  run: (on, { atMost, equal, holds }) => {
    const { plan, facts, leaves, countable, T } = on;
    for (const it of plan.leads) {
      const where = `${it.nation} ${it.leaf}`;
      const leaf = leaves.find((other) => other.id === it.leaf);
      if (leaf === undefined) continue;
      const leading = new Set(plan.leads.flatMap((other) => (other.leaf === it.leaf ? [other.nation] : [])));
      const needed = facts.value(PLAN.fallbackShare) * leaf.required[T - 1]!;
      const counts = (nation: string): number => Math.min(supplyOf({ ground: on, countable, nation, leaf, t: T - 1 }).all, facts.value(PLAN.ceiling) * leaf.required[T - 1]!);
      if (it.fallback === undefined) {
        for (const { id } of needed > 0 ? facts.alliance.nations : []) if (!leading.has(id)) atMost({ where: `${where} ${id}`, what: "Counted by an ally that could stand in, where no fallback is named", actual: counts(id), limit: needed });
      } else {
        holds({ where: `${where} ${it.fallback}`, what: "The fallback is an ally that leads nothing of the leaf, and one is asked for.", holds: needed > 0 && facts.alliance.nationIndex.has(it.fallback) && !leading.has(it.fallback) });
        atMost({ where: `${where} ${it.fallback}`, what: "What a fallback must count, against what it counts", actual: needed, limit: counts(it.fallback), size: needed });
      }
      const lost = facts.years.map((year, t) => (year < it.firstYear ? 0 : lostOf(on, leaf, it.nation, t)));
      equal({ where, what: "Short besides without the lead, at the end", shown: it.lostQuantity, counted: lost[T - 1]!, size: Math.max(leaf.required[T - 1]!, 1) });
      equal({ where, what: "Share-years short besides without the lead", shown: it.lostYears, counted: lost.reduce((sum, part, t) => sum + (leaf.required[t]! > 0 ? part / leaf.required[t]! : 0), 0), size: 1 });
    }
  },
};

/** What a leaf lacks besides in a year without a nation. Unit: the leaf's. */
function lostOf(on: PlanRead, leaf: LeafRead, nation: string, t: number): number {
  const { facts, countable } = on;
  const supplies = facts.alliance.nations.map(({ id }) => ({ id, ...supplyOf({ ground: on, countable, nation: id, leaf, t }) }));
  const short = (without: string | undefined): number => Math.max(leaf.required[t]! - standOf({ ground: on, countable, leaf, t, supplies: supplies.filter((it) => it.id !== without) }).sum, 0);
  return short(nation) - short(undefined);
}

/** Cost for a nation to adopt a standard. Unit: M. */
export function adoptionCost(facts: Facts, standard: string): number {
  const fact = facts.alliance.facts.standard.find((it) => it.id === standard);
  const money = fact?.adoptionCost === undefined ? undefined : facts.alliance.money(fact.adoptionCost, fact.costUnit, fact.priceBase);
  return facts.pick(money ?? facts.alliance.valueOf(PLAN.adoptionCost));
}

/** Adoptions stated are shown, adoptions chosen come in time and cost what they cost. */
export const adoptionKept: PlanCheck = {
  code: "adoption",
  title: "Every adoption that is announced or begins within the plan is shown; others are chosen only with the lever of standards, sooner than without, not before the time that adopting takes, at the cost of the standard.",
  mend: "Correct the adoption or the cost of the standard if it is wrong, and make the plan again.",
  run: ({ plan, facts, standards, adoptedAnyway, isKnownYear, T }, { atMost, equal, holds }) => {
    const shown = new Map(plan.adoptions.map((it) => [`${it.nation} ${it.standard}`, it]));
    holds({ where: "adoptions", what: "Every adoption stands once.", holds: shown.size === plan.adoptions.length });
    const soonest = facts.firstYear + Math.max(Math.round(facts.value(PLAN.adoptionTime)), 1);
    for (const it of plan.adoptions) {
      const where = `${it.nation} ${it.standard}`;
      const { from, isAnnounced } = adoptedAnyway(it.nation, it.standard);
      holds({ where, what: "The nation is known, a leaf of the plan needs the standard, and the year lies in the plan.", holds: facts.alliance.nationIndex.has(it.nation) && standards.includes(it.standard) && isKnownYear(it.year) });
      equal({ where, what: "Cost of adopting", shown: it.cost, counted: it.origin === "plan" ? adoptionCost(facts, it.standard) : 0 });
      if (it.origin === "plan") {
        holds({ where, what: "Standards are aligned, and the adoption comes sooner than without.", holds: plan.levers.includes("standards") && it.year - facts.firstYear < from });
        atMost({ where, what: "Soonest year of adoption", actual: soonest, limit: it.year, size: 1 });
      } else {
        equal({ where, what: "Year of adoption", shown: it.year, counted: facts.firstYear + from, size: 1 });
        holds({ where, what: `It is ${it.origin}.`, holds: from < T && it.origin === (isAnnounced ? "planned" : "in-force") });
      }
    }
    for (const standard of standards) {
      for (const { id } of facts.alliance.nations) {
        const { from, isAnnounced } = adoptedAnyway(id, standard);
        if (from < T && (from > 0 || isAnnounced)) holds({ where: `${id} ${standard}`, what: "An adoption that is stated is shown.", holds: shown.has(`${id} ${standard}`) });
      }
    }
  },
};

/** The plan is of this alliance: years, currency, levers. */
export const planFrame: PlanCheck = {
  code: "frame",
  title: "The plan has the years, the currency and the price year of the data set, and its evidence; alone no lever is open.",
  mend: "Check the plan against the data set it was made from, or make it again.",
  run: ({ plan, facts }, { holds }) => {
    const { currency, priceYear } = facts.alliance.settings;
    holds({ where: "years", what: "The years are those of the data set.", holds: plan.years.length === facts.years.length && plan.years.every((year, t) => year === facts.years[t]) });
    holds({ where: "currency", what: "Currency and price year are those of the data set.", holds: plan.currency === currency && plan.priceYear === priceYear });
    holds({ where: "levers", what: "Levers are known, each once, and none alone.", holds: new Set(plan.levers).size === plan.levers.length && plan.levers.every((it) => LEVERS.includes(it)) && (plan.kind === "aligned" || plan.levers.length === 0) });
    holds({ where: "evidence", what: "The plan carries the decisions that no list shows.", holds: plan.evidence !== undefined });
    holds({ where: "verification", what: "The plan was found sound when it was made.", holds: plan.verification.faults.length === 0 });
  },
};
