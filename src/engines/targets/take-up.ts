import { assert } from "#stdx";

/** Somebody who can take up part of what others leave. */
export interface Taker {
  /** Not negative; 0 takes nothing. */
  readonly share: number;
  /** Most it can take. */
  readonly room: number;
}

const TINY = 1e-9;

/**
 * Divides what others leave in proportion to shares, nobody above its room: `x_i = min(room_i, λ·s_i)` with λ such that
 * the sum is the amount, or all that there is room for. In whole units the same by Sainte-Laguë's divisors, unit by
 * unit to the smallest `(x_i + ½)/s_i`; ties go to the larger share, then to the earlier in the list. Divisors and not
 * largest remainders, for only with them does nobody get less when there is more to divide or fewer to divide it.
 * Source: Balinski & Young, Fair Representation (1982), on house- and population-monotone methods.
 * @example takeUp([{ share: 0.5, room: 1 }, { share: 0.25, room: 9 }, { share: 0.25, room: 9 }], { amount: 5, whole: true }) // → [1, 2, 2]
 */
export function takeUp(takers: readonly Taker[], of: { readonly amount: number; readonly whole: boolean }): readonly number[] {
  assert(takers.every((it) => it.share >= 0), "a share is negative");
  return of.whole ? takeWhole(takers, Math.floor(of.amount + TINY)) : takeParts(takers, of.amount);
}

function takeParts(takers: readonly Taker[], amount: number): readonly number[] {
  const open = takers.flatMap((it, index) => (it.share > 0 && it.room > 0 ? [{ ...it, index }] : [])).sort((a, b) => a.room / a.share - b.room / b.share || a.index - b.index);
  const taken = takers.map(() => 0);
  let left = Math.max(amount, 0);
  let shares = open.reduce((sum, it) => sum + it.share, 0);
  for (const it of open) {
    const part = Math.min(it.room, left, (it.share / shares) * left);
    taken[it.index] = part;
    left -= part;
    shares -= it.share;
    if (left <= 0) break;
  }
  return taken;
}

function takeWhole(takers: readonly Taker[], amount: number): readonly number[] {
  const rooms = takers.map((it) => (it.share > 0 ? Math.max(Math.floor(it.room + TINY), 0) : 0));
  if (rooms.reduce((sum, it) => sum + it, 0) <= amount) return rooms;
  const at = (factor: number): number[] => takers.map((it, index) => Math.min(rooms[index] ?? 0, Math.floor(factor * it.share + 0.5)));
  const countAt = (factor: number): number => at(factor).reduce((sum, it) => sum + it, 0);
  const least = Math.min(...takers.flatMap((it) => (it.share > 0 ? [it.share] : [])));
  let [low, high] = [0, (2 * (amount + 1)) / least];
  for (let round = 0; round < 100; round++) {
    const middle = (low + high) / 2;
    if (countAt(middle) <= amount) low = middle;
    else high = middle;
  }
  // A little below the factor: what lies so close to it that rounding could decide is given one by one, by the rule.
  const taken = at(low * (1 - 1e-9));
  for (let left = amount - taken.reduce((sum, it) => sum + it, 0); left > 0; left--) {
    const next = takers.map((it, index) => ({ index, share: it.share, key: ((taken[index] ?? 0) + 0.5) / it.share })).filter((it) => (taken[it.index] ?? 0) < (rooms[it.index] ?? 0)).sort((a, b) => a.key - b.key || b.share - a.share || a.index - b.index)[0];
    if (next === undefined) break;
    taken[next.index] = (taken[next.index] ?? 0) + 1;
  }
  return taken;
}
