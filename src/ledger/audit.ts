import { base64, concat, decimal, fromBase64, sameBytes, textOf, utf8 } from "./bytes.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { canonicalBytes, isJsonFault, isList, isObject, type Json, parseJson } from "./json.ts";
import { KeyBook } from "./key-book.ts";
import { fault, isFault, type LedgerFault } from "./note.ts";
import { parsePolicy } from "./policy.ts";
import type { Primitives } from "./primitives.ts";
import { type Entry, type LedgerRecord, readRecord } from "./record.ts";
import { leafHash, MerkleTree, verifyInclusion } from "./tree.ts";
import { trustedCheckpoint } from "./verify-proof.ts";

/** Entries of a log with all that is needed to check them offline. */
export interface LedgerExport {
  /** The checkpoint, signatures and all, to the byte. */
  readonly checkpoint: Uint8Array;
  /** Trust policy the export was made under. Whoever checks may bring another. */
  readonly policy: string;
  readonly entries: readonly ExportedEntry[];
}

export interface ExportedEntry extends Entry {
  readonly index: number;
  /** Audit path to the root of the checkpoint. */
  readonly proof: readonly Uint8Array[];
}

export const EXPORT_FORMAT = "concord-export-v1";

/** Bytes of an export: one line of canonical JSON for the head, and one for each entry. */
export function exportBytes({ checkpoint, policy, entries }: LedgerExport): Uint8Array {
  const line = (value: Json): Uint8Array => concat(canonicalBytes(value), utf8("\n"));
  return concat(
    line({ format: EXPORT_FORMAT, checkpoint: textOf(checkpoint) ?? "", policy, entries: entries.length }),
    ...entries.map((it) => line({ index: it.index, leaf: base64(it.leaf), proof: it.proof.map(base64), signatures: it.signatures.map(({ key, signature }) => ({ key, signature: base64(signature) })), disclosures: it.disclosures })),
  );
}

/** Reads an export. Nothing in it is checked yet. */
export function parseExport(bytes: Uint8Array): LedgerExport | LedgerFault {
  const lines = splitLines(bytes);
  if (lines === undefined) return fault("export-cut", "The file does not end with a line feed: it is cut.");
  const [head, ...rest] = lines.map(parseJson);
  if (head === undefined || isJsonFault(head) || !isObject(head) || head["format"] !== EXPORT_FORMAT || typeof head["checkpoint"] !== "string" || typeof head["policy"] !== "string") return fault("export-format", `The file does not begin with a line of ${EXPORT_FORMAT}.`);
  if (head["entries"] !== rest.length) return fault("export-count", `The file has ${rest.length} entries, not ${JSON.stringify(head["entries"])}.`);
  const entries: ExportedEntry[] = [];
  for (const [at, value] of rest.entries()) {
    const entry = isJsonFault(value) ? value : entryOf(value);
    if (isFault(entry)) return fault(entry.code, `Line ${at + 2}: ${entry.message}`);
    entries.push(entry);
  }
  return { checkpoint: utf8(head["checkpoint"]), policy: head["policy"], entries };
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
  readonly checkpoint: Checkpoint;
  readonly witnesses: readonly { readonly name: string; readonly seconds: number }[];
  readonly records: readonly LedgerRecord[];
  /** Whether every entry of the log up to the checkpoint is there. */
  readonly isWhole: boolean;
}

/** A fault with the entry it is in. Absent index: the whole file. */
export interface AuditFault extends LedgerFault {
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
 * Checks an export with no network and no trust in who sent it: signature and witnesses of the checkpoint, every path, every
 * record's form, signatures by keys in force at its place, disclosures, and, where all entries are there, the root itself.
 */
export function audit({ primitives, enrolmentFault, bytes, policy }: AuditAsk): Audit | AuditFault {
  const { sha256 } = primitives;
  const file = parseExport(bytes);
  if (isFault(file)) return file;
  const trust = parsePolicy(sha256, policy ?? file.policy);
  if (isFault(trust)) return trust;
  const trusted = trustedCheckpoint(primitives, file.checkpoint, trust);
  if (isFault(trusted)) return trusted;
  const { checkpoint, witnesses } = trusted;
  const book = new KeyBook(primitives, enrolmentFault);
  const tree = new MerkleTree(sha256);
  const records: LedgerRecord[] = [];
  let before = -1;
  for (const entry of file.entries) {
    const at = (it: LedgerFault): AuditFault => ({ ...it, index: entry.index });
    if (entry.index <= before) return at(fault("export-order", "The entries are not in the order of the log."));
    before = entry.index;
    const leaf = leafHash(sha256, entry.leaf);
    tree.append(leaf);
    if (!verifyInclusion(sha256, { index: entry.index, size: checkpoint.size, leaf, root: checkpoint.root, proof: entry.proof })) return at(fault("entry-inclusion", `The entry is not number ${entry.index} of the log.`));
    const record = readRecord(sha256, entry.leaf, entry.disclosures);
    if (isFault(record)) return at(record);
    if (record.seq !== entry.index) return at(fault("record-seq", `The record says it is number ${record.seq}.`));
    const refused = book.admit(record, entry);
    if (refused !== undefined) return at(refused);
    records.push(record);
  }
  const isWhole = records.length === checkpoint.size;
  if (isWhole && !sameBytes(tree.root(), checkpoint.root)) return fault("log-root", "The entries do not make the root of the checkpoint.");
  return { checkpoint, witnesses, records, isWhole };
}
