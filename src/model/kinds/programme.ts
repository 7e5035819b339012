import { oneOf, optional, range, ref, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

export const PROGRAMME_STATUS = ["announced", "approved", "contracted", "delivering", "complete", "cancelled"] as const;

/** What a nation has announced or ordered. */
export const programme = recordKind({
  name: "programme",
  file: "programmes",
  title: "A national procurement programme: what, how many, when.",
  needed: false,
  rivalKey: ["nation", "system", "group"],
  fields: {
    ...provenance,
    nation: ref("nation", "Buyer."),
    system: ref("system", "Class or type bought."),
    nameEn: text("Name of the programme."),
    group: optional(text("Rows of one group are reports of the same programme: one is chosen, never added."), "a programme of its own"),
    quantity: optional(range("Number to be delivered in the window.", { unit: "as the unit column says", min: 0 }), "unknown: it is shown, not planned"),
    unit: text("Unit, which must be the system's."),
    firstYear: optional(year("First delivery year, included."), "unknown"),
    lastYear: optional(year("Last delivery year, included."), "unknown"),
    contractYear: optional(year("Year of contract."), "unknown"),
    status: oneOf(PROGRAMME_STATUS, "How firm it is."),
    value: optional(range("Value of the programme.", { unit: "M of the value unit's currency", min: 0 }), "not stated"),
    valueUnit: optional(text("`M` and the currency."), "no value stated"),
    priceBase: optional(text("`current YYYY` or `constant YYYY`."), "no value stated"),
    initiative: optional(ref("initiative", "Multinational initiative it belongs to."), "national"),
    supplier: optional(text("Main supplier."), "not stated"),
  },
});
