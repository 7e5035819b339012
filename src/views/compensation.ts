import type { Comparison, NationOutcome } from "#engines/plan";
import { roundOffOf } from "./repair-text.ts";

/** What allies gain and lose by planning together, and the payments by which the plan makes up for it. Unit: M of the alliance's currency, discounted. */
export interface Compensation {
  /** Each group with the largest first. */
  readonly winners: readonly NationOutcome[];
  readonly losers: readonly NationOutcome[];
  readonly payers: readonly NationOutcome[];
  readonly receivers: readonly NationOutcome[];
  readonly won: number;
  readonly lost: number;
  readonly paid: number;
  /** Part of each loss that is paid, and part of its gain that each ally that gains pays. Unit: share. */
  readonly covered: number;
  readonly given: number;
}

/** Who gains and pays, who loses and receives, and what it comes to. Fails: never. @example compensationOf(comparison).paid // → 94_900 */
export function compensationOf({ perNation }: Pick<Comparison, "perNation">): Compensation {
  const beyond = (of: (it: NationOutcome) => number): readonly NationOutcome[] => perNation.filter((it) => of(it) > roundOffOf(it)).toSorted((a, b) => of(b) - of(a));
  const sum = (rows: readonly NationOutcome[], of: (it: NationOutcome) => number): number => rows.reduce((all, it) => all + of(it), 0);
  const [winners, losers] = [beyond((it) => it.gain), beyond((it) => -it.gain)];
  const [payers, receivers] = [beyond((it) => -it.sidePayment), beyond((it) => it.sidePayment)];
  const [won, lost, paid] = [sum(winners, (it) => it.gain), sum(losers, (it) => -it.gain), sum(receivers, (it) => it.sidePayment)];
  return { winners, losers, payers, receivers, won, lost, paid, covered: lost > 0 ? paid / lost : 0, given: won > 0 ? paid / won : 0 };
}
