import type { CoverageBasis } from "./coverage-basis.ts";
import type { PlannedCoverage } from "./planned-coverage.ts";
import type { SeenNations } from "./results.ts";
import type { Shown } from "./shown.ts";

/** One lever's part of the price of misalignment. */
export interface LeverShare {
  readonly lever: "dates" | "lots" | "roles" | "standards";
  readonly name: string;
  /** Part of the shortfall-years saved, share of the whole (may be negative). */
  readonly share: Shown;
  readonly shortfallYears: Shown;
  readonly money: Shown;
}

/** The price of misalignment in a sentence and its parts. Absent while the plan is being computed. */
export interface HeadlineView {
  /** One sentence with the numbers in it. */
  readonly sentence: string;
  /** The figures that the sentence prints, in its order. */
  readonly sentenceFigures: readonly Shown[];
  readonly money: Shown;
  readonly shortfallYears: Shown;
  readonly delayYears: Shown;
  readonly shortfallYearsAlone: Shown;
  readonly shortfallYearsAligned: Shown;
  readonly levers: readonly LeverShare[];
  readonly provenGapAlone: Shown;
  readonly provenGapAligned: Shown;
  /** How closely the costs are proved that the money is the difference of: each ally alone, and the least together at no less coverage. */
  readonly provenCostGapAlone: Shown;
  readonly provenCostGapTogether: Shown;
  /** Who pays more together than alone for the same coverage, and by how much, in a sentence. Empty: nobody does. */
  readonly whoPays: string;
  /** The figures that it prints, in its order. */
  readonly whoPaysFigures: readonly Shown[];
  /** What the plan proposes for them, in words: payments by those who gain. Empty: nobody pays more. */
  readonly compensation: string;
  /** The figures that it prints, in its order. */
  readonly compensationFigures: readonly Shown[];
  /** Allies that pay more together than alone for the same coverage, the largest loss first: the loss, what of it the plan's payments compensate, and what would. */
  readonly losers: readonly { readonly nation: string; readonly loss: Shown; readonly compensated: Shown; readonly repair: string }[];
  /** What is saved beside its two parts, with the digits at which they add up; empty: as they are printed they do. */
  readonly tally: string;
  /** The ends of the figures of the sentence, from the best way to be alone to the worst. Empty: they are told alike. */
  readonly range: string;
  /** What the levers add up to where that is more than the plan shown saves, and why; empty: they print alike. */
  readonly leversSum: string;
  readonly breakEven: string;
  /** Whether both plans were counted again without a fault. Absent: nothing is planned. */
  readonly verified?: boolean;
}

/** Weighted open shortfall year by year under both plans. */
export interface TimelineView {
  readonly title: string;
  readonly unit: string;
  readonly years: readonly number[];
  readonly series: readonly {
    readonly key: "alone" | "aligned";
    readonly name: string;
    readonly points: readonly Shown[];
  }[];
  /** What a screen reader is told. */
  readonly summary: string;
}

/** A measure the map can be coloured by. */
export interface MapMeasure {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Whether larger is better; decides which end of the scale is which. */
  readonly better: "more" | "less" | "neither";
  /** One entry a nation that has a shape, unknown ones without a value. */
  readonly values: readonly { readonly nation: string; readonly shown: Shown }[];
  readonly summary: string;
}

export interface MapView {
  readonly measures: readonly MapMeasure[];
  readonly nations: readonly { readonly id: string; readonly name: string; readonly mapId?: string; readonly latitude?: number; readonly longitude?: number }[];
}

/** One priority shortfall, beside what the plan makes of it in the last year. */
export interface PriorityRow extends CoverageBasis, PlannedCoverage {
  readonly rank: number;
  readonly leaf: string;
  readonly name: string;
  readonly area: string;
  readonly character: string;
  readonly required: Shown;
  readonly available: Shown;
  readonly coverage: Shown;
  readonly trend: Shown;
  /** `isClear`: its lowest score beats the highest of the second. */
  readonly lead?: { readonly nation: string; readonly isClear: boolean; readonly why: string };
  /** First year in which the aligned plan meets the requirement. Absent: not within the horizon, or not planned. */
  readonly closedIn?: number;
  /** How the requirement is known. */
  readonly evidence: string;
  /** Allies of whom nobody said what they have; no figure counts them. */
  readonly unknown: number;
}

/** The priority shortfall areas, ranked. */
export interface PrioritiesView {
  readonly year: number;
  /** The last year planned, of which `planned` is told. */
  readonly lastYear: number;
  readonly rule: string;
  /** The most of a requirement that one ally may count in what is planned. */
  readonly cap: Shown;
  readonly rows: readonly PriorityRow[];
  /** Capabilities with a requirement of which too little is known to tell whether they are short. Unit: capabilities. */
  readonly unsure: Shown;
}

/** How far the data can be trusted: counts over the figures in force. */
export interface ConfidenceView {
  readonly sourced: Shown;
  readonly estimated: Shown;
  readonly assumed: Shown;
  readonly weakest: readonly string[];
  /** Cells nation × leaf whose holding is unknown. */
  readonly unknownCells: Shown;
}

/** Targets in the years of the plan, one for each ally and capability that it is asked for, and those without an answer. */
export interface AnswersAwaited {
  readonly asked: number;
  readonly open: number;
  /** Allies whose answers these are. */
  readonly allies: number;
  /** The year the page looks at, and the targets for it alone, which the map and the matrix count. */
  readonly year: number;
  readonly inYear: number;
}

/** The first page. */
export interface HomeView {
  readonly alliance: string;
  readonly dataset: string;
  readonly marking: string;
  readonly asOf: string;
  readonly reader: string;
  /** How many nations a reader sees. Absent: nothing was kept back. */
  readonly seen?: SeenNations;
  readonly path: string;
  readonly paths: readonly string[];
  /** What those of the usual names are, each in a sentence, in their order. */
  readonly pathMeanings: readonly { readonly path: string; readonly meaning: string }[];
  readonly runKey: string;
  readonly headline?: HeadlineView;
  readonly timeline?: TimelineView;
  readonly map: MapView;
  readonly priorities: PrioritiesView;
  readonly answers: AnswersAwaited;
  readonly confidence: ConfidenceView;
  /** Top actions of the aligned plan over all allies, most effective first. Empty until planned. */
  readonly actions: readonly ActionRow[];
}

export interface ActionRow {
  readonly nation: string;
  readonly rank: number;
  readonly text: string;
  readonly effect: Shown;
  /** What it costs its ally, discounted; below 0: it saves so much. */
  readonly money: Shown;
  /** Why it is done where the effect does not say it, in words. Empty: for the effect. */
  readonly reason: string;
  readonly years: string;
}
