import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sqliteLedger } from "#adapters/sqlite";
import { compareCheckpoint, knownWitnesses, openLedger, type OpenLedger, putWitnessed, receiveExport, witnessCheckpoint, witnessedBy, witnessNames, witnessRequestFor, witnessStanding } from "#app";
import { checkpointBytes, COSIGNATURE, exportBytes, type LedgerStore, signCheckpoint, textOf, utf8 } from "#ledger";
import { logKey, NOTE, OPENING, ORIGIN, type Raw, rawExport, rawLog, withRecords } from "./raw.ts";
import { append, exported, keyText, newLedger, newPath, node, note, originOf, signer, sound, tools, wholePolicy, WITNESS } from "./sample.ts";

// What one party holds of another's logs, beside what a third was shown; and ledgers whose files are not what they were.

const checkpointOf = (ledger: OpenLedger): Uint8Array => ledger.store.logs().find((it) => it.origin === originOf(ledger, "PUBLIC"))!.checkpoint!;
const receive = (ledger: OpenLedger, store: LedgerStore) => receiveExport({ store, tools, bytes: exported(ledger), policy: wholePolicy(ledger), isStopped: () => false });
const kindOf = (it: { readonly kind: string; readonly code?: string }): string => it.code ?? it.kind;

const own = newLedger();
append(own, [note("one")]);
const store = sqliteLedger(newPath("sqlite"));
sound(receive(own, store));
const copy = sound(openLedger(store, tools));
const origin = originOf(own, "PUBLIC");
const held = checkpointOf(own);
append(own, [note("two")]);
const later = checkpointOf(own);
const other = newLedger();
const forged = checkpointBytes(signCheckpoint(tools.primitives.sha256, { origin, size: 2, root: new Uint8Array(32), extensions: [] }, node(origin)));

describe("a checkpoint that someone else was shown", () => {
  test.each<readonly [string, Uint8Array, string, string]>([
    ["is the one that is held", held, wholePolicy(own), "agrees"],
    ["is of more than is held", later, wholePolicy(own), "ahead"],
    ["is of a log of which nothing is held", checkpointOf(other), wholePolicy(other), "ahead"],
    ["is of a log that the policy does not know", checkpointOf(other), wholePolicy(own), "note-untrusted"],
    ["is looked at under a policy that is none", held, "logs: all of them\n", "policy-word"],
    ["is of another history", forged, wholePolicy(own), "equivocation"],
  ])("%s", (_, shown, policy, expected) => expect(kindOf(compareCheckpoint(copy, { note: shown, policy }))).toBe(expected));
  test("of two histories both checkpoints are the evidence", () => expect(compareCheckpoint(copy, { note: forged, policy: wholePolicy(own) })).toMatchObject({ evidence: { origin, first: textOf(held), second: textOf(forged) } }));
});

const unsigned = (it: LedgerStore): LedgerStore => ({ ...it, logs: () => it.logs().map(({ checkpoint: _checkpoint, ...log }) => log) });
test("a copy that has lost its checkpoint still finds the other history, though it can show one side only", () => expect(compareCheckpoint({ ...copy, store: unsigned(store) }, { note: forged, policy: wholePolicy(own) })).toMatchObject({ evidence: { origin, first: "", second: textOf(forged) } }));

describe("logs made by hand", () => {
  const HOL = "concord/hol/000000000000000001";
  const second = "concord/val/000000000000000002";
  const opening = (of: string, party: string): Raw => ({ record: { type: "channel-opened", party }, open: { ...OPENING.open, origin: of } });
  const policy = `${[ORIGIN, HOL, second].map((it) => `log ${logKey(it)}\n`).join("")}quorum none\n`;
  const fresh = (): LedgerStore => sqliteLedger(newPath("sqlite"));
  const take = (into: LedgerStore, bytes: Uint8Array, under = policy) => receiveExport({ store: into, tools, bytes, policy: under, isStopped: () => false });
  const other: Raw = { open: { n: 1 } };
  test.each<readonly [string, Uint8Array, string, string]>([
    ["of one party", withRecords(NOTE), policy, "received"],
    ["that are no export", utf8("hello\n"), policy, "export-format"],
    ["under a policy that is none", withRecords(NOTE), "logs: all of them\n", "policy-word"],
    ["of no party", rawExport({ records: [] }), policy, "receive-party"],
    ["of two parties", exportBytes({ policy, logs: [rawLog(), rawLog({ origin: HOL, records: [opening(HOL, "HOL")] })] }), policy, "receive-party"],
    ["of one label, twice", exportBytes({ policy, logs: [rawLog(), rawLog({ origin: second, records: [opening(second, "VAL")] })] }), policy, "receive-twice"],
  ])("%s", (_, bytes, under, expected) => expect(kindOf(take(fresh(), bytes, under))).toBe(expected));
  test.each<readonly [string, Uint8Array, string]>([
    ["an earlier state", withRecords(NOTE), "received"],
    ["an earlier state that never was", withRecords(other), "equivocation"],
    ["a later state of another history", withRecords(other, NOTE, NOTE), "equivocation"],
    ["a later state", withRecords(NOTE, NOTE, other), "received"],
  ])("%s, after three records", (_, bytes, expected) => {
    const held = fresh();
    const first = withRecords(NOTE, NOTE);
    sound(take(held, first));
    expect(kindOf(take(held, bytes))).toBe(expected);
  });
  test("of a log whose checkpoint the copy has lost one side of the evidence is left", () => {
    const held = fresh();
    sound(take(held, withRecords(NOTE, NOTE)));
    expect([held, unsigned(held)].map((it) => take(it, withRecords(other)))).toMatchObject([{ evidence: { first: expect.stringContaining(`${ORIGIN}\n3\n`) } }, { evidence: { first: "", second: expect.stringContaining(`${ORIGIN}\n2\n`) } }]);
  });
  test("a log of before channels is taken too: it has no label that another could have", () => {
    const of = (name: string): string => readFileSync(join(import.meta.dirname, "fixtures", "before-channels", name), "utf8");
    expect(take(fresh(), utf8(of("whole.export")), of("policy.txt"))).toMatchObject({ kind: "received", logs: [{ from: 0 }] });
  });
});

describe("what another party exported is not taken", () => {
  const into = (change: (it: LedgerStore) => Partial<LedgerStore>): LedgerStore => {
    const fresh = sqliteLedger(newPath("sqlite"));
    sound(receive(own, fresh));
    return { ...fresh, ...change(fresh) };
  };
  test.each<readonly [string, (it: LedgerStore) => Partial<LedgerStore>, string]>([
    ["into the copy of a third party's logs", (it) => ({ settings: () => ({ ...it.settings()!, party: "HOL" }) }), "receive-party"],
    ["into a copy that is not what it was", (it) => ({ read: (of, from, to) => it.read(of, from, to).map((entry) => ({ ...entry, signatures: [] })) }), "record-unsigned"],
    ["into a copy that is damaged as it is written", (it) => {
      let isWritten = false;
      return {
        commit: (changes) => {
          isWritten = true;
          return it.commit(changes);
        },
        read: (of, from, to) => it.read(of, from, to).map((entry) => (isWritten ? { ...entry, signatures: [] } : entry)),
      };
    }, "record-unsigned"],
    ["where somebody else writes at the same moment", () => ({ commit: () => ({ kind: "moved", origin, size: 9 }) }), "receive-moved"],
  ])("%s", (_, change, code) => expect(kindOf(receive(own, into(change)))).toBe(code));
});

describe("a ledger whose trust policy cannot be read", () => {
  const broken = newLedger({ policy: "quorum of all\n" });
  const at = originOf(broken, "PUBLIC");
  test("knows no witness", () => expect([knownWitnesses(broken, at), witnessNames(broken, at), witnessStanding(broken, "w", signer(WITNESS)).kind]).toEqual([[], [], "unknown"]));
  test("takes no witness's answer", () => expect(kindOf(witnessedBy(broken, { origin: at, checkpoint: checkpointOf(broken), lines: "" }))).toMatch(/^policy-/));
});

describe("a witness", () => {
  const NAME = "witness.example/w";
  const known = newLedger({ policy: `witness w ${keyText(NAME, WITNESS, COSIGNATURE)}\nquorum none\n` });
  const at = originOf(known, "PUBLIC");
  const ask = (ledger: OpenLedger): ReturnType<typeof witnessCheckpoint> => witnessCheckpoint({ ledger, origin: at, name: NAME, signer: signer(WITNESS), seen: undefined });
  const put = (ledger: OpenLedger): boolean => putWitnessed(ledger, new Map([[at, sound(ask(ledger)).note]]));
  test("that signs one checkpoint twice stands behind it once, by its name in the policy", () => {
    expect([witnessNames(known, at), put(known), put(known), witnessNames(known, at)]).toEqual([[], true, true, ["w"]]);
    expect(textOf(checkpointOf(known))!.split(NAME).length - 1).toBe(1);
  });
  test("of another name beside it leaves its line", () => {
    const both = witnessCheckpoint({ ledger: known, origin: at, name: "witness.example/v", signer: signer(7), seen: undefined });
    expect(textOf(sound(both).note)).toMatch(/witness\.example\/w .*\n.*witness\.example\/v /);
  });
  test("of a checkpoint that is none signs nothing, and nobody is known to stand behind it", () => {
    const broken = { ...known, store: { ...known.store, logs: () => known.store.logs().map((it) => ({ ...it, checkpoint: utf8("none") })) } };
    expect([kindOf(ask(broken)), witnessNames(broken, at)]).toEqual(["note-shape", []]);
  });
  test("has nothing to put under a log that is not there", () => expect(putWitnessed(known, new Map([["concord/xaa/nowhere", held]]))).toBe(false));
});

test.each<readonly [string, () => object, string]>([
  ["a witness is asked of a log that is not there", () => witnessRequestFor(own, "concord/xaa/nowhere", 0), "witness-nothing"],
  ["the answer is over something that is no checkpoint", () => witnessedBy(own, { origin, checkpoint: utf8("no checkpoint"), lines: "" }), "note-shape"],
  ["the answer is no signature", () => witnessedBy(own, { origin, checkpoint: later, lines: "yes" }), "note-shape"],
])("%s", (_, ask, code) => expect(kindOf(ask() as { readonly kind: string })).toBe(code));

test.each<readonly [string, LedgerStore["read"]]>([
  ["is missing", () => []],
  ["has another record", (of, from, to) => own.store.read(of, from, to).map((it) => ({ ...it, leaf: own.store.read(of, 0, 1)[0]!.leaf }))],
  ["is no record", (of, from, to) => own.store.read(of, from, to).map((it) => ({ ...it, leaf: utf8("{") }))],
])("an entry of the root log that, since the ledger was opened, %s is not read", (_, read) => {
  let isRotten = false;
  const ledger = sound(openLedger({ ...own.store, read: (of, from, to) => (isRotten ? read : own.store.read)(of, from, to) }, tools));
  isRotten = true;
  expect(() => ledger.root!.entries).toThrow(`of ${ledger.root!.origin} was changed while the ledger was open.`);
});
