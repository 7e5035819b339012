import type { Instant, Interest } from "./event.ts";
import { addMonths } from "./instant.ts";
import { rulesOf } from "./parameters.ts";
import { caseOf, type Duties, handsOf } from "./state.ts";

/** Interests of one person, and of those the person stands in for, in the suppliers of a case. */
export interface Ties {
  /** In suppliers that bid. */
  readonly present: readonly string[];
  /** In suppliers that have withdrawn, without a release since. */
  readonly unreleased: readonly string[];
}

/**
 * Suppliers of a case to which a person is tied: by declaration in any case, or by the ownership record, which also carries a tie
 * to every firm of the same owners. Unit: names. A release counts for the person it names, from the withdrawal on.
 */
export function tiesOf(duties: Duties, { person, caseId, at }: { readonly person: string; readonly caseId: string; readonly at: Instant }): Ties {
  const of = caseOf(duties, caseId);
  const months = rulesOf(duties.rules[of.nation ?? ""]).formerMonths;
  const present = new Set<string>();
  const unreleased = new Set<string>();
  for (const one of handsOf(duties, person, at)) {
    const declared = (duties.interests[one] ?? []).filter((it) => countsAt(it, at, months)).map((it) => it.supplier);
    const tied = sameOwners(duties, [one, ...declared]);
    for (const [supplier, { withdrawnAt }] of Object.entries(of.suppliers)) {
      if (!tied.has(supplier)) continue;
      if (withdrawnAt === undefined) present.add(supplier);
      else if (!of.releases.some((it) => it.person === one && it.supplier === supplier && it.at >= withdrawnAt)) unreleased.add(supplier);
    }
  }
  return { present: [...present], unreleased: [...unreleased] };
}

/** Whether an interest counts: until it ends, a former employment for some months more. */
function countsAt(interest: Interest, at: Instant, months: number): boolean {
  if (interest.kind === "former-employment") return interest.ended === undefined || at <= addMonths(interest.ended, months);
  return interest.ended === undefined || at < interest.ended;
}

/** Names and all that the ownership record joins to them, up and down and through common owners. */
export function sameOwners({ ownership }: Duties, names: readonly string[]): ReadonlySet<string> {
  const found = new Set(names);
  for (const name of found) {
    for (const { owner, owned } of ownership) {
      if (owner === name) found.add(owned);
      if (owned === name) found.add(owner);
    }
  }
  return found;
}
