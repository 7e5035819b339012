import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { highsInProcess, highsPool } from "#adapters/highs";
import { align } from "../aligned.ts";
import { planAlone } from "../alone.ts";
import { candidatesOf } from "../candidates.ts";
import { type Fictional, fictional, fictionalOfSize, type FictionalWorld } from "../fictional.ts";
import { fictionalAlliance } from "../fictional-alliance.ts";
import { LEVERS } from "../plan.ts";
import type { Solver } from "../solver.ts";
import type { Desk } from "../stage.ts";
import { type World, worldOf } from "../world.ts";
import { type Branch, branchOf, decisionsOf } from "./branch.ts";
import { cutAt } from "./cut.ts";
import { weighed } from "./master.ts";
import { monolithOf } from "./monolith.ts";
import { readScenarios, scenarioFaults } from "./read.ts";
import { completed, meanDecisions, provedAlone, type Solved, waitAndSee } from "./recourse.ts";
import { applyScenario, changesOf, type Scenario } from "./scenario.ts";
import { standardScenarios } from "./standard.ts";
import { type Study, studyScenarios } from "./study.ts";
import { twoStage } from "./two-stage.ts";

let solver: Solver;
let desk: Desk;
beforeAll(async () => {
  solver = await highsInProcess();
  desk = { solver, signal: undefined, timeLimit: 30 };
});

const plain = { "plan.discount": 0, "plan.urgent-weight": 1, "plan.learning-slope": 1, "plan.work-share-cost": 0, "assess.known-least": 0, "plan.advance": 0, "plan.ceiling": 1 };

/** One order decided in 2030 for 2031, when 10 or 4 jets turn out to be needed. A jet costs 0.06 shortfall-years, giving one up 0.018. */
const newsvendor: FictionalWorld = {
  years: 2,
  nations: { Ash: 100 },
  leaves: { air: 10 },
  systems: { jet: { cost: 1, lead: 1, upkeep: 0 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }],
  holdings: [],
  shares: { air: { Ash: 10 } },
  parameters: { ...plain, "scenarios.decide-years": 1, "scenarios.money-weight": 6, "scenarios.give-up-charge": 0.3, "scenarios.gap": 1e-9 },
};
const twoNeeds = (probability: number): readonly Scenario[] => [
  { name: "much", probability },
  { name: "little", probability: 1 - probability, requirements: [{ leaf: "all", from: 2031, factor: 0.4 }] },
];
const study = (it: Fictional, more: Partial<Parameters<typeof studyScenarios>[0]> = {}): Promise<Study> => studyScenarios({ ...it, solver, ...more });
// Nothing can be there in 2030: one share-year is short in any scenario.
const SURE = 1;

describe("one order before the need is known, solved by hand", () => {
  // Up to 4 jets are wanted either way. A jet between 4 and 10 saves 0.1 − 0.06 where much is needed, and is given up for 0.018 where little is.
  test.each([
    { chance: 0.2, chosen: 4, known: 0.2 * 0.6 + 0.8 * 0.24, together: 0.2 * 0.84 + 0.8 * 0.24, mean: 0.2 * (0.48 + 0.312) + 0.8 * (0.24 + 1.2 * 0.018) },
    { chance: 0.5, chosen: 10, known: 0.5 * 0.6 + 0.5 * 0.24, together: 0.5 * 0.6 + 0.5 * (0.24 + 6 * 0.018), mean: 0.5 * (0.3 + 0.42) + 0.5 * (0.24 + 3 * 0.018) },
  ])("much is needed with probability $chance: order $chosen", async ({ chance, chosen, known, together, mean }) => {
    const found = await study(fictional(newsvendor), { scenarios: twoNeeds(chance) });
    expect(found.waitAndSee).toBeCloseTo(SURE + known, 6);
    expect(found.together).toBeCloseTo(SURE + together, 6);
    expect(found.mean).toBeCloseTo(SURE + mean, 6);
    expect(found.valueOfPlanning).toBeCloseTo(mean - together, 6);
    expect(found.valueOfKnowing).toBeCloseTo(together - known, 6);
    expect(found.bound).toBeCloseTo(SURE + together, 6);
    expect(found.plans[0]!.committed).toBeCloseTo(chosen, 5);
    // Each scenario's own plan orders what it needs: 10 and 4. They differ, so what is above 4 can wait.
    expect(found.decisions.now).toEqual([]);
    expect(found.decisions.wait).toEqual([expect.objectContaining({ kind: "order", nation: "Ash", of: "jet", firstYear: 2030, lastYear: 2030, least: expect.closeTo(4, 5), most: expect.closeTo(10, 5), leastIn: "little", mostIn: "much", chosen: expect.closeTo(chosen, 5) })]);
  });

  test("for any chance, charge and price: the better of 4 and 10, and the mean's order, by formula", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 19 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), async (twentieths, tenths, hundredths) => {
        const [chance, charge, price] = [twentieths / 20, tenths / 10, hundredths / 100];
        const made = fictional({ ...newsvendor, parameters: { ...newsvendor.parameters, "scenarios.money-weight": 100 * price, "scenarios.give-up-charge": charge, "scenarios.reserve-steps": 0 } });
        // Between 4 and 10 ordered: what is short where much is needed, what is kept or given up where little is.
        const comesTo = (ordered: number): number => chance * ((10 - ordered) / 10 + price * ordered) + (1 - chance) * (price * 4 + price * charge * (ordered - 4));
        const found = await study(made, { scenarios: twoNeeds(chance) });
        expect(found.together).toBeCloseTo(SURE + Math.min(comesTo(4), comesTo(10)), 6);
        expect(found.mean).toBeCloseTo(SURE + comesTo(10 * chance + 4 * (1 - chance)), 6);
        expect(found.waitAndSee).toBeCloseTo(SURE + chance * price * 10 + (1 - chance) * price * 4, 6);
        expect(found.gap).toBeLessThan(1e-6);
      }),
      { numRuns: 8, seed: 5 },
    );
  });

  test("the plan for one scenario regrets what another brings: 10 jets where 4 are needed", async () => {
    const { plans } = await study(fictional(newsvendor), { scenarios: twoNeeds(0.5) });
    const much = plans.find((it) => it.kind === "own" && it.name === "much")!;
    expect(much.regrets).toEqual([expect.closeTo(0, 6), expect.closeTo(6 * 0.018, 6)]);
    const little = plans.find((it) => it.kind === "own" && it.name === "little")!;
    expect(little.regrets).toEqual([expect.closeTo(0.84 - 0.6, 6), expect.closeTo(0, 6)]);
    expect(little.worstIn).toBe("much");
  });

  test("only the worst counts: at risk weight 1 the plan is made for it", async () => {
    const found = await study(fictional({ ...newsvendor, parameters: { ...newsvendor.parameters, "scenarios.risk-weight": 1 } }), { scenarios: twoNeeds(0.2) });
    expect(found.plans[0]!.worst).toBeCloseTo(SURE + 0.6, 6);
    expect(found.bound).toBeCloseTo(SURE + 0.6, 6);
  });

  test("scenarios that are all alike: nothing is worth knowing or planning for, and everything is decided now", async () => {
    const found = await study(fictional(newsvendor), { scenarios: [{ name: "one", probability: 0.3 }, { name: "other", probability: 0.7 }] });
    expect(found.valueOfKnowing).toBeCloseTo(0, 7);
    expect(found.valueOfPlanning).toBeCloseTo(0, 7);
    expect(found.decisions.wait).toEqual([]);
    expect(found.decisions.now).toHaveLength(1);
  });

  test("a reserve: with a twentieth of budgets held back nothing is lost where budgets do not bind", async () => {
    const found = await study(fictional(newsvendor), { scenarios: twoNeeds(0.5) });
    expect(found.plans.filter((it) => it.kind === "reserve").map((it) => [it.reserve, it.name])).toEqual([[0.05, "reserve of 5 %"], [0.1, "reserve of 10 %"], [expect.closeTo(0.15, 9), "reserve of 15 %"]]);
    expect(found.valueOfReserve).toBeCloseTo(0, 6);
  });

  test("a reserve pays where budgets bind and may fall: orders fill 10 M, half is lost in one of two scenarios", async () => {
    const tight: FictionalWorld = { ...newsvendor, nations: { Ash: 8 }, parameters: { ...newsvendor.parameters, "scenarios.money-weight": 0.001, "scenarios.give-up-charge": 1, "scenarios.reserve-step": 0.25, "scenarios.reserve-steps": 1 } };
    const scenarios: readonly Scenario[] = [{ name: "voted", probability: 0.5 }, { name: "cut", probability: 0.5, budgets: [{ nation: "all", from: 2031, factor: 0.5 }] }];
    const found = await study(fictional(tight), { scenarios });
    // The mean plan orders 6 M; in the cut 4 M can be paid, so 2 M overrun at 10 shortfall-years for a whole yearly budget. 4.5 M overrun less.
    const [mean, held] = [found.plans.find((it) => it.kind === "mean")!, found.plans.find((it) => it.kind === "reserve")!];
    expect(mean.committed).toBeCloseTo(6, 4);
    expect(held.committed).toBeCloseTo(4.5, 4);
    expect(mean.values[1]! - held.values[1]!).toBeCloseTo((1.5 * 10) / 8 - 0.15 + (0.001 * 1.5) / 8, 5);
    expect(found.valueOfReserve).toBeGreaterThan(0.5);
  });
});

interface Made {
  readonly world: World;
  readonly decisions: ReturnType<typeof decisionsOf>;
  readonly branches: ReturnType<typeof branchOf>[];
}

async function made(it: Fictional, scenariosOf: (world: World) => readonly Scenario[]): Promise<Made> {
  const world = worldOf({ ...it, figures: "base" });
  const alone = await planAlone({ world, desk });
  const { freedom } = await align({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), desk, levers: LEVERS, aim: "shortfall" });
  const decisions = decisionsOf(world, freedom);
  return { world, decisions, branches: scenariosOf(world).map((scenario) => branchOf({ world, freedom, decisions, changes: changesOf(world, scenario), scenario })) };
}

const anyWorld = fc.record({ nations: fc.integer({ min: 2, max: 3 }), leaves: fc.integer({ min: 2, max: 4 }), years: fc.integer({ min: 4, max: 5 }), seed: fc.integer({ min: 1, max: 10_000 }) });

describe("laws", () => {
  test("known beforehand ≤ decided once for all ≤ decided for the mean, and the single model of all scenarios agrees", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (size) => {
        const it = await made(fictionalOfSize(size), (world) => standardScenarios(world, size.seed).slice(0, 4).map((one) => ({ ...one, probability: 0.25 })));
        const recourse = { desk, branches: it.branches };
        const known = await waitAndSee(recourse, it.decisions);
        const tries = [{ first: known[0]!.first }];
        const found = await twoStage({ recourse, decisions: it.decisions, risk: 0, known, tries, gap: 1e-7, rounds: 60 });
        const { model, constant } = monolithOf(it.branches, it.decisions);
        const whole = (await solver.solve({ model, timeLimit: 30, name: "all scenarios" })).objective + constant;
        const scale = Math.max(Math.abs(whole), 1);
        const alone = known.reduce((sum, one) => sum + 0.25 * one.value, 0);
        const first = (await completed(recourse, tries[0]!.first, it.decisions)).reduce((sum, one) => sum + 0.25 * one.value, 0);
        expect(alone).toBeLessThanOrEqual(whole + 1e-6 * scale);
        expect(found.bound).toBeLessThanOrEqual(whole + 1e-6 * scale);
        expect(found.value).toBeGreaterThanOrEqual(whole - 1e-6 * scale);
        expect(found.value).toBeLessThanOrEqual(first + 1e-6 * scale);
        expect(found.bound).toBeGreaterThanOrEqual(alone - 1e-5 * scale);
      }),
      { numRuns: 6, seed: 11 },
    );
  });

  test.each(["goes on", "is given up, and from nothing"])("a large scenario goes on from the basis of one before: where that %s, it comes to the value that it has alone", async (how) => {
    const it = await made({ ...fictionalAlliance({ size: "B", seed: 5 }) }, (world) => [
      { name: "as planned", probability: 0.4 },
      { name: "one election", probability: 0.3, budgets: [{ nation: world.nations[1]!, from: world.years[1]!, factor: 0.9 }] },
      { name: "all budgets", probability: 0.3, budgets: [{ nation: "all", from: world.years[1]!, factor: 0.9 }] },
    ]);
    const from: (string | undefined)[] = [];
    const watched: Solver = { ...solver, solve: (request, signal) => {
      if (request.start !== undefined) from.push(request.name);
      return solver.solve(request.start === undefined || how === "goes on" ? request : { ...request, mostSteps: 1 }, signal);
    } };
    const together = await waitAndSee({ desk: { ...desk, solver: watched }, branches: it.branches }, it.decisions);
    expect(from).toEqual(["one election, known to come", "all budgets, known to come"]);
    for (const [at, branch] of it.branches.entries()) {
      const [alone] = await waitAndSee({ desk, branches: [branch] }, it.decisions);
      expect(together[at]!.value).toBeCloseTo(alone!.value, 5);
      expect(provedAlone(together[at]!.cut, it.decisions)).toBeCloseTo(alone!.value, 4);
    }
  });

  test("the mean of decisions leaves out scenarios in which one comes too late to matter", () => {
    const branch = (probability: number, ...columns: number[]): Branch => ({ probability, columns: Int32Array.from(columns) }) as Branch;
    const solved = (...first: number[]): Solved => ({ first: Float64Array.from(first) }) as Solved;
    const mean = meanDecisions([branch(0.25, 0, 1, -1), branch(0.75, 0, -1, -1)], [solved(4, 6, 0), solved(8, 0, 0)]);
    expect([...mean]).toEqual([7, 6, 0]);
  });

  test("a cut lies below what the scenario comes to, whatever is decided", async () => {
    const it = await made(fictionalOfSize({ nations: 3, leaves: 4, years: 5, seed: 7 }), (world) => standardScenarios(world, 1));
    const recourse = { desk, branches: it.branches };
    const known = await waitAndSee(recourse, it.decisions);
    const some = await completed(recourse, known[1]!.first, it.decisions);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: it.decisions.length, maxLength: it.decisions.length }), async (shares) => {
        const first = Float64Array.from(it.decisions, (one, d) => one.upper * shares[d]! * 0.3);
        const values = (await completed(recourse, first, it.decisions)).map((one) => one.value);
        for (const { cut } of [...known, ...some]) expect(cutAt(cut, first)).toBeLessThanOrEqual(values[cut.at]! + 1e-6 * Math.max(Math.abs(values[cut.at]!), 1));
      }),
      { numRuns: 4, seed: 3 },
    );
  });

  test("weights: expected at 0, worst at 1, between them in proportion", () => {
    const probability = [0.25, 0.75];
    expect([0, 0.5, 1].map((risk) => weighed({ probability, risk }, [8, 4]))).toEqual([5, 6.5, 8]);
  });
});

describe("workers", () => {
  let pools: readonly Awaited<ReturnType<typeof highsPool>>[] = [];
  afterAll(async () => { for (const it of pools) await it.close(); });

  test("one and two workers give the same study to the last bit", async () => {
    pools = [await highsPool({ threads: 1 }), await highsPool({ threads: 2 })];
    const world = fictional({ ...newsvendor, nations: { Ash: 6, Birch: 5 }, years: 4, leaves: { air: 10, sea: 6 }, systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 2, lead: 2 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }], shares: { air: { Ash: 5, Birch: 5 }, sea: { Ash: 3, Birch: 3 } }, parameters: { ...plain, "scenarios.rounds": 4, "scenarios.decide-years": 2 } });
    const [one, two] = await Promise.all(pools.map((pool) => studyScenarios({ ...world, solver: pool })));
    expect(one!.plans.length).toBe(1 + 4 + 10);
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });
});

describe("scenarios as stated", () => {
  const world = worldOf({ ...fictional({ ...newsvendor, years: 4, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 2, first: 2031, last: 2032 }], lines: [{ id: "hall", systems: ["jet"], rate: 8, share: 1 }] }), figures: "base" });

  test("a change moves the figures it names, from its year on, and nothing else", () => {
    const made_ = applyScenario(world, { name: "s", probability: 1, budgets: [{ nation: "Ash", from: 2032, factor: 0.5 }], costs: [{ system: "jet", factor: 2 }], deliveries: [{ system: "jet", delay: 1 }, { line: "hall", capacity: 0.5 }], requirements: [{ leaf: "air", from: 2033, factor: 3 }] });
    expect([...made_.budget[0]!]).toEqual([100, 100, 50, 50]);
    expect(made_.goods[0]).toMatchObject({ price: 2, lead: 2 });
    expect([...made_.leaves[0]!.required]).toEqual([10, 10, 10, 30]);
    expect(made_.lines[0]!.capacity.map((it, t) => it / world.lines[0]!.capacity[t]!)).toEqual(new Float64Array(4).fill(0.5));
    expect(made_.programmes.map((it) => [it.first, it.last])).toEqual([[2, 3]]);
    expect(applyScenario(world, { name: "none", probability: 1 })).toMatchObject({ budget: world.budget, leaves: world.leaves.map(({ required }) => ({ required })) });
  });

  test("the standard ten sum to one, and the same seed draws the same", () => {
    const ten = standardScenarios(world, 5);
    expect(ten).toHaveLength(10);
    expect(scenarioFaults(world, ten)).toEqual([]);
    expect(standardScenarios(world, 5)).toEqual(ten);
    expect(new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(standardScenarios(world, seed)))).size).toBeGreaterThan(5);
  });

  test.each([
    ["[", "It is no JSON"],
    ["{}", "no list of scenarios"],
    ['[{"probability": 1}]', '"name" is missing'],
    ['[{"name": "a", "probability": "1"}]', '"probability" is no number from 0 up'],
    ['[{"name": "a", "probability": 1, "budget": []}]', '"budget" is not known here'],
    ['[{"name": "a", "probability": 1, "deliveries": [{"delay": 1}]}]', "both a system and a line, or neither"],
    ['[{"name": "a", "probability": 1, "deliveries": [{"system": "jet", "delay": 1.5}]}]', '"delay" is no whole number'],
    ['[{"name": "a", "probability": 1, "budgets": [{"nation": "Ash", "from": 2031}]}]', '"factor" is missing'],
  ])("%s is refused: %s", (text, message) => {
    const { faults } = readScenarios(text);
    expect(faults.map((it) => it.message).join("\n")).toContain(message);
    for (const it of faults) expect(it.mend).not.toBe("");
  });

  test.each([
    [[{ name: "a", probability: 0.5 }, { name: "b", probability: 0.4 }], "They sum to 0.9, not to 1."],
    [[{ name: "a", probability: 0.5 }, { name: "a", probability: 0.5 }], "Two scenarios have this name."],
    [[{ name: "a", probability: 1, budgets: [{ nation: "Asch", from: 2031, factor: 1 }] }], '"Asch" is no nation of the plan.'],
    [[{ name: "a", probability: 1, deliveries: [{ line: "halle", capacity: 1 }] }], '"halle" is no line of the plan.'],
  ] satisfies [Scenario[], string][])("scenarios %j: %s", (scenarios, message) => {
    expect(scenarioFaults(world, scenarios).map((it) => it.message)).toEqual([message]);
  });

  test("what is read is what was written", () => {
    const scenarios: readonly Scenario[] = [{ name: "a", probability: 1, budgets: [{ nation: "Ash", from: 2031, factor: 0.9 }], deliveries: [{ line: "hall", delay: 1, capacity: 0.5 }], costs: [{ system: "all", factor: 1.1 }], requirements: [{ leaf: "air", from: 2032, factor: 1.2 }] }];
    expect(readScenarios(JSON.stringify({ scenarios }))).toEqual({ scenarios, faults: [] });
  });
});
