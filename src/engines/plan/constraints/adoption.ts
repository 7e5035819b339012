import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";

export const ADOPTION: ConstraintNote = {
  name: "adoption",
  title: "Adoption of standards",
  inequality: "A[n,k,e] ≥ A[n,k,e−1], A whole; cost · (A[n,k,e] − A[n,k,e−1]) falls due in the year before e",
  unit: "0 or 1",
  dual: "only with the adoptions fixed: what having the standard earlier is worth",
  meaning: "A nation that has adopted a standard keeps it. Adoptions can start at a few dates of the plan, the first when one decided now can be had; an adoption already planned stays. Nothing need be adopted, so the row can always be met.",
  parameters: [PLAN.adoptionTime, PLAN.adoptionStep, PLAN.adoptionCost, PLAN.unknownAdopted],
  records: ["standard", "adoption"],
  elastic: "met by adopting nothing",
  source: "adoption is monotone: a standard once implemented is kept",
};

/** Columns and rows of adoptions left to the model. */
export function adoptionRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const dates = freedom.open?.adoptionYears ?? [];
  world.standards.forEach((standard, k) => {
    for (const n of freedom.nations) {
      const years = dates.filter((t) => t < Math.min(world.adopted[k]![n]!, T));
      if (years.length === 0) continue;
      const column = years.map(() => build.wholeColumn(0, 1))[0]!;
      on.adoptions.set(k * N + n, { column, years });
      for (let e = 1; e < years.length; e++) {
        build.row(0, Number.POSITIVE_INFINITY);
        build.entry(column + e, 1);
        build.entry(column + e - 1, -1);
        about.push(() => `${world.nations[n]} ${standard.id} ${world.years[years[e]!]}`);
      }
    }
  });
  on.block(ADOPTION, first, about);
}

/** What adopting makes due: one column pays in the year before its date, and is paid back where the date before it was taken. */
export function adoptionPayments({ column, years, cost, pay }: { readonly column: number; readonly years: readonly number[]; readonly cost: number; readonly pay: (column: number, t: number, amount: number) => void }): void {
  const due = years.map((t) => Math.max(t - 1, 0));
  due.forEach((t, e) => {
    // Two dates that fall due in one year come to one payment for the later of them.
    if (due[e + 1] === t) return;
    pay(column + e, t, cost);
    if (e + 1 < due.length) pay(column + e, due[e + 1]!, -cost);
  });
}
