import { boundText, digitsApart, type Shown } from "#views";
import { unitName } from "./units.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** Narrow no-break space: between groups of digits, and between a number and its unit. */
export const THIN = "\u202f";

const digitsFor = (value: number): number => {
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.005 || size < 0.0005 ? 2 : 3;
};

/** Which digits behind the point are printed: no zero at the end, or, among figures of a column, as many as the others have. */
export type Digits = "that-matter" | "all";

/** A plain number: groups of three by a narrow space, a true minus, no more digits than matter. @example formatNumber(20.98, 1, "all") // → "21.0" */
export function formatNumber(value: number, digits: number = digitsFor(value), kept: Digits = "that-matter"): string {
  const rounded = Number(value.toFixed(digits));
  const [whole = "0", fraction] = Math.abs(rounded).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  const behind = kept === "all" && !isWhole(value) ? fraction : fraction?.replace(/0+$/, "");
  return `${rounded < 0 ? "−" : ""}${grouped}${behind === undefined || behind === "" ? "" : `${wordsOf(WORDS).point}${behind}`}`;
}

// Round-off is no fraction.
const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-9;

/** A count in a sentence, grouped like every other number. @example formatCount(2384) // → "2 384" with a narrow space */
export const formatCount = (count: number): string => formatNumber(count, 0);

/** A mark of an axis, with the digits that tell it from the marks beside it. @example formatTick(0.005, [0, 0.005, 0.01]) // → "0.005" */
export function formatTick(value: number, ticks: readonly number[]): string {
  if (ticks.length < 2) return formatNumber(value);
  const step = Math.abs(ticks[1]! - ticks[0]!);
  return formatNumber(value, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** A share as per cent: 0.204 → `20 %`. A share that is not nothing is never printed as 0. */
export function formatShare(share: number, kept: Digits = "that-matter"): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size > 1e-6 && size < 0.05) return `${percent < 0 ? "> −" : "< "}${formatNumber(0.1, 1)}${THIN}%`;
  return `${formatNumber(percent, size > 0 && size < 10 ? 1 : 0, kept)}${THIN}%`;
}

// The least figure that its digits tell, and from where on it rounds to that.
const LEAST = 0.001;
const TOLD = LEAST / 2;

const MONEY = /^(k|M|bn)?\s?([A-Z]{3})(?:\s?\/\s?(.+)|\s(.+))?$/;
const SCALE: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, bn: 1e9 };
const ROUNDS_UP = 0.9995;

function formatMoney(value: number, currency: string, kept: Digits): string {
  const [scale, word] = moneyScale(value);
  return moneyWith(formatNumber(value / scale, digitsFor(value / scale), kept), word, currency);
}

const moneyWith = (amount: string, word: string, currency: string): string => wordsOf(WORDS).money(currency, `${amount}${word === "" ? "" : `\u00a0${word}`}`);

function moneyScale(value: number): readonly [number, string] {
  // What would print as 1 000 of one word is 1 of the next.
  const size = Math.abs(value) / ROUNDS_UP;
  return size >= 1e9 ? [1e9, wordsOf(WORDS).billion] : size >= 1e6 ? [1e6, "M"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
}

/**
 * How amounts of money print in a column: in one unit, which its heading says, and with as many digits behind the point each. Amounts of
 * several units, or none: as they print alone.
 * @example moneyColumn([money(8960), money(335)]).text(money(335)) // → "335", under "EUR M"
 */
export function moneyColumn(figures: readonly Shown[]): { readonly unit: string; readonly text: (shown: Shown) => string } {
  const known = figures.flatMap((it) => (it.value === undefined ? [] : [it]));
  const money = known.length === 0 || new Set(known.map((it) => it.unit)).size > 1 ? null : MONEY.exec(known[0]!.unit);
  if (money === null || (money[3] ?? money[4]) !== undefined) return { unit: "", text: (shown) => formatAtLeast(shown) };
  const worth = SCALE[money[1] ?? ""] ?? 1;
  const most = worth * Math.max(...known.map((it) => Math.abs(it.value ?? 0)));
  // Billions only where millions would be long numbers: small amounts stand beside large ones.
  const [scale, word] = most >= MANY_MILLIONS ? moneyScale(most) : most >= 1e6 ? ([1e6, "M"] as const) : moneyScale(most);
  const digits = most / scale >= 100 ? 0 : most / scale >= 10 ? 1 : 2;
  const least = 10 ** -digits;
  const text = (value: number): string => {
    const size = Math.abs((value * worth) / scale);
    return size > 1e-9 && size < least / 2 ? `${value < 0 ? "> −" : "< "}${formatNumber(least, digits)}` : formatNumber((value * worth) / scale, digits, "all");
  };
  return { unit: wordsOf(WORDS).money(money[2] ?? "", word), text: (shown) => (shown.value === undefined ? wordsOf(WORDS).unknown : boundText(shown, text(shown.value))) };
}

// From here on a column of money is told in billions.
const MANY_MILLIONS = 1e12;

/**
 * Two amounts of money of one unit that are compared in a sentence, with the digits that show their difference; other figures as they are.
 * @example formatApart(money(508_160), money(508_120)) // → ["EUR 508.16 bn", "EUR 508.12 bn"]
 */
export function formatApart(one: Shown, other: Shown): readonly [string, string] {
  const money = MONEY.exec(one.unit);
  if (money === null || one.value === undefined || other.value === undefined || one.unit !== other.unit) return [formatShown(one), formatShown(other)];
  const worth = SCALE[money[1] ?? ""] ?? 1;
  const [scale, word] = moneyScale(worth * Math.max(Math.abs(one.value), Math.abs(other.value)));
  const [first, second] = [(one.value * worth) / scale, (other.value * worth) / scale];
  const least = Math.min(digitsFor(first), digitsFor(second));
  const digits = digitsApart(first, second, least);
  if (digits === least) return [formatShown(one), formatShown(other)];
  const told = (value: number): string => moneyWith(formatNumber(value, digits, "all"), word, money[2] ?? "");
  return [told(first), told(second)];
}

/** A value with its unit, or the number alone where the heading says the unit. */
export function formatValue(value: number, unit: string, withUnit = true, kept: Digits = "that-matter"): string {
  if (unit === "share") return formatShare(value, kept);
  if (/^share\s?(\/|a |per )/.test(unit))
    return `${formatNumber(value * 100, 1, kept)}${
      withUnit
        ? `${THIN}pp ${unit.replace(/^share\s?/, "").replace(/^(?:\/\s?|a |per )(.+)$/, (_, per: string) => wordsOf(WORDS).a(per === "year" ? "a" : per))}`
        : ""
    }`;
  const money = MONEY.exec(unit);
  if (money !== null) {
    const per = money[3] ?? money[4];
    return `${formatMoney(value * (SCALE[money[1] ?? ""] ?? 1), money[2] ?? "", kept)}${per === undefined || !withUnit ? "" : ` ${wordsOf(WORDS).a(per)}`}`;
  }
  const word = unit === "a" || unit === "years" ? wordsOf(WORDS).years : unit === "1" ? "" : unitName(unit);
  const size = Math.abs(value);
  // What is not nothing is never printed as 0; below that is round-off.
  const text = size > 1e-6 && size < TOLD ? `${value < 0 ? "> −" : "< "}${formatNumber(LEAST, 3)}` : formatNumber(value, digitsFor(value), kept);
  return `${text}${!withUnit || word === "" ? "" : `\u00a0${word}`}`;
}

/** What a figure prints: its value with unit, or the word for unknown. */
export const formatShown = (shown: Shown, withUnit = true, kept: Digits = "that-matter"): string => (shown.value === undefined ? wordsOf(WORDS).unknown : formatValue(shown.value, shown.unit, withUnit, kept));

/**
 * Which digits figures print that stand one below the other: where one ends in a digit that matters, no zero at the end is dropped from the others.
 * @example digitsOf([score(0.8), score(0.76)]) // → "all", so that they print 0.80 and 0.76
 */
export const digitsOf = (figures: Iterable<Shown | undefined>): Digits => {
  for (const it of figures) if (it?.value !== undefined && /[.,]\d*[1-9](?!\d)/.test(formatValue(it.value, it.unit, false, "all"))) return "all";
  return "that-matter";
};

/** The same with `≥` in front where the figure is a lower bound. */
export const formatAtLeast = (shown: Shown, withUnit = true, kept: Digits = "that-matter"): string =>
  boundText(shown, formatShown(shown, withUnit, kept));

/** The range of a figure, or nothing where it has none. */
export function formatRange(shown: Shown): string | undefined {
  if (shown.low === undefined || shown.high === undefined || shown.low === shown.high) return undefined;
  return wordsOf(WORDS).to(formatValue(shown.low, shown.unit, false).replace(/\u202f%$/, ""), formatValue(shown.high, shown.unit));
}

/** Everything that belongs beside a figure, in one line: range, price base, date, caution. */
export function formatAside(shown: Shown): string {
  const range = formatRange(shown);
  const words = wordsOf(WORDS);
  return [
    range && words.range(range),
    shown.priceBase && words.prices(shown.priceBase),
    shown.asOf && words.asOf(shown.asOf),
    shown.caution,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Seconds in words a reader can plan by. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))}${THIN}s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes}${THIN}min` : `${formatNumber(seconds / 3600, 1)}${THIN}h`;
}
