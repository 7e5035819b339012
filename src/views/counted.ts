import { viewWords } from "./in-language.ts";
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
export function counted(results: Results, { what, when, unit, nation }: About, which: string, count: number): Shown {
  const why = whyKey("count", what, when, which, ...(nation === undefined ? [] : [nation]));
  return isOutOfSight(results, what, which) ? shown(results, why, unit, undefined, { caution: viewWords(results).noneInSight }) : shown(results, why, unit, count);
}

/** Counts that go by the answers or by the programmes that are stated. */
const BY_RECORDS: Readonly<Record<"answer" | "programme", ReadonlySet<string>>> = {
  answer: new Set(["answers/accept", "answers/reserve", "answers/decline", "answers/none", "residuals/grown"]),
  programme: new Set(["buys/meeting", "buys/under way", "buys/undated", ...["missing", "partly", "announced", "on order"].map((it) => `states/${it}`), ...["late", "at risk", "on time", "undated", "delivered", "cancelled"].map((it) => `programmes/${it}`)]),
};

/** Whether a count goes by records of which labels may hide some and none is in sight: then it is unknown how many there are. */
export const isOutOfSight = (results: Pick<Results, "seen" | "alliance">, what: string, which: string): boolean =>
  (["answer", "programme"] as const).some((kind) => BY_RECORDS[kind].has(`${what}/${which}`) && isBlindTo(results, kind));

/** Whether a reader from whom labels may keep something sees no record of a kind. */
export const isBlindTo = ({ seen, alliance }: Pick<Results, "seen" | "alliance">, kind: "answer" | "programme"): boolean => seen !== undefined && alliance.facts[kind].length === 0;

/** A count that is a step of the answer to another figure. It rests on no record more than on another. */
export function countedStep(results: Results, why: string, { part, unit, count }: { readonly part: string; readonly unit: string; /** Absent: unknown. */ readonly count: number | undefined }): Shown {
  const { evidence: _evidence, ...rest } = shown(results, why, unit, count, { part });
  return rest;
}

/** Counts of a kind, each by its word. */
export const countedEach = <Which extends string>(results: Results, about: About, counts: Readonly<Record<Which, number>>): Readonly<Record<Which, Shown>> =>
  Object.fromEntries(Object.entries<number>(counts).map(([which, count]) => [which, counted(results, about, which, count)])) as Record<Which, Shown>;
