import { describe, expect, test } from "vitest";
import { enrolmentFault, primitives, signerFromSeed } from "#adapters/keys";
import { utf8 } from "#ledger";
import wycheproof from "../vectors/wycheproof/ed25519_test.json" with { type: "json" };

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

describe("Ed25519 as the platform verifies it", () => {
  test.each(wycheproof.testGroups.flatMap((group) => group.tests.map((it) => [it.tcId, it.comment, group.publicKey.pk, it] as const)))("case %i %s", (_id, _comment, key, it) => expect(primitives.verifyEd25519(hex(key), hex(it.msg), hex(it.sig))).toBe(it.result === "valid"));
  test("signs what it verifies", () => {
    const signer = signerFromSeed(new Uint8Array(32).fill(1));
    const signature = signer.sign(utf8("text"));
    expect([primitives.verifyEd25519(signer.publicKey, utf8("text"), signature), primitives.verifyEd25519(signer.publicKey, utf8("texu"), signature)]).toEqual([true, false]);
  });
  test.each([[new Uint8Array(31)], [new Uint8Array(33)]])("keys and signatures of another length verify nothing", (key) => expect(primitives.verifyEd25519(key, utf8(""), new Uint8Array(64))).toBe(false));
});

describe("keys refused at enrolment", () => {
  // The eight points of small order and their second spellings, as published in many analyses of the curve.
  const SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  ];
  test.each(SMALL)("small order: %s", (key) => expect(enrolmentFault(hex(key))).toMatch(/small order/));
  test.each([
    ["one spelt with its sign", "0100000000000000000000000000000000000000000000000000000000000080"],
    ["a y beyond the field", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"],
    ["a y that is no point", "0200000000000000000000000000000000000000000000000000000000000000"],
  ])("not canonical: %s", (_, key) => expect(enrolmentFault(hex(key))).toMatch(/canonical/));
  test.each(Array.from({ length: 20 }, (_, at) => [at]))("sound: key of seed %i", (at) => expect(enrolmentFault(signerFromSeed(new Uint8Array(32).fill(at)).publicKey)).toBeUndefined());
  test("another length", () => expect(enrolmentFault(new Uint8Array(31))).toMatch(/32 bytes/));
});
