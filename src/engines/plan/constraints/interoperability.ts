import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { Input } from "../world.ts";
import { deliveredSoFar, firstDelivery, mostDelivered } from "./balance.ts";
import { mostOf } from "./ceiling.ts";
import { scaleOf } from "./contribution.ts";
import type { ConstraintNote } from "./note.ts";

export const INTEROPERABILITY: ConstraintNote = {
  name: "interoperability",
  title: "Contribution with and without interoperability",
  inequality: "v[n,i,t] ≤ (1 − credit) · yield · (held + delivered so far);  v[n,i,t] ≤ (1 − credit) · min(ceiling · required[c,t], most that n could supply by t) · A[n,k,t]",
  unit: "leaf units, in parts of the share",
  dual: "what one more unit of interoperable supply is worth; of the second row, what the standard is worth to this contribution",
  meaning: "A contribution that needs a standard counts at the credit without it; v is the rest, which counts only where the standard is adopted. The factor of A is the smallest that is right for the pair and the year: supply above the ceiling needs no more, and there is never more than can be had. v may be nothing, so both rows can always be met.",
  parameters: [PLAN.credit],
  records: ["yield", "standard", "adoption"],
  elastic: "met by counting nothing beyond the credit",
  source: "a big-M row with the smallest factor that is right (Belotti and others, On handling indicator constraints, 2016)",
};

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
          const scale = scaleOf(leaf, n);
          let column = -1;
          const most = Float64Array.from({ length: T }, (_, t) => (t < from || t >= until ? 0 : (lost * Math.min(mostOf(leaf, t), mostSupply({ on, input, n, c, t }))) / scale));
          for (let t = from; t < until; t++) {
            const at = build.column(0, most[t]!);
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
            build.entry(adoption.column + epoch, -most[t]!);
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

/** Most that a nation could supply by this input in a year, whatever is bought. Unit: the leaf's. */
function mostSupply({ on, input, n, c, t }: { readonly on: Building; readonly input: Input; readonly n: number; readonly c: number; readonly t: number }): number {
  const { world, build } = on;
  if (input.pool >= 0) {
    const split = on.splits.get((input.pool * world.nations.length + n) * world.leaves.length + c);
    return split === undefined ? 0 : input.yield * split.scale * build.upperOf(split.column + t);
  }
  return input.held[n * world.years.length + t]! + input.goods.reduce((sum, use) => sum + use.yield * mostDelivered({ on, n, good: use.good, t }), 0);
}

function hasSupply(on: Building, input: Input, n: number, c: number): boolean {
  const { world } = on;
  const T = world.years.length;
  if (input.pool >= 0) return on.splits.has((input.pool * world.nations.length + n) * world.leaves.length + c);
  return input.held.subarray(n * T, (n + 1) * T).some((it) => it > 0) || input.goods.some((use) => firstDelivery(on, n, use.good) < T);
}
