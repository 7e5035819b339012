import { unitInFrench } from "./units.ts";

/** A sentence in English and what it is in French. `{}` stands for a value; `{1}` in the French for the second one, `{0|allié|alliés}` for a word by the first. */
export type Pair = readonly [english: string, french: string];

/** Tells sentences in French that were written in English. */
export interface FrenchBook {
  /** The sentence in French, its values as they stand but for their commas; as it is where no pair fits. */
  readonly tell: (sentence: string) => string;
}

interface Template {
  readonly french: string;
  readonly start: string;
  readonly end: string;
  readonly pattern: RegExp;
  /** Letters that are its own: of two that fit, the one with more is meant. */
  readonly own: number;
  /** A few letters, as in `{} to {}`: it joins single words alone, or it would be found in any sentence. */
  readonly isSmall: boolean;
}

// Sentences kept as they were told, and the longest that is looked at.
const KEPT = 20_000;
const LONGEST = 4_000;
// A sentence within a value within a sentence, and so on: so deep and no deeper.
const DEEPEST = 4;
const SMALL = 5;
const SEPARATORS = [[/(?<=[.!?]) (?=\S)/, " "], [/; /, "\u00a0; "], [/(?<=\)), /, ", "], [/, /, ", "], [/ \+ /, " + "]] as const;

/**
 * A book of sentences. Engines write English; what they wrote is known again by its template, so that figures, names and ids within it stay
 * what they were, wherever the sentence was kept meanwhile. Values are told too: a sentence may hold another.
 * @example frenchBook([["{} allies are unknown.", "{} {0|allié inconnu|alliés inconnus}."]]).tell("3 allies are unknown.") // → "3 alliés inconnus."
 */
export function frenchBook(pairs: readonly Pair[]): FrenchBook {
  const whole = new Map(pairs.filter(([english]) => !english.includes("{}")));
  const templates = pairs
    .filter(([english]) => english.includes("{}"))
    .map(templateOf)
    .sort((a, b) => b.own - a.own);
  const told = new Map<string, string>();

  const search = (sentence: string, depth: number): string => {
    const exact = whole.get(sentence);
    if (exact !== undefined) return exact;
    if (depth > DEEPEST || !/\p{L}{2}/u.test(sentence)) return commas(sentence);
    // Of several that fit, the one whose values run over the end of a sentence least often; then the one with more words of its own.
    let best: { readonly french: string; readonly values: readonly string[]; readonly over: number } | undefined;
    for (const it of templates) {
      if (!sentence.startsWith(it.start) || !sentence.endsWith(it.end)) continue;
      const values = it.pattern.exec(sentence)?.slice(1);
      if (values === undefined) continue;
      if (it.isSmall && values.some((value) => /\s/.test(value.replace(/[\u00a0\u202f]/g, "")))) continue;
      const over = values.filter((value) => /[.!?;] \S|\), /.test(value)).length;
      if (best === undefined || over < best.over) best = { french: it.french, values, over };
      if (over === 0) break;
    }
    if (best === undefined) return inParts(sentence, depth) ?? commas(sentence);
    if (best.over > 0) {
      const parted = inParts(sentence, depth, true);
      if (parted !== undefined) return parted;
    }
    return filled(best.french, best.values, (value) => search(value, depth + 1));
  };
  // Several sentences in a row, or several words joined: each by itself.
  const inParts = (sentence: string, depth: number, mustAll = false): string | undefined => {
    for (const [between, joined] of SEPARATORS) {
      const parts = sentence.split(between);
      if (parts.length < 2) continue;
      const each = parts.map((part) => search(part, depth + 1));
      const changed = each.filter((part, index) => part !== parts[index]).length;
      if (mustAll ? changed === parts.length : changed > 0) return each.join(joined);
    }
    if (mustAll) return undefined;
    // A blank before or after belongs to the sentence around it.
    const trimmed = sentence.trim();
    if (trimmed === sentence || trimmed === "") return undefined;
    return sentence.replace(trimmed, () => search(trimmed, depth + 1));
  };
  return {
    tell: (sentence) => {
      if (sentence.length > LONGEST) return sentence;
      const known = told.get(sentence);
      if (known !== undefined) return known;
      if (told.size >= KEPT) told.clear();
      const french = search(sentence, 0);
      told.set(sentence, french);
      return french;
    },
  };
}

function templateOf([english, french]: Pair): Template {
  const parts = english.split("{}");
  return {
    french,
    start: parts[0] ?? "",
    end: parts.at(-1) ?? "",
    pattern: new RegExp(`^${parts.map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("([^]*?)")}$`, "u"),
    own: parts.join("").length,
    isSmall: /^[{a-z]/.test(english) && parts.join("").replace(/\P{L}/gu, "").length < SMALL,
  };
}

/** The French template with its values. */
function filled(french: string, values: readonly string[], tell: (value: string) => string): string {
  let next = 0;
  return french.replace(/\{(\d*)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, place: string, one: string | undefined, other: string | undefined) => {
    const value = values[place === "" ? next++ : Number(place)] ?? "";
    if (one === undefined) return tell(value);
    // French counts 0 and what is below 2 as one.
    return Math.abs(Number(value.replace(/[\s\u00a0\u202f<>≥]/g, "").replace("−", "-").replace(",", "."))) < 2 ? one : (other ?? one);
  });
}

// A list of names, which are told by nobody else.
const NAME = String.raw`\p{Lu}[\p{L}’'-]*(?: \p{L}[\p{L}’'-]*){0,3}`;
const NAMES = new RegExp(`^${NAME}(?:, ${NAME})* and ${NAME}$`, "u");
// A figure by itself, with or without its unit, has its comma, its unit in French, and its money behind it; in the midst of words a point may be that of an id.
const commas = (value: string): string => {
  if (NAMES.test(value)) return value.replace(/ and (?=[^,]*$)/, " et ");
  const money = /^([A-Z]{3}) ([+−-]?\d[\d\u00a0\u202f ]*)(\.\d+)?( (?:bn|M|k))?$/u.exec(value);
  if (money !== null) return `${money[2]}${(money[3] ?? "").replace(".", ",")}${(money[4] ?? "").replace("bn", "Md")} ${money[1]}`;
  const told = value.replace(/^((?:[<>≥][ \u202f])?[+−-]?\d[\d\u00a0\u202f ]*)\.(\d+)(?=$|[\s\u00a0\u202f)])/u, "$1,$2");
  return told.replace(/^((?:[<>≥][ \u202f])?[+−-]?\d[\d\u00a0\u202f ]*(?:,\d+)?[\s\u00a0\u202f])(\p{L}.*)$/u, (_, figure: string, unit: string) => `${figure}${unitInFrench(unit)}`);
};
