/**
 * The ledger: bytes in a tamper-evident log, checkpoints, witnesses and proofs that anyone can check offline, in the formats
 * of C2SP over the tree of RFC 6962. Bytes are verified before they are read.
 * Absent here: nations, facts, labels, clocks, disks, HTTP, and cryptography itself, which arrives as an argument.
 */
export { base64, base64url, concat, fromBase64, fromBase64url, knownText, sameBytes, textOf, uint64, utf8 } from "./bytes.ts";
export { type Checkpoint, checkpointBytes, checkpointOf, checkpointText, openCheckpoint, type OpenedCheckpoint, signCheckpoint } from "./checkpoint.ts";
export { cosign, type Witnessed, witnessesOf } from "./cosignature.ts";
export { conceal, type ConcealAsk, type Concealed, type FieldPath, reveal } from "./disclosure.ts";
export { canonicalBytes, canonicalText, isJsonFault, isList, isObject, type Json, JSON_DEPTH, JsonFault, parseJson } from "./json.ts";
export { COSIGNATURE, ED25519, isFault, keyId, type LedgerFault, type Note, noteBytes, type NoteKey, noteKeyFor, noteKeyOf, noteKeyText, type NoteSignature, parseNote, signNote, verifyNote } from "./note.ts";
export { parsePolicy, type PolicyFault, type TrustPolicy } from "./policy.ts";
export type { Primitives, Sha256, Signer } from "./primitives.ts";
export { type LogProof, parseProof, proofBytes } from "./proof.ts";
export { entriesOf, entryTiles, hashTiles, type Tile, TILE_WIDTH, tileNumber, tilePath } from "./tiles.ts";
export { type ConsistencyClaim, type InclusionClaim, leafHash, MerkleTree, nodeHash, verifyConsistency, verifyInclusion } from "./tree.ts";
export { type ProvedEntry, trustedCheckpoint, verifyProof } from "./verify-proof.ts";
export { audit, type Audit, type AuditAsk, type AuditFault, EXPORT_FORMAT, exportBytes, type ExportedEntry, type ExportedLog, type ExportedRoot, type LedgerExport, type LogAudit, parseExport, shownKeys, type Trusted } from "./audit.ts";
export { type BookedKey, CHANNEL_OPENED, isOriginOf, KEY_ENROLLED, KEY_REVOKED, KeyBook, OPENED, PEER_LOG } from "./key-book.ts";
export { disclosedNames, type Entry, entryId, knownType, type LedgerRecord, readKnownRecord, readRecord, type RecordHead, recordMessage, type RecordSignature, redacted, writeRecord, type WriteRecord } from "./record.ts";
export { type Approval, approvalFault, type ApprovedRelease, APPROVALS_NEEDED, type KeysOf, readApprovedRelease, readRelease, RELEASE, RELEASE_BASIS, RELEASE_WITHDRAWN, type Release, type ReleaseAsk, releaseDigest, type ReleasedFigure, releaseFault, releaseFields, releaseMessage } from "./release.ts";
export { CHANNELS_MOST, type ChannelState, readRootEntry, type RootEntry, writeRootEntry } from "./root.ts";
export { type Committed, type LedgerSettings, type LedgerStore, type LogChange, type LogRole, sameSettings, type SettingsChange, type StoredLog } from "./store.ts";
export { copyMemory, emptyMemory, type LedgerMemory, memoryLedger } from "./memory-store.ts";
export { LABEL_POLICY, ROSTER, type StatedPolicy, type StatedRoster } from "./stated-labels.ts";
export { type WitnessRequest, witnessRequestBytes, witnessRequestOf } from "./witness-request.ts";
export { type WitnessRule, type WitnessVerdict, witnessVerdict } from "./witness-rule.ts";
