import { type Alliance, nationWeights } from "#model";
import { ASSESS } from "./parameters.ts";
import type { Range } from "#quantities";
import { type Assessment, coverageByLevel, WEIGHTS } from "./assessment.ts";

/** A shortfall in the ranking of Priority Shortfall Areas. */
export interface Priority {
  readonly rank: number;
  readonly leaf: string;
  /** Σ over CAP levels of weight × share short, ÷ Σ weights: 0 met, 1 nothing there. Unit: share. */
  readonly score: Range;
  /** Its range reaches the whole requirement, so it may be no shortfall. */
  readonly mayBeMet: boolean;
  readonly trend?: number;
}

export const PRIORITY_RULE = "What is short by every figure of its range comes before what may be met. Of each, capabilities are ranked by the share of the requirement that is short: CAP level 1 is filled first, and each level counts with its own weight. Of equals the larger requirement that is met least comes first. Not ranked: what is counted under other capabilities already, what is better the less there is of it, and what too little is known of.";

/**
 * Whether enough of the alliance is known, by GDP, for a shortfall to be told from a gap in the figures (`assess.known-least`).
 * @example knowsEnough(alliance)(standing.known) // → false where one small ally of many has said what it holds
 */
export function knowsEnough(alliance: Alliance): (known: readonly string[]) => boolean {
  const least = alliance.valueOf(ASSESS.knownLeast).base;
  const weightOf = nationWeights(alliance);
  return (known) => known.reduce((sum, it) => sum + (weightOf[alliance.nationIndex.get(it) ?? -1] ?? 0), 0) >= least;
}

/**
 * Whether what is short by its base figure may be no shortfall: its range reaches the whole requirement.
 * @example mayBeMet({ low: 0.1, base: 0.6, high: 1.2 }) // → true
 */
export const mayBeMet = (coverage: Range | undefined): boolean => coverage !== undefined && coverage.base < 1 && coverage.high >= 1;

/** Ranks what is short in a year by the stated rule. Own rule. Only leaves that may be planned, with a requirement and enough of the alliance known. */
export function priorities(alliance: Alliance, assessment: Assessment, year: number): readonly Priority[] {
  const weights = WEIGHTS.map((it) => alliance.valueOf(it).base);
  const whole = weights.reduce((sum, it) => sum + it, 0);
  const isEnough = knowsEnough(alliance);
  const scoreOf = (available: number, levels: readonly number[]): number =>
    coverageByLevel(available, levels).reduce((sum, covered, index) => sum + (weights[index] ?? 0) * (1 - covered), 0) / whole;
  return assessment.leaves
    .filter((leaf) => leaf.planned !== false && leaf.better !== "less")
    .flatMap((leaf) => {
      const { required, available, coverage, known } = assessment.standing(leaf.id, year);
      if (required === undefined || available === undefined || !isEnough(known)) return [];
      const score = {
        low: scoreOf(available.high, required.byLevel.map((it) => it.low)),
        base: scoreOf(available.base, required.byLevel.map((it) => it.base)),
        high: scoreOf(available.low, required.byLevel.map((it) => it.high)),
      };
      const trend = assessment.trend(leaf.id);
      return score.base > 0 ? [{ leaf: leaf.id, score, mayBeMet: mayBeMet(coverage), ...(trend !== undefined && { trend }) }] : [];
    })
    .sort((a, b) => Number(a.mayBeMet) - Number(b.mayBeMet) || b.score.base - a.score.base || b.score.high - a.score.high || (a.leaf < b.leaf ? -1 : 1))
    .map((it, index) => ({ rank: index + 1, ...it }));
}
