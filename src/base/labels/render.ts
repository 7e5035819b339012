import type { Label } from "./label.ts";
import type { PolicyTerms } from "./policy.ts";

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

/** Writes a label for the world outside, which knows one list of values a tag set. */
export function render({ policy, absentMeans }: PolicyTerms, label: Label): Rendering {
  const classification = policy.levels.find((it) => it.hierarchy === label.hierarchy)?.name;
  if (classification === undefined) return { outcome: "refuse", reason: `no level ${label.hierarchy} in ${policy.name}` };
  const categories: Record<string, readonly string[]> = {};
  const informative: Record<string, readonly string[]> = {};
  const tightened: string[] = [];
  for (const tagSet of policy.tagSets.map((it) => it.name)) {
    const clauses = label.clauses[tagSet] ?? [];
    const values = label.restrictive.filter(([set]) => set === tagSet).map(([, value]) => value);
    const informing = label.informative.filter(([set]) => set === tagSet).map(([, value]) => value);
    if (informing.length > 0) informative[tagSet] = informing;
    if (clauses.length > 0) {
      const allowed = clauses.reduce((all, it) => all.filter((value) => it.includes(value)));
      if (allowed.length === 0) return { outcome: "refuse", reason: `empty permissive set in ${tagSet}` };
      if (clauses.length > 1) tightened.push(tagSet);
      values.push(...allowed);
    } else if (tagSet in label.clauses && absentMeans[tagSet] !== "everyone") return { outcome: "refuse", reason: `no limit in ${tagSet}, which a missing value does not say` };
    if (values.length > 0) categories[tagSet] = values;
  }
  return tightened.length === 0 ? { outcome: "exact", classification, categories, informative } : { outcome: "tightened", classification, categories, informative, note: `several conditions became one in ${tightened.join(", ")}` };
}
