import { type AuditFault, base64url, CHANNEL_OPENED, type Entry, entryId, isFault, type Json, KEY_ENROLLED, KEY_REVOKED, KeyBook, knownType, type LedgerFault, type LedgerRecord, type LedgerStore, leafHash, MerkleTree, OPENED, PEER_LOG, readKnownRecord, readRecord, RELEASE, sameBytes, type Sha256, writeRecord } from "#ledger";
import type { Draft } from "./draft.ts";
import { changed } from "./root-log.ts";
import type { LedgerTools, Writers } from "./tools.ts";
import { BLOCK, knownOf, VerifiedBlocks, type VerifiedLog } from "./verified.ts";

/** Digests in every record with hidden fields, so that their number does not show below it. */
const DIGESTS = 8;

/** Types of records that are read on opening even where they were verified before: what they say governs the others. */
const READ_AGAIN: readonly string[] = [OPENED, CHANNEL_OPENED, KEY_ENROLLED, KEY_REVOKED, PEER_LOG, RELEASE];

/** One log of a ledger, open for reading and writing. */
export interface OpenLog {
  readonly origin: string;
  readonly tree: MerkleTree;
  /** Put in the place of the one before by each commit. */
  book: KeyBook;
  /** Place of the latest record of each thing, by its key. Absent: nothing was written yet, and nobody has asked. */
  latest?: Map<string, number>;
  /** Records that release something; what they need to be checked is known when all channels are open. */
  readonly releases: LedgerRecord[];
  readonly verified: VerifiedBlocks;
  /** Records that say what labels mean, among the first `size`: read once, since every reader is asked for by them. */
  labels?: { readonly size: number; readonly records: readonly LedgerRecord[] };
}

export function emptyLog(origin: string, { primitives, enrolmentFault }: LedgerTools): OpenLog {
  const tree = new MerkleTree(primitives.sha256);
  return { origin, tree, book: new KeyBook({ primitives, enrolmentFault, origin }), releases: [], verified: new VerifiedBlocks(primitives.sha256, tree) };
}

/** A log that was opened, and whether all that was known of it was still so. */
export interface OpenedLog {
  readonly kind: "opened";
  readonly log: OpenLog;
  readonly isAsKnown: boolean;
}

/**
 * Opens a log and hashes every record of it. What is not as it was when it was verified before is verified in full: form, place and
 * signatures. What is, is the same to the byte, and so are the records before it, and it is not verified again.
 */
export function openLog(store: LedgerStore, origin: string, tools: LedgerTools, known?: VerifiedLog): OpenedLog | AuditFault {
  return readOn(emptyLog(origin, tools), store, tools, known);
}

/** Reads what a log has beyond what is open, in the same way. After a fault the open log is of no use. */
export function readOn(log: OpenLog, store: LedgerStore, tools: LedgerTools, known?: VerifiedLog): OpenedLog | AuditFault {
  const { sha256 } = tools.primitives;
  const { origin, tree, book } = log;
  // Found anew when it is asked for.
  delete log.latest;
  let isAsKnown = true;
  for (let from = tree.size, entries = store.read(origin, from, from + BLOCK); entries.length > 0; from += BLOCK, entries = store.read(origin, from, from + BLOCK)) {
    const leaves = entries.map((it) => leafHash(sha256, it.leaf));
    const count = knownOf(known, { entries, leaves, tree, sha256 });
    if (known !== undefined && count < Math.min(BLOCK, known.size - from)) isAsKnown = false;
    for (const [at, entry] of entries.entries()) {
      const isKnown = at < count;
      const isRead = !isKnown || READ_AGAIN.includes(knownType(entry.leaf));
      if (isRead) {
        const record = readRecord(sha256, entry.leaf, entry.disclosures);
        const refused = isFault(record) ? record : (misplaced(record, from + at) ?? (isKnown ? book.readmit(record) : book.admit(record, entry)));
        if (refused !== undefined) return { ...refused, origin, index: from + at };
        if ((record as LedgerRecord).type === RELEASE) log.releases.push(record as LedgerRecord);
      }
      if (!isKnown) tree.append(leaves[at]!);
      log.verified.add(entry);
    }
  }
  return { kind: "opened", log, isAsKnown: known !== undefined && isAsKnown && tree.size >= known.size };
}

const misplaced = ({ seq }: LedgerRecord, place: number): LedgerFault | undefined => (seq === place ? undefined : { kind: "fault", code: "record-seq", message: `The record says it is number ${seq}, and stands at ${place}.` });

const subjectKey = (type: string, subject: string): string => `${type} ${subject}`;

/** Reads records of an open log, from one place up to before another; with `type`, those of one type. @throws Error where one is no longer what was verified when the log was opened. */
export function* recordsIn({ origin, tree }: Pick<OpenLog, "origin" | "tree">, store: Pick<LedgerStore, "read">, sha256: LedgerTools["primitives"]["sha256"], { from, to, type }: { readonly from: number; readonly to: number; readonly type?: string }): Generator<LedgerRecord> {
  for (let at = from; at < to; ) {
    const entries = store.read(origin, at, Math.min(at + BLOCK, to));
    if (entries.length === 0) throw changed(origin, at);
    for (const { leaf, disclosures } of entries) {
      checkUnchanged({ origin, tree }, leaf, at, sha256);
      if (type === undefined || knownType(leaf) === type) yield readUnchanged(origin, { leaf, disclosures }, at, sha256);
      at += 1;
    }
  }
}

/** @throws Error where what stands at a place is no longer what was verified. */
export function checkUnchanged({ origin, tree }: Pick<OpenLog, "origin" | "tree">, leaf: Uint8Array, at: number, sha256: Sha256): void {
  if (!sameBytes(leafHash(sha256, leaf), tree.leaf(at)!)) throw changed(origin, at);
}

/** A record whose bytes are those that were verified. @throws Error where its disclosures are not. */
export function readUnchanged(origin: string, { leaf, disclosures }: Pick<Entry, "leaf" | "disclosures">, at: number, sha256: Sha256): LedgerRecord {
  const record = readKnownRecord(sha256, leaf, disclosures);
  if (isFault(record)) throw changed(origin, at);
  return record;
}

/** Place of the latest record of each thing in a log. */
function latestIn(log: OpenLog, { store, tools }: { readonly store: LedgerStore; readonly tools: LedgerTools }): Map<string, number> {
  const places = new Map<string, number>();
  for (const it of recordsIn(log, store, tools.primitives.sha256, { from: 0, to: log.tree.size })) note(places, it);
  return places;
}

function note(places: Map<string, number>, { type, fields, seq }: LedgerRecord): void {
  const { subject } = fields;
  if (typeof subject === "string") places.set(subjectKey(type, subject), seq);
}

/** What drafts become in a log: entries that are signed and checked, but not yet written. */
export interface Prepared {
  readonly log: OpenLog;
  readonly entries: readonly Entry[];
  readonly records: readonly LedgerRecord[];
  /** Number of the draft that each entry came of. Absent: it opens the channel. */
  readonly drafts: readonly (number | undefined)[];
  /** Place of the latest record of each thing in the log, to which these are added. */
  readonly latest: Map<string, number>;
  /** Keys as the drafts leave them. */
  readonly book: KeyBook;
}

/** A draft, who signs it, and its number among those that are appended together. */
export interface SignedDraft {
  readonly draft: Draft;
  readonly authors: Writers["authors"];
  readonly number?: number;
}

interface PrepareAsk {
  readonly store: LedgerStore;
  readonly tools: LedgerTools;
  readonly party: string;
  readonly label: Json;
  /** What the ledger asks of a record beyond its log: that a release is approved. */
  readonly check: (record: LedgerRecord, book: KeyBook) => LedgerFault | undefined;
}

/** Signs drafts for a log and reads each back as the log will: what it would refuse is refused before anything is written. */
export function prepare(log: OpenLog, drafts: readonly SignedDraft[], { store, tools, party, label, check }: PrepareAsk): Prepared | LedgerFault {
  const { sha256 } = tools.primitives;
  const book = log.book.copy();
  const latest = (log.latest ??= latestIn(log, { store, tools }));
  const ahead = new Map<string, string>();
  const entries: Entry[] = [];
  const records: LedgerRecord[] = [];
  for (const [at, { draft: it, authors }] of drafts.entries()) {
    const key = it.subject === undefined ? undefined : subjectKey(it.type, it.subject);
    const prev = key === undefined ? undefined : (ahead.get(key) ?? idAt(log, latest.get(key)));
    const hidden = it.hidden ?? [];
    const entry = writeRecord(sha256, {
      type: it.type,
      party,
      seq: log.tree.size + at,
      ...(prev !== undefined && { prev }),
      at: tools.now(),
      by: [...authors.keys()],
      label,
      fields: { ...(it.subject !== undefined && { subject: it.subject }), ...it.fields },
      hidden,
      digestCount: hidden.length === 0 ? 0 : Math.max(DIGESTS, hidden.length),
      salt: () => tools.random(16),
      signers: authors,
    });
    const record = readRecord(sha256, entry.leaf, entry.disclosures);
    if (isFault(record)) return record;
    const refused = book.admit(record, entry) ?? check(record, book);
    if (refused !== undefined) return refused;
    if (key !== undefined) ahead.set(key, entryId(sha256, entry.leaf));
    entries.push(entry);
    records.push(record);
  }
  return { log, entries, records, latest, book, drafts: drafts.map((it) => it.number) };
}

const idAt = ({ tree }: OpenLog, place: number | undefined): string | undefined => (place === undefined ? undefined : base64url(tree.leaf(place)!));

/** Takes what was prepared into the open log. */
export function takeIn({ log, entries, records, latest, book }: Prepared, { primitives }: LedgerTools): void {
  for (const [at, entry] of entries.entries()) {
    const record = records[at]!;
    log.tree.append(leafHash(primitives.sha256, entry.leaf));
    log.verified.add(entry);
    if (record.type === RELEASE) log.releases.push(record);
    note(latest, record);
  }
  log.book = book;
}
