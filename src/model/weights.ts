import type { Alliance } from "./alliance.ts";

/**
 * How much each nation weighs when one asks how much of the alliance is known: its part of GDP where every nation's GDP
 * is stated, else all alike. In the order of `alliance.nations`; sums to 1. Own rule.
 */
export function nationWeights(alliance: Alliance): readonly number[] {
  const gdp = gdpOf(alliance);
  const all = gdp.reduce<number>((sum, it) => sum + (it ?? 0), 0);
  return isByGdp(alliance) ? gdp.map((it) => (it ?? 0) / all) : alliance.nations.map(() => 1 / alliance.nations.length);
}

/** Whether every nation's GDP is known in the alliance's currency and prices, so that `nationWeights` are by GDP and not all alike. */
export function isByGdp(alliance: Alliance): boolean {
  const gdp = gdpOf(alliance);
  return gdp.every((it) => it !== undefined) && gdp.some((it) => it !== undefined && it > 0);
}

/** Latest GDP of each nation. Unit: M of the alliance's currency. `undefined`: not stated, or not convertible. */
const gdpOf = (alliance: Alliance): readonly (number | undefined)[] =>
  alliance.nations.map((nation) => {
    const rows = (alliance.economyOf.get(nation.id) ?? []).filter((it) => it.measure === "gdp").sort((a, b) => b.year - a.year);
    const row = rows[0];
    return row === undefined ? undefined : alliance.money(row.value, row.unit, row.priceBase === "current" ? `current ${row.year}` : row.priceBase)?.base;
  });

/** What a planner calls a thing, by its id; an id that names nothing is its own name. */
export function namesOf(alliance: Alliance): (id: string) => string {
  const names = new Map<string, string>();
  for (const it of [...alliance.facts.programme, ...alliance.facts.line, ...alliance.facts.standard, ...alliance.facts.system, ...alliance.facts.capability, ...alliance.nations]) names.set(it.id, it.nameEn);
  return (id) => names.get(id) ?? id;
}
