import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type ActionState, applyDrafts, type Draft, draftsOf, type LedgerTables, lowestLabel, mergeParties, type OpenLedger, readChannels, tablesOf } from "#app";
import { LEDGER_FILE, tools, withLedger } from "./folder.ts";

/** Folders below this one that hold a ledger: one for each party. */
export const ledgersIn = (folder: string): readonly string[] => (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder).sort().map((it) => join(folder, it)).filter((it) => existsSync(join(it, LEDGER_FILE))) : []);

/** What an action is checked against: the ledger with its pending drafts, and the ledgers it stands among. */
export function stateOf(ledger: OpenLedger, { pending = [], beside, label, own }: { readonly pending?: readonly Draft[]; readonly beside?: string | undefined; readonly label?: string | undefined; readonly own: string }): ActionState {
  const tables = applyDrafts(tablesOf(readChannels(ledger)), pending);
  const around = beside === undefined ? undefined : tablesBeside(beside, own);
  return { tables, party: ledger.party, today: tools.now().slice(0, 10), label: label ?? lowestLabel(tables) ?? (around === undefined ? undefined : lowestLabel(around)) ?? "", ...(around !== undefined && { around }) };
}

const tablesBeside = (folder: string, own: string): LedgerTables => mergeParties(ledgersIn(folder).filter((it) => join(it) !== join(own)).map((it) => withLedger(it, (ledger) => ({ party: ledger.party, tables: tablesOf(readChannels(ledger)) }))));

/** Label of the lowest level in the text of a table of labels. */
export const labelIn = (text: string | undefined): string | undefined => (text === undefined ? undefined : lowestLabel(applyDrafts({ tables: new Map() }, draftsOf(new Map([["labels.csv", text]]), { tables: new Map() }, { label: "" }))));
