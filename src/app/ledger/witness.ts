import { type Checkpoint, checkpointBytes, concat, cosign, COSIGNATURE, isFault, type LedgerFault, noteKeyFor, noteKeyOf, openCheckpoint, parseNote, parsePolicy, sameBytes, type Signer, textOf, utf8, verifyConsistency, type WitnessRequest, witnessesOf } from "#ledger";
import type { OpenLedger } from "./party-ledger.ts";
import type { Evidence } from "./receive.ts";
import { policyFor } from "./trust.ts";
import { secondsOf } from "./tools.ts";

/** What a witness keeps of a log: the state it last signed, and the checkpoint itself, which with another that does not fit is evidence. */
export interface Seen extends Pick<Checkpoint, "size" | "root"> {
  readonly note?: string;
}

export interface WitnessAsk {
  readonly ledger: OpenLedger;
  readonly origin: string;
  readonly name: string;
  readonly signer: Signer;
  /** What the witness has kept of this log. Absent: it sees it for the first time. */
  readonly seen: Seen | undefined;
}

/** `note`: the checkpoint with the witness's line. `keep` has to be on the disk before the note leaves. */
export interface WitnessAnswer {
  readonly kind: "signed";
  readonly keep: Seen;
  readonly note: Uint8Array;
}

/** Why a witness does not sign; where it has seen another history, with both checkpoints. */
export interface WitnessRefusal extends LedgerFault {
  readonly evidence?: Evidence;
}

/**
 * What a witness does: it has kept the last state it saw of a log, checks that the new one goes on from it, and only then
 * signs. A refusal carries both states in words; both checkpoints together are the evidence.
 */
export function witnessCheckpoint({ ledger, origin, name, signer, seen }: WitnessAsk): WitnessAnswer | WitnessRefusal {
  const { store, tools, channels, root } = ledger;
  const { primitives } = tools;
  const stored = store.logs().find((it) => it.origin === origin);
  const tree = origin === root?.origin ? root.tree : channels.get(origin)?.tree;
  const key = noteKeyOf(primitives.sha256, stored?.key ?? "");
  if (stored?.checkpoint === undefined || tree === undefined || isFault(key)) return { kind: "fault", code: "witness-nothing", message: `${origin} has no checkpoint to witness.` };
  const opened = openCheckpoint(primitives, stored.checkpoint, [key]);
  if (isFault(opened)) return opened;
  const { checkpoint, note } = opened;
  const second = textOf(stored.checkpoint)!;
  const evidence: Evidence | undefined = seen?.note === undefined ? undefined : { origin, first: seen.note, second };
  if (seen !== undefined && seen.size > checkpoint.size) return { ...(evidence !== undefined && { evidence }), kind: "fault", code: "witness-back", message: `${origin} had ${seen.size} entries, and now says ${checkpoint.size}.` };
  if (seen !== undefined && seen.size > 0 && !verifyConsistency(primitives.sha256, { oldSize: seen.size, newSize: checkpoint.size, oldRoot: seen.root, newRoot: checkpoint.root, proof: tree.consistency(seen.size, checkpoint.size) })) return { ...(evidence !== undefined && { evidence }), kind: "fault", code: "witness-fork", message: `${origin} no longer begins with what it was at ${seen.size} entries. Keep both checkpoints: they prove it.` };
  const own = noteKeyFor(primitives.sha256, name, signer, COSIGNATURE);
  const others = note.signatures.filter((it) => it.name !== own.name || it.id !== own.id);
  const line = cosign(primitives.sha256, note.text, { name, signer, seconds: secondsOf(tools.now()) });
  return { kind: "signed", keep: { size: checkpoint.size, root: checkpoint.root, note: second }, note: checkpointBytes({ ...note, signatures: [...others, line] }) };
}

/** What a log asks of a witness afar, from the size that the witness has seen last. @throws RangeError where the log never had that size */
export function witnessRequestFor(ledger: OpenLedger, origin: string, oldSize: number): WitnessRequest | LedgerFault {
  const checkpoint = ledger.store.logs().find((it) => it.origin === origin)?.checkpoint;
  const tree = origin === ledger.root?.origin ? ledger.root.tree : ledger.channels.get(origin)?.tree;
  if (checkpoint === undefined || tree === undefined) return { kind: "fault", code: "witness-nothing", message: `${origin} has no checkpoint to witness.` };
  return { oldSize, proof: oldSize === 0 ? [] : tree.consistency(oldSize), checkpoint };
}

/** The checkpoint that was sent, with the lines of the answer by witnesses that the trust policy knows; lines of others are passed over. */
export function witnessedBy(ledger: OpenLedger, { origin, checkpoint, lines }: { readonly origin: string; readonly checkpoint: Uint8Array; readonly lines: string }): { readonly kind: "witnessed"; readonly note: Uint8Array; readonly names: readonly string[] } | LedgerFault {
  const { primitives } = ledger.tools;
  const policy = parsePolicy(primitives.sha256, policyFor(ledger, (it) => it === origin));
  if (isFault(policy)) return policy;
  const [sent, answered] = [parseNote(checkpoint), parseNote(concat(checkpoint, utf8(lines)))];
  if (isFault(sent)) return sent;
  if (isFault(answered)) return { ...answered, message: `What the witness answered is no line of a signature: ${answered.message}` };
  const added = answered.signatures.slice(sent.signatures.length);
  const known = added.filter((it) => witnessesOf(primitives, { text: sent.text, signatures: [it] }, policy.witnesses.map(({ key }) => key)).length > 0);
  if (known.length === 0) return { kind: "fault", code: "witness-not-known", message: "No line of the answer is by a witness of the trust policy, over what was sent." };
  const others = sent.signatures.filter((it) => !known.some((one) => one.name === it.name && one.id === it.id));
  return { kind: "witnessed", note: checkpointBytes({ ...sent, signatures: [...others, ...known] }), names: known.map((it) => it.name) };
}

/** Keeps checkpoints with more witnesses' lines in the place of the same without, all in one commit. Answers whether the logs still were as seen. */
export const putWitnessed = ({ store, channels, root }: OpenLedger, notes: ReadonlyMap<string, Uint8Array>): boolean =>
  store.commit([...notes].map(([origin, checkpoint]) => ({ origin, size: (origin === root?.origin ? root.tree : channels.get(origin)?.tree)?.size ?? 0, entries: [], checkpoint }))).kind === "committed";

/** Names, as in the policy, of the witnesses behind the latest checkpoint of a log. */
export function witnessNames(ledger: OpenLedger, origin: string): readonly string[] {
  const { primitives } = ledger.tools;
  const bytes = ledger.store.logs().find((it) => it.origin === origin)?.checkpoint;
  const policy = parsePolicy(primitives.sha256, policyFor(ledger, (it) => it === origin));
  if (bytes === undefined || isFault(policy)) return [];
  const opened = openCheckpoint(primitives, bytes, policy.logs.map((it) => it.key));
  return isFault(opened) ? [] : witnessesOf(primitives, opened.note, policy.witnesses.map((it) => it.key)).flatMap((it) => policy.witnesses.filter((one) => one.key === it.key).map((one) => one.name));
}

/** Names of the witnesses that the trust policy of a log knows, whether or not they have signed. */
export function knownWitnesses(ledger: OpenLedger, origin: string): readonly string[] {
  const policy = parsePolicy(ledger.tools.primitives.sha256, policyFor(ledger, (it) => it === origin));
  return isFault(policy) ? [] : policy.witnesses.map((it) => it.name);
}

/** Whether the trust policy counts what a witness signs, or what it knows in its place: the key under another name, the name with another key, no such witness. */
export type WitnessStanding = { readonly kind: "known" } | { readonly kind: "other-name"; readonly names: readonly string[] } | { readonly kind: "other-key" } | { readonly kind: "unknown"; readonly names: readonly string[] };

/** How a witness stands in the trust policy of a ledger. A name counts with its own key only, since the key's identifier is made of both. */
export function witnessStanding(ledger: OpenLedger, name: string, signer: Signer): WitnessStanding {
  const { primitives } = ledger.tools;
  const policy = parsePolicy(primitives.sha256, policyFor(ledger, () => true));
  const keys = isFault(policy) ? [] : policy.witnesses.map((it) => it.key);
  const own = noteKeyFor(primitives.sha256, name, signer, COSIGNATURE);
  const alike = keys.filter((it) => sameBytes(it.publicKey, own.publicKey)).map((it) => it.name);
  if (alike.includes(name)) return { kind: "known" };
  if (alike.length > 0) return { kind: "other-name", names: alike };
  return keys.some((it) => it.name === name) ? { kind: "other-key" } : { kind: "unknown", names: keys.map((it) => it.name) };
}
