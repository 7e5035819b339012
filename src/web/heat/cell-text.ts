import type { HeatCell } from "#views";
import { formatEvidence, formatNumber, formatShown } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** What a cell prints: shares and yearly changes of shares as whole per cent, other numbers short. */
export function cellText(cell: HeatCell): string {
  if (cell.state === "unknown") return "?";
  if (cell.state === "none") return "·";
  const { shown } = cell;
  if (shown?.value === undefined) return "?";
  if (shown.unit === "share" && shown.value >= 9.995) return ">999";
  return shown.unit.startsWith("share")
    ? formatNumber(shown.value * 100, shown.unit === "share" ? 0 : 1)
    : formatNumber(shown.value, Math.abs(shown.value) >= 10 ? 0 : Math.abs(shown.value) >= 1 ? 1 : 2);
}

/** What a cell says to someone who hears it. */
export function cellWords(cell: HeatCell): string {
  const words = wordsOf(WORDS);
  const role = cell.lead === undefined ? "" : `, ${words.leads[cell.lead]}`;
  if (cell.state === "unknown" || (cell.state === "value" && cell.shown?.value === undefined)) return `${words.unknown}${role}`;
  if (cell.state === "none") return `${words.none}${role}`;
  return `${cell.shown === undefined ? words.unknown : formatShown(cell.shown)}${role}${cell.shown?.evidence === undefined ? "" : `, ${formatEvidence(cell.shown.evidence)}`}`;
}
