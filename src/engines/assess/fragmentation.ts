import type { Alliance } from "#model";

/** Items of one design family over all allies. */
export interface FamilyItems {
  readonly family: string;
  readonly items: number;
  readonly nations: number;
}

/** How many designs do one job, by what is known. */
export interface Families {
  /** Types with a known holding, over all allies. */
  readonly types: number;
  readonly families: number;
  /** 1 / Σ share² over families, by items. Absent: no type is known. Unit: families. */
  readonly effective?: number;
  readonly byFamily: readonly FamilyItems[];
  readonly facts: readonly string[];
}

/** Fragmentation of a class of systems (C12). */
export interface Fragmentation extends Families {
  readonly class: string;
  /** Known items whose type is known. Unit: the class's. */
  readonly typed: number;
  /** Known items of the class: nations' totals, or their types where they state no total. Absent: nothing is known. */
  readonly items?: number;
}

/**
 * Types and families among some systems by what allies are known to hold, and the effective number 1/Σs² of families by
 * items: two families of equal size count 2, a dominant one little more than 1. Source: C12; Simpson 1949 for the index.
 * Types that nobody reported are not counted, so the numbers of types and families are at least these.
 */
export function familiesAmong(alliance: Alliance, systems: ReadonlySet<string>): Families {
  const families = new Map<string, { items: number; nations: Set<string> }>();
  const types = new Set<string>();
  const facts: string[] = [];
  for (const it of alliance.facts.holding) {
    const system = systems.has(it.system) ? alliance.systemById.get(it.system) : undefined;
    if (system?.class === undefined || it.quantity.base <= 0) continue;
    types.add(it.system);
    facts.push(`holding:${it.id}`);
    const name = system.family ?? it.system;
    const family = families.get(name) ?? { items: 0, nations: new Set<string>() };
    family.items += it.quantity.base;
    family.nations.add(it.nation);
    families.set(name, family);
  }
  const items = [...families.values()].reduce((sum, it) => sum + it.items, 0);
  return {
    types: types.size,
    families: families.size,
    ...(items > 0 && { effective: 1 / [...families.values()].reduce((sum, it) => sum + (it.items / items) ** 2, 0) }),
    byFamily: [...families].map(([family, it]) => ({ family, items: it.items, nations: it.nations.size })).sort((a, b) => b.items - a.items || (a.family < b.family ? -1 : 1)),
    facts,
  };
}

/** Fragmentation of one class over all allies, and how much of what is held is known by type. */
export function fragmentationOf(alliance: Alliance, system: string): Fragmentation {
  const types = new Set(alliance.systems.flatMap((it) => (it.class === system ? [it.id] : [])));
  const it = familiesAmong(alliance, types);
  const total = new Map<string, number>();
  const byTypes = new Map<string, number>();
  for (const row of alliance.facts.holding) {
    if (row.system === system) total.set(row.nation, row.quantity.base);
    else if (types.has(row.system)) byTypes.set(row.nation, (byTypes.get(row.nation) ?? 0) + row.quantity.base);
  }
  const known = new Map([...byTypes, ...total]);
  return { class: system, ...it, typed: [...byTypes.values()].reduce((sum, items) => sum + items, 0), ...(known.size > 0 && { items: [...known.values()].reduce((sum, items) => sum + items, 0) }) };
}

/** Every class of which a type is known, the most fragmented first. */
export const fragmentations = (alliance: Alliance): readonly Fragmentation[] =>
  [...new Set(alliance.systems.flatMap((it) => it.class ?? []))]
    .map((it) => fragmentationOf(alliance, it))
    .filter((it) => it.types > 0)
    .sort((a, b) => (b.effective ?? 0) - (a.effective ?? 0) || (a.class < b.class ? -1 : 1));
