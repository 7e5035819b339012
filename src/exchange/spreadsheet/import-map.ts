import { type AnyKind, columnsOf, KINDS, type KindName, nearest } from "#model";

/** How a national spreadsheet is read as a table of ours: what is remembered of it, as a file that is used again next year. */
export interface ImportMap {
  readonly kind: KindName;
  /** Sheet that is meant. Absent: the first. */
  readonly sheet?: string;
  /** Line in which the headings stand. */
  readonly headingLine: number;
  /** Column of ours → heading of theirs. */
  readonly columns: Words;
  /** Column of ours → what stands in every row whose own cell is empty. */
  readonly fixed: Words;
  /** Column of ours → their word → ours. */
  readonly words: { readonly [column: string]: Words };
  /** How numbers that stand as text are written: `1,234.5` or `1.234,5`. */
  readonly numbers: "point" | "comma";
  /** How dates that stand as text are written: `2030-12-31`, `31.12.2030` or `12/31/2030`. */
  readonly dates: "year-first" | "day-first" | "month-first";
  /** How the id of a row is made that has none and is not recorded yet, of its other cells: `h.{nation}.{system}`. */
  readonly id: string;
}

type Words = { readonly [name: string]: string };

/** Why a text is no map of an import. */
export interface MapProblem {
  readonly kind: "problem";
  readonly message: string;
  readonly mend: string;
}

const FORMAT = "concord-import-map/1";
const CHARACTERS_MOST = 1_000_000;
const WORDS_MOST = 5_000;
const NUMBERS = ["point", "comma"] as const;
const DATES = ["year-first", "day-first", "month-first"] as const;

/** The text of a map's file. `readImportMap` of it gives the same map. */
export const importMapText = ({ kind, sheet, headingLine, columns, fixed, words, numbers, dates, id }: ImportMap): string => `${JSON.stringify({ format: FORMAT, kind, ...(sheet !== undefined && { sheet }), headingLine, columns, fixed, words, numbers, dates, id }, null, 2)}\n`;

/**
 * Reads a map from the text of its file. Never throws for bad input.
 * @example readImportMap('{"format":"concord-import-map/1","kind":"holding","columns":{"system":"Typ"}}') // → { kind: "holding", headingLine: 1, … }
 */
export function readImportMap(text: string): ImportMap | MapProblem {
  if (text.length > CHARACTERS_MOST) return problem(`It has more than ${CHARACTERS_MOST} characters.`, "Give a smaller map.");
  let it: unknown;
  try {
    it = JSON.parse(text);
  } catch {
    return problem("It is not JSON.", "Save a map from the page of the data or with --save-map, and change that.");
  }
  if (!isObject(it) || own(it, "format") !== FORMAT) return problem(`It is no map of an import: its format is not ${FORMAT}.`, "Save a map from the page of the data or with --save-map, and change that.");
  return mapOf(it);
}

/** A map from what a JSON object says; what it leaves out is as in a map of nothing. */
export function mapOf(it: object): ImportMap | MapProblem {
  const name = own(it, "kind");
  const kind = (Object.keys(KINDS) as KindName[]).find((one) => one === name);
  if (kind === undefined) return problem("Its kind is no kind of record.", `Use one of: ${Object.keys(KINDS).join(", ")}.`);
  const known = columnsOf(KINDS[kind]);
  const [columns, fixed, all] = [wordsIn(own(it, "columns")), wordsIn(own(it, "fixed")), own(it, "words") ?? {}];
  if (columns === undefined || fixed === undefined || !isObject(all)) return problem("`columns`, `fixed` and `words` are not objects of texts.", "Write a text for each name.");
  const words: Record<string, Words> = {};
  for (const [column, of] of Object.entries(all)) {
    const some = wordsIn(of);
    if (some === undefined) return problem(`\`words\` of ${column} are not texts.`, "Write a word of ours for each of theirs.");
    words[column] = some;
  }
  const strange = [...Object.keys(columns), ...Object.keys(fixed), ...Object.keys(words)].find((one) => !known.includes(one));
  if (strange !== undefined) {
    const near = nearest(strange, known);
    return problem(`${KINDS[kind].file}.csv has no column ${strange}.`, near === undefined ? `Its columns: ${known.join(", ")}.` : `Did you mean ${near}?`);
  }
  const [sheet, line = 1, numbers = "point", dates = "year-first", id = ""] = ["sheet", "headingLine", "numbers", "dates", "id"].map((one) => own(it, one));
  if (sheet !== undefined && typeof sheet !== "string") return problem("`sheet` is not a text.", "Write the name of the sheet.");
  if (typeof line !== "number" || !Number.isInteger(line) || line < 1) return problem("`headingLine` is no line.", "Write the number of the line in which the headings stand.");
  const [written, day] = [NUMBERS.find((one) => one === numbers), DATES.find((one) => one === dates)];
  if (written === undefined || day === undefined) return problem("`numbers` or `dates` is none of the ways that are read.", `Use one of ${NUMBERS.join(", ")} and one of ${DATES.join(", ")}.`);
  if (typeof id !== "string" || id.length > 200) return problem("`id` is not a text of at most 200 characters.", "Write how an id is made, for example h.{nation}.{system}.");
  const gap = [...id.matchAll(/\{([^}]*)\}/g)].find(([, column = ""]) => !known.includes(column) || column === "id")?.[1];
  if (gap !== undefined) return problem(`\`id\` is made of {${gap}}, which is no other column.`, `Use columns of ${KINDS[kind].file}.csv.`);
  return { kind, ...(sheet !== undefined && { sheet }), headingLine: line, columns, fixed, words, numbers: written, dates: day, id };
}

/** A map that takes nothing: where one begins. */
export const emptyMap = (kind: KindName, headingLine = 1): ImportMap => ({ kind, headingLine, columns: {}, fixed: {}, words: {}, numbers: "point", dates: "year-first", id: "" });

/** Columns of ours that an import fills, in their order; the id is always among them. */
export const importColumns = ({ kind, columns, fixed }: Pick<ImportMap, "kind" | "columns" | "fixed">): readonly string[] => columnsOf(KINDS[kind] as AnyKind).filter((it) => it === "id" || it in columns || it in fixed);

const problem = (message: string, mend: string): MapProblem => ({ kind: "problem", message, mend });
const isObject = (it: unknown): it is object => typeof it === "object" && it !== null && !Array.isArray(it);
const own = (it: object, key: string): unknown => Object.getOwnPropertyDescriptor(it, key)?.value;

function wordsIn(it: unknown): Words | undefined {
  if (it === undefined) return {};
  if (!isObject(it)) return undefined;
  const entries = Object.entries(it);
  if (entries.length > WORDS_MOST || !entries.every(([, word]) => typeof word === "string")) return undefined;
  return Object.fromEntries(entries);
}
