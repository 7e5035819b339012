import { type Coalition, type Game, holds } from "./game.ts";

/** Games whose answer is published in closed form: independent of the linear programmes. For tests and benchmarks. */

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `p${i}`);

/** Left and right gloves: a pair is worth 1. */
export function gloveGame(left: number, right: number): Game {
  return { players: names(left + right), alike: Array.from({ length: left + right }, (_, i) => Number(i >= left)), worth: (s) => Math.min(countOf(s, 0, left), countOf(s, left, left + right)) };
}

/** A coalition of `quota` players wins 1. */
export const majorityGame = (players: number, quota: number): Game => ({ players: names(players), alike: Array.from({ length: players }, () => 0), worth: (s) => (countOf(s, 0, players) >= quota ? 1 : 0) });

/** Savings on a runway: Σ own cost − dearest cost of a coalition. Source: Littlechild & Owen (1973). */
export function airportGame(costs: readonly number[]): Game {
  return {
    players: names(costs.length),
    alike: costs,
    worth: (s) => {
      let sum = 0;
      let most = 0;
      costs.forEach((cost, i) => {
        if (!holds(s, i)) return;
        sum += cost;
        most = Math.max(most, cost);
      });
      return sum - most;
    },
  };
}

/** Shapley value of the airport game: each stretch of runway is paid in equal parts by those who need it. Costs grow. */
export function airportShapley(costs: readonly number[]): readonly number[] {
  let paid = 0;
  return costs.map((cost, i) => {
    paid += (cost - (costs[i - 1] ?? 0)) / (costs.length - i);
    return cost - paid;
  });
}

/**
 * Nucleolus of the airport game for costs that grow, each player of its own cost. What players i…k pay beyond what is
 * paid before: r = min over k < n of (c_k − paid)/(k − i + 2), and for the last (c_n − paid)/(n − i + 1), taken in turn.
 * Source: Littlechild (1974), A simple expression for the nucleolus in a special case.
 */
export function airportNucleolus(costs: readonly number[]): readonly number[] {
  const n = costs.length;
  const pays: number[] = [];
  let paid = 0;
  while (pays.length < n) {
    const from = pays.length;
    if (from === n - 1) {
      pays.push(costs[n - 1]! - paid);
      break;
    }
    let best = { to: n - 2, each: Number.POSITIVE_INFINITY };
    for (let k = from; k <= n - 2; k++) {
      const each = (costs[k]! - paid) / (k - from + 2);
      if (each <= best.each) best = { to: k, each };
    }
    for (let k = from; k <= best.to; k++) pays.push(best.each);
    paid += best.each * (best.to - from + 1);
  }
  return costs.map((cost, i) => cost - pays[i]!);
}

/** What a coalition is sure of when an estate is smaller than the claims. Source: O'Neill (1982). */
export const bankruptcyGame = (estate: number, claims: readonly number[]): Game => ({
  players: names(claims.length),
  alike: claims,
  worth: (s) => Math.max(estate - claims.reduce((sum, claim, i) => sum + (holds(s, i) ? 0 : claim), 0), 0),
});

/** The Talmud's division, which is the nucleolus of the bankruptcy game. Source: Aumann & Maschler (1985). */
export function talmudRule(estate: number, claims: readonly number[]): readonly number[] {
  const halves = claims.map((it) => it / 2);
  const half = halves.reduce((sum, it) => sum + it, 0);
  if (estate <= half) return equalAwards(estate, halves);
  const losses = equalAwards(2 * half - estate, halves);
  return claims.map((claim, i) => claim - losses[i]!);
}

/** The same award to everyone, never above the claim: by pouring. */
function equalAwards(estate: number, claims: readonly number[]): readonly number[] {
  const sorted = claims.toSorted((a, b) => a - b);
  let left = estate;
  let level = 0;
  sorted.every((claim, i) => {
    const step = Math.min(claim - level, left / (sorted.length - i));
    level += step;
    left -= step * (sorted.length - i);
    return left > 1e-15;
  });
  return claims.map((claim) => Math.min(claim, level));
}

const countOf = (coalition: Coalition, from: number, to: number): number => {
  let count = 0;
  for (let i = from; i < to; i++) if (holds(coalition, i)) count += 1;
  return count;
};
