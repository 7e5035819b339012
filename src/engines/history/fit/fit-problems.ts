import type { SpecProblem } from "../spec.ts";
import type { FitReport } from "./fit-report.ts";

/** What a reader has to know of a fit that did not converge. */
export const problemOf = (state: FitReport["state"], separated: readonly string[], mend = 'Use "estimator": "firth", leave the term out, or widen the sample.'): { readonly problem?: SpecProblem } => {
  if (state === "separated") return { problem: { code: "separated", place: "terms", message: `${separated.join(", ")} ${separated.length === 1 ? "foretells" : "foretell"} the outcome without fault in this sample (perfect separation), so ${separated.length === 1 ? "its estimate runs" : "their estimates run"} off to infinity.`, mend: separated.some((it) => /_[2-9]$/.test(it)) ? `Lower the degree of the polynomial. ${mend}` : mend } };
  return state === "not-converged" ? { problem: { code: "not-converged", place: "terms", message: "The fit did not come to rest.", mend: "Leave terms out, or divide columns that differ by many powers of ten." } } : {};
};

/** What can be done about a term of a spell that runs off. */
export const OF_SPELLS = "Leave the term out, or widen the sample.";
