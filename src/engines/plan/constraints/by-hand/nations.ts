import type { HandCase } from "./case.ts";
import { PLAIN, TINY_WORLD, TWO_NATIONS } from "./tiny.ts";

/** Cases of what nations hold, get and contribute, by constraint. */
export const NATION_CASES: Readonly<Record<string, readonly HandCase[]>> = {
  deliveries: [
    {
      about: "with a lead time of two years the first jet counts in 2032: 8 of 10 are short twice, then none",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, systems: { jet: { cost: 1, lead: 2 } } },
      figures: {
        shortfall: [(it) => it.value("shortfall"), 0.8 + 0.8],
        "columns of purchases": [(it) => it.formulation.on.goods.length * (3 - it.formulation.on.goods[0]!.first), 1],
        // 300 M buy at most 300 / 0.85; more than the whole requirement of 10 counts nowhere.
        "most in a year, items": [(it) => it.upper("buy.Ash.jet.2032") * it.formulation.on.goods[0]!.scale, 10],
      },
    },
    {
      about: "2 M a year, 6 M in all, at the least price that lots can bring, 0.8 M: 7.5 at most in any year",
      world: { ...TINY_WORLD, nations: { Ash: 2 }, parameters: { ...PLAIN, "plan.learning-floor": 0.8 } },
      figures: { "most in a year, items": [(it) => it.upper("buy.Ash.jet.2031") * it.formulation.on.goods[0]!.scale, 7.5], shortfall: [(it) => it.value("shortfall"), 0.8 + 0.6 + 0.4] },
    },
  ],
  balance: [
    {
      about: "2 held, 1 leaves in 2031, 3 come in 2031 and stay: 8, then 10 − 1 − 3 = 6 twice",
      world: { ...TINY_WORLD, nations: { Ash: [0, 3, 0] }, retirements: [{ nation: "Ash", system: "jet", year: 2031, quantity: 1 }] },
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.6 + 0.6] },
    },
  ],
  programme: [
    {
      about: "a contract of 4 M against 1 M in each of its two years: kept, since undelivered it counts tenfold; 2 M over, two mean budgets",
      world: { ...TINY_WORLD, nations: { Ash: 1 }, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 4, first: 2031, last: 2032, status: "contracted" }] },
      figures: { violations: [(it) => it.value("violations"), 2], undelivered: [(it) => it.column("undelivered.P"), 0] },
    },
    {
      about: "the same only announced: each M over counts 1, each item undelivered 1/4, so what 2 M buy is delivered and half is not",
      world: { ...TINY_WORLD, nations: { Ash: 1 }, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 4, first: 2031, last: 2032 }] },
      figures: { violations: [(it) => it.value("violations"), 0.5], undelivered: [(it) => it.column("undelivered.P"), 0.5] },
    },
    {
      about: "announced for 2032 only, money in 2031 only: with dates open it comes in 2031, a year moved; with dates closed it is not paid for",
      world: { ...TWO_NATIONS, nations: { Ash: [0, 4, 0], Birch: 0 }, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 4, first: 2032, last: 2032 }] },
      objectives: ["violations", "shortfall", "deviation"],
      figures: { violations: [(it) => it.value("violations"), 0], "delivered in 2031": [(it) => it.delivered("Ash", "jet", 2031), 4], deviation: [(it) => it.value("deviation"), 1] },
    },
  ],
  contribution: [
    {
      about: "without roles, two limiting inputs: 4 jets and 3 crews make 3 of Ash's 6; Birch makes none of its 4: 7 of 10 short in each of three years",
      world: {
        ...TWO_NATIONS,
        nations: { Ash: 0, Birch: 0 },
        systems: { jet: { cost: 1, lead: 1 }, crew: { cost: 1, lead: 1 } },
        yields: [{ system: "jet", leaf: "air", quantity: 1, combine: "limiting" }, { system: "crew", leaf: "air", quantity: 1, combine: "limiting" }],
        holdings: [{ nation: "Ash", system: "jet", quantity: 4 }, { nation: "Ash", system: "crew", quantity: 3 }],
        shares: { air: { Ash: 6, Birch: 4 } },
      },
      freedom: { roles: false },
      figures: { shortfall: [(it) => it.value("shortfall"), 3 * 0.7] },
    },
    {
      about: "the same with 3 M for Ash from 2031: 2 jets and 3 crews bring 6, so its share is full and 4 of 10 stay short",
      world: {
        ...TWO_NATIONS,
        nations: { Ash: 5, Birch: 0 },
        systems: { jet: { cost: 1, lead: 1 }, crew: { cost: 1, lead: 1 } },
        yields: [{ system: "jet", leaf: "air", quantity: 1, combine: "limiting" }, { system: "crew", leaf: "air", quantity: 1, combine: "limiting" }],
        holdings: [{ nation: "Ash", system: "jet", quantity: 4 }, { nation: "Ash", system: "crew", quantity: 3 }],
        shares: { air: { Ash: 6, Birch: 4 } },
      },
      freedom: { roles: false },
      figures: { shortfall: [(it) => it.value("shortfall"), 0.7 + 0.4 + 0.4], jets: [(it) => it.delivered("Ash", "jet", 2031), 2], crews: [(it) => it.delivered("Ash", "crew", 2031), 3] },
    },
    {
      about: "10 jets without the standard they need count 7",
      world: { ...TINY_WORLD, nations: { Ash: 0 }, holdings: [{ nation: "Ash", system: "jet", quantity: 10 }], yields: [{ system: "jet", leaf: "air", quantity: 1, standard: "K" }], standards: { K: { leaves: ["air"], cost: 1 } }, adoptions: [{ nation: "Ash", standard: "K", status: "none" }], parameters: { ...PLAIN, "plan.credit": 0.7 } },
      figures: { shortfall: [(it) => it.value("shortfall"), 3 * 0.3] },
    },
  ],
  ceiling: [
    {
      about: "money without end, but no nation counts more than half: 10 short in 2030, 5 ever after",
      world: { ...TWO_NATIONS, nations: { Ash: 100, Birch: 0 }, yields: [{ system: "jet", leaf: "air", quantity: 1, combine: "limiting" }], parameters: { ...PLAIN, "plan.ceiling": 0.5 } },
      figures: { shortfall: [(it) => it.value("shortfall"), 1 + 0.5 + 0.5], "most counted": [(it) => it.upper("counted.Ash.air.2032") * it.formulation.on.pairs[0]!.scale, 5] },
    },
    {
      about: "Ash is promised 4 and could buy without end, and counts 5 of 10 all the same; Birch buys the rest, 2 a year: 10, 3, 1 short",
      world: { ...TWO_NATIONS, nations: { Ash: 100, Birch: 2 }, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 4, first: 2031, last: 2031, status: "contracted" }], parameters: { ...PLAIN, "plan.ceiling": 0.5 } },
      figures: { shortfall: [(it) => it.value("shortfall"), 1 + 0.3 + 0.1], Birch: [(it) => it.delivered("Birch", "jet", 2031) + it.delivered("Birch", "jet", 2032), 4] },
    },
  ],
  split: [
    {
      about: "8 jets serve air or sea, 10 needed of each: 12 short a year wherever they go",
      world: { ...TINY_WORLD, nations: { Ash: 0 }, leaves: { air: 10, sea: 10 }, holdings: [{ nation: "Ash", system: "jet", quantity: 8 }], yields: [{ system: "jet", leaf: "air", quantity: 1, combine: "alternative" }, { system: "jet", leaf: "sea", quantity: 1, combine: "alternative" }], shares: { air: { Ash: 10 }, sea: { Ash: 10 } } },
      figures: { shortfall: [(it) => it.value("shortfall"), 3 * 1.2] },
    },
    {
      about: "with air worth twice as much all 8 serve air: 2 · 0.2 + 1 a year",
      world: { ...TINY_WORLD, nations: { Ash: 0 }, leaves: { air: 10, sea: 10 }, priorities: { air: 2 }, holdings: [{ nation: "Ash", system: "jet", quantity: 8 }], yields: [{ system: "jet", leaf: "air", quantity: 1, combine: "alternative" }, { system: "jet", leaf: "sea", quantity: 1, combine: "alternative" }], shares: { air: { Ash: 10 }, sea: { Ash: 10 } } },
      figures: { shortfall: [(it) => it.value("shortfall"), 3 * (2 * 0.2 + 1)] },
    },
  ],
  requirement: [
    {
      // Level 1 weighs 2^1.2 / 1.4 and level 3 weighs 2^0.4 / 1.4, where 1.4 = 0.4 · 2 + 0.6 makes the mean 1.
      about: "4 needed at CAP level 1 and 6 at level 3, 5 held: level 1 is full, 5 of 10 are short at level 3",
      world: { ...TINY_WORLD, nations: { Ash: 0 }, levels: { air: { 1: 4, 3: 6 } }, holdings: [{ nation: "Ash", system: "jet", quantity: 5 }], parameters: { ...PLAIN, "plan.urgent-weight": 2, "plan.urgent-share": 0.4 } },
      figures: { shortfall: [(it) => it.value("shortfall"), (3 * 0.5 * 2 ** 0.4) / 1.4] },
    },
    {
      about: "2 held and 1 M in 2031: 3 of the 4 most urgent, then nothing more; priority 3",
      world: { ...TINY_WORLD, nations: { Ash: [0, 1, 0] }, priorities: { air: 3 }, levels: { air: { 1: 4, 3: 6 } }, parameters: { ...PLAIN, "plan.urgent-weight": 2, "plan.urgent-share": 0.4 } },
      figures: {
        shortfall: [(it) => it.value("shortfall"), (3 * ((0.2 + 0.1 + 0.1) * 2 ** 1.2 + 3 * 0.6 * 2 ** 0.4)) / 1.4],
        "price of the requirement of 2032": [(it) => it.dual("requirement.air_2032"), (3 * 2 ** 1.2) / 1.4],
      },
    },
  ],
  stock: [
    {
      about: "10 of 30 rounds in store, 1 M a year buys 10: 20, 10 and 0 short of 30, at half the weight of a requirement",
      world: { ...TINY_WORLD, nations: { Ash: 1 }, leaves: { air: 2 }, shares: { air: { Ash: 2 } }, systems: { jet: { cost: 1, lead: 1 }, round: { cost: 0.1, lead: 1, kind: "munition" } }, stocks: [{ nation: "Ash", system: "round", quantity: 10, target: 30 }] },
      figures: { shortfall: [(it) => it.value("shortfall"), 0.5 * (20 / 30 + 10 / 30)] },
    },
  ],
  persistence: [
    {
      about: "the last plan had 5 in 2031 and 4 in 2032; 8 are needed and money is least first: 1 item fewer of a need of 8",
      world: { ...TINY_WORLD, adoptedOrders: [{ nation: "Ash", system: "jet", year: 2031, quantity: 5 }, { nation: "Ash", system: "jet", year: 2032, quantity: 4 }] },
      objectives: ["violations", "shortfall", "money", "deviation"],
      figures: { money: [(it) => it.value("money"), 0.008], deviation: [(it) => it.value("deviation"), 1 / 8], "bought in 2032": [(it) => it.delivered("Ash", "jet", 2032), 3] },
    },
    {
      about: "the last plan had 5 in 2031 and nothing in 2032; 3 new ones there of a need of 8",
      world: { ...TINY_WORLD, adoptedOrders: [{ nation: "Ash", system: "jet", year: 2031, quantity: 5 }] },
      objectives: ["violations", "shortfall", "money", "deviation"],
      figures: { deviation: [(it) => it.value("deviation"), 3 / 8], "bought in 2032": [(it) => it.delivered("Ash", "jet", 2032), 3] },
    },
    {
      about: "two systems do the same at one price and the last plan had 8 of one: none of the other, which it did not have",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, systems: { jet: { cost: 1, lead: 1 }, kite: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "kite", leaf: "air", quantity: 1 }], adoptedOrders: [{ nation: "Ash", system: "kite", year: 2031, quantity: 8 }] },
      objectives: ["violations", "shortfall", "money", "deviation"],
      figures: { deviation: [(it) => it.value("deviation"), 0], kites: [(it) => it.delivered("Ash", "kite", 2031), 8], jets: [(it) => it.delivered("Ash", "jet", 2031) + it.delivered("Ash", "jet", 2032), 0] },
    },
  ],
};
