import { cellsIn, type Draft, type LedgerTables } from "#app";

type Cells = { readonly [heading: string]: string };

/** What a row said when a draft about it was made. */
export interface RowBefore {
  readonly file: string;
  readonly id: string;
  /** Absent: there was no such row. */
  readonly cells?: Cells;
}

const rowIn = ({ tables }: LedgerTables, file: string, id: string): Cells | undefined => tables.get(file)?.rows.get(id);

/** What the rows that drafts are about say now, as far as the person sees them: kept with the drafts until they are signed. */
export const rowsBefore = (tables: LedgerTables, drafts: readonly Draft[]): readonly RowBefore[] =>
  drafts.flatMap(({ fields: { file, id } }) => {
    if (typeof file !== "string" || typeof id !== "string") return [];
    const cells = rowIn(tables, file, id);
    return [{ file, id, ...(cells !== undefined && { cells }) }];
  });

/**
 * What others have changed since drafts were made of the rows that these are about, a sentence each: nothing, where all is as it was.
 * @example changedSince(tables, { before: rowsBefore(tables, drafts), drafts }) // → []
 */
export function changedSince(tables: LedgerTables, { before = [], drafts }: { readonly before?: readonly RowBefore[] | undefined; readonly drafts: readonly Draft[] }): readonly string[] {
  const changed = before.flatMap(({ file, id, cells }) => {
    const now = rowIn(tables, file, id);
    if (now === undefined) return cells === undefined ? [] : [`${file} ${id} was withdrawn.`];
    if (cells === undefined) return [`${file} ${id} is there already: ${cellsSaid(now)}.`];
    const differ = [...new Set([...Object.keys(cells), ...Object.keys(now)])].filter((it) => (cells[it] ?? "") !== (now[it] ?? ""));
    return differ.length === 0 ? [] : [`${file} ${id} was changed: ${differ.map((it) => `${it} from ${cells[it] || "nothing"} to ${now[it] || "nothing"}`).join(", ")}.`];
  });
  const corrected = drafts.flatMap(({ fields }) => {
    const { file, id } = fields;
    const corrects = cellsIn(fields)?.["corrects"] ?? "";
    if (typeof file !== "string" || corrects === "") return [];
    const other = [...(tables.tables.get(file)?.rows ?? [])].find(([one, cells]) => one !== id && cells["corrects"] === corrects);
    return other === undefined ? [] : [`${file} ${corrects} was corrected, by ${other[0]}: ${cellsSaid(other[1])}.`];
  });
  return [...changed, ...corrected];
}

/** Headings of every row that say where it comes from, not what it says. */
const ASIDE: ReadonlySet<string> = new Set(["id", "source", "as_of", "evidence", "confidence", "label", "definition", "corrects"]);

const cellsSaid = (cells: Cells): string =>
  Object.entries(cells)
    .filter(([heading, cell]) => cell !== "" && !ASIDE.has(heading))
    .map((it) => it.join(" "))
    .join(", ");
