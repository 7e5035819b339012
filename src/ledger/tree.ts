import { concat, sameBytes } from "./bytes.ts";
import type { Sha256 } from "./primitives.ts";

// RFC 6962 section 2.1: what a leaf hashes can never be what a node hashes.
const NODE = Uint8Array.of(1);

/** Hash of an entry (C24). @example hex(leafHash(sha256, utf8(""))) // → "6e340b9c…a01d" */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  // Every entry goes through here when a ledger is opened: one array, and no list of parts.
  const bytes = new Uint8Array(1 + entry.length);
  bytes.set(entry, 1);
  return sha256(bytes);
}

/** Hash of two subtrees. */
export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concat(NODE, left, right));

/**
 * The Merkle tree of RFC 6962 over leaf hashes, kept so that roots and proofs for every past size cost O(log n) hashes.
 * Absent here: entries and where they are stored.
 */
export class MerkleTree {
  private readonly sha256: Sha256;
  /** Hashes of complete subtrees: number `i` of `levels[k]` covers leaves `i · 2^k` to `(i + 1) · 2^k − 1`. */
  private readonly levels: Hashes[] = [new Hashes()];

  constructor(sha256: Sha256) {
    this.sha256 = sha256;
  }

  get size(): number {
    return this.levels[0]!.length;
  }

  /** Adds a leaf by its hash. */
  append(leaf: Uint8Array): void {
    let hash = leaf;
    for (let k = 0; ; k++) {
      const level = (this.levels[k] ??= new Hashes());
      level.push(hash);
      if (level.length % 2 === 1) return;
      hash = nodeHash(this.sha256, level.at(level.length - 2), level.at(level.length - 1));
    }
  }

  /** Takes back what was appended beyond a size: what was tried and not written. */
  cut(size: number): void {
    for (const [k, level] of this.levels.entries()) level.length = Math.min(level.length, Math.floor(size / 2 ** k));
  }

  leaf(index: number): Uint8Array | undefined {
    return this.complete(0, index);
  }

  /** Hash of a complete subtree, as tiles hold them. `undefined` where the tree does not reach. */
  complete(height: number, index: number): Uint8Array | undefined {
    const level = this.levels[height];
    return level === undefined || !Number.isSafeInteger(index) || index < 0 || index >= level.length ? undefined : level.at(index).slice();
  }

  /** Root of the first `size` leaves; of none, the hash of nothing. @throws RangeError for a size the tree has not reached. */
  root(size = this.size): Uint8Array {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.size) throw new RangeError(`the log has ${this.size} entries, not ${size}`);
    return size === 0 ? this.sha256(new Uint8Array(0)) : this.over(0, size).slice();
  }

  /** Audit path of a leaf in the tree of a size, from the leaf's sibling upward. @throws RangeError outside the tree. */
  inclusion(index: number, size = this.size): readonly Uint8Array[] {
    if (!Number.isSafeInteger(index) || index < 0 || index >= size || size > this.size) throw new RangeError(`there is no entry ${index} among ${Math.min(size, this.size)}`);
    const path: Uint8Array[] = [];
    let [from, to] = [0, size];
    while (to - from > 1) {
      const cut = from + half(to - from);
      if (index < cut) {
        path.push(this.over(cut, to).slice());
        to = cut;
      } else {
        path.push(this.over(from, cut).slice());
        from = cut;
      }
    }
    return path.reverse();
  }

  /** Proof that the tree of `newSize` begins with that of `oldSize`. @throws RangeError outside the tree. */
  consistency(oldSize: number, newSize = this.size): readonly Uint8Array[] {
    if (![oldSize, newSize].every(Number.isSafeInteger) || oldSize < 1 || oldSize > newSize || newSize > this.size) throw new RangeError(`there is no way from ${oldSize} to ${newSize} entries`);
    const proof: Uint8Array[] = [];
    let [from, to] = [0, newSize];
    let isWhole = true;
    while (oldSize < to) {
      const cut = from + half(to - from);
      if (oldSize <= cut) {
        proof.push(this.over(cut, to).slice());
        to = cut;
      } else {
        proof.push(this.over(from, cut).slice());
        from = cut;
        isWhole = false;
      }
    }
    if (!isWhole) proof.push(this.over(from, to).slice());
    return proof.reverse();
  }

  /** Hash over leaves `from` to `to − 1`; `from` is a multiple of the largest power of two that the range holds. What is kept is not copied: whoever gives it away does that. */
  private over(from: number, to: number): Uint8Array {
    const count = to - from;
    if (Number.isInteger(Math.log2(count))) return this.levels[Math.log2(count)]!.at(from / count);
    const cut = from + half(count);
    return nodeHash(this.sha256, this.over(from, cut), this.over(cut, to));
  }
}

const HASH_SIZE = 32;

/** Hashes one behind the other in one piece of memory: as objects of their own they take eight times as much. */
class Hashes {
  private bytes = new Uint8Array(HASH_SIZE);
  length = 0;

  push(hash: Uint8Array): void {
    const end = this.length * HASH_SIZE;
    if (end === this.bytes.length) {
      const more = new Uint8Array(2 * end);
      more.set(this.bytes);
      this.bytes = more;
    }
    this.bytes.set(hash, end);
    this.length += 1;
  }

  /** The hash at a place that there is: a view that the next change may change. */
  at(index: number): Uint8Array {
    return this.bytes.subarray(index * HASH_SIZE, (index + 1) * HASH_SIZE);
  }
}

/** Largest power of two below a count. */
function half(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether an audit path leads from a leaf to a root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(sha256: Sha256, { index, size, leaf, root, proof }: InclusionClaim): boolean {
  if (![index, size].every(Number.isSafeInteger) || index < 0 || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  let [at, last] = [index, size - 1];
  let hash = leaf;
  for (const step of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sha256, step, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else hash = nodeHash(sha256, hash, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(hash, root);
}

export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the newer tree begins with the older (RFC 9162 section 2.1.4.2). Of the empty tree nothing can be proved: everything begins with it. */
export function verifyConsistency(sha256: Sha256, { oldSize, newSize, oldRoot, newRoot, proof }: ConsistencyClaim): boolean {
  if (![oldSize, newSize].every(Number.isSafeInteger) || oldSize < 1 || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot);
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false;
  const path = Number.isInteger(Math.log2(oldSize)) ? [oldRoot, ...proof] : [...proof];
  if (path.length === 0) return false;
  let [at, last] = [oldSize - 1, newSize - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [older, newer] = [path[0]!, path[0]!];
  for (const step of path.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = nodeHash(sha256, step, older);
      newer = nodeHash(sha256, step, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else newer = nodeHash(sha256, newer, step);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(older, oldRoot) && sameBytes(newer, newRoot);
}

const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_SIZE;
