import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { primitives } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, beat, channelFault, channelLabel, createLedger, type Draft, entryProof, groupCommits, labelKey, labelsBelow, labelStatements, openLedger, readChannels, shownEntries, sizesAt } from "#app";
import { CHANNEL_OPENED, CHANNELS_MOST, checkpointBytes, type Entry, isFault, type Json, KEY_ENROLLED, KEY_REVOKED, type LedgerStore, noteKeyFor, noteKeyText, readRecord, readRootEntry, signCheckpoint } from "#ledger";
import { newNation, world } from "./nations.ts";
import { append, clerk, CLERK, exported, keyText, newLedger, newPath, node, note, officers, ONE, originOf, signer, sound, stock, tools, TWO, wholePolicy, codeOf } from "./sample.ts";

const typesIn = (ledger: ReturnType<typeof newLedger>, label: string): readonly string[] => readChannels(ledger).find((it) => it.label === label)?.records.map((it) => it.type) ?? [];
const enrolClerk: Draft = { type: KEY_ENROLLED, fields: { key: keyText("XAA/clerk", CLERK) }, label: "PUBLIC" };
const revoke = (key: string): Draft => ({ type: KEY_REVOKED, fields: { key }, label: "PUBLIC" });

const OLD = join(import.meta.dirname, "fixtures", "before-channels");
const beforeChannels = (): ReturnType<typeof newLedger> => {
  const at = newPath("before-channels");
  cpSync(OLD, at, { recursive: true });
  return sound(openLedger(sqliteLedger(join(at, "ledger.sqlite")), tools));
};

describe("one log for each label", () => {
  test("drafts of one append go to the channels of their labels, in one commit; each is signed, numbered and follows what it is about", () => {
    const ledger = newLedger();
    expect(append(ledger, [stock(0), note("a"), stock(1), note("b", "SECRET")])).toBe("appended");
    expect(append(ledger, [stock(2)])).toBe("appended");
    expect([typesIn(ledger, "PUBLIC"), typesIn(ledger, "RESTRICTED"), typesIn(ledger, "SECRET")]).toEqual([[CHANNEL_OPENED, "note"], [CHANNEL_OPENED, "stock", "stock", "stock"], [CHANNEL_OPENED, "note"]]);
    expect(readChannels(ledger)[1]?.records.slice(1).map((it) => [it.seq, it.fields["quantity"], it.prev !== undefined])).toEqual([[1, 1000, false], [2, 1001, true], [3, 1002, true]]);
    expect([ledger.root?.entries.length, ledger.root?.entries.at(-1)?.channels.size]).toEqual([3, 3]);
    const again = sound(openLedger(ledger.store, tools));
    expect([...again.channels].map(([origin, it]) => [origin, it.tree.root()])).toEqual([...ledger.channels].map(([origin, it]) => [origin, it.tree.root()]));
  });
  test("a reader opens only the channels it may read", () => {
    const ledger = newLedger();
    append(ledger, [stock(0), note("a"), note("b", "SECRET")]);
    expect(readChannels(ledger, { permits: (it) => it === "PUBLIC" }).map((it) => it.label)).toEqual(["PUBLIC"]);
  });
  test("of a log of before channels it reads the records whose label lets it in", () => {
    const old = beforeChannels();
    const seen = (permits?: (label: Json) => boolean): readonly (readonly [label: Json, records: number])[] => [...Map.groupBy(readChannels(old, permits === undefined ? {} : { permits }).flatMap((it) => it.records), (it) => it.label)].map(([label, all]) => [label, all.length]);
    expect([seen(), seen((it) => it === "RESTRICTED"), seen(() => false)]).toEqual([[["PUBLIC", 1], ["OPEN", 67], ["RESTRICTED", 2]], [["RESTRICTED", 2]], []]);
  });
  test("[C5] names of logs say whose they are and not what for, and no two are alike or share a key", () => {
    const ledger = newLedger();
    append(ledger, [stock(0), note("b", "SECRET")]);
    const logs = ledger.store.logs();
    for (const { origin } of logs) expect(origin).toMatch(/^concord\/xaa\/[0-9a-f]{18}$/);
    expect([new Set(logs.map((it) => it.origin)).size, new Set(logs.map((it) => it.key.split("+")[2])).size, logs.filter((it) => it.role === "root").length]).toEqual([4, 4, 1]);
  });
  test("[C4] labels that mean the same share a channel", () => {
    const ledger = newLedger();
    const label = (to: readonly (readonly string[])[]) => ({ policy: "P", hierarchy: 1, restrictive: [["s", "b"], ["s", "a"]], clauses: { to }, informative: [] });
    append(ledger, [note("a", label([["B", "A"], ["A", "C", "B"]])), note("b", label([["A", "B"]])), note("c", label([["A"]]))]);
    expect(ledger.channels.size).toBe(3);
    expect(channelLabel(label([["B", "A"]]))).toEqual({ policy: "P", hierarchy: 1, restrictive: [["s", "a"], ["s", "b"]], clauses: { to: [["A", "B"]] }, informative: [] });
  });
  test.each([[""], [" A"], [7], [null], [{}], [{ policy: "P", hierarchy: 1 }], [[]], [{ policy: "P", hierarchy: 1, restrictive: [], clauses: { to: ["A"] }, informative: [] }]])("%j is no label, and nothing is written", (label) => {
    const ledger = newLedger();
    expect([append(ledger, [note("a"), note("b", label)]), ledger.root?.entries.length]).toEqual(["draft-form", 1]);
  });
  test(`[C6] a party has at most ${CHANNELS_MOST} channels`, () => {
    const ledger = newLedger();
    const most = Array.from({ length: CHANNELS_MOST - 1 }, (_, at) => note("x", `L${at}`));
    expect([append(ledger, [...most, note("x", "more")]), ledger.channels.size, append(ledger, most), append(ledger, [note("x", "more")]), append(ledger, [note("y", "L3")]), ledger.channels.size]).toEqual(["channel-most", 1, "appended", "channel-most", "appended", CHANNELS_MOST]);
    expect(codeOf(exported(ledger, { root: true }))).toBe("sound");
  });
  test("records of another label are refused in a channel, by the ledger and by whoever checks", () => {
    const ledger = newLedger();
    append(ledger, [note("a"), note("b")]);
    const origin = originOf(ledger, "PUBLIC");
    const stranger = sound(readRecord(primitives.sha256, ledger.store.read(origin, 1, 2)[0]!.leaf));
    const book = ledger.channels.get(origin)!.book.copy();
    expect([book.admit({ ...stranger, label: "SECRET" }, ledger.store.read(origin, 1, 2)[0]!)?.code, book.admit({ ...stranger, party: "XBB" }, ledger.store.read(origin, 1, 2)[0]!)?.code]).toEqual(["record-channel", "record-party"]);
  });
});

describe("keys count by their place in each channel", () => {
  test("[C7] enrolled by two officers, revoked, never before or after; in every channel alike", () => {
    const ledger = newLedger();
    expect(append(ledger, [stock(0)], clerk)).toBe("channel-officers");
    // The same is known before anything is written, and of an officer too, where it takes two; a channel that is there takes nobody.
    expect([stock(0), note("a")].map((it) => ["XAA/clerk", "XAA/one"].map((author) => channelFault(ledger, it, author)?.code))).toEqual([["channel-officers", "channel-officers"], [undefined, undefined]]);
    expect(append(ledger, [note("a")], clerk)).toBe("record-key");
    expect(append(ledger, [stock(0)])).toBe("appended");
    expect(append(ledger, [enrolClerk], { ...officers, authors: new Map([["XAA/one", signer(ONE)]]) })).toBe("key-officers");
    expect(append(ledger, [enrolClerk])).toBe("appended");
    expect([append(ledger, [stock(1)], clerk), append(ledger, [note("a")], clerk)]).toEqual(["appended", "appended"]);
    expect(append(ledger, [revoke("XAA/clerk")], clerk)).toBe("key-officers");
    expect(append(ledger, [revoke("XAA/clerk")])).toBe("appended");
    expect([append(ledger, [stock(2)], clerk), append(ledger, [note("b")], clerk), append(ledger, [enrolClerk])]).toEqual(["record-key", "record-key", "key-name"]);
    expect([typesIn(ledger, "PUBLIC"), typesIn(ledger, "RESTRICTED")]).toEqual([[CHANNEL_OPENED, KEY_ENROLLED, "note", KEY_REVOKED], [CHANNEL_OPENED, "stock", KEY_ENROLLED, "stock", KEY_REVOKED]]);
    expect(codeOf(exported(ledger, { root: true }))).toBe("sound");
  });
  test("a channel that is opened later knows the keys in force, and not those revoked before", () => {
    const ledger = newLedger();
    append(ledger, [enrolClerk, { ...enrolClerk, fields: { key: keyText("XAA/gone", 9), person: "Ada" } }]);
    append(ledger, [{ ...enrolClerk, fields: { key: keyText("XAA/second", 11), person: "Bea" } }]);
    append(ledger, [revoke("XAA/gone"), { type: KEY_ENROLLED, fields: { key: keyText("XAA/three", 10), officer: true, person: "XAA/one" }, label: "PUBLIC" }]);
    expect(append(ledger, [note("a", "SECRET")], clerk)).toBe("channel-officers");
    expect(append(ledger, [note("a", "SECRET")])).toBe("appended");
    const book = ledger.channels.get(originOf(ledger, "SECRET"))!.book;
    expect(book.all.map((it) => [it.key.name, it.isOfficer, it.person])).toEqual([["XAA/one", true, "XAA/one"], ["XAA/two", true, "XAA/two"], ["XAA/three", true, "XAA/one"], ["XAA/clerk", false, "XAA/clerk"], ["XAA/second", false, "Bea"]]);
    expect(append(ledger, [note("b", "SECRET")], clerk)).toBe("appended");
  });
  test("a key enrolled in an append counts for what follows it there, and not for what stands before", () => {
    const ledger = newLedger();
    append(ledger, [enrolClerk]);
    expect([append(ledger, [note("a"), revoke("XAA/clerk"), note("b")]), append(newLedger(), [revoke("XAA/nobody")])]).toEqual(["appended", "key-unknown"]);
  });
  test("a key under which anything verifies is not enrolled; one that signs for another is refused", () => {
    const identity = noteKeyText(noteKeyFor(primitives.sha256, "XAA/x", { publicKey: new Uint8Array([1, ...new Uint8Array(31)]) }));
    expect(append(newLedger(), [{ ...enrolClerk, fields: { key: identity } }])).toBe("key-weak");
    expect(append(newLedger(), [note("a")], { ...officers, authors: new Map([["XAA/one", signer(CLERK)], ["XAA/two", signer(TWO)]]) })).toBe("record-signature");
  });
});

describe("all or nothing", () => {
  test("[C10] two writers: the second is told that a log has moved, and nothing of it is written in any", () => {
    const ledger = newLedger();
    append(ledger, [stock(0)]);
    const other = sound(openLedger(ledger.store, tools));
    expect([append(ledger, [note("a")]), append(other, [stock(1), note("b")]), ledger.store.logs().map((it) => it.size)]).toEqual(["appended", "moved", [2, 3, 2]]);
    const third = sound(openLedger(ledger.store, tools));
    expect([append(ledger, [note("a", "SECRET")]), append(third, [note("b", "SECRET")]), append(sound(openLedger(ledger.store, tools)), [note("b", "SECRET")])]).toEqual(["appended", "moved", "appended"]);
  });
  test("what is refused in one channel is written in none", () => {
    const ledger = newLedger();
    expect([append(ledger, [stock(0), revoke("nobody")]), ledger.channels.size, ledger.store.logs().map((it) => it.size), append(ledger, [stock(1)])]).toEqual(["key-unknown", 1, [1, 1], "appended"]);
  });
  test("a hidden field that is not there is a draft of wrong form", () => expect(append(newLedger(), [{ ...stock(0), hidden: ["none"] }])).toBe("draft-form"));
  test("many writers at one moment make one commit; what is refused is refused alone", async () => {
    const ledger = newLedger();
    append(ledger, [enrolClerk]);
    const commits = ledger.root!.tree.size;
    const submit = groupCommits(ledger, (work) => void setTimeout(work, 0));
    const asked = [submit([note("a"), note("b", "SECRET")], officers), submit([revoke("nobody")], officers), submit([note("c")], officers), submit([note("d")], clerk)];
    const answers = await Promise.all(asked);
    expect(answers.map((it) => (it.kind === "appended" ? it.written.map(({ draft, place }) => [draft, place]) : it.kind))).toEqual([[[0, 2], [1, 2]], "refused", [[0, 3]], [[0, 4]]]);
    expect(ledger.root!.tree.size - commits).toBe(3);
    expect(ledger.root!.tree.size).toBe(sound(openLedger(ledger.store, tools)).root!.tree.size);
  });
});

describe("the root log", () => {
  const ledger = newLedger();
  const oldPublic = ledger.store.logs()[0]!.checkpoint!;
  append(ledger, [note("a"), stock(0)]);
  const oldRoot = ledger.store.logs().find((it) => it.role === "root")!.checkpoint!;
  append(ledger, [note("b", "SECRET")]);
  const root = ledger.store.logs().find((it) => it.role === "root")!;
  test("every entry has the same shape, whatever happened: it tells neither how many channels there are nor which moved", () => {
    beat(ledger, officers, { channels: false });
    const leaves = ledger.store.read(root.origin, 0, 9).map((it) => JSON.parse(new TextDecoder().decode(it.leaf)) as { readonly _sd: readonly string[] });
    expect(leaves.map((it) => [Object.keys(it), it._sd.length])).toEqual(leaves.map(() => [["_sd", "at", "party", "seq", "type", "v"], 64]));
    expect(new Set(leaves.flatMap((it) => it._sd)).size).toBe(64 * leaves.length);
  });
  test("a disclosure opens the state of one channel and no other", () => {
    const entry = ledger.store.read(root.origin, 2, 3)[0]!;
    const one = sound(readRootEntry(primitives.sha256, entry.leaf, entry.disclosures.slice(0, 1)));
    expect([one.seq, one.channels.size, entry.disclosures.length]).toEqual([2, 1, 3]);
  });
  test("[C11] heartbeats: an empty record in every channel, and an entry of the root log", () => {
    const own = newLedger();
    append(own, [stock(0)]);
    const before = own.store.logs().map((it) => it.size);
    expect(beat(own, officers, { channels: true }).kind).toBe("appended");
    expect(own.store.logs().map((it, at) => it.size - before[at]!)).toEqual([1, 1, 1]);
    expect([typesIn(own, "PUBLIC").at(-1), codeOf(exported(own, { root: true }))]).toEqual(["heartbeat", "sound"]);
  });

  test("[C11] what cannot be said is not said: by who has no key, where somebody else was faster, and in a log of before channels", () => {
    const own = newLedger();
    expect(beat(own, clerk, { channels: true })).toMatchObject({ kind: "refused", fault: { code: "record-key" } });
    const slow = sound(openLedger(own.store, tools));
    append(own, [note("a")]);
    expect(beat(slow, officers, { channels: true })).toMatchObject({ kind: "moved" });
    const old = beforeChannels();
    expect([beat(old, officers, { channels: true }), old.root?.entries.length]).toEqual([{ kind: "appended", written: [] }, 1]);
  });

  /** A store whose contents are changed on the way out, as by someone with the disk in hand. */
  const tampered = (change: Partial<LedgerStore>): string => {
    const found = openLedger({ ...ledger.store, ...change }, tools);
    return isFault(found) ? found.code : "opened";
  };
  const entriesBut = (wanted: string, change: (it: Entry, at: number) => Entry | undefined): LedgerStore["read"] => (origin, from, to) => ledger.store.read(origin, from, to).flatMap((it, at) => (origin === wanted ? (change(it, from + at) ?? []) : it));
  const publicLog = originOf(ledger, "PUBLIC");
  const twin = newLedger();
  test.each<readonly [string, Partial<LedgerStore>, string]>([
    ["nothing", {}, "opened"],
    ["a channel cut", { read: entriesBut(publicLog, (it, at) => (at < 1 ? it : undefined)) }, "checkpoint-tree"],
    ["a channel rolled back alone, with its old checkpoint", { read: entriesBut(publicLog, (it, at) => (at < 1 ? it : undefined)), logs: () => ledger.store.logs().map((it) => (it.origin === publicLog ? { ...it, size: 1, checkpoint: oldPublic } : it)) }, "root-channel"],
    ["a channel taken away", { logs: () => ledger.store.logs().filter((it) => it.origin !== publicLog) }, "root-channel"],
    ["the root log rolled back", { logs: () => ledger.store.logs().map((it) => (it.role === "root" ? { ...it, size: 2 } : it)) }, "checkpoint-tree"],
    ["the root log rolled back with an old checkpoint", { logs: () => ledger.store.logs().map((it) => (it.role === "root" ? { ...it, size: 2, checkpoint: oldRoot } : it)) }, "root-unbound"],
    ["an entry of the root log changed", { read: entriesBut(root.origin, (it, at) => (at === 1 ? { ...it, leaf: new TextEncoder().encode(new TextDecoder().decode(it.leaf).replace("T10:00:00Z", "T10:00:01Z")) } : it)) }, "checkpoint-tree"],
    ["an entry of the root log of another place", { read: entriesBut(root.origin, (it, at) => (at === 1 ? ledger.store.read(root.origin, 2, 3)[0] : it)) }, "root-place"],
    ["a byte of a record", { read: entriesBut(publicLog, (it, at) => (at === 1 ? { ...it, leaf: it.leaf.map((byte, k) => (k === 40 ? byte ^ 1 : byte)) } : it)) }, "record-key"],
    ["a signature", { read: entriesBut(publicLog, (it, at) => (at === 1 ? { ...it, signatures: it.signatures.map((one) => ({ ...one, signature: new Uint8Array(64) })) } : it)) }, "record-signature"],
    ["the key of a log", { logs: () => ledger.store.logs().map((it) => ({ ...it, key: "none" })) }, "key-shape"],
    ["a checkpoint that is none", { logs: () => ledger.store.logs().map((it) => ({ ...it, checkpoint: new TextEncoder().encode("none") })) }, "note-shape"],
    ["the checkpoints taken away: the logs themselves are whole, which is all that opening asks", { logs: () => ledger.store.logs().map(({ checkpoint: _checkpoint, ...it }) => it) }, "opened"],
    ["a second channel of one label", { logs: () => [...ledger.store.logs(), ...twin.store.logs().filter((it) => it.role === "channel")], read: (origin, from, to) => (twin.channels.has(origin) ? twin : ledger).store.read(origin, from, to) }, "channel-twice"],
    ["another party's settings", { settings: () => ({ party: "XBB", policy: "quorum none\n" }) }, "channel-party"],
    ["no settings", { settings: () => undefined }, "ledger-empty"],
  ])("tampering with the store: %s is %s", (_, change, code) => expect(tampered(change)).toBe(code));
});

describe("a ledger that is not made", () => {
  const made = (more: Partial<Parameters<typeof createLedger>[2]>, change: Partial<LedgerStore> = {}) => () =>
    createLedger({ ...sqliteLedger(newPath("sqlite")), ...change }, tools, { party: "XAA", policy: "quorum none\n", officers: officers.authors, needed: 2, label: "PUBLIC", node, ...more });
  test.each<readonly [string, Partial<Parameters<typeof createLedger>[2]>, Partial<LedgerStore>, RegExp]>([
    ["where there is one", {}, { settings: () => ({ party: "XBB", policy: "" }) }, /There is a ledger here already/],
    ["where there are logs of one", {}, { logs: () => newLedger().store.logs() }, /There is a ledger here already/],
    ["that asks for more officers than it has", { needed: 3 }, {}, /does not say how many officers/],
    ["at the same moment as another", {}, { commit: () => ({ kind: "moved", origin: "concord/xbb/1", size: 1 }) }, /Someone else opened the ledger/],
  ])("%s", (_, more, change, words) => expect(made(more, change)).toThrow(words));
});

describe("what is read of an open ledger", () => {
  const ledger = newLedger();
  append(ledger, [note("a"), note("b"), stock(0)]);
  const [origin, closed] = [originOf(ledger, "PUBLIC"), originOf(ledger, "RESTRICTED")];
  const over = (read: LedgerStore["read"]) => ({ ...sound(openLedger(ledger.store, tools)), store: { ...ledger.store, read } });
  const CHANGED = /was changed while the ledger was open/;
  test("an entry is shown with its place and its proof; of a log that is not there nothing is, and of a place beyond the last no proof", () => {
    expect(shownEntries(ledger, origin, { from: 1, count: 9 }).map((it) => [it.seq, it.fields["text"], it.isPartly])).toEqual([[1, "a", false], [2, "b", false]]);
    expect(shownEntries(ledger, closed, { from: 1, count: 1 }).map((it) => [Object.keys(it.fields), it.isPartly])).toEqual([[["place", "subject"], true]]);
    expect([shownEntries(ledger, "concord/xaa/nowhere", { from: 0, count: 9 }), entryProof(ledger, "concord/xaa/nowhere", 0), entryProof(ledger, origin, 3), entryProof(ledger, origin, 2)?.length]).toEqual([[], undefined, undefined, expect.any(Number)]);
  });
  test.each<readonly [string, LedgerStore["read"]]>([
    ["is missing", () => []],
    ["has another record", (of, from, to) => ledger.store.read(of, from, to).map((it) => ({ ...it, leaf: ledger.store.read(of, 0, 1)[0]!.leaf }))],
  ])("a record that, since it was opened, %s is not read", (_, read) => {
    expect(() => readChannels(over(read))).toThrow(CHANGED);
    // Nor is anything put after it, whose predecessor it would be.
    expect(() => append(over(read), [stock(1)])).toThrow(CHANGED);
  });
  test("nor one that is opened by what does not belong to it", () => expect(() => readChannels(over((of, from, to) => ledger.store.read(of, from, to).map((it) => ({ ...it, disclosures: [...it.disclosures, "stray"] }))))).toThrow(CHANGED));
  test("nor is it shown", () => expect(() => shownEntries(over((of, from, to) => ledger.store.read(of, 0, to - from)), origin, { from: 1, count: 1 })).toThrow(CHANGED));
  test("of a channel whose size is not told nothing is read", () => expect(readChannels(ledger, { sizes: new Map([[origin, 2]]) }).map((it) => [it.label, it.records.length])).toEqual([["PUBLIC", 2]]));
  test("a draft without a type is refused, and nothing is written", () => expect([append(ledger, [{ type: "", fields: {}, label: "PUBLIC" }]), ledger.channels.get(origin)!.tree.size]).toEqual(["record-head", 3]));
  test("what a channel of before said stays said: a label policy is stated where there is a channel for it, and nowhere else", () =>
    expect(labelStatements(beforeChannels(), { policy: "P", text: "a policy", sha256: primitives.sha256 })).toEqual([]));
});

describe("a ledger in which nothing stands yet", () => {
  const store = sqliteLedger(newPath("sqlite"));
  store.putSettings({ party: "XAA", policy: "quorum none\n" });
  const empty = sound(openLedger(store, tools));
  const none = new Map([["", 0]]);
  test.each<readonly [string, Parameters<typeof sizesAt>[1], unknown]>([
    ["of no entries", { kind: "size", size: 0 }, none],
    ["of one entry", { kind: "size", size: 1 }, { code: "moment-outside" }],
    ["at any time", { kind: "time", time: "2030-01-01T00:00:00Z" }, none],
  ])("%s", (_, moment, expected) => expect(sizesAt(empty, moment)).toEqual(expected instanceof Map ? expected : expect.objectContaining(expected as object)));
});

describe("replay to any moment", () => {
  const times = ["2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z", "2026-03-04T10:00:00Z"];
  let at = 0;
  const ledger = newLedger({ use: { ...tools, now: () => times[at]! } });
  const notes: Uint8Array[] = [];
  const keep = (): void => void notes.push(ledger.store.logs().find((it) => it.role === "root")!.checkpoint!, ledger.store.logs()[0]!.checkpoint!);
  keep();
  for (at = 1; at < 4; at++) {
    append(ledger, [note(`${at}`), ...(at === 2 ? [note("s", "SECRET")] : [])]);
    keep();
  }
  const sizes = (moment: Parameters<typeof sizesAt>[1]): unknown => {
    const found = sizesAt(ledger, moment);
    return isFault(found) ? found.code : [...found.values()];
  };
  test.each<readonly [string, Parameters<typeof sizesAt>[1], unknown]>([
    ["no commit", { kind: "size", size: 0 }, [0, 0]],
    ["one commit", { kind: "size", size: 1 }, [1, 0]],
    ["three commits", { kind: "size", size: 3 }, [3, 2]],
    ["more than there were", { kind: "size", size: 5 }, "moment-outside"],
    ["before the first", { kind: "time", time: "2026-02-28T23:59:59Z" }, [0, 0]],
    ["in the midst", { kind: "time", time: "2026-03-02T10:00:00Z" }, [2, 0]],
    ["after the last", { kind: "time", time: "2027-01-01T00:00:00Z" }, [4, 2]],
    ["a checkpoint of the root log", { kind: "checkpoint", note: notes[2]! }, [2, 0]],
    ["a checkpoint of a channel", { kind: "checkpoint", note: notes[5]! }, [3, 2]],
    ["a checkpoint of another ledger", { kind: "checkpoint", note: newLedger().store.logs()[0]!.checkpoint! }, "note-untrusted"],
    ["something else", { kind: "checkpoint", note: new Uint8Array(3) }, "note-control"],
  ])("%s", (_, moment, expected) => expect(sizes(moment)).toEqual(expected));
  test("a reader's checkpoint is one of a log that is the reader's; any other is answered as one of another ledger", () => {
    const of = (label: string): Uint8Array => ledger.store.logs().find((it) => it.origin === originOf(ledger, label))!.checkpoint!;
    const ask = (bytes: Uint8Array, permits: (label: Json) => boolean): unknown => {
      const found = sizesAt(ledger, { kind: "checkpoint", note: bytes }, { permits });
      return isFault(found) ? [found.code, found.message] : [...found.values()];
    };
    const stranger = ask(newLedger().store.logs()[0]!.checkpoint!, (it) => it === "PUBLIC");
    expect(ask(of("PUBLIC"), (it) => it === "PUBLIC")).toEqual([4, 2]);
    expect(ask(of("SECRET"), (it) => it === "PUBLIC")).toEqual(stranger);
    expect(ask(notes.at(-2)!, (it) => it === "PUBLIC")).toEqual(stranger);
    expect(ask(of("SECRET"), () => true)).toEqual([3, 2]);
    // The root log is no reader's: it says how much there is under every label.
    expect(ask(notes.at(-2)!, () => true)).toEqual(ask(newLedger().store.logs()[0]!.checkpoint!, () => true));
  });
  test("a checkpoint of a channel in the midst of a commit shows that channel so far, and no other; one of more than there is, or of other records, proves a fork", () => {
    const many = newLedger();
    append(many, [note("a"), note("b"), stock(0)]);
    const origin = originOf(many, "PUBLIC");
    const midst = checkpointBytes(signCheckpoint(primitives.sha256, { origin, size: 2, root: many.channels.get(origin)!.tree.root(2), extensions: [] }, node(origin)));
    expect([...sound(sizesAt(many, { kind: "checkpoint", note: midst }))]).toEqual([[origin, 2]]);
    for (const [size, of] of [[99, 2], [2, 1]] as const) {
      const other = checkpointBytes(signCheckpoint(primitives.sha256, { origin, size, root: many.channels.get(origin)!.tree.root(of), extensions: [] }, node(origin)));
      expect(sizesAt(many, { kind: "checkpoint", note: other })).toMatchObject({ code: "moment-fork" });
    }
  });
  test("a channel of which nothing had been said yet is not there", () => expect([1, 3].map((size) => readChannels(ledger, { sizes: sound(sizesAt(ledger, { kind: "size", size })) }).length)).toEqual([1, 2]));
  const old = beforeChannels();
  const [first = ""] = readFileSync(join(OLD, "whole.export"), "utf8").split("\n");
  const signed = new TextEncoder().encode(JSON.parse(first).checkpoint);
  test.each<readonly [string, Parameters<typeof sizesAt>[1], unknown]>([
    ["none of its entries", { kind: "size", size: 0 }, [0]],
    ["some", { kind: "size", size: 12 }, [12]],
    ["all", { kind: "size", size: 70 }, [70]],
    ["more than it has", { kind: "size", size: 71 }, "moment-outside"],
    ["a time before it", { kind: "time", time: "2026-01-01T00:00:00Z" }, [0]],
    ["a time in its midst", { kind: "time", time: "2026-11-27T22:19:38Z" }, [1]],
    ["a time after it", { kind: "time", time: "2030-01-01T00:00:00Z" }, [70]],
    ["a checkpoint of it", { kind: "checkpoint", note: signed }, [70]],
  ])("of a log of before channels: %s", (_, moment, expected) => {
    const found = sizesAt(old, moment);
    expect(isFault(found) ? found.code : [...found.values()]).toEqual(expected);
  });
  test("folding up to a moment and on from there is folding all (property)", () => {
    fc.assert(fc.property(fc.nat(4), (size) => {
      const part = readChannels(ledger, { sizes: sound(sizesAt(ledger, { kind: "size", size })) });
      for (const { origin, records } of part) expect(readChannels(ledger).find((it) => it.origin === origin)?.records.slice(0, records.length)).toEqual(records);
    }));
  });
});

describe("two worlds that differ only in channels a reader may not read", () => {
  /** A ledger whose logs are named one after the other. */
  const world = (hidden: readonly Draft[]): ReturnType<typeof newLedger> => {
    let names = 0;
    const ledger = newLedger({ use: { ...tools, random: (size) => (size === 9 ? new Uint8Array(size).fill(names++) : tools.random(size)) } });
    append(ledger, [note("a"), stock(0)]);
    for (const it of hidden) append(ledger, [it]);
    append(ledger, [note("b"), ...hidden.slice(0, 1)]);
    return ledger;
  };
  const seen = (ledger: ReturnType<typeof newLedger>): string => Buffer.from(exported(ledger, { channel: (_, label) => label === "PUBLIC" })).toString();
  const plain = seen(world([]));
  test("an export is the same to the byte: no size, no number, no name of what is hidden (property)", () => {
    fc.assert(fc.property(fc.array(fc.record({ n: fc.nat(99), label: fc.constantFrom("RESTRICTED", "SECRET", "OTHER") }), { maxLength: 4 }), (hidden) => void expect(seen(world(hidden.map((it) => stock(it.n, it.label))))).toBe(plain)), { numRuns: 8 });
  });
  test("control: a record in the channel makes a difference", () => expect(seen(world([note("more")]))).not.toBe(plain));
  test("the policy that goes with it names no other log", () => expect(plain).not.toContain(world([]).store.logs()[1]!.key));
});

test("labels are compared by what they say", () => expect(labelKey({ b: 1, a: "x" })).toBe(labelKey({ a: "x", b: 1 })));
test("a store is opened by one ledger only: a second creation is refused", () => {
  const store = sqliteLedger(newPath("sqlite"));
  store.putSettings({ party: "XAA", policy: "quorum none\n" });
  expect(isFault(openLedger(store, tools)) ? "fault" : openLedger(store, tools)).toMatchObject({ party: "XAA" });
  expect(appendDrafts(sound(openLedger(store, tools)), [note("a")], { authors: new Map(), node })).toMatchObject({ kind: "refused" });
  expect(wholePolicy(sound(openLedger(store, tools)))).toBe("quorum none\n");
});

describe("one label below another", () => {
  const written = (hierarchy: number) => ({ policy: "PACT", hierarchy, restrictive: [], clauses: {}, informative: [] });
  test.each<readonly [string, Json, Json, boolean]>([
    ["the same name, of which nothing is known", "X", "X", true],
    ["another name, of which nothing is known", "X", "Y", false],
    ["the same, written out", written(1), written(1), true],
    ["a lower one, written out", written(0), written(1), true],
    ["a higher one, written out", written(1), written(0), false],
    ["a name beside one written out", "OPEN", written(1), false],
  ])("%s, without a table", (_, below, above, expected) => expect(labelsBelow([])(below, above, "VAL")).toBe(expected));
  test.each([
    ["OPEN", "ALLIES", true],
    ["OPEN", "OWN", true],
    ["ALLIES", "OPEN", false],
    ["OWN", "ALLIES", false],
    ["OPEN", "NOWHERE", false],
  ])("by the table of labels: %s below %s is %s", (below, above, expected) => expect(labelsBelow([newNation("VAL", world())])(below, above, "VAL")).toBe(expected));
});
