import { describe, expect, test } from "vitest";
import { primitives } from "#adapters/keys";
import {
  base64,
  base64url,
  canonicalBytes,
  CHANNELS_MOST,
  COSIGNATURE,
  disclosedNames,
  entriesOf,
  entryTiles,
  isFault,
  type Json,
  type LedgerFault,
  noteBytes,
  noteKeyFor,
  noteKeyOf,
  openCheckpoint,
  parseNote,
  parsePolicy,
  parseProof,
  proofBytes,
  readApprovedRelease,
  readRelease,
  readRootEntry,
  redacted,
  reveal,
  signNote,
  textOf,
  uint64,
  utf8,
  verifyNote,
  type WriteRecord,
  writeRecord,
  writeRootEntry,
} from "#ledger";
import { keyOf, vkey } from "./nations.ts";
import { disclosureOf, digestOf, keyTextOf } from "./raw.ts";
import { sound } from "./sample.ts";

// Every form in which a file of a ledger can be wrong, told by its code; what is right beside it is read.

const { sha256 } = primitives;
const codeOf = (it: object): string => (isFault(it as LedgerFault) ? (it as LedgerFault).code : "read");

describe("a proof", () => {
  const step = new Uint8Array(32).fill(7);
  const right = { index: 3, proof: [step], checkpoint: utf8("log\n4\nroot\n") };
  const text = textOf(proofBytes(right))!;
  test("with and without extra data reads back to the letter", () => {
    expect(parseProof(utf8(text))).toEqual(right);
    const more = { ...right, extra: Uint8Array.of(1, 2, 3) };
    expect(parseProof(proofBytes(more))).toEqual(more);
    expect(textOf(proofBytes(more))).toContain("\nextra AQID\nindex 3\n");
  });
  test.each<readonly [string, Uint8Array, string]>([
    ["no UTF-8", Uint8Array.of(0xff, 10, 10), "proof-shape"],
    ["no empty line", utf8(text.replaceAll("\n\n", "\n")), "proof-shape"],
    ["another header", utf8(text.replace("@v1", "@v9")), "proof-header"],
    ["extra data that are no base 64", utf8(text.replace("index 3", "extra !\nindex 3")), "proof-extra"],
    ["no index", utf8(text.replace("index 3\n", "")), "proof-index"],
    ["nothing behind the header", utf8("c2sp.org/tlog-proof@v1\n\nnote"), "proof-index"],
    ["an index with a sign", utf8(text.replace("index 3", "index +3")), "proof-index"],
    ["a step that is no base 64", utf8(text.replace(base64(step), "?")), "proof-path"],
    ["a step of 31 bytes", utf8(text.replace(base64(step), base64(step.slice(1)))), "proof-path"],
    ["sixty-four steps", proofBytes({ ...right, proof: Array.from({ length: 64 }, () => step) }), "proof-path"],
    ["sixty-three steps", proofBytes({ ...right, proof: Array.from({ length: 63 }, () => step) }), "read"],
  ])("%s", (_, bytes, code) => expect(codeOf(parseProof(bytes))).toBe(code));
});

describe("an entry of a root log", () => {
  const state = { size: 4, root: new Uint8Array(32).fill(9) };
  let salts = 0;
  const salt = (): Uint8Array => new Uint8Array(16).fill(++salts % 256);
  const entry = writeRootEntry(sha256, { party: "VAL", seq: 2, at: "2026-03-01T10:00:00Z", channels: new Map([["concord/val/1", state]]), salt });
  const body = JSON.parse(textOf(entry.leaf)!) as { readonly [name: string]: Json };
  const with_ = (change: { readonly [name: string]: Json }): Uint8Array => canonicalBytes({ ...body, ...change });
  /** An entry that says of a channel whatever one likes. */
  const saying = (of: Json): readonly [Uint8Array, readonly string[]] => {
    const disclosure = disclosureOf("concord/val/1", of);
    return [with_({ _sd: [digestOf(disclosure), ...(body["_sd"] as readonly Json[]).slice(1)] }), [disclosure]];
  };
  test("tells where the disclosed channels stand, and of the others not even that there are any", () => {
    const found = { party: "VAL", seq: 2, at: "2026-03-01T10:00:00Z" };
    expect(readRootEntry(sha256, entry.leaf, entry.disclosures)).toEqual({ ...found, channels: new Map([["concord/val/1", state]]) });
    expect(readRootEntry(sha256, entry.leaf, [])).toEqual({ ...found, channels: new Map() });
    expect((body["_sd"] as readonly Json[]).length).toBe(CHANNELS_MOST);
  });
  test("of more channels than a party may have is not written", () =>
    expect(() => writeRootEntry(sha256, { party: "VAL", seq: 0, at: "2026-03-01T10:00:00Z", channels: new Map(Array.from({ length: CHANNELS_MOST + 1 }, (_, i) => [`c${i}`, state])), salt })).toThrow(RangeError));
  test.each<readonly [string, Uint8Array, readonly string[], string]>([
    ["no JSON", utf8("{"), [], "json-form"],
    ["a list", utf8("[]"), [], "root-canonical"],
    ["spaces", utf8(textOf(entry.leaf)!.replace(",", ", ")), [], "root-canonical"],
    ["another version", with_({ v: 2 }), [], "root-form"],
    ["another type", with_({ type: "row" }), [], "root-form"],
    ["a party that is no text", with_({ party: 1 }), [], "root-form"],
    ["a place that is no number", with_({ seq: "2" }), [], "root-form"],
    ["a place that is not whole", with_({ seq: 2.5 }), [], "root-form"],
    ["a place before the first", with_({ seq: -1 }), [], "root-form"],
    ["a time that is no text", with_({ at: 1 }), [], "root-form"],
    ["a field more", with_({ more: 1 }), [], "root-form"],
    ["no digests", canonicalBytes(Object.fromEntries(Object.entries(body).filter(([name]) => name !== "_sd"))), [], "root-digests"],
    ["digests that are no list", with_({ _sd: "none" }), [], "root-digests"],
    ["a digest less", with_({ _sd: (body["_sd"] as readonly Json[]).slice(1) }), [], "root-digests"],
    ["a digest twice", with_({ _sd: [(body["_sd"] as readonly Json[])[1]!, ...(body["_sd"] as readonly Json[]).slice(1)] }), [], "digest-twice"],
    ["a disclosure of another entry", entry.leaf, [disclosureOf("other", 1)], "disclosure-stray"],
    ["a state that is no object", ...saying(7), "root-state"],
    ["a state without its size", ...saying({ root: base64(state.root) }), "root-state"],
    ["a size that is not whole", ...saying({ size: 0.5, root: base64(state.root) }), "root-state"],
    ["a size below nothing", ...saying({ size: -1, root: base64(state.root) }), "root-state"],
    ["a root that is no text", ...saying({ size: 4, root: 1 }), "root-state"],
    ["a root that is no base 64", ...saying({ size: 4, root: "?" }), "root-state"],
    ["a root of 31 bytes", ...saying({ size: 4, root: base64(state.root.slice(1)) }), "root-state"],
    ["what is right", ...saying({ size: 4, root: base64(state.root) }), "read"],
  ])("%s", (_, leaf, disclosures, code) => expect(codeOf(readRootEntry(sha256, leaf, disclosures))).toBe(code));
});

describe("what was hidden", () => {
  const field = disclosureOf("rank", 4);
  const item = base64url(utf8('["c2FsdC1zYWx0LXNhbHQtc2E",4]'));
  test.each<readonly [string, Json, string, Json]>([
    ["a field", { _sd: [digestOf(field)] }, field, { rank: 4 }],
    ["an item of a list", [{ "...": digestOf(item) }, 5], item, [4, 5]],
  ])("%s is opened where it stood", (_, value, disclosure, found) => expect(reveal(sha256, value, [disclosure])).toEqual(found));
  test.each<readonly [string, Json, string, string]>([
    ["a field as an item", [{ "...": digestOf(field) }], field, "disclosure-form"],
    ["an item as a field", { _sd: [digestOf(item)] }, item, "disclosure-form"],
    ["an item beside something else", [{ "...": digestOf(item), more: 1 }], item, "digest-form"],
    ["a digest that is no text", { _sd: [1, digestOf(field)] }, field, "digest-twice"],
  ])("%s is refused", (_, value, disclosure, code) => expect(codeOf(reveal(sha256, value, [disclosure]) as object)).toBe(code));
  test("what opens no field of a record has no name, and is not passed on", () => {
    const entry = { leaf: new Uint8Array(0), signatures: [], disclosures: ["?", base64url(utf8("{")), base64url(utf8("{}")), item, field] };
    expect([disclosedNames(entry), redacted(entry, () => true).disclosures]).toEqual([["rank"], [field]]);
  });
});

describe("a release", () => {
  const right = { id: "r1", party: "VAL", figure: { query: "coverage/air/2030", value: "7" }, to: "OPEN", reason: "asked for", until: "2031-12-31", originators: ["VAL"], basis: "abc" };
  const cells = { file: "holdings.csv", id: "h.VAL", cells: { elements: "4" } };
  const rowless = { elements: 4 };
  test.each<readonly [string, Json, string]>([
    ["a question with its answer", right, "read"],
    ["cells of a row", { ...right, figure: cells }, "read"],
    ["to a label that is written out", { ...right, to: { policy: "PACT" } }, "read"],
    ["no object", "release", "release-form"],
    ["a field more", { ...right, more: 1 }, "release-form"],
    ["a field of another name", { ...Object.fromEntries(Object.entries(right).filter(([name]) => name !== "basis")), base: "abc" }, "release-form"],
    ["no words of its reason", { ...right, reason: "" }, "release-form"],
    ["a party that is no text", { ...right, party: 1 }, "release-form"],
    ["a day in other words", { ...right, until: "soon" }, "release-form"],
    ["a day that is none", { ...right, until: "2031-13-31" }, "release-form"],
    ["no label", { ...right, to: null }, "release-form"],
    ["originators that are no list", { ...right, originators: "VAL" }, "release-form"],
    ["nobody's consent", { ...right, originators: [] }, "release-form"],
    ["an originator that is no text", { ...right, originators: [1] }, "release-form"],
    ["an originator twice", { ...right, originators: ["VAL", "VAL"] }, "release-form"],
    ["a figure that is a text", { ...right, figure: "7" }, "release-form"],
    ["a figure with more", { ...right, figure: { ...cells, more: "1" } }, "release-form"],
    ["cells that are no texts", { ...right, figure: { ...cells, cells: rowless } }, "release-form"],
    ["a row without its file", { ...right, figure: { ...cells, file: 1 } }, "release-form"],
    ["a row without its id", { ...right, figure: { file: cells.file, cells: cells.cells } }, "release-form"],
    ["a row and a question", { ...right, figure: { ...cells, query: "q" } }, "release-form"],
    ["a row and an answer", { ...right, figure: { ...cells, value: "7" } }, "release-form"],
    ["a question without its answer", { ...right, figure: { query: "q" } }, "release-form"],
    ["an answer without its question", { ...right, figure: { value: "7" } }, "release-form"],
    ["a question of a file", { ...right, figure: { query: "q", value: "7", file: "f" } }, "release-form"],
  ])("%s", (_, value, code) => expect(codeOf(readRelease(value))).toBe(code));
  test("that is not there is none", () => expect(codeOf(readRelease(undefined))).toBe("release-form"));

  const approval = { party: "VAL", key: "VAL/one", signature: base64url(new Uint8Array(64)) };
  test.each<readonly [string, { readonly [name: string]: Json }, string]>([
    ["with an approval", { release: right, approvals: [approval], evidence: { VAL: "keys" } }, "read"],
    ["with none", { release: right, approvals: [], evidence: {} }, "read"],
    ["a release that is none", { release: 1, approvals: [], evidence: {} }, "release-form"],
    ["no list of approvals", { release: right, evidence: {} }, "release-form"],
    ["approvals that are no list", { release: right, approvals: "none", evidence: {} }, "release-form"],
    ["an approval that is a text", { release: right, approvals: ["VAL"], evidence: {} }, "release-form"],
    ["an approval with more", { release: right, approvals: [{ ...approval, more: 1 }], evidence: {} }, "release-form"],
    ["an approval of no party", { release: right, approvals: [{ ...approval, party: 1 }], evidence: {} }, "release-form"],
    ["an approval of no key", { release: right, approvals: [{ ...approval, key: 1 }], evidence: {} }, "release-form"],
    ["a signature that is a number", { release: right, approvals: [{ ...approval, signature: 1 }], evidence: {} }, "release-form"],
    ["a signature that is no base 64", { release: right, approvals: [{ ...approval, signature: "?" }], evidence: {} }, "release-form"],
    ["no evidence", { release: right, approvals: [] }, "release-form"],
    ["evidence that is no text", { release: right, approvals: [], evidence: { VAL: 1 } }, "release-form"],
  ])("and its approvals, %s", (_, fields, code) => expect(codeOf(readApprovedRelease(fields))).toBe(code));
});

describe("a trust policy", () => {
  const log = `log ${vkey("VAL/log")} https://val.example`;
  test("knows where its logs are", () => {
    const found = parsePolicy(sha256, `# ours\n\n${log}\nquorum none\n`);
    expect(isFault(found) ? found : found.logs.map((it) => [it.key.name, it.url])).toEqual([["VAL/log", "https://val.example"]]);
  });
  test("knows where its witnesses are", () => {
    const found = sound(parsePolicy(sha256, `witness w ${keyTextOf("w", new Uint8Array(32), COSIGNATURE)} https://w.example\nquorum w\n`));
    expect(found.witnesses.map((it) => [it.name, it.url])).toEqual([["w", "https://w.example"]]);
  });
  test.each<readonly [string, string, string]>([
    ["a log with more than its address", `${log} more\nquorum none`, "policy-log"],
    ["a log without its key", "log\nquorum none", "policy-log"],
    ["a log with a key that is none", "log VAL\nquorum none", "key-shape"],
    ["a log twice", `${log}\n${log}\nquorum none`, "policy-twice"],
    ["a witness without its key", "witness HOL\nquorum none", "policy-witness"],
    ["a witness that is called none", `witness none ${vkey("HOL/w")}\nquorum none`, "policy-name"],
    ["a witness with a key that is none", "witness HOL x\nquorum none", "key-shape"],
    ["a witness with a key that signs checkpoints", `witness HOL ${vkey("HOL/w")}\nquorum none`, "policy-key"],
    ["a group of nobody", "group g any\nquorum none", "policy-group"],
    ["a group that is called none", "group none any a\nquorum none", "policy-name"],
    ["a group of whom nobody knows", "group g any a\nquorum none", "policy-unknown"],
    ["a group of nobody of it", "group g 0 a\nquorum none", "policy-threshold"],
    ["a group of more than it has", "group g 2 a\nquorum none", "policy-threshold"],
    ["a quorum without a name", "quorum", "policy-quorum"],
    ["two names of a quorum", "quorum a b", "policy-quorum"],
    ["two quorums", "quorum none\nquorum none", "policy-quorum"],
    ["a quorum that nobody knows", "quorum a", "policy-unknown"],
    ["no quorum", log, "policy-quorum"],
    ["another word", "trust VAL", "policy-word"],
    ["a control character", "quorum\u0007 none", "policy-control"],
    ["too many lines", "\n".repeat(100_000), "policy-size"],
  ])("%s", (_, text, code) => expect(codeOf(parsePolicy(sha256, text))).toBe(code));
});

describe("a signed note", () => {
  const [name, signer] = ["log.example/a", keyOf("VAL/one")];
  const key = noteKeyFor(sha256, name, signer);
  const text = `${name}\n1\n${base64(new Uint8Array(32))}\n`;
  const signed = (of: string, times = 1): Uint8Array => noteBytes({ text: of, signatures: Array.from({ length: times }, () => signNote(sha256, of, name, signer)) });
  test.each<readonly [string, Uint8Array, string]>([
    ["of a checkpoint", signed(text), "opened"],
    ["of something else", signed("hello\n"), "checkpoint-size"],
    ["with as many signatures as there may be", signed(text, 100), "opened"],
    ["with one more", signed(text, 101), "note-signatures"],
    ["larger than any that is meant", new Uint8Array(1_000_001), "note-size"],
  ])("%s", (_, bytes, code) => expect(codeOf(openCheckpoint(primitives, bytes, [key])).replace("read", "opened")).toBe(code));
  test("a key stands behind it once, however often it has signed", () => expect(verifyNote(primitives, sound(parseNote(signed(text, 2))), [key])).toEqual([key]));
});

describe("a key", () => {
  test.each<readonly [string, string, string]>([
    ["of a log, of 31 bytes", keyTextOf("a", new Uint8Array(31)), "key-size"],
    ["of a witness, of 33 bytes", keyTextOf("a", new Uint8Array(33), COSIGNATURE), "key-size"],
    ["of an algorithm of tomorrow, of whatever size", keyTextOf("a", new Uint8Array(5), 200), "read"],
  ])("%s", (_, text, code) => expect(codeOf(noteKeyOf(sha256, text))).toBe(code));
});

describe("a record is not written", () => {
  const right: WriteRecord = { type: "note", party: "VAL", seq: 0, at: "2030-03-01T10:00:00Z", by: ["VAL/one"], label: "OPEN", fields: {}, hidden: [], salt: () => new Uint8Array(16), digestCount: 0, signers: new Map([["VAL/one", keyOf("VAL/one")]]) };
  test("that is right it is", () => expect(writeRecord(sha256, right).signatures.map((it) => it.key)).toEqual(["VAL/one"]));
  test.each<readonly [string, Partial<WriteRecord>, string]>([
    ["at a time in other words", { at: "today" }, '"today" is no time such as 2026-03-01T10:00:00Z'],
    ["by somebody whose key is not there", { by: ["VAL/two"] }, "there is no key VAL/two to sign with"],
  ])("%s", (_, more, message) => expect(() => writeRecord(sha256, { ...right, ...more })).toThrow(new RangeError(message)));
});

test.each([-1, 0.5, 2 ** 53])("%d is no number of eight bytes", (value) => expect(() => uint64(value)).toThrow(RangeError));

describe("a bundle of entries", () => {
  const entry = Uint8Array.of(0, 2, 65, 66);
  test("has each with its length", () => expect(entriesOf(Uint8Array.of(...entry, ...entry))).toEqual([Uint8Array.of(65, 66), Uint8Array.of(65, 66)]));
  test.each<readonly [string, Uint8Array, string]>([
    ["within a length", entry.slice(0, 1), "tile-cut"],
    ["within an entry", entry.slice(0, 3), "tile-cut"],
    ["with one entry too many", new Uint8Array(2 * 257), "tile-width"],
    ["with as many as there may be", new Uint8Array(2 * 256), "read"],
  ])("ends %s", (_, bytes, code) => expect(codeOf(entriesOf(bytes))).toBe(code));
  test.each([[65_535, true], [65_536, false]])("holds an entry of %d bytes: %s", (size, isHeld) => {
    const made = (): number => entryTiles(() => new Uint8Array(size), 1).length;
    if (isHeld) expect(made()).toBe(1);
    else expect(made).toThrow(new RangeError("an entry of 65536 bytes does not fit; the most is 65535"));
  });
});
