import { type AuditFault, type Entry, entryId, isFault, type Json, KeyBook, type LedgerFault, type LedgerRecord, type LedgerStore, leafHash, MerkleTree, readRecord, RELEASE, writeRecord } from "#ledger";
import type { Draft } from "./draft.ts";
import type { LedgerTools, Writers } from "./tools.ts";

/** Digests in every record with hidden fields, so that their number does not show below it. */
const DIGESTS = 8;
const BATCH = 1000;

/** One log of a ledger, open for reading and writing. */
export interface OpenLog {
  readonly origin: string;
  readonly tree: MerkleTree;
  /** Put in the place of the one before by each commit. */
  book: KeyBook;
  /** Latest record of each thing, by its key. */
  readonly latest: Map<string, string>;
  /** Records that release something; what they need to be checked is known when all channels are open. */
  readonly releases: LedgerRecord[];
}

export function emptyLog(origin: string, { primitives, enrolmentFault }: LedgerTools): OpenLog {
  return { origin, tree: new MerkleTree(primitives.sha256), book: new KeyBook({ primitives, enrolmentFault, origin }), latest: new Map(), releases: [] };
}

/** Opens a log of records and checks every one of them on the way. */
export function openLog(store: LedgerStore, origin: string, tools: LedgerTools): OpenLog | AuditFault {
  const { sha256 } = tools.primitives;
  const log = emptyLog(origin, tools);
  for (let from = 0, entries = store.read(origin, 0, BATCH); entries.length > 0; from += BATCH, entries = store.read(origin, from, from + BATCH)) {
    for (const [at, entry] of entries.entries()) {
      const record = readRecord(sha256, entry.leaf, entry.disclosures);
      const refused = isFault(record) ? record : (misplaced(record, log.tree.size) ?? log.book.admit(record, entry));
      if (refused !== undefined) return { ...refused, origin, index: from + at };
      take(log, entry, record as LedgerRecord, sha256);
    }
  }
  return log;
}

const misplaced = ({ seq }: LedgerRecord, place: number): LedgerFault | undefined => (seq === place ? undefined : { kind: "fault", code: "record-seq", message: `The record says it is number ${seq}, and stands at ${place}.` });

function take(log: OpenLog, entry: Entry, record: LedgerRecord, sha256: LedgerTools["primitives"]["sha256"]): void {
  log.tree.append(leafHash(sha256, entry.leaf));
  const { type, fields } = record;
  if (type === RELEASE) log.releases.push(record);
  const { subject } = fields;
  if (typeof subject === "string") log.latest.set(subjectKey(type, subject), entryId(sha256, entry.leaf));
}

const subjectKey = (type: string, subject: string): string => `${type} ${subject}`;

/** What drafts become in a log: entries that are signed and checked, but not yet written. */
export interface Prepared {
  readonly log: OpenLog;
  readonly entries: readonly Entry[];
  readonly records: readonly LedgerRecord[];
  /** Number of the draft that each entry came of. Absent: it opens the channel. */
  readonly drafts: readonly (number | undefined)[];
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
  readonly tools: LedgerTools;
  readonly party: string;
  readonly label: Json;
  /** What the ledger asks of a record beyond its log: that a release is approved. */
  readonly check: (record: LedgerRecord, book: KeyBook) => LedgerFault | undefined;
}

/** Signs drafts for a log and reads each back as the log will: what it would refuse is refused before anything is written. */
export function prepare(log: OpenLog, drafts: readonly SignedDraft[], { tools, party, label, check }: PrepareAsk): Prepared | LedgerFault {
  const { sha256 } = tools.primitives;
  const book = log.book.copy();
  const ahead = new Map<string, string>();
  const entries: Entry[] = [];
  const records: LedgerRecord[] = [];
  for (const [at, { draft: it, authors }] of drafts.entries()) {
    const key = it.subject === undefined ? undefined : subjectKey(it.type, it.subject);
    const prev = key === undefined ? undefined : (ahead.get(key) ?? log.latest.get(key));
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
  return { log, entries, records, book, drafts: drafts.map((it) => it.number) };
}

/** Takes what was prepared into the open log. */
export function takeIn({ log, entries, records, book }: Prepared, { primitives }: LedgerTools): void {
  for (const [at, entry] of entries.entries()) take(log, entry, records[at]!, primitives.sha256);
  log.book = book;
}
