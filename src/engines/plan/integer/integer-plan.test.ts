import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { relativeResiduals } from "#maths";
import { type HighsPool, highsPool } from "#adapters/highs";
import { align, freedomOf } from "../aligned.ts";
import { type Alone, planAlone } from "../alone.ts";
import { type Candidates, candidatesOf } from "../candidates.ts";
import { fictionalAlliance } from "../fictional-alliance.ts";
import { fictionalOfSize } from "../fictional.ts";
import { formulate } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { Lever } from "../plan.ts";
import type { Desk } from "../stage.ts";
import { type World, worldOf } from "../world.ts";
import { chosenFreedom, openChoicesOf, valuesOf } from "./choices.ts";
import { firstPlan } from "./first-plan.ts";
import { type IntegerPlan, integerPlan } from "./integer-plan.ts";

const LEVERS: readonly Lever[] = ["dates", "lots", "roles", "standards"];
const search = { now: () => performance.now() / 1000, timeLimit: 20, gap: 1e-3 };

let pool: HighsPool;
let desk: Desk;
beforeAll(async () => {
  pool = await highsPool({ threads: 2 });
  desk = { solver: pool, signal: undefined, timeLimit: 30 };
});
afterAll(() => pool.close());

describe("a small alliance", () => {
  let world: World;
  let alone: Alone;
  let candidates: Candidates;
  let plan: IntegerPlan;
  beforeAll(async () => {
    world = worldOf({ ...fictionalOfSize({ nations: 4, leaves: 5, years: 5, seed: 3 }), figures: "base" });
    alone = await planAlone({ world, desk });
    candidates = candidatesOf({ world, alone, slip: 0, dearer: 1 });
    const rules = await align({ world, alone, candidates, desk, levers: LEVERS, aim: "shortfall" });
    plan = await integerPlan({ world, alone, candidates, desk, levers: LEVERS, search, from: rules });
  }, 120_000);

  test("is planned within the proved gap, stage by stage", () => {
    expect(plan.stages.map((it) => it.objective)).toEqual(["shortfall", "money", "deviation"]);
    for (const it of plan.stages) expect(it.bound).toBeLessThanOrEqual(it.value + 1e-6 * Math.max(1, Math.abs(it.value)));
    expect(plan.stages[0]!.gap).toBeLessThanOrEqual(search.gap);
    expect(plan.value).toBeGreaterThanOrEqual(plan.bound - 1e-6);
  });

  test("keeps loads, members and lots, and fills no more than alone leaves short", () => {
    const { freedom } = plan;
    const C = world.leaves.length;
    const leads = [...(freedom.leads as ReadonlySet<number>)];
    for (const n of world.nations.keys()) expect(leads.filter((key) => Math.floor(key / C) === n).length).toBeLessThanOrEqual(world.value(PLAN.leadLoad));
    for (const c of world.leaves.keys()) expect(leads.filter((key) => key % C === c).length).toBeLessThanOrEqual(world.value(PLAN.leadsPerLeaf));
    for (const joint of freedom.joints) {
      expect(joint.members.length).toBeGreaterThanOrEqual(world.value(PLAN.membersLeast));
      let bought = 0;
      for (const n of joint.members) plan.deliveries.free.get(n * world.goods.length + joint.good)?.forEach((it, t) => { if (t >= joint.first) bought += it; });
      world.programmes.forEach((it, at) => { if (it.good === joint.good && !it.firm && joint.members.includes(it.nation)) plan.deliveries.programme[at]!.forEach((some, t) => { if (t >= joint.first) bought += some; }); });
      expect(bought).toBeGreaterThanOrEqual(joint.lot * (1 - 1e-6));
    }
    // Alone is among the choices, so that the search can only be worse by its gap.
    expect(plan.coverage.weighted).toBeLessThanOrEqual(alone.coverage.weighted * (1 + search.gap));
    expect(plan.freedom.open).toBeUndefined();
  });
});

describe("choices are read off a solution", () => {
  const world = worldOf({ ...fictionalAlliance({ size: "B", seed: 3 }), figures: "base" });
  let alone: Alone;
  let candidates: Candidates;
  beforeAll(async () => {
    alone = await planAlone({ world, desk });
    candidates = candidatesOf({ world, alone, slip: 0, dearer: 1 });
  }, 120_000);

  test("as they were put in: tier and members, dates, leads, fallbacks, products and closing of lines", () => {
    const open = openChoicesOf({ world, candidates, levers: LEVERS, lines: true });
    const formulation = formulate(world, { ...freedomOf({ world, alone, candidates, levers: LEVERS }), joints: [], adopted: world.adopted, open });
    const { on, model } = formulation;
    const primal = new Float64Array(model.colCount);
    const agreement = on.agreements[0]!;
    primal[agreement.tiers.at(-1)!] = 1;
    for (const column of agreement.members.slice(0, 2)) primal[column] = 1;
    const [adoption, { column, years }] = [...on.adoptions][0]!;
    primal[column + years.length - 1] = 1;
    const [lead, z] = [...on.leads][0]!;
    primal[z] = 1;
    const [fallback, f] = [...on.fallbacks][0]!;
    primal[f] = 1;
    const [line, modes] = [...on.modes][0]!;
    primal[modes[1]![2]!] = 1;
    const chosen = chosenFreedom(formulation, primal);
    const N = world.nations.length;
    expect(chosen.joints).toMatchObject([{ active: true, good: agreement.option.good, members: agreement.option.candidates.slice(0, 2), lot: agreement.option.tiers.at(-1)!.lot, factor: agreement.option.tiers.at(-1)!.factor }]);
    expect(chosen.adopted[Math.floor(adoption / N)]![adoption % N]).toBe(years.at(-1));
    expect([[...(chosen.leads as ReadonlySet<number>)], [...chosen.fallbacks!]]).toEqual([[lead], [fallback]]);
    expect([chosen.lineChoices!.get(line)!.product[2], chosen.lineChoices!.get(line)!.product[0]]).toEqual([world.lines[line]!.goods[1], -1]);
    const [closed, it] = [...on.open][0]!;
    expect(chosen.lineChoices!.get(closed)!.open[it.first]).toBe(0);
  });

  test("lots double from tier to tier and each is cheaper; nothing is offered without its lever", () => {
    const open = openChoicesOf({ world, candidates, levers: LEVERS, lines: false });
    expect(open.agreements.length).toBeGreaterThan(0);
    for (const { tiers } of open.agreements) for (const [at, it] of tiers.entries()) if (at > 0) expect([it.lot / tiers[at - 1]!.lot, it.factor < tiers[at - 1]!.factor]).toEqual([2, true]);
    expect(openChoicesOf({ world, candidates, levers: ["dates"], lines: false })).toMatchObject({ agreements: [], adoptionYears: [], fallback: false });
  });

  test("choices made outside become values: tiers of the agreements drawn up, no lead where none was chosen", () => {
    const freedom = freedomOf({ world, alone, candidates, levers: LEVERS });
    const formulation = formulate(world, { ...freedom, joints: [], adopted: world.adopted, open: openChoicesOf({ world, candidates, levers: LEVERS, lines: false }) });
    const values = valuesOf(formulation, { freedom: { ...freedom, leads: new Set() }, coverage: alone.coverage });
    expect(formulation.on.leads.size).toBeGreaterThan(0);
    for (const column of formulation.on.leads.values()) expect(values.get(column)).toBe(0);
    for (const { option, tiers } of formulation.on.agreements) expect(tiers.reduce((sum, column) => sum + values.get(column)!, 0)).toBe(freedom.joints.some((it) => it.active && it.good === option.good) ? 1 : 0);
  });

  test("of choices that break rows so much is kept that a plan keeps every row: where all lead, nobody can stand in", async () => {
    const freedom = freedomOf({ world, alone, candidates, levers: LEVERS });
    const formulation = formulate(world, { ...freedom, joints: [], adopted: world.adopted, open: openChoicesOf({ world, candidates, levers: LEVERS, lines: false }) });
    const leads = new Set(formulation.on.leads.keys());
    const primal = await firstPlan({ desk, formulation, from: { freedom: { ...freedom, leads }, coverage: alone.coverage } });
    expect(relativeResiduals(formulation.model, primal!)).toMatchObject({ rowRelative: expect.closeTo(0, 6), boundRelative: expect.closeTo(0, 6), whole: expect.closeTo(0, 5) });
    expect((chosenFreedom(formulation, primal!).leads as ReadonlySet<number>).size).toBeLessThan(leads.size);
  }, 60_000);
});
