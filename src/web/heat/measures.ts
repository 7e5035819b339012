import type { HeatMeasure } from "#views";

/** The measures of the table in the words of the switch. */
export const MEASURE_NAMES: Readonly<Record<HeatMeasure, string>> = {
  coverage: "Coverage",
  lead: "Lead score",
  duplication: "Duplication",
  trend: "Trend",
  "n-1": "N-1 loss",
};
