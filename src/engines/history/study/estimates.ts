import { clopperPearson, normalQuantile, quantile, wilson } from "#stats";
import type { FitReport } from "../fit/fit-report.ts";
import type { Drawn } from "../tasks.ts";
import type { CountRow, Estimate } from "./finding.ts";

/** A coefficient as an estimate. */
export function coefficient(fit: FitReport, term: string, error: string): Estimate {
  const row = fit.coefficients.find((it) => it.term === term);
  const of = row?.errors[error];
  const inner = row?.b !== undefined && of?.se !== undefined ? ([row.b - HALF * of.se, row.b + HALF * of.se] as const) : undefined;
  return { name: `${WORDS[term] ?? term}, log-odds`, value: row?.b ?? Number.NaN, low: of?.low ?? Number.NaN, high: of?.high ?? Number.NaN, ...(inner !== undefined && { inner }), ...(of?.p !== undefined && { p: of.p }), by: { model: "errors of the model", dyad: "clustered by pair", dyadic: "dyadic-robust" }[error] ?? "clustered by war" };
}

/** What the terms that are judged say. */
export const WORDS: Readonly<Record<string, string>> = { tdef: "pact of the target", "tdef:post45": "change of a pact's log-odds in 1946", tdef_nuc: "nuclear patron", tconv: "conventional patron", post45: "after 1944", obliged_fought: "obliged allies fight beside it" };

/** Whether an interval leaves out what no difference would be. */
export const isOut = ({ low, high }: Pick<Estimate, "low" | "high">, nothing: number): boolean => low > nothing || high < nothing;

/** Standard error of a coefficient. */
export const errorOf = (fit: FitReport, term: string, error: string): number => fit.coefficients.find((it) => it.term === term)?.errors[error]?.se ?? Number.NaN;

/** An estimate with the ends of its draws. */
export function percentile(name: string, drawn: Drawn, place: number, value: number, by: string): Estimate {
  const values = drawn.flatMap((it) => (it === undefined ? [] : [it[place]!])).sort((a, b) => a - b);
  return { name, value, ...spreadOf(values), by };
}

/** The intervals of 95 % and of half of the draws, which are in order. */
export const spreadOf = (values: readonly number[]): Pick<Estimate, "low" | "high"> & { readonly inner: readonly [number, number] } => ({ low: quantile(values, 0.025), high: quantile(values, 0.975), inner: [quantile(values, 0.25), quantile(values, 0.75)] });

/** A count with the intervals of its share. */
export function countRow(name: string, count: number, total: number): CountRow {
  const [one, two] = [wilson(count, total), clopperPearson(count, total)];
  return { name, count, total, share: count / total, wilson: [one.low, one.high], exact: [two.low, two.high] };
}

/** Standard errors to either end of the interval that holds 95 %, and of the one that holds half. */
export const WIDE = 1.96;

export const HALF = normalQuantile(0.75);

/** p below which a difference is called supported. */
export const SIZE = 0.05;

/** What was not declared beforehand. */
export const EXPLORED = "clustered by pair, exploratory";
