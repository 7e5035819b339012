import { isList, isObject } from "#ledger";
import { DATA_PACKAGE, type Draft, type LedgerTables, ROW, TABLE, WITHDRAWN } from "../ledger/index.ts";

/** The data set as it will be once drafts are signed: what the next action is checked against. */
export function applyDrafts(tables: LedgerTables, drafts: readonly Draft[]): LedgerTables {
  let { packageText } = tables;
  const after = new Map([...tables.tables].map(([file, { headings, rows }]) => [file, { headings, rows: new Map(rows) }]));
  // A row whose label changes is withdrawn in one channel and stated in another: what is stated counts.
  for (const it of [...drafts.filter((one) => one.type === WITHDRAWN), ...drafts.filter((one) => one.type !== WITHDRAWN)]) {
    const { file, id, cells, headings, text } = it.fields;
    if (it.type === DATA_PACKAGE && typeof text === "string") packageText = text;
    if (typeof file !== "string") continue;
    const table = after.get(file) ?? { headings: [], rows: new Map<string, { readonly [heading: string]: string }>() };
    after.set(file, table);
    if (it.type === TABLE && headings !== undefined && isList(headings)) table.headings = headings.filter((one) => typeof one === "string");
    if (it.type === WITHDRAWN && typeof id === "string") table.rows.delete(id);
    if (it.type === ROW && typeof id === "string" && isObject(cells)) table.rows.set(id, cells as { readonly [heading: string]: string });
  }
  return { ...(packageText !== undefined && { packageText }), tables: after };
}
