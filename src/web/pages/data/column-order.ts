/** Columns that every kind of record has: they stand behind its own. */
const OF_EVERY_KIND: readonly string[] = ["source", "as_of", "evidence", "confidence", "note", "label", "definition", "corrects"];

/** Columns of a kind as they are read: its id and its own first, then what every record says of itself. @example inReadingOrder(["source", "nation"], (it) => it) // → ["nation", "source"] */
export const inReadingOrder = <T>(columns: readonly T[], nameOf: (column: T) => string): readonly T[] => columns.toSorted((a, b) => OF_EVERY_KIND.indexOf(nameOf(a)) - OF_EVERY_KIND.indexOf(nameOf(b)));
