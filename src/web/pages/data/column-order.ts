/** Columns that every kind of record has: they stand behind its own. */
const OF_EVERY_KIND: readonly string[] = ["source", "as_of", "evidence", "confidence", "note", "label", "definition", "corrects"];

/** What is known of the columns beside their headings: those whose codes have names, and the language of the page. */
export interface Reading {
  readonly named: readonly string[];
  readonly language: "en" | "fr";
}

/**
 * Columns of a kind as they are read: first what a record is called or, where it has no name, what it is about; then its id and its
 * own, then what every record says of itself. Without `reading` they begin with the id.
 * @example inReadingOrder(["id", "source", "name_en"], (it) => it, { named: [], language: "en" }) // → ["name_en", "id", "source"]
 */
export function inReadingOrder<T>(columns: readonly T[], nameOf: (column: T) => string, reading?: Reading): readonly T[] {
  const names = columns.map(nameOf).filter((it) => it === "name_en" || it === "name_fr");
  const name = names.find((it) => it === `name_${reading?.language}`) ?? names[0];
  const isFirst = (it: string): boolean => reading !== undefined && (name === undefined ? reading.named.includes(it) : it === name);
  const place = (it: string): number => (OF_EVERY_KIND.includes(it) ? 2 + OF_EVERY_KIND.indexOf(it) : isFirst(it) ? 0 : 1);
  return columns.toSorted((a, b) => place(nameOf(a)) - place(nameOf(b)));
}
