import { labelKey, logName, readChannels, sizesAt } from "#app";
import { isFault } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { tableText } from "../table.ts";
import { withLedger } from "./folder.ts";
import { momentOf } from "./moment.ts";

interface LogOptions {
  readonly channel?: string;
  readonly from?: number;
  readonly type?: string;
  readonly at?: string;
  readonly json?: boolean;
}

/** `concord ledger log DIR`: what was said, by whom, under which label, channel by channel. */
export function ledgerLog(folder: string, options: LogOptions, out: Out): number {
  return withLedger(folder, (ledger) => {
    const sizes = options.at === undefined ? undefined : sizesAt(ledger, momentOf(options.at));
    if (sizes !== undefined && isFault(sizes)) throw new Complaint(EXIT.usage, sizes.message, "Give a number of commits, a time, or the file of a checkpoint of this ledger.");
    const channels = readChannels(ledger, sizes === undefined ? {} : { sizes }).filter((it) => options.channel === undefined || [it.origin, logName(it.origin)].includes(options.channel));
    if (options.channel !== undefined && channels.length === 0) throw new Complaint(EXIT.usage, `The ledger has no channel ${options.channel}.`, `Its channels: ${[...ledger.channels.keys()].map(logName).join(", ")}.`);
    const rows = channels.flatMap(({ origin, records }) => records.filter((it) => it.seq >= (options.from ?? 0) && (options.type === undefined || it.type === options.type)).map((it) => ({ origin, ...it })));
    if (options.json === true) out.print(JSON.stringify(rows, undefined, 2));
    else out.print(tableText([{ title: "channel" }, { title: "#", right: true }, { title: "time" }, { title: "type" }, { title: "signed by" }, { title: "label" }, { title: "about", flexible: true }], rows.map((it) => [logName(it.origin), String(it.seq), it.at, it.type, it.by.join(", "), typeof it.label === "string" ? it.label : labelKey(it.label), String(it.fields["subject"] ?? "")]), out.width));
    return EXIT.ok;
  });
}
