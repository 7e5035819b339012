import { type KeyBook, isFault, type LedgerFault, type LedgerRecord, noteKeyText, parsePolicy, RELEASE, releaseFault, sameBytes, type Sha256, shownKeys } from "#ledger";
import type { OpenLedger } from "./party-ledger.ts";

/** The trust policy for some logs of a ledger: their keys, those of other parties' logs that they trust, and the witnesses. What a reader of these logs has to know, and of no others. */
export function policyFor({ store, channels }: OpenLedger, wanted: (origin: string) => boolean): string {
  const own = store.logs().filter((it) => wanted(it.origin)).map((it) => it.key);
  const peers = [...channels.values()].filter((it) => wanted(it.origin)).flatMap((it) => it.book.peers.map(noteKeyText));
  return [...[...new Set([...own, ...peers])].map((it) => `log ${it}`), withoutLogs(store.settings()!.policy)].join("\n");
}

const withoutLogs = (policy: string): string => policy.split("\n").filter((it) => !/^\s*log\s/.test(it)).join("\n");

/** Everything that a ledger trusts: what its logs say, and in a copy also the logs that were trusted when it was received. For whoever keeps it, not for readers. */
export const trustOf = (ledger: OpenLedger): string => withLogsOf(ledger.tools.primitives.sha256, { policy: policyFor(ledger, () => true), other: ledger.store.settings()!.policy });

/** A policy that trusts the logs of another one too. */
export function withLogsOf(sha256: Sha256, { policy, other }: { readonly policy: string; readonly other: string }): string {
  const [known, more] = [parsePolicy(sha256, policy), parsePolicy(sha256, other)];
  if (isFault(known) || isFault(more)) return policy;
  const missing = more.logs.filter(({ key }) => !known.logs.some((it) => sameBytes(it.key.publicKey, key.publicKey)));
  return [...missing.map(({ key }) => `log ${noteKeyText(key)}`), policy].join("\n");
}

/** A check of releases by what the ledger trusts: its own keys, and of other parties the logs that its officers trust, or who received the copy. */
export function releaseCheck(ledger: OpenLedger): (record: LedgerRecord, book: KeyBook) => LedgerFault | undefined {
  const { primitives } = ledger.tools;
  const open = keysOpener(ledger);
  return (record, book) => (record.type === RELEASE ? releaseFault({ primitives, record, book, open }) : undefined);
}

/** The keys of another party that an export shows, where the ledger trusts its log. */
export const keysShown = (ledger: OpenLedger, party: string, text: string): ReturnType<typeof shownKeys> => keysOpener(ledger)(party, text);

function keysOpener(ledger: OpenLedger): (party: string, text: string) => ReturnType<typeof shownKeys> {
  const { primitives, enrolmentFault } = ledger.tools;
  const trust = parsePolicy(primitives.sha256, trustOf(ledger));
  return (party, text) => (isFault(trust) ? trust : shownKeys({ primitives, enrolmentFault, trust }, party, text));
}
