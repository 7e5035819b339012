import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { primitives } from "#adapters/keys";
import { verifiedStore } from "#adapters/sqlite";
import { appendDrafts, catchUp, eraseFields, newIn, openLedger, type OpenLedger, readChannels, tablesOf, verifiedMark, type VerifiedMark, RULES_VERSION } from "#app";
import { type Entry, isFault, knownType, leafHash, type LedgerStore, MerkleTree, readKnownRecord, readRecord, utf8 } from "#ledger";
import { blockDigest, VerifiedBlocks } from "../../src/app/ledger/verified.ts";
import { digestOf, disclosureOf, rawLog } from "./raw.ts";
import { clerk, keyText, newLedger, note, officers, originOf, sound, stock, tools } from "./sample.ts";

/** Two channels, the larger of more than one block: notes, and stocks with a field that can be hidden. */
const NOTES = 1100;

function bigLedger(): OpenLedger {
  const ledger = newLedger();
  const drafts = [...Array.from({ length: NOTES }, (_, at) => note(`note ${at}`)), ...Array.from({ length: 40 }, (_, at) => stock(at)), { type: "key-enrolled", fields: { key: keyText("XAA/clerk", 4) }, label: "PUBLIC" }];
  expect(appendDrafts(ledger, drafts, officers).kind).toBe("appended");
  return ledger;
}

// What was verified once need not be computed again for the same bytes: the counts are what is tested.
const answers = new Map<string, boolean>();

/** Tools that count the signatures they verify. */
function counting(): { readonly tools: typeof tools; readonly count: () => number } {
  let count = 0;
  const verifyEd25519: typeof primitives.verifyEd25519 = (key, message, signature) => {
    count += 1;
    const name = [key, message, signature].map((it) => Buffer.from(it).toString("base64")).join(" ");
    const answer = answers.get(name) ?? primitives.verifyEd25519(key, message, signature);
    answers.set(name, answer);
    return answer;
  };
  return { tools: { ...tools, primitives: { ...primitives, verifyEd25519 } }, count: () => count };
}

const ledger = bigLedger();
const mark = verifiedMark(ledger);
const [openLog, closedLog] = [originOf(ledger, "PUBLIC"), originOf(ledger, "RESTRICTED")];
const root = ledger.root!.origin;

/** Verdict of an opening, and how many signatures it verified. */
function opened(store: LedgerStore, known?: VerifiedMark): readonly [string, number] {
  const by = counting();
  const found = openLedger(store, by.tools, known);
  return [isFault(found) ? found.code : "opened", by.count()];
}

const CHECKPOINTS = 3;
const total = ledger.store
  .logs()
  .filter((it) => it.role === "channel")
  .reduce((sum, it) => sum + it.size, 0);

test("what was verified before is not verified again, and what is read is the same", () => {
  expect(opened(ledger.store)).toEqual(["opened", 2 * total + CHECKPOINTS]);
  expect(opened(ledger.store, mark)).toEqual(["opened", CHECKPOINTS]);
  const again = sound(openLedger(ledger.store, tools, mark));
  expect(verifiedMark(again)).toEqual(mark);
  expect(readChannels(again)).toEqual(readChannels(ledger));
  expect([again.root!.entries, again.root!.latest]).toEqual([ledger.root!.entries, ledger.root!.latest]);
  expect(tablesOf(readChannels(again))).toEqual(tablesOf(readChannels(ledger)));
});

test("what is new is verified in full, by keys that were enrolled among what is known", () => {
  const own = bigLedger();
  const before = verifiedMark(own);
  expect(appendDrafts(own, [note("new"), stock(99)], clerk).kind).toBe("appended");
  expect(opened(own.store, before)).toEqual(["opened", 2 + CHECKPOINTS]);
  const after = verifiedMark(own);
  expect([newIn(before, undefined), newIn(after, after), newIn(after, before)]).toEqual([total + 2, 0, ((NOTES + 3) % 1000) + 43 + 3]);
  expect(verifiedMark(sound(openLedger(own.store, tools, before)))).toEqual(after);
  const again = sound(openLedger(own.store, tools, before));
  expect(appendDrafts(again, [stock(100)], clerk).kind).toBe("appended");
  // The chain of a thing goes on over what was known.
  const { tree } = again.channels.get(originOf(again, "RESTRICTED"))!;
  expect(readChannels(again).at(-1)?.records.at(-1)?.prev).toBe(Buffer.from(tree.leaf(tree.size - 2)!).toString("base64url"));
});

test("what another program has written is taken into an open ledger, and what it has altered is refused", () => {
  const own = bigLedger();
  const other = sound(openLedger(own.store, tools));
  const before = other.root!.entries.length;
  expect(appendDrafts(own, [note("from elsewhere"), stock(7), note("first of its label", "SECRET")], officers).kind).toBe("appended");
  expect([catchUp(other), other.root!.entries.length, other.channels.size]).toEqual([undefined, before + 1, 3]);
  expect(verifiedMark(other)).toEqual(verifiedMark(own));
  expect(readChannels(other)).toEqual(readChannels(own));
  expect([appendDrafts(other, [stock(8)], officers).kind, catchUp(own), appendDrafts(own, [stock(9)], officers).kind]).toEqual(["appended", undefined, "appended"]);
  expect(readChannels(own)[1]!.records.slice(-3).map((it) => it.fields["quantity"])).toEqual([1007, 1008, 1009]);
  const rotten: LedgerStore = { ...own.store, read: (of, from, to) => own.store.read(of, from, to).map((it) => ({ ...it, signatures: it.signatures.map((one) => ({ ...one, signature: new Uint8Array(64) })) })) };
  expect(catchUp({ ...other, store: rotten })).toMatchObject({ code: "record-signature" });
});

describe("a ledger that was altered is found out, whatever is known of it", () => {
  const changed = (origin: string, place: number, change: (it: Entry) => Entry): Partial<LedgerStore> => ({
    read: (of, from, to) => ledger.store.read(of, from, to).map((it, at) => (of === origin && from + at === place ? change(it) : it)),
  });
  const flip = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((it, k) => (k === at ? it ^ 1 : it));
  const swapped: Partial<LedgerStore> = {
    read: (of, from, to) => {
      const all = [...ledger.store.read(of, from, to)];
      if (of === openLog && from === 1000) [all[0], all[1]] = [all[1]!, all[0]!];
      return all;
    },
  };
  const cut: Partial<LedgerStore> = { read: (of, from, to) => ledger.store.read(of, from, of === openLog ? Math.min(to, 1050) : to) };
  const other = bigLedger();
  test.each<readonly [string, Partial<LedgerStore>, string]>([
    ["nothing", {}, "opened"],
    ["a bit of a record in the first block", changed(openLog, 500, (it) => ({ ...it, leaf: flip(it.leaf, it.leaf.length - 60) })), "record-signature"],
    ["a bit of a record in the last block", changed(openLog, NOTES - 1, (it) => ({ ...it, leaf: utf8(new TextDecoder().decode(it.leaf).replace("note ", "Note ")) })), "record-signature"],
    ["a bit of a signature", changed(openLog, 800, (it) => ({ ...it, signatures: it.signatures.map((one) => ({ ...one, signature: flip(one.signature, 10) })) })), "record-signature"],
    ["a signature taken away", changed(openLog, 800, (it) => ({ ...it, signatures: it.signatures.slice(1) })), "record-unsigned"],
    ["the name on a signature", changed(openLog, 800, (it) => ({ ...it, signatures: it.signatures.map((one) => ({ ...one, key: "XAA/one" })) })), "record-signature"],
    ["a disclosure of another record", changed(closedLog, 3, (it) => ({ ...it, disclosures: ledger.store.read(closedLog, 4, 5)[0]!.disclosures })), "disclosure-stray"],
    ["two records swapped", swapped, "record-seq"],
    ["a log cut", cut, "checkpoint-tree"],
    ["the root log's word of a channel", changed(root, 0, (it) => ({ ...it, disclosures: [] })), "opened"],
    ["a bit of the root log", changed(root, 0, (it) => ({ ...it, leaf: utf8(new TextDecoder().decode(it.leaf).replace("T10:00:00Z", "T10:00:01Z")) })), "checkpoint-tree"],
    ["another ledger in its place", other.store, "opened"],
  ])("%s", (_, change, code) => {
    const store = { ...ledger.store, ...change };
    expect(opened(store, mark)[0]).toBe(code);
    // The same as whoever knows nothing of it finds.
    expect(opened(store)[0]).toBe(code);
  });
  test("nothing of another ledger counts as known", () => expect(opened(other.store, mark)[1]).toBe(opened(other.store)[1]));
  test("a record changed while the ledger is open is not read", () => {
    const open = sound(openLedger(ledger.store, tools, mark));
    const rotten = { ...open, store: { ...open.store, ...changed(openLog, 1010, (it) => ({ ...it, leaf: flip(it.leaf, it.leaf.length - 60) })) } };
    expect(() => readChannels(rotten)).toThrow(`Entry 1010 of ${openLog} was changed while the ledger was open.`);
  });
});

test("a value that was erased leaves its block to be verified in full, once", () => {
  const own = bigLedger();
  const before = verifiedMark(own);
  expect(eraseFields(own, { origin: originOf(own, "RESTRICTED"), place: 3 }, ["quantity"])).toBe(undefined);
  expect(opened(own.store, before)).toEqual(["opened", 2 * 42 + CHECKPOINTS]);
  expect(opened(own.store, verifiedMark(sound(openLedger(own.store, tools, before))))).toEqual(["opened", CHECKPOINTS]);
});

test("a record known by its bytes is read as it was read strictly", () => {
  const { sha256 } = primitives;
  for (const origin of [openLog, closedLog]) {
    for (const { leaf, disclosures } of ledger.store.read(origin, 0, 2000)) {
      const strict = readRecord(sha256, leaf, disclosures);
      expect(readKnownRecord(sha256, leaf, disclosures)).toEqual(strict);
      expect(knownType(leaf)).toBe("type" in strict ? strict.type : "fault");
    }
  }
  // Digests may stand within a field too.
  const within = rawLog({ records: [{ open: { ranks: { _sd: [digestOf(disclosureOf("first", 4))] } } }] }).entries[0]!.leaf;
  for (const disclosures of [[], [disclosureOf("first", 4)], [disclosureOf("first", 5)]]) expect(readKnownRecord(sha256, within, disclosures)).toEqual(readRecord(sha256, within, disclosures));
});

test.each([
  ["a text that looks like a type", { fields: { text: ',"type":"release","v":1}' } }, "note"],
  ["a type with a quote", { type: 'a"release' }, "release"],
  ["a type longer than any that is meant", { type: "x".repeat(100) }, ""],
  ["a type in another script", { type: "отчёт" }, undefined],
])("the type of a record by its bytes: %s", (_, more, type) => {
  const own = newLedger();
  const draft = { type: "note", fields: { text: "a" }, label: "PUBLIC", ...more };
  expect(appendDrafts(own, [draft], officers).kind).toBe("appended");
  const found = knownType(own.store.read(originOf(own, "PUBLIC"), 1, 2)[0]!.leaf);
  if (type === undefined) expect(["release", "key-enrolled"]).not.toContain(found);
  else expect(found).toBe(type);
});

test.each([0, 19, 20, 1000, 1020])("the mark of %d entries has a digest for each block of them", (count) => {
  const tree = new MerkleTree(primitives.sha256);
  const blocks = new VerifiedBlocks(primitives.sha256, tree);
  const entries = Array.from({ length: count }, (_, at) => ({ signatures: [], disclosures: [`${at}`] }));
  const digests: string[] = [];
  for (const [at, it] of entries.entries()) {
    tree.append(leafHash(primitives.sha256, utf8(`${at}`)));
    blocks.add(it);
    if ((at + 1) % 1000 === 0 || at + 1 === count) digests.push(blockDigest(primitives.sha256, tree.root(), entries.slice(1000 * Math.floor(at / 1000), at + 1)));
  }
  expect(blocks.mark("log")).toEqual({ origin: "log", size: count, blocks: digests });
});

describe("what is kept", () => {
  const fresh = (): { readonly file: string; readonly folder: string } => {
    const at = mkdtempSync(join(tmpdir(), "concord-verified-"));
    const file = join(at, "ledger.sqlite");
    new DatabaseSync(file).close();
    return { file, folder: join(at, "kept") };
  };
  test("is read back by the same path, and by no other", () => {
    const { file, folder } = fresh();
    verifiedStore(file, folder).keep(mark);
    expect([verifiedStore(file, folder).read(), verifiedStore(fresh().file, folder).read()]).toEqual([{ logs: mark.logs }, undefined].map((it) => (it === undefined ? it : expect.objectContaining(it))));
  });
  test.each<readonly [string, (path: string, folder: string) => void]>([
    ["is cut", (path) => writeFileSync(path, readFileSync(path, "utf8").slice(0, -9))],
    ["was verified by other rules", (path) => writeFileSync(path, readFileSync(path, "utf8").replace(`"rules":${RULES_VERSION}`, '"rules":0'))],
    ["is of another form", (path) => writeFileSync(path, `{"rules":${RULES_VERSION},"logs":[{"origin":"a","size":1,"blocks":[7]}]}`)],
    ["others could have written", (_path, folder) => chmodSync(folder, 0o777)],
  ])("counts for nothing where it %s", (_, spoil) => {
    const { file, folder } = fresh();
    verifiedStore(file, folder).keep(mark);
    spoil(join(folder, readdirSync(folder)[0]!), folder);
    expect(verifiedStore(file, folder).read()).toBe(undefined);
  });
  test("is left alone where it cannot be kept", () => expect(verifiedStore(fresh().file, "/dev/null/kept").keep(mark)).toBe(undefined));
});
