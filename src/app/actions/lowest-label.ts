import type { LedgerTables } from "../ledger/index.ts";

/** Label of the lowest level in the table of labels: what a row carries that says none. Absent: there are no labels. */
export const lowestLabel = ({ tables }: Pick<LedgerTables, "tables">): string | undefined => [...(tables.get("labels.csv")?.rows.values() ?? [])].sort((a, b) => Number(a["level"]) - Number(b["level"]))[0]?.["id"];
