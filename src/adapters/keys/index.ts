/** Cryptography of the platform behind the ledger's interfaces: hashing, Ed25519 keys. Absent here: what is signed, and by whom. */
export { enrolmentFault } from "./enrolment.ts";
export { type KeyFile, makeKeyFile, random, readKeyFile } from "./key-file.ts";
export { channelSigner, primitives, signerFromSeed } from "./node-crypto.ts";
