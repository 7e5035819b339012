import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalBytes, isJsonFault, type Json, parseJson, textOf, utf8 } from "#ledger";

const folder = join(import.meta.dirname, "..", "vectors", "jcs-rfc8785");
const code = (it: ReturnType<typeof parseJson>): string => (isJsonFault(it) ? it.code : "sound");

describe("canonical form", () => {
  test.each(readdirSync(join(folder, "input")))("%s", (name) => {
    const value = parseJson(new Uint8Array(readFileSync(join(folder, "input", name))));
    expect(textOf(canonicalBytes(value as Json))).toBe(readFileSync(join(folder, "output", name), "utf8"));
  });
  test("what is canonical is read and written again to the byte; equal values have equal bytes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
        const bytes = canonicalBytes(value as Json);
        const again = parseJson(bytes);
        // Whole numbers beyond 2^53 are written, and refused when read.
        if (code(again) === "json-number") return;
        expect(canonicalBytes(again as Json)).toEqual(bytes);
        expect(JSON.parse(textOf(bytes) ?? "")).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  test.each([["\ud800"], ["\udc00\ud800"]])("refused: half of a character", (text) => expect(() => canonicalBytes({ text })).toThrow(RangeError));
  test.each([Number.NaN, Number.POSITIVE_INFINITY])("refused: %s", (value) => expect(() => canonicalBytes(value)).toThrow(RangeError));
});

describe("strict reading", () => {
  test.each([
    ['{"a":1,"a":2}', "json-twice"],
    ['{"a":1,"\\u0061":2}', "json-twice"],
    ['"\\ud800"', "json-surrogate"],
    ['{"\\udc00":1}', "json-surrogate"],
    ["9007199254740993", "json-number"],
    ["1e400", "json-number"],
    ["-9007199254740993", "json-number"],
    [`${"[".repeat(65)}1${"]".repeat(65)}`, "json-depth"],
    ["{} {}", "json-form"],
    ["[1,]", "json-form"],
    ["{,}", "json-form"],
    ["[1 2]", "json-form"],
    ["01", "json-form"],
    ["+1", "json-form"],
    [".5", "json-form"],
    ["1.", "json-form"],
    ["NaN", "json-form"],
    ["'a'", "json-form"],
    ['"a', "json-form"],
    ['"\\x"', "json-form"],
    ['"a\nb"', "json-form"],
    ["", "json-form"],
    ["[", "json-form"],
    ['{"a"', "json-form"],
    ["\u00a01", "json-form"],
    [`${"[".repeat(64)}1${"]".repeat(64)}`, "sound"],
    ['{"__proto__":1}', "sound"],
    ["9007199254740992.5", "sound"],
    [" [ 1 , -0 , 2.5e-3 ] ", "sound"],
  ])("%s is %s", (text, expected) => expect(code(parseJson(utf8(text)))).toBe(expected));
  test("refused: bytes that are no text", () => expect(code(parseJson(Uint8Array.of(0x22, 0xff, 0x22)))).toBe("json-utf8"));
  test("a member called __proto__ is a member", () => expect(Object.keys(parseJson(utf8('{"__proto__":{"a":1}}')) as object)).toEqual(["__proto__"]));
  test("reads what the language reads, refuses what it refuses", () => {
    const pieces = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "a", "1", "-", "e", ".", "true", "null", " ", "\\", "\\u0041", "0");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        let expected: unknown;
        let isJson = true;
        try {
          expected = JSON.parse(text);
        } catch {
          isJson = false;
        }
        const found = parseJson(utf8(text));
        if (!isJson) expect(code(found)).not.toBe("sound");
        else if (code(found) === "sound") expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(JSON.stringify(expected)));
        else expect(["json-twice", "json-number", "json-surrogate"]).toContain(code(found));
      }),
      { numRuns: 3000 },
    );
  });
});

test("a text larger than any that is meant is not looked at", () => expect(parseJson(new Uint8Array(16_000_001))).toMatchObject({ code: "json-size" }));
