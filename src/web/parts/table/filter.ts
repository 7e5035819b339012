/**
 * Whether a text answers what is typed into a filter: every word of it stands somewhere in the text, whatever the case and accents.
 * @example filterOf("ETE 10")("Été 10") // → true
 */
export function filterOf(typed: string): (text: string) => boolean {
  const words = plain(typed)
    .split(/\s+/)
    .filter((it) => it !== "");
  return (text) => words.length === 0 || hasAll(plain(text), words);
}

const hasAll = (text: string, words: readonly string[]): boolean => words.every((it) => text.includes(it));

/** A text without case and accents. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
