/** A number for a sentence or a terminal: about three significant digits, thousands parted by a narrow space. @example numberText(12345.6) // → "12 346" */
export function numberText(value: number | undefined, language: "en" | "fr" = "en"): string {
  if (value === undefined) return language === "fr" ? "inconnu" : "unknown";
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const [whole = "0", part] = size.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const trimmed = part?.replace(/0+$/, "");
  const written = trimmed === undefined || trimmed === "" ? grouped : `${grouped}${language === "fr" ? "," : "."}${trimmed}`;
  return value < 0 && written !== "0" ? `−${written}` : written;
}

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
  const size = Math.abs(millions);
  const [scaled, word] = size >= ROUNDS_TO_BILLION ? [millions / 1000, language === "fr" ? " Md" : " bn"] : size >= ROUNDS_TO_MILLION ? [millions, " M"] : size >= LEAST_TOLD ? [millions * 1000, " k"] : [0, ""];
  return language === "fr" ? `${numberText(scaled, language)}${word} ${currency}` : `${currency} ${numberText(scaled)}${word}`;
};

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
