import { concat, uint64, utf8 } from "./bytes.ts";
import { COSIGNATURE, type Note, type NoteKey, noteKeyFor, type NoteSignature } from "./note.ts";
import type { Primitives, Sha256, Signer } from "./primitives.ts";

/** What a witness signs: that at a time this was the largest consistent state of the log it had seen. */
const messageOf = (text: string, seconds: number): Uint8Array => utf8(`cosignature/v1\ntime ${seconds}\n${text}`);

/** Line of a witness under a checkpoint. `seconds`: since 1970. */
export function cosign(sha256: Sha256, text: string, { name, signer, seconds }: { readonly name: string; readonly signer: Signer; readonly seconds: number }): NoteSignature {
  return { name, id: noteKeyFor(sha256, name, signer, COSIGNATURE).id, signature: concat(uint64(seconds), signer.sign(messageOf(text, seconds))) };
}

/** A witness that stands behind a checkpoint, and since when. */
export interface Witnessed {
  readonly key: NoteKey;
  readonly seconds: number;
}

/** Known witnesses whose lines verify. Lines of unknown witnesses, and lines that do not verify, count for nothing. */
export function witnessesOf({ verifyEd25519 }: Primitives, { text, signatures }: Note, known: readonly NoteKey[]): readonly Witnessed[] {
  return signatures.flatMap((it): readonly Witnessed[] => {
    const key = known.find((candidate) => candidate.name === it.name && candidate.id === it.id && candidate.algorithm === COSIGNATURE);
    if (key === undefined || it.signature.length !== TIME_SIZE + SIGNATURE_SIZE) return [];
    const time = new DataView(it.signature.buffer, it.signature.byteOffset).getBigUint64(0);
    if (time > BigInt(Number.MAX_SAFE_INTEGER)) return [];
    const seconds = Number(time);
    return verifyEd25519(key.publicKey, messageOf(text, seconds), it.signature.slice(TIME_SIZE)) ? [{ key, seconds }] : [];
  });
}

const TIME_SIZE = 8;
const SIGNATURE_SIZE = 64;
