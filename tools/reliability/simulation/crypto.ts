import { primitives as real } from "#adapters/keys";
import { concat, type Primitives, sameBytes, type Signer, utf8 } from "#ledger";

const { sha256 } = real;

const signatureOf = (publicKey: Uint8Array, message: Uint8Array): Uint8Array => {
  const first = sha256(concat(publicKey, message));
  return concat(first, sha256(first));
};

/**
 * Cryptography of a simulation: real hashes, and signatures that anyone could make, since nobody in it forges. They are a
 * hundred times quicker than Ed25519, which has tests of its own.
 */
export const simulated: Primitives = { sha256, verifyEd25519: (key, message, signature) => sameBytes(signature, signatureOf(key, message)) };

/** The signer of a name. */
export function signerOf(name: string): Signer {
  const publicKey = sha256(utf8(`key of ${name}`));
  return { publicKey, sign: (message) => signatureOf(publicKey, message) };
}
