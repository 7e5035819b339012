import type { Label } from "./label.ts";
import { ownOf } from "./own.ts";
import { categoriesOf, type PolicyTerms } from "./policy.ts";

/** Values by tag set, in the order of the policy's sets. */
export interface Written {
  readonly classification: string;
  /** Values that bind. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Values that only inform. */
  readonly informative: Readonly<Record<string, readonly string[]>>;
}

/** A label as a written one can carry it. */
export type Rendering =
  /** Says exactly the same. */
  | ({ readonly outcome: "exact" } & Written)
  /** Says more than the label: several clauses had to become one. Nobody reads who might not, some do not who might. */
  | ({ readonly outcome: "tightened"; readonly note: string } & Written)
  /** Cannot be written: leaving the category out would say the opposite. */
  | { readonly outcome: "refuse"; readonly reason: string };

/**
 * Writes a label for the world outside, which knows one list of values a tag set. Several conditions of one set become the
 * values that meet them all; where none does, or a missing value would say something else, it is refused.
 */
export function render({ policy, absentMeans, roster }: PolicyTerms, label: Label): Rendering {
  const refuse = (reason: string): Rendering => ({ outcome: "refuse", reason });
  if (label.policy !== policy.name) return refuse(`the label is of ${label.policy}, not of ${policy.name}`);
  const classification = policy.levels.find((it) => it.hierarchy === label.hierarchy)?.name;
  if (classification === undefined) return refuse(`no level ${label.hierarchy} in ${policy.name}`);
  const sets = policy.tagSets.map((it) => it.name);
  const stray = [...Object.keys(label.clauses), ...[...label.restrictive, ...label.informative].map(([set]) => set)].find((it) => !sets.includes(it));
  if (stray !== undefined) return refuse(stray === "" ? "nobody may read it, which no label says" : `no tag set ${stray} in ${policy.name}`);
  const categories: (readonly [string, readonly string[]])[] = [];
  const informative: (readonly [string, readonly string[]])[] = [];
  const notes: string[] = [];
  for (const tagSet of sets) {
    const clauses = ownOf(label.clauses, tagSet);
    const values = label.restrictive.filter(([set]) => set === tagSet).map(([, value]) => value);
    const informing = label.informative.filter(([set]) => set === tagSet).map(([, value]) => value);
    if (informing.length > 0) informative.push([tagSet, informing]);
    if (clauses !== undefined && clauses.length > 0) {
      const allowed = clauses.reduce((all, it) => all.filter((value) => it.includes(value)));
      if (allowed.length === 0) return refuse(`empty permissive set in ${tagSet}`);
      // A member of a group, or an originator, need not be a value of the policy.
      const known = categoriesOf(policy, tagSet, "permissive").map((it) => it.name);
      // Nor may one be written that others would read as a group with more in it.
      const writable = allowed.filter((it) => known.includes(it) && (ownOf(roster, it) ?? [it]).every((member) => allowed.includes(member)));
      if (writable.length === 0) return refuse(`no value of ${tagSet} stands for ${allowed.join(", ")}`);
      if (clauses.length > 1) notes.push(`several conditions became one in ${tagSet}`);
      if (writable.length < allowed.length) notes.push(`${tagSet} has no value for ${allowed.filter((it) => !writable.includes(it)).join(", ")}`);
      values.push(...writable);
    } else if (clauses !== undefined && ownOf(absentMeans, tagSet) !== "everyone") return refuse(`no limit in ${tagSet}, which a missing value does not say`);
    if (values.length > 0) categories.push([tagSet, values]);
  }
  const written: Written = { classification, categories: Object.fromEntries(categories), informative: Object.fromEntries(informative) };
  return notes.length === 0 ? { outcome: "exact", ...written } : { outcome: "tightened", ...written, note: notes.join("; ") };
}
