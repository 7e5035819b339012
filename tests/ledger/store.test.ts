import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { sqliteLedger } from "#adapters/sqlite";
import type { Entry, LedgerStore } from "#ledger";
import { utf8 } from "#ledger";

const fresh = (): string => join(mkdtempSync(join(tmpdir(), "concord-ledger-")), "ledger.sqlite");
const entry = (at: number): Entry => ({ leaf: utf8(`leaf ${at}`), signatures: [{ key: "k", signature: new Uint8Array(64).fill(at) }], disclosures: [`d${at}`] });

/** Every store has to pass these. */
const STORES: readonly (readonly [string, (path: string) => LedgerStore])[] = [["SQLite", sqliteLedger]];

describe.each(STORES)("%s", (_, open) => {
  test("what was appended is read again, also after closing", () => {
    const path = fresh();
    const store = open(path);
    expect(store.append(0, [entry(0), entry(1), entry(2)])).toEqual({ kind: "appended", size: 3 });
    store.close();
    const again = open(path);
    expect([again.size(), again.read(1, 3), again.read(3, 9)]).toEqual([3, [entry(1), entry(2)], []]);
    again.close();
  });
  test("an append to a size that has moved writes nothing", () => {
    const path = fresh();
    const [a, b] = [open(path), open(path)];
    expect(a.append(0, [entry(0)])).toEqual({ kind: "appended", size: 1 });
    expect(b.append(0, [entry(9)])).toEqual({ kind: "moved", size: 1 });
    expect(b.append(1, [entry(1)])).toEqual({ kind: "appended", size: 2 });
    expect(a.read(0, 9)).toEqual([entry(0), entry(1)]);
    for (const it of [a, b]) it.close();
  });
  test("settings are written once; checkpoints and disclosures give way to later ones", () => {
    const store = open(fresh());
    expect([store.settings(), store.checkpoint()]).toEqual([undefined, undefined]);
    store.putSettings({ origin: "o", party: "p", policy: "quorum none\n" });
    expect(() => store.putSettings({ origin: "x", party: "p", policy: "" })).toThrow();
    store.append(0, [entry(0)]);
    for (const text of ["first", "second"]) store.putCheckpoint(utf8(text));
    store.putDisclosures(0, []);
    expect([store.settings()?.origin, store.checkpoint(), store.read(0, 1)[0]?.disclosures, store.read(0, 1)[0]?.leaf]).toEqual(["o", utf8("second"), [], entry(0).leaf]);
    store.close();
  });
});

describe("SQLite keeps what it has, whoever asks", () => {
  test.each(["delete from entry", "update entry set leaf = x'00'", "update entry set signatures = '[]'", "update entry set place = 7"])("%s", (sql) => {
    const path = fresh();
    const store = sqliteLedger(path);
    store.append(0, [entry(0)]);
    store.close();
    const db = new DatabaseSync(path);
    expect(() => db.exec(sql)).toThrow(/append-only/);
    db.close();
  });
});
