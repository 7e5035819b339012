import { type Parameter, parameter } from "#quantities";

const judgement = "judgement";

/** Every judgement in planning under uncertainty. */
export const SCENARIOS = {
  decideYears: parameter({ id: "scenarios.decide-years", unit: "years", value: 3, meaning: "Years whose orders, investments, agreements, leads and adoptions are decided now, before it is known which scenario comes. Larger: more is committed, less can wait.", source: `${judgement}; a planning cycle of the NDPP is four years, and its first year is spent deciding` }),
  budgetShock: parameter({ id: "scenarios.budget-shock", unit: "share of the budget", value: { low: 0.05, base: 0.15, high: 0.3 }, meaning: "How much a budget falls in a fiscal shock. Larger: the bad scenarios are worse.", source: `${judgement}; European NATO members cut defence spending by some 10 to 20 per cent in real terms after 2008 (SIPRI military expenditure database), single allies by up to a half` }),
  electionChance: parameter({ id: "scenarios.election-chance", unit: "probability", value: { low: 0.1, base: 0.25, high: 0.4 }, meaning: "Chance that one ally's next government changes its defence budget for good.", source: `${judgement}; a legislature lasts four to five years, and about one change of government in four changes defence spending visibly` }),
  electionShock: parameter({ id: "scenarios.election-shock", unit: "share of the budget", value: { low: 0.05, base: 0.1, high: 0.25 }, meaning: "How much the budget of an ally moves after such an election, down in two cases of three, up in one.", source: judgement }),
  delay: parameter({ id: "scenarios.delay", unit: "years", value: { low: 1, base: 2, high: 4 }, meaning: "How much later a late system arrives.", source: "GAO-24-106831, Weapon Systems Annual Assessment: major programmes deliver about two years later than first planned; NAO, The Equipment Plan 2023 to 2033" }),
  delayShare: parameter({ id: "scenarios.delay-share", unit: "share of systems", value: { low: 0.1, base: 0.25, high: 0.5 }, meaning: "Part of all systems that are late where deliveries slip.", source: judgement }),
  lineLoss: parameter({ id: "scenarios.line-loss", unit: "share of the capacity", value: { low: 0.1, base: 0.3, high: 0.5 }, meaning: "How much less a disturbed line makes.", source: judgement }),
  costGrowth: parameter({ id: "scenarios.cost-growth", unit: "share of the price", value: { low: 0.05, base: 0.15, high: 0.4 }, meaning: "How much dearer systems become beyond the price base.", source: "RAND MG-588 (Arena and others, 2006), Historical Cost Growth of Completed Weapon System Programs: growth of 46 per cent over a whole programme, most of it before production; the part after first orders is smaller" }),
  requirementGrowth: parameter({ id: "scenarios.requirement-growth", unit: "share of the requirement", value: { low: 0.05, base: 0.15, high: 0.3 }, meaning: "How much more is required where the threat grows.", source: `${judgement}; capability targets agreed in 2025 are reported to be about 30 per cent above those of 2021` }),
  violationPrice: parameter({ id: "scenarios.violation-price", unit: "times", value: 10, meaning: "Price of spending beyond budgets in recourse: overrunning all budgets of a year costs this many times being short of every requirement in full for a year. Large enough that a plan overruns only where nothing else can be done.", source: judgement }),
  moneyWeight: parameter({ id: "scenarios.money-weight", unit: "share", value: 0.002, meaning: "What all money of a year counts beside being short of every requirement in full for a year: shortfall first, then cost. 0: cost counts nothing.", source: `${judgement}, as plan.allowance` }),
  riskWeight: parameter({ id: "scenarios.risk-weight", unit: "share", value: 0, meaning: "Weight of the worst scenario beside the expected one, between 0 and 1, in choosing among first stages: (1 − weight) · expected + weight · worst.", source: judgement }),
  reserveFrom: parameter({ id: "scenarios.reserve-step", unit: "share of the budget", value: 0.05, meaning: "Step in which reserves are tried: none, less than half a step, one, two.", source: judgement }),
} as const satisfies Readonly<Record<string, Parameter>>;

export const scenarioParameters: readonly Parameter[] = Object.values(SCENARIOS);
