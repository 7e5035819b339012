import { appendDrafts, basisHolds, consentFault, releaseDraft, standingFault } from "#app";
import { Complaint, EXIT } from "../exit-codes.ts";
import { mustBeAppended, putPolicyFile, tools, withLedger, writersOf } from "../ledger/folder.ts";
import type { Out } from "../out.ts";
import { fileAt, refuse } from "./file.ts";
import { sourcesBeside } from "./sources.ts";

/** `concord release publish FILE DIR`: puts an approved release into the ledger. */
export function releasePublish(path: string, folder: string, options: { readonly beside?: string; readonly json?: boolean }, out: Out): number {
  const file = fileAt(path);
  if (!basisHolds(tools, file)) throw new Complaint(EXIT.findings, "Refused: the basis in the file is not the one that the release names. [release-basis]", "Nothing was written.");
  return withLedger(folder, (ledger) => {
    const standing = standingFault(ledger, file.release);
    if (standing !== undefined) return refuse(standing);
    const short = consentFault(file, sourcesBeside(ledger, options.beside), { all: options.beside !== undefined });
    if (short !== undefined) return refuse(short);
    const { written } = mustBeAppended(appendDrafts(ledger, [releaseDraft(file)], writersOf(folder, ledger)));
    putPolicyFile(folder, ledger);
    const last = written.at(-1)!;
    if (options.json === true) out.print(JSON.stringify({ released: file.release.id, ...last }, undefined, 2));
    else out.print(`Released: readers of ${String(file.release.to)} see it until ${file.release.until}. It is entry ${last.place} of ${last.origin}.`);
    return EXIT.ok;
  });
}
