import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { namedSets, withOutcomes } from "../../tools/mutate.ts";
import { EQUIVALENT } from "../../tools/mutate/equivalents.ts";
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
  test("what is tried again and noticed counts as noticed, by the test that did; the rest stands", () => {
    const [a, b] = [1, 2].map((line) => ({ file: "f.ts", line, from: `a${line}`, to: "false" }));
    const kept = { command: "c", tests: ["x.test.ts"], mutants: 5, tried: 5, noticed: 3, files: [{ file: "f.ts", tried: 4, noticed: 2, by: { "x.test.ts": 2 } }, { file: "g.ts", tried: 1, noticed: 1, by: { "x.test.ts": 1 } }], notNoticed: [a!, b!] };
    const outcomes = [{ id: 1, ...a!, line: 9, noticedBy: "x.test.ts" }, { id: 2, ...b! }, { id: 3, file: "g.ts", line: 1, from: "z", to: "false", noticedBy: "x.test.ts" }];
    expect(withOutcomes(kept, outcomes)).toEqual({ ...kept, noticed: 4, files: [{ file: "f.ts", tried: 4, noticed: 3, by: { "x.test.ts": 3 } }, kept.files[1]], notNoticed: [b] });
  });
  test("docs/security/mutation.md is made from the kept results: npm run mutate -- page", () => expect(readFileSync(MUTATION_PAGE, "utf8")).toBe(mutationPage(namedSets, keptMutation)));
  test("every kept result is of a set that has a name", () => expect(namedSets.map((it) => it.name)).toEqual(expect.arrayContaining([...keptNames()])));
  test.each(EQUIVALENT.map((it) => [it.file, it.from, it.to] as const))("what is said to be the same program is still there, once: %s: %s → %s", (file, from, to) => {
    expect(withMutants(file, readFileSync(join(ROOT, file), "utf8"), 1).mutants.filter((it) => it.from === from && it.to === to)).toHaveLength(1);
  });
});
