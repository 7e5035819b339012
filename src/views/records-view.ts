import { type AnyKind, columnOf, type KindName, KINDS } from "#model";
import { markingOf, type Results } from "./results.ts";

/** What a column of records holds. */
export interface RecordColumn {
  /** Heading in the file of the kind. */
  readonly name: string;
  readonly meaning: string;
  readonly unit?: string;
  readonly type: "text" | "number";
  /** Of a column of codes: the names of those that stand in it, where they have one. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The records of one kind that stand in force in a reader's view, as they would stand in their file. */
export interface RecordsView {
  readonly kind: string;
  readonly title: string;
  readonly marking: string;
  readonly asOf: string;
  /** Every kind that has records, with how many. */
  readonly kinds: readonly { readonly kind: string; readonly title: string; readonly count: number }[];
  readonly columns: readonly RecordColumn[];
  /** A cell a column; nothing: not stated. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const NUMBERS: ReadonlySet<string> = new Set(["number", "integer", "year", "share", "range"]);

/** Whether a word names a kind of record. */
export const isKind = (word: string): word is KindName => Object.hasOwn(KINDS, word);

/** The records of a kind. A range stands in three columns, as in its file. @example recordsView(results, "holding").rows.length */
export function recordsView({ alliance, language }: Pick<Results, "alliance" | "language">, kind: KindName): RecordsView {
  const it: AnyKind = KINDS[kind];
  const fields = Object.entries(it.fields);
  const columns = fields.flatMap(([name, field]): readonly RecordColumn[] => {
    const column = columnOf(name);
    const names = field.type === "range" ? [`${column}_low`, column, `${column}_high`] : [column];
    const named = field.type === "ref" && field.refersTo !== undefined && isKind(field.refersTo) ? namesIn(alliance.facts[field.refersTo], new Set(alliance.facts[kind].map((row: object) => String(Reflect.get(row, name)))), language) : undefined;
    return names.map((one) => ({ name: one, meaning: field.meaning, ...(field.unit !== undefined && { unit: field.unit }), type: NUMBERS.has(field.type) ? "number" : "text", ...(named !== undefined && { names: named }) }));
  });
  return {
    kind,
    title: it.title,
    marking: markingOf(alliance),
    asOf: alliance.settings.asOf,
    kinds: (Object.keys(KINDS) as KindName[]).flatMap((one) => (alliance.facts[one].length === 0 ? [] : [{ kind: one, title: KINDS[one].title, count: alliance.facts[one].length }])),
    columns,
    rows: alliance.facts[kind].map((row: object) => fields.flatMap(([name, field]) => cellsOf(Reflect.get(row, name), field.type === "range"))),
  };
}

/** What the codes of a column are called. Absent: none of them has a name. */
function namesIn(rows: readonly object[], codes: ReadonlySet<string>, language: Results["language"]): Readonly<Record<string, string>> | undefined {
  const found = rows.flatMap((it): readonly (readonly [string, string])[] => {
    const [id, english, french]: readonly unknown[] = ["id", "nameEn", "nameFr"].map((name) => Reflect.get(it, name));
    const name = language === "fr" && typeof french === "string" ? french : english;
    return typeof id === "string" && codes.has(id) && typeof name === "string" ? [[id, name]] : [];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** The cells of a field as its file has them. */
function cellsOf(value: unknown, isRange: boolean): readonly (string | number | null)[] {
  if (value === undefined || value === null) return isRange ? [null, null, null] : [null];
  if (typeof value === "number" || typeof value === "string") return [value];
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  if (Array.isArray(value)) return [value.map((it) => (Array.isArray(it) ? it.join("=") : String(it))).join(value.some(Array.isArray) ? "; " : " ")];
  if (typeof value === "object" && "low" in value && "base" in value && "high" in value) return [Number(value.low), Number(value.base), Number(value.high)];
  return [JSON.stringify(value)];
}
