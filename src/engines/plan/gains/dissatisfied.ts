import { type Alike, countsOf, countTable, standFor } from "./alike.ts";
import { searchCurve } from "./curve-search.ts";
import { drawAt } from "./draws.ts";
import { allOf, type Coalition, type Game, holds, sumOver, TABLE_SIZE_MOST } from "./game.ts";

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
export type SearchMethod = "every coalition" | "every coalition, players alike wherever tried taken as alike: not a proof" | "branch and bound on the price curve" | "local search, not a proof";

/** Finds the most dissatisfied coalition of a game under any shares. */
export interface Searcher {
  readonly method: SearchMethod;
  readonly most: (ask: DissatisfiedAsk) => DissatisfiedAnswer;
}

const NOTHING = 1e-7;
// Beyond the worst, the worst of each of so many classes of coalitions is handed back as well: fewer linear programmes.
const CLASSES = 61;

/**
 * Chooses how to search: every coalition of up to 20 players, or of more where so many are alike that no more combinations of
 * counts are left; beyond, exactly for a price curve, where only groups that all buy together and single players need to be
 * looked at as long as no share is below 0 (see docs/methods/gains.md §4); else a local search, which proves nothing.
 * Shares and directions asked about are the same for players who are alike; coalitions found stand for all with the same counts.
 */
export function searcherOf(game: Game, alike: Alike, by: "table" | "curve" | "local" = countsOf(alike) <= TABLE_SIZE_MOST ? "table" : game.curve === undefined ? "local" : "curve"): Searcher {
  return by === "table" ? tableSearcher(game, alike) : by === "curve" ? curveSearcher(game, alike) : localSearcher(game, alike);
}

function tableSearcher(game: Game, alike: Alike): Searcher {
  const { size, steps, coalition, lowestClass } = countTable(alike);
  const worth = Float64Array.from(coalition, (it) => (it === 0 ? 0 : game.worth(it)));
  const one = alike.members.map((it) => it[0]!);
  const sums = new Float64Array(size);
  const most = ({ shares, above, open }: DissatisfiedAsk): DissatisfiedAnswer => {
    const best = new Float64Array(CLASSES).fill(above);
    const which = new Int32Array(CLASSES);
    for (let t = 1; t < size - 1; t++) {
      const c = lowestClass[t]!;
      const sum = sums[t - steps[c]!]! + shares[one[c]!]!;
      sums[t] = sum;
      const excess = worth[t]! - sum;
      const at = t % CLASSES;
      if (excess > best[at]! && isOpen(open, coalition[t]!)) {
        best[at] = excess;
        which[at] = t;
      }
    }
    const found = [...which].flatMap((t, at) => (t === 0 ? [] : [{ coalition: coalition[t]!, excess: best[at]! }]));
    return { found: found.sort((a, b) => a.excess - b.excess), proved: alike.isGiven };
  };
  return { method: alike.isGiven ? "every coalition" : "every coalition, players alike wherever tried taken as alike: not a proof", most };
}

function curveSearcher(game: Game, alike: Alike): Searcher {
  const curve = game.curve!;
  const all = allOf(game.players.length);
  const most = ({ shares, above, open }: DissatisfiedAsk): DissatisfiedAnswer => {
    const single = alike.members.map(([i]): Dissatisfied => ({ coalition: (1 << i!) >>> 0, excess: -shares[i!]! })).filter((it) => it.excess > above && isOpen(open, it.coalition));
    const score = curve.gain.map((it, i) => it - shares[i]!);
    const { found, proved } = searchCurve({ curve, score, within: all, above, ...(open === undefined ? {} : { open }) });
    const groups = found.filter((it) => it.coalition !== all).map((it): Dissatisfied => ({ coalition: it.coalition, excess: it.value }));
    return { found: [...single, ...groups].sort((a, b) => a.excess - b.excess), proved };
  };
  return { method: "branch and bound on the price curve", most };
}

/**
 * Adds or drops one player at a time, or changes one for another, while that makes the coalition more dissatisfied, among those
 * that are open: from starts that are always the same, and from the first and the last so many of the players by what they are given.
 */
function localSearcher(game: Game, alike: Alike): Searcher {
  const n = game.players.length;
  const all = allOf(n);
  const single = game.players.map((_, i) => (1 << i) >>> 0);
  const pairs = game.players.flatMap((_, one) => Array.from({ length: one }, (__, other) => ({ one, other, change: ((1 << one) | (1 << other)) >>> 0 })));
  const starts: Coalition[] = game.players.flatMap((_, i) => [(1 << i) >>> 0, (all ^ (1 << i)) >>> 0]);
  for (let k = 0; k < 4 * n; k++) {
    let start = 0;
    for (let i = 0; i < n; i++) if (drawAt(k, i) < 0.5) start = (start | (1 << i)) >>> 0;
    if (start !== 0 && start !== all) starts.push(start);
  }
  const most = ({ shares, above, open }: DissatisfiedAsk): DissatisfiedAnswer => {
    const ends = new Map<Coalition, number>();
    for (const start of [...starts, ...firstsBy(shares)]) {
      if (!isOpen(open, start)) continue;
      let at = start;
      let excess = game.worth(at) - sumOver(shares, at);
      const moved = (change: number): boolean => {
        const next = (at ^ change) >>> 0;
        if (next === 0 || next === all) return false;
        const other = game.worth(next) - sumOver(shares, next);
        if (other <= excess + 1e-12 || !isOpen(open, next)) return false;
        at = next;
        excess = other;
        return true;
      };
      while (single.some(moved) || pairs.some((it) => holds(at, it.one) !== holds(at, it.other) && moved(it.change)));
      if (excess > above) ends.set(standFor(alike, at), excess);
    }
    return { found: [...ends].map(([coalition, excess]) => ({ coalition, excess })).sort((a, b) => a.excess - b.excess), proved: false };
  };
  return { method: "local search, not a proof", most };
}

/** The first 1, 2, … players by a number, and what is left of all: nobody and everyone left out. */
function firstsBy(values: Float64Array): readonly Coalition[] {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let first = 0;
  return order.slice(0, -1).flatMap((i) => [(first = (first | (1 << i)) >>> 0), (allOf(order.length) ^ first) >>> 0]);
}

const isOpen = (open: DissatisfiedAsk["open"], coalition: Coalition): boolean => open === undefined || open.some((direction) => Math.abs(sumOver(direction, coalition)) > NOTHING);
