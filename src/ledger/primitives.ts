/** SHA-256. The platform's own, or a library's: the ledger does not care. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** What checking a ledger needs of cryptography. */
export interface Primitives {
  readonly sha256: Sha256;
  /** Whether an Ed25519 signature is right, by the rules of RFC 8032. False for a malformed key or signature, never an exception. */
  readonly verifyEd25519: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
}

/** Something that signs with Ed25519: a key in a file, a card, a module. It is asked for nothing else. */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}
