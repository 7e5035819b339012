import { base64, decimal, fromBase64, knownText, textOf, utf8 } from "./bytes.ts";
import { fault, type LedgerFault } from "./note.ts";

/** A proof that an entry is in a log, with the checkpoint it leads to: a file that anyone can check offline. */
export interface LogProof {
  /** Bytes that help to make the leaf; nothing vouches for them. */
  readonly extra?: Uint8Array;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The checkpoint, signatures and all, to the byte. */
  readonly checkpoint: Uint8Array;
}

const HEADER = "c2sp.org/tlog-proof@v1";
const PATH_MOST = 63;

/** Text of a proof. */
export function proofBytes({ extra, index, proof, checkpoint }: LogProof): Uint8Array {
  const head = [HEADER, ...(extra === undefined ? [] : [`extra ${base64(extra)}`]), `index ${index}`, ...proof.map(base64), "", ""].join("\n");
  return utf8(head + knownText(checkpoint));
}

/** Reads the text of a proof. Neither the path nor the checkpoint is checked here. */
export function parseProof(bytes: Uint8Array): LogProof | LedgerFault {
  const text = textOf(bytes);
  const cut = text?.indexOf("\n\n") ?? -1;
  if (text === undefined || cut < 0) return fault("proof-shape", "The proof is no UTF-8 text with an empty line before its checkpoint.");
  const [header, ...lines] = text.slice(0, cut).split("\n");
  if (header !== HEADER) return fault("proof-header", `The proof does not begin with ${HEADER}.`);
  let extra: Uint8Array | undefined;
  if (lines[0]?.startsWith("extra ") === true) {
    extra = fromBase64(lines.shift()!.slice("extra ".length));
    if (extra === undefined) return fault("proof-extra", "The extra data of the proof are no base 64.");
  }
  const indexLine = lines.shift() ?? "";
  const index = indexLine.startsWith("index ") ? decimal(indexLine.slice("index ".length)) : undefined;
  if (index === undefined) return fault("proof-index", "The proof has no line `index` with a whole number.");
  if (lines.length > PATH_MOST) return fault("proof-path", `The path has more than ${PATH_MOST} steps.`);
  const proof = lines.map(fromBase64);
  if (!proof.every((it): it is Uint8Array => it?.length === 32)) return fault("proof-path", "A step of the path is not 32 bytes in base 64.");
  return { ...(extra !== undefined && { extra }), index, proof, checkpoint: utf8(text.slice(cut + 2)) };
}
