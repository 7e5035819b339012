import type { Range } from "#quantities";
import { viewWords } from "./in-language.ts";
import type { Results } from "./results.ts";
import type { Shown } from "./shown.ts";

/**
 * What stands beside a figure that leaves out allies of whom nothing is known. It is a lower bound, printed with `≥` wherever it stands,
 * only where it is the low end of its own range: those who are known may have less than is taken of them.
 * @example atLeast(results, 0.5, { unknown: 3 }) // → { caution: "at least: 3 allies unknown" }
 * @example atLeast(results, { low: 0.1, base: 0.5, high: 0.9 }, { unknown: 3 }) // → { caution: "3 allies unknown" }
 */
export const atLeast = (results: Pick<Results, "language">, value: Range | number | undefined, { unknown }: { readonly unknown: number }): Pick<Shown, "caution"> => {
  if (value === undefined || unknown === 0) return {};
  const words = viewWords(results).priorities;
  return { caution: isLowEnd(value) ? words.atLeast(unknown) : words.unknownOf(unknown) };
};

/** Whether a figure is the least that it can be by its own range. @example isLowEnd({ low: 1, base: 2, high: 3 }) // → false */
export const isLowEnd = (value: Range | number): boolean => typeof value === "number" || value.low >= value.base;

/**
 * The same beside a share of a requirement. Where labels may keep some of the requirement from whoever looks, it is no bound: what is
 * required may be more than is in sight. @example shareAtLeast({ seen }, 0.5, { unknown: 3 }) // → { caution: "3 allies unknown" }
 */
export const shareAtLeast = (results: Pick<Results, "language" | "seen">, value: Range | number | undefined, { unknown }: { readonly unknown: number }): Pick<Shown, "caution"> =>
  results.seen === undefined || value === undefined || unknown === 0 ? atLeast(results, value, { unknown }) : { caution: viewWords(results).priorities.unknownOf(unknown) };

/** What stands beside a requirement in sight of which labels may keep more back. Absent: nothing is kept back. */
export const requiredAtLeast = (results: Pick<Results, "language" | "seen">): Pick<Shown, "caution"> => (results.seen === undefined ? {} : { caution: viewWords(results).priorities.requiredAtLeast });
