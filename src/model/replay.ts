import { compareRivals, type Rival } from "./choose.ts";
import type { Alliance, Rivals } from "./alliance.ts";
import { type FactOf, type Facts, type KindName, KINDS } from "./kinds.ts";
import { moneyConverter } from "./money.ts";
import type { Settings } from "./settings.ts";

const groupBy = <F>(facts: readonly F[], keyOf: (fact: F) => string): Map<string, F[]> => {
  const groups = new Map<string, F[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return groups;
};

type AnyFact = Readonly<Record<string, unknown>> & { readonly id: string; readonly corrects?: string };

/** Facts in force of one kind: without those that a later one corrects, and of rivals only the chosen. */
function inForce(kind: KindName, stated: readonly AnyFact[], rivals: Rivals[]): readonly AnyFact[] {
  const corrected = new Set(stated.flatMap((it) => (it.corrects === undefined ? [] : [it.corrects])));
  const standing = corrected.size === 0 ? stated : stated.filter((it) => !corrected.has(it.id));
  const { rivalKey } = KINDS[kind];
  if (rivalKey.length === 0) return standing;
  const keys: readonly string[] = rivalKey;
  const groups = groupBy(standing, (it) => keys.map((key) => it[key] ?? (key === "group" ? it.id : "")).join("|"));
  if (groups.size === standing.length) return standing;
  return [...groups].map(([key, group]) => {
    const [chosen, ...others] = group.length === 1 ? group : [...group].sort((a, b) => compareRivals(a as unknown as Rival, b as unknown as Rival));
    if (others.length > 0) rivals.push({ kind, key, chosen: chosen as never, others: others as never });
    return chosen as AnyFact;
  });
}

/**
 * Folds facts into the model: corrections applied, one of rival figures chosen (the others kept), look-ups built.
 * The order of facts does not matter except between rivals that are equal in every respect.
 */
export function replay(settings: Settings, stated: Facts): Alliance {
  const rivals: Rivals[] = [];
  const facts = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, inForce(kind as KindName, stated[kind as KindName] as readonly AnyFact[], rivals)])) as unknown as Facts;
  const leaves = facts.capability.filter((it) => it.level === "leaf");
  const indexOf = (items: readonly { readonly id: string }[]): ReadonlyMap<string, number> => new Map(items.map((it, index) => [it.id, index]));
  const own = new Map(facts.parameter.map((it) => [it.parameter, it.value]));
  const byId = <F extends { readonly id: string }>(items: readonly F[]): ReadonlyMap<string, F> => new Map(items.map((it) => [it.id, it]));
  return {
    settings,
    stated,
    facts,
    rivals,
    years: Array.from({ length: settings.lastYear - settings.firstYear + 1 }, (_, index) => settings.firstYear + index),
    nations: facts.nation,
    leaves,
    systems: facts.system,
    nationIndex: indexOf(facts.nation),
    leafIndex: indexOf(leaves),
    systemIndex: indexOf(facts.system),
    capabilityById: byId(facts.capability),
    systemById: byId(facts.system),
    sourceById: byId(facts.source),
    holdingsOf: groupBy(facts.holding, (it) => it.nation),
    yieldsOf: groupBy(facts.yield, (it) => it.system),
    requirementsOf: groupBy(facts.requirement, (it: FactOf<"requirement">) => it.capability),
    economyOf: groupBy(facts.economy, (it) => it.scope),
    budgetsOf: groupBy(facts.budget, (it) => it.nation),
    valueOf: (parameter) => own.get(parameter.id) ?? parameter.value,
    money: moneyConverter(settings, facts.exchangeRate, facts.priceIndex),
  };
}
