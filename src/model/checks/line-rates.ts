import { type Doubt, each } from "./check.ts";

/** A line's rates rise from minimum over economic to maximum. */
export const ratesOutOfOrder: Doubt = {
  code: "rates-out-of-order",
  level: "warning",
  title: "A line's minimum, economic and maximum rates rise.",
  run: (on, report) =>
    each(on, "line", ({ rateMinimum, rateEconomic, rateMaximum }, index) => {
      const rates = [rateMinimum, rateEconomic, rateMaximum.high].filter((it) => it !== undefined);
      if (rates.some((it, place) => it < (rates[place - 1] ?? 0))) report({ kind: "line", index, column: "rate_maximum" }, { message: `The rates ${rates.join(", ")} a year do not rise from minimum over economic to maximum.`, mend: "Check that all three are items a year." });
    }),
};
