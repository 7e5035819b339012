import { type Parameter, parameter } from "#quantities";

const judgement = "judgement";

/** Every threshold of the checks. A data set replaces any of them by a row of `parameters.csv`. */
export const CHECK = {
  total: parameter({ id: "check.total-tolerance", unit: "share of the total", value: 0.01, meaning: "How far a stated total may lie from the sum of its members. Larger: fewer warnings.", source: `${judgement}; published tables round to about this` }),
  count: parameter({ id: "check.count-tolerance", unit: "share of the count", value: 0.02, meaning: "How far the types of a class may add up to more than the class. Larger: fewer warnings.", source: judgement }),
  growth: parameter({ id: "check.growth", unit: "times a year", value: 2, meaning: "Largest believable change of a figure from one year to the next, up or down. Larger: fewer warnings.", source: `${judgement}; defence spending has doubled within a year only in war` }),
  slip: parameter({ id: "check.unit-slip", unit: "times", value: 300, meaning: "From this change on, a figure was probably written in another unit (thousands, millions).", source: `${judgement}: between 100 and 1,000` }),
  share: parameter({ id: "check.share-tolerance", unit: "share of the stated share", value: 0.1, meaning: "How far a stated share of GDP may lie from spending divided by GDP.", source: `${judgement}; GDP is revised by a few per cent after publication` }),
  width: parameter({ id: "check.range-width", unit: "times the base figure", value: 2, meaning: "Widest range, high less low, that goes without a notice.", source: judgement }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const checkParameters: readonly Parameter[] = Object.values(CHECK);
