import { base64, concat, decimal, fromBase64, knownText, sameBytes, utf8 } from "./bytes.ts";
import { canonicalBytes, isJsonFault, isList, isObject, type Json, JsonFault, parseJson } from "./json.ts";
import { isOriginOf, KeyBook } from "./key-book.ts";
import { fault, isFault, type LedgerFault } from "./note.ts";
import { parsePolicy, type TrustPolicy } from "./policy.ts";
import type { Primitives } from "./primitives.ts";
import { type Entry, type LedgerRecord, readRecord } from "./record.ts";
import { CHANNELS_MOST, readRootEntry } from "./root.ts";
import { leafHash, MerkleTree, verifyInclusion } from "./tree.ts";
import { RELEASE, type ReleaseAsk, releaseFault } from "./release.ts";
import { type ProvedEntry, trustedCheckpoint } from "./verify-proof.ts";

/** Logs of a party, or parts of them, with all that is needed to check them offline. */
export interface LedgerExport {
  /** Trust policy the export was made under. Whoever checks may bring another. */
  readonly policy: string;
  readonly logs: readonly ExportedLog[];
  /** Present: where the party's root log says that these channels stood. */
  readonly root?: ExportedRoot;
}

export interface ExportedLog {
  /** The checkpoint, signatures and all, to the byte. */
  readonly checkpoint: Uint8Array;
  readonly entries: readonly ExportedEntry[];
}

export interface ExportedEntry extends Entry {
  readonly index: number;
  /** Audit path to the root of the checkpoint. */
  readonly proof: readonly Uint8Array[];
}

/** The latest entry of a root log; its disclosures open the states of the exported channels and no others. */
export interface ExportedRoot extends ExportedEntry {
  readonly checkpoint: Uint8Array;
}

/** Version 1 held one log; it is still read. */
const FORMAT_1 = "concord-export-v1";
export const EXPORT_FORMAT = "concord-export-v2";

/** Bytes of an export: lines of canonical JSON, a head, then for each log its checkpoint and its entries, then the root. */
export function exportBytes({ policy, logs, root }: LedgerExport): Uint8Array {
  const line = (value: Json): Uint8Array => concat(canonicalBytes(value), utf8("\n"));
  return concat(
    line({ format: EXPORT_FORMAT, policy, logs: logs.length, root: root !== undefined }),
    ...logs.flatMap(({ checkpoint, entries }) => [line({ checkpoint: knownText(checkpoint), entries: entries.length }), ...entries.map((it) => line(entryJson(it)))]),
    ...(root === undefined ? [] : [line({ checkpoint: knownText(root.checkpoint), ...entryJson(root) })]),
  );
}

const entryJson = (it: ExportedEntry): { readonly [name: string]: Json } => ({ index: it.index, leaf: base64(it.leaf), proof: it.proof.map(base64), signatures: it.signatures.map(({ key, signature }) => ({ key, signature: base64(signature) })), disclosures: it.disclosures });

/** Reads an export. Nothing in it is checked yet. */
export function parseExport(bytes: Uint8Array): LedgerExport | LedgerFault {
  const lines = splitLines(bytes);
  if (lines === undefined) return fault("export-cut", "The file does not end with a line feed: it is cut.");
  const head = parseJson(lines[0]!);
  if (isJsonFault(head) || !isObject(head) || (head["format"] !== EXPORT_FORMAT && head["format"] !== FORMAT_1) || typeof head["policy"] !== "string") return fault("export-format", `The file does not begin with a line of ${EXPORT_FORMAT}.`);
  const policy = head["policy"];
  let at = 1;
  const log = (value: Json | LedgerFault | undefined): ExportedLog | LedgerFault => {
    if (value === undefined) return fault("export-count", "The file has fewer lines than it says.");
    if (value instanceof JsonFault || !isObject(value as Json)) return fault("export-log", `Line ${at}: a checkpoint with the number of its entries is expected.`);
    const { checkpoint, entries: count } = value as { readonly [name: string]: Json };
    if (typeof checkpoint !== "string" || typeof count !== "number" || decimal(String(count)) === undefined) return fault("export-log", `Line ${at}: a checkpoint with the number of its entries is expected.`);
    const entries: ExportedEntry[] = [];
    for (let left = count; left > 0; left--) {
      const line = lines[at++];
      if (line === undefined) return fault("export-count", "The file has fewer lines than it says.");
      const read = parseJson(line);
      const entry = isJsonFault(read) ? read : entryOf(read);
      if (isFault(entry)) return fault(entry.code, `Line ${at}: ${entry.message}`);
      entries.push(entry);
    }
    return { checkpoint: utf8(checkpoint), entries };
  };
  const next = (): Json | LedgerFault | undefined => {
    const line = lines[at++];
    return line === undefined ? undefined : parseJson(line);
  };
  const logs: ExportedLog[] = [];
  const count = head["format"] === FORMAT_1 ? 1 : head["logs"];
  if (typeof count !== "number" || decimal(String(count)) === undefined || count > CHANNELS_MOST) return fault("export-format", "The head does not say how many logs the file holds.");
  if (head["format"] === EXPORT_FORMAT && typeof head["root"] !== "boolean") return fault("export-format", "The head does not say whether the root is there.");
  for (let left = count; left > 0; left--) {
    const one = log(head["format"] === FORMAT_1 ? head : next());
    if (isFault(one)) return one;
    logs.push(one);
  }
  let root: ExportedRoot | undefined;
  if (head["format"] === EXPORT_FORMAT && head["root"] === true) {
    const value = next();
    if (value === undefined) return fault("export-count", "The file has fewer lines than it says.");
    if (value instanceof JsonFault || !isObject(value as Json)) return fault("export-root", `Line ${at}: the root of the channels is expected.`);
    const { checkpoint, ...rest } = value as { readonly [name: string]: Json };
    const entry = entryOf(rest);
    if (isFault(entry)) return fault(entry.code, `Line ${at}: ${entry.message}`);
    if (typeof checkpoint !== "string") return fault("export-root", `Line ${at}: the root of the channels has no checkpoint.`);
    root = { ...entry, checkpoint: utf8(checkpoint) };
  }
  if (at !== lines.length) return fault("export-count", `The file has ${lines.length - at} lines more than it says.`);
  return { policy, logs, ...(root !== undefined && { root }) };
}

function splitLines(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return from === bytes.length && lines.length > 0 ? lines : undefined;
}

function entryOf(value: Json): ExportedEntry | LedgerFault {
  if (!isObject(value)) return fault("export-entry", "The entry is no object.");
  const { index, leaf, proof, signatures, disclosures, ...more } = value;
  const isTexts = (it: Json | undefined): it is readonly string[] => it !== undefined && isList(it) && it.every((text) => typeof text === "string");
  if (Object.keys(more).length > 0 || typeof index !== "number" || decimal(String(index)) === undefined || typeof leaf !== "string" || !isTexts(proof) || !isTexts(disclosures) || signatures === undefined || !isList(signatures)) return fault("export-entry", "The entry has not the fields index, leaf, proof, signatures and disclosures.");
  const leafBytes = fromBase64(leaf);
  const path = proof.map(fromBase64);
  if (leafBytes === undefined || !path.every((it): it is Uint8Array => it?.length === 32)) return fault("export-base64", "A leaf or a step of a path is no base 64.");
  const signed = signatures.map((it) => {
    const signature = isObject(it) && typeof it["signature"] === "string" ? fromBase64(it["signature"]) : undefined;
    return isObject(it) && typeof it["key"] === "string" && signature !== undefined ? { key: it["key"], signature } : undefined;
  });
  if (!signed.every((it) => it !== undefined)) return fault("export-signature", "A signature has not a key and base 64.");
  return { index, leaf: leafBytes, proof: path, signatures: signed, disclosures };
}

/** What an audit found in a sound export. */
export interface Audit {
  readonly logs: readonly LogAudit[];
  /** Present: the file carries the root of the party's channels, and they stand where it says. */
  readonly root?: Trusted;
}

/** A checkpoint that holds under the policy, and who stands behind it. */
export type Trusted = Omit<ProvedEntry, "index">;

/** What an audit found in one log. */
export interface LogAudit extends Trusted {
  readonly records: readonly LedgerRecord[];
  /** Whether every entry of the log up to the checkpoint is there. */
  readonly isWhole: boolean;
  /** Keys of the log, as its records settle them. */
  readonly book: KeyBook;
}

/** A fault with the log and the entry it is in. Absent index: the log, or the whole file. */
export interface AuditFault extends LedgerFault {
  readonly origin?: string;
  readonly index?: number;
}

export interface AuditAsk {
  readonly primitives: Primitives;
  readonly enrolmentFault: (key: Uint8Array) => string | undefined;
  readonly bytes: Uint8Array;
  /** Policy of whoever checks. Absent: the one in the file, which proves that it is one log, not whose. */
  readonly policy?: string;
}

/**
 * Checks an export with no network and no trust in who sent it: signature and witnesses of every checkpoint, every path, every
 * record's form and channel, signatures by keys in force at its place, disclosures, where all entries are there the root
 * itself, and that the channels stand where the party's root log says.
 */
export function audit({ primitives, enrolmentFault, bytes, policy }: AuditAsk): Audit | AuditFault {
  const file = parseExport(bytes);
  if (isFault(file)) return file;
  const trust = parsePolicy(primitives.sha256, policy ?? file.policy);
  return isFault(trust) ? trust : auditFile(file, { primitives, enrolmentFault, trust, open: (party, text) => shownKeys({ primitives, enrolmentFault, trust }, party, text) });
}

/**
 * Keys of a party as an export of the records that govern them shows them. The log has to be one the policy knows, and named as one
 * of that party's.
 */
export function shownKeys(ask: Omit<LogAsk, "open">, party: string, text: string): { readonly book: KeyBook; readonly size: number } | LedgerFault {
  const file = parseExport(utf8(text));
  if (isFault(file)) return file;
  // A release in what shows keys would have to show keys again.
  const found = auditFile(file, { ...ask, open: () => fault("release-nested", "A release stands in what shows keys.") });
  if (isFault(found)) return found;
  const [log, more] = found.logs;
  if (log === undefined || more !== undefined) return fault("release-evidence", "It is not the export of one log.");
  if (log.book.party !== party || !isOriginOf(log.checkpoint.origin, party)) return fault("release-evidence", `${log.checkpoint.origin} is no log of ${party}.`);
  return { book: log.book, size: log.checkpoint.size };
}

function auditFile(file: LedgerExport, { primitives, enrolmentFault, trust, open }: LogAsk): Audit | AuditFault {
  const logs: LogAudit[] = [];
  for (const it of file.logs) {
    const found = auditLog(it, { primitives, enrolmentFault, trust, open });
    if (isFault(found)) return found;
    if (logs.some((other) => other.checkpoint.origin === found.checkpoint.origin)) return fault("export-log-twice", `${found.checkpoint.origin} stands twice.`);
    logs.push(found);
  }
  if (file.root === undefined) return { logs };
  const root = auditRoot(file.root, { primitives, trust, logs });
  return isFault(root) ? root : { logs, root };
}

interface LogAsk extends Pick<AuditAsk, "primitives" | "enrolmentFault">, Pick<ReleaseAsk, "open"> {
  readonly trust: TrustPolicy;
}

function auditLog(log: ExportedLog, { primitives, enrolmentFault, trust, open }: LogAsk): LogAudit | AuditFault {
  const { sha256 } = primitives;
  const trusted = trustedCheckpoint(primitives, log.checkpoint, trust);
  if (isFault(trusted)) return trusted;
  const { checkpoint, witnesses } = trusted;
  const { origin } = checkpoint;
  const book = new KeyBook({ primitives, enrolmentFault, origin });
  const tree = new MerkleTree(sha256);
  const records: LedgerRecord[] = [];
  let before = -1;
  for (const entry of log.entries) {
    const at = (it: LedgerFault): AuditFault => ({ ...it, origin, index: entry.index });
    if (entry.index <= before) return at(fault("export-order", "The entries are not in the order of the log."));
    before = entry.index;
    const leaf = leafHash(sha256, entry.leaf);
    tree.append(leaf);
    if (!verifyInclusion(sha256, { index: entry.index, size: checkpoint.size, leaf, root: checkpoint.root, proof: entry.proof })) return at(fault("entry-inclusion", `The entry is not number ${entry.index} of the log.`));
    const record = readRecord(sha256, entry.leaf, entry.disclosures);
    if (isFault(record)) return at(record);
    if (record.seq !== entry.index) return at(fault("record-seq", `The record says it is number ${record.seq}.`));
    const refused = book.admit(record, entry) ?? (record.type === RELEASE ? releaseFault({ primitives, record, book, open }) : undefined);
    if (refused !== undefined) return at(refused);
    records.push(record);
  }
  const isWhole = records.length === checkpoint.size;
  if (isWhole && !sameBytes(tree.root(), checkpoint.root)) return { ...fault("log-root", "The entries do not make the root of the checkpoint."), origin };
  return { checkpoint, witnesses, records, isWhole, book };
}

/** The root has to be the latest entry of its log, and open exactly the states that the exported checkpoints have. */
function auditRoot(root: ExportedRoot, { primitives, trust, logs }: Pick<LogAsk, "primitives" | "trust"> & { readonly logs: readonly LogAudit[] }): Trusted | AuditFault {
  const { sha256 } = primitives;
  const trusted = trustedCheckpoint(primitives, root.checkpoint, trust);
  if (isFault(trusted)) return trusted;
  const { origin, size } = trusted.checkpoint;
  const at = (it: LedgerFault): AuditFault => ({ ...it, origin, index: root.index });
  if (root.index !== size - 1) return at(fault("root-latest", "The root is not the latest of its log."));
  if (!verifyInclusion(sha256, { index: root.index, size, leaf: leafHash(sha256, root.leaf), root: trusted.checkpoint.root, proof: root.proof })) return at(fault("entry-inclusion", `The root is not number ${root.index} of its log.`));
  const entry = readRootEntry(sha256, root.leaf, root.disclosures);
  if (isFault(entry)) return at(entry);
  if (entry.seq !== root.index) return at(fault("record-seq", `The root says it is number ${entry.seq}.`));
  for (const { checkpoint, book } of logs) {
    const state = entry.channels.get(checkpoint.origin);
    if (state === undefined || state.size !== checkpoint.size || !sameBytes(state.root, checkpoint.root)) return at(fault("root-channel", `${checkpoint.origin} does not stand where the root of the party's channels says.`));
    if (book.party !== undefined && book.party !== entry.party) return at(fault("root-party", `The root is of ${entry.party}, the channel of ${book.party}.`));
  }
  return trusted;
}
