import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { primitives } from "#adapters/keys";
import { base64, checkpointBytes, cosign, COSIGNATURE, entryTiles, hashTiles, leafHash, MerkleTree, noteKeyFor, noteKeyText, proofBytes, signCheckpoint, textOf, utf8 } from "#ledger";
import { conformance } from "../../tools/conformance.ts";
import { ROOT } from "../../tools/files.ts";
import { signer } from "./sample.ts";

const { sha256 } = primitives;

/** A folder of vectors with these files. */
function folderOf(suite: string, files: Readonly<Record<string, string>>): string {
  const at = mkdtempSync(join(tmpdir(), "concord-vectors-"));
  for (const [name, text] of Object.entries(files)) {
    const path = join(at, suite, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
  return at;
}
const run = (suite: string, files: Readonly<Record<string, string>>): { readonly passed: number; readonly failed: readonly string[]; readonly notClaimed: readonly string[] } => {
  const [found] = conformance(folderOf(suite, files));
  return { passed: found!.cases.filter((it) => it.trouble === undefined).length, failed: found!.cases.flatMap((it) => (it.trouble === undefined ? [] : [`${it.name}: ${it.trouble}`])), notClaimed: found!.notClaimed };
};

/** A log that nobody has seen: another party, another rule, another size. */
function log({ size, entry, more = {} }: { readonly size: number; readonly entry: (at: number) => string; readonly more?: object }): Record<string, unknown> {
  const origin = "elsewhere.example/log";
  const tree = new MerkleTree(sha256);
  for (let at = 0; at < size; at++) tree.append(leafHash(sha256, utf8(entry(at))));
  const note = signCheckpoint(sha256, { origin, size, root: tree.root(), extensions: [] }, signer(1));
  const witnessed = { ...note, signatures: [...note.signatures, cosign(sha256, note.text, { name: "w.example", signer: signer(2), seconds: 7 })] };
  const tiles = [...hashTiles(tree, size), ...entryTiles((at) => utf8(entry(at)), size)];
  return {
    logVkey: noteKeyText(noteKeyFor(sha256, origin, signer(1))),
    witnessVkeys: [noteKeyText(noteKeyFor(sha256, "w.example", signer(2), COSIGNATURE))],
    roots: [0, 1, size - 1, size].map((it) => ({ size: it, root: base64(tree.root(it)) })),
    inclusion: [[0, size], [size - 1, size]].map(([index, of]) => ({ index, size: of, leafHash: base64(tree.leaf(index!)!), proof: tree.inclusion(index!, of).map(base64) })),
    consistency: [[1, size], [size - 1, size]].map(([old, now]) => ({ old, new: now, proof: tree.consistency(old!, now).map(base64) })),
    checkpoints: [{ size, note: textOf(checkpointBytes(witnessed)) }],
    tlogProof: textOf(proofBytes({ index: size - 1, proof: tree.inclusion(size - 1, size), checkpoint: checkpointBytes(witnessed) })),
    tiles: tiles.map((it) => ({ path: it.path, sha256: Buffer.from(sha256(it.bytes)).toString("hex") })),
    ...more,
  };
}
const counted = (at: number): string => JSON.stringify({ nation: "XBB", n: at, text: `entry-${at}`, pad: "z".repeat(at % 5) });
const told = (entry: (at: number) => string, rule: string): object => ({ entryRule: rule, firstEntries: [0, 1, 2].map(entry) });

describe("logs that nobody has seen", () => {
  test.each([7, 257, 1000])("of %i entries, told by the first of them: all of it is made again", (size) => {
    const found = run("tlog", { "other.json": JSON.stringify(log({ size, entry: counted, more: told(counted, "pad is z repeated i mod 5") })) });
    expect([found.failed, found.notClaimed, found.passed > 15]).toEqual([[], [], true]);
  });
  test("whose entries are stated", () => {
    const texts = Array.from({ length: 20 }, (_, at) => `any text ${at * at}`);
    const found = run("tlog", { "stated.json": JSON.stringify(log({ size: 20, entry: (at) => texts[at]!, more: { entries: texts } })) });
    expect([found.failed, found.notClaimed, found.passed > 15]).toEqual([[], [], true]);
  });
  test("whose entries nobody tells: proofs and notes are claimed, the rest is not, with the reason", () => {
    const found = run("tlog", { "dark.json": JSON.stringify(log({ size: 20, entry: (at) => `secret ${at * 3}` })) });
    expect([found.failed, found.passed, found.notClaimed.length, found.notClaimed[0]]).toEqual([[], 8, 1, expect.stringContaining("neither stated nor told")]);
  });
  const sample = log({ size: 20, entry: counted, more: told(counted, "mod 5") });
  test.each<readonly [string, object, RegExp]>([
    ["a root of another log", { roots: [{ size: 20, root: base64(new Uint8Array(32)) }] }, /root 20|verifies/],
    ["a root that is none", { roots: [{ size: 20, root: "none" }] }, /states no root/],
    ["a size that is none", { inclusion: [{ index: 0, size: "many", leafHash: "", proof: [] }] }, /its size is no whole number: "many"/],
    ["a proof of another entry", { inclusion: [{ ...(sample["inclusion"] as object[])[0], index: 1 }] }, /expected/],
    ["a note of another key", { logVkey: noteKeyText(noteKeyFor(sha256, "elsewhere.example/log", signer(9))) }, /trusted/],
    ["a key that is none", { logVkey: 7 }, /its logVkey is no text: 7/],
    ["another origin", { origin: "another.example/log" }, /broken.json origin: expected "another/],
    ["a seed of another key", { logSeedHex: "00".repeat(32) }, /broken.json logSeedHex: expected/],
    ["first entries that are others", { firstEntries: [counted(1), counted(2), counted(3)] }, /root 1 of its first entries: expected/],
    ["two roots of one size", { roots: [{ size: 20, root: base64(new Uint8Array(32)) }, { size: 20, root: base64(new Uint8Array(32).fill(1)) }] }, /two roots are stated of size 20/],
    ["a tile of another length", { tiles: (sample["tiles"] as object[]).map((it) => ({ ...it, bytes: 1 })) }, /"bytes":1/],
    ["a checkpoint that is none", { checkpoints: [{ size: 20 }] }, /threw/],
    ["a tile that the log does not have", { tiles: [{ path: "tile/0/777", sha256: "00" }] }, /no such tile/],
    ["a proof without its end", { tlogProof: String(sample["tlogProof"]).slice(0, 60) }, /threw/],
    ["lists that are none", { roots: "none", inclusion: 7, consistency: null, tiles: {}, checkpoints: [null] }, /./],
  ])("%s: a failed case with the reason, never a crash", (_, change, reason) => {
    const found = run("tlog", { "broken.json": JSON.stringify({ ...sample, ...change }) });
    expect(found.failed.join("\n")).toMatch(reason);
  });
});

describe("files that are broken, or of a form nobody knows", () => {
  const ed25519 = JSON.parse(readFileSync(join(ROOT, "tests", "vectors", "wycheproof", "ed25519_test.json"), "utf8")) as { readonly testGroups: readonly object[] };
  test.each<readonly [string, string, Readonly<Record<string, string>>, RegExp]>([
    ["tlog", "no JSON", { "a.json": "{" }, /no JSON/],
    ["tlog", "rows without what they need", { "a.json": '[{"leafIdx":0,"wantErr":true},{"size1":1,"wantErr":false},{"treeSize":7}]' }, /a.json 0: threw its treeSize is no whole number: nothing\n.*a.json 1: threw its size2 is no whole number.*\n.*a.json 2: threw the vector does not say/],
    ["tlog", "a note that does not say what is wanted", { "a.json": '[{"vkey":"x","note":"y"}]' }, /does not say/],
    ["jcs-rfc8785", "an input that is no JSON, with an output", { "input/a.json": "{", "output/a.json": "{}" }, /threw/],
    ["jcs-rfc8785", "an output that is another", { "input/a.json": '{"b":1,"a":2}', "output/a.json": '{"b":1,"a":2}' }, /expected/],
    ["sd-jwt", "no YAML", { "a.yml": "a: [1\nb: }" }, /no YAML/],
    ["sd-jwt", "no JSON", { "a.json": "[" }, /no JSON/],
    ["sd-jwt", "a digest that is another", { "a.json": '[{"disclosure":"WyJhIiwiYiIsMV0","digest":"x"}]' }, /expected/],
    ["sd-jwt", "claims that are marked where nothing is", { "a.yml": "user_claims: 7\nholder_disclosed_claims: {}\nexpect_verified_user_claims:\n  a: 1\n" }, /expected|threw/],
    ["wycheproof", "no JSON", { "a.json": "" }, /no JSON/],
    ["wycheproof", "no groups", { "ed25519_test.json": "[]" }, /no testGroups/],
    ["wycheproof", "tests without keys", { "ed25519_test.json": '{"algorithm":"EDDSA","testGroups":[{"key":{"curve":"edwards25519"},"tests":[{"tcId":1,"result":"valid"}]}]}' }, /no text in hexadecimal/],
    ["wycheproof", "lengths that are none", { "h.json": '{"algorithm":"HKDF-SHA-256","testGroups":[{"tests":[{"tcId":1,"ikm":"","salt":"","info":"","okm":"","size":"x","result":"invalid"}]}]}' }, /its size is no whole number/],
  ])("%s: %s is a failed case", (suite, _, files, reason) => expect(run(suite, files).failed.join("\n")).toMatch(reason));
  test.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ["tlog", { "a.json": '[{"x":1}]', "b.json": "[]" }, /no form that is known/],
    ["jcs-rfc8785", { "input/a.json": "{}" }, /no output of that name/],
    ["sd-jwt", { "a.yml": "just: text\n", "b.json": '[{"x":1}]' }, /no case of disclosure|no disclosure/],
    ["wycheproof", { "x448_test.json": '{"algorithm":"X448","testGroups":[{"tests":[]}]}', "ed448_test.json": '{"algorithm":"EDDSA","testGroups":[{"key":{"curve":"edwards448"},"tests":[]}]}' }, /no other algorithm/],
  ])("%s: what is not claimed has its reason", (suite, files, reason) => {
    const found = run(suite, files);
    expect([found.failed, found.passed, found.notClaimed.join("; ")]).toEqual([[], 0, expect.stringMatching(reason)]);
  });
  test("an algorithm is known by what the file says, not by its name; a JSON input to be refused needs no output", () => {
    expect([run("wycheproof", { "other-name.json": JSON.stringify(ed25519) }).passed > 100, run("jcs-rfc8785", { "input/a.json": '{"a":1,"a":2}' })]).toEqual([true, { passed: 1, failed: [], notClaimed: [] }]);
  });
  test("a suite that stops is a failed case, and the others run on", () => {
    const at = folderOf("tlog", { "a.json/inner.json": "{}" });
    mkdirSync(join(at, "jcs-rfc8785"));
    expect(conformance(at).map((it) => [it.suite, it.cases.length])).toEqual([["jcs-rfc8785", 0], ["tlog", 1]]);
  });
});
