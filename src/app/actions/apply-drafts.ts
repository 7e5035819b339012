import { isList } from "#ledger";
import { cellsIn, DATA_PACKAGE, type Draft, type LedgerTables, NEVER_HIDDEN, ROW, TABLE, WITHDRAWN } from "../ledger/index.ts";

/** The data set as it will be once drafts are signed: what the next action is checked against. */
export function applyDrafts(tables: LedgerTables, drafts: readonly Draft[]): LedgerTables {
  let { packageText } = tables;
  const after = new Map([...tables.tables].map(([file, it]) => [file, { ...it, rows: new Map(it.rows) }]));
  // A row whose label changes is withdrawn in one channel and stated in another: what is stated counts.
  for (const it of [...drafts.filter((one) => one.type === WITHDRAWN), ...drafts.filter((one) => one.type !== WITHDRAWN)]) {
    const { file, id, headings, text } = it.fields;
    if (it.type === DATA_PACKAGE && typeof text === "string") packageText = text;
    if (typeof file !== "string") continue;
    const table = after.get(file) ?? { headings: [], rows: new Map<string, { readonly [heading: string]: string }>() };
    after.set(file, table);
    if (it.type === TABLE && headings !== undefined && isList(headings)) table.headings = headings.filter((one) => typeof one === "string");
    if (it.type === WITHDRAWN && typeof id === "string") table.rows.delete(id);
    const cells = it.type === ROW ? cellsIn(it.fields) : undefined;
    if (typeof id === "string" && cells !== undefined) table.rows.set(id, cells);
    if (it.type === ROW) table.hidden = [...new Set([...(table.hidden ?? []), ...(it.hidden ?? []).filter((one) => !NEVER_HIDDEN.includes(one))])];
  }
  return { ...(packageText !== undefined && { packageText }), tables: after };
}
