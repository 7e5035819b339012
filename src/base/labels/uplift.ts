import { join, type Label } from "./label.ts";
import type { PolicyTerms } from "./policy.ts";

/** Why a collection is more than its parts: what is of a kind, over so many nations, at a granularity, has at least a level. */
export interface UpliftRule {
  readonly id: string;
  /** Raised with every change of the rule, and shown with the reason. */
  readonly version: number;
  readonly policy: string;
  /** Kind of figure. */
  readonly kind: string;
  /** Nations from which on the rule holds. */
  readonly nationsMin: number;
  /** How fine the figure is cut. Absent: at any granularity. */
  readonly granularity?: string;
  /** Name of the least level. */
  readonly level: string;
  readonly reason: string;
}

/** What a derived figure is, as far as rules ask. */
export interface Collection {
  readonly kind: string;
  readonly nations: number;
  readonly granularity: string;
}

/** A rule that held for a figure, with what it says. */
export interface UpliftReason {
  readonly rule: string;
  readonly version: number;
  readonly level: string;
  readonly reason: string;
}

export interface Uplifted {
  readonly label: Label;
  /** Every rule that holds, whether or not the label was there already. */
  readonly reasons: readonly UpliftReason[];
}

/**
 * Raises the label of a derived figure as the rules ask. Monotone: a rule never lowers a label, a higher label never becomes a
 * lower one, and more nations never a lower one. @throws RangeError for a rule of the policy that names no level of it.
 */
export function uplift(terms: PolicyTerms, rules: readonly UpliftRule[], { label, of }: { readonly label: Label; readonly of: Collection }): Uplifted {
  const holding = rules.filter((it) => it.policy === label.policy && it.kind === of.kind && of.nations >= it.nationsMin && (it.granularity === undefined || it.granularity === of.granularity));
  const raised = holding.reduce((so, it) => {
    const level = terms.policy.levels.find((one) => one.name === it.level);
    if (level === undefined) throw new RangeError(`the uplift rule ${it.id} names the level ${it.level}, which ${label.policy} does not have`);
    return join(terms, so, { policy: so.policy, hierarchy: level.hierarchy, restrictive: [], clauses: {}, informative: [] });
  }, label);
  return { label: raised, reasons: holding.map(({ id, version, level, reason }) => ({ rule: id, version, level, reason })) };
}
