import { describe, expect, test } from "vitest";
import { sqliteLedger } from "#adapters/sqlite";
import { compareCheckpoint, knownWitnesses, openLedger, type OpenLedger, receiveExport, witnessedBy, witnessNames, witnessRequestFor, witnessStanding } from "#app";
import { checkpointBytes, type LedgerStore, signCheckpoint, textOf, utf8 } from "#ledger";
import { append, exported, newLedger, newPath, node, note, originOf, signer, sound, tools, wholePolicy, WITNESS } from "./sample.ts";

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

describe("what another party exported is not taken", () => {
  const into = (change: (it: LedgerStore) => Partial<LedgerStore>): LedgerStore => {
    const fresh = sqliteLedger(newPath("sqlite"));
    sound(receive(own, fresh));
    return { ...fresh, ...change(fresh) };
  };
  test.each<readonly [string, (it: LedgerStore) => Partial<LedgerStore>, string]>([
    ["into the copy of a third party's logs", (it) => ({ settings: () => ({ ...it.settings()!, party: "HOL" }) }), "receive-party"],
    ["into a copy that is not what it was", (it) => ({ read: (of, from, to) => it.read(of, from, to).map((entry) => ({ ...entry, signatures: [] })) }), "record-unsigned"],
    ["where somebody else writes at the same moment", () => ({ commit: () => ({ kind: "moved", origin, size: 9 }) }), "receive-moved"],
  ])("%s", (_, change, code) => expect(kindOf(receive(own, into(change)))).toBe(code));
});

describe("a ledger whose trust policy cannot be read", () => {
  const broken = newLedger({ policy: "quorum of all\n" });
  const at = originOf(broken, "PUBLIC");
  test("knows no witness", () => expect([knownWitnesses(broken, at), witnessNames(broken, at), witnessStanding(broken, "w", signer(WITNESS)).kind]).toEqual([[], [], "unknown"]));
  test("takes no witness's answer", () => expect(kindOf(witnessedBy(broken, { origin: at, checkpoint: checkpointOf(broken), lines: "" }))).toMatch(/^policy-/));
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
