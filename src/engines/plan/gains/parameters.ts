import { type Parameter, parameter } from "#quantities";

/** Judgements about sharing what joint agreements gain. */
export const GAINS = {
  balanceBand: parameter({ id: "gains.balance-band", unit: "share of all joint work", value: { low: 0.02, base: 0.04, high: 0.1 }, meaning: "How far an ally's share of the work may lie from its share of the cost, over all agreements and years, before it is repaired. Larger: fewer repairs, less balance.", source: "the principle is OCCAR's global balance, over programmes and years in place of programme by programme; the width is a judgement" }),
  returnLeast: parameter({ id: "gains.return-least", unit: "share of the cost share", value: { low: 0.5, base: 0.66, high: 0.8 }, meaning: "Work share within one agreement, as a part of the cost share, below which the agreement is named, though it may be made good elsewhere.", source: "judgement, so that no single agreement leaves an ally almost without work" }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const gainsParameters: readonly Parameter[] = Object.values(GAINS);
