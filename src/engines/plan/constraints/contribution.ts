import { creditOf } from "../freedom.ts";
import { type Building, type PairColumns, weightsOf } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { Input, Leaf, World } from "../world.ts";

/**
 * Contribution of nation n to leaf c in year t, for every input that limits it (or once, where all add up):
 * Σ credit · yield · (held + delivered so far) + shortUrgent + shortOther − overHeld − overBought ≥ target share.
 * Unit: leaf units, in parts of the share. Bounds: shortUrgent and shortOther at most the parts of the share in and outside
 * CAP levels 1 and 2; share + over at most the ceiling of the requirement; over only with *roles*.
 * Dual: what one more unit of the share costs the objective.
 */
export function contributionRows(on: Building): void {
  const { world, freedom } = on;
  const first = on.build.rowCount;
  const about: string[] = [];
  const credit = world.value(PLAN.credit);
  const ceiling = world.value(PLAN.ceiling);
  const weights = weightsOf(world);
  world.leaves.forEach((leaf, c) => {
    for (const n of freedom.nations) on.pairs.push(pairRows({ on, leaf, c, n, credit, ceiling, weights, about }));
  });
  on.blocks.push({ constraint: "contribution", first, about: (row) => about[row]! });
}

interface PairAsk {
  readonly on: Building;
  readonly leaf: Leaf;
  readonly c: number;
  readonly n: number;
  readonly credit: number;
  readonly ceiling: number;
  readonly weights: { readonly urgent: number; readonly other: number };
  readonly about: string[];
}

function pairRows({ on, leaf, c, n, credit, ceiling, weights, about }: PairAsk): PairColumns {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const scale = scaleOf(leaf, n);
  const rows: readonly (Input | undefined)[] = leaf.limiting.length > 0 ? leaf.limiting : [undefined];
  const columns: PairColumns = {
    nation: n,
    leaf: c,
    scale,
    shortUrgent: new Int32Array(T).fill(-1),
    shortOther: new Int32Array(T).fill(-1),
    overHeld: new Int32Array(T).fill(-1),
    overBought: new Int32Array(T).fill(-1),
    fixedUrgent: new Float64Array(T),
    fixedOther: new Float64Array(T),
    fixedOver: new Float64Array(T),
  };
  const firsts = rows.map((row) => firstChange(on, leaf, row, n));
  for (let t = 0; t < T; t++) {
    const required = leaf.required[t]!;
    if (required <= 0) continue;
    const most = ceiling * required;
    const share = Math.min(leaf.share[n]![t]!, most);
    const urgentPart = leaf.urgent[t]! / required;
    const addingHeld = heldOf({ world, freedom, inputs: leaf.adding, n, t, credit });
    const held = rows.map((row) => addingHeld + (row === undefined ? 0 : heldOf({ world, freedom, inputs: [row], n, t, credit })));
    const least = Math.min(...held);
    if (firsts.every((it) => it > t)) {
      const short = Math.max(share - least, 0);
      const shortUrgent = Math.min(Math.max(urgentPart * share - least, 0), short);
      columns.fixedUrgent[t] = shortUrgent;
      columns.fixedOther[t] = short - shortUrgent;
      columns.fixedOver[t] = freedom.roles ? Math.max(Math.min(least, most) - share, 0) : 0;
      if (!freedom.roles) on.costs.shortfall.constant += (world.discount[t]! * (weights.urgent * shortUrgent + weights.other * (short - shortUrgent))) / required;
      continue;
    }
    if (share <= 0 && !freedom.roles) continue;
    columns.shortUrgent[t] = build.column(0, (urgentPart * share) / scale);
    columns.shortOther[t] = build.column(0, ((1 - urgentPart) * share) / scale);
    if (freedom.roles) {
      const come = Math.max(least, freedom.anyway?.[(n * world.leaves.length + c) * T + t] ?? 0);
      const free = Math.max(Math.min(come, most) - share, 0);
      const lead = freedom.leads === "any" || freedom.leads.has(n * world.leaves.length + c);
      const bought = lead ? Math.max(most - share - free, 0) : 0;
      columns.overHeld[t] = build.column(0, free / scale);
      columns.overBought[t] = build.column(0, bought / scale);
    } else {
      on.costs.shortfall.add(columns.shortUrgent[t]!, (world.discount[t]! * weights.urgent * scale) / required);
      on.costs.shortfall.add(columns.shortOther[t]!, (world.discount[t]! * weights.other * scale) / required);
    }
    rows.forEach((row, at) => {
      build.row((share - held[at]!) / scale, Number.POSITIVE_INFINITY);
      about.push(`${world.nations[n]} ${leaf.id} ${world.years[t]}${row === undefined ? "" : ` ${row.class}`}`);
      for (const input of leaf.adding) supply({ on, input, c, n, t, scale, credit });
      if (row !== undefined) supply({ on, input: row, c, n, t, scale, credit });
      build.entry(columns.shortUrgent[t]!, 1);
      build.entry(columns.shortOther[t]!, 1);
      if (freedom.roles) {
        build.entry(columns.overHeld[t]!, -1);
        build.entry(columns.overBought[t]!, -1);
      }
    });
  }
  return columns;
}

/** Leaf units that one unit of the pair's columns stands for: near the share, and never below a hundredth of the requirement. */
const scaleOf = (leaf: Leaf, n: number): number => Math.max(...leaf.share[n]!, 0.01 * Math.max(...leaf.required)) || 1;

function heldOf({ world, freedom, inputs, n, t, credit }: { readonly world: World; readonly freedom: Building["freedom"]; readonly inputs: readonly Input[]; readonly n: number; readonly t: number; readonly credit: number }): number {
  let sum = 0;
  for (const it of inputs) if (it.pool < 0) sum += it.held[n]! * creditOf(world, freedom.adopted, credit, it.standard, n, t);
  return sum;
}

/** First year in which anything decided changes this row: `years.length` if never. */
function firstChange(on: Building, leaf: Leaf, row: Input | undefined, n: number): number {
  const inputs = row === undefined ? leaf.adding : [...leaf.adding, row];
  let first = on.world.years.length;
  for (const input of inputs) {
    if (input.pool >= 0) {
      if (on.splits.has((input.pool * on.world.nations.length + n) * on.world.leaves.length + on.world.leaves.indexOf(leaf))) first = 0;
      continue;
    }
    for (const use of input.goods) {
      for (const it of on.goodsOf[n]!) if (it.good === use.good) first = Math.min(first, it.first);
      for (const at of on.programmesOf[n]!) if (on.world.programmes[at]!.good === use.good) first = Math.min(first, on.programmes[at]!.first);
    }
  }
  return first;
}

interface SupplyAsk {
  readonly on: Building;
  readonly input: Input;
  readonly c: number;
  readonly n: number;
  readonly t: number;
  readonly scale: number;
  readonly credit: number;
}

function supply({ on, input, c, n, t, scale, credit }: SupplyAsk): void {
  const { world, freedom, build } = on;
  const factor = creditOf(world, freedom.adopted, credit, input.standard, n, t);
  if (input.pool >= 0) {
    const split = on.splits.get((input.pool * world.nations.length + n) * world.leaves.length + c);
    if (split !== undefined) build.entry(split.column + t, (factor * input.yield * split.scale) / scale);
    return;
  }
  for (const use of input.goods) {
    for (const it of on.goodsOf[n]!) {
      if (it.good !== use.good) continue;
      const value = (factor * use.yield * it.scale) / scale;
      for (let tau = it.first; tau <= t; tau++) build.entry(it.column + tau - it.first, value);
    }
    for (const at of on.programmesOf[n]!) {
      if (world.programmes[at]!.good !== use.good) continue;
      const it = on.programmes[at]!;
      const value = (factor * use.yield * it.scale) / scale;
      for (let tau = it.first; tau <= Math.min(t, it.last); tau++) build.entry(it.column + tau - it.first, value);
    }
  }
}
