import type { NationOutcome } from "#engines/plan";
import { moneyText } from "./figure-text.ts";

/**
 * What an ally gains or loses together, and what would repair a loss, with the digits that figures have beside it.
 * @example repairText({ gain: -1372, sidePayment: 1372, costAlone: 9000 }, "EUR") // → "Pays EUR 1.37 bn more together than alone for the same coverage. …"
 */
export function repairText({ gain, sidePayment, costAlone }: Pick<NationOutcome, "gain" | "sidePayment" | "costAlone">, currency: string): string {
  const tiny = roundOffOf({ costAlone });
  const say = (millions: number): string => moneyText(millions, currency);
  if (gain < -tiny) return `Pays ${say(-gain)} more together than alone for the same coverage. The others could make this good by paying it as much, or by giving its industry work that earns as much.`;
  if (gain > tiny) return `Gains ${say(gain)}${sidePayment < -tiny ? ` and pays ${say(-sidePayment)} of it to those who lose` : ""}.`;
  return "Neither gains nor loses.";
}

/** What is no more than this is round-off of an ally's gain or payment. Unit: M. @example roundOffOf({ costAlone: 9000 }) // → 0.009 */
export const roundOffOf = ({ costAlone }: Pick<NationOutcome, "costAlone">): number => ROUND_OFF * Math.max(costAlone, 1);

// What is less than this part of what an ally pays alone is round-off. Unit: share.
const ROUND_OFF = 1e-6;
