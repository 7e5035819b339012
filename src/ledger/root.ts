import { base64, fromBase64, sameBytes } from "./bytes.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { conceal, reveal } from "./disclosure.ts";
import { canonicalBytes, isJsonFault, isList, isObject, type Json, parseJson } from "./json.ts";
import { fault, isFault, type LedgerFault } from "./note.ts";
import type { Sha256 } from "./primitives.ts";
import type { Entry } from "./record.ts";

/** Channels that a party may have. Beyond it the labels are cut too finely to be handled. */
export const CHANNELS_MOST = 64;
const TYPE = "channels";

/** Where a channel stands. */
export type ChannelState = Pick<Checkpoint, "size" | "root">;

/** An entry of a party's root log: where all its channels stood after one commit. */
export interface RootEntry {
  readonly party: string;
  /** Place in the root log, from 0. */
  readonly seq: number;
  /** When the keeper says it was. ISO 8601 with zone Z. */
  readonly at: string;
  /** States by the origin of the channel, as far as they are disclosed. */
  readonly channels: ReadonlyMap<string, ChannelState>;
}

/**
 * Writes an entry of a root log: a salted digest for every channel, and digests of nothing up to `CHANNELS_MOST`, so that it
 * tells neither how many channels there are nor which of them moved. Nobody signs it but the checkpoint above it.
 * @throws RangeError for more channels than a party may have.
 */
export function writeRootEntry(sha256: Sha256, { party, seq, at, channels, salt }: RootEntry & { readonly salt: () => Uint8Array }): Entry {
  if (channels.size > CHANNELS_MOST) throw new RangeError(`a party has at most ${CHANNELS_MOST} channels`);
  const states = Object.fromEntries([...channels].map(([origin, { size, root }]) => [origin, { size, root: base64(root) }]));
  const { value, disclosures } = conceal(sha256, { value: states, paths: [...channels.keys()].map((it) => [it]), salt, atLeast: CHANNELS_MOST });
  const { _sd } = value as { readonly _sd: Json };
  return { leaf: canonicalBytes({ v: 1, type: TYPE, party, seq, at, _sd }), signatures: [], disclosures: disclosures.map((it) => it.text) };
}

/** Reads an entry of a root log, and the states that the disclosures open. */
export function readRootEntry(sha256: Sha256, leaf: Uint8Array, disclosures: readonly string[]): RootEntry | LedgerFault {
  const value = parseJson(leaf);
  if (isJsonFault(value)) return value;
  if (!isObject(value) || !sameBytes(canonicalBytes(value), leaf)) return fault("root-canonical", "The entry of the root log is not in canonical form.");
  const { v, type, party, seq, at, _sd, ...more } = value;
  if (v !== 1 || type !== TYPE || typeof party !== "string" || typeof seq !== "number" || !Number.isSafeInteger(seq) || seq < 0 || typeof at !== "string" || Object.keys(more).length > 0) return fault("root-form", "The entry of the root log has not the fields it should.");
  if (_sd === undefined || !isList(_sd) || _sd.length !== CHANNELS_MOST) return fault("root-digests", `The entry of the root log has not ${CHANNELS_MOST} digests.`);
  const opened = reveal(sha256, { _sd }, disclosures);
  if (opened !== null && typeof opened === "object" && !isList(opened as Json) && isFault(opened)) return opened;
  const channels = new Map<string, ChannelState>();
  for (const [origin, state] of Object.entries(opened as { readonly [origin: string]: Json })) {
    const size = isObject(state) ? state["size"] : undefined;
    const root = isObject(state) && typeof state["root"] === "string" ? fromBase64(state["root"]) : undefined;
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0 || root?.length !== 32) return fault("root-state", `The root log does not say where ${origin} stands.`);
    channels.set(origin, { size, root });
  }
  return { party, seq, at, channels };
}
