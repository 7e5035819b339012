import { type Entry, isFault, type LedgerStore, leafHash, MerkleTree, readRootEntry, type RootEntry, sameBytes, type Sha256 } from "#ledger";
import { BLOCK, VerifiedBlocks } from "./verified.ts";

/** The log that binds a party's channels, open. Its entries are read when they are asked for: only the latest is needed to go on. */
export class RootLog {
  readonly origin: string;
  readonly tree: MerkleTree;
  readonly verified: VerifiedBlocks;
  /** Where all channels stand now. Absent: there is no entry yet. */
  latest: RootEntry | undefined;
  private readonly store: Pick<LedgerStore, "read">;
  private readonly sha256: Sha256;
  private read: RootEntry[] | undefined;

  constructor(store: Pick<LedgerStore, "read">, origin: string, sha256: Sha256) {
    this.store = store;
    this.origin = origin;
    this.sha256 = sha256;
    this.tree = new MerkleTree(sha256);
    this.verified = new VerifiedBlocks(sha256, this.tree);
  }

  /** Adds an entry that was written. */
  append(entry: Entry, said: RootEntry): void {
    this.tree.append(leafHash(this.sha256, entry.leaf));
    this.read?.push(said);
    this.takeIn(entry, said);
  }

  /** Takes in the entry that was appended to the tree last. Without what it says, where that was verified before. */
  takeIn(entry: Entry, said: RootEntry | undefined): void {
    this.verified.add(entry);
    this.latest = said;
    if (this.read !== undefined && this.read.length < this.tree.size) this.read = undefined;
  }

  /** All entries, in order. @throws Error where one is no longer what was verified when the ledger was opened. */
  get entries(): readonly RootEntry[] {
    return (this.read ??= [...this.entriesFrom(0)]);
  }

  /** Entries from a place on, read one block after the other and not kept. @throws Error as `entries` does */
  *entriesFrom(from: number): Generator<RootEntry> {
    for (let at = from; at < this.tree.size; ) {
      const block = this.store.read(this.origin, at, Math.min(at + BLOCK, this.tree.size));
      if (block.length === 0) throw changed(this.origin, at);
      for (const { leaf, disclosures } of block) {
        const entry = readRootEntry(this.sha256, leaf, disclosures);
        if (isFault(entry) || !sameBytes(leafHash(this.sha256, leaf), this.tree.leaf(at)!)) throw changed(this.origin, at);
        yield entry;
        at += 1;
      }
    }
  }
}

/** What is thrown where an entry is read that is not the one that was verified. */
export const changed = (origin: string, place: number): Error => new Error(`Entry ${place} of ${origin} was changed while the ledger was open. Look with \`node bin/concord.mjs ledger verify\`; restore a backup where it does not verify.`);
