import { describe, expect, test } from "vitest";
import { simulateSeeds } from "../../tools/reliability/simulation-check.ts";
import { simulate } from "../../tools/reliability/simulation/simulate.ts";

describe("the simulated alliance", () => {
  test("500 seeds: nothing promised is broken, and enough went wrong to break it", () => {
    const found = simulateSeeds({ first: 1, count: 500, days: 1 });
    expect(found.faults).toEqual([]);
    for (const it of ["crashes", "bit rot found", "stale exports shown", "logs forked", "logs rolled back", "forks proved", "imports", "ways cut"]) expect([it, (found.happened.get(it) ?? 0) > 10]).toEqual([it, true]);
  }, 600_000);
  test.each([3, 29])("seed %i gives the same run again, to the digest", (seed) => {
    const [first, second] = [simulate(seed, 1), simulate(seed, 1)];
    expect(second).toEqual(first);
    expect(simulate(seed + 1, 1).digest).not.toBe(first.digest);
  });
});
