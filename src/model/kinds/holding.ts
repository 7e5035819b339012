import { optional, range, ref, share, text } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** What a nation holds of a system. No row means unknown; a row of 0 means reported as none. */
export const holding = recordKind({
  name: "holding",
  file: "holdings",
  title: "What a nation holds of a class or type.",
  needed: true,
  rivalKey: ["nation", "system"],
  fields: {
    ...provenance,
    nation: ref("nation", "Holder."),
    system: ref("system", "Class or type. A nation's class row is the total that its type rows belong to: they are never added."),
    quantity: range("Number held, stored ones included unless the definition says otherwise.", { unit: "as the unit column says", min: 0 }),
    unit: text("Unit, which must be the system's."),
    readiness: optional(share("Share usable within 30 days."), "unknown: the parameter `assess.readiness` stands in"),
    service: optional(text("Branch of the forces."), "not stated"),
  },
});
