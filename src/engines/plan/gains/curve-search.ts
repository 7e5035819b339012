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
 * The group that maximises Σ score − V · p(Q) − fixed, exactly, for any price that does not rise with quantity; V is the
 * bill at price 1. The quantities are cut into intervals [L, U]; within one, for any toll λ on quantity,
 * Σ score − V p(Q) ≤ Σ max(score_j − v_j p(U) − λ q_j, 0) + (λ U where λ > 0, else λ L),
 * which is least at a critical ratio, as in the knapsack. Intervals whose bound is not above are left out,
 * wide ones are halved, the rest is searched player by player with the same bound on what is undecided. Of players who are
 * alike in all that counts only the first so many are taken.
 * Source: branch and bound with a Lagrangean bound, Martello & Toth, Knapsack problems (1990), here for a curve (ours).
 */
export function searchCurve({ curve, score, within, above, open, nodesMost = NODES_MOST }: CurveSearchAsk): GroupSearch {
  const { quantity, value: bill, fixed, membersLeast } = curve;
  const players: number[] = [];
  let total = 0;
  let billAll = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < quantity.length; i++) {
    if (((within >>> i) & 1) === 0) continue;
    players.push(i);
    total += quantity[i]!;
    billAll += bill[i]!;
    least = Math.min(least, quantity[i]!);
  }
  const n = players.length;
  const found: FoundGroup[] = [];
  if (n < membersLeast) return { found, proved: true };

  // The first of all players who are alike in what counts here.
  const firsts = new Map<string, number>();
  const firstAlike = new Int32Array(quantity.length);
  for (const i of players) {
    const key = `${score[i]} ${quantity[i]} ${bill[i]} ${open?.[0][i]} ${open?.[1][i]}`;
    if (!firsts.has(key)) firsts.set(key, i);
    firstAlike[i] = firsts.get(key)!;
  }
  const isLive = (i: number): boolean => open !== undefined && (Math.abs(open[0][i]!) > NOTHING || Math.abs(open[1][i]!) > NOTHING);
  let best = above;
  let nodes = 0;
  const offer = (members: readonly number[]): void => {
    if (members.length < membersLeast) return;
    let coalition = 0;
    let sum = 0;
    let q = 0;
    let owed = 0;
    let first = 0;
    let second = 0;
    for (const i of members) {
      coalition = (coalition | (1 << i)) >>> 0;
      sum += score[i]!;
      q += quantity[i]!;
      owed += bill[i]!;
      first += open?.[0][i] ?? 0;
      second += open?.[1][i] ?? 0;
    }
    if (open !== undefined && Math.abs(first) <= NOTHING && Math.abs(second) <= NOTHING) return;
    const value = sum - owed * curve.price(q) - fixed;
    if (value > above) found.push({ coalition, value });
    best = Math.max(best, value);
  };
  // Groups by critical ratio: exact where the bill is concave, and a good start elsewhere.
  const byRatio = players.toSorted((a, b) => score[b]! / bill[b]! - score[a]! / bill[a]!);
  for (let size = membersLeast; size <= n; size++) offer(byRatio.slice(0, size));

  const intervals: { low: number; high: number; splits: number }[] = [{ low: least, high: total, splits: 0 }];
  for (let at = intervals.pop(); at !== undefined; at = intervals.pop()) {
    const { low, high, splits } = at;
    const priceHigh = curve.price(high);
    // Score less the bill at the lowest price of the interval: nobody in it pays less.
    const left = score.map((it, i) => it - bill[i]! * priceHigh);
    const { toll, bound } = rootBound({ players, left, quantity, low, high });
    if (bound - fixed <= best) continue;
    const priceLow = curve.price(low);
    // Halved while the price still falls within it by more than the search would notice.
    if (splits < SPLITS_MOST && (priceLow - priceHigh) * billAll > 1e-3 * Math.max(bound - best, 1e-12)) {
      const middle = Math.sqrt(low * high);
      if (middle > low && middle < high) {
        intervals.push({ low, high: middle, splits: splits + 1 }, { low: middle, high, splits: splits + 1 });
        continue;
      }
    }
    if (!searchWithin({ low, high, left, toll })) return { found: sorted(found), proved: false };
  }
  return { found: sorted(found), proved: true };

  /** Answers whether it came to its end. */
  function searchWithin({ low, high, left, toll }: { readonly low: number; readonly high: number; readonly left: Float64Array; readonly toll: number }): boolean {
    const afterToll = (i: number): number => left[i]! - toll * quantity[i]!;
    const order = players.toSorted((a, b) => Number(isLive(b)) - Number(isLive(a)) || Math.abs(afterToll(b)) - Math.abs(afterToll(a)) || firstAlike[a]! - firstAlike[b]! || a - b);
    const live = order.filter(isLive).length;
    // Players who are alike stand one after the other: whoever follows one left out of them is left out as well.
    const isLikeLast = order.map((i, k) => k > 0 && firstAlike[i] === firstAlike[order[k - 1]!]);
    // Of what is undecided from each place on: the most it can add, with the toll and without, and its quantity.
    const restAfterToll = new Float64Array(n + 1);
    const restLeft = new Float64Array(n + 1);
    const restQuantity = new Float64Array(n + 1);
    for (let k = n - 1; k >= 0; k--) {
      const i = order[k]!;
      restAfterToll[k] = restAfterToll[k + 1]! + Math.max(afterToll(i), 0);
      restLeft[k] = restLeft[k + 1]! + Math.max(left[i]!, 0);
      restQuantity[k] = restQuantity[k + 1]! + quantity[i]!;
    }
    const slack = toll * (toll > 0 ? high : low) - fixed;
    const chosen: number[] = [];
    const visit = (k: number, sum: number, q: number, first: number, second: number, lastIsIn: boolean): boolean => {
      nodes += 1;
      if (nodes > nodesMost) return false;
      if (q > high * (1 + 1e-12) || q + restQuantity[k]! < low * (1 - 1e-12)) return true;
      if (sum - toll * q + restAfterToll[k]! + slack <= best || sum + restLeft[k]! - fixed <= best) return true;
      if (open !== undefined && k === live && Math.abs(first) <= NOTHING && Math.abs(second) <= NOTHING) return true;
      if (k === n) {
        offer(chosen);
        return true;
      }
      const i = order[k]!;
      const wanted = afterToll(i) > 0;
      for (const isIn of wanted ? [true, false] : [false, true]) {
        if (isIn && isLikeLast[k] && !lastIsIn) continue;
        if (isIn) chosen.push(i);
        const ended = isIn ? visit(k + 1, sum + left[i]!, q + quantity[i]!, first + (open?.[0][i] ?? 0), second + (open?.[1][i] ?? 0), true) : visit(k + 1, sum, q, first, second, false);
        if (isIn) chosen.pop();
        if (!ended) return false;
      }
      return true;
    };
    return visit(0, 0, 0, 0, 0, true);
  }
}

const sorted = (found: readonly FoundGroup[]): readonly FoundGroup[] => found.toSorted((a, b) => a.value - b.value);

interface RootAsk {
  readonly players: readonly number[];
  /** Score less the bill at the lowest price. */
  readonly left: Float64Array;
  readonly quantity: Float64Array;
  readonly low: number;
  readonly high: number;
}

/** The least bound over all tolls, and the toll that gives it: convex in the toll, so none or a critical ratio. */
function rootBound({ players, left, quantity, low, high }: RootAsk): { readonly toll: number; readonly bound: number } {
  let best = { toll: 0, bound: Number.POSITIVE_INFINITY };
  for (const toll of [0, ...players.map((i) => left[i]! / quantity[i]!)]) {
    let bound = toll * (toll > 0 ? high : low);
    for (const i of players) bound += Math.max(left[i]! - toll * quantity[i]!, 0);
    if (bound < best.bound) best = { toll, bound };
  }
  return best;
}
