import { expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { coverageOf } from "../coverage.ts";
import { fictional } from "../fictional.ts";
import { formulate } from "../formulate.ts";
import { lexicographic } from "../lexicographic.ts";
import { worldOf } from "../world.ts";
import { allFree } from "./by-hand/case.ts";
import { PLAIN, TWO_NATIONS } from "./by-hand/tiny.ts";

test.each([
  // Required in 2030, 2031, 2032; bought by Ash alone, which may count half; short in parts of each year.
  ["the same every year: half of it is short once something can be had", [10, 10, 10], 1 + 0.5 + 0.5],
  ["five are bought in time for 2032, and two of them count in 2031", [4, 4, 10], 1 + 0.5 + 0.5],
  ["nothing is asked in 2031", [10, 0, 10], 1 + 0.5],
  ["nothing is asked at the end", [10, 10, 0], 1 + 0.5],
] as const)("a requirement that changes: %s", async (_, required, short) => {
  const made = worldOf({ ...fictional({ ...TWO_NATIONS, nations: { Ash: 100, Birch: 0 }, parameters: { ...PLAIN, "plan.ceiling": 0.5 } }), figures: "base" });
  const leaves = made.leaves.map((it) => ({ ...it, required: Float64Array.from(required), urgent: Float64Array.from(required), strata: it.strata.map((level) => ({ ...level, part: Float64Array.from(required, (of) => of / it.strata.length) })), isPlain: required.every((of, t) => t === 0 || of >= required[t - 1]!) }));
  const world = { ...made, leaves };
  const formulation = formulate(world, allFree(world));
  const { stages, deliveries } = await lexicographic({ desk: { solver: await highsInProcess(), signal: undefined, timeLimit: 30 }, formulation, stages: (["violations", "shortfall"] as const).map((objective) => ({ objective, allowance: 0 })), name: "ceiling" });
  expect(stages.at(-1)!.value).toBeCloseTo(short, 6);
  expect(coverageOf({ world, deliveries, adopted: world.adopted }).weighted).toBeCloseTo(short, 6);
});
