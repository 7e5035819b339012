import { oneInFrench, unitInFrench } from "./units.ts";

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
  /** Whether it frames a sentence from its first word to its stop: what stands in it is told within it, however it is joined. */
  readonly isFrame: boolean;
  /** Whether it is a clause, which the stop of a sentence may stand behind. */
  readonly isClause: boolean;
}

// Sentences kept as they were told, and the longest that is looked at.
const KEPT = 20_000;
const LONGEST = 4_000;
// A sentence within a value within a sentence, and so on: so deep and no deeper.
const DEEPEST = 4;
const SMALL = 5;
const RUNS_OVER = /[.!?;] \S|\), /;
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

  // The stop of a sentence may stand behind its last clause, but for where it is asked whether every part can stand by itself.
  const search = (sentence: string, depth: number, isBySelf = false): string => {
    const exact = whole.get(sentence) ?? (isBySelf ? undefined : stopped(whole.get(withoutStop(sentence)), sentence));
    if (exact !== undefined) return exact;
    if (depth > DEEPEST || !/\p{L}{2}/u.test(sentence)) return commas(sentence);
    const best = bestOf(sentence, isBySelf);
    if (best === undefined) return inParts(sentence, depth) ?? commas(sentence);
    if (best.over > 0 && !best.values.every((value) => !RUNS_OVER.test(value) || whole.has(value))) {
      const parted = inParts(sentence, depth, best.isFrame ? "sentences" : "all");
      if (parted !== undefined) return parted;
    }
    return filled(best.french, best.values, (value) => search(value, depth + 1));
  };
  // Of several that fit, the one whose values run over the end of a sentence least often; then the one with more words of its own.
  const bestOf = (sentence: string, isBySelf = false): { readonly french: string; readonly values: readonly string[]; readonly over: number; readonly isFrame: boolean } | undefined => {
    let best: { readonly french: string; readonly values: readonly string[]; readonly over: number; readonly isFrame: boolean } | undefined;
    const clause = isBySelf ? sentence : withoutStop(sentence);
    for (const it of templates) {
      const told = it.isClause ? clause : sentence;
      if (!told.startsWith(it.start) || !told.endsWith(it.end)) continue;
      const values = it.pattern.exec(told)?.slice(1);
      if (values === undefined) continue;
      if (it.isSmall && values.some((value) => /\s/.test(value.replace(/[\u00a0\u202f]/g, "")))) continue;
      const runs = values.filter((value) => RUNS_OVER.test(value)).length;
      // A clause that runs over is rather a part of what stands before the stop.
      const over = runs > 0 && told !== sentence ? runs + 0.5 : runs;
      if (best === undefined || over < best.over) best = { french: told === sentence ? it.french : `${it.french}.`, values, over, isFrame: it.isFrame };
      if (over === 0) break;
    }
    return best;
  };
  // Sentences that the book has together stay together, whatever stands before and after them.
  const runsOf = (parts: readonly string[]): readonly string[] => {
    const runs: string[] = [];
    for (let from = 0; from < parts.length; ) {
      let to = parts.length;
      while (to > from + 1 && !isWhole(parts.slice(from, to).join(" "))) to--;
      runs.push(parts.slice(from, to).join(" "));
      from = to;
    }
    return runs;
  };
  const isWhole = (sentences: string): boolean => whole.has(sentences) || bestOf(sentences)?.over === 0;
  // Several sentences in a row, or several words joined: each by itself.
  const inParts = (sentence: string, depth: number, must?: "all" | "sentences"): string | undefined => {
    for (const [between, joined] of SEPARATORS) {
      if (must === "sentences" && joined !== " ") return undefined;
      const split = sentence.split(between);
      const parts = joined === " " ? runsOf(split) : split;
      if (parts.length < 2) continue;
      const each = parts.map((part) => search(part, depth + 1, must !== undefined));
      const changed = each.filter((part, index) => part !== parts[index]).length;
      if (must !== undefined ? changed === parts.length : changed > 0) return each.join(joined);
    }
    if (must !== undefined) return undefined;
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

const withoutStop = (sentence: string): string => sentence.replace(/(?<=[^.])\.$/u, "");
const stopped = (clause: string | undefined, sentence: string): string | undefined => (clause === undefined ? undefined : `${clause}${sentence.endsWith(".") ? "." : ""}`);

function templateOf([english, french]: Pair): Template {
  const parts = english.split("{}");
  return {
    french: agreeing(french),
    start: parts[0] ?? "",
    end: parts.at(-1) ?? "",
    pattern: new RegExp(`^${parts.map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("([^]*?)")}$`, "u"),
    own: parts.join("").length,
    isFrame: /^\p{Lu}/u.test(english) && /[.!?]$/.test(parts.at(-1) ?? ""),
    isClause: /[^.!?:…]$/.test(parts.at(-1) ?? "") || /^\p{Ll}.*\{\}$/u.test(english),
    isSmall: /^[{a-z]/.test(english) && parts.join("").replace(/\P{L}/gu, "").length < SMALL,
  };
}

// What is counted in parts, so that a sentence may hold less than two of it: the longest first, since one begins another.
const COUNTED = ["weighted shortfall-years", "shortfall-years", "items a year", "items", "components"].map((unit) => [unitInFrench(unit), oneInFrench(unit)] as const);

/** A French template in which such a unit agrees with the value before it. @example agreeing("encore {} unités") // → "encore {} {0|unité|unités}" */
function agreeing(french: string): string {
  let next = 0;
  return french.replace(/\{(\d*)(\|[^}]*)?\}([^{]*)/g, (text: string, place: string, form: string | undefined, after: string) => {
    const at = form !== undefined ? undefined : place === "" ? next++ : Number(place);
    const counted = COUNTED.find(([many]) => after.startsWith(` ${many}`) && !/^\p{L}/u.test(after.slice(many.length + 1)));
    return at === undefined || counted === undefined ? text : `{${place}} {${at}|${counted[1]}|${counted[0]}}${after.slice(counted[0].length + 1)}`;
  });
}

/** The French template with its values. */
function filled(french: string, values: readonly string[], tell: (value: string) => string): string {
  let next = 0;
  return french.replace(/\{(\d*)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, place: string, one: string | undefined, other: string | undefined) => {
    const value = values[place === "" ? next++ : Number(place)] ?? "";
    if (one === undefined) return tell(value);
    return isOne(value) ? one : (other ?? one);
  });
}

// French counts 0 and what is below 2 as one.
const isOne = (figure: string): boolean => Math.abs(Number(figure.replace(/[\s\u00a0\u202f<>≥]/g, "").replace("−", "-").replace(",", "."))) < 2;

// A list of names, which are told by nobody else: `listText` joins them.
const NAME = String.raw`[\p{Lu}\d"](?:(?! and \p{Ll})[^,;:.!?])*?`;
const NAMES = new RegExp(`^${NAME}(?:, ${NAME})* and ${NAME}$`, "u");
const QUOTED = /"([^"`]+)"/g;
const AMOUNT_MORE = /^([+−-]?\d[^,;:]*) (more|less|fewer)$/u;
// A unit by itself is in French; a figure, with or without its unit, has its comma, its unit in French, and its money behind it; in the midst of words a point may be that of an id.
const commas = (text: string): string => {
  const value = text.replace(QUOTED, "« $1 »");
  if (NAMES.test(text)) return value.replace(/ and (?=[^,]*$)/, " et ");
  const [, amount, way] = AMOUNT_MORE.exec(value) ?? [];
  if (amount !== undefined) return `${commas(amount)} de ${way === "more" ? "plus" : "moins"}`;
  const money = /^([A-Z]{3}) ([+−-]?\d[\d\u00a0\u202f ]*)(\.\d+)?( (?:bn|M|k))?$/u.exec(value);
  if (money !== null) return `${money[2]}${(money[3] ?? "").replace(".", ",")}${(money[4] ?? "").replace("bn", "Md")} ${money[1]}`;
  const told = value.replace(/^((?:[<>≥][ \u202f])?[+−-]?\d[\d\u00a0\u202f ]*)\.(\d+)(?=$|e-\d|[\s\u00a0\u202f)])/u, "$1,$2");
  return unitInFrench(told.replace(/^((?:[<>≥][ \u202f])?[+−-]?\d[\d\u00a0\u202f ]*(?:,\d+)?[\s\u00a0\u202f])(\p{L}.*)$/u, (_, figure: string, unit: string) => `${figure}${isOne(figure) ? oneInFrench(unit) : unitInFrench(unit)}`));
};
