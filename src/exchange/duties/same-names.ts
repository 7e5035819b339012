import { searchWords } from "#stdx";
import type { Scene } from "./scene.ts";

/** Two names of one scenario that may mean one and the same. */
export interface NearNames {
  readonly one: string;
  readonly other: string;
}

/**
 * Names that differ only in how they are written, or of which one is part of the other: `Lee` and `Ana Lee`. Who is who is then not
 * understood, and nothing is decided on a guess. Two firms of which one owns the other are known to be two.
 * `asWritten` gives a name as the scenario has it.
 * @example nearNames(sceneOf("award A drafted by Ana Lee; approval of A by Lee"), (it) => it) // → { one: "Ana Lee", other: "Lee" }
 */
export function nearNames(scene: Scene, asWritten: (name: string) => string): NearNames | undefined {
  const nearIn = (names: Iterable<string>, areTwo?: (one: string, other: string) => boolean): NearNames | undefined =>
    nearAmong(
      [...names].map((it) => ({ it, words: searchWords(asWritten(it)) })),
      areTwo,
    );
  const awards = [...scene.awards.values()];
  const suppliers = new Set([
    ...[...scene.cases.values()].flatMap((it) => [...it.bids, ...it.arrivals].map((one) => one.supplier)),
    ...[...scene.persons.values()].flatMap((it) => it.interests.map((one) => one.supplier)),
    ...awards.flatMap((it) => it.supplier ?? []),
    ...scene.ownership.flatMap((it) => [it.owner, it.owned]),
  ]);
  const owned = (one: string, other: string): boolean =>
    scene.ownership.some((it) => (it.owner === one && it.owned === other) || (it.owner === other && it.owned === one));
  const cases = new Set([...scene.cases.keys(), ...awards.flatMap((it) => it.of ?? [])]);
  const emergencies = new Set([...scene.emergencies.keys(), ...awards.flatMap((it) => it.emergency ?? [])]);
  return nearIn(scene.persons.keys()) ?? nearIn(suppliers, owned) ?? nearIn(cases) ?? nearIn(scene.awards.keys()) ?? nearIn(emergencies);
}

interface Named {
  readonly it: string;
  readonly words: readonly string[];
}

function nearAmong(names: readonly Named[], areTwo: (one: string, other: string) => boolean = () => false): NearNames | undefined {
  // A name that the software makes for what a scenario only counts, such as `award 2`, begins with a small letter.
  const all = names.filter(({ it }) => !/^\p{Ll}/u.test(it));
  for (const [at, one] of all.entries())
    for (const other of all.slice(at + 1)) if (isNear(one.words, other.words) && !areTwo(one.it, other.it)) return { one: one.it, other: other.it };
  return undefined;
}

function isNear(one: readonly string[], other: readonly string[]): boolean {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  return few.length > 0 && (few.every((it) => many.includes(it)) || few.join("") === many.join(""));
}
