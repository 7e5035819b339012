import type { NoteSignature, WitnessRequest } from "#ledger";
import type { Chance } from "../chance.ts";

/** What nodes send each other. */
export type Message =
  | { readonly kind: "witness-ask"; readonly request: WitnessRequest }
  | { readonly kind: "witness-line"; readonly origin: string; readonly text: string; readonly line: NoteSignature }
  | { readonly kind: "witness-conflict"; readonly origin: string; readonly size: number }
  /** The log does not go on from what the witness has seen: it need not ask again for this state. */
  | { readonly kind: "witness-refusal"; readonly checkpoint: Uint8Array }
  /** `have`: sizes of what the asker holds already. */
  | { readonly kind: "pull"; readonly have: ReadonlyMap<string, number> }
  | { readonly kind: "export"; readonly bytes: Uint8Array }
  /** A checkpoint of a third party, as the sender was shown it. */
  | { readonly kind: "gossip"; readonly party: string; readonly note: Uint8Array };

const flipped = (bytes: Uint8Array, chance: Chance): Uint8Array => {
  const damaged = bytes.slice();
  if (damaged.length > 0) damaged[chance.below(damaged.length)]! ^= 1 << chance.below(8);
  return damaged;
};

/** The message with one bit of its bytes turned. */
export function damaged(message: Message, chance: Chance): Message {
  switch (message.kind) {
    case "witness-ask":
      return { ...message, request: { ...message.request, checkpoint: flipped(message.request.checkpoint, chance) } };
    case "witness-line":
      return { ...message, line: { ...message.line, signature: flipped(message.line.signature, chance) } };
    case "export":
      return { ...message, bytes: flipped(message.bytes, chance) };
    case "gossip":
      return { ...message, note: flipped(message.note, chance) };
    case "witness-conflict":
    case "witness-refusal":
    case "pull":
      return message;
  }
}
