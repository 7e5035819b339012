import { significant } from "#engines/history";
import { formatNumber } from "../format/number.ts";

/** Decimals beyond which nothing is printed. */
const DECIMALS_MOST = 8;

/** A figure of the record to two significant digits, more beside one. @example formatFigure(-0.7433) // → "−0.74" */
export function formatFigure(value: number): string {
  const rounded = significant(value);
  const [, fraction = ""] = String(rounded).split(".");
  const least = rounded === 0 ? 0 : Math.min(DECIMALS_MOST, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(rounded)))));
  return formatNumber(rounded, Math.max(least, Math.min(DECIMALS_MOST, fraction.length)));
}
