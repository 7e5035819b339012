import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import { primitives } from "#adapters/keys";
import { base64url, conceal, type FieldPath, isFault, type Json, reveal, utf8 } from "#ledger";
import digests from "../vectors/sd-jwt/rfc9901-digests.json" with { type: "json" };

const { sha256 } = primitives;
const folder = join(import.meta.dirname, "..", "vectors", "sd-jwt");
const counting = (): (() => Uint8Array) => {
  let at = 0;
  return () => new Uint8Array(16).fill(at++);
};
const same = (a: FieldPath, b: FieldPath): boolean => a.length === b.length && a.every((it, at) => it === b[at]);

/** Value of a YAML node, and the paths of all that is marked `!sd`. */
function marked(node: unknown, at: FieldPath, paths: FieldPath[]): Json {
  if (isScalar(node)) return node.value as Json;
  if (isSeq(node)) {
    return node.items.map((it, place) => {
      if ((it as { tag?: string }).tag === "!sd") paths.push([...at, place]);
      return marked(it, [...at, place], paths);
    });
  }
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.filter(isPair).map((it) => {
        const name = String((it.key as { value: unknown }).value);
        if ((it.key as { tag?: string }).tag === "!sd") paths.push([...at, name]);
        return [name, marked(it.value, [...at, name], paths)];
      }),
    );
  }
  return null;
}

/** Paths that the holder gives out: those marked true, and whatever is named beneath. */
function chosen(value: unknown, at: FieldPath, given: FieldPath[]): void {
  if (value === true) given.push(at);
  else if (typeof value === "object" && value !== null) {
    given.push(at);
    for (const [key, it] of Object.entries(value)) chosen(it, [...at, Array.isArray(value) ? Number(key) : key], given);
  }
}

describe("published cases", () => {
  test.each(readdirSync(folder).filter((it) => it.endsWith(".yml")))("%s", (name) => {
    const document = parseDocument(readFileSync(join(folder, name), "utf8"), { logLevel: "silent" });
    const paths: FieldPath[] = [];
    const value = marked(document.get("user_claims"), [], paths);
    const given: FieldPath[] = [];
    const holder = marked(document.get("holder_disclosed_claims"), [], []);
    // The cases write True where a part is disclosed and anything else where it is not.
    chosen(JSON.parse(JSON.stringify(holder)), [], given);
    const concealed = conceal(sha256, { value, paths, salt: counting() });
    const disclosed = concealed.disclosures.filter((it) => given.some((path) => same(path, it.path))).map((it) => it.text);
    expect(reveal(sha256, concealed.value, disclosed)).toEqual(marked(document.get("expect_verified_user_claims"), [], []));
  });
  test.each(digests.map((it) => [it.what, it] as const))("%s", (_, it) => expect(base64url(sha256(utf8(it.disclosure)))).toBe(it.digest));
});

describe("laws", () => {
  const value: Json = { stock: 120, name: "155 mm", lots: [{ place: "A", quantity: 70 }, { place: "B", quantity: 50 }], note: null };
  const all: readonly FieldPath[] = [["stock"], ["name"], ["lots"], ["lots", 0], ["lots", 1, "quantity"], ["note"]];
  test("all disclosures give back the whole, none give what was never hidden, and what is hidden does not show", () => {
    fc.assert(
      fc.property(fc.subarray([...all]), (paths) => {
        const { value: shown, disclosures } = conceal(sha256, { value, paths, salt: counting() });
        expect(disclosures).toHaveLength(paths.length);
        expect(reveal(sha256, shown, disclosures.map((it) => it.text))).toEqual(value);
        const text = JSON.stringify(shown);
        if (paths.some((it) => it[0] === "stock")) expect(text).not.toContain("120");
        for (const path of paths) if (path.length === 1) expect(Object.keys(reveal(sha256, shown, []) as object)).not.toContain(path[0]);
      }),
    );
  });
  test("decoys: two objects with one and three hidden fields have as many digests", () => {
    const count = (paths: readonly FieldPath[]): number => ((conceal(sha256, { value, paths, salt: counting(), atLeast: 5 }).value as { _sd: readonly unknown[] })._sd).length;
    expect([count([["stock"]]), count([["stock"], ["name"], ["note"]])]).toEqual([5, 5]);
  });
  const concealed = conceal(sha256, { value, paths: all, salt: counting() });
  const texts = concealed.disclosures.map((it) => it.text);
  const forged = (parts: readonly unknown[]): string => base64url(utf8(JSON.stringify(parts)));
  test.each([
    ["one that belongs nowhere", concealed.value, [...texts, forged(["salt", "stock", 999])], "disclosure-stray"],
    ["one twice", concealed.value, [...texts, texts[0]!], "disclosure-twice"],
    ["no base 64", concealed.value, ["%"], "disclosure-form"],
    ["no list", concealed.value, [forged("x" as unknown as [])], "disclosure-form"],
    ["four parts", concealed.value, [forged(["s", "n", 1, 2])], "disclosure-form"],
    ["a name that is none", concealed.value, [forged(["s", 1, 2])], "disclosure-form"],
    ["a digest that stands twice", { a: concealed.value, b: concealed.value }, [], "digest-twice"],
    ["digests that are no list", { _sd: "x" }, [], "digest-form"],
  ] as const)("refused: %s", (_, shown, given, expected) => {
    const found = reveal(sha256, shown as Json, given);
    expect(isFault(found as object) ? (found as { code: string }).code : "sound").toBe(expected);
  });
  test("a disclosure cannot take the name of a field that is shown", () => {
    const text = forged(["s", "stock", 1]);
    const shown: Json = { stock: 120, _sd: [base64url(sha256(utf8(text)))] };
    expect(reveal(sha256, shown, [text])).toMatchObject({ code: "disclosure-name" });
  });
  test.each([[[["nothing"]]], [[["lots", 7]]], [[["stock", "x"]]]])("a path that leads nowhere is a bug: %j", (paths) => expect(() => conceal(sha256, { value, paths, salt: counting() })).toThrow(RangeError));
  test("a field with a reserved name is refused", () => expect(() => conceal(sha256, { value: { _sd: [] }, paths: [], salt: counting() })).toThrow(RangeError));
});
