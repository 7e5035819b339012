import type { Alliance } from "#model";
import { type Assessment, coverageRange } from "./assessment.ts";
import { type Families, familiesAmong } from "./fragmentation.ts";
import type { Range } from "#quantities";

/** Coverage of a leaf when one ally withholds everything. Unit: share. */
export interface WithoutNation {
  readonly nation: string;
  readonly coverage: Range;
  /** Coverage lost, base figures. Unit: share of the requirement. */
  readonly loss: number;
}

/** N-1: for every known contributor, what is left without it; the worst loss first. Empty: coverage unknown. */
export function withoutEach(assessment: Assessment, leaf: string, year: number): readonly WithoutNation[] {
  const { required, available, coverage, known } = assessment.standing(leaf, year);
  if (required === undefined || available === undefined || coverage === undefined) return [];
  return known
    .map((nation) => {
      const ready = assessment.contribution(nation, leaf, year).ready ?? { low: 0, base: 0, high: 0 };
      const left = { low: available.low - ready.low, base: available.base - ready.base, high: available.high - ready.high };
      const without = coverageRange(left, required.total) ?? coverage;
      return { nation, coverage: without, loss: Math.min(coverage.base, 1) - Math.min(without.base, 1) };
    })
    .sort((a, b) => b.loss - a.loss || (a.nation < b.nation ? -1 : 1));
}

/** How many types share a job, and how much of what is beyond the need is waste. */
export interface Duplication extends Families {
  readonly leaf: string;
  /** Ready beyond the requirement. Unit: the leaf's. */
  readonly surplus?: number;
  /** Part of it that covers the loss of the largest contributor: the worst case. */
  readonly useful?: number;
  /** The rest. */
  readonly wasteful?: number;
  /** What the surplus saves on average when one contributor, any alike, withholds everything. Unit: the leaf's. */
  readonly credit?: number;
}

/**
 * Fragmentation and duplication of a leaf in a year (C12): effective number 1/Σs² of families by known items; what is
 * beyond the requirement is useful up to what the loss of the largest contributor would open, and wasteful beyond. The
 * redundancy credit is the drop in expected loss under the loss of one contributor at random, against the same
 * contributions scaled down to just the requirement. Types that nobody reported are not counted.
 */
export function duplicationOf(alliance: Alliance, assessment: Assessment, leaf: string, year: number): Duplication {
  const it = familiesAmong(alliance, new Set(assessment.systemsOf(leaf)));
  const { surplus, required, known } = assessment.standing(leaf, year);
  if (surplus === undefined || required === undefined) return { leaf, ...it };
  const given = known.map((nation) => assessment.contribution(nation, leaf, year).ready?.base ?? 0).filter((ready) => ready > 0);
  const useful = Math.min(surplus.base, given.reduce((most, ready) => Math.max(most, ready), 0));
  return { leaf, ...it, surplus: surplus.base, useful, wasteful: surplus.base - useful, credit: redundancyCredit(given, required.total.base) };
}

/**
 * Mean over contributors of what the alliance would lose of the requirement with contributions scaled to just meet it,
 * less what it loses as it is. Source: C12, the drop in loss under random attack; the scaling is ours.
 * @example redundancyCredit([6, 6], 6) // → 3, the half that either would leave open without the surplus
 */
export function redundancyCredit(given: readonly number[], required: number): number {
  const all = given.reduce((sum, it) => sum + it, 0);
  if (all <= required || all <= 0) return 0;
  const saved = given.reduce((sum, it) => sum + (it * required) / all - Math.max(it - (all - required), 0), 0);
  return saved / given.length;
}
