import { describe, expect, test } from "vitest";
import { appendDrafts, auditLedger, exportLedger, openLedger, policyFor, readChannels, receiveExport, releaseDraft, releasesIn } from "#app";
import { isFault, type LedgerStore, memoryLedger } from "#ledger";
import { approve, newNation, officersOf, proposed, TODAY, trust, vkey, world, written } from "./nations.ts";
import { codeOf, exported, sound, tools } from "./sample.ts";

// What one party holds of another's logs: a release for allies stands in one channel, and the trust in who approved it in another.

const hol = newNation("HOL");
const val = newNation("VAL", world());
const labelled = (...labels: readonly string[]) => ({ channel: (_: string, label: unknown) => labels.includes(String(label)) });
const early = exported(val, labelled("ALLIES"));
trust(val, hol);
const sum = proposed(val, { figure: { query: "Batteries of Vale and Holm, 2029", value: "11" }, inputs: ["h.VAL", "h.HOL"].map((id) => ({ file: "holdings.csv", id })), to: "ALLIES" });
written(appendDrafts(val, [releaseDraft(approve(hol, approve(val, sum, "VAL/one", "VAL/two"), "HOL/one", "HOL/two"))], officersOf("VAL")));
const [allies, own] = [exported(val, labelled("ALLIES")), exported(val, labelled("OWN"))];

const both = policyFor(val, () => true);
const without = both.split("\n").filter((it) => !it.startsWith("log concord/hol/")).join("\n");

const receive = (store: LedgerStore, bytes: Uint8Array, policy: string): string => {
  const found = receiveExport({ store, tools, bytes, policy, isStopped: () => false });
  return "code" in found ? found.code : found.kind;
};
const opened = (store: LedgerStore): string => {
  const found = openLedger(store, tools);
  return isFault(found) ? found.code : "sound";
};
const held = (store: LedgerStore): object => ({ settings: store.settings(), sizes: store.logs().map((it) => it.size) });
const copyOf = (...taken: readonly (readonly [Uint8Array, string])[]): LedgerStore => {
  const store = memoryLedger();
  for (const [bytes, policy] of taken) expect(receive(store, bytes, policy)).toBe("received");
  return store;
};

describe("a release whose trust stands in a channel that was not received", () => {
  test("is taken on the word of the receiver's policy, and the copy opens and is verified by it", () => {
    const store = copyOf([allies, both]);
    const copy = sound(openLedger(store, tools));
    expect([releasesIn(readChannels(copy), TODAY).map((it) => it.release.figure), isFault(auditLedger(copy))]).toEqual([[sum.release.figure], false]);
  });
  test("an export of the copy is to the byte the one that was received, and names no log that the receiver alone trusts", () => {
    const bytes = sound(exportLedger(sound(openLedger(copyOf([allies, both]), tools)))) as Uint8Array;
    expect([Buffer.compare(bytes, allies), codeOf(bytes, both), codeOf(bytes)]).toEqual([0, "sound", "release-evidence"]);
  });
  test("is taken into a copy from before it, once the policy names those logs; until then nothing changes", () => {
    const store = copyOf([early, without]);
    const before = held(store);
    expect([receive(store, allies, without), held(store), opened(store)]).toEqual(["release-evidence", before, "sound"]);
    expect([receive(store, allies, both), opened(store)]).toEqual(["received", "sound"]);
  });
  test("stays good where a later policy no longer names those logs", () => expect(opened(copyOf([allies, both], [own, without]))).toBe("sound"));
  test("of two that receive at once the second is told, takes nothing and leaves the first one's policy; when it receives again, it has both", () => {
    const store = copyOf([early, without]);
    const firsts: unknown[] = [];
    const interrupted: LedgerStore = { ...store, commit: (...it) => (firsts.push(receive(store, own, both), held(store)), store.commit(...it)) };
    expect([receive(interrupted, allies, both), firsts, opened(store)]).toEqual(["receive-moved", ["received", held(store)], "sound"]);
    expect([receive(store, allies, both), opened(store), store.logs().length]).toEqual(["received", "sound", 2]);
  });
  test("a copy that lost what it was received under does not open, takes nothing more without it, and is mended by receiving again", () => {
    const store = copyOf([allies, both]);
    store.commit([], { was: store.settings(), is: { ...store.settings()!, policy: "quorum none\n" } });
    const before = held(store);
    expect([opened(store), receive(store, own, without), held(store)]).toEqual(["release-evidence", "release-evidence", before]);
    expect([receive(store, allies, both), opened(store)]).toEqual(["received", "sound"]);
  });
});

test("a file that is sound, of which no copy would open, leaves nothing behind", () => {
  // Two keys under the name of one log: the file is signed with the second, and a copy would be looked at with the first.
  const origin = [...val.channels.values()].find((it) => it.book.label === "ALLIES")!.origin;
  const doubled = `log ${vkey(origin)}\n${both}`;
  const store = memoryLedger();
  expect([codeOf(allies, doubled), receive(store, allies, doubled), held(store)]).toEqual(["sound", "note-untrusted", { settings: undefined, sizes: [] }]);
});
