import { normalQuantile } from "#stats";
import { fewTexts } from "./few-clusters.ts";
import { countText, figureText, probabilityText } from "./figure.ts";
import type { Curve, ErrorOf, FitReport } from "./fit/fit-report.ts";
import { FORMED } from "./study/durability.ts";
import type { Finding } from "./study/finding.ts";
import { WORDS } from "./study/estimates.ts";

/** How the values of a column are printed: to two significant digits, as a count with all of them, or as a p. */
export type ColumnKind = "figure" | "count" | "p";

/**
 * A cell of a table of the study.
 * @example cellText(29004, "count") // → "29 004"
 */
export const cellText = (value: number | null | undefined, kind: ColumnKind): string => (value === null || value === undefined ? "–" : kind === "p" ? probabilityText(value) : kind === "count" ? countText(value) : figureText(value));

/** A table that stands beside a finding: what was declared beforehand to be shown, though no test rests on it. */
export interface Companion {
  readonly title: string;
  /** What the first column holds. */
  readonly of: string;
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  /** `name` in words, or `term` as the data have it. `null`: there is none. */
  readonly rows: readonly { readonly name?: string; readonly term?: string; readonly values: readonly (number | null)[] }[];
  /** Rows, events and clusters behind it, and tests of the whole of it. */
  readonly says: readonly string[];
}

/** Years after which survival and endings are told. */
export const YEARS_AFTER = [5, 10, 20] as const;

/**
 * Tables beside a finding: absolute risk in a year and in ten, the primary model with each kind of error, and the models declared to
 * stand beside it. Nothing is estimated here.
 * @example companionsOf(finding).map((it) => it.title) // → ["Risk in a year and in ten years", "Primary model"]
 */
export function companionsOf(finding: Finding): readonly Companion[] {
  const { primary, beside } = finding;
  return [
    ...risksOf(finding),
    ...(primary === undefined || primary.coefficients.length === 0 ? [] : [coefficientTable("Primary model", primary)]),
    ...beside.filter((it) => it.isShown === true).map(({ name, fit }) => ({ name: name.charAt(0).toUpperCase() + name.slice(1), fit })).map(({ name, fit }) => (fit.curves !== undefined ? survivalTable(name, fit) : fit.incidence !== undefined ? endingTable(name, fit) : withFew(coefficientTable(name, fit), fit))),
  ];
}

/** What the errors of a fit beside the primary are worth; those of the primary are told among the sentences. */
const withFew = (table: Companion, { few = [] }: FitReport): Companion => ({ ...table, says: [...table.says, ...fewTexts(few)] });

const figure = (name: string) => ({ name, kind: "figure" as const });
const p = (name: string) => ({ name, kind: "p" as const });
const orNull = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : value);

const PER = 1000;
const DECADE = 10;

function risksOf({ primary, beside }: Finding): readonly Companion[] {
  const fits = [...(primary === undefined ? [] : [{ name: undefined, fit: primary }]), ...beside.map(({ name, fit }) => ({ name, fit }))];
  const rows = fits.filter(({ fit }) => fit.data === "panel").flatMap(({ name, fit }) =>
    fit.effects.filter((it) => it.errors["dyad"] !== undefined).map(({ column, p0, p1, difference, ratio, errors }) => {
      const inTen = (share: number): number => PER * (1 - (1 - share) ** DECADE);
      const log = errors["dyad"]!.logRatioSe;
      const at = (to: number): number => Math.exp(Math.log(ratio) + to * normalQuantile(0.975) * log);
      const what = WORDS[column] ?? column;
      return { name: name === undefined ? what : `${what}, ${name}`, values: [PER * p0, PER * p1, PER * difference, inTen(p0), inTen(p1), ratio, at(-1), at(1)].map(orNull) };
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      title: "Risk in a year and in ten years",
      of: "per 1\u202f000 dyads",
      columns: ["a year, without", "a year, with", "difference", "ten years, without", "ten years, with", "ratio", "ratio, low", "ratio, high"].map(figure),
      rows,
      says: ["Averages over the rows of the model with nobody and with everybody so protected; ten years are ten such years, one after the other. The ends of the ratio hold 95 %, clustered by pair."],
    },
  ];
}

const ERRORS: Readonly<Record<string, string>> = { model: "error of the model", dyad: "clustered by pair", dyadic: "dyadic-robust" };
const errorName = (kind: string): string => ERRORS[kind] ?? "clustered by war";

/** Coefficients with each kind of error. p is by the errors that are judged: clustered ones where there are any. */
function coefficientTable(title: string, fit: FitReport): Companion {
  const kinds = [...new Set(fit.coefficients.flatMap((it) => Object.keys(it.errors)))];
  const judged = kinds.find((it) => it !== "model" && it !== "dyadic") ?? kinds[0] ?? "model";
  const proportion = fit.proportionality;
  const isHazard = fit.estimator === "cox";
  const value = (of: ErrorOf | undefined): number | null => orNull(of?.se);
  return {
    title,
    of: "term",
    columns: [figure(isHazard ? "log hazard ratio" : "log-odds"), ...kinds.map((it) => figure(errorName(it))), p("p"), ...(proportion === undefined ? [] : [p("p of proportion")])],
    rows: fit.coefficients.map((it) => ({ term: it.term, values: [orNull(it.b), ...kinds.map((kind) => value(it.errors[kind])), orNull(it.errors[judged]?.p), ...(proportion === undefined ? [] : [orNull(proportion.terms.find((one) => one.term === it.term)?.p)])] })),
    says: [sampleText(fit), ...(proportion === undefined ? [] : [`That hazards are in proportion over the whole of this model: ${testText(proportion.all)}.`])],
  };
}

function survivalTable(title: string, fit: FitReport): Companion {
  const curves = fit.curves ?? [];
  const nameOf = ({ group }: Curve): string => FORMED[group as keyof typeof FORMED] ?? String(group);
  const at = (curve: Curve, years: number) => curve.steps.findLast((it) => it.time <= years);
  return {
    title,
    of: "group",
    columns: ["share", "low", "high"].map(figure),
    rows: curves.flatMap((curve) => YEARS_AFTER.map((years) => ({ name: `${nameOf(curve)}, still in force after ${years} years`, values: [at(curve, years)?.survival, at(curve, years)?.low, at(curve, years)?.high].map(orNull) }))),
    says: [sampleText(fit), ...curves.flatMap((curve) => (curve.median.time === undefined ? [] : [`Half of those ${nameOf(curve)} had ended after ${figureText(curve.median.time)} years.`])), ...(fit.logRank === undefined ? [] : [`Log-rank over these: ${testText(fit.logRank)}.`])],
  };
}

/** Manners of ending, by their numbers in the data. */
const ENDINGS = ["provisions fulfilled", "violated", "otherwise"] as const;

function endingTable(title: string, fit: FitReport): Companion {
  const at = (years: number) => fit.incidence?.findLast((it) => it.time <= years);
  return {
    title,
    of: "share that ended so",
    columns: YEARS_AFTER.flatMap((it) => [figure(`after ${it} years`), figure(`after ${it} years, error`)]),
    rows: [
      ...ENDINGS.map((name, cause) => ({ name, values: YEARS_AFTER.flatMap((it) => [at(it)?.incidence[cause], at(it)?.se[cause]]).map(orNull) })),
      { name: "still in force", values: YEARS_AFTER.flatMap((it) => [orNull(at(it)?.survival), null]) },
    ],
    says: [sampleText(fit)],
  };
}

const CLUSTERS: Readonly<Record<string, string>> = { dyad: "pairs", state: "states" };

const sampleText = (fit: FitReport): string => `${[`${countText(fit.N)} rows`, `${countText(fit.events)} events`, ...Object.entries(fit.clusters).map(([name, it]) => `${countText(it)} ${CLUSTERS[name] ?? "wars"}`)].join(", ")}.`;
const testText = ({ chi2, df, p: value }: { readonly chi2: number; readonly df: number; readonly p: number }): string => `chi-squared ${figureText(chi2)} with ${df} degrees of freedom, p ${value < 0.001 ? "below 0.001" : value.toFixed(3)}`;
