import { type Parameter, parameter } from "#quantities";

const nations = "A nation sets its own by a `rule-set` record.";
const judgement = "judgement";

const P = {
  approvals: parameter({
    id: "duties.approvals",
    unit: "persons",
    value: 2,
    meaning: `Persons who approve an award whose related sum reaches the threshold. ${nations}`,
    source: `${judgement}; four eyes, as OWASP ASVS 5.0.0 requirement 2.3.5 asks for high-value flows`,
  }),
  threshold: parameter({
    id: "duties.two-approvals-from",
    unit: "minor units of the award's currency",
    value: 0,
    meaning: `Related sum from which on an award needs the full number of approvals; below it one does. 0: every award needs them. ${nations}`,
    source: `${judgement}: no award is single-handed unless the nation says so`,
  }),
  relatedMonths: parameter({
    id: "duties.related-months",
    unit: "months",
    value: 12,
    meaning: `How far back awards to the same supplier or owner in the same item class are added up, the last day included. Larger: splitting is found over longer times. ${nations}`,
    source: `${judgement}; the year over which Directive 2014/24/EU, article 5, estimates recurrent contracts`,
  }),
  approvalDays: parameter({
    id: "duties.approval-days",
    unit: "days",
    value: 90,
    meaning: `How long an approval counts, the last instant included. ${nations}`,
    source: judgement,
  }),
  linesDiffer: parameter({
    id: "duties.lines-differ",
    unit: "0 or 1",
    value: 0,
    meaning: `1: the approvals of an award come from different reporting lines. ${nations}`,
    source: `${judgement}: not every ministry records reporting lines`,
  }),
  openers: parameter({
    id: "duties.opening-officers",
    unit: "persons",
    value: 2,
    meaning: `Officers who sign the opening of bids. ${nations}`,
    source: `${judgement}; usual practice of sealed bids`,
  }),
  evaluators: parameter({
    id: "duties.evaluators",
    unit: "persons",
    value: 3,
    meaning: `Fewest members of a panel, each declared, and fewest evaluations before an award of the tender takes effect. ${nations}`,
    source: `${judgement}; usual practice of evaluation panels`,
  }),
  formerMonths: parameter({
    id: "duties.former-employment-months",
    unit: "months",
    value: 24,
    meaning: `How long a former employment counts as an interest, the last instant included. ${nations}`,
    source: `${judgement}; two years are a usual cooling-off time`,
  }),
  emergencyApprovals: parameter({
    id: "duties.emergency-approvals",
    unit: "persons",
    value: 1,
    meaning: `Persons who approve an award under an emergency procedure in force. ${nations}`,
    source: judgement,
  }),
  reviewDays: parameter({
    id: "duties.emergency-review-days",
    unit: "days",
    value: 30,
    meaning: `Days from an award under an emergency procedure to its review. ${nations}`,
    source: judgement,
  }),
  accessApprovals: parameter({
    id: "duties.access-approvals",
    unit: "persons a nation",
    value: 2,
    meaning: "Security officers of every originating nation who approve a release, a label policy or a roster.",
    source: `${judgement}: four eyes`,
  }),
  actsPerHour: parameter({
    id: "duties.acts-per-hour",
    unit: "acts",
    value: 120,
    meaning: "Most acts of one person within an hour that change something. Smaller: a stolen session does less harm.",
    source: judgement,
  }),
  readsPerHour: parameter({
    id: "duties.reads-per-hour",
    unit: "reads",
    value: 1200,
    meaning: "Most records one person reads or exports within an hour.",
    source: judgement,
  }),
} as const;

export type Rule = keyof typeof P;

/** Every limit that a decision on duties rests on. */
export const dutyParameters: readonly Parameter[] = Object.values(P);

/** Values in force: a nation's own before the default. */
export type Rules = Readonly<Record<Rule, number>>;

/** The defaults, replaced by what a nation has set. */
export const rulesOf = (own: Readonly<Record<string, number>> = {}): Rules =>
  Object.fromEntries(Object.entries(P).map(([name, it]) => [name, own[it.id] ?? it.value.base])) as Record<Rule, number>;

/** Whether a nation may set a parameter by this name. */
export const isRule = (id: string): boolean => dutyParameters.some((it) => it.id === id);
