import { HEAT_MEASURES, type HeatMeasure } from "#views";

/** Measure and year of the table that an address names; without a year it is the one the pages look at. */
export function chosenIn(at: (key: "heat" | "year") => string | undefined): { readonly measure: HeatMeasure; readonly year: number | undefined } {
  const year = Number(at("year"));
  return { measure: HEAT_MEASURES.find((it) => it === at("heat")) ?? "coverage", year: Number.isInteger(year) && year > 0 ? year : undefined };
}
