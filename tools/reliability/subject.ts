/** The ledger as the checks of reliability see it: opened, gone on with and checked by the code that users run. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { readKeyFile } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, auditLog, type Draft, makeCheckpoint, openLog, type OpenLog } from "#app";
import { isFault, type LedgerStore } from "#ledger";
import { LEDGER_FILE, ledgerInit, ledgerWitness, tools } from "../../src/cli/ledger.ts";

/** A door that says nothing. */
export const quiet = { width: 100, print: () => undefined, say: () => undefined, progress: () => undefined, progressDone: () => undefined };

/** All that a store holds: entries in order, and a digest over everything in it. Equal digests, equal content. */
export interface Content {
  readonly digest: string;
  readonly size: number;
}

export function contentOf(store: LedgerStore): Content {
  const size = store.size();
  return { digest: createHash("sha256").update(JSON.stringify([store.settings(), store.checkpoint(), store.read(0, size)])).digest("hex"), size };
}

export const openStore = (folder: string): LedgerStore => sqliteLedger(join(folder, LEDGER_FILE));

/** Makes a ledger in an empty folder, as `concord ledger init` does. */
export function initLedger(folder: string): void {
  ledgerInit(folder, { party: "XAA", officers: 1, witness: [], label: "PUBLIC" }, quiet);
}

/** Opens a ledger for writing, every record of it checked. @throws Error where it does not hold. */
export function openLedger(folder: string): OpenLog {
  const log = openLog(openStore(folder), tools);
  if (!isFault(log)) return log;
  throw new Error(log.message);
}

export const officersIn = (folder: string): Parameters<typeof appendDrafts>[2] => new Map([["XAA/officer-1", readKeyFile(join(folder, "keys", "officer-1.key"))]]);

/** Appends in one commit. @throws Error where the ledger does not take it. */
export function appendTo(log: OpenLog, drafts: readonly Draft[], officers: Parameters<typeof appendDrafts>[2]): void {
  const answer = appendDrafts(log, drafts, officers);
  if (answer.kind !== "appended") throw new Error(answer.kind === "refused" ? answer.fault.message : answer.kind);
}

export const checkpointOn = (log: OpenLog, folder: string): void => void makeCheckpoint(log, readKeyFile(join(folder, "keys", "log.key")));

/** A witness with its memory in a file looks at a ledger and signs, as `concord ledger witness` does. */
export const witnessOn = (folder: string, key: string, memory: string): void => void ledgerWitness(folder, { key, name: "w", state: memory }, quiet);

/** Why a ledger does not verify or cannot be gone on with; `undefined` where it does and can. */
export function troubleWith(folder: string): string | undefined {
  try {
    const log = openLedger(folder);
    try {
      const before = log.store.checkpoint() === undefined ? undefined : auditLog(log);
      if (before !== undefined && isFault(before)) return before.message;
      appendTo(log, [{ type: "note", label: "PUBLIC", fields: { text: "and on" } }], officersIn(folder));
      checkpointOn(log, folder);
      const found = auditLog(log);
      return isFault(found) ? found.message : found.isWhole ? undefined : "the log is not whole";
    } finally {
      log.store.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}
