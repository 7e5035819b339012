import { logName, readChannels, releasesIn } from "#app";
import { EXIT } from "../exit-codes.ts";
import { tools, withLedger } from "../ledger/folder.ts";
import { readersOf } from "../ledger/readers.ts";
import type { Out } from "../out.ts";
import { tableText } from "../table.ts";

/** `concord release list DIR`: the releases of a ledger, and which are in force. */
export function releaseList(folder: string, options: { readonly as?: string; readonly json?: boolean }, out: Out): number {
  return withLedger(folder, (ledger) => {
    const permits = options.as === undefined ? undefined : readersOf(ledger, options.as).own;
    const found = releasesIn(readChannels(ledger, permits === undefined ? {} : { permits }), tools.now().slice(0, 10));
    if (options.json === true) out.print(JSON.stringify(found, undefined, 2));
    else if (found.length === 0) out.print("There is no release.");
    else out.print(tableText([{ title: "release" }, { title: "figure", flexible: true }, { title: "to" }, { title: "consent" }, { title: "until" }, { title: "status" }, { title: "entry" }], found.map(({ release, status, origin, place }) => [release.id, "cells" in release.figure ? `${release.figure.id} of ${release.figure.file}` : release.figure.query, String(release.to), release.originators.join(", "), release.until, status, `${logName(origin)}:${place}`]), out.width));
    return EXIT.ok;
  });
}
