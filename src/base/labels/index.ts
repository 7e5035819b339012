/**
 * Confidentiality labels: what they mean, how they join, who may read, and how they are written again. Pure, and the one
 * place that decides. Absent here: facts, files, XML, time; rosters arrive with their date chosen.
 */
export { bottom, type Clause, type Clearance, type Held, isBelow, isProblem, join, type Label, labelOf, type LabelProblem, permits, top } from "./label.ts";
export { markingText, type MarkingPlace } from "./marking.ts";
export { type AbsentMeans, categoriesOf, type Category, type CategoryRef, type LabelPolicy, type Level, type Marking, permissiveSets, type PolicyTerms, type Qualifier, type QualifierPart, type Requirement, type Roster, type Tag, type TagKind, type TagSet, unstatedSets } from "./policy.ts";
export { render, type Rendering, type Written } from "./render.ts";
export { beyondRelease, heldFrom, joinRows, releasedTo, rowLabel, type RowLabel, rowPermits, type RowReader } from "./row-label.ts";
export { kindOf, type LabelRule, type LabelViolation, violationsOf, type WrittenLabel } from "./written.ts";
