import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { planAlliance } from "../compare.ts";
import { fictional, fictionalOfSize, type FictionalWorld } from "../fictional.ts";
import { MONEY_SCALE } from "../formulate.ts";
import type { Solver } from "../solver.ts";
import { moneyStage, type PlanCase, planCase } from "./case.ts";
import { priceList } from "./bill.ts";
import { explainReasons, orderPrices, orderReasons, type OrderAsk } from "./order.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await highsInProcess();
});

const plain = { "plan.discount": 0, "plan.urgent-weight": 1, "plan.learning-slope": 1, "plan.work-share-cost": 0, "assess.known-least": 0, "plan.ceiling": 1, "plan.advance": 0, "plan.stranding-insurance": 0, "plan.allowance-shortfall": 0, "plan.expansion": 0 };

/** 8 missing, money enough: jets at 1 M, or heavies at 3 M that count for two; a drone whose price nobody knows. */
const choice: FictionalWorld = {
  years: 4,
  nations: { Ash: 50 },
  leaves: { air: 10 },
  systems: { jet: { cost: 1, lead: 1 }, heavy: { cost: 3, lead: 1 }, drone: { lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "heavy", leaf: "air", quantity: 2 }, { system: "drone", leaf: "air", quantity: 1 }],
  holdings: [{ nation: "Ash", system: "jet", quantity: 2 }],
  shares: { air: { Ash: 10 } },
  parameters: plain,
};

const caseIn = async (world: FictionalWorld): Promise<PlanCase> => {
  const it = fictional(world);
  const { aligned } = await planAlliance({ ...it, solver, dataRange: false });
  return planCase({ ...it, plan: aligned, solver });
};
const sentenceIn = async (world: FictionalWorld, ask: OrderAsk): Promise<string> => {
  const it = await caseIn(world);
  const prices = await orderPrices(it);
  return explainReasons(it, prices, orderReasons(it, prices, ask)!).sentence;
};

describe("reasons solved by hand", () => {
  test("why this, why then, why from there, why not the other", async () => {
    const it = await caseIn({ ...choice, lines: [{ id: "works", systems: ["jet"], rate: 20 }] });
    const prices = await orderPrices(it);
    const why = orderReasons(it, prices, { nation: "Ash", system: "jet" })!;
    expect([why.quantity, it.world.years[why.t]]).toEqual([expect.closeTo(8, 4), 2031]);
    // One jet costs 1 M; that much it must be worth, all of it in 2031: a year later it is worth nothing.
    const bill = why.years.get(1)!;
    expect([bill.paid, bill.scarce, bill.slots, bill.net]).toEqual([expect.closeTo(1, 6), expect.closeTo(0, 6), expect.closeTo(0, 6), expect.closeTo(0, 6)]);
    expect([...why.years.values()].map((year) => year.net)).toEqual([0, 1, 1].map((net) => expect.closeTo(net, 5)));
    // A heavy closes two jets' worth for three jets' price: even at two thirds.
    expect(why.others).toMatchObject([{ bill: { net: expect.closeTo(1, 5) }, evenAt: expect.closeTo(2 / 3, 5) }]);
    expect(why.barred.map((other) => other.why)).toEqual(["its price is unknown, so no plan buys it"]);
    expect(explainReasons(it, prices, why).sentence).toBe("This: one closes 1 M CRD worth of air and takes 1. Then: a year earlier it cannot have arrived; a year later would cost 1 M CRD an item (it counts for less). From there: works makes it, with room to spare; no other line can. Not the other: heavy would be too dear by 1 M CRD an item until it costs 66.7 % of its price.");
  });

  test.each<readonly [string, FictionalWorld, OrderAsk, string]>([
    ["dearer than what it closes", choice, { nation: "Ash", system: "heavy" }, "One would close 2 M CRD worth of air and take 3: too dear by 1. It would be worth buying at 66.7 % of its price."],
    ["nothing is short", { ...choice, holdings: [{ nation: "Ash", system: "jet", quantity: 100 }] }, { nation: "Ash", system: "heavy" }, "One would close nothing that is still short and take 3 M CRD: too dear by 3. It would not be worth having for nothing."],
    ["before it can arrive", choice, { nation: "Ash", system: "jet", year: 2030 }, "It cannot: ordered now the first arrives in 2031."],
    ["what has no price", { ...choice, programmes: [{ id: "swarm", nation: "Ash", system: "drone", quantity: 1, first: 2031, last: 2031, status: "contracted", contractYear: 2029 }] }, { nation: "Ash", system: "drone" }, "It is promised by a programme, and counts for air (Ash)."],
  ])("%s", async (_, world, ask, sentence) => {
    expect(await sentenceIn(world, ask)).toContain(sentence);
  });

  test("a full line: its slot is worth what the next best costs more", async () => {
    // 3 jets a year; the rest of 8 in 2031 comes as heavies, for whose 2 units 3 M are paid: a slot saves half a M.
    const it = await caseIn({ ...choice, lines: [{ id: "works", systems: ["jet"], rate: 3 }] });
    const prices = await orderPrices(it);
    const why = orderReasons(it, prices, { nation: "Ash", system: "jet", year: 2031 })!;
    expect(why.years.get(1)).toMatchObject({ paid: expect.closeTo(1, 5), slots: expect.closeTo(0.5, 5), net: expect.closeTo(0, 5) });
    expect(explainReasons(it, prices, why).sentence).toContain("From there: works makes it, and a slot there is worth 0.5 M CRD; no other line can. Not the other: heavy is as good and may be bought beside it.");
  });

  test("nothing is said of what is not there", async () => {
    const it = await caseIn(choice);
    const prices = await orderPrices(it);
    expect(orderReasons(it, prices, { nation: "Ash", system: "boat" })).toBeUndefined();
    expect(orderReasons(it, prices, { nation: "Oak", system: "jet" })).toBeUndefined();
  });
});

test("a bill adds up to the reduced cost, and what is bought in the money stage is even or held back by its bound", async () => {
  const sized = fictionalOfSize({ nations: 4, leaves: 6, years: 7, seed: 9 });
  const { aligned } = await planAlliance({ ...sized, solver, dataRange: false });
  const it = await planCase({ ...sized, plan: aligned, solver });
  const stage = await moneyStage(it);
  const prices = priceList(it.formulation, stage);
  // The reduced cost again, column by column over all rows, the kept row included.
  const reduced = Float64Array.from(stage.model.cost);
  for (let row = 0; row < stage.model.rowCount; row++) for (let k = stage.model.starts[row]!; k < stage.model.starts[row + 1]!; k++) reduced[stage.model.indices[k]!]! -= stage.dual[row]! * stage.model.values[k]!;
  let bought = 0;
  for (const good of it.formulation.on.goods) {
    for (let t = good.first; t < it.world.years.length; t++) {
      const column = good.column + t - good.first;
      const bill = prices.of({ column, scale: good.scale, t });
      expect(bill.net).toBeCloseTo((reduced[column]! * MONEY_SCALE) / good.scale, 6);
      if (stage.primal[column]! <= 1e-6) continue;
      bought += 1;
      expect(bill.net).toBeLessThanOrEqual(1e-4 * (1 + bill.paid));
      if (stage.primal[column]! < it.formulation.model.colUpper[column]! - 1e-6) expect(bill.net).toBeGreaterThanOrEqual(-1e-4 * (1 + bill.paid));
    }
  }
  expect(bought).toBeGreaterThan(3);
});
