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
    const makes = freedom.nations.map((n) => deliveriesOfPool(on, pool, n));
    // Slots add up to the capacity, and what an ally adds to a line is then its own.
    const isFixed = freedom.slots.has(q) && !freedom.dates && freedom.nations.length > 1;
    for (let t = 0; t < T; t++) {
      poolRow({ on, pool, nations: freedom.nations, makes, t, limit: isFixed ? Number.POSITIVE_INFINITY : freedom.capacity[q]![t]!, most, about, name: () => `${pool.lines.map((it) => world.lines[it]!.id).join("+")} ${world.years[t]}` });
    }
    const slots = freedom.slots.get(q);
    if (slots === undefined || freedom.nations.length === 1) return;
    freedom.nations.forEach((n, at) => { for (let t = 0; t < T; t++) poolRow({ on, pool, nations: [n], makes: [makes[at]!], t, limit: freedom.dates ? Number.POSITIVE_INFINITY : slots[n]![t]! + 1e-6 * most, most, about, name: () => `${world.nations[n]} slot ${pool.lines.map((it) => world.lines[it]!.id).join("+")} ${world.years[t]}` }); });
  });
  on.blocks.push({ constraint: "capacity", first, about: (row) => about[row]!() });
}

interface PoolRow {
  readonly on: Building;
  readonly pool: Pool;
  readonly nations: readonly number[];
  /** What the lines deliver to each of the nations. */
  readonly makes: readonly (readonly Delivered[])[];
  readonly t: number;
  readonly limit: number;
  readonly most: number;
  readonly about: (() => string)[];
  readonly name: () => string;
}

/** A run of delivery columns, one a year. */
interface Delivered {
  readonly first: number;
  readonly last: number;
  readonly column: number;
  readonly scale: number;
}

/** What the lines of a pool deliver to a nation: purchases first, then programmes. */
function deliveriesOfPool({ world, goodAt, programmes, programmesOf }: Building, pool: Pool, n: number): readonly Delivered[] {
  const last = world.years.length - 1;
  const bought = pool.goods.flatMap((good) => {
    const it = goodAt[n * world.goods.length + good];
    return it === undefined ? [] : [{ first: it.first, last, column: it.column, scale: it.scale }];
  });
  return [...bought, ...programmesOf[n]!.flatMap((at) => (pool.goods.includes(world.programmes[at]!.good) ? [programmes[at]!] : []))];
}

function poolRow({ on, pool, nations, makes, t, limit, most, about, name }: PoolRow): void {
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
  for (const own of makes) for (const it of own) if (t >= it.first && t <= it.last) entry(it.column + t - it.first, it.scale / most);
  if (!opened) return;
  for (const l of pool.lines) {
    const time = world.lines[l]!.expansionTime;
    for (const n of nations) {
      const it = on.expansions.get(l * N + n);
      if (it !== undefined) for (let tau = 0; tau < it.years && tau + time <= t; tau++) build.entry(it.column + tau, -it.scale / most);
    }
  }
}
