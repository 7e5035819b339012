import { type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** What is counted: capabilities with a requirement, as they stand or of an ambition, answers to targets, how targets, allies and programmes stand, what is bought together, what is stated of what the survey asks. */
export type Counted = "requirements" | "capabilities" | "ambition" | "answers" | "states" | "standings" | "allies" | "programmes" | "residuals" | "survey" | "buys";

interface About {
  readonly what: Counted;
  /** The year that it is counted for. `all`: whatever the year. */
  readonly when: number | "all";
  readonly unit: string;
  /** The one ally whose own are counted. Absent: those of all. */
  readonly nation?: string | undefined;
}

/**
 * A count as a page tells it, with the key that answers what is counted.
 * @example counted(results, { what: "programmes", when: "all", unit: "programmes" }, "late", 3).why // → "count/programmes/all/late"
 */
export const counted = (results: Results, { what, when, unit, nation }: About, which: string, count: number): Shown =>
  shown(results, whyKey("count", what, when, which, ...(nation === undefined ? [] : [nation])), unit, count);

/** A count that is a step of the answer to another figure. It rests on no record more than on another. */
export function countedStep(results: Results, why: string, { part, unit, count }: { readonly part: string; readonly unit: string; readonly count: number }): Shown {
  const { evidence: _evidence, ...rest } = shown(results, why, unit, count, { part });
  return rest;
}

/** Counts of a kind, each by its word. */
export const countedEach = <Which extends string>(results: Results, about: About, counts: Readonly<Record<Which, number>>): Readonly<Record<Which, Shown>> =>
  Object.fromEntries(Object.entries<number>(counts).map(([which, count]) => [which, counted(results, about, which, count)])) as Record<Which, Shown>;
