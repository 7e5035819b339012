import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { planAlliance, type PlanAsk } from "../compare.ts";
import { fictional, fictionalOfSize, type FictionalWorld } from "../fictional.ts";
import type { Comparison, Plan, Progress } from "../plan.ts";
import type { Solver } from "../solver.ts";
import { verifyPlan } from "../verify/index.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await highsInProcess();
});
const now = (): number => performance.now() / 1000;
const planned = (ask: Pick<PlanAsk, "alliance" | "targets" | "path" | "levers" | "leadCandidates">, isWhole: boolean): Promise<Comparison> => planAlliance({ ...ask, solver, dataRange: false, ...(isWhole ? { whole: { now, timeLimit: 20, gap: 1e-4 } } : {}) });

type Draft = { -readonly [K in keyof Plan]: Plan[K] extends readonly (infer Row)[] | undefined ? { -readonly [F in keyof Row]: Row[F] }[] : K extends "evidence" ? NonNullable<Plan["evidence"]> & { idle: { line: string; year: number; quantity: number }[] } : Plan[K] };

/** One ally needs 4 jets and 2 ships, with money for all. */
const twoProducts: FictionalWorld = {
  years: 3,
  nations: { Ash: 100 },
  leaves: { air: 4, sea: 2 },
  systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 1, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }],
  shares: { air: { Ash: 4 }, sea: { Ash: 2 } },
  parameters: { "plan.ceiling": 1, "plan.discount": 0, "plan.advance": 0, "assess.known-least": 0, "assess.readiness": 1, "plan.learning-slope": 1, "plan.urgent-weight": 1 },
};
const withLines = (world: FictionalWorld): Promise<Comparison> => planAlliance({ ...fictional(world), solver, dataRange: false, levers: ["dates", "roles"], whole: { now, timeLimit: 20, gap: 1e-4, lines: true } });

/**
 * Three allies need four radars each; 10 M is the price at the scale of three. Bought together, twelve are two doublings of
 * that lot: the model has to find the tier and the members.
 */
const radars: FictionalWorld = {
  years: 3,
  nations: { Ash: [1, 60, 1], Elm: [1, 60, 1], Oak: [1, 60, 1] },
  leaves: { air: 12 },
  systems: { radar: { cost: 10, lead: 1 } },
  yields: [{ system: "radar", leaf: "air", quantity: 1 }],
  shares: { air: { Ash: 4, Elm: 4, Oak: 4 } },
  parameters: { "plan.ceiling": 1, "plan.discount": 0, "plan.advance": 0, "assess.known-least": 0, "plan.learning-slope": 0.8, "plan.learning-floor": 0.5, "plan.first-lot": 0.25, "plan.coordination-cost": 0.1, "plan.set-up-cost": 0, "plan.work-share-cost": 0, "plan.unknown-adoption": 1 },
};

describe("choices within the model", () => {
  test("an agreement that saves is concluded, at a price that its lot earns, and the plan passes the checker", async () => {
    const { aligned } = await planned({ ...fictional(radars), levers: ["dates", "lots"] }, true);
    expect(aligned.agreements).toHaveLength(1);
    const [agreement] = aligned.agreements;
    expect(agreement!.quantity).toBeGreaterThanOrEqual(agreement!.lot - 1e-6);
    expect(agreement!.priceFactor).toBeLessThan(1);
    expect(aligned.shortfalls.filter((it) => it.year > 2030).map((it) => it.short)).toEqual([expect.closeTo(0, 4), expect.closeTo(0, 4)]);
    expect(aligned.verification.faults).toEqual([]);
  });

  test.each([1, 2, 3])("never worse than choices by rule, proved, and sound: invented alliance %i", async (seed) => {
    const ask = fictionalOfSize({ nations: 5, leaves: 5, years: 4, seed });
    const { aligned, byRule } = await planned(ask, true);
    const [violations, shortfall, cost, deviation] = aligned.stages;
    expect(aligned.shortfallWeighted).toBeLessThanOrEqual(byRule!.shortfallWeighted * 1.001 + 1e-6);
    for (const it of [violations!, shortfall!, cost!, deviation!]) expect(it.bound).toBeLessThanOrEqual(it.value * (1 + 1e-6) + 1e-6);
    expect(shortfall!.gap).toBeLessThanOrEqual(0.02);
    expect(aligned.verification.faults).toEqual([]);
  });

  test("tells the best value and the bound of each objective in turn, and neither gets worse", async () => {
    const steps: NonNullable<Progress["search"]>[] = [];
    const { aligned } = await planAlliance({ ...fictionalOfSize({ nations: 5, leaves: 5, years: 4, seed: 2 }), solver, dataRange: false, whole: { now, timeLimit: 20, gap: 1e-4 }, onProgress: ({ search }) => { if (search !== undefined) steps.push(search); } });
    const objectives = [...new Set(steps.map((it) => it.objective))];
    expect(objectives).toEqual(["shortfall", "money", "deviation"].filter((it) => objectives.includes(it)));
    const ofShortfall = steps.filter((it) => it.objective === "shortfall");
    for (const [at, it] of ofShortfall.entries()) {
      expect(it.bound).toBeLessThanOrEqual(aligned.shortfallWeighted * (1 + 1e-6));
      expect(it.bound).toBeLessThanOrEqual(it.incumbent * (1 + 1e-6));
      expect(it.incumbent).toBeLessThanOrEqual((ofShortfall[at - 1]?.incumbent ?? Number.POSITIVE_INFINITY));
    }
    expect(ofShortfall.length).toBeGreaterThan(0);
  });

  // Elm leads the air. Oak holds 0.5 of 20 there, half of what a fallback must count; by rule its money of 1 a year all goes
  // into 3 ships, which nobody else may buy. A fallback costs half a ship.
  const oneLead: FictionalWorld = {
    years: 4,
    nations: { Ash: 0, Elm: 30, Oak: [0, 1, 1, 1] },
    leaves: { air: 20, sea: 3 },
    systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 1, lead: 1 } },
    yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }],
    holdings: [{ nation: "Elm", system: "jet", quantity: 10 }, { nation: "Oak", system: "jet", quantity: 0.5 }],
    shares: { air: { Ash: 9, Elm: 10, Oak: 1 }, sea: { Ash: 0, Elm: 0, Oak: 3 } },
    parameters: { "plan.ceiling": 1, "plan.discount": 0, "plan.advance": 0, "assess.known-least": 0, "assess.readiness": 1, "plan.learning-slope": 1, "plan.stranding-insurance": 0, "plan.fallback-share": 0.05 },
  };

  test.each([[false, undefined, 0.5, 3], [true, "Oak", 1, 2.5]])("with the choices in the model (%s) the fallback is %s, which counts %d, at %d ships", async (isWhole, fallback, counted, ships) => {
    const { aligned } = await planned({ ...fictional(oneLead), leadCandidates: [{ nation: "Elm", leaf: "air" }], levers: ["roles"] }, isWhole);
    expect(aligned.leads.map((it) => [it.nation, it.fallback])).toEqual([["Elm", fallback]]);
    expect(["air", "sea"].map((leaf) => aligned.contributions.find((it) => it.nation === "Oak" && it.leaf === leaf && it.year === 2033)!.counted)).toEqual([expect.closeTo(counted, 4), expect.closeTo(ships, 4)]);
    expect(aligned.verification.faults).toEqual([]);
  });

  // With no money Oak cannot count the 1 that a fallback must: by rule Elm leads all the same, within the model it must not.
  const noFallback: FictionalWorld = { ...oneLead, nations: { Ash: 0, Elm: 30, Oak: 0 } };
  const atOnce = (world: FictionalWorld, by: Solver): Promise<Comparison> => planAlliance({ ...fictional(world), leadCandidates: [{ nation: "Elm", leaf: "air" }], levers: ["roles"], solver: by, dataRange: false, whole: { now, timeLimit: 1e-9, gap: 1e-4 } });

  test.each<[string, FictionalWorld, unknown, number]>([
    ["the fallback that counts most", oneLead, [["Elm", "Oak"]], 0],
    ["nothing of a lead that nobody can stand in for", noFallback, [], 9.5],
  ])("without time to search there is the plan by rule that keeps the rows of the model, with %s", async (_, world, leads, short) => {
    const { aligned, byRule } = await atOnce(world, solver);
    expect(byRule!.leads.map((it) => it.nation)).toEqual(["Elm"]);
    expect(aligned.leads.map((it) => [it.nation, it.fallback])).toEqual(leads);
    expect(aligned.shortfalls.find((it) => it.leaf === "air" && it.year === 2033)!.short).toBeCloseTo(short, 4);
    expect(aligned.stages.every((it) => it.gap >= 0 && it.gap <= 1 && it.bound <= it.value + 1e-6)).toBe(true);
    expect(aligned.verification.faults).toEqual([]);
  });

  test("where not even a linear solve ends, the plan by rule is shown as what it is", async () => {
    const slow: Solver = { ...solver, solve: async (request, signal) => (request.name === "choices made outside the model" ? { status: "stopped", primal: new Float64Array(0), dual: new Float64Array(0), objective: Number.NaN, bound: Number.NEGATIVE_INFINITY, iterations: 0, seconds: 0 } : solver.solve(request, signal)) };
    const [none, rule] = [await atOnce(noFallback, slow), await planned({ ...fictional(noFallback), leadCandidates: [{ nation: "Elm", leaf: "air" }], levers: ["roles"] }, false)];
    expect([none.byRule, none.aligned.leads, none.aligned.shortfallWeighted]).toEqual([undefined, rule.aligned.leads, rule.aligned.shortfallWeighted]);
    expect(none.limits.filter((it) => !rule.limits.includes(it))).toEqual([expect.stringContaining("No plan with its choices made within the model was found")]);
    expect(none.aligned.verification.faults).toEqual([]);
  });

  test("a line that changes over: 4 jets, then half a year lost and 2 ships, and the plan shows it", async () => {
    const { aligned, limits } = await withLines({ ...twoProducts, lines: [{ id: "works", systems: ["jet", "ship"], rate: 4, changeover: 0.5 }] });
    expect(aligned.production.map((it) => [it.system, it.year, it.quantity])).toEqual([["jet", 2031, expect.closeTo(4, 4)], ["ship", 2032, expect.closeTo(2, 4)]]);
    expect(aligned.modes!.map((it) => [it.year, it.system, it.open, it.lost])).toEqual([[2030, expect.anything(), true, 0], [2031, "jet", true, expect.any(Number)], [2032, "ship", true, 2]]);
    expect(aligned.shortfallYears).toBeCloseTo(2 + 1 + 0, 4);
    expect(aligned.verification.faults).toEqual([]);
    expect(limits.join(" ")).toContain("bind in the aligned plan alone");
  });

  test("without time to search, a line that changes over makes what the relaxation makes most of", async () => {
    const { aligned, byRule } = await planAlliance({ ...fictional({ ...twoProducts, lines: [{ id: "works", systems: ["jet", "ship"], rate: 4, changeover: 0.5 }] }), solver, dataRange: false, levers: ["dates", "roles"], whole: { now, timeLimit: 1e-9, gap: 1e-4, lines: true } });
    expect([byRule === undefined, aligned.modes!.length, aligned.verification.faults]).toEqual([false, 3, []]);
  });

  test("a line below its least rate of 3: 2 jets made, 1 paid for at 0.3, then closed for good", async () => {
    const { aligned } = await withLines({ ...twoProducts, leaves: { air: 2 }, shares: { air: { Ash: 2 } }, lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...twoProducts.parameters, "plan.idle-cost": 0.3 } });
    expect(aligned.modes!.map((it) => [it.year, it.open, it.minimum, it.idle])).toEqual([[2030, true, 0, 0], [2031, true, 3, expect.closeTo(1, 4)], [2032, false, 0, 0]]);
    expect(aligned.cost).toBeCloseTo(2 + 0.3, 4);
    expect(aligned.verification.faults).toEqual([]);
  });

  test("a line that may pause makes nothing or its least rate of 3 (C7): 3, nothing in the year without money, 4, and nothing is paid for", async () => {
    const { aligned } = await withLines({ years: 4, nations: { Ash: [5, 3, 0, 4] }, leaves: { air: 10 }, shares: { air: { Ash: 10 } }, systems: { jet: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }], holdings: [{ nation: "Ash", system: "jet", quantity: 2 }], lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...twoProducts.parameters, "plan.line-pause": 1 } });
    expect(aligned.production.map((it) => [it.year, it.quantity])).toEqual([[2031, expect.closeTo(3, 4)], [2033, expect.closeTo(4, 4)]]);
    expect(aligned.modes!.map((it) => [it.year, it.open, it.minimum, it.idle])).toEqual([[2030, true, 0, 0], [2031, true, 3, 0], [2032, false, 0, 0], [2033, true, 3, 0]]);
    expect(aligned.verification.faults).toEqual([]);
  });

  test("of two contracts for one year a line that changes over keeps one: the other is shown as broken", async () => {
    const contract = (id: string, system: string) => ({ id, nation: "Ash", system, quantity: 2, first: 2031, last: 2031, status: "contracted" as const });
    const { alone, aligned } = await withLines({ ...twoProducts, programmes: [contract("J", "jet"), contract("S", "ship")], lines: [{ id: "works", systems: ["jet", "ship"], rate: 4, changeover: 0.5 }], parameters: { ...twoProducts.parameters, "plan.firm-weight": 10 } });
    expect([alone, aligned].map((it) => it.stages[0]!.value)).toEqual([expect.closeTo(0, 4), expect.closeTo(10, 3)]);
    expect(aligned.orders.filter((it) => it.programme !== undefined).map((it) => it.quantity)).toEqual([expect.closeTo(2, 3)]);
    expect(aligned.verification.faults).toEqual([]);
  });

  test.each<[string, (it: Draft) => void]>([
    ["a product made that the line is not set up for", ({ modes }) => { modes!.find((it) => it.year === 2031)!.system = "ship"; }],
    ["a change that costs nothing", ({ modes }) => { modes!.find((it) => it.lost > 0)!.lost = 0; }],
    ["a line left out", ({ modes }) => { modes!.pop(); }],
    ["a closed line that makes something", ({ modes }) => { modes!.at(-1)!.open = false; }],
    ["what was chosen hidden where it is paid for", (it) => { delete it.modes; it.evidence!.idle.push({ line: "works", year: 2031, quantity: 1 }); }],
  ])("the checker finds %s", async (_, corrupt) => {
    const world: FictionalWorld = { ...twoProducts, lines: [{ id: "works", systems: ["jet", "ship"], rate: 4, changeover: 0.5, minimum: 1 }] };
    const { aligned } = await withLines(world);
    const draft = structuredClone(aligned) as Draft;
    expect(verifyPlan({ ...fictional(world), plan: draft as Plan }).faults).toEqual([]);
    corrupt(draft);
    expect(verifyPlan({ ...fictional(world), plan: draft as Plan }).faults.map((it) => it.rule)).toContain("mode");
  });

  test("told that it is enough, it publishes the best it has, sound and with its gap", async () => {
    const ask = fictionalOfSize({ nations: 5, leaves: 5, years: 4, seed: 2 });
    const enough = new AbortController();
    const { aligned, byRule } = await planAlliance({ ...ask, solver, dataRange: false, whole: { now, timeLimit: 60, gap: 0, enough: enough.signal }, onProgress: (it) => void (it.stage === "whole" && enough.abort()) });
    expect(aligned.shortfallWeighted).toBeLessThanOrEqual(byRule!.shortfallWeighted * 1.001 + 1e-6);
    expect(aligned.verification.faults).toEqual([]);
    expect(aligned.stages.map((it) => it.gap >= 0)).toEqual([true, true, true, true]);
  });

  test("without it nothing is said of choices by rule; with no lever open there is nothing to choose", async () => {
    const ask = fictional(radars);
    const [plain, whole] = [await planned(ask, false), await planned(ask, true)];
    expect(plain.byRule).toBeUndefined();
    expect([plain, whole].map((it) => it.limits.filter((text) => text.startsWith("Agreements, leads")))).toEqual([[expect.stringContaining("by a stated rule")], [expect.stringContaining("within the model")]]);
    const none = await planned({ ...ask, levers: [] }, true);
    expect(none.aligned.shortfallWeighted).toBe(none.byRule!.shortfallWeighted);
  });
});
