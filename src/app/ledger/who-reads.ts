import { type DataReader, labelReaders } from "#exchange";
import { rowPermits } from "#labels";
import { isObject, type Json } from "#ledger";
import { isLabel } from "./channel-label.ts";
import { filesOf, tablesOf } from "./dataset.ts";
import type { OpenLedger } from "./party-ledger.ts";
import { readChannels } from "./read.ts";

const LABELS = "labels.csv";

/**
 * Whether a reader may read what an owner has put under a label. Names of labels mean what the table of labels says, wherever among the ledgers it stands;
 * a label that is written out means itself. What is not understood lets nobody in.
 */
export function channelReaders(ledgers: readonly OpenLedger[], reader: DataReader): (label: Json, owner: string) => boolean {
  const defining = ledgers.flatMap((it) => readChannels(it)).map((it) => ({ ...it, records: it.records.filter(({ fields }) => fields["file"] === LABELS) }));
  const named = labelReaders(filesOf(tablesOf(defining)).get(LABELS));
  return (label, owner) => (typeof label === "string" ? named(reader, label, owner) : isObject(label) && isLabel(label) && rowPermits(reader, label));
}
