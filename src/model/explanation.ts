import type { Range } from "#quantities";

/** One step of the arithmetic behind a figure. */
export interface ExplanationStep {
  readonly text: string;
  /** What a record or a document says of it in its own words, which no other language tells. */
  readonly quoted?: string;
  /** Absent: the step is a statement, or its value is unknown. */
  readonly value?: Range;
  readonly unit?: string;
  /** Significant digits to tell it with, so that what follows can be reckoned from it. Absent: those that matter. */
  readonly digits?: number;
  /** Whether the value is how far a proof reaches. */
  readonly isProof?: boolean;
  /** Key of a further question, where the step is itself a computed figure. */
  readonly why?: string;
  /** Name of the step under which a figure of a page is it: a part or a ratio of what is explained. */
  readonly part?: string;
}

/** Why a figure is what it is: what every engine answers, in one form. */
export interface Explanation {
  readonly question: string;
  /** Absent: unknown. */
  readonly value?: Range;
  readonly unit: string;
  /** Whether the value is how far a proof reaches. */
  readonly isProof?: boolean;
  /** Number of the method in `docs/methods`, for example `C11`. */
  readonly method: string;
  /** The answer in one or two sentences. */
  readonly sentence: string;
  readonly steps: readonly ExplanationStep[];
  /** Ids of the parameters it rests on. */
  readonly parameters: readonly string[];
  /** Facts it rests on, as `kind:id`. */
  readonly facts: readonly string[];
  readonly limits: readonly string[];
}
