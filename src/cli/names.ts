import { nearest } from "#model";
import type { Results } from "#views";
import { pageYear } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";

const known = (what: string, wanted: string, all: readonly string[]): string => {
  if (all.includes(wanted)) return wanted;
  const near = nearest(wanted, all);
  throw new Complaint(EXIT.usage, `"${wanted}" is no ${what} of this data set.`, near === undefined ? `Use one of: ${all.slice(0, 12).join(", ")}${all.length > 12 ? " …" : ""}.` : `Did you mean ${near}?`);
};

/** A year of the data set, or its middle year. */
export function yearOf(results: Results, wanted: number | undefined): number {
  const { years } = results.alliance;
  if (wanted !== undefined && !years.includes(wanted)) throw new Complaint(EXIT.usage, `${wanted} is outside the plan.`, `Give a year from ${years[0]} to ${years.at(-1)}.`);
  return wanted ?? pageYear(results);
}

export const leafOf = (results: Results, wanted: string): string => known("capability", wanted, results.alliance.leaves.map((it) => it.id));
export const nationOf = (results: Results, wanted: string): string => known("nation", wanted, results.alliance.nations.map((it) => it.id));
