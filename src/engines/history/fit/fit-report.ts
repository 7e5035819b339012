import type { FewClusters } from "../few-clusters.ts";
import type { SpecProblem } from "../spec.ts";
import type { Table } from "../table.ts";

/** A table to fit on, with the columns that name the two states of a row, where it has them. */
export interface Source {
  readonly table: Table;
  readonly members?: readonly [string, string];
  /** SHA-256 of each file behind it. */
  readonly digests: Readonly<Record<string, string>>;
}

/** One kind of error of one coefficient. */
export interface ErrorOf {
  /** Absent: there is none, and `note` says why. */
  readonly se?: number;
  readonly z?: number;
  readonly p?: number;
  readonly low?: number;
  readonly high?: number;
  readonly note?: string;
}

/** A term with its estimate. */
export interface Coefficient {
  readonly term: string;
  /** What a name that a reader gave the term stands for. Absent: it is the expression itself. */
  readonly expression?: string;
  /** Absent: the estimate runs off to infinity. */
  readonly b?: number;
  readonly errors: Readonly<Record<string, ErrorOf>>;
}

/** What a fit says. */
export interface FitReport {
  readonly kind: "fit";
  /** Whatever a reader asks beyond the questions declared beforehand. */
  readonly label: "exploratory" | "pre-declared";
  readonly data: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly estimator: string;
  readonly N: number;
  readonly events: number;
  readonly clusters: Readonly<Record<string, number>>;
  readonly logLik?: number;
  readonly nullLogLik?: number;
  readonly penalisedLogLik?: number;
  readonly coefficients: readonly Coefficient[];
  readonly effects: readonly EffectReport[];
  readonly tests: readonly { readonly terms: readonly string[]; readonly error: string; readonly chi2?: number; readonly df?: number; readonly p?: number; readonly note?: string }[];
  /** Sums of coefficients that were asked for. */
  readonly sums?: readonly SumReport[];
  readonly proportionality?: { readonly all: { readonly chi2: number; readonly df: number; readonly p: number }; readonly terms: readonly { readonly term: string; readonly chi2: number; readonly p: number }[] };
  readonly curves?: readonly Curve[];
  readonly logRank?: { readonly chi2: number; readonly df: number; readonly p: number };
  readonly incidence?: readonly { readonly time: number; readonly incidence: readonly number[]; readonly se: readonly number[]; readonly survival: number }[];
  /** Terms that few clusters carry, so that their clustered errors are likely too small. Absent: none. */
  readonly few?: readonly FewClusters[];
  readonly dropped: { readonly terms: readonly { readonly term: string; readonly reason: string }[]; readonly rows: readonly { readonly reason: string; readonly count: number }[] };
  readonly iterations?: number;
  /** Largest entry of the score at the end, for columns divided by their largest value. */
  readonly score?: number;
  readonly state: "converged" | "separated" | "not-converged" | "closed-form";
  readonly problem?: SpecProblem;
  /** What has to be known before the figures are read. Absent: nothing. */
  readonly notes?: readonly string[];
}

/** What an estimator gives of a report. */
export type FitBody = Omit<FitReport, "kind" | "label" | "data" | "digests" | "estimator" | "N">;

/** Coefficients added up, for example the effect in an era. */
export interface SumReport {
  readonly terms: readonly string[];
  /** Absent: a term of it fell out or runs off. */
  readonly b?: number;
  readonly errors: Readonly<Record<string, ErrorOf>>;
  readonly note?: string;
}

/** An average effect: every row predicted with a column at one value and at another. */
export interface EffectReport {
  readonly column: string;
  readonly from: number;
  readonly to: number;
  readonly p0: number;
  readonly p1: number;
  readonly difference: number;
  readonly ratio: number;
  readonly errors: Readonly<Record<string, { readonly differenceSe: number; readonly logRatioSe: number }>>;
  /** What stays as it is though it is worked out from the column. */
  readonly note?: string;
}

/** A survival curve. */
export interface Curve {
  readonly group: number | undefined;
  readonly n: number;
  readonly events: number;
  readonly median: { readonly time: number | undefined; readonly low: number | undefined; readonly high: number | undefined };
  readonly steps: readonly { readonly time: number; readonly atRisk: number; readonly events: number; readonly survival: number; readonly se: number; readonly low: number; readonly high: number }[];
}

/** A report, or why there is none. */
export type FitAnswer = FitReport | { readonly kind: "refused"; readonly problems: readonly SpecProblem[] };
