import { type KeyBook, isFault, type LedgerFault, type LedgerRecord, noteKeyText, parsePolicy, RELEASE, releaseFault, shownKeys } from "#ledger";
import type { OpenLedger } from "./party-ledger.ts";

/** The trust policy for some logs of a ledger: their keys, those of other parties' logs that they trust, and the witnesses. What a reader of these logs has to know, and of no others. */
export function policyFor({ store, channels }: OpenLedger, wanted: (origin: string) => boolean): string {
  const own = store.logs().filter((it) => wanted(it.origin)).map((it) => it.key);
  const peers = [...channels.values()].filter((it) => wanted(it.origin)).flatMap((it) => it.book.peers.map(noteKeyText));
  return [...[...new Set([...own, ...peers])].map((it) => `log ${it}`), store.settings()!.policy].join("\n");
}

/** A check of releases by what the ledger trusts: its own keys, and of other parties the logs that its officers trust. */
export function releaseCheck(ledger: OpenLedger): (record: LedgerRecord, book: KeyBook) => LedgerFault | undefined {
  const { primitives, enrolmentFault } = ledger.tools;
  const trust = parsePolicy(primitives.sha256, policyFor(ledger, () => true));
  const open = (party: string, text: string): ReturnType<typeof shownKeys> => (isFault(trust) ? trust : shownKeys({ primitives, enrolmentFault, trust }, party, text));
  return (record, book) => (record.type === RELEASE ? releaseFault({ primitives, record, book, open }) : undefined);
}
