import { base64url, concat, fromBase64url, knownText, sameBytes, utf8 } from "./bytes.ts";
import { conceal, reveal } from "./disclosure.ts";
import { canonicalBytes, isJsonFault, isList, isObject, type Json, parseJson } from "./json.ts";
import { fault, isFault, type LedgerFault } from "./note.ts";
import type { Sha256, Signer } from "./primitives.ts";
import { leafHash } from "./tree.ts";

/** What every record says of itself, whatever it is about. */
export interface RecordHead {
  /** What the record is: a kind of fact, or an act of the ledger itself. */
  readonly type: string;
  /** Who states it. */
  readonly party: string;
  /** Place in its log, from 0. */
  readonly seq: number;
  /** Leaf hash, in base 64 for addresses, of the record of the same thing that this one follows. Absent: it is the first. */
  readonly prev?: string;
  /** When the author says it was written. ISO 8601 with zone Z. */
  readonly at: string;
  /** Names of the keys that sign it. */
  readonly by: readonly string[];
  /** Confidentiality label, as the policy of the ledger writes them. */
  readonly label: Json;
}

/** A record with its fields as far as they are disclosed. */
export interface LedgerRecord extends RecordHead {
  readonly fields: { readonly [name: string]: Json };
  /** Digests in the record: fields that can be hidden, and decoys. */
  readonly digestCount: number;
}

/** A record as it is kept: the bytes that are hashed, who signed them, and what opens its hidden fields. */
export interface Entry {
  readonly leaf: Uint8Array;
  readonly signatures: readonly RecordSignature[];
  readonly disclosures: readonly string[];
}

export interface RecordSignature {
  readonly key: string;
  readonly signature: Uint8Array;
}

export interface WriteRecord extends RecordHead {
  readonly fields: { readonly [name: string]: Json };
  /** Fields that can be disclosed or erased one by one. */
  readonly hidden: readonly string[];
  /** 16 fresh random bytes at each call. */
  readonly salt: () => Uint8Array;
  /** Digests in the record, decoys included. */
  readonly digestCount: number;
  readonly signers: ReadonlyMap<string, Signer>;
}

const VERSION = 1;
const MESSAGE_HEAD = utf8("concord-record-v1\n");
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** What the authors of a record sign. */
export const recordMessage = (sha256: Sha256, leaf: Uint8Array): Uint8Array => concat(MESSAGE_HEAD, sha256(leaf));

/** Writes and signs a record. @throws RangeError for a time without form, a hidden field that is not there, or a signer that is missing. */
export function writeRecord(sha256: Sha256, ask: WriteRecord): Entry {
  if (!TIME.test(ask.at)) throw new RangeError(`"${ask.at}" is no time such as 2026-03-01T10:00:00Z`);
  const concealed = conceal(sha256, { value: ask.fields, paths: ask.hidden.map((it) => [it]), salt: ask.salt, atLeast: ask.digestCount });
  const { _sd: digests, ...open } = concealed.value as { readonly [name: string]: Json };
  const leaf = canonicalBytes({ v: VERSION, type: ask.type, party: ask.party, seq: ask.seq, ...(ask.prev !== undefined && { prev: ask.prev }), at: ask.at, by: ask.by, label: ask.label, open, ...(digests !== undefined && { _sd: digests }) });
  const message = recordMessage(sha256, leaf);
  return {
    leaf,
    signatures: ask.by.map((key) => {
      const signer = ask.signers.get(key);
      if (signer === undefined) throw new RangeError(`there is no key ${key} to sign with`);
      return { key, signature: signer.sign(message) };
    }),
    disclosures: concealed.disclosures.map((it) => it.text),
  };
}

/** Reads a record from its bytes, which have to be canonical, and opens what the disclosures open. Signatures are not checked here. */
export function readRecord(sha256: Sha256, leaf: Uint8Array, disclosures: readonly string[] = []): LedgerRecord | LedgerFault {
  const value = parseJson(leaf);
  if (isJsonFault(value)) return value;
  if (!isObject(value) || !sameBytes(canonicalBytes(value), leaf)) return fault("record-canonical", "The record is not in canonical form.");
  const { v, type, party, seq, prev, at, by, label, open, _sd: digests, ...more } = value;
  if (v !== VERSION) return fault("record-version", `Records of version ${JSON.stringify(v)} are not read.`);
  const strange = Object.keys(more)[0];
  if (strange !== undefined) return fault("record-field", `The record has a field ${strange} outside its body.`);
  if (typeof type !== "string" || type === "" || typeof party !== "string" || party === "") return fault("record-head", "The record names no type or no party.");
  if (typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0) return fault("record-seq", "The record has no place in its log.");
  if (prev !== undefined && (typeof prev !== "string" || fromBase64url(prev)?.length !== 32)) return fault("record-prev", "The record follows something that is no hash.");
  if (typeof at !== "string" || !TIME.test(at)) return fault("record-at", "The record has no time.");
  if (by === undefined || !isList(by) || by.length === 0 || !by.every((it): it is string => typeof it === "string") || new Set(by).size !== by.length) return fault("record-by", "The record does not say who signs it, each once.");
  if (label === undefined || label === null) return fault("record-label", "The record has no label.");
  if (!isObject(open)) return fault("record-body", "The record has no body.");
  const revealed = reveal(sha256, { ...open, ...(digests !== undefined && { _sd: digests }) }, disclosures);
  if (typeof revealed === "object" && revealed !== null && !isList(revealed as Json) && isFault(revealed)) return revealed;
  return { type, party, seq, ...(prev !== undefined && { prev }), at, by, label, fields: revealed as { readonly [name: string]: Json }, digestCount: digests !== undefined && isList(digests) ? digests.length : 0 };
}

/** What follows the type of a record: the names of canonical JSON stand in order. */
const AFTER_TYPE = '","v":1}'.length;
const QUOTE = 0x22;
const TYPE_MOST = 64;

/**
 * Type of a record whose bytes were read before: the text before `v`. One with a quote in it is answered from there on,
 * one that is longer than any that is meant as the empty text.
 */
export function knownType(leaf: Uint8Array): string {
  const to = leaf.length - AFTER_TYPE;
  const from = leaf.lastIndexOf(QUOTE, to - 1) + 1;
  return to - from > TYPE_MOST ? "" : String.fromCharCode(...leaf.subarray(from, to));
}

/**
 * Reads a record once more whose bytes were read strictly before and are the same by their hash: without looking for what made it
 * strict. Disclosures are held against their digests as ever.
 */
export function readKnownRecord(sha256: Sha256, leaf: Uint8Array, disclosures: readonly string[]): LedgerRecord | LedgerFault {
  const text = knownText(leaf);
  const { type, party, seq, prev, at, by, label, open, _sd: digests } = JSON.parse(text) as RecordHead & { readonly open: { readonly [name: string]: Json }; readonly _sd?: readonly Json[] };
  const head = { type, party, seq, ...(prev !== undefined && { prev }), at, by, label };
  if (digests === undefined && disclosures.length === 0 && !CONCEALED.test(text)) return { ...head, fields: open, digestCount: 0 };
  const revealed = reveal(sha256, { ...open, ...(digests !== undefined && { _sd: digests }) }, disclosures);
  if (typeof revealed === "object" && revealed !== null && !isList(revealed as Json) && isFault(revealed)) return revealed;
  return { ...head, fields: revealed as { readonly [name: string]: Json }, digestCount: digests?.length ?? 0 };
}

// Names under which digests stand.
const CONCEALED = /"(_sd|\.\.\.)":/;

/** Leaf hash of an entry in text, as `prev` names it. */
export const entryId = (sha256: Sha256, leaf: Uint8Array): string => base64url(leafHash(sha256, leaf));

/** Name of the field that a disclosure opens. */
function nameIn(text: string): string | undefined {
  const bytes = fromBase64url(text);
  const parts = bytes === undefined ? undefined : parseJson(bytes);
  const name = parts !== undefined && !isJsonFault(parts) && isList(parts) ? parts[1] : undefined;
  return typeof name === "string" ? name : undefined;
}

/** Names of the fields of an entry that can be withheld and erased, and are still there. */
export const disclosedNames = (entry: Entry): readonly string[] => entry.disclosures.flatMap((it) => nameIn(it) ?? []);

/** The same entry without some disclosures: the fields they open are gone, every proof stays as it is. */
export const redacted = (entry: Entry, keep: (name: string) => boolean): Entry => ({
  ...entry,
  disclosures: entry.disclosures.filter((it) => {
    const name = nameIn(it);
    return name !== undefined && keep(name);
  }),
});
