import type { Range } from "#quantities";
import { viewWords } from "./in-language.ts";
import type { Results } from "./results.ts";
import type { Shown } from "./shown.ts";

/**
 * What stands beside a figure that leaves out allies of whom nothing is known: wherever it is printed it then has `≥` in front.
 * @example atLeast(results, 0.5, { unknown: 3 }) // → { caution: "at least: 3 allies unknown" }
 */
export const atLeast = (results: Pick<Results, "language">, value: Range | number | undefined, { unknown }: { readonly unknown: number }): Pick<Shown, "caution"> =>
  value === undefined || unknown === 0 ? {} : { caution: viewWords(results).priorities.atLeast(unknown) };
