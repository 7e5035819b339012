/**
 * Views: what the doors show, as plain data; every value with unit, label and why.
 * Absent here: HTML, terminals, HTTP, files.
 */
export { type About, aboutOf } from "./about.ts";
export { type AnswerDraft, answerProblem, type DraftedAnswers, draftedAnswers, type DraftProblem } from "./answer-draft.ts";
export { basisOf, type BasisRecord, figureInWords } from "./basis.ts";
export { capabilitiesView, type CapabilitiesView, type CapabilityRow, type LeadChoice } from "./capabilities-view.ts";
export { type CapabilityStandard, capabilityView, type CapabilityView, type Contributor, type LeadCandidateRow, type StrandingRow, type SystemInUse } from "./capability-view.ts";
export { type GuidanceParameter, type GuidancePath, type GuidanceSituation, guidanceView, type GuidanceView } from "./guidance-view.ts";
export { type ImplementedTarget, implementationView, type ImplementationView, type ImplementingNation, TARGET_STATES, type TargetState } from "./implementation-view.ts";
export { type NationGain, type NationRow, nationsView, type NationsView, type NationTargetRow, nationView, type NationView, type ReleasedRows } from "./nation-view.ts";
export { PROGRAMME_STANDINGS, type ProgrammeReason, type NationalProgramme, type ProgrammeStanding, standingOf } from "./programme-rows.ts";
export { type RequirementRow, requirementsView, type RequirementsView } from "./requirements-view.ts";
export { type KeyShare, type LeafTargetRow, type NationShare, type NationTargetsRow, type ResponseCounts, type TargetChain, targetsView, type TargetsView } from "./targets-view.ts";
export { evidencePaper } from "./evidence-paper.ts";
export { type AdoptionSeries, type CurvePoint, type EvidenceCount, type EvidenceEstimate, type EvidenceFinding, type EvidencePrior, type EvidenceView, evidenceView, priorRows, toldApart } from "./evidence-view.ts";
export { type AnswerRow, answersView, type AnswersView, type EffectRow, type NationAnswers, negotiationOf, type ShiftRow, spanText, termsOf } from "./answers-view.ts";
export { type Conclusion, conclusionsOf, type Endurance, enduranceOf, enduranceText, type Trial } from "./conclusions.ts";
export { confidenceView } from "./confidence-view.ts";
export { type GainsAgreement, type GainsInput, type GainsMember, type GainsNation, gainsView, type GainsView } from "./gains-view.ts";
export * from "./heat.ts";
export { type DifferenceItem, type DifferenceKind, type PlanDifference, planDifference } from "./difference-view.ts";
export { heatView } from "./heat-view.ts";
export * from "./home.ts";
export { actionRows, headlineView, homeView, openIn, pageYear, prioritiesView, timelineView } from "./home-view.ts";
export { DEMAND_FORMS, type DemandName, readDemand, readNamedDemand } from "./demand-text.ts";
export { changeFault, LEVER_FORMS, LEVER_NAMES, LEVER_OF, type LeverFault, type LeverName, LEVERS_MOST, mendOfChange, readLever, readNamedLever } from "./lever-text.ts";
export { type LeversView, leversView, type LeverSubject } from "./levers-view.ts";
export { type BundleRow, type ProcurementView, procurementView, type ProgrammeGroup, type ProgrammeRow } from "./procurement-view.ts";
export { namesOnlySeen, type NamedPlan, planNames, plansCompared, type PlansCompared, plansView, type PlansView } from "./plans-view.ts";
export { type AskedLever, breachWords, changeWords, explainWhatIf, gapText, leverIds, type WhatIfBreach, type WhatIfFigure, whatIfKey, whatIfView, type WhatIfView } from "./what-if-view.ts";
export { inLanguage, type Language } from "./in-language.ts";
export { moneyText, numberText, percentText, withUnit } from "./number-text.ts";
export { type Moved, planEffectView, type PlanEffectView } from "./plan-effect-view.ts";
export { type LabelledPledge, type PledgeOutcome, type PledgesAnswer, type PledgesInput, pledgesView, type PledgesView } from "./pledges-view.ts";
export * from "./progress.ts";
export { isKind, type RecordColumn, recordsView, type RecordsView } from "./records-view.ts";
export { type Paper, type PaperBlock, type PaperCell, type PaperSection } from "./paper.ts";
export { reportCommandText, reportView } from "./report-view.ts";
export { assessReport, planReport, targetsReport } from "./reports.ts";
export { joinedMarking, leafName, markingOf, nationName, type Results, type SeenNations, targetsAsk } from "./results.ts";
export { type ReviewNation, type ReviewProgress, type ReviewResidual, type ReviewTarget, reviewView, type ReviewView, sinceReview } from "./review-view.ts";
export { SEARCH_KINDS, type SearchHit, type SearchIndex, searchIndex, type SearchKind, searchView, type SearchView } from "./search-view.ts";
export { type ScenarioDecision, type ScenarioPlanRow, type ScenarioRow, scenariosView, type ScenariosView } from "./scenarios-view.ts";
export * from "./shown.ts";
export * from "./why.ts";
export { needsSolver, parseWhyKey, WHY_KINDS, type WhyKey, whyKey } from "./why-key.ts";
export { allParameters, type WhyAnswer, whyOf, whyView } from "./why-view.ts";
