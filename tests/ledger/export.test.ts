import { describe, expect, test } from "vitest";
import { enrolmentFault, primitives } from "#adapters/keys";
import { auditLedger, eraseFields, exportLedger, fieldsOf } from "#app";
import { audit, type ExportedEntry, exportBytes, isFault, type LedgerExport, parseExport } from "#ledger";
import { append, codeOf, exported, newLedger, note, originOf, sound, stock } from "./sample.ts";

const ledger = newLedger();
append(ledger, [note("a"), note("b"), note("c"), stock(0), stock(1)]);
append(ledger, [note("d"), stock(2), note("s", "SECRET")]);
const bytes = exported(ledger, { root: true });
const found = (it: Uint8Array) => sound(audit({ primitives, enrolmentFault, bytes: it }));

describe("an export", () => {
  test("holds whole, in part, of some channels, and with fields withheld", () => {
    const part = exported(ledger, { wanted: (it) => it.type === "note" });
    const one = exported(ledger, { channel: (_, label) => label === "RESTRICTED", keepField: () => false });
    expect([bytes, part, one].map((it) => found(it).logs.map((log) => [log.records.length, log.isWhole, log.records.some((record) => "quantity" in record.fields)]))).toEqual([
      [[5, true, false], [4, true, true], [2, true, false]],
      [[5, true, false], [1, false, false], [2, true, false]],
      [[4, true, false]],
    ]);
    expect([found(bytes).root?.checkpoint.size, found(part).root]).toEqual([3, undefined]);
  });
  test("what is withheld cannot be found in it", () => expect(new TextDecoder().decode(exported(ledger, { keepField: () => false }))).not.toMatch(/quantity|1001/));
  test("erasing a value leaves every proof intact; what everyone sees cannot be erased", () => {
    const own = newLedger();
    append(own, [stock(0)]);
    const origin = originOf(own, "RESTRICTED");
    const erase = (place: number, ...names: readonly string[]): string | undefined => eraseFields(own, { origin, place }, names)?.code;
    expect([erase(1, "quantity"), erase(1, "place"), erase(9, "place"), erase(1, "quantity")]).toEqual([undefined, "erase-field", "erase-entry", "erase-field"]);
    expect(Object.keys(found(exported(own)).logs[1]?.records[1]?.fields ?? {})).toEqual(["place", "subject"]);
  });
  test("what cannot be read back is not said to be what everyone sees", () => {
    const own = newLedger();
    append(own, [stock(0)]);
    const rotten = { ...own, store: { ...own.store, read: (...of: Parameters<typeof own.store.read>) => own.store.read(...of).map((it) => ({ ...it, disclosures: [...it.disclosures, "stray"] })) } };
    const erase = (of: typeof own) => eraseFields(of, { origin: originOf(own, "RESTRICTED"), place: 1 }, ["place"]);
    expect([own, rotten].map(erase)).toMatchObject([{ code: "erase-field" }, { code: "erase-field" }]);
    expect([own, rotten].map((it) => erase(it)?.message.includes("what every reader of the log sees cannot be erased"))).toEqual([true, false]);
    expect(own.store.read(originOf(own, "RESTRICTED"), 1, 2)[0]!.disclosures).toHaveLength(1);
  });
  test("fields that can be withheld are told, and those that cannot", () => {
    const { hidden, open } = fieldsOf(ledger, {});
    expect([[...hidden], [...open].sort()]).toEqual([["quantity"], ["place", "subject", "text"]]);
  });
  test("without a checkpoint there is nothing to export, and without a root log no root", () => {
    const bare = { ...ledger, store: { ...ledger.store, logs: () => ledger.store.logs().map(({ checkpoint: _checkpoint, ...it }) => it) } };
    const { root: _root, ...rootless } = ledger;
    expect([exportLedger(bare), auditLedger(bare), exportLedger(rootless, { root: true }), exportLedger(rootless)].map((it) => (it instanceof Uint8Array ? "bytes" : "code" in it ? it.code : "sound"))).toEqual(["export-nothing", "export-nothing", "export-root", "bytes"]);
  });
  test("an export of nothing is no export", () => expect(() => exported(ledger, { channel: () => false })).toThrow(/no channel/));
});

const file: LedgerExport = sound(parseExport(bytes));
const rewritten = (change: (entries: ExportedEntry[]) => void, log = 0): Uint8Array => exportBytes({ ...file, logs: file.logs.map((it, at) => {
  const entries = it.entries.map((entry) => ({ ...entry }));
  if (at === log) change(entries);
  return { ...it, entries };
}) });
const text = new TextDecoder().decode(bytes);
const utf8 = (it: string): Uint8Array => new TextEncoder().encode(it);

describe("what is wrong is refused, with why", () => {
  test.each<readonly [string, Uint8Array, string]>([
    ["two entries swapped", rewritten((it) => ([it[1], it[2]] = [it[2]!, it[1]!])), "export-order"],
    ["two leaves swapped", rewritten((it) => ([it[1], it[2]] = [{ ...it[1]!, leaf: it[2]!.leaf }, { ...it[2]!, leaf: it[1]!.leaf }])), "entry-inclusion"],
    ["an entry twice", rewritten((it) => void it.splice(2, 0, it[1]!)), "export-order"],
    ["the first entry gone", rewritten((it) => void it.shift()), "ledger-unopened"],
    ["a path cut", rewritten((it) => (it[1] = { ...it[1]!, proof: it[1]!.proof.slice(1) })), "entry-inclusion"],
    ["a signature of another entry", rewritten((it) => (it[1] = { ...it[1]!, signatures: it[2]!.signatures })), "record-signature"],
    ["no signature", rewritten((it) => (it[1] = { ...it[1]!, signatures: [] })), "record-unsigned"],
    ["a disclosure of another entry", rewritten((it) => (it[1] = { ...it[1]!, disclosures: it[2]!.disclosures }), 1), "disclosure-stray"],
    ["entries of another channel", exportBytes({ ...file, logs: [{ ...file.logs[0]!, entries: file.logs[1]!.entries }] }), "entry-inclusion"],
    ["a channel twice", exportBytes({ ...file, logs: [...file.logs, file.logs[0]!] }), "export-log-twice"],
    ["an older size", utf8(text.replace("\\n5\\n", "\\n4\\n")), "note-signature"],
    ["a root that does not open a channel", exportBytes({ ...file, root: { ...file.root!, disclosures: file.root!.disclosures.slice(1) } }), "root-channel"],
    ["a root of another place", exportBytes({ ...file, root: { ...file.root!, index: 1 } }), "root-latest"],
    ["a root with another leaf", exportBytes({ ...file, root: { ...file.root!, leaf: file.logs[0]!.entries[0]!.leaf } }), "entry-inclusion"],
    ["cut within a line", bytes.slice(0, -10), "export-cut"],
    ["cut after a line", bytes.slice(0, bytes.lastIndexOf(10, bytes.length - 2) + 1), "export-count"],
    ["a line more", utf8(`${text}{}\n`), "export-count"],
    ["a line that is none", utf8(text.replace('"entries":5', '"entries":6')), "export-entry"],
    ["nothing", new Uint8Array(0), "export-cut"],
    ["another file", utf8("hello\n"), "export-format"],
  ])("%s", (_, bad, code) => expect(codeOf(bad)).toBe(code));

  test("under the policy of another log", () => expect(codeOf(bytes, "quorum none\n")).toBe("note-untrusted"));

  test("no flipped bit of it passes unseen", () => {
    const head = bytes.indexOf(10);
    for (let at = 0; at < bytes.length; at += 61) {
      const bad = Uint8Array.from(bytes);
      bad[at]! ^= 1 << at % 8;
      // The policy travels in the head and is not signed: whoever checks brings their own.
      if (codeOf(bad) === "sound") expect(at).toBeLessThan(head);
    }
  });
});

test("an export that fails says in which log and at which entry", () => {
  const bad = audit({ primitives, enrolmentFault, bytes: rewritten((it) => (it[2] = { ...it[2]!, signatures: [] }), 1) });
  expect(isFault(bad) ? [bad.origin, bad.index] : []).toEqual([originOf(ledger, "RESTRICTED"), 2]);
});
