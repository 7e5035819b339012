import { type Check, type Doubt, each, listed } from "./check.ts";

/** A line of a component makes nothing else: one rate could otherwise be promised twice. */
export const makesMoreThanComponent: Check = {
  code: "makes-more-than-component",
  level: "error",
  title: "A line that makes a component of a bill makes nothing else.",
  run: (on, report) => {
    const components = new Set(on.facts.bill.map((it) => it.component));
    each(on, "line", ({ systems }, index) => {
      const component = systems.find((it) => components.has(it));
      const others = systems.filter((it) => it !== component);
      if (component !== undefined && others.length > 0) report({ kind: "line", index, column: "systems" }, { message: `The line makes the component ${component} and ${listed(others)} besides: its rate would be counted for each.`, mend: `Record one line for ${component} and another for ${listed(others)}, each with the rate that is left for it.` });
    });
  },
};

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
