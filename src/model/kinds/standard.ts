import { id, oneOf, optional, range, refs, text } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** A standard that lets contributions of different allies work together. */
export const standard = recordKind({
  name: "standard",
  file: "standards",
  title: "A standard, and the capabilities whose contributions it lets count in full.",
  needed: false,
  rivalKey: [],
  fields: {
    ...provenance,
    id: id("Designation."),
    nameEn: text("Title."),
    nameFr: optional(text("Title in French."), "use the English title"),
    layer: oneOf(["policy", "organisation", "semantics", "syntax", "technical"], "Layer of interoperability."),
    capabilities: refs("capability", "Leaves whose contributions count in full only with this standard."),
    adoptionCost: optional(range("Cost for one nation to adopt it.", { unit: "M of the cost unit's currency", min: 0 }), "unknown: the parameter `plan.adoption-cost` stands in"),
    costUnit: optional(text("`M` and the currency."), "no cost given"),
    priceBase: optional(text("`current YYYY` or `constant YYYY`."), "no cost given"),
  },
});
