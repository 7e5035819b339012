import { isFault, type Json, type LedgerFault, type LedgerRecord, openCheckpoint, noteKeyOf, sameBytes, type NoteKey } from "#ledger";
import { recordsIn } from "./log.ts";
import type { OpenLedger } from "./party-ledger.ts";

/** Records of one channel, in its order. */
export interface ChannelRecords {
  readonly origin: string;
  readonly party: string;
  /** The one label of the records. Absent: a log of before channels, whose records carry labels of their own. */
  readonly label?: Json;
  readonly records: readonly LedgerRecord[];
}

export interface ReadAsk {
  /** Whether a reader may read what carries a label. Absent: the keeper reads, and reads all. */
  readonly permits?: (label: Json) => boolean;
  /** Size of a channel up to which it is read, as `sizesAt` gives them. Absent: all of it. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** Which records of a channel are given, of those that are read one after the other. Absent: all. */
  readonly given?: (records: Iterable<LedgerRecord>) => readonly LedgerRecord[];
}

/**
 * The channels that a reader may read, and of a log of before channels the records that they may. The others are not opened.
 * @throws Error where a record is no longer what was verified when the ledger was opened.
 */
export function readChannels({ store, tools, channels }: OpenLedger, { permits, sizes, given = (it) => [...it] }: ReadAsk = {}): readonly ChannelRecords[] {
  return [...channels.values()].flatMap(({ origin, book, tree }): readonly ChannelRecords[] => {
    const { label, party = "" } = book;
    if (label !== undefined && permits?.(label) === false) return [];
    const size = sizes === undefined ? tree.size : (sizes.get(origin) ?? 0);
    const read = recordsIn({ origin, tree }, store, tools.primitives.sha256, { from: 0, to: size });
    const records = given(those(read, (it) => label !== undefined || permits?.(it.label) !== false));
    return records.length === 0 ? [] : [{ origin, party, ...(label !== undefined && { label }), records }];
  });
}

function* those(records: Iterable<LedgerRecord>, isPermitted: (record: LedgerRecord) => boolean): Generator<LedgerRecord> {
  for (const it of records) if (isPermitted(it)) yield it;
}

/** A state of a ledger: the first commits, the last state at a time, or the state that a signed checkpoint of it names. */
export type LedgerMoment = { readonly kind: "size"; readonly size: number } | { readonly kind: "time"; readonly time: string } | { readonly kind: "checkpoint"; readonly note: Uint8Array };

/**
 * Sizes of all channels at a moment. Order is that of the root log: its first `size` entries, the entries its keeper dated up
 * to the time, the first entry at which the log of a checkpoint had its size. A ledger without a root log counts its one log.
 * For a reader, `permits` says whose whole logs are the reader's: a checkpoint of any other is answered as one that no log has signed,
 * since its place among the commits would tell when something was said that the reader may not see.
 */
export function sizesAt(ledger: OpenLedger, moment: LedgerMoment, { permits }: Pick<ReadAsk, "permits"> = {}): ReadonlyMap<string, number> | LedgerFault {
  const { root, channels } = ledger;
  const all = new Map([...channels].map(([origin, { tree }]) => [origin, tree.size]));
  const outside = (message: string): LedgerFault => ({ kind: "fault", code: "moment-outside", message });
  if (moment.kind === "checkpoint") return sizesOfCheckpoint(ledger, moment.note, permits);
  if (root === undefined) {
    const [origin = "", most = 0] = [...all][0] ?? [];
    if (moment.kind === "size") return moment.size <= most ? new Map([[origin, moment.size]]) : outside(`The ledger has ${most} entries, not ${moment.size}.`);
    const records = readChannels(ledger)[0]?.records ?? [];
    return new Map([[origin, countUpTo(records.map((it) => it.at), moment.time)]]);
  }
  if (moment.kind === "size" && moment.size > root.entries.length) return outside(`The ledger has had ${root.entries.length} commits, not ${moment.size}.`);
  const count = moment.kind === "size" ? moment.size : countUpTo(root.entries.map((it) => it.at), moment.time);
  const states = root.entries[count - 1]?.channels ?? new Map();
  return new Map([...all.keys()].map((origin) => [origin, states.get(origin)?.size ?? 0]));
}

/** How many times, in their order, come before the first that is later than `until`. */
function countUpTo(times: readonly string[], until: string): number {
  const later = times.findIndex((it) => Date.parse(it) > Date.parse(until));
  return later < 0 ? times.length : later;
}

function sizesOfCheckpoint(ledger: OpenLedger, note: Uint8Array, permits: ReadAsk["permits"]): ReadonlyMap<string, number> | LedgerFault {
  const { store, tools, root, channels } = ledger;
  const { primitives } = tools;
  const isOwn = (origin: string): boolean => {
    const label = channels.get(origin)?.book.label;
    return permits === undefined || (label !== undefined && permits(label));
  };
  const keys = store.logs().filter((it) => isOwn(it.origin)).map((it) => noteKeyOf(primitives.sha256, it.key)).filter((it): it is NoteKey => !isFault(it));
  const opened = openCheckpoint(primitives, note, keys);
  if (isFault(opened)) return opened;
  const { origin, size, root: hash } = opened.checkpoint;
  const tree = origin === root?.origin ? root.tree : channels.get(origin)?.tree;
  if (tree === undefined || size > tree.size || !sameBytes(tree.root(size), hash)) return { kind: "fault", code: "moment-fork", message: `The checkpoint of ${origin} at ${size} is none of this ledger's history. Keep both: together they prove a fork or a roll-back.` };
  if (root === undefined) return new Map([[origin, size]]);
  const count = origin === root.origin ? size : 1 + root.entries.findIndex((it) => it.channels.get(origin)?.size === size);
  return count === 0 ? new Map([[origin, size]]) : sizesAt(ledger, { kind: "size", size: count });
}
