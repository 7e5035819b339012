/**
 * Confidentiality labels: what they mean, how they join, who may read, and how they are written again. Pure, and the one
 * place that decides. Absent here: facts, files, XML, time; rosters arrive with their date chosen or with the date to choose by.
 */
export { type AppliedBy, type Equivalent, equivalentOf } from "./equivalent.ts";
export { bottom, type Clause, type Clearance, type Held, isBelow, isProblem, join, type Label, labelInStore, labelOf, type LabelProblem, permits, top } from "./label.ts";
export { isLanguage, languagesOf, MARKING_PLACES, markingText, type MarkingPlace } from "./marking.ts";
export { ownOf } from "./own.ts";
export { type ClearanceMap, isBelowMap, joinMaps, type LabelMap, labelsOf, permitsMap, type TermsMap } from "./policies.ts";
export { type AbsentMeans, categoriesOf, type Category, type CategoryRef, type EquivalentCategory, type EquivalentLevel, type EquivalentPolicy, type EquivalentRequirement, isCaseless, type LabelPolicy, type Level, type Marking, neededSets, permissiveSets, type PolicyTerms, type Qualifier, type QualifierPart, type Requirement, type Roster, type Tag, type TagKind, type TagSet, unstatedSets, type Validity } from "./policy.ts";
export { render, type Rendering, type Written } from "./render.ts";
export { type DatedRoster, type DatedTerms, type RosterAsk, type RosterAt, termsOn } from "./roster.ts";
export { beyondRelease, heldFrom, joinRows, releasedTo, rowLabel, type RowLabel, rowPermits, type RowReader } from "./row-label.ts";
export { type Collection, uplift, type Uplifted, type UpliftReason, type UpliftRule } from "./uplift.ts";
export { brokenFor, kindOf, type LabelRule, type LabelViolation, violationsOf, type WrittenLabel } from "./written.ts";
