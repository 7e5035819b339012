import { range, ref, text, year } from "../field.ts";
import { provenance, recordKind } from "../kind.ts";

/** Money a nation may commit to the capabilities in the plan in one year, under one path. */
export const budget = recordKind({
  name: "budget",
  file: "budgets",
  title: "Money a nation can put into the plan's capabilities, by year and path.",
  needed: true,
  rivalKey: ["nation", "year", "path"],
  fields: {
    ...provenance,
    nation: ref("nation", "Whose money."),
    year: year("Year of payment."),
    path: text("Name of the budget path, for example `held`, `agreed` or `argued`."),
    amount: range("Money for buying and keeping what the plan adds.", { unit: "M of the unit column's currency", min: 0 }),
    unit: text("`M` and the currency, for example M EUR."),
    priceBase: text("`constant YYYY`."),
  },
});
