import { range, ref, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** A row of the plan that the alliance adopted last: the next plan departs from it only as far as that pays. */
export const adoptedOrder = recordKind({
  name: "adoptedOrder",
  file: "adopted_orders",
  title: "What the last adopted plan lets a nation buy beyond its programmes, by year of delivery.",
  needed: false,
  rivalKey: ["nation", "system", "year"],
  fields: {
    ...provenance,
    nation: ref("nation", "Buyer."),
    system: ref("system", "Class or type."),
    year: year("Year of delivery."),
    quantity: range("Number delivered in that year.", { unit: "as the unit column says", min: 0 }),
    unit: text("Unit, which must be the system's."),
  },
});
