import { createHash } from "node:crypto";
import { basename } from "node:path";
import { whyEquivalent } from "./equivalents.ts";
import { type Mutant, withMutants } from "./mutants.ts";

/** What a run of a set found, as it is committed. */
export interface KeptMutation {
  readonly command: string;
  readonly tests: readonly string[];
  readonly mutants: number;
  readonly tried: number;
  readonly noticed: number;
  readonly files: readonly KeptSource[];
  readonly notNoticed: readonly { readonly file: string; readonly line: number; readonly from: string; readonly to: string }[];
}

export interface KeptSource {
  readonly file: string;
  /** Of the source with its mutants: where it is another, nothing kept of the source counts. Absent: kept by counts alone. */
  readonly digest?: string;
  /** One sign a mutant, in their order: the number of the test that noticed it (from 0, above 9 in letters), `-` none did, `.` not tried. */
  readonly each?: string;
  readonly tried: number;
  readonly noticed: number;
  /** Noticed, by test. */
  readonly by: Readonly<Record<string, number>>;
}

/** A source with every mutant in it, asleep. */
export interface MutatedSource {
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
  readonly digest: string;
}

/** What became of each mutant that was tried: the file of the tests that noticed it, or null where none did. */
export type Outcomes = ReadonlyMap<number, string | null>;

const [NONE, NOT_TRIED, LETTERS] = ["-", ".", 36];

export const mutatedSource = (file: string, source: string, firstId: number): MutatedSource => ({
  file,
  ...withMutants(file, source, firstId),
  // Numbered from 1, so that it is the same whatever sources stand before it.
  digest: createHash("sha256").update(withMutants(file, source, 1).text).digest("hex"),
});

/** What a kept result says of these sources. Of a source that has changed it says nothing, and nothing by a test that is not asked any more. */
export function outcomesOf(kept: KeptMutation, now: { readonly sources: readonly MutatedSource[]; readonly tests: readonly string[] }): Map<number, string | null> {
  const outcome = (sign: string): string | null | undefined => (sign === NONE ? null : kept.tests[Number.parseInt(sign, LETTERS)]);
  return new Map(
    now.sources.flatMap(({ file, digest, mutants }) => {
      const each = kept.files.find((it) => it.file === file && it.digest === digest)?.each ?? "";
      return mutants.flatMap(({ id }, at): readonly (readonly [number, string | null])[] => {
        const noticedBy = outcome(each[at] ?? NOT_TRIED);
        return noticedBy === null || (noticedBy !== undefined && now.tests.includes(noticedBy)) ? [[id, noticedBy]] : [];
      });
    }),
  );
}

/** The mutants that are left to try: those not tried, then those not noticed, without those known to be the same program. */
export function leftOf(sources: readonly MutatedSource[], outcomes: Outcomes): readonly number[] {
  const all = sources.flatMap((it) => it.mutants);
  return [...all.filter((it) => !outcomes.has(it.id)), ...all.filter((it) => outcomes.get(it.id) === null && whyEquivalent(it) === undefined)].map((it) => it.id);
}

/** A result to keep: by source how many were noticed and by which tests, and each that was not. */
export function summaryOf({ command, tests, sources, outcomes }: { readonly command: string; readonly tests: readonly string[]; readonly sources: readonly MutatedSource[]; readonly outcomes: Outcomes }): KeptMutation {
  const sign = (outcome: string | null | undefined): string => (outcome === undefined ? NOT_TRIED : outcome === null ? NONE : tests.indexOf(outcome).toString(LETTERS));
  const files = sources
    .map(({ file, digest, mutants }): KeptSource => {
      const mine = mutants.map((it) => outcomes.get(it.id));
      const by = tests.map((test) => [basename(test), mine.filter((it) => it === test).length] as const).filter(([, count]) => count > 0);
      const noticed = by.reduce((sum, [, count]) => sum + count, 0);
      return { file, digest, each: mine.map(sign).join(""), tried: mine.filter((it) => it !== undefined).length, noticed, by: Object.fromEntries(by) };
    })
    .filter((it) => it.tried > 0);
  const all = sources.flatMap((it) => it.mutants);
  return {
    command,
    tests,
    mutants: all.length,
    tried: files.reduce((sum, it) => sum + it.tried, 0),
    noticed: files.reduce((sum, it) => sum + it.noticed, 0),
    files,
    notNoticed: all.filter((it) => outcomes.get(it.id) === null).map(({ file, line, from, to }) => ({ file, line, from, to })),
  };
}
