import { type Alliance, EVIDENCE, type Evidence } from "#model";
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
  const ranks = rankOfFact(alliance);
  const weakest = EVIDENCE[facts.reduce((most, it) => Math.max(most, ranks.get(it) ?? -1), -1)];
  return { ...(weakest !== undefined && { weakest }), mayBeMet: coverage !== undefined && coverage.base < 1 && coverage.high >= 1 };
}

const ranked = new WeakMap<Alliance, ReadonlyMap<string, number>>();

/** Place of each fact's evidence, the most certain 0. */
function rankOfFact(alliance: Alliance): ReadonlyMap<string, number> {
  const before = ranked.get(alliance);
  if (before !== undefined) return before;
  const made = new Map<string, number>();
  for (const kind of ["requirement", "holding", "stock", "programme", "yield"] as const) for (const it of alliance.facts[kind]) made.set(`${kind}:${it.id}`, EVIDENCE.indexOf(it.evidence));
  ranked.set(alliance, made);
  return made;
}
