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
export function inLanguage(results: Results, language: Language): Results {
  if (language === "en") return results;
  const known = made.get(results);
  if (known !== undefined) return known;
  const told = { ...results, alliance: toldIn(results.alliance), language };
  made.set(results, told);
  return told;
}

const named = <T extends { readonly nameEn: string; readonly nameFr?: string }>(it: T): T => (it.nameFr === undefined ? it : { ...it, nameEn: it.nameFr });

/** An alliance whose names are the French ones, where there are any. */
function toldIn(alliance: Alliance): Alliance {
  const capabilities = new Map([...alliance.capabilityById].map(([id, it]) => [id, named(it)]));
  const systems = new Map([...alliance.systemById].map(([id, it]) => [id, named(it)]));
  return {
    ...alliance,
    nations: alliance.nations.map(named),
    leaves: alliance.leaves.map((it) => capabilities.get(it.id) ?? it),
    systems: alliance.systems.map((it) => systems.get(it.id) ?? it),
    capabilityById: capabilities,
    systemById: systems,
    facts: { ...alliance.facts, label: alliance.facts.label.map((it) => (it.markingFr === undefined ? it : { ...it, markingEn: it.markingFr })) },
  };
}
