import type { Alliance } from "#model";
import type { Comparison, Reason } from "./plan.ts";

export interface OrderAsk {
  readonly comparison: Comparison;
  readonly alliance: Alliance;
  readonly nation: string;
  readonly system: string;
}
/** Why a nation orders a system. */
export const explainOrder = (ask: OrderAsk): Reason => ({ about: `${ask.nation} ${ask.system}`, lines: [] });

export interface ShortfallAsk {
  readonly comparison: Comparison;
  readonly alliance: Alliance;
  readonly leaf: string;
  readonly year: number;
}
/** Why a leaf stays short in a year. */
export const explainShortfall = (ask: ShortfallAsk): Reason => ({ about: `${ask.leaf} ${ask.year}`, lines: [] });

/** Why the price of misalignment is what it is. */
export const explainPrice = (comparison: Comparison): Reason => ({ about: comparison.alone.currency, lines: [] });
