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
