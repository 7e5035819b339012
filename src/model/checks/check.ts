import type { Finding, FindingLevel } from "#stdx";
import { type FactOf, type Facts, type KindName, KINDS } from "../kinds.ts";
import type { Alliance } from "../alliance.ts";
import type { Parameter } from "#quantities";
import type { Settings } from "../settings.ts";

/** Line of each fact in its file, kind by kind. */
export type Rows = { readonly [K in KindName]?: ArrayLike<number> };

/** Ids of rows that were left out before, kind by kind, so that references to them can say why. */
export type LeftOut = { readonly [K in KindName]?: ReadonlySet<string> };

/** What a check looks at. */
export interface Reading {
  readonly settings: Settings;
  readonly facts: Facts;
  readonly rows: Rows;
  readonly leftOut: LeftOut;
  /** Parameters of the engines, against which a data set's own values are checked. Empty: not checked. */
  readonly parameters: readonly Parameter[];
}

/** The fact a finding is about, by its place in `facts[kind]`. */
export interface At {
  readonly kind: KindName;
  /** Place in `facts[kind]`; -1: the finding is about the whole file. */
  readonly index: number;
  /** Field concerned. Absent: the whole row. */
  readonly column?: string;
  /** Other facts of the same kind that an error leaves out with this one. */
  readonly also?: readonly number[];
}

export type Report = (at: At, what: { readonly message: string; readonly mend: string }) => void;

/** One rule about records taken together. An `error` leaves the fact out; a `warning` or `notice` lets it stand. */
export interface Check {
  readonly code: string;
  readonly level: FindingLevel;
  /** The rule in a sentence, for the list of checks. */
  readonly title: string;
  readonly run: (on: Reading, report: Report) => void;
}

/** A rule about facts that stand: it looks at the model made of them too. Never an error, since the model is already made. */
export interface Doubt {
  readonly code: string;
  readonly level: "warning" | "notice";
  readonly title: string;
  readonly run: (on: Picture, report: Report) => void;
}

/** Sound facts and the model made of them. */
export interface Picture extends Reading {
  readonly alliance: Alliance;
}

/** Calls `visit` for each fact of a kind with its place, and looks for nothing else. */
export function each<K extends KindName>(on: Reading, kind: K, visit: (fact: FactOf<K>, index: number) => void): void {
  const facts = on.facts[kind] as readonly FactOf<K>[];
  for (let index = 0; index < facts.length; index += 1) visit(facts[index] as FactOf<K>, index);
}

export const fileOfKind = (kind: KindName): string => `${KINDS[kind].file}.csv`;

/** Names in a message, the first dozen of them. @example listed(["a", "b"]) // → "a, b" */
export const listed = (names: readonly string[]): string => (names.length <= LISTED ? names.join(", ") : `${names.slice(0, LISTED).join(", ")} and ${names.length - LISTED} more`);

const LISTED = 12;

/** Runs checks one after another over the same facts, and says which facts their errors leave out. */
export function runChecks<On extends Reading>(on: On, checks: readonly { readonly code: string; readonly level: FindingLevel; readonly run: (on: On, report: Report) => void }[]): { readonly findings: readonly Finding[]; readonly dropped: ReadonlyMap<KindName, ReadonlySet<number>> } {
  const findings: Finding[] = [];
  const dropped = new Map<KindName, Set<number>>();
  for (const check of checks) {
    const report: Report = ({ kind, index, column, also }, { message, mend }) => {
      const row = on.rows[kind]?.[index];
      const fact = on.facts[kind][index]?.id;
      findings.push({ code: check.code, level: check.level, file: fileOfKind(kind), ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }), ...(fact === undefined ? {} : { fact }), message, mend });
      if (check.level !== "error") return;
      const set = dropped.get(kind) ?? new Set<number>();
      dropped.set(kind, set.add(index));
      for (const other of also ?? []) set.add(other);
    };
    check.run(on, report);
  }
  return { findings, dropped };
}

/** What is left without the facts that were dropped; their ids go to `leftOut`. */
export function without(on: Reading, dropped: ReadonlyMap<KindName, ReadonlySet<number>>): Reading {
  if (dropped.size === 0) return on;
  const facts: Record<string, readonly unknown[]> = { ...on.facts };
  const rows: Record<string, ArrayLike<number>> = { ...on.rows };
  const leftOut: Record<string, ReadonlySet<string>> = { ...on.leftOut };
  for (const [kind, indices] of dropped) {
    const all = on.facts[kind];
    facts[kind] = (all as readonly unknown[]).filter((_, index) => !indices.has(index));
    const lines = on.rows[kind];
    if (lines !== undefined) rows[kind] = Array.from(lines).filter((_, index) => !indices.has(index));
    leftOut[kind] = new Set([...(on.leftOut[kind] ?? []), ...[...indices].map((index) => all[index]?.id ?? "")]);
  }
  return { settings: on.settings, facts: facts as unknown as Facts, rows, leftOut, parameters: on.parameters };
}

/** By file, then row (findings on the whole file first), then column, then code. */
export function compareFindings(a: Finding, b: Finding): number {
  return compareText(a.file, b.file) || (a.row ?? 0) - (b.row ?? 0) || compareText(a.column ?? "", b.column ?? "") || compareText(a.code, b.code);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
