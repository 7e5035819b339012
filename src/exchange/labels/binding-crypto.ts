/** Digests that a binding may use, with the names that XML signatures have for them. SHA-1 and MD5 are not among them. */
export const DIGESTS = { "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384", "http://www.w3.org/2001/04/xmlenc#sha512": "sha512", "http://www.w3.org/2001/04/xmlenc#sha256": "sha256" } as const;
/** Signatures that a binding may use. */
export const SIGNATURES = { "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256": "ecdsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256": "rsa-sha256" } as const;
/** What is written. */
export const SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";

export type DigestName = (typeof DIGESTS)[keyof typeof DIGESTS];
export type SignatureName = (typeof SIGNATURES)[keyof typeof SIGNATURES];

/** What a certificate says. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Times as ISO 8601 writes them. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly fingerprint: string;
}

/** What checking a binding needs of cryptography. Texts are meant in UTF-8; digests, signatures and certificates are base64. */
export interface BindingCrypto {
  readonly digest: (name: DigestName, data: Uint8Array | string) => string;
  /** Facts of a certificate. Absent: it is none, its key is too weak, or it says it signed itself and did not. */
  readonly certificate: (certificate: string) => CertificateFacts | undefined;
  /** Whether the key of a certificate made a signature. False for whatever is malformed, never an exception. */
  readonly verify: (ask: { readonly certificate: string; readonly algorithm: SignatureName; readonly message: string; readonly signature: string }) => boolean;
  /** Whether a certificate is one of those trusted, or issued by one of them. */
  readonly isTrusted: (certificate: string, trusted: readonly string[]) => boolean;
}

/** Something that signs, with ECDSA on P-256 or with RSA: a key in a file, a card, a module. */
export interface BindingSigner {
  readonly certificate: string;
  readonly algorithm: SignatureName;
  /** Signature over a text in UTF-8, base64; of ECDSA the two numbers one after the other. */
  readonly sign: (message: string) => string;
}
