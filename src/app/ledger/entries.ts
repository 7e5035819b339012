import { entryId, type Json, type LedgerRecord, type RecordSignature, proofBytes } from "#ledger";
import { sizeOf } from "./export.ts";
import { checkUnchanged, readUnchanged } from "./log.ts";
import type { OpenLedger } from "./party-ledger.ts";

/** A record of a channel as whoever reads the channel is shown it: without fields that can be withheld. */
export interface ShownEntry extends Omit<LedgerRecord, "fields" | "digestCount" | "label"> {
  /** Leaf hash, as `prev` names it. */
  readonly id: string;
  /** The bytes that were signed and that the log's tree holds: whoever has them checks a proof. */
  readonly leaf: Uint8Array;
  readonly signatures: readonly RecordSignature[];
  readonly fields: { readonly [name: string]: Json };
  /** Whether the record has fields that can be withheld, or digests that look like them. */
  readonly isPartly: boolean;
}

/** Entries of a channel, from a place on. @throws Error where one is no longer what was verified. */
export function shownEntries({ store, tools, channels }: OpenLedger, origin: string, { from, count }: { readonly from: number; readonly count: number }): readonly ShownEntry[] {
  const { sha256 } = tools.primitives;
  const log = channels.get(origin);
  if (log === undefined) return [];
  return store.read(origin, from, Math.min(from + count, log.tree.size)).map(({ leaf, signatures }, at) => {
    checkUnchanged(log, leaf, from + at, sha256);
    const { label: _, digestCount, ...shown } = readUnchanged(origin, { leaf, disclosures: [] }, from + at, sha256);
    return { ...shown, id: entryId(sha256, leaf), leaf, signatures, isPartly: digestCount > 0 };
  });
}

/** Proof that an entry is in its channel, as a file for `concord ledger verify` and other programs (C2SP tlog-proof). Absent: there is no such entry under a checkpoint. */
export function entryProof({ store, channels }: OpenLedger, origin: string, place: number): Uint8Array | undefined {
  const checkpoint = store.logs().find((it) => it.origin === origin)?.checkpoint;
  const tree = channels.get(origin)?.tree;
  const size = checkpoint === undefined ? 0 : sizeOf(checkpoint);
  if (checkpoint === undefined || tree === undefined || place >= size || size > tree.size) return undefined;
  return proofBytes({ index: place, proof: tree.inclusion(place, size), checkpoint });
}
