import { CapabilitiesReply, CapabilityQuery, CapabilityReply, DraftedReply, DraftsBody, GuidanceReply, ImplementationReply, NationQuery, NationReply, NationsReply, NationYearQuery, RequirementsReply, ReviewReply, SurveyReply, TargetsReply, YearQuery } from "./cycle-schemas.ts";
import { CaseActBody, CaseActReply, CasePreviewReply, CasesQuery, CasesReply } from "./case-schemas.ts";
import { EvidenceReply } from "./evidence-schema.ts";
import { FindingsReply, ImportCheckBody, ImportCheckReply, ImportDraftBody, ImportDraftReply, ImportReadBody, ImportReadReply } from "./import-schemas.ts";
import { ConflictsReply, DraftAnswersBody, DraftBody, DraftsQuery, DraftsReply, EntriesQuery, EntriesReply, ExportQuery, LedgerQuery, LedgerReply, PartyBody, ProofQuery, ProofReply, ReleaseApproveBody, ReleaseDraftBody, ReleaseRefuseBody, ReleasesQuery, ReleasesReply, ReleaseWithdrawBody, SignedReply, WaitingReply } from "./ledger-schemas.ts";
import { MapReply } from "./map-schema.ts";
import { PlanReply } from "./plan-schema.ts";
import { CompareQuery, CompareReply, DemandQuery, DemandReply, FileReply, GainsReply, LeversReply, PlanKeep, PlanKept, PlanRemove, PlansReply, ProcurementReply, WhatIfCancel, WhatIfFollowQuery, WhatIfQuery, WhatIfReply } from "./plans-schema.ts";
import { ROUTES } from "./routes.ts";
import { ScenariosBody, ScenariosQuery, ScenariosReply } from "./scenarios-schema.ts";
import { SinceBody, SinceQuery, SinceReply } from "./since-schema.ts";
import { Changes, Health, HeatQuery, HeatReply, HomeReply, MapQuery, NoQuery, Problem, Progress, ReaderReply, Ready, RecordsQuery, RecordsReply, SearchQuery, SearchReply, TextQuery, ViewQuery, WhyQuery, WhyReply } from "./schemas.ts";
import { CallbackQuery, Done, Elsewhere, EnrolAnswer, EnrolAsk, EnrolOptions, Nothing, PasskeyAnswer, PasskeyName, PasskeyOptions, Passkeys, SessionName, Sessions } from "./sign-in-schemas.ts";

/** The routes that are there with sign-in alone. */
export const SIGN_IN_CONTRACT = {
  signInProvider: { ...ROUTES.signInProvider, query: NoQuery, reply: Elsewhere, leads: true },
  signInCallback: { ...ROUTES.signInCallback, query: CallbackQuery, reply: Elsewhere, leads: true },
  passkeyOptions: { ...ROUTES.passkeyOptions, query: NoQuery, body: Nothing, reply: PasskeyOptions },
  passkeySignIn: { ...ROUTES.passkeySignIn, query: NoQuery, body: PasskeyAnswer, reply: Done },
  enrolOptions: { ...ROUTES.enrolOptions, query: NoQuery, body: EnrolAsk, reply: EnrolOptions },
  enrol: { ...ROUTES.enrol, query: NoQuery, body: EnrolAnswer, reply: Done },
  passkeys: { ...ROUTES.passkeys, query: NoQuery, reply: Passkeys },
  passkeyRemove: { ...ROUTES.passkeyRemove, query: NoQuery, body: PasskeyName, reply: Done },
  releasePreview: { ...ROUTES.releasePreview, query: ReleasesQuery, body: ReleaseDraftBody, reply: WaitingReply },
  releaseDraft: { ...ROUTES.releaseDraft, query: NoQuery, body: ReleaseDraftBody, reply: WaitingReply },
  releaseApprove: { ...ROUTES.releaseApprove, query: NoQuery, body: ReleaseApproveBody, reply: WaitingReply },
  releaseRefuse: { ...ROUTES.releaseRefuse, query: NoQuery, body: ReleaseRefuseBody, reply: WaitingReply },
  releaseWithdraw: { ...ROUTES.releaseWithdraw, query: NoQuery, body: ReleaseWithdrawBody, reply: SignedReply },
  drafts: { ...ROUTES.drafts, query: DraftsQuery, reply: DraftsReply },
  draftAdd: { ...ROUTES.draftAdd, query: NoQuery, body: DraftBody, reply: DraftsReply },
  draftImport: { ...ROUTES.draftImport, query: NoQuery, body: ImportDraftBody, reply: ImportDraftReply, bodyBytes: 16 * 1024 * 1024 },
  draftAnswers: { ...ROUTES.draftAnswers, query: NoQuery, body: DraftAnswersBody, reply: DraftsReply },
  draftUndo: { ...ROUTES.draftUndo, query: NoQuery, body: PartyBody, reply: DraftsReply },
  draftSign: { ...ROUTES.draftSign, query: NoQuery, body: PartyBody, reply: SignedReply },
  casePreview: { ...ROUTES.casePreview, query: NoQuery, body: CaseActBody, reply: CasePreviewReply },
  caseAct: { ...ROUTES.caseAct, query: NoQuery, body: CaseActBody, reply: CaseActReply },
  signOut: { ...ROUTES.signOut, query: NoQuery, body: Nothing, reply: Done },
  sessions: { ...ROUTES.sessions, query: NoQuery, reply: Sessions },
  sessionRevoke: { ...ROUTES.sessionRevoke, query: NoQuery, body: SessionName, reply: Done },
} as const;

/** The contract of every route: the only words that may stand in query and reply. Of a stream, the reply is what each event holds. */
export const CONTRACT = {
  home: { ...ROUTES.home, query: ViewQuery, reply: HomeReply },
  heat: { ...ROUTES.heat, query: HeatQuery, reply: HeatReply },
  why: { ...ROUTES.why, query: WhyQuery, reply: WhyReply },
  search: { ...ROUTES.search, query: SearchQuery, reply: SearchReply },
  records: { ...ROUTES.records, query: RecordsQuery, reply: RecordsReply },
  survey: { ...ROUTES.survey, query: ViewQuery, reply: SurveyReply },
  findings: { ...ROUTES.findings, query: ViewQuery, reply: FindingsReply },
  importRead: { ...ROUTES.importRead, query: ViewQuery, body: ImportReadBody, reply: ImportReadReply, bodyBytes: 12 * 1024 * 1024 },
  importTemplate: { ...ROUTES.importTemplate, query: RecordsQuery, reply: FileReply, file: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  importCheck: { ...ROUTES.importCheck, query: ViewQuery, body: ImportCheckBody, reply: ImportCheckReply, bodyBytes: 16 * 1024 * 1024 },
  plan: { ...ROUTES.plan, query: ViewQuery, reply: PlanReply },
  since: { ...ROUTES.since, query: SinceQuery, reply: SinceReply },
  sinceBegin: { ...ROUTES.sinceBegin, query: ViewQuery, body: SinceBody, reply: Done },
  sinceCancel: { ...ROUTES.sinceCancel, query: ViewQuery, body: SinceBody, reply: Done },
  levers: { ...ROUTES.levers, query: ViewQuery, reply: LeversReply },
  whatIf: { ...ROUTES.whatIf, query: WhatIfQuery, reply: WhatIfReply },
  whatIfFollow: { ...ROUTES.whatIfFollow, query: WhatIfFollowQuery, reply: WhatIfReply, stream: true },
  planCancel: { ...ROUTES.planCancel, query: ViewQuery, body: Nothing, reply: Done },
  planAgain: { ...ROUTES.planAgain, query: ViewQuery, body: Nothing, reply: Done },
  whatIfCancel: { ...ROUTES.whatIfCancel, query: ViewQuery, body: WhatIfCancel, reply: Done },
  plans: { ...ROUTES.plans, query: ViewQuery, reply: PlansReply },
  planKeep: { ...ROUTES.planKeep, query: ViewQuery, body: PlanKeep, reply: PlanKept },
  planRemove: { ...ROUTES.planRemove, query: ViewQuery, body: PlanRemove, reply: Done },
  planRestore: { ...ROUTES.planRestore, query: ViewQuery, body: PlanRemove, reply: Done },
  plansCompare: { ...ROUTES.plansCompare, query: CompareQuery, reply: CompareReply },
  demand: { ...ROUTES.demand, query: DemandQuery, reply: DemandReply },
  scenarios: { ...ROUTES.scenarios, query: ScenariosQuery, reply: ScenariosReply },
  scenariosFollow: { ...ROUTES.scenariosFollow, query: ScenariosQuery, reply: ScenariosReply, stream: true },
  scenariosBegin: { ...ROUTES.scenariosBegin, query: ViewQuery, body: ScenariosBody, reply: Done },
  scenariosCancel: { ...ROUTES.scenariosCancel, query: ViewQuery, body: ScenariosBody, reply: Done },
  procurement: { ...ROUTES.procurement, query: ViewQuery, reply: ProcurementReply },
  procurementGains: { ...ROUTES.procurementGains, query: ViewQuery, reply: GainsReply },
  ledger: { ...ROUTES.ledger, query: LedgerQuery, reply: LedgerReply },
  ledgerEntries: { ...ROUTES.ledgerEntries, query: EntriesQuery, reply: EntriesReply },
  ledgerExport: { ...ROUTES.ledgerExport, query: ExportQuery, reply: FileReply, file: "application/x-ndjson" },
  ledgerConflicts: { ...ROUTES.ledgerConflicts, query: LedgerQuery, reply: ConflictsReply },
  releases: { ...ROUTES.releases, query: ReleasesQuery, reply: ReleasesReply },
  cases: { ...ROUTES.cases, query: CasesQuery, reply: CasesReply },
  ledgerProof: { ...ROUTES.ledgerProof, query: ProofQuery, reply: ProofReply },
  reportPdf: { ...ROUTES.reportPdf, query: ViewQuery, reply: FileReply, file: "application/pdf" },
  reportXlsx: { ...ROUTES.reportXlsx, query: ViewQuery, reply: FileReply, file: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  guidance: { ...ROUTES.guidance, query: ViewQuery, reply: GuidanceReply },
  requirements: { ...ROUTES.requirements, query: YearQuery, reply: RequirementsReply },
  targets: { ...ROUTES.targets, query: YearQuery, reply: TargetsReply },
  answerDrafts: { ...ROUTES.answerDrafts, query: ViewQuery, body: DraftsBody, reply: DraftedReply },
  implementation: { ...ROUTES.implementation, query: NationYearQuery, reply: ImplementationReply },
  review: { ...ROUTES.review, query: NationYearQuery, reply: ReviewReply },
  capabilities: { ...ROUTES.capabilities, query: YearQuery, reply: CapabilitiesReply },
  capability: { ...ROUTES.capability, query: CapabilityQuery, reply: CapabilityReply },
  nations: { ...ROUTES.nations, query: YearQuery, reply: NationsReply },
  nation: { ...ROUTES.nation, query: NationQuery, reply: NationReply },
  reader: { ...ROUTES.reader, query: NoQuery, reply: ReaderReply },
  evidence: { ...ROUTES.evidence, query: TextQuery, reply: EvidenceReply },
  evidencePdf: { ...ROUTES.evidencePdf, query: ViewQuery, reply: FileReply, file: "application/pdf" },
  evidencePanel: { ...ROUTES.evidencePanel, query: ViewQuery, reply: FileReply, file: "application/gzip", keeps: true },
  map: { ...ROUTES.map, query: MapQuery, reply: MapReply },
  progress: { ...ROUTES.progress, query: ViewQuery, reply: Progress, stream: true },
  changes: { ...ROUTES.changes, query: ViewQuery, reply: Changes, stream: true },
  ready: { ...ROUTES.ready, query: NoQuery, reply: Ready },
  health: { ...ROUTES.health, query: NoQuery, reply: Health },
  ...SIGN_IN_CONTRACT,
} as const;

export type ContractName = keyof typeof CONTRACT;

/** What every route answers when something is wrong (RFC 9457). */
export const PROBLEM = Problem;

export { SHARED } from "./schemas.ts";
export { SUMMARIES } from "./summaries.ts";
