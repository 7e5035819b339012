import type { Range } from "#quantities";

/** The four ways in which allies can act together. */
export const LEVERS = ["dates", "lots", "roles", "standards"] as const;
export type Lever = (typeof LEVERS)[number];

/** How much of a leaf one nation is asked for in one year, in the leaf's unit: the result of the targets engine. */
export interface TargetShare {
  readonly nation: string;
  readonly leaf: string;
  readonly year: number;
  readonly quantity: number;
}
export type TargetShares = readonly TargetShare[];

/** A nation well placed to lead a leaf: the result of the assessment. */
export interface LeadCandidate {
  readonly nation: string;
  readonly leaf: string;
}

/** Which bound of the figures a plan was made with. `hard`: requirement and cost high; `easy`: both low. */
export type Figures = "base" | "easy" | "hard";

/** Deliveries of one system to one nation in one year. */
export interface Order {
  readonly nation: string;
  readonly system: string;
  /** Programme it fulfils. Absent: a purchase beyond what is announced. */
  readonly programme?: string;
  /** Year in which it must be ordered to arrive in time. */
  readonly orderYear: number;
  /** Year of delivery. */
  readonly year: number;
  /** Unit: the system's. Fractions are part of a lot delivered across years. */
  readonly quantity: number;
  /** Price of one as paid. Unit: M of the alliance's currency. Absent: unknown, paid outside the plan's money. */
  readonly unitPrice?: number;
  /** Agreement it is bought under. Absent: bought alone. */
  readonly agreement?: string;
}

/** What a line makes for the plan in a year. Unit: items. */
export interface Production {
  readonly line: string;
  readonly system: string;
  readonly year: number;
  readonly quantity: number;
}

/** What a line can make for the plan in a year. Unit: items a year. */
export interface LineYear {
  readonly line: string;
  readonly year: number;
  readonly capacity: number;
  /** Part of the capacity that was added by investment. */
  readonly added: number;
  readonly used: number;
  /** Shortfall (weighted shortfall-years) avoided per further item of capacity. Absent: not computed for this plan. */
  readonly value?: number;
}

/** What a line is set up for in a year and whether it is open, where that was chosen. Unit of quantities: items a year, as far as allies can count on them. */
export interface LineMode {
  readonly line: string;
  readonly year: number;
  /** System it is set up for. Absent: it makes its products side by side, or is set up for none. */
  readonly system?: string;
  readonly open: boolean;
  /** Capacity lost in changing over to that system. */
  readonly lost: number;
  /** Least that it makes or is paid for while it is open. 0: none, or nothing of the line can be delivered yet. */
  readonly minimum: number;
  /** Paid for and not made. */
  readonly idle: number;
}

/** What a nation counts towards a leaf in a year. Unit: the leaf's. */
export interface Contribution {
  readonly nation: string;
  readonly leaf: string;
  readonly year: number;
  /** From what it holds today. */
  readonly held: number;
  /** From what the plan adds. */
  readonly added: number;
  /** Counted: the sum, cut at the ceiling. */
  readonly counted: number;
  readonly target: number;
}

/** How a leaf stands in a year. Unit: the leaf's. */
export interface LeafYear {
  readonly leaf: string;
  readonly year: number;
  readonly required: number;
  /** From what allies hold today. */
  readonly available: number;
  /** With what the plan adds. */
  readonly planned: number;
  readonly short: number;
  /** Part of the shortfall that lies in the urgent strata. */
  readonly shortUrgent: number;
}

/** Several allies buying one system together. */
export interface Agreement {
  readonly id: string;
  readonly system: string;
  readonly members: readonly string[];
  readonly firstYear: number;
  readonly lastYear: number;
  readonly quantity: number;
  /** Smallest quantity at which the price tier holds. */
  readonly lot: number;
  /** Price as a share of the price of a first lot. */
  readonly priceFactor: number;
  /** Set-up and coordination over all years, undiscounted. Unit: M of the alliance's currency. */
  readonly coordination: number;
}

/** A nation that carries more of a leaf than its share, for the others. */
export interface Lead {
  readonly nation: string;
  readonly leaf: string;
  readonly firstYear: number;
  /** Most that it counts beyond its own share in any year. Unit: the leaf's. */
  readonly beyondShare: number;
  /** Insurance against being left with it, over all years. Unit: M of the alliance's currency. */
  readonly insurance: number;
  /** Ally that leads if this one withholds: no lead of the leaf, and at the end of the plan counts what a fallback must. Absent: nobody else counts that much, or no fallback is asked for. */
  readonly fallback?: string;
  /** What falls short besides, at the end of the plan, if this lead withholds all that it counts and nobody replans. Unit: the leaf's. */
  readonly lostQuantity: number;
  /** The same from the first year of the lead on, as shortfall-years. */
  readonly lostYears: number;
}

export interface AdoptionChoice {
  readonly nation: string;
  readonly standard: string;
  readonly year: number;
  readonly cost: number;
  readonly origin: "in-force" | "planned" | "plan";
}

/** Money of a nation in a year. Unit: M of the alliance's currency, constant prices, undiscounted. */
export interface SpendYear {
  readonly nation: string;
  readonly year: number;
  readonly budget: number;
  readonly purchases: number;
  readonly upkeep: number;
  /** Set-up, coordination, insurance, adoption, expansion of lines. */
  readonly together: number;
  readonly total: number;
  /** Spent beyond the budget because of contracts already signed. */
  readonly overrun: number;
  /** Shortfall (weighted shortfall-years) avoided per further M. Absent: not computed for this plan. */
  readonly value?: number;
}

/** A stock aimed at and what the plan leaves short of it. Unit: the munition's. */
export interface StockYear {
  readonly nation: string;
  readonly system: string;
  readonly year: number;
  readonly target: number;
  readonly planned: number;
  readonly short: number;
}

/**
 * Row prices from which the bound of an objective follows by arithmetic alone (weak duality), on the model that the records, the
 * plan alone and, for `choices`, the plan itself give. Rows without a price are left out.
 */
export interface StageCertificate {
  readonly stage: "shortfall" | "cost" | "deviation";
  /** Plans that the bound holds for. `levers`: all with the open levers; `equal-coverage`: of these, those that cover no less than alone; `choices`: those with this plan's agreements, adoptions and leads. */
  readonly holdsFor: "levers" | "equal-coverage" | "choices";
  /** Earlier objectives that such plans keep and that the proof rests on, in the units of the model: cost in thousand M. */
  readonly kept: readonly { readonly stage: "shortfall" | "cost"; readonly upper: number }[];
  /** Rows of the model, those of what is kept last. */
  readonly rows: number;
  /** Bound that the prices prove. Unit: the stage's. */
  readonly proves: number;
  /** Rows with a price, each as its distance from the one before; the first from 0. */
  readonly at: readonly number[];
  readonly prices: readonly number[];
}

/** Prices that prove the bound of what one ally makes least alone, in its own model, with the slots and room to expand that others left. */
export interface NationCertificate {
  readonly nation: string;
  /** Least violations of the ally, which its later objectives keep; and for cost its least shortfall. Only what the proof rests on. In the units of the model. */
  readonly kept: readonly { readonly stage: "violations" | "shortfall"; readonly upper: number }[];
  /** What lines left it in a year, where that is less than they can make; lines that can make the same, joined by `+`. Only what a proof of the ally rests on. Absent: as for shortfall. Unit: items. */
  readonly slots?: readonly { readonly lines: string; readonly year: number; readonly most: number }[];
  /** Room left to expand a line, where others took some. Only what a proof of the ally rests on. Absent: as for shortfall. Unit: items a year. */
  readonly room?: readonly { readonly line: string; readonly most: number }[];
  readonly rows: number;
  /** Unit: the stage's. */
  readonly proves: number;
  /** As in `StageCertificate`. */
  readonly at: readonly number[];
  readonly prices: readonly number[];
}

/** One objective of the lexicographic order, with what was reached and what is proved. */
export interface Stage {
  readonly name: "violations" | "shortfall" | "cost" | "deviation";
  readonly unit: string;
  readonly value: number;
  /** No plan of the same freedom can be below this: checked from the duals by arithmetic, not taken from the solver. */
  readonly bound: number;
  /** (value − bound) / max(|value|, 1e-9). */
  readonly gap: number;
  readonly seconds: number;
  /** Prices that prove the bound. Absent: it was proved when the plan was made, or is claimed by a whole-number search. */
  readonly certificate?: StageCertificate;
  /** Of the plan alone: one of each ally; the bound is their sum. */
  readonly certificates?: readonly NationCertificate[];
}

/** Why something is not in the plan. */
export interface NotPlanned {
  readonly kind: "leaf" | "system" | "programme";
  readonly id: string;
  readonly code: "no-holding-known" | "too-little-known" | "not-planned-leaf" | "no-requirement" | "no-system-counts" | "no-price" | "no-quantity" | "no-dates" | "no-target-share" | "smaller-is-better";
  readonly reason: string;
  readonly mend: string;
}

/** A figure of a plan that does not follow from the records and the decisions. */
export interface Fault {
  /** Code of the rule. */
  readonly rule: string;
  readonly where: string;
  readonly amount: number;
  readonly message: string;
  /** What a reader can do about it. */
  readonly mend?: string;
}

export interface Verification {
  readonly checked: number;
  readonly faults: readonly Fault[];
  /** Largest breach that was let pass, in the unit of its rule as a share of its bound. */
  readonly largest: number;
  /** Figures checked by each rule. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** Decisions that no other list of a plan shows, so that every figure of it can be derived again. */
export interface PlanEvidence {
  /** Investment in lines: items a year added for good, paid in the year. */
  readonly expansions: readonly { readonly nation: string; readonly line: string; readonly year: number; readonly quantity: number }[];
  /** Ready items of a class that serve one of several leaves. */
  readonly splits: readonly { readonly nation: string; readonly system: string; readonly leaf: string; readonly year: number; readonly quantity: number }[];
  /** Bought out of common funds. Unit: items. */
  readonly common: readonly { readonly system: string; readonly year: number; readonly quantity: number }[];
  /** Items that a line is paid for not making. */
  readonly idle: readonly { readonly line: string; readonly year: number; readonly quantity: number }[];
}

export interface Plan {
  readonly kind: "alone" | "aligned";
  readonly levers: readonly Lever[];
  readonly figures: Figures;
  readonly currency: string;
  readonly priceYear: number;
  readonly years: readonly number[];
  readonly orders: readonly Order[];
  readonly production: readonly Production[];
  readonly lines: readonly LineYear[];
  /** Lines that change over or have a minimum rate, year by year. Absent: these were left out of the plan. */
  readonly modes?: readonly LineMode[];
  readonly contributions: readonly Contribution[];
  readonly shortfalls: readonly LeafYear[];
  readonly stocks: readonly StockYear[];
  readonly agreements: readonly Agreement[];
  readonly leads: readonly Lead[];
  readonly adoptions: readonly AdoptionChoice[];
  readonly spend: readonly SpendYear[];
  readonly stages: readonly Stage[];
  readonly notPlanned: readonly NotPlanned[];
  /** Absent: a plan made for another purpose, which the checker does not pass. */
  readonly evidence?: PlanEvidence;
  /** Row prices of its shortfall with its own choices: what one more M and one more item are worth is read off them. Absent: no worth is shown. */
  readonly worth?: StageCertificate;
  readonly verification: Verification;
  /** Σ over planned leaves and years of the share short. Unit: shortfall-years. */
  readonly shortfallYears: number;
  /** The same, weighted by CAP level and discounted: what the plan makes least. */
  readonly shortfallWeighted: number;
  /** Discounted cost. Unit: M of the alliance's currency. */
  readonly cost: number;
}

/** Quantities of the years from one on. */
export interface BriefYears {
  readonly from: number;
  readonly quantities: readonly number[];
}

/** A plan that is not shown in full, behind a figure that is: its decisions, and what they come to, so that the figure can be counted again. */
export interface BriefPlan {
  readonly levers: readonly Lever[];
  /** Unit: the system's. Prices follow from the records and the agreements. */
  readonly deliveries: readonly (BriefYears & { readonly nation: string; readonly system: string; readonly programme?: string })[];
  readonly agreements: readonly Pick<Agreement, "system" | "members" | "priceFactor">[];
  readonly leads: readonly Pick<Lead, "nation" | "leaf" | "firstYear" | "beyondShare">[];
  /** Those that the plan chose. */
  readonly adoptions: readonly Pick<AdoptionChoice, "nation" | "standard" | "year">[];
  /** As in `PlanEvidence`. */
  readonly expansions: readonly (BriefYears & { readonly nation: string; readonly line: string })[];
  readonly splits: readonly (BriefYears & { readonly nation: string; readonly system: string; readonly leaf: string })[];
  readonly common: readonly (BriefYears & { readonly system: string })[];
  readonly shortfallYears: number;
  readonly shortfallWeighted: number;
  /** Discounted. Unit: M of the alliance's currency. */
  readonly cost: number;
}

/** The plans behind the ends of the ranges of the price. */
export interface PriceEnds {
  /** Each for itself with slots and room to expand shared freely: the best that allies can do alone. Absent: alone itself. */
  readonly optimistic?: BriefPlan;
  /** The cheapest plan that covers no less than that. Absent: none was found, or alone itself is the best. */
  readonly cheapest?: BriefPlan;
  /** Each as if nobody else ordered, and then what lines can make, in the order of the queue: the worst. */
  readonly pessimistic: BriefPlan;
}

/** The price at one end of the figures, and the plans behind it. */
export interface DataEnd {
  readonly figures: Figures;
  readonly shortfallYearsAlone: number;
  readonly shortfallYearsAligned: number;
  readonly gain: number;
  /** Saved at equal coverage. Absent: the solver found no plan of equal coverage. */
  readonly money?: number;
  readonly alone: BriefPlan;
  readonly aligned: BriefPlan;
  readonly cheapest?: BriefPlan;
}

/** What one combination of levers reaches. */
export interface Combo {
  readonly levers: readonly Lever[];
  readonly shortfallWeighted: number;
  readonly shortfallYears: number;
  /** Least discounted cost at no less coverage than alone reaches. Unit: M of the alliance's currency. */
  readonly costAtEqualCoverage: number;
  /** Proved gap of the shortfall, and of the cost. Unit: share. */
  readonly gapShortfall: number;
  readonly gapCost: number;
  /** The plan with the least shortfall. Absent: alone, or a set with a lever less reaches as much. */
  readonly plan?: BriefPlan;
  /** The cheapest plan that covers no less than alone. Absent: alone, a set with a lever less is as cheap, or it is the one that is shown in full. */
  readonly cheapest?: BriefPlan;
}

export interface LeverValue {
  readonly lever: Lever;
  /** Shapley share of the shortfall-years saved. */
  readonly shortfallYears: number;
  /** Shapley share of the money saved at equal coverage. Unit: M of the alliance's currency. */
  readonly money: number;
  /** Part of the whole gain in shortfall-years. Unit: share. 0 where nothing is gained. */
  readonly share: number;
}

/** What a set of levers gives beyond its parts (Harsanyi dividend). Sets of two or more. */
export interface Interaction {
  readonly levers: readonly Lever[];
  readonly shortfallYears: number;
  readonly money: number;
}

/** low: against the best that allies can do alone; base; high: against the worst. */
export interface Price {
  readonly shortfallYears: Range;
  readonly shortfallWeighted: Range;
  /** Saved at equal coverage, discounted. Unit: M of the alliance's currency. */
  readonly money: Range;
  /** How much later allies alone reach the coverage of the aligned plan, mean over leaves and years. Unit: years. At least: cut at the end of the plan. */
  readonly delayYears: Range;
  /** Money saved as a share of what allies alone spend. */
  readonly savingShare: number;
}

export interface BreakEven {
  /** Years that joint programmes may slip before the gain in shortfall-years is gone. Absent: still a gain at the most years tried. */
  readonly slipYears?: number;
  readonly slipTried: number;
  readonly slips: readonly { readonly years: number; readonly gain: number }[];
  /** How many times dearer coordination may be before the money saved is gone. Absent: there is no coordination to pay. */
  readonly coordinationFactor?: number;
}

export interface NationOutcome {
  readonly nation: string;
  /** Discounted cost alone, and aligned at equal coverage. Unit: M of the alliance's currency. */
  readonly costAlone: number;
  readonly costAligned: number;
  /** Positive: pays less together. */
  readonly gain: number;
  /** Discounted spend within the headline plan. */
  readonly spendAligned: number;
  /** Payment that leaves nobody worse off: positive received, negative paid. Sums to zero. */
  readonly sidePayment: number;
  /** Discounted purchases from lines in the nation, alone and aligned. */
  readonly workAlone: number;
  readonly workAligned: number;
}

export type ActionKind = "join" | "move" | "lead" | "adopt" | "order";

/** Something an ally can do, and what it does. */
export interface Action {
  readonly nation: string;
  /** 1 is the most effective of the nation. */
  readonly rank: number;
  readonly kind: ActionKind;
  readonly text: string;
  readonly system?: string;
  readonly leaf?: string;
  readonly standard?: string;
  readonly programme?: string;
  readonly years?: { readonly first: number; readonly last: number };
  readonly quantity?: number;
  readonly unit?: string;
  readonly effect: {
    /** Shortfall-years saved for the alliance, all else of the aligned plan as it is. */
    readonly shortfallYears: number;
    /** Cost (positive) or saving (negative) for the nation, discounted. Unit: M of the alliance's currency. */
    readonly money: number;
  };
}

export interface Comparison {
  readonly alone: Plan;
  readonly aligned: Plan;
  /** What the aligned plan reaches when agreements, leads and adoptions are chosen by rule. Given where the model itself chose them. */
  readonly byRule?: BriefPlan;
  /** The cheapest plan found that covers no less than alone: what the money saved and each ally's cost aligned are read off. Absent: alone itself. */
  readonly cheapest?: Plan;
  readonly price: Price;
  readonly ends: PriceEnds;
  readonly levers: readonly LeverValue[];
  readonly combos: readonly Combo[];
  readonly interactions: readonly Interaction[];
  readonly breakEven: BreakEven;
  /** Shortfall-years of the three ways to be alone. */
  readonly bracket: { readonly optimistic: number; readonly base: number; readonly pessimistic: number; readonly rounds: number; readonly residual: number };
  /** The price with every requirement, price and cost at their easy and at their hard end; holdings, budgets, rates, yields, stocks and times as they are. Absent: not asked for. */
  readonly dataRange?: readonly DataEnd[];
  readonly perNation: readonly NationOutcome[];
  readonly actions: readonly Action[];
  /** What the checker found of the figures of the difference, and of the cheapest plan. Absent: not checked. */
  readonly verification?: Verification;
  /** What the figures cannot say, to be shown beside them. */
  readonly limits: readonly string[];
}

/** How far a run has come. */
export interface Progress {
  readonly stage: "world" | "alone" | "aligned" | "whole" | "combos" | "bracket" | "range" | "verify";
  readonly done: number;
  readonly of: number;
  /** While whole-number choices are searched: the objective, its best value so far (+∞ without one), and what none can come below. */
  readonly search?: { readonly objective: string; readonly incumbent: number; readonly bound: number };
}
