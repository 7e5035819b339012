import { type Comparison, moneyTold } from "#engines/plan";
import type { Alliance } from "#model";
import type { Parameter } from "#quantities";
import { type Conclusion, conclusionsOf, type Endurance, enduranceOf, type Trial } from "#views";
import type { Choices } from "./main-job.ts";

/** One other set of assumptions under which the plan is made again. */
export interface Assumption {
  readonly id: string;
  readonly end: Trial["end"];
  readonly words: string;
  readonly choices: Choices;
  /** Who says so, where a parameter was moved. */
  readonly source?: string;
}

/** Judgements about acting together, set at the end that speaks against it (and for it, the other end). */
const AGAINST: Readonly<Record<string, "low" | "high">> = {
  "plan.coordination-cost": "high",
  "plan.set-up-cost": "high",
  "plan.joint-slip": "high",
  "plan.work-share-cost": "high",
  "plan.learning-slope": "high",
  "plan.learning-floor": "high",
  "plan.stranding-insurance": "high",
  "plan.move": "low",
  "plan.lead-load": "low",
  "plan.minimum-lot": "high",
  "plan.adoption-cost": "high",
};

/**
 * Every assumption that has a range, moved to each of its ends in turn, the others as they are; every other budget path; and
 * all judgements about acting together at the end that speaks against it, then at the end that speaks for it.
 * @example assumptionsOf(alliance, parameters, {}).map((it) => `${it.id} ${it.end}`)
 */
export function assumptionsOf(alliance: Alliance, parameters: readonly Parameter[], choices: Choices): readonly Assumption[] {
  const ranged = parameters.map((it) => ({ parameter: it, range: alliance.valueOf(it) })).filter(({ range, parameter }) => range.low < range.high && choices.parameters?.[parameter.id] === undefined);
  const ends = ["low", "high"] as const;
  const one = ranged.flatMap(({ parameter, range }) =>
    ends
      .filter((end) => range[end] !== range.base)
      .map((end): Assumption => ({ id: parameter.id, end, words: `${parameter.id} = ${range[end]} ${parameter.unit}, not ${range.base}`, choices: { ...choices, parameters: { ...choices.parameters, [parameter.id]: range[end] } }, source: parameter.source })),
  );
  const path = choices.path ?? alliance.settings.budgetPath;
  const paths = [...new Set(alliance.facts.budget.map((it) => it.path))].filter((it) => it !== path).map((it): Assumption => ({ id: `path ${it}`, end: "other", words: `budget path ${it}, not ${path}`, choices: { ...choices, path: it } }));
  const together = (words: string, endOf: (end: "low" | "high") => "low" | "high"): Assumption => ({
    id: words,
    end: "other",
    words,
    choices: { ...choices, parameters: { ...choices.parameters, ...Object.fromEntries(ranged.flatMap(({ parameter, range }) => { const end = AGAINST[parameter.id]; return end === undefined ? [] : [[parameter.id, range[endOf(end)]]]; })) } },
  });
  return [...paths, together("everything against acting together", (it) => it), together("everything for acting together", (it) => (it === "low" ? "high" : "low")), ...one];
}

/** The result of trying every conclusion under every assumption. */
export interface Sensitivity {
  readonly conclusions: readonly Endurance[];
  readonly runs: readonly { readonly id: string; readonly end: Trial["end"]; readonly words: string; readonly source?: string; readonly shortfallYearsSaved: number; /** As it is told: none below the slack. Unit: M. */ readonly money: number; readonly shortfallYearsAligned: number; readonly flips: readonly string[] }[];
  /** Assumptions under which no plan could be made, with the reason. */
  readonly failed: readonly { readonly words: string; readonly reason: string }[];
}

export interface SensitivityAsk {
  readonly alliance: Alliance;
  readonly base: Comparison;
  readonly assumptions: readonly Assumption[];
  /** Makes the comparison for some choices, or reads it where it is stored. */
  readonly compare: (choices: Choices) => Promise<Comparison>;
  readonly onDone?: (done: number, of: number, words: string) => void;
}

/** Makes the plan again under each assumption and tries every conclusion of the base on it. @throws as `compare` does when it is stopped. */
export async function sensitivityOf({ alliance, base, assumptions, compare, onDone }: SensitivityAsk): Promise<Sensitivity> {
  const conclusions = conclusionsOf(alliance, base);
  const trials = new Map<Conclusion, Trial[]>(conclusions.map((it) => [it, []]));
  const runs: Sensitivity["runs"][number][] = [];
  const failed: { readonly words: string; readonly reason: string }[] = [];
  for (const [at, it] of assumptions.entries()) {
    onDone?.(at, assumptions.length, it.words);
    let made: Comparison;
    try {
      made = await compare(it.choices);
    } catch (cause) {
      if (cause instanceof Error && cause.name === "StoppedError") throw cause;
      failed.push({ words: it.words, reason: cause instanceof Error ? cause.message : String(cause) });
      continue;
    }
    const flips: string[] = [];
    for (const [conclusion, list] of trials) {
      const value = conclusion.of(made);
      const holds = conclusion.holds(value);
      list.push({ assumption: it.words, id: it.id, end: it.end, value, holds });
      if (!holds) flips.push(conclusion.id);
    }
    runs.push({ id: it.id, end: it.end, words: it.words, ...(it.source !== undefined && { source: it.source }), shortfallYearsSaved: made.price.shortfallYears.base, money: moneyTold(made, made.price.money.base), shortfallYearsAligned: made.aligned.shortfallYears, flips });
  }
  onDone?.(assumptions.length, assumptions.length, "");
  return { conclusions: [...trials].map(([conclusion, list]) => enduranceOf(conclusion, base, list)), runs, failed };
}
