import { base64url, concat, type Entry, type MerkleTree, type Sha256, utf8 } from "#ledger";

/** Raised with every change of what opening a ledger verifies: what was verified by other rules is verified again. */
export const RULES_VERSION = 3;

/** Entries that one digest stands for. */
export const BLOCK = 1000;

/** Entries of a block that are digested at once: until then they are kept, so that what an open ledger keeps does not grow with what is written. Divides a block. */
const GROUP = 20;

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

type Beside = Pick<Entry, "signatures" | "disclosures">;

const NOTHING: Uint8Array = new Uint8Array(0);

/** Digest of the signatures and disclosures of a group of entries and of all groups before it in their block. */
function groupDigest(sha256: Sha256, before: Uint8Array, entries: readonly Beside[]): Uint8Array {
  const shape = utf8(JSON.stringify(entries.map(({ signatures, disclosures }) => [signatures.map((it) => [it.key, it.signature.length]), disclosures])));
  return sha256(concat(utf8(`concord-verified-group-v3 ${before.length} ${shape.length}\n`), before, shape, ...entries.flatMap(({ signatures }) => signatures.map((it) => it.signature))));
}

/**
 * Digest of a block: of the root of the log behind its last entry, which stands for every record up to there, and of the signatures and
 * disclosures of the block, which no root covers.
 */
const digestOfBlock = (sha256: Sha256, root: Uint8Array, beside: Uint8Array): string => base64url(sha256(concat(utf8(`concord-verified-v3 ${beside.length}\n`), root, beside)));

/** The digest of a block, from all its entries. */
export function blockDigest(sha256: Sha256, root: Uint8Array, entries: readonly Beside[]): string {
  let beside = NOTHING;
  for (let at = 0; at < entries.length; at += GROUP) beside = groupDigest(sha256, beside, entries.slice(at, at + GROUP));
  return digestOfBlock(sha256, root, beside);
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
  /** Entries of the last block, and the digest of the groups that they fill. */
  private count = 0;
  private beside: Uint8Array = NOTHING;
  private pending: Beside[] = [];

  constructor(sha256: Sha256, tree: MerkleTree) {
    this.sha256 = sha256;
    this.tree = tree;
  }

  /** Takes the entry in that was appended to the tree last. */
  add({ signatures, disclosures }: Beside): void {
    // The root stands for the bytes of the record: what else is digested is kept, and no more.
    this.pending.push({ signatures, disclosures });
    this.count += 1;
    if (this.pending.length < GROUP) return;
    this.beside = groupDigest(this.sha256, this.beside, this.pending);
    this.pending = [];
    if (this.count < BLOCK) return;
    this.blocks.push(this.digest());
    [this.count, this.beside] = [0, NOTHING];
  }

  /** What is verified up to here. */
  mark(origin: string): VerifiedLog {
    return { origin, size: this.tree.size, blocks: this.count === 0 ? [...this.blocks] : [...this.blocks, this.digest()] };
  }

  private digest(): string {
    const beside = this.pending.length === 0 ? this.beside : groupDigest(this.sha256, this.beside, this.pending);
    return digestOfBlock(this.sha256, this.tree.root(), beside);
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
