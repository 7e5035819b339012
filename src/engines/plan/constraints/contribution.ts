import { creditOf } from "../freedom.ts";
import { type Building, type PairColumns } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { partsOf, strataShort, weightsOf } from "../strata.ts";
import type { Input, Leaf } from "../world.ts";
import { deliveredSoFar, firstDelivery } from "./balance.ts";
import { mostOf } from "./ceiling.ts";
import { INPUTS } from "./interoperability.ts";
import type { ConstraintNote } from "./note.ts";

export const CONTRIBUTION: ConstraintNote = {
  name: "contribution",
  title: "Contribution of a nation to a leaf",
  inequality: "without roles: Σ credit · yield · (held + delivered so far) + v + Σ_q short[q] ≥ share; with roles: Σ credit · yield · (held + delivered so far) + v − counted ≥ 0; once for every limiting input",
  unit: "leaf units, in parts of the share",
  dual: "what one more unit on hand (without roles: of the share) is worth to the objective",
  meaning: "What a nation holds and gets counts by the yield of each system, less without a standard it needs. Inputs add up, or the scarcest limits. Without roles each nation's own shortfall is the objective. Where supply serves no other leaf, all adds up and no purchase can take it beyond the ceiling, it is counted as it is in the requirement row, and there is no such row.",
  parameters: [PLAN.credit, PLAN.readiness, PLAN.urgentShare, PLAN.urgentWeight],
  records: ["yield", "holding", "retirement", "adoption"],
  elastic: "without roles the shortfall of the nation takes what is missing; with roles nothing counted always meets it",
  source: "NDPP: contributions are counted against targets (C10); yields as stated in the data",
};

/** Columns and rows of what each nation adds to each leaf. */
export function contributionRows(on: Building): void {
  const { world, freedom } = on;
  const first = on.build.rowCount;
  const about: number[] = [];
  const credit = world.value(PLAN.credit);
  const T = world.years.length;
  // One array for all pairs: an array of its own for each would be thousands of small pieces of memory.
  const fixed = new Float64Array(world.leaves.length * freedom.nations.length * T);
  world.leaves.forEach((leaf, c) => {
    const weights = weightsOf(world, leaf);
    const required = mostIn(leaf.required);
    for (const n of freedom.nations) on.pairs.push(pairRows({ on, leaf, c, n, scale: scaleOf(leaf, n, required), credit, weights, about, fixed: fixed.subarray(on.pairs.length * T, (on.pairs.length + 1) * T) }));
  });
  on.blocks.push({ constraint: CONTRIBUTION.name, first, about: (row) => nameOf(on, about[row]!) });
}

/** What a row is about as one number: there are too many rows for a function each. */
const aboutRow = ({ world }: Building, { n, c, t, at }: { readonly n: number; readonly c: number; readonly t: number; readonly at: number }): number => ((n * world.leaves.length + c) * world.years.length + t) * INPUTS + at;

function nameOf({ world }: Building, about: number): string {
  const [T, C] = [world.years.length, world.leaves.length];
  const at = about % INPUTS;
  const t = Math.floor(about / INPUTS) % T;
  const pair = Math.floor(about / INPUTS / T);
  const leaf = world.leaves[pair % C]!;
  const row = leaf.limiting[at];
  return `${world.nations[Math.floor(pair / C)]} ${leaf.id} ${world.years[t]}${row === undefined ? "" : ` ${row.class}`}`;
}

interface PairAsk {
  readonly on: Building;
  readonly leaf: Leaf;
  readonly c: number;
  readonly n: number;
  readonly scale: number;
  readonly credit: number;
  readonly weights: readonly number[];
  /** See `aboutRow`. */
  readonly about: number[];
  /** Filled: what counts whatever is bought, by year. */
  readonly fixed: Float64Array;
}

function pairRows({ on, leaf, c, n, scale, credit, weights, about, fixed }: PairAsk): PairColumns {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const rows: readonly (Input | undefined)[] = leaf.limiting.length > 0 ? leaf.limiting : [undefined];
  const firsts = rows.map((row) => firstChange({ on, leaf, row, n, c }));
  const columns: PairColumns = {
    nation: n,
    leaf: c,
    scale,
    short: new Int32Array(T).fill(-1),
    counted: new Int32Array(T).fill(-1),
    isDirect: new Uint8Array(T),
    fixed,
    changes: Math.max(...firsts),
    beyond: -1,
    premiumFrom: T,
  };
  const isFixedUntil = Math.min(...firsts);
  const deliverable = leaf.isPlain && freedom.roles && isFixedUntil < T ? mostDelivered(on, leaf, n) : Number.POSITIVE_INFINITY;
  const inputs = [...leaf.adding, ...leaf.limiting];
  const isSteady = inputs.every((it) => it.standard < 0) && !world.hasRetirements;
  const asks = rows.map((row): SupplyAsk => ({ on, leaf, row, c, n, per: scale, credit }));
  const holds: HeldAsk = { on, leaf, rows, n, credit };
  const held = new Float64Array(rows.length);
  let isHeldKnown = false;
  let least = 0;
  for (let t = 0; t < T; t++) {
    const required = leaf.required[t]!;
    if (required <= 0) continue;
    const most = mostOf(leaf, t);
    const share = Math.min(leaf.share[n]![t]!, most);
    // Only an adopted standard or a retirement changes what is held counts for from one year to the next.
    if (!isSteady || !isHeldKnown) {
      least = heldRows(holds, t, held);
      isHeldKnown = true;
    }
    if (freedom.roles) {
      if (isFixedUntil > t || least >= most) {
        columns.fixed[t] = Math.min(least, most);
      } else if (deliverable <= most - least + ROUND_OFF * most) {
        columns.fixed[t] = least;
        columns.isDirect[t] = 1;
      } else {
        columns.counted[t] = build.column(0, most / scale);
        for (let at = 0; at < asks.length; at++) {
          build.row(-held[at]! / scale, Number.POSITIVE_INFINITY);
          about.push(aboutRow(on, { n, c, t, at }));
          supplyEntries(asks[at]!, t);
          build.entry(columns.counted[t]!, -1);
        }
      }
      continue;
    }
    if (share <= 0) continue;
    if (isFixedUntil > t) {
      const short = strataShort(leaf, t, least / share);
      for (const [q, part] of short.entries()) on.costs.shortfall.constant += (world.discount[t]! * weights[q]! * part * share) / required;
      continue;
    }
    for (const [q, part] of partsOf(leaf, t).entries()) {
      const column = build.column(0, (part * share) / scale);
      if (q === 0) columns.short[t] = column;
      on.costs.shortfall.add(column, (world.discount[t]! * weights[q]! * scale) / required);
    }
    for (let at = 0; at < asks.length; at++) {
      build.row((share - held[at]!) / scale, Number.POSITIVE_INFINITY);
      about.push(aboutRow(on, { n, c, t, at }));
      supplyEntries(asks[at]!, t);
      for (let q = 0; q < leaf.strata.length; q++) build.entry(columns.short[t]! + q, 1);
    }
  }
  return columns;
}

/**
 * The most of a plain leaf that a nation may have delivered by the end of the plan, by its row of leads: to the ceiling, and
 * what its programmes promise. No limit where it has no such row. As if any ally led, since the rows of a model may not depend on who does.
 * Unit: the leaf's.
 */
function mostDelivered(on: Building, leaf: Leaf, n: number): number {
  const end = on.world.years.length - 1;
  const most = mostOf(leaf, end);
  const held = heldRows({ on, leaf, rows: [undefined], n, credit: on.world.value(PLAN.credit) }, end, new Float64Array(1));
  return held >= most ? Number.POSITIVE_INFINITY : most - held + promisedOf(on, leaf, n);
}

/** Leaf units that a nation's programmes promise in all. */
export function promisedOf({ world, programmesOf }: Building, leaf: Leaf, n: number): number {
  let sum = 0;
  for (const at of programmesOf[n]!) for (const input of leaf.adding) for (const use of input.goods) if (use.good === world.programmes[at]!.good) sum += use.yield * world.programmes[at]!.quantity;
  return sum;
}

// What sums of the same numbers in another order may differ by. Unit: share of the ceiling.
const ROUND_OFF = 1e-9;

// Least unit of a pair's columns. Unit: share of the requirement.
const LEAST_PART = 0.01;

/** Leaf units that one unit of the pair's columns stands for: near the share, and never below a hundredth of the requirement. */
export const scaleOf = (leaf: Leaf, n: number, required = mostIn(leaf.required)): number => Math.max(mostIn(leaf.share[n]!), LEAST_PART * required) || 1;

const mostIn = (years: Float64Array): number => {
  let most = 0;
  for (const it of years) if (it > most) most = it;
  return most;
};

export interface HeldAsk {
  readonly on: Building;
  readonly leaf: Leaf;
  readonly rows: readonly (Input | undefined)[];
  readonly n: number;
  readonly credit: number;
}

/** What is held counts for in each row in a year, put into `held`; answers the least of them. Unit: the leaf's. */
export function heldRows(ask: HeldAsk, t: number, held: Float64Array): number {
  let adding = 0;
  for (const it of ask.leaf.adding) adding += heldOf(ask, it, t);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < held.length; at++) {
    const row = ask.rows[at];
    const value = adding + (row === undefined ? 0 : heldOf(ask, row, t));
    held[at] = value;
    if (value < least) least = value;
  }
  return least;
}

const heldOf = ({ on: { world, freedom }, n, credit }: HeldAsk, it: Input, t: number): number => (it.pool < 0 ? it.held[n * world.years.length + t]! * creditOf(world, freedom.adopted, credit, it.standard, n, t) : 0);

/** First year in which anything decided changes this row: `years.length` if never. */
function firstChange({ on, leaf, row, n, c }: { readonly on: Building; readonly leaf: Leaf; readonly row: Input | undefined; readonly n: number; readonly c: number }): number {
  let first = on.world.years.length;
  const { length } = leaf.adding;
  for (let i = 0; i < length + leaf.limiting.length; i++) {
    const input = (leaf.adding[i] ?? leaf.limiting[i - length])!;
    if (i >= length && input !== row) continue;
    first = Math.min(first, on.interoperable.get((n * on.world.leaves.length + c) * INPUTS + i)?.first ?? first);
    if (input.pool < 0) for (const use of input.goods) first = Math.min(first, firstDelivery(on, n, use.good));
    else if (on.splits.has((input.pool * on.world.nations.length + n) * on.world.leaves.length + c)) first = 0;
  }
  return first;
}

export interface SupplyAsk {
  readonly on: Building;
  readonly leaf: Leaf;
  readonly row: Input | undefined;
  readonly c: number;
  readonly n: number;
  /** Leaf units that the row counts as one. */
  readonly per: number;
  readonly credit: number;
}

/** Writes what a nation's deliveries up to and with a year add to a leaf into the open row. */
export function supplyEntries(ask: SupplyAsk, t: number): void {
  const { adding, limiting } = ask.leaf;
  for (let i = 0; i < adding.length; i++) inputEntries(ask, { i, t });
  for (let i = 0; i < limiting.length; i++) if (limiting[i] === ask.row) inputEntries(ask, { i: adding.length + i, t });
}

/** The part of one input, those that add up counted before those that limit. */
function inputEntries({ on, leaf, c, n, per, credit }: SupplyAsk, { i, t }: { readonly i: number; readonly t: number }): void {
  const { world, freedom, build } = on;
  const input = (leaf.adding[i] ?? leaf.limiting[i - leaf.adding.length])!;
  const v = on.interoperable.get((n * world.leaves.length + c) * INPUTS + i);
  if (v !== undefined && t >= v.first && t <= v.last) build.entry(v.column + t - v.first, v.scale / per);
  const factor = creditOf(world, freedom.adopted, credit, input.standard, n, t);
  if (input.pool >= 0) {
    const split = on.splits.get((input.pool * world.nations.length + n) * world.leaves.length + c);
    if (split !== undefined) build.entry(split.column + t, (factor * input.yield * split.scale) / per);
    return;
  }
  for (const use of input.goods) deliveredSoFar({ on, n, good: use.good, t, value: (factor * use.yield) / per });
}
