import { range, ref, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** What leaves service. No row means that nothing is known to leave. */
export const retirement = recordKind({
  name: "retirement",
  file: "retirements",
  title: "How many of a system a nation takes out of service in a year.",
  needed: false,
  rivalKey: ["nation", "system", "year"],
  fields: {
    ...provenance,
    nation: ref("nation", "Holder."),
    system: ref("system", "Class or type, as the holding names it."),
    year: year("From this year on they no longer count."),
    quantity: range("Number that leaves service.", { unit: "as the unit column says", min: 0 }),
    unit: text("Unit, which must be the system's."),
  },
});
