import { describe, expect, test } from "vitest";
import { nationsOfLarge, simulateSeeds } from "../../tools/reliability/simulation-check.ts";
import { simulate } from "../../tools/reliability/simulation/simulate.ts";

describe("the simulated alliance", () => {
  test("500 seeds: nothing promised is broken, and enough went wrong to break it", () => {
    const found = simulateSeeds({ first: 1, count: 500, days: 1 });
    expect(found.faults).toEqual([]);
    for (const it of ["crashes", "bit rot found", "stale exports shown", "logs forked", "logs rolled back", "forks proved", "imports", "ways cut"]) expect([it, (found.happened.get(it) ?? 0) > 10]).toEqual([it, true]);
  }, 600_000);
  test("one of twelve nations and three witnesses keeps what one of three does", () => {
    const found = simulateSeeds({ first: 1, count: 1, days: 1, nationsOf: () => 12 });
    expect(found.faults).toEqual([]);
    for (const it of ["commits acknowledged", "crashes", "imports"]) expect([it, (found.happened.get(it) ?? 0) > 10]).toEqual([it, true]);
  }, 120_000);
  test("large alliances have every number of nations from six to twenty-nine as often", () => {
    const counts = Array.from({ length: 48 }, (_, at) => nationsOfLarge(at + 1)).sort((a, b) => a - b);
    expect(counts).toEqual(Array.from({ length: 48 }, (_, at) => 6 + Math.floor(at / 2)));
  });
  test.each([3, 29])("seed %i gives the same run again, to the digest", (seed) => {
    const [first, second] = [simulate(seed, 1), simulate(seed, 1)];
    expect(second).toEqual(first);
    expect(simulate(seed + 1, 1).digest).not.toBe(first.digest);
  });
});
