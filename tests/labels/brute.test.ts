import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSpif } from "#exchange";
import type { AbsentMeans, LabelPolicy } from "#labels";
import { brute, everyReader, madeUpTerms, someLabels } from "../../tools/brute-labels.ts";

const folder = join(import.meta.dirname, "..", "vectors", "label-algebra");
const spif = readSpif(readFileSync(join(folder, "alliance-test.spif.xml"), "utf8"));
const policy: LabelPolicy | undefined = spif.kind === "policy" ? spif.policy : undefined;
interface Stated {
  readonly releaseTagSet: string;
  readonly releaseAbsentMeans: string;
  readonly roster: Readonly<Record<string, readonly string[]>>;
}
const meaning = (text: string): AbsentMeans => (text === "originator" || text === "everyone" ? text : { group: text });

describe("every pair of 400 labels, every reader", () => {
  test.each(readdirSync(folder).filter((it) => it.endsWith(".json")))("%s", (file) => {
    const { releaseTagSet, releaseAbsentMeans, roster } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Stated;
    const terms = { policy: policy!, releaseSet: releaseTagSet, roster, absentMeans: { Programme: "everyone" as const, [releaseTagSet]: meaning(releaseAbsentMeans) } };
    const found = brute(terms, someLabels(terms, { count: 400, seed: 1 }), everyReader(terms));
    expect(found).toEqual({ labels: 400, readers: 6144, pairs: 80_200, faults: [] });
  });
});

test("forty policies that nobody wrote: every reader, every pair", () => {
  const all = Array.from({ length: 40 }, (_, at) => madeUpTerms(at + 1)).map((terms, at) => brute(terms, someLabels(terms, { count: 40, seed: at }), everyReader(terms)));
  expect(all.flatMap((it) => it.faults)).toEqual([]);
  expect(all.reduce((sum, it) => sum + it.pairs, 0)).toBeGreaterThan(20_000);
});

test("the comparison finds an algebra that is wrong: clauses become one list though a reader may hold several values", () => {
  const terms = { ...madeUpTerms(7), releaseSet: "another" };
  const labels = someLabels(madeUpTerms(7), { count: 10, seed: 7 }).map((it) => ({ ...it, clauses: { ...it.clauses, Release: [["Release1"], ["Release0"], ["Release0", "Release1"]] } }));
  expect(brute(terms, labels, everyReader(madeUpTerms(7))).faults.length).toBeGreaterThan(0);
});
