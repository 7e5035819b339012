/** The ledger as the checks of reliability see it: opened, gone on with and checked by the code that users run. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { enrolmentFault, primitives, random, readKeyFile } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { base64, isFault, type LedgerStore, type Signer } from "#ledger";
// Not by #app: the programs that are killed hundreds of times would load every engine before they write.
import { appendDrafts, auditLog, type Draft, makeCheckpoint, openLog, type OpenLog } from "../../src/app/ledger/log.ts";

export type { Draft, OpenLog };
export type Officers = ReadonlyMap<string, Signer>;

const tools = { primitives, enrolmentFault, random, now: () => new Date().toISOString().replace(/\.\d{3}Z$/, "Z") };

/** All that a store holds: entries in order, and a digest over everything in it. Equal digests, equal content. */
export interface Content {
  readonly digest: string;
  readonly size: number;
}

export function contentOf(store: LedgerStore): Content {
  const size = store.size();
  return { digest: createHash("sha256").update(JSON.stringify([store.settings(), store.checkpoint(), store.read(0, size)])).digest("hex"), size };
}

export const openStore = (folder: string): LedgerStore => sqliteLedger(join(folder, "ledger.sqlite"));

/** Opens a ledger for writing, every record of it checked. @throws Error where it does not hold. */
export function openLedger(folder: string): OpenLog {
  const store = openStore(folder);
  const log = openLog(store, tools);
  if (!isFault(log)) return log;
  store.close();
  throw new Error(log.message);
}

/** How far a ledger has come, and the hash that stands for all of it up to a size. */
export const sizeOf = ({ tree }: OpenLog): number => tree.size;
export const rootAt = ({ tree }: OpenLog, size: number): string => base64(tree.root(size));

export const officersIn = (folder: string): Officers => new Map([["XAA/officer-1", readKeyFile(join(folder, "keys", "officer-1.key"))]]);

/** Appends in one commit. @throws Error where the ledger does not take it. */
export function appendTo(log: OpenLog, drafts: readonly Draft[], officers: Officers): void {
  const answer = appendDrafts(log, drafts, officers);
  if (answer.kind !== "appended") throw new Error(answer.kind === "refused" ? answer.fault.message : answer.kind);
}

export const checkpointOn = (log: OpenLog, folder: string): void => void makeCheckpoint(log, readKeyFile(join(folder, "keys", "log.key")));

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
