import { describe, expect, test } from "vitest";
import { checker, flipBits, makeSpecimen, tamper } from "../../tools/reliability/bit-flips.ts";

const specimen = makeSpecimen();

test("2,000 turned bits: each is found, or nothing that is read has changed", () => {
  const flips = flipBits(specimen, { seed: 7, count: 2000 });
  expect(flips.faults).toEqual([]);
  expect([flips.flips, flips.found > 1000, flips.same.size > 0]).toEqual([2000, true, true]);
}, 600_000);

describe("by whoever holds the file", () => {
  test.each(tamper(specimen).map((it) => [it.name, it.verdict] as const))("found: %s", (_, verdict) => expect(verdict).toEqual({ kind: "found", how: expect.any(String) }));
  const { check } = checker(specimen);
  const text = (name: string): string => new TextDecoder().decode(specimen.files.get(name));
  test.each([
    ["the policy beside the ledger weakened", "policy.txt", (it: string) => it.replace("quorum none", "quorum  none"), "policy-file"],
    ["another officer's key put", "keys/officer-1.key", (it: string) => `${it[0] === "0" ? "1" : "0"}${it.slice(1)}`, "key-file"],
    ["another key of the node put", "keys/log.key", (it: string) => `${it[0] === "0" ? "1" : "0"}${it.slice(1)}`, "key-file"],
    ["no key at all", "keys/log.key", () => "\n", "what is beside it cannot be read"],
    ["nothing changed", "policy.txt", (it: string) => it, undefined],
  ])("%s", (_, name, change, how) => expect(check(name, new TextEncoder().encode(change(text(name))))).toEqual(how === undefined ? { kind: "same" } : { kind: "found", how }));
});
