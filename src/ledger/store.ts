import type { Entry } from "./record.ts";

/**
 * Where a log is kept. What `append` has answered is on the disk, whatever happens next; an append happens whole or not at all.
 * One test suite runs against every store.
 */
export interface LedgerStore {
  /** Entries in the log. */
  readonly size: () => number;
  /** Entries from one place up to before another. */
  readonly read: (from: number, to: number) => readonly Entry[];
  /** Adds entries if the log still has the size that the caller saw. */
  readonly append: (expectedSize: number, entries: readonly Entry[]) => Appended;
  /** Latest checkpoint, to the byte. Absent: none yet. */
  readonly checkpoint: () => Uint8Array | undefined;
  readonly putCheckpoint: (bytes: Uint8Array) => void;
  /** Puts other disclosures in the place of an entry's: how a value is erased. The entry itself never changes. */
  readonly putDisclosures: (index: number, disclosures: readonly string[]) => void;
  /** What the log was made with: origin, party, trust policy. */
  readonly settings: () => LogSettings | undefined;
  readonly putSettings: (settings: LogSettings) => void;
  readonly close: () => void;
}

export type Appended = { readonly kind: "appended"; readonly size: number } | { readonly kind: "moved"; readonly size: number };

export interface LogSettings {
  /** Name of the log in its checkpoints. Does not say the label of its records. */
  readonly origin: string;
  readonly party: string;
  readonly policy: string;
}
