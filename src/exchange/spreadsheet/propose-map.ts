import { type AnyKind, columnName, columnOf, columnsOf, type Field, KINDS, type KindName, nearestAmong } from "#model";
import { headingOf } from "../headings.ts";
import { ownerIn } from "../owner.ts";
import { emptyMap, type ImportMap } from "./import-map.ts";
import { fieldsByColumn, headingsIn, isNumeric } from "./mapped-rows.ts";
import { meaningsOf, plainWord, type Recorded, type RecordedRow } from "./meanings.ts";
import { cellText, type Sheet, type SheetRow } from "./sheet.ts";
import { filledColumns, markingDoubt } from "./sheet-findings.ts";
import { meantBy } from "./synonyms.ts";
import { kindOfSheet } from "./template.ts";

/** A map that may be meant, and why each of its columns was chosen. */
export interface ProposedMap {
  readonly map: ImportMap;
  readonly why: { readonly [column: string]: "same name" | "other word" | "similar name" | "its values" };
  /** Kinds of record that the sheet may be, the best first: more than one where nothing tells them apart. Whoever imports says which is meant. */
  readonly kinds: readonly KindFit[];
}

/** A kind of record with how well a sheet fits it: points for columns, and for cells that say what such a column says. */
export interface KindFit {
  readonly kind: KindName;
  readonly fit: number;
}

/** What a proposal is made from. Nothing else of the data set is looked at. */
export interface ProposeAsk {
  readonly sheet: Sheet;
  /** Whose rows they are. */
  readonly nation: string;
  /** Rows that are recorded, by file: what words may refer to, and how rows of this nation are named. */
  readonly recorded: Recorded;
  /** Kind that is meant. Absent: the one that fits best. */
  readonly kind?: KindName;
  /** Line of the headings. Absent: the line that looks most like it. */
  readonly headingLine?: number;
}

const LINES_LOOKED_AT = 30;
// No heading is longer.
const CHARACTERS_COMPARED = 200;
const ROWS_LOOKED_AT = 500;
/** Share of the different words of a column that must be known for it to be taken for a column of references. */
const KNOWN_SHARE = 0.6;

/**
 * Proposes how a national spreadsheet is read: columns by their headings, in several languages, and by what stands in them. Whoever imports looks at it and changes it: nothing of it is final.
 */
export function proposeMap(ask: ProposeAsk): ProposedMap {
  const headingLine = ask.headingLine ?? headingLineOf(ask.sheet.rows);
  // A sheet that was made from a template says by its name what it is of.
  const named = ask.kind ?? kindOfSheet(ask.sheet.name);
  const kinds = named === undefined ? (Object.keys(KINDS) as KindName[]) : [named];
  const looked = lookedAt(ask.sheet.rows, headingLine);
  const all = kinds.map((kind) => columnsFor(kind, looked, ask)).map((it) => ({ ...it, fit: fitOf(it, looked, ask) }));
  const [best, ...others] = all.toSorted((a, b) => b.fit - a.fit);
  const near = others.filter((it) => best!.fit - it.fit < FIT_APART);
  return { map: mapFor(best!, looked, ask), why: best!.why, kinds: [best!, ...near].map(({ kind, fit }) => ({ kind, fit })) };
}

/** What is looked at of a sheet, whatever the kind. */
interface Looked {
  readonly headingLine: number;
  /** As they stand, and as they are compared. */
  readonly headings: readonly string[];
  readonly body: readonly SheetRow[];
  /** The heading that is a column's name, and the one that is another word for it: the first of several. */
  readonly byName: ReadonlyMap<string, string>;
  readonly byOtherWord: ReadonlyMap<string, string>;
  readonly nearestTo: ReturnType<typeof nearestAmong>;
  /** The different words below each heading, as they are compared; of two that are the same, below the last. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  /** Places of the columns that have a heading or hold anything. */
  readonly filled: readonly number[];
}

const firstOf = (pairs: readonly (readonly [column: string, heading: string])[]): ReadonlyMap<string, string> => new Map(pairs.toReversed());

function lookedAt(rows: readonly SheetRow[], headingLine: number): Looked {
  const headings = headingsIn(rows, headingLine);
  const body = rows.filter((it) => it.line > headingLine).slice(0, ROWS_LOOKED_AT);
  const named = headings.map((heading) => ({ heading, plain: plainHeading(heading) }));
  return {
    headingLine,
    headings,
    body,
    byName: firstOf(named.map((it) => [it.plain, it.heading])),
    byOtherWord: firstOf(named.flatMap(({ heading, plain }) => [...(NAMED.get(plain) ?? []), ...meantBy(plain)].map((column) => [column, heading] as const))),
    nearestTo: nearestAmong(headings.filter((it) => it !== "")),
    below: new Map(headings.map((heading, at) => [heading, [...new Set(body.map((it) => cellText(it.cells[at])).filter((it) => it !== "").map(plainWord))]])),
    filled: filledColumns(rows, headingLine),
  };
}

/** Points that tell two kinds apart: one column more or less. */
const FIT_APART = 2;
/** Points of a kind for what a sheet has of it, and against it for what is missing: without a column that tells its rows apart a sheet is hardly one of the kind, unless it is whose rows they are, which the sheet of one nation seldom says. */
const POINTS = { column: 2, sameName: 1, key: 1, unused: -1, cells: 3, recorded: 5, owner: 1, missing: -2, missingKey: -6 } as const;
const MOST_STRANGE = 0.1;

/** How well a kind fits: by the columns found and missing, by what their cells say, and by whether the recorded rows of the kind speak of the same things. */
function fitOf({ kind, columns, why, hasNation }: ColumnsFor, { headings, body, filled }: Looked, { recorded, nation }: ProposeAsk): number {
  const { file, fields, own, key, needed } = SHAPES.get(kind)!;
  const missing = needed.filter((it) => !(it in columns || (it === "nation" && hasNation)));
  const read = new Set(Object.values(columns).map((it) => headings.indexOf(it)));
  const points = own.filter((it) => it in columns).map((column) => {
    const at = headings.indexOf(columns[column]!);
    const cells = body.map((it) => cellText(it.cells[at])).filter((it) => it !== "");
    return POINTS.column + (key.has(column) ? POINTS.key : 0) + (why[column] === "same name" ? POINTS.sameName : 0) + cellPoints(cells, fields.get(column)!, { column, file, recorded });
  });
  return sum(points) + POINTS.unused * filled.filter((at) => !read.has(at)).length + sum(missing.map((it) => (key.has(it) && it !== "nation" ? POINTS.missingKey : POINTS.missing))) + (nation !== "" && own.includes("nation") ? POINTS.owner : 0);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, it) => all + it, 0);

/** Points for what stands in a column: known names or numbers where such are meant, and names of which recorded rows of the kind speak too. */
function cellPoints(cells: readonly string[], field: Field<unknown>, { column, file, recorded }: { readonly column: string; readonly file: string; readonly recorded: Recorded }): number {
  if (cells.length === 0) return 0;
  if (isNumeric(field)) return cells.filter((it) => /\d/.test(it)).length / cells.length >= KNOWN_SHARE ? 0 : -POINTS.cells;
  const meant = meaningsOf(field, recorded);
  if (meant === undefined) return 0;
  const share = knownShare([...new Set(cells.map(plainWord))], meant);
  const known = share >= KNOWN_SHARE ? POINTS.cells : share <= MOST_STRANGE ? -POINTS.cells : 0;
  const spokenOf = new Set((recorded.get(file) ?? []).map((it) => it[column]));
  const ids = new Set(cells.flatMap((it) => meant.get(it) ?? meant.get(plainWord(it)) ?? []));
  return known + (field.type !== "ref" || ids.size === 0 ? 0 : (POINTS.recorded * [...ids].filter((it) => spokenOf.has(it)).length) / ids.size);
}

const OF_EVERY_KIND: ReadonlySet<string> = new Set(["id", "source", "as_of", "evidence", "confidence", "label", "definition", "note", "corrects"]);

/** What a kind asks of a sheet. */
interface KindShape {
  readonly file: string;
  /** All of its columns, those that not every kind has, and those of them that must be given. */
  readonly known: readonly string[];
  readonly own: readonly string[];
  readonly needed: readonly string[];
  /** Columns that tell its rows apart. */
  readonly parts: readonly string[];
  readonly key: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, Field<unknown>>;
}

const SHAPES: ReadonlyMap<KindName, KindShape> = new Map((Object.keys(KINDS) as KindName[]).map((name) => [name, shapeOf(KINDS[name])]));

function shapeOf(kind: AnyKind): KindShape {
  const known = columnsOf(kind);
  const own = known.filter((it) => !OF_EVERY_KIND.has(it));
  const needed = Object.entries(kind.fields).filter(([, field]) => !field.optional).map(([field]) => columnOf(field)).filter((it) => own.includes(it));
  const parts = kind.rivalKey.map(columnOf);
  return { file: `${kind.file}.csv`, known, own, needed, parts, key: new Set(parts), fields: fieldsByColumn(kind) };
}

/** The line that holds most different texts, of the first lines of a sheet. */
export function headingLineOf(rows: readonly SheetRow[]): number {
  const count = ({ cells }: SheetRow): number => {
    const texts = new Set(cells.filter((it) => typeof it === "string" && it !== "" && !/^[\d.,\s-]+$/.test(it)).map(String));
    // Words that columns are called by tell a line of headings from one that explains them.
    return texts.size + [...texts].filter((it) => NAMED.has(plainHeading(it))).length;
  };
  return rows.slice(0, LINES_LOOKED_AT).reduce<{ readonly line: number; readonly count: number }>((best, it) => (count(it) > best.count ? { line: it.line, count: count(it) } : best), { line: rows[0]?.line ?? 1, count: 0 }).line;
}

/** Which heading would be which column, were the sheet of a kind. */
interface ColumnsFor {
  readonly kind: KindName;
  readonly columns: ImportMap["columns"];
  readonly why: ProposedMap["why"];
  /** Whether every row is the nation's whose sheet it is, since no column says whose it is. */
  readonly hasNation: boolean;
}

function columnsFor(kind: KindName, { headings, byName, byOtherWord, nearestTo, below }: Looked, { nation, recorded }: ProposeAsk): ColumnsFor {
  const { known, fields } = SHAPES.get(kind)!;
  const columns: Record<string, string> = {};
  const why: Record<string, ProposedMap["why"][string]> = {};
  const taken = new Set<string>();
  const take = (column: string, heading: string | undefined, reason: ProposedMap["why"][string]): void => {
    if (heading === undefined || heading === "" || taken.has(heading) || column in columns) return;
    columns[column] = heading;
    why[column] = reason;
    taken.add(heading);
  };
  for (const column of known) take(column, byName.get(column), "same name");
  for (const column of known) take(column, byOtherWord.get(column), "other word");
  for (const column of known) {
    const field = fields.get(column);
    if (field === undefined || column in columns || field.type !== "ref" || field.refersTo === "label") continue;
    const meant = meaningsOf(field, recorded);
    if (meant === undefined) continue;
    const share = (heading: string): number => knownShare(below.get(heading) ?? [], meant);
    const [best] = headings.filter((it) => it !== "" && !taken.has(it)).map((heading) => ({ heading, share: share(heading) })).filter((it) => it.share >= KNOWN_SHARE).sort((a, b) => b.share - a.share);
    take(column, best?.heading, "its values");
  }
  for (const column of known) {
    if (column.length > 3 && !(column in columns)) take(column, nearestTo(column, (it) => !taken.has(it)), "similar name");
  }
  return { kind, columns, why, hasNation: nation !== "" && known.includes("nation") && !("nation" in columns) };
}

function mapFor({ kind, columns, hasNation }: ColumnsFor, { headingLine, headings, body }: Looked, { sheet, nation, recorded }: ProposeAsk): ImportMap {
  const { file, fields, parts } = SHAPES.get(kind)!;
  const mine = (recorded.get(file) ?? []).filter((it) => ownerIn(file, it) === nation);
  const [label] = ranked(mine.map((it) => it["label"] ?? ""));
  const fixed: Record<string, string> = {};
  if (hasNation) fixed["nation"] = nation;
  // A label is taken from the recorded rows only where the sheet says nothing that may be one.
  if (label !== undefined && !("label" in columns) && markingDoubt(sheet.rows, { ...emptyMap(kind, headingLine), columns }) === undefined) fixed["label"] = label;
  const texts = (test: (field: Field<unknown>) => boolean): readonly string[] => Object.entries(columns).flatMap(([column, heading]) => {
    const field = fields.get(column);
    const at = headings.indexOf(heading);
    return field !== undefined && test(field) ? body.flatMap((it) => (typeof it.cells[at] === "string" ? [it.cells[at] as string] : [])) : [];
  });
  return { ...emptyMap(kind, headingLine), sheet: sheet.name, columns, fixed, numbers: numbersIn(texts(isNumeric)), dates: datesIn(texts((it) => it.type === "date")), id: idRule(file, parts, mine) };
}

/** A heading as it is compared: without case, marks, accents and what stands in brackets. */
function plainHeading(raw: string): string {
  return headingOf(raw.slice(0, CHARACTERS_COMPARED).replaceAll(/[([].*?[)\]]/g, " ").normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[.:/*#]+/g, " ").trim());
}

/** The columns of all kinds by what they are called in words, in either language. */
const NAMED: ReadonlyMap<string, readonly string[]> = new Map(
  [...Map.groupBy([...new Set(Object.values(KINDS).flatMap((it: AnyKind) => columnsOf(it)))].flatMap((column) => (["en", "fr"] as const).map((language) => ({ column, name: plainHeading(columnName(column, language)) }))), (it) => it.name)].map(([name, some]) => [name, [...new Set(some.map((it) => it.column))]]),
);

function knownShare(different: readonly string[], meant: ReadonlyMap<string, string>): number {
  return different.length === 0 ? 0 : different.filter((it) => meant.has(it)).length / different.length;
}

/** Words by how often they stand, the most frequent first. */
const ranked = (words: readonly string[]): readonly string[] => [...Map.groupBy(words.filter((it) => it !== ""), (it) => it)].sort((a, b) => b[1].length - a[1].length).map(([word]) => word);

const COMMA = /^[+-]?(\d{1,3}([.\s'’]\d{3})+|\d+),\d+$|^[+-]?\d{1,3}(\.\d{3}){2,}$/;
const POINT = /^[+-]?(\d{1,3}([,\s'’]\d{3})+|\d+)\.\d+$|^[+-]?\d{1,3}(,\d{3}){2,}$/;

/** How numbers are written, by those that can be read in one way only. Of `1.234` nobody knows. */
function numbersIn(texts: readonly string[]): ImportMap["numbers"] {
  const sure = (form: RegExp, unsure: RegExp): number => texts.filter((it) => form.test(it) && !unsure.test(it)).length;
  return sure(COMMA, /^\d{1,3},\d{3}$/) > sure(POINT, /^\d{1,3}\.\d{3}$/) ? "comma" : "point";
}

function datesIn(texts: readonly string[]): ImportMap["dates"] {
  const parts = texts.flatMap((it) => {
    const found = /^(\d{1,2})([./-])(\d{1,2})\2\d{4}$/.exec(it);
    return found === null ? [] : [{ first: Number(found[1]), second: Number(found[3]), mark: found[2] }];
  });
  if (parts.length === 0) return texts.some((it) => /^\d{1,2}[./-]\d{4}$/.test(it)) ? "day-first" : "year-first";
  const months = parts.filter((it) => it.second > 12).length;
  const days = parts.filter((it) => it.first > 12 || it.mark === ".").length;
  return months > days ? "month-first" : "day-first";
}

/** How rows of a nation are named: what stands before the parts by which rows of the kind are told apart, where most are so named. */
function idRule(file: string, parts: readonly string[], mine: readonly RecordedRow[]): string {
  if (parts.length === 0) return "";
  const stated = mine.map((it) => {
    const id = it["id"] ?? "";
    const ending = parts.map((column) => it[column] ?? "");
    const at = id.search(/[.:/_-]/);
    const mark = at < 0 ? "." : id[at]!;
    const tail = ending.join(mark);
    return tail !== "" && id.endsWith(tail) ? `${id.slice(0, id.length - tail.length)}${parts.map((column) => `{${column}}`).join(mark)}` : "";
  });
  const [rule] = ranked(stated);
  return rule !== undefined && stated.filter((it) => it === rule).length * 2 >= stated.length ? rule : `${file.slice(0, -".csv".length)}.${parts.map((it) => `{${it}}`).join(".")}`;
}
