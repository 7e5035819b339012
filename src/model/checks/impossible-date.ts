import { type Check, type Doubt, each } from "./check.ts";

/** Dates that contradict one another, or a count of what has not happened yet. */
export const impossibleDate: Check = {
  code: "impossible-date",
  level: "error",
  title: "Dates of one row agree, and nothing is counted before it happened.",
  run: (on, report) => {
    const pictureYear = Number(on.settings.asOf.slice(0, 4));
    each(on, "programme", ({ firstYear, lastYear, contractYear }, index) => {
      if (firstYear !== undefined && lastYear !== undefined && lastYear < firstYear)
        report({ kind: "programme", index, column: "last_year" }, { message: `The last delivery (${lastYear}) comes before the first (${firstYear}); the row was left out.`, mend: "Correct one of the two years." });
      else if (contractYear !== undefined && (firstYear ?? lastYear) !== undefined && contractYear > (firstYear ?? lastYear ?? 0))
        report({ kind: "programme", index, column: "contract_year" }, { message: `The contract (${contractYear}) comes after the first delivery (${firstYear ?? lastYear}); the row was left out.`, mend: "Correct one of the two years." });
    });
    each(on, "economy", ({ year, evidence }, index) => {
      if (evidence === "observed" && year > pictureYear)
        report({ kind: "economy", index, column: "year" }, { message: `A figure of ${year} cannot have been observed by ${on.settings.asOf}; the row was left out.`, mend: "Correct the year, or say in `evidence` that it is an estimate." });
    });
    each(on, "nation", ({ accessionYear }, index) => {
      if (accessionYear > on.settings.lastYear)
        report({ kind: "nation", index, column: "accession_year" }, { message: `It joins in ${accessionYear}, after the plan ends in ${on.settings.lastYear}; the row was left out.`, mend: "Correct the year, or leave the nation out until the horizon reaches it." });
    });
  },
};

/** A fact dated after the picture. */
export const laterThanPicture: Doubt = {
  code: "later-than-picture",
  level: "warning",
  title: "No fact is dated after the picture.",
  run: (on, report) => {
    const end = `${on.settings.asOf}~`;
    for (const kind of DATED) {
      each(on, kind, ({ asOf }, index) => {
        // Compared as text: 2026-01 lies within a picture of 2026-01-15, 2026-02 does not.
        if (asOf > end.slice(0, asOf.length)) report({ kind, index, column: "as_of" }, { message: `It is dated ${asOf}, after the picture of ${on.settings.asOf}.`, mend: "Correct the date, or set a later `asOf` in datapackage.json." });
      });
    }
  },
};

const DATED = ["source", "nation", "exchangeRate", "priceIndex", "economy", "budget", "requirement", "adoption", "holding", "stock", "programme", "retirement", "adoptedOrder", "line", "initiative"] as const;
