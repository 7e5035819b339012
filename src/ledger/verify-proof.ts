import type { Checkpoint } from "./checkpoint.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { type Witnessed, witnessesOf } from "./cosignature.ts";
import { fault, isFault, type LedgerFault } from "./note.ts";
import type { TrustPolicy } from "./policy.ts";
import type { Primitives } from "./primitives.ts";
import { parseProof } from "./proof.ts";
import { verifyInclusion } from "./tree.ts";

/** What a proof establishes: the entry is in this log, and these witnesses stand behind its state. */
export interface ProvedEntry {
  readonly index: number;
  readonly checkpoint: Checkpoint;
  /** Names as in the policy. */
  readonly witnesses: readonly { readonly name: string; readonly seconds: number }[];
}

/** A checkpoint of a log the policy knows, signed by it under its own name and witnessed by a quorum. */
export function trustedCheckpoint(primitives: Primitives, bytes: Uint8Array, policy: TrustPolicy): (Omit<ProvedEntry, "index">) | LedgerFault {
  const opened = openCheckpoint(primitives, bytes, policy.logs.map((it) => it.key));
  if (isFault(opened)) return opened;
  const { checkpoint, note } = opened;
  const isOwn = note.signatures.some((it) => it.name === checkpoint.origin && policy.logs.some(({ key }) => key.name === it.name && key.id === it.id));
  if (!isOwn) return fault("proof-origin", `The checkpoint of ${checkpoint.origin} is signed by a known log, but not by this one.`);
  const behind = witnessesOf(primitives, note, policy.witnesses.map((it) => it.key));
  const witnesses = behind.flatMap(({ key, seconds }: Witnessed) => policy.witnesses.filter((it) => it.key === key).map(({ name }) => ({ name, seconds })));
  if (!policy.isQuorum(new Set(witnesses.map((it) => it.name)))) return fault("proof-quorum", `The quorum ${policy.quorum} has not witnessed this state of the log; ${witnesses.length === 0 ? "no known witness has" : `only ${witnesses.map((it) => it.name).join(", ")}`}.`);
  return { checkpoint, witnesses };
}

/** Checks a proof of a leaf under a trust policy: signature of the log, quorum of witnesses, path from leaf to root. */
export function verifyProof(primitives: Primitives, { proof, leaf, policy }: { readonly proof: Uint8Array; readonly leaf: Uint8Array; readonly policy: TrustPolicy }): ProvedEntry | LedgerFault {
  const parsed = parseProof(proof);
  if (isFault(parsed)) return parsed;
  const trusted = trustedCheckpoint(primitives, parsed.checkpoint, policy);
  if (isFault(trusted)) return trusted;
  const { size, root } = trusted.checkpoint;
  if (!verifyInclusion(primitives.sha256, { index: parsed.index, size, leaf, root, proof: parsed.proof })) return fault("proof-inclusion", `The entry is not number ${parsed.index} of the log at size ${size}.`);
  return { index: parsed.index, ...trusted };
}
