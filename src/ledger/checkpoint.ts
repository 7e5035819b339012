import { base64, decimal, fromBase64 } from "./bytes.ts";
import { fault, isFault, type LedgerFault, type Note, type NoteKey, noteBytes, parseNote, signNote, verifyNote } from "./note.ts";
import type { Primitives, Sha256, Signer } from "./primitives.ts";

/** What a log says of itself at one size. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Further lines. Signed, but nobody checks them. */
  readonly extensions: readonly string[];
}

/** Text of a checkpoint, as it is signed. */
export const checkpointText = ({ origin, size, root, extensions }: Checkpoint): string => `${[origin, String(size), base64(root), ...extensions].join("\n")}\n`;

/** Reads the text of a checkpoint. */
export function checkpointOf(text: string): Checkpoint | LedgerFault {
  if (!text.endsWith("\n")) return fault("checkpoint-shape", "The checkpoint does not end with a line feed.");
  const [origin = "", sizeText = "", rootText = "", ...extensions] = text.slice(0, -1).split("\n");
  const size = decimal(sizeText);
  const root = fromBase64(rootText);
  if (origin === "") return fault("checkpoint-origin", "The checkpoint names no log.");
  if (size === undefined) return fault("checkpoint-size", `"${sizeText.slice(0, 40)}" is no size of a log.`);
  if (root?.length !== 32) return fault("checkpoint-root", "The root of the checkpoint is not 32 bytes in base 64.");
  if (extensions.includes("")) return fault("checkpoint-extension", "The checkpoint has an empty line.");
  return { origin, size, root, extensions };
}

/** A checkpoint signed by its log. */
export function signCheckpoint(sha256: Sha256, checkpoint: Checkpoint, signer: Signer): Note {
  const text = checkpointText(checkpoint);
  return { text, signatures: [signNote(sha256, text, checkpoint.origin, signer)] };
}

/** A checkpoint that a trusted key of its log has signed. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

/** Verifies, then reads. The log's key has to be one of those given for its origin. */
export function openCheckpoint(primitives: Primitives, bytes: Uint8Array, keys: readonly NoteKey[]): OpenedCheckpoint | LedgerFault {
  const note = parseNote(bytes);
  if (isFault(note)) return note;
  const behind = verifyNote(primitives, note, keys);
  if (isFault(behind)) return behind;
  const checkpoint = checkpointOf(note.text);
  return isFault(checkpoint) ? checkpoint : { checkpoint, note };
}

export { noteBytes as checkpointBytes };
