import { appendDrafts, readChannels, releasesIn, withdrawalDraft } from "#app";
import { Complaint, EXIT } from "../exit-codes.ts";
import { mustBeAppended, tools, withLedger, writersOf } from "../ledger/folder.ts";
import type { Out } from "../out.ts";

/** `concord release withdraw DIR ID`: ends a release. */
export function releaseWithdraw(folder: string, id: string, { reason }: { readonly reason: string }, out: Out): number {
  return withLedger(folder, (ledger) => {
    const all = releasesIn(readChannels(ledger), tools.now().slice(0, 10));
    const found = all.find((it) => it.release.id === id);
    if (found === undefined) throw new Complaint(EXIT.usage, `There is no release ${id} in this ledger.`, all.length === 0 ? "It has none." : `It has ${all.map((it) => it.release.id).join(", ")}.`);
    if (found.status === "withdrawn") throw new Complaint(EXIT.usage, `Release ${id} is withdrawn already.`, "Nothing was written.");
    mustBeAppended(appendDrafts(ledger, [withdrawalDraft(found, reason)], writersOf(folder, ledger)));
    out.print(`Withdrawn: ${id} is no longer shown. Whoever saw it has seen it; tell them.`);
    return EXIT.ok;
  });
}
