import type { HandCase } from "./case.ts";
import { PLAIN, TINY_WORLD, TWO_NATIONS } from "./tiny.ts";

const CHOICES = { agreements: [], adoptionYears: [], fallback: false, lines: false } as const;
const STANDARD = {
  yields: [{ system: "jet", leaf: "air", quantity: 1, standard: "K" }],
  standards: { K: { leaves: ["air"], cost: 0.5 } },
  adoptions: [{ nation: "Ash", standard: "K", status: "none" as const }],
};
const JET = 0;

/** Cases of what allies decide and pay together, by constraint. */
export const TOGETHER_CASES: Readonly<Record<string, readonly HandCase[]>> = {
  adoption: [
    {
      about: "no money before 2031, so the standard can be had in 2032 only: 10 jets count 7, 7 and 10, for 0.5 M",
      world: { ...TINY_WORLD, ...STANDARD, nations: { Ash: [0, 2, 2] }, holdings: [{ nation: "Ash", system: "jet", quantity: 10 }], systems: { jet: { lead: 1 } }, parameters: { ...PLAIN, "plan.credit": 0.7 } },
      freedom: { open: { ...CHOICES, adoptionYears: [1, 2] } },
      objectives: ["violations", "shortfall", "money"],
      figures: {
        shortfall: [(it) => it.value("shortfall"), 0.3 + 0.3],
        money: [(it) => it.value("money"), 0.0005],
        "adopted in 2031": [(it) => it.column("adopt.Ash.K.2031"), 0],
        "adopted in 2032": [(it) => it.column("adopt.Ash.K.2032"), 1],
      },
    },
  ],
  interoperability: [
    {
      about: "6 jets count 4.2 without the standard and 6 with it; the factor of the adoption is 0.3 · 6 of the share of 10, not 0.3 · 10",
      world: { ...TINY_WORLD, ...STANDARD, nations: { Ash: 2 }, holdings: [{ nation: "Ash", system: "jet", quantity: 6 }], systems: { jet: { lead: 1 } }, parameters: { ...PLAIN, "plan.credit": 0.7 } },
      freedom: { open: { ...CHOICES, adoptionYears: [1] } },
      figures: {
        shortfall: [(it) => it.value("shortfall"), 0.58 + 0.4 + 0.4],
        "factor of the adoption": [({ formulation: { model, on } }) => model.colUpper[[...on.interoperable.values()][0]!.column]!, 0.18],
      },
    },
  ],
  lead: [
    {
      about: "Ash could fill both leaves and may lead one: 10 for the one, its share of 2 for the other: 2, 0.8, 0.8 short",
      world: { ...TWO_NATIONS, nations: { Ash: 100, Birch: 0 }, leaves: { air: 10, sea: 10 }, systems: { jet: { cost: 1, lead: 1 }, ship: { cost: 1, lead: 1 } }, yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "ship", leaf: "sea", quantity: 1 }], shares: { air: { Ash: 2, Birch: 8 }, sea: { Ash: 2, Birch: 8 } }, parameters: { ...PLAIN, "plan.lead-load": 1 } },
      freedom: { open: CHOICES },
      figures: { shortfall: [(it) => it.value("shortfall"), 2 + 0.8 + 0.8], leads: [(it) => it.column("lead.Ash.air") + it.column("lead.Ash.sea"), 1] },
    },
    {
      about: "Ash leads only if Birch stands in with a fifth of 10: 1 M a year buys Birch 2 by 2032, so it may: 1 short in 2030 only",
      world: { ...TWO_NATIONS, nations: { Ash: 100, Birch: 1 }, shares: { air: { Ash: 2, Birch: 8 } }, parameters: { ...PLAIN, "plan.fallback-share": 0.2 } },
      freedom: { open: { ...CHOICES, fallback: true } },
      figures: { shortfall: [(it) => it.value("shortfall"), 1], "stands in": [(it) => it.column("fallback.Birch.air"), 1], Birch: [(it) => it.delivered("Birch", "jet", 2031) + it.delivered("Birch", "jet", 2032), 2] },
    },
    {
      about: "with half of that Birch cannot stand in, so Ash keeps to its share: 10, 7.5, 7 short",
      world: { ...TWO_NATIONS, nations: { Ash: 100, Birch: 0.5 }, shares: { air: { Ash: 2, Birch: 8 } }, parameters: { ...PLAIN, "plan.fallback-share": 0.2 } },
      freedom: { open: { ...CHOICES, fallback: true } },
      figures: { shortfall: [(it) => it.value("shortfall"), 1 + 0.75 + 0.7], leads: [(it) => it.column("lead.Ash.air"), 0] },
    },
    {
      about: "a lead and its fallback as given: Birch is short of its 2 by 1, a tenth of the share of 10 that the row is counted in",
      world: { ...TWO_NATIONS, nations: { Ash: 100, Birch: 0.5 }, shares: { air: { Ash: 2, Birch: 10 } }, parameters: { ...PLAIN, "plan.fallback-share": 0.2 } },
      freedom: { leads: new Set([0]), fallbacks: new Set([1]) },
      figures: { violations: [(it) => it.value("violations"), 0.1] },
    },
  ],
  agreement: [
    {
      about: "both need 4; a lot of 6 halves the price for 0.1 M a member: 8 · 0.5 + 0.2 M; a lot of 100 is out of reach",
      world: { ...TWO_NATIONS, leaves: { air: 8 }, shares: { air: { Ash: 4, Birch: 4 } } },
      freedom: { open: { ...CHOICES, agreements: [{ good: JET, candidates: [0, 1], first: 1, tiers: [{ lot: 6, factor: 0.5 }, { lot: 100, factor: 0.1 }], fee: new Float64Array([0, 0, 0.1]) }] } },
      objectives: ["violations", "shortfall", "money"],
      figures: {
        shortfall: [(it) => it.value("shortfall"), 1],
        money: [(it) => it.value("money"), 0.0042],
        "first tier": [(it) => it.column("agreement.jet.tier_1"), 1],
        "second tier": [(it) => it.column("agreement.jet.tier_2"), 0],
        members: [(it) => it.column("member.jet.Ash") + it.column("member.jet.Birch"), 2],
      },
    },
    {
      about: "for a tenth off, 0.5 M a member is more than the 0.8 M saved: nothing is agreed",
      world: { ...TWO_NATIONS, leaves: { air: 8 }, shares: { air: { Ash: 4, Birch: 4 } } },
      freedom: { open: { ...CHOICES, agreements: [{ good: JET, candidates: [0, 1], first: 1, tiers: [{ lot: 6, factor: 0.9 }], fee: new Float64Array([0, 0, 0.5]) }] } },
      objectives: ["violations", "shortfall", "money"],
      figures: { money: [(it) => it.value("money"), 0.008], tier: [(it) => it.column("agreement.jet.tier_1"), 0] },
    },
  ],
  lot: [
    {
      about: "an agreement as given at half the price, its lot of 6 met by the 8 that are needed: 4 M",
      world: { ...TWO_NATIONS, leaves: { air: 8 }, shares: { air: { Ash: 4, Birch: 4 } } },
      freedom: { joints: [{ active: true, good: JET, members: [0, 1], first: 1, factor: 0.5, lot: 6, fees: new Map() }] },
      objectives: ["violations", "shortfall", "money"],
      figures: { violations: [(it) => it.value("violations"), 0], money: [(it) => it.value("money"), 0.004] },
    },
    {
      about: "a lot of 40 where no nation may have more than the whole 8: 16 of 40, three fifths missed",
      world: { ...TWO_NATIONS, leaves: { air: 8 }, shares: { air: { Ash: 4, Birch: 4 } } },
      freedom: { joints: [{ active: true, good: JET, members: [0, 1], first: 1, factor: 0.5, lot: 40, fees: new Map() }] },
      objectives: ["violations"],
      figures: { violations: [(it) => it.value("violations"), 0.6] },
    },
  ],
  payments: [
    {
      about: "10 M for one in 2032: 3 in 2031, 7 in 2032 and 1 of upkeep; 4 M in 2032 pay for half of it",
      world: { ...TINY_WORLD, nations: { Ash: [5, 3, 4] }, leaves: { air: 1 }, holdings: [], shares: { air: { Ash: 1 } }, systems: { jet: { cost: 10, lead: 2, upkeep: 0.1 } }, parameters: { ...PLAIN, "plan.advance": 0.3 } },
      objectives: ["violations", "shortfall", "money"],
      figures: { shortfall: [(it) => it.value("shortfall"), 2.5], money: [(it) => it.value("money"), 0.0055] },
    },
  ],
  budget: [
    {
      about: "5 M a year: 8, 3, 0 short; one more M in 2031 is worth 0.1, 0.5 for a row counted in mean budgets of 5 M, and none in 2032",
      world: TINY_WORLD,
      figures: { shortfall: [(it) => it.value("shortfall"), 0.8 + 0.3], "dual of 2031": [(it) => it.dual("budget.Ash_2031"), -0.5], "dual of 2032": [(it) => it.dual("budget.Ash_2032"), 0] },
    },
  ],
  common: [
    {
      about: "a fifth of 20 M a year buys 2 at 2 M for all, paid 3 to 1 by GDP, where no nation may count for itself: 4, 2, 0 of 4 short",
      world: { ...TWO_NATIONS, nations: { Ash: 10, Birch: 10 }, gdp: { Ash: 3, Birch: 1 }, leaves: { air: 4 }, shares: { air: { Ash: 0, Birch: 0 } }, systems: { jet: { cost: 2, lead: 1, common: true } }, parameters: { ...PLAIN, "plan.common-funding": 0.2 } },
      freedom: { leads: new Set() },
      objectives: ["violations", "shortfall", "money"],
      figures: {
        shortfall: [(it) => it.value("shortfall"), 1 + 0.5],
        money: [(it) => it.value("money"), 0.008],
        "bought in 2031": [(it) => [...it.formulation.on.commons.values()][0]!.scale * it.column("common.jet.2031"), 2],
      },
    },
  ],
  burden: [
    {
      about: "equal in GDP, half the part asked: of the 8 M less what Birch holds, Birch spends a quarter, though only Ash has a share to fill",
      world: { ...TWO_NATIONS, nations: { Ash: 10, Birch: 10 }, leaves: { air: 8 }, shares: { air: { Ash: 8, Birch: 0 } }, holdings: [{ nation: "Birch", system: "jet", quantity: 0.001 }], parameters: { ...PLAIN, "plan.burden-band": 0.5 } },
      objectives: ["violations", "shortfall", "money"],
      figures: { violations: [(it) => it.value("violations"), 0], "Birch spends its part": [(it) => Math.min(it.delivered("Birch", "jet", 2031) + it.delivered("Birch", "jet", 2032), 2), (8 - 0.001) / 4] },
    },
    {
      about: "a contract of 8 M for Ash while Birch has nothing to buy: 2 M below its part, of its 30 M",
      world: { ...TWO_NATIONS, nations: { Ash: 10, Birch: 10 }, leaves: { air: 8 }, shares: { air: { Ash: 8, Birch: 0 } }, programmes: [{ id: "P", nation: "Ash", system: "jet", quantity: 8, first: 2031, last: 2031, status: "contracted" }], parameters: { ...PLAIN, "plan.burden-band": 0.5 } },
      freedom: { leads: new Set() },
      figures: { violations: [(it) => it.value("violations"), 2 / 30] },
    },
  ],
};
