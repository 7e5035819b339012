import { ownOf } from "./own.ts";
import { type AbsentMeans, categoriesOf, permissiveSets, type PolicyTerms, unstatedSets } from "./policy.ts";
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

/** Why a written label has no meaning under the terms, and what mends it. */
export interface LabelProblem {
  readonly kind: "problem";
  readonly code: "unlabelled" | "other-policy" | "unknown-classification" | "unknown-tag-set" | "unknown-category" | "empty-category" | "unstated-absence" | "no-originator" | "unknown-group" | "no-roster";
  readonly message: string;
  readonly mend: string;
}

export const labelProblem = (code: LabelProblem["code"], message: string, mend: string): LabelProblem => ({ kind: "problem", code, message, mend });
export const isProblem = <T extends object>(it: T | LabelProblem): it is LabelProblem => "kind" in it && it.kind === "problem";

/**
 * Meaning of a written label: groups expanded by the roster, absence replaced by what it means. Unknown names are refused,
 * since a value that is not understood cannot be enforced; so is a value without a label, which is never the least one.
 * @example labelOf(terms, undefined) // → { kind: "problem", code: "unlabelled", … }
 */
export function labelOf(terms: PolicyTerms, written: WrittenLabel | undefined): Label | LabelProblem {
  const { policy } = terms;
  if (written === undefined) return labelProblem("unlabelled", "There is no label.", "Give it one: only a person may say that nothing is to be protected.");
  if (written.policy !== policy.name) return labelProblem("other-policy", `The label is of policy ${written.policy}, not of ${policy.name}.`, "Name the policy of the label; labels of several policies stand side by side and all bind.");
  const unstated = unstatedSets(terms);
  if (unstated.length > 0) return labelProblem("unstated-absence", `Nobody has said what a label without ${unstated.join(", without ")} means.`, 'State it under absentMeans: "originator", "everyone" or "group:NAME". It is never assumed.');
  const level = policy.levels.find((it) => it.name === written.classification);
  if (level === undefined) return labelProblem("unknown-classification", `${policy.name} has no level ${written.classification}.`, `Use one of ${policy.levels.map((it) => it.name).join(", ")}.`);
  const restrictive: Held[] = [];
  const informative: Held[] = [];
  const permissive = new Map<string, string[]>();
  for (const [tagSet, values] of Object.entries(written.categories)) {
    if (!policy.tagSets.some((it) => it.name === tagSet)) return labelProblem("unknown-tag-set", `${policy.name} has no tag set ${tagSet}.`, `Use one of ${policy.tagSets.map((it) => it.name).join(", ")}.`);
    // Read as absent it could mean everyone; read as nobody it would be a label that the syntax cannot write.
    if (values.length === 0) return labelProblem("empty-category", `${tagSet} stands in the label without a value.`, "Give it values, or leave it out if what its absence means is meant.");
    for (const value of values) {
      const kind = kindOf(policy, tagSet, value);
      if (kind === undefined) return labelProblem("unknown-category", `${tagSet} has no value ${value}.`, "Check its spelling, or ask for the edition of the policy that has it.");
      if (kind === "restrictive") restrictive.push([tagSet, value]);
      else if (kind === "informative") informative.push([tagSet, value]);
      else permissive.set(tagSet, [...(permissive.get(tagSet) ?? []), ...(ownOf(terms.roster, value) ?? [value])]);
    }
  }
  const clauses: (readonly [string, readonly Clause[]])[] = [];
  for (const tagSet of permissiveSets(policy)) {
    const values = permissive.get(tagSet);
    const stated = values === undefined ? absent(terms, tagSet, written.originator) : [sorted(values)];
    if ("kind" in stated) return stated;
    clauses.push([tagSet, stated]);
  }
  return normal(terms, { policy: policy.name, hierarchy: level.hierarchy, restrictive, clauses: Object.fromEntries(clauses), informative });
}

/** What limits who may read where a label does not say. */
function absent({ absentMeans, roster }: PolicyTerms, tagSet: string, originator: string | undefined): readonly Clause[] | LabelProblem {
  const means: AbsentMeans = absentMeans[tagSet]!;
  if (means === "everyone") return [];
  if (means === "originator") return originator === undefined ? labelProblem("no-originator", `Without ${tagSet} the label is for its originator, and it names none.`, `Name the originator, or the values of ${tagSet}.`) : [[originator]];
  const members = ownOf(roster, means.group);
  return members === undefined ? labelProblem("unknown-group", `Without ${tagSet} the label is for ${means.group}, and the roster has no such group.`, `Add ${means.group} with its members to the roster.`) : [sorted(members)];
}

/** What a value in the store counts as: what its label means, or what nobody may read where there is none that has a meaning. */
export function labelInStore(terms: PolicyTerms, written: WrittenLabel | undefined): Label {
  const label = labelOf(terms, written);
  return isProblem(label) ? top(terms) : label;
}

/** Nobody is kept out: the least label. Only a person may give it. */
export const bottom = ({ policy }: PolicyTerms): Label => ({ policy: policy.name, hierarchy: Math.min(...policy.levels.map((it) => it.hierarchy)), restrictive: [], clauses: Object.fromEntries(permissiveSets(policy).map((it) => [it, []])), informative: [] });

/** Nobody may read: what an unlabelled value counts as. Above every other label. */
export function top({ policy }: PolicyTerms): Label {
  const sets = permissiveSets(policy);
  return {
    policy: policy.name,
    hierarchy: Math.max(...policy.levels.map((it) => it.hierarchy)),
    restrictive: heldOnce(policy.tagSets.flatMap((set) => categoriesOf(policy, set.name, "restrictive").map((it): Held => [set.name, it.name]))),
    // A policy that limits by levels alone still has a label that nobody passes.
    clauses: Object.fromEntries((sets.length === 0 ? [""] : sets).map((it) => [it, [[]]])),
    informative: [],
  };
}

/**
 * The least label that both are below (C25): the higher level, all restrictive values, the clauses of both.
 * Associative, commutative, idempotent. @throws RangeError for labels of two policies: those stand side by side.
 */
export function join(terms: Pick<PolicyTerms, "releaseSet">, a: Label, b: Label): Label {
  if (a.policy !== b.policy) throw new RangeError(`labels of ${a.policy} and ${b.policy} are not joined, they both bind`);
  const sets = [...new Set([...Object.keys(a.clauses), ...Object.keys(b.clauses)])];
  const clauses = Object.fromEntries(sets.map((it) => [it, [...(ownOf(a.clauses, it) ?? []), ...(ownOf(b.clauses, it) ?? [])]]));
  return normal(terms, { policy: a.policy, hierarchy: Math.max(a.hierarchy, b.hierarchy), restrictive: [...a.restrictive, ...b.restrictive], clauses, informative: [...a.informative, ...b.informative] });
}

/** Whether whoever may read `b` may read `a`, as far as the form of the labels tells. */
export function isBelow(a: Label, b: Label): boolean {
  return (
    a.policy === b.policy &&
    a.hierarchy <= b.hierarchy &&
    a.restrictive.every((it) => b.restrictive.some((other) => sameHeld(it, other))) &&
    Object.entries(a.clauses).every(([tagSet, mine]) => mine.every((clause) => (ownOf(b.clauses, tagSet) ?? []).some((other) => isWithin(other, clause))))
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
  if (!(clearance.hierarchy >= label.hierarchy)) return false;
  if (!label.restrictive.every((it) => clearance.restrictive.some((held) => sameHeld(it, held)))) return false;
  return Object.keys(label.clauses).every((tagSet) => {
    const held = tagSet === releaseSet ? [clearance.nation] : (ownOf(clearance.permissive, tagSet) ?? []);
    return label.clauses[tagSet]!.every((clause) => clause.some((it) => held.includes(it)));
  });
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
