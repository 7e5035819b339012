import { beat } from "#app";
import { EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { printWritten } from "./append.ts";
import { mustBeAppended, withLedger, writersOf } from "./folder.ts";
import { counted } from "../counted.ts";

/** `concord ledger beat DIR`: an entry of the root log though nothing was said. */
export function ledgerBeat(folder: string, options: { readonly channels?: boolean; readonly json?: boolean }, out: Out): number {
  return withLedger(folder, (ledger) => {
    const { written } = mustBeAppended(beat(ledger, writersOf(folder, ledger), { channels: options.channels === true }));
    if (written.length > 0 || options.json === true) printWritten(ledger, written, options, out);
    else out.print(`The root log has ${counted(ledger.root?.tree.size ?? 0, "commit")}.`);
    return EXIT.ok;
  });
}
