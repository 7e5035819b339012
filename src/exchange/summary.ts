import type { Finding, FindingLevel } from "#stdx";

/** What a check found, in numbers. */
export interface FindingSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
  /** Findings by code, the most frequent first. */
  readonly codes: readonly { readonly code: string; readonly level: FindingLevel; readonly count: number }[];
  /** Findings by file, in the order of the alphabet. */
  readonly files: readonly { readonly file: string; readonly errors: number; readonly warnings: number; readonly notices: number }[];
}

/** Counts findings by level, code and file. */
export function summariseFindings(findings: readonly Finding[]): FindingSummary {
  const count = (some: readonly Finding[], level: FindingLevel): number => some.filter((it) => it.level === level).length;
  const levels = (some: readonly Finding[]) => ({ errors: count(some, "error"), warnings: count(some, "warning"), notices: count(some, "notice") });
  const codes = Map.groupBy(findings, (it) => `${it.level} ${it.code}`);
  const files = Map.groupBy(findings, (it) => it.file);
  return {
    ...levels(findings),
    codes: [...codes.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [{ code: first.code, level: first.level, count: rest.length + 1 }])).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    files: [...files].map(([file, some]) => ({ file, ...levels(some) })).sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}
