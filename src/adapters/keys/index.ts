/** Cryptography of the platform behind the interfaces of ledger and exchange: hashing, Ed25519 keys, certificates of bindings, sealed bids. Absent here: what is signed, and by whom. */
export { bindingCrypto, bindingSigner, certificatesIn } from "./binding-crypto.ts";
export { enrolmentFault } from "./enrolment.ts";
export { type KeyFile, makeKeyFile, random, readKeyFile } from "./key-file.ts";
export { hpkePublicKey } from "./hpke.ts";
export { BID_MOST, openBid, OPENERS, readSealedBid, sealBid, type SealedBid, type SealedBidFault } from "./sealed-bid.ts";
export { channelSigner, hkdf256, primitives, signerFromSeed } from "./node-crypto.ts";
