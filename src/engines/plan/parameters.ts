import { type Parameter, parameter } from "#quantities";

const judgement = "judgement";

/** Every judgement in the plan. A data set replaces any of them by a row of `parameters.csv`. */
export const PLAN = {
  ceiling: parameter({ id: "plan.ceiling", unit: "share of the requirement", value: 0.5, meaning: "Most of a requirement that one nation's contributions may fill. Larger: the alliance may lean more on one ally.", source: "NDPP principle of fair burden sharing: no ally asked for more than half of a capability (C10)" }),
  discount: parameter({ id: "plan.discount", unit: "share a year", value: { low: 0, base: 0.03, high: 0.05 }, meaning: "Yearly discount of money and of shortfall. Larger: later years matter less.", source: `${judgement}; social discount rates of 3 to 3.5 per cent are usual in public appraisal` }),
  urgentShare: parameter({ id: "plan.urgent-share", unit: "share", value: { low: 0.2, base: 0.4, high: 0.6 }, meaning: "Part of a requirement that belongs to CAP levels 1 and 2 where the requirement is not split by level.", source: judgement }),
  urgentWeight: parameter({ id: "plan.urgent-weight", unit: "times", value: { low: 1, base: 2, high: 4 }, meaning: "How much more a share short in CAP levels 1 and 2 counts than one in levels 3 to 5.", source: judgement }),
  readiness: parameter({ id: "assess.readiness", unit: "share", value: { low: 0.5, base: 0.65, high: 0.8 }, meaning: "Share of a holding that is usable where neither the holding nor a multiplier yield says.", source: `${judgement}; the same parameter as in the assessment` }),
  requireKnown: parameter({ id: "plan.known-only", unit: "1 yes, 0 no", value: 1, meaning: "1: a leaf where no ally's holding is known is left out of the plan and listed. 0: it is planned as if nothing were held.", source: "rule: unknown stays unknown" }),
  unknownAdopted: parameter({ id: "plan.unknown-adoption", unit: "1 counts in full, 0 counts at the credit", value: 1, meaning: "How a contribution counts where nobody has said whether the nation has the standard. 1 claims no gain from ignorance.", source: judgement }),
  credit: parameter({ id: "plan.credit", unit: "share", value: { low: 0.4, base: 0.7, high: 0.9 }, meaning: "Part of a contribution that counts for the alliance without the standard it needs.", source: judgement }),
  adoptionCost: parameter({ id: "plan.adoption-cost", unit: "M of the alliance's currency", value: { low: 1, base: 5, high: 25 }, meaning: "Cost for one nation to adopt a standard that states none.", source: judgement }),
  adoptionTime: parameter({ id: "plan.adoption-time", unit: "years", value: { low: 1, base: 2, high: 4 }, meaning: "Years from deciding for a standard to having it.", source: judgement }),
  upkeep: parameter({ id: "plan.upkeep", unit: "share of the unit cost a year", value: { low: 0.02, base: 0.04, high: 0.08 }, meaning: "Yearly upkeep where the system states none.", source: judgement }),
  leadTime: parameter({ id: "plan.lead-time", unit: "years", value: { low: 2, base: 3, high: 5 }, meaning: "Time from order to delivery where neither system nor line states one.", source: judgement }),
  advance: parameter({ id: "plan.advance", unit: "share of the price", value: 0.3, meaning: "Part of the price paid in the year before delivery.", source: "PLAN formulation, stage payments 30/70; judgement" }),
  lineShare: parameter({ id: "plan.line-share", unit: "share", value: { low: 0.3, base: 0.6, high: 0.9 }, meaning: "Part of a line that allies can count on where the line does not say.", source: judgement }),
  ramp: parameter({ id: "plan.ramp", unit: "share a year", value: { low: 0.1, base: 0.25, high: 0.5 }, meaning: "How much faster a line can run from one year to the next, on top of half of today's rate.", source: judgement }),
  expansion: parameter({ id: "plan.expansion", unit: "share of today's rate", value: { low: 0, base: 0.5, high: 1 }, meaning: "Most that a line can be expanded by investment where the line does not say.", source: judgement }),
  expansionTime: parameter({ id: "plan.expansion-lead-time", unit: "years", value: { low: 1, base: 2, high: 4 }, meaning: "Time from investing in a line to its first added item where the line does not say.", source: judgement }),
  expansionCost: parameter({ id: "plan.expansion-cost", unit: "times the unit cost per item a year", value: { low: 0.3, base: 0.6, high: 1.5 }, meaning: "Investment for one more item a year where the line does not say.", source: judgement }),
  learning: parameter({ id: "plan.learning-slope", unit: "price ratio per doubling", value: { low: 0.9, base: 0.95, high: 1 }, meaning: "Average price after doubling a lot, as a ratio. 1: no learning. Smaller: larger lots are cheaper.", source: "Wright's learning curve (C8); published slopes lie between 0.85 and 0.95, a cautious one is used" }),
  learningFloor: parameter({ id: "plan.learning-floor", unit: "share of the price", value: { low: 0.8, base: 0.85, high: 0.95 }, meaning: "Price below which no lot brings a system, as a share of its price in first lots.", source: `${judgement}, against extrapolating a learning curve without end` }),
  firstLot: parameter({ id: "plan.first-lot", unit: "share of the alliance's whole need", value: { low: 0.02, base: 0.05, high: 0.1 }, meaning: "Size of the lot at which the stated unit cost holds.", source: judgement }),
  minimumLot: parameter({ id: "plan.minimum-lot", unit: "share of the members' need", value: { low: 0.25, base: 0.5, high: 0.75 }, meaning: "Smallest quantity for which a joint agreement gives its price.", source: judgement }),
  membersLeast: parameter({ id: "plan.members-least", unit: "nations", value: 2, meaning: "Fewest members of a joint agreement.", source: judgement }),
  setUp: parameter({ id: "plan.set-up-cost", unit: "share of the agreement's value", value: { low: 0.005, base: 0.01, high: 0.03 }, meaning: "One-time cost to set up a joint agreement, shared by its members by quantity.", source: judgement }),
  coordination: parameter({ id: "plan.coordination-cost", unit: "M of the alliance's currency per member and year", value: { low: 0.2, base: 0.5, high: 2 }, meaning: "Cost of being in a joint agreement.", source: judgement }),
  slip: parameter({ id: "plan.joint-slip", unit: "years", value: { low: 0, base: 0, high: 2 }, meaning: "How much later the first delivery under a joint agreement comes. The evidence is contested, so break-even is shown.", source: "C8: counter-evidence on delays of cooperation; judgement" }),
  workShare: parameter({ id: "plan.work-share-cost", unit: "share of the price", value: { low: 0, base: 0.01, high: 0.05 }, meaning: "Dearer price of joint orders because members claim work for their industry.", source: judgement }),
  move: parameter({ id: "plan.move", unit: "years", value: { low: 1, base: 2, high: 3 }, meaning: "How far the window of an announced programme may move when dates are aligned. Contracts already signed do not move.", source: judgement }),
  leadsPerLeaf: parameter({ id: "plan.leads-per-leaf", unit: "nations", value: 3, meaning: "Most nations that buy beyond their own share of one leaf.", source: judgement }),
  leadLoad: parameter({ id: "plan.lead-load", unit: "leaves", value: { low: 3, base: 6, high: 10 }, meaning: "Most leaves in which one nation buys beyond its own share.", source: judgement }),
  insurance: parameter({ id: "plan.stranding-insurance", unit: "share of the value", value: { low: 0.02, base: 0.05, high: 0.15 }, meaning: "Price of the risk that a lead is left with what it bought for others, paid in equal parts over the years on what it counts beyond its share at the end of the plan.", source: judgement }),
  stockWeight: parameter({ id: "plan.stock-weight", unit: "times", value: 0.5, meaning: "How much a share short of a national stock target counts beside a share short of an alliance requirement, times the nation's part of all targets for that munition.", source: judgement }),
  rounds: parameter({ id: "plan.rounds", unit: "rounds", value: 3, meaning: "How often allies alone look at the delivery slots left and order again.", source: judgement }),
  allowance: parameter({ id: "plan.allowance", unit: "share", value: 0.001, meaning: "How much of one objective may be given up for the next one.", source: judgement }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const planParameters: readonly Parameter[] = Object.values(PLAN);
