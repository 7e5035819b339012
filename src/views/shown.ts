import type { Evidence } from "#model";

/**
 * A number as it is shown anywhere: with unit, range, label and the key under which "why" explains it.
 * A value that is absent is unknown, never zero.
 */
export interface Shown {
  /** Absent: unknown. Money in M of the unit's currency, shares from 0 to 1. */
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  /** `M EUR`, `brigades`, `share`, `shortfall-years`, `a` (years) … */
  readonly unit: string;
  /** `constant 2025` for money. */
  readonly priceBase?: string;
  /** Marking of the label that the value carries. */
  readonly label: string;
  /** Date of the oldest fact it rests on. Absent: no single date. */
  readonly asOf?: string;
  /** Significant digits that it is told with, so that what follows can be reckoned from it. Absent: those that matter. */
  readonly digits?: number;
  /** Key for `explain`, for example `coverage/LAND-04/2030` . */
  readonly why: string;
  /** Name of the step of that answer that this figure is, a part or a ratio of what is explained. Absent: it is the figure explained. */
  readonly part?: string;
  /** What a reader should know beside the number: "at least: 4 allies unknown". */
  readonly caution?: string;
  /** The weakest evidence of any record that it was made from. Absent: a count or a figure of a plan, or unknown. */
  readonly evidence?: Evidence;
  /** Whether it is how far a proof reaches, which is never rounded down. */
  readonly isProof?: boolean;
}

/** Whether a figure is a lower bound. @example isAtLeast({ value: 2, unit: "1", label: "", why: "", caution: "at least: 1 ally unknown" }) // → true */
export const isAtLeast = (shown: Shown): boolean => shown.value !== undefined && /^(at least|au moins)/.test(shown.caution ?? "");

/** A figure's text, with `≥` in front where the figure is a lower bound. @example boundText({ value: 2, unit: "1", label: "", why: "", caution: "at least: 1 ally unknown" }, "2") // → "≥ 2" with a narrow space */
export const boundText = (shown: Shown, text: string): string => (isAtLeast(shown) ? `≥\u202f${text}` : text);

/** How many allies a bound leaves out, as it stands beside a number. @example unknownAllies(1) // → "1 ally unknown" */
export const unknownAllies = (count: number): string => `${count} ${count === 1 ? "ally" : "allies"} unknown`;
