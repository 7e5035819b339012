import { audit, type Audit, type AuditFault, type Checkpoint, checkpointBytes, cosign, type Entry, entryId, exportBytes, isFault, type Json, KEY_ENROLLED, KEY_REVOKED, KeyBook, type LedgerFault, type LedgerRecord, type LedgerStore, leafHash, MerkleTree, openCheckpoint, OPENED, type Primitives, readRecord, redacted, signCheckpoint, type Signer, verifyConsistency, witnessesOf, writeRecord, noteKeyFor, noteKeyText, parsePolicy } from "#ledger";

/** What a log needs of the world: cryptography, chance, the clock. */
export interface LogTools {
  readonly primitives: Primitives;
  readonly enrolmentFault: (key: Uint8Array) => string | undefined;
  /** Fresh random bytes. */
  readonly random: (size: number) => Uint8Array;
  /** Now, as `2026-03-01T10:00:00Z`. */
  readonly now: () => string;
}

/** Digests in every record, so that the number of hidden fields does not show below it. */
const DIGESTS = 8;

/** A log that is open for reading and writing. */
export interface OpenLog {
  readonly store: LedgerStore;
  readonly tools: LogTools;
  readonly tree: MerkleTree;
  readonly book: KeyBook;
  /** Latest record of each thing, by its key. */
  readonly latest: Map<string, string>;
}

/** Something to write: what it is, what it is about, its fields and label. */
export interface Draft {
  readonly type: string;
  /** What the record is about; a later draft about the same thing follows this one. Absent: about nothing that goes on. */
  readonly subject?: string;
  readonly fields: { readonly [name: string]: Json };
  readonly hidden?: readonly string[];
  readonly label: Json;
}

/** Makes a new log: its settings, and the record that names its officers. @throws Error where the store holds a log already. */
export function createLog(store: LedgerStore, tools: LogTools, { origin, party, policy, officers, needed, label }: { readonly origin: string; readonly party: string; readonly policy: string; readonly officers: ReadonlyMap<string, Signer>; readonly needed: number; readonly label: Json }): OpenLog {
  if (store.settings() !== undefined || store.size() > 0) throw new Error("There is a log here already; open it, or choose another place.");
  store.putSettings({ origin, party, policy });
  const log: OpenLog = { store, tools, tree: new MerkleTree(tools.primitives.sha256), book: new KeyBook(tools.primitives, tools.enrolmentFault), latest: new Map() };
  const keys = [...officers].map(([name, signer]) => noteKeyText(noteKeyFor(tools.primitives.sha256, name, signer)));
  const done = appendDrafts(log, [{ type: OPENED, fields: { origin, officers: keys, needed }, label }], officers);
  if (done.kind !== "appended") throw new Error(done.kind === "refused" ? done.fault.message : "Someone else opened the log at the same moment.");
  return log;
}

/** Opens a log and checks every record of it on the way. */
export function openLog(store: LedgerStore, tools: LogTools): OpenLog | AuditFault {
  const { sha256 } = tools.primitives;
  const log: OpenLog = { store, tools, tree: new MerkleTree(sha256), book: new KeyBook(tools.primitives, tools.enrolmentFault), latest: new Map() };
  for (let from = 0; from < store.size(); from += BATCH) {
    for (const [at, entry] of store.read(from, from + BATCH).entries()) {
      const taken = take(log, entry);
      if (isFault(taken)) return { ...taken, index: from + at };
    }
  }
  return log;
}

const BATCH = 1000;

/** Takes an entry into the open log, after checking it. */
function take(log: OpenLog, entry: Entry): LedgerRecord | LedgerFault {
  const { sha256 } = log.tools.primitives;
  const record = readRecord(sha256, entry.leaf, entry.disclosures);
  if (isFault(record)) return record;
  if (record.seq !== log.tree.size) return { kind: "fault", code: "record-seq", message: `The record says it is number ${record.seq}, and stands at ${log.tree.size}.` };
  const refused = log.book.admit(record, entry);
  if (refused !== undefined) return refused;
  log.tree.append(leafHash(sha256, entry.leaf));
  const subject = record.fields["subject"];
  if (typeof subject === "string") log.latest.set(`${record.type} ${subject}`, entryId(sha256, entry.leaf));
  return record;
}

export type AppendAnswer = { readonly kind: "appended"; readonly from: number; readonly size: number } | { readonly kind: "moved"; readonly size: number } | { readonly kind: "refused"; readonly fault: LedgerFault };

/** Signs drafts and adds them in one commit. All of them, or none: what the ledger would refuse is refused before it is written. */
export function appendDrafts(log: OpenLog, drafts: readonly Draft[], signers: ReadonlyMap<string, Signer>): AppendAnswer {
  const { store, tools, tree } = log;
  const { sha256 } = tools.primitives;
  const party = store.settings()?.party ?? "";
  const from = tree.size;
  const ahead = new Map<string, string>();
  const entries: Entry[] = [];
  // Keys that these drafts enrol or revoke count for the drafts after them: they are tried on a book of their own.
  const book = new KeyBook(tools.primitives, tools.enrolmentFault);
  const earlier = drafts.some((it) => it.type === KEY_ENROLLED || it.type === KEY_REVOKED || it.type === OPENED) ? store.read(0, from) : [];
  for (const it of earlier) {
    const record = readRecord(sha256, it.leaf, it.disclosures);
    if (!isFault(record)) book.admit(record, it);
  }
  for (const [at, it] of drafts.entries()) {
    const subject = it.subject === undefined ? undefined : `${it.type} ${it.subject}`;
    const prev = subject === undefined ? undefined : (ahead.get(subject) ?? log.latest.get(subject));
    const entry = writeRecord(sha256, {
      type: it.type,
      party,
      seq: from + at,
      ...(prev !== undefined && { prev }),
      at: tools.now(),
      by: [...signers.keys()],
      label: it.label,
      fields: { ...(it.subject !== undefined && { subject: it.subject }), ...it.fields },
      hidden: it.hidden ?? [],
      digestCount: (it.hidden ?? []).length === 0 ? 0 : Math.max(DIGESTS, (it.hidden ?? []).length),
      salt: () => tools.random(16),
      signers,
    });
    const record = readRecord(sha256, entry.leaf, entry.disclosures);
    if (isFault(record)) return { kind: "refused", fault: record };
    const refused = (earlier.length > 0 || from === 0 ? book : log.book).admit(record, entry);
    if (refused !== undefined) return { kind: "refused", fault: refused };
    if (subject !== undefined) ahead.set(subject, entryId(sha256, entry.leaf));
    entries.push(entry);
  }
  const done = store.append(from, entries);
  if (done.kind === "moved") return done;
  for (const it of entries) {
    const read = readRecord(sha256, it.leaf, it.disclosures);
    if (isFault(read)) throw new Error(`Concord has a bug: a record that was just written is not read (${read.message})`);
    if (earlier.length > 0 || from === 0) log.book.admit(read, it);
    tree.append(leafHash(sha256, it.leaf));
    const subject = read.fields["subject"];
    if (typeof subject === "string") log.latest.set(`${read.type} ${subject}`, entryId(sha256, it.leaf));
  }
  return { kind: "appended", from, size: done.size };
}

/** Signs a checkpoint over all entries and keeps it, with the lines of any witnesses that are at hand. */
export function makeCheckpoint(log: OpenLog, signer: Signer, witnesses: readonly LocalWitness[] = []): Checkpoint {
  const { store, tools, tree } = log;
  const { sha256 } = tools.primitives;
  const checkpoint: Checkpoint = { origin: store.settings()?.origin ?? "", size: tree.size, root: tree.root(), extensions: [] };
  const note = signCheckpoint(sha256, checkpoint, signer);
  store.putCheckpoint(checkpointBytes({ ...note, signatures: [...note.signatures, ...witnesses.map((it) => cosign(sha256, note.text, { name: it.name, signer: it.signer, seconds: Math.floor(Date.parse(tools.now()) / 1000) }))] }));
  return checkpoint;
}

export interface LocalWitness {
  readonly name: string;
  readonly signer: Signer;
}

/**
 * What a witness does: it has kept the last state it saw, checks that the new one goes on from it, and only then signs. The
 * answer carries what to keep, which has to be on the disk before the signature leaves.
 */
export function witnessCheckpoint({ log, name, signer, seen }: { readonly log: OpenLog; readonly name: string; readonly signer: Signer; readonly seen: Pick<Checkpoint, "size" | "root"> | undefined }): { readonly kind: "signed"; readonly keep: Pick<Checkpoint, "size" | "root">; readonly note: Uint8Array } | LedgerFault {
  const { store, tools, tree } = log;
  const { primitives } = tools;
  const bytes = store.checkpoint();
  const settings = store.settings();
  const policy = settings === undefined ? undefined : parsePolicy(primitives.sha256, settings.policy);
  if (bytes === undefined || policy === undefined || isFault(policy)) return { kind: "fault", code: "witness-nothing", message: "The log has no checkpoint to witness." };
  const opened = openCheckpoint(primitives, bytes, policy.logs.map((it) => it.key));
  if (isFault(opened)) return opened;
  const { checkpoint, note } = opened;
  if (seen !== undefined && seen.size > checkpoint.size) return { kind: "fault", code: "witness-back", message: `The log had ${seen.size} entries, and now says ${checkpoint.size}.` };
  if (seen !== undefined && seen.size > 0 && !verifyConsistency(primitives.sha256, { oldSize: seen.size, newSize: checkpoint.size, oldRoot: seen.root, newRoot: checkpoint.root, proof: tree.consistency(seen.size, checkpoint.size) })) return { kind: "fault", code: "witness-fork", message: `The log no longer begins with what it was at ${seen.size} entries. Keep both checkpoints: they prove it.` };
  const own = noteKeyFor(primitives.sha256, name, signer, 4);
  const others = note.signatures.filter((it) => it.name !== own.name || it.id !== own.id);
  const line = cosign(primitives.sha256, note.text, { name, signer, seconds: Math.floor(Date.parse(tools.now()) / 1000) });
  return { kind: "signed", keep: { size: checkpoint.size, root: checkpoint.root }, note: checkpointBytes({ ...note, signatures: [...others, line] }) };
}

/** Bytes of an export under the latest checkpoint: the entries asked for, and those that govern keys, without which none can be checked. */
export function exportLog({ store, tree, tools }: OpenLog, { wanted, keepField }: { readonly wanted: (record: LedgerRecord) => boolean; readonly keepField: (name: string) => boolean }): Uint8Array | LedgerFault {
  const checkpoint = store.checkpoint();
  const settings = store.settings();
  if (checkpoint === undefined || settings === undefined) return { kind: "fault", code: "export-nothing", message: "The log has no checkpoint yet; make one first." };
  const size = sizeOf(checkpoint);
  const entries = store.read(0, size).flatMap((entry, index) => {
    const record = readRecord(tools.primitives.sha256, entry.leaf, entry.disclosures);
    const governs = !isFault(record) && [OPENED, KEY_ENROLLED, KEY_REVOKED].includes(record.type);
    if (isFault(record) || (!governs && !wanted(record))) return [];
    return [{ index, proof: tree.inclusion(index, size), ...(governs ? entry : redacted(entry, keepField)) }];
  });
  return exportBytes({ checkpoint, policy: settings.policy, entries });
}

/** Size in a checkpoint of one's own. */
const sizeOf = (checkpoint: Uint8Array): number => Number(new TextDecoder().decode(checkpoint).split("\n")[1]);

/** Erases hidden fields of an entry for good. The record, its hash and every proof stay. */
export function eraseFields({ store, tools }: OpenLog, index: number, names: readonly string[]): LedgerFault | undefined {
  const entry = store.read(index, index + 1)[0];
  if (entry === undefined) return { kind: "fault", code: "erase-entry", message: `There is no entry ${index}.` };
  const left = redacted(entry, (name) => !names.includes(name));
  if (left.disclosures.length + names.length !== entry.disclosures.length) {
    const record = readRecord(tools.primitives.sha256, entry.leaf, entry.disclosures);
    const shown = isFault(record) ? [] : names.filter((it) => it in record.fields);
    return { kind: "fault", code: "erase-field", message: `Entry ${index} has not all of ${names.join(", ")} as fields that can be hidden${shown.length > 0 ? "; what every reader of the log sees cannot be erased" : ""}.` };
  }
  store.putDisclosures(index, left.disclosures);
  return undefined;
}

/** Everything about a log at once: an export of all of it, audited. */
export function auditLog(log: OpenLog, policy?: string): Audit | AuditFault {
  const bytes = exportLog(log, { wanted: () => true, keepField: () => true });
  if (isFault(bytes)) return bytes;
  return audit({ primitives: log.tools.primitives, enrolmentFault: log.tools.enrolmentFault, bytes, ...(policy !== undefined && { policy }) });
}

/** Witnesses behind the latest checkpoint. */
export const witnessNames = ({ store, tools }: OpenLog): readonly string[] => {
  const settings = store.settings();
  const bytes = store.checkpoint();
  const policy = settings === undefined ? undefined : parsePolicy(tools.primitives.sha256, settings.policy);
  if (bytes === undefined || policy === undefined || isFault(policy)) return [];
  const opened = openCheckpoint(tools.primitives, bytes, policy.logs.map((it) => it.key));
  return isFault(opened) ? [] : witnessesOf(tools.primitives, opened.note, policy.witnesses.map((it) => it.key)).map((it) => policy.witnesses.find((one) => one.key === it.key)?.name ?? it.key.name);
};
