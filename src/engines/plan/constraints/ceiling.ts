import { PLAN } from "../parameters.ts";
import type { Leaf } from "../world.ts";
import type { ConstraintNote } from "./note.ts";

export const CEILING: ConstraintNote = {
  name: "ceiling",
  title: "Ceiling on one nation's part",
  inequality: "0 ≤ counted[n,c,t] ≤ ceiling · required[c,t]",
  unit: "leaf units; a bound of the column, not a row",
  dual: "reduced cost of the column: what leaning more on this ally would be worth",
  meaning: "No ally is asked for more than its part of a capability. Supply is counted as it is only where the lead row at the end of the plan keeps it below the ceiling in every year; elsewhere what counts is a column, so that nothing beyond the ceiling closes anything.",
  parameters: [PLAN.ceiling],
  records: ["requirement"],
  elastic: "a bound, met by counting nothing",
  source: "NDPP: no ally is asked for more than half (C10)",
};

/** Most that one nation may count of a leaf in a year. Unit: the leaf's. */
export const mostOf = (leaf: Leaf, t: number): number => leaf.ceiling * leaf.required[t]!;
