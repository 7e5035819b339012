import { number, optional, range, refs, text } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** A production line. */
export const line = recordKind({
  name: "line",
  file: "lines",
  title: "A production line: what it makes, how fast, and how it can grow.",
  needed: false,
  rivalKey: [],
  fields: {
    ...provenance,
    nameEn: text("Name of the line."),
    supplier: text("Organisation that runs it."),
    nation: text("Nation or group (leading underscore) where it stands; need not be an ally."),
    systems: refs("system", "Classes or types it makes; several: it can switch between them."),
    rateMinimum: optional(number("Minimum sustaining rate: below it the line closes.", { unit: "items a year", min: 0 }), "unknown"),
    rateEconomic: optional(number("Economic rate.", { unit: "items a year", min: 0 }), "unknown"),
    rateMaximum: range("Maximum rate with today's plant.", { unit: "items a year", min: 0 }),
    share: optional(number("Share of the line that allies can count on, the rest being promised elsewhere.", { unit: "share", min: 0, max: 1 }), "unknown: the parameter `plan.line-share` stands in"),
    leadTime: optional(range("Time from order to delivery.", { unit: "years", min: 0, max: 20 }), "the system's lead time"),
    expansionMaximum: optional(number("How much the yearly rate can be raised by investment.", { unit: "items a year", min: 0 }), "unknown: the parameter `plan.expansion` stands in"),
    expansionLeadTime: optional(number("Time from decision to the first item of added capacity.", { unit: "years", min: 0 }), "unknown: the parameter `plan.expansion-lead-time` stands in"),
    expansionCost: optional(range("Investment for one more item a year.", { unit: "M of the cost unit's currency", min: 0 }), "unknown: the parameter `plan.expansion-cost` stands in"),
    changeover: optional(number("Share of a year's capacity lost when the line changes from one product to another; with it, the line makes one product in a year.", { unit: "share", min: 0, max: 1 }), "it makes its products side by side"),
    costUnit: optional(text("`M` and the currency."), "no cost given"),
    priceBase: optional(text("`current YYYY` or `constant YYYY`."), "no cost given"),
  },
});
