import { integer, oneOf, optional, range, ref, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** How much of a capability is needed. */
export const requirement = recordKind({
  name: "requirement",
  file: "requirements",
  title: "How much of a capability is needed, by year and risk stratum.",
  needed: true,
  rivalKey: ["capability", "scope", "year", "capLevel", "situation"],
  fields: {
    ...provenance,
    capability: ref("capability", "What is needed."),
    scope: text("Who it is needed by: `alliance` for the whole, a nation's code, or a group with a leading underscore. Only `alliance` rows drive the plan."),
    year: year("Year from which it is needed; it holds until a later row of the same capability."),
    capLevel: optional(integer("Risk stratum (CAP level), 1 most urgent to 5: the quantity is that stratum's part, not the sum so far.", { unit: "CAP level", min: 1, max: 5 }), "not split: the quantity is the whole, and the parameter `assess.cap-split` divides it"),
    quantity: range("How much is needed.", { unit: "as the unit column says", min: 0 }),
    unit: text("Unit, which must be the capability's."),
    situation: text("Planning situation the figure is for; figures for different situations are never added."),
    use: oneOf(["plan", "reference"], "`plan`: drives assessment and plan. `reference`: shown beside it, never added or planned on."),
  },
});
