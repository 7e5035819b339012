import type { Parameter } from "#quantities";

/** What a reader of the methods page is told of one constraint; the page is made from these. */
export interface ConstraintNote {
  /** Name of the block of rows, as in exported models. */
  readonly name: string;
  readonly title: string;
  readonly inequality: string;
  /** Unit of the row as a planner reads it, and what the row is a part of in the matrix. */
  readonly unit: string;
  /** What the row's dual means in the stage it is read in. */
  readonly dual: string;
  /** What it says of the world, in a sentence or two. */
  readonly meaning: string;
  /** Judgements in it. */
  readonly parameters: readonly Parameter[];
  /** Records its coefficients come from. */
  readonly records: readonly string[];
  /** What gives way where the row cannot be met, and where that is priced; or why it can always be met. */
  readonly elastic: string;
  readonly source: string;
}
