import { base64url, concat, type Entry, type MerkleTree, type Sha256, utf8 } from "#ledger";

/** Raised with every change of what opening a ledger verifies: what was verified by other rules is verified again. */
export const RULES_VERSION = 2;

/** Entries that one digest stands for. */
export const BLOCK = 1000;

/**
 * What was verified in full of a ledger: of each log how many entries, and a digest for each block of them, the last block perhaps
 * shorter. It names bytes, so that it says nothing of any other: an entry that differs in one bit is verified anew.
 */
export interface VerifiedMark {
  readonly logs: readonly VerifiedLog[];
}

export interface VerifiedLog {
  readonly origin: string;
  readonly size: number;
  readonly blocks: readonly string[];
}

/**
 * Digest of a block: the root of the log behind its last entry, which stands for every record up to there, and the signatures and
 * disclosures of the block, which no root covers.
 */
export function blockDigest(sha256: Sha256, root: Uint8Array, entries: readonly Pick<Entry, "signatures" | "disclosures">[]): string {
  const shape = utf8(JSON.stringify(entries.map(({ signatures, disclosures }) => [signatures.map((it) => [it.key, it.signature.length]), disclosures])));
  return base64url(sha256(concat(utf8(`concord-verified-v1 ${shape.length}\n`), root, shape, ...entries.flatMap(({ signatures }) => signatures.map((it) => it.signature)))));
}

/** Entries in those blocks of a mark that an earlier one does not have. */
export function newIn({ logs }: VerifiedMark, before: VerifiedMark | undefined): number {
  const known = new Map(before?.logs.map((it) => [it.origin, it.blocks]));
  return logs.reduce((sum, { origin, size, blocks }) => sum + blocks.reduce((more, it, at) => more + (it === known.get(origin)?.[at] ? 0 : Math.min(BLOCK, size - at * BLOCK)), 0), 0);
}

/** Collects the digests of a log's entries while they are verified or written. */
export class VerifiedBlocks {
  private readonly sha256: Sha256;
  private readonly tree: MerkleTree;
  private readonly blocks: string[] = [];
  private pending: Pick<Entry, "signatures" | "disclosures">[] = [];

  constructor(sha256: Sha256, tree: MerkleTree) {
    this.sha256 = sha256;
    this.tree = tree;
  }

  /** Takes the entry in that was appended to the tree last. */
  add(entry: Pick<Entry, "signatures" | "disclosures">): void {
    // The root stands for the bytes of the record: what else is digested is kept, and no more.
    this.pending.push({ signatures: entry.signatures, disclosures: entry.disclosures });
    if (this.pending.length < BLOCK) return;
    this.blocks.push(this.digest());
    this.pending = [];
  }

  /** What is verified up to here. */
  mark(origin: string): VerifiedLog {
    return { origin, size: this.tree.size, blocks: this.pending.length === 0 ? [...this.blocks] : [...this.blocks, this.digest()] };
  }

  private digest(): string {
    return blockDigest(this.sha256, this.tree.root(), this.pending);
  }
}

/**
 * How many entries at the beginning of the block that follows a tree were verified before, by their digest. Their leaves are appended
 * to the tree; of a block whose digest is another, none is.
 */
export function knownOf(known: VerifiedLog | undefined, { entries, leaves, tree, sha256 }: { readonly entries: readonly Entry[]; readonly leaves: readonly Uint8Array[]; readonly tree: MerkleTree; readonly sha256: Sha256 }): number {
  const from = tree.size;
  const digest = known?.blocks[from / BLOCK];
  const count = known === undefined || digest === undefined ? 0 : Math.min(BLOCK, known.size - from);
  if (count < 1 || entries.length < count) return 0;
  for (const it of leaves.slice(0, count)) tree.append(it);
  if (blockDigest(sha256, tree.root(), entries.slice(0, count)) === digest) return count;
  tree.cut(from);
  return 0;
}
