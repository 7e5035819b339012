import { eraseFields, logName, type OpenLedger } from "#app";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { withLedger } from "./folder.ts";

/** `concord ledger erase DIR ENTRY FIELD…`: erases hidden fields for good; every proof stays. */
export function ledgerErase(folder: string, entry: string, fields: readonly string[], out: Out): number {
  return withLedger(folder, (ledger) => {
    const refused = eraseFields(ledger, entryOf(ledger, entry), fields);
    if (refused !== undefined) throw new Complaint(EXIT.usage, refused.message, "See `node bin/concord.mjs ledger log --json` for what can be hidden.");
    out.print(`${fields.join(", ")} of entry ${entry} is erased here. Copies that others hold are not: ask them, and for a receipt.`);
    return EXIT.ok;
  });
}

/** Reads `channel:place`, or the place alone in a ledger of one channel. */
export function entryOf({ channels }: OpenLedger, text: string): { readonly origin: string; readonly place: number } {
  const cut = text.lastIndexOf(":");
  const [name, place] = [text.slice(0, Math.max(cut, 0)), text.slice(cut + 1)];
  const origins = [...channels.keys()].filter((it) => name === "" || it === name || logName(it) === name);
  if (!/^\d{1,9}$/.test(place) || origins.length !== 1) throw new Complaint(EXIT.usage, `"${text}" names no entry.`, `Write channel:number, the channel one of ${[...channels.keys()].map(logName).join(", ")}.`);
  return { origin: origins[0]!, place: Number(place) };
}
