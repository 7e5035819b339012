import { type AbsentMeans, categoriesOf, type Clearance, type Held, isBelow, isProblem, join, type Label, labelOf, type LabelPolicy, permissiveSets, permits, type PolicyTerms, render, type TagKind, type WrittenLabel } from "#labels";
import { randomOf } from "./random.ts";

/** What was compared, and the first comparisons that came out wrong. */
export interface Brute {
  readonly labels: number;
  readonly readers: number;
  /** Pairs of labels, each against every reader. */
  readonly pairs: number;
  readonly faults: readonly string[];
}

const subsetsOf = <T>(values: readonly T[]): readonly (readonly T[])[] => values.reduce<readonly (readonly T[])[]>((all, it) => [...all, ...all.map((one) => [...one, it])], [[]]);

/** Every reader of a policy: each level, each nation and one of no group, each set of restrictive values, each set of permissive values beside. */
export function everyReader({ policy, releaseSet, roster }: PolicyTerms): readonly Clearance[] {
  const values = (kind: TagKind, set: string): readonly string[] => categoriesOf(policy, set, kind).map((it) => it.name);
  const nations = releaseSet === undefined ? [""] : [...new Set([...values("permissive", releaseSet), ...Object.values(roster).flat(), "nobody's"])].filter((it) => !Object.hasOwn(roster, it));
  const restrictive = policy.tagSets.flatMap((set) => values("restrictive", set.name).map((it): Held => [set.name, it]));
  const beside = permissiveSets(policy).filter((it) => it !== releaseSet);
  const permissive = subsetsOf(beside.flatMap((set) => values("permissive", set).map((it): Held => [set, it]))).map((held) => Object.fromEntries(beside.map((set) => [set, held.filter(([of]) => of === set).map(([, it]) => it)])));
  return policy.levels.flatMap(({ hierarchy }) => nations.flatMap((nation) => subsetsOf(restrictive).flatMap((held) => permissive.map((it): Clearance => ({ hierarchy, nation, restrictive: held, permissive: it })))));
}

/** Different labels of a policy, of a seed: as many as asked for, or as many as there are. */
export function someLabels(terms: PolicyTerms, { count, seed }: { readonly count: number; readonly seed: number }): readonly Label[] {
  const { policy, releaseSet } = terms;
  const random = randomOf(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const nations = releaseSet === undefined ? ["A"] : categoriesOf(policy, releaseSet, "permissive").map((it) => it.name).filter((it) => !Object.hasOwn(terms.roster, it));
  const found = new Map<string, Label>();
  for (let tries = 0; found.size < count && tries < 20 * count; tries++) {
    const categories = policy.tagSets.map((set): [string, string[]] => [set.name, random() < 0.4 ? [] : set.tags.flatMap((tag) => tag.categories.map((it) => it.name)).filter(() => random() < 0.4)]).filter(([, values]) => values.length > 0);
    const label = labelOf(terms, { policy: policy.name, classification: one(policy.levels).name, categories: Object.fromEntries(categories), originator: one(nations) });
    if (isProblem(label)) throw new Error(label.message);
    // Joins of three have several clauses, which no written label has.
    const all = [...found.values()];
    const taken = random() < 0.3 && all.length > 1 ? join(terms, join(terms, label, one(all)), one(all)) : label;
    found.set(JSON.stringify(taken), taken);
  }
  return [...found.values()];
}

/**
 * The theorem of the algebra on every pair of labels and every reader: who may read the join may read both, and who may read
 * both may read the join. And on every pair: the order is that of the join and is sound, and what is rendered never lets in more.
 */
export function brute(terms: PolicyTerms, labels: readonly Label[], readers: readonly Clearance[]): Brute {
  const faults: string[] = [];
  const passing = new Map<string, Uint32Array>();
  // One bit a reader. A join that was seen has the same readers: they are looked up by its normal form.
  const readersOf = (label: Label): Uint32Array => {
    const key = JSON.stringify(label);
    const known = passing.get(key);
    if (known !== undefined) return known;
    const found = bitsOf(readers, (it) => permits(terms, it, label));
    passing.set(key, found);
    const rendering = render(terms, label);
    if (rendering.outcome === "refuse") return found;
    const again = labelOf(terms, { policy: terms.policy.name, classification: rendering.classification, categories: mergeOf(rendering.categories, rendering.informative) });
    // What says exactly the same is the same label, and has the same readers.
    if (isProblem(again)) faults.push(`what is rendered has no meaning: ${key}`);
    else if (JSON.stringify(again) !== key && hasMore(bitsOf(readers, (it) => permits(terms, it, again)), found)) faults.push(`what is rendered lets in more: ${key}`);
    return found;
  };
  let pairs = 0;
  for (const [at, a] of labels.entries()) {
    const mine = readersOf(a);
    for (const b of labels.slice(at)) {
      pairs += 1;
      const other = readersOf(b);
      const joined = join(terms, a, b);
      if (!readersOf(joined).every((it, word) => it === (mine[word]! & other[word]!) >>> 0)) faults.push(`readers of the join differ: ${JSON.stringify([a, b])}`);
      const below = isBelow(a, b);
      if (below !== (JSON.stringify({ ...joined, informative: [] }) === JSON.stringify({ ...b, informative: [] }))) faults.push(`the order is not that of the join: ${JSON.stringify([a, b])}`);
      if (below && hasMore(other, mine)) faults.push(`what is below is not read by who reads what is above: ${JSON.stringify([a, b])}`);
    }
  }
  return { labels: labels.length, readers: readers.length, pairs, faults: faults.slice(0, 10) };
}

const WORD = 32;
function bitsOf<T>(of: readonly T[], is: (it: T) => boolean): Uint32Array {
  const bits = new Uint32Array(Math.ceil(of.length / WORD));
  for (let at = 0; at < of.length; at++) if (is(of[at]!)) bits[Math.floor(at / WORD)]! |= 1 << (at % WORD);
  return bits;
}
const hasMore = (a: Uint32Array, b: Uint32Array): boolean => a.some((it, word) => (it & ~b[word]!) !== 0);

const mergeOf = (...of: readonly Readonly<Record<string, readonly string[]>>[]): WrittenLabel["categories"] => {
  const all = new Map<string, readonly string[]>();
  for (const [set, values] of of.flatMap((it) => Object.entries(it))) all.set(set, [...(all.get(set) ?? []), ...values]);
  return Object.fromEntries(all);
};

/** A policy that nobody wrote: levels, sets and values of a seed, with groups and meanings of absence of every kind. */
export function madeUpTerms(seed: number): PolicyTerms {
  const random = randomOf(seed);
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const category = (name: string) => ({ name, lacv: name, isObsolete: false, excludedClasses: [], excluded: [], required: [], markings: [], validity: {}, equivalents: [] });
  const set = (name: string, kind: TagKind, count: number) => ({ name, id: `1.2.${name.length}`, tags: [{ name, kind, categories: Array.from({ length: count }, (_, at) => category(`${name}${at}`)), qualifiers: [] }] });
  const nations = between(2, 5);
  const release = set("Release", "permissive", nations);
  const sets = [set("Caveat", "restrictive", between(0, 3)), { ...release, tags: release.tags.map((it) => ({ ...it, categories: [...it.categories, category("Group")] })) }, ...Array.from({ length: between(0, 2) }, (_, at) => set(`Permit${at}-`, "permissive", between(1, 3))), set("Note", "informative", between(0, 2))];
  const policy: LabelPolicy = { name: `MADE-UP-${seed}`, id: "1.2", levels: Array.from({ length: between(1, 5) }, (_, at) => ({ name: `L${at}`, lacv: String(9 - at), hierarchy: at * 3 - 1, isObsolete: false, required: [], markings: [], validity: {}, equivalents: [] })), tagSets: sets, markings: [], qualifiers: [], validity: {}, equivalents: [] };
  const meaning = (): AbsentMeans => (random() < 0.5 ? "everyone" : { group: "Group" });
  const absentMeans = Object.fromEntries(permissiveSets(policy).map((it): [string, AbsentMeans] => [it, it === "Release" && random() < 0.4 ? "originator" : meaning()]));
  return { policy, absentMeans, releaseSet: "Release", roster: { Group: release.tags[0]!.categories.map((it) => it.name).filter(() => random() < 0.6) } };
}
