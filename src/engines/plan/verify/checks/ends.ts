import type { BriefPlan, Figures, Price } from "../../plan.ts";
import { type BriefRead, checkBrief, type Held, readBrief } from "../brief.ts";
import type { ComparisonCheck, ComparisonRead, Recorder } from "../check.ts";
import type { Ground } from "../plan-read.ts";
import { type Cap, capAlone, delayBetween, tallyOf } from "../tally.ts";

// A cost as the solver reports it, beside the cost counted of the published decisions. Unit: share.
const COST_TOLERANCE = 1e-4;

interface Told {
  readonly where: string;
  readonly brief: BriefPlan;
  readonly cap?: Cap | undefined;
  readonly held?: Held;
  /** Overruns of the plan alone are forced by promises: none is held to a budget. */
  readonly isAlone?: boolean;
}

/** Reads a plan that is not shown in full and holds it to the records. */
const reader = ({ ground, overrun, record }: { readonly ground: Ground; readonly overrun: (nation: string, t: number) => number; readonly record: Recorder }) => ({ where, brief, cap, held = "planned", isAlone = false }: Told): BriefRead => {
  const it = readBrief(ground, brief, cap);
  checkBrief({ where, it, held, overrun: isAlone || held === "rationed" ? undefined : overrun, record });
  return it;
};

const overrunOf = ({ alone }: ComparisonRead): ((nation: string, t: number) => number) => {
  const rows = new Map(alone.facts.alliance.nations.map(({ id }) => [id, new Float64Array(alone.T)]));
  for (const it of alone.plan.spend) rows.get(it.nation)?.set([it.overrun], Math.min(Math.max(it.year - alone.facts.firstYear, 0), alone.T - 1));
  return (nation, t) => rows.get(nation)?.[t] ?? 0;
};

/** The ends of the ranges of the price, from the plans behind them. */
export const priceEnds: ComparisonCheck = {
  code: "ends",
  title: "Every end of the ranges of the price follows from plans that are given by their decisions: these keep to promises, lead times, lines, room, items, budgets and loads, and come to what is counted of them; with choices made within the model so does the plan with choices by rule.",
  mend: "Make the plan again: an end of a range, or the plan behind it, was changed after the plan was made.",
  run: (on, record) => {
    const { equal, holds } = record;
    const { alone, aligned, ends, price, bracket, byRule, combos } = on.comparison;
    const read = reader({ ground: on.alone, overrun: overrunOf(on), record });
    const cap = capAlone(on.alone);
    const open = on.comparison.levers.map((it) => it.lever);
    const areOpen = (where: string, brief: BriefPlan, most: readonly string[]): void => holds({ where, what: "Only open levers are used.", holds: new Set(brief.levers).size === brief.levers.length && brief.levers.every((it) => most.includes(it)) });
    const main = tallyOf(on.aligned, on.aligned).covered;
    const own = { years: alone.shortfallYears, weighted: alone.shortfallWeighted, delay: delayBetween(tallyOf(on.alone, on.alone).covered, main) };
    const best = ends.optimistic === undefined ? undefined : read({ where: "optimistic", brief: ends.optimistic, cap });
    const worst = read({ where: "pessimistic", brief: ends.pessimistic, held: "rationed" });
    const cheapest = ends.cheapest === undefined ? undefined : read({ where: "cheapest of the optimistic", brief: ends.cheapest });
    areOpen("optimistic", ends.optimistic ?? ends.pessimistic, []);
    areOpen("pessimistic", ends.pessimistic, []);
    if (ends.cheapest !== undefined) areOpen("cheapest of the optimistic", ends.cheapest, open);
    holds({ where: "cheapest of the optimistic", what: "Only where allies could do better alone is there a plan of that coverage.", holds: best !== undefined || cheapest === undefined });
    equal({ where: "bracket", what: "Optimistic", shown: bracket.optimistic, counted: Math.min(best?.tally.years ?? own.years, own.years), size: Math.max(own.years, 1) });
    equal({ where: "bracket", what: "Pessimistic", shown: bracket.pessimistic, counted: Math.max(worst.tally.years, own.years), size: Math.max(own.years, 1) });
    const ranges: readonly (readonly [where: string, shown: Price["shortfallWeighted"], low: number, high: number])[] = [
      ["weighted shortfall", price.shortfallWeighted, Math.min(best?.tally.weighted ?? own.weighted, own.weighted) - aligned.shortfallWeighted, Math.max(worst.tally.weighted, own.weighted) - aligned.shortfallWeighted],
      ["delay", price.delayYears, Math.min(best === undefined ? own.delay : delayBetween(best.tally.covered, main), own.delay), Math.max(delayBetween(worst.tally.covered, main), own.delay)],
    ];
    for (const [where, shown, low, high] of ranges) {
      const size = where === "delay" ? 1 : Math.max(alone.shortfallWeighted, 1);
      equal({ where, what: "At least", shown: shown.low, counted: low, size });
      equal({ where, what: "At most", shown: shown.high, counted: high, size });
    }
    const saved = Math.max(alone.cost - (combos.at(-1)?.costAtEqualCoverage ?? alone.cost), 0);
    const savedBest = best === undefined || cheapest === undefined ? saved : Math.max(best.cost - cheapest.cost, 0);
    equal({ where: "money", what: "Saved at least", shown: price.money.low, counted: Math.min(savedBest, saved), size: alone.cost, within: COST_TOLERANCE });
    equal({ where: "money", what: "Saved at most", shown: price.money.high, counted: Math.max(savedBest, saved), size: alone.cost, within: COST_TOLERANCE });
    if (byRule !== undefined) {
      read({ where: "by rule", brief: byRule });
      areOpen("by rule", byRule, open);
    }
  },
};

/** What combinations of levers reach, from their plans. */
export const comboPlans: ComparisonCheck = {
  code: "reach",
  title: "What a combination of levers reaches follows from plans that are given by their decisions, or from a set within it that reaches as much; its gaps are no more than the proofs for all levers leave.",
  mend: "Make the plan again: a combination, or a plan behind it, was changed after the plan was made.",
  run: (on, record) => {
    const { atMost, equal, holds } = record;
    const { alone, aligned, cheapest, combos } = on.comparison;
    const read = reader({ ground: on.alone, overrun: overrunOf(on), record });
    const cap = capAlone(on.alone);
    const keyOf = (levers: readonly string[]): string => [...levers].sort().join("+");
    const sets = new Map(combos.map((it) => [keyOf(it.levers), it]));
    const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= COPIED * Math.max(Math.abs(b), 1);
    const proves = (plan: typeof aligned | undefined, name: string): number | undefined => (plan?.levers.includes("roles") === true ? plan.stages.find((it) => it.name === name)?.certificate?.proves : undefined);
    const [leastShort, leastCost] = [proves(aligned, "shortfall"), proves(cheapest, "cost")];
    for (const it of combos) {
      const where = keyOf(it.levers) || "no lever";
      const within = it.levers.flatMap((lever) => sets.get(keyOf(it.levers.filter((other) => other !== lever))) ?? []);
      const ofSet = (brief: BriefPlan): boolean => keyOf(brief.levers) === keyOf(it.levers);
      if (it.levers.length === 0) {
        holds({ where, what: "No lever is alone itself, which is shown in full.", holds: it.plan === undefined && it.cheapest === undefined });
        continue;
      }
      const hasRoles = it.levers.includes("roles");
      if (it.plan === undefined) holds({ where, what: "Without a plan of its own a set reaches what one within it reaches.", holds: within.some((less) => isSame(it.shortfallWeighted, less.shortfallWeighted) && isSame(it.shortfallYears, less.shortfallYears)) });
      else {
        const { tally } = read({ where: `${where}, shortfall`, brief: it.plan, cap: hasRoles ? undefined : cap });
        holds({ where, what: "The plan has the levers of its set.", holds: ofSet(it.plan) });
        equal({ where, what: "Shortfall-years", shown: it.shortfallYears, counted: tally.years, size: Math.max(tally.years, 1) });
        equal({ where, what: "Weighted shortfall", shown: it.shortfallWeighted, counted: tally.weighted, size: Math.max(tally.weighted, 1) });
        if (hasRoles && leastShort !== undefined) atMost({ where, what: "Gap of the shortfall against what is proved of all levers", actual: it.gapShortfall, limit: Math.max((it.shortfallWeighted - leastShort) / Math.max(it.shortfallWeighted, 1e-9), 0), size: 1 });
      }
      if (it.cheapest !== undefined) {
        const { cost } = read({ where: `${where}, cost`, brief: it.cheapest, cap: hasRoles ? undefined : cap });
        holds({ where, what: "The cheapest plan has the levers of its set.", holds: ofSet(it.cheapest) });
        equal({ where, what: "Cost at equal coverage", shown: it.costAtEqualCoverage, counted: cost, size: Math.max(cost, alone.cost, 1), within: COST_TOLERANCE });
        if (hasRoles && leastCost !== undefined) atMost({ where, what: "Gap of the cost against what is proved of all levers", actual: it.gapCost, limit: Math.max((it.costAtEqualCoverage - leastCost) / Math.max(it.costAtEqualCoverage, 1e-9), 0), size: 1 });
      } else if (cheapest !== undefined && keyOf(cheapest.levers) === keyOf(it.levers)) equal({ where, what: "Cost at equal coverage", shown: it.costAtEqualCoverage, counted: cheapest.cost, size: Math.max(cheapest.cost, alone.cost, 1), within: COST_TOLERANCE });
      else holds({ where, what: "Without a cheapest plan of its own a set costs what one within it costs.", holds: within.some((less) => isSame(it.costAtEqualCoverage, less.costAtEqualCoverage)) });
    }
  },
};

// What a set takes from another is copied. Unit: share.
const COPIED = 1e-9;

/** The price at easy and at hard figures, from the plans behind it. */
export const figuresEnds: ComparisonCheck = {
  code: "figures",
  title: "The price at easy and at hard figures follows from plans that are given by their decisions, counted at these figures.",
  mend: "Make the plan again: the price at other figures, or a plan behind it, was changed after the plan was made.",
  run: (on, record) => {
    const { equal, holds } = record;
    const { dataRange, levers } = on.comparison;
    if (dataRange === undefined) return;
    const wanted: readonly Figures[] = ["easy", "hard"];
    holds({ where: "figures", what: "Both ends of the figures stand once.", holds: dataRange.length === wanted.length && dataRange.every((it, at) => it.figures === wanted[at]) });
    for (const it of dataRange) {
      const ground = on.at(it.figures);
      const { market } = ground;
      const where = it.figures;
      const bare = reader({ ground, overrun: () => 0, record });
      const alone = bare({ where: `${where} alone`, brief: it.alone, isAlone: true });
      const overrun = (nation: string, t: number): number => Math.max((alone.spent.get(nation)?.[t] ?? 0) - market.budget(nation, t), 0);
      const read = reader({ ground, overrun, record });
      const aligned = read({ where: `${where} aligned`, brief: it.aligned, cap: it.aligned.levers.includes("roles") ? undefined : capAlone(alone.read) });
      const cheapest = it.cheapest === undefined ? undefined : read({ where: `${where} cheapest`, brief: it.cheapest });
      holds({ where, what: "Alone no lever is open, aligned all that are.", holds: it.alone.levers.length === 0 && [it.aligned, ...(it.cheapest === undefined ? [] : [it.cheapest])].every((brief) => brief.levers.join() === levers.map((lever) => lever.lever).join()) });
      const size = Math.max(alone.tally.years, 1);
      equal({ where, what: "Shortfall-years alone", shown: it.shortfallYearsAlone, counted: alone.tally.years, size });
      const counted = aligned.tally.weighted <= alone.tally.weighted ? aligned : alone;
      equal({ where, what: "Shortfall-years aligned", shown: it.shortfallYearsAligned, counted: counted.tally.years, size });
      if (cheapest === undefined) holds({ where, what: "Without a plan of equal coverage no money is shown.", holds: it.money === undefined });
      else equal({ where, what: "Money", shown: it.money ?? Number.NaN, counted: Math.max(alone.cost - cheapest.cost, 0), size: Math.max(alone.cost, 1), within: COST_TOLERANCE });
    }
  },
};
