import { createPrivateKey, createPublicKey, hash, hkdfSync, type KeyObject, sign, verify } from "node:crypto";
import type { Primitives, Signer } from "#ledger";

// What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410).
const PUBLIC_HEAD = Buffer.from("302a300506032b6570032100", "hex");
const PRIVATE_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const KEY_SIZE = 32;
const SIGNATURE_SIZE = 64;

/** SHA-256 and Ed25519 verification by Node. */
export const primitives: Primitives = {
  sha256: (bytes) => new Uint8Array(hash("sha256", bytes, "buffer")),
  verifyEd25519: (key, message, signature) => {
    if (key.length !== KEY_SIZE || signature.length !== SIGNATURE_SIZE) return false;
    try {
      return verify(undefined, message, publicKeyOf(key), signature);
    } catch {
      // Bytes that are no point of the curve are no key, and nothing verifies under them.
      return false;
    }
  },
};

// Reading a key takes a third as long as a verification, and thousands of records in a row are signed with a few keys.
const KEYS_KEPT = 64;
const kept = new Map<string, KeyObject>();

function publicKeyOf(key: Uint8Array): KeyObject {
  const name = Buffer.from(key).toString("latin1");
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, key]), format: "der", type: "spki" });
  if (kept.size >= KEYS_KEPT) kept.clear();
  kept.set(name, made);
  return made;
}

/** A signer from the 32 secret bytes of an Ed25519 key. @throws RangeError for another length. */
export function signerFromSeed(seed: Uint8Array): Signer {
  if (seed.length !== KEY_SIZE) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, seed]), format: "der", type: "pkcs8" });
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(PUBLIC_HEAD.length));
  return { publicKey, sign: (message) => new Uint8Array(sign(undefined, message, key)) };
}

// As many blocks of the hash as HKDF can make (RFC 5869 section 2.3).
const HKDF_BLOCKS_MOST = 255;

/** A key derived from another by HKDF with SHA-256 (RFC 5869). @throws RangeError for more bytes than it can make. */
export function hkdf256(secret: Uint8Array, { salt, info, size }: { readonly salt: Uint8Array; readonly info: Uint8Array; readonly size: number }): Uint8Array {
  if (!Number.isSafeInteger(size) || size < 0 || size > HKDF_BLOCKS_MOST * KEY_SIZE) throw new RangeError(`HKDF with SHA-256 makes up to ${HKDF_BLOCKS_MOST * KEY_SIZE} bytes, not ${size}`);
  return new Uint8Array(hkdfSync("sha256", secret, salt, info, size));
}

/**
 * The signer of one log of a node: a key derived from the node's seed and the log's origin, so that two logs of one node share no key
 * and nobody can tell from their keys that they belong together.
 */
export const channelSigner = (seed: Uint8Array, origin: string): Signer => signerFromSeed(hkdf256(seed, { salt: new Uint8Array(0), info: new TextEncoder().encode(`concord-log-key-v1\n${origin}`), size: KEY_SIZE }));
