import type { Entry } from "./record.ts";

/**
 * Where the logs of a party are kept. What `commit` has answered is on the disk, whatever happens next; a commit happens whole
 * or not at all, over all the logs it touches. One test suite runs against every store.
 */
export interface LedgerStore {
  /** Whose logs they are, and who is trusted to witness them. Absent: nothing was put here yet. */
  readonly settings: () => LedgerSettings | undefined;
  /** Written once. @throws Error where there are settings already. */
  readonly putSettings: (settings: LedgerSettings) => void;
  /** The logs in the order in which they were opened. */
  readonly logs: () => readonly StoredLog[];
  /** Entries of a log from one place up to before another. */
  readonly read: (origin: string, from: number, to: number) => readonly Entry[];
  /** Does several reads on one state of all logs, whatever others write meanwhile. */
  readonly steady: <T>(reads: () => T) => T;
  /** Opens logs, adds entries and puts checkpoints, if every log touched still has the size that the caller saw, and the settings, where they are to change, still say what the caller saw. */
  readonly commit: (changes: readonly LogChange[], settings?: SettingsChange) => Committed;
  /** Puts other disclosures in the place of an entry's: how a value is erased. The entry itself never changes. */
  readonly putDisclosures: (origin: string, index: number, disclosures: readonly string[]) => void;
  readonly close: () => void;
}

export interface LedgerSettings {
  readonly party: string;
  /** Trust policy: witnesses, groups, quorum. The logs say their own keys; only a copy has log lines, of the logs that were trusted when it was received. */
  readonly policy: string;
}

/** Other settings in the place of those that the caller saw. */
export interface SettingsChange {
  readonly was: LedgerSettings | undefined;
  readonly is: LedgerSettings;
}

/** Whether two settings say the same. @example sameSettings(undefined, undefined) // → true */
export const sameSettings = (a: LedgerSettings | undefined, b: LedgerSettings | undefined): boolean => a?.party === b?.party && a?.policy === b?.policy;

/** A channel holds the records of one label; the root binds the channels of a party together. */
export type LogRole = "channel" | "root";

export interface StoredLog {
  /** Name of the log in its checkpoints. Does not say the label of its records. */
  readonly origin: string;
  readonly role: LogRole;
  /** Verifier key text of the log. */
  readonly key: string;
  readonly size: number;
  /** Latest checkpoint, to the byte. Absent: none yet. */
  readonly checkpoint?: Uint8Array;
}

/** What a commit does to one log. */
export interface LogChange {
  readonly origin: string;
  /** Present: the log is opened by this commit. */
  readonly opens?: Pick<StoredLog, "role" | "key">;
  /** Size of the log as the caller saw it. */
  readonly size: number;
  readonly entries: readonly Entry[];
  /** Checkpoint to keep in the place of the one before. */
  readonly checkpoint?: Uint8Array;
}

/** `moved`: a log has another size than the caller saw, or was opened by someone else, or the settings are others (then no log is named); nothing was written. */
export type Committed = { readonly kind: "committed" } | { readonly kind: "moved"; readonly origin: string; readonly size: number };
