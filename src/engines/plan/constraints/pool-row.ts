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
  const found: Delivered[] = [];
  for (const good of pool.goods) {
    const it = goodAt[n * world.goods.length + good];
    if (it !== undefined) found.push({ first: it.first, last, column: it.column, scale: it.scale, per: perItem(pool, good) });
  }
  for (const at of programmesOf[n]!) {
    const { good } = world.programmes[at]!;
    if (!pool.goods.includes(good)) continue;
    const it = programmes[at]!;
    found.push({ first: it.first, last: it.last, column: it.column, scale: it.scale, per: perItem(pool, good) });
  }
  return found;
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
  let isOpened = false;
  for (const own of makes) {
    for (const it of own) {
      if (t < it.first || t > it.last) continue;
      if (!isOpened) build.row(Number.NEGATIVE_INFINITY, limit / most);
      isOpened = true;
      build.entry(it.column + t - it.first, (it.scale * it.per) / most);
    }
  }
  if (!isOpened) return;
  about.push(() => name(t));
  addedEntries({ on, lines: pool.lines, nations, t, value: -1 / most });
}
