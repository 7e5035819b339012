import { type Clearance, type Clause, type Held, join, type Label, permits } from "./label.ts";

/** A label as a row of a table states it, with nothing left to a policy file. */
export interface RowLabel {
  readonly policy: string;
  /** Place in the policy's order of levels. */
  readonly level: number;
  /** Nations and groups it may be released to. Empty: as `absentMeans` says. */
  readonly releasableTo: readonly string[];
  /** `everyone`, `originator`, or a group. */
  readonly absentMeans: string;
  /** Values that a reader must hold, all of them. */
  readonly restrictive?: readonly Held[] | undefined;
  /** Values of which a reader must hold one of each tag set named. */
  readonly permissive?: readonly Held[] | undefined;
}

/** Who reads rows: one nation, up to a level, in some groups, holding some values. */
export interface RowReader {
  /** Nation the reader acts for. Empty: none, as the public. */
  readonly nation: string;
  /** Highest level of a label that the reader may read. */
  readonly level: number;
  /** Groups whose releases include the reader. */
  readonly groups: readonly string[];
  /** Restrictive and permissive values held. Absent: none. */
  readonly holds?: readonly Held[] | undefined;
}

const RELEASE = "release";

/**
 * The label of a row that an owner wrote. A reader holds a nation and perhaps groups, so releases stay clauses of which one
 * value must be held. A row without an owner under a label for its originator is for nobody.
 * @example rowLabel({ policy: "PACT", level: 1, releasableTo: [], absentMeans: "originator" }, "VAL").clauses // → { release: [["VAL"]] }
 */
export function rowLabel({ policy, level, releasableTo, absentMeans, restrictive = [], permissive = [] }: RowLabel, owner: string): Label {
  const sets = new Map<string, Clause>();
  for (const [set, value] of permissive) sets.set(set, [...(sets.get(set) ?? []), value]);
  const label: Label = { policy, hierarchy: level, restrictive, clauses: { ...Object.fromEntries([...sets].map(([set, clause]) => [set, [clause]])), [RELEASE]: release(releasableTo, absentMeans, owner) }, informative: [] };
  return joinRows(label, label);
}

function release(releasableTo: readonly string[], absentMeans: string, owner: string): readonly Clause[] {
  if (releasableTo.length > 0) return [releasableTo];
  if (absentMeans === "everyone") return [];
  if (absentMeans !== "originator") return [[absentMeans]];
  return owner === "" ? [[]] : [[owner]];
}

/** Whether a reader may read what carries the label (C25). */
export const rowPermits = ({ nation, level, groups, holds = [] }: RowReader, label: Label): boolean => {
  const permissive = new Map<string, readonly string[]>();
  for (const [set, value] of holds) permissive.set(set, [...(permissive.get(set) ?? []), value]);
  permissive.set(RELEASE, [nation, ...groups].filter((it) => it !== ""));
  const clearance: Clearance = { hierarchy: level, restrictive: holds, nation, permissive: Object.fromEntries(permissive) };
  return permits({}, clearance, label);
};

/** The least label above two of one policy. @throws RangeError for labels of two policies. */
export const joinRows = (a: Label, b: Label): Label => join({}, a, b);

/** Who a label is released to: everyone, or those who are in every clause; nobody where that is no one. */
export function releasedTo({ clauses }: Label): "everyone" | readonly string[] {
  const of = clauses[RELEASE] ?? [];
  return of.length === 0 ? "everyone" : of.reduce((all, it) => all.filter((value) => it.includes(value)));
}

/** Permissive values of a label beside its release, as clauses by tag set. */
export const beyondRelease = ({ clauses }: Label): Readonly<Record<string, readonly Clause[]>> => Object.fromEntries(Object.entries(clauses).filter(([set, of]) => set !== RELEASE && of.length > 0));

/**
 * Reads `Tag set=VALUE; Tag set=VALUE`. Absent: it is not written so.
 * @example heldFrom("Special Handling=ALPHA; Programme=P1") // → [["Special Handling", "ALPHA"], ["Programme", "P1"]]
 */
export function heldFrom(text: string): readonly Held[] | undefined {
  const held: Held[] = [];
  for (const part of text.split(";")) {
    if (part.trim() === "") continue;
    const [set = "", value = "", ...rest] = part.split("=").map((it) => it.trim());
    if (set === "" || value === "" || rest.length > 0) return undefined;
    held.push([set, value]);
  }
  return held;
}
