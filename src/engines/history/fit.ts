import type { Design } from "#stats";
import { ExpressionError, namesIn, unknownColumn, valuesOf } from "./expression.ts";
import { type FewClusters, fewClusters } from "./few-clusters.ts";
import { binaryModel } from "./fit/binary-model.ts";
import { conditionalModel } from "./fit/conditional-model.ts";
import { curvesOf } from "./fit/curves.ts";
import type { Coefficient, FitAnswer, FitReport, Source } from "./fit/fit-report.ts";
import { designOf, termColumns } from "./fit/model-columns.ts";
import { EmptySample, Overflow, sampleOf, yesOrNo } from "./fit/sample.ts";
import { spellModel } from "./fit/spell-model.ts";
import { notesOf, withoutFalseErrors } from "./notes.ts";
import { NO_CENTRES } from "./powers.ts";
import { causalNameOf, latenessOf, silenceOf } from "./refusals.ts";
import { cutShort, isOfSpells, type Spec, type SpecProblem, type Term } from "./spec.ts";
import type { Table } from "./table.ts";

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

/** A specification that can be read, fitted on its sample. */
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
  const fit = withoutFalseErrors(isOfSpells(spec.estimator) ? { ...spellModel({ spec, source, table, ...model }), dropped: model.dropped } : (spec.estimator === "conditional-logit" ? conditionalModel : binaryModel)({ spec, source, table, ...model }));
  const coefficients = label === "exploratory" ? withExpressions(fit.coefficients, spec.terms) : fit.coefficients;
  const estimated = new Set(fit.coefficients.flatMap((it) => (it.b === undefined ? [] : [it.term])));
  const hasError = ({ term, error }: FewClusters): boolean => fit.coefficients.find((it) => it.term === term)?.errors[error]?.note === undefined;
  const few = spec.errors.every((it) => it === "model") ? [] : fewClusters({ spec, table, terms: termColumns(spec.terms, table, NO_CENTRES).filter((it) => estimated.has(it.name)), members: source.members }).filter(hasError);
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
