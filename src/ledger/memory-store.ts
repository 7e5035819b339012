import type { Entry } from "./record.ts";
import { type LedgerSettings, type LedgerStore, sameSettings, type StoredLog } from "./store.ts";

interface KeptLog extends Pick<StoredLog, "origin" | "role" | "key"> {
  readonly entries: Entry[];
  checkpoint?: Uint8Array;
}

/** What a memory store holds, so that another can be opened over it as over a file. */
export interface LedgerMemory {
  settings?: LedgerSettings;
  readonly logs: Map<string, KeptLog>;
}

export const emptyMemory = (): LedgerMemory => ({ logs: new Map() });

/** A copy that shares nothing with its original: a backup. */
export const copyMemory = ({ settings, logs }: LedgerMemory): LedgerMemory => ({ ...(settings !== undefined && { settings }), logs: new Map([...logs].map(([origin, it]) => [origin, { ...it, entries: it.entries.map(copyEntry) }])) });

/** Logs in memory, kept as long as the process runs: for simulation and tests. It passes the tests that every store has to pass. */
export function memoryLedger(memory: LedgerMemory = emptyMemory()): LedgerStore {
  const { logs } = memory;
  return {
    settings: () => memory.settings,
    putSettings: (settings) => {
      if (memory.settings !== undefined) throw new Error("there are settings already");
      memory.settings = { ...settings };
    },
    logs: () => [...logs.values()].map(({ entries, ...it }) => ({ ...it, size: entries.length })),
    read: (origin, from, to) => (logs.get(origin)?.entries ?? []).slice(from, to).map(copyEntry),
    // Nobody else writes while this runs.
    steady: (reads) => reads(),
    commit: (changes, settings) => {
      if (settings !== undefined && !sameSettings(memory.settings, settings.was)) return { kind: "moved", origin: "", size: 0 };
      for (const { origin, opens, size } of changes) {
        const now = logs.get(origin)?.entries.length;
        if (opens === undefined ? now !== size : now !== undefined || size !== 0) return { kind: "moved", origin, size: now ?? 0 };
      }
      if (settings !== undefined) memory.settings = { ...settings.is };
      for (const { origin, opens, entries, checkpoint } of changes) {
        if (opens !== undefined) logs.set(origin, { origin, ...opens, entries: [] });
        const log = logs.get(origin)!;
        log.entries.push(...entries.map(copyEntry));
        if (checkpoint !== undefined) log.checkpoint = checkpoint.slice();
      }
      return { kind: "committed" };
    },
    putDisclosures: (origin, index, disclosures) => {
      const entries = logs.get(origin)?.entries;
      if (entries?.[index] !== undefined) entries[index] = { ...entries[index], disclosures: [...disclosures] };
    },
    close: () => undefined,
  };
}

// Only what the record is made of: an entry that is handed in may carry more.
const copyEntry = ({ leaf, signatures, disclosures }: Entry): Entry => ({ leaf: leaf.slice(), signatures: signatures.map(({ key, signature }) => ({ key, signature: signature.slice() })), disclosures: [...disclosures] });
