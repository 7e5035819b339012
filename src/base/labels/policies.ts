import { type Clearance, isBelow, isProblem, join, type Label, type LabelProblem, labelOf, labelProblem, permits } from "./label.ts";
import { ownOf } from "./own.ts";
import type { PolicyTerms } from "./policy.ts";
import type { WrittenLabel } from "./written.ts";

/** Labels of several policies side by side, by the name of the policy: all of them bind. Empty: unlabelled, so nobody reads. */
export type LabelMap = Readonly<Record<string, Label>>;

/** Terms of every policy in use, by its name. */
export type TermsMap = Readonly<Record<string, PolicyTerms>>;

/** What a reader holds, by policy. A policy that is not there is not passed. */
export type ClearanceMap = Readonly<Record<string, Clearance>>;

/**
 * Meaning of the labels that stand together on one value, the originator's and its alternatives. Two of one policy are joined:
 * neither may take anything away from the other.
 */
export function labelsOf(terms: TermsMap, written: readonly WrittenLabel[]): LabelMap | LabelProblem {
  if (written.length === 0) return labelProblem("unlabelled", "There is no label.", "Give it one: only a person may say that nothing is to be protected.");
  let all: LabelMap = {};
  for (const it of written) {
    const of = ownOf(terms, it.policy);
    if (of === undefined) return labelProblem("other-policy", `Nobody has given the policy ${it.policy}.`, "Name its file: a label whose policy is not there cannot be enforced.");
    const label = labelOf(of, it);
    if (isProblem(label)) return label;
    all = joinMaps(terms, all, { [it.policy]: label });
  }
  return all;
}

/** The least labels above both, policy by policy; a label that only one side has stays. @throws RangeError for a policy without terms. */
export function joinMaps(terms: TermsMap, a: LabelMap, b: LabelMap): LabelMap {
  const policies = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(
    policies.map((policy) => {
      const of = ownOf(terms, policy);
      if (of === undefined) throw new RangeError(`no terms for the policy ${policy}`);
      const [mine, other] = [ownOf(a, policy), ownOf(b, policy)];
      return [policy, mine === undefined || other === undefined ? (mine ?? other)! : join(of, mine, other)];
    }),
  );
}

/** Whether every label of `a` is below one of the same policy in `b`. */
export const isBelowMap = (a: LabelMap, b: LabelMap): boolean =>
  Object.entries(a).every(([policy, label]) => {
    const other = ownOf(b, policy);
    return other !== undefined && isBelow(label, other);
  });

/** Whether a reader passes the label of every policy. Nobody passes where there is none. */
export function permitsMap(terms: TermsMap, clearances: ClearanceMap, labels: LabelMap): boolean {
  const all = Object.entries(labels);
  return (
    all.length > 0 &&
    all.every(([policy, label]) => {
      const [of, clearance] = [ownOf(terms, policy), ownOf(clearances, policy)];
      return of !== undefined && clearance !== undefined && permits(of, clearance, label);
    })
  );
}
