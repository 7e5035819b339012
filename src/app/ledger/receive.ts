import { audit, type AuditFault, isFault, knownText, leafHash, type LedgerExport, type LedgerFault, type LedgerSettings, type LedgerStore, type LogAudit, type LogChange, MerkleTree, noteKeyText, parseExport, parsePolicy, sameBytes, type StoredLog } from "#ledger";
import { labelKey } from "./channel-label.ts";
import { catchUp, openLedger } from "./party-ledger.ts";
import type { LedgerTools } from "./tools.ts";
import { withLogsOf } from "./trust.ts";

/** Record by which persons of the importing party decide to go on with a log that showed two histories. */
export const EVIDENCE_DECIDED = "evidence-decided";

/** Two checkpoints of one log, both signed by it, that do not fit: proof that its keeper showed two histories. */
export interface Evidence {
  readonly origin: string;
  /** The checkpoint that was received first, and the one that does not go on from it; signatures and all. */
  readonly first: string;
  readonly second: string;
}

export interface ReceiveAsk {
  /** Copy of the party's logs so far. May be empty. */
  readonly store: LedgerStore;
  readonly tools: LedgerTools;
  readonly bytes: Uint8Array;
  /** Trust policy of whoever receives. */
  readonly policy: string;
  /** Logs from which nothing is taken until persons have decided. */
  readonly isStopped: (origin: string) => boolean;
}

/** What was taken of each log, from one size to another; or proof of two histories, of which nothing was taken. */
export type Received = { readonly kind: "received"; readonly party: string; readonly logs: readonly { readonly origin: string; readonly from: number; readonly to: number }[] } | { readonly kind: "equivocation"; readonly evidence: Evidence };

const refused = (code: string, message: string, origin?: string): AuditFault => ({ kind: "fault", code, message, ...(origin !== undefined && { origin }) });

/**
 * Takes what another party exported into a copy of its logs: everything is checked under one's own policy, each log has to go on
 * from what is there, and nothing is taken where one does not. The copy keeps the policy, and opens under it before anything is
 * written: what a release stands on may be trusted by that policy alone, in no log that was received.
 */
export function receiveExport({ store, tools, bytes, policy, isStopped }: ReceiveAsk): Received | AuditFault {
  const { primitives, enrolmentFault } = tools;
  const file = parseExport(bytes);
  if (isFault(file)) return file;
  const trust = parsePolicy(primitives.sha256, policy);
  if (isFault(trust)) return trust;
  const found = audit({ primitives, enrolmentFault, bytes, policy });
  if (isFault(found)) return found;
  const parties = new Set(found.logs.map((it) => it.book.party));
  const [party] = parties;
  if (party === undefined || parties.size !== 1) return refused("receive-party", "The file is not of one party.");
  const held = store.settings();
  if (held !== undefined && held.party !== party) return refused("receive-party", `The file is of ${party}; the copy is of ${held.party}.`);
  // What was received before may stand on a log that this policy no longer names.
  const settings: LedgerSettings = { party, policy: withLogsOf(primitives.sha256, { policy, other: held?.policy ?? "" }) };
  const copy = openLedger({ ...store, settings: () => settings }, tools);
  if (isFault(copy)) return copy;
  const known = [...copy.channels.values()];
  const changes: LogChange[] = [];
  const logs: { origin: string; from: number; to: number }[] = [];
  for (const [at, log] of found.logs.entries()) {
    const { origin } = log.checkpoint;
    if (isStopped(origin)) return refused("receive-stopped", "This log has shown two histories; two persons have to decide before anything more is taken from it.", origin);
    const stored = store.logs().find((it) => it.origin === origin);
    const next = nextOf(store, { log, entries: file.logs[at]!.entries, stored: stored?.size ?? 0, sha256: primitives.sha256 });
    if (next === "fork") return { kind: "equivocation", evidence: { origin, first: checkpointKept(store, origin), second: knownText(file.logs[at]!.checkpoint) } };
    if ("kind" in next) return { ...next, origin };
    const twin = twinOf(log, [...known, ...found.logs]);
    if (twin !== undefined) return refused("receive-twice", `${party} shows two channels of one label, this one and ${twin}: nothing is taken, since no reader could tell which counts.`, origin);
    const key = trust.logs.find((it) => it.key.name === origin)?.key;
    logs.push({ origin, from: stored?.size ?? 0, to: Math.max(stored?.size ?? 0, log.checkpoint.size) });
    if (next.isNewer && key !== undefined) changes.push({ origin, size: stored?.size ?? 0, entries: next.entries, checkpoint: file.logs[at]!.checkpoint, ...(stored === undefined && { opens: { role: "channel", key: noteKeyText(key) } }) });
  }
  const unsound = catchUp({ ...copy, store: storeAfter(copy.store, changes) });
  if (unsound !== undefined) return unsound;
  const done = store.commit(changes, { was: held, is: settings });
  if (done.kind === "moved") return refused("receive-moved", "Somebody else has written to the copy in the meantime; receive the file again.", done.origin === "" ? undefined : done.origin);
  const whole = openLedger(store, tools);
  return isFault(whole) ? whole : { kind: "received", party, logs };
}

/** A store as a commit would leave it. */
function storeAfter(store: LedgerStore, changes: readonly LogChange[]): LedgerStore {
  const changeOf = (origin: string): LogChange | undefined => changes.find((it) => it.origin === origin);
  const after = (log: Omit<StoredLog, "size">): StoredLog => {
    const { size, entries, ...it } = changeOf(log.origin)!;
    return { ...log, size: size + entries.length, ...(it.checkpoint !== undefined && { checkpoint: it.checkpoint }) };
  };
  return {
    ...store,
    logs: () => [...store.logs().map((it) => (changeOf(it.origin) === undefined ? it : after(it))), ...changes.flatMap(({ origin, opens }) => (opens === undefined ? [] : [after({ origin, ...opens })]))],
    read: (origin, from, to) => {
      const { size, entries } = changeOf(origin) ?? { size: 0, entries: [] };
      return [...store.read(origin, from, to), ...entries.slice(Math.max(0, from - size), Math.max(0, to - size))];
    },
  };
}

/** Text of the latest checkpoint that is kept of a log. Empty: none is. */
export function checkpointKept(store: Pick<LedgerStore, "logs">, origin: string): string {
  const kept = store.logs().find((it) => it.origin === origin)?.checkpoint;
  return kept === undefined ? "" : knownText(kept);
}

/** Another log with the label of this one: a party has one channel a label. */
function twinOf({ checkpoint, book }: LogAudit, others: readonly (Pick<LogAudit, "book"> & ({ readonly origin: string } | Pick<LogAudit, "checkpoint">))[]): string | undefined {
  if (book.label === undefined) return undefined;
  const key = labelKey(book.label);
  return others.map((it) => ({ origin: "origin" in it ? it.origin : it.checkpoint.origin, label: it.book.label })).find((it) => it.origin !== checkpoint.origin && it.label !== undefined && labelKey(it.label) === key)?.origin;
}

/** Entries beyond what is there, if the log goes on from it. */
function nextOf(store: LedgerStore, { log, entries, stored, sha256 }: { readonly log: LogAudit; readonly entries: LedgerExport["logs"][number]["entries"]; readonly stored: number; readonly sha256: LedgerTools["primitives"]["sha256"] }): { readonly entries: LedgerExport["logs"][number]["entries"]; readonly isNewer: boolean } | "fork" | LedgerFault {
  const { origin, size, root } = log.checkpoint;
  const tree = new MerkleTree(sha256);
  for (const it of store.read(origin, 0, Math.min(stored, size))) tree.append(leafHash(sha256, it.leaf));
  // An earlier state of the same history is no news; one that was never so is a fork.
  if (size <= stored) return sameBytes(tree.root(), root) ? { entries: [], isNewer: size === stored } : "fork";
  const further = entries.filter((it) => it.index >= stored);
  if (further.length !== size - stored) return refused("receive-gap", `The copy has ${stored} entries, and the file does not hold all of those from there to ${size}.`);
  for (const it of further) tree.append(leafHash(sha256, it.leaf));
  return sameBytes(tree.root(), root) ? { entries: further, isNewer: true } : "fork";
}

/** Text of a piece of evidence, as it is kept and passed to all peers. */
export const evidenceText = (it: Evidence): string => `${JSON.stringify({ format: "concord-evidence-v1", origin: it.origin, first: it.first, second: it.second }, undefined, 2)}\n`;

/** When a state was last known to be the latest: by its latest witness, or where there is none by its latest record. */
export function asOf({ witnesses, records }: Pick<LogAudit, "witnesses" | "records">): string | undefined {
  const seen = witnesses.map((it) => it.seconds).sort((a, b) => b - a)[0];
  return seen === undefined ? records.at(-1)?.at : new Date(seen * 1000).toISOString().replace(".000Z", "Z");
}

/** Whether a state is too old to be shown as current. `hours`: age from which it is (`ledger.checkpoint-age`). */
export const isStale = (time: string | undefined, now: string, hours: number): boolean => time === undefined || Date.parse(now) - Date.parse(time) > hours * 3_600_000;
