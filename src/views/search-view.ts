import { type KindName, KINDS } from "#model";
import { closeness, searchWords } from "#stdx";
import { documentName } from "./document-name.ts";
import type { Language } from "./in-language.ts";
import { markingOf, type Results } from "./results.ts";

/** What can be found by its name. */
const SEARCH_KINDS = ["nation", "capability", "system", "programme", "line", "standard", "initiative", "source"] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Something that the reader may see, whose name or id answers what was typed. */
export interface SearchHit {
  /** What has a name is found by it; a record of another kind by its id. */
  readonly kind: KindName;
  readonly id: string;
  readonly name: string;
}

/** What was found, the closest first. */
export interface SearchView {
  readonly marking: string;
  readonly hits: readonly SearchHit[];
  /** How many more there are than are listed. */
  readonly more: number;
}

/** Everything of a view, ready to be searched: what has a name, and the records of other kinds, whose ids are read as they begin. */
export interface SearchIndex {
  readonly marking: string;
  readonly records: readonly { readonly hit: SearchHit; readonly begins: string }[];
  readonly entries: readonly { readonly hit: SearchHit; readonly texts: readonly (readonly string[])[] }[];
}

interface Named {
  /** What stands before its name where several have the same: the ally of a programme. */
  readonly of?: string;
  readonly id: string;
  readonly nameEn: string;
  readonly nameFr?: string;
  /** What it is found by besides: where a source lies, what is noted of it. */
  readonly also?: readonly string[];
}

const LISTED = 20;
// A letter alone begins too many ids.
const ID_LEAST = 2;
const NAMED: ReadonlySet<string> = new Set(SEARCH_KINDS);

/** The names and ids of what a view holds, in both languages; a hit is named in `language`, a record of another kind by its id. */
export function searchIndex({ alliance }: Results, language: Language): SearchIndex {
  const { facts } = alliance;
  const named: Readonly<Record<SearchKind, readonly Named[]>> = {
    nation: alliance.nations,
    capability: alliance.leaves,
    system: alliance.systems,
    programme: facts.programme.map(({ id, nameEn, nation }) => ({ id, nameEn, of: nation })),
    line: facts.line,
    standard: facts.standard,
    initiative: facts.initiative,
    source: facts.source.map((it) => ({ id: it.id, nameEn: documentName(it), also: [it.location ?? "", it.note ?? ""] })),
  };
  return {
    marking: markingOf(alliance),
    records: (Object.keys(KINDS) as KindName[]).filter((it) => !NAMED.has(it)).flatMap((kind) => facts[kind].map(({ id }) => ({ hit: { kind, id, name: id }, begins: id.toLowerCase() }))),
    entries: SEARCH_KINDS.flatMap((kind) =>
      named[kind].map(({ id, nameEn, nameFr, of, also = [] }) => ({
        hit: { kind, id, name: `${of === undefined ? "" : `${of} `}${language === "fr" ? (nameFr ?? nameEn) : nameEn}` },
        texts: [...new Set([nameEn, nameFr ?? nameEn, id, ...also])].filter((it) => it !== "").map(searchWords),
      })),
    ),
  };
}

/** The closest answers to what was typed; of equal ones allies, then capabilities, as `SEARCH_KINDS` stand. Records whose ids begin so come last, but for the one of that id. @example searchView(searchIndex(results, "en"), "air").hits[0]?.name */
export function searchView(index: SearchIndex, typed: string): SearchView {
  const asked = searchWords(typed);
  const id = typed.trim().toLowerCase();
  const named = index.entries
    .map(({ hit, texts }) => ({ hit, close: Math.max(...texts.map((it) => closeness(it, asked))) }))
    .filter(({ close }) => close > 0)
    // Sorting is stable: what is equally close stays in the order of the index.
    .toSorted((a, b) => b.close - a.close);
  const records = id.length < ID_LEAST ? [] : index.records.filter((it) => it.begins.startsWith(id));
  const found = [...records.filter((it) => it.begins === id), ...named, ...records.filter((it) => it.begins !== id)];
  return { marking: index.marking, hits: found.slice(0, LISTED).map(({ hit }) => hit), more: Math.max(0, found.length - LISTED) };
}
