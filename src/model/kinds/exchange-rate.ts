import { number, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** What one unit of a currency was worth in the alliance's currency in a year. */
export const exchangeRate = recordKind({
  name: "exchangeRate",
  file: "exchange_rates",
  title: "Value of one unit of a currency in the alliance's currency, by year.",
  needed: false,
  rivalKey: ["currency", "year"],
  fields: {
    ...provenance,
    currency: text("Currency converted from."),
    year: year("Year of the rate, yearly average."),
    rate: number("Alliance currency per unit of this currency.", { unit: "alliance currency per unit", min: 1e-9 }),
  },
});
