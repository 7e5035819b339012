import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { primitives } from "#adapters/keys";
import { base64, fromBase64, leafHash, MerkleTree, nodeHash, utf8, verifyConsistency, verifyInclusion } from "#ledger";
import consistencyCases from "../vectors/tlog/merkle-consistency.json" with { type: "json" };
import inclusionCases from "../vectors/tlog/merkle-inclusion.json" with { type: "json" };

const { sha256 } = primitives;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytes = (text: string | null): Uint8Array => fromBase64(text ?? "") ?? new Uint8Array(0);
const path = (proof: readonly string[] | null): readonly Uint8Array[] => (proof ?? []).map(bytes);
const treeOf = (size: number): MerkleTree => {
  const tree = new MerkleTree(sha256);
  for (let i = 0; i < size; i++) tree.append(leafHash(sha256, utf8(`entry ${i}`)));
  return tree;
};

/** The definition of RFC 6962 section 2.1, to the letter. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(sha256, rootByDefinition(leaves.slice(0, k)), rootByDefinition(leaves.slice(k)));
}

describe("known hashes", () => {
  test.each([
    ["the empty tree", hex(new MerkleTree(sha256).root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["the empty entry", hex(leafHash(sha256, new Uint8Array(0))), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  ])("%s", (_, found, expected) => expect(found).toBe(expected));
});

describe("published proofs", () => {
  test.each(inclusionCases.map((it) => [it.file, it] as const))("%s", (_, it) => {
    expect(verifyInclusion(sha256, { index: it.leafIdx, size: it.treeSize, leaf: bytes(it.leafHash), root: bytes(it.root), proof: path(it.proof) })).toBe(!it.wantErr);
  });
  test.each(consistencyCases.map((it) => [it.file, it] as const))("%s", (_, it) => {
    expect(verifyConsistency(sha256, { oldSize: it.size1, newSize: it.size2, oldRoot: bytes(it.root1), newRoot: bytes(it.root2), proof: path(it.proof) })).toBe(!it.wantErr);
  });
});

describe("laws", () => {
  test("roots of every size are those of the definition", () => {
    const tree = treeOf(70);
    const leaves = Array.from({ length: 70 }, (_, i) => tree.leaf(i)!);
    for (let size = 0; size <= 70; size++) expect(base64(tree.root(size))).toBe(base64(rootByDefinition(leaves.slice(0, size))));
  });

  test("what was given away stays as it was when the tree is cut and goes on otherwise", () => {
    const tree = new MerkleTree(sha256);
    for (let at = 0; at < 4; at++) tree.append(leafHash(sha256, Uint8Array.of(at)));
    const given = [tree.leaf(3)!, tree.root(), tree.complete(1, 1)!, ...tree.inclusion(0), ...tree.consistency(3)];
    const before = given.map(hex);
    tree.cut(2);
    for (let at = 2; at < 9; at++) tree.append(leafHash(sha256, Uint8Array.of(100 + at)));
    expect(given.map(hex)).toEqual(before);
    expect([tree.leaf(-1), tree.leaf(9), tree.leaf(0.5), tree.complete(1, 4), tree.complete(9, 0)]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
  test("every inclusion proof verifies, and for no other index, size, leaf or root", () => {
    const tree = treeOf(40);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(39), fc.nat(39), fc.integer({ min: 1, max: 40 }), (size, a, b, other) => {
        const index = a % size;
        const claim = { index, size, leaf: tree.leaf(index)!, root: tree.root(size), proof: tree.inclusion(index, size) };
        expect(verifyInclusion(sha256, claim)).toBe(true);
        if (b !== index) {
          expect(verifyInclusion(sha256, { ...claim, index: b })).toBe(false);
          expect(verifyInclusion(sha256, { ...claim, leaf: tree.leaf(b)! })).toBe(false);
        }
        if (other !== size) expect(verifyInclusion(sha256, { ...claim, root: tree.root(other) })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, proof: [...claim.proof, claim.leaf] })).toBe(false);
        if (claim.proof.length > 0) expect(verifyInclusion(sha256, { ...claim, proof: claim.proof.slice(1) })).toBe(false);
      }),
    );
  });

  test("every consistency proof verifies, and no fork passes", () => {
    const tree = treeOf(40);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(39), (a, b, at) => {
        const [oldSize, newSize] = [Math.min(a, b), Math.max(a, b)];
        const claim = { oldSize, newSize, oldRoot: tree.root(oldSize), newRoot: tree.root(newSize), proof: tree.consistency(oldSize, newSize) };
        expect(verifyConsistency(sha256, claim)).toBe(true);
        const forked = new MerkleTree(sha256);
        for (let i = 0; i < newSize; i++) forked.append(i === at % oldSize ? leafHash(sha256, utf8("forged")) : tree.leaf(i)!);
        expect(verifyConsistency(sha256, { ...claim, newRoot: forked.root(), proof: forked.consistency(oldSize, newSize) })).toBe(false);
      }),
    );
  });

  test.each([
    ["a root beyond the log", (tree: MerkleTree) => tree.root(9)],
    ["an entry that is not there", (tree: MerkleTree) => tree.inclusion(8)],
    ["an index that is no whole number", (tree: MerkleTree) => tree.inclusion(0.5)],
    ["a way back", (tree: MerkleTree) => tree.consistency(8, 7)],
    ["a way from nothing", (tree: MerkleTree) => tree.consistency(0, 7)],
  ])("refused: %s", (_, ask) => expect(() => ask(treeOf(8))).toThrow(RangeError));
});
