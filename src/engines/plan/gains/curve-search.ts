import type { Coalition, PriceCurve } from "./game.ts";

export interface CurveSearchAsk {
  readonly curve: PriceCurve;
  /** What each player brings: its gain, less what it is given. Unit: M. */
  readonly score: Float64Array;
  /** Players to choose from. */
  readonly within: Coalition;
  /** Only groups above this value matter. */
  readonly above: number;
  /** Two generic directions: a group on which both sum to nothing is left out, since its share is settled. */
  readonly open?: readonly [Float64Array, Float64Array];
  /** Most groups in part looked at before giving up. */
  readonly nodesMost?: number;
}

export interface FoundGroup {
  readonly coalition: Coalition;
  readonly value: number;
}

export interface GroupSearch {
  /** Some groups above, the best last. Empty: none. */
  readonly found: readonly FoundGroup[];
  /** Whether no group is better than the last, or above where none was found. */
  readonly proved: boolean;
}

// A sum of generic directions below this is nothing. Directions are of size 1.
const NOTHING = 1e-7;
const NODES_MOST = 20_000_000;
const SPLITS_MOST = 10;

/**
 * The group that maximises Σ score − Q · p(Q) − fixed, exactly, for any price that does not rise with quantity.
 * The quantities are cut into intervals [L, U]; within one, for any price t,
 * Σ score − Q p(Q) ≤ Σ max(score_j − t q_j, 0) + max over Q in {L, U} of (t − p(U)) Q,
 * which is least at a critical ratio score/quantity, as in the knapsack. Intervals whose bound is not above are left out,
 * wide ones are halved, the rest is searched player by player with the same bound on what is undecided.
 * Source: branch and bound with a Lagrangean bound, Martello & Toth, Knapsack problems (1990), here for a curve (ours).
 */
export function searchCurve({ curve, score, within, above, open, nodesMost = NODES_MOST }: CurveSearchAsk): GroupSearch {
  const { quantity, fixed, membersLeast } = curve;
  const players: number[] = [];
  let total = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < quantity.length; i++) {
    if (((within >>> i) & 1) === 0) continue;
    players.push(i);
    total += quantity[i]!;
    least = Math.min(least, quantity[i]!);
  }
  const n = players.length;
  const found: FoundGroup[] = [];
  if (n < membersLeast) return { found, proved: true };

  const isLive = (i: number): boolean => open !== undefined && (Math.abs(open[0][i]!) > NOTHING || Math.abs(open[1][i]!) > NOTHING);
  let best = above;
  let nodes = 0;
  const offer = (members: readonly number[]): void => {
    if (members.length < membersLeast) return;
    let coalition = 0;
    let sum = 0;
    let q = 0;
    let first = 0;
    let second = 0;
    for (const i of members) {
      coalition = (coalition | (1 << i)) >>> 0;
      sum += score[i]!;
      q += quantity[i]!;
      first += open?.[0][i] ?? 0;
      second += open?.[1][i] ?? 0;
    }
    if (open !== undefined && Math.abs(first) <= NOTHING && Math.abs(second) <= NOTHING) return;
    const value = sum - q * curve.price(q) - fixed;
    if (value > above) found.push({ coalition, value });
    best = Math.max(best, value);
  };
  // Groups by critical ratio: exact where the bill is concave, and a good start elsewhere.
  const byRatio = players.toSorted((a, b) => score[b]! / quantity[b]! - score[a]! / quantity[a]!);
  for (let size = membersLeast; size <= n; size++) offer(byRatio.slice(0, size));

  const intervals: { low: number; high: number; splits: number }[] = [{ low: least, high: total, splits: 0 }];
  for (let at = intervals.pop(); at !== undefined; at = intervals.pop()) {
    const { low, high, splits } = at;
    const priceHigh = curve.price(high);
    const { ratio, bound } = rootBound({ players, score, quantity, low, high, priceHigh });
    if (bound - fixed <= best) continue;
    const priceLow = curve.price(low);
    // Halved while the price still falls within it by more than the search would notice.
    if (splits < SPLITS_MOST && (priceLow - priceHigh) * high > 1e-3 * Math.max(bound - best, 1e-12)) {
      const middle = Math.sqrt(low * high);
      if (middle > low && middle < high) {
        intervals.push({ low, high: middle, splits: splits + 1 }, { low: middle, high, splits: splits + 1 });
        continue;
      }
    }
    if (!searchWithin({ low, high, priceHigh, ratio })) return { found: sorted(found), proved: false };
  }
  return { found: sorted(found), proved: true };

  /** Answers whether it came to its end. */
  function searchWithin({ low, high, priceHigh, ratio }: { readonly low: number; readonly high: number; readonly priceHigh: number; readonly ratio: number }): boolean {
    const worth = (i: number): number => Math.abs(score[i]! - ratio * quantity[i]!);
    const order = players.toSorted((a, b) => Number(isLive(b)) - Number(isLive(a)) || worth(b) - worth(a));
    const live = order.filter(isLive).length;
    // Of what is undecided from each place on: the most it can add at two prices, and its quantity.
    const restAtRatio = new Float64Array(n + 1);
    const restAtHigh = new Float64Array(n + 1);
    const restQuantity = new Float64Array(n + 1);
    for (let k = n - 1; k >= 0; k--) {
      const i = order[k]!;
      restAtRatio[k] = restAtRatio[k + 1]! + Math.max(score[i]! - ratio * quantity[i]!, 0);
      restAtHigh[k] = restAtHigh[k + 1]! + Math.max(score[i]! - priceHigh * quantity[i]!, 0);
      restQuantity[k] = restQuantity[k + 1]! + quantity[i]!;
    }
    const slack = (ratio - priceHigh) * (ratio > priceHigh ? high : low) - fixed;
    const chosen: number[] = [];
    const visit = (k: number, sum: number, q: number, first: number, second: number): boolean => {
      nodes += 1;
      if (nodes > nodesMost) return false;
      if (q > high * (1 + 1e-12) || q + restQuantity[k]! < low * (1 - 1e-12)) return true;
      if (sum - ratio * q + restAtRatio[k]! + slack <= best || sum - priceHigh * q + restAtHigh[k]! - fixed <= best) return true;
      if (open !== undefined && k === live && Math.abs(first) <= NOTHING && Math.abs(second) <= NOTHING) return true;
      if (k === n) {
        offer(chosen);
        return true;
      }
      const i = order[k]!;
      const wanted = score[i]! > ratio * quantity[i]!;
      for (const isIn of wanted ? [true, false] : [false, true]) {
        if (isIn) chosen.push(i);
        const ended = isIn ? visit(k + 1, sum + score[i]!, q + quantity[i]!, first + (open?.[0][i] ?? 0), second + (open?.[1][i] ?? 0)) : visit(k + 1, sum, q, first, second);
        if (isIn) chosen.pop();
        if (!ended) return false;
      }
      return true;
    };
    return visit(0, 0, 0, 0, 0);
  }
}

const sorted = (found: readonly FoundGroup[]): readonly FoundGroup[] => found.toSorted((a, b) => a.value - b.value);

interface RootAsk {
  readonly players: readonly number[];
  readonly score: Float64Array;
  readonly quantity: Float64Array;
  readonly low: number;
  readonly high: number;
  readonly priceHigh: number;
}

/** The least bound over all prices t, and the t that gives it: convex in t, so one of the ratios or the price itself. */
function rootBound({ players, score, quantity, low, high, priceHigh }: RootAsk): { readonly ratio: number; readonly bound: number } {
  let best = { ratio: priceHigh, bound: Number.POSITIVE_INFINITY };
  for (const t of [priceHigh, ...players.map((i) => score[i]! / quantity[i]!)]) {
    let bound = (t - priceHigh) * (t > priceHigh ? high : low);
    for (const i of players) bound += Math.max(score[i]! - t * quantity[i]!, 0);
    if (bound < best.bound) best = { ratio: t, bound };
  }
  return best;
}
