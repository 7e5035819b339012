import { type Parameter, parameter } from "#quantities";

const judgement = "judgement";

/** Every judgement in the assessment. A data set replaces any of them by a row of `parameters.csv`. */
export const ASSESS = {
  readiness: parameter({ id: "assess.readiness", unit: "share", value: { low: 0.5, base: 0.65, high: 0.8 }, meaning: "Share of a holding usable within 30 days where neither the holding nor a multiplier yield says. Larger: more counts as ready.", source: `${judgement}; no open figure by nation exists (C14)` }),
  knownLeast: parameter({ id: "assess.known-least", unit: "share of the alliance by GDP", value: 0.5, meaning: "Least part of the alliance whose holdings of a leaf must be known for it to be ranked and planned. Larger: fewer leaves, surer ones. 0: every leaf with a requirement, as if the unknown held nothing.", source: "judgement: a shortfall cannot be told from a gap in the figures while most of the alliance is unknown; the same parameter as in the plan" }),
  split1: parameter({ id: "assess.cap-split-1", unit: "share", value: 0.2, meaning: "Part of an unsplit requirement in CAP level 1, the most urgent stratum.", source: `${judgement}: equal parts claim least` }),
  split2: parameter({ id: "assess.cap-split-2", unit: "share", value: 0.2, meaning: "Part of an unsplit requirement in CAP level 2.", source: `${judgement}: equal parts claim least` }),
  split3: parameter({ id: "assess.cap-split-3", unit: "share", value: 0.2, meaning: "Part of an unsplit requirement in CAP level 3.", source: `${judgement}: equal parts claim least` }),
  split4: parameter({ id: "assess.cap-split-4", unit: "share", value: 0.2, meaning: "Part of an unsplit requirement in CAP level 4.", source: `${judgement}: equal parts claim least` }),
  split5: parameter({ id: "assess.cap-split-5", unit: "share", value: 0.2, meaning: "Part of an unsplit requirement in CAP level 5.", source: `${judgement}: equal parts claim least` }),
  weight1: parameter({ id: "assess.cap-weight-1", unit: "times", value: 5, meaning: "How much a share short in CAP level 1 counts in the ranking of shortfalls.", source: judgement }),
  weight2: parameter({ id: "assess.cap-weight-2", unit: "times", value: 4, meaning: "How much a share short in CAP level 2 counts in the ranking of shortfalls.", source: judgement }),
  weight3: parameter({ id: "assess.cap-weight-3", unit: "times", value: 3, meaning: "How much a share short in CAP level 3 counts in the ranking of shortfalls.", source: judgement }),
  weight4: parameter({ id: "assess.cap-weight-4", unit: "times", value: 2, meaning: "How much a share short in CAP level 4 counts in the ranking of shortfalls.", source: judgement }),
  weight5: parameter({ id: "assess.cap-weight-5", unit: "times", value: 1, meaning: "How much a share short in CAP level 5 counts in the ranking of shortfalls.", source: judgement }),
  scoreShare: parameter({ id: "assess.lead-weight-share", unit: "weight", value: 0.3, meaning: "Weight of what a nation holds of a capability, as a share of what allies hold, in the lead score.", source: judgement }),
  scoreAdvantage: parameter({ id: "assess.lead-weight-advantage", unit: "weight", value: 0.2, meaning: "Weight of how far a nation specialises in the capability (symmetric revealed comparative advantage).", source: `${judgement}; C11` }),
  scoreReadiness: parameter({ id: "assess.lead-weight-readiness", unit: "weight", value: 0.1, meaning: "Weight of stated readiness.", source: judgement }),
  scoreIndustry: parameter({ id: "assess.lead-weight-industry", unit: "weight", value: 0.15, meaning: "Weight of production lines in the nation for systems that serve the capability.", source: judgement }),
  scoreStandards: parameter({ id: "assess.lead-weight-standards", unit: "weight", value: 0.1, meaning: "Weight of adopted standards that the capability needs.", source: judgement }),
  scoreWill: parameter({ id: "assess.lead-weight-will", unit: "weight", value: 0.15, meaning: "Weight of stated will: initiatives led and programmes under way in the capability.", source: judgement }),
  strand: parameter({ id: "assess.stranding-share", unit: "share", value: { low: 0.5, base: 1, high: 1 }, meaning: "Part of the lead's contribution that is taken away in the stranding test.", source: `${judgement}; C11: the lead withholds all, or half` }),
  insured: parameter({ id: "assess.insured-loss", unit: "share of the requirement", value: 0.1, meaning: "Largest uncovered part at which a lead role still counts as insured.", source: judgement }),
  nicheAdvantage: parameter({ id: "assess.niche-advantage", unit: "symmetric advantage", value: 0.33, meaning: "Symmetric comparative advantage from which a small ally's role counts as a niche (0.33: twice its expected share).", source: judgement }),
  smallShare: parameter({ id: "assess.small-ally", unit: "share of the alliance's GDP", value: 0.01, meaning: "Share of the alliance's GDP up to which an ally counts as small.", source: judgement }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const assessParameters: readonly Parameter[] = Object.values(ASSESS);
