/**
 * The app joins the engines: from a data set to results, from results to a plan, each run under a key.
 * Absent here: HTTP, argv, disk. Solver, digest and store are arguments.
 */
export { type Explainer, explainer, type Solved } from "./explain-plan.ts";
export { type ExportedModel, exportModel, type ExportOptions } from "./export-model.ts";
export { assessAlliance, type Choices, type DatasetRef, planInputs, planResults, withParameters } from "./main-job.ts";
export { checkRun, isSound } from "./check-run.ts";
export { type AskProgress, askProgressOf, caseDone, heldToEstimate, progressOf, studyProgressOf, workProgress } from "./progress.ts";
export { type Assumption, assumptionsOf, type Sensitivity, type SensitivityAsk, sensitivityOf } from "./sensitivity.ts";
export { solveModel, type SolveOptions, type SolveReport } from "./solve-model.ts";
export { askedAnew, whatIfSession } from "./what-if.ts";
export { withoutAnswers } from "./without-answers.ts";
export * from "./actions/index.ts";
export * from "./ledger/index.ts";
export type { Paper, PaperBlock, PaperCell, PaperNumber } from "#views";
export { type Gains, gainsOf } from "./gains.ts";
export { normalReader, OWNER, OWNER_NAME, parseReader, PUBLIC, readerText, type Viewer, viewKeyOf } from "./access/viewer.ts";
export { type DataSource, isAllowed, LeakError, readerName, type ViewAsk, type ViewOf, viewOf } from "./access/view-of.ts";
export { INDUSTRY, type ReaderChoices, readerChoices } from "./access/readers.ts";
export { dutiesOf, DUTY, type DutyAnswer, dutyDraft, type DutyFault, type DutyHistory, NODE, type Opening, writeDuty } from "./duties/records.ts";
export { casesOf, type CasesAsk, type CaseReader, type DutyCase, dutiesUnder, showCase, type ShownCase, type ShownDraft } from "./duties/cases.ts";
export { type ActAnswer, actInCase, type ActAsk, CASE_ACTS, type CaseAct, isBidders } from "./duties/act-in-case.ts";
export { type LevelRules, type Person, readerFor } from "./access/person.ts";
export { type Assurance, type Found, type KeptSessions, type Session, type SessionBook, sessionBook, type SessionRules } from "./access/sessions.ts";
export { decideEdit, decideRelease, type DecideAct, type Did, dutyRoles, readWaiting, registersOf, type ReleaseAct, type WaitingRelease, waitingDigest, waitingText } from "./duties/release-acts.ts";
