import { boundText, digitsFor, figureAlone, figureText, moneyScaleOf, moneyUnit, moneyWith, plainText, rangeText, shareText, type Shown, THIN, tickText, valuesApart, valueText } from "#views";
import { languageNow, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

export { THIN };

/** A plain number in the language of the page: groups of three by a narrow space, a true minus, no more digits than matter. @example formatNumber(20.98, 1) // → "21.0" */
export const formatNumber = (value: number, digits: number = digitsFor(value)): string => plainText(value, { language: languageNow(), digits });

/** A share as per cent: 0.204 → `20 %`. A share that is not nothing is never printed as 0. */
export const formatShare = (share: number): string => shareText(share, { language: languageNow() });

/** A count in a sentence, grouped like every other number. @example formatCount(2384) // → "2 384" with a narrow space */
export const formatCount = (count: number): string => formatNumber(count, 0);

/** A mark of an axis, with all its digits. @example formatTick(0.005) // → "0.005" */
export const formatTick = (value: number): string => tickText(value, languageNow());

/**
 * How amounts of money print in a column: in one unit, which its heading says, and with as many digits behind the point each. Amounts of
 * several units, or none: as they print alone.
 * @example moneyColumn([money(8960), money(335)]).text(money(335)) // → "335", under "EUR M"
 */
export function moneyColumn(figures: readonly Shown[]): { readonly unit: string; readonly text: (shown: Shown) => string } {
  const known = figures.flatMap((it) => (it.value === undefined ? [] : [it]));
  const money = known.length === 0 || new Set(known.map((it) => it.unit)).size > 1 ? undefined : moneyUnit(known[0]!.unit);
  if (money === undefined || money.per !== undefined) return { unit: "", text: (shown) => formatAtLeast(shown) };
  const { worth } = money;
  const language = languageNow();
  const most = worth * Math.max(...known.map((it) => Math.abs(it.value ?? 0)));
  // Billions only where millions would be long numbers: small amounts stand beside large ones.
  const [scale, word] = most < MANY_MILLIONS && most >= 1e6 ? ([1e6, "M"] as const) : moneyScaleOf(most, language);
  const digits = most / scale >= 100 ? 0 : most / scale >= 10 ? 1 : 2;
  const least = 10 ** -digits;
  const text = (value: number): string => {
    const size = Math.abs((value * worth) / scale);
    return size > 1e-9 && size < least / 2 ? `${value < 0 ? "> −" : "< "}${formatNumber(least, digits)}` : formatNumber((value * worth) / scale, digits);
  };
  return { unit: moneyWith("", word, { currency: money.currency, language }), text: (shown) => (shown.value === undefined ? wordsOf(WORDS).unknown : boundText(shown, text(shown.value))) };
}

// From here on a column of money is told in billions.
const MANY_MILLIONS = 1e12;

/**
 * Two figures of one unit that are compared, with the digits that show their difference; shares, and the unknown, as they are.
 * @example formatApart(money(508_160), money(508_120)) // → ["EUR 508.16 bn", "EUR 508.12 bn"]
 */
export const formatApart = (one: Shown, other: Shown, withUnit = true): readonly [string, string] =>
  one.value === undefined || other.value === undefined || one.unit !== other.unit ? [formatShown(one, withUnit), formatShown(other, withUnit)] : valuesApart(one.value, other.value, { unit: one.unit, language: languageNow(), withUnit });

/** A value with its unit, or the number alone where the heading says the unit. */
export const formatValue = (value: number, unit: string, withUnit = true): string => valueText(value, unit, { language: languageNow(), withUnit });

/** What a figure prints: its value with unit, or the word for unknown. */
export const formatShown = (shown: Shown, withUnit = true): string => figureAlone(shown, { language: languageNow(), withUnit });

/** The same as `formatShown` with `≥` in front where the figure is a lower bound. */
export const formatAtLeast = (shown: Shown, withUnit = true): string => figureText(shown, { language: languageNow(), withUnit });

/** The range of a figure, or nothing where it has none. */
export const formatRange = (shown: Shown): string | undefined => rangeText(shown, { language: languageNow() });

/** Everything that belongs beside a figure, in one line: range, price base, date, caution, the weakest evidence behind it. */
export function formatAside(shown: Shown): string {
  const range = formatRange(shown);
  const words = wordsOf(WORDS);
  return [
    range && words.range(range),
    shown.priceBase && words.prices(shown.priceBase),
    shown.asOf && words.asOf(shown.asOf),
    shown.caution,
    shown.evidence && formatEvidence(shown.evidence),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The weakest evidence behind a figure, in words. @example formatEvidence("press") // → "weakest evidence: press" */
export const formatEvidence = (evidence: NonNullable<Shown["evidence"]>): string => wordsOf(WORDS).weakest(evidence);

/** Seconds in words a reader can plan by. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))}${THIN}s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes}${THIN}min` : `${formatNumber(seconds / 3600, 1)}${THIN}h`;
}
