/** A text as it is searched: without accents and case, in words of letters and digits. @example searchWords("Défense aérienne, M-1") // → ["defense", "aerienne", "m", "1"] */
export const searchWords = (text: string): readonly string[] =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((it) => it !== "");

/**
 * How well a text answers what somebody typed: 1, the same words; 0, not at all. Every word asked must be a word of the text, its
 * beginning, a part of it, or either with a slip of the finger (one in four letters, two in eight); or all of it the initials.
 * @example closeness(searchWords("Main battle tank"), searchWords("batle")) > 0
 */
export function closeness(text: readonly string[], asked: readonly string[]): number {
  if (asked.length === 0 || text.length === 0) return 0;
  const [only] = asked;
  const isInitials = asked.length === 1 && only !== undefined && only.length > 1 && text.length > 1 && text.map((it) => it[0]).join("").startsWith(only);
  let sum = 0;
  for (const word of asked) {
    const best = Math.max(...text.map((it) => wordCloseness(it, word)));
    if (best === 0) return isInitials ? INITIALS : 0;
    sum += best;
  }
  // Of texts that hold all of the words, the one with least besides them comes first.
  const said = (sum / asked.length) * (1 - BESIDES * (1 - asked.length / Math.max(asked.length, text.length)));
  return isInitials ? Math.max(INITIALS, said) : said;
}

// An order of matches, not a measure of anything.
const INITIALS = 0.8;
const BESIDES = 0.1;

function wordCloseness(word: string, asked: string): number {
  if (word === asked) return 1;
  if (word.startsWith(asked)) return 0.9;
  if (asked.length > 1 && word.includes(asked)) return 0.7;
  const slips = asked.length >= 8 ? 2 : asked.length >= 4 ? 1 : 0;
  return slips > 0 && slipsToBeginning(word, asked) <= slips ? 0.5 : 0;
}

/** Fewest letters to add, leave out, change or swap until `asked` is a beginning of `word` that is no shorter, or the word. */
function slipsToBeginning(word: string, asked: string): number {
  let [before, last]: [readonly number[], readonly number[]] = [[], Array.from({ length: word.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= asked.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= word.length; at += 1) {
      const isSame = asked[row - 1] === word[at - 1];
      const isSwap = row > 1 && at > 1 && asked[row - 1] === word[at - 2] && asked[row - 2] === word[at - 1];
      next.push(Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (isSame ? 0 : 1), isSwap ? (before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
    }
    [before, last] = [last, next];
  }
  return Math.min(...last.slice(Math.min(asked.length, word.length)));
}
