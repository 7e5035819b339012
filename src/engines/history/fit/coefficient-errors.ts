import { at, carried, carriedBoth, clusterCovariance, type CoxFit, dyadicCovariance, normalQuantile, normalTwoSided, type ScoreAsk, type Square } from "#stats";
import { ExpressionError, valuesOf } from "../expression.ts";
import { dense, pairsOf } from "../groups.ts";
import { plainPowers } from "../powers.ts";
import type { Spec } from "../spec.ts";
import { column, type Table } from "../table.ts";
import type { Coefficient, ErrorOf, FitReport, Source } from "./fit-report.ts";
import type { ModelAsk } from "./model-columns.ts";

/** Covariances of the coefficients by each kind of error, and how many clusters each has. */
export function covariancesOf({ spec, members: names, table, ask }: { readonly spec: Spec; readonly members: Source["members"]; readonly table: Table; readonly ask: ScoreAsk }): { readonly covariances: Readonly<Record<string, Square>>; readonly clusters: Readonly<Record<string, number>> } {
  const covariances: Record<string, Square> = {};
  const clusters: Record<string, number> = {};
  const members = names?.map((it) => column(table, it)) as [Float64Array, Float64Array] | undefined;
  const pair = members === undefined || !spec.errors.some((it) => it === "dyad" || it === "dyadic") ? undefined : pairsOf(members);
  for (const kind of spec.errors) {
    if (kind === "model") covariances[kind] = ask.covariance;
    else if (kind === "dyad") {
      covariances[kind] = clusterCovariance(ask, pair!.codes).matrix;
      clusters["dyad"] = pair!.count;
    } else if (kind === "dyadic") {
      const states = dense(Float64Array.of(...new Set([...members![0], ...members![1]])));
      const code = new Map([...new Set([...members![0], ...members![1]])].map((it, index) => [it, index]));
      covariances[kind] = dyadicCovariance(ask, [members![0].map((it) => code.get(it)!), members![1].map((it) => code.get(it)!)], pair!.codes).matrix;
      clusters["state"] = states.count;
    } else {
      const of = dense(valuesOf(kind.slice(8), table));
      if (of.count < 2) throw new ExpressionError(`All rows are in one cluster of ${kind.slice(8)}, so its error cannot be told.`, "Cluster by a column that differs between the rows.");
      covariances[kind] = clusterCovariance(ask, of.codes).matrix;
      clusters[kind.slice(8)] = of.count;
    }
  }
  return { covariances, clusters };
}

/** Scores by row, which only errors that are not the model's own need. */
export const rowsAsk = (spec: Spec, { covariance, scoreRows }: Pick<CoxFit, "covariance" | "scoreRows">): ScoreAsk => ({ kind: "rows", covariance, scoreRows: spec.errors.every((it) => it === "model") ? new Float64Array(0) : scoreRows() });

/** Terms of a fit as a reader named them: of a polynomial about a centre, plain powers. */
export interface FittedTerms {
  readonly names: readonly string[];
  readonly values: Float64Array;
  readonly covariances: Readonly<Record<string, Square>>;
  /** Covariance by the model alone, beside which an error that is round-off shows. */
  readonly model: Square;
  /** Whether the fit itself has errors: its terms stand apart where it ended. */
  readonly isApart: boolean;
  /** Terms that run off. */
  readonly separated: readonly string[];
  readonly dropped: FitReport["dropped"]["terms"];
  /** What they were fitted as, where that is another thing, and how one becomes the other. */
  readonly about?: { readonly plain: Square; readonly values: Float64Array; readonly covariances: Readonly<Record<string, Square>> };
}

/** A fit told of the terms as a reader named them. */
export function stated({ spec, centres, dropped }: Pick<ModelAsk, "spec" | "centres" | "dropped">, { names, coefficients: values, covariance, covariances, separated }: { readonly names: readonly string[]; readonly coefficients: Float64Array; readonly covariance: Square; readonly covariances: Readonly<Record<string, Square>>; readonly separated: readonly string[] }): FittedTerms {
  const plain = plainPowers(spec.terms, centres, names);
  const isApart = !covariance.values.some(Number.isNaN);
  if (plain === undefined) return { names, values, covariances, model: covariance, isApart, separated, dropped: dropped.terms };
  return {
    names,
    values: carried(plain, values),
    covariances: Object.fromEntries(Object.entries(covariances).map(([kind, it]) => [kind, carriedBoth(plain, it)])),
    model: carriedBoth(plain, covariance),
    isApart,
    separated: names.filter((_, row) => names.some((it, k) => at(plain, row, k) !== 0 && separated.includes(it))),
    dropped: dropped.terms,
    about: { plain, values, covariances },
  };
}

/** Coefficients with each kind of error; of those that run off none. */
export function coefficientsOf(fitted: FittedTerms): readonly Coefficient[] {
  const { names, values, covariances, model, separated } = fitted;
  return names.map((term, index) => {
    const b = values[index]!;
    if (separated.includes(term)) return { term, errors: {} };
    return { term, b, errors: Object.fromEntries(Object.entries(covariances).map(([kind, it]): readonly [string, ErrorOf] => [kind, errorOf({ b, variance: at(it, index, index), byModel: at(model, index, index), kind, fitted })])) };
  });
}

/** The error of an estimate from its variance, or why there is none. */
export function errorOf({ b, variance, byModel, kind, fitted: { isApart } }: { readonly b: number; readonly variance: number; readonly byModel: number; readonly kind: string; readonly fitted: Pick<FittedTerms, "isApart"> }): ErrorOf {
  const z95 = normalQuantile(1 - SIZE / 2);
  const se = Math.sqrt(variance);
  if (kind !== "model" && se < ROUND_OFF * Math.sqrt(byModel)) return { note: CANCELLED };
  if (Number.isFinite(se)) return { se, z: b / se, p: normalTwoSided(b / se), low: b - z95 * se, high: b + z95 * se };
  if (variance < 0) return { note: "the variance came out below nought" };
  return { note: kind === "dyadic" && isApart ? SHARED : "the fit has no errors, since its terms do not stand apart where it ended" };
}

/** Why an estimate has no dyadic-robust error: its sums over the one state that all share are nought. */
export const SHARED = "not available: the rows behind it share one state, so that their sums cancel out";

/** Why an estimate has no error by its clusters: what stands against it in each cluster adds up to nought. */
export const CANCELLED = "not available: within every cluster what it rests on cancels out, and what is left is round-off";

/** Below this part of the model's own error an error by clusters is round-off. */
const ROUND_OFF = 1e-8;

/** Share of samples whose interval misses the truth. */
const SIZE = 0.05;
