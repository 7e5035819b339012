import type { Alliance } from "#model";
import type { Results } from "./results.ts";
import { EN, type ViewWords } from "./words/en.ts";
import { FR } from "./words/fr.ts";

/** A language that views speak. */
export type Language = "en" | "fr";

/** What views say, in the language of the results. */
export const viewWords = ({ language = "en" }: Pick<Results, "language">): ViewWords => (language === "fr" ? FR : EN);

const made = new WeakMap<Results, Results>();

/**
 * The same results, told in a language: views write their sentences in it, and names stand as the data set gives them in it, in English
 * where it gives none. No figure changes. @example homeView(inLanguage(results, "fr")).headline?.sentence
 */
export function inLanguage<R extends Results>(results: R, language: Language): R {
  if (language === "en") return results;
  const known = made.get(results);
  if (known !== undefined) return known as R;
  const told = { ...results, alliance: toldIn(results.alliance), withNames: namesIn(results.alliance), language };
  made.set(results, told);
  return told;
}

const named = <T extends { readonly nameEn: string; readonly nameFr?: string }>(it: T): T => (it.nameFr === undefined ? it : { ...it, nameEn: it.nameFr });

/** Puts the French name for each English one in a sentence; of two that begin alike the longer is meant. */
function namesIn({ nations, capabilityById, systems, facts }: Alliance): (sentence: string) => string {
  const all = [...nations, ...capabilityById.values(), ...systems, ...facts.standard];
  const french = new Map(all.flatMap(({ nameEn, nameFr }): readonly (readonly [string, string])[] => (nameFr === undefined || nameEn === nameFr ? [] : [[nameEn, nameFr]])));
  if (french.size === 0) return (sentence) => sentence;
  const names = [...french.keys()].toSorted((a, b) => b.length - a.length).map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp(String.raw`(?<![\p{L}\d])(?:${names.join("|")})(?![\p{L}\d])`, "gu");
  return (sentence) => sentence.replace(pattern, (name) => french.get(name) ?? name);
}

/** An alliance whose names are the French ones, where there are any. */
function toldIn(alliance: Alliance): Alliance {
  const capabilities = new Map([...alliance.capabilityById].map(([id, it]) => [id, named(it)]));
  const systems = new Map([...alliance.systemById].map(([id, it]) => [id, named(it)]));
  const { settings } = alliance;
  return {
    ...alliance,
    settings: settings.allianceFr === undefined ? settings : { ...settings, alliance: settings.allianceFr },
    nations: alliance.nations.map(named),
    leaves: alliance.leaves.map((it) => capabilities.get(it.id) ?? it),
    systems: alliance.systems.map((it) => systems.get(it.id) ?? it),
    capabilityById: capabilities,
    systemById: systems,
    facts: { ...alliance.facts, label: alliance.facts.label.map((it) => (it.markingFr === undefined ? it : { ...it, markingEn: it.markingFr })) },
  };
}
