import { type DataReader, labelReaders } from "#exchange";
import { rowPermits } from "#labels";
import { isObject, type Json, type LedgerRecord } from "#ledger";
import { isLabel } from "./channel-label.ts";
import { filesOf, type LedgerTables, tablesOf } from "./dataset.ts";
import { type OpenLog, recordsIn } from "./log.ts";
import type { OpenLedger } from "./party-ledger.ts";

const LABELS = "labels.csv";

/**
 * Whether a reader may read what an owner has put under a label. Names of labels mean what the table of labels says, wherever among the ledgers it stands;
 * a label that is written out means itself. What is not understood lets nobody in.
 */
export function channelReaders(ledgers: readonly OpenLedger[], reader: DataReader): (label: Json, owner: string) => boolean {
  const named = labelReaders(filesOf(labelTables(ledgers)).get(LABELS));
  return (label, owner) => (typeof label === "string" ? named(reader, label, owner) : isObject(label) && isLabel(label) && rowPermits(reader, label));
}

/** Markings by the name of the label, in English and French, as those channels of some ledgers have them that a reader may read. */
export function labelMarkings(ledgers: readonly OpenLedger[], permits: (label: Json, party: string) => boolean): ReadonlyMap<string, { readonly en: string; readonly fr: string }> {
  const rows = labelTables(ledgers, permits).tables.get(LABELS)?.rows ?? new Map<string, { readonly [heading: string]: string }>();
  return new Map([...rows].map(([id, cells]) => [id, { en: cells["marking_en"] ?? id, fr: cells["marking_fr"] ?? cells["marking_en"] ?? id }]));
}

/** What channels of some ledgers say of labels. */
function labelTables(ledgers: readonly OpenLedger[], permits?: (label: Json, party: string) => boolean): LedgerTables {
  return tablesOf(ledgers.flatMap((it) => [...it.channels.values()].filter(({ book }) => permits === undefined || (book.label !== undefined && permits(book.label, it.party))).map((log) => ({ ...(log.book.label !== undefined && { label: log.book.label }), records: labelRecords(log, it) }))));
}

/** The records of a log that say what labels mean; of what was read before nothing is read again. */
function labelRecords(log: OpenLog, { store, tools }: OpenLedger): readonly LedgerRecord[] {
  const { size, records } = log.labels ?? { size: 0, records: [] };
  const to = log.tree.size;
  if (size < to) log.labels = { size: to, records: [...records, ...[...recordsIn(log, store, tools.primitives.sha256, { from: size, to })].filter(({ fields }) => fields["file"] === LABELS)] };
  return log.labels?.records ?? [];
}
