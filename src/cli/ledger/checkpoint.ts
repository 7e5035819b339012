import { logName } from "#app";
import { textOf } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { withLedger } from "./folder.ts";

/** `concord ledger checkpoint DIR`: the latest signed checkpoint of the root, or of a channel, with the lines of its witnesses: what a state is named by later. */
export function ledgerCheckpoint(folder: string, { channel }: { readonly channel?: string }, out: Out): number {
  return withLedger(folder, ({ store }) => {
    const logs = store.logs();
    const found = channel === undefined ? (logs.find((it) => it.role === "root") ?? logs[0]) : logs.find((it) => it.origin === channel || logName(it.origin) === channel);
    const note = found?.checkpoint === undefined ? undefined : textOf(found.checkpoint);
    if (note === undefined) throw new Complaint(EXIT.usage, channel === undefined ? "The ledger has signed no checkpoint yet." : `There is no channel "${channel}" with a checkpoint.`, `Name one of: ${logs.map((it) => logName(it.origin)).join(", ")}.`);
    out.print(note.replace(/\n$/, ""));
    return EXIT.ok;
  });
}
