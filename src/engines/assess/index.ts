/**
 * Coverage and lead roles: required against available, what is short, what the loss of an ally does, how fragmented
 * allies are, who can lead. Methods C11, C12, C14 in `docs/methods/assess.md`.
 * Absent here: targets, plans, files, the clock. Unknown stays unknown.
 */
export { assess, type Assessment, coverageByLevel, coverageRange, coverageRangesByLevel, type Standing } from "./assessment.ts";
export type { Contribution, Part } from "./contribution.ts";
export { explainAvailable, explainCoverage, explainDuplication, explainFragmentation, explainLead, explainPriority, explainRequired, explainWithout, levelPart } from "./explain.ts";
export { type Families, type FamilyItems, type Fragmentation, fragmentationOf, fragmentations } from "./fragmentation.ts";
export { type Candidate, leadRanking, type LeadRanking, type ScorePart, type Stranding, symmetric } from "./leads.ts";
export { assessParameters } from "./parameters.ts";
export { knowsEnough, mayBeMet, type Priority, PRIORITY_RULE, priorities } from "./priorities.ts";
export { type Duplication, duplicationOf, redundancyCredit, withoutEach, type WithoutNation } from "./resilience.ts";
