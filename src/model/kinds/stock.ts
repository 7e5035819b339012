import { number, optional, range, ref, text } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** What a nation has in store of a munition, and how long it is meant to last. */
export const stock = recordKind({
  name: "stock",
  file: "stocks",
  title: "Munition in store, and the stock aimed at.",
  needed: false,
  rivalKey: ["nation", "system"],
  fields: {
    ...provenance,
    nation: ref("nation", "Holder."),
    system: ref("system", "The munition."),
    quantity: optional(range("Number in store, complete and in date.", { unit: "as the unit column says", min: 0 }), "unknown"),
    target: optional(range("Number aimed at.", { unit: "as the unit column says", min: 0 }), "no aim stated"),
    unit: text("Unit, which must be the munition's."),
    dailyUse: optional(range("Planned use a day.", { unit: "as the unit column says, per day", min: 0 }), "not stated"),
    targetDays: optional(number("Days of supply aimed at.", { unit: "d", min: 0 }), "not stated"),
  },
});
