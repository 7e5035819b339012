import { ed25519 } from "@noble/curves/ed25519.js";

/**
 * Why an Ed25519 key may not be enrolled; `undefined` for a sound one. Platforms accept keys under which anything verifies: the
 * eight points of small order, and keys written in more than one way. Such a key is refused before it can sign.
 */
export function enrolmentFault(key: Uint8Array): string | undefined {
  if (key.length !== 32) return `An Ed25519 key has 32 bytes, not ${key.length}.`;
  try {
    // Strict: refuses a y of the field's size or more, and x = 0 with its sign set.
    const point = ed25519.Point.fromBytes(key, false);
    if (point.isSmallOrder()) return "The key is a point of small order: anything would verify under it.";
    return point.isTorsionFree() ? undefined : "The key is not in the group of prime order.";
  } catch {
    return "The bytes are no canonical point of the curve.";
  }
}
