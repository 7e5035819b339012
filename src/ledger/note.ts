import { base64, concat, fromBase64, hasControl, textOf, utf8 } from "./bytes.ts";
import type { Primitives, Sha256, Signer } from "./primitives.ts";

/** Algorithm bytes of note signatures that Concord knows. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;

/** A key that signs notes, as its verifier knows it. */
export interface NoteKey {
  readonly name: string;
  /** Four bytes as a number: tells keys of one name apart, proves nothing. */
  readonly id: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
}

/** A signature line. */
export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Uint8Array;
}

/** A note as it stands: the text that was signed, and lines of which nothing is known yet. */
export interface Note {
  /** Ends with a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Why bytes are no note, key or checkpoint, with what it should be. */
export interface LedgerFault {
  readonly kind: "fault";
  readonly code: string;
  readonly message: string;
}

export const fault = (code: string, message: string): LedgerFault => ({ kind: "fault", code, message });
export const isFault = (it: object): it is LedgerFault => "kind" in it && it.kind === "fault";

// A verifier has to take sixteen; post-quantum signatures come to 5 kB each.
const SIGNATURES_MOST = 100;
const NOTE_BYTES_MOST = 1_000_000;
const UNICODE_SPACE = /[\s\u0085\u200b\ufeff]/u;

/** First four bytes of the hash of a key's name, algorithm and material. */
export function keyId(sha256: Sha256, name: string, algorithm: number, publicKey: Uint8Array): number {
  const hash = sha256(concat(utf8(`${name}\n`), Uint8Array.of(algorithm), publicKey));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
}

export const isKeyName = (name: string): boolean => name !== "" && !name.includes("+") && !UNICODE_SPACE.test(name);

/** A verifier key of text `name+id+material`. */
export function noteKeyOf(sha256: Sha256, text: string): NoteKey | LedgerFault {
  const parts = /^(.*?)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text);
  const name = parts?.[1] ?? "";
  const bytes = fromBase64(parts?.[3] ?? "");
  if (parts === null || !isKeyName(name) || bytes === undefined || bytes.length < 2) return fault("key-shape", `"${text.slice(0, 80)}" is no verifier key: write name+id+material, the id in eight hex digits.`);
  const algorithm = bytes[0]!;
  const publicKey = bytes.slice(1);
  const id = Number.parseInt(parts[2]!, 16);
  if ((algorithm === ED25519 || algorithm === COSIGNATURE) && publicKey.length !== 32) return fault("key-size", `The key of ${name} has ${publicKey.length} bytes; Ed25519 keys have 32.`);
  if (id !== keyId(sha256, name, algorithm, publicKey)) return fault("key-id", `The id of the key of ${name} is not that of its material.`);
  return { name, id, algorithm, publicKey };
}

/** Text of a verifier key. @example noteKeyText(key) // → "example.com/foo+530d903a+AekyeRrm…" */
export const noteKeyText = ({ name, id, algorithm, publicKey }: NoteKey): string => `${name}+${id.toString(16).padStart(8, "0")}+${base64(concat(Uint8Array.of(algorithm), publicKey))}`;

/** The verifier key of a signer. */
export const noteKeyFor = (sha256: Sha256, name: string, { publicKey }: Pick<Signer, "publicKey">, algorithm = ED25519): NoteKey => ({ name, id: keyId(sha256, name, algorithm, publicKey), algorithm, publicKey });

/** Reads a signed note. Nothing in it may be used before `verifyNote` has passed it. */
export function parseNote(bytes: Uint8Array): Note | LedgerFault {
  if (bytes.length > NOTE_BYTES_MOST) return fault("note-size", `The note is larger than ${NOTE_BYTES_MOST} bytes.`);
  const whole = textOf(bytes);
  if (whole === undefined) return fault("note-utf8", "The note is no UTF-8 text.");
  if (hasControl(whole, "\n\u007f")) return fault("note-control", "The note has a control character; only line feeds are allowed.");
  const cut = whole.lastIndexOf("\n\n");
  if (cut < 0 || !whole.endsWith("\n")) return fault("note-shape", "The note has no empty line before its signatures, or does not end with a line feed.");
  const lines = whole.slice(cut + 2, -1).split("\n");
  if (cut + 2 >= whole.length) return fault("note-unsigned", "The note has no signature.");
  if (lines.length > SIGNATURES_MOST) return fault("note-signatures", `The note has more than ${SIGNATURES_MOST} signatures.`);
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const parts = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line);
    const signature = fromBase64(parts?.[2] ?? "");
    if (parts === null || !isKeyName(parts[1]!) || signature === undefined || signature.length < 5) return fault("note-line", `"${line.slice(0, 80)}" is no signature line.`);
    signatures.push({ name: parts[1]!, id: new DataView(signature.buffer).getUint32(0), signature: signature.slice(4) });
  }
  return { text: whole.slice(0, cut + 1), signatures };
}

/** Bytes of a note. */
export const noteBytes = ({ text, signatures }: Note): Uint8Array => utf8(`${text}\n${signatures.map((it) => `\u2014 ${it.name} ${base64(concat(idBytes(it.id), it.signature))}\n`).join("")}`);

function idBytes(id: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, id);
  return bytes;
}

/** A signature line of plain Ed25519. */
export const signNote = (sha256: Sha256, text: string, name: string, signer: Signer): NoteSignature => ({ name, id: noteKeyFor(sha256, name, signer).id, signature: signer.sign(utf8(text)) });

/**
 * Checks a note against trusted keys: a line of an unknown key is passed over, one of a known key that does not verify
 * condemns the note, and at least one has to verify. Answers the keys that stand behind it.
 */
export function verifyNote({ verifyEd25519 }: Primitives, { text, signatures }: Note, trusted: readonly NoteKey[]): readonly NoteKey[] | LedgerFault {
  const behind: NoteKey[] = [];
  for (const it of signatures) {
    const key = trusted.find((known) => known.name === it.name && known.id === it.id && known.algorithm === ED25519);
    if (key === undefined) continue;
    if (!verifyEd25519(key.publicKey, utf8(text), it.signature)) return fault("note-signature", `The signature of ${key.name} is not of this text.`);
    if (!behind.includes(key)) behind.push(key);
  }
  return behind.length === 0 ? fault("note-untrusted", "No trusted key has signed the note.") : behind;
}
