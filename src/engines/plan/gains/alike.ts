import { drawAt } from "./draws.ts";
import { type Coalition, type Game, holds, lowest, PLAYERS_MOST, TABLE_SIZE_MOST } from "./game.ts";

/** Players in classes: any two of one class add the same to every coalition. What counts of a coalition is how many of each class are in it. */
export interface Alike {
  /** Class of each player, numbered in the order of their first players. */
  readonly classOf: readonly number[];
  /** Players of each class, in order. */
  readonly members: readonly (readonly number[])[];
  /** Whether it follows from how the game is made. Otherwise it held of every coalition tried. */
  readonly isGiven: boolean;
}

/** Classes of players with the same key. @example alikeBy(["a", "b", "a"]).members // → [[0, 2], [1]] */
export function alikeBy(keys: readonly (string | number)[], isGiven = true): Alike {
  const members = new Map<string | number, number[]>();
  keys.forEach((key, i) => void (members.get(key)?.push(i) ?? members.set(key, [i])));
  const order = [...members.keys()];
  return { classOf: keys.map((key) => order.indexOf(key)), members: [...members.values()], isGiven };
}

/**
 * Which players of a game are alike: by its price curve, as it states, or, beyond what a table holds, by trial on drawn coalitions.
 * A game that a table holds needs none of this to be exact, so there everyone is a class of his own.
 */
export function alikeIn({ players, worth, curve, alike }: Game): Alike {
  if (alike !== undefined) return alikeBy(alike);
  if (curve !== undefined) return alikeBy(players.map((_, i) => `${curve.gain[i]} ${curve.quantity[i]} ${curve.value[i]}`));
  if (2 ** players.length <= TABLE_SIZE_MOST) return alikeBy(players.map((_, i) => i));
  const first: number[] = [];
  return alikeBy(players.map((_, i) => first.find((j) => areTriedAlike(worth, players.length, [i, j])) ?? (first.push(i), i)), false);
}

// Coalitions on which two players are tried, of every size from few to most.
const TRIALS = 400;

function areTriedAlike(worth: Game["worth"], players: number, [i, j]: readonly [number, number]): boolean {
  for (let trial = 0; trial < TRIALS; trial++) {
    const part = drawAt(trial, PLAYERS_MOST);
    let others = 0;
    for (let k = 0; k < players; k++) if (k !== i && k !== j && drawAt(trial, k) < part) others = (others | (1 << k)) >>> 0;
    const [one, other] = [worth((others | (1 << i)) >>> 0), worth((others | (1 << j)) >>> 0)];
    if (Math.abs(one - other) > 1e-12 * Math.max(Math.abs(one), Math.abs(other), 1)) return false;
  }
  return true;
}

/** How many players of each class are in a coalition. */
export function countsIn({ classOf, members }: Alike, coalition: Coalition): Float64Array {
  const counts = new Float64Array(members.length);
  for (let rest = coalition; rest !== 0; rest = (rest & (rest - 1)) >>> 0) counts[classOf[lowest(rest)]!]! += 1;
  return counts;
}

/** The coalition that stands for all with the same counts: of each class the first players. */
export function standFor(alike: Alike, coalition: Coalition): Coalition {
  let stands = 0;
  countsIn(alike, coalition).forEach((count, c) => { for (const i of alike.members[c]!.slice(0, count)) stands = (stands | (1 << i)) >>> 0; });
  return stands;
}

/** What each player has, from what each of its class has. */
export const spread = ({ classOf }: Alike, values: Float64Array): Float64Array => Float64Array.from(classOf, (c) => values[c]!);

/** Every combination of counts, numbered: 0 is nobody, the last is everyone. */
export interface CountTable {
  readonly size: number;
  /** Step of the number by one more player of each class. */
  readonly steps: readonly number[];
  /** The coalition that stands for a number. */
  readonly coalition: Uint32Array;
  /** The lowest class in it. */
  readonly lowestClass: Uint8Array;
  readonly numberOf: (coalition: Coalition) => number;
}

/** How many combinations of counts there are. Of players who are all different: 2 to their number. */
export const countsOf = ({ members }: Alike): number => members.reduce((size, it) => size * (it.length + 1), 1);

/** All combinations of counts in growing order: one player less has a lower number. */
export function countTable(alike: Alike): CountTable {
  const size = countsOf(alike);
  const steps: number[] = [];
  alike.members.reduce((step, it) => (steps.push(step), step * (it.length + 1)), 1);
  const coalition = new Uint32Array(size);
  const lowestClass = new Uint8Array(size);
  for (let t = 1; t < size; t++) {
    let c = 0;
    while (Math.floor(t / steps[c]!) % (alike.members[c]!.length + 1) === 0) c += 1;
    const before = coalition[t - steps[c]!]!;
    coalition[t] = before | (1 << alike.members[c]!.find((i) => !holds(before, i))!);
    lowestClass[t] = c;
  }
  const step = alike.classOf.map((c) => steps[c]!);
  const numberOf = (of: Coalition): number => {
    let t = 0;
    for (let rest = of; rest !== 0; rest = (rest & (rest - 1)) >>> 0) t += step[lowest(rest)]!;
    return t;
  };
  return { size, steps, coalition, lowestClass, numberOf };
}
