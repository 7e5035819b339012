import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { fictional } from "../fictional.ts";
import type { Agreement, Order, Plan } from "../plan.ts";
import { planAlliance } from "../compare.ts";
import { worldOf } from "../world.ts";
import { type AgreementGains, agreementGains } from "./agreement-gains.ts";
import { gamesOf } from "./agreement-game.ts";
import { allOf, bestWithin, curveGame, holds, sumOver } from "./game.ts";
import type { GainsDesk } from "./master.ts";
import { nucleolus } from "./nucleolus.ts";

let desk: GainsDesk;
beforeAll(async () => {
  desk = { solver: await highsInProcess(), timeLimit: 30 };
});

/** A plan of which only orders and agreements matter. */
const planOf = (orders: readonly Order[], agreements: readonly Agreement[]): Plan => ({ kind: "aligned", levers: ["lots"], figures: "base", currency: "CRD", priceYear: 2030, years: [], orders, production: [], lines: [], contributions: [], shortfalls: [], stocks: [], agreements, leads: [], adoptions: [], spend: [], stages: [], notPlanned: [], verification: { checked: 0, faults: [], largest: 0 }, shortfallYears: 0, shortfallWeighted: 0, cost: 0 });

/** Ash and Elm need 10 jets, Oak 40, at 1 M in lots of 10; every doubling halves the price. Nothing else is to pay. */
const jets = {
  years: 4,
  nations: { Ash: 100, Elm: 100, Oak: 100 },
  leaves: { air: 60 },
  systems: { jet: { cost: 1, lead: 1, upkeep: 0 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }],
  holdings: ["Ash", "Elm", "Oak"].map((nation) => ({ nation, system: "jet", quantity: 0 })),
  shares: { air: { Ash: 10, Elm: 10, Oak: 40 } },
  parameters: { "plan.discount": 0, "plan.advance": 0, "plan.learning-slope": 0.5, "plan.learning-floor": 0, "plan.first-lot": 1 / 6, "plan.work-share-cost": 0, "plan.set-up-cost": 0, "plan.coordination-cost": 0, "plan.ceiling": 1, "assess.readiness": 1, "assess.known-least": 0 },
};
const agreement: Agreement = { id: "joint:jet", system: "jet", members: ["Ash", "Elm", "Oak"], firstYear: 2032, lastYear: 2032, quantity: 60, lot: 40, priceFactor: 0.25, coordination: 0 };
const orderOf = (nation: string, quantity: number): Order => ({ nation, system: "jet", orderYear: 2031, year: 2032, quantity, unitPrice: 0.25, agreement: "joint:jet" });
const bought = planOf([orderOf("Ash", 10), orderOf("Elm", 10), orderOf("Oak", 40)], [agreement]);

const shared = async (world: Parameters<typeof fictional>[0], plan: Plan): Promise<AgreementGains> => {
  const [only] = await agreementGains({ ...fictional(world), plan, desk });
  if (only?.kind !== "shared") throw new Error(only?.reason ?? "no agreement");
  return only;
};
const columns = (it: AgreementGains, of: "nucleolus" | "shapley" | "savedAtOnePrice" | "savedInPlan" | "transfer") => it.members.map((one) => one[of]);
const near = (values: readonly number[], digits = 6) => values.map((it) => expect.closeTo(it, digits));

describe("one agreement, solved by hand", () => {
  test("the game: alone Ash and Elm pay 10, Oak 10 for its larger lot; worth by the tier that a group's quantity reaches", () => {
    const [it] = gamesOf(worldOf({ ...fictional(jets), figures: "base" }), bought);
    if (it === undefined || "reason" in it) throw new Error("no game");
    expect(it.members.map((one) => one.costAlone)).toEqual(near([10, 10, 10]));
    // Ash + Elm: 20 at 1/2. With Oak 50 or 60: tier 40 at 1/4.
    expect([0b001, 0b010, 0b100, 0b011, 0b101, 0b110, 0b111].map(it.game.worth)).toEqual(near([0, 0, 0, 10, 7.5, 7.5, 15]));
  });

  test("shares: one price gives Oak nothing; the nucleolus gives it 10/3, Shapley 25/6", async () => {
    const it = await shared(jets, bought);
    expect(columns(it, "savedAtOnePrice")).toEqual(near([7.5, 7.5, 0]));
    expect(columns(it, "savedInPlan")).toEqual(near([7.5, 7.5, 0]));
    expect(columns(it, "nucleolus")).toEqual(near([35 / 6, 35 / 6, 10 / 3]));
    expect(columns(it, "shapley")).toEqual(near([65 / 12, 65 / 12, 25 / 6]));
    expect(columns(it, "transfer")).toEqual(near([-5 / 3, -5 / 3, 10 / 3]));
    expect(it).toMatchObject({ saving: expect.closeTo(15, 6), isStable: true, subsidy: 0, isProved: true, excess: expect.closeTo(-5 / 3, 6), pivotal: [] });
  });

  test("coordination: at 10 a member a year too much is paid for being in, and nobody gains", async () => {
    const it = await shared({ ...jets, parameters: { ...jets.parameters, "plan.coordination-cost": 10 } }, planOf(bought.orders, [{ ...agreement, coordination: 10 * 3 * 4 }]));
    expect(it.saving).toBe(0);
    expect(columns(it, "nucleolus")).toEqual(near([0, 0, 0]));
    expect(columns(it, "savedInPlan")).toEqual(near([7.5 - 40, 7.5 - 40, -40]));
    expect(it.members.every((one) => !one.isIn)).toBe(true);
  });

  test("a member that brings less than it costs is better left out, and what it loses in the plan is named", async () => {
    // One M a year each, 4 in all: Oak loses 4 by being in, and without it Ash and Elm, 20 at 1/2, save 10 − 8.
    const it = await shared(jets, planOf(bought.orders, [{ ...agreement, coordination: 12 }]));
    expect(columns(it, "savedInPlan")).toEqual(near([3.5, 3.5, -4]));
    // All three: 7 − 4 = 3 against 2 without Oak: it stays, and is paid for staying.
    expect(it).toMatchObject({ saving: expect.closeTo(3, 6), isStable: true });
    expect(it.members.map((one) => one.isIn)).toEqual([true, true, true]);
    expect(it.members[2]!.transfer).toBeGreaterThan(4 - 1e-6);
    // At 2 M a year together for each, Ash, Elm and Oak save 15 − 3 · 6 < 0 and nobody is in.
    expect((await shared(jets, planOf(bought.orders, [{ ...agreement, coordination: 18 }]))).saving).toBe(0);
  });

  test("an ally outside the best group has no part in it, to the last digit, and neither pays nor receives", async () => {
    // Yew needs a tenth of a jet and would pay 1 M for being in.
    const four = { ...jets, nations: { ...jets.nations, Yew: 100 }, holdings: [...jets.holdings, { nation: "Yew", system: "jet", quantity: 0 }], shares: { air: { ...jets.shares.air, Yew: 0.1 } } };
    const it = await shared(four, planOf([...bought.orders, orderOf("Yew", 0.1)], [{ ...agreement, members: ["Ash", "Elm", "Oak", "Yew"], coordination: 4 }]));
    expect(it.members.map((one) => one.isIn)).toEqual([true, true, true, false]);
    expect(it.members[3]).toMatchObject({ savedAtOnePrice: 0, nucleolus: 0, transfer: 0 });
  });

  test("a step of the price that hangs on everybody makes everybody pivotal, and shares alike", async () => {
    const it = await shared({ ...jets, shares: { air: { Ash: 20, Elm: 20, Oak: 20 } }, parameters: { ...jets.parameters, "plan.first-lot": 0.5 } }, planOf([orderOf("Ash", 20), orderOf("Elm", 20), orderOf("Oak", 20)], [{ ...agreement, lot: 60, priceFactor: 0.5 }]));
    // Two buy 40 in lots of 30: the first price. All buy 60: half of it.
    expect(it).toMatchObject({ saving: expect.closeTo(30, 6), pivotal: ["Ash", "Elm", "Oak"] });
    expect(columns(it, "nucleolus")).toEqual(near([10, 10, 10]));
  });

  test.each([
    ["one buyer", planOf([orderOf("Ash", 10)], [agreement]), "Only one member buys"],
    ["no buyer", planOf([], [agreement]), "Only 0 members buy"],
  ])("%s: nothing to share", async (_, plan, words) => {
    expect(await agreementGains({ ...fictional(jets), plan, desk })).toEqual([{ kind: "none", agreement: "joint:jet", system: "jet", reason: expect.stringContaining(words) }]);
  });

  test("a member that buys nothing is named with what it pays for coordination", async () => {
    const it = await shared(jets, planOf(bought.orders.slice(0, 2), [{ ...agreement, lot: 20, priceFactor: 0.5, coordination: 12 }]));
    expect(it.idle).toEqual([{ ally: "Oak", coordination: expect.closeTo(4, 9) }]);
  });

  test("an agreement of a plan that was really solved: members save in the plan what their game is worth", async () => {
    // Alike allies with too little money: 20 each at half the first price alone, at a quarter together.
    const made = fictional({ ...jets, nations: { Ash: 2.4, Elm: 2.4, Oak: 2 }, shares: { air: { Ash: 20, Elm: 20, Oak: 20 } }, parameters: { ...jets.parameters, "plan.discount": 0.03, "plan.advance": 0.3, "plan.set-up-cost": 0.01, "plan.coordination-cost": 0.01 } });
    const { aligned } = await planAlliance({ ...made, solver: desk.solver, dataRange: false, levers: ["lots"] });
    expect(aligned.agreements).toMatchObject([{ system: "jet", members: ["Ash", "Elm", "Oak"] }]);
    const [it] = await agreementGains({ ...made, plan: aligned, desk });
    if (it?.kind !== "shared") throw new Error("nothing shared");
    expect(it.savingInPlan).toBeGreaterThan(1);
    expect(it.saving).toBeCloseTo(it.savingInPlan, 6);
    // The plan's own books: what members pay less than for the same items alone.
    const paid = aligned.orders.reduce((sum, one) => sum + one.quantity * (one.unitPrice ?? 0), 0);
    const alone = aligned.orders.reduce((sum, one) => sum + one.quantity * 0.5, 0);
    expect(paid / alone).toBeCloseTo(0.5 * 1.01, 6);
    expect(columns(it, "savedAtOnePrice")).toEqual(near(columns(it, "savedInPlan")));
    expect(it.isStable).toBe(true);
  });
});

describe("any game of a falling price", () => {
  const anyMember = fc.record({ quantity: fc.integer({ min: 1, max: 9 }), value: fc.integer({ min: 1, max: 9 }), gain: fc.integer({ min: -10, max: 90 }) });
  const anyCurve = fc.tuple(fc.array(anyMember, { minLength: 2, maxLength: 6 }), fc.array(fc.record({ from: fc.integer({ min: 2, max: 40 }), fall: fc.integer({ min: 0, max: 4 }) }), { maxLength: 3 }));
  const gameOf = ([members, steps]: typeof anyCurve extends fc.Arbitrary<infer T> ? T : never) =>
    curveGame(members.map((_, i) => `ally-${i}`), {
      gain: Float64Array.from(members, (it) => it.gain),
      quantity: Float64Array.from(members, (it) => it.quantity),
      value: Float64Array.from(members, (it) => it.value),
      price: (quantity) => 14 - steps.reduce((sum, it) => sum + (quantity >= it.from ? it.fall : 0), 0),
      fixed: 0,
      membersLeast: 2,
    });

  test("where every member of the best group saves at one price, that price leaves no group better off by itself", () => {
    fc.assert(
      fc.property(anyCurve, (curve) => {
        const game = gameOf(curve);
        const n = game.players.length;
        const { buyers } = bestWithin(game.curve!, allOf(n));
        const price = game.curve!.price(sumOver(game.curve!.quantity, buyers));
        const shares = Float64Array.from(game.players, (_, i) => (holds(buyers, i) ? game.curve!.gain[i]! - game.curve!.value[i]! * price : 0));
        // Who is outside must not gain by the price of the best group either, or it would be in.
        if (shares.some((it) => it < 0)) return;
        for (let s = 1; s <= allOf(n); s++) expect(game.worth(s) - sumOver(shares, s)).toBeLessThan(1e-9);
      }),
      { numRuns: 400 },
    );
  });

  test("some rule always leaves every group content: the least largest excess is never above 0", async () => {
    await fc.assert(
      fc.asyncProperty(anyCurve, async (curve) => {
        expect((await nucleolus({ game: gameOf(curve), desk, until: "least-core" })).excessMost).toBeLessThan(1e-4);
      }),
      { numRuns: 150 },
    );
  });
});
