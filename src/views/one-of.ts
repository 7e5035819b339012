/**
 * A unit of which there is one, in English: what is counted stands in the singular, what follows a preposition stays as it is.
 * @example oneOf("brigade exercises per year") // → "brigade exercise per year"
 * @example oneOf("requirements unmet") // → "requirement unmet"
 */
export function oneOf(unit: string): string {
  if (/^(?:\P{L}|thousand |times\b)| and /u.test(unit)) return unit;
  const end = unit.search(/ (?:of|in|on|per|a) | \(/);
  const counted = end < 0 ? unit : unit.slice(0, end);
  return `${counted.replace(/\p{L}+/gu, singular)}${unit.slice(counted.length)}`;
}

// Nouns with one form, and one that the rule would not find.
const OWN_FORM: ReadonlyMap<string, string> = new Map([["headquarters", "headquarters"], ["series", "series"], ["leaves", "leaf"]]);
const singular = (word: string): string => {
  const own = OWN_FORM.get(word);
  if (own !== undefined) return own;
  if (word.length < 4 || /[sui]s$/.test(word)) return word;
  return word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.replace(/(?<=ss|sh|ch|x)es$|s$/, "");
};
