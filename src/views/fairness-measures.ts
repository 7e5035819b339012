import { explainFairness, type Fairness, fairnessOf } from "#engines/targets";
import type { Explanation } from "#model";
import { exactly } from "#quantities";
import { type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** Measures of whether targets fall fairly, with the unit of each and what it says. */
const MEASURES = {
  gini: { unit: "0 to 1", of: (it: Fairness) => it.gini, says: "How unequal the cost of targets ÷ GDP is over nations: 0 all alike, towards 1 one carries all. Fair by the keys need not mean equal." },
  jain: { unit: "0 to 1", of: (it: Fairness) => it.jain, says: "How alike the cost of targets ÷ GDP is over nations: 1 all alike, 1/n one carries all. Fair by the keys need not mean equal." },
  spearman: { unit: "−1 to 1", of: (it: Fairness) => it.spearman, says: "Whether the large carry more for their size: above 0 they do, below 0 the small do." },
  wilcoxon: { unit: "probability", of: (it: Fairness) => it.wilcoxon?.p, says: "How likely shares by the keys and shares of cost differ so much by chance alone." },
} as const;
export type FairnessMeasure = keyof typeof MEASURES;

const isMeasure = (it: string): it is FairnessMeasure => Object.hasOwn(MEASURES, it);

/** The measures of a year as they are told. No value: not known of anybody. */
export const measuresOf = (results: Results, fairness: Fairness): Readonly<Record<FairnessMeasure, Shown>> => {
  const told = (measure: FairnessMeasure): Shown => shown(results, whyKey("fairness", measure, fairness.year), MEASURES[measure].unit, MEASURES[measure].of(fairness));
  return { gini: told("gini"), jain: told("jain"), spearman: told("spearman"), wilcoxon: told("wilcoxon") };
};

/** Why a measure is what it is: what it says, beside the others and the burden of each ally. Absent: there is no such measure. */
export function explainMeasure({ alliance, targets }: Results, measure: string, year: number): Explanation | undefined {
  if (!isMeasure(measure)) return undefined;
  const { unit, of, says } = MEASURES[measure];
  const value = of(fairnessOf(alliance, targets, year));
  const { value: _, ...all } = explainFairness(alliance, targets, year);
  return { ...all, unit, ...(value !== undefined && { value: exactly(value), sentence: says }) };
}
