const DIGITS = 2;
/** A ratio that four digits do not tell from one is printed as one: more would claim what its error does not carry. */
const DIGITS_MOST = 4;

/**
 * A figure of the study as it is printed: two significant digits, and more where two would print exactly one, since a ratio beside
 * one must show on which side it lies, as far as four.
 * @example significant(0.5537) // → 0.55
 * @example significant(1.0153) // → 1.02
 */
export function significant(value: number): number {
  for (let digits = DIGITS; digits <= DIGITS_MOST; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded) !== 1 || Math.abs(value) === 1) return rounded;
  }
  return Number(value.toPrecision(DIGITS_MOST));
}

/**
 * A figure as it is printed wherever the study stands: report, page, paper and terminal, in text, tables and drawings. Two significant
 * digits at most, without noughts behind them, thousands parted by a narrow space.
 * @example figureText(-0.7433) // → "−0.74"
 * @example figureText(1.0153) // → "1.02"
 */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const rounded = significant(value);
  const [whole = "0", part = ""] = Math.abs(rounded).toFixed(DECIMALS_MOST).split(".");
  const kept = part.replace(/0+$/, "");
  return `${rounded < 0 ? "−" : ""}${countText(Number(whole))}${kept === "" ? "" : `.${kept}`}`;
}

/** Decimals beyond which nothing is printed. */
const DECIMALS_MOST = 12;

/**
 * A p as it is printed everywhere: three decimals, none below a thousandth.
 * @example probabilityText(0.0004) // → "< 0.001"
 */
export const probabilityText = (p: number | undefined): string => (p === undefined || Number.isNaN(p) ? "–" : p < P_LEAST ? `< ${P_LEAST}` : p.toFixed(P_DECIMALS));

const P_LEAST = 0.001;
const P_DECIMALS = 3;

/** A count with its thousands parted by a narrow space, as everywhere else. @example countText(189608) // → "189 608" */
export const countText = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, "\u202f");
