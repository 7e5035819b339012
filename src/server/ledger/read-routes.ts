import type { FastifyReply, FastifyRequest } from "fastify";
import type { ContractName } from "#api/contract";
import { entryProof, exportLedger, knownWitnesses, labelKey, labelMarkings, logName, mergeParties, type OpenLedger, rowConflicts, shownEntries, witnessNames } from "#app";
import { base64, canonicalBytes, isFault, type Json, textOf } from "#ledger";
import { REFUSALS, RefusalError } from "../problem.ts";
import type { LedgerDesk, LedgerReader } from "./ledger-desk.ts";

const ENTRIES_SHOWN = 50;

/** A label as it is shown: its id, or what it says written out. */
export const labelText = (label: Json | undefined): string => (typeof label === "string" ? label : label === undefined ? "" : labelKey(label));

/** The routes that show the ledgers: channels whose label lets the reader in, and nothing of the others. */
export function ledgerReadRoutes(route: (name: ContractName, handler: (desk: LedgerDesk, request: FastifyRequest, reply: FastifyReply) => unknown) => void): void {
  route("ledger", (desk, request) => {
    const reader = desk.readerOf(request);
    const markings = labelMarkings(desk.ledgers.parties.map((party) => desk.ledgers.open(party)), reader.reads);
    const parties = desk.ledgers.parties.flatMap((party) => {
      const ledger = desk.ledgers.open(party);
      const channels = channelsFor(ledger, reader).map(({ origin, tree, book }) => {
        const stored = ledger.store.logs().find((it) => it.origin === origin);
        const checkpoint = textOf(stored?.checkpoint ?? new Uint8Array());
        const [latest] = shownEntries(ledger, origin, { from: Math.max(0, tree.size - 1), count: 1 });
        const signed = witnessNames(ledger, origin);
        const marking = markings.get(labelText(book.label));
        return {
          channel: logName(origin),
          origin,
          label: labelText(book.label),
          ...(marking !== undefined && { marking }),
          entries: tree.size,
          ...(latest !== undefined && { at: latest.at }),
          root: base64(tree.root()),
          key: stored?.key ?? "",
          ...(checkpoint !== "" && { checkpoint }),
          witnesses: knownWitnesses(ledger, origin).map((name) => ({ name, signed: signed.includes(name) })),
        };
      });
      return channels.length === 0 ? [] : [{ party, channels }];
    });
    const channels = parties.flatMap((it) => it.channels);
    return { entries: channels.reduce((sum, it) => sum + it.entries, 0), channels: channels.length, witnessed: channels.filter((it) => it.witnesses.some((one) => one.signed)).length, parties };
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
      shown: entries.map(({ seq, fields, isPartly, leaf, signatures, ...it }) => ({ ...it, place: seq, leaf: base64(leaf), signatures: signatures.map(({ key, signature }) => ({ key, signature: base64(signature) })), fields: Object.entries(fields).map(([name, value]) => ({ name, value: textOf(canonicalBytes(value)) ?? "" })), partly: isPartly })),
    };
  });
  route("ledgerExport", (desk, request, reply) => {
    const { channel } = request.query as { readonly channel: string };
    const { ledger, log } = channelOf(desk, request, channel);
    // What the entries of the page leave out, the file leaves out too.
    const bytes = exportLedger(ledger, { channel: (it) => it === log.origin, keepField: () => false });
    if (isFault(bytes)) throw new RefusalError({ ...REFUSALS["no-entry-named"], detail: bytes.message });
    return reply.type("application/x-ndjson").header("content-disposition", `attachment; filename="${logName(log.origin)}.ndjson"`).send(Buffer.from(bytes));
  });
  route("ledgerConflicts", (desk, request) => {
    const reader = desk.readerOf(request);
    const parties = desk.ledgers.parties.map((party) => ({ party, tables: desk.tablesFor(desk.ledgers.open(party), reader) }));
    const found = rowConflicts(parties, mergeParties(parties));
    return { conflicts: found.map(({ says, ...it }) => ({ ...it, says: says.map(({ party, cells }) => ({ party, cells: Object.entries(cells).map(([heading, value]) => ({ heading, value })) })) })) };
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

/** Entries of each channel that are looked through for moments. */
const ENTRIES_LOOKED = 200;
/** Moments that are offered. */
const MOMENTS_TOLD = 20;

/** The moments at which something was written into a channel that the reader may read, the latest first. */
export function momentsFor(desk: LedgerDesk, request: FastifyRequest): readonly string[] {
  const reader = desk.readerOf(request);
  const times = desk.ledgers.parties.flatMap((party) => {
    const ledger = desk.ledgers.open(party);
    return channelsFor(ledger, reader).flatMap(({ origin, tree }) => shownEntries(ledger, origin, { from: Math.max(0, tree.size - ENTRIES_LOOKED), count: ENTRIES_LOOKED }).map((it) => it.at));
  });
  return [...new Set(times)].toSorted((a, b) => Date.parse(b) - Date.parse(a)).slice(0, MOMENTS_TOLD);
}

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
