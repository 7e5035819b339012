import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { type Person, parseReader, readerFor, readerText, viewKeyOf } from "#app";
import { fixedGate, sha256, viewAsGate } from "#server";
import { readerOf } from "../../src/cli/reader.ts";

const asks = (query: object): FastifyRequest => ({ query, ip: "127.0.0.1" }) as unknown as FastifyRequest;

describe("the gate", () => {
  test.each<readonly [string, object, unknown]>([
    ["nobody named: the owner", {}, { kind: "admitted", viewer: { kind: "owner" }, roster: "as stated" }],
    ["a reader", { as: "VAL:1" }, { kind: "admitted", viewer: { kind: "reader", reader: { nation: "VAL", level: 1, groups: [], holds: [] } }, roster: "as stated" }],
    ["a reader that is none is nobody, never the owner", { as: "VAL:x" }, { kind: "refused", refusal: expect.objectContaining({ status: 400, reason: "no-reader" }) }],
    ["an empty word is the public", { as: "" }, { kind: "admitted", viewer: { kind: "reader", reader: { nation: "", level: 0, groups: [], holds: [] } }, roster: "as stated" }],
  ])("open: %s", (_, query, expected) => expect([viewAsGate.admit(asks(query)), viewAsGate.readmit(asks(query))]).toEqual([expected, expected]));
  test("fixed: one reader, and nobody chooses another", () => {
    const viewer = { kind: "reader", reader: { nation: "VAL", level: 0, groups: [] } } as const;
    const gate = fixedGate(viewer);
    for (const it of [gate.admit, gate.readmit]) expect([it(asks({})), it(asks({ as: "HOL:9" })), it(asks({ as: "" }))]).toEqual([{ kind: "admitted", viewer, roster: "as stated" }, expect.objectContaining({ kind: "refused" }), expect.objectContaining({ kind: "refused" })]);
  });
});

describe("what a person reads in a session", () => {
  const person: Person = { id: "p", name: "P", nation: "VAL", level: 3, groups: ["B", "A", "B"], holds: [], roles: [] };
  const rules = [{ level: 1, assurance: 2 }, { level: 3, assurance: 3 }] as const;
  test.each([[1, 0], [2, 2], [3, 3]] as const)("assurance %i: up to level %i", (assurance, level) => expect(readerFor(person, assurance, rules)).toEqual({ nation: "VAL", level, groups: ["A", "B"], holds: [] }));
  test("never more than the directory clears", () => expect([readerFor({ ...person, level: 0 }, 3, rules).level, readerFor({ ...person, level: 1 }, 2, rules).level]).toEqual([0, 1]));
  test("a rule for the lowest level leaves that level, not less", () => expect(readerFor(person, 1, [{ level: 0, assurance: 2 }]).level).toBe(0));
});

describe("a reader as it is written", () => {
  test.each(["VAL:1:", "VAL:1:A,B:", ":0", "VAL", "VAL:1::Codeword=RIVER"])("%s is one", (text) => expect(parseReader(text)).toBeDefined());
  test.each(["VAL:1:A:Codeword=RIVER:x", "VAL:100", "VAL:-1", "VAL:1.5", "V L:1", "VALVALVALVALV:1", "VAL:1:A,", "VAL:1:a,b,c,d,e,f,g,h,i", "VAL:1::Codeword", "VAL:1:A B"])("%s is none", (text) => {
    expect(parseReader(text)).toBeUndefined();
    expect(() => readerOf(text)).toThrow(/is no reader/);
  });
  test("eight groups are as many as there may be", () => expect(parseReader("VAL:1:a,b,c,d,e,f,g,h")?.groups).toHaveLength(8));
  test.each([[{ nation: "", level: 0, groups: [] }, ":0"], [{ nation: "VAL", level: 2, groups: [], holds: [["Codeword", "RIVER"]] }, "VAL:2::Codeword=RIVER"], [{ nation: "", level: 1, groups: ["A"] }, ":1:A"]] as const)("%j is %s", (reader, text) => expect(readerText(reader)).toBe(text));
  test("two clearances have one name exactly where they are the same", () => {
    const key = (text: string, roster = "1"): string => viewKeyOf({ viewer: { kind: "reader", reader: parseReader(text)! }, roster, data: "d" }, sha256);
    expect(key("VAL:1:A,B:X=1;Y=2")).toBe(key("VAL:1:B,A,A:Y=2;X=1;X=1"));
    expect(new Set([key("VAL:1:A"), key("VAL:1:B"), key("VAL:2:A"), key("HOL:1:A"), key("VAL:1"), key("VAL:1::X=1"), key("VAL:1", "2"), viewKeyOf({ viewer: { kind: "owner" }, roster: "1", data: "d" }, sha256)]).size).toBe(8);
  });
});
