import { creditOf } from "../freedom.ts";
import { type Building, leadsIn, type PairColumns, weightsOf } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { Input, Leaf, World } from "../world.ts";

/**
 * Contribution of nation n to leaf c in year t, for every input that limits it (or once, where all add up). Unit: leaf
 * units, in parts of the share.
 * Without *roles*: Σ credit · yield · (held + delivered so far) + shortUrgent + shortOther ≥ target share, the two bounded
 * by the parts of the share in and outside CAP levels 1 and 2. Dual: what one more unit of the share costs the objective.
 * With *roles*: Σ credit · yield · (held + delivered so far) − counted ≥ 0, counted at most the ceiling of the requirement.
 * Where supply serves no other leaf it is counted as it is, in the requirement row, and there is no such row.
 * Lead, with *roles*, at the end of the plan: counted − beyond ≤ the greater of the share and what comes about anyway;
 * beyond is insured, and 0 for a nation that does not lead. Dual of a contribution: what one more unit on hand is worth.
 */
export function contributionRows(on: Building): void {
  const { world, freedom } = on;
  const first = on.build.rowCount;
  const about: (() => string)[] = [];
  const credit = world.value(PLAN.credit);
  const ceiling = world.value(PLAN.ceiling);
  const weights = weightsOf(world);
  world.leaves.forEach((leaf, c) => {
    for (const n of freedom.nations) on.pairs.push(pairRows({ on, leaf, c, n, credit, ceiling, weights, about }));
  });
  on.blocks.push({ constraint: "contribution", first, about: (row) => about[row]!() });
}

interface PairAsk {
  readonly on: Building;
  readonly leaf: Leaf;
  readonly c: number;
  readonly n: number;
  readonly credit: number;
  readonly ceiling: number;
  readonly weights: { readonly urgent: number; readonly other: number };
  readonly about: (() => string)[];
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
    counted: new Int32Array(T).fill(-1),
    isDirect: new Uint8Array(T),
    fixed: new Float64Array(T),
    beyond: -1,
    premiumFrom: T,
  };
  const firsts = rows.map((row) => firstChange(on, leaf, row, n));
  const first = Math.max(...firsts);
  const name = (t: number, row: Input | undefined): string => `${world.nations[n]} ${leaf.id} ${world.years[t]}${row === undefined ? "" : ` ${row.class}`}`;
  const isSteady = leaf.adding.every((it) => it.standard < 0) && leaf.limiting.every((it) => it.standard < 0);
  const isFixedUntil = Math.min(...firsts);
  let held: readonly number[] = [];
  let least = 0;
  for (let t = 0; t < T; t++) {
    const required = leaf.required[t]!;
    if (required <= 0) continue;
    const most = ceiling * required;
    const share = Math.min(leaf.share[n]![t]!, most);
    const urgentPart = leaf.urgent[t]! / required;
    // Only an adopted standard changes what is held counts for from one year to the next.
    if (!isSteady || held.length === 0) {
      held = heldRows({ on, leaf, rows, n, t, credit });
      least = Math.min(...held);
    }
    if (freedom.roles) {
      if (isFixedUntil > t || least >= most) {
        columns.fixed[t] = Math.min(least, most);
      } else if (leaf.isPlain) {
        columns.fixed[t] = least;
        columns.isDirect[t] = 1;
      } else {
        columns.counted[t] = build.column(0, most / scale);
        rows.forEach((row, at) => {
          build.row(-held[at]! / scale, Number.POSITIVE_INFINITY);
          about.push(() => name(t, row));
          supplyRow({ on, leaf, row, c, n, t, per: scale, credit });
          build.entry(columns.counted[t]!, -1);
        });
      }
      continue;
    }
    if (isFixedUntil > t) {
      const short = Math.max(share - least, 0);
      const shortUrgent = Math.min(Math.max(urgentPart * share - least, 0), short);
      on.costs.shortfall.constant += (world.discount[t]! * (weights.urgent * shortUrgent + weights.other * (short - shortUrgent))) / required;
      continue;
    }
    if (share <= 0) continue;
    columns.shortUrgent[t] = build.column(0, (urgentPart * share) / scale);
    columns.shortOther[t] = build.column(0, ((1 - urgentPart) * share) / scale);
    on.costs.shortfall.add(columns.shortUrgent[t]!, (world.discount[t]! * weights.urgent * scale) / required);
    on.costs.shortfall.add(columns.shortOther[t]!, (world.discount[t]! * weights.other * scale) / required);
    rows.forEach((row, at) => {
      build.row((share - held[at]!) / scale, Number.POSITIVE_INFINITY);
      about.push(() => name(t, row));
      supplyRow({ on, leaf, row, c, n, t, per: scale, credit });
      build.entry(columns.shortUrgent[t]!, 1);
      build.entry(columns.shortOther[t]!, 1);
    });
  }
  if (freedom.roles && first < T) leadRow({ on, leaf, c, n, credit, ceiling, columns, name: () => `${name(T - 1, undefined)} lead`, about, first });
  return columns;
}

interface LeadAsk extends Omit<PairAsk, "weights"> {
  readonly columns: PairColumns;
  readonly name: () => string;
  readonly first: number;
}

/** What a nation counts at the end of the plan beyond the greater of its share and what comes about anyway. */
function leadRow({ on, leaf, c, n, credit, ceiling, columns, name, about, first }: LeadAsk): void {
  const { world, freedom, build } = on;
  const t = world.years.length - 1;
  if (columns.counted[t]! < 0 && columns.isDirect[t] === 0) return;
  const most = ceiling * leaf.required[t]!;
  const held = heldRows({ on, leaf, rows: [undefined], n, t, credit })[0]!;
  const come = Math.max(leaf.isPlain ? held : 0, freedom.anyway?.[(n * world.leaves.length + c) * world.years.length + t] ?? 0);
  const free = Math.min(Math.max(leaf.share[n]![t]!, come), most);
  const leads = leadsIn(world, freedom, n * world.leaves.length + c);
  // Programmes of a plain leaf are delivered whether or not the nation leads.
  let promised = 0;
  if (leaf.isPlain) for (const at of on.programmesOf[n]!) for (const use of leaf.adding.flatMap((it) => it.goods)) if (use.good === world.programmes[at]!.good) promised += use.yield * world.programmes[at]!.quantity;
  const beyond = build.column(0, Math.max(leads ? most - free : 0, promised) / columns.scale);
  columns.beyond = beyond;
  columns.premiumFrom = Math.min(first, t);
  build.row(Number.NEGATIVE_INFINITY, (free - (leaf.isPlain ? held : 0)) / columns.scale);
  about.push(name);
  if (leaf.isPlain) supplyRow({ on, leaf, row: undefined, c, n, t, per: columns.scale, credit });
  else build.entry(columns.counted[t]!, 1);
  build.entry(beyond, -1);
}

/** Leaf units that one unit of the pair's columns stands for: near the share, and never below a hundredth of the requirement. */
const scaleOf = (leaf: Leaf, n: number): number => Math.max(...leaf.share[n]!, 0.01 * Math.max(...leaf.required)) || 1;

function heldRows({ on, leaf, rows, n, t, credit }: { readonly on: Building; readonly leaf: Leaf; readonly rows: readonly (Input | undefined)[]; readonly n: number; readonly t: number; readonly credit: number }): number[] {
  const { world, freedom } = on;
  const adding = heldOf({ world, freedom, inputs: leaf.adding, n, t, credit });
  return rows.map((row) => adding + (row === undefined ? 0 : heldOf({ world, freedom, inputs: [row], n, t, credit })));
}

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
      const bought = on.goodAt[n * on.world.goods.length + use.good];
      if (bought !== undefined) first = Math.min(first, bought.first);
      for (const at of on.programmesOf[n]!) if (on.world.programmes[at]!.good === use.good) first = Math.min(first, on.programmes[at]!.first);
    }
  }
  return first;
}

export interface SupplyAsk {
  readonly on: Building;
  readonly leaf: Leaf;
  readonly row: Input | undefined;
  readonly c: number;
  readonly n: number;
  readonly t: number;
  /** Leaf units that the row counts as one. */
  readonly per: number;
  readonly credit: number;
}

/** Writes what a nation's deliveries so far add to a leaf into the open row. */
export function supplyRow({ on, leaf, row, c, n, t, per, credit }: SupplyAsk): void {
  const { world, freedom, build } = on;
  for (const input of row === undefined ? leaf.adding : [...leaf.adding, row]) {
    const factor = creditOf(world, freedom.adopted, credit, input.standard, n, t);
    if (input.pool >= 0) {
      const split = on.splits.get((input.pool * world.nations.length + n) * world.leaves.length + c);
      if (split !== undefined) build.entry(split.column + t, (factor * input.yield * split.scale) / per);
      continue;
    }
    for (const use of input.goods) {
      const bought = on.goodAt[n * world.goods.length + use.good];
      if (bought !== undefined) {
        const value = (factor * use.yield * bought.scale) / per;
        for (let tau = bought.first; tau <= t; tau++) build.entry(bought.column + tau - bought.first, value);
      }
      for (const at of on.programmesOf[n]!) {
        if (world.programmes[at]!.good !== use.good) continue;
        const it = on.programmes[at]!;
        const value = (factor * use.yield * it.scale) / per;
        for (let tau = it.first; tau <= Math.min(t, it.last); tau++) build.entry(it.column + tau - it.first, value);
      }
    }
  }
}
