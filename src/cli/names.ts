import { nearest } from "#model";
import type { Results } from "#views";
import { pageYear } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";

interface Named {
  readonly id: string;
  readonly nameEn: string;
}

/** The id that is meant: by the id itself, or by the whole name. Otherwise a complaint that says what comes near. */
const known = (what: string, wanted: string, all: readonly Named[]): string => {
  const plain = wanted.trim().toLowerCase();
  const meant = all.find((it) => it.id === wanted) ?? all.find((it) => it.nameEn.toLowerCase() === plain) ?? all.find((it) => it.id.toLowerCase() === plain);
  if (meant !== undefined) return meant.id;
  const near = nearest(wanted, all.map((it) => it.id));
  const alike = all.filter((it) => it.id === near || `${it.id} ${it.nameEn}`.toLowerCase().includes(plain));
  const list = (some: readonly Named[]): string => some.map((it) => `${it.id} (${it.nameEn})`).join(", ");
  throw new Complaint(EXIT.usage, `"${wanted}" is no ${what} of this data set.`, alike.length > 0 && plain !== "" ? alike.length === 1 ? `Did you mean ${alike[0]?.id}? That is ${alike[0]?.nameEn}.` : `Did you mean one of ${list(alike.slice(0, MOST))}?` : `Use one of: ${list(all.slice(0, MOST))}${all.length > MOST ? ` and ${all.length - MOST} more, in ${what === "nation" ? "nations" : "capabilities"}.csv` : ""}.`);
};

// Names told in one complaint.
const MOST = 12;

/** A year of the data set, or its middle year. */
export function yearOf(results: Results, wanted: number | undefined): number {
  const { years } = results.alliance;
  if (wanted !== undefined && !years.includes(wanted)) throw new Complaint(EXIT.usage, `${wanted} is outside the plan.`, `Give a year from ${years[0]} to ${years.at(-1)}.`);
  return wanted ?? pageYear(results);
}

export const leafOf = (results: Results, wanted: string): string => known("capability", wanted, results.alliance.leaves);
export const nationOf = (results: Results, wanted: string): string => known("nation", wanted, results.alliance.nations);
