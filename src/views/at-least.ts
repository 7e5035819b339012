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
