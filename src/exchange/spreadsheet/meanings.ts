import { type Field, KINDS, type KindName } from "#model";

/** A row that is recorded already, by its cells. */
export type RecordedRow = { readonly [heading: string]: string };

/** Rows that are recorded, by file: what words may refer to. Nothing that whoever imports may not see. Never changed: other rows are another map. */
export type Recorded = ReadonlyMap<string, readonly RecordedRow[]>;

/** Columns in which a record has a name that people write in place of its id. */
const NAMES = ["name_en", "name_fr", "title"];
const YES_OR_NO: readonly (readonly [string, string])[] = [["true", "yes"], ["oui", "yes"], ["ja", "yes"], ["x", "yes"], ["1", "yes"], ["false", "no"], ["non", "no"], ["nein", "no"], ["0", "no"]];

// No name is longer.
const CHARACTERS_COMPARED = 400;

/** A word as it is compared: whatever its case and spaces. */
export const plainWord = (word: string): string => word.slice(0, CHARACTERS_COMPARED).trim().replaceAll(/\s+/g, " ").toLowerCase();

/**
 * What a word means in a column of references or of fixed words: an id or one of those words, whatever its case, and the whole name of a
 * record where no other bears it. Absent: the column takes any text.
 */
export function meaningsOf(field: Field<unknown>, recorded: Recorded): ReadonlyMap<string, string> | undefined {
  if (field.values !== undefined) return new Map([...(field.type === "flag" ? YES_OR_NO : []), ...field.values.map((it) => [plainWord(it), it] as const)]);
  return field.type !== "ref" || field.refersTo === undefined ? undefined : namesOf(field.refersTo as KindName, recorded);
}

/** A word whatever its case, spaces and accents. */
const foldedWord = (word: string): string => plainWord(word).normalize("NFD").replaceAll(/\p{M}/gu, "");

// A column of text that says few words again and again, as that of a branch of the forces or of a unit does.
const FEW_WORDS = 40;
const OFTEN = 3;
const LETTERS_MOST = 40;

/** The words of a column of text that says few and each often, by how they are compared. None: the column takes any text, and its case is meant. */
export function fewWords(rows: readonly RecordedRow[], column: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  let count = 0;
  for (const row of rows) {
    const word = row[column];
    if (word === undefined || word === "") continue;
    count += 1;
    const folded = foldedWord(word);
    // Two words that only case or accents tell apart are two words.
    if (word.length > LETTERS_MOST || (words.has(folded) && words.get(folded) !== word)) return NO_WORDS;
    words.set(folded, word);
    if (words.size > FEW_WORDS) return NO_WORDS;
  }
  return words.size * OFTEN <= count ? words : NO_WORDS;
}

const NO_WORDS: ReadonlyMap<string, string> = new Map();

/** A word as it stands among few, where it is one of them but for case, spaces and accents. @example fewWord(new Map([["army", "army"]]), "Army") // → "army" */
export const fewWord = (words: ReadonlyMap<string, string>, word: string): string => (words.size === 0 ? word : (words.get(foldedWord(word)) ?? word));

const kept = new WeakMap<Recorded, Map<KindName, ReadonlyMap<string, string>>>();
/** What the records of a kind go by: gathered once, since many columns refer to one kind. */
function namesOf(kind: KindName, recorded: Recorded): ReadonlyMap<string, string> {
  const known = kept.get(recorded) ?? new Map<KindName, ReadonlyMap<string, string>>();
  kept.set(recorded, known);
  const names = known.get(kind) ?? gathered((recorded.get(`${KINDS[kind].file}.csv`) ?? []).filter((it) => it["id"] !== undefined));
  known.set(kind, names);
  return names;
}

function gathered(rows: readonly RecordedRow[]): ReadonlyMap<string, string> {
  const named = (columns: readonly string[]): ReadonlyMap<string, string> => {
    const ids = Map.groupBy(rows.flatMap((it) => columns.flatMap((column) => (it[column] === undefined ? [] : [{ word: plainWord(it[column]), id: it["id"]! }]))), (it) => it.word);
    return new Map([...ids].flatMap(([word, some]) => (some.every((it) => it.id === some[0]!.id) ? [[word, some[0]!.id] as const] : [])));
  };
  return new Map([...named(NAMES), ...named(["id"]), ...rows.map((it) => [it["id"]!, it["id"]!] as const)]);
}
