import { type AnyKind, columnName, type ColumnLanguage, columnOf, columnsOf, KINDS, type KindName } from "#model";
import { fieldsByColumn } from "./mapped-rows.ts";
import type { Recorded } from "./meanings.ts";

/** An empty sheet to fill in for a kind of record. What it is and what each column says stand above the headings, in the last of its lines. */
export interface SheetTemplate {
  readonly sheet: string;
  readonly title: string;
  /** One for each column, in their order. */
  readonly explanations: readonly string[];
  /** Columns by their names; one that has to be filled has a star. */
  readonly headings: readonly string[];
}

export interface TemplateAsk {
  readonly kind: KindName;
  readonly language: ColumnLanguage;
  /** Rows that are recorded: the words of small tables, like that of labels, are told where they are asked for. */
  readonly recorded: Recorded;
  /** Tells an English text in the language of the sheet. */
  readonly tell: (text: string) => string;
}

/** Columns that whoever fills in a sheet has no use for. */
const NOT_ASKED: ReadonlySet<string> = new Set(["corrects"]);
const OF_EVERY_KIND: readonly string[] = ["source", "as_of", "evidence", "confidence", "label", "definition", "note"];
const WORDS_TOLD = 12;

const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** What the sheet of a kind's template is called: by this the kind is known again. @example templateSheet("adoptedOrder") // → "Adopted orders" */
export const templateSheet = (kind: KindName): string => capital(KINDS[kind].file.replaceAll("_", " "));

/** The kind whose template a sheet is, by its name. */
export const kindOfSheet = (name: string): KindName | undefined => (Object.keys(KINDS) as KindName[]).find((it) => templateSheet(it) === name);

/** The empty sheet of a kind: it is read without a map made by hand. */
export function sheetTemplate({ kind: name, language, recorded, tell }: TemplateAsk): SheetTemplate {
  const kind: AnyKind = KINDS[name];
  const fields = fieldsByColumn(kind);
  // Where rows are told apart by what every one of them says, the id is made of that.
  const isMade = kind.rivalKey.length > 0 && kind.rivalKey.every((it) => fields.get(columnOf(it))?.optional === false);
  const asked = columnsOf(kind).filter((it) => !NOT_ASKED.has(it) && !(it === "id" && isMade));
  const key = kind.rivalKey.map(columnOf);
  const place = (column: string): number => (key.includes(column) ? 0 : OF_EVERY_KIND.includes(column) ? 2 + OF_EVERY_KIND.indexOf(column) : 1);
  const columns = asked.toSorted((a, b) => place(a) - place(b));
  const explained = (column: string): string => {
    const field = fields.get(column)!;
    // Of what is recorded labels alone are named: the sheet carries no marking of its own.
    const ids = field.type === "ref" && field.refersTo === "label" ? (recorded.get(`${KINDS[field.refersTo as KindName].file}.csv`) ?? []).flatMap((it) => it["id"] ?? []) : [];
    const words = field.values ?? (ids.length <= WORDS_TOLD ? ids : []);
    const isBound = column !== columnOf(Object.entries(kind.fields).find(([, it]) => it === field)?.[0] ?? "");
    return [isBound ? `${capital(columnName(column, language))}.` : tell(field.meaning), ...(field.unit === undefined || isBound ? [] : [tell(`Unit: ${field.unit}.`)]), ...(words.length === 0 ? [] : [tell(`One of: ${words.join(", ")}.`)])].join(" ");
  };
  const isNeeded = (column: string): boolean => fields.get(column)?.optional === false && !/_(low|high)$/.test(column);
  return {
    sheet: templateSheet(name),
    title: `${tell(kind.title)} ${tell("One row for each, below the headings; columns with a star have to be filled, and names may stand for ids.")}`,
    explanations: columns.map(explained),
    headings: columns.map((it) => `${capital(columnName(it, language))}${isNeeded(it) ? " *" : ""}`),
  };
}
