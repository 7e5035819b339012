import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { sqliteLedger } from "#adapters/sqlite";
import type { Entry, LedgerSettings, LedgerStore, LogChange } from "#ledger";
import { copyMemory, emptyMemory, type LedgerMemory, memoryLedger, utf8 } from "#ledger";

const fresh = (): string => join(mkdtempSync(join(tmpdir(), "concord-ledger-")), "ledger.sqlite");
const entry = (at: number): Entry => ({ leaf: utf8(`leaf ${at}`), signatures: [{ key: "k", signature: new Uint8Array(64).fill(at) }], disclosures: [`d${at}`] });

/** Every store has to pass these. */
const memories = new Map<string, LedgerMemory>();
const memoryAt = (path: string): LedgerStore => {
  const memory = memories.get(path) ?? emptyMemory();
  memories.set(path, memory);
  return memoryLedger(memory);
};
const STORES: readonly (readonly [string, (path: string) => LedgerStore])[] = [["SQLite", sqliteLedger], ["memory", memoryAt]];

const opens = { role: "channel", key: "k" } as const;
const opened = (origin: string, ...entries: readonly Entry[]): LogChange => ({ origin, opens, size: 0, entries });
const COMMITTED = { kind: "committed" };

describe.each(STORES)("%s", (_, open) => {
  test("what was committed is read again, log by log, also after closing", () => {
    const path = fresh();
    const store = open(path);
    expect(store.commit([opened("a", entry(0), entry(1), entry(2)), { ...opened("r", entry(7)), opens: { role: "root", key: "kr" }, checkpoint: utf8("c") }])).toEqual(COMMITTED);
    store.close();
    const again = open(path);
    expect([again.logs(), again.read("a", 1, 3), again.read("a", 3, 9), again.read("r", 0, 9), again.read("x", 0, 9)]).toEqual([[{ origin: "a", role: "channel", key: "k", size: 3 }, { origin: "r", role: "root", key: "kr", size: 1, checkpoint: utf8("c") }], [entry(1), entry(2)], [], [entry(7)], []]);
    again.close();
  });
  test("a commit that touches a log which has moved writes nothing in any", () => {
    const path = fresh();
    const [a, b] = [open(path), open(path)];
    expect(a.commit([opened("x", entry(0)), opened("y")])).toEqual(COMMITTED);
    expect(b.commit([{ origin: "y", size: 0, entries: [entry(9)] }, { origin: "x", size: 0, entries: [entry(9)], checkpoint: utf8("no") }])).toEqual({ kind: "moved", origin: "x", size: 1 });
    expect(b.commit([{ origin: "y", size: 0, entries: [entry(8)] }, { origin: "x", size: 1, entries: [entry(1)] }])).toEqual(COMMITTED);
    expect([a.read("x", 0, 9), a.read("y", 0, 9), a.logs().map((it) => it.checkpoint)]).toEqual([[entry(0), entry(1)], [entry(8)], [undefined, undefined]]);
    for (const it of [a, b]) it.close();
  });
  test("a log is opened once, and none is written to that was not opened", () => {
    const store = open(fresh());
    expect([store.commit([opened("x")]), store.commit([opened("x", entry(0))]), store.commit([{ origin: "z", size: 0, entries: [entry(0)] }])]).toEqual([COMMITTED, { kind: "moved", origin: "x", size: 0 }, { kind: "moved", origin: "z", size: 0 }]);
    store.close();
  });
  test("settings are written once; checkpoints and disclosures give way to later ones", () => {
    const store = open(fresh());
    expect([store.settings(), store.logs()]).toEqual([undefined, []]);
    store.putSettings({ party: "p", policy: "quorum none\n" });
    expect(() => store.putSettings({ party: "q", policy: "" })).toThrow();
    store.commit([opened("x", entry(0))]);
    for (const text of ["first", "second"]) store.commit([{ origin: "x", size: 1, entries: [], checkpoint: utf8(text) }]);
    store.putDisclosures("x", 0, []);
    expect([store.settings(), store.logs()[0]?.checkpoint, store.read("x", 0, 1)[0]?.disclosures, store.read("x", 0, 1)[0]?.leaf]).toEqual([{ party: "p", policy: "quorum none\n" }, utf8("second"), [], entry(0).leaf]);
    store.close();
  });
  test("settings change with a commit, if they are still what was seen, and with it or not at all; they are there when the store is next opened", () => {
    const path = fresh();
    const [store, other] = [open(path), open(path)];
    const [none, some, all] = ["none", "some", "all"].map((it) => ({ party: "p", policy: `quorum ${it}\n` })) as [LedgerSettings, LedgerSettings, LedgerSettings];
    const MOVED = { kind: "moved", origin: "", size: 0 };
    expect([store.commit([opened("a", entry(0))], { was: none, is: all }), store.settings(), store.logs()]).toEqual([MOVED, undefined, []]);
    expect([store.commit([opened("a", entry(0))], { was: undefined, is: none }), other.settings(), other.logs().map((it) => it.size)]).toEqual([COMMITTED, none, [1]]);
    expect([other.commit([], { was: none, is: some }), store.commit([{ origin: "a", size: 1, entries: [entry(1)] }], { was: none, is: all }), store.settings(), store.logs().map((it) => it.size)]).toEqual([COMMITTED, MOVED, some, [1]]);
    expect([store.commit([{ origin: "a", size: 0, entries: [entry(9)] }], { was: some, is: all }), store.settings()]).toEqual([{ kind: "moved", origin: "a", size: 1 }, some]);
    for (const it of [store, other]) it.close();
    const again = open(path);
    expect(again.settings()).toEqual(some);
    again.close();
  });
  test("disclosures of an entry that is not there are put nowhere", () => {
    const store = open(fresh());
    store.commit([opened("x", entry(0))]);
    for (const [origin, index] of [["x", 1], ["y", 0]] as const) store.putDisclosures(origin, index, []);
    expect([store.logs().length, store.read("x", 0, 9)]).toEqual([1, [entry(0)]]);
    store.close();
  });
});

test("a copy of a memory is a backup: what is done to one is not seen in the other", () => {
  const memory = emptyMemory();
  memoryLedger(memory).commit([opened("x", entry(0))]);
  const backup = copyMemory(memory);
  memoryLedger(memory).commit([{ origin: "x", size: 1, entries: [entry(1)] }]);
  memory.logs.get("x")!.entries[0]!.leaf[0]! ^= 1;
  expect([memoryLedger(backup).logs()[0]?.size, memoryLedger(backup).read("x", 0, 9)]).toEqual([1, [entry(0)]]);
});

describe("SQLite keeps what it has, whoever asks", () => {
  test.each(["delete from entry", "update entry set leaf = x'00'", "update entry set signatures = '[]'", "update entry set key = 7", "delete from log", "update log set origin = 'z'", "update log set key = 'z'"])("%s", (sql) => {
    const path = fresh();
    const store = sqliteLedger(path);
    store.commit([opened("x", entry(0)), opened("y")]);
    store.close();
    const db = new DatabaseSync(path);
    expect(() => db.exec(sql)).toThrow(/append-only/);
    db.close();
  });
  test("a file of a later version is not touched", () => {
    const path = fresh();
    const db = new DatabaseSync(path);
    db.exec("pragma user_version = 9");
    db.close();
    expect(() => sqliteLedger(path)).toThrow(/later/);
  });
});
