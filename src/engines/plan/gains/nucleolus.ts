import { type Alike, alikeIn, spread } from "./alike.ts";
import { APART, firstRows, freshRows, scaled } from "./core.ts";
import { type Searcher, searcherOf, type SearchMethod } from "./dissatisfied.ts";
import { allOf, type Coalition, type Game } from "./game.ts";
import { type GainsDesk, type MasterAnswer, type MasterRow, solveMaster } from "./master.ts";
import { type Span, spanOf } from "./span.ts";

export interface Nucleolus {
  /** By player. They sum to the worth of all. */
  readonly shares: readonly number[];
  /** Largest v(S) − x(S) over coalitions other than nobody and everyone. Not above 0: the core holds these shares. */
  readonly excessMost: number;
  /** A coalition with that excess. */
  readonly coalition: Coalition;
  /** Excess settled at each step, from the largest down. */
  readonly levels: readonly number[];
  /** Coalitions that hold the shares where they are, by Kohlberg's criterion; of players who are alike the first stand for all. */
  readonly tight: readonly Coalition[];
  /** Whether every coalition was accounted for. */
  readonly proved: boolean;
  readonly method: SearchMethod;
  /** Linear programmes solved, and coalitions written into them. */
  readonly programmes: number;
  readonly rows: number;
}

export interface NucleolusAsk {
  readonly game: Game;
  readonly desk: GainsDesk;
  /** `least-core`: stop after the first step, any point of the least core will do. */
  readonly until?: "least-core";
  /** How coalitions are searched. Absent: every one up to 20 players, or more where enough are alike; beyond by the price curve, else locally. */
  readonly search?: "table" | "curve" | "local";
}

/**
 * The nucleolus: shares that make the largest dissatisfaction v(S) − x(S) least, then the next, and so on; nobody gets less
 * than alone (where the worth of all allows it). At each step a linear programme makes the largest open excess e least over
 * few coalitions; a search adds those that are broken until none is; coalitions with a positive dual hold with equality at
 * every optimum (complementary slackness) and are settled. Duals of the open rows sum to 1, so each step settles at least
 * one coalition that did not follow from the ones before, and there are at most n − 1 steps. Players who are alike get alike,
 * since the nucleolus is one and no name is in its definition: they have one share in every programme.
 * Unit: that of the game. Source: Schmeidler (1969); Maschler, Peleg & Shapley (1979); rows by generation as in
 * Hallefjord, Helming & Jørnsten (1995).
 * @example glove game of one left and two right gloves → 1, 0, 0
 */
export async function nucleolus({ game: original, desk, until, search: by }: NucleolusAsk): Promise<Nucleolus> {
  const n = original.players.length;
  const all = allOf(n);
  if (n === 1) return { shares: [original.worth(1)], excessMost: 0, coalition: 0, levels: [], tight: [], proved: true, method: "every coalition", programmes: 0, rows: 0 };
  const { game, unit } = scaled(original);
  const alike = alikeIn(game);
  const search = searcherOf(game, alike, by);
  const whole = game.worth(all);
  const own = Float64Array.from(alike.members, (it) => game.worth((1 << it[0]!) >>> 0));
  const ownAll = alike.members.reduce((sum, it, c) => sum + it.length * own[c]!, 0);
  // Where even the parts of single players exceed the whole there is no imputation: then shares are free.
  const lower = ownAll <= whole + APART ? own : new Float64Array(own.length).fill(Number.NEGATIVE_INFINITY);
  const span = spanOf(alike);
  span.settle(all, whole);
  let rows = firstRows(game, alike);
  const levels: number[] = [];
  const tight: Coalition[] = [];
  let proved = true;
  let programmes = 0;
  let rowsAll = rows.length;
  let answer: MasterAnswer;

  let middle: Float64Array = Float64Array.from(own, (it) => it + (whole - ownAll) / n);
  while (span.rank < own.length) {
    rows = rows.filter((it) => !span.follows(it.coalition));
    const step = await stepOf({ game, alike, desk, search, lower, span, rows, middle: span.onto(middle) });
    programmes += step.programmes;
    rowsAll += step.rowsAdded;
    proved &&= step.proved;
    ({ answer, middle } = step);
    levels.push(answer.value * unit);
    if (until === "least-core") break;
    const priced = pricedOf(rows, answer);
    tight.push(...priced.map((it) => it.coalition));
    if (!settleAll({ priced, answer, settle: span.settle })) {
      proved = false;
      break;
    }
  }
  const shares = spread(alike, span.rank === own.length ? span.shares() : middle);
  const worst = search.most({ shares, above: Number.NEGATIVE_INFINITY });
  const last = worst.found.at(-1)!;
  // Beyond 20 players only groups that buy together are searched, which settles every step only where the core is not empty.
  const covered = search.method !== "branch and bound on the price curve" || until === "least-core" || last.excess <= APART;
  return { shares: [...shares].map((it) => it * unit), excessMost: last.excess * unit, coalition: last.coalition, levels, tight, proved: proved && worst.proved && covered, method: search.method, programmes, rows: rowsAll };
}

interface StepAsk {
  readonly game: Game;
  readonly alike: Alike;
  readonly desk: GainsDesk;
  readonly search: Searcher;
  readonly lower: Float64Array;
  readonly span: Span;
  /** Rows so far; more are added. */
  readonly rows: MasterRow[];
  /** Shares that keep what is settled, of a player of each class. */
  readonly middle: Float64Array;
}

// How far from the shares known to be good towards those of the linear programme coalitions are searched for.
const TOWARDS = 0.5;

/**
 * One step: the least largest excess among coalitions that are open. Coalitions are searched for half-way between shares
 * whose largest excess is known and those of the linear programme, which jump from corner to corner: what is broken
 * half-way is broken at the corner, and where nothing is, the half-way shares are the better ones to know.
 * Source: in-out separation, Ben-Ameur & Neto (2007).
 */
async function stepOf({ game, alike, desk, search, lower, span, rows, middle }: StepAsk): Promise<{ readonly answer: MasterAnswer; readonly middle: Float64Array; readonly proved: boolean; readonly programmes: number; readonly rowsAdded: number }> {
  const directions = span.open();
  const open = [spread(alike, directions[0]), spread(alike, directions[1])] as const;
  const before = rows.length;
  const start = search.most({ shares: spread(alike, middle), above: Number.NEGATIVE_INFINITY, open });
  let inside = { shares: middle, excess: start.found.at(-1)!.excess, proved: start.proved };
  rows.push(...freshRows(rows, start.found, game));
  let towards = TOWARDS;
  for (let programmes = 1; ; programmes++) {
    const answer = await solveMaster({ desk, alike, lower, rows, settled: span.settled, least: "excess" });
    const at = inside;
    const done = (shares: Float64Array, proved: boolean) => ({ answer, middle: shares, proved, programmes, rowsAdded: rows.length - before });
    if (at.excess <= answer.value + APART) return done(at.shares, at.proved);
    for (;;) {
      const part = towards;
      const shares = answer.shares.map((it, i) => part * it + (1 - part) * inside.shares[i]!);
      const above = part * answer.value + (1 - part) * inside.excess + APART / 2;
      const { found, proved } = search.most({ shares: spread(alike, shares), above, open });
      const fresh = freshRows(rows, found, game);
      if (fresh.length > 0) {
        rows.push(...fresh);
        towards = TOWARDS;
        break;
      }
      if (found.length > 0) return done(shares, false);
      if (part === 1) return done(shares, proved);
      inside = { shares, excess: above, proved };
      towards = 1;
    }
  }
}

/** The coalitions that are tight at every optimum, those of the largest dual first. */
const pricedOf = (rows: readonly MasterRow[], { duals }: MasterAnswer): readonly MasterRow[] => rows.map((it, at) => ({ ...it, dual: duals[at]! })).filter((it) => it.dual > 1e-7).sort((a, b) => b.dual - a.dual);

/** Settles them. Answers whether any was news. */
function settleAll({ priced, answer, settle }: { readonly priced: readonly MasterRow[]; readonly answer: MasterAnswer; readonly settle: (coalition: Coalition, total: number) => boolean }): boolean {
  let news = false;
  for (const it of priced) news = settle(it.coalition, it.worth - answer.value) || news;
  return news;
}
