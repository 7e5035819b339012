/** The ledger through the functions of the command line. */
import { ledgerInit } from "../../src/cli/ledger/init.ts";
import { ledgerWitness } from "../../src/cli/ledger/witness.ts";

/** A door that says nothing. */
export const quiet = { width: 100, print: () => undefined, say: () => undefined, progress: () => undefined, progressDone: () => undefined };

/** Makes a ledger in an empty folder, as `concord ledger init` does. */
export const initLedger = (folder: string): void => void ledgerInit(folder, { party: "XAA", officers: 1, witness: [], label: "PUBLIC" }, quiet);

/** A witness with its memory in a file looks at a ledger and signs, as `concord ledger witness` does. */
export const witnessOn = (folder: string, key: string, memory: string): void => void ledgerWitness(folder, { key, name: "w", log: [], state: memory }, quiet);
