import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { here } from "./here.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-scenarios-"));
const written = (scenarios: unknown): string => {
  const file = join(folder, "scenarios.json");
  writeFileSync(file, typeof scenarios === "string" ? scenarios : JSON.stringify(scenarios));
  return file;
};

describe("concord scenarios", () => {
  const examples = examplesOf("docs/guide/uncertainty.md");
  test("the guide has a worked example", () => expect(examples).toHaveLength(1));
  test.each(examples.map((it) => [it.command, it] as const))("%s", async (_, it) => {
    const ran = await here(it.args);
    expect(ran.code, ran.stderr).toBe(0);
    for (const line of it.lines) expect(ran.stdout).toContain(line);
  });

  test("five rivers: every figure has unit and key, values are in order, decisions carry names", async () => {
    const ran = await here(["scenarios", "cases/five-rivers", "--quick", "--json", "--set", "scenarios.rounds=1"]);
    expect(ran.code, ran.stderr).toBe(0);
    const view = JSON.parse(ran.stdout) as {
      scenarios: { probability: { value: number }; known: { value: number }; together: { value: number }; regret: { value: number; unit: string; why: string } }[];
      plans: { kind: string; expected: { value: number } }[];
      bound: { value: number };
      now: { nation: string; text: string; why: string }[];
      wait: { least: { value: number }; most: { value: number }; leastIn: string }[];
      valueOfPlanning: { value: number };
      valueOfKnowing: { value: number };
    };
    expect(view.scenarios).toHaveLength(10);
    expect(view.scenarios.reduce((sum, it) => sum + it.probability.value, 0)).toBeCloseTo(1, 9);
    const known = view.scenarios.reduce((sum, it) => sum + it.probability.value * it.known.value, 0);
    const [together, mean] = view.plans.map((it) => it.expected.value);
    expect(view.plans.map((it) => it.kind)).toEqual(["together", "mean"]);
    expect(known).toBeLessThanOrEqual(view.bound.value + 1e-6);
    expect(view.bound.value).toBeLessThanOrEqual(together! + 1e-6);
    expect(together!).toBeLessThanOrEqual(mean! + 1e-6);
    expect(view.valueOfPlanning.value).toBeCloseTo(mean! - together!, 9);
    expect(view.valueOfKnowing.value).toBeCloseTo(together! - known, 9);
    for (const [at, it] of view.scenarios.entries()) {
      expect(it.regret.value).toBeCloseTo(it.together.value - it.known.value, 9);
      expect(it.regret.value).toBeGreaterThanOrEqual(-1e-6);
      expect(it.regret).toMatchObject({ unit: "weighted shortfall-years", why: `scenarios/quick/regret/${at}` });
    }
    expect(view.now.length).toBeGreaterThan(0);
    for (const it of view.now) expect(it.text).toMatch(/^(order|expand) \S/);
    for (const it of view.wait) expect(it.most.value).toBeGreaterThan(it.least.value);
  });

  test.each([
    [[{ name: "a", probability: 0.5 }, { name: "b", probability: 0.4 }], "probabilities: They sum to 0.9, not to 1."],
    [[{ name: "a", probability: 1, budgets: [{ nation: "VALE", from: 2031, factor: 1 }] }], '"VALE" is no nation of the plan. Did you mean VAL?'],
    ["{", "It is no JSON"],
  ])("%j is refused with what, where and how to mend it", async (scenarios, message) => {
    const ran = await here(["scenarios", "cases/two-nations", "--file", written(scenarios)]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(message);
    expect(ran.stdout).toBe("");
  });

  test("a file that is not there", async () => {
    const ran = await here(["scenarios", "cases/two-nations", "--file", join(folder, "none.json")]);
    expect([ran.code, ran.stderr.includes("cannot be read")]).toEqual([3, true]);
  });
});
