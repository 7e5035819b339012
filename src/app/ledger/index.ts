/**
 * A party's ledger: channels by label, the root log that binds them, and what is folded from them.
 * Absent here: disk, clock, argv; store, chance and time are arguments.
 */
export { channelLabel, labelKey } from "./channel-label.ts";
export { cellsIn, DATA_PACKAGE, draftsOf, filesOf, idOfRow, LABELS, lastRows, type LedgerTable, type LedgerTables, NEVER_HIDDEN, putLabel, putRow, ROW, TABLE, tablesOf, WITHDRAWN } from "./dataset.ts";
export { type Draft, draftDigest } from "./draft.ts";
export { eraseFields } from "./erase.ts";
export { entryProof, shownEntries, type ShownEntry } from "./entries.ts";
export { type RowConflict, rowConflicts } from "./conflicts.ts";
export { auditLedger, type ExportAsk, exportLedger, fieldsOf } from "./export.ts";
export { groupCommits } from "./group-commit.ts";
export { compareCheckpoint, type Compared } from "./compare.ts";
export { type OpenLog, recordsIn } from "./log.ts";
export { appendDrafts, type AppendAnswer, beat, catchUp, channelFault, createLedger, HEARTBEAT, logName, openLedger, type OpenLedger, verifiedMark, type Written } from "./party-ledger.ts";
export { newIn, RULES_VERSION, type VerifiedLog, type VerifiedMark } from "./verified.ts";
export { type ChannelRecords, type LedgerMoment, type ReadAsk, readChannels, sizesAt } from "./read.ts";
export { labelStatements, type LabelStatementsAsk } from "./label-statements.ts";
export { LEDGER, ledgerParameters } from "./parameters.ts";
export { asOf, type Evidence, EVIDENCE_DECIDED, evidenceText, isStale, receiveExport, type Received, type ReceiveAsk } from "./receive.ts";
export { approveRelease, basisHolds, basisInputs, consentFault, gainsByRelease, type Gain, type LedgerRelease, type ProposeRelease, proposeRelease, readReleaseFile, releaseDraft, releasedRows, type ReleaseFile, releaseFileText, type ReleaseInput, type ReleaseSources, releasesIn, standingFault, voidApproval, withdrawalDraft } from "./releases.ts";
export type { LedgerTools, NodeSigner, Writers } from "./tools.ts";
export { policyFor } from "./trust.ts";
export { channelReaders, labelMarkings, labelsBelow } from "./who-reads.ts";
export { knownWitnesses, putWitnessed, type Seen, type WitnessAnswer, type WitnessAsk, witnessCheckpoint, witnessedBy, witnessNames, type WitnessRefusal, witnessRequestFor, witnessStanding, type WitnessStanding } from "./witness.ts";
