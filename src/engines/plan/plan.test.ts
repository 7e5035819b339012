import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { checkRows, lpText, withCost } from "#maths";
import { align, freedomOf } from "./aligned.ts";
import { planAlone } from "./alone.ts";
import { candidatesOf } from "./candidates.ts";
import { planAlliance } from "./compare.ts";
import { fictional, type Fictional, fictionalOfSize, type FictionalWorld } from "./fictional.ts";
import { formulate } from "./formulate.ts";
import type { Comparison, Plan } from "./plan.ts";
import { splitGains } from "./shapley.ts";
import type { Solver } from "./solver.ts";
import type { Desk } from "./stage.ts";
import { worldOf } from "./world.ts";

let solver: Solver;
let desk: Desk;
beforeAll(async () => {
  solver = await highsInProcess();
  desk = { solver, signal: undefined, timeLimit: 30 };
});

const compare = (it: Fictional): Promise<Comparison> => planAlliance({ ...it, solver, dataRange: false });
const plain = { "plan.discount": 0, "plan.urgent-weight": 1, "plan.learning-slope": 1, "plan.work-share-cost": 0, "assess.known-least": 0 };
const shortIn = (plan: Plan, leaf: string, year: number): number => plan.shortfalls.find((it) => it.leaf === leaf && it.year === year)!.short;
const ordered = (plan: Plan, system: string): number => plan.orders.filter((it) => it.system === system).reduce((sum, it) => sum + it.quantity, 0);

/** One nation, one leaf of 10, one system at 1 M, 5 M a year, two years to deliver in after a lead of one. */
const small: FictionalWorld = {
  years: 4,
  nations: { Ash: 5 },
  leaves: { air: 10 },
  systems: { jet: { cost: 1, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }],
  holdings: [{ nation: "Ash", system: "jet", quantity: 2 }],
  shares: { air: { Ash: 10 } },
  parameters: { ...plain, "plan.ceiling": 1, "plan.advance": 0 },
};

describe("one constraint at a time, solved by hand", () => {
  test("balance, budget and lead time: 5 M buy 5 a year from the second year on", async () => {
    const { aligned } = await compare(fictional(small));
    expect([2030, 2031, 2032, 2033].map((year) => shortIn(aligned, "air", year))).toEqual([8, 3, 0, 0].map((it) => expect.closeTo(it, 3)));
    expect(aligned.verification.faults).toEqual([]);
  });

  test("upkeep is paid from delivery on: at 0.5 M a year each, 5 M keep fewer", async () => {
    const { aligned } = await compare(fictional({ ...small, systems: { jet: { cost: 1, lead: 1, upkeep: 0.5 } } }));
    // 2031: 1.5 x ≤ 5; afterwards 0.5 of what is kept and 1.5 for each new one.
    expect(shortIn(aligned, "air", 2031)).toBeCloseTo(8 - 10 / 3, 3);
  });

  test("advance: 40 per cent of the price falls due a year before", async () => {
    const { aligned } = await compare(fictional({ ...small, parameters: { ...small.parameters, "plan.advance": 0.4 }, nations: { Ash: [1, 100, 100, 100] } }));
    expect(shortIn(aligned, "air", 2031)).toBeCloseTo(8 - 2.5, 3);
  });

  test("capacity: a line of 3 a year delivers 3", async () => {
    const { aligned } = await compare(fictional({ ...small, lines: [{ id: "works", systems: ["jet"], rate: 3 }] }));
    expect([2031, 2032, 2033].map((year) => shortIn(aligned, "air", year))).toEqual([5, 2, 0].map((it) => expect.closeTo(it, 3)));
  });

  test("expansion: paid two years before, it lifts a line of 1 a year", async () => {
    const { aligned } = await compare(fictional({ ...small, lines: [{ id: "works", systems: ["jet"], rate: 1, expansion: 2, expansionCost: 1 }] }));
    expect(shortIn(aligned, "air", 2033)).toBeCloseTo(8 - 1 - 3 - 3, 3);
    expect(Math.max(...aligned.lines.map((it) => it.added))).toBeCloseTo(2, 3);
  });

  test.each([
    { what: "says nothing: half of its maximum rate", line: {}, most: 2 },
    { what: "counts a quarter of its rate for allies: as much, since what is added is for them", line: { share: 0.25 }, most: 2 },
    { what: "makes less today: as much", line: { economic: 1 }, most: 2 },
    { what: "says 1", line: { expansion: 1 }, most: 1 },
  ])("expansion of a line of 4 that $what", ({ line, most }) => {
    const made = fictional({ ...small, lines: [{ id: "works", systems: ["jet"], rate: 4, ...line }] });
    const silent = made.alliance.facts.line.map(({ expansionMaximum: said, ...rest }) => ({ ...rest, ...("expansion" in line && said !== undefined && { expansionMaximum: said }) }));
    expect(worldOf({ ...made, alliance: { ...made.alliance, facts: { ...made.alliance.facts, line: silent } }, figures: "base" }).lines[0]!.expansionMost).toBe(most);
  });

  test("a line of components grows by its ramp whether or not rates follow use", () => {
    const rates = [0, 1].map((follows) => worldOf({ ...fictional({ ...small, systems: { ...small.systems, motor: { kind: "component" } }, bills: [{ system: "jet", component: "motor", quantity: 1 }], lines: [{ id: "motors", systems: ["motor"], rate: 10, economic: 2, share: 1 }], parameters: { ...small.parameters, "plan.ramp-follows-use": follows, "plan.ramp": 0.25, "plan.ramp-start": 0.5 } }), figures: "base" }).pools[0]!.capacity);
    // 2, then a quarter more and 1 besides each year.
    expect(Array.from(rates[0]!)).toEqual([2, 3.5, 5.375, 7.71875]);
    expect(rates[1]).toEqual(rates[0]);
  });

  test("ceiling: one of two nations fills no more than half", async () => {
    const { aligned } = await compare(fictional({ ...small, nations: { Ash: 50, Birch: 0 }, shares: { air: { Ash: 5, Birch: 5 } }, parameters: { ...plain, "plan.ceiling": 0.5 } }));
    expect(shortIn(aligned, "air", 2033)).toBeCloseTo(5, 3);
  });

  test("limiting: the scarcer of two inputs decides", async () => {
    const { aligned } = await compare(
      fictional({ ...small, systems: { jet: { cost: 1, lead: 1 }, crew: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1, combine: "limiting" }, { system: "crew", leaf: "air", quantity: 1, combine: "limiting" }], nations: { Ash: 6 } }),
    );
    // Holds 2 jets and no crew: 2031 brings 4 of the two together: crew to 2 costs 2, then 2 of each costs 4.
    expect(shortIn(aligned, "air", 2031)).toBeCloseTo(10 - 4, 3);
  });

  test.each([
    // What Ash and Birch, equally large, state of the systems; how they combine; what is known; is it planned?
    ["one of two that add is enough", "additive", { Ash: ["jet"], Birch: ["crew"] }, undefined],
    ["of two that limit one another it takes both", "limiting", { Ash: ["jet"], Birch: ["jet"] }, "no-holding-known"],
    ["both of one ally in two are half of the alliance", "limiting", { Ash: ["jet", "crew"], Birch: ["jet"] }, undefined],
    ["one system each is of neither enough", "limiting", { Ash: ["jet"], Birch: ["crew"] }, "no-holding-known"],
    ["both of one ally in three are too little", "limiting", { Ash: ["jet", "crew"], Birch: ["jet"], Cedar: ["crew"] }, "too-little-known"],
  ] as const)("what an ally holds is known: %s", (_, combine, stated, code) => {
    const world = worldOf({
      ...fictional({
        ...small,
        systems: { jet: { cost: 1, lead: 1 }, crew: { cost: 1, lead: 1 } },
        yields: ["jet", "crew"].map((system) => ({ system, leaf: "air", quantity: 1, combine })),
        nations: Object.fromEntries(Object.keys(stated).map((it) => [it, 6])),
        holdings: Object.entries(stated).flatMap(([nation, systems]) => systems.map((system) => ({ nation, system, quantity: 2 }))),
        shares: { air: { Ash: 10 } },
        parameters: { ...small.parameters, "assess.known-least": 0.5 },
      }),
      figures: "base",
    });
    expect({ planned: world.leaves.map((it) => it.id), code: world.notPlanned.find((it) => it.kind === "leaf")?.code }).toEqual({ planned: code === undefined ? ["air"] : [], code });
  });

  test("alternative: an item serves one leaf or the other", async () => {
    const { aligned } = await compare(
      fictional({ ...small, nations: { Ash: 0 }, leaves: { air: 10, sea: 10 }, holdings: [{ nation: "Ash", system: "jet", quantity: 8 }], yields: [{ system: "jet", leaf: "air", quantity: 1, combine: "alternative" }, { system: "jet", leaf: "sea", quantity: 1, combine: "alternative" }], shares: { air: { Ash: 10 }, sea: { Ash: 10 } } }),
    );
    expect(shortIn(aligned, "air", 2033) + shortIn(aligned, "sea", 2033)).toBeCloseTo(12, 3);
  });

  test("programme: delivered within its window, and no more than promised", async () => {
    const { alone } = await compare(fictional({ ...small, nations: { Ash: 4 }, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 4, first: 2032, last: 2033, status: "contracted" }] }));
    const mine = alone.orders.filter((it) => it.programme === "P");
    expect(mine.reduce((sum, it) => sum + it.quantity, 0)).toBeCloseTo(4, 3);
    expect(mine.every((it) => it.year >= 2032)).toBe(true);
  });

  test("overrun: a contract that the budget cannot pay is kept and the overrun shown", async () => {
    const { alone } = await compare(fictional({ ...small, nations: { Ash: 1 }, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 4, first: 2031, last: 2032, status: "contracted" }] }));
    expect(alone.spend.reduce((sum, it) => sum + it.overrun, 0)).toBeCloseTo(2, 3);
    expect(alone.verification.faults).toEqual([]);
  });

  test("stock: a munition target is met before the year its money runs out", async () => {
    const { aligned } = await compare(fictional({ ...small, systems: { ...small.systems, round: { cost: 0.1, lead: 1, kind: "munition" } }, leaves: { air: 2 }, shares: { air: { Ash: 2 } }, stocks: [{ nation: "Ash", system: "round", quantity: 10, target: 30 }] }));
    expect(ordered(aligned, "round")).toBeCloseTo(20, 3);
    expect(aligned.stocks.at(-1)!.short).toBeCloseTo(0, 3);
  });

  test("standards: without it a contribution counts at the credit, and adopting is worth it", async () => {
    const { alone, aligned } = await compare(
      fictional({ ...small, nations: { Ash: 2 }, holdings: [{ nation: "Ash", system: "jet", quantity: 10 }], systems: { jet: { lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1, standard: "K" }], standards: { K: { leaves: ["air"], cost: 0.5 } }, adoptions: [{ nation: "Ash", standard: "K", status: "none" }], parameters: { ...small.parameters, "plan.credit": 0.7 } }),
    );
    expect(shortIn(alone, "air", 2033)).toBeCloseTo(3, 3);
    // Nothing of it can be bought, so a unit has no price to weigh the standard against: it stays as it is.
    expect(shortIn(aligned, "air", 2033)).toBeCloseTo(3, 3);
  });
});

describe("the two worlds of section 9", () => {
  test("one ally alone: alignment is worth exactly nothing", async () => {
    const { price, levers } = await compare(fictional({ ...small, parameters: { ...small.parameters, "plan.move": 0 } }));
    expect([price.shortfallYears.base, price.money.base, price.delayYears.base]).toEqual([0, 0, 0].map((it) => expect.closeTo(it, 3)));
    expect(levers.every((it) => Math.abs(it.shortfallYears) < 1e-4 && Math.abs(it.money) < 1e-4)).toBe(true);
  });

  test("no shared line, no tier, no standard, no budget to spare: nothing", async () => {
    const { price } = await compare(
      fictional({ ...small, nations: { Ash: 3, Birch: 3 }, leaves: { air: 100 }, shares: { air: { Ash: 50, Birch: 50 } }, parameters: { ...plain, "plan.ceiling": 0.5 } }),
    );
    expect([price.shortfallYears.base, price.money.base]).toEqual([expect.closeTo(0, 3), expect.closeTo(0, 3)]);
  });

  // Birch has money and no need; Ash has need and no money. Both owe half of 20; Birch holds its half, Ash nothing.
  // Alone: 10 short of 20 in each of 4 years. Ceiling 1: Birch can buy the rest at 1 M each: 10 a year from 2031 on.
  test("roles: known by hand, 0.5 in each of three years", async () => {
    const { price, levers } = await compare(
      fictional({ ...small, nations: { Ash: 0, Birch: 10.5 }, leaves: { air: 20 }, holdings: [{ nation: "Birch", system: "jet", quantity: 10 }], shares: { air: { Ash: 10, Birch: 10 } }, parameters: { ...small.parameters, "plan.stranding-insurance": 0 } }),
    );
    expect(price.shortfallYears.base).toBeCloseTo(1.5, 2);
    expect(levers.find((it) => it.lever === "roles")!.shortfallYears).toBeCloseTo(1.5, 2);
  });

  // The same with a third ally that holds its share of 2, a tenth of the requirement: it can stand in. Without Birch, which
  // counts 18 of 20 in each of the three years from 2031 on, the other 2 remain: 3 · 18 / 20 shortfall-years are lost.
  test.each([[2, "Cedar", 18], [0.9, undefined, 18]])("roles: an ally that counts %d of 20 stands in as %s", async (held, fallback, lost) => {
    const { aligned } = await compare(
      fictional({ ...small, nations: { Ash: 0, Birch: 20.5, Cedar: 0 }, leaves: { air: 20 }, holdings: [{ nation: "Birch", system: "jet", quantity: 10 }, { nation: "Cedar", system: "jet", quantity: held }], shares: { air: { Ash: 8, Birch: 10, Cedar: 2 } }, parameters: { ...small.parameters, "plan.stranding-insurance": 0 } }),
    );
    expect(aligned.leads).toEqual([expect.objectContaining({ nation: "Birch", leaf: "air", firstYear: 2031, lostQuantity: expect.closeTo(lost + 2 - held, 3), lostYears: expect.closeTo((3 * (lost + 2 - held)) / 20, 3) })]);
    expect(aligned.leads[0]!.fallback).toBe(fallback);
    expect(aligned.verification.faults).toEqual([]);
  });

  // Two equal allies need 20 each at 1 M; the stated price holds for a first lot of 2 (5 per cent of 40). Slope 0.9: a lot
  // of 20 costs 0.9^log2(10) = 0.705 each; together the tier is 2 · 2⁴ = 32 at 0.9⁴ = 0.6561. Money is ample: the gain
  // is 40 · (0.7047 − 0.6561), less set-up and coordination, which are free here.
  test("lots: known by hand, 40 · (0.9^log2(10) − 0.9⁴) M", async () => {
    const { price, levers } = await compare(
      fictional({ ...small, nations: { Ash: 100, Birch: 100 }, leaves: { air: 40 }, holdings: [], shares: { air: { Ash: 20, Birch: 20 } }, parameters: { ...small.parameters, "plan.learning-slope": 0.9, "plan.learning-floor": 0.1, "plan.first-lot": 0.05, "plan.set-up-cost": 0, "plan.coordination-cost": 0 } }),
    );
    const gain = 40 * (0.9 ** Math.log2(10) - 0.9 ** 4);
    expect(price.money.base).toBeCloseTo(gain, 2);
    expect(levers.find((it) => it.lever === "lots")!.money).toBeCloseTo(gain, 2);
  });
});

describe("alone", () => {
  test("with no lever the joint model gives what allies reach alone, summed", async () => {
    for (const seed of [1, 2, 3, 4]) {
      const world = worldOf({ ...fictionalOfSize({ nations: 4, leaves: 5, years: 6, seed }), figures: "base" });
      const alone = await planAlone({ world, desk });
      const joint = await align({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), desk, levers: [], aim: "shortfall" });
      const sum = alone.nations.reduce((all, it) => all + it.shortfall, 0) + joint.formulation.constants.shortfall - world.nations.reduce((all, _, n) => all + formulate(world, { ...joint.freedom, nations: [n] }).constants.shortfall, 0);
      // Within the allowance of the cost stage and what the last round still moved.
      expect(Math.abs(joint.value - sum)).toBeLessThanOrEqual(0.002 * sum + alone.residual * sum);
    }
  });

  test("a line is shared by queue: who contracted first is served first", async () => {
    const { alone } = await compare(
      fictional({ ...small, nations: { Ash: 100, Birch: 100 }, leaves: { air: 20 }, holdings: [], shares: { air: { Ash: 10, Birch: 10 } }, lines: [{ id: "works", systems: ["jet"], rate: 4 }], programmes: [{ id: "B", nation: "Birch", system: "jet", quantity: 8, first: 2031, last: 2032, contractYear: 2029 }] }),
    );
    const birch = alone.orders.filter((it) => it.nation === "Birch" && it.year <= 2032).reduce((sum, it) => sum + it.quantity, 0);
    expect(birch).toBeCloseTo(8, 3);
  });
});

test("Shapley shares sum to the whole, and the table of C32 comes out", () => {
  expect(splitGains([0, 1, 2, 5])).toEqual({ shapley: [2, 3], dividends: [0, 1, 2, 2] });
  fc.assert(
    fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 15, maxLength: 15 }), (worth) => {
      const { shapley, dividends } = splitGains([0, ...worth]);
      expect(shapley.reduce((sum, it) => sum + it, 0)).toBeCloseTo(worth.at(-1)!, 8);
      expect(dividends.reduce((sum, it) => sum + it, 0)).toBeCloseTo(worth.at(-1)!, 8);
    }),
  );
});

test("aligned is never worse than alone, more money never worse, and every answer checks out", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), async (seed) => {
      const it = fictionalOfSize({ nations: 3, leaves: 4, years: 6, seed });
      const { alone, aligned, levers, combos } = await compare(it);
      expect(aligned.shortfallWeighted).toBeLessThanOrEqual(alone.shortfallWeighted + 1e-6);
      expect(alone.verification.faults).toEqual([]);
      expect(aligned.verification.faults).toEqual([]);
      const total = combos[0]!.shortfallYears - combos.at(-1)!.shortfallYears;
      expect(levers.reduce((sum, lever) => sum + lever.shortfallYears, 0)).toBeCloseTo(total, 6);
      const richer = { ...it, alliance: { ...it.alliance, budgetsOf: new Map([...it.alliance.budgetsOf].map(([nation, rows]) => [nation, rows.map((row) => ({ ...row, amount: { low: row.amount.low * 1.2, base: row.amount.base * 1.2, high: row.amount.high * 1.2 } }))])) } };
      const world = worldOf({ ...it, figures: "base" });
      const own = await planAlone({ world, desk });
      const candidates = candidatesOf({ world, alone: own, slip: 0, dearer: 1 });
      const more = worldOf({ ...richer, figures: "base" });
      const [poor, rich] = await Promise.all([world, more].map((of) => align({ world: of, alone: own, candidates, desk, levers: ["dates", "roles"], aim: "shortfall", leads: new Set() })));
      expect(rich!.stage.value).toBeLessThanOrEqual(poor!.stage.value + 1e-5);
      expect(checkRows(poor!.stage.model, poor!.stage.primal).rowBreach).toBeLessThan(1e-5);
      expect(poor!.stage.value - poor!.stage.bound).toBeLessThan(1e-5 * Math.max(poor!.stage.value, 1));
    }),
    { numRuns: 8, seed: 7 },
  );
}, 60_000);

test("the same question gives the same answer", async () => {
  const it = fictionalOfSize({ nations: 3, leaves: 3, years: 5, seed: 9 });
  const [a, b] = [await compare(it), await compare(it)];
  const timeless = (of: Comparison): string => JSON.stringify(of, (key, value: unknown) => (key === "seconds" ? 0 : value));
  expect(timeless(a)).toBe(timeless(b));
});

test("a signal stops a run", async () => {
  const signal = AbortSignal.abort();
  await expect(planAlliance({ ...fictional(small), solver, signal })).rejects.toThrow("stopped");
});

test("the model of a small alliance, as text", async () => {
  const it = fictional({ ...small, years: 3, nations: { Ash: 5, Birch: 5 }, shares: { air: { Ash: 5, Birch: 5 } }, lines: [{ id: "works", systems: ["jet"], rate: 3 }] });
  const world = worldOf({ ...it, figures: "base" });
  const alone = await planAlone({ world, desk });
  const { model, costs } = formulate(world, freedomOf({ world, alone, candidates: candidatesOf({ world, alone, slip: 0, dearer: 1 }), levers: ["dates", "roles"] }));
  expect(lpText(withCost(model, costs.shortfall))).toMatchSnapshot();
});
