import { mayBeMet } from "#engines/assess";
import type { Evidence } from "#model";
import { weakestOf } from "./figure-evidence.ts";
import type { Results } from "./results.ts";

/** How far a coverage can be relied on. */
export interface CoverageBasis {
  /** The weakest evidence of any record that it was made from. Absent: of none. */
  readonly weakest?: Evidence;
  /** It is short by its base figure and its range reaches the whole requirement: it may be no shortfall. */
  readonly mayBeMet: boolean;
}

/**
 * What a capability's coverage rests on: what is required, what allies hold and order, and what one of it gives.
 * @example coverageBasis(results, "LAND-01", 2030) // → { weakest: "derived", mayBeMet: true }
 */
export function coverageBasis({ alliance, assessment }: Pick<Results, "alliance" | "assessment">, leaf: string, year: number): CoverageBasis {
  const { required, coverage, known } = assessment.standing(leaf, year);
  const facts = [...(required?.facts ?? []), ...(coverage === undefined ? [] : known.flatMap((it) => assessment.contribution(it, leaf, year).parts.flatMap((part) => part.facts)))];
  const weakest = weakestOf(alliance, facts);
  return { ...(weakest !== undefined && { weakest }), mayBeMet: mayBeMet(coverage) };
}
