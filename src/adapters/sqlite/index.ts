/** A ledger in one SQLite file. Absent here: what entries mean. */
export { copyLedgerFile } from "./copy-file.ts";
export { ledgerFileFault, sqliteLedger } from "./ledger-store.ts";
export { StoreFault } from "./store-fault.ts";
export { VERIFIED_FOLDER, type VerifiedStore, verifiedStore } from "./verified-store.ts";
