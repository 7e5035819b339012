/** The ledger as the checks of reliability see it: opened, gone on with and checked by the code that users run. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { channelSigner, enrolmentFault, primitives, random, readKeyFile } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { base64, isFault, type LedgerStore } from "#ledger";
// Not by #app: the programs that are killed hundreds of times would load every engine before they write.
import { appendDrafts, type AppendAnswer, auditLedger, beat, type Draft, openLedger as openAll, type OpenLedger, type Writers } from "../../src/app/ledger/index.ts";

export type { Draft, OpenLedger };

const tools = { primitives, enrolmentFault, random, now: () => new Date().toISOString().replace(/\.\d{3}Z$/, "Z") };

/** All that a store holds: entries of every log in order, and a digest over everything in it. Equal digests, equal content. */
export interface Content {
  readonly digest: string;
  /** Commits: entries of the root log. */
  readonly size: number;
}

export function contentOf(store: LedgerStore): Content {
  const hash = createHash("sha256").update(JSON.stringify(store.settings() ?? "nothing"));
  const part = (bytes: Uint8Array | string): void => void hash.update(`${bytes.length} `).update(bytes);
  let size = 0;
  for (const log of store.logs()) {
    for (const it of [log.origin, log.role, log.key, log.checkpoint ?? ""]) part(it);
    if (log.role === "root") size = log.size;
    for (const { leaf, signatures, disclosures } of store.read(log.origin, 0, log.size)) {
      part(leaf);
      part(JSON.stringify([signatures.map((it) => [it.key, base64(it.signature)]), disclosures]));
    }
  }
  return { digest: hash.digest("hex"), size };
}

export const openStore = (folder: string): LedgerStore => sqliteLedger(join(folder, "ledger.sqlite"));

/** Opens a ledger for writing, every record of it checked. @throws Error where it does not hold. */
export function openLedger(folder: string): OpenLedger {
  const store = openStore(folder);
  const ledger = openAll(store, tools);
  if (!isFault(ledger)) return ledger;
  store.close();
  throw new Error(ledger.message);
}

/** How many commits a ledger has had, and the hash that stands for all of it up to one: the root log binds every channel. */
export const sizeOf = ({ root }: OpenLedger): number => root?.tree.size ?? 0;
export const rootAt = ({ root }: OpenLedger, size: number): string => (root === undefined ? "" : base64(root.tree.root(size)));

const nodeOf = (folder: string): Writers["node"] => {
  const { seed } = readKeyFile(join(folder, "keys", "log.key"));
  return (origin) => channelSigner(seed, origin);
};

export const officersIn = (folder: string): Writers => ({ authors: new Map([["XAA/officer-1", readKeyFile(join(folder, "keys", "officer-1.key")).signer]]), node: nodeOf(folder) });

/** Appends in one commit. @throws Error where the ledger does not take it. */
export const appendTo = (ledger: OpenLedger, drafts: readonly Draft[], writers: Writers): void => mustBeWritten(appendDrafts(ledger, drafts, writers));

/** A commit in which nothing is said: a new entry of the root log, and its checkpoint. */
export const checkpointOn = (ledger: OpenLedger, folder: string): void => mustBeWritten(beat(ledger, officersIn(folder), { channels: false }));

function mustBeWritten(answer: AppendAnswer): void {
  if (answer.kind !== "appended") throw new Error(answer.kind === "refused" ? answer.fault.message : answer.kind);
}

/** Why a ledger does not verify or cannot be gone on with; `undefined` where it does and can. */
export function troubleWith(folder: string): string | undefined {
  try {
    const ledger = openLedger(folder);
    try {
      const before = auditLedger(ledger);
      if (isFault(before)) return before.message;
      appendTo(ledger, [{ type: "note", label: "PUBLIC", fields: { text: "and on" } }], officersIn(folder));
      const found = auditLedger(ledger);
      return isFault(found) ? found.message : found.logs.every((it) => it.isWhole) ? undefined : "a log is not whole";
    } finally {
      ledger.store.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}
