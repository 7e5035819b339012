import { appendDrafts } from "#app";
import { isFault, isOriginOf, noteKeyOf, PEER_LOG } from "#ledger";
import { primitives } from "#adapters/keys";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { mustBeAppended, putPolicyFile, readText, withLedger, writersOf } from "./folder.ts";

/** `concord ledger trust DIR POLICY --party NAME`: trusts the logs of another party to show its keys, on the word of one's own officers. */
export function ledgerTrust(folder: string, path: string, { party, label }: { readonly party: string; readonly label?: string }, out: Out): number {
  const keys = readText(path, "Give the trust policy of the other party, obtained by a way of its own.").split("\n").flatMap((it) => /^\s*log\s+(\S+)/.exec(it)?.[1] ?? []);
  const own = keys.filter((it) => {
    const key = noteKeyOf(primitives.sha256, it);
    return !isFault(key) && isOriginOf(key.name, party);
  });
  if (own.length === 0) throw new Complaint(EXIT.usage, `${path} has no line of a log of ${party}.`, "Give the policy.txt of that party's ledger.");
  return withLedger(folder, (ledger) => {
    const first = [...ledger.channels.values()].find((it) => it.book.label !== undefined)?.book.label ?? null;
    mustBeAppended(appendDrafts(ledger, own.map((key) => ({ type: PEER_LOG, subject: key.slice(0, key.indexOf("+")), fields: { key }, label: label ?? first })), writersOf(folder, ledger)));
    putPolicyFile(folder, ledger);
    out.print(`${own.length} logs of ${party} are trusted to show its keys.`);
    return EXIT.ok;
  });
}
