import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import type { LineYear, Order, Plan, Production } from "../plan.ts";
import { type BalanceRow, balanceOf, type JointWork, jointWorkOf } from "./balance.ts";
import type { GainsDesk } from "./master.ts";
import { repairBalance } from "./repair.ts";

let desk: GainsDesk;
beforeAll(async () => {
  desk = { solver: await highsInProcess(), timeLimit: 30 };
});

const planOf = (orders: readonly Order[], production: readonly Production[], lines: readonly LineYear[] = []): Plan => ({ kind: "aligned", levers: ["lots"], figures: "base", currency: "CRD", priceYear: 2030, years: [], orders, production, lines, contributions: [], shortfalls: [], stocks: [], agreements: [], leads: [], adoptions: [], spend: [], stages: [], notPlanned: [], verification: { checked: 0, faults: [], largest: 0 }, shortfallYears: 0, shortfallWeighted: 0, cost: 0 });
const order = (nation: string, quantity: number, year = 2031, system = "jet"): Order => ({ nation, system, orderYear: year - 1, year, quantity, unitPrice: 2, agreement: `joint:${system}` });
const nations = ["Ash", "Elm", "Oak"];
const lines = [
  { id: "l.ash", nation: "Ash", systems: ["jet"] },
  { id: "l.elm", nation: "Elm", systems: ["aircraft"] },
  { id: "l.far", nation: "Farland", systems: ["jet"] },
];

describe("work and cost, by hand", () => {
  // 10 jets at 2 M: Ash makes 4, Elm 1, Farland 5. Ash buys 2, Elm 2, Oak 6.
  const plan = planOf([order("Ash", 2), order("Elm", 2), order("Oak", 6), { ...order("Oak", 5), agreement: "" }].map(({ agreement, ...it }) => (agreement === "" ? it : { ...it, agreement: agreement ?? "" })), [{ line: "l.ash", system: "jet", year: 2031, quantity: 6 }, { line: "l.elm", system: "jet", year: 2031, quantity: 1.5 }, { line: "l.far", system: "jet", year: 2031, quantity: 7.5 }]);
  const works = jointWorkOf({ plan, nations, lines });

  test("joint work follows the lines in the proportions of all that they make; what is made outside is told apart", () => {
    expect(works).toEqual([{ agreement: "joint:jet", system: "jet", year: 2031, cost: [4, 4, 12], work: [8, 2, 0], outside: 10, unknown: 0, onLine: [{ line: "l.ash", nation: 0, work: 8, price: 2 }, { line: "l.elm", nation: 1, work: 2, price: 2 }] }]);
  });

  test("the balance compares shares of the work that stays: Ash pays for a fifth of it and has four fifths", () => {
    const rows = balanceOf(works, nations, [2030, 2031]);
    expect(rows.filter((it) => it.year === 2030).every((it) => it.imbalance === 0)).toBe(true);
    expect(rows.filter((it) => it.year === 2031)).toEqual([
      { nation: "Ash", year: 2031, cost: 2, work: 8, costShare: 0.2, workShare: 0.8, imbalance: 6 },
      { nation: "Elm", year: 2031, cost: 2, work: 2, costShare: 0.2, workShare: 0.2, imbalance: 0 },
      { nation: "Oak", year: 2031, cost: 6, work: 0, costShare: 0.6, workShare: 0, imbalance: -6 },
    ]);
  });

  test("two agreements that each lean one way balance together: the balance is global", () => {
    const both = jointWorkOf({
      nations,
      lines: [...lines, { id: "l.oak", nation: "Oak", systems: ["gun"] }],
      plan: planOf([order("Ash", 5), order("Oak", 5), order("Ash", 5, 2032, "gun"), order("Oak", 5, 2032, "gun")], [{ line: "l.ash", system: "jet", year: 2031, quantity: 10 }, { line: "l.oak", system: "gun", year: 2032, quantity: 10 }]),
    });
    const rows = balanceOf(both, nations, [2031, 2032]);
    expect(rows.filter((it) => it.year === 2031).map((it) => it.imbalance)).toEqual([10, 0, -10]);
    expect(rows.filter((it) => it.year === 2032).map((it) => it.imbalance)).toEqual([0, 0, 0]);
  });

  test("of joint orders without a known line the work is unknown and balances nobody", () => {
    expect(jointWorkOf({ plan: planOf([order("Ash", 5)], []), nations, lines })).toMatchObject([{ unknown: 10, work: [0, 0, 0], outside: 0 }]);
  });

  test("what a line of makers makes that are not named, or that several share, is made nobody knows where", () => {
    const shared = ["_WORLD", "_NORTH"].map((nation, at) => ({ id: `l.${at}`, nation, systems: ["jet"] }));
    const made = [{ line: "l.ash", system: "jet", year: 2031, quantity: 1 }, { line: "l.far", system: "jet", year: 2031, quantity: 1 }, ...shared.map((it) => ({ line: it.id, system: "jet", year: 2031, quantity: 1.5 }))];
    expect(jointWorkOf({ plan: planOf([order("Ash", 5)], made), nations, lines: [...lines, ...shared] })).toMatchObject([{ cost: [10, 0, 0], work: [2, 0, 0], outside: 2, unknown: 6 }]);
  });

  test("the repair moves work where a line has room, and pays the rest; a tenth of all work is let pass", async () => {
    const room: LineYear[] = [{ line: "l.elm", year: 2031, capacity: 2.5, added: 0, used: 1.5 }];
    const ask = { balance: balanceOf(works, nations, [2031]), works, lines, lineYears: room, classOf: () => "aircraft", band: 0.1, desk };
    // Band 1 M: Ash gives 5, Oak gets 5. Elm is in balance, so it takes no work although its line has room.
    expect(await repairBalance(ask)).toMatchObject({ band: 1, moves: [], payments: [{ from: "Ash", to: "Oak", amount: expect.closeTo(5, 6) }], moved: expect.closeTo(5, 6), after: [{ imbalance: expect.closeTo(1, 6) }, { imbalance: 0 }, { imbalance: expect.closeTo(-1, 6) }] });
    // With a line of Oak's that makes jets and has room for one: 2 M as work, 3 M as money.
    const withOak = await repairBalance({ ...ask, lines: [...lines, { id: "l.oak", nation: "Oak", systems: ["jet"] }], lineYears: [...room, { line: "l.oak", year: 2031, capacity: 1, added: 0, used: 0 }] });
    expect(withOak).toMatchObject({ moved: expect.closeTo(5, 6), moves: [{ system: "jet", year: 2031, fromLine: "l.ash", toLine: "l.oak", from: "Ash", to: "Oak", amount: expect.closeTo(2, 6), quantity: expect.closeTo(1, 6) }], payments: [{ from: "Ash", to: "Oak", amount: expect.closeTo(3, 6) }] });
  });
});

describe("any balance", () => {
  const anyBalance = fc.array(fc.record({ cost: fc.integer({ min: 0, max: 100 }), work: fc.integer({ min: 0, max: 100 }) }), { minLength: 2, maxLength: 10 }).filter((all) => all.some((it) => it.cost > 0) && all.some((it) => it.work > 0));
  test("is brought within the band by the least that can do it, nobody is moved past balance, and payments are fewer than allies", async () => {
    await fc.assert(
      fc.asyncProperty(anyBalance, fc.double({ min: 0, max: 0.3, noNaN: true }), async (all, band) => {
        const names = all.map((_, i) => `ally-${i}`);
        const works: JointWork[] = [{ agreement: "joint:a", system: "a", year: 2030, cost: all.map((it) => it.cost), work: all.map((it) => it.work), outside: 0, unknown: 0, onLine: [] }];
        const balance: readonly BalanceRow[] = balanceOf(works, names, [2030]);
        const it = await repairBalance({ balance, works, lines: [], lineYears: [], classOf: () => undefined, band, desk });
        const beyond = (side: 1 | -1): number => balance.reduce((sum, row) => sum + Math.max(side * row.imbalance - it.band, 0), 0);
        expect(balance.reduce((sum, row) => sum + row.imbalance, 0)).toBeCloseTo(0, 9);
        expect(it.moved).toBeCloseTo(Math.max(beyond(1), beyond(-1)), 4);
        for (const [at, row] of it.after.entries()) {
          expect(Math.abs(row.imbalance)).toBeLessThanOrEqual(it.band + 1e-5);
          expect(row.imbalance * Math.sign(balance[at]!.imbalance)).toBeGreaterThanOrEqual(-1e-5);
        }
        expect(it.payments.length).toBeLessThan(all.length);
      }),
      { numRuns: 60 },
    );
  });
});
