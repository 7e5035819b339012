import { plainStart, type Taking, takingsOf, UnknownWords } from "./clauses.ts";

/** One way of dividing a situation into clauses, all of them understood. */
export type Reading = readonly (readonly Taking[])[];

/** A stop after such a word may end a sentence or be part of a name: `tender T. Ana …`, `J. Smith`, `Acme Co. Ltd`. */
const OPEN = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}'’/-]*$/u;
/** Words of a name that are written with a stop, and end no sentence where a name goes on. */
const TITLE = /(?<![\p{L}\p{N}])(?:Dr|Mr|Mrs|Ms|Mx|Prof|Col|Lt|Gen|Maj|Capt|Cpt|Cdr|Cmdr|Adm|Sgt|Brig|Hon|Rev|St|Ste|Mme|Mlle)$/u;
/** Longest name in one. Unit: words with a stop. */
const STOPS_MOST = 5;
/** More ways of reading than these are told as not understood. */
const READINGS_MOST = 16;

/**
 * Every way of dividing a situation into clauses that are understood to the last word. A full stop behind a capital letter is tried as
 * the end of a sentence and as part of a name, unless the attempt, which is one sentence, tells which: in `J. Smith approves A` the
 * words around the stop are one name, and `A` is one by itself.
 * @throws UnknownWords where there is none
 * @example readingsOf("award A drafted by J. Smith. Tender T", "J. Smith approves A").length // → 1
 */
export function readingsOf(situation: string, attempt: string): readonly Reading[] {
  const joined: Names = { pairs: pairsIn(attempt), alone: aloneIn(`${situation}; ${attempt}`) };
  let readings: readonly Reading[] = [[]];
  for (const part of situation.split(";")) {
    const found = dividedAtStops(part, joined);
    readings = readings.flatMap((before) => found.map((it) => [...before, ...it]));
    if (readings.length > READINGS_MOST) throw new UnknownWords(part.trim());
  }
  return readings;
}

/** What the rest of a scenario tells of its names. */
interface Names {
  /** Pairs of words of one name, with the stop between them. */
  readonly pairs: ReadonlySet<string>;
  /** Words that stand somewhere without a stop. */
  readonly alone: ReadonlySet<string>;
}

const CAPITAL = "(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}\\p{M}\\p{N}'’/-]*";
const PAIR = new RegExp(`(?<left>${CAPITAL})\\. (?=(?<right>[\\p{L}\\p{M}\\p{N}'’/-]+))`, "gu");
const ALONE = new RegExp(`(?<![.&] )${CAPITAL}(?![\\p{L}\\p{N}.]| \\p{Lu})`, "gu");
const pairsIn = (sentence: string): ReadonlySet<string> =>
  new Set([...sentence.matchAll(PAIR)].map((it) => `${it.groups?.["left"] ?? ""}. ${it.groups?.["right"] ?? ""}`));
const aloneIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(ALONE)].map((it) => it[0]));

/** A text with the stops that are of its names, or end it, left out: `J. Smith` and `J Smith` are one name. */
export const withoutStops = (text: string): string => text.replace(/\.(?=\s|$|[,;)])/gu, "");

function dividedAtStops(part: string, joined: Names): readonly Reading[] {
  const pieces = part
    .split(/\.(?=\s|$)/)
    .map((it) => it.trim())
    .filter((it) => it !== "");
  if (pieces.length === 0) return [[]];
  const known = new Map<string, readonly Taking[] | undefined>();
  const understood = (first: number, last: number): readonly Taking[] | undefined => {
    const text = withoutStops(pieces.slice(first, last + 1).join(" "));
    if (!known.has(text)) known.set(text, takingsOf(text));
    return known.get(text);
  };
  const after: (readonly Reading[])[] = Array.from({ length: pieces.length + 1 }, () => []);
  after[pieces.length] = [[]];
  for (let first = pieces.length - 1; first >= 0; first--) {
    const found: Reading[] = [];
    for (let last = first; last < Math.min(pieces.length, first + STOPS_MOST); last++) {
      if (last > first && !mayJoin(pieces[last - 1]!, pieces[last]!, joined)) break;
      if (last + 1 < pieces.length && mustJoin(pieces[last]!, pieces[last + 1]!, joined)) continue;
      const rest = after[last + 1]!;
      if (rest.length === 0) continue;
      const taken = understood(first, last);
      if (taken !== undefined) found.push(...rest.map((it) => [taken, ...it]));
    }
    if (found.length > READINGS_MOST) throw new UnknownWords(part.trim());
    after[first] = found;
  }
  if (after[0]!.length === 0) throw new UnknownWords(pieces.find((_, at) => understood(at, at) === undefined) ?? part.trim());
  return after[0]!;
}

const pairOf = (left: string, right: string): string => `${OPEN.exec(left)?.[0] ?? ""}. ${/^[\p{L}\p{M}\p{N}'’/-]+/u.exec(right)?.[0] ?? ""}`;
/** What follows a title, or is joined elsewhere, is of the same name. */
const mustJoin = (left: string, right: string, joined: Names): boolean =>
  OPEN.test(left) && ((TITLE.test(left) && /^\p{Lu}/u.test(right)) || joined.pairs.has(pairOf(left, right)));
/** A sentence that begins with a word of its own, such as `Approval`, goes on no name. */
const mayJoin = (left: string, right: string, joined: Names): boolean =>
  OPEN.test(left) && (joined.pairs.has(pairOf(left, right)) || (plainStart(right) === right && !joined.alone.has(OPEN.exec(left)?.[0] ?? "")));
