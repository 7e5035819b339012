import { splitGains } from "../shapley.ts";
import { drawAt } from "./draws.ts";
import { type Game, tableOf } from "./game.ts";

export interface Shapley {
  /** By player. They sum to the worth of all. */
  readonly shares: readonly number[];
  /** Standard error of each share. Absent: exact. */
  readonly standardError?: readonly number[];
  /** Orders of joining drawn. Absent: exact. */
  readonly orders?: number;
  readonly seed?: number;
}

export interface ShapleyAsk {
  readonly game: Game;
  /** Seed of the drawn orders, for more than 16 players. */
  readonly seed?: number;
  /** Blocks of drawn orders, for more than 16 players. Each block is one order with all its rotations. */
  readonly blocks?: number;
}

/** Most players for which every coalition is counted. */
export const EXACT_PLAYERS_MOST = 16;

/**
 * What each player adds on average over all orders of joining. Exact for up to 16 players. Beyond, from drawn orders in
 * blocks: an order and its rotations put every player once in every place, so each block is stratified by place; the
 * standard error comes from the spread between blocks. Unit: that of the game.
 * Source: Shapley (1953); stratified by place as Castro, Gómez, Molina & Tejada (2017), rotations ours.
 * @example two players, 1 and 2 alone, 5 together → 2, 3
 */
export function shapleyOf({ game, seed = 1, blocks = 16 }: ShapleyAsk): Shapley {
  const n = game.players.length;
  if (n <= EXACT_PLAYERS_MOST) return { shares: splitGains([...tableOf(game)]).shapley };
  const mean = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let block = 0; block < blocks; block++) {
    const order = orderAt({ seed, block, players: n });
    const added = new Float64Array(n);
    for (let turn = 0; turn < n; turn++) {
      let coalition = 0;
      let before = 0;
      for (let place = 0; place < n; place++) {
        const player = order[(turn + place) % n]!;
        coalition = (coalition | (1 << player)) >>> 0;
        const worth = game.worth(coalition);
        added[player]! += (worth - before) / n;
        before = worth;
      }
    }
    // Welford's running mean and spread.
    for (let i = 0; i < n; i++) {
      const from = added[i]! - mean[i]!;
      mean[i]! += from / (block + 1);
      squares[i]! += from * (added[i]! - mean[i]!);
    }
  }
  return { shares: [...mean], standardError: [...squares].map((it) => Math.sqrt(it / Math.max(blocks - 1, 1) / blocks)), orders: blocks * n, seed };
}

/** A drawn order of players: Fisher and Yates with draws by number. */
function orderAt({ seed, block, players }: { readonly seed: number; readonly block: number; readonly players: number }): number[] {
  const order = Array.from({ length: players }, (_, i) => i);
  for (let i = players - 1; i > 0; i--) {
    const other = Math.floor(drawAt(seed, block * players + i) * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}
