import { beforeAll, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { planAlliance } from "./compare.ts";
import { fictional } from "./fictional.ts";
import { limitFaults } from "./limits.ts";
import type { Comparison } from "./plan.ts";

/** One ally, a system without a line, no retirement stated. */
const ask = fictional({ years: 3, nations: { Ash: 5 }, leaves: { air: 10 }, systems: { jet: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }], holdings: [{ nation: "Ash", system: "jet", quantity: 2 }], shares: { air: { Ash: 10 } }, parameters: { "assess.known-least": 0 } });
let comparison: Comparison;
beforeAll(async () => {
  comparison = await planAlliance({ ...ask, solver: await highsInProcess(), dataRange: false });
});

const faultsOf = (limits: readonly string[]): readonly string[] => limitFaults({ ...ask, comparison: { ...comparison, limits } }).map((it) => it.message);

test("limits follow from the records: as they were told", () => {
  expect(comparison.limits).toContain("For 1 of 1 systems that can be bought no production line is known: their deliveries are limited by money and lead time only.");
  expect(faultsOf(comparison.limits)).toEqual([]);
});

test("each that is left out is missed, one that does not follow is told, and one told twice", () => {
  expect(comparison.limits.length).toBeGreaterThan(3);
  for (const it of comparison.limits) expect(faultsOf(comparison.limits.filter((other) => other !== it))).toEqual([`Not told: ${it}`]);
  expect(faultsOf([...comparison.limits, "All is well."])).toEqual(["Told, and does not follow: All is well."]);
  expect(faultsOf([...comparison.limits, comparison.limits[0]!])).toEqual(["A limit is told twice."]);
});
