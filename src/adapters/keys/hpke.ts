import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, type KeyObject, randomBytes } from "node:crypto";

/*
 * RFC 9180 in base mode for one message, with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305. Every message has a key of
 * its own, so the nonce is the first.
 */

// What stands before the 32 bytes of an X25519 key in its DER form (RFC 8410).
const PUBLIC_HEAD = Buffer.from("302a300506032b656e032100", "hex");
const PRIVATE_HEAD = Buffer.from("302e020100300506032b656e04220420", "hex");
/** Size of a key, and of what stands before a sealed message. Unit: bytes. */
export const HPKE_KEY_SIZE = 32;
const NONCE_SIZE = 12;
const TAG_SIZE = 16;
const KEM_SUITE = Buffer.from("KEM\u0000\u0020", "latin1");
const HPKE_SUITE = Buffer.from("HPKE\u0000\u0020\u0000\u0001\u0000\u0003", "latin1");
const BASE_MODE = 0;
const NONE = Buffer.alloc(0);

const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const extract = (suite: Buffer, { salt, label, key }: { readonly salt: Uint8Array; readonly label: string; readonly key: Uint8Array }): Buffer => hmac(salt, Buffer.from("HPKE-v1"), suite, Buffer.from(label), key);
/** Up to as many bytes as one block of the hash: no key here is longer. */
const expand = (suite: Buffer, { secret, label, info, size }: { readonly secret: Buffer; readonly label: string; readonly info: Uint8Array; readonly size: number }): Buffer =>
  hmac(secret, Buffer.from([size >> 8, size & 0xff]), Buffer.from("HPKE-v1"), suite, Buffer.from(label), info, Buffer.from([1])).subarray(0, size);

const secretKeyOf = (bytes: Uint8Array): KeyObject => createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, mustBeKey(bytes)]), format: "der", type: "pkcs8" });
const publicKeyOf = (bytes: Uint8Array): KeyObject => createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, mustBeKey(bytes)]), format: "der", type: "spki" });
const bytesOf = (key: KeyObject): Buffer => key.export({ format: "der", type: "spki" }).subarray(PUBLIC_HEAD.length);
function mustBeKey(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== HPKE_KEY_SIZE) throw new RangeError(`an X25519 key has ${HPKE_KEY_SIZE} bytes, not ${bytes.length}`);
  return bytes;
}

/** The public half of an X25519 key of 32 secret bytes. @throws RangeError for another length. */
export const hpkePublicKey = (secret: Uint8Array): Uint8Array => new Uint8Array(bytesOf(createPublicKey(secretKeyOf(secret))));

interface Bound {
  /** What the message is for: a message for one thing does not open as one for another. */
  readonly info: Uint8Array;
  /** What the message belongs to, and is not secret. */
  readonly about: Uint8Array;
}

/** Key and nonce of a message, from what both sides compute. */
function keyOf(shared: Buffer, { enc, to, info }: { readonly enc: Uint8Array; readonly to: Uint8Array; readonly info: Uint8Array }): { readonly key: Buffer; readonly nonce: Buffer } {
  const secret = expand(KEM_SUITE, { secret: extract(KEM_SUITE, { salt: NONE, label: "eae_prk", key: shared }), label: "shared_secret", info: Buffer.concat([enc, to]), size: 32 });
  const context = Buffer.concat([Buffer.from([BASE_MODE]), extract(HPKE_SUITE, { salt: NONE, label: "psk_id_hash", key: NONE }), extract(HPKE_SUITE, { salt: NONE, label: "info_hash", key: info })]);
  const schedule = extract(HPKE_SUITE, { salt: secret, label: "secret", key: NONE });
  return { key: expand(HPKE_SUITE, { secret: schedule, label: "key", info: context, size: 32 }), nonce: expand(HPKE_SUITE, { secret: schedule, label: "base_nonce", info: context, size: NONCE_SIZE }) };
}

/**
 * Seals bytes to a public key: what stands before the message, the message, its tag. `once`: the secret of this one message, for tests
 * against vectors alone.
 * @throws Error where the key is none that a secret can be agreed with
 * @example hpkeOpen(secret, { info, about }, hpkeSeal(hpkePublicKey(secret), { info, about }, bytes)) // → bytes
 */
export function hpkeSeal(to: Uint8Array, { info, about }: Bound, bytes: Uint8Array, once: Uint8Array = randomBytes(HPKE_KEY_SIZE)): Uint8Array {
  const enc = hpkePublicKey(once);
  const { key, nonce } = keyOf(diffieHellman({ privateKey: secretKeyOf(once), publicKey: publicKeyOf(to) }), { enc, to, info });
  const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: TAG_SIZE });
  cipher.setAAD(about, { plaintextLength: bytes.length });
  return new Uint8Array(Buffer.concat([enc, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
}

/** Opens what was sealed to a key. Absent: it was not sealed to it, for this, about this, or it was changed. */
export function hpkeOpen(secret: Uint8Array, { info, about }: Bound, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < HPKE_KEY_SIZE + TAG_SIZE) return undefined;
  const enc = sealed.subarray(0, HPKE_KEY_SIZE);
  try {
    const { key, nonce } = keyOf(diffieHellman({ privateKey: secretKeyOf(secret), publicKey: publicKeyOf(enc) }), { enc, to: hpkePublicKey(secret), info });
    const decipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: TAG_SIZE });
    decipher.setAAD(about, { plaintextLength: sealed.length - HPKE_KEY_SIZE - TAG_SIZE });
    decipher.setAuthTag(sealed.subarray(-TAG_SIZE));
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(HPKE_KEY_SIZE, -TAG_SIZE)), decipher.final()]));
  } catch {
    // A tag that does not fit, or a point with which no secret is agreed.
    return undefined;
  }
}
