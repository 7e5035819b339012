import { describe, expect, test } from "vitest";
import { auditLedger, type OpenLedger, putWitnessed, witnessCheckpoint, type WitnessAsk } from "#app";
import { COSIGNATURE, isFault } from "#ledger";
import { append, keyText, newLedger, note, signer, sound, tools, WITNESS } from "./sample.ts";

const NAME = "witness.example/w";
const policy = `witness w ${keyText(NAME, WITNESS, COSIGNATURE)}\nquorum w\n`;
const ask = (ledger: OpenLedger, origin: string, seen: WitnessAsk["seen"]) => witnessCheckpoint({ ledger, origin, name: NAME, signer: signer(WITNESS), seen });
const first = (ledger: OpenLedger): string => [...ledger.channels.keys()][0]!;

describe("witnesses", () => {
  test("sign what grew, and without them the quorum is not met", () => {
    const ledger = newLedger({ policy });
    expect(isFault(auditLedger(ledger))).toBe(true);
    const seen = new Map(ledger.store.logs().map(({ origin }) => [origin, sound(ask(ledger, origin, undefined)).keep]));
    append(ledger, [note("a"), note("b"), note("c", "SECRET")]);
    putWitnessed(ledger, new Map(ledger.store.logs().map(({ origin }) => [origin, sound(ask(ledger, origin, seen.get(origin))).note])));
    const found = sound(auditLedger(ledger));
    const behind = [{ name: "w", seconds: Date.parse(tools.now()) / 1000 }];
    expect([found.logs.map((it) => it.witnesses), found.root?.witnesses]).toEqual([[behind, behind], behind]);
  });
  test("[L4] do not sign a log that went back, or one that forked in the middle", () => {
    const [ledger, fork] = [newLedger({ policy }), newLedger({ policy })];
    append(ledger, [note("a"), note("b"), note("c")]);
    const { keep } = sound(ask(ledger, first(ledger), undefined));
    append(fork, [note("a")]);
    expect((ask(fork, first(fork), keep) as { code?: string }).code).toBe("witness-back");
    append(fork, [note("x"), note("b"), note("c")]);
    expect((ask(fork, first(fork), keep) as { code?: string }).code).toBe("witness-fork");
  });
  test("a log that is not there is not signed", () => expect((ask(newLedger({ policy }), "nowhere", undefined) as { code?: string }).code).toBe("witness-nothing"));
});
