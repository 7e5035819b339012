import type { Checkpoint } from "./checkpoint.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { cosign } from "./cosignature.ts";
import { fault, isFault, type LedgerFault, type NoteKey, type NoteSignature } from "./note.ts";
import type { Primitives, Signer } from "./primitives.ts";
import { verifyConsistency } from "./tree.ts";

/** What a log asks of a witness, as `add-checkpoint` of C2SP tlog-witness has it. */
export interface WitnessRequest {
  /** Size that the log believes the witness to have seen last; 0 for none. */
  readonly oldSize: number;
  /** From the old size to the checkpoint's. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
}

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
  const opened = openCheckpoint(primitives, request.checkpoint, keys);
  if (isFault(opened)) return opened;
  const { checkpoint, note } = opened;
  const { origin, size, root } = checkpoint;
  const seen = seenOf(origin);
  if (request.oldSize > size) return fault("witness-back", `The log asks from ${request.oldSize} entries to ${size}.`);
  if (request.oldSize !== (seen?.size ?? 0)) return { kind: "conflict", origin, size: seen?.size ?? 0 };
  if (seen !== undefined && seen.size > 0 && !verifyConsistency(primitives.sha256, { oldSize: seen.size, newSize: size, oldRoot: seen.root, newRoot: root, proof: request.proof })) return fault("witness-fork", `${origin} does not prove that it begins with what it was at ${seen.size} entries. Keep both checkpoints.`);
  return { kind: "signed", origin, keep: { size, root }, line: cosign(primitives.sha256, note.text, { name, signer, seconds }) };
}
