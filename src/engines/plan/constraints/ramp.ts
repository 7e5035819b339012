import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { addedEntries } from "./expansion.ts";
import type { ConstraintNote } from "./note.ts";
import { commonOfPool, deliveriesOfPool } from "./pool-row.ts";
import { orOne } from "./scale.ts";

export const RAMP: ConstraintNote = {
  name: "ramp",
  title: "Ramp of lines",
  inequality: "used[t] − rush[t] ≤ (1 + ramp) · used[t−1] + start · today + what was added in time, used[−1] = today",
  unit: "items a year, in parts of the capacity",
  dual: "value of starting earlier",
  meaning: "Where a line's rate follows its use it can grow only from what it made the year before; rush is the row's elastic part, priced in stage 0. Where lines keep their people and tools (the default) the rate is a profile known beforehand, which is what these rows come to when holding a rate costs nothing, and stands in the capacity. So it always does for lines of components.",
  parameters: [PLAN.ramp, PLAN.rampStart, PLAN.rampFollowsUse],
  records: ["line"],
  elastic: "rush, priced in stage 0",
  source: "C6 ramp; judgement on its two numbers",
};

/** Rows of pools whose rate follows their use. What other nations take counts as known where nations are solved apart. */
export function rampRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  if (world.value(PLAN.rampFollowsUse) > 0) {
    const ramp = world.value(PLAN.ramp);
    world.pools.forEach((pool, q) => {
      if (pool.per !== undefined) return;
      const most = orOne(Math.max(...pool.capacity));
      const today = pool.lines.reduce((sum, l) => sum + world.lines[l]!.today, 0);
      const start = world.value(PLAN.rampStart) * today;
      const makes = [...freedom.nations.flatMap((n) => deliveriesOfPool(on, pool, n)), ...commonOfPool(on, pool)];
      if (makes.length === 0) return;
      const others = (t: number): number => (t < 0 ? today : Math.max(pool.capacity[t]! - freedom.capacity[q]![t]!, 0));
      for (let t = 0; t < T; t++) {
        if (!makes.some((it) => t >= it.first && t <= it.last)) continue;
        const before = t === 0 ? today : others(t - 1);
        const room = (1 + ramp) * before + start - others(t);
        const wanted = makes.reduce((sum, it) => sum + (t >= it.first && t <= it.last ? build.upperOf(it.column + t - it.first) * it.scale : 0), 0);
        // However much is delivered, this covers it: the row is never the reason that no plan exists.
        const rush = build.column(0, Math.max(wanted - room, 0) / most);
        on.costs.violations.add(rush, 1);
        on.elastic.push(rush);
        on.called.set(rush, ["rush", ...pool.lines.map((it) => world.lines[it]!.id), world.years[t]!]);
        build.row(Number.NEGATIVE_INFINITY, room / most);
        for (const it of makes) {
          if (t >= it.first && t <= it.last) build.entry(it.column + t - it.first, it.scale / most);
          if (t > it.first && t - 1 <= it.last) build.entry(it.column + t - 1 - it.first, (-(1 + ramp) * it.scale) / most);
        }
        build.entry(rush, -1);
        addedEntries({ on, lines: pool.lines, nations: freedom.nations, t, value: -1 / most });
        about.push(() => `${pool.lines.map((it) => world.lines[it]!.id).join("+")} ${world.years[t]}`);
      }
    });
  }
  on.block(RAMP, first, about);
}
