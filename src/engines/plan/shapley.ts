/** Players of a game are bits: coalition `s` holds player `i` when `s & (1 << i)`. `worth[s]` is what it gains, `worth[0] = 0`. */
export interface Split {
  /** Shapley value of each player: they sum to the worth of all. */
  readonly shapley: readonly number[];
  /** Harsanyi dividend of each coalition: what it gives beyond its parts. Same order as `worth`. */
  readonly dividends: readonly number[];
}

/**
 * Shapley values through Harsanyi dividends: d(S) = v(S) − Σ_{R ⊂ S} d(R), and a player gets d(S)/|S| of every S it is in.
 * Unit: that of the worth. Source: Shapley (1953), Harsanyi (1963); used as C32 says.
 * @example splitGains([0, 1, 2, 5]) // → { shapley: [2, 3], dividends: [0, 1, 2, 2] }
 */
export function splitGains(worth: readonly number[]): Split {
  const players = Math.round(Math.log2(worth.length));
  const dividends = Array.from({ length: worth.length }, () => 0);
  const shapley = Array.from({ length: players }, () => 0);
  for (let s = 1; s < worth.length; s++) {
    let parts = worth[0]!;
    for (let r = (s - 1) & s; r > 0; r = (r - 1) & s) parts += dividends[r]!;
    const dividend = worth[s]! - parts;
    dividends[s] = dividend;
    const members = Array.from({ length: players }, (_, i) => i).filter((i) => (s & (1 << i)) !== 0);
    for (const i of members) shapley[i]! += dividend / members.length;
  }
  return { shapley, dividends };
}
