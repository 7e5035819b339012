import { describe, expect, test } from "vitest";
import { fewClusters, fewTexts, fitSpec, inFrench, readSpec, type Table } from "#engines/history";

/** 48 rows in 24 clusters of two; the first row of each cluster has the outcome. */
const rows = Array.from({ length: 48 }, (_, row) => row);
const cluster = (row: number): number => Math.floor(row / 2);
const table = (columns: Readonly<Record<string, (row: number) => number>>): Table => ({ rowCount: rows.length, columns: new Map(Object.entries({ group: cluster, happened: (row: number) => (row % 2 === 0 ? 1 : 0), ...columns }).map(([name, of]) => [name, Float64Array.from(rows, of)])) });
const source = table({
  three: (row) => (cluster(row) < 3 ? 1 : 0),
  most: (row) => (cluster(row) < 20 ? 1 : 0),
  half: (row) => (cluster(row) < 12 ? 1 : 0),
  without: (row) => (row % 2 === 1 && cluster(row) < 12 ? 1 : 0),
  size: (row) => row % 7,
});
const read = (value: unknown) => {
  const answer = readSpec(value);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.spec;
};
const spec = read({ data: "wars", estimator: "logit", outcome: "happened", terms: ["half"], errors: ["model", "cluster:group"] });
const carried = (name: string) => fewClusters({ spec, table: source, members: undefined, terms: [{ name, values: source.columns.get(name)! }] });

describe("terms that few clusters carry", () => {
  test.each<readonly [string, string, number | undefined]>([
    ["one value in three clusters with the outcome", "three", 3],
    ["the other value in four", "most", 4],
    ["both in twelve", "half", undefined],
    ["where it is, nothing happened", "without", 0],
    ["of many values, in all", "size", undefined],
  ])("%s", (_, term, count) => expect(carried(term)).toEqual(count === undefined ? [] : [{ term, error: "cluster:group", count, below: 10 }]));
  test("of a factor the level with the fewest stands for it", () => {
    const level = (from: number, to: number): Float64Array => Float64Array.from(rows, (row) => (cluster(row) >= from && cluster(row) < to ? 1 : 0));
    expect(fewClusters({ spec, table: source, members: undefined, terms: [{ name: "era=2", factor: "era", values: level(0, 11) }, { name: "era=3", factor: "era", values: level(11, 16) }] })).toEqual([{ term: "era=3", error: "cluster:group", count: 5, below: 10 }]);
  });
  test("where most rows have the outcome, those without it count", () => {
    const common = table({ common: (row) => (row < 4 ? 0 : 1), half: (row) => (cluster(row) < 12 ? 1 : 0) });
    const of = read({ data: "wars", estimator: "logit", outcome: "common", terms: ["half"], errors: ["cluster:group"] });
    expect(fewClusters({ spec: of, table: common, members: undefined, terms: [{ name: "half", values: common.columns.get("half")! }] })).toMatchObject([{ count: 0 }]);
  });
  test("the fit says it, and nothing of a fit with the model's errors alone", () => {
    const fit = (errors: readonly string[]) => fitSpec(read({ data: "wars", estimator: "logit", outcome: "happened", terms: ["three + size", "most"], errors }), { table: source, digests: {} });
    expect(fit(["cluster:group"])).toMatchObject({ kind: "fit", few: [{ term: "most", count: 4 }] });
    expect(fit(["model"])).not.toHaveProperty("few");
  });
  test("the number below which they are few is the reader's", () => {
    const few = (fewClusters: number) => fitSpec(read({ data: "wars", estimator: "logit", outcome: "happened", terms: ["size", "most"], errors: ["cluster:group"], fewClusters }), { table: source, digests: {} });
    expect([few(4), few(5)].map((it) => (it.kind === "fit" ? it.few : it))).toEqual([undefined, [{ term: "most", error: "cluster:group", count: 4, below: 5 }]]);
  });
  test("pairs and states are counted as such, in a sentence of either language", () => {
    const pairs = table({ a: (row) => 1 + (cluster(row) % 3), b: () => 9, half: (row) => (cluster(row) < 12 ? 1 : 0) });
    const of = read({ data: "panel", universe: "none", estimator: "logit", outcome: "happened", terms: ["half"], errors: ["dyad", "dyadic"] });
    const found = fewClusters({ spec: of, table: pairs, members: ["a", "b"], terms: [{ name: "half", values: pairs.columns.get("half")! }] });
    expect(found.map((it) => [it.error, it.count])).toEqual([["dyad", 3], ["dyadic", 4]]);
    expect(fewTexts(found)).toEqual(["The error of half is likely too small: of its clusters (pairs) 3 carry it, fewer than 10.", "The error of half is likely too small: of its clusters (states) 4 carry it, fewer than 10."]);
    expect(inFrench(fewTexts(found)[0]!)).toBe("L’erreur de half est sans doute trop petite : parmi ses groupes (paires), 3 le portent, moins de 10.");
    const two = fewTexts([{ term: "tdef", error: "dyad", count: 3, below: 10 }, { term: "contig", error: "dyad", count: 2, below: 10 }]);
    expect(two).toEqual(["The errors of tdef, contig are likely too small: of their clusters (pairs) 3, 2 carry each, fewer than 10."]);
    expect(inFrench(two[0]!)).toBe("Les erreurs de tdef, contig sont sans doute trop petites : parmi leurs groupes (paires), 3, 2 portent chacun, moins de 10.");
  });
});
