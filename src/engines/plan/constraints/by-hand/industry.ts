import type { HandCase } from "./case.ts";
import { PLAIN, TINY_WORLD, TWO_NATIONS } from "./tiny.ts";

const LINES_OPEN = { open: { agreements: [], adoptionYears: [], fallback: false, lines: true } } as const;

/** Cases of what industry can make, by constraint. */
export const INDUSTRY_CASES: Readonly<Record<string, readonly HandCase[]>> = {
  supply: [
    {
      about: "two lines of 3 and 2 a year, one of them with a minimum: 5 a year are made and delivered: 8, 3, 0 short",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, lines: [{ id: "east", systems: ["jet"], rate: 3, minimum: 1 }, { id: "west", systems: ["jet"], rate: 2 }] },
      freedom: LINES_OPEN,
      figures: {
        shortfall: [(it) => it.value("shortfall"), 0.8 + 0.3],
        // Nothing is made that nobody takes.
        "made in 2031": [(it) => 3 * it.column("make.east.jet.2031") + 2 * it.column("make.west.jet.2031"), 5],
      },
    },
  ],
  capacity: [
    {
      about: "a line of 3 a year: 8, 5, 2 short; one more item in 2031 is worth 0.1 in each of two years, 0.6 for a row counted in three items",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, lines: [{ id: "works", systems: ["jet"], rate: 3 }] },
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.5 + 0.2], dual: [(it) => it.dual("capacity.works_2031"), -0.6] },
    },
    {
      about: "slots of 1 and 2 a year for Ash and Birch while dates are closed: 3 a year together, as each has its own",
      world: { ...TWO_NATIONS, lines: [{ id: "works", systems: ["jet"], rate: 3 }] },
      freedom: { dates: false, slots: new Map([[0, [new Float64Array([1, 1, 1]), new Float64Array([2, 2, 2])]]]) },
      figures: { shortfall: [(it) => it.value("shortfall"), 1 + 0.7 + 0.4], Ash: [(it) => it.delivered("Ash", "jet", 2031), 1], Birch: [(it) => it.delivered("Birch", "jet", 2031), 2] },
    },
  ],
  ramp: [
    {
      about: "a line that follows its use, idle in 2030, today 2 a year: 1 in 2031, 1.25 · 1 + 1 in 2032: 8, 7, 4.75 short",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, lines: [{ id: "works", systems: ["jet"], rate: 10, economic: 2 }], parameters: { ...PLAIN, "plan.ramp-follows-use": 1, "plan.ramp": 0.25 } },
      figures: { violations: [(it) => it.value("violations"), 0], shortfall: [(it) => it.value("shortfall"), 0.8 + 0.7 + 0.475] },
    },
    {
      about: "a contract of 3 in 2031 on that line is delivered: 2 more than it can make, in parts of its maximum of 10",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, lines: [{ id: "works", systems: ["jet"], rate: 10, economic: 2 }], programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 3, first: 2031, last: 2031, status: "contracted" }], parameters: { ...PLAIN, "plan.ramp-follows-use": 1, "plan.ramp": 0.25 } },
      figures: { violations: [(it) => it.value("violations"), 0.2] },
    },
    {
      about: "a contract of 1 that ends in 2031 is use too: 1.25 · 1 + 1 may be bought in 2032, and 1.25 · 2.25 + 1 in 2033: 8, 7, 4.75, 0.9375 short",
      world: { ...TINY_WORLD, years: 4, nations: { Ash: 100 }, lines: [{ id: "works", systems: ["jet"], rate: 10, economic: 2 }], programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 1, first: 2031, last: 2031, status: "contracted" }], parameters: { ...PLAIN, "plan.ramp-follows-use": 1, "plan.ramp": 0.25 } },
      figures: { violations: [(it) => it.value("violations"), 0], shortfall: [(it) => it.value("shortfall"), 0.8 + 0.7 + 0.475 + 0.09375], "bought in 2032": [(it) => it.delivered("Ash", "jet", 2032), 2.25] },
    },
  ],
  expansion: [
    {
      about: "a line of 1 a year, 2 more for 1 M each after two years: 1, 3, 3 delivered, 8, 7, 4, 1 short, 7 + 2 M",
      world: { ...TINY_WORLD, years: 4, lines: [{ id: "works", systems: ["jet"], rate: 1, expansion: 2, expansionCost: 1, expansionTime: 2 }] },
      objectives: ["violations", "shortfall", "money"],
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.7 + 0.4 + 0.1], money: [(it) => it.value("money"), 0.009] },
    },
  ],
  changeover: [
    {
      about: "a line of 4 a year makes jets or ships and loses half a year in changing: 4 jets, then 2 ships; set up freely in the first year",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, leaves: { air: 4, sea: 2 }, holdings: [], systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }], shares: { air: { Ash: 4 }, sea: { Ash: 2 } }, lines: [{ id: "works", systems: ["jet", "ship"], rate: 4, changeover: 0.5 }] },
      freedom: LINES_OPEN,
      figures: { shortfall: [(it) => it.value("shortfall"), 2 + 1 + 0], jets: [(it) => it.delivered("Ash", "jet", 2031), 4], ships: [(it) => it.delivered("Ash", "ship", 2032), 2] },
    },
    {
      about: "the same with products as chosen, ships first: 2 ships, then 4 − 2 jets of 4",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, leaves: { air: 4, sea: 2 }, holdings: [], systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }], shares: { air: { Ash: 4 }, sea: { Ash: 2 } }, lines: [{ id: "works", systems: ["jet", "ship"], rate: 4, changeover: 0.5 }] },
      freedom: (world) => {
        const [jet, ship] = ["jet", "ship"].map((it) => world.goods.findIndex((good) => good.system === it)) as [number, number];
        return { lineChoices: new Map([[0, { product: new Int32Array([ship, ship, jet]), open: new Uint8Array([1, 1, 1]) }]]) };
      },
      figures: { shortfall: [(it) => it.value("shortfall"), 2 + 1 + 0.5] },
    },
  ],
  sustaining: [
    {
      about: "2 jets needed of a line that closes below 3 a year: 2 M for them and 0.3 M for the one not made, then it closes",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, holdings: [{ nation: "Ash", system: "jet", quantity: 8 }], lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...PLAIN, "plan.idle-cost": 0.3 } },
      freedom: LINES_OPEN,
      objectives: ["violations", "shortfall", "money"],
      figures: { shortfall: [(it) => it.value("shortfall"), 0.2], money: [(it) => it.value("money"), 0.0023], "open in 2032": [(it) => it.column("open.works.2032"), 0] },
    },
    {
      about: "the same where a jet costs 2 M and the line makes kites of 1 M too, which nobody lacks: 4 M, and 0.3 of the dearest, 0.6 M, for the one not made",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, systems: { jet: { cost: 2, lead: 1 }, kite: { cost: 1, lead: 1 } }, leaves: { air: 10, sea: 2 }, shares: { air: { Ash: 10 }, sea: { Ash: 2 } }, holdings: [{ nation: "Ash", system: "jet", quantity: 8 }, { nation: "Ash", system: "kite", quantity: 2 }], yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "kite", leaf: "sea", quantity: 1 }], lines: [{ id: "works", systems: ["jet", "kite"], rate: 6, minimum: 3 }], parameters: { ...PLAIN, "plan.idle-cost": 0.3 } },
      freedom: LINES_OPEN,
      objectives: ["violations", "shortfall", "money"],
      figures: { money: [(it) => it.value("money"), 0.0046], "not made in 2031": [(it) => 6 * it.column("idle.works.2031"), 1] },
    },
    {
      about: "an open line of 1 a year with a minimum of 1 and 2 more for 1 M each after two years: 1, 3, 3 made, 8, 7, 4, 1 short, 7 + 2 M",
      world: { ...TINY_WORLD, years: 4, lines: [{ id: "works", systems: ["jet"], rate: 1, minimum: 1, expansion: 2, expansionCost: 1, expansionTime: 2 }] },
      freedom: LINES_OPEN,
      objectives: ["violations", "shortfall", "money"],
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.7 + 0.4 + 0.1], money: [(it) => it.value("money"), 0.009] },
    },
    {
      about: "were it as dear to keep it open as a jet costs, a third jet costs no more than not making it: 3 M either way",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, holdings: [{ nation: "Ash", system: "jet", quantity: 8 }], lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...PLAIN, "plan.idle-cost": 1 } },
      freedom: LINES_OPEN,
      objectives: ["violations", "shortfall", "money"],
      figures: { money: [(it) => it.value("money"), 0.003] },
    },
    {
      about: "2 jets needed of a line that makes nothing or 3 a year and more (C7): 3 made at 3 M, as far as the ceiling of 11 allows, none paid for, then nothing",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, holdings: [{ nation: "Ash", system: "jet", quantity: 8 }], lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...PLAIN, "plan.line-pause": 1, "plan.ceiling": 1.1 } },
      freedom: LINES_OPEN,
      objectives: ["violations", "shortfall", "money"],
      figures: { shortfall: [(it) => it.value("shortfall"), 0.2], money: [(it) => it.value("money"), 0.003], "not made in 2031": [(it) => it.column("idle.works.2031"), 0], "open in 2032": [(it) => it.column("open.works.2032"), 0] },
      golden: "pause",
    },
    {
      about: "no money in the third year: a line that may pause makes 3, 0, 4: 8, 5, 5, 1 short",
      world: { ...TINY_WORLD, years: 4, nations: { Ash: [5, 3, 0, 4] }, lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...PLAIN, "plan.line-pause": 1 } },
      freedom: LINES_OPEN,
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.5 + 0.5 + 0.1], "open in 2032": [(it) => it.column("open.works.2032"), 0], "open in 2033": [(it) => it.column("open.works.2033"), 1] },
    },
    {
      about: "the same of a line that may not: nobody can pay for the third year, so it closes for good: 8, 5, 5, 5 short",
      world: { ...TINY_WORLD, years: 4, nations: { Ash: [5, 3, 0, 4] }, lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...PLAIN, "plan.idle-cost": 0.3 } },
      freedom: LINES_OPEN,
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.5 + 0.5 + 0.5], "open in 2032": [(it) => it.column("open.works.2032"), 0] },
    },
    {
      about: "2 M a year buy less than the least rate of 3, so a line that makes nothing or 3 makes nothing until there are 4: 8, 8, 4 short",
      world: { ...TINY_WORLD, nations: { Ash: [5, 2, 4] }, lines: [{ id: "works", systems: ["jet"], rate: 6, minimum: 3 }], parameters: { ...PLAIN, "plan.line-pause": 1 } },
      freedom: LINES_OPEN,
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.8 + 0.4], "open in 2031": [(it) => it.column("open.works.2031"), 0] },
    },
    {
      about: "a line closed by choice makes nothing, whatever was added to it: 8 short throughout",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, lines: [{ id: "works", systems: ["jet"], rate: 1, minimum: 1, expansion: 5, expansionCost: 1, expansionTime: 1 }] },
      freedom: { ...LINES_OPEN, lineChoices: new Map([[0, { product: new Int32Array([0, 0, 0]), open: new Uint8Array([0, 0, 0]) }]]) },
      figures: { shortfall: [(it) => it.value("shortfall"), 3 * 0.8] },
    },
  ],
  component: [
    {
      about: "6 motors a year; a jet takes two, a ship one: 6 ships, then 4 ships and 1 jet: 2, 1 + 0.4, 0.9 short",
      world: { ...TINY_WORLD, nations: { Ash: 100 }, leaves: { air: 10, sea: 10 }, holdings: [], systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 1, lead: 1 }, motor: { cost: 1, kind: "component" } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }], shares: { air: { Ash: 10 }, sea: { Ash: 10 } }, bills: [{ system: "jet", component: "motor", quantity: 2 }, { system: "ship", component: "motor", quantity: 1 }], lines: [{ id: "motors", systems: ["motor"], rate: 6 }] },
      figures: { shortfall: [(it) => it.value("shortfall"), 2 + 1.4 + 0.9], "ships in 2031": [(it) => it.delivered("Ash", "ship", 2031), 6], "jets in 2032": [(it) => it.delivered("Ash", "jet", 2032), 1] },
    },
  ],
};
