import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { poolRows } from "./capacity.ts";
import type { ConstraintNote } from "./note.ts";

export const COMPONENT: ConstraintNote = {
  name: "component",
  title: "Shared components",
  inequality: "Σ_s bill[s,k] · Σ_n deliveries[n,s,t] ≤ what the lines of component k can make + what was added in time",
  unit: "components a year, in parts of the capacity",
  dual: "value of one more component in that year",
  meaning: "A part that several systems need (a motor, an explosive, a forging) limits them together, whatever their own lines could make: capacities of programmes counted one by one would count it twice. The bill of materials in its simplest form, without stocks of parts.",
  parameters: [PLAN.lineShare, PLAN.ramp],
  records: ["bill", "line"],
  elastic: "met by delivering nothing; promised deliveries give way in their programme",
  source: "C6",
};

/** Rows of lines that make components. */
export function componentRows(on: Building): void {
  const first = on.build.rowCount;
  const about: (() => string)[] = [];
  on.world.pools.forEach((pool, q) => {
    if (pool.per !== undefined) poolRows(on, q, about);
  });
  on.block(COMPONENT, first, about);
}
