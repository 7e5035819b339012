import { channelSigner, primitives } from "#adapters/keys";
import { base64url, canonicalBytes, checkpointBytes, type Entry, type ExportedEntry, exportBytes, fromBase64, type Json, keyId, leafHash, type LedgerExport, MerkleTree, type Note, noteKeyFor, noteKeyText, recordMessage, signCheckpoint, textOf, utf8, writeRootEntry } from "#ledger";
import { keyOf, vkey } from "./nations.ts";

// Builds exports by hand, each part as one likes: signed and hashed as the rules ask, however wrong what is signed may be.

const { sha256 } = primitives;
const NODE = new Uint8Array(32).fill(1);
export const ORIGIN = "concord/val/000000000000000001";
export const ROOT_ORIGIN = "concord/val/0000000000000000ff";
export const OFFICERS = ["VAL/one", "VAL/two"] as const;

export type Fields = { readonly [name: string]: Json };

/** A record as it is wanted; what is left out is as it should be. */
export interface Raw {
  readonly record?: Fields;
  /** Members to leave out. */
  readonly drop?: readonly string[];
  readonly open?: Fields;
  readonly by?: readonly string[];
  /** Hidden fields, and what is done to their disclosures. */
  readonly hidden?: Fields;
  readonly disclosures?: (right: readonly string[]) => readonly string[];
  readonly digests?: (right: readonly string[]) => readonly Json[];
  /** What becomes of the bytes before they are signed, and of the signatures after. */
  readonly bytes?: (right: Uint8Array) => Uint8Array;
  readonly signatures?: (right: Entry["signatures"]) => Entry["signatures"];
}

export const OPENING: Raw = { record: { type: "channel-opened" }, open: { origin: ORIGIN, officers: OFFICERS.map(vkey), needed: 2 } };
export const NOTE: Raw = {};
export const enrol = (name: string, more: Fields = {}): Raw => ({ record: { type: "key-enrolled" }, open: { key: vkey(name), ...more } });
export const revoke = (name: string): Raw => ({ record: { type: "key-revoked" }, open: { key: name } });

export const disclosureOf = (name: string, value: Json, salt = "c2FsdC1zYWx0LXNhbHQtc2E"): string => base64url(utf8(JSON.stringify([salt, name, value])));
export const digestOf = (disclosure: string): string => base64url(sha256(utf8(disclosure)));

function entryOf(raw: Raw, seq: number): Entry {
  const right = Object.entries(raw.hidden ?? {}).map(([name, value]) => disclosureOf(name, value));
  const by = raw.by ?? OFFICERS;
  const digests = right.map(digestOf).sort();
  const record: Fields = { v: 1, type: "note", party: "VAL", seq, at: "2030-03-01T10:00:00Z", by, label: "OPEN", open: raw.open ?? {}, ...((digests.length > 0 || raw.digests !== undefined) && { _sd: raw.digests?.(digests) ?? digests }), ...raw.record };
  const bytes = canonicalBytes(Object.fromEntries(Object.entries(record).filter(([name]) => raw.drop?.includes(name) !== true)));
  const leaf = raw.bytes?.(bytes) ?? bytes;
  const signatures = by.map((key) => ({ key, signature: keyOf(key).sign(recordMessage(sha256, leaf)) }));
  return { leaf, signatures: raw.signatures?.(signatures) ?? signatures, disclosures: raw.disclosures?.(right) ?? right };
}

export interface RawLog {
  readonly origin?: string;
  readonly records?: readonly Raw[];
  /** Entries to keep of those hashed. */
  readonly keep?: (index: number) => boolean;
  readonly root?: (right: Uint8Array) => Uint8Array;
  readonly note?: (right: Note) => Note;
}

export const logKey = (origin = ORIGIN): string => noteKeyText(noteKeyFor(sha256, origin, channelSigner(NODE, origin)));

export function rawLog({ origin = ORIGIN, records = [OPENING, NOTE], keep = () => true, root, note }: RawLog = {}): LedgerExport["logs"][number] {
  const entries = records.map(entryOf);
  const tree = new MerkleTree(sha256);
  for (const it of entries) tree.append(leafHash(sha256, it.leaf));
  const signed = signCheckpoint(sha256, { origin, size: tree.size, root: root?.(tree.root()) ?? tree.root(), extensions: [] }, channelSigner(NODE, origin));
  const exported = entries.map((it, index): ExportedEntry => ({ ...it, index, proof: tree.inclusion(index) }));
  return { checkpoint: checkpointBytes(note?.(signed) ?? signed), entries: exported.filter((it) => keep(it.index)) };
}

/** The root of a log made by hand: the one entry of a root log, that says of it where it stands, and whatever else is wanted. */
export function rawRoot({ checkpoint }: LedgerExport["logs"][number], more: { readonly party?: string; readonly seq?: number } = {}): NonNullable<LedgerExport["root"]> {
  const [origin = "", size, root = ""] = textOf(checkpoint)!.split("\n");
  let salts = 0;
  const entry = writeRootEntry(sha256, { party: "VAL", seq: 0, at: "2030-03-01T10:00:00Z", channels: new Map([[origin, { size: Number(size), root: fromBase64(root)! }]]), salt: () => new Uint8Array(16).fill(++salts), ...more });
  const tree = new MerkleTree(sha256);
  tree.append(leafHash(sha256, entry.leaf));
  return { ...entry, index: 0, proof: tree.inclusion(0), checkpoint: checkpointBytes(signCheckpoint(sha256, { origin: ROOT_ORIGIN, size: 1, root: tree.root(), extensions: [] }, channelSigner(NODE, ROOT_ORIGIN))) };
}

/** An export of one log made by hand. */
export const rawExport = (log: RawLog = {}, policy = `log ${logKey(log.origin)}\nquorum none\n`): Uint8Array => exportBytes({ policy, logs: [rawLog(log)] });
export const withRecords = (...records: readonly Raw[]): Uint8Array => rawExport({ records: [OPENING, ...records] });

/** A key text of any bytes, its id right. */
export const keyTextOf = (name: string, publicKey: Uint8Array, algorithm = 1): string => noteKeyText({ name, id: keyId(sha256, name, algorithm, publicKey), algorithm, publicKey });
