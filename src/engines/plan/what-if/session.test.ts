import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClosableSolver, highsInProcess, highsPool } from "#adapters/highs";
import { withRowBelow } from "#maths";
import { freedomOf } from "../aligned.ts";
import { planAlone } from "../alone.ts";
import { candidatesOf } from "../candidates.ts";
import { coverageOf } from "../coverage.ts";
import { fictional, fictionalOfSize, type FictionalWorld, sequence } from "../fictional.ts";
import { fictionalAlliance } from "../fictional-alliance.ts";
import { formulate } from "../formulate.ts";
import { lexicographic, stagesOf } from "../lexicographic.ts";
import { moneyOf } from "../money.ts";
import type { Solver, SolveRequest, StopSignal } from "../solver.ts";
import { type Desk, StoppedError } from "../stage.ts";
import { weightsOf } from "../strata.ts";
import { worldOf } from "../world.ts";
import type { QuickAnswer, WhatIfAnswer } from "./answer.ts";
import { type Case, type Change, CHANGE_KINDS, changed, ChangeError } from "./change.ts";
import { elasticOf } from "./elastic.ts";
import { fictionalChanges } from "./fictional-changes.ts";
import { whatIf } from "./session.ts";

const LEVERS = ["dates", "lots", "roles", "standards"] as const;
let solver: Solver;
let pool: ClosableSolver;
let desk: Desk;

async function caseOf(it: Parameters<typeof worldOf>[0]): Promise<Case> {
  const world = worldOf(it);
  const alone = await planAlone({ world, desk });
  return { world, freedom: freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers: LEVERS }) };
}
const smallCase = (world: FictionalWorld): Promise<Case> => caseOf({ ...fictional(world), figures: "base" });

beforeAll(async () => {
  solver = await highsInProcess();
  pool = await highsPool({ threads: 2 });
  desk = { solver, signal: undefined, timeLimit: 60 };
});

afterAll(() => pool.close());

/**
 * Limits that an earlier solve reached have a slack of two millionths, so values are compared to four digits.
 * Two allies, one leaf of 20, one good of price 1 that arrives a year after its order, no advance, no upkeep, no discount, no
 * learning. Each may buy for 2 a year from the second year on: 4 a year, so the shares short are 1, 0.8, 0.6, 0.4.
 */
const TINY: FictionalWorld = {
  years: 4,
  nations: { A: 2, B: 2 },
  leaves: { L: 20 },
  systems: { S: { cost: 1, lead: 1 } },
  yields: [{ system: "S", leaf: "L", quantity: 1 }],
  lines: [{ id: "line", systems: ["S"], rate: 100 }],
  parameters: { "assess.known-least": 0, "plan.discount": 0, "plan.advance": 0, "plan.urgent-weight": 1, "plan.learning-slope": 1, "plan.coordination-cost": 0, "plan.set-up-cost": 0, "plan.work-share-cost": 0, "plan.stranding-insurance": 0, "plan.ceiling": 1, "plan.allowance-shortfall": 0 },
};

const exactOf = async ({ exact }: QuickAnswer): Promise<WhatIfAnswer> => {
  const outcome = await exact;
  if (outcome.kind !== "exact") throw new Error(outcome.kind === "failed" ? outcome.reason : outcome.kind);
  return outcome.answer;
};
/** Counts what is asked of a solver for the shortfall. Money follows in the background. */
const counting = (inner: Solver): Solver & { solves: number } => {
  const made: Solver & { solves: number } = { ...inner, solves: 0, solve: (request, signal) => ((made.solves += request.name.endsWith("money") ? 0 : 1), inner.solve(request, signal)) };
  return made;
};

describe("a question to a plan solved by hand", () => {
  let it: Case;
  beforeAll(async () => { it = await smallCase(TINY); });

  test("the base: 1 + 0.8 + 0.6 + 0.4 shortfall-years short", async () => {
    const session = await whatIf({ ...it, solver });
    expect(session.base.value).toBeCloseTo(2.8, 4);
    expect(session.base.bound).toBeCloseTo(2.8, 4);
    expect(session.base.kind).toBe("exact");
  });

  test.each<[string, Change, number]>([
    ["a budget of 3 a year in place of 2: 5 a year arrive", { kind: "budget", nation: "A", amount: 3 }, 1 + 0.75 + 0.5 + 0.25],
    ["a budget half as large from 2032 on: 4, 3, 3 arrive", { kind: "budget", nation: "A", factor: 0.5, from: 2032 }, 1 + 0.8 + 0.65 + 0.5],
    ["twice the requirement: the same items are half the share", { kind: "requirement", leaf: "L", factor: 2 }, 1 + 0.9 + 0.8 + 0.7],
    ["a cap of a tenth: each ally counts 2 of 20 at most", { kind: "cap", leaf: "L", amount: 0.1 }, 1 + 0.8 + 0.8 + 0.8],
    ["the same of every capability", { kind: "cap", factor: 0.1 }, 1 + 0.8 + 0.8 + 0.8],
    ["twice the priority: each share counts twice", { kind: "priority", leaf: "L", factor: 2 }, 5.6],
    ["half the price: twice as many items", { kind: "price", system: "S", factor: 0.5 }, 1 + 0.6 + 0.2 + 0],
    ["a line that makes 1 a year", { kind: "capacity", line: "line", amount: 1 }, 1 + 0.95 + 0.9 + 0.85],
    ["no line from 2032 on: only 4 of 2031", { kind: "line-lost", line: "line", from: 2032 }, 1 + 0.8 + 0.8 + 0.8],
    ["no line at all", { kind: "line-lost", line: "line" }, 4],
    ["one ally gone: 2 a year", { kind: "nation-out", nation: "B" }, 1 + 0.9 + 0.8 + 0.7],
  ])("%s", async (_, change, value) => {
    const session = await whatIf({ ...it, solver });
    const quick = await session.ask(change);
    const exact = await quick.exact;
    expect(quick.value).toBeCloseTo(value, 4);
    expect(exact.kind === "exact" ? exact.answer.value : exact.kind).toBeCloseTo(value, 4);
  });

  test("what moved is counted from the decisions: one leaf, one ally", async () => {
    const session = await whatIf({ ...it, solver });
    const quick = await session.ask({ kind: "budget", nation: "A", amount: 3 });
    expect(quick.effect().leaves).toEqual([{ leaf: "L", before: expect.closeTo(2.8, 5), after: expect.closeTo(2.5, 5) }]);
    const { leaves, paid } = (await exactOf(quick)).effect();
    expect(leaves).toEqual([{ leaf: "L", before: expect.closeTo(2.8, 5), after: expect.closeTo(2.5, 5) }]);
    expect(paid!.nations.map((moved) => moved.nation)).toEqual(["A"]);
    expect(paid!.cost.after - paid!.cost.before).toBeCloseTo(3, 4);
  });

  test("a signed contract that a smaller budget cannot pay: the plan gives way and says where", async () => {
    const signed = await smallCase({ ...TINY, programmes: [{ id: "P", nation: "A", system: "S", quantity: 6, first: 2031, last: 2033, status: "contracted", contractYear: 2029 }] });
    const session = await whatIf({ ...signed, solver });
    expect(session.base.givesWay).toEqual([]);
    const { givesWay, value, short } = await session.ask({ kind: "budget", nation: "A", amount: 1 });
    // Three years of 1 pay for three of six; half a programme undelivered costs no more than the overrun of three mean budgets.
    expect(value - short).toBeCloseTo(25, 2);
    expect(givesWay).toEqual([{ kind: "programme", about: "P", amount: expect.closeTo(3, 4), unit: "items" }]);
  });
});

describe("money, once the shortfall is least", () => {
  // 20 are needed from 2031 on and can be had at once: of S for 20, of D for 60, of both together for anything in between or more.
  const EITHER: FictionalWorld = { ...TINY, nations: { A: 100, B: 100 }, systems: { S: { cost: 1, lead: 1 }, D: { cost: 3, lead: 1 } }, yields: [{ system: "S", leaf: "L", quantity: 1 }, { system: "D", leaf: "L", quantity: 1 }], lines: [{ id: "line-S", systems: ["S"], rate: 100 }, { id: "line-D", systems: ["D"], rate: 100 }] };
  const ANNOUNCED: FictionalWorld = { ...EITHER, parameters: { ...EITHER.parameters, "plan.move": 0 }, programmes: [{ id: "P", nation: "A", system: "S", quantity: 20, first: 2031, last: 2031, status: "announced" }] };

  test("plans that are equally short cost very different amounts, and the exact answer is the least of them", async () => {
    const it = await smallCase(EITHER);
    const session = await whatIf({ ...it, solver });
    expect(session.base.value).toBeCloseTo(1, 6);
    // No money is told before it is least: the dearest plan that is as little short costs several times as much.
    expect([session.base.money, session.base.effect().paid]).toEqual([undefined, undefined]);
    const formulation = formulate(it.world, it.freedom);
    const dearest = await solver.solve({ model: withRowBelow({ ...formulation.model, cost: formulation.costs.money.map((cost) => -cost) }, { terms: formulation.costs.shortfall, upper: 1e-7 }), timeLimit: 60, name: "dearest" });
    expect(-dearest.objective * 1000).toBeGreaterThan(59);
    expect((await session.exactBase()).kind).toBe("exact");
    expect(session.base.money?.after).toMatchObject({ value: expect.closeTo(20, 4), bound: expect.closeTo(20, 4) });
    expect(session.base.effect().paid?.cost).toEqual({ before: expect.closeTo(20, 4), after: expect.closeTo(20, 4) });
  });

  test.each<[string, FictionalWorld, Change, number]>([
    ["S twice as dear: 20 for 2 each in place of 1", EITHER, { kind: "price", system: "S", factor: 2 }, 20],
    ["S five times as dear: D for 3 each", EITHER, { kind: "price", system: "S", factor: 5 }, 40],
    ["S cannot be made: D for 3 each", EITHER, { kind: "line-lost", line: "line-S" }, 40],
    ["half as much required: 10 less", EITHER, { kind: "requirement", leaf: "L", factor: 0.5 }, -10],
    ["an announced programme of 20 comes a year later: another 20 are bought, so that nothing is short meanwhile", ANNOUNCED, { kind: "programme-delayed", programme: "P", years: 1 }, 20],
  ])("what a change costs: %s", async (_, world, change, price) => {
    const session = await whatIf({ ...(await smallCase(world)), solver });
    const quick = await session.ask(change);
    expect([quick.money, quick.effect().paid]).toEqual([undefined, undefined]);
    const { money, short, effect } = await exactOf(quick);
    expect(short).toBeCloseTo(1, 5);
    expect(money!.price).toEqual({ low: expect.closeTo(price, 3), base: expect.closeTo(price, 3), high: expect.closeTo(price, 3) });
    expect(money!.price.low).toBeLessThanOrEqual(money!.price.base);
    expect(money!.price.base).toBeLessThanOrEqual(money!.price.high);
    expect(effect().paid!.cost.after - effect().paid!.cost.before).toBeCloseTo(price, 3);
    expect(session.undo().money?.price).toEqual({ low: 0, base: 0, high: 0 });
  });

  test("the allowance of the shortfall is spent where it saves most, and what it is worth is told", async () => {
    // Of 1.8 shortfall-years that can be helped a tenth may be given up: 0.18, which in the last year are 3.6 items of 20.
    const session = await whatIf({ ...(await smallCase({ ...TINY, parameters: { ...TINY.parameters, "plan.allowance-shortfall": 0.1 } })), solver });
    // With 5 a year in place of 4 it is 0.15, or 3 items.
    const { money } = await exactOf(await session.ask({ kind: "budget", nation: "A", amount: 3 }));
    expect(money!.before).toMatchObject({ value: expect.closeTo(12 - 3.6, 4), short: expect.closeTo(2.8 + 0.18, 4), allowance: { short: expect.closeTo(0.18, 4), money: expect.closeTo(3.6, 3) } });
    expect(money!.after).toMatchObject({ value: expect.closeTo(15 - 3, 4), short: expect.closeTo(2.5 + 0.15, 4), allowance: { short: expect.closeTo(0.15, 4), money: expect.closeTo(3, 3) } });
    // Without an allowance the change costs 3.
    expect(money!.price.base).toBeCloseTo(3 + 0.6, 3);
    expect(money!.allowance).toBeCloseTo(0.6, 3);
  });

  test("money is never saved by giving way further", async () => {
    const signed = { ...TINY, parameters: { ...TINY.parameters, "plan.allowance-shortfall": 0.5 }, programmes: [{ id: "P", nation: "A", system: "S", quantity: 6, first: 2031, last: 2033, status: "contracted", contractYear: 2029 }] } satisfies FictionalWorld;
    const exact = await exactOf(await (await whatIf({ ...(await smallCase(signed)), solver })).ask({ kind: "budget", nation: "A", amount: 1 }));
    expect(exact.givesWay).toEqual([{ kind: "programme", about: "P", amount: expect.closeTo(3, 4), unit: "items" }]);
  });

  test("cancel while money is made least: the shortfall stands, no money is told, and it is made when asked for again", async () => {
    let [holds, waiting]: [boolean, () => void] = [true, () => undefined];
    const begun = new Promise<void>((resolve) => { waiting = resolve; });
    const slow: Solver = {
      ...solver,
      solve: async (request, signal) => {
        if (!holds || !request.name.endsWith("money")) return solver.solve(request, signal);
        waiting();
        await new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
        return { status: "stopped", primal: new Float64Array(0), dual: new Float64Array(0), objective: 0, bound: Number.NEGATIVE_INFINITY, iterations: 0, seconds: 0 };
      },
    };
    const session = await whatIf({ ...(await smallCase(EITHER)), solver: slow });
    const quick = await session.ask({ kind: "price", system: "S", factor: 2 });
    expect((await quick.leastShort).kind).toBe("exact");
    await begun;
    session.cancel();
    expect((await quick.exact).kind).toBe("stopped");
    holds = false;
    expect((await session.exactBase()).kind).toBe("exact");
    session.undo();
    expect((await exactOf(await session.ask({ kind: "price", system: "S", factor: 2 }))).money!.price.base).toBeCloseTo(20, 3);
  });
});

const openTo = (world: ReturnType<typeof worldOf>): Case => ({
  world,
  freedom: { nations: world.nations.map((_, n) => n), roles: true, dates: true, capacity: world.pools.map((it) => it.capacity), slots: new Map(), expansion: world.lines.map(() => 0), joints: [], adopted: world.adopted, leads: "any" },
});

describe("a change that neither costs nor brings anything", () => {
  // Three buy the one item that is missing, at one price: who of them does so is for nobody to say.
  test.each<Change>([
    { kind: "budget", nation: "A", amount: 9 },
    { kind: "budget", nation: "B", amount: 9 },
    { kind: "budget", nation: "C", amount: 9 },
    { kind: "capacity", line: "line", factor: 2 },
  ])("moves no money between allies, though other plans cost as little: %j", async (change) => {
    const session = await whatIf({ ...(await smallCase({ ...TINY, nations: { A: 2, B: 2, C: 2 }, leaves: { L: 3 } })), solver });
    const { money, effect } = await exactOf(await session.ask(change));
    expect(money!.price.base).toBeCloseTo(0, 6);
    expect(effect().paid!.nations).toEqual([]);
  });
});

describe("an ally with holdings leaves", () => {
  // One adds up to a leaf without standards, one is bought in common, one is a munition of which each has a target.
  const WHOLE: FictionalWorld = {
    years: 4,
    nations: { A: 6, B: 4, C: 3 },
    leaves: { L: 20, M: 12 },
    systems: { S: { cost: 1, lead: 1 }, R: { cost: 2, lead: 1, common: true }, Q: { cost: 0.1, lead: 1, kind: "munition" } },
    yields: [{ system: "S", leaf: "L", quantity: 1 }, { system: "R", leaf: "M", quantity: 1 }],
    holdings: [{ nation: "A", system: "S", quantity: 3 }, { nation: "B", system: "S", quantity: 4 }, { nation: "C", system: "S", quantity: 1 }, { nation: "A", system: "R", quantity: 2 }, { nation: "B", system: "R", quantity: 5 }],
    stocks: [{ nation: "A", system: "Q", quantity: 2, target: 30 }, { nation: "B", system: "Q", quantity: 1, target: 50 }, { nation: "C", system: "Q", quantity: 4, target: 10 }],
    lines: [{ id: "line", systems: ["S"], rate: 3 }],
    shares: { L: { A: 8, B: 7, C: 5 }, M: { A: 5, B: 4, C: 3 } },
    parameters: { "assess.known-least": 0, "plan.learning-slope": 1, "plan.common-funding": 0.1, "plan.stranding-insurance": 0 },
  };
  const without = (nation: string): FictionalWorld => {
    const others = <T>(of: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(of).filter(([id]) => id !== nation));
    const rows = <T extends { readonly nation: string }>(of: readonly T[]): readonly T[] => of.filter((it) => it.nation !== nation);
    return { ...WHOLE, nations: others(WHOLE.nations), holdings: rows(WHOLE.holdings!), stocks: rows(WHOLE.stocks!), shares: Object.fromEntries(Object.entries(WHOLE.shares!).map(([leaf, of]) => [leaf, others(of)])) };
  };

  test("by hand: nothing can be bought, it held 4 of the 6 that count", async () => {
    const world = { ...TINY, nations: { A: 0, B: 0 }, holdings: [{ nation: "A", system: "S", quantity: 2, readiness: 1 }, { nation: "B", system: "S", quantity: 4, readiness: 1 }] };
    const session = await whatIf({ ...(await smallCase(world)), solver });
    const { short, effect } = await session.ask({ kind: "nation-out", nation: "B" });
    expect(short).toBeCloseTo(4 * 0.9, 6);
    expect(effect().shortfallYears).toEqual({ before: expect.closeTo(4 * 0.7, 6), after: expect.closeTo(4 * 0.9, 6) });
    expect(effect().leaves).toEqual([{ leaf: "L", before: expect.closeTo(4 * 0.7, 6), after: expect.closeTo(4 * 0.9, 6) }]);
  });

  test.each(["A", "B", "C"])("without %s the plan is that of the data set in which it never was", async (nation) => {
    const left = await (await whatIf({ ...openTo(worldOf({ ...fictional(WHOLE), figures: "base" })), solver })).ask({ kind: "nation-out", nation });
    const never = (await whatIf({ ...openTo(worldOf({ ...fictional(without(nation)), figures: "base" })), solver })).base;
    const exact = await left.leastShort;
    const found = exact.kind === "exact" ? exact.answer : left;
    expect(found.value).toBeCloseTo(never.value, 4);
    // The same optimum may be shared out otherwise among leaves, but what counts is what the objective counts.
    for (const { decisions } of [found, never]) {
      const { world, freedom, deliveries } = decisions();
      expect(coverageOf({ world, deliveries, adopted: freedom.adopted }).weighted).toBeCloseTo(never.value, 4);
    }
  });

  test("what it would have paid is not in the cost of those that stay", async () => {
    const before = openTo(worldOf({ ...fictional(WHOLE), figures: "base" }));
    const fees = new Map([0, 1, 2].map((n) => [n, new Float64Array([n === 1 ? 100 : 0, 0, 0, 0])]));
    const joint = { active: true, good: 0, members: [0, 1, 2], first: 1, factor: 1, lot: 0.001, fees };
    const costOf = async (joints: Case["freedom"]["joints"]): Promise<number> => (await exactOf(await (await whatIf({ ...before, freedom: { ...before.freedom, joints }, solver })).ask({ kind: "nation-out", nation: "B" }))).effect().paid!.cost.after;
    expect(await costOf([joint])).toBeLessThan(50);
  });

  test.each([1, 2, 3, 4, 5, 6])("law %i: weighted shortfall ≤ plain shortfall × the largest weight, whoever leaves", async (seed) => {
    const it = openTo(worldOf({ ...fictionalOfSize({ nations: 4, leaves: 5, years: 5, seed }), figures: "base" }));
    const session = await whatIf({ ...it, solver });
    const most = Math.max(...it.world.leaves.flatMap((leaf) => weightsOf(it.world, leaf)));
    for (const nation of it.world.nations) {
      const { short, effect } = await session.ask({ kind: "nation-out", nation });
      expect(short).toBeGreaterThan(0);
      expect(short).toBeLessThanOrEqual(most * effect().shortfallYears.after + 1e-4);
      session.revert();
    }
  });
});

describe("a session", () => {
  let it: Case;
  beforeAll(async () => { it = await smallCase(TINY); });
  const more: Change = { kind: "budget", nation: "A", amount: 3 };
  const dearer: Change = { kind: "price", system: "S", factor: 2 };
  const shown = ({ changes, value, bound, gap }: WhatIfAnswer): unknown => ({ changes, value, bound, gap });

  test("changes stand one on top of the other, undo takes the last back, revert all", async () => {
    const session = await whatIf({ ...it, solver });
    const one = await session.ask(more);
    await one.exact;
    const two = await session.ask(dearer);
    expect(two.changes).toEqual([more, dearer]);
    expect(two.value).toBeCloseTo(1 + 0.875 + 0.75 + 0.625, 4);
    expect(session.undo().value).toBeCloseTo(2.5, 4);
    expect(session.standing()).toEqual([more]);
    await session.ask(dearer);
    expect(session.revert()).toBe(session.base);
    expect(session.standing()).toEqual([]);
    expect(session.undo()).toBe(session.base);
  });

  test("several changes at once are the same as one by one", async () => {
    const [together, apart] = [await whatIf({ ...it, solver }), await whatIf({ ...it, solver })];
    const all = await together.ask([more, dearer]);
    await apart.ask(more);
    expect((await apart.ask(dearer)).value).toBeCloseTo(all.value, 4);
  });

  test("a change about something that is not there adds nothing", async () => {
    const session = await whatIf({ ...it, solver });
    await expect(session.ask({ kind: "budget", nation: "Z", factor: 2 })).rejects.toThrow(ChangeError);
    expect(session.standing()).toEqual([]);
  });

  test("rebase makes the exact plan the base, and effects count from it", async () => {
    const session = await whatIf({ ...it, solver });
    await session.ask(more);
    const base = await session.rebase();
    expect(base.kind).toBe("exact");
    expect(base.value).toBeCloseTo(2.5, 4);
    expect(session.standing()).toEqual([]);
    const back = await session.ask({ kind: "budget", nation: "A", amount: 2 });
    expect(back.value).toBeCloseTo(2.8, 4);
    expect(back.effect().shortfallYears).toEqual({ before: expect.closeTo(2.5, 5), after: expect.closeTo(2.8, 5) });
  });

  test("the same questions get the same answers", async () => {
    const big = await caseOf({ ...fictionalAlliance({ size: "B", seed: 3 }), figures: "base" });
    const changes = fictionalChanges(big, { count: 3, next: sequence(5) });
    const runs = [];
    for (let run = 0; run < 2; run++) {
      const session = await whatIf({ ...big, solver });
      const answers = [];
      for (const change of changes) {
        const quick = await session.ask(change);
        const exact = await quick.exact;
        answers.push(shown(quick), exact.kind === "exact" ? shown(exact.answer) : exact.kind);
      }
      runs.push(answers);
    }
    expect(runs[1]).toEqual(runs[0]);
  });

  /** Holds back every solve until it is let go or stopped. */
  function held(inner: Solver): Solver & { hold: boolean; waiting: number } {
    const made: Solver & { hold: boolean; waiting: number } = {
      name: "held",
      parallel: 1,
      hold: false,
      waiting: 0,
      solve: async (request: SolveRequest, signal?: StopSignal) => {
        if (!made.hold) return inner.solve(request, signal);
        made.waiting++;
        await new Promise<void>((resolve) => (signal?.aborted === true ? resolve() : signal?.addEventListener("abort", () => resolve(), { once: true })));
        return { status: "stopped", primal: new Float64Array(0), dual: new Float64Array(0), objective: 0, bound: Number.NEGATIVE_INFINITY, iterations: 0, seconds: 0 };
      },
    };
    return made;
  }

  test("cancel ends the question in hand, and adds nothing", async () => {
    const slow = held(solver);
    const session = await whatIf({ ...it, solver: slow });
    slow.hold = true;
    const asked = session.ask(more);
    session.cancel();
    await expect(asked).rejects.toThrow(StoppedError);
    expect(session.standing()).toEqual([]);
  });

  test("the base is the same to the last digit on a machine too slow to end anything in a moment", async () => {
    const slow: Solver = { ...solver, solve: async (request, signal) => (request.timeLimit < 1 ? { status: "stopped", primal: new Float64Array(0), dual: new Float64Array(0), objective: Number.NaN, bound: Number.NEGATIVE_INFINITY, iterations: 0, seconds: 0.05 } : solver.solve(request, signal)) };
    const [one, other] = [await whatIf({ ...it, solver }), await whatIf({ ...it, solver: slow })];
    expect(shown(other.base)).toEqual(shown(one.base));
  });

  test("a new question gives up the exact solve of the one before; the caller's signal stops everything", async () => {
    const slow = held(solver);
    const outer = new AbortController();
    const session = await whatIf({ ...it, solver: slow, signal: outer.signal });
    const one = await session.ask(more);
    slow.hold = true;
    const two = session.ask({ kind: "budget", nation: "B", amount: 3 });
    expect(["stopped", "exact"]).toContain((await one.exact).kind);
    outer.abort();
    await expect(two).rejects.toThrow(StoppedError);
    await expect(session.ask(dearer)).rejects.toThrow(StoppedError);
  });
});

describe("questions solved ahead", () => {
  const out: Change = { kind: "nation-out", nation: "B" };
  let it: Case;
  beforeAll(async () => { it = await smallCase(TINY); });

  test("absent a list: the standard questions; the answer is then exact at once, without the solver", async () => {
    const counted = counting(solver);
    const session = await whatIf({ ...it, solver: counted });
    const { ready, of, failed } = await session.prepare();
    // Two allies, 4 budgets of each, 8 requirements and 4 priorities of one leaf, a line lost from each of 4 years.
    expect({ ready, of, failed }).toEqual({ ready: 26, of: 26, failed: [] });
    const before = counted.solves;
    const quick = await session.ask(out);
    expect(quick.kind).toBe("exact");
    expect(quick.value).toBeCloseTo(1 + 0.9 + 0.8 + 0.7, 4);
    expect(quick.gap).toBeLessThanOrEqual(1e-4);
    expect((await quick.exact).kind).toBe("exact");
    expect(counted.solves).toBe(before);
  });

  test("what it says is what a session says that solved nothing ahead, in value, bound and what moved", async () => {
    const [ahead, plain] = [await whatIf({ ...it, solver }), await whatIf({ ...it, solver })];
    await ahead.prepare({ changes: [out] });
    const [one, other] = [await ahead.ask(out), await plain.ask(out)];
    await other.exact;
    expect(one.value).toBeCloseTo(other.value, 6);
    expect(one.bound).toBeLessThanOrEqual(other.value + 1e-9);
    expect(one.effect().leaves).toEqual([{ leaf: "L", before: expect.closeTo(2.8, 4), after: expect.closeTo(3.4, 4) }]);
    expectCounted(one);
  });

  test.each<[string, Change, number]>([
    // 2.25 times 20 are 45: 4 a year are 4, 8, 12 of them.
    ["more required than what is ready", { kind: "requirement", leaf: "L", factor: 2.25 }, 1 + 41 / 45 + 37 / 45 + 33 / 45],
    ["counts for more than what is ready", { kind: "priority", leaf: "L", factor: 3 }, 3 * 2.8],
    ["lost a year later than what is ready", { kind: "line-lost", line: "line", from: 2033 }, 1 + 0.8 + 0.6 + 0.6],
  ])("one like it starts from it and is answered as by hand: %s", async (_, change, value) => {
    const session = await whatIf({ ...it, solver });
    await session.prepare({ changes: [{ kind: "requirement", leaf: "L", factor: 2 }, { kind: "priority", leaf: "L", factor: 2 }, { kind: "line-lost", line: "line", from: 2032 }] });
    const quick = await session.ask(change);
    const outcome = await quick.exact;
    if (outcome.kind !== "exact") throw new Error(outcome.kind);
    expect(quick.gap).toBeLessThanOrEqual(1e-4);
    for (const answer of [quick, outcome.answer]) {
      expect(answer.value).toBeCloseTo(value, 3);
      expect(answer.bound).toBeLessThanOrEqual(value + 1e-3);
    }
    expectCounted(outcome.answer);
  });

  test("a question that has its exact answer is known when it is asked again", async () => {
    const counted = counting(solver);
    const session = await whatIf({ ...it, solver: counted });
    const change: Change = { kind: "budget", nation: "A", amount: 3 };
    await (await session.ask(change)).exact;
    session.undo();
    const before = counted.solves;
    const again = await session.ask(change);
    await again.exact;
    expect([again.kind, counted.solves - before]).toEqual(["exact", 0]);
    expect(again.value).toBeCloseTo(2.5, 4);
  });

  test("on top of another change it is another question: nothing is ready for it, and the answer is that of both", async () => {
    const session = await whatIf({ ...it, solver });
    await session.prepare({ changes: [out] });
    const first = await session.ask({ kind: "budget", nation: "A", amount: 3 });
    await first.exact;
    // 3 a year of the one who stays.
    expect((await session.ask(out)).value).toBeCloseTo(1 + 0.85 + 0.7 + 0.55, 4);
  });

  test("a question gives up the solve in hand, which is done after it", async () => {
    const session = await whatIf({ ...it, solver });
    const preparing = session.prepare({ changes: [out, { kind: "nation-out", nation: "A" }] });
    const quick = await session.ask({ kind: "budget", nation: "A", amount: 3 });
    expect(quick.value).toBeCloseTo(2.5, 4);
    session.undo();
    expect((await preparing).ready).toBe(2);
  });

  test("a question that has no answer is told with its reason; the others are ready", async () => {
    const session = await whatIf({ ...it, solver });
    const { ready, of, failed } = await session.prepare({ changes: [{ kind: "nation-out", nation: "Z" }, out] });
    expect([ready, of]).toEqual([1, 2]);
    expect(failed).toEqual([{ change: { kind: "nation-out", nation: "Z" }, reason: "nation-out: no nation Z in this plan" }]);
  });

  test("another base: what was prepared is forgotten, and what is being prepared ends", async () => {
    const session = await whatIf({ ...it, solver });
    await session.ask({ kind: "budget", nation: "A", amount: 3 });
    const preparing = session.prepare();
    await session.rebase();
    await preparing;
    const quick = await session.ask(out);
    expect(quick.value).toBeCloseTo(1 + 0.85 + 0.7 + 0.55, 4);
  });

  test("the caller's signal ends preparing", async () => {
    const outer = new AbortController();
    const session = await whatIf({ ...it, solver, signal: outer.signal });
    const preparing = session.prepare();
    outer.abort();
    expect((await preparing).ready).toBeLessThan(2);
  });
});

/** Counts a plan again from its decisions alone, by the rules of coverage and of money: no model and no solver takes part. */
function expectCounted(answer: WhatIfAnswer): void {
  const { world, freedom, deliveries } = answer.decisions();
  const { weighted } = coverageOf({ world, deliveries, adopted: freedom.adopted });
  expect(weighted).toBeLessThanOrEqual((answer.money?.after.short ?? answer.value) + 1e-4);
  const money = moneyOf({ world, freedom, deliveries });
  world.nations.forEach((nation, n) => {
    if (!freedom.nations.includes(n)) return;
    world.years.forEach((year, t) => {
      const at = n * world.years.length + t;
      const over = answer.givesWay.find((it) => it.kind === "budget" && it.about === nation && it.year === year)?.amount ?? 0;
      expect(money.purchases[at]! + money.upkeep[at]! + money.together[at]!).toBeLessThanOrEqual(world.budget[n]![t]! + (freedom.overrun?.[n]![t] ?? 0) + over + 1e-4 * Math.max(world.budget[n]![t]!, 1));
    });
  });
  world.programmes.forEach((programme, at) => {
    if (!freedom.nations.includes(programme.nation)) return;
    const missing = answer.givesWay.find((it) => it.kind === "programme" && it.about === programme.id)?.amount ?? 0;
    const delivered = deliveries.programme[at]!.reduce((sum, it) => sum + it, 0);
    expect(Math.abs(delivered + missing - programme.quantity)).toBeLessThanOrEqual((freedom.undelivered?.[at] ?? 0) + 1e-4 * programme.quantity);
  });
}

describe("laws", () => {
  const small = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    budgets: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 })),
    needs: fc.tuple(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 5, max: 60 })),
    rate: fc.integer({ min: 1, max: 10 }),
    programme: fc.integer({ min: 1, max: 12 }),
    isSigned: fc.boolean(),
  });

  test.each(["one thread", "two threads, one for each simplex method"])("bound ≤ exact ≤ quick, and every plan keeps every row of the changed world, for changes of every kind: %s", async (threads) => {
    const asked = threads === "one thread" ? solver : pool;
    const seen = new Set<string>();
    let moneyMet = 0;
    await fc.assert(
      fc.asyncProperty(small, async ({ seed, budgets, needs, rate, programme, isSigned }) => {
        const base = await smallCase({
          years: 5,
          nations: { A: budgets[0], B: budgets[1], C: budgets[2] },
          leaves: { L: needs[0], M: needs[1] },
          systems: { S: { cost: 1, upkeep: 0.02 }, U: { cost: 2, lead: 2 } },
          yields: [{ system: "S", leaf: "L", quantity: 1, standard: "K" }, { system: "U", leaf: "M", quantity: 2 }],
          holdings: [{ nation: "A", system: "S", quantity: 3 }],
          programmes: [{ id: "P", nation: "A", system: "U", quantity: programme, first: 2032, last: 2033, status: isSigned ? "contracted" : "announced", contractYear: 2030 }],
          lines: [{ id: "line-S", systems: ["S"], rate, expansion: 2, expansionCost: 1, expansionTime: 1 }, { id: "line-U", systems: ["U"], rate: 4 }],
          standards: { K: { leaves: ["L"], cost: 1 } },
          adoptions: [{ nation: "A", standard: "K", status: "implemented" }, { nation: "B", standard: "K", status: "none" }],
          parameters: { "assess.known-least": 0, "plan.ceiling": 1 },
        });
        const session = await whatIf({ ...base, solver: asked });
        for (const change of fictionalChanges(base, { count: CHANGE_KINDS.length, next: sequence(seed), kinds: CHANGE_KINDS })) {
          session.revert();
          const quick = await session.ask(change);
          const exact = await quick.exact;
          seen.add(change.kind);
          // The changed world solved from nothing, without any part of the session.
          const after = changed(base, change);
          const formulation = formulate(after.world, after.freedom);
          const { model } = elasticOf({ formulation, breach: 50 });
          const cold = await solver.solve({ model, timeLimit: 60, name: "cold" });
          const value = cold.objective + formulation.constants.shortfall;
          const slack = 1e-6 * Math.max(Math.abs(value), 1);
          expect(quick.bound).toBeLessThanOrEqual(value + slack);
          expect(quick.value).toBeGreaterThanOrEqual(value - slack);
          expect(exact.kind === "exact" ? exact.answer.value : Number.NaN).toBeCloseTo(value, 5);
          expect(quick.breach).toBeLessThanOrEqual(1e-6);
          for (const answer of exact.kind === "exact" ? [quick, exact.answer] : []) expectCounted(answer);
          // Money likewise: of the model with all rows, from nothing, by the stages of an aligned plan, whose freedom says how far promises give way.
          const { money, givesWay } = (exact as { readonly answer: WhatIfAnswer }).answer;
          if (givesWay.length > 0) continue;
          const plan = await lexicographic({ desk, formulation, stages: stagesOf(after.world).slice(1, 3), name: "cold" });
          const [short, least] = plan.stages;
          const within = 1e-5 * Math.max(least!.value * 1000, 1) + (2e-5 * money!.after.allowance.money) / Math.max(money!.after.allowance.short, 1e-9);
          expect(Math.abs(money!.after.value - least!.value * 1000)).toBeLessThanOrEqual(within);
          expect(money!.after.bound).toBeLessThanOrEqual(least!.value * 1000 + within);
          expect(money!.after.short).toBeLessThanOrEqual(short!.kept + 1e-5);
          expect(money!.after.value - money!.after.bound).toBeLessThanOrEqual(within);
          moneyMet++;
        }
      }),
      { numRuns: 8, seed: 11 },
    );
    expect(moneyMet).toBeGreaterThan(20);
    expect([...seen].sort()).toEqual([...CHANGE_KINDS].sort());
  });
});
