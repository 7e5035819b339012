import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { namedSets } from "../../tools/mutate.ts";
import { EQUIVALENT } from "../../tools/mutate/equivalents.ts";
import { leftOf, mutatedSource, outcomesOf, summaryOf } from "../../tools/mutate/kept.ts";
import { withMutants } from "../../tools/mutate/mutants.ts";
import { keptMutation, keptNames, MUTATION_PAGE, mutationPage } from "../../tools/mutate/page.ts";

/** What a function of one argument answers with a mutant awake. */
function answers(body: string, inputs: readonly unknown[], mutant: number): readonly unknown[] {
  const { text } = withMutants("f.ts", body, 1);
  Reflect.set(globalThis, "mutant", mutant);
  const run = new Function("it", text) as (it: unknown) => unknown;
  try {
    return inputs.map(run);
  } finally {
    Reflect.deleteProperty(globalThis, "mutant");
  }
}

describe("each check is changed, one at a time", () => {
  test.each<readonly [string, readonly string[]]>([
    ["return it === 1;", ["it !== 1"]],
    ["return it < 1 ? 2 : 3;", ["it <= 1", "it >= 1", "false"]],
    ["if (it > 1) return 2; return 3;", ["it >= 1", "it <= 1", "false"]],
    ["return it.a && it.b;", ["it.a", "it.b"]],
    ["return !it;", ["it"]],
    ["return it.every((a) => a >= 0);", ["it.some((a) => a >= 0)", "a > 0", "a < 0"]],
    ["return it.filter(Boolean);", ["it"]],
    ["return Math.max(it, 2);", ["Math.min(it, 2)"]],
    // In the middle of a chain nothing is put in brackets: that would end what `?.` passes over.
    ["return it?.a.filter(Boolean).length ?? 0;", []],
    // What is spread in or left out is a way of writing.
    ["return { ...(it && { a: 1 }) };", []],
  ])("%s", (body, changed) => {
    expect(withMutants("f.ts", body, 1).mutants.map((it) => it.to).toSorted()).toEqual(changed.toSorted());
  });
  test("asleep, nothing is changed; awake, only its own check is", () => {
    const body = "if (it.level < 2 || !it.open) return 'no'; return it.values.every((one) => one === 1) ? 'all' : 'some';";
    const inputs = [{ level: 1, open: true, values: [] }, { level: 2, open: true, values: [1, 2] }, { level: 3, open: true, values: [1] }, { level: 3, open: false, values: [1] }];
    const plain = inputs.map(new Function("it", body) as (it: unknown) => unknown);
    expect(answers(body, inputs, 0)).toEqual(plain);
    const { mutants } = withMutants("f.ts", body, 1);
    expect(mutants.map((it) => it.id)).toEqual(mutants.map((_, at) => at + 1));
    for (const it of mutants) expect([it.from, answers(body, inputs, it.id)]).not.toEqual([it.from, plain]);
  });
  test("types and imports stay as they are", () => {
    const source = 'import type { A } from "a";\nexport interface B { readonly a: A | undefined }\nexport const f = (a: B): a is B & { readonly a: A } => a.a !== undefined;\n';
    expect(withMutants("f.ts", source, 1).text).toBe(source.replace("a.a !== undefined", "(globalThis.mutant === 1 ? (a.a === undefined) : a.a !== undefined)"));
  });
});

describe("what came of it", () => {
  const tests = ["a/x.test.ts", "b/y.test.ts"];
  const source = (text: string) => [mutatedSource("f.ts", text, 1), mutatedSource("g.ts", "export const h = (it) => !it;", 4)];
  const sources = source("export const f = (it) => it < 1 ? 2 : 3;");
  const outcomes = new Map([[1, "b/y.test.ts"], [2, null], [4, "a/x.test.ts"]] as const);
  const kept = summaryOf({ command: "c", tests, sources, outcomes });
  test("is kept by source, one sign a mutant", () => {
    expect(kept).toEqual({
      command: "c",
      tests,
      mutants: 4,
      tried: 3,
      noticed: 2,
      files: [
        { file: "f.ts", digest: sources[0]!.digest, each: "1-.", tried: 2, noticed: 1, by: { "y.test.ts": 1 } },
        { file: "g.ts", digest: sources[1]!.digest, each: "0", tried: 1, noticed: 1, by: { "x.test.ts": 1 } },
      ],
      notNoticed: [{ file: "f.ts", line: 1, from: "it < 1", to: "it >= 1" }],
    });
  });
  test("is gone on with: what was not tried first, then what was not noticed; what was noticed stands", () => {
    expect(outcomesOf(kept, { sources, tests })).toEqual(outcomes);
    expect(leftOf(sources, outcomesOf(kept, { sources, tests }))).toEqual([3, 2]);
    expect(leftOf(sources, new Map())).toEqual([1, 2, 3, 4]);
  });
  test("does not count for a source that has changed since, nor by a test that is not asked any more", () => {
    const changed = source("export const f = (it) => it < 1 ? 3 : 2;");
    expect(leftOf(changed, outcomesOf(kept, { sources: changed, tests }))).toEqual([1, 2, 3]);
    expect(leftOf(sources, outcomesOf(kept, { sources, tests: tests.slice(1) }))).toEqual([3, 4, 2]);
    expect(outcomesOf(kept, { sources, tests: tests.toReversed() })).toEqual(outcomes);
  });
  test("a source is the same wherever it stands among the others", () => expect(mutatedSource("g.ts", "export const h = (it) => !it;", 9).digest).toBe(sources[1]!.digest));
  test("what is known to be the same program is not tried again", () => {
    const { file, from } = EQUIVALENT[0]!;
    const again = [mutatedSource(file, `export const f = (it) => ${from};`, 1)];
    const left = leftOf(again, new Map(again[0]!.mutants.map((it) => [it.id, null])));
    expect(left).toEqual(again[0]!.mutants.filter((it) => it.to !== EQUIVALENT[0]!.to).map((it) => it.id));
    expect(left.length).toBe(again[0]!.mutants.length - 1);
  });
  test("docs/security/mutation.md is made from the kept results: npm run mutate -- page", () => expect(readFileSync(MUTATION_PAGE, "utf8")).toBe(mutationPage(namedSets, keptMutation)));
  test("every kept result is of a set that has a name", () => expect(namedSets.map((it) => it.name)).toEqual(expect.arrayContaining([...keptNames()])));
  test.each(EQUIVALENT.map((it) => [it.file, it.from, it.to] as const))("what is said to be the same program is still there, once: %s: %s → %s", (file, from, to) => {
    expect(withMutants(file, readFileSync(join(ROOT, file), "utf8"), 1).mutants.filter((it) => it.from === from && it.to === to)).toHaveLength(1);
  });
});
