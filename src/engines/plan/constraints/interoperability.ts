import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { Input } from "../world.ts";
import { deliveredSoFar, firstDelivery } from "./balance.ts";
import { mostOf } from "./ceiling.ts";
import type { ConstraintNote } from "./note.ts";

export const ADOPTION: ConstraintNote = {
  name: "adoption",
  title: "Adoption of standards",
  inequality: "A[n,k,e] ≥ A[n,k,e−1], A whole; the cost of adopting falls due in the year before",
  unit: "0 or 1",
  dual: "only with the adoptions fixed: what having the standard earlier is worth",
  meaning: "A nation that has adopted a standard keeps it. Adoptions can start at a few dates of the plan, the first when one decided now can be had.",
  parameters: [PLAN.adoptionTime, PLAN.adoptionStep, PLAN.adoptionCost, PLAN.unknownAdopted],
  records: ["standard", "adoption"],
};

export const INTEROPERABILITY: ConstraintNote = {
  name: "interoperability",
  title: "Contribution with and without interoperability",
  inequality: "v[n,i,t] ≤ (1 − credit) · yield · (held + delivered so far);  v[n,i,t] ≤ (1 − credit) · most[c,t] · A[n,k,t]",
  unit: "leaf units, in parts of the share",
  dual: "what one more unit of interoperable supply is worth; of the second row, what the standard is worth to this contribution",
  meaning: "A contribution that needs a standard counts at the credit without it; v is the rest, which counts only where the standard is adopted. The factor of A is the smallest that is right: supply above the ceiling needs no more.",
  parameters: [PLAN.credit],
  records: ["yield", "standard", "adoption"],
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

/** Columns and rows of what counts only with a standard that the model may adopt. */
export function interoperabilityRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const C = world.leaves.length;
  const credit = world.value(PLAN.credit);
  const lost = 1 - credit;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  if (on.adoptions.size > 0 && lost > 0) {
    world.leaves.forEach((leaf, c) => {
      [...leaf.adding, ...leaf.limiting].forEach((input, i) => {
        if (input.standard < 0) return;
        for (const n of freedom.nations) {
          const adoption = on.adoptions.get(input.standard * N + n);
          if (adoption === undefined || !hasSupply(on, input, n, c)) continue;
          const from = adoption.years[0]!;
          const until = Math.min(world.adopted[input.standard]![n]!, T);
          const scale = Math.max(...leaf.share[n]!, 0.01 * Math.max(...leaf.required)) || 1;
          let column = -1;
          for (let t = from; t < until; t++) {
            const at = build.column(0, (lost * mostOf(world, leaf, t)) / scale);
            if (column < 0) column = at;
          }
          on.interoperable.set((n * C + c) * INPUTS + i, { column, first: from, last: until - 1, scale });
          for (let t = from; t < until; t++) {
            const now = column + t - from;
            build.row(Number.NEGATIVE_INFINITY, input.pool >= 0 ? 0 : (lost * input.held[n * T + t]!) / scale);
            build.entry(now, 1);
            if (input.pool >= 0) {
              const split = on.splits.get((input.pool * N + n) * C + c)!;
              build.entry(split.column + t, (-lost * input.yield * split.scale) / scale);
            } else for (const use of input.goods) deliveredSoFar({ on, n, good: use.good, t, value: (-lost * use.yield) / scale });
            about.push(() => `${world.nations[n]} ${leaf.id} ${input.class} ${world.years[t]}`);
            const epoch = adoption.years.findLastIndex((it) => it <= t);
            build.row(Number.NEGATIVE_INFINITY, 0);
            build.entry(now, 1);
            build.entry(adoption.column + epoch, (-lost * mostOf(world, leaf, t)) / scale);
            about.push(() => `${world.nations[n]} ${leaf.id} ${input.class} ${world.years[t]} needs ${world.standards[input.standard]!.id}`);
          }
        }
      });
    });
  }
  on.block(INTEROPERABILITY, first, about);
}

/** More inputs than any leaf has: a factor of keys. */
export const INPUTS = 64;

function hasSupply(on: Building, input: Input, n: number, c: number): boolean {
  const { world } = on;
  const T = world.years.length;
  if (input.pool >= 0) return on.splits.has((input.pool * world.nations.length + n) * world.leaves.length + c);
  return input.held.subarray(n * T, (n + 1) * T).some((it) => it > 0) || input.goods.some((use) => firstDelivery(on, n, use.good) < T);
}
