/** Gini coefficient of shares: 0 all equal, towards 1 one has all. @example gini([1, 1, 1]) // → 0 */
export function gini(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((all, it) => all + it, 0);
  if (sum <= 0 || sorted.length === 0) return 0;
  const weighted = sorted.reduce((all, it, index) => all + (index + 1) * it, 0);
  return (2 * weighted) / (sorted.length * sum) - (sorted.length + 1) / sorted.length;
}

/** Jain's index of fairness (Σx)²/(nΣx²): 1 all equal, 1/n one has all. Source: C10. @example jain([1, 1]) // → 1 */
export function jain(values: readonly number[]): number {
  const sum = values.reduce((all, it) => all + it, 0);
  const squares = values.reduce((all, it) => all + it * it, 0);
  return squares > 0 ? (sum * sum) / (values.length * squares) : 1;
}

/** Ranks from 1, ties sharing their mean rank. @example ranks([10, 20, 20]) // → [1, 2.5, 2.5] */
export function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
    for (let at = from; at <= to; at++) result[order[at]?.index ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return result;
}

/** Spearman's rank correlation, ties by mean ranks; absent where one side does not vary. Source: Kim & Sandler 2019 as in C10. */
export function spearman(x: readonly number[], y: readonly number[]): number | undefined {
  const [a, b] = [ranks(x), ranks(y)];
  const mean = (a.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  a.forEach((rank, index) => {
    const other = b[index] ?? mean;
    xy += (rank - mean) * (other - mean);
    xx += (rank - mean) ** 2;
    yy += (other - mean) ** 2;
  });
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : undefined;
}

/** Result of a two-sided test that two rankings have nothing to do with each other. */
export interface RankTest {
  readonly rho: number;
  readonly pairs: number;
  readonly p: number;
  readonly method: "exact" | "student";
}

// 8! = 40,320 orders are counted in a few milliseconds; one pair more takes ten times as long.
const PAIRS_EXACT_MOST = 8;

/**
 * Tests Spearman's rank correlation against none, two-sided: by counting all orders up to 8 pairs, ties or not, else by
 * Student's t with n − 2 degrees of freedom, as SciPy's spearmanr. Absent: fewer than 3 pairs, or one side does not vary.
 * Source: Kendall, Rank Correlation Methods; use after Kim & Sandler 2019 (C10).
 * @example spearmanTest([1, 2, 3, 4], [1, 2, 3, 4])?.p // → 1/12
 */
export function spearmanTest(x: readonly number[], y: readonly number[]): RankTest | undefined {
  const pairs = x.length;
  const rho = spearman(x, y);
  if (rho === undefined || pairs < 3) return undefined;
  if (pairs > PAIRS_EXACT_MOST) {
    const t = Math.abs(rho) < 1 ? Math.abs(rho) * Math.sqrt((pairs - 2) / (1 - rho * rho)) : Number.POSITIVE_INFINITY;
    return { rho, pairs, p: studentTails(t, pairs - 2), method: "student" };
  }
  const mean = (pairs + 1) / 2;
  const a = ranks(x).map((it) => it - mean);
  const b = ranks(y).map((it) => it - mean);
  const seen = Math.abs(a.reduce((sum, it, index) => sum + it * (b[index] ?? 0), 0));
  let all = 0;
  let asFar = 0;
  const place = (at: number, sum: number): void => {
    if (at === pairs) {
      all += 1;
      if (Math.abs(sum) >= seen - 1e-9) asFar += 1;
      return;
    }
    for (let other = at; other < pairs; other++) {
      swap(b, at, other);
      place(at + 1, sum + (a[at] ?? 0) * (b[at] ?? 0));
      swap(b, at, other);
    }
  };
  place(0, 0);
  return { rho, pairs, p: asFar / all, method: "exact" };
}

function swap(values: number[], i: number, j: number): void {
  const kept = values[i] ?? 0;
  values[i] = values[j] ?? 0;
  values[j] = kept;
}

/**
 * P(|T| > t) of Student's distribution with a whole number of degrees of freedom, t ≥ 0. Source: Abramowitz & Stegun
 * 26.7.3 and 26.7.4, finite sums. @example studentTails(0, 5) // → 1
 */
export function studentTails(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cos2 = Math.cos(angle) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cos2;
    sum += term;
  }
  const within = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.min(Math.max(1 - within, 0), 1);
}

/** Result of a two-sided Wilcoxon signed-rank test. */
export interface Wilcoxon {
  /** Sum of the ranks of positive differences. */
  readonly statistic: number;
  /** Pairs that differ. */
  readonly pairs: number;
  readonly p: number;
  readonly method: "exact" | "normal";
}

/**
 * Wilcoxon signed-rank test of paired values, two-sided; equal pairs are left out. Exact where no ties stand among the
 * differences and there are at most 50 pairs, else normal with correction for ties and continuity, as R's wilcox.test.
 * Absent: no pair differs. Source: Wilcoxon 1945; use after Kim & Sandler 2019 (C10).
 * @example wilcoxon([1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])?.statistic // → 40
 */
export function wilcoxon(x: readonly number[], y: readonly number[]): Wilcoxon | undefined {
  const differences = x.map((value, index) => value - (y[index] ?? value)).filter((it) => it !== 0);
  const n = differences.length;
  if (n === 0) return undefined;
  const sizes = differences.map(Math.abs);
  const rank = ranks(sizes);
  const statistic = differences.reduce((sum, it, index) => (it > 0 ? sum + (rank[index] ?? 0) : sum), 0);
  const ties = new Map<number, number>();
  for (const size of sizes) ties.set(size, (ties.get(size) ?? 0) + 1);
  if (ties.size === n && n <= 50) {
    const tail = Math.min(statistic, (n * (n + 1)) / 2 - statistic);
    const ways = signedRankWays(n);
    const below = ways.slice(0, tail + 1).reduce((sum, it) => sum + it, 0);
    return { statistic, pairs: n, p: Math.min(1, (2 * below) / 2 ** n), method: "exact" };
  }
  const mean = (n * (n + 1)) / 4;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - [...ties.values()].reduce((sum, it) => sum + (it ** 3 - it), 0) / 48;
  const z = variance > 0 ? (statistic - mean - Math.sign(statistic - mean) * 0.5) / Math.sqrt(variance) : 0;
  return { statistic, pairs: n, p: Math.min(1, 2 * normalTail(Math.abs(z))), method: "normal" };
}

/** How many subsets of the ranks 1…n sum to each value. */
function signedRankWays(n: number): readonly number[] {
  const ways = Array.from({ length: (n * (n + 1)) / 2 + 1 }, () => 0);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) for (let sum = ways.length - 1; sum >= rank; sum--) ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0);
  return ways;
}

/** P(Z > z) for z ≥ 0, by a continued fraction in the tail and a series near zero; error below 1e-12. */
export function normalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 1; k < 200 && Math.abs(term) > 1e-17; k++) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = 0;
  for (let k = 120; k >= 1; k--) fraction = k / (z + fraction);
  return density / (z + fraction);
}
