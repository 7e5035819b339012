import { duplicationOf, leadRanking, priorities, withoutEach } from "#engines/assess";
import type { Plan } from "#engines/plan";
import { fairnessOf } from "#engines/targets";
import { atLeast, requiredAtLeast, shareAtLeast } from "./at-least.ts";
import { confidenceView } from "./confidence-view.ts";
import { actionRows, headlineView, openIn } from "./home-view.ts";
import { repairText } from "./repair-text.ts";
import { leafName, markingOf, type Results, shown, shownMoney } from "./results.ts";
import { whyKey } from "./why-key.ts";

const about = (results: Results) => ({
  dataset: results.alliance.settings.name,
  alliance: results.alliance.settings.alliance,
  marking: markingOf(results.alliance),
  asOf: results.alliance.settings.asOf,
  path: results.path,
  runKey: results.runKey,
  currency: results.alliance.settings.currency,
  priceYear: results.alliance.settings.priceYear,
});

/** Everything `concord assess --json` prints: coverage by leaf and year, priorities, leads, fragmentation, N-1. */
export function assessReport(results: Results, year: number) {
  const { alliance, assessment } = results;
  const leaves = assessment.leaves.map((leaf) => {
    const ranking = leadRanking(alliance, assessment, leaf.id, year);
    const duplication = duplicationOf(alliance, assessment, leaf.id, year);
    return {
      leaf: leaf.id,
      name: leaf.nameEn,
      unit: leaf.unit,
      domain: leaf.domain,
      character: leaf.character,
      planned: leaf.planned !== false,
      years: alliance.years.map((at) => {
        const it = assessment.standing(leaf.id, at);
        return {
          year: at,
          required: shown(results, whyKey("required", leaf.id, at), leaf.unit ?? "", it.required?.total, requiredAtLeast(results)),
          requiredByLevel: it.required?.byLevel,
          available: shown(results, whyKey("available", leaf.id, at), leaf.unit ?? "", it.available, atLeast(results, it.available, { unknown: it.unknown.length })),
          coverage: shown(results, whyKey("coverage", leaf.id, at), "share", it.coverage, shareAtLeast(results, it.coverage, { unknown: it.unknown.length })),
          coverageByLevel: it.coverageByLevel,
          shortfall: it.shortfall,
          surplus: it.surplus,
          unknownNations: it.unknown,
        };
      }),
      trend: shown(results, whyKey("trend", leaf.id), "share a year", assessment.trend(leaf.id)),
      withoutNation: withoutEach(assessment, leaf.id, year).map((it) => ({ ...it, why: whyKey("n-1", leaf.id, year, it.nation) })),
      leads: ranking.candidates.slice(0, 3).map((it, index) => ({ choice: index + 1, nation: it.nation, score: it.score, parts: it.parts.map((part) => ({ name: part.name, weight: part.weight, value: part.value })), why: whyKey("lead", leaf.id, year, it.nation) })),
      niche: ranking.candidates.filter((it) => it.niche).map((it) => it.nation),
      leadIsClear: ranking.clear,
      stranding: ranking.stranding,
      duplication: { types: duplication.types, families: duplication.families, effective: duplication.effective, surplus: duplication.surplus, useful: duplication.useful, wasteful: duplication.wasteful, why: whyKey("duplication", leaf.id, year) },
    };
  });
  return {
    ...about(results),
    year,
    priorities: priorities(alliance, assessment, year).map((it) => ({ ...it, name: leafName(alliance, it.leaf), why: whyKey("priority", it.leaf, year) })),
    leaves,
    confidence: confidenceView(results),
  };
}

/** Everything `concord targets --json` prints. */
export function targetsReport(results: Results, year: number) {
  const { alliance, targets } = results;
  return {
    ...about(results),
    year,
    keys: targets.keys,
    leaves: targets.leaves
      .filter((it) => it.year === year)
      .map((it) => ({ ...it, name: leafName(alliance, it.leaf), residualWhy: whyKey("residual", it.leaf, year), nations: it.nations.map((row) => ({ ...row, why: whyKey("target", it.leaf, year, row.nation) })) })),
    fairness: fairnessOf(alliance, targets, year),
  };
}

/** Stages without the seconds they took, so that equal runs print equal bytes. */
const stagesOf = (plan: Plan) => plan.stages.map((it) => ({ name: it.name, unit: it.unit, value: it.value, bound: it.bound, gap: it.gap }));

/** Everything `concord plan --json` prints. Absent before the plan is made. */
export function planReport(results: Results) {
  const { alliance, comparison } = results;
  if (comparison === undefined) return undefined;
  const { alone, aligned } = comparison;
  const aloneOf = new Map(alone.shortfalls.map((it) => [`${it.leaf}|${it.year}`, it]));
  return {
    ...about(results),
    headline: headlineView(results, comparison),
    price: comparison.price,
    levers: comparison.levers,
    combos: comparison.combos.map(({ levers, shortfallWeighted, shortfallYears, costAtEqualCoverage, gapShortfall, gapCost }) => ({ levers, shortfallWeighted, shortfallYears, costAtEqualCoverage, gapShortfall, gapCost })),
    interactions: comparison.interactions,
    breakEven: comparison.breakEven,
    bracket: comparison.bracket,
    dataRange: comparison.dataRange?.map(({ figures, shortfallYearsAlone, shortfallYearsAligned, gain, money }) => ({ figures, shortfallYearsAlone, shortfallYearsAligned, gain, ...(money !== undefined && { money }) })),
    capabilities: aligned.shortfalls.map((it) => ({
      leaf: it.leaf,
      name: leafName(alliance, it.leaf),
      unit: alliance.capabilityById.get(it.leaf)?.unit,
      year: it.year,
      required: it.required,
      available: it.available,
      planned: it.planned,
      plannedAlone: aloneOf.get(`${it.leaf}|${it.year}`)?.planned,
      why: whyKey("planned", it.leaf, it.year),
    })),
    nations: alliance.nations.map((nation) => {
      const outcome = comparison.perNation.find((it) => it.nation === nation.id);
      return {
        nation: nation.id,
        name: nation.nameEn,
        outcome: outcome && { ...outcome, repair: repairText(outcome, alliance.settings.currency) },
        gain: shownMoney(results, whyKey("gain", nation.id), outcome?.gain),
        actions: comparison.actions.filter((it) => it.nation === nation.id),
        spend: aligned.spend.filter((it) => it.nation === nation.id),
      };
    }),
    open: aligned.years.map((year) => ({ year, alone: openIn(alone, year), aligned: openIn(aligned, year) })),
    modes: aligned.modes,
    agreements: aligned.agreements,
    leads: aligned.leads.map((it) => ({ ...it, why: whyKey("fallback", it.leaf, it.nation) })),
    adoptions: aligned.adoptions,
    orders: { alone: alone.orders, aligned: aligned.orders },
    stages: { alone: stagesOf(alone), aligned: stagesOf(aligned) },
    verification: { alone: alone.verification, aligned: aligned.verification },
    notPlanned: aligned.notPlanned,
    topActions: actionRows(results, 20),
    confidence: confidenceView(results),
    limits: comparison.limits,
  };
}
