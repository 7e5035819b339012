import { isBusyPool } from "./constraints/expansion.ts";
import { coverageOf, type Coverage, totalsOf } from "./coverage.ts";
import { type Deliveries, type Freedom, mergeDeliveries } from "./freedom.ts";
import { formulate, MONEY_SCALE } from "./formulate.ts";
import { lexicographic, type StageReached } from "./lexicographic.ts";
import { PLAN } from "./parameters.ts";
import { type Desk, inParallel } from "./stage.ts";
import { perItem, type World } from "./world.ts";

/** What one ally does by itself. */
export interface NationAlone {
  readonly deliveries: Deliveries;
  readonly overrun: Float64Array;
  readonly undelivered: Float64Array;
  readonly violations: number;
  readonly shortfall: number;
  readonly shortfallBound: number;
  /** Discounted. Unit: M. */
  readonly cost: number;
  readonly costBound: number;
  readonly seconds: number;
  /** What it was left of pools and of room to expand. */
  readonly capacity: readonly Float64Array[];
  readonly expansion: readonly number[];
  /** Its last two objectives as solved, for proofs. */
  readonly proofs: Readonly<Record<"shortfall" | "cost", AloneProof>>;
}

/** Row prices of an objective of one ally, and what its earlier ones were kept at, constants left out. */
export interface AloneProof {
  readonly dual: Float64Array;
  readonly kept: readonly { readonly stage: "violations" | "shortfall"; readonly upper: number }[];
}

/** What all allies do, each by itself, and what lines were left to each. */
export interface Alone {
  readonly nations: readonly NationAlone[];
  readonly deliveries: Deliveries;
  readonly coverage: Coverage;
  /** What of the supply comes of what is held and of programmes, without what is bought beyond them: `(nation * leaves + leaf) * years + year`. */
  readonly promised: Float64Array;
  readonly overrun: readonly Float64Array[];
  readonly undelivered: Float64Array;
  readonly cost: number;
  /** What each ally has of each pool: what it took, and its part by need of what nobody took. `[pool][nation][year]`, contested pools only. */
  readonly slots: ReadonlyMap<number, readonly Float64Array[]>;
  /** Room on each line that each ally took, and its part by need of what nobody took: `line * nations + nation`. */
  readonly expansionOwn: Float64Array;
  readonly rounds: number;
  /** Part of all deliveries, in money, that still changed in the last round. */
  readonly residual: number;
  readonly pessimistic: Coverage;
  /** What is delivered at the pessimistic end. */
  readonly rationed: Deliveries;
  readonly seconds: number;
}

/** Gives what allies do alone where it was made of the same inputs before; has it made otherwise. What it gives is not to be changed. */
export type AloneOnce = (make: () => Promise<Alone>) => Promise<Alone>;

export interface AloneAsk {
  readonly world: World;
  readonly desk: Desk;
  readonly onDone?: (done: number, of: number) => void;
}

/**
 * Each ally plans by itself: own share of every leaf, announced programmes within their windows, prices at the scale of
 * its own lots. First as if nobody else ordered; then, in the order of the queue, within the slots that are left. Slots
 * are promised to programmes by year of contract, then to orders by place in the queue, and nobody loses what it has
 * booked. Rounds go on until nobody wants to change, or the parameter `plan.rounds` ends them.
 */
export async function planAlone({ world, desk, onDone }: AloneAsk): Promise<Alone> {
  const N = world.nations.length;
  const T = world.years.length;
  const full = world.pools.map((it) => it.capacity);
  const everything = world.lines.map((it) => it.expansionMost);
  let done = 0;
  const blind = await inParallel(world.nations, {
    width: desk.solver.parallel,
    work: async (_, n) => {
      const answer = await planNation({ world, desk, n, capacity: full, expansion: everything });
      onDone?.(++done, N);
      return answer;
    },
  });
  const queue = queueOf(world);
  const reserve = reservesOf(world, queue);
  const chosen: NationAlone[] = [...blind];
  const settled = new Uint8Array(N);
  const used = (n: number): Float64Array[] => usageOf(world, chosen[n]!.deliveries, n);
  const usage: Float64Array[][] = Array.from({ length: N }, () => world.pools.map(() => new Float64Array(T)));
  // Where a line may grow, what an ally adds is its own unless dates are aligned: its slots are fixed as well.
  const contested = new Set(world.pools.flatMap((pool, q) => (isBusyPool(world, pool) ? [q] : [])));
  const rounds = Math.max(Math.round(world.value(PLAN.rounds)), 1);
  let ran = 0;
  let residual = 0;
  const refused = new Uint8Array(N);
  for (let round = 1; round <= rounds; round++) {
    ran = round;
    let changed = 0;
    let all = 0;
    for (const [place, n] of queue.entries()) {
      if (round > 1 && refused[n] === 0) continue;
      const before = queue.slice(0, place);
      const after = queue.slice(place + 1);
      const seen = full.map((capacity, q) =>
        Float64Array.from({ length: T }, (_, t) => {
          let left = capacity[t]!;
          for (const m of before) left -= usage[m]![q]![t]!;
          for (const m of after) left -= settled[m] === 1 ? usage[m]![q]![t]! : reserve[m]![q]![t]!;
          return Math.max(left, 0);
        }),
      );
      const expansion = world.lines.map((line, l) => {
        const others = chosen.reduce((sum, it, m) => sum + (m === n || settled[m] === 0 ? 0 : (it.deliveries.expansion.get(l * N + m)?.reduce((a, b) => a + b, 0) ?? 0)), 0);
        return Math.max(line.expansionMost - others, 0);
      });
      const wants = usageOf(world, blind[n]!.deliveries, n);
      const fits = wants.every((years, q) => years.every((it, t) => it <= seen[q]![t]! + 1e-9 * (1 + it)));
      const fitsExpansion = world.lines.every((_, l) => (blind[n]!.deliveries.expansion.get(l * N + n)?.reduce((a, b) => a + b, 0) ?? 0) <= expansion[l]! + 1e-9);
      if (!fits) wants.forEach((years, q) => { if (years.some((it, t) => it > seen[q]![t]! + 1e-9 * (1 + it))) contested.add(q); });
      const previous = chosen[n]!;
      if (fits && fitsExpansion) {
        chosen[n] = blind[n]!;
        refused[n] = 0;
      } else {
        chosen[n] = await planNation({ world, desk, n, capacity: seen, expansion });
        refused[n] = 1;
      }
      if (round > 1) {
        changed += differenceOf(world, previous.deliveries, chosen[n]!.deliveries);
        all += previous.cost;
      }
      settled[n] = 1;
      usage[n] = used(n);
    }
    residual = all > 0 ? changed / all : 0;
    if (round > 1 && residual < 1e-6) break;
    if (refused.every((it) => it === 0)) break;
  }
  const deliveries = mergeDeliveries(chosen.map((it) => it.deliveries), world.programmes, world.nations.map((_, n) => n));
  const overrun = chosen.map((it) => it.overrun);
  const undelivered = Float64Array.from(world.programmes, (it, at) => chosen[it.nation]!.undelivered[at]!);
  const slots = new Map([...contested].map((q) => [q, slotsOf({ world, q, usage })] as const));
  const blindAll = mergeDeliveries(blind.map((it) => it.deliveries), world.programmes, world.nations.map((_, n) => n));
  const least = rationed(world, blindAll, queue);
  return {
    nations: chosen,
    deliveries,
    coverage: coverageOf({ world, deliveries, adopted: world.adopted }),
    promised: coverageOf({ world, deliveries: { ...deliveries, free: new Map() }, adopted: world.adopted }).supply,
    overrun,
    undelivered,
    cost: chosen.reduce((sum, it) => sum + it.cost, 0),
    slots,
    expansionOwn: expansionOwnOf(world, deliveries),
    rounds: ran,
    residual,
    pessimistic: coverageOf({ world, deliveries: least, adopted: world.adopted }),
    rationed: least,
    seconds: [...blind, ...chosen].reduce((sum, it) => sum + it.seconds, 0),
  };
}

function slotsOf({ world, q, usage }: { readonly world: World; readonly q: number; readonly usage: readonly (readonly Float64Array[])[] }): Float64Array[] {
  const { goods, capacity } = world.pools[q]!;
  const needs = world.need.map((of) => goods.reduce((sum, g) => sum + of[g]! * perItem(world.pools[q]!, g), 0));
  const whole = needs.reduce((sum, it) => sum + it, 0);
  return world.nations.map((_, n) =>
    Float64Array.from(capacity, (limit, t) => {
      const left = Math.max(limit - usage.reduce((sum, it) => sum + it[q]![t]!, 0), 0);
      return usage[n]![q]![t]! + (whole > 0 ? (left * needs[n]!) / whole : 0);
    }),
  );
}

function expansionOwnOf(world: World, deliveries: Deliveries): Float64Array {
  const N = world.nations.length;
  const own = new Float64Array(world.lines.length * N);
  world.lines.forEach((line, l) => {
    const needs = world.need.map((of) => line.goods.reduce((sum, g) => sum + of[g]!, 0));
    const whole = needs.reduce((sum, it) => sum + it, 0);
    const took = needs.map((_, n) => deliveries.expansion.get(l * N + n)?.reduce((sum, it) => sum + it, 0) ?? 0);
    const left = Math.max(line.expansionMost - took.reduce((sum, it) => sum + it, 0), 0);
    for (let n = 0; n < N; n++) own[l * N + n] = took[n]! + (whole > 0 ? (left * needs[n]!) / whole : 0);
  });
  return own;
}

interface NationAsk {
  readonly world: World;
  readonly desk: Desk;
  readonly n: number;
  readonly capacity: readonly Float64Array[];
  readonly expansion: readonly number[];
}

export const aloneFreedom = ({ world, nations, capacity, expansion }: { readonly world: World; readonly nations: readonly number[]; readonly capacity: readonly Float64Array[]; readonly expansion: readonly number[] }): Freedom => ({
  nations,
  roles: false,
  dates: false,
  capacity,
  slots: new Map(),
  expansion,
  joints: [],
  adopted: world.adopted,
  leads: new Set(),
});

async function planNation({ world, desk, n, capacity, expansion }: NationAsk): Promise<NationAlone> {
  const T = world.years.length;
  const name = world.nations[n]!;
  const formulation = formulate(world, aloneFreedom({ world, nations: [n], capacity, expansion }));
  // Alone gives up no coverage for money: what is compared with it must not owe its gain to an allowance.
  const { stages, primal, deliveries, seconds } = await lexicographic({ desk, formulation, stages: (["violations", "shortfall", "money"] as const).map((objective) => ({ objective, allowance: 0 })), name: `${name} alone` });
  const [violations, shortfall, money] = stages as [StageReached, StageReached, StageReached];
  const { on, constants } = formulation;
  const kept: AloneProof["kept"] = [{ stage: "violations", upper: violations.kept - constants.violations }, { stage: "shortfall", upper: shortfall.kept - constants.shortfall }];
  const overrun = new Float64Array(T);
  const undelivered = new Float64Array(world.programmes.length);
  for (let t = 0; t < T; t++) overrun[t] = roundedUp(primal[on.overrun[n * T + t]!]! * on.overrunScale[n]!);
  on.programmes.forEach((it, at) => { if (it !== undefined) undelivered[at] = roundedUp(primal[it.undelivered]! * it.scale); });
  return {
    deliveries,
    overrun,
    undelivered,
    violations: violations.value,
    shortfall: shortfall.value,
    shortfallBound: shortfall.bound,
    cost: money.value * MONEY_SCALE,
    costBound: money.bound * MONEY_SCALE,
    seconds,
    capacity,
    expansion,
    proofs: { shortfall: { dual: shortfall.dual, kept: kept.slice(0, 1) }, cost: { dual: money.dual, kept } },
  };
}

const roundedUp = (value: number): number => (value > 1e-9 ? value * (1 + 1e-7) + 1e-9 : 0);

/** Nations by the year of their earliest contract, then in the order of the data set. */
function queueOf(world: World): number[] {
  const earliest = world.nations.map((_, n) => Math.min(...world.programmes.filter((it) => it.nation === n).map((it) => it.contractYear)));
  return world.nations.map((_, n) => n).sort((a, b) => (earliest[a]! === earliest[b]! ? a - b : earliest[a]! - earliest[b]!));
}

/** Slots promised to programmes, spread evenly over their windows, by year of contract and place in the queue. `[nation][pool][year]` */
function reservesOf(world: World, queue: readonly number[]): Float64Array[][] {
  const T = world.years.length;
  const reserve = world.nations.map(() => world.pools.map(() => new Float64Array(T)));
  const left = world.pools.map((it) => Float64Array.from(it.capacity));
  const order = world.programmes.map((_, at) => at).sort((a, b) => world.programmes[a]!.contractYear - world.programmes[b]!.contractYear || queue.indexOf(world.programmes[a]!.nation) - queue.indexOf(world.programmes[b]!.nation));
  for (const at of order) {
    const it = world.programmes[at]!;
    const even = it.quantity / (it.last - it.first + 1);
    let waiting = 0;
    for (let t = it.first; t <= it.last; t++) {
      const pools = world.pools.flatMap((pool, q) => (pool.goods.includes(it.good) ? [q] : []));
      const wanted = even + waiting;
      const got = Math.max(Math.min(wanted, ...pools.map((q) => left[q]![t]! / perItem(world.pools[q]!, it.good))), 0);
      waiting = wanted - got;
      for (const q of pools) {
        left[q]![t]! -= got * perItem(world.pools[q]!, it.good);
        reserve[it.nation]![q]![t]! += got * perItem(world.pools[q]!, it.good);
      }
    }
  }
  return reserve;
}

/** What a nation takes from each pool beyond what it added itself. `[pool][year]` */
export function usageOf(world: World, deliveries: Deliveries, n: number): Float64Array[] {
  const N = world.nations.length;
  const T = world.years.length;
  const G = world.goods.length;
  return world.pools.map((pool) => {
    const years = new Float64Array(T);
    for (const g of pool.goods) deliveries.free.get(n * G + g)?.forEach((it, t) => { years[t]! += it * perItem(pool, g); });
    world.programmes.forEach((it, at) => { if (it.nation === n && pool.goods.includes(it.good)) deliveries.programme[at]?.forEach((quantity, t) => { years[t]! += quantity * perItem(pool, it.good); }); });
    for (const l of pool.lines) {
      const invested = deliveries.expansion.get(l * N + n);
      if (invested === undefined) continue;
      let added = 0;
      for (let t = 0; t < T; t++) {
        if (t >= world.lines[l]!.expansionTime) added += invested[t - world.lines[l]!.expansionTime]!;
        years[t] = Math.max(years[t]! - added, 0);
      }
    }
    return years;
  });
}

/** Money of deliveries that differ. Unit: M. */
function differenceOf(world: World, a: Deliveries, b: Deliveries): number {
  const G = world.goods.length;
  let sum = 0;
  for (const key of new Set([...a.free.keys(), ...b.free.keys()])) {
    const price = world.goods[key % G]!.price ?? 0;
    for (let t = 0; t < world.years.length; t++) sum += Math.abs((a.free.get(key)?.[t] ?? 0) - (b.free.get(key)?.[t] ?? 0)) * price;
  }
  return sum;
}

/** Deliveries that nobody checked against the lines: what does not fit in a year waits for the next, programmes first, then by queue. */
function rationed(world: World, wanted: Deliveries, queue: readonly number[]): Deliveries {
  const T = world.years.length;
  const G = world.goods.length;
  const N = world.nations.length;
  const added = world.pools.map((pool) => {
    const years = new Float64Array(T);
    for (const l of pool.lines) for (let n = 0; n < N; n++) wanted.expansion.get(l * N + n)?.forEach((it, t) => { for (let tau = t + world.lines[l]!.expansionTime; tau < T; tau++) years[tau]! += it; });
    return years;
  });
  // Several allies may have paid for the same room to expand: a line grows only once.
  const left = world.pools.map((pool, q) => Float64Array.from(pool.capacity, (it, t) => it + Math.min(added[q]![t]!, pool.lines.reduce((sum, l) => sum + world.lines[l]!.expansionMost, 0))));
  const free = new Map<number, Float64Array>();
  const programme = wanted.programme.map(() => new Float64Array(T));
  const give = (good: number, from: Float64Array, to: Float64Array): void => {
    const pools = world.pools.flatMap((pool, q) => (pool.goods.includes(good) ? [q] : []));
    let waiting = 0;
    for (let t = 0; t < T; t++) {
      const want = from[t]! + waiting;
      const got = Math.max(Math.min(want, ...pools.map((q) => left[q]![t]! / perItem(world.pools[q]!, good))), 0);
      waiting = want - got;
      to[t] = got;
      for (const q of pools) left[q]![t]! -= got * perItem(world.pools[q]!, good);
    }
  };
  const order = world.programmes.map((_, at) => at).sort((a, b) => world.programmes[a]!.contractYear - world.programmes[b]!.contractYear || queue.indexOf(world.programmes[a]!.nation) - queue.indexOf(world.programmes[b]!.nation));
  for (const at of order) give(world.programmes[at]!.good, wanted.programme[at]!, programme[at]!);
  for (const n of queue) {
    for (let g = 0; g < G; g++) {
      const from = wanted.free.get(n * G + g);
      if (from === undefined) continue;
      const to = new Float64Array(T);
      give(g, from, to);
      free.set(n * G + g, to);
    }
  }
  return { ...wanted, free, programme, split: splitAtHand(world, { ...wanted, free, programme }) };
}

/** Items of one class given to several leaves: where fewer are at hand than were to be given, each leaf gets less by the same part. */
function splitAtHand(world: World, deliveries: Deliveries): Map<number, Float64Array> {
  const N = world.nations.length;
  const C = world.leaves.length;
  const G = world.goods.length;
  const totals = totalsOf(world, deliveries);
  const atHand = (a: number, n: number, t: number): number => world.alternatives[a]!.held[n * world.years.length + t]! + world.goods.reduce((sum, it, g) => sum + (it.class === world.alternatives[a]!.class ? it.ready * (totals.get(n * G + g)?.[t] ?? 0) : 0), 0);
  const given = new Map<number, Float64Array>();
  for (const [key, years] of deliveries.split) {
    const all = given.get(Math.floor(key / C)) ?? new Float64Array(years.length);
    given.set(Math.floor(key / C), all);
    years.forEach((it, t) => { all[t]! += it; });
  }
  const part = new Map([...given].map(([at, all]) => [at, all.map((it, t) => (it > 0 ? Math.min(atHand(Math.floor(at / N), at % N, t) / it, 1) : 1))] as const));
  return new Map([...deliveries.split].map(([key, years]) => [key, years.map((it, t) => it * part.get(Math.floor(key / C))![t]!)] as const));
}
