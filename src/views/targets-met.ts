import { type NationReview, reviewNations, type TargetsMean, toldFrom } from "#engines/targets";
import { negotiationOf } from "./answers-view.ts";
import { viewWords } from "./in-language.ts";
import { plannedAtAll } from "./planned-at-all.ts";
import { type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** How far an ally meets its targets, on average: without the plan and with it, told by one rule wherever it is told. */
export interface TargetsMet {
  /** What is held and on order, as a share of its targets. Without a value: of too few of them it is known. */
  readonly ready: Shown;
  /** Targets that it rests on. */
  readonly readyKnown: number;
  /** From how many known targets on a mean is told. */
  readonly toldFrom: number;
  /** The same under the aligned plan. Absent: no plan yet. */
  readonly withPlan?: Shown;
  /** Targets that it rests on; more than without the plan, where what it adds is enough whatever is held. Absent: no plan yet. */
  readonly withPlanKnown?: number;
}

/** The review of every ally in a year, judged on the plan where there is one. */
export function reviewsOf(results: Results, year: number): readonly NationReview[] {
  const { alliance, assessment, comparison } = results;
  const planned = new Map(comparison?.aligned.contributions.filter((it) => it.year === year).map((it) => [`${it.nation}|${it.leaf}`, it.counted]) ?? []);
  const plannedLeaves = new Set(comparison?.aligned.contributions.map((it) => it.leaf) ?? []);
  return reviewNations({
    alliance,
    negotiation: negotiationOf(results),
    year,
    reach: (nation, leaf) => {
      const today = assessment.contribution(nation, leaf, alliance.settings.firstYear).ready?.base;
      const ordered = assessment.contribution(nation, leaf, year).ready?.base;
      // A nation without a row in a leaf that is planned counts nothing there; a leaf that is not planned says nothing.
      const plan = planned.get(`${nation}|${leaf}`) ?? (plannedLeaves.has(leaf) ? 0 : undefined);
      return { ...(today !== undefined && { today }), ...(ordered !== undefined && { ordered }), ...(plan !== undefined && { planned: plan }) };
    },
  });
}

/**
 * What an ally meets of its targets, as it is told. Unit: share.
 * @example targetsMet(results, review, 2030).ready.caution // → "over the 16 of 91 targets that are known"
 */
export function targetsMet(results: Results, { nation, ready, judged }: Pick<NationReview, "nation" | "ready" | "judged">, year: number): TargetsMet {
  const { comparison } = results;
  const told = (why: string, mean: TargetsMean): Shown => shown(results, why, "share", mean.mean, cautionOf(results, mean));
  const planned = comparison === undefined || plannedAtAll(comparison) ? judged : { known: 0, all: judged.all };
  return {
    ready: told(whyKey("targets-met", nation, year), ready),
    readyKnown: ready.known,
    toldFrom: toldFrom(results.alliance, ready.all),
    ...(comparison !== undefined && { withPlan: told(whyKey("review-met", nation, year), planned), withPlanKnown: planned.known }),
  };
}

/** On how many targets a mean rests, unless it rests on all of them. */
function cautionOf(results: Results, { mean, known, all }: TargetsMean): Partial<Shown> {
  const words = viewWords(results).targetsMet;
  return known >= all ? {} : { caution: mean === undefined ? words.tooFew(known, String(known), String(all), String(toldFrom(results.alliance, all))) : words.over(String(known), String(all)) };
}

/** The figures alone, of what carries more. */
export const metOf = ({ ready, readyKnown, toldFrom: from, withPlan, withPlanKnown }: TargetsMet): TargetsMet => ({ ready, readyKnown, toldFrom: from, ...(withPlan !== undefined && { withPlan }), ...(withPlanKnown !== undefined && { withPlanKnown }) });

/** What a mean is of, for its why. */
export const meanSaid = ({ mean, known, all }: TargetsMean): string =>
  mean === undefined ? `Too little is known for a mean: of ${known} of its ${all} targets it is known what is met.` : `The mean over the ${known} of its ${all} targets that are known, each at most 1, weighted by the priority of the capability.`;
