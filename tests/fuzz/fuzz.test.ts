import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { inputOf } from "../../tools/fuzz/inputs.ts";
import { FUZZ_PARSERS } from "../../tools/fuzz/parsers.ts";
import { fuzz, type FuzzParser, type FuzzResult } from "../../tools/fuzz/run.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Inputs of each parser at every change; a million of each: `npm run fuzz`. */
const INPUTS = 20_000;

describe("whatever comes from outside is read or refused, and nothing is thrown", () => {
  test.each(FUZZ_PARSERS.map((it) => [it.name, it] as const))("%s", async (_, parser) => {
    // A parser that takes none of its own fixtures would never be tried beyond its first check.
    const fixtures = await Promise.all(parser.fixtures().map((it) => parser.read(typeof it === "string" ? bytes(it) : it)));
    expect(fixtures).toContain("accepted");
    const found = await fuzz(parser, { inputs: INPUTS, seed: 1 });
    expect(found.faults.filter((it) => it.kind === "crash")).toEqual([]);
    expect(found.accepted + found.refused).toBe(INPUTS);
  }, 180_000);
});

describe("the tool itself", () => {
  const brittle: FuzzParser = {
    name: "brittle",
    about: "falls on what has a brace too many",
    form: "json",
    fixtures: () => ['{"a":[1,2]}'],
    read: (input) => {
      const text = new TextDecoder().decode(input);
      if (text.includes("}}")) throw new RangeError("a brace too many");
      return text.startsWith("{") ? "accepted" : "refused";
    },
  };
  test("finds what falls, and an input is replayed by its number", async () => {
    const found = await fuzz(brittle, { inputs: 500, seed: 7 });
    expect(found.crashes).toBeGreaterThan(0);
    const [first] = found.faults;
    expect(first?.message).toContain("RangeError: a brace too many");
    const again = await fuzz(brittle, { inputs: 500, seed: 7, only: first!.index });
    expect([again.inputs, again.crashes, again.faults[0]?.message]).toEqual([1, 1, first?.message]);
  });
  test("inputs are the same for the same seed and number, and others for others", () => {
    const material = { form: "lines" as const, fixtures: [bytes("a,b\n1,2\n3,4\n"), bytes("x;y\n5;6\n")], words: ["id"] };
    const some = (seed: number): readonly string[] => Array.from({ length: 200 }, (_, at) => inputOf(material, { name: "csv", seed, index: at + 100 }).join());
    expect(some(1)).toEqual(some(1));
    expect(some(1)).not.toEqual(some(2));
    expect(new Set(some(1)).size).toBeGreaterThan(120);
  });
});

test("the committed results are of parsers that exist, and nothing fell in them", () => {
  const { results } = JSON.parse(readFileSync(join(ROOT, "docs", "results", "fuzz.json"), "utf8")) as { readonly results: readonly FuzzResult[] };
  expect(results.map((it) => it.parser).filter((it) => !FUZZ_PARSERS.some((parser) => parser.name === it))).toEqual([]);
  expect(FUZZ_PARSERS.map((it) => it.name).filter((it) => !results.some((one) => one.parser === it))).toEqual([]);
  for (const it of results) expect([it.parser, it.crashes, it.slow, it.faults, it.accepted + it.refused, it.peakMegabytes < 512]).toEqual([it.parser, 0, 0, [], it.inputs, true]);
});
