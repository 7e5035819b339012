import { channelReaders, type OpenLedger } from "#app";
import type { Json } from "#ledger";
import { readerOf } from "../reader.ts";

/** What a reader may do with the channels of a ledger. */
export interface ChannelRights {
  /** Whether a channel is the reader's to have whole: its records are the party's own. */
  readonly own: (label: Json) => boolean;
  /**
   * Whether a channel may be opened for the reader, whose rows are then filtered one by one: in a ledger that compiles what many
   * nations said, what is for its originator alone is for the nation that a row speaks of.
   */
  readonly opens: (label: Json) => boolean;
}

/** Rights by `--as`. What labels mean stands in a table of labels of the ledger, or of one that it stands among. */
export function readersOf(ledger: OpenLedger, as: string, among: readonly OpenLedger[] = [ledger]): ChannelRights {
  const reader = readerOf(as);
  const reads = channelReaders(among, reader);
  return { own: (label) => reads(label, ledger.party), opens: (label) => reads(label, ledger.party) || reads(label, reader.nation) };
}
