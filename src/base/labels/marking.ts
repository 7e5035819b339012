import type { Category, LabelPolicy, Level, Marking, Qualifier, Tag } from "./policy.ts";
import { ownOf } from "./own.ts";
import type { WrittenLabel } from "./written.ts";

/** Places of a document where a policy may have a marking stand, in its own words. */
export const MARKING_PLACES = ["pageTop", "pageBottom", "documentStart", "documentEnd", "firstLineOfText", "lastLineOfText", "subject", "xHeader", "portionMarking", "inputTitle", "waterMark"] as const;

/** Where a marking stands, and in what language. */
export interface MarkingPlace {
  /** Tag of a language; `en` also takes what is said in `en-GB`. */
  readonly language: string;
  readonly place: (typeof MARKING_PLACES)[number];
}

/**
 * The marking of a label in words, as its policy has it: policy, level, then the values of each tag. What a policy says in
 * no language, or not in this one, stands as it says it in any; a value without words stands by its name. For a place of which
 * the policy says nothing, the words for the head of a page stand: a marking that left a limit out would say too little.
 * @example markingText(nato, label, { language: "fr", place: "pageTop" }) // → "NATO SANS CLASSIFICATION"
 */
export function markingText(policy: LabelPolicy, label: WrittenLabel, at: MarkingPlace): string {
  const level = policy.levels.find((it) => it.name === label.classification);
  const chosen = policy.tagSets.flatMap((set) => set.tags.map((tag) => ({ tag, values: tag.categories.filter((it) => (ownOf(label.categories, set.name) ?? []).includes(it.name)) }))).filter((it) => it.values.length > 0);
  const name = policyWords(policy, level, chosen.flatMap((it) => it.values), at);
  const words = level === undefined ? label.classification : levelWords(level, at);
  const head = qualified([words], policy.qualifiers, placeOf(policy.qualifiers.map((it) => it.code), at), "");
  return [name, head, ...chosen.map(({ tag, values }) => tagWords(tag, values, at))].filter((it) => it !== "").join(" ");
}

/**
 * Languages that the words of a policy name, sorted. Words that name no language are not among them.
 * @example languagesOf(nato) // → ["fr"]
 */
export function languagesOf({ levels, tagSets, markings, qualifiers }: LabelPolicy): readonly string[] {
  const tags = tagSets.flatMap((it) => it.tags);
  const worded = [markings, ...levels.map((it) => it.markings), ...tags.flatMap((tag) => tag.categories.map((it) => it.markings))].flat();
  const parts = [qualifiers, ...tags.map((it) => it.qualifiers)].flat().flatMap((it) => it.parts);
  return [...new Set([...worded, ...parts].flatMap((it) => it.language ?? []))].sort();
}

/** Whether a language that was said is the one that is asked for, or a kind of it: `en-GB` is `en`. */
export const isLanguage = (said: string | undefined, asked: string): boolean => said?.toLowerCase() === asked.toLowerCase() || said?.toLowerCase().startsWith(`${asked.toLowerCase()}-`) === true;

/** Name of the policy, or what a value, else the level, else the policy itself puts in its place. */
function policyWords(policy: LabelPolicy, level: Level | undefined, values: readonly Category[], at: MarkingPlace): string {
  const replacing = [values.flatMap((it) => it.markings), level?.markings ?? [], policy.markings].map((of) => of.filter((it) => it.codes.includes("replacePolicy"))).find((of) => of.length > 0);
  if (replacing === undefined) return policy.name;
  return [...new Set(replacing.filter((it) => speaks(it, at.language)).flatMap((it) => it.phrase ?? []))].filter((it) => it !== "").join("/");
}

function levelWords(level: Level, at: MarkingPlace): string {
  if (level.markings.some((it) => it.codes.includes("suppressClassName"))) return "";
  return phraseOf(level.markings, placeOf(level.markings.flatMap((it) => it.codes), at)) ?? level.name;
}

function tagWords(tag: Tag, values: readonly Category[], asked: MarkingPlace): string {
  const at = placeOf([...tag.qualifiers.map((it) => it.code), ...values.flatMap((it) => it.markings.flatMap((marking) => marking.codes))], asked);
  // A tag that is marked in some places only is not marked in others.
  if (tag.qualifiers.length > 0 && !tag.qualifiers.some((it) => stands([it.code], at))) return "";
  const shown = values.flatMap((it): readonly string[] => {
    const phrase = phraseOf(it.markings, at);
    if (phrase !== undefined) return [phrase];
    return it.markings.some((marking) => marking.codes.includes("noNameDisplay")) ? [] : [it.name];
  });
  return shown.length === 0 ? "" : qualified(shown, tag.qualifiers, at, ", ");
}

/** The place asked for where something is said of it; else the head of the page. Head and foot themselves are never replaced. */
const placeOf = (codes: readonly string[], at: MarkingPlace): MarkingPlace => (at.place === "pageBottom" || codes.includes(at.place) ? at : { ...at, place: "pageTop" });

/** Words between their prefix and suffix. */
function qualified(words: readonly string[], qualifiers: readonly Qualifier[], at: MarkingPlace, between: string): string {
  const parts = qualifiers.filter((it) => stands([it.code], at)).flatMap((it) => it.parts);
  const part = (kind: "prefix" | "separator" | "suffix"): string | undefined => {
    const of = parts.filter((it) => it.kind === kind);
    return (of.find((it) => isLanguage(it.language, at.language)) ?? of.find((it) => it.language === undefined) ?? of[0])?.text;
  };
  return `${part("prefix") ?? ""}${words.join(part("separator") ?? between)}${part("suffix") ?? ""}`;
}

/** Phrase for a place in a language; else one that names no language. */
function phraseOf(markings: readonly Marking[], at: MarkingPlace): string | undefined {
  const here = markings.filter((it) => stands(it.codes, at) && !it.codes.includes("noMarkingDisplay") && it.phrase !== undefined && it.phrase !== "");
  return (here.find((it) => isLanguage(it.language, at.language)) ?? here.find((it) => it.language === undefined))?.phrase;
}

const stands = (codes: readonly string[], { place }: MarkingPlace): boolean => codes.some((it) => it === place || (it === "pageTopBottom" && (place === "pageTop" || place === "pageBottom")));
const speaks = (marking: Marking, language: string): boolean => marking.language === undefined || isLanguage(marking.language, language);
