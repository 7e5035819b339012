import type { Building } from "../formulate.ts";
import { perItem, type Pool } from "../world.ts";
import { addedEntries } from "./expansion.ts";

/** A run of delivery columns, one a year; `per` of the pool's making for one item. */
export interface Delivered {
  readonly first: number;
  readonly last: number;
  readonly column: number;
  readonly scale: number;
  readonly per: number;
}

/** What a pool delivers to a nation: purchases first, then programmes. */
export function deliveriesOfPool({ world, goodAt, programmes, programmesOf }: Building, pool: Pool, n: number): readonly Delivered[] {
  const last = world.years.length - 1;
  const bought = pool.goods.flatMap((good) => {
    const it = goodAt[n * world.goods.length + good];
    return it === undefined ? [] : [{ first: it.first, last, column: it.column, scale: it.scale, per: perItem(pool, good) }];
  });
  return [...bought, ...programmesOf[n]!.flatMap((at) => (pool.goods.includes(world.programmes[at]!.good) ? [{ ...programmes[at]!, per: perItem(pool, world.programmes[at]!.good) }] : []))];
}

/** What a pool delivers out of common funds. */
export function commonOfPool({ world, commons }: Building, pool: Pool): readonly Delivered[] {
  const last = world.years.length - 1;
  return pool.goods.flatMap((good) => {
    const it = commons.get(good);
    return it === undefined ? [] : [{ first: it.first, last, column: it.column, scale: it.scale, per: perItem(pool, good) }];
  });
}

export interface PoolRow {
  readonly on: Building;
  readonly pool: Pool;
  readonly nations: readonly number[];
  /** What the lines deliver to each of the nations. */
  readonly makes: readonly (readonly Delivered[])[];
  /** Unit of the row. */
  readonly most: number;
  readonly about: (() => string)[];
  /** What the row of a year is about. */
  readonly name: (t: number) => string;
}

/** deliveries of a year − what was added in time ≤ limit. No row where nothing can be delivered, nor one without a limit where only limiting rows are written. */
export function poolRow({ on, pool, nations, makes, most, about, name }: PoolRow, { t, limit }: { readonly t: number; readonly limit: number }): void {
  const { build } = on;
  if (limit === Number.POSITIVE_INFINITY && on.rows === "limiting") return;
  if (!makes.some((own) => own.some((it) => t >= it.first && t <= it.last))) return;
  build.row(Number.NEGATIVE_INFINITY, limit / most);
  about.push(() => name(t));
  for (const own of makes) for (const it of own) if (t >= it.first && t <= it.last) build.entry(it.column + t - it.first, (it.scale * it.per) / most);
  addedEntries({ on, lines: pool.lines, nations, t, value: -1 / most });
}
