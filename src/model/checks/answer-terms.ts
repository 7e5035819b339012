import { type Check, type Doubt, each } from "./check.ts";

/** A reserve says what is accepted: how much, or from when. */
export const reserveWithoutTerms: Check = {
  code: "reserve-without-terms",
  level: "error",
  title: "A reserve gives the quantity or the year it accepts.",
  run: (on, report) =>
    each(on, "answer", ({ response, quantity, firstYear }, index) => {
      if (response === "reserve" && quantity === undefined && firstYear === undefined)
        report({ kind: "answer", index, column: "quantity" }, { message: "The reserve says neither how much is accepted nor from when; the row was left out.", mend: "Give `quantity` (what is accepted), `first_year` (from when in full), or both; or answer accept or decline." });
    }),
};

/** Only a reserve has terms. */
export const termsWithoutReserve: Doubt = {
  code: "terms-without-reserve",
  level: "warning",
  title: "Only a reserve gives a quantity or a year.",
  run: (on, report) =>
    each(on, "answer", ({ response, quantity, firstYear }, index) => {
      if (response !== "reserve" && (quantity !== undefined || firstYear !== undefined))
        report({ kind: "answer", index, column: quantity === undefined ? "first_year" : "quantity" }, { message: `The answer is ${response}, so its ${quantity === undefined ? "year" : "quantity"} is not used.`, mend: "Empty the cell, or answer reserve." });
    }),
};

/** A reserve by year has its year within the plan. */
export const reserveOutsidePlan: Doubt = {
  code: "reserve-outside-plan",
  level: "warning",
  title: "The year from which a target is accepted lies within the plan.",
  run: (on, report) =>
    each(on, "answer", ({ response, firstYear }, index) => {
      if (response !== "reserve" || firstYear === undefined) return;
      if (firstYear > on.settings.lastYear) report({ kind: "answer", index, column: "first_year" }, { message: `It accepts the target from ${firstYear}, after the plan ends in ${on.settings.lastYear}: it is never asked in full.`, mend: "Correct the year, or answer decline." });
      else if (firstYear <= on.settings.firstYear) report({ kind: "answer", index, column: "first_year" }, { message: `It accepts the target from ${firstYear}, no later than the plan begins in ${on.settings.firstYear}: the reserve holds nothing back.`, mend: "Correct the year, or answer accept." });
    }),
};
