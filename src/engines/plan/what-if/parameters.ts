import { type Parameter, parameter } from "#quantities";

const judgement = "judgement";

/** Every judgement in answering what-if questions. */
export const WHAT_IF = {
  gap: parameter({ id: "what-if.gap", unit: "ten-thousandths of the plan's value", value: 1, meaning: "Proven gap at which a quick answer is good enough to be shown without looking further. Larger: quicker, further from the best plan.", source: `${judgement}: a tenth of the allowance that later objectives of the plan have (plan.allowance-shortfall)` }),
  priceReach: parameter({ id: "what-if.price-reach", unit: "weighted shortfall-years per unit of a decision", value: 3e-3, meaning: "Decisions stay as they are in the quick answer where the prices of the base plan say that one unit of them would cost more than this. Larger: more decisions are open, slower, closer.", source: "measured: `npm run bench -- what-if`" }),
  rounds: parameter({ id: "what-if.rounds", unit: "rounds", value: 6, meaning: "How often the quick answer opens further decisions that its own prices ask for, before the whole model is solved.", source: "measured: `npm run bench -- what-if`" }),
  quickTime: parameter({ id: "what-if.quick-time", unit: "s", value: 0.6, meaning: "Longest that the solver may work on a quick answer, all rounds together; then the best so far is shown and the exact solve begins.", source: `${judgement}: with the model written and the page drawn an answer then stands within a second of being asked` }),
  roughGap: parameter({ id: "what-if.rough-gap", unit: "share of the plan's value", value: 0.05, meaning: "Proven gap above which a first answer is told as rough: as the range in which the least lies, not as a number. Larger: more first answers stand as numbers.", source: `${judgement}: most levers move the plan by less than that` }),
  ownShare: parameter({ id: "what-if.own-share", unit: "share of what-if.quick-time", value: 0.15, meaning: "Part of the time of a quick answer after which the decisions of the allies that a change is about are no longer tried alone: where they are few they take less, where they are many the wider part finds more in that time.", source: "measured: `npm run bench -- what-if`" }),
  warmTime: parameter({ id: "what-if.warm-time", unit: "s", value: 30, meaning: "Longest that the exact solve goes on from the quick answer before it starts again from nothing by interior point: simplex from a basis at times does not end.", source: judgement }),
  breach: parameter({ id: "what-if.breach", unit: "weighted shortfall-years", value: 50, meaning: "Price of what a change makes impossible: a year's whole budget overrun, a whole programme not delivered, a limit exceeded in full. Above what any of them could bring, so that it is done only where nothing else can be.", source: `${judgement}, as plan.lot-missed` }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const whatIfParameters: readonly Parameter[] = Object.values(WHAT_IF);
