import { creditOf, type Deliveries } from "./freedom.ts";
import { PLAN } from "./parameters.ts";
import { strataShort, weightsOf } from "./strata.ts";
import type { Input, World } from "./world.ts";

/** How allies together stand, counted by one rule whoever planned: contributions summed, each cut at the ceiling. */
export interface Coverage {
  /** Counted by leaf and year, leaf units: `leaf * years + year`. */
  readonly counted: Float64Array;
  readonly held: Float64Array;
  readonly short: Float64Array;
  readonly shortUrgent: Float64Array;
  /** What each nation adds and holds, before the ceiling: `(nation * leaves + leaf) * years + year`. */
  readonly supply: Float64Array;
  readonly supplyHeld: Float64Array;
  readonly stockShort: Float64Array;
  /** Σ share short. */
  readonly years: number;
  /** Weighted by CAP level and discounted, stocks included: the objective of the aligned plan. */
  readonly weighted: number;
}

export interface CoverageAsk {
  readonly world: World;
  readonly deliveries: Deliveries;
  readonly adopted: readonly Int32Array[];
  /** Without roles: contributions that come about anyway; beyond these and the own share nothing counts, since nobody planned it for others. */
  readonly anyway?: Float64Array;
}

/** Counts what deliveries make of the requirements, for the nations that have not left. Nothing is decided here. */
export function coverageOf({ world, deliveries, adopted, anyway }: CoverageAsk): Coverage {
  const N = world.nations.length;
  const T = world.years.length;
  const C = world.leaves.length;
  const G = world.goods.length;
  const credit = world.value(PLAN.credit);
  const commonOf = commonSupply(world, deliveries);
  const delivered = totalsOf(world, deliveries);
  const supply = new Float64Array(N * C * T);
  const supplyHeld = new Float64Array(N * C * T);
  const counted = new Float64Array(C * T);
  const held = new Float64Array(C * T);
  const short = new Float64Array(C * T);
  const shortUrgent = new Float64Array(C * T);
  let years = 0;
  let weighted = 0;
  const amount = (input: Input, c: number, n: number, t: number, withAdded: boolean): number => {
    const factor = creditOf(world, adopted, credit, input.standard, n, t);
    if (input.pool >= 0) return factor * input.yield * (deliveries.split.get((input.pool * N + n) * C + c)?.[t] ?? 0);
    let sum = input.held[n * T + t]!;
    if (withAdded) for (const use of input.goods) sum += use.yield * (delivered.get(n * G + use.good)?.[t] ?? 0);
    return factor * sum;
  };
  world.leaves.forEach((leaf, c) => {
    const weights = weightsOf(world, leaf);
    const commonIn = commonOf(leaf);
    for (let t = 0; t < T; t++) {
      const required = leaf.required[t]!;
      let sum = commonIn(t);
      let sumHeld = 0;
      for (let n = 0; n < N; n++) {
        if (world.left?.has(n) === true) continue;
        let all = 0;
        let before = 0;
        for (const input of leaf.adding) {
          all += amount(input, c, n, t, true);
          before += amount(input, c, n, t, false);
        }
        if (leaf.limiting.length > 0) {
          let least = Number.POSITIVE_INFINITY;
          let leastHeld = Number.POSITIVE_INFINITY;
          for (const input of leaf.limiting) {
            least = Math.min(least, amount(input, c, n, t, true));
            leastHeld = Math.min(leastHeld, amount(input, c, n, t, false));
          }
          all += least;
          before += leastHeld;
        }
        supply[(n * C + c) * T + t] = all;
        supplyHeld[(n * C + c) * T + t] = Math.min(before, all);
        const most = anyway === undefined ? all : Math.min(all, Math.max(leaf.share[n]![t]!, anyway[(n * C + c) * T + t]!));
        sum += Math.min(most, leaf.ceiling * required);
        sumHeld += Math.min(before, leaf.ceiling * required);
      }
      const at = c * T + t;
      counted[at] = Math.min(sum, required);
      held[at] = Math.min(sumHeld, required);
      // A shortfall of a millionth is round-off of the solver, not a shortfall.
      const gap = required - sum;
      short[at] = gap > 1e-7 * required ? gap : 0;
      if (required <= 0) continue;
      years += short[at]! / required;
      if (short[at] === 0) continue;
      strataShort(leaf, t, sum / required).forEach((part, q) => {
        weighted += world.discount[t]! * weights[q]! * part;
        if (leaf.strata[q]!.level <= URGENT_LEVELS) shortUrgent[at]! += part * required;
      });
    }
  });
  const stockShort = new Float64Array(world.stocks.length * T);
  world.stocks.forEach((stock, at) => {
    if (world.left?.has(stock.nation) === true) return;
    for (let t = 0; t < T; t++) {
      const missing = Math.max(stock.target - stock.held[t]! - (delivered.get(stock.nation * G + stock.good)?.[t] ?? 0), 0);
      stockShort[at * T + t] = missing > 1e-7 * stock.target ? missing : 0;
      weighted += (world.discount[t]! * world.value(PLAN.stockWeight) * stock.part * stockShort[at * T + t]!) / stock.target;
    }
  });
  return { counted, held, short, shortUrgent, supply, supplyHeld, stockShort, years, weighted };
}

/** What a leaf lacks besides in each year without what one nation counts, all else as it is. Unit: the leaf's. */
export function lostWithout({ world, deliveries, coverage, nation, leaf: c }: { readonly world: World; readonly deliveries: Deliveries; readonly coverage: Coverage; readonly nation: number; readonly leaf: number }): Float64Array {
  const T = world.years.length;
  const C = world.leaves.length;
  const leaf = world.leaves[c]!;
  const common = commonSupply(world, deliveries)(leaf);
  return Float64Array.from(leaf.required, (required, t) => {
    const most = leaf.ceiling * required;
    let others = common(t);
    for (let n = 0; n < world.nations.length; n++) if (n !== nation) others += Math.min(coverage.supply[(n * C + c) * T + t]!, most);
    return Math.max(required - others, 0) - Math.max(required - others - Math.min(coverage.supply[(nation * C + c) * T + t]!, most), 0);
  });
}

// CAP levels up to this one are urgent.
const URGENT_LEVELS = 2;

/** What is bought out of common funds counts for a leaf, for no single nation. Unit: the leaf's. */
function commonSupply(world: World, { common }: Deliveries): (leaf: World["leaves"][number]) => (t: number) => number {
  if (common.size === 0) return () => () => 0;
  const totals = new Map([...common].map(([good, years]) => {
    let sum = 0;
    return [good, Float64Array.from(years, (it) => (sum += it))] as const;
  }));
  return (leaf) => (t) => leaf.adding.reduce((all, input) => all + (input.pool >= 0 ? 0 : input.goods.reduce((sum, use) => sum + use.yield * (totals.get(use.good)?.[t] ?? 0), 0)), 0);
}

/** All delivered up to and with each year. Key: `nation * goods + good`. */
export function totalsOf(world: World, deliveries: Deliveries): Map<number, Float64Array> {
  const G = world.goods.length;
  const T = world.years.length;
  const totals = new Map<number, Float64Array>();
  const add = (key: number, years: Float64Array): void => {
    const total = totals.get(key) ?? new Float64Array(T);
    totals.set(key, total);
    for (let t = 0, sum = 0; t < T; t++) {
      sum += years[t]!;
      total[t]! += sum;
    }
  };
  for (const [key, years] of deliveries.free) add(key, years);
  deliveries.programme.forEach((years, at) => add(world.programmes[at]!.nation * G + world.programmes[at]!.good, years));
  return totals;
}
