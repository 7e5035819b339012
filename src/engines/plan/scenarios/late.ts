import { type AddedColumn, type AddedRow, type MilpModel, withColumns, withRows } from "#maths";
import type { Building } from "../formulate.ts";
import { perItem, type World } from "../world.ts";
import type { Changes } from "./scenario.ts";

export interface LateAsk {
  readonly model: MilpModel;
  readonly on: Building;
  /** The world as planned, and what the scenario changes in it. */
  readonly planned: World;
  readonly changes: Changes;
  /** Cost of one year's waiting for what one M buys. */
  readonly waiting: number;
}

/**
 * Items that a disturbed line cannot make in their year arrive in the next: late[t] ≥ 0 moves a delivery from t to t + 1 in
 * every row, with its payment; late[t] ≤ delivered[t] + late[t − 1]. Only for what lines make that make less than was planned.
 * They take no more orders than before: Σ ordered for t ≤ planned capacity + what was added in time.
 */
export function lateColumns({ model, on, planned: before, changes, waiting }: LateAsk): MilpModel {
  const { world } = on;
  const T = world.years.length;
  const N = world.nations.length;
  const disturbed = world.pools.flatMap((pool, q) => (pool.lines.some((l) => changes.capacity[l]! < 1) ? [q] : []));
  if (disturbed.length === 0) return model;
  const late = new Set(disturbed.flatMap((q) => world.pools[q]!.goods));
  const runs = [
    ...on.goods.filter((it) => late.has(it.good)).map((it) => ({ first: it.first, last: T - 1, column: it.column, after: -1, money: (world.goods[it.good]!.price ?? 0) * it.scale })),
    ...on.programmes.flatMap((it, at) => (it !== undefined && late.has(world.programmes[at]!.good) ? [{ first: it.first, last: it.last, column: it.column, after: it.undelivered, money: (world.programmes[at]!.price ?? 0) * it.scale }] : [])),
  ];
  const entriesOf = columnEntries(model, new Set(runs.flatMap((it) => [...Array.from({ length: it.last - it.first + 1 }, (_, t) => it.column + t), it.after])));
  const columns: AddedColumn[] = [];
  const rows: AddedRow[] = [];
  for (const it of runs) {
    for (let t = it.first; t <= it.last; t++) {
      const from = it.column + t - it.first;
      const to = t < it.last ? from + 1 : it.after;
      const moved = new Map<number, number>();
      for (const [row, value] of entriesOf.get(from) ?? []) moved.set(row, -value);
      for (const [row, value] of to < 0 ? [] : (entriesOf.get(to) ?? [])) moved.set(row, (moved.get(row) ?? 0) + value);
      const at = model.colCount + columns.length;
      columns.push({ lower: 0, upper: LATE_MOST * Math.max(model.colUpper[from]!, 1), cost: (to < 0 ? 0 : model.cost[to]!) - model.cost[from]! + waiting * it.money, entries: [...moved].filter(([, value]) => value !== 0) });
      rows.push({ lower: 0, upper: Number.POSITIVE_INFINITY, entries: [[from, 1], [at, -1], ...(t > it.first ? [[at - 1, 1] as const] : [])] });
    }
  }
  for (const q of disturbed) {
    const pool = world.pools[q]!;
    const planned = before.pools[q]!.capacity;
    const most = Math.max(...planned, 1e-9);
    for (let t = 0; t < T; t++) {
      const entries: (readonly [number, number])[] = [];
      for (const it of on.goods) if (pool.goods.includes(it.good) && t >= it.first) entries.push([it.column + t - it.first, (it.scale * perItem(pool, it.good)) / most]);
      on.programmes.forEach((it, at) => { if (it !== undefined && pool.goods.includes(world.programmes[at]!.good) && t >= it.first && t <= it.last) entries.push([it.column + t - it.first, (it.scale * perItem(pool, world.programmes[at]!.good)) / most]); });
      if (entries.length === 0) continue;
      for (const l of pool.lines) {
        for (const n of on.freedom.nations) {
          const it = on.expansions.get(l * N + n);
          if (it !== undefined) for (let tau = 0; tau < it.years && tau + world.lines[l]!.expansionTime <= t; tau++) entries.push([it.column + tau, -it.scale / most]);
        }
      }
      rows.push({ lower: Number.NEGATIVE_INFINITY, upper: planned[t]! / most, entries });
    }
  }
  return withRows(withColumns(model, columns), rows);
}

// Most that waits at once, in the most that is ordered in a year.
const LATE_MOST = 10;

/** Entries of some columns by row. */
function columnEntries(model: MilpModel, wanted: ReadonlySet<number>): ReadonlyMap<number, readonly (readonly [row: number, value: number])[]> {
  const found = new Map<number, (readonly [number, number])[]>([...wanted].map((column) => [column, []]));
  for (let row = 0; row < model.rowCount; row++) for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) found.get(model.indices[at]!)?.push([row, model.values[at]!]);
  return found;
}
