import type { FictionalWorld } from "../../fictional.ts";

/** Nothing that would blur a figure worked out by hand: no discount, no learning, no weights, money due at delivery. */
export const PLAIN = {
  "plan.discount": 0,
  "plan.urgent-weight": 1,
  "plan.learning-slope": 1,
  "plan.work-share-cost": 0,
  "assess.known-least": 0,
  "plan.ceiling": 1,
  "plan.advance": 0,
  "plan.stranding-insurance": 0,
} as const;

/** One nation with 5 M a year, one leaf of 10, one system at 1 M that comes a year after its order, 2 of them held. 2030 to 2032. */
export const TINY_WORLD: FictionalWorld = {
  years: 3,
  nations: { Ash: 5 },
  leaves: { air: 10 },
  systems: { jet: { cost: 1, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }],
  holdings: [{ nation: "Ash", system: "jet", quantity: 2 }],
  shares: { air: { Ash: 10 } },
  parameters: PLAIN,
};

/** The tiny world with two nations and nothing held. */
export const TWO_NATIONS: FictionalWorld = { ...TINY_WORLD, nations: { Ash: 100, Birch: 100 }, holdings: [], shares: { air: { Ash: 5, Birch: 5 } } };
