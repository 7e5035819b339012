import { useSyncExternalStore } from "react";
import { plainText } from "#views";
import { changeAddress, subscribeAddress } from "../address/address.ts";

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that a data set writes its own texts in: sources, notes, names of programmes. What it names in French besides stands in French. */
export const DATA_LANGUAGE: Language = "en";

/** What a folder says, in each language. A word is text, or a function of what stands in it. */
export type Catalogue<T> = Readonly<Record<Language, T>>;

type Word = string | ((...parts: never[]) => string) | { readonly [key: string]: Word };

/** The same words with any text: the shape that the second language must have. */
type Same<T> = T extends string ? string : T extends (...parts: infer P) => string ? (...parts: P) => string : { readonly [K in keyof T]: Same<T[K]> };

/** A catalogue: the French must have every word of the English, of the same parts. It stands in the `words.ts` of a folder. */
export const catalogue = <const T extends { readonly [key: string]: Word }>(en: T & Same<T>, fr: NoInfer<Same<T>>): Catalogue<Same<T>> => ({ en, fr: keptTogether(fr) });

/** Text with the spaces before `: ; ? ! » %` and after `«` that no line breaks at. @example typeset("Qui ?") // → "Qui\u00a0?" */
export const typeset = (text: string): string => text.replace(/ (?=[:;?!»%])|(?<=«) /g, "\u00a0");

/** A label and what it says, with the space that the language of the page sets before a colon. @example labelled("Ally", "Vale") // → "Ally: Vale" */
export const labelled = (label: string, said: string): string => `${label}${languageNow() === "fr" ? "\u00a0" : ""}: ${said}`;

function keptTogether<T>(word: T): T {
  if (typeof word === "string") return typeset(word) as T & string;
  if (typeof word === "function") return ((...parts: readonly unknown[]) => typeset(String(word(...parts)))) as T & Word;
  if (typeof word !== "object" || word === null) return word;
  return Object.fromEntries(Object.entries(word).map(([key, one]) => [key, keptTogether(one)])) as T & object;
}

const KEPT = "concord.language";

const isLanguage = (text: string | null | undefined): text is Language => LANGUAGES.some((it) => it === text);

const kept = (): string | null => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

// A table of thousands of cells asks for each of them: what was found for an address is kept until the address changes.
let found: { readonly search: string; readonly language: Language } | undefined;

/** The language of the address, else the one this browser kept, else the browser's own where it is French, else English. */
export function languageNow(search: string = globalThis.location?.search ?? ""): Language {
  if (found?.search !== search) found = { search, language: languageAt(search) };
  return found.language;
}

function languageAt(search: string): Language {
  const named = new URLSearchParams(search).get("lang");
  if (isLanguage(named)) return named;
  const before = kept();
  if (isLanguage(before)) return before;
  return globalThis.navigator?.language?.startsWith("fr") === true ? "fr" : "en";
}

/** The language, kept up to date. The frame draws the page anew when it changes: what stands below may just read `wordsOf`. */
export const useLanguage = (): Language => useSyncExternalStore(subscribeAddress, () => languageNow());

/** The words of a catalogue in the language of the page. */
export const wordsOf = <T>(all: Catalogue<T>): T => all[languageNow()];

/** Chooses a language, keeps it in this browser and in the address. */
export function chooseLanguage(language: Language): void {
  found = undefined;
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // A browser that keeps nothing still has the address.
  }
  changeAddress({ lang: language }, "replace");
}

/** Forms of a word by number, in the rules of a language. */
export interface PluralForms {
  readonly one: string;
  readonly other: string;
}

/** Whether a count is one in a language. The rules of the browser say the same, but to fetch them takes a large part of a first look. */
const IS_ONE: Readonly<Record<Language, (count: number) => boolean>> = { en: (count) => Math.abs(count) === 1, fr: (count) => Math.abs(count) < 2 };

/** The form for a count, with `#` as the count. @example plural("en", 2, { one: "# ally", other: "# allies" }) // → "2 allies" */
export function plural(language: Language, count: number, forms: PluralForms): string {
  const form = IS_ONE[language](count) ? forms.one : forms.other;
  return form.replaceAll("#", plainText(count, { language }));
}
