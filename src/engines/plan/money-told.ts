import type { Range } from "#quantities";
import type { Comparison } from "./plan.ts";

/** A saving below this part of the cost is the slack in which coverage counts as equal. Unit: share. */
export const SAVING_SLACK = 1e-4;

/** The least saving that is told as one. Unit: M of the alliance's currency. @example savingLeast(comparison) // → 0.0225, where allies alone spend 225 */
export const savingLeast = ({ alone }: { readonly alone: Pick<Comparison["alone"], "cost"> }): number => SAVING_SLACK * alone.cost;

/**
 * Money saved as it is told: below `SAVING_SLACK` of what allies spend alone it is none. Unit: M of the alliance's currency.
 * @example moneyTold(comparison, 0.002) // → 0, where allies alone spend 225
 */
export const moneyTold = (of: Parameters<typeof savingLeast>[0], value: number): number => (Math.abs(value) < savingLeast(of) ? 0 : value);

/** A range of money saved as it is told, each end by itself. @example moneyRangeTold(comparison, { low: 0.002, base: 0.002, high: 6 }) // → 0, 0, 6 */
export const moneyRangeTold = (of: Parameters<typeof savingLeast>[0], { low, base, high }: Range): Range => ({ low: moneyTold(of, low), base: moneyTold(of, base), high: moneyTold(of, high) });
