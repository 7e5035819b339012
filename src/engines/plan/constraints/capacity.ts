import type { Building } from "../formulate.ts";
import type { Pool } from "../world.ts";

/**
 * Lines: Σ_n deliveries of the goods that only these lines make ≤ what the lines can make + what was added in time.
 * Unit: items a year, in parts of the capacity. Where slots are fixed the same holds for each nation with its slots.
 * Dual: value of one more item from these lines in that year.
 */
export function capacityRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.pools.forEach((pool, q) => {
    const most = Math.max(...pool.capacity, 1e-9);
    // Slots add up to the capacity, and what an ally adds to a line is then its own.
    const isFixed = freedom.slots.has(q) && !freedom.dates && freedom.nations.length > 1;
    for (let t = 0; t < T; t++) {
      poolRow({ on, pool, nations: freedom.nations, t, limit: isFixed ? Number.POSITIVE_INFINITY : freedom.capacity[q]![t]!, most, about, name: () => `${pool.lines.map((it) => world.lines[it]!.id).join("+")} ${world.years[t]}` });
    }
    const slots = freedom.slots.get(q);
    if (slots === undefined || freedom.nations.length === 1) return;
    for (const n of freedom.nations) for (let t = 0; t < T; t++) poolRow({ on, pool, nations: [n], t, limit: freedom.dates ? Number.POSITIVE_INFINITY : slots[n]![t]! + 1e-6 * most, most, about, name: () => `${world.nations[n]} slot ${pool.lines.map((it) => world.lines[it]!.id).join("+")} ${world.years[t]}` });
  });
  on.blocks.push({ constraint: "capacity", first, about: (row) => about[row]!() });
}

interface PoolRow {
  readonly on: Building;
  readonly pool: Pool;
  readonly nations: readonly number[];
  readonly t: number;
  readonly limit: number;
  readonly most: number;
  readonly about: (() => string)[];
  readonly name: () => string;
}

function poolRow({ on, pool, nations, t, limit, most, about, name }: PoolRow): void {
  const { world, build } = on;
  const N = world.nations.length;
  let opened = false;
  const entry = (column: number, value: number): void => {
    if (!opened) {
      build.row(Number.NEGATIVE_INFINITY, limit / most);
      about.push(name);
      opened = true;
    }
    build.entry(column, value);
  };
  for (const n of nations) {
    for (const it of on.goodsOf[n]!) if (t >= it.first && pool.goods.includes(it.good)) entry(it.column + t - it.first, it.scale / most);
    for (const at of on.programmesOf[n]!) {
      const it = on.programmes[at]!;
      if (t >= it.first && t <= it.last && pool.goods.includes(world.programmes[at]!.good)) entry(it.column + t - it.first, it.scale / most);
    }
  }
  if (!opened) return;
  for (const l of pool.lines) {
    const time = world.lines[l]!.expansionTime;
    for (const n of nations) {
      const it = on.expansions.get(l * N + n);
      if (it !== undefined) for (let tau = 0; tau < it.years && tau + time <= t; tau++) build.entry(it.column + tau, -it.scale / most);
    }
  }
}
