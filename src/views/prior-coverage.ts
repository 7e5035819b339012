import { type PriorVerdict, verdictOver } from "#engines/history";
import type { Range } from "#quantities";
import { isLowEnd } from "./at-least.ts";
import type { Results } from "./results.ts";

/** What a capability's coverage becomes where what allies hold counts for the share of commitments that are honoured. */
export interface PriorCoverage {
  readonly leaf: string;
  readonly name: string;
  /** Required and held, in the capability's unit. */
  readonly required: number;
  readonly held: number;
  readonly unit: string;
  /** Share of the requirement that is held, and what is expected to come of it at the ends and the base of the prior. */
  readonly coverage: number;
  readonly expected: Range;
  /** Allies of whom nothing is known. */
  readonly unknownCount: number;
  /** Coverage is at least this: such allies leave it a bound, since it is the low end of its range. */
  readonly isAtLeast: boolean;
  /** Of the conclusion that the requirement is covered. */
  readonly verdict: PriorVerdict;
}

/**
 * Capabilities that a plan calls covered, each held against a chance that a commitment is honoured when it is invoked: every ally comes
 * with that chance, so what is expected to come is that share of what is held. A conclusion that flips within the range is not decided
 * by history. Capabilities that are not covered with every ally there, or of which too little is known, are left out.
 * @example priorCoverage(results, { low: 0.14, base: 0.4, high: 0.68 }, 2030)[0]?.verdict // → "history does not decide this"
 */
export function priorCoverage({ alliance, assessment }: Pick<Results, "alliance" | "assessment">, honoured: Range, year: number): readonly PriorCoverage[] {
  return alliance.leaves.flatMap((leaf): readonly PriorCoverage[] => {
    const standing = assessment.standing(leaf.id, year);
    const [required, held] = [standing.required?.total.base, standing.available?.base];
    if (required === undefined || held === undefined || !(required > 0) || held < required) return [];
    const at = (share: number): number => (share * held) / required;
    const expected = { low: at(honoured.low), base: at(honoured.base), high: at(honoured.high) };
    return [{ leaf: leaf.id, name: leaf.nameEn, required, held, unit: leaf.unit ?? "", coverage: held / required, expected, unknownCount: standing.unknown.length, isAtLeast: standing.unknown.length > 0 && standing.coverage !== undefined && isLowEnd(standing.coverage), verdict: verdictOver(honoured, (share) => at(share) >= 1) }];
  }).toSorted((a, b) => b.coverage - a.coverage || (a.leaf < b.leaf ? -1 : 1));
}
