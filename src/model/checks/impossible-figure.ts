import { type Check, each } from "./check.ts";

/** Money, people and shares are not negative. Fields with a lower bound are checked while reading. */
export const negative: Check = {
  code: "negative",
  level: "error",
  title: "Money, people and shares are not negative.",
  run: (on, report) =>
    each(on, "economy", ({ value, measure }, index) => {
      if (value.low < 0) report({ kind: "economy", index, column: "value" }, { message: `${measure} cannot be ${value.low}; the row was left out.`, mend: "Correct the sign." });
    }),
};

/** A share lies between 0 and 1. */
export const notAShare: Check = {
  code: "not-a-share",
  level: "error",
  title: "A share lies between 0 and 1.",
  run: (on, report) =>
    each(on, "economy", ({ value, unit, measure }, index) => {
      if (unit === "share" && value.high > 1) report({ kind: "economy", index, column: "value" }, { message: `${measure} is ${value.high} as a share; the row was left out.`, mend: "Write 0.021 for 2.1 per cent." });
    }),
};
