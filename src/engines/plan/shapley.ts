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
  // One player at a time, what is there without it is taken off: n · 2ⁿ steps give every dividend.
  const dividends = [...worth];
  for (let i = 0; i < players; i++) for (let s = 1; s < dividends.length; s++) if ((s & (1 << i)) !== 0) dividends[s]! -= dividends[s ^ (1 << i)]!;
  const shapley = Array.from({ length: players }, () => 0);
  for (let s = 1; s < dividends.length; s++) {
    const members = Array.from({ length: players }, (_, i) => i).filter((i) => (s & (1 << i)) !== 0);
    for (const i of members) shapley[i]! += dividends[s]! / members.length;
  }
  return { shapley, dividends };
}
