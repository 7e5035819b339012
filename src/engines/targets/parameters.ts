import { type Parameter, parameter } from "#quantities";

const judgement = "judgement";

/** Every judgement in the apportionment. A data set replaces any of them by a row of `parameters.csv`. */
export const TARGETS = {
  keyGdp: parameter({ id: "targets.key-gdp", unit: "weight", value: 0.6, meaning: "Weight of GDP in the key of fair shares.", source: `${judgement}; C10: weights are public` }),
  keyPopulation: parameter({ id: "targets.key-population", unit: "weight", value: 0.1, meaning: "Weight of population in the key of fair shares.", source: `${judgement}; C10` }),
  keyPersonnel: parameter({ id: "targets.key-personnel", unit: "weight", value: 0.1, meaning: "Weight of active personnel in the key of fair shares.", source: `${judgement}; C10` }),
  keySpending: parameter({ id: "targets.key-spending", unit: "weight", value: 0.2, meaning: "Weight of defence spending in the key of fair shares.", source: `${judgement}; C10` }),
  cap: parameter({ id: "targets.cap", unit: "share of the requirement", value: 0.5, meaning: "Most of one requirement that may be asked of one ally. Larger: the alliance may lean more on one.", source: "NDPP principle that no ally should carry more than half of a capability (C10)" }),
  growth: parameter({ id: "targets.challenge-growth", unit: "share of what is held", value: { low: 0.25, base: 0.5, high: 1 }, meaning: "Reasonable challenge: how far a target may exceed what the ally holds today.", source: `${judgement}; C10 rule 4` }),
  step: parameter({ id: "targets.challenge-step", unit: "share of the fair share", value: { low: 0.25, base: 0.5, high: 1 }, meaning: "Reasonable challenge: part of its fair share that an ally holding little or nothing may be asked to add. The larger of the two limits holds.", source: `${judgement}; C10 rule 4` }),
  budgetShare: parameter({ id: "targets.challenge-budget", unit: "share of the budget to that year", value: { low: 0.6, base: 0.8, high: 1 }, meaning: "Reasonable challenge: most of an ally's money for the plan that all its targets together may cost, at first-lot prices.", source: `${judgement}; C10 rule 4` }),
  urgentShare: parameter({ id: "plan.urgent-share", unit: "share", value: { low: 0.2, base: 0.4, high: 0.6 }, meaning: "Part of a requirement that belongs to CAP levels 1 and 2 where the requirement is not split by level.", source: `${judgement}; the same parameter as in the plan` }),
  reviewOnTrack: parameter({ id: "review.on-track", unit: "share of the target", value: { low: 0.85, base: 0.9, high: 0.95 }, meaning: "Part of a target that must be met in the year of the review for it to be on track.", source: `${judgement}; the rule is stated with every review` }),
  reviewAtRisk: parameter({ id: "review.at-risk", unit: "share of the target", value: { low: 0.5, base: 0.6, high: 0.75 }, meaning: "Part of a target below which it is off track; from there to review.on-track it is at risk.", source: `${judgement}; the rule is stated with every review` }),
  reviewFew: parameter({ id: "review.few", unit: "targets", value: 8, meaning: "Fewest known targets of an ally over which a mean is told. Where the part of review.known-least of its targets is fewer, that is enough.", source: `${judgement}: a mean over fewer says more about the data than about the ally` }),
  reviewKnown: parameter({ id: "review.known-least", unit: "share of the targets", value: 0.5, meaning: "Least part of an ally's targets of which something must be known for the ally to be judged.", source: `${judgement}: an ally is not judged on what nobody has reported` }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const targetParameters: readonly Parameter[] = Object.values(TARGETS);
