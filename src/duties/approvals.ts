import { base64url, canonicalBytes, type Sha256 } from "#ledger";
import type { AwardContent, Instant } from "./event.ts";
import { addDays, addMonths } from "./instant.ts";
import { sameOwners, tiesOf } from "./interests.ts";
import { type Approval, approverStill, type Draft, type Duties, type Emergency, holdsAt, rulesFor } from "./state.ts";

/**
 * What an approval binds: SHA-256 of the canonical JSON (RFC 8785) of the draft, in base 64 for addresses.
 * @example draftHash(sha256, draft) // → "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
 */
export const draftHash = (sha256: Sha256, draft: Draft): string => base64url(sha256(canonicalBytes(draft.bound)));

/**
 * Approvals that count for a nation at a time: of exactly these bytes, not withdrawn, not expired, by someone who still holds the
 * role and is tied to no supplier of the case.
 */
export function countedApprovals(
  duties: Duties,
  { sha256, draft, nation, at }: { readonly sha256: Sha256; readonly draft: Draft; readonly nation: string; readonly at: Instant },
): readonly Approval[] {
  const hash = draftHash(sha256, draft);
  const { approvalDays } = rulesFor(duties, draft);
  return draft.approvals.filter((it) => {
    if (it.nation !== nation || it.hash !== hash || it.withdrawn !== undefined || at > addDays(it.at, approvalDays) || !approverStill(duties, draft, it, at))
      return false;
    const ties = tiesOf(duties, { person: it.by, caseId: draft.case, at });
    return ties.present.length === 0 && ties.unreleased.length === 0;
  });
}

/** How many persons of each nation have to approve, and why so many. */
export type Needed =
  | { readonly kind: "access"; readonly persons: number }
  | { readonly kind: "emergency"; readonly persons: number; readonly emergency: Emergency }
  | { readonly kind: "threshold"; readonly persons: number; readonly related: Related; readonly threshold: number };

export function neededApprovals(duties: Duties, draft: Draft, at: Instant): Needed {
  const rules = rulesFor(duties, draft);
  if (draft.kind !== "award") return { kind: "access", persons: rules.accessApprovals };
  const emergency = emergencyInForce(duties, draft, at);
  if (emergency !== undefined) return { kind: "emergency", persons: rules.emergencyApprovals, emergency };
  const related = relatedSum(duties, draft, at);
  const isAbove = related.sum === undefined || related.sum >= rules.threshold;
  return { kind: "threshold", persons: isAbove ? rules.approvals : Math.min(1, rules.approvals), related, threshold: rules.threshold };
}

/** The emergency procedure that a draft names, where it is of the same nation and has not ended. */
export function emergencyInForce(duties: Duties, draft: Draft, at: Instant): Emergency | undefined {
  const found = draft.emergency === undefined ? undefined : duties.emergencies[draft.emergency];
  return found !== undefined && draft.nations.includes(found.nation) && at >= found.from && holdsAt(found, at) ? found : undefined;
}

/** Awards that count together with one, itself included. */
export interface Related {
  /** Minor units. Absent: currencies differ, so there is no sum, and the strict rule holds. */
  readonly sum?: number;
  readonly drafts: readonly string[];
}

/**
 * The sum that a threshold looks at: this award, those in effect to the same supplier or owner in the same item class within the
 * last months, and the award it amends with all its amendments however old. Reductions do not lower it.
 */
export function relatedSum(duties: Duties, draft: Draft, at: Instant): Related {
  const award = draft.award;
  if (award === undefined) return { sum: 0, drafts: [] };
  const from = addMonths(at, -rulesFor(duties, draft).relatedMonths);
  const firms = sameOwners(duties, [award.supplier]);
  const root = rootOf(duties, draft);
  const isRelated = (it: Draft, other: AwardContent): boolean => {
    if (it.id === draft.id) return true;
    if (it.effectiveAt === undefined) return false;
    if (rootOf(duties, it) === root) return true;
    const sameClass = other.itemClass === undefined || award.itemClass === undefined || other.itemClass === award.itemClass;
    return it.nations.some((nation) => draft.nations.includes(nation)) && firms.has(other.supplier) && sameClass && it.effectiveAt >= from;
  };
  const counted = Object.values(duties.drafts).flatMap((it) => (it.award !== undefined && isRelated(it, it.award) ? [{ id: it.id, award: it.award }] : []));
  const drafts = counted.map((it) => it.id);
  if (counted.some((it) => it.award.currency !== award.currency)) return { drafts };
  return { sum: counted.reduce((sum, it) => sum + Math.max(it.award.amount, 0), 0), drafts };
}

/** The award at the start of a chain of amendments. */
function rootOf(duties: Duties, draft: Draft): string {
  let at = draft;
  for (const seen = new Set<string>(); at.amends !== undefined && !seen.has(at.id); ) {
    seen.add(at.id);
    const before = duties.drafts[at.amends];
    if (before === undefined) break;
    at = before;
  }
  return at.id;
}
