import type { FitReport } from "./fit/fit-report.ts";
import { hasNoError } from "./notes.ts";
import { CODINGS, SOURCES } from "./grid.ts";
import { FULL, SMALL } from "./questions.ts";

/** What can be chosen about the primary fits of the first two questions. */
export interface Refit {
  /** `attack`: Q1. `change`: the same with the difference across the cut. `eras`: Q2, an effect for each era. `difference`: Q2, the average risk difference of one era, fitted in its years. */
  readonly model: (typeof REFIT_MODELS)[number];
  readonly source: keyof typeof SOURCES;
  readonly hostility: "any" | "force" | "war";
  /** Which pacts count; or a technology, of which the record has no outcome. */
  readonly coding: keyof typeof CODINGS | (typeof UNTOLD_CODINGS)[number];
  readonly lag: "same year" | "year before";
  readonly wars: "with world wars" | "without";
  readonly controls: "none" | "small" | "Johnson and Leeds" | "full";
  readonly link: "logit" | "probit";
  /** First years of the eras after the first, lowest first: one for `attack` and `change`, four for `eras`, none for `difference`. */
  readonly cuts: readonly number[];
  readonly from: number;
  readonly to: number;
}

export const REFIT_MODELS = ["attack", "change", "eras", "difference"] as const;
/** Technologies that a reader may ask for, so that the refusal is read where the figure would stand. */
export const UNTOLD_CODINGS = ["cyber", "drones", "artificial_intelligence"] as const;

/** The choices of each part, in the order in which a page offers them. */
export const REFIT_CHOICES = {
  source: ["MID", "GML"],
  hostility: ["any", "force", "war"],
  coding: ["any", "applies", "from outside", ...UNTOLD_CODINGS],
  lag: ["same year", "year before"],
  wars: ["with world wars", "without"],
  controls: ["none", "small", "Johnson and Leeds", "full"],
  link: ["logit", "probit"],
} as const satisfies { readonly [K in keyof Refit]?: readonly Refit[K][] };

/** First and last year that can be asked for; outcomes end before the last. */
export const REFIT_YEARS = { first: 1816, last: 2026 } as const;

const FROM = 1914;
const TO = 2014;
const CUTS = { attack: [1946], change: [1946], eras: [1946, 1957, 1991, 2007], difference: [] } as const;

/** The pre-declared setting of a model. @example declaredRefit("attack").cuts // → [1946] */
export const declaredRefit = (model: Refit["model"]): Refit => ({
  model,
  source: "MID",
  hostility: isOfDisputes(model) ? "any" : "war",
  coding: "any",
  lag: "same year",
  wars: "with world wars",
  controls: isOfDisputes(model) ? "full" : "small",
  link: "logit",
  cuts: CUTS[model],
  from: FROM,
  to: model === "difference" ? CUTS.eras[0] - 1 : TO,
});

/** Whether a model is of the second question. */
const isOfDisputes = (model: Refit["model"]): boolean => model === "eras" || model === "difference";

/** An era that a setting has: its first and last year, and the column that tells it. */
export interface RefitEra {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** Eras of a setting, those alone that its years reach. */
export function erasOf({ cuts, from, to, source }: Refit): readonly RefitEra[] {
  const last = Math.min(to, SOURCES[source].last);
  const starts = [Number.NEGATIVE_INFINITY, ...cuts];
  return starts.flatMap((start, index): readonly RefitEra[] => {
    const era = { from: Math.max(from, start), to: Math.min(last, (cuts[index] ?? Number.POSITIVE_INFINITY) - 1) };
    return era.from > era.to ? [] : [{ ...era, name: `since_${era.from}` }];
  });
}

/**
 * The specification of a setting, as `concord study fit --spec` reads it. The pre-declared settings give the pre-declared
 * specifications, with the sums that a page shows beside them.
 * @example refitSpec(declaredRefit("attack")).outcome // → "w5"
 */
export function refitSpec(refit: Refit): Readonly<Record<string, unknown>> {
  const { model, source, hostility, coding, lag, wars, controls, link, cuts, from, to } = refit;
  const disputes = SOURCES[source];
  const column = isUntold(coding) ? coding : CODINGS[coding];
  const pact = lag === "same year" ? column : `${column}_l1`;
  const peace = hostility === "war" ? disputes.years : disputes.powers;
  const timed = (of: readonly unknown[]): readonly unknown[] => of.map((it) => (it === "lt" || typeof it === "object" ? peace : it));
  const held = { none: [], small: timed(SMALL), "Johnson and Leeds": timed(FULL).filter((it) => it !== "contig" && it !== "maja" && it !== "majb"), full: timed(FULL) }[controls];
  const filter = `year >= ${from}${to === TO ? "" : ` and year <= ${to}`}${wars === "without" ? " and not world_war" : ""}`;
  const base = { data: "panel", estimator: link, outcome: disputes.outcomes[hostility], filter };
  const errors = ["model", "dyad", "dyadic"];
  if (model === "eras") {
    const eras = erasOf(refit).slice(1);
    const own = sameYears(cuts, CUTS.eras) && from < CUTS.eras[0] ? eras.map((it) => `E${CUTS.eras.findIndex((cut) => cut === it.from) + 2}`) : undefined;
    const names = own ?? eras.map((it) => it.name);
    const terms = eras.map((it, index): unknown => (own === undefined ? { name: it.name, expression: `year >= ${it.from} and year <= ${it.to}` } : names[index]));
    const products = eras.map((it, index): unknown => (own === undefined ? { name: `${pact}:${it.name}`, expression: `${pact}:year >= ${it.from} and year <= ${it.to}` } : `${pact}:${names[index]}`));
    const added = names.map((it) => `${pact}:${it}`);
    return { ...base, terms: [pact, ...terms, ...held, ...products], ...(added.length > 0 && { tests: [added], sums: added.map((it) => [pact, it]) }), errors };
  }
  if (model === "difference") return { ...base, terms: [pact, ...held], effects: [pact], errors };
  const [cut = CUTS.attack[0]] = cuts;
  const own = cut === CUTS.attack[0];
  const later = own ? "post45" : `since_${cut}`;
  const terms = [pact, own ? later : { name: later, expression: `year >= ${cut}` }, ...held];
  if (model === "attack") return { ...base, terms, effects: [pact], errors };
  const product = own ? `${pact}:${later}` : { name: `${pact}:${later}`, expression: `${pact}:year >= ${cut}` };
  return { ...base, terms: [...terms, product], sums: [[pact, `${pact}:${later}`]], errors };
}

/** Whether a setting was declared before anything was estimated; the risk difference was for each of five eras. */
export function isDeclared(refit: Refit): boolean {
  const declared = declaredRefit(refit.model);
  const settings = refit.model === "difference" ? erasOf(declaredRefit("eras")).map(({ from, to }): Refit => ({ ...declared, from, to })) : [declared];
  return settings.some((it) => refitText(it) === refitText(refit));
}

/** A figure of a setting: an average risk ratio, an average risk difference per 1,000 dyad-years, or log-odds (of the probit: its index) of a pact. */
export interface RefitRow {
  readonly row: "ratio" | "difference" | "pact" | "before" | "after" | "change" | "era";
  readonly era?: RefitEra;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  /** Errors that let rows which share a state go together. */
  readonly dyadic?: { readonly low: number; readonly high: number };
  /** Why there is no figure or no interval: its term fell out, it runs off to infinity, its variance came out below nought, the fit has no errors. */
  readonly absent?: "left-out" | "runs-off" | "not-positive" | "no-error";
}

/** What fell out of a fit, rows and terms, each with the reason. @example leftOut(fit)[0] // → "2 560 rows in which a dispute goes on and none begins" */
export const leftOut = ({ dropped }: Pick<FitReport, "dropped">): readonly string[] => [
  ...dropped.rows.map((it) => `${String(it.count).replaceAll(/\B(?=(\d{3})+$)/g, "\u202f")} ${it.reason}`),
  ...dropped.terms.map((it) => `the term ${it.term}, ${it.reason}`),
];

/** 97.5th percentile of the normal distribution, as the study takes it for intervals of ratios. */
const Z95 = 1.96;
/** Risk differences are told for so many dyad-years. */
const PER = 1000;

/** What a reader is shown of a fit: figures with their intervals, clustered by pair. */
export function refitRows(refit: Refit, fit: FitReport): readonly RefitRow[] {
  const spec = refitSpec(refit);
  const [pact = ""] = spec["terms"] as readonly string[];
  const sums = (spec["sums"] ?? []) as readonly (readonly string[])[];
  const told = (terms: readonly string[]): Omit<RefitRow, "row"> => {
    const found = terms.length === 1 ? fit.coefficients.find((it) => it.term === terms[0]) : fit.sums?.find((it) => it.terms.join() === terms.join());
    if (found?.b !== undefined) return figure(found.b, found.errors, fit);
    return { absent: fit.dropped.terms.some((it) => terms.includes(it.term)) ? "left-out" : "runs-off" };
  };
  if (refit.model === "eras") return erasOf(refit).map((era, index): RefitRow => ({ row: "era", era, ...told(index === 0 ? [pact] : sums[index - 1]!) }));
  if (refit.model === "change") {
    const [both = []] = sums;
    return [{ row: "before", ...told([pact]) }, { row: "after", ...told(both) }, { row: "change", ...told(both.slice(1)) }];
  }
  const effect = fit.effects[0];
  if (refit.model === "difference") {
    const [era] = erasOf(refit);
    const at = (error: string): { readonly low: number; readonly high: number } | undefined => {
      const se = effect?.errors[error]?.differenceSe;
      return effect === undefined || se === undefined || !Number.isFinite(se) ? undefined : { low: PER * (effect.difference - Z95 * se), high: PER * (effect.difference + Z95 * se) };
    };
    const [pair, states] = [at("dyad"), at("dyadic")];
    const own: RefitRow = { row: "difference", ...(era !== undefined && { era }), ...(effect === undefined ? { absent: told([pact]).absent ?? ("runs-off" as const) } : { value: PER * effect.difference, ...(pair ?? { absent: "not-positive" as const }), ...(states !== undefined && { dyadic: states }) }) };
    return [own, { row: "pact", ...told([pact]) }];
  }
  const error = effect?.errors["dyad"]?.logRatioSe;
  const ratio: readonly RefitRow[] = effect === undefined || error === undefined ? [] : [{ row: "ratio", value: effect.ratio, low: Math.exp(Math.log(effect.ratio) - Z95 * error), high: Math.exp(Math.log(effect.ratio) + Z95 * error) }];
  return [...ratio, { row: "pact", ...told([pact]) }];
}

function figure(value: number, errors: FitReport["coefficients"][number]["errors"], fit: FitReport): Omit<RefitRow, "row"> {
  const [pair, states] = [errors["dyad"], errors["dyadic"]];
  return { value, ...(pair?.low === undefined ? { absent: hasNoError(fit) ? ("no-error" as const) : ("not-positive" as const) } : { low: pair.low, high: pair.high! }), ...(states?.low !== undefined && { dyadic: { low: states.low, high: states.high! } }) };
}

/** A setting as a short text for an address: the model, then what differs from the pre-declared. @example refitText({ ...declaredRefit("attack"), coding: "applies" }) // → "attack;coding:applies" */
export function refitText(refit: Refit): string {
  const declared = declaredRefit(refit.model);
  const said = PARTS.flatMap((key) => (String(refit[key]) === String(declared[key]) ? [] : [`${key}:${[refit[key]].flat().join("-")}`]));
  return [refit.model, ...said].join(";");
}

const PARTS = ["source", "hostility", "coding", "lag", "wars", "controls", "link", "cuts", "from", "to"] as const;

/** Reads such a text. Absent: it asks for what there is not. */
export function readRefit(text: string): Refit | undefined {
  const [name, ...parts] = text.split(";");
  const model = REFIT_MODELS.find((it) => it === name);
  if (model === undefined) return undefined;
  const declared = declaredRefit(model);
  const changes: Record<string, unknown> = {};
  for (const it of parts) {
    const [key = "", value = ""] = it.split(":");
    if (key in changes || !(PARTS as readonly string[]).includes(key)) return undefined;
    const read = key === "cuts" ? value.split("-").map(yearOf) : key === "from" || key === "to" ? yearOf(value) : (REFIT_CHOICES[key as keyof typeof REFIT_CHOICES] as readonly string[]).find((one) => one === value);
    if (read === undefined || (Array.isArray(read) && read.includes(undefined))) return undefined;
    changes[key] = read;
  }
  const refit = { ...declared, ...changes } as Refit;
  const isRising = refit.cuts.every((it, index) => index === 0 || it > refit.cuts[index - 1]!);
  return isRising && refit.cuts.length === declared.cuts.length && refit.from <= refit.to ? refit : undefined;
}

function yearOf(text: string): number | undefined {
  const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
  return year >= REFIT_YEARS.first && year <= REFIT_YEARS.last ? year : undefined;
}

const isUntold = (coding: Refit["coding"]): coding is (typeof UNTOLD_CODINGS)[number] => UNTOLD_CODINGS.some((it) => it === coding);
const sameYears = (one: readonly number[], two: readonly number[]): boolean => one.length === two.length && one.every((it, index) => it === two[index]);

/** Columns of the panel that any setting may need: what a page has to load. */
export const REFIT_COLUMNS: readonly string[] = [
  "a", "b", "year", "conttype", "maja", "majb", "km", "capshare", "pola", "polb",
  "on5", "go5", "t5", "i5", "h5", "ong", "gog", "tg", "ig", "hg",
  "tdef", "adef", "aoff", "aneu", "rel_in", "rel_out", "tdef_l1", "rel_in_l1", "rel_out_l1",
];
