/**
 * The study of alliances since 1914: the panel from the original tables, models on it, and the questions with their answers.
 * Absent here: files, screens. Statistics are in `#stats`.
 */
export { chosen, column, type Table } from "./table.ts";
export { BREMER_COLUMNS, BREMER_RAW, buildBremer } from "./panel/bremer.ts";
export { type BuiltPanel, buildPanel, PANEL_COLUMNS, type PanelCounts } from "./panel/build.ts";
export { type AdoptionRow, type Attack, buildAdoption, buildAlliances, buildAttacks, buildFulfilment, buildReliability, buildWars } from "./panel/derived.ts";
export { buildExtra, EXTRA_COLUMNS } from "./panel/extra.ts";
export { RAW_NAMES, type RawTables } from "./panel/raw.ts";
export { BREMER_DERIVED, type Derived, PANEL_DERIVED, withDerived } from "./columns.ts";
export { type ColumnMeaning, columnMeanings, ROWS } from "./meanings.ts";
export { meaningInFrench } from "./meanings-french.ts";
export { ExpressionError, namesIn, valuesOf } from "./expression.ts";
export { fitSpec } from "./fit.ts";
export type { Coefficient, Curve, EffectReport, ErrorOf, FitAnswer, FitReport, Source, SumReport } from "./fit/fit-report.ts";
export { FEW_CLUSTERS, type FewClusters, fewClusters, fewTexts } from "./few-clusters.ts";
export { LAST_OUTCOME, latenessOf, refusedUnseen, silenceOf } from "./refusals.ts";
export { DATA_NAMES, type DataName, ESTIMATORS, type Estimator, readSpec, type Spec, type SpecProblem, type Term } from "./spec.ts";
export { type GridPoint, type GridSpec, type GridSummary, robustnessGrid, summaryOf } from "./grid.ts";
export { type FrenchPiece, inFrench, piecesInFrench } from "./french.ts";
export { declaredRefit, erasOf, isDeclared, leftOut, readRefit, type Refit, REFIT_CHOICES, REFIT_COLUMNS, REFIT_MODELS, REFIT_YEARS, type RefitEra, type RefitRow, refitRows, refitSpec, refitText, UNTOLD_CODINGS } from "./refit.ts";
export { packTable, type PackedHead, unpackTable } from "./packed.ts";
export { type Question, QUESTIONS } from "./questions.ts";
export {
  type BreakScan,
  breakScan,
  clusterBootstrap,
  type Drawing,
  type DrawRange,
  stateBootstrap,
  stateBootstrapByStep,
  targetPermutation,
} from "./resample.ts";
export { countText, figureText, probabilityText } from "./figure.ts";
export { cellText, type ColumnKind, type Companion, companionsOf } from "./companions.ts";
export type { CountRow, Estimate, Finding, NamedAttack, Plain, StudyAsk, StudyResult } from "./study/finding.ts";
export { detectableBeside, foundText } from "./study/detectable.ts";
export { FORMED } from "./study/durability.ts";
export { runStudy } from "./study.ts";
export { type Answers, type Desk, Doer, type Drawn, specOf, type Task } from "./tasks.ts";
export { leftOutText } from "./leave-out.ts";
export { BIBLIOGRAPHY, LITERATURE } from "./literature.ts";
export { gridText, OPPOSED, OTHER_REASONS, studyReport } from "./report.ts";
export { GOES_ON } from "./fit/sample.ts";
export { sampleTable } from "./sample-table.ts";
export { type PriorRow, priorRows } from "./prior-rows.ts";
export { BY_READER, type Decision, decisionOn, gammaQuantile, historyParameters, type Prior, PRIORS, type PriorVerdict, verdictOver, rangeFault, withRanges } from "./priors.ts";
