import { type OpenLedger, readChannels, type ReleaseSources, sourcesAmong, tablesOf } from "#app";
import { withLedger } from "../ledger/folder.ts";
import { ledgersIn } from "../ledger/state.ts";

/** What a release may be made from: the rows of a ledger, and of those that it stands among in a folder. */
export function sourcesBeside(ledger: OpenLedger, beside: string | undefined): ReleaseSources {
  const own = { party: ledger.party, tables: tablesOf(readChannels(ledger)) };
  const others = beside === undefined ? [] : ledgersIn(beside).map((folder) => withLedger(folder, (it) => ({ party: it.party, tables: tablesOf(readChannels(it)) }))).filter((it) => it.party !== ledger.party);
  return sourcesAmong([own, ...others]);
}
