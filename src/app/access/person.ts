import type { DataReader } from "#exchange";
import type { Held } from "#labels";
import type { Assurance } from "./sessions.ts";
import { normalReader } from "./viewer.ts";

/** Someone who may sign in, as the directory says. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Nation whose person it is. Empty: none. */
  readonly nation: string;
  /** Highest level that the person is cleared for. */
  readonly level: number;
  readonly groups: readonly string[];
  readonly holds: readonly Held[];
  readonly roles: readonly string[];
}

/** Least assurance for reading each level. A level that is not named asks for what the next lower one asks. */
export type LevelRules = readonly { readonly level: number; readonly assurance: Assurance }[];

/**
 * What a person reads in a session: what the directory clears them for, up to the highest level for which the session is sure
 * enough of who they are.
 */
export function readerFor(person: Person, assurance: Assurance, rules: LevelRules): DataReader {
  const tooHigh = rules.filter((it) => it.assurance > assurance).map((it) => it.level);
  return normalReader({ nation: person.nation, level: Math.min(person.level, ...tooHigh.map((it) => Math.max(it - 1, 0))), groups: person.groups, holds: person.holds });
}
