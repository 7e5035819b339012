import { negotiationOf } from "./answers-view.ts";
import type { Results } from "./results.ts";

/** How the capabilities of the tree become the targets of a year and of all years: each number follows from those before it. */
export interface CountedTargets {
  readonly year: number;
  /** Capabilities of the tree. */
  readonly capabilities: number;
  /** Of these, those of which no requirement of the year is known. */
  readonly unstated: number;
  /** The others: those that the alliance states its needs of. */
  readonly required: number;
  /** Of these, those that are not asked of allies by themselves: counted under others, or such that less of them is better. */
  readonly notApportioned: number;
  /** The others: those that are shared out among allies in the year. */
  readonly apportioned: number;
  /** Allies, and so the pairs of an ally and such a capability. */
  readonly nations: number;
  readonly pairs: number;
  /** Of these, those of which nothing is asked in the year. */
  readonly notAsked: number;
  /** The others: targets of the year. */
  readonly inYear: number;
  /** Of these, those declined whole, so that nothing stands of them; and what is left: the targets beside which Implementation sets programmes. */
  readonly declined: number;
  readonly standing: number;
  /** Targets of other years of the plan alone. */
  readonly otherYears: number;
  /** Of the targets of the year, those that are none but for what others declined: they need no answer. */
  readonly takenUp: number;
  /** Targets of the years of the plan, each to be answered once: `inYear` + `otherYears` − `takenUp`. */
  readonly inYears: number;
}

/**
 * Counts from the capabilities of the tree to the targets, of what the reader may see.
 * @example countedTargets(results, 2030) // → { capabilities: 120, unstated: 11, required: 109, …, inYear: 2284, declined: 0, standing: 2284, otherYears: 7, takenUp: 0, inYears: 2291 }
 */
export function countedTargets(results: Results, year: number): CountedTargets {
  const { alliance, assessment, targets } = results;
  const { leaves } = negotiationOf(results).proposed;
  const pairsOf = (of: typeof leaves): ReadonlySet<string> => new Set(of.flatMap((it) => it.nations.flatMap((row) => (row.target > 0 ? [`${row.nation}|${it.leaf}`] : []))));
  const ofYear = (of: typeof leaves): typeof leaves => of.filter((it) => it.year === year);
  const asked = pairsOf(leaves);
  const stands = pairsOf(ofYear(targets.leaves));
  const inYear = new Set([...pairsOf(ofYear(leaves)), ...stands]);
  const required = assessment.leaves.filter((it) => assessment.standing(it.id, year).required !== undefined).length;
  const apportioned = ofYear(leaves).length;
  const pairs = apportioned * alliance.nations.length;
  return {
    year,
    capabilities: assessment.leaves.length,
    unstated: assessment.leaves.length - required,
    required,
    notApportioned: required - apportioned,
    apportioned,
    nations: alliance.nations.length,
    pairs,
    notAsked: pairs - inYear.size,
    inYear: inYear.size,
    declined: inYear.size - stands.size,
    standing: stands.size,
    otherYears: [...asked].filter((it) => !inYear.has(it)).length,
    takenUp: [...inYear].filter((it) => !asked.has(it)).length,
    inYears: asked.size,
  };
}
