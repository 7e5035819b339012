import { oneInFrench, unitInFrench } from "./french/units.ts";
import { oneOf } from "./one-of.ts";
import { boundText, type Shown } from "./shown.ts";

/** How a figure is told: its language, and whether its unit stands beside it (else the heading says it). */
export interface FigureTold {
  readonly language: "en" | "fr";
  /** Absent: with its unit. */
  readonly withUnit?: boolean;
  /** Behind the point, of a figure that is neither money nor a share. Absent: as many as matter. */
  readonly digits?: number;
}

/**
 * From where to where a figure may lie. Absent: it has no range.
 * @example rangeText({ value: 0.03, low: 0.01, high: 1.83, unit: "share", label: "", why: "" }, { language: "en" }) // → "1 to 183 %" with a narrow space
 */
export function rangeText({ low, high, unit }: Shown, { language }: Pick<FigureTold, "language">): string | undefined {
  if (low === undefined || high === undefined || low === high) return undefined;
  return `${valueText(low, unit, { language, withUnit: false }).replace(/\u202f%$/, "")} ${language === "fr" ? "à" : "to"} ${valueText(high, unit, { language })}`;
}

/** What a figure prints, wherever it stands: on a page, on paper, in a sentence, in a terminal. With `≥` in front where it is a lower bound. @example figureText({ value: 0.028, unit: "share", label: "", why: "", caution: "at least: 1 ally unknown" }, { language: "fr" }) // → "≥ 2,8 %" with narrow spaces */
export const figureText = (shown: Shown, told: FigureTold): string => boundText(shown, figureAlone(shown, told));

/** The same without the mark of a lower bound. */
export const figureAlone = ({ value, unit, digits, isProof }: Shown, told: FigureTold): string =>
  value === undefined ? unknownText(told.language) : isProof === true ? gapText(value, told.language) : digits !== undefined && (unit === "share" || moneyUnit(unit) !== undefined) ? exactText(value, unit, { digits, language: told.language }) : valueText(value, unit, told);

/**
 * A share as per cent, or an amount of money, with so many significant digits.
 * @example exactText(0.0106921, "share", { digits: 4, language: "en" }) // → "1.069 %" with a narrow space
 * @example exactText(414_236, "M EUR", { digits: 4, language: "en" }) // → "EUR 414.2 bn" with spaces that no line breaks at
 */
export function exactText(value: number, unit: string, { digits, language }: { readonly digits: number; readonly language: "en" | "fr" }): string {
  const money = moneyUnit(unit);
  const amount = value * (money?.worth ?? 100);
  const [scale, word] = money === undefined ? [1, ""] : moneyScaleOf(amount, language);
  const told = Number((amount / scale).toPrecision(digits));
  const text = plainText(told, { language, digits: told === 0 ? 0 : Math.max(digits - 1 - Math.floor(Math.log10(Math.abs(told))), 0) });
  return money === undefined ? `${text}${THIN}%` : moneyWith(text, word, { currency: money.currency, language });
}

const unknownText = (language: "en" | "fr"): string => (language === "fr" ? "inconnu" : "unknown");

/** A value with its unit. @example valueText(61_240, "M EUR", { language: "en" }) // → "EUR 61.2 bn" with spaces that no line breaks at */
export function valueText(value: number, unit: string, told: FigureTold): string {
  const { language, withUnit = true } = told;
  if (unit === "share") return shareText(value, { language });
  const per = (span: string): string => (language === "fr" ? `par ${span === "a" ? "an" : span}` : span === "a" ? "a year" : `a ${span}`);
  if (/^share\s?(\/|a |per )/.test(unit))
    return `${plainText(value * 100, { language, digits: 1 })}${
      withUnit
        ? `${THIN}pp ${unit.replace(/^share\s?/, "").replace(/^(?:\/\s?|a |per )(.+)$/, (_, span: string) => per(span === "year" ? "a" : span))}`
        : ""
    }`;
  const money = moneyUnit(unit);
  if (money !== undefined) {
    // Of millions, less than half of one of the currency is round-off.
    const amount = amountText(money.worth > 1 && Math.abs(value * money.worth) < 0.5 ? 0 : value * money.worth, money.currency, language);
    return money.per === undefined || !withUnit ? amount : `${amount} ${per(money.per)}`;
  }
  const word = unit === "a" || unit === "years" ? (language === "fr" ? (isOneInFrench(value) ? "an" : "ans") : value === 1 ? "year" : "years") : unit === "1" ? "" : language === "fr" ? frenchUnit(value, unit) : value === 1 ? oneOf(unit) : unit;
  const text = told.digits !== undefined ? plainText(value, { language, digits: told.digits }) : isFine(value, unit) ? plainText(value, { language, digits: FINE_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))) }) : alone(value, language);
  return `${text}${!withUnit || word === "" ? "" : `\u00a0${word}`}`;
}

/** A number without a unit. What is not nothing is never printed as 0; below that is round-off. */
function alone(value: number, language: "en" | "fr"): string {
  const size = Math.abs(value);
  return size > ROUND_OFF && size < LEAST / 2 ? `${value < 0 ? "> −" : "< "}${plainText(LEAST, { language, digits: 3 })}` : plainText(value, { language });
}

/** An amount in whole units of a currency. */
function amountText(amount: number, currency: string, language: "en" | "fr"): string {
  const [scale, word] = moneyScaleOf(amount, language);
  return moneyWith(plainText(amount / scale, { language }), word, { currency, language });
}

/** Whether a figure is small by its nature, as what one item more of a limit would close: then its first digits are told, however far behind the point. */
const isFine = (value: number, unit: string): boolean => /^weighted\b/.test(unit) && Math.abs(value) < FINE && Math.abs(value) >= (/ per /.test(unit) ? FINE_LEAST : LEAST / 2);

/** Whether French counts a figure as one: what is printed below 2. @example isOneInFrench(1.87) // → true */
export const isOneInFrench = (value: number): boolean => Math.abs(Number(value.toFixed(digitsFor(value)))) < 2;
const frenchUnit = (value: number, unit: string): string => (isOneInFrench(value) ? oneInFrench(unit) : unitInFrench(unit));

/** A share as per cent: 0.204 → `20 %`. A share that is not nothing is never printed as 0. @example shareText(0.00025, { language: "en" }) // → "< 0.1 %" with a narrow space */
export function shareText(share: number, { language }: Pick<FigureTold, "language">): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size > ROUND_OFF && size < 0.05) return `${percent < 0 ? "> −" : "< "}${plainText(0.1, { language, digits: 1 })}${THIN}%`;
  return `${plainText(percent, { language, digits: size > 0 && size < 10 ? 1 : 0 })}${THIN}%`;
}

/**
 * How far a proof reaches: never rounded down, since nothing is proven to the last digit.
 * @example gapText(0.00003) // → "0.01 %" with a narrow space
 */
export const gapText = (gap: number, language: "en" | "fr" = "en"): string => `${plainText(Math.max(Math.ceil(gap * 1e4 - 1e-3) / 100, GAP_LEAST), { language, digits: 2 })}${THIN}%`;

/**
 * A plain number: groups of three by a narrow space, a true minus, no more digits than matter. A zero at the end is printed where it says
 * that the figure is rounded there, so that what a figure prints hangs on nothing but its value.
 * @example plainText(20.98, { language: "en", digits: 1 }) // → "21.0"
 * @example plainText(21, { language: "en", digits: 1 }) // → "21"
 */
export function plainText(value: number, { language, digits = digitsFor(value) }: { readonly language: "en" | "fr"; readonly digits?: number }): string {
  const rounded = Number(value.toFixed(digits));
  const [whole = "0", fraction = ""] = Math.abs(rounded).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  const isExact = Math.abs(value - rounded) <= ROUND_OFF * Math.max(1, Math.abs(value));
  const behind = isExact || rounded === 0 ? fraction.replace(/0+$/, "") : fraction;
  return `${rounded < 0 ? "−" : ""}${grouped}${behind === "" ? "" : `${language === "fr" ? "," : "."}${behind}`}`;
}

/** Digits behind the point that matter of a number by itself. @example digitsFor(12.34) // → 1 */
export const digitsFor = (value: number): number => {
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size < 0.0005 ? 2 : 3;
};

/** What a unit of money is made of; absent where it is none. @example moneyUnit("M EUR a year") // → { worth: 1e6, currency: "EUR", per: "year" } less the rest */
export function moneyUnit(unit: string): { readonly worth: number; readonly currency: string; readonly per?: string } | undefined {
  const [, scale, currency, slash, word] = MONEY.exec(unit) ?? [];
  const per = slash ?? word;
  return currency === undefined ? undefined : { worth: SCALE[scale ?? ""] ?? 1, currency, ...(per !== undefined && { per }) };
}

/** The size in which an amount is told, and its word. What would print as 1 000 of one word is 1 of the next. @example moneyScaleOf(999.7e6, "en") // → [1e9, "bn"] */
export function moneyScaleOf(value: number, language: "en" | "fr"): readonly [scale: number, word: string] {
  const size = Math.abs(value) / ROUNDS_UP;
  return size >= 1e9 ? [1e9, language === "fr" ? "Md" : "bn"] : size >= 1e6 ? [1e6, "M"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
}

/** An amount with its word of size and its currency, which French sets behind. @example moneyWith("61.2", "bn", { currency: "EUR", language: "en" }) // → "EUR 61.2 bn" */
export function moneyWith(amount: string, word: string, { currency, language }: { readonly currency: string; readonly language: "en" | "fr" }): string {
  const sized = [amount, word].filter((it) => it !== "").join("\u00a0");
  return (language === "fr" ? [sized, currency] : [currency, sized]).filter((it) => it !== "").join("\u00a0");
}

/** Narrow no-break space: between groups of digits, and between a number and its unit. */
export const THIN = "\u202f";

const MONEY = /^(k|M|bn)?\s?([A-Z]{3})(?:\s?\/\s?(.+)|\s(.+))?$/;
const SCALE: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, bn: 1e9 };
const ROUNDS_UP = 0.9995;
// The least figure that its digits tell.
const LEAST = 0.001;
const ROUND_OFF = 1e-6;
const FINE = 0.1;
const FINE_LEAST = 1e-9;
const FINE_DIGITS = 3;
// The least that is claimed of a proof. Unit: per cent.
const GAP_LEAST = 0.01;

/** A number for a sentence or a terminal, as pages print it. @example numberText(12345.6) // → "12 346" */
export const numberText = (value: number | undefined, language: "en" | "fr" = "en"): string => (value === undefined ? unknownText(language) : alone(value, language));

/** A figure with a unit that data state, for a sentence. @example measureText(1, "batteries") // → "1 battery" */
export const measureText = (value: number | undefined, unit: string): string => `${numberText(value)} ${value === 1 ? oneOf(unit) : unit}`;

/** An input as it was stated, with its digits. With three that matter where it was computed. @example statedText(0.0125) // → "0.0125" @example statedText(2 / 3) // → "0.667" */
export const statedText = (value: number): string => tickText(Number.isInteger(value) ? value : Number(value.toPrecision(STATED_DIGITS)));

const STATED_DIGITS = 3;

/** A share for a sentence or a terminal. @example percentText(0.345) // → "35 %" @example percentText(0.0425) // → "4.3 %" */
export const percentText = (share: number | undefined, language: "en" | "fr" = "en"): string => withUnit(share, "share", language);

/**
 * Money in M for a sentence or a terminal.
 * @example moneyText(61_234, "EUR") // → "EUR 61.2 bn"
 * @example moneyText(0.609, "EUR") // → "EUR 609 k"
 * @example moneyText(0, "EUR") // → "EUR 0"
 */
export const moneyText = (millions: number, currency: string, language: "en" | "fr" = "en"): string => withUnit(millions, `M ${currency}`, language);

/** A figure with its unit for a sentence or a terminal. @example withUnit(0.5, "share") // → "50 %" */
export const withUnit = (value: number | undefined, unit: string, language: "en" | "fr" = "en"): string => inSentence(value === undefined ? unknownText(language) : valueText(value, unit, { language }));

/** A figure in the spaces of a sentence, which may break at them and is told in French by its words. @example inSentence("EUR 61.2 bn") // → the same with plain spaces */
export const inSentence = (text: string): string => text.replaceAll("\u00a0", " ").replaceAll(/\u202f(?=%|pp)/g, " ");

/**
 * Two values of one unit that are compared in a sentence: with the digits that show their difference, shares as they are.
 * @example valuesApart(508_160, 508_120, { unit: "M EUR", language: "en" }) // → ["EUR 508.16 bn", "EUR 508.12 bn"]
 * @example valuesApart(40, 20, { unit: "M EUR", language: "en" }) // → ["EUR 40 M", "EUR 20 M"]
 * @example valuesApart(55.32, 55.298, { unit: "shortfall-years", language: "en", withUnit: false }) // → ["55.32", "55.30"]
 */
export function valuesApart(one: number, other: number, { unit, language, withUnit = true }: FigureTold & { readonly unit: string }): readonly [string, string] {
  const money = moneyUnit(unit);
  const alike = [valueText(one, unit, { language, withUnit }), valueText(other, unit, { language, withUnit })] as const;
  if (money === undefined) return unit.startsWith("share") || isFine(one, unit) || isFine(other, unit) ? alike : plainApart(one, other, { unit, language, withUnit }) ?? alike;
  const [scale, word] = moneyScaleOf(money.worth * Math.max(Math.abs(one), Math.abs(other)), language);
  const [first, second] = [(one * money.worth) / scale, (other * money.worth) / scale];
  const least = Math.min(digitsFor(first), digitsFor(second));
  const digits = first === second ? least : Math.min(Math.max(least, Math.ceil(-Math.log10(Math.abs(first - second)) - 1e-9)), APART_MOST);
  if (digits === least) return alike;
  const told = (value: number): string => moneyWith(plainText(value, { language, digits }), word, { currency: money.currency, language });
  return [told(first), told(second)];
}

// What differs only further behind is round-off.
const APART_MOST = 6;

/** The same of figures without a currency. Absent: as they are printed by themselves they show their difference. */
function plainApart(one: number, other: number, { unit, language, withUnit }: FigureTold & { readonly unit: string }): readonly [string, string] | undefined {
  const [least, difference] = [Math.min(digitsFor(one), digitsFor(other)), Math.abs(one - other)];
  if (difference < LEAST / 2) return undefined;
  const digits = Math.min(Math.max(least, Math.ceil(-Math.log10(difference) - 1e-9)), PLAIN_APART_MOST);
  if (digits === least) return undefined;
  const told = { language, digits, ...(withUnit !== undefined && { withUnit }) };
  return [valueText(one, unit, told), valueText(other, unit, told)];
}

// As many as show the least figure that is printed.
const PLAIN_APART_MOST = 3;

/**
 * A figure, a part of it and what is left, with so many digits that the printed ones add up. Absent: printed each by itself they do.
 * @example tallied(91.462, 80.016, "en") // → ["91.462", "80.016", "11.446"]
 * @example tallied(91.5, 80.1, "en") // → undefined
 */
export function tallied(whole: number, part: number, language: "en" | "fr" = "en"): readonly [whole: string, part: string, left: string] | undefined {
  const figures = [whole, part, whole - part] as const;
  const addsUp = (digitsOf: (value: number) => number): boolean => {
    const [all, one, left] = figures.map((it) => Number(it.toFixed(digitsOf(it)))) as [number, number, number];
    return Math.abs(all - one - left) < ROUND_OFF;
  };
  if (addsUp(digitsFor)) return undefined;
  const digits = [1, 2, 3, 4, 5].find((it) => addsUp(() => it)) ?? APART_MOST;
  const [all, one, left] = figures.map((it) => plainText(it, { language, digits })) as [string, string, string];
  return [all, one, left];
}

/**
 * A sum of money in M and its parts, for a sentence: with so many digits that the printed ones add up.
 * @example summedMoney([100.6, 103.6], "EUR") // → ["EUR 204.2 M", "EUR 100.6 M", "EUR 103.6 M"]
 * @example summedMoney([60, 40], "EUR") // → ["EUR 100 M", "EUR 60 M", "EUR 40 M"]
 */
export function summedMoney(parts: readonly number[], currency: string): readonly [whole: string, ...parts: string[]] {
  const whole = parts.reduce((sum, it) => sum + it, 0);
  const printed = (millions: number): number => {
    const [scale] = moneyScaleOf(millions * MILLION, "en");
    return Number(((millions * MILLION) / scale).toFixed(digitsFor((millions * MILLION) / scale))) * scale;
  };
  const alone = [whole, ...parts].map(printed);
  const off = alone.slice(1).reduce((sum, it) => sum + it, 0) - (alone[0] ?? 0);
  if (Math.abs(off) <= ROUND_OFF * Math.max(Math.abs(whole) * MILLION, 1)) return [moneyText(whole, currency), ...parts.map((it) => moneyText(it, currency))];
  const [scale, word] = moneyScaleOf(whole * MILLION, "en");
  const sized = [whole, ...parts].map((it) => (it * MILLION) / scale);
  const addsUp = (digits: number): boolean => {
    const [all = 0, ...each] = sized.map((it) => Number(it.toFixed(digits)));
    return Math.abs(each.reduce((sum, it) => sum + it, 0) - all) < ROUND_OFF;
  };
  const least = digitsFor(sized[0] ?? 0);
  const digits = [0, 1, 2, 3, 4].map((more) => least + more).find(addsUp) ?? APART_MOST;
  const told = (it: number): string => inSentence(moneyWith(plainText(it, { language: "en", digits }), word, { currency, language: "en" }));
  return [told(sized[0] ?? 0), ...sized.slice(1).map(told)];
}

const MILLION = 1e6;

/**
 * A mark of an axis, which is round: with all its digits, so that it is told from those beside it.
 * @example tickText(0.0005) // → "0.0005"
 * @example tickText(12_500, "fr") // → "12 500" with a narrow space
 */
export function tickText(tick: number, language: "en" | "fr" = "en"): string {
  const [whole = "0", part] = Number(Math.abs(tick).toPrecision(TICK_DIGITS)).toFixed(TICK_DIGITS).replace(/\.?0+$/, "").split(".");
  const written = `${whole.replace(/\B(?=(\d{3})+$)/g, THIN)}${part === undefined ? "" : `${language === "fr" ? "," : "."}${part}`}`;
  return tick < 0 && written !== "0" ? `−${written}` : written;
}

// More digits than a round number has; what stands behind them is round-off.
const TICK_DIGITS = 12;

/** Years from first to last, one year as one. @example spanText(2028, 2028) // → "2028" @example spanText(2028, 2031) // → "2028–2031" */
export const spanText = (first: number, last: number): string => (first === last ? String(first) : `${first}–${last}`);

/**
 * A sentence with its long numbers parted as other numbers are; ids, years and what stands in quotes stay as they are.
 * @example groupedText('goes from 79304 to "80000"') // → 'goes from 79 304 to "80000"' with a narrow space
 */
export const groupedText = (sentence: string): string => sentence.replaceAll(/(?<![\p{L}\d."“«`_:-])\d{5,}(?![\p{L}\d"”»`_:-])/gu, (digits) => digits.replaceAll(/\B(?=(\d{3})+$)/g, "\u202f"));
