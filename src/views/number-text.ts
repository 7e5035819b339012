/** A number for a sentence or a terminal: about three significant digits, thousands parted by a narrow space. @example numberText(12345.6) // → "12 346" */
export function numberText(value: number | undefined, language: "en" | "fr" = "en"): string {
  if (value === undefined) return language === "fr" ? "inconnu" : "unknown";
  const [whole = "0", part] = Math.abs(value).toFixed(digitsFor(value)).split(".");
  return written(value, { whole, part: part?.replace(/0+$/, ""), language });
}

function digitsFor(value: number): number {
  const size = Math.abs(value);
  return size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
}

function written(value: number, { whole, part, language }: { readonly whole: string; readonly part: string | undefined; readonly language: "en" | "fr" }): string {
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const text = part === undefined || part === "" ? grouped : `${grouped}${language === "fr" ? "," : "."}${part}`;
  return value < 0 && !/^[0.,]*$/.test(text) ? `−${text}` : text;
}

/**
 * How many digits behind the point two figures need that are compared, so that their difference is to be seen: no fewer than they have
 * by themselves, and those where they are alike. @example digitsApart(508.12, 508.16, 0) // → 2
 */
export const digitsApart = (one: number, other: number, least: number): number => (one === other ? least : Math.min(Math.max(least, Math.ceil(-Math.log10(Math.abs(one - other)) - 1e-9)), APART_MOST));

// What differs only further behind is round-off.
const APART_MOST = 6;

/**
 * A mark of an axis, which is round: with all its digits, so that it is told from those beside it.
 * @example tickText(0.0005) // → "0.0005"
 * @example tickText(12_500, "fr") // → "12 500" with a narrow space
 */
export function tickText(tick: number, language: "en" | "fr" = "en"): string {
  const [whole = "0", part] = Number(Math.abs(tick).toPrecision(TICK_DIGITS)).toFixed(TICK_DIGITS).replace(/\.?0+$/, "").split(".");
  const written = `${whole.replace(/\B(?=(\d{3})+$)/g, "\u202f")}${part === undefined ? "" : `${language === "fr" ? "," : "."}${part}`}`;
  return tick < 0 && written !== "0" ? `−${written}` : written;
}

// More digits than a round number has; what stands behind them is round-off.
const TICK_DIGITS = 12;

/** A share in per cent, whole from half a per cent on: what is less is told with its digits, since it is not nothing. @example percentText(0.345) // → "35 %" @example percentText(0.00096) // → "0.096 %" */
export const percentText = (share: number | undefined, language: "en" | "fr" = "en"): string =>
  share === undefined ? numberText(share, language) : `${numberText(Math.abs(share) < SMALL ? Number((100 * share).toFixed(3)) : Math.round(share * 100), language)} %`;

// Below this a share rounded to a whole per cent is 0.
const SMALL = 0.005;

/**
 * Money in M as a person says it, and as the pages print it: what would print as 1 000 M is a bn, what is less than 1 M is told in k,
 * and nothing has no word of size.
 * @example moneyText(61_234, "EUR") // → "EUR 61.2 bn"
 * @example moneyText(0.609, "EUR") // → "EUR 609 k"
 * @example moneyText(0, "EUR") // → "EUR 0"
 */
export const moneyText = (millions: number, currency: string, language: "en" | "fr" = "en"): string => {
  const [scale, word] = moneyScale(millions, language);
  return moneyOf(`${numberText(millions * scale, language)}${word}`, currency, language);
};

const moneyOf = (amount: string, currency: string, language: "en" | "fr"): string => (language === "fr" ? `${amount} ${currency}` : `${currency} ${amount}`);

function moneyScale(millions: number, language: "en" | "fr"): readonly [number, string] {
  const size = Math.abs(millions);
  return size >= ROUNDS_TO_BILLION ? [1e-3, language === "fr" ? " Md" : " bn"] : size >= ROUNDS_TO_MILLION ? [1, " M"] : size >= LEAST_TOLD ? [1000, " k"] : [0, ""];
}

/**
 * Two amounts in M that are compared in a sentence, with the digits that show their difference.
 * @example moneyTextsApart(508_160, 508_120, "EUR") // → ["EUR 508.16 bn", "EUR 508.12 bn"]
 * @example moneyTextsApart(40, 20, "EUR") // → ["EUR 40 M", "EUR 20 M"]
 */
export function moneyTextsApart(one: number, other: number, currency: string, language: "en" | "fr" = "en"): readonly [string, string] {
  const [scale, word] = moneyScale(Math.max(Math.abs(one), Math.abs(other)), language);
  const least = Math.min(digitsFor(one * scale), digitsFor(other * scale));
  const digits = digitsApart(one * scale, other * scale, least);
  if (digits === least) return [moneyText(one, currency, language), moneyText(other, currency, language)];
  const told = (millions: number): string => {
    const [whole = "0", part] = Math.abs(millions * scale).toFixed(digits).split(".");
    return moneyOf(`${written(millions, { whole, part, language })}${word}`, currency, language);
  };
  return [told(one), told(other)];
}

/** Years from first to last, one year as one. @example spanText(2028, 2028) // → "2028" @example spanText(2028, 2031) // → "2028–2031" */
export const spanText = (first: number, last: number): string => (first === last ? String(first) : `${first}–${last}`);

// From here on a number without digits behind the point prints 1 000. Unit: M.
const ROUNDS_TO_BILLION = 999.5;
const ROUNDS_TO_MILLION = 0.9995;
// Half of the last digit that thousands print. Unit: M.
const LEAST_TOLD = 5e-7;

/** A figure with its unit. @example withUnit(0.5, "share") // → "50 %" */
export const withUnit = (value: number | undefined, unit: string, language: "en" | "fr" = "en"): string =>
  value === undefined ? numberText(value, language) : unit === "share" ? percentText(value, language) : unit.startsWith("M ") ? moneyText(value, unit.slice(2), language) : `${numberText(value, language)} ${unit}`;
