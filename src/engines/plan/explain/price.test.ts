import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { MilpBuilder, type MilpModel } from "#maths";
import { exactly } from "#quantities";
import { planAlliance } from "../compare.ts";
import { fictional, type FictionalWorld, fictionalOfSize } from "../fictional.ts";
import { formulate } from "../formulate.ts";
import { solveStage } from "../stage.ts";
import type { Solver } from "../solver.ts";
import { bindingOf, explainBinding } from "./binding.ts";
import { type PlanCase, planCase } from "./case.ts";
import { curveOf, withMore } from "./curve.ts";
import { explainBound, explainFixedLeaf, nearestLimit, priceOfBound, subjectNamed, unitOf } from "./price.ts";
import { type Subject, subjectsOf } from "./subjects.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await highsInProcess();
});

const plain = { "plan.discount": 0, "plan.urgent-weight": 1, "plan.learning-slope": 1, "plan.work-share-cost": 0, "assess.known-least": 0, "plan.ceiling": 1, "plan.advance": 0, "plan.stranding-insurance": 0 };

/** One ally, 10 needed of one leaf, 2 held, a system at 1 M without upkeep, 5 M a year, a lead of one year. */
const small: FictionalWorld = {
  years: 3,
  nations: { Ash: 5 },
  leaves: { air: 10 },
  systems: { jet: { cost: 1, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }],
  holdings: [{ nation: "Ash", system: "jet", quantity: 2 }],
  shares: { air: { Ash: 10 } },
  parameters: plain,
};

const caseIn = async (world: FictionalWorld): Promise<PlanCase> => {
  const it = fictional(world);
  const { aligned } = await planAlliance({ ...it, solver, dataRange: false });
  return planCase({ ...it, plan: aligned, solver });
};
const priceIn = async (it: PlanCase, ...key: readonly string[]) => priceOfBound(it, subjectNamed(it, key)!);

describe("prices solved by hand", () => {
  // 2031: 5 bought, 7 of 10 held, 0.3 short. 2032: the other 3 of the 8 missing, nothing short, 2 M left.
  test("one more M in 2031 buys a tenth more of the requirement, for 3 M; in 2032 it buys nothing", async () => {
    const it = await caseIn(small);
    const first = await priceIn(it, "budget", "Ash", "2031");
    expect([first.more, first.less]).toEqual([expect.closeTo(0.1, 6), expect.closeTo(0.1, 6)]);
    const helps = first.curve.pieces.filter((piece) => piece.from >= 0);
    expect(helps.map((piece) => [piece.from, piece.to, piece.slope])).toEqual([[0, expect.closeTo(3, 4), expect.closeTo(-0.1, 6)], [expect.closeTo(3, 4), 5, expect.closeTo(0, 6)]]);
    // Down to 2 M less the next year makes up for it in 2032; after that 2032 is short as well.
    const costs = first.curve.pieces.filter((piece) => piece.to <= 0);
    expect(costs.map((piece) => [piece.from, piece.to, piece.slope])).toEqual([[-5, expect.closeTo(-2, 4), expect.closeTo(-0.2, 6)], [expect.closeTo(-2, 4), 0, expect.closeTo(-0.1, 6)]]);
    const second = await priceIn(it, "budget", "Ash", "2032");
    expect([second.more, second.less]).toEqual([0, 0]);
    expect(second.curve.pieces[0]).toMatchObject({ from: -5, to: expect.closeTo(-2, 4), slope: expect.closeTo(-0.1, 6) });
    expect(first.closes).toEqual([{ what: "air", amount: expect.closeTo(0.3, 5) }]);
  });

  // A fifth of 20 M a year buys 2 of the 4 jets in 2031 and 2 in 2032: one more M in 2031 is half a jet a year earlier.
  test("common funds are told in M of theirs, not in parts of the limit", async () => {
    const it = await caseIn({ ...small, nations: { Ash: 10, Birch: 10 }, gdp: { Ash: 3, Birch: 1 }, leaves: { air: 4 }, shares: { air: { Ash: 0, Birch: 0 } }, holdings: [], systems: { jet: { cost: 2, lead: 1, common: true } }, parameters: { ...plain, "plan.common-funding": 0.2 } });
    const price = await priceIn(it, "common", "2031");
    expect([price.limit, price.more]).toEqual([expect.closeTo(4, 6), expect.closeTo(0.125, 6)]);
    expect(explainBound(it, price).question).toMatch(/^What is one more M \S+ of common funds in 2031 worth\?$/);
  });

  test("the sentence says what one more closes, how far, and what less costs", async () => {
    const it = await caseIn(small);
    const { sentence, value, unit } = explainBound(it, await priceIn(it, "budget", "Ash", "2031"));
    expect(sentence).toBe("One more M CRD of the budget (Ash) in 2031 closes 0.1 weighted shortfall-years (air). That holds for up to 3 M CRD more; with these agreements, leads and adoptions, from 3 M CRD more on it stops helping. Each one less costs 0.1, for up to 2 M CRD less.");
    expect([value!.base, unit]).toEqual([expect.closeTo(0.1, 6), "weighted shortfall-years per M CRD"]);
  });

  test("a price that holds for less than a whole one says what a whole one closes, and per what it is", async () => {
    // 0.2 M are left when the line's 5 jets are bought: a slot more makes a fifth of one, a tenth each, and no more than that.
    const it = await caseIn({ ...small, nations: { Ash: 5.2 }, lines: [{ id: "works", systems: ["jet"], rate: 5 }], parameters: { ...plain, "plan.expansion": 0 } });
    const { sentence, value, unit } = explainBound(it, await priceIn(it, "line", "works", "2031"));
    expect(sentence).toBe("One more item a year of the line works in 2031 closes 0.02 weighted shortfall-years (air). At first that is 0.1 per item, for up to 0.2 items more; with these agreements, leads and adoptions, from 0.2 items more on it stops helping. Each one less costs 0.1, for up to 2 items less.");
    expect([value!.base, unit]).toEqual([expect.closeTo(0.1, 6), "weighted shortfall-years per item"]);
    // Of the other side: what is left over costs nothing, then a whole one less is told as one.
    expect(explainBound(it, await priceIn(it, "budget", "Ash", "2031")).sentence).toContain("Up to 0.2 M CRD less would cost nothing.");
    // Half a jet less is made up for in the next year; a whole one is not.
    const half = await caseIn({ ...small, nations: { Ash: [5, 3.5, 5] } });
    const less = explainBound(half, await priceIn(half, "budget", "Ash", "2031")).sentence;
    expect(less).toContain("Less of it costs 0.1 per M CRD, for up to 0.5 M CRD less.");
  });

  test("a degenerate price is an interval: money and line run out together", async () => {
    // The line makes exactly the 5 that the money buys: more of either alone closes nothing, less of either costs a tenth each.
    const it = await caseIn({ ...small, lines: [{ id: "works", systems: ["jet"], rate: 5 }], parameters: { ...plain, "plan.expansion": 0 } });
    for (const key of [["budget", "Ash", "2031"], ["line", "works", "2031"]]) {
      const price = await priceIn(it, ...key);
      expect([price.more, price.less], key.join(" ")).toEqual([0, expect.closeTo(0.1, 6)]);
    }
  });

  test.each<readonly [readonly string[], number, FictionalWorld]>([
    // 3 a year from the line: 5, 8 of 10 held: one more in 2031 is there in 2032 as well.
    [["line", "works", "2031"], 0.2, { ...small, nations: { Ash: 50 }, lines: [{ id: "works", systems: ["jet"], rate: 3 }] }],
    [["line", "works", "2032"], 0.1, { ...small, nations: { Ash: 50 }, lines: [{ id: "works", systems: ["jet"], rate: 3 }] }],
    // One unit from elsewhere closes a tenth of the year in which it is there.
    [["leaf", "air", "2031"], 0.1, small],
    // A programme of a system that closes nothing takes money: one fewer leaves 1 M for what does. 2 M left in 2031: 0.6 short, and 0.1 in 2032.
    [["programme", "drill"], 0.2, { ...small, systems: { ...small.systems, hut: { cost: 1, lead: 1 } }, leaves: { air: 10, land: 4 }, yields: [...small.yields, { system: "hut", leaf: "land", quantity: 1 }], holdings: [...small.holdings!, { nation: "Ash", system: "hut", quantity: 4 }], shares: { air: { Ash: 10 }, land: { Ash: 4 } }, programmes: [{ id: "drill", nation: "Ash", system: "hut", quantity: 3, first: 2031, last: 2031, status: "contracted", contractYear: 2029 }] }],
    // A store of 4, 1 held: half weight, one more in store is a quarter of the target in both years that 0 M cannot fill.
    [["store", "Ash", "shell", "2031"], 0.125, { ...small, nations: { Ash: [0, 0, 0] }, systems: { ...small.systems, shell: { cost: 1, lead: 1, kind: "munition" } }, stocks: [{ nation: "Ash", system: "shell", quantity: 1, target: 4 }] }],
  ])("one more of %s closes %f", async (key, expected, world) => {
    const it = await caseIn(world);
    const price = await priceIn(it, ...key);
    expect(price.more).toBeCloseTo(expected, 5);
  });
});

test("a leaf that nothing decided changes is worth what is short of it, and says why there is none to be had", async () => {
  // Half of the urgent part and all of the rest are short; nobody sells drones. Weights 1: a tenth of a year for each of 10.
  const it = await caseIn({ ...small, leaves: { air: 10, eyes: 10 }, yields: [...small.yields, { system: "drone", leaf: "eyes", quantity: 1 }], systems: { ...small.systems, drone: { lead: 1 } }, holdings: [...small.holdings!, { nation: "Ash", system: "drone", quantity: 2 }], shares: { air: { Ash: 10 }, eyes: { Ash: 10 } } });
  expect(subjectNamed(it, ["leaf", "eyes", "2031"])).toBeUndefined();
  const explanation = explainFixedLeaf(it, ["leaf", "eyes", "2031"])!;
  expect([explanation.value!.base, explanation.steps[0]!.value!.base]).toEqual([expect.closeTo(0.1, 9), expect.closeTo(0.2, 9)]);
  expect(explanation.sentence).toBe("It would close 0.1 weighted shortfall-years, but nothing that the plan decides changes it in 2031. Nothing that could be bought counts towards it.");
  expect(explainFixedLeaf(it, ["leaf", "air", "2031"])).toBeUndefined();
  expect(nearestLimit(it, ["leaf", "air", "2041"])).toBe("price/requirement/air/2031");
});

describe("every row has its words and its scale", () => {
  test("what a price says is what a model changed by one unit of the world reaches", async () => {
    // An independent re-computation: the world is given more, written anew, and solved cold.
    const sized = fictionalOfSize({ nations: 4, leaves: 5, years: 7, seed: 5 });
    const { aligned } = await planAlliance({ ...sized, solver, dataRange: false });
    const it = await planCase({ ...sized, plan: aligned, solver });
    const groups = await bindingOf(it);
    const budgets = groups.find((group) => group.constraint === "budget")!.priced.slice(0, 3);
    expect(budgets.length).toBeGreaterThan(0);
    for (const { subject } of budgets) {
      const price = await priceOfBound(it, subject);
      const [n, t] = [it.world.nations.indexOf(subject.nation!), it.world.years.indexOf(subject.year!)];
      const first = price.curve.pieces.find((piece) => piece.from >= 0)!;
      const step = first.to / 2;
      const budget = it.world.budget.with(n, it.world.budget[n]!.map((money, at) => (at === t ? money + step : money)));
      // The mean budget is the unit of the row, so the scales of the new model differ too.
      const again = await solveStage({ desk: it.desk, formulation: formulate({ ...it.world, budget }, it.freedom), objective: "shortfall", name: "again" });
      expect((it.stage.value - again.value) / step).toBeCloseTo(price.more, 6);
    }
    const lines = groups.find((group) => group.constraint === "capacity")?.priced.slice(0, 3) ?? [];
    for (const { subject } of lines) {
      const price = await priceOfBound(it, subject);
      const q = it.world.pools.findIndex((pool) => pool.lines.map((l) => it.world.lines[l]!.id).join("+") === subject.about.split(" ")[0]);
      const t = it.world.years.indexOf(subject.year!);
      const step = price.curve.pieces.find((piece) => piece.from >= 0)!.to / 2;
      const capacity = it.freedom.capacity.with(q, it.freedom.capacity[q]!.map((items, at) => (at === t ? items + step : items)));
      const again = await solveStage({ desk: it.desk, formulation: formulate(it.world, { ...it.freedom, capacity }), objective: "shortfall", name: "again" });
      expect((it.stage.value - again.value) / step).toBeCloseTo(price.more, 6);
    }
  });

  test("room to expand, and the ramp and the burden of a world in which both are rules, have their scales as well", async () => {
    const it = await caseIn({ ...small, nations: { Ash: 50, Birch: 5 }, leaves: { air: 20 }, shares: { air: { Ash: 10, Birch: 10 } }, years: 5, lines: [{ id: "works", systems: ["jet"], rate: 4, economic: 2, expansion: 2, expansionCost: 1 }], parameters: { ...plain, "plan.ramp-follows-use": 1, "plan.burden-band": 0.9, "plan.expansion-lead-time": 1 } });
    const subjects = subjectsOf(it.formulation);
    for (const constraint of ["expansion", "ramp", "burden"]) expect(subjects.filter((subject) => subject.constraint === constraint).every((subject) => subject.unit !== "units of the row" && subject.scale > 0), constraint).toBe(true);
    const room = subjects.find((subject) => subject.constraint === "expansion" && subject.about === "works")!;
    const price = await priceOfBound(it, room);
    const step = 0.25;
    const again = await solveStage({ desk: it.desk, formulation: formulate(it.world, { ...it.freedom, expansion: it.freedom.expansion.map((most) => most + step) }), objective: "shortfall", keep: it.keep, name: "again" });
    expect((it.stage.value - again.value) / step).toBeCloseTo(price.more, 6);
    // Half of today's rate may be added in every year: an item more of it loosens each ramp row by half an item, the first among them.
    const ramp = subjects.filter((subject) => subject.constraint === "ramp").toSorted((a, b) => a.year! - b.year!)[0]!;
    const ramped = await priceOfBound(it, ramp);
    const faster = it.world.lines.map((line) => ({ ...line, today: line.today + step }));
    const moved = await solveStage({ desk: it.desk, formulation: formulate({ ...it.world, lines: faster }, it.freedom), objective: "shortfall", keep: it.keep, name: "again" });
    expect(ramped.more).toBeGreaterThan(0);
    expect(moved.value).toBeLessThanOrEqual(it.stage.value - (step / 2) * ramped.more + 1e-6);
  });

  test("no row that limits anything is without words, and each is found by its key", async () => {
    const sized = fictionalOfSize({ nations: 3, leaves: 6, years: 6, seed: 4 });
    const { aligned } = await planAlliance({ ...sized, solver, dataRange: false });
    const it = await planCase({ ...sized, plan: aligned, solver });
    const subjects = subjectsOf(it.formulation);
    expect(new Set(subjects.map((subject) => subject.constraint)).size).toBeGreaterThan(5);
    for (const subject of subjects) {
      expect(subject.scale > 0 && Number.isFinite(subject.scale), subject.about).toBe(true);
      expect(subject.unit, `${subject.constraint} ${subject.about}`).not.toBe("units of the row");
      expect(subjectNamed(it, [subject.constraint, ...subject.about.split(" ")])?.row).toBe(subject.row);
    }
  });
});

/** minimise Σ c·x over random covering rows and one shared limit: the row whose curve is drawn. */
const anyModel = fc.record({ costs: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }), limit: fc.integer({ min: 1, max: 20 }), needs: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }) }).map(({ costs, limit, needs }): { model: MilpModel; subject: Subject } => {
  const build = new MilpBuilder();
  const bought = costs.map(() => build.column(0, 7));
  const short = needs.map((_, at) => build.column(0, 100, 10 - at));
  const row = build.row(Number.NEGATIVE_INFINITY, limit);
  bought.forEach((column, at) => build.entry(column, costs[at]!));
  needs.forEach((need, at) => {
    build.row(need, Number.POSITIVE_INFINITY);
    bought.forEach((column, k) => { if ((k + at) % 2 === 0) build.entry(column, 1 + ((k * 3 + at) % 3)); });
    build.entry(short[at]!, 1);
  });
  return { model: build.model(), subject: { row, constraint: "budget", about: "x", more: "one more M", way: ["more", "less"], unit: "M", scale: 1, bound: "upper" } };
});

test("a price curve is convex, without gaps, and runs through the values that a cold solve finds", async () => {
  await fc.assert(
    fc.asyncProperty(anyModel, fc.double({ min: 0, max: 1, noNaN: true }), async ({ model, subject }, part) => {
      const desk = { solver, signal: undefined, timeLimit: 10 };
      const limit = model.rowUpper[subject.row]!;
      const base = await solver.solve({ model, timeLimit: 10, name: "base" });
      const { pieces, value } = await curveOf({ desk, model, subject, base: { value: base.objective, dual: base.dual, basis: base.basis }, reach: { less: limit, more: limit }, solves: 40 });
      expect([pieces[0]!.from, pieces.at(-1)!.to]).toEqual([-limit, limit]);
      pieces.slice(1).forEach((piece, at) => {
        expect(piece.from).toBe(pieces[at]!.to);
        expect(piece.slope).toBeGreaterThanOrEqual(pieces[at]!.slope - 1e-7);
      });
      const at = limit * (2 * part - 1);
      const walked = pieces.reduce((sum, piece) => (at >= 0 ? sum + piece.slope * Math.max(Math.min(at, piece.to) - Math.max(piece.from, 0), 0) : sum - piece.slope * Math.max(Math.min(0, piece.to) - Math.max(at, piece.from), 0)), value);
      const cold = await solver.solve({ model: withMore(model, subject, at), timeLimit: 10, name: "cold" });
      expect(walked).toBeCloseTo(cold.objective, 5);
    }),
    { numRuns: 40, seed: 11 },
  );
});

test("what binds is ranked, what is asked for comes last, and each row can be asked", async () => {
  const it = await caseIn(small);
  const groups = await bindingOf(it);
  const explanation = explainBinding(it, groups)!;
  expect(explanation.sentence).toContain("Held back most by Ash 2031 (national budgets)");
  expect(groups.map((group) => group.isAsk)).toEqual(groups.map((group) => group.isAsk).sort((a, b) => Number(a) - Number(b)));
  const budget = groups.find((group) => group.constraint === "budget")!;
  expect([budget.rows, budget.priced.length]).toEqual([3, 1]);
  expect(budget.priced[0]).toMatchObject({ price: expect.closeTo(0.1, 6), limit: expect.closeTo(5, 6), percent: { least: expect.closeTo(0.005, 6), most: expect.closeTo(0.005, 6) }, more: { price: expect.closeTo(0.1, 6), upTo: expect.closeTo(3, 3) }, range: { less: expect.closeTo(2, 3), more: expect.closeTo(3, 3) } });
  expect(explainBinding(it, groups, "budget")!.steps[0]!.why).toBe("price/budget/Ash/2031");
  const ask = groups.find((group) => group.constraint === "requirement")!;
  expect(ask.priced.length).toBeGreaterThan(0);
  for (const row of explainBinding(it, groups, "requirement")!.steps) expect(row.text).toMatch(/asked for, nothing to spare; one more from elsewhere closes \(for certain from /);
  expect(explainBinding(it, groups, "budget")!.steps[0]!.text).toMatch(/allowed, all used; one more closes \(for certain from 2 less to 3 more\)/);
  const promised = { ...budget.priced[0]!, subject: { ...budget.priced[0]!.subject, constraint: "programme", about: "p.1", bound: "both", way: ["fewer", "more"] } } as const;
  expect(explainBinding(it, [{ ...budget, constraint: "programme", priced: [promised] }], "programme")!.steps[0]!.text).toContain("asked for, nothing to spare; one fewer closes (for certain from 2 more to 3 fewer)");
  expect(explainBinding(it, groups, "nonsense")).toBeUndefined();
});

describe("what binds, where one more closes less than one less costs", () => {
  const line = { lines: [{ id: "works", systems: ["jet"], rate: 5 }] };
  const noRoom = { ...plain, "plan.expansion": 0 };
  // 5 M buy 5 jets in 2031, all that the line makes. One jet less, of money or of line, costs a tenth; more of either alone closes nothing.
  const together: FictionalWorld = { ...small, ...line, parameters: noRoom };
  // Money beyond the line's jets buys kites, half as good: one more M closes half of what the last one did, and a slot less costs half a jet.
  const kites: FictionalWorld = { ...together, systems: { ...small.systems, kite: { cost: 1, lead: 1 } }, yields: [...small.yields, { system: "kite", leaf: "air", quantity: 0.5 }] };
  const bindingIn = async (world: FictionalWorld, constraint?: string) => {
    const it = await caseIn(world);
    const groups = await bindingOf(it, constraint);
    return { groups, row: (name: string) => groups.find((group) => group.constraint === name)!.priced[0]!, told: explainBinding(it, groups, constraint)! };
  };
  const lineText = (text: string): string => text.trim().replace("works 2031: 5 items allowed, all used; ", "");

  test("money and line run out together: one less of the line costs a tenth, one more closes nothing, and nothing stands above all", async () => {
    const { row, told } = await bindingIn(together);
    expect(row("capacity")).toMatchObject({ price: expect.closeTo(0.1, 6), more: { price: 0 }, percent: { least: expect.closeTo(0, 9), most: expect.closeTo(0, 9) } });
    expect(told.sentence).toBe("Nothing that could be loosened: what is short cannot be reached by loosening one limit alone.");
    const [group, works] = told.steps;
    expect([group!.text, group!.value]).toEqual(["Capacity of lines: 1 of 2 limits used up, more of 0 would help", exactly(0)]);
    expect([lineText(works!.text), works!.value]).toEqual(["one less costs 0.1; one more closes", exactly(0)]);
    // Of all rows only what one more of air in 2031 from elsewhere would close.
    expect(told.value).toEqual(exactly(1));
  });

  test("money that buys the second best stands above all by what that closes", async () => {
    const { row, told, groups } = await bindingIn(kites);
    expect(told.sentence).toBe("Held back most by Ash 2031 (national budgets): one per cent more of it would close 0.0025 weighted shortfall-years. Ranked by what one per cent more would close.");
    expect(groups.map((group) => group.constraint)[0]).toBe("budget");
    expect(row("budget")).toMatchObject({ more: { price: expect.closeTo(0.05, 6), upTo: expect.closeTo(6, 3) } });
    expect(row("capacity")).toMatchObject({ price: expect.closeTo(0.05, 6), more: { price: 0 } });
  });

  test.each(["together", "kites"] as const)("what nobody solved for is told as a most, and stands above nothing: %s", async (name) => {
    const world = { together, kites }[name];
    const unsolved = { ...world, parameters: { ...noRoom, "plan.binding-solved": 0 } };
    const { row, told } = await bindingIn(unsolved);
    const price = name === "together" ? 0.1 : 0.05;
    expect(row("capacity").more).toBeUndefined();
    expect(row("capacity").percent).toEqual({ least: 0, most: expect.closeTo(price * 0.05, 6) });
    const group = told.steps.findIndex((step) => step.text.startsWith("Capacity"));
    expect(told.steps[group]!.text).toBe("Capacity of lines: 1 of 2 limits used up, more of 0 would help, and of 1 only what one less costs is known");
    expect(told.steps[group]!.value).toEqual({ low: 0, base: 0, high: expect.closeTo(price * 0.05, 6) });
    expect(lineText(told.steps[group + 1]!.text)).toBe(`one less costs ${price} (for certain up to ${name === "together" ? 2 : 4} less); one more closes at most`);
    expect(told.sentence).toBe(name === "together" ? "Of no limit is it known that one per cent more closes anything: of 1 it is only known that it closes at most 0.005." : "Held back most by Ash 2031 (national budgets): one per cent more of it would close 0.0025 weighted shortfall-years. Ranked by what one per cent more would close.");
    const one = await bindingIn(unsolved, "capacity");
    expect([one.told.value, one.told.sentence]).toEqual([{ low: 0, base: 0, high: 1 }, expect.stringMatching(/ Of 2 limits of this kind 1 are used up, and more of 0 of them would close shortfall\. Of 1 only what one less costs is known: one more closes at most as much, and its own key tells how much\.$/)]);
  });

  test("a price that holds for less than a whole one is told per item", async () => {
    // 0.2 M are left: a slot more is used by a fifth. With up to 2 less in 2031 the next year makes up for it.
    const { told } = await bindingIn({ ...together, nations: { Ash: 5.2 } }, "capacity");
    expect(lineText(told.steps[0]!.text)).toBe("more closes, per item (for certain from 2 less to 0.2 more)");
  });

  test("the list and the key of a limit say the same of one more", async () => {
    const sized = fictionalOfSize({ nations: 4, leaves: 5, years: 6, seed: 7 });
    const asked: { readonly price: number; readonly more: number }[] = [];
    for (const world of [fictional(together), fictional(kites), sized]) {
      const { aligned } = await planAlliance({ ...world, solver, dataRange: false });
      const it = await planCase({ ...world, plan: aligned, solver });
      for (const { subject, more, price } of (await bindingOf(it)).flatMap((group) => group.priced.slice(0, 3))) {
        if (more === undefined) continue;
        const alone = await priceOfBound(it, subject);
        expect(more.price, `${subject.constraint} ${subject.about}`).toBeCloseTo(alone.more, 6);
        asked.push({ price, more: alone.more });
      }
    }
    // Among them some whose dual is the price of less, and some where it is that of more.
    expect(asked.some((it) => it.more < it.price / 2) && asked.some((it) => it.more > it.price * 0.999)).toBe(true);
  });
});

test.each([
  ["items", "item"],
  ["items a year", "item a year"],
  ["components", "component"],
  ["M CRD", "M CRD"],
  ["posts", "unit (posts)"],
])("the price of one of %s is told per %s", (unit, one) => expect(unitOf(unit)).toBe(one));
