import type { Building } from "../formulate.ts";
import type { ConstraintNote } from "./note.ts";

export const PERSISTENCE: ConstraintNote = {
  name: "persistence",
  title: "Persistence against the last adopted plan",
  inequality: "x[n,s,t] − more[n,s,t] + less[n,s,t] = last[n,s,t]",
  unit: "items, in parts of the need",
  dual: "what one more item in the last plan would change of the objective",
  meaning: "Departures from the plan adopted last are counted, item by item and year by year, and made least in the last stage: a new plan changes only what pays. Without an adopted plan there are no such rows.",
  parameters: [],
  records: ["adoptedOrder"],
  elastic: "more and less take every difference, and are the objective of stage 3",
  source: "Brown, Dell and Wood, Optimization and persistence (1997)",
};

/** Deviation of purchases from the last adopted plan. */
export function persistenceRows(on: Building): void {
  const { world, build } = on;
  const T = world.years.length;
  const G = world.goods.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  if (world.lastPlan.size > 0) {
    for (const it of on.goods) {
      const last = world.lastPlan.get(it.nation * G + it.good);
      // A change of everything a nation needs of a system counts as one.
      const part = it.scale / Math.max(world.need[it.nation]![it.good]!, it.scale);
      for (let t = it.first; t < T; t++) {
        const column = it.column + t - it.first;
        const was = last?.[t] ?? 0;
        if (was <= 0) {
          on.costs.deviation.add(column, part);
          continue;
        }
        const more = build.column(0, build.upperOf(column));
        const less = build.column(0, was / it.scale);
        on.called.set(more, ["more", world.nations[it.nation]!, world.goods[it.good]!.system, world.years[t]!]);
        on.called.set(less, ["less", world.nations[it.nation]!, world.goods[it.good]!.system, world.years[t]!]);
        on.costs.deviation.add(more, part);
        on.costs.deviation.add(less, part);
        build.row(was / it.scale, was / it.scale);
        build.entry(column, 1);
        build.entry(more, -1);
        build.entry(less, 1);
        about.push(() => `${world.nations[it.nation]} ${world.goods[it.good]!.system} ${world.years[t]}`);
      }
    }
  }
  on.block(PERSISTENCE, first, about);
}
