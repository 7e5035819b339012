import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openBid, OPENERS, readSealedBid, sealBid, type SealedBid } from "#adapters/keys";
import { base64url, canonicalBytes, type Json, utf8 } from "#ledger";
import { hpkeOpen, hpkePublicKey, hpkeSeal } from "../../src/adapters/keys/hpke.ts";
import { ROOT } from "../../tools/files.ts";

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const secret = (name: number): Uint8Array => new Uint8Array(32).fill(name);
const publicOf = (name: number): Uint8Array => hpkePublicKey(secret(name));
/** A point of low order, with which everybody agrees on the same secret. */
const LOW_ORDER = new Uint8Array(32);

describe("sealing to a key, as RFC 9180 has it", () => {
  // A.2.1 and A.2.1.1, sequence number 0.
  const bound = { info: hex("4f6465206f6e2061204772656369616e2055726e"), about: hex("436f756e742d30") };
  const [to, own, once] = [hex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"), hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"), hex("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")];
  const text = utf8("Beauty is truth, truth beauty");
  const sealed = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28";
  test("the vector of the RFC, both ways", () => {
    expect(hexOf(hpkePublicKey(own))).toBe(hexOf(to));
    expect(hexOf(hpkeSeal(to, bound, text, once))).toBe(sealed);
    expect(hpkeOpen(own, bound, hex(sealed))).toEqual(text);
  });
  test("no two messages are alike, and one of no bytes is one", () => {
    expect(hexOf(hpkeSeal(to, bound, text))).not.toBe(hexOf(hpkeSeal(to, bound, text)));
    expect(hpkeOpen(own, bound, hpkeSeal(to, bound, new Uint8Array(0)))).toEqual(new Uint8Array(0));
  });
  test.each<readonly [string, Uint8Array, typeof bound, Uint8Array]>([
    ["another key", once, bound, hex(sealed)],
    ["for another thing", own, { ...bound, info: utf8("x") }, hex(sealed)],
    ["about another thing", own, { ...bound, about: utf8("x") }, hex(sealed)],
    ["too short to be one", own, bound, hex(sealed).subarray(0, 47)],
    ["a point of low order before it", own, bound, new Uint8Array([...LOW_ORDER, ...hex(sealed).subarray(32)])],
    ...Array.from(hex(sealed), (_, at): readonly [string, Uint8Array, typeof bound, Uint8Array] => [`byte ${at} changed`, own, bound, hex(sealed).map((it, place) => (place === at ? it ^ 1 : it))]),
  ])("stays closed: %s", (_, key, to, bytes) => expect(hpkeOpen(key, to, bytes)).toBeUndefined());
  test("nothing is sealed to a point of low order", () => expect(() => hpkeSeal(LOW_ORDER, bound, text)).toThrow());
});

const bid = utf8("12 batteries at 5 000 000 EUR");
const openers = [1, 2, 3].map(publicOf);
const made = (more: Partial<Parameters<typeof sealBid>[0]> = {}): Uint8Array => {
  const bytes = sealBid({ case: "c1", supplier: "VAL/acme", openers, bid, ...more });
  if ("fault" in bytes) throw new Error(bytes.fault);
  return bytes;
};
const read = (bytes: Uint8Array): SealedBid => {
  const found = readSealedBid(bytes);
  if ("fault" in found) throw new Error(found.fault);
  return found;
};
const bytes = made();
const sealed = read(bytes);

describe("a sealed bid", () => {
  test.each([[1, 2], [2, 1], [1, 3], [3, 2]])("S4 any two of its openers open it, in either order: %d and %d", (a, b) => expect(openBid(sealed, [secret(a), secret(b)])).toEqual(bid));
  test.each<readonly [string, number, number, RegExp]>([
    ["one opener twice", 1, 1, /two keys are one/],
    ["an opener and somebody", 1, 9, /not sealed to the second key/],
    ["somebody and an opener", 9, 1, /not sealed to the first key/],
  ])("S4 nobody opens it alone: %s", (_, a, b, fault) => expect(openBid(sealed, [secret(a), secret(b)])).toEqual({ fault: expect.stringMatching(fault) }));
  test("S3 what one opener holds of the key says nothing of it: the shares of two pairs differ, and no share opens the body", () => {
    const held = sealed.shares.filter(({ of }) => of.includes(0)).map(({ of, to }) => hpkeOpen(secret(1), { info: utf8("concord-sealed-bid-v1"), about: canonicalBytes([{ concord: "sealed-bid-v1", case: "c1", supplier: "VAL/acme", openers: openers.map(base64url) }, [...of], of.indexOf(0)]) }, to[of.indexOf(0)]!)!);
    expect(held.map((it) => it.length)).toEqual([32, 32]);
    expect(hexOf(held[0]!)).not.toBe(hexOf(held[1]!));
    const about = canonicalBytes(Object.fromEntries(Object.entries(JSON.parse(new TextDecoder().decode(bytes)) as { readonly [name: string]: Json }).filter(([name]) => name !== "body")));
    for (const it of held) expect(hpkeOpen(it, { info: utf8("concord-sealed-bid-v1"), about }, sealed.body)).toBeUndefined();
  });
  test("S5 the same bid sealed twice has another digest, so that nobody finds a price by trying", () => expect(read(made()).digest).not.toBe(sealed.digest));
  test("S2 for another case or supplier it does not open: a rival's file handed in as one's own is none", () => {
    for (const change of [{ case: "c2" }, { supplier: "VAL/bolt" }]) expect(openBid({ ...sealed, ...change }, [secret(1), secret(2)])).toEqual({ fault: expect.stringMatching(/does not open/) });
  });
  test("an opener put in the place of another after sealing opens nothing", () => expect(openBid({ ...sealed, openers: [publicOf(9), ...openers.slice(1)] }, [secret(9), secret(2)])).toEqual({ fault: expect.stringMatching(/does not open/) }));
  test.each<readonly [string, Uint8Array]>([["of no bytes", new Uint8Array(0)], ["of a megabyte", new Uint8Array(1_000_000).fill(7)]])("a bid %s", (_, bid) => expect(openBid(read(made({ bid })), [secret(2), secret(3)])).toEqual(bid));
  test("the most openers there may be: each pair opens it", () => {
    const all = Array.from({ length: OPENERS.most }, (_, at) => at + 1);
    const of = read(made({ openers: all.map(publicOf) }));
    expect(of.shares).toHaveLength(66);
    for (const [a, b] of [[1, 12], [6, 7], [12, 11]] as const) expect(openBid(of, [secret(a), secret(b)])).toEqual(bid);
  });
  test.each<readonly [string, Partial<Parameters<typeof sealBid>[0]>, RegExp]>([
    ["one opener", { openers: [publicOf(1)] }, /^1 openers are named, and it takes 2 to 12$/],
    ["too many", { openers: Array.from({ length: 13 }, (_, at) => publicOf(at + 1)) }, /13 openers/],
    ["one twice", { openers: [publicOf(1), publicOf(1)] }, /named twice/],
    ["a key of another length", { openers: [publicOf(1), new Uint8Array(31)] }, /has not 32 bytes/],
    ["a point of low order", { openers: [publicOf(1), LOW_ORDER] }, /none that can be sealed to/],
    ["a bid that is too large", { bid: new Uint8Array(20_000_001) }, /20000001 bytes/],
  ])("S1 is not sealed: %s", (_, more, fault) => expect(sealBid({ case: "c1", supplier: "VAL/acme", openers, bid, ...more })).toEqual({ fault: expect.stringMatching(fault) }));
});

test("the example of docs/formats/sealed-bid.md is read, has the digest that is named, and opens with the two keys", () => {
  const page = readFileSync(join(ROOT, "docs", "formats", "sealed-bid.md"), "utf8");
  const example = read(utf8(/```json\n(.*)\n```/.exec(page)![1]!));
  expect(page).toContain(`\`${example.digest}\``);
  expect(openBid(example, [secret(1), secret(2)])).toEqual(utf8("12 batteries at 5 000 000 EUR\n"));
});

describe("the file of a sealed bid is read strictly", () => {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as { readonly [name: string]: Json };
  const shares = value["shares"] as Json[];
  const written = (more: { readonly [name: string]: Json }): Uint8Array => canonicalBytes({ ...value, ...more });
  const without = (name: string): Uint8Array => canonicalBytes(Object.fromEntries(Object.entries(value).filter(([it]) => it !== name)));
  test.each<readonly [string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(0), /no JSON/],
    ["no text", new Uint8Array([0xff]), /no UTF-8/],
    ["a list", utf8("[]"), /no object/],
    ["another form", written({ concord: "sealed-bid-v2" }), /concord is not sealed-bid-v1/],
    ["a field more", written({ note: "x" }), /no(ne)? .*has: note/],
    ["no supplier", without("supplier"), /does not name its case and supplier/],
    ["a case that is a number", written({ case: 1 }), /does not name its case/],
    ["no openers", without("openers"), /no list of keys/],
    ["one opener", written({ openers: (value["openers"] as Json[]).slice(1, 2) }), /1 openers/],
    ["a share too few", written({ shares: shares.slice(1) }), /two for each pair/],
    ["shares in another order", written({ shares: shares.toReversed() }), /two for each pair/],
    ["a share that is none", written({ shares: [null, ...shares.slice(1)] }), /two for each pair/],
    ["no body", without("body"), /body is no base64url/],
    ["a body with padding", written({ body: `${String(value["body"])}=` }), /body is no base64url/],
    ["a line end after it", utf8(`${new TextDecoder().decode(bytes)}\n`), /not canonical/],
    ["a name that stands twice", utf8(new TextDecoder().decode(bytes).replace("{", '{"case":"c2",')), /twice/],
  ])("S6 refused: %s", (_, it, fault) => expect(readSealedBid(it)).toEqual({ fault: expect.stringMatching(fault) }));
  test("S6 changed anywhere it is refused, does not open, or has another digest: never another bid", () => {
    for (let at = 0; at < bytes.length; at++) {
      const found = readSealedBid(bytes.map((it, place) => (place === at ? it ^ 1 : it)));
      if ("fault" in found) continue;
      expect([at, found.digest === sealed.digest]).toEqual([at, false]);
      const opened = openBid(found, [secret(1), secret(2)]);
      // A share for a pair that is not asked is bound to the body too.
      expect([at, "fault" in opened]).toEqual([at, true]);
    }
  });
});
