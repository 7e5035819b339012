import { oneOf, optional, range, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

export const ECONOMY_MEASURES = [
  "gdp",
  "population",
  "active-personnel",
  "defence-spending",
  "defence-share-of-gdp",
  "equipment-share",
  "personnel-share",
] as const;

/** A figure on a nation's economy, people or defence spending. */
export const economy = recordKind({
  name: "economy",
  file: "economy",
  title: "Economy, people and defence spending of a nation or of the alliance, by year.",
  needed: true,
  rivalKey: ["scope", "measure", "year"],
  fields: {
    ...provenance,
    scope: text("Nation the figure is about, or a group written with a leading underscore."),
    measure: oneOf(ECONOMY_MEASURES, "What is measured."),
    year: year("Year measured."),
    value: range("The figure.", { unit: "as the unit column says" }),
    unit: text("Unit: `M` and a currency (M EUR), persons, thousand persons, or share."),
    priceBase: optional(text("`current`, or `constant YYYY`, for money."), "not money"),
    edition: optional(text("Edition of the publication; later editions revise earlier ones and both are kept."), "published once"),
  },
});
