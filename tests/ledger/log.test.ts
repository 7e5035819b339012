import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { primitives, signerFromSeed } from "#adapters/keys";
import { base64, base64url, checkpointBytes, checkpointOf, cosign, COSIGNATURE, entriesOf, entryTiles, fromBase64, fromBase64url, hashTiles, isFault, leafHash, MerkleTree, noteBytes, noteKeyFor, noteKeyOf, noteKeyText, openCheckpoint, parseNote, parsePolicy, parseProof, proofBytes, signCheckpoint, signNote, tileNumber, utf8, verifyNote, verifyProof, witnessesOf } from "#ledger";
import log from "../vectors/tlog/log-300.json" with { type: "json" };
import notes from "../vectors/tlog/real-notes.json" with { type: "json" };

const { sha256 } = primitives;
const entry = (i: number): Uint8Array => utf8(JSON.stringify({ seq: i, nation: "XAA", note: `dev-${i}`, pad: "x".repeat(i % 17) }));
const tree = new MerkleTree(sha256);
for (let i = 0; i < 300; i++) tree.append(leafHash(sha256, entry(i)));
const hexBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const sha = (bytes: Uint8Array): string => Buffer.from(sha256(bytes)).toString("hex");
const sound = <T extends object>(it: T): Exclude<T, { kind: "fault" }> => {
  if (isFault(it)) throw new Error(`${it.code}: ${it.message}`);
  return it as Exclude<T, { kind: "fault" }>;
};
const code = (it: object): string => (isFault(it) ? it.code : "sound");
const logKey = sound(noteKeyOf(sha256, log.logVkey));
const witnessKeys = log.witnessVkeys.map((it) => sound(noteKeyOf(sha256, it)));
const logSigner = signerFromSeed(hexBytes(log.logSeedHex));
const witnessSigners = log.witnessSeedsHex.map((it) => signerFromSeed(hexBytes(it)));
const policyText = (quorum: string): string => [`log ${log.logVkey}`, ...log.witnessVkeys.map((it, at) => `witness w${at + 1} ${it}`), "group two 2 w1 w2 w3", `quorum ${quorum}`, ""].join("\n");

describe("the log of 300 entries", () => {
  test.each(log.roots.map((it) => [it.size, it.root] as const))("root at size %i", (size, root) => expect(base64(tree.root(size))).toBe(root));
  test.each(log.inclusion.map((it) => [it.index, it.size, it.proof] as const))("entry %i in size %i", (index, size, proof) => expect(tree.inclusion(index, size).map(base64)).toEqual(proof));
  test.each(log.consistency.map((it) => [it.old, it.new, it.proof] as const))("from %i to %i", (oldSize, newSize, proof) => expect(tree.consistency(oldSize, newSize).map(base64)).toEqual(proof));
  test.each(log.tiles.map((it) => [it.path, it] as const))("%s", (path, expected) => {
    const tile = [...hashTiles(tree, 300), ...entryTiles(entry, 300)].find((it) => it.path === path);
    expect([tile?.bytes.length, sha(tile?.bytes ?? new Uint8Array(0))]).toEqual([expected.bytes, expected.sha256]);
  });
  test("no other tiles", () => expect([...hashTiles(tree, 300), ...entryTiles(entry, 300)].map((it) => it.path).sort()).toEqual(log.tiles.map((it) => it.path).sort()));
  test("keys are those of their seeds", () => {
    expect(noteKeyText(noteKeyFor(sha256, log.origin, logSigner))).toBe(log.logVkey);
    expect(witnessSigners.map((it, at) => noteKeyText(noteKeyFor(sha256, witnessKeys[at]!.name, it, COSIGNATURE)))).toEqual(log.witnessVkeys);
  });

  test.each(log.checkpoints.map((it) => [it.size, it.note] as const))("the checkpoint at size %i opens, its witnesses stand behind it, and it is written again to the byte", (size, text) => {
    const { checkpoint, note } = sound(openCheckpoint(primitives, utf8(text), [logKey]));
    expect([checkpoint.origin, checkpoint.size, base64(checkpoint.root)]).toEqual([log.origin, size, base64(tree.root(size))]);
    const behind = witnessesOf(primitives, note, witnessKeys);
    expect(behind.map((it) => it.key.name)).toEqual(note.signatures.slice(1).map((it) => it.name));
    const signed = signCheckpoint(sha256, checkpoint, logSigner);
    const again = { ...signed, signatures: [...signed.signatures, ...behind.map((it) => cosign(sha256, signed.text, { name: it.key.name, signer: witnessSigners[witnessKeys.indexOf(it.key)]!, seconds: it.seconds }))] };
    expect(new TextDecoder().decode(checkpointBytes(again))).toBe(text);
  });

  test("the proof verifies under a policy of two in three, and is written again to the byte", () => {
    const policy = sound(parsePolicy(sha256, policyText("two")));
    const proved = sound(verifyProof(primitives, { proof: utf8(log.tlogProof), leaf: leafHash(sha256, entry(123)), policy }));
    expect([proved.index, proved.checkpoint.size]).toEqual([123, 300]);
    expect(new TextDecoder().decode(proofBytes(sound(parseProof(utf8(log.tlogProof)))))).toBe(log.tlogProof);
  });

  test.each([
    ["of another entry", utf8(log.tlogProof), entry(124), "two", "proof-inclusion"],
    ["with another index", utf8(log.tlogProof.replace("index 123", "index 124")), entry(123), "two", "proof-inclusion"],
    ["of another size", utf8(log.tlogProof.replace("\n300\n", "\n301\n")), entry(123), "two", "note-signature"],
    ["without its witnesses", utf8(log.tlogProof.split("\n").filter((it) => !it.includes("— witness")).join("\n")), entry(123), "two", "proof-quorum"],
    ["without its log", utf8(log.tlogProof.split("\n").filter((it) => !it.includes("— ledger")).join("\n")), entry(123), "two", "note-untrusted"],
    ["cut", utf8(log.tlogProof.slice(0, 100)), entry(123), "two", "proof-shape"],
    ["of another version", utf8(log.tlogProof.replace("@v1", "@v2")), entry(123), "two", "proof-header"],
    ["with an index beyond numbers", utf8(log.tlogProof.replace("index 123", "index 0123")), entry(123), "two", "proof-index"],
  ])("refused: a proof %s", (_, proof, leaf, quorum, expected) => expect(code(verifyProof(primitives, { proof, leaf: leafHash(sha256, leaf), policy: sound(parsePolicy(sha256, policyText(quorum))) }))).toBe(expected));
});

describe("notes", () => {
  test.each(notes.map((it) => [it.name, it] as const))("%s", (_, it) => {
    const key = sound(noteKeyOf(sha256, it.vkey));
    expect(sound(verifyNote(primitives, sound(parseNote(utf8(it.note))), [key]))).toEqual([key]);
  });

  const text = "a text\n\nwith an empty line\n";
  const good = noteBytes({ text, signatures: [signNote(sha256, text, log.origin, logSigner)] });
  const goodText = new TextDecoder().decode(good);
  test("a text with an empty line is kept whole", () => expect(sound(parseNote(good)).text).toBe(text));
  test.each([
    ["changed by a letter", goodText.replace("a text", "b text"), "note-signature"],
    ["without signature", `${text}\n`, "note-unsigned"],
    ["without empty line", "text\n— a b\n", "note-shape"],
    ["without last line feed", goodText.slice(0, -1), "note-shape"],
    ["with a carriage return", goodText.replaceAll("\n", "\r\n"), "note-control"],
    ["with a hyphen for the dash", goodText.replace("—", "-"), "note-line"],
    ["with base 64 that is not canonical", goodText.replace(/==\n$/, "=\n").replace(/=\n$/, "\n"), "note-line"],
    ["by a key of another name", goodText.replace(`— ${log.origin}`, "— somebody.else"), "note-untrusted"],
    ["with a line that only looks signed", `${text}\n— a AAAA\n`, "note-line"],
  ])("refused: %s", (_, bad, expected) => {
    const note = parseNote(utf8(bad));
    expect(isFault(note) ? note.code : code(verifyNote(primitives, note, [logKey]))).toBe(expected);
  });
  test("refused: bytes that are no text", () => expect(code(parseNote(Uint8Array.of(0xff, 0x0a, 0x0a)))).toBe("note-utf8"));
  test("signatures of unknown keys are passed over", () => {
    const other = signNote(sha256, text, "other", signerFromSeed(new Uint8Array(32).fill(7)));
    expect(sound(verifyNote(primitives, sound(parseNote(noteBytes({ text, signatures: [other, signNote(sha256, text, log.origin, logSigner)] }))), [logKey]))).toEqual([logKey]);
  });
  test("no single flipped bit of a signed note passes", () => {
    for (let at = 0; at < good.length; at++) {
      const bad = Uint8Array.from(good);
      bad[at]! ^= 1 << at % 8;
      const note = parseNote(bad);
      expect([at, isFault(note) || isFault(verifyNote(primitives, note, [logKey]))]).toEqual([at, true]);
    }
  });
});

describe("checkpoints", () => {
  const root = base64(tree.root(3));
  test.each([
    [`o\n3\n${root}\n`, "sound"],
    [`o\n3\n${root}\nan extension\n`, "sound"],
    [`o\n03\n${root}\n`, "checkpoint-size"],
    [`o\n-3\n${root}\n`, "checkpoint-size"],
    [`o\n9007199254740993\n${root}\n`, "checkpoint-size"],
    [`\n3\n${root}\n`, "checkpoint-origin"],
    [`o\n3\n${root.slice(4)}\n`, "checkpoint-root"],
    [`o\n3\n${root}\n\nx\n`, "checkpoint-extension"],
    [`o\n3\n${root}`, "checkpoint-shape"],
  ])("%j is %s", (text, expected) => expect(code(checkpointOf(text))).toBe(expected));
});

describe("trust policies", () => {
  const [w1, w2] = log.witnessVkeys as [string, string, string];
  test.each([
    ["two witnesses are enough", policyText("two"), ["w1", "w3"], true],
    ["one is not", policyText("two"), ["w1"], false],
    ["a single witness", policyText("w2"), ["w2"], true],
    ["none asked for", policyText("none"), [], true],
  ])("%s", (_, text, present, expected) => expect(sound(parsePolicy(sha256, text)).isQuorum(new Set(present))).toBe(expected));
  test("groups of groups: all of both", () => {
    const policy = sound(parsePolicy(sha256, `# comment\n\twitness a ${w1}\nwitness b ${w2}\ngroup x any a\ngroup y any b\ngroup z all x y\nquorum z\n`));
    expect([policy.isQuorum(new Set(["a"])), policy.isQuorum(new Set(["a", "b"]))]).toEqual([false, true]);
  });
  test.each([
    ["", "policy-quorum"],
    ["quorum none\nquorum none\n", "policy-quorum"],
    ["quorum w1\n", "policy-unknown"],
    [`witness a ${w1}\nwitness b ${w1}\nquorum none\n`, "policy-twice"],
    [`witness a ${w1}\nwitness a ${w2}\nquorum none\n`, "policy-name"],
    [`witness none ${w1}\nquorum none\n`, "policy-name"],
    [`witness a ${log.logVkey}\nquorum none\n`, "policy-key"],
    [`log ${w1}\nquorum none\n`, "policy-key"],
    [`log ${log.logVkey}\nlog ${log.logVkey}\nquorum none\n`, "policy-twice"],
    [`witness a ${w1}\ngroup g 2 a\nquorum g\n`, "policy-threshold"],
    [`witness a ${w1}\ngroup g 0 a\nquorum g\n`, "policy-threshold"],
    [`witness a ${w1}\ngroup g any a\ngroup h any a\nquorum h\n`, "policy-member"],
    [`group g any a\nwitness a ${w1}\nquorum g\n`, "policy-unknown"],
    ["trust everyone\nquorum none\n", "policy-word"],
    ["quorum\u000bnone\n", "policy-control"],
  ])("refused: %j with %s", (text, expected) => expect(code(parsePolicy(sha256, text))).toBe(expected));
});

describe("tiles", () => {
  test.each([
    [0, "000"],
    [999, "999"],
    [1000, "x001/000"],
    [1_234_067, "x001/x234/067"],
  ])("number %i", (index, path) => expect(tileNumber(index)).toBe(path));
  test("a tree of 70 000 has the tiles of the specification's example", () => {
    const large = new MerkleTree(sha256);
    for (let i = 0; i < 70_000; i++) large.append(new Uint8Array(32));
    const paths = hashTiles(large, 70_000).map((it) => it.path);
    expect([paths.filter((it) => it.startsWith("tile/0/")).length, paths.at(273), paths.filter((it) => it.startsWith("tile/1/")), paths.at(-1)]).toEqual([274, "tile/0/273.p/112", ["tile/1/000", "tile/1/001.p/17"], "tile/2/000.p/1"]);
  });
  test("a bundle gives back its entries; a cut one is refused", () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 }), fc.nat(), (entries, cut) => {
      const bytes = entryTiles((at) => entries[at]!, entries.length)[0]!.bytes;
      expect(entriesOf(bytes)).toEqual(entries);
      const part = entriesOf(bytes.slice(0, cut % bytes.length));
      expect(isFault(part) || part.length < entries.length).toBe(true);
    }));
  });
});

describe("base 64", () => {
  test("there and back, and only the canonical spelling", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect([base64(bytes), base64url(bytes)]).toEqual([Buffer.from(bytes).toString("base64"), Buffer.from(bytes).toString("base64url")]);
      expect([fromBase64(base64(bytes)), fromBase64url(base64url(bytes))]).toEqual([bytes, bytes]);
    }));
    expect(["YR==", "YQ=", "Y Q=", "YQ==\n", "="].map(fromBase64)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
