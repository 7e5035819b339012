import { number, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** Price level of the alliance's currency by year, to bring money of different years to one price base. */
export const priceIndex = recordKind({
  name: "priceIndex",
  file: "price_indices",
  title: "Price level of the alliance's currency by year.",
  needed: false,
  rivalKey: ["index", "year"],
  fields: {
    ...provenance,
    index: text("Name of the index."),
    year: year("Year."),
    level: number("Price level.", { unit: "index points", min: 1e-9 }),
  },
});
