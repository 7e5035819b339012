import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { readDataset, writeTables } from "#exchange";
import { freedomOf } from "./aligned.ts";
import { type Alone, planAlone } from "./alone.ts";
import { candidatesOf } from "./candidates.ts";
import { fictionalAlliance } from "./fictional-alliance.ts";
import { formulate } from "./formulate.ts";
import { type Desk, solveStage } from "./stage.ts";
import { worldOf } from "./world.ts";

const SIZES = ["B", "S", "M"] as const;

describe("the fictional alliance", () => {
  test.each([
    ["B", 8, 12, 6, 30, 30],
    ["S", 32, 60, 10, 150, 150],
    ["M", 32, 120, 15, 300, 300],
  ] as const)("%s: %i nations, %i leaves, %i years, %i systems, %i lines", (size, nations, leaves, years, systems, lines) => {
    const { alliance } = fictionalAlliance({ size, seed: 3 });
    expect([alliance.nations.length, alliance.leaves.length, alliance.years.length, alliance.systems.length, alliance.facts.line.length]).toEqual([nations, leaves, years, systems, lines]);
  });

  test.each(SIZES)("%s: is a data set without errors", (size) => {
    const { alliance } = fictionalAlliance({ size, seed: 3 });
    expect(readDataset(writeTables(alliance.settings, alliance.stated)).findings.filter((it) => it.level === "error")).toEqual([]);
  });

  test("the same seed gives the same records, another seed gives others", () => {
    const [one, same, other] = [3, 3, 4].map((seed) => JSON.stringify(fictionalAlliance({ size: "B", seed }).alliance.stated));
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test.each(SIZES)("%s: every kind of record that shapes the plan occurs, and every leaf is planned", (size) => {
    const made = fictionalAlliance({ size, seed: 3 });
    const world = worldOf({ ...made, figures: "base" });
    expect(world.notPlanned.filter((it) => it.kind === "leaf")).toEqual([]);
    const modes = new Set(world.leaves.flatMap((leaf) => [...leaf.adding, ...leaf.limiting].map((it) => it.mode)));
    expect([...modes].sort()).toEqual(["additive", "alternative", "limiting"]);
    expect({
      firm: world.programmes.some((it) => it.firm),
      announced: world.programmes.some((it) => !it.firm),
      split: world.leaves.some((it) => it.strata.length === 5),
      stocks: world.stocks.length > 0,
      retirements: world.hasRetirements,
      lastPlan: world.lastPlan.size > 0,
      standards: world.standards.length > 0,
      component: world.lines.some((it) => it.component !== undefined),
      minimum: world.lines.some((it) => it.minimum > 0),
      changeover: world.lines.some((it) => it.changeover !== undefined),
      shared: world.lines.some((it) => it.goods.length > 1),
      priority: world.leaves.some((it) => it.priority !== 1),
      growing: world.leaves.some((it) => it.required[0] !== it.required.at(-1)),
    }).toEqual({ firm: true, announced: true, split: true, stocks: true, retirements: true, lastPlan: true, standards: true, component: true, minimum: true, changeover: true, shared: true, priority: true, growing: true });
  });
});

describe("the plan of the fictional alliance of size B", () => {
  const world = worldOf({ ...fictionalAlliance({ size: "B", seed: 3 }), figures: "base" });
  let desk: Desk;
  let alone: Alone;
  beforeAll(async () => {
    desk = { solver: await highsInProcess(), signal: undefined, timeLimit: 60 };
    alone = await planAlone({ world, desk });
  }, 60_000);

  test("keeps its promises, and its budgets bind: short of something, not of everything", async () => {
    const freedom = freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers: ["dates", "lots", "roles", "standards"] });
    const formulation = formulate(world, freedom);
    expect((await solveStage({ desk, formulation, objective: "violations", name: "violations" })).value).toBeCloseTo(0, 6);
    expect(alone.coverage.years).toBeGreaterThan(0.1 * world.leaves.length * world.years.length);
    expect(alone.coverage.years).toBeLessThan(0.8 * world.leaves.length * world.years.length);
  });

  test.each([{ levers: ["dates", "lots", "roles", "standards"] }, { levers: ["lots", "roles", "standards"] }] as const)("written with the rows that limit something ($levers): the other model without those that are free on both sides", ({ levers }) => {
    const freedom = freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers });
    const [all, few] = [formulate(world, freedom), formulate(world, freedom, "limiting")];
    const rowsOf = ({ model }: typeof all): readonly string[] =>
      Array.from({ length: model.rowCount }, (_, row) => {
        const entries = Array.from({ length: model.starts[row + 1]! - model.starts[row]! }, (__, k) => `${model.values[model.starts[row]! + k]} x${model.indices[model.starts[row]! + k]}`);
        return `${model.rowLower[row]} ≤ ${entries.join(" + ")} ≤ ${model.rowUpper[row]}`;
      });
    const limiting = rowsOf(all).filter((it) => !(it.startsWith("-Infinity ") && it.endsWith(" Infinity")));
    expect(rowsOf(few)).toEqual(limiting);
    expect(few.model.rowCount).toBeLessThan(all.model.rowCount);
    expect([few.model.colLower, few.model.colUpper, few.costs, few.constants]).toEqual([all.model.colLower, all.model.colUpper, all.costs, all.constants]);
  });

  test("has every block of the formulation, with choices left open", () => {
    const freedom = freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers: ["dates", "lots", "roles", "standards"] });
    const agreement = { good: 0, candidates: world.nations.map((_, n) => n), first: 2, tiers: [{ lot: 5, factor: 0.9 }], fee: new Float64Array(world.years.length) };
    const { on, model } = formulate(world, { ...freedom, adopted: world.adopted, joints: [], open: { agreements: [agreement], adoptionYears: [2, 4], fallback: true, lines: true } });
    const empty = on.blocks.flatMap((it, at) => (it.first === (on.blocks[at + 1]?.first ?? model.rowCount) ? [it.constraint] : []));
    // A line's ramp is a row only with the parameter that makes it follow use, and a lot only with agreements that are given.
    expect(empty).toEqual(["ramp", "lot"]);
    expect([on.adoptions.size > 0, on.leads.size > 0, on.fallbacks.size > 0, on.modes.size > 0, on.open.size > 0, on.commons.size > 0]).toEqual([true, true, true, true, true, true]);
  });
});
