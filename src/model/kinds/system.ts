import { flag, id, number, oneOf, optional, range, ref, refs, text } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** Something that can be held, bought and kept: a class (any main battle tank) or a type of a class (one model). */
export const system = recordKind({
  name: "system",
  file: "systems",
  title: "A class of equipment, munition, unit or service, or a type within a class.",
  needed: true,
  rivalKey: [],
  fields: {
    ...provenance,
    id: id("Name of the system."),
    class: optional(ref("system", "The class this type belongs to; yields and lines of a class hold for its types."), "this row is itself a class"),
    kind: oneOf(["platform", "munition", "unit", "service", "component"], "What it is: platform, munition (a stock is kept), unit (people and kit as one), service (cloud, satellite capacity) or component (a part that other systems need; never held or bought by itself)."),
    nameEn: text("Name in English."),
    nameFr: optional(text("Name in French."), "use the English name"),
    family: optional(text("Design family; types of a family count as one type for fragmentation."), "a family of its own"),
    origin: optional(text("Nation or group of the design."), "unknown"),
    unit: text("What one counts."),
    unitCost: optional(range("Price of one, first lots.", { unit: "M of the cost unit's currency", min: 0 }), "unknown: it is never bought by a plan"),
    costUnit: optional(text("`M` and the currency."), "no price given"),
    priceBase: optional(text("`current YYYY` or `constant YYYY`."), "no price given"),
    upkeep: optional(range("Yearly upkeep as a share of the unit cost.", { unit: "share a year", min: 0, max: 1 }), "unknown: the parameter `plan.upkeep` stands in"),
    commonFunding: optional(flag("Whether allies may buy it out of common funds, for all."), "no: nations buy it"),
    crew: optional(number("People needed to operate one.", { unit: "persons", min: 0 }), "unknown"),
    life: optional(number("Service life.", { unit: "years", min: 0 }), "unknown: nothing retires by age"),
    leadTime: optional(range("Time from order to first delivery.", { unit: "years", min: 0, max: 20 }), "unknown: the parameter `plan.lead-time` stands in"),
    natures: optional(refs("system", "Munitions it fires."), "none or unknown"),
  },
});
