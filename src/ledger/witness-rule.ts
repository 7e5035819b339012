import { type Checkpoint, checkpointOf, openCheckpoint } from "./checkpoint.ts";
import { cosign } from "./cosignature.ts";
import { fault, isFault, type LedgerFault, type NoteKey, type NoteSignature, parseNote } from "./note.ts";
import type { Primitives, Signer } from "./primitives.ts";
import { sameBytes } from "./bytes.ts";
import { verifyConsistency } from "./tree.ts";
import type { WitnessRequest } from "./witness-request.ts";

export interface WitnessRule {
  readonly request: WitnessRequest;
  /** Keys of the logs that this witness looks at. */
  readonly keys: readonly NoteKey[];
  /** What the witness has kept of a log. Absent: it sees it for the first time. */
  readonly seenOf: (origin: string) => Pick<Checkpoint, "size" | "root"> | undefined;
  readonly name: string;
  readonly signer: Signer;
  /** Now, since 1970. */
  readonly seconds: number;
}

/** `signed`: `keep` has to be on the disk before `line` leaves. `conflict`: the log has to ask again from this size. */
export type WitnessVerdict = { readonly kind: "signed"; readonly origin: string; readonly keep: Pick<Checkpoint, "size" | "root">; readonly line: NoteSignature } | { readonly kind: "conflict"; readonly origin: string; readonly size: number } | LedgerFault;

/**
 * What a witness answers from afar, knowing nothing of a log but what it has kept: it signs only what provably goes on from
 * there. A log that cannot prove it is refused, and its checkpoint is evidence.
 */
export function witnessVerdict(primitives: Primitives, { request, keys, seenOf, name, signer, seconds }: WitnessRule): WitnessVerdict {
  const parsed = parseNote(request.checkpoint);
  if (isFault(parsed)) return parsed;
  const said = checkpointOf(parsed.text);
  if (isFault(said)) return said;
  // A key speaks for its own log only: another log's would let that one show histories of this.
  const own = keys.filter((it) => it.name === said.origin);
  if (own.length === 0) return fault("witness-unknown", `${said.origin} is no log that this witness looks at.`);
  const opened = openCheckpoint(primitives, request.checkpoint, own);
  if (isFault(opened)) return opened;
  const { checkpoint, note } = opened;
  const { origin, size, root } = checkpoint;
  const seen = seenOf(origin);
  if (request.oldSize > size) return fault("witness-back", `The log asks from ${request.oldSize} entries to ${size}.`);
  if (request.oldSize !== (seen?.size ?? 0)) return { kind: "conflict", origin, size: seen?.size ?? 0 };
  if (size === 0 && !sameBytes(root, primitives.sha256(new Uint8Array(0)))) return fault("witness-root", `${origin} says that it is empty, with another root than that of nothing.`);
  if (request.oldSize === 0 && request.proof.length > 0) return fault("witness-fork", "From no entries to any there is nothing to prove, and the proof is not empty.");
  if (seen !== undefined && seen.size > 0 && !verifyConsistency(primitives.sha256, { oldSize: seen.size, newSize: size, oldRoot: seen.root, newRoot: root, proof: request.proof })) return fault("witness-fork", `${origin} does not prove that it begins with what it was at ${seen.size} entries. Keep both checkpoints.`);
  return { kind: "signed", origin, keep: { size, root }, line: cosign(primitives.sha256, note.text, { name, signer, seconds }) };
}
