/** Cryptography of the platform behind the interfaces of ledger and exchange: hashing, Ed25519 keys, certificates of bindings. Absent here: what is signed, and by whom. */
export { bindingCrypto, bindingSigner, certificatesIn } from "./binding-crypto.ts";
export { enrolmentFault } from "./enrolment.ts";
export { type KeyFile, makeKeyFile, random, readKeyFile } from "./key-file.ts";
export { channelSigner, hkdf256, primitives, signerFromSeed } from "./node-crypto.ts";
