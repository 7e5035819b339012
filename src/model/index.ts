/**
 * The model: what facts say, in the domain's words, and the fold that makes an alliance of them.
 * One file per record kind in `kinds/`; checks across records in `checks/`.
 * Absent here: entries, signatures, files, solvers, screens, the clock.
 */
export type { Alliance, Rivals } from "./alliance.ts";
export { compareRivals } from "./choose.ts";
export { CHECK, type CheckContext, type Checked, checkFacts, checkParameters, CHECKS, compareFindings, type LeftOut, nearest, nearestAmong, nearestFirst, type Rows } from "./checks/index.ts";
export type { Explanation, ExplanationStep } from "./explanation.ts";
export { type Field, type Fields, isDate, type Parsed, type Problem, type RecordOf } from "./field.ts";
export { type ColumnLanguage, columnName } from "./column-names.ts";
export { type AnyKind, columnOf, columnsOf, CONFIDENCE, type Confidence, EVIDENCE, type Evidence, type Provenance, type RecordKind } from "./kind.ts";
export * from "./kinds.ts";
export { ADOPTION_STATUS } from "./kinds/adoption.ts";
export { RESPONSES, type Response } from "./kinds/answer.ts";
export { ECONOMY_MEASURES } from "./kinds/economy.ts";
export { COMBINE } from "./kinds/yield.ts";
export { ownerColumn } from "./owner.ts";
export { replay } from "./replay.ts";
export type { Settings } from "./settings.ts";
export { isByGdp, namesOf, nationWeights } from "./weights.ts";
