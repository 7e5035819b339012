import { assert } from "#stdx";
import { alikeIn, countsOf, countTable } from "./alike.ts";
import { searchCurve } from "./curve-search.ts";

/** A group of players as bits: player `i` is in it when bit `i` is set. Up to 32 players; never negative (`>>> 0`). */
export type Coalition = number;

/** A cooperative game with side payments. */
export interface Game {
  /** Up to 32. */
  readonly players: readonly string[];
  /** What the coalition gains by itself. The empty one gains 0. */
  readonly worth: (coalition: Coalition) => number;
  /** The price curve behind it, where it is one joint agreement: then searches stay exact beyond 20 players. */
  readonly curve?: PriceCurve;
  /** A number for each player: any two with the same add the same to every coalition. Absent: read off the price curve, or not stated. */
  readonly alike?: readonly number[];
}

/**
 * One joint agreement: w(S) = Σ_{i∈S} gain_i − V(S) · price(Q(S)) − fixed, with Q = Σ quantity and V = Σ value, for groups of at least `membersLeast`.
 * The price must not rise with quantity.
 */
export interface PriceCurve {
  /** Cost alone less own cost of coordination, by player. Unit: M. */
  readonly gain: Float64Array;
  /** Unit: the system's. Each above 0. */
  readonly quantity: Float64Array;
  /** What each player's part of the bill is at price 1: its quantity, or what that costs in first lots. Each above 0. */
  readonly value: Float64Array;
  /** Price together by quantity, all that is paid per item included. Unit: M per unit of value. */
  readonly price: (quantity: number) => number;
  /** Cost of an agreement however many are in it. Unit: M, not negative. */
  readonly fixed: number;
  readonly membersLeast: number;
}

/** Most coalitions that are all looked at: those of 20 players, or of more where some are alike. */
export const TABLE_SIZE_MOST = 2 ** 20;
export const PLAYERS_MOST = 32;

export const allOf = (players: number): Coalition => (players === 32 ? 0xffffffff : 2 ** players - 1);
export const holds = (coalition: Coalition, player: number): boolean => ((coalition >>> player) & 1) === 1;
export const namesIn = (players: readonly string[], coalition: Coalition): readonly string[] => players.filter((_, i) => holds(coalition, i));
/** Lowest player of a coalition that is not empty. */
export const lowest = (coalition: Coalition): number => 31 - Math.clz32(coalition & -coalition);

/** Σ of `values` over a coalition. */
export function sumOver(values: Float64Array, coalition: Coalition): number {
  let sum = 0;
  for (let rest = coalition; rest !== 0; rest = (rest & (rest - 1)) >>> 0) sum += values[lowest(rest)]!;
  return sum;
}

export interface AgreementAsk {
  readonly allies: readonly {
    readonly ally: string;
    /** Unit: the system's. */
    readonly quantity: number;
    /** What its part of the bill is at price 1. Absent: its quantity. */
    readonly value?: number;
    /** What the same quantity costs when it buys alone. Unit: M. */
    readonly costAlone: number;
    /** Its cost of being in the agreement. Unit: M. */
    readonly coordination: number;
  }[];
  /** Price in a joint order of that quantity. Must not rise. Unit: M per unit of value. */
  readonly price: (quantity: number) => number;
  /** How much dearer because members claim work. Unit: share of the price. */
  readonly workShare: number;
  /** Cost of an agreement however many are in it. Unit: M. */
  readonly coordinationFixed: number;
  readonly membersLeast: number;
}

/**
 * The game of one joint agreement. w(S) is what S saves when all of it buys together: cost alone less
 * V · p(Q) · (1 + work share) less coordination. A group may leave some of its members outside, or stay apart, so
 * v(S) = max(0, max_{R⊆S} w(R)). Two agreements within S never save more than one: p does not rise, so
 * (V + V′)p(Q + Q′) ≤ V p(Q) + V′p(Q′), and the fixed cost is paid once; so v is the best S can do, and superadditive.
 * Unit: M. Source: ours, on C8 and C33.
 * @example two allies of 1 each at 10 alone and 8 together, nothing else to pay → v = 4
 */
export function agreementGame({ allies, price, workShare, coordinationFixed, membersLeast }: AgreementAsk): Game {
  return curveGame(
    allies.map((it) => it.ally),
    {
      gain: Float64Array.from(allies, (it) => it.costAlone - it.coordination),
      quantity: Float64Array.from(allies, (it) => it.quantity),
      value: Float64Array.from(allies, (it) => it.value ?? it.quantity),
      price: (quantity) => price(quantity) * (1 + workShare),
      fixed: coordinationFixed,
      membersLeast,
    },
  );
}

/** The game of a price curve, v as in `agreementGame`. */
export function curveGame(players: readonly string[], curve: PriceCurve): Game {
  assert(players.length <= PLAYERS_MOST, `a game has at most ${PLAYERS_MOST} players`);
  assert(curve.quantity.every((it) => it > 0) && curve.value.every((it) => it > 0) && curve.fixed >= 0 && curve.membersLeast >= 2, "a price-curve game needs quantities above 0, a fixed cost not below 0 and groups of two or more");
  const search: Game = { players, curve, worth: (coalition) => bestWithin(curve, coalition).worth };
  if (countsOf(alikeIn(search)) > TABLE_SIZE_MOST) return search;
  let table: ((coalition: Coalition) => number) | undefined;
  return { players, curve, worth: (coalition) => (table ??= coverTable(search, curve))(coalition) };
}

/** What a group saves when all of it buys together; −∞ where it is too small. */
export function worthTogether(curve: PriceCurve, coalition: Coalition): number {
  let gain = 0;
  let quantity = 0;
  let value = 0;
  let count = 0;
  for (let rest = coalition; rest !== 0; rest = (rest & (rest - 1)) >>> 0) {
    const i = lowest(rest);
    gain += curve.gain[i]!;
    quantity += curve.quantity[i]!;
    value += curve.value[i]!;
    count += 1;
  }
  return count < curve.membersLeast ? Number.NEGATIVE_INFINITY : gain - value * curve.price(quantity) - curve.fixed;
}

/** Which members of a coalition buy together for the most, and what that saves. Nobody and 0 when it never pays. */
export function bestWithin(curve: PriceCurve, coalition: Coalition): { readonly buyers: Coalition; readonly worth: number } {
  const best = searchCurve({ curve, score: curve.gain, within: coalition, above: 0 });
  assert(best.proved, "the search for the best group within a coalition did not end");
  const found = best.found.at(-1);
  return found === undefined ? { buyers: 0, worth: 0 } : { buyers: found.coalition, worth: found.value };
}

/** v(S) of every coalition, by how many of each class of alike players are in it: the best of S itself and of S without one member, in growing order. */
function coverTable(game: Game, curve: PriceCurve): (coalition: Coalition) => number {
  const alike = alikeIn(game);
  const { size, steps, coalition, lowestClass, numberOf } = countTable(alike);
  const one = alike.members.map((it) => it[0]!);
  const [worth, gain, quantity, value] = [new Float64Array(size), new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const count = new Uint8Array(size);
  for (let t = 1; t < size; t++) {
    const c = lowestClass[t]!;
    const before = t - steps[c]!;
    gain[t] = gain[before]! + curve.gain[one[c]!]!;
    quantity[t] = quantity[before]! + curve.quantity[one[c]!]!;
    value[t] = value[before]! + curve.value[one[c]!]!;
    count[t] = count[before]! + 1;
    let best = count[t]! < curve.membersLeast ? 0 : gain[t]! - value[t]! * curve.price(quantity[t]!) - curve.fixed;
    // Of a class whose first player is not in it, nobody is.
    for (let k = 0; k < one.length; k++) if (holds(coalition[t]!, one[k]!)) best = Math.max(best, worth[t - steps[k]!]!);
    worth[t] = best;
  }
  return (of) => worth[numberOf(of)]!;
}

/** Worth of every coalition of a game of few players, by coalition. */
export function tableOf(game: Game): Float64Array {
  assert(2 ** game.players.length <= TABLE_SIZE_MOST, "a table of every coalition holds at most 20 players");
  const table = new Float64Array(2 ** game.players.length);
  for (let s = 1; s < table.length; s++) table[s] = game.worth(s);
  return table;
}
