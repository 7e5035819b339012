import { optional, range, refs, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** A multinational initiative: joint buy, pooled fleet or common project. */
export const initiative = recordKind({
  name: "initiative",
  file: "initiatives",
  title: "A multinational initiative: joint procurement, pooled fleet or common project.",
  needed: false,
  rivalKey: [],
  fields: {
    ...provenance,
    nameEn: text("Name."),
    form: text("What kind of initiative it is."),
    lead: optional(text("Lead nation or group."), "none stated"),
    members: optional(refs("nation", "Members that are allies."), "not stated"),
    others: optional(text("Members that are not allies."), "none stated"),
    purpose: text("What it is for."),
    capabilities: optional(refs("capability", "Leaves it serves."), "not mapped to a leaf"),
    systems: optional(refs("system", "Systems bought or pooled."), "not mapped to a system"),
    startYear: optional(year("First year."), "not stated"),
    status: text("active, planned, ended or as the source puts it."),
    budget: optional(range("Common budget.", { unit: "M of the budget unit's currency", min: 0 }), "not stated"),
    budgetUnit: optional(text("`M` and the currency."), "no budget stated"),
  },
});
