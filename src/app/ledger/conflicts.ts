import { idOfRow, LABELS, type LedgerTables } from "./dataset.ts";

/** A row of which two parties say different things. */
export interface RowConflict {
  readonly file: string;
  readonly id: string;
  /** What each party says, in the order of the parties. */
  readonly says: readonly { readonly party: string; readonly cells: { readonly [heading: string]: string } }[];
  /** Party whose row is reckoned with. Empty: nobody's, of a label that parties give different meanings. */
  readonly counts: string;
}

/**
 * Rows of one id that the ledgers of several parties state differently. `merged` is the data set that they make together: what stands
 * there counts. Nothing is lost by that: every row stays in the ledger of whoever signed it.
 * @example rowConflicts([{ party: "A", tables: a }, { party: "B", tables: b }], merged) // → [{ file: "holdings.csv", id: "h.1", says: […], counts: "A" }]
 */
export function rowConflicts(parties: readonly { readonly party: string; readonly tables: LedgerTables }[], merged: LedgerTables): readonly RowConflict[] {
  const said = new Map<string, { readonly file: string; readonly id: string; readonly says: { readonly party: string; readonly cells: { readonly [heading: string]: string } }[] }>();
  for (const { party, tables } of parties)
    for (const [file, { rows }] of tables.tables)
      for (const [rowKey, cells] of rows) {
        const id = idOfRow(rowKey);
        const key = `${file}\n${id}`;
        const row = said.get(key) ?? { file, id, says: [] };
        said.set(key, row);
        row.says.push({ party, cells });
      }
  return [...said.values()].flatMap(({ file, id, says }) => {
    if (says.length < 2 || new Set(says.map((it) => textOf(it.cells))).size === 1) return [];
    const standing = [...(merged.tables.get(file)?.rows ?? [])].filter(([key]) => idOfRow(key) === id).map(([, cells]) => textOf(cells));
    const isNobodys = file === LABELS && standing.length > 1;
    return [{ file, id, says, counts: isNobodys ? "" : (says.find((it) => textOf(it.cells) === standing[0])?.party ?? "") }];
  });
}

const textOf = (cells: { readonly [heading: string]: string }): string => JSON.stringify(Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1)));
