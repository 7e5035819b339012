import type { Building } from "../formulate.ts";
import type { Pool, World } from "../world.ts";

// Investment is decided in the first years only: later it would come too late to matter. Unit: years.
const DECIDED_IN = 4;

/**
 * Expansion of lines: Σ_n Σ_t ex[n,l,t] ≤ most that line l can be expanded. Unit: items a year (rows in parts of that most).
 * Until dates are aligned the same holds for each nation with the room it took alone. Only for lines whose pools are asked for most of what they can make. Dual: value of one more item of room to expand.
 */
export function expansionRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.lines.forEach((line, l) => {
    const most = freedom.expansion[l]!;
    const years = Math.min(DECIDED_IN, T - line.expansionTime);
    if (most <= 0 || years <= 0 || line.expansionCost <= 0 || !world.pools.some((pool) => pool.lines.includes(l) && isBusyPool(world, pool))) return;
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
    if (freedom.expansionOwn === undefined) return;
    for (const n of payers) {
      build.row(Number.NEGATIVE_INFINITY, freedom.dates ? Number.POSITIVE_INFINITY : freedom.expansionOwn[l * N + n]! / most + 1e-6);
      for (let t = 0; t < years; t++) build.entry(on.expansions.get(l * N + n)!.column + t, 1);
      about.push(() => `${world.nations[n]} ${line.id}`);
    }
  });
  on.blocks.push({ constraint: "expansion", first, about: (row) => about[row]!() });
}

// A pool is busy when all nations together need more than this part of what it can make. Unit: share.
const BUSY = 0.7;

/** Whether allies together need so much of a pool that its lines may have to grow. */
export function isBusyPool(world: World, pool: Pool): boolean {
  const asked = pool.goods.reduce((sum, g) => sum + world.need.reduce((all, it) => all + it[g]!, 0), 0);
  const lead = Math.min(...pool.goods.map((g) => world.goods[g]!.lead));
  return asked > BUSY * pool.capacity.reduce((sum, it, t) => sum + (t >= lead ? it : 0), 0);
}
