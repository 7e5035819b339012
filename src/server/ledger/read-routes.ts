import type { FastifyRequest } from "fastify";
import type { ContractName } from "#api/contract";
import { entryProof, labelKey, logName, type OpenLedger, shownEntries } from "#app";
import { base64, canonicalBytes, type Json, textOf } from "#ledger";
import { REFUSALS, RefusalError } from "../problem.ts";
import type { LedgerDesk, LedgerReader } from "./ledger-desk.ts";

const ENTRIES_SHOWN = 50;

/** A label as it is shown: its id, or what it says written out. */
export const labelText = (label: Json | undefined): string => (typeof label === "string" ? label : label === undefined ? "" : labelKey(label));

/** The routes that show the ledgers: channels whose label lets the reader in, and nothing of the others. */
export function ledgerReadRoutes(route: (name: ContractName, handler: (desk: LedgerDesk, request: FastifyRequest) => unknown) => void): void {
  route("ledger", (desk, request) => {
    const reader = desk.readerOf(request);
    return {
      parties: desk.ledgers.parties.flatMap((party) => {
        const ledger = desk.ledgers.open(party);
        const channels = channelsFor(ledger, reader).map(({ origin, tree, book }) => {
          const checkpoint = textOf(ledger.store.logs().find((it) => it.origin === origin)?.checkpoint ?? new Uint8Array());
          return { channel: logName(origin), origin, label: labelText(book.label), entries: tree.size, root: base64(tree.root()), ...(checkpoint !== "" && { checkpoint }) };
        });
        return channels.length === 0 ? [] : [{ party, channels }];
      }),
    };
  });
  route("ledgerEntries", (desk, request) => {
    const { channel, from = 0, count = ENTRIES_SHOWN } = request.query as { readonly channel: string; readonly from?: number; readonly count?: number };
    const { ledger, log } = channelOf(desk, request, channel);
    const entries = shownEntries(ledger, log.origin, { from, count });
    return {
      channel,
      party: ledger.party,
      label: labelText(log.book.label),
      entries: log.tree.size,
      from,
      shown: entries.map(({ seq, fields, isPartly, ...it }) => ({ ...it, place: seq, fields: Object.entries(fields).map(([name, value]) => ({ name, value: textOf(canonicalBytes(value)) ?? "" })), partly: isPartly })),
    };
  });
  route("ledgerProof", (desk, request) => {
    const { channel, place } = request.query as { readonly channel: string; readonly place: number };
    const { ledger, log } = channelOf(desk, request, channel);
    const proof = entryProof(ledger, log.origin, place);
    if (proof === undefined) throw new RefusalError(REFUSALS["no-entry-named"]);
    return { channel, place, proof: textOf(proof) ?? "" };
  });
}

/** The channels of a ledger that a reader has whole: their records are the party's own. A log of before channels has no label, and is the owner's. */
const channelsFor = (ledger: OpenLedger, { reads }: LedgerReader) => [...ledger.channels.values()].filter(({ book }) => book.label !== undefined && reads(book.label, ledger.party));

/** A channel by its name or origin. One that the reader may not read is not there. @throws RefusalError */
function channelOf(desk: LedgerDesk, request: FastifyRequest, name: string) {
  const reader = desk.readerOf(request);
  for (const party of desk.ledgers.parties) {
    const ledger = desk.ledgers.open(party);
    const log = channelsFor(ledger, reader).find(({ origin }) => origin === name || logName(origin) === name);
    if (log !== undefined) return { ledger, log };
  }
  throw new RefusalError(REFUSALS["no-channel-named"]);
}
