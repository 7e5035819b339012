import { type AbsentMeans, permissiveSets, type PolicyTerms } from "./policy.ts";
import { kindOf, type WrittenLabel } from "./written.ts";

/** Values of which a reader must hold one. Sorted, each once. The empty clause: nobody. */
export type Clause = readonly string[];

/** A tag set and a value of it. */
export type Held = readonly [tagSet: string, value: string];

/**
 * A label within one policy, with everything said: level, restrictive values that must all be held, and for every permissive
 * tag set clauses of each of which one value must be held. No clause: no limit. In normal form.
 */
export interface Label {
  readonly policy: string;
  readonly hierarchy: number;
  readonly restrictive: readonly Held[];
  readonly clauses: Readonly<Record<string, readonly Clause[]>>;
  /** Joined, but no part of the order. */
  readonly informative: readonly Held[];
}

/** Why a written label has no meaning under the terms. */
export interface LabelProblem {
  readonly kind: "problem";
  readonly code: "other-policy" | "unknown-classification" | "unknown-tag-set" | "unknown-category" | "unstated-absence" | "no-originator" | "unknown-group";
  readonly message: string;
}

const problem = (code: LabelProblem["code"], message: string): LabelProblem => ({ kind: "problem", code, message });
export const isProblem = (it: Label | LabelProblem): it is LabelProblem => "kind" in it;

/**
 * Meaning of a written label: groups expanded by the roster, absence replaced by what it means. Unknown names are refused,
 * since a value that is not understood cannot be enforced.
 */
export function labelOf(terms: PolicyTerms, written: WrittenLabel): Label | LabelProblem {
  const { policy, roster } = terms;
  if (written.policy !== policy.name) return problem("other-policy", `The label is of policy ${written.policy}, not of ${policy.name}.`);
  const level = policy.levels.find((it) => it.name === written.classification);
  if (level === undefined) return problem("unknown-classification", `${policy.name} has no level ${written.classification}.`);
  const restrictive: Held[] = [];
  const informative: Held[] = [];
  const permissive = new Map<string, string[]>();
  for (const [tagSet, values] of Object.entries(written.categories)) {
    if (!policy.tagSets.some((it) => it.name === tagSet)) return problem("unknown-tag-set", `${policy.name} has no tag set ${tagSet}.`);
    for (const value of values) {
      const kind = kindOf(policy, tagSet, value);
      if (kind === undefined) return problem("unknown-category", `${tagSet} has no value ${value}.`);
      if (kind === "restrictive") restrictive.push([tagSet, value]);
      else if (kind === "informative") informative.push([tagSet, value]);
      else permissive.set(tagSet, [...(permissive.get(tagSet) ?? []), ...(roster[value] ?? [value])]);
    }
  }
  const clauses: Record<string, readonly Clause[]> = {};
  for (const tagSet of permissiveSets(policy)) {
    const values = permissive.get(tagSet);
    const stated = values === undefined ? absent(terms, tagSet, written.originator) : [sorted(values)];
    if ("kind" in stated) return stated;
    clauses[tagSet] = stated;
  }
  return normal(terms, { policy: policy.name, hierarchy: level.hierarchy, restrictive, clauses, informative });
}

function absent({ absentMeans, roster }: PolicyTerms, tagSet: string, originator: string | undefined): readonly Clause[] | LabelProblem {
  const means: AbsentMeans | undefined = absentMeans[tagSet];
  if (means === undefined) return problem("unstated-absence", `Nobody has said what a label without ${tagSet} means.`);
  if (means === "everyone") return [];
  if (means === "originator") return originator === undefined ? problem("no-originator", `Without ${tagSet} the label is for its originator, and it names none.`) : [[originator]];
  const members = roster[means.group];
  return members === undefined ? problem("unknown-group", `The roster has no group ${means.group}.`) : [sorted(members)];
}

/** Nobody is kept out: the least label. Only a person may give it. */
export const bottom = (terms: PolicyTerms): Label => ({ policy: terms.policy.name, hierarchy: Math.min(...terms.policy.levels.map((it) => it.hierarchy)), restrictive: [], clauses: Object.fromEntries(permissiveSets(terms.policy).map((it) => [it, []])), informative: [] });

/** Nobody may read: what an unlabelled value counts as. */
export const top = (terms: PolicyTerms): Label => ({ policy: terms.policy.name, hierarchy: Math.max(...terms.policy.levels.map((it) => it.hierarchy)), restrictive: [], clauses: Object.fromEntries(permissiveSets(terms.policy).map((it) => [it, [[]]])), informative: [] });

/**
 * The least label that both are below (C25): the higher level, all restrictive values, the clauses of both.
 * Associative, commutative, idempotent. @throws RangeError for labels of two policies: those stand side by side.
 */
export function join(terms: Pick<PolicyTerms, "releaseSet">, a: Label, b: Label): Label {
  if (a.policy !== b.policy) throw new RangeError(`labels of ${a.policy} and ${b.policy} are not joined, they both bind`);
  const clauses = Object.fromEntries([...new Set([...Object.keys(a.clauses), ...Object.keys(b.clauses)])].map((it) => [it, [...(a.clauses[it] ?? []), ...(b.clauses[it] ?? [])]]));
  return normal(terms, { policy: a.policy, hierarchy: Math.max(a.hierarchy, b.hierarchy), restrictive: [...a.restrictive, ...b.restrictive], clauses, informative: [...a.informative, ...b.informative] });
}

/** Whether whoever may read `b` may read `a`, as far as the form of the labels tells. */
export function isBelow(a: Label, b: Label): boolean {
  return (
    a.policy === b.policy &&
    a.hierarchy <= b.hierarchy &&
    a.restrictive.every((it) => b.restrictive.some((other) => sameHeld(it, other))) &&
    Object.entries(a.clauses).every(([tagSet, mine]) => mine.every((clause) => (b.clauses[tagSet] ?? []).some((other) => isWithin(other, clause))))
  );
}

/** What a reader holds in one policy. */
export interface Clearance {
  readonly hierarchy: number;
  readonly restrictive: readonly Held[];
  /** The one nation the reader acts for. */
  readonly nation: string;
  /** Permissive values held beside it, by tag set. */
  readonly permissive: Readonly<Record<string, readonly string[]>>;
}

/** Whether a reader may read what carries the label: level, every restrictive value, of every clause one value. */
export function permits({ releaseSet }: Pick<PolicyTerms, "releaseSet">, clearance: Clearance, label: Label): boolean {
  return (
    clearance.hierarchy >= label.hierarchy &&
    label.restrictive.every((it) => clearance.restrictive.some((held) => sameHeld(it, held))) &&
    Object.entries(label.clauses).every(([tagSet, clauses]) => {
      const held = tagSet === releaseSet ? [clearance.nation] : (clearance.permissive[tagSet] ?? []);
      return clauses.every((clause) => clause.some((it) => held.includes(it)));
    })
  );
}

/** The one form of labels that mean the same: sorted, without clauses that another implies, releases as one clause. */
function normal({ releaseSet }: Pick<PolicyTerms, "releaseSet">, { policy, hierarchy, restrictive, clauses, informative }: Label): Label {
  return {
    policy,
    hierarchy,
    restrictive: heldOnce(restrictive),
    clauses: Object.fromEntries(Object.entries(clauses).map(([tagSet, of]) => [tagSet, tagSet === releaseSet ? intersected(of) : absorbed(of)])),
    informative: heldOnce(informative),
  };
}

/** A reader who acts for one nation passes all clauses exactly when that nation is in each. */
const intersected = (clauses: readonly Clause[]): readonly Clause[] => (clauses.length === 0 ? [] : [sorted(clauses.reduce((all, it) => all.filter((value) => it.includes(value))))]);

/** Drops a clause that contains another: who passes the smaller passes it. */
function absorbed(clauses: readonly Clause[]): readonly Clause[] {
  const once = [...new Map(clauses.map((it) => [JSON.stringify(sorted(it)), sorted(it)])).values()];
  return once.filter((it) => !once.some((other) => other !== it && isWithin(other, it))).sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (values: readonly string[]): Clause => [...new Set(values)].sort(compare);
const isWithin = (small: Clause, large: Clause): boolean => small.every((it) => large.includes(it));
const sameHeld = (a: Held, b: Held): boolean => a[0] === b[0] && a[1] === b[1];
const heldOnce = (values: readonly Held[]): readonly Held[] => [...new Map(values.map((it) => [JSON.stringify(it), it])).values()].sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
