import { at, averageEffect, type Basis, basisOf, type BinaryFit, carried, carriedBoth, clusterCovariance, competingRisks, contrast, type CoxFit, type Design, dyadicCovariance, fitBinary, fitCox, fitWeibull, GAIN_OF_RUNNING, kaplanMeier, largestOf, type Link, logRank, normalQuantile, normalTwoSided, proportionalTest, quantileOf, RUNS_WITH, type ScoreAsk, shareAt, slopeAt, type Square, standardErrors, waldTest, withoutAliased } from "#stats";
import { BREMER_DERIVED, PANEL_DERIVED } from "./columns.ts";
import { ExpressionError, known, namesIn, unknownColumn, valuesOf } from "./expression.ts";
import { type CarriedTerm, type FewClusters, fewClusters } from "./few-clusters.ts";
import { dense, pairsOf } from "./groups.ts";
import { type Centres, centresOf, keepsFirst, NO_CENTRES, plainPowers, powerValues } from "./powers.ts";
import { notesOf, withoutFalseErrors } from "./notes.ts";
import { causalNameOf, LAST_OUTCOME, lastYearOf, latenessOf, silenceOf } from "./refusals.ts";
import { cutShort, isOfSpells, type Spec, type SpecProblem, type Term } from "./spec.ts";
import { chosen, column, everyRow, type Table } from "./table.ts";

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

export interface Coefficient {
  readonly term: string;
  /** What a name that a reader gave the term stands for. Absent: it is the expression itself. */
  readonly expression?: string;
  /** Absent: the estimate runs off to infinity. */
  readonly b?: number;
  readonly errors: Readonly<Record<string, ErrorOf>>;
}

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

/** Coefficients added up, for example the effect in an era. */
export interface SumReport {
  readonly terms: readonly string[];
  /** Absent: a term of it fell out or runs off. */
  readonly b?: number;
  readonly errors: Readonly<Record<string, ErrorOf>>;
  readonly note?: string;
}

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

export interface Curve {
  readonly group: number | undefined;
  readonly n: number;
  readonly events: number;
  readonly median: { readonly time: number | undefined; readonly low: number | undefined; readonly high: number | undefined };
  readonly steps: readonly { readonly time: number; readonly atRisk: number; readonly events: number; readonly survival: number; readonly se: number; readonly low: number; readonly high: number }[];
}

export type FitAnswer = FitReport | { readonly kind: "refused"; readonly problems: readonly SpecProblem[] };

const LEVELS_MOST = 400;
const SIZE = 0.05;

/**
 * Fits what a specification asks on a table. What the data cannot say is refused, with the reason and what can be asked
 * instead; rows and terms that fall out are counted with why.
 */
export function fitSpec(spec: Spec, source: Source, label: FitReport["label"] = "exploratory"): FitAnswer {
  const answer = answerTo(spec, source, label);
  return answer.kind === "fit" ? answer : { ...answer, problems: answer.problems.map(cutShort) };
}

function answerTo(spec: Spec, source: Source, label: FitReport["label"]): FitAnswer {
  const silence = silenceOf(spec) ?? causalNameOf(spec);
  if (silence !== undefined) return { kind: "refused", problems: [silence] };
  const unread = problemsOf(spec, source.table);
  if (unread.length > 0) return { kind: "refused", problems: unread };
  const late = latenessOf(spec);
  if (late !== undefined) return { kind: "refused", problems: [late] };
  try {
    return fitted(spec, source, label);
  } catch (error) {
    if (error instanceof ExpressionError) return { kind: "refused", problems: [{ code: "wrong-expression", place: "", message: error.message, mend: error.mend }] };
    if (error instanceof Overflow) return { kind: "refused", problems: [{ code: "overflow", place: error.expression, message: error.message, mend: "Divide before you raise, for example exp(year / 1000), or take the logarithm." }] };
    if (error instanceof EmptySample) return { kind: "refused", problems: [{ code: "empty-sample", place: "filter", message: error.message, mend: "Widen the filter, or leave out the terms with missing values." }] };
    if (error instanceof RangeError) return { kind: "refused", problems: [{ code: "no-estimate", place: "", message: `There is no estimate: ${error.message}.`, mend: "Change the filter, the outcome or the terms." }] };
    throw error;
  }
}

/** What is wrong with the expressions of a specification, each with the place where it stands. */
function problemsOf(spec: Spec, table: Table): readonly SpecProblem[] {
  const columns = [...table.columns.keys()];
  const parts: readonly (readonly [place: string, expression: string | undefined])[] = [
    ...(["outcome", "time", "event", "cause", "filter", "strata", "groups"] as const).map((it) => [it, spec[it]] as const),
    ...spec.terms.flatMap((term) => term.factors.map((it) => [`terms, ${term.name}`, it] as const)),
    ...spec.errors.flatMap((it) => (it.startsWith("cluster:") ? [[`errors, ${it}`, it.slice(8)] as const] : [])),
    ...spec.effects.map((it) => ["effects", it.column] as const),
  ];
  const problems = parts.flatMap(([place, expression]): readonly SpecProblem[] => {
    if (expression === undefined) return [];
    try {
      const strange = namesIn(expression).find((it) => !table.columns.has(it));
      if (strange === undefined) return [];
      const { message, mend } = unknownColumn(strange, expression, columns);
      return [{ code: "unknown-column", place, message, mend }];
    } catch (error) {
      if (error instanceof ExpressionError) return [{ code: "wrong-expression", place, message: error.message, mend: error.mend }];
      throw error;
    }
  });
  return problems.filter((it, index) => problems.findIndex((one) => one.place === it.place && one.message === it.message) === index);
}

/** A sample: the rows that count, with the reasons the others do not. */
interface Sample {
  readonly table: Table;
  readonly rows: readonly { readonly reason: string; readonly count: number }[];
}

/** No row is left, and why. */
class EmptySample extends RangeError {
  constructor(rows: Sample["rows"]) {
    super(`No row is left: ${rows.map((it) => `${it.count} ${it.reason}`).join(", ") || "the table is empty"}.`);
  }
}

/** An expression is too large for a number in every row. */
class Overflow extends RangeError {
  readonly expression: string;
  constructor(expression: string, count: number) {
    super(`${expression} is too large for a number in every one of ${count} rows.`);
    this.expression = expression;
  }
}

/** A sample with its columns and outcome, for those who fit it many times over. */
export interface Prepared {
  readonly table: Table;
  readonly design: Design;
  readonly outcome: Float64Array;
}

/** Sample, columns and outcome of a yes-or-no model. @throws RangeError where there is no row. */
export function prepared(spec: Spec, source: Source): Prepared {
  const sample = sampleOf(spec, source);
  if (sample.table.rowCount === 0) throw new EmptySample(sample.rows);
  return { table: sample.table, design: designOf(spec, sample).design, outcome: yesOrNo(valuesOf(spec.outcome!, sample.table), spec.outcome!) };
}

/** Columns of a model, and what is taken off before polynomials among them are raised. */
interface ModelColumns {
  readonly design: Design;
  readonly centres: Centres;
  readonly dropped: FitReport["dropped"];
}

const comparesWithin = ({ estimator }: Spec): boolean => estimator === "cox" || estimator === "conditional-logit";

/**
 * Columns of the terms without those that say nothing of their own. A polynomial of which a power would be left out as made up of those
 * before it is taken about the middle of its values, where that tells them apart.
 */
function designOf(spec: Spec, sample: Sample): ModelColumns {
  const plain = columnsAbout(spec, sample, NO_CENTRES);
  const powers = spec.terms.filter((it) => it.power !== undefined && plain.dropped.terms.some((fell) => fell.term === it.name));
  // Without a constant a polynomial about a centre is another model than one of plain powers.
  if (powers.length === 0 || !(spec.intercept || comparesWithin(spec))) return plain;
  const centres = centresOf(powers, sample.table);
  const about = columnsAbout(spec, sample, centres);
  return about.design.names.length > plain.design.names.length && keepsFirst(spec.terms, centres, about.design.names) ? about : plain;
}

function columnsAbout(spec: Spec, { table, rows }: Sample, centres: Centres): ModelColumns {
  const columns = termColumns(spec.terms, table, centres);
  const isWithin = comparesWithin(spec);
  const intercept = spec.intercept && !isWithin;
  const full: Design = {
    names: [...(intercept ? ["(Intercept)"] : []), ...columns.map((it) => it.name)],
    columns: [...(intercept ? [new Float64Array(table.rowCount).fill(1)] : []), ...columns.map((it) => it.values)],
    rowCount: table.rowCount,
  };
  const strange = columns.find((it) => largestOf(it.values) > SIZE_MOST);
  if (strange !== undefined) throw new ExpressionError(`The term ${strange.name} reaches ${largestOf(strange.values).toExponential(1)}, which leaves no room for its error.`, "Divide it, or take its logarithm.");
  const constant = isWithin || intercept ? columns.filter((it) => it.values.every((value) => value === it.values[0])).map((it) => it.name) : [];
  const own = without(full, constant);
  const within = isWithin ? withinStrata(spec, table, own) : own;
  const flat = isWithin && spec.strata !== undefined ? within.names.filter((_, index) => within.columns[index]!.every((it) => it === 0)) : [];
  const { design, aliased } = withoutAliased(without(within, flat));
  const droppedTerms = [...constant.map((term) => ({ term, reason: "the same in every row" })), ...flat.map((term) => ({ term, reason: `the same within ${spec.strata ?? ""} wherever something can be compared` })), ...aliased.map((term) => ({ term, reason: "made up of the terms before it" }))];
  if (design.columns.length === 0) throw new ExpressionError(`No term is left: ${droppedTerms.map((it) => `${it.term} is ${it.reason}`).join(", ")}.`, "Name a term that differs between the rows.");
  return { design, centres, dropped: { terms: droppedTerms, rows } };
}

const without = (design: Design, names: readonly string[]): Design => ({ ...design, names: design.names.filter((it) => !names.includes(it)), columns: design.columns.filter((_, index) => !names.includes(design.names[index]!)) });

/**
 * Columns less their mean in each stratum, which is all that rows compared within strata tell. Strata in which the outcome does not
 * differ tell nothing: their rows are nought.
 */
function withinStrata(spec: Spec, table: Table, design: Design): Design {
  const codes = spec.strata === undefined ? new Int32Array(table.rowCount) : dense(valuesOf(spec.strata, table)).codes;
  const isTelling = tellingOf(codes, yesOrNo(valuesOf((spec.outcome ?? spec.event)!, table), (spec.outcome ?? spec.event)!), spec.outcome !== undefined);
  const first = new Int32Array(isTelling.length).fill(-1);
  const counts = new Float64Array(isTelling.length);
  for (let row = 0; row < codes.length; row++) {
    if (first[codes[row]!] === -1) first[codes[row]!] = row;
    counts[codes[row]!]! += 1;
  }
  const centred = design.columns.map((column) => {
    const sums = new Float64Array(isTelling.length);
    // Distances from the first row, so that what does not differ is nought to the last digit.
    for (let row = 0; row < codes.length; row++) sums[codes[row]!]! += column[row]! - column[first[codes[row]!]!]!;
    return Float64Array.from(column, (it, row) => (isTelling[codes[row]!]! ? it - column[first[codes[row]!]!]! - sums[codes[row]!]! / counts[codes[row]!]! : 0));
  });
  return { ...design, columns: centred };
}

/** By stratum, whether it tells something: with a yes, and for matched sets with a no as well. */
function tellingOf(codes: Int32Array, outcome: Float64Array, needsBoth: boolean): readonly boolean[] {
  const seen: [no: boolean, yes: boolean][] = [];
  for (let row = 0; row < codes.length; row++) {
    const of = (seen[codes[row]!] ??= [false, false]);
    of[outcome[row] === 1 ? 1 : 0] = true;
  }
  return seen.map(([no, yes]) => yes && (no || !needsBoth));
}

/** Largest value of a column that is fitted. */
const SIZE_MOST = 1e100;

function fitted(spec: Spec, source: Source, label: FitReport["label"]): FitAnswer {
  const sample = sampleOf(spec, source);
  const { table } = sample;
  if (table.rowCount === 0) throw new EmptySample(sample.rows);
  const base = { kind: "fit" as const, label, data: spec.data, digests: source.digests, estimator: spec.rareEvents === "none" || spec.estimator === "firth" ? spec.estimator : `${spec.estimator}, ${spec.rareEvents}`, N: table.rowCount };
  const noted = (fit: FitReport): FitReport => {
    const notes = label === "exploratory" ? notesOf(spec, fit) : [];
    return notes.length === 0 ? fit : { ...fit, notes };
  };
  if (spec.estimator === "kaplan-meier" || spec.estimator === "competing-risks") return noted({ ...base, ...curvesOf(spec, sample) });
  const model = designOf(spec, sample);
  const fit = withoutFalseErrors(isOfSpells(spec.estimator) ? { ...spellModel({ spec, source, table, ...model }), dropped: model.dropped } : binaryModel({ spec, source, table, ...model }));
  const coefficients = label === "exploratory" ? withExpressions(fit.coefficients, spec.terms) : fit.coefficients;
  const estimated = new Set(fit.coefficients.flatMap((it) => (it.b === undefined ? [] : [it.term])));
  const few = spec.errors.every((it) => it === "model") ? [] : fewClusters({ spec, table, terms: termColumns(spec.terms, table, NO_CENTRES).filter((it) => estimated.has(it.name)), members: source.members });
  return noted({ ...base, ...fit, coefficients, ...(few.length > 0 && { few }) });
}

/** Coefficients with what their terms stand for, where somebody gave them names. */
function withExpressions(of: readonly Coefficient[], terms: readonly Term[]): readonly Coefficient[] {
  const plain = (text: string): string => text.replaceAll(/\s+/g, "");
  const expressions = new Map(terms.filter((it) => it.power === undefined && plain(it.name) !== plain(it.factors.join(":"))).map((it) => [it.name, it]));
  return of.map((it) => {
    const level = it.term.lastIndexOf("=");
    const term = expressions.get(it.term) ?? (level < 0 ? undefined : expressions.get(it.term.slice(0, level)));
    return term === undefined ? it : { ...it, expression: term.isFactor ? `${term.factors[0]} = ${it.term.slice(level + 1)}` : term.factors.join(":") };
  });
}

/** Rows that the universe, the filter and missing values leave. */
function sampleOf(spec: Spec, { table, members }: Source): Sample {
  const rows: { readonly reason: string; readonly count: number }[] = [];
  let left = everyRow(table.rowCount);
  const keep = (reason: string, is: (row: number) => boolean): void => {
    const kept = new Int32Array(left.length);
    let count = 0;
    for (let at = 0; at < left.length; at++) if (is(left[at]!)) kept[count++] = left[at]!;
    const next = kept.subarray(0, count);
    if (next.length < left.length) rows.push({ reason, count: left.length - next.length });
    left = next;
  };
  const last = lastYearOf(spec);
  if (last < LAST_OUTCOME[spec.data]) {
    const year = column(table, "year");
    keep(`rows after ${last}, where the GML data end`, (row) => year[row]! <= last);
  }
  if (spec.universe === "applied") {
    if (!table.columns.has("applies")) throw new ExpressionError(`The table ${spec.data} has no obligations that apply or not.`, 'Write "universe": "none".');
    const applies = column(table, "applies");
    keep("rows in which no obligation applied, so that none could be honoured", (row) => applies[row] === 1);
  } else if (spec.universe !== "none") {
    const [going, begun] = spec.universe === "mid5" ? ["go5", "on5"] : ["gog", "ong"];
    for (const it of [going, begun, "year"]) if (!table.columns.has(it)) throw new ExpressionError(`The table ${spec.data} has no disputes.`, 'Write "universe": "none".');
    const [goes, starts] = [going, begun].map((it) => column(table, it)) as [Float64Array, Float64Array];
    keep("rows in which a dispute goes on and none begins", (row) => !(goes[row] === 1 && starts[row] === 0));
  }
  if (spec.filter !== undefined) {
    const filter = valuesOf(spec.filter, table);
    const strange = filter.find((it) => it !== 0 && it !== 1 && !Number.isNaN(it));
    if (strange !== undefined) throw new ExpressionError(`The filter is no condition: it gives ${strange} where yes or no is asked.`, 'Compare with something, for example "year >= 1946 and tdef == 1".');
    keep("rows that the filter leaves out", (row) => filter[row] !== 0);
    keep("rows of which the filter knows nothing", (row) => !Number.isNaN(filter[row]!));
  }
  const needed: (readonly [string, string])[] = [
    ...[spec.outcome, spec.time, spec.event, spec.cause].flatMap((it) => (it === undefined ? [] : [[`without ${it}`, it] as const])),
    ...spec.terms.flatMap((term) => term.factors.map((it) => [`without ${it}`, it] as const)),
    ...[spec.strata, spec.groups].flatMap((it) => (it === undefined ? [] : [[`without ${it}`, it] as const])),
    ...spec.errors.flatMap((it) => (it.startsWith("cluster:") ? [[`without ${it.slice(8)}`, it.slice(8)] as const] : [])),
  ];
  const names = new Set([...needed.flatMap(([, it]) => namesIn(it)), ...(members ?? []), ...spec.effects.map((it) => it.column)]);
  for (const name of names) if (!table.columns.has(name)) throw unknownColumn(name, name, [...table.columns.keys()]);
  const some: Table = { rowCount: table.rowCount, columns: new Map([...names].map((it) => [it, column(table, it)])) };
  const part = chosen(some, left);
  let within = everyRow(left.length);
  const columns = new Map(part.columns);
  const seen = new Set<string>();
  for (const [reason, expression] of needed) {
    if (seen.has(expression)) continue;
    seen.add(expression);
    const values = valuesOf(expression, part);
    columns.set(expression, values);
    const kept = new Int32Array(within.length);
    let [count, large] = [0, 0];
    for (let at = 0; at < within.length; at++) {
      const value = values[within[at]!]!;
      if (Number.isFinite(value)) kept[count++] = within[at]!;
      else if (!Number.isNaN(value)) large += 1;
    }
    const next = kept.subarray(0, count);
    if (within.length > 0 && large === within.length) throw new Overflow(expression, large);
    if (large > 0) rows.push({ reason: `rows in which ${expression} is too large for a number`, count: large });
    if (next.length + large < within.length) rows.push({ reason: `rows ${reason}`, count: within.length - next.length - large });
    within = next;
  }
  const whole: Table = { rowCount: part.rowCount, columns };
  return { table: within.length === part.rowCount ? whole : chosen(whole, within), rows };
}

/** Numbers that the columns of a model may hold together: 400 MB. */
const CELLS_MOST = 50_000_000;

function termColumns(terms: readonly Term[], table: Table, centres: Centres): readonly CarriedTerm[] {
  let count = 0;
  const room = (more: number): void => {
    count += more;
    if (count * table.rowCount > CELLS_MOST) throw new ExpressionError(`The model has more than ${count - 1} columns on ${table.rowCount} rows, which is too much to fit here.`, `Keep columns times rows below ${CELLS_MOST / 1e6} million: narrow the filter, or leave terms out.`);
  };
  return terms.flatMap((term): readonly CarriedTerm[] => {
    if (!term.isFactor) room(1);
    if (term.power !== undefined && centres.has(term.power.of)) return [{ name: term.name, values: powerValues(term.power, table, centres) }];
    const [first, ...more] = term.factors.map((it) => known(it, table));
    if (!term.isFactor) return [{ name: term.name, values: more.reduce(multiplied, first!) }];
    const levels = [...new Set(first)].sort((a, b) => a - b);
    if (levels.length > LEVELS_MOST) throw new ExpressionError(`${term.name} has ${levels.length} levels.`, `At most ${LEVELS_MOST} are fitted as columns; for fixed effects of more use "estimator": "conditional-logit" with "strata": "${term.factors[0]}".`);
    const base = term.base ?? levels[0];
    if (!levels.includes(base!)) throw new ExpressionError(`${term.name} has no level ${base}.`, `Its levels are: ${levels.slice(0, 20).join(", ")}${levels.length > 20 ? ", …" : ""}.`);
    room(levels.length - 1);
    return levels.filter((it) => it !== base).map((level) => ({ name: `${term.name}=${level}`, factor: term.name, values: first!.map((it) => (it === level ? 1 : 0)) }));
  });
}

function multiplied(one: Float64Array, two: Float64Array): Float64Array {
  const made = new Float64Array(one.length);
  for (let row = 0; row < made.length; row++) made[row] = one[row]! * two[row]!;
  return made;
}

/** What a model is fitted on. */
interface ModelAsk extends ModelColumns {
  readonly spec: Spec;
  readonly source: Source;
  readonly table: Table;
}

function binaryModel({ spec, source, table, design, centres, dropped }: ModelAsk): Omit<FitReport, "kind" | "label" | "data" | "digests" | "estimator" | "N"> {
  const outcome = yesOrNo(valuesOf(spec.outcome!, table), spec.outcome!);
  const events = outcome.reduce((sum, it) => sum + it, 0);
  if (spec.estimator === "conditional-logit") {
    const stratum = dense(valuesOf(spec.strata!, table)).codes;
    const fit = fitCox({ time: new Float64Array(table.rowCount).fill(1), ended: outcome, design, stratum, ties: "exact" });
    const { covariances, clusters } = covariancesOf({ spec, members: source.members, table, ask: rowsAsk(spec, fit) });
    const told = stated({ spec, centres, dropped }, { ...fit, covariances });
    return { ...coxParts(fit, told), events, clusters: { strata: tellingOf(stratum, outcome, true).filter((it) => it).length, ...clusters }, effects: [], tests: testsOf(spec, told), ...sumsOf(spec, told), dropped };
  }
  const link = spec.estimator === "probit" ? "probit" : "logit";
  const isPenalised = spec.rareEvents === "firth" || spec.estimator === "firth";
  const { basis, fit: found } = settled({ link, outcome, design, isPenalised });
  const on = basis?.design ?? design;
  const made = covariancesOf({ spec, members: source.members, table, ask: { kind: "residuals", covariance: found.covariance, residuals: found.residuals, design: on } });
  const isShrunk = spec.rareEvents === "king-zeng" && found.state === "converged";
  const shrunk = (it: Square): Square => (isShrunk ? { ...it, values: it.values.map((value) => value * (table.rowCount / (table.rowCount + on.columns.length)) ** 2) } : it);
  const onBasis = isShrunk ? withoutBias(found, on) : found.coefficients;
  const basisCovariances = Object.fromEntries(Object.entries(made.covariances).map(([kind, it]) => [kind, shrunk(it)]));
  const covariances = Object.fromEntries(Object.entries(basisCovariances).map(([kind, it]) => [kind, basis === undefined ? it : carriedBoth(basis.back, it)]));
  const fit = inTerms(found, onBasis, { basis, design });
  const { clusters } = made;
  const effects = fit.state === "converged" ? spec.effects.map((it): EffectReport => {
    const at = (value: number): Design => onTo(designWith({ spec, table, design, centres }, { ...it, value }), basis);
    const [before, after] = [at(it.from), at(it.to)];
    const by = Object.entries(basisCovariances).map(([name, covariance]) => [name, averageEffect({ link, coefficients: onBasis, covariance, before, after })] as const);
    const [, one] = by[0]!;
    return { column: it.column, from: it.from, to: it.to, p0: one.before, p1: one.after, difference: one.difference, ratio: one.ratio, errors: Object.fromEntries(by.map(([name, effect]) => [name, { differenceSe: effect.differenceError, logRatioSe: effect.logRatioError }])), ...stayingBehind(spec, it.column) };
  }) : [];
  const told = stated({ spec, centres, dropped }, { ...fit, covariances });
  return {
    events,
    clusters,
    logLik: fit.logLik,
    nullLogLik: fit.nullLogLik,
    ...(fit.penalisedLogLik !== undefined && { penalisedLogLik: fit.penalisedLogLik }),
    coefficients: coefficientsOf(told),
    effects,
    tests: fit.state === "converged" ? testsOf(spec, told) : [],
    ...sumsOf(spec, told),
    dropped,
    iterations: fit.iterations,
    score: fit.score,
    state: fit.state,
    ...problemOf(fit.state, told.separated),
  };
}

/** The penalty is the logarithm of a determinant, which wants columns that stand further apart than the likelihood does. */
const APART_FOR_PENALTY = 1e-2;

/** Most bases that a fit is taken up on. */
const BASES_MOST = 6;

/**
 * A fit of a yes-or-no outcome, on a basis where columns nearly make one another up. Where it stops while its likelihood still rises, the
 * rows that count by then no longer hold the columns apart, as with high powers of which most rows lie far outside: it is taken up
 * again where it stands, on a basis for those rows.
 */
function settled({ link, outcome, design, isPenalised }: { readonly link: Link; readonly outcome: Float64Array; readonly design: Design; readonly isPenalised: boolean }): { readonly basis: Basis | undefined; readonly fit: BinaryFit } {
  let basis = basisOf(design, isPenalised ? APART_FOR_PENALTY : undefined);
  let fit = fitBinary({ link, outcome, design: basis?.design ?? design, isPenalised });
  for (let count = 1; count < BASES_MOST && !isPenalised && fit.state === "not-converged" && fit.lastGain > GAIN_OF_RUNNING; count++) {
    const on = basis?.design ?? design;
    const root = weightRoots({ link, design: on, coefficients: fit.coefficients });
    const next = basisOf({ ...design, columns: design.columns.map((column) => column.map((it, row) => it * root[row]!)) }, Number.POSITIVE_INFINITY);
    if (next === undefined || !next.back.values.every(Number.isFinite)) break;
    const own: Basis = { ...next, design: onTo(design, next) };
    const again = fitBinary({ link, outcome, design: own.design, start: uncarried(own.back, basis === undefined ? fit.coefficients : carried(basis.back, fit.coefficients)) });
    if (!(again.logLik >= fit.logLik)) break;
    [basis, fit] = [own, { ...again, iterations: fit.iterations + again.iterations }];
  }
  return { basis, fit };
}

/** Roots of the weights that rows have in the expected information. */
function weightRoots({ link, design, coefficients }: { readonly link: Link; readonly design: Design; readonly coefficients: Float64Array }): Float64Array {
  const eta = new Float64Array(design.rowCount);
  for (const [k, column] of design.columns.entries()) for (let row = 0; row < eta.length; row++) eta[row]! += coefficients[k]! * column[row]!;
  return eta.map((it) => {
    const [share, other] = [shareAt(link, it), shareAt(link, -it)];
    return share === 0 || other === 0 ? 0 : slopeAt(link, it) / Math.sqrt(share * other);
  });
}

/** What T has to be multiplied with to give a vector: T is upper triangular. */
function uncarried({ size, values }: Square, by: Float64Array): Float64Array {
  const made = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let rest = by[row]!;
    for (let k = row + 1; k < size; k++) rest -= values[row * size + k]! * made[k]!;
    made[row] = rest / values[row * size + row]!;
  }
  return made;
}

/** A fit on a basis, told of the terms themselves. */
function inTerms(fit: BinaryFit, onBasis: Float64Array, { basis, design }: { readonly basis: Basis | undefined; readonly design: Design }): BinaryFit {
  if (basis === undefined) return { ...fit, coefficients: onBasis };
  const { back } = basis;
  const sizes = design.columns.map((it) => largestOf(it));
  const steps = carried(back, fit.lastStep).map((it, index) => Math.abs(it) * sizes[index]!);
  const furthest = Math.max(...steps);
  let score = 0;
  for (const [index, column] of design.columns.entries()) {
    let sum = 0;
    for (let row = 0; row < column.length; row++) sum += column[row]! * fit.residuals[row]!;
    score = Math.max(score, Math.abs(sum) / sizes[index]!);
  }
  let size = 0;
  for (let it = 0; it < back.size; it++) size -= Math.log(back.values[it * back.size + it]!);
  return {
    ...fit,
    coefficients: carried(back, onBasis),
    score,
    separated: fit.state === "separated" ? design.names.filter((_, index) => steps[index]! >= RUNS_WITH * furthest) : [],
    ...(fit.penalisedLogLik !== undefined && { penalisedLogLik: fit.penalisedLogLik + size }),
  };
}

/** Columns of the terms as columns of the basis: X · T. */
function onTo(design: Design, basis: Basis | undefined): Design {
  if (basis === undefined) return design;
  const { size, values } = basis.back;
  return {
    ...design,
    columns: design.columns.map((_, k) => {
      const made = new Float64Array(design.rowCount);
      for (let i = 0; i <= k; i++) for (let row = 0; row < made.length; row++) made[row]! += design.columns[i]![row]! * values[i * size + k]!;
      return made;
    }),
  };
}

function yesOrNo(values: Float64Array, name: string): Float64Array {
  const strange = values.find((it) => it !== 0 && it !== 1);
  if (strange !== undefined) throw new ExpressionError(`The outcome ${name} is ${strange} in a row, and has to be 0 or 1.`, `Compare it, for example "${name} >= 1".`);
  return values;
}

function designWith({ spec, table, design, centres }: Omit<ModelAsk, "source" | "dropped">, { column: name, value }: { readonly column: string; readonly value: number }): Design {
  // What the sample holds of expressions with that column is of its old values.
  const others = [...table.columns].filter(([it]) => it === name || !namesIn(it).includes(name));
  const changed: Table = { rowCount: table.rowCount, columns: new Map(others).set(name, new Float64Array(table.rowCount).fill(value)) };
  const moved = new Map(spec.terms.flatMap((term): readonly (readonly [string, Float64Array])[] => {
    if (!term.isFactor) return termColumns([term], changed, centres).map((it) => [it.name, it.values]);
    const values = known(term.factors[0]!, changed);
    const levels = new Set(known(term.factors[0]!, table));
    const strange = values.find((it) => !levels.has(it));
    if (strange !== undefined) throw new ExpressionError(`The factor ${term.name} has no level ${strange} in the sample, so nothing says what its effect is.`, `Its levels are: ${[...levels].sort((a, b) => a - b).slice(0, 20).join(", ")}.`);
    return [...levels].map((level) => [`${term.name}=${level}`, values.map((it) => (it === level ? 1 : 0))]);
  }));
  if (!spec.terms.some((it) => it.factors.some((factor) => namesIn(factor).includes(name))))
    throw new ExpressionError(`No term has the column ${name}, so it has no effect.`, "Name a column that stands in a term.");
  return { ...design, columns: design.names.map((it, index) => moved.get(it) ?? design.columns[index]!) };
}

function covariancesOf({ spec, members: names, table, ask }: { readonly spec: Spec; readonly members: Source["members"]; readonly table: Table; readonly ask: ScoreAsk }): { readonly covariances: Readonly<Record<string, Square>>; readonly clusters: Readonly<Record<string, number>> } {
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

/** Takes off the bias that few events bring (King and Zeng 2001): a weighted regression of half the leverage. */
function withoutBias(fit: BinaryFit, design: Design): Float64Array {
  const { columns, rowCount } = design;
  const size = columns.length;
  const sum = new Float64Array(size);
  const x = new Float64Array(size);
  for (let row = 0; row < rowCount; row++) {
    let eta = 0;
    for (let k = 0; k < size; k++) {
      x[k] = columns[k]![row]!;
      eta += fit.coefficients[k]! * x[k]!;
    }
    const share = 1 / (1 + Math.exp(-eta));
    let leverage = 0;
    for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) leverage += x[i]! * fit.covariance.values[i * size + k]! * x[k]!;
    const pull = share * (1 - share) * leverage * (share - 0.5);
    for (let k = 0; k < size; k++) sum[k]! += pull * x[k]!;
  }
  const bias = Float64Array.from({ length: size }, (_, i) => sum.reduce((of, it, k) => of + fit.covariance.values[i * size + k]! * it, 0));
  return fit.coefficients.map((it, index) => it - bias[index]!);
}

function coefficientsOf({ names, values, covariances, separated }: FittedTerms): readonly Coefficient[] {
  const errors = Object.entries(covariances).map(([name, it]) => [name, standardErrors(it), it] as const);
  return names.map((term, index) => {
    const b = values[index]!;
    if (separated.includes(term)) return { term, errors: {} };
    return { term, b, errors: Object.fromEntries(errors.map(([name, of, covariance]): readonly [string, ErrorOf] => [name, errorOf(b, of[index]!, covariance)])) };
  });
}

function errorOf(b: number, se: number, covariance: Square): ErrorOf {
  const z95 = normalQuantile(1 - SIZE / 2);
  if (Number.isFinite(se)) return { se, z: b / se, p: normalTwoSided(b / se), low: b - z95 * se, high: b + z95 * se };
  return { note: covariance.values.some(Number.isNaN) ? "the fit has no errors, since its terms do not stand apart where it ended" : "the variance came out below nought" };
}

/** Terms of a fit as a reader named them: of a polynomial about a centre, plain powers. */
interface FittedTerms {
  readonly names: readonly string[];
  readonly values: Float64Array;
  readonly covariances: Readonly<Record<string, Square>>;
  /** Terms that run off. */
  readonly separated: readonly string[];
  readonly dropped: FitReport["dropped"]["terms"];
  /** What they were fitted as, where that is another thing, and how one becomes the other. */
  readonly about?: { readonly plain: Square; readonly values: Float64Array; readonly covariances: Readonly<Record<string, Square>> };
}

function stated({ spec, centres, dropped }: Pick<ModelAsk, "spec" | "centres" | "dropped">, { names, coefficients: values, covariances, separated }: { readonly names: readonly string[]; readonly coefficients: Float64Array; readonly covariances: Readonly<Record<string, Square>>; readonly separated: readonly string[] }): FittedTerms {
  const plain = plainPowers(spec.terms, centres, names);
  if (plain === undefined) return { names, values, covariances, separated, dropped: dropped.terms };
  return {
    names,
    values: carried(plain, values),
    covariances: Object.fromEntries(Object.entries(covariances).map(([kind, it]) => [kind, carriedBoth(plain, it)])),
    separated: names.filter((_, row) => names.some((it, k) => at(plain, row, k) !== 0 && separated.includes(it))),
    dropped: dropped.terms,
    about: { plain, values, covariances },
  };
}

function sumsOf(spec: Spec, { names, values, covariances, separated, dropped }: FittedTerms): Pick<FitReport, "sums"> {
  if (spec.sums.length === 0) return {};
  return {
    sums: spec.sums.map((asked): SumReport => {
      const terms = asked.map((it) => (names.includes(it) ? it : it.replaceAll(/\s+/g, "")));
      const fell = dropped.find((it) => terms.includes(it.term));
      if (fell !== undefined) return { terms, errors: {}, note: `${fell.term} was left out, ${fell.reason}` };
      const missing = terms.find((it) => !names.includes(it));
      if (missing !== undefined) throw new ExpressionError(`A sum names ${missing}, which is no term of the fit.`, `The terms are: ${names.join(", ")}.`);
      const runs = terms.find((it) => separated.includes(it));
      if (runs !== undefined) return { terms, errors: {}, note: `${runs} runs off to infinity` };
      const weights = names.map((it) => terms.filter((one) => one === it).length);
      const b = terms.reduce((sum, it) => sum + values[names.indexOf(it)]!, 0);
      return { terms, b, errors: Object.fromEntries(Object.entries(covariances).map(([kind, it]) => [kind, errorOf(b, contrast(values, it, weights).error, it)])) };
    }),
  };
}

/** Columns among the terms that are worked out from another, and are not moved with it in an average effect. */
function stayingBehind(spec: Spec, moved: string): { readonly note?: string } {
  const from = (expression: string): readonly string[] => namesIn(expression).flatMap((it) => [it, ...(derivedOf(spec).has(it) ? from(derivedOf(spec).get(it)!) : [])]);
  const used = new Set(spec.terms.flatMap((it) => it.factors.flatMap((one) => namesIn(one))));
  const behind = [...used].filter((it) => it !== moved && derivedOf(spec).has(it) && from(it).includes(moved));
  return behind.length === 0 ? {} : { note: `${behind.join(", ")} ${behind.length === 1 ? "is" : "are"} worked out from ${moved}, and ${behind.length === 1 ? "stays" : "stay"} as in each row while ${moved} is moved; a polynomial or an expression of ${moved} as a term would move with it` };
}

const derivedOf = (spec: Spec): ReadonlyMap<string, string> => new Map((spec.data === "panel" ? PANEL_DERIVED : spec.data === "bremer" ? BREMER_DERIVED : []).map((it) => [it.name, it.expression]));

function testsOf(spec: Spec, fitted: FittedTerms): FitReport["tests"] {
  const { names, dropped, about } = fitted;
  return spec.tests.flatMap((terms): FitReport["tests"] => {
    const fell = dropped.find((it) => terms.some((one) => [one, one.replaceAll(/\s+/g, "")].includes(it.term)));
    if (fell !== undefined) return Object.keys(fitted.covariances).map((error) => ({ terms, error, note: `not available: ${fell.term} was left out, ${fell.reason}` }));
    const places = terms.map((it) => names.indexOf(names.includes(it) ? it : it.replaceAll(/\s+/g, "")));
    const missing = terms.find((_, index) => places[index]! < 0);
    if (missing !== undefined) throw new ExpressionError(`The joint test names ${missing}, which is no term of the fit.`, `The terms are: ${names.join(", ")}.`);
    // The highest powers are nought together in plain powers where they are about a centre, which keeps its digits.
    const isSame = about !== undefined && places.every((row) => names.every((_, k) => places.includes(k) || at(about.plain, row, k) === 0));
    const { values, covariances } = isSame ? about : fitted;
    const mixed = isSame || about === undefined ? 0 : places.filter((row) => names.some((_, k) => k !== row && at(about.plain, row, k) !== 0)).length;
    if (mixed > 1) return Object.keys(covariances).map((error) => ({ terms, error, note: "not available: of a polynomial whose values lie far from nought powers are tested together down from the highest, with none left between" }));
    return Object.entries(covariances).map(([error, covariance]) => {
      if (error === "dyadic") return { terms, error, note: "not available: the dyadic-robust matrix need not be positive, and joint tests from it are worthless" };
      const found = waldTest(values, covariance, places);
      return found === undefined ? { terms, error, note: "not available: the covariance of the terms is not positive" } : { terms, error, chi2: found.statistic, df: found.df, p: found.p };
    });
  });
}

const problemOf = (state: FitReport["state"], separated: readonly string[], mend = 'Use "estimator": "firth", leave the term out, or widen the sample.'): { readonly problem?: SpecProblem } => {
  if (state === "separated") return { problem: { code: "separated", place: "terms", message: `${separated.join(", ")} ${separated.length === 1 ? "foretells" : "foretell"} the outcome without fault in this sample (perfect separation), so ${separated.length === 1 ? "its estimate runs" : "their estimates run"} off to infinity.`, mend: separated.some((it) => /_[2-9]$/.test(it)) ? `Lower the degree of the polynomial. ${mend}` : mend } };
  return state === "not-converged" ? { problem: { code: "not-converged", place: "terms", message: "The fit did not come to rest.", mend: "Leave terms out, or divide columns that differ by many powers of ten." } } : {};
};

const OF_SPELLS = "Leave the term out, or widen the sample.";

function coxParts(fit: CoxFit, told: FittedTerms): Pick<FitReport, "logLik" | "nullLogLik" | "coefficients" | "iterations" | "score" | "state" | "problem"> {
  return { logLik: fit.logLik, nullLogLik: fit.logLikNull, coefficients: coefficientsOf(told), iterations: fit.iterations, score: fit.score, state: fit.state, ...problemOf(fit.state, told.separated, OF_SPELLS) };
}

function lengthsOf(time: string, table: Table): Float64Array {
  const values = valuesOf(time, table);
  const negative = values.find((it) => it < 0);
  if (negative !== undefined) throw new ExpressionError(`The length ${time} of a spell is ${negative}.`, "Give lengths of nought or more.");
  return values;
}

function spellModel({ spec, source: { members }, table, design, centres, dropped }: ModelAsk): Omit<FitReport, "kind" | "label" | "data" | "digests" | "estimator" | "N" | "dropped"> {
  const time = lengthsOf(spec.time!, table);
  const ended = yesOrNo(valuesOf(spec.event!, table), spec.event!);
  const events = ended.reduce((sum, it) => sum + it, 0);
  if (spec.estimator === "weibull") {
    const fit = fitWeibull({ time, ended, design });
    const { covariances, clusters } = covariancesOf({ spec, members, table, ask: rowsAsk(spec, fit) });
    const told = stated({ spec, centres, dropped }, { ...fit, covariances });
    return { events, clusters, logLik: fit.logLik, nullLogLik: fit.logLikNull, coefficients: coefficientsOf(told), effects: [], tests: fit.state === "converged" ? testsOf(spec, told) : [], iterations: fit.iterations, score: fit.score, state: fit.state, ...problemOf(fit.state, told.separated, OF_SPELLS) };
  }
  const stratum = spec.strata === undefined ? undefined : dense(valuesOf(spec.strata, table));
  const ask = { time, ended, design, ties: spec.ties, ...(stratum !== undefined && { stratum: stratum.codes }) };
  const fit = fitCox(ask);
  const { covariances, clusters } = covariancesOf({ spec, members, table, ask: rowsAsk(spec, fit) });
  const told = stated({ spec, centres, dropped }, { ...fit, covariances });
  const test = fit.state === "converged" ? proportionalTest(ask, fit) : undefined;
  return {
    events,
    clusters: { ...(stratum !== undefined && { strata: stratum.count }), ...clusters },
    ...coxParts(fit, told),
    effects: [],
    tests: fit.state === "converged" ? testsOf(spec, told) : [],
    ...(test !== undefined && { proportionality: { all: { chi2: test.all.statistic, df: test.all.df, p: test.all.p }, terms: test.terms.map((it) => ({ term: it.name, chi2: it.statistic, p: it.p })) } }),
  };
}

/** Scores by row, which only errors that are not the model's own need. */
const rowsAsk = (spec: Spec, { covariance, scoreRows }: Pick<CoxFit, "covariance" | "scoreRows">): ScoreAsk => ({ kind: "rows", covariance, scoreRows: spec.errors.every((it) => it === "model") ? new Float64Array(0) : scoreRows() });

function curvesOf(spec: Spec, { table, rows }: Sample): Omit<FitReport, "kind" | "label" | "data" | "digests" | "estimator" | "N"> {
  const time = lengthsOf(spec.time!, table);
  const nothing = { clusters: {}, coefficients: [], effects: [], tests: [], dropped: { terms: [], rows }, state: "closed-form" as const };
  if (spec.estimator === "competing-risks") {
    const cause = valuesOf(spec.cause!, table);
    const strange = cause.find((it) => !Number.isInteger(it) || it < 0 || it > 20);
    if (strange !== undefined) throw new ExpressionError(`A cause is ${strange}.`, "Causes are 0 (still going on), 1, 2, … up to 20.");
    return { ...nothing, events: cause.filter((it) => it > 0).length, incidence: competingRisks(time, cause).map((it) => ({ time: it.time, incidence: it.incidence, se: it.errors, survival: it.survival })) };
  }
  const ended = yesOrNo(valuesOf(spec.event!, table), spec.event!);
  const groups = spec.groups === undefined ? undefined : valuesOf(spec.groups, table);
  const levels = groups === undefined ? [undefined] : [...new Set(groups)].sort((a, b) => a - b);
  if (levels.length > 50) throw new ExpressionError(`The groups have ${levels.length} levels.`, "Give at most 50 groups.");
  const curves = levels.map((group): Curve => {
    const own = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => groups === undefined || groups[row] === group);
    const curve = kaplanMeier({ time: own.map((row) => time[row]!), ended: own.map((row) => ended[row]!) });
    return { group, n: own.length, events: own.filter((row) => ended[row] === 1).length, median: quantileOf(curve), steps: curve.map((it) => ({ time: it.time, atRisk: it.atRisk, events: it.ended, survival: it.survival, se: it.error, low: it.low, high: it.high })) };
  });
  const test = groups === undefined || levels.length < 2 ? undefined : logRank({ time, ended }, dense(groups).codes);
  return { ...nothing, events: ended.reduce((sum, it) => sum + it, 0), curves, ...(test !== undefined && { logRank: { chi2: test.statistic, df: test.df, p: test.p } }) };
}
