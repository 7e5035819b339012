import type { Comparison, Fault, Figures } from "../plan.ts";
import type { Ground, PlanRead } from "./plan-read.ts";

/** One rule of the checker: what must hold of a published plan, and what to do where it does not. */
export interface Check<On> {
  /** Code of its faults. */
  readonly code: string;
  /** The rule in a sentence. */
  readonly title: string;
  /** What a reader can do about a fault. */
  readonly mend: string;
  readonly run: (on: On, record: Recorder) => void;
}

export type PlanCheck = Check<PlanRead>;

/** Two plans and what is said of their difference, each plan as read. */
export interface ComparisonRead {
  readonly comparison: Comparison;
  readonly alone: PlanRead;
  readonly aligned: PlanRead;
  /** The cheapest plan that covers no less than alone. Absent: alone itself. */
  readonly cheapest: PlanRead | undefined;
  /** The records at an end of their ranges. */
  readonly at: (figures: Figures) => Ground;
}

export type ComparisonCheck = Check<ComparisonRead>;

/** Where a fault is; a check of very many figures says it only when it is asked. */
export type Where = string | (() => string);

/** What a check reports to. */
export interface Recorder {
  /** `actual` is not above `limit`, give or take round-off in proportion to `size`. */
  readonly atMost: (it: { readonly where: Where; readonly what: string; readonly actual: number; readonly limit: number; readonly size?: number }) => void;
  /** A shown figure is the one that the checker counts. */
  readonly equal: (it: { readonly where: Where; readonly what: string; readonly shown: number; readonly counted: number; readonly size?: number; readonly within?: number }) => void;
  readonly holds: (it: { readonly where: Where; readonly what: string; readonly holds: boolean }) => void;
}

/** Differences below this part of their size are round-off of the solver. Unit: share. */
export const TOLERANCE = 1e-5;
/** Faults kept of one rule, so that a thoroughly wrong plan still prints and no rule hides another. */
export const MOST_FAULTS = 50;

/** What a run of checks found. */
export interface Findings {
  readonly faults: readonly Fault[];
  readonly checked: number;
  /** Figures checked by each rule, in the order of the rules. */
  readonly counts: Readonly<Record<string, number>>;
  readonly largest: number;
}

/** Runs checks one after another over one reading. */
export function runChecks<On>(on: On, checks: readonly Check<On>[]): Findings {
  const faults: Fault[] = [];
  const counts: Record<string, number> = {};
  let largest = 0;
  for (const check of checks) {
    let checked = 0;
    let found = 0;
    const fault = (where: Where, amount: number, message: string): void => {
      if (++found <= MOST_FAULTS) faults.push({ rule: check.code, where: typeof where === "string" ? where : where(), amount, message, mend: check.mend });
    };
    /** Judges how far a figure is off: not a number is off whatever the limit. */
    const judge = (where: Where, off: number, size: number, within: number, says: () => string): void => {
      checked += 1;
      if (Number.isNaN(off)) return fault(where, 0, `${says()} The figure is missing or not a number.`);
      const part = off / Math.max(Math.abs(size), LEAST_SIZE);
      if (part > within) fault(where, off, says());
      else if (part > largest) largest = part;
    };
    const record: Recorder = {
      atMost: ({ where, what, actual, limit, size }) => judge(where, actual - limit, size ?? limit, TOLERANCE, () => `${what}: ${text(actual)}, at most ${text(limit)}.`),
      equal: ({ where, what, shown, counted, size, within }) => judge(where, shown === counted ? 0 : Math.abs(shown - counted), size ?? counted, within ?? TOLERANCE, () => `${what}: ${text(shown)} shown, ${text(counted)} counted.`),
      holds: ({ where, what, holds }) => {
        checked += 1;
        if (!holds) fault(where, 1, what);
      },
    };
    try {
      check.run(on, record);
    } catch (cause) {
      // A plan from a file may lack whole parts: what cannot be read is a fault like any other.
      record.holds({ where: "plan", what: `The plan lacks a part, or it has another shape: ${cause instanceof Error ? cause.message : String(cause)}.`, holds: false });
    }
    counts[check.code] = (counts[check.code] ?? 0) + checked;
  }
  return { faults, counts, largest, checked: Object.values(counts).reduce((sum, it) => sum + it, 0) };
}

// Figures are told apart from nought at this size: below it a difference is not one. Unit: that of the figure.
const LEAST_SIZE = 1e-3;

const text = (it: number | undefined): string => (typeof it === "number" && Number.isFinite(it) ? String(Number(it.toPrecision(7))) : "no number");
