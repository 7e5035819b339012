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

/** Markings by the name of the label, in English and French, as the tables of labels of some ledgers have them. For whoever may read what the label is on. */
export function labelMarkings(ledgers: readonly OpenLedger[]): ReadonlyMap<string, { readonly en: string; readonly fr: string }> {
  const rows = labelTables(ledgers).tables.get(LABELS)?.rows ?? new Map<string, { readonly [heading: string]: string }>();
  return new Map([...rows].map(([id, cells]) => [id, { en: cells["marking_en"] ?? id, fr: cells["marking_fr"] ?? cells["marking_en"] ?? id }]));
}

/** What all channels of some ledgers say of labels. */
function labelTables(ledgers: readonly OpenLedger[]): LedgerTables {
  return tablesOf(ledgers.flatMap((it) => [...it.channels.values()].map((log) => ({ ...(log.book.label !== undefined && { label: log.book.label }), records: labelRecords(log, it) }))));
}

/** The records of a log that say what labels mean; of what was read before nothing is read again. */
function labelRecords(log: OpenLog, { store, tools }: OpenLedger): readonly LedgerRecord[] {
  const { size, records } = log.labels ?? { size: 0, records: [] };
  const to = log.tree.size;
  if (size < to) log.labels = { size: to, records: [...records, ...[...recordsIn(log, store, tools.primitives.sha256, { from: size, to })].filter(({ fields }) => fields["file"] === LABELS)] };
  return log.labels?.records ?? [];
}
