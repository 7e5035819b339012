import { type Gain, gainsByRelease, type OpenLedger, type ReleaseFile, readChannels, type ReleaseSources, sourcesAmong, tablesOf, voidApproval } from "#app";
import { withLedger } from "../ledger/folder.ts";
import { ledgersIn } from "../ledger/state.ts";
import type { ReleaseLooked } from "./words.ts";

/** Who gains by a release, by the labels of a ledger and of those beside it. Absent: none of them has the label that it is released to. */
export function gainsKnown(file: ReleaseFile, ledger: OpenLedger, beside: string | undefined): readonly Gain[] | undefined {
  const sources = sourcesBeside(ledger, beside);
  return sources.tables.get("labels.csv")?.rows.has(String(file.release.to)) === true ? gainsByRelease(file, sources) : undefined;
}

/** Approvals of a file that count for nothing by the keys that a ledger knows. */
export const voidsKnown = (file: ReleaseFile, ledger: OpenLedger): ReleaseLooked["voids"] =>
  file.approvals.flatMap((approval) => {
    const spoilt = voidApproval(ledger, file, approval);
    return spoilt === undefined ? [] : [{ approval, why: spoilt.message }];
  });

/** What a release may be made from: the rows of a ledger, and of those that it stands among in a folder. */
export function sourcesBeside(ledger: OpenLedger, beside: string | undefined): ReleaseSources {
  const own = { party: ledger.party, tables: tablesOf(readChannels(ledger)) };
  const others = beside === undefined ? [] : ledgersIn(beside).map((folder) => withLedger(folder, (it) => ({ party: it.party, tables: tablesOf(readChannels(it)) }))).filter((it) => it.party !== ledger.party);
  return sourcesAmong([own, ...others]);
}
