import { searchCurve } from "./curve-search.ts";
import { drawAt } from "./draws.ts";
import { allOf, type Coalition, type Game, holds, lowest, sumOver, TABLE_PLAYERS_MOST, tableOf } from "./game.ts";

/** A coalition and what it falls short of: v(S) − x(S). Above 0, it would be better off alone. */
export interface Dissatisfied {
  readonly coalition: Coalition;
  readonly excess: number;
}

export interface DissatisfiedAsk {
  readonly shares: Float64Array;
  /** Only coalitions of greater excess matter. */
  readonly above: number;
  /** Two generic directions in which shares may still move: a coalition that no move changes is left out. */
  readonly open?: readonly [Float64Array, Float64Array];
}

export interface DissatisfiedAnswer {
  /** Some coalitions above, the most dissatisfied last. Never nobody, never everyone. */
  readonly found: readonly Dissatisfied[];
  /** Whether no coalition is more dissatisfied than the last (or than `above`). */
  readonly proved: boolean;
}

/** How coalitions were looked at. */
export type SearchMethod = "every coalition" | "branch and bound on the price curve" | "local search, not a proof";

/** Finds the most dissatisfied coalition of a game under any shares. */
export interface Searcher {
  readonly method: SearchMethod;
  readonly most: (ask: DissatisfiedAsk) => DissatisfiedAnswer;
}

const NOTHING = 1e-7;
// Beyond the worst, the worst of each of so many classes of coalitions is handed back as well: fewer linear programmes.
const CLASSES = 61;

/**
 * Chooses how to search: every coalition for up to 20 players; beyond, exactly for a price curve, where only groups that
 * all buy together and single players need to be looked at as long as no share is below 0 (see docs/methods/gains.md §4);
 * else a local search, which proves nothing.
 */
export function searcherOf(game: Game, by: "table" | "curve" | "local" = game.players.length <= TABLE_PLAYERS_MOST ? "table" : game.curve === undefined ? "local" : "curve"): Searcher {
  return by === "table" ? tableSearcher(game) : by === "curve" ? curveSearcher(game) : localSearcher(game);
}

function tableSearcher(game: Game): Searcher {
  const worth = tableOf(game);
  const sums = new Float64Array(worth.length);
  const all = worth.length - 1;
  const most = ({ shares, above, open }: DissatisfiedAsk): DissatisfiedAnswer => {
    const best = new Float64Array(CLASSES).fill(above);
    const which = new Int32Array(CLASSES);
    for (let s = 1; s < all; s++) {
      const sum = sums[s & (s - 1)]! + shares[lowest(s)]!;
      sums[s] = sum;
      const excess = worth[s]! - sum;
      const at = s % CLASSES;
      if (excess > best[at]! && isOpen(open, s)) {
        best[at] = excess;
        which[at] = s;
      }
    }
    const found = [...which].flatMap((coalition, at) => (coalition === 0 ? [] : [{ coalition, excess: best[at]! }]));
    return { found: found.sort((a, b) => a.excess - b.excess), proved: true };
  };
  return { method: "every coalition", most };
}

function curveSearcher(game: Game): Searcher {
  const curve = game.curve!;
  const all = allOf(game.players.length);
  const most = ({ shares, above, open }: DissatisfiedAsk): DissatisfiedAnswer => {
    const single = game.players.map((_, i): Dissatisfied => ({ coalition: (1 << i) >>> 0, excess: -shares[i]! })).filter((it) => it.excess > above && isOpen(open, it.coalition));
    const score = curve.gain.map((it, i) => it - shares[i]!);
    const { found, proved } = searchCurve({ curve, score, within: all, above, ...(open === undefined ? {} : { open }) });
    const groups = found.filter((it) => it.coalition !== all).map((it): Dissatisfied => ({ coalition: it.coalition, excess: it.value }));
    return { found: [...single, ...groups].sort((a, b) => a.excess - b.excess), proved };
  };
  return { method: "branch and bound on the price curve", most };
}

/** Adds and drops one player at a time while that makes the coalition more dissatisfied, from starts that are always the same. */
function localSearcher(game: Game): Searcher {
  const n = game.players.length;
  const all = allOf(n);
  const starts: Coalition[] = game.players.flatMap((_, i) => [(1 << i) >>> 0, (all ^ (1 << i)) >>> 0]);
  for (let k = 0; k < 4 * n; k++) {
    let start = 0;
    for (let i = 0; i < n; i++) if (drawAt(k, i) < 0.5) start = (start | (1 << i)) >>> 0;
    if (start !== 0 && start !== all) starts.push(start);
  }
  const most = ({ shares, above, open }: DissatisfiedAsk): DissatisfiedAnswer => {
    const ends = new Map<Coalition, number>();
    for (const start of starts) {
      let at = start;
      let excess = game.worth(at) - sumOver(shares, at);
      for (let better = true; better; ) {
        better = false;
        for (let i = 0; i < n; i++) {
          const next = (at ^ (1 << i)) >>> 0;
          if (next === 0 || next === all) continue;
          const other = game.worth(next) - sumOver(shares, next);
          if (other > excess + 1e-12) {
            at = next;
            excess = other;
            better = true;
          }
        }
      }
      if (excess > above && isOpen(open, at)) ends.set(at, excess);
    }
    return { found: [...ends].map(([coalition, excess]) => ({ coalition, excess })).sort((a, b) => a.excess - b.excess), proved: false };
  };
  return { method: "local search, not a proof", most };
}

const isOpen = (open: DissatisfiedAsk["open"], coalition: Coalition): boolean => open === undefined || open.some((direction) => Math.abs(sumOver(direction, coalition)) > NOTHING);

/** Players of a coalition as entries of a row. */
export const membersOf = (coalition: Coalition, players: number): readonly number[] => Array.from({ length: players }, (_, i) => i).filter((i) => holds(coalition, i));
