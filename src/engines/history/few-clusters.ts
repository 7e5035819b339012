import { type Parameter, parameter } from "#quantities";
import { valuesOf } from "./expression.ts";
import { dense, pairsOf } from "./groups.ts";
import type { Spec } from "./spec.ts";
import { column, type Table } from "./table.ts";

/** Clusters below which a note stands beside a term. */
export const FEW_CLUSTERS: Parameter = parameter({
  id: "history.few-clusters",
  unit: "clusters",
  value: 10,
  meaning: "Clusters that carry a term, below which its clustered error is said to be likely too small; `fewClusters` in a specification. Larger: said sooner.",
  source: "judgement; that clustered errors come out too small where clusters, or those with a treatment, are few: Cameron and Miller (2015), MacKinnon and Webb (2017)",
});

/** A term that few clusters carry. */
export interface FewClusters {
  readonly term: string;
  /** Kind of error: `dyad` for pairs, `dyadic` for states, or `cluster:` and an expression. */
  readonly error: string;
  /** Clusters that carry it. */
  readonly count: number;
  /** Number below which they are few. */
  readonly below: number;
}

/** A column of a model, with the factor it is a level of. */
export interface CarriedTerm {
  readonly name: string;
  readonly values: Float64Array;
  readonly factor?: string;
}

/**
 * Terms carried by few clusters, for each kind of clustered error. What carries a term is a cluster with a row of the rarer outcome
 * (for spells: with an end): of a term with two values those of the value that has fewer of them, of any other all of them. Of a factor
 * the level with the fewest stands for it.
 * @example fewClusters({ spec, table, terms: [{ name: "post45", values }], members: undefined }) // → [{ term: "post45", error: "cluster:war", count: 8, below: 10 }]
 */
export function fewClusters({ spec, table, terms, members }: { readonly spec: Spec; readonly table: Table; readonly terms: readonly CarriedTerm[]; readonly members: readonly [string, string] | undefined }): readonly FewClusters[] {
  const happened = valuesOf((spec.outcome ?? spec.event)!, table);
  const yes = happened.reduce((sum, it) => sum + it, 0);
  const rarer = spec.outcome !== undefined && yes > happened.length / 2 ? 0 : 1;
  const rows = [...happened.keys()].filter((row) => happened[row] === rarer);
  const states = (): readonly [Float64Array, Float64Array] => members!.map((it) => column(table, it)) as [Float64Array, Float64Array];
  const groupsOf = (error: string): readonly ArrayLike<number>[] => (error === "dyadic" ? states() : [error === "dyad" ? pairsOf(states()).codes : dense(valuesOf(error.slice(8), table)).codes]);
  return spec.errors.filter((it) => it !== "model").flatMap((error) => {
    const groups = groupsOf(error);
    const carried = (is: (row: number) => boolean): number => new Set(groups.flatMap((group) => rows.filter(is).map((row) => group[row]!))).size;
    const least = new Map<string, { readonly term: string; readonly count: number }>();
    for (const { name, values, factor = name } of terms) {
      const one = values[0]!;
      const other = values.find((it) => it !== one);
      const hasTwo = values.every((it) => it === one || it === other);
      const count = hasTwo ? Math.min(carried((row) => values[row] === one), carried((row) => values[row] === other)) : carried(() => true);
      if (count < (least.get(factor)?.count ?? Number.POSITIVE_INFINITY)) least.set(factor, { term: name, count });
    }
    const below = spec.fewClusters;
    return [...least.values()].flatMap(({ term, count }) => (count < below ? [{ term, error, count, below }] : []));
  });
}

const CLUSTERS: Readonly<Record<string, string>> = { dyad: "pairs", dyadic: "states" };

/** Notes as sentences, one for each kind of error. @example fewTexts([{ term: "post45", error: "cluster:war", count: 8, below: 10 }]) // → ["The error of post45 is likely too small: of its clusters (war) 8 carry it, fewer than 10."] */
export const fewTexts = (few: readonly FewClusters[]): readonly string[] =>
  [...new Set(few.map((it) => it.error))].map((error) => {
    const own = few.filter((it) => it.error === error);
    const [terms, counts] = [own.map((it) => it.term).join(", "), own.map((it) => it.count).join(", ")];
    const clusters = CLUSTERS[error] ?? error.slice(8);
    const { below } = own[0]!;
    return own.length === 1
      ? `The error of ${terms} is likely too small: of its clusters (${clusters}) ${counts} carry it, fewer than ${below}.`
      : `The errors of ${terms} are likely too small: of their clusters (${clusters}) ${counts} carry each, fewer than ${below}.`;
  });
