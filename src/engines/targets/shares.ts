import { assert } from "#stdx";

/**
 * Caps shares by water-filling: `s_i = min(κ, μ·r_i)` with μ such that Σ s_i = 1. Where even all caps together do not
 * reach 1 every positive key gets κ and the sum stays below 1: the rest is residual, never forced on anyone.
 * Shapes: keys n, not negative; cap in (0, 1]. Source: METHODS C10 rule 2.
 * @example waterFill([0.62, 0.15, 0.12, 0.07, 0.04], 0.5) // → [0.5, 0.1974, 0.1579, 0.0921, 0.0526]
 */
export function waterFill(keys: readonly number[], cap: number): readonly number[] {
  assert(cap > 0 && cap <= 1, "a cap is a share above 0");
  assert(keys.every((it) => it >= 0), "a key is negative");
  const capped = new Set<number>();
  for (;;) {
    const free = keys.reduce((sum, key, index) => (capped.has(index) ? sum : sum + key), 0);
    const left = Math.max(1 - capped.size * cap, 0);
    // Key ÷ free first: their quotient is at most 1, while left ÷ free overflows for tiny keys.
    const shareOf = (key: number): number => (free > 0 ? (key / free) * left : 0);
    const over = keys.flatMap((key, index) => (!capped.has(index) && shareOf(key) > cap ? [index] : []));
    if (over.length === 0) return keys.map((key, index) => (capped.has(index) ? cap : shareOf(key)));
    for (const index of over) capped.add(index);
  }
}

/**
 * Divides a whole number of things by shares: largest remainders, subject to ⌊κ·R⌋ for each. What the caps leave is
 * the residual. Ties go to the larger share, then to the earlier in the list, so the result is reproducible.
 * Source: METHODS C10 rule 3.
 * @example wholeUnits([0.5, 0.1974, 0.1579, 0.0921, 0.0526], 37, 0.5) // → { units: [18, 7, 6, 4, 2], residual: 0 }
 */
export function wholeUnits(shares: readonly number[], total: number, cap: number): { readonly units: readonly number[]; readonly residual: number } {
  assert(Number.isInteger(total) && total >= 0, "only a whole number can be divided into wholes");
  // A share a rounding error below a whole number is that whole number.
  const floor = (value: number): number => Math.floor(value + 1e-9);
  const most = floor(cap * total);
  const units = shares.map((share) => Math.min(floor(share * total), most));
  let left = total - units.reduce((sum, it) => sum + it, 0);
  const order = shares
    .map((share, index) => ({ index, share, remainder: share * total - floor(share * total) }))
    .filter((it) => it.share > 0)
    .sort((a, b) => b.remainder - a.remainder || b.share - a.share || a.index - b.index);
  for (let given = true; left > 0 && given; ) {
    given = false;
    for (const it of order) {
      if (left === 0) break;
      if ((units[it.index] ?? 0) >= most) continue;
      units[it.index] = (units[it.index] ?? 0) + 1;
      left -= 1;
      given = true;
    }
  }
  return { units, residual: left };
}
