import { exactly, type Range } from "./range.ts";

/**
 * A number that stands for a judgement or a rule: it has a name, a default, a unit and a source, a data set may
 * override it, and every page that uses it shows it.
 */
export interface Parameter {
  /** Dotted name, the engine first: `targets.cap`. */
  readonly id: string;
  readonly unit: string;
  readonly value: Range;
  /** What it means and what a larger value does. */
  readonly meaning: string;
  /** Where the default comes from; "judgement" where nobody published one. */
  readonly source: string;
}

/** Declares a parameter. @example parameter({ id: "targets.cap", unit: "share", value: 0.5, meaning: "…", source: "…" }) */
export const parameter = (it: Omit<Parameter, "value"> & { readonly value: number | Range }): Parameter => ({
  ...it,
  value: typeof it.value === "number" ? exactly(it.value) : it.value,
});
