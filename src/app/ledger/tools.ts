import type { Primitives, Signer } from "#ledger";

/** What a ledger needs of the world: cryptography, chance, the clock. */
export interface LedgerTools {
  readonly primitives: Primitives;
  readonly enrolmentFault: (key: Uint8Array) => string | undefined;
  /** Fresh random bytes. */
  readonly random: (size: number) => Uint8Array;
  /** Now, as `2026-03-01T10:00:00Z`. */
  readonly now: () => string;
}

/** The node that keeps a ledger: for each of its logs the key that signs checkpoints. No two logs share one. */
export type NodeSigner = (origin: string) => Signer;

/** Whose keys sign what is appended: the authors of the records, by the names of their keys, and the node. */
export interface Writers {
  readonly authors: ReadonlyMap<string, Signer>;
  readonly node: NodeSigner;
}

/** Seconds since 1970 of a time as `LedgerTools.now` gives it. */
export const secondsOf = (time: string): number => Math.floor(Date.parse(time) / 1000);
