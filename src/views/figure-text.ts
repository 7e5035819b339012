import { oneInFrench, unitInFrench } from "./french/units.ts";
import { boundText, type Shown } from "./shown.ts";

/** How a figure is told: its language, whether its unit stands beside it (else the heading says it), and which digits it keeps. */
export interface FigureTold {
  readonly language: "en" | "fr";
  /** Absent: with its unit. */
  readonly withUnit?: boolean;
  /** Absent: those that matter. */
  readonly kept?: Digits;
}

/** Which digits behind the point are printed: no zero at the end, or, among figures of a column, as many as the others have. */
export type Digits = "that-matter" | "all";

/** What a figure prints, wherever it stands: on a page, on paper. With `≥` in front where it is a lower bound. @example figureText({ value: 0.028, unit: "share", label: "", why: "", caution: "at least: 1 ally unknown" }, { language: "fr" }) // → "≥ 2,8 %" with narrow spaces */
export const figureText = (shown: Shown, told: FigureTold): string => boundText(shown, figureAlone(shown, told));

/** The same without the mark of a lower bound. */
export const figureAlone = ({ value, unit, digits }: Shown, told: FigureTold): string => (value === undefined ? (told.language === "fr" ? "inconnu" : "unknown") : unit === "share" && digits !== undefined ? exactShareText(value, { digits, language: told.language }) : valueText(value, unit, told));

/** A share as per cent with so many significant digits. @example exactShareText(0.0106921, { digits: 4, language: "en" }) // → "1.069 %" with a narrow space */
export function exactShareText(share: number, { digits, language }: { readonly digits: number; readonly language: "en" | "fr" }): string {
  const percent = Number((share * 100).toPrecision(digits));
  const behind = percent === 0 ? 0 : digits - 1 - Math.floor(Math.log10(Math.abs(percent)));
  return `${plainText(percent, { language, digits: Math.max(behind, 0) })}${THIN}%`;
}

/**
 * Which digits figures print that stand one below the other: where one ends in a digit that matters, no zero at the end is dropped from the others.
 * @example digitsAmong([{ value: 0.8, unit: "score", label: "", why: "" }, { value: 0.76, unit: "score", label: "", why: "" }]) // → "all", so that they print 0.80 and 0.76
 */
export function digitsAmong(figures: Iterable<Shown | undefined>): Digits {
  for (const it of figures) if (it?.value !== undefined && /\.\d*[1-9](?!\d)/.test(valueText(it.value, it.unit, { language: "en", withUnit: false, kept: "all" }))) return "all";
  return "that-matter";
}

/** A value with its unit. @example valueText(61_240, "M EUR", { language: "en" }) // → "EUR 61.2 bn" with spaces that no line breaks at */
export function valueText(value: number, unit: string, told: FigureTold): string {
  const { language, withUnit = true, kept = "that-matter" } = told;
  if (unit === "share") return shareText(value, { language, kept });
  const per = (span: string): string => (language === "fr" ? `par ${span === "a" ? "an" : span}` : span === "a" ? "a year" : `a ${span}`);
  if (/^share\s?(\/|a |per )/.test(unit))
    return `${plainText(value * 100, { language, digits: 1, kept })}${
      withUnit
        ? `${THIN}pp ${unit.replace(/^share\s?/, "").replace(/^(?:\/\s?|a |per )(.+)$/, (_, span: string) => per(span === "year" ? "a" : span))}`
        : ""
    }`;
  const money = moneyUnit(unit);
  if (money !== undefined) {
    const [scale, word] = moneyScaleOf(value * money.worth, language);
    const amount = moneyWith(plainText((value * money.worth) / scale, { language, kept }), word, { currency: money.currency, language });
    return money.per === undefined || !withUnit ? amount : `${amount} ${per(money.per)}`;
  }
  const word = unit === "a" || unit === "years" ? (language === "fr" ? (isOneInFrench(value) ? "an" : "ans") : "years") : unit === "1" ? "" : language === "fr" ? frenchUnit(value, unit) : unit;
  const size = Math.abs(value);
  // What is not nothing is never printed as 0; below that is round-off.
  const text = size > ROUND_OFF && size < LEAST / 2 ? `${value < 0 ? "> −" : "< "}${plainText(LEAST, { language, digits: 3 })}` : plainText(value, { language, kept });
  return `${text}${!withUnit || word === "" ? "" : `\u00a0${word}`}`;
}

// French counts what is printed below 2 as one.
const isOneInFrench = (value: number): boolean => Math.abs(Number(value.toFixed(digitsFor(value)))) < 2;
const frenchUnit = (value: number, unit: string): string => (isOneInFrench(value) ? oneInFrench(unit) : unitInFrench(unit));

/** A share as per cent: 0.204 → `20 %`. A share that is not nothing is never printed as 0. @example shareText(0.00025, { language: "en" }) // → "< 0.1 %" with a narrow space */
export function shareText(share: number, { language, kept = "that-matter" }: Pick<FigureTold, "language" | "kept">): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size > ROUND_OFF && size < 0.05) return `${percent < 0 ? "> −" : "< "}${plainText(0.1, { language, digits: 1 })}${THIN}%`;
  return `${plainText(percent, { language, digits: size > 0 && size < 10 ? 1 : 0, kept })}${THIN}%`;
}

/** A plain number: groups of three by a narrow space, a true minus, no more digits than matter. @example plainText(20.98, { language: "en", digits: 1, kept: "all" }) // → "21.0" */
export function plainText(value: number, { language, digits = digitsFor(value), kept = "that-matter" }: { readonly language: "en" | "fr"; readonly digits?: number; readonly kept?: Digits }): string {
  const rounded = Number(value.toFixed(digits));
  const [whole = "0", fraction] = Math.abs(rounded).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  const behind = kept === "all" && !isWhole(value) ? fraction : fraction?.replace(/0+$/, "");
  return `${rounded < 0 ? "−" : ""}${grouped}${behind === undefined || behind === "" ? "" : `${language === "fr" ? "," : "."}${behind}`}`;
}

/** Digits behind the point that matter of a number by itself. @example digitsFor(12.34) // → 1 */
export const digitsFor = (value: number): number => {
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.005 || size < 0.0005 ? 2 : 3;
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
const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-9;
