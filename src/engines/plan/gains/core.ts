import { type Alike, alikeIn, spread, standFor } from "./alike.ts";
import { searcherOf, type Searcher } from "./dissatisfied.ts";
import { allOf, type Coalition, type Game } from "./game.ts";
import { type GainsDesk, type MasterRow, solveMaster } from "./master.ts";

/** Rows that a game always starts with: every single player and everyone but one, of players who are alike the first. */
export const firstRows = (game: Game, alike: Alike): MasterRow[] => {
  const all = allOf(game.players.length);
  const single = alike.members.map((it) => (1 << it[0]!) >>> 0);
  const most = single.map((it) => standFor(alike, (all ^ it) >>> 0)).filter((it) => !single.includes(it));
  return [...single, ...(game.players.length > 2 ? most : [])].map((coalition) => ({ coalition, worth: game.worth(coalition) }));
};

// Linear programmes are solved in hundredths of the largest worth, excesses are told apart from this on.
export const SCALE = 100;
export const APART = 1e-6;

/** What one unit of the scaled programmes is in the unit of the game. */
export const unitOf = (game: Game): number => {
  const largest = Math.max(Math.abs(game.worth(allOf(game.players.length))), ...game.players.map((_, i) => Math.abs(game.worth((1 << i) >>> 0))));
  return largest > 0 ? largest / SCALE : 1;
};

export const scaled = (game: Game): { readonly game: Game; readonly unit: number } => {
  const unit = unitOf(game);
  const { curve } = game;
  return {
    unit,
    game: {
      ...game,
      worth: (coalition) => game.worth(coalition) / unit,
      ...(curve === undefined ? {} : { curve: { ...curve, gain: curve.gain.map((it) => it / unit), price: (quantity) => curve.price(quantity) / unit, fixed: curve.fixed / unit } }),
    },
  };
};

/** The smallest payment from outside that would make a stable rule possible. */
export interface StabilityCost {
  /** Unit: that of the game. 0: a stable rule exists. */
  readonly subsidy: number;
  /** Shares of all gains and the subsidy that no coalition would leave. */
  readonly shares: readonly number[];
  readonly proved: boolean;
}

/**
 * Cost of stability: least Σx − v(N) with x(S) ≥ v(S) for every coalition. 0 means that the core is not empty.
 * Rows come as they are broken, the worst first. Source: Bachrach et al., The cost of stability in coalitional games (2009).
 * @example three players of whom any two gain 1 → subsidy 0.5, shares 0.5 each
 */
export async function stabilityCost(game: Game, desk: GainsDesk, searcher?: Searcher): Promise<StabilityCost> {
  const { game: small, unit } = scaled(game);
  const n = game.players.length;
  const alike = alikeIn(small);
  const search = searcher ?? searcherOf(small, alike);
  const whole = small.worth(allOf(n));
  const lower = Float64Array.from(alike.members, (it) => small.worth((1 << it[0]!) >>> 0));
  const rows = [...firstRows(small, alike), { coalition: allOf(n), worth: whole }];
  for (;;) {
    const answer = await solveMaster({ desk, alike, lower, rows, settled: [], least: "total" });
    const shares = spread(alike, answer.shares);
    const { found, proved } = search.most({ shares, above: APART });
    const fresh = freshRows(rows, found, small);
    if (fresh.length === 0) {
      const subsidy = Math.max(answer.value - whole, 0);
      return { subsidy: subsidy <= APART * n ? 0 : subsidy * unit, shares: [...shares].map((it) => it * unit), proved: proved && found.length === 0 };
    }
    rows.push(...fresh);
  }
}

/** Coalitions that are broken and not yet among the rows. */
export function freshRows(rows: readonly MasterRow[], found: readonly { readonly coalition: Coalition; readonly excess: number }[], game: Game): MasterRow[] {
  const known = new Set(rows.map((it) => it.coalition));
  return [...new Set(found.map((it) => it.coalition))].filter((it) => !known.has(it)).map((coalition) => ({ coalition, worth: game.worth(coalition) }));
}
