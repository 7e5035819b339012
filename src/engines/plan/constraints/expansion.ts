import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { perItem, type Pool, type World } from "../world.ts";
import type { ConstraintNote } from "./note.ts";
import { SLOT_SLACK } from "./scale.ts";

export const EXPANSION: ConstraintNote = {
  name: "expansion",
  title: "Expansion of lines",
  inequality: "Σ_n Σ_t ex[n,l,t] ≤ most that line l can be expanded",
  unit: "items a year, in parts of that most",
  dual: "value of one more item a year of room to expand",
  meaning: "Investment in a line, paid by the nation that decides it and there after its lead time. Until dates are aligned the same holds for each nation with the room it took alone. Only for lines whose pools are asked for most of what they can make, and decided in the first years, since later it would come too late to matter.",
  parameters: [PLAN.expansion, PLAN.expansionTime, PLAN.expansionCost, PLAN.expansionBusy, PLAN.expansionYears],
  records: ["line"],
  elastic: "met by investing in nothing",
  source: "capacity expansion as in OSeMOSYS (C9)",
};

/** Columns and rows of investment in lines. */
export function expansionRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const busy = new Set(world.pools.flatMap((pool) => (isBusyPool(world, pool) ? pool.lines : [])));
  world.lines.forEach((line, l) => {
    const most = freedom.expansion[l]!;
    const years = Math.min(Math.round(world.value(PLAN.expansionYears)), T - line.expansionTime);
    if (most <= 0 || years <= 0 || line.expansionCost <= 0 || !busy.has(l)) return;
    const payers = freedom.nations.filter((n) => line.goods.some((g) => world.eligible[n]![g] === 1 && world.need[n]![g]! > 0));
    if (payers.length === 0) return;
    for (const n of payers) {
      let column = -1;
      for (let t = 0; t < years; t++) {
        const at = build.column(0, 1);
        if (column < 0) column = at;
      }
      on.expansions.set(l * N + n, { column, years, scale: most });
    }
    build.row(Number.NEGATIVE_INFINITY, 1);
    for (const n of payers) for (let t = 0; t < years; t++) build.entry(on.expansions.get(l * N + n)!.column + t, 1);
    about.push(() => line.id);
    if (freedom.expansionOwn === undefined || (freedom.dates && on.rows === "limiting")) return;
    for (const n of payers) {
      build.row(Number.NEGATIVE_INFINITY, freedom.dates ? Number.POSITIVE_INFINITY : freedom.expansionOwn[l * N + n]! / most + SLOT_SLACK);
      for (let t = 0; t < years; t++) build.entry(on.expansions.get(l * N + n)!.column + t, 1);
      about.push(() => `${world.nations[n]} ${line.id}`);
    }
  });
  on.block(EXPANSION, first, about);
}

/** Writes what was added in time to a set of lines by some nations into the open row. */
export function addedEntries({ on, lines, nations, t, value }: { readonly on: Building; readonly lines: readonly number[]; readonly nations: readonly number[]; readonly t: number; readonly value: number }): void {
  const N = on.world.nations.length;
  for (const l of lines) {
    const before = t - on.world.lines[l]!.expansionTime;
    if (before < 0 || on.freedom.expansion[l]! <= 0) continue;
    for (const n of nations) {
      const it = on.expansions.get(l * N + n);
      if (it === undefined) continue;
      const last = Math.min(it.years - 1, before);
      for (let tau = 0; tau <= last; tau++) on.build.entry(it.column + tau, value * it.scale);
    }
  }
}

/** Most that a line can make in a year, with all that can be added in time. Unit: items a year. */
export function mostMade({ world, freedom, expansions }: Building, l: number, t: number): number {
  const line = world.lines[l]!;
  const isOpen = freedom.nations.some((n) => expansions.has(l * world.nations.length + n));
  return line.capacity[t]! + (isOpen && t >= line.expansionTime ? freedom.expansion[l]! : 0);
}

/** Whether allies together need so much of a pool that its lines may have to grow. */
export function isBusyPool(world: World, pool: Pool): boolean {
  const asked = pool.goods.reduce((sum, g) => sum + perItem(pool, g) * world.need.reduce((all, it) => all + it[g]!, 0), 0);
  const lead = Math.min(...pool.goods.map((g) => world.goods[g]!.lead));
  return asked > world.value(PLAN.expansionBusy) * pool.capacity.reduce((sum, it, t) => sum + (t >= lead ? it : 0), 0);
}
