import type { FastifyRequest } from "fastify";
import { channelReaders, type Gain, gainsByRelease, type LedgerTables, type OpenLedger, readChannels, readerText, type ReleaseFile, type ReleaseInput, type ReleaseSources, sourcesAmong, tablesOf, type Viewer } from "#app";
import { ownerIn } from "#exchange";
import type { Json } from "#ledger";
import type { Gate } from "../gate.ts";
import { REFUSALS, RefusalError } from "../problem.ts";
import type { ServedLedgers } from "./served-ledgers.ts";

/** May whoever asks read what an owner has put under a label? */
export type Reads = (label: Json, owner: string) => boolean;

/** Who asks, and what of the ledgers they may read. */
export interface LedgerReader {
  readonly reads: Reads;
  /** Nation that the reader belongs to. Empty: none, or the owner of the data. */
  readonly nation: string;
  /** Whether it is the owner of the data, from whom nothing is kept. */
  readonly isOwner: boolean;
}

/** Ledgers as readers may see them. */
export interface LedgerDesk {
  readonly ledgers: ServedLedgers;
  /** @throws RefusalError where nobody is let in. */
  readonly readerOf: (request: FastifyRequest) => LedgerReader;
  /** The ledger of a party that is named, else of a nation, else the only one. @throws RefusalError where it is none of these. */
  readonly ledgerOf: (party: string | undefined, nation: string) => OpenLedger;
  /** Rows of a ledger that a reader may see: channel by channel, and row by row. */
  readonly tablesFor: (ledger: OpenLedger, reader: LedgerReader) => LedgerTables;
  /** What a release written to a ledger may be made from: all that a reader may see of every ledger, rows of that one first. */
  readonly sourcesFor: (ledger: OpenLedger, reader: LedgerReader) => ReleaseSources;
  /** Who would gain by a release, as far as a reader may see nations and groups. */
  readonly gainsBy: (file: ReleaseFile, reader: LedgerReader) => readonly Gain[];
}

/** A desk over some ledgers. */
export function ledgerDesk(ledgers: ServedLedgers, gate: Gate): LedgerDesk {
  const tablesFor: LedgerDesk["tablesFor"] = (ledger, { reads, nation }) => {
    const { party } = ledger;
    const { tables, ...more } = tablesOf(readChannels(ledger, { permits: (label) => reads(label, party) || reads(label, nation) }));
    const seen = [...tables].map(([file, table]) => [file, { ...table, rows: new Map([...table.rows].filter(([, cells]) => cells["label"] === undefined || reads(cells["label"], ownerIn(file, cells) ?? party))) }] as const);
    return { ...more, tables: new Map(seen.filter(([, it]) => it.rows.size > 0)) };
  };
  const sourcesFor: LedgerDesk["sourcesFor"] = (ledger, reader) => {
    const parties = [ledger.party, ...ledgers.parties.filter((it) => it !== ledger.party)].map((party) => ({ party, tables: tablesFor(ledgers.open(party), reader) }));
    return sourcesAmong(parties);
  };
  return {
    ledgers,
    readerOf: (request) => {
      const admission = gate.admit(request);
      if (admission.kind === "refused") throw new RefusalError(admission.refusal);
      const { viewer, who } = admission;
      request.decision = { ...request.decision, ...(who !== undefined && { who }), reader: viewer.kind === "owner" ? "owner" : readerText(viewer.reader) };
      return readerFor(viewer, (reader) => channelReaders(ledgers.parties.map((it) => ledgers.open(it)), reader));
    },
    ledgerOf: (named, nation) => {
      const party = named ?? (ledgers.parties.includes(nation) ? nation : ledgers.parties.length === 1 ? ledgers.parties[0] : undefined);
      if (party === undefined || !ledgers.parties.includes(party)) throw new RefusalError(REFUSALS["no-ledger-of-party"]);
      return ledgers.open(party);
    },
    tablesFor,
    sourcesFor,
    gainsBy: (file, reader) => gainsByRelease(file, sourcesFor(ledgers.open(file.release.party), reader)),
  };
}

const readerFor = (viewer: Viewer, readsOf: (reader: Extract<Viewer, { readonly kind: "reader" }>["reader"]) => Reads): LedgerReader =>
  viewer.kind === "owner" ? { reads: () => true, nation: "", isOwner: true } : { reads: readsOf(viewer.reader), nation: viewer.reader.nation, isOwner: false };

/** Whether every row that a figure was made from may be read. */
export const readsAll = (reads: Reads, inputs: readonly (ReleaseInput & { readonly label: string; readonly owner: string })[]): boolean => inputs.every((it) => reads(it.label, it.owner));
