import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { checkRows } from "#maths";
import { freedomOf } from "./aligned.ts";
import { planAlone } from "./alone.ts";
import { candidatesOf } from "./candidates.ts";
import { allFree, formulated, type HandCase } from "./constraints/by-hand/case.ts";
import { PLAIN } from "./constraints/by-hand/tiny.ts";
import { fictionalOfSize } from "./fictional.ts";
import { formulate, type Objective } from "./formulate.ts";
import { allowed, lexicographic, type LexicographicAnswer, stagesOf } from "./lexicographic.ts";
import { PLAN } from "./parameters.ts";
import type { Solver, SolveRequest } from "./solver.ts";
import { solveStage } from "./stage.ts";
import { worldOf } from "./world.ts";

const desk = { solver: await highsInProcess(), signal: undefined, timeLimit: 30 };
const ALL: readonly Objective[] = ["violations", "shortfall", "money", "deviation"];

/**
 * Ash has 5 M a year. It is bound to 4 ships at 3 M in 2031, and has promised one jet for 2033. 8 in the air are needed: a
 * jet costs 1 M and a drone 1.5 M, and count alike. Birch has nothing and owes nothing.
 */
const world: HandCase["world"] = {
  years: 4,
  nations: { Ash: 5, Birch: 0 },
  leaves: { air: 8, sea: 4 },
  systems: { jet: { cost: 1, lead: 1 }, drone: { cost: 1.5, lead: 1 }, ship: { cost: 3, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "drone", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }],
  programmes: [{ id: "C", nation: "Ash", system: "ship", quantity: 4, first: 2031, last: 2031, status: "contracted" }, { id: "P", nation: "Ash", system: "jet", quantity: 1, first: 2033, last: 2033 }],
  shares: { air: { Ash: 8, Birch: 0 }, sea: { Ash: 4, Birch: 0 } },
  parameters: PLAIN,
};

const chain = (objectives: readonly Objective[], allowances: Partial<Record<Objective, number>> = {}): Promise<LexicographicAnswer> =>
  lexicographic({ desk, formulation: formulated({ about: "", world, figures: {} }).formulation, stages: objectives.map((objective) => ({ objective, allowance: allowances[objective] ?? 0 })), name: "test" });
const valuesOf = ({ stages }: LexicographicAnswer): readonly number[] => stages.map((it) => it.value);

describe("each stage decides something", () => {
  // 0: 12 M of ships in 2031 on 5 M: 7 M over, 1.4 mean budgets.
  // 1: no jet in 2031 then; 5 in 2032 and the rest in 2033: air 1, 1, 3/8, 0 and sea 1, 0, 0, 0 short.
  // 2: jets, not drones: 12 + 8 M.
  // 3: the promised jet is one of those of 2033: nothing moves.
  test("violations, shortfall, money and change by hand", async () => {
    expect(valuesOf(await chain(ALL))).toEqual([1.4, 3.375, 0.02, 0].map((it) => expect.closeTo(it, 5)));
  });

  test("without the first, 2031 would be overrun for jets too: air 1 and sea 1 short in 2030 only", async () => {
    expect(valuesOf(await chain(["shortfall"]))).toEqual([expect.closeTo(2, 5)]);
  });

  test("without the second, money would buy nothing that is not promised: 12 + 1 M", async () => {
    expect(valuesOf(await chain(["violations", "money"]))[1]).toBeCloseTo(0.013, 6);
  });

  // A fifth of what can be changed, 0.2 · 1.375, is 2.2 jets of 2033 at 1/8 each.
  test("an allowance of a fifth of the shortfall saves 2.2 M", async () => {
    const answer = await chain(ALL, { shortfall: 0.2 });
    expect(answer.stages[2]!.value).toBeCloseTo(0.02 - 0.0022, 5);
    expect(answer.stages[1]!.kept).toBeCloseTo(3.375 + 0.275, 5);
  });

  test("a stage solved before is not solved again", async () => {
    const { formulation } = formulated({ about: "", world, figures: {} });
    const done = await solveStage({ desk, formulation, objective: "violations", name: "test" });
    const answer = await lexicographic({ desk, formulation, stages: [{ objective: "violations", allowance: 0, done }, { objective: "shortfall", allowance: 0 }], start: done.basis, name: "test" });
    expect(valuesOf(answer)).toEqual([1.4, 3.375].map((it) => expect.closeTo(it, 5)));
    expect(answer.stages[0]!.primal).toBe(done.primal);
  });
});

test("each later stage goes on from the basis of the one before, fitted to its further rows", async () => {
  const asked: SolveRequest[] = [];
  const solver: Solver = { ...desk.solver, solve: (request, signal) => { asked.push(request); return desk.solver.solve(request, signal); } };
  const { formulation } = formulated({ about: "", world, figures: {} });
  await lexicographic({ desk: { ...desk, solver }, formulation, stages: ALL.map((objective) => ({ objective, allowance: 0 })), name: "test" });
  expect(asked.map((it) => it.start === undefined)).toEqual([true, false, false, false]);
  expect(asked.map((it) => it.model.rowCount - formulation.model.rowCount)).toEqual([0, 1, 2, 3]);
  for (const it of asked.slice(1)) {
    expect(it.algorithm).toBe("primal-simplex");
    expect([it.start!.rowStatus.length, it.start!.colStatus.length]).toEqual([it.model.rowCount, it.model.colCount]);
  }
});

test("the allowances are those of the parameters, one a stage", () => {
  const allowance = { [PLAN.allowanceViolations.id]: 0.5, [PLAN.allowanceShortfall.id]: 0.25, [PLAN.allowanceCost.id]: 0.125 };
  expect(stagesOf({ value: (it) => allowance[it.id]! })).toEqual([
    { objective: "violations", allowance: 0.5 },
    { objective: "shortfall", allowance: 0.25 },
    { objective: "money", allowance: 0.125 },
    { objective: "deviation", allowance: 0 },
  ]);
  expect(allowed(-10, { allowance: 0.01, roundOff: 0 })).toBeCloseTo(-9.9, 12);
});

test("whole-number choices: the bound is the search's own claim, and later stages keep what was chosen", async () => {
  const standard: HandCase = {
    about: "10 jets count 7 until the standard is adopted in 2031 for 0.5 M",
    world: { years: 3, nations: { Ash: 2 }, leaves: { air: 10 }, systems: { jet: { lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1, standard: "K" }], holdings: [{ nation: "Ash", system: "jet", quantity: 10 }], standards: { K: { leaves: ["air"], cost: 0.5 } }, adoptions: [{ nation: "Ash", standard: "K", status: "none" }], shares: { air: { Ash: 10 } }, parameters: { ...PLAIN, "plan.credit": 0.7 } },
    freedom: { open: { agreements: [], adoptionYears: [1, 2], fallback: false, lines: false } },
    figures: {},
  };
  const { formulation } = formulated(standard);
  const answer = await lexicographic({ desk, formulation, stages: ALL.map((objective) => ({ objective, allowance: 0 })), name: "test" });
  expect(valuesOf(answer)).toEqual([0, 0.3, 0.0005, 0].map((it) => expect.closeTo(it, 6)));
  expect(answer.stages.map((it) => it.boundBy)).toEqual(["solver", "solver", "solver", "solver"]);
  for (const it of answer.stages) expect(it.bound).toBeLessThanOrEqual(it.value + 1e-6);
});

test("no later stage gives up more of an earlier objective than its allowance, and every bound holds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.array(fc.constantFrom(0, 1e-3, 0.05), { minLength: 4, maxLength: 4 }), fc.boolean(), async (seed, allowances, isFree) => {
      const of = worldOf({ ...fictionalOfSize({ nations: 3, leaves: 4, years: 6, seed }), figures: "base" });
      const alone = await planAlone({ world: of, desk });
      const candidates = candidatesOf({ world: of, alone, slip: 0, dearer: 1 });
      const formulation = formulate(of, isFree ? allFree(of) : { ...freedomOf({ world: of, alone, candidates, levers: ["dates", "lots", "roles"] }), overrun: alone.overrun });
      const { stages } = await lexicographic({ desk, formulation, stages: ALL.map((objective, at) => ({ objective, allowance: allowances[at]! })), name: "test" });
      const valueOf = (objective: Objective, primal: Float64Array): number => formulation.costs[objective].reduce((sum, cost, at) => sum + cost * primal[at]!, formulation.constants[objective]);
      for (const [at, it] of stages.entries()) {
        expect(valueOf(it.objective, it.primal)).toBeCloseTo(it.value, 6);
        expect(it.bound).toBeLessThanOrEqual(it.value + 1e-5 * Math.max(Math.abs(it.value), 1));
        expect(it.bound).toBeGreaterThanOrEqual(it.value - 1e-4 * Math.max(Math.abs(it.value), 1));
        expect(checkRows(it.model, it.primal).rowBreach).toBeLessThan(1e-5);
        for (const before of stages.slice(0, at)) {
          const now = valueOf(before.objective, it.primal);
          expect(now).toBeLessThanOrEqual(before.kept + 1e-6 * Math.max(Math.abs(before.kept), 1));
          expect(now).toBeGreaterThanOrEqual(before.bound - 1e-5 * Math.max(Math.abs(before.value), 1));
        }
      }
    }),
    { numRuns: 12, seed: 5 },
  );
});
