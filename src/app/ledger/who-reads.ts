import { type DataReader, labelOrder, labelReaders } from "#exchange";
import { isBelow, rowPermits } from "#labels";
import { isObject, type Json, type LedgerRecord } from "#ledger";
import { isLabel, labelKey } from "./channel-label.ts";
import { filesOf, idOfRow, LABELS, type LedgerTable, putLabel, tablesOf } from "./dataset.ts";
import { type OpenLog, recordsIn } from "./log.ts";
import type { OpenLedger } from "./party-ledger.ts";

/**
 * Whether a reader may read what an owner has put under a label. Names of labels mean what the table of labels says, wherever among the ledgers it stands;
 * a label that is written out means itself. What is not understood lets nobody in.
 */
export function channelReaders(ledgers: readonly OpenLedger[], reader: DataReader): (label: Json, owner: string) => boolean {
  const named = labelReaders(labelFile(ledgers));
  return (label, owner) => (typeof label === "string" ? named(reader, label, owner) : isObject(label) && isLabel(label) && rowPermits(reader, label));
}

/**
 * Whether everyone who may read what an owner has put under the second label may read what stands under the first: the same label, or one
 * below it in the same policy. Labels of which nothing is known, or that two policies have, are not below one another.
 */
export function labelsBelow(ledgers: readonly OpenLedger[]): (below: Json, above: Json, owner: string) => boolean {
  const order = labelOrder(labelFile(ledgers));
  return (below, above, owner) => {
    if (labelKey(below) === labelKey(above)) return true;
    if (typeof below === "string" && typeof above === "string") return order(below, above, owner);
    return isObject(below) && isLabel(below) && isObject(above) && isLabel(above) && isBelow(below, above);
  };
}

/** Markings by the name of the label, in English and French, as those channels of some ledgers have them that a reader may read. */
export function labelMarkings(ledgers: readonly OpenLedger[], permits: (label: Json, party: string) => boolean): ReadonlyMap<string, { readonly en: string; readonly fr: string }> {
  return new Map([...labelTable(ledgers, permits).rows].map(([id, cells]) => [id, { en: cells["marking_en"] ?? id, fr: cells["marking_fr"] ?? cells["marking_en"] ?? id }]));
}

/** The table of labels of some ledgers, as a file of a data set. */
const labelFile = (ledgers: readonly OpenLedger[]): string | undefined => filesOf({ tables: new Map([[LABELS, labelTable(ledgers)]]) }).get(LABELS);

/** What channels of some ledgers say of labels. Where two parties say different things of one, both stand. */
function labelTable(ledgers: readonly OpenLedger[], permits?: (label: Json, party: string) => boolean): LedgerTable {
  const headings = new Set<string>();
  const rows = new Map<string, { readonly [heading: string]: string }>();
  for (const it of ledgers) {
    const channels = [...it.channels.values()].filter(({ book }) => permits === undefined || (book.label !== undefined && permits(book.label, it.party)));
    const said = tablesOf(channels.map((log) => ({ ...(log.book.label !== undefined && { label: log.book.label }), records: labelRecords(log, it) }))).tables.get(LABELS);
    for (const heading of said?.headings ?? []) headings.add(heading);
    for (const [key, cells] of said?.rows ?? []) putLabel(rows, idOfRow(key), { cells, party: it.party });
  }
  return { headings: [...headings], rows };
}

/** The records of a log that say what labels mean; of what was read before nothing is read again. */
function labelRecords(log: OpenLog, { store, tools }: OpenLedger): readonly LedgerRecord[] {
  const { size, records } = log.labels ?? { size: 0, records: [] };
  const to = log.tree.size;
  const known = [...records, ...[...recordsIn(log, store, tools.primitives.sha256, { from: size, to })].filter(({ fields }) => fields["file"] === LABELS)];
  log.labels = { size: to, records: known };
  return known;
}
