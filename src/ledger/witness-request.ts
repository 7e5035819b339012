import { base64, concat, decimal, fromBase64, textOf, utf8 } from "./bytes.ts";
import { fault, type LedgerFault } from "./note.ts";

/** What a log asks of a witness, as `add-checkpoint` of C2SP tlog-witness has it. */
export interface WitnessRequest {
  /** Size that the log believes the witness to have seen last; 0 for none. */
  readonly oldSize: number;
  /** From the old size to the checkpoint's. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
}

const PROOF_MOST = 63;
const HASH_SIZE = 32;

/** Body of a request: the old size, the hashes of the proof, an empty line, the checkpoint. */
export const witnessRequestBytes = ({ oldSize, proof, checkpoint }: WitnessRequest): Uint8Array => concat(utf8(`${[`old ${oldSize}`, ...proof.map(base64)].join("\n")}\n\n`), checkpoint);

/** Reads the body of a request. Nothing of the checkpoint is read here. @example witnessRequestOf(utf8("old 07\n\n…")) // → fault "request-size" */
export function witnessRequestOf(bytes: Uint8Array): WitnessRequest | LedgerFault {
  const text = textOf(bytes);
  if (text === undefined) return fault("request-utf8", "The request is no UTF-8 text.");
  const cut = text.indexOf("\n\n");
  if (cut < 0) return fault("request-shape", "The request has no empty line before the checkpoint.");
  const [first = "", ...lines] = text.slice(0, cut).split("\n");
  const oldSize = first.startsWith("old ") ? decimal(first.slice(4)) : undefined;
  if (oldSize === undefined) return fault("request-size", `"${first.slice(0, 40)}" is no old size: write "old", a space, and a decimal number.`);
  if (lines.length > PROOF_MOST) return fault("request-proof", `The proof has ${lines.length} lines; ${PROOF_MOST} are the most.`);
  const proof = lines.map((it) => fromBase64(it));
  const wrong = proof.findIndex((it) => it?.length !== HASH_SIZE);
  if (wrong >= 0) return fault("request-proof", `Line ${wrong + 2} is no hash of ${HASH_SIZE} bytes in base 64.`);
  return { oldSize, proof: proof.filter((it) => it !== undefined), checkpoint: utf8(text.slice(cut + 2)) };
}
