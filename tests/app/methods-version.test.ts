import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { assessAlliance, planInputs, planResults } from "#app";
import type { Solver } from "#engines/plan";
import { allParameters } from "#views";
import { METHODS_VERSION } from "../../src/app/main-job.ts";

/** What the plans of the cases come to, and by which methods. `KEEP_METHODS=1 npx vitest run tests/app/methods-version.test.ts` writes them anew. */
const KEPT = join(import.meta.dirname, "methods-version.json");
const CASES = ["five-rivers", "three-shores", "two-nations"];

let solver: Solver & { readonly close: () => Promise<void> };
beforeAll(async () => {
  solver = await highsPool({ threads: 2 });
});
afterAll(() => solver.close());

/** To what a solver is sure of. */
const round = (value: number): number => Number(Number(value.toPrecision(5)).toFixed(4));

/** What is one in every best plan of a case: of money between equally good plans nothing is held. */
async function figuresOf(name: string): Promise<Readonly<Record<string, unknown>>> {
  const { alliance, digest } = await loadDataset(join(import.meta.dirname, "../../cases", name), { parameters: allParameters });
  if (alliance === undefined) throw new Error(`${name} does not load`);
  const results = assessAlliance({ alliance, digest }, {}, (text) => text);
  const { price, bracket, levers } = (await planResults(results, { solver, now: () => performance.now() / 1000, dataRange: false })).comparison;
  return {
    targets: results.targets.leaves.filter((it) => it.year === alliance.years.at(-1)).map((it) => `${it.leaf}: ${it.nations.map((row) => `${row.nation} ${round(row.target)}`).join(", ")}`),
    leads: planInputs(results).leadCandidates.map((it) => `${it.leaf} ${it.nation}`),
    shortfallAlone: round(bracket.base),
    shortfallSaved: round(price.shortfallYears.base),
    moneySaved: round(price.money.base),
    byLever: Object.fromEntries(levers.map((it) => [it.lever, round(it.shortfallYears)])),
  };
}

test("equal run keys have equal plans: where the plan of a case comes out another, the version of the methods is another", async () => {
  const found = { methods: METHODS_VERSION, cases: Object.fromEntries(await Promise.all(CASES.map(async (it) => [it, await figuresOf(it)] as const))) };
  if (process.env["KEEP_METHODS"] !== undefined) writeFileSync(KEPT, `${JSON.stringify(found, undefined, 1)}\n`);
  const kept = JSON.parse(readFileSync(KEPT, "utf8")) as typeof found;
  expect(found.cases, `plans of the methods ${kept.methods} came out otherwise: raise METHODS_VERSION in src/app/main-job.ts, and keep what they come to now (KEEP_METHODS=1)`).toEqual(kept.cases);
  expect(kept.methods, "the version is another, and what is kept is of the one before: keep it anew (KEEP_METHODS=1)").toBe(METHODS_VERSION);
});
