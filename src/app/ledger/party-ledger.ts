import { type AuditFault, CHANNEL_OPENED, CHANNELS_MOST, checkpointBytes, type Entry, entryId, isFault, type Json, KEY_ENROLLED, KEY_REVOKED, type LedgerFault, type LedgerStore, leafHash, type LogChange, type LogRole, type MerkleTree, noteKeyFor, noteKeyOf, noteKeyText, openCheckpoint, readRootEntry, type RootEntry, sameBytes, signCheckpoint, type Signer, type StoredLog, writeRootEntry } from "#ledger";
import { channelLabel, labelKey } from "./channel-label.ts";
import type { Draft } from "./draft.ts";
import { emptyLog, openLog, type OpenLog, prepare, type Prepared, readOn, type SignedDraft, takeIn } from "./log.ts";
import { RootLog } from "./root-log.ts";
import { releaseCheck } from "./trust.ts";
import type { LedgerTools, NodeSigner, Writers } from "./tools.ts";
import { BLOCK, knownOf, type VerifiedMark } from "./verified.ts";

/** What a channel without activity says at a fixed pace, so that its silence does not show. */
export const HEARTBEAT = "heartbeat";

/** A party's ledger, open for reading and writing: a channel for every label, and the root log that binds them. */
export interface OpenLedger {
  readonly store: LedgerStore;
  readonly tools: LedgerTools;
  readonly party: string;
  /** By origin, in the order in which they were opened. */
  readonly channels: Map<string, OpenLog>;
  /** Absent: nothing was written since the ledger had one log, or it is a copy of another party's channels. */
  root?: RootLog;
}

interface CreateLedger {
  readonly party: string;
  /** Witnesses, groups and quorum: a trust policy without log lines. */
  readonly policy: string;
  readonly officers: ReadonlyMap<string, Signer>;
  /** Officers whose signatures an enrolment, or a new channel, takes. */
  readonly needed: number;
  /** Label of the first channel. */
  readonly label: Json;
  readonly node: NodeSigner;
}

/** Makes a new ledger with its first channel and its root log. @throws Error where the store holds one already. */
export function createLedger(store: LedgerStore, tools: LedgerTools, { party, policy, officers, needed, label, node }: CreateLedger): OpenLedger {
  if (store.settings() !== undefined || store.logs().length > 0) throw new Error("There is a ledger here already; open it, or choose another place.");
  store.putSettings({ party, policy });
  const ledger: OpenLedger = { store, tools, party, channels: new Map() };
  const { sha256 } = tools.primitives;
  const keys = [...officers].map(([name, signer]) => noteKeyText(noteKeyFor(sha256, name, signer)));
  const first = opening(ledger, { label: channelLabel(label), officers: keys, needed });
  const prepared = prepare(first.log, [{ draft: first.draft, authors: officers }], { store, tools, party, label: first.draft.label, check: () => undefined });
  const done = isFault(prepared) ? prepared : commit(ledger, [prepared], node);
  if (done.kind === "fault") throw new Error(done.message);
  if (done.kind === "moved") throw new Error("Someone else opened the ledger at the same moment.");
  return ledger;
}

function opening({ party, tools }: OpenLedger, { label, ...fields }: { readonly label: Json; readonly officers: readonly string[]; readonly needed: number; readonly persons?: { readonly [name: string]: string } }): { readonly log: OpenLog; readonly draft: Draft } {
  const origin = newOrigin(party, tools);
  return { log: emptyLog(origin, tools), draft: { type: CHANNEL_OPENED, fields: { origin, ...fields }, label } };
}

/** A name that says whose log it is and nothing else: not its label, not how many there are. */
const newOrigin = (party: string, { random }: LedgerTools): string => `concord/${party.toLowerCase()}/${[...random(9)].map((it) => it.toString(16).padStart(2, "0")).join("")}`;

/**
 * Opens a ledger: hashes every record of every channel on the way, verifies in full whatever is not as `known` says it was when it was
 * verified before, and checks that the channels stand where the root log says. Without `known` everything is verified in full.
 */
export function openLedger(store: LedgerStore, tools: LedgerTools, known?: VerifiedMark): OpenLedger | AuditFault {
  const settings = store.settings();
  if (settings === undefined) return { kind: "fault", code: "ledger-empty", message: "There is no ledger here." };
  const ledger: OpenLedger = { store, tools, party: settings.party, channels: new Map() };
  return store.steady(() => readAll(ledger, known)) ?? ledger;
}

/**
 * Takes in what others have written since a ledger was opened, verified in full. Entries that were read before are not read again: that
 * they are still the same is seen when they are. After a fault the open ledger is of no use.
 */
export const catchUp = (ledger: OpenLedger): AuditFault | undefined => ledger.store.steady(() => readAll(ledger, undefined));

/** Reads every log from where it is open to its end. */
function readAll(ledger: OpenLedger, known: VerifiedMark | undefined): AuditFault | undefined {
  const { store, tools, party, channels } = ledger;
  let isAsKnown = known !== undefined;
  for (const stored of store.logs()) {
    const { origin, role } = stored;
    if (role === "root") continue;
    const before = known?.logs.find((it) => it.origin === origin);
    const open = channels.get(origin);
    const opened = open === undefined ? openLog(store, origin, tools, before) : readOn(open, store, tools);
    if (isFault(opened)) return opened;
    const { log } = opened;
    isAsKnown &&= opened.isAsKnown;
    const unlike = unlikeCheckpoint(stored, log.tree, tools);
    if (unlike !== undefined) return unlike;
    const foreign = log.book.party !== undefined && log.book.party !== party;
    const twice = log.book.label !== undefined && [...channels.values()].some((it) => it !== log && it.book.label !== undefined && labelKey(it.book.label) === labelKey(log.book.label!));
    if (foreign || twice) return { kind: "fault", code: foreign ? "channel-party" : "channel-twice", origin, message: foreign ? `The channel is of ${log.book.party}, the ledger of ${party}.` : "Two channels have one label." };
    channels.set(origin, log);
  }
  return readRoot(ledger, isAsKnown ? known : undefined) ?? unreleased(ledger);
}

/** A record that says it releases something and does not. */
function unreleased(ledger: OpenLedger): AuditFault | undefined {
  const check = releaseCheck(ledger);
  for (const { origin, releases, book } of ledger.channels.values()) {
    for (const it of releases) {
      const found = check(it, book);
      if (found !== undefined) return { ...found, origin, index: it.seq };
    }
  }
  return undefined;
}

/** Why a log is not what its latest checkpoint says, by the key it was opened with. */
function unlikeCheckpoint({ origin, key: text, checkpoint: note }: StoredLog, tree: MerkleTree, { primitives }: LedgerTools): AuditFault | undefined {
  if (note === undefined) return undefined;
  const key = noteKeyOf(primitives.sha256, text);
  const opened = isFault(key) ? key : openCheckpoint(primitives, note, [key]);
  if (isFault(opened)) return { ...opened, origin };
  const { checkpoint } = opened;
  const isLike = checkpoint.origin === origin && checkpoint.size <= tree.size && sameBytes(tree.root(checkpoint.size), checkpoint.root);
  return isLike ? undefined : { kind: "fault", code: "checkpoint-tree", origin, message: "The log is not what its latest checkpoint says." };
}

/** Reads the root log from where it is open. `known`: where all channels are as they were when it was verified, and so what it says of them. */
function readRoot(ledger: OpenLedger, known: VerifiedMark | undefined): AuditFault | undefined {
  const { store, tools, channels } = ledger;
  const { sha256 } = tools.primitives;
  const stored = store.logs().find((it) => it.role === "root");
  if (stored === undefined) return undefined;
  const { origin } = stored;
  const root = ledger.root ?? new RootLog(store, origin, sha256);
  const before = known?.logs.find((it) => it.origin === origin);
  for (let from = root.tree.size; from < stored.size; from += BLOCK) {
    const entries = store.read(origin, from, Math.min(from + BLOCK, stored.size));
    const count = knownOf(before, { entries, leaves: entries.map((it) => leafHash(sha256, it.leaf)), tree: root.tree, sha256 });
    for (const [at, entry] of entries.entries()) {
      const index = from + at;
      // The latest is read even where it was verified: it says where the channels stand.
      const said = at < count && index < stored.size - 1 ? undefined : rootEntryAt(ledger, entry, index);
      if (said !== undefined && isFault(said)) return { ...said, origin, index };
      if (at >= count) root.tree.append(leafHash(sha256, entry.leaf));
      root.takeIn(entry, said);
    }
  }
  const unlike = unlikeCheckpoint(stored, root.tree, tools);
  if (unlike !== undefined) return unlike;
  const loose = [...channels].find(([origin, { tree }]) => root.latest?.channels.get(origin)?.size !== tree.size)?.[0];
  if (loose !== undefined) return { kind: "fault", code: "root-unbound", origin: loose, message: "The latest entry of the root log does not say where this channel stands." };
  ledger.root = root;
  return undefined;
}

/** An entry of the root log, whose every statement has to fit the channels. */
function rootEntryAt({ tools, channels, party }: OpenLedger, { leaf, disclosures }: Entry, index: number): RootEntry | LedgerFault {
  const entry = readRootEntry(tools.primitives.sha256, leaf, disclosures);
  if (isFault(entry)) return entry;
  if (entry.seq !== index || entry.party !== party) return { kind: "fault", code: "root-place", message: `The entry says it is number ${entry.seq} of ${entry.party}.` };
  for (const [origin, { size, root: hash }] of entry.channels) {
    const tree = channels.get(origin)?.tree;
    if (tree === undefined || size > tree.size || !sameBytes(tree.root(size), hash)) return { kind: "fault", code: "root-channel", message: `${origin} is not what it was when this was written: it was rolled back or changed.` };
  }
  return entry;
}

/** What of an open ledger is verified, for the next opening. */
export const verifiedMark = ({ channels, root }: OpenLedger): VerifiedMark => ({
  logs: [...[...channels.values()].map(({ origin, verified }) => verified.mark(origin)), ...(root === undefined ? [] : [root.verified.mark(root.origin)])],
});

/** Where an entry went. */
export interface Written {
  readonly origin: string;
  readonly place: number;
  /** Leaf hash, as `prev` names it. */
  readonly id: string;
  /** Number of the draft it came of. Absent: it opened the channel. */
  readonly draft?: number;
}

/** `moved`: someone else has written since the ledger was opened; open it again. */
export type AppendAnswer = { readonly kind: "appended"; readonly written: readonly Written[] } | { readonly kind: "moved"; readonly origin: string; readonly size: number } | { readonly kind: "refused"; readonly fault: LedgerFault };

/**
 * Signs drafts and adds each to the channel of its label, all in one commit, or none of them. A label without a channel gets
 * one where enough officers sign. What governs keys goes to every channel, so that each can be checked alone.
 */
export function appendDrafts(ledger: OpenLedger, drafts: readonly Draft[], { authors, node }: Writers): AppendAnswer {
  if (drafts.length === 0) return { kind: "appended", written: [] };
  const prepared = prepareAll(ledger, drafts, authors);
  if (isFault(prepared)) return { kind: "refused", fault: prepared };
  const done = commit(ledger, prepared, node);
  return done.kind === "committed" ? { kind: "appended", written: writtenOf(ledger, prepared) } : done;
}

const writtenOf = ({ tools }: OpenLedger, prepared: readonly Prepared[]): readonly Written[] => prepared.flatMap(({ log, entries, records, drafts }) => entries.map((it, at) => ({ origin: log.origin, place: records[at]!.seq, id: entryId(tools.primitives.sha256, it.leaf), ...(drafts[at] !== undefined && { draft: drafts[at] }) })));

const governs = ({ type }: Draft): boolean => type === KEY_ENROLLED || type === KEY_REVOKED;

/** Drafts by channel, signed and checked, nothing written. */
export function prepareAll(ledger: OpenLedger, drafts: readonly Draft[], authors: Writers["authors"]): readonly Prepared[] | LedgerFault {
  const { store, tools, party } = ledger;
  try {
    const logs = channelsFor(ledger, drafts, authors);
    if (isFault(logs)) return logs;
    const check = releaseCheck(ledger);
    const keys = drafts.map((it) => labelKey(channelLabel(it.label)));
    const prepared: Prepared[] = [];
    for (const { log, label, openings } of logs.values()) {
      const own = drafts.flatMap((draft, number) => (governs(draft) || keys[number] === labelKey(label) ? [{ draft, authors, number }] : []));
      const one = prepare(log, [...openings, ...own], { store, tools, party, label, check });
      if (isFault(one)) return one;
      prepared.push(one);
    }
    return prepared;
  } catch (error) {
    // A draft of a wrong form: a hidden field that is not there, a label that is none.
    if (error instanceof RangeError) return { kind: "fault", code: "draft-form", message: error.message };
    throw error;
  }
}

interface Target {
  readonly log: OpenLog;
  readonly label: Json;
  /** What opens the channel, where it is new. */
  readonly openings: readonly SignedDraft[];
}

/** The channels that drafts go to, by label; those that are missing are opened. */
function channelsFor(ledger: OpenLedger, drafts: readonly Draft[], authors: Writers["authors"]): ReadonlyMap<string, Target> | LedgerFault {
  const open = new Map([...ledger.channels.values()].flatMap((log) => (log.book.label === undefined ? [] : [[labelKey(log.book.label), { log, label: log.book.label, openings: [] }] as const])));
  const targets = new Map<string, Target>(drafts.some(governs) ? open : []);
  for (const draft of drafts) {
    if (governs(draft) && targets.size > 0) continue;
    const label = channelLabel(draft.label);
    const key = labelKey(label);
    if (targets.has(key)) continue;
    const target = open.get(key) ?? newChannel(ledger, label, authors);
    if (isFault(target)) return target;
    targets.set(key, target);
    const isNew = [...targets.values()].filter((it) => it.openings.length > 0).length;
    if (ledger.channels.size + isNew > CHANNELS_MOST) return { kind: "fault", code: "channel-most", message: `${ledger.party} has ${ledger.channels.size} channels, one for each label in use; more than ${CHANNELS_MOST} are not opened. Use fewer labels.` };
  }
  return targets;
}

function newChannel(ledger: OpenLedger, label: Json, authors: Writers["authors"]): Target | LedgerFault {
  const { keys, officers, needed } = officersOf(ledger);
  const signing = new Map([...authors].filter(([name]) => officers.some((it) => it.key.name === name)));
  if (signing.size < needed) return tooFew(label, needed, signing.size);
  const persons = Object.fromEntries(officers.filter((it) => it.person !== it.key.name).map((it) => [it.key.name, it.person]));
  const { log, draft } = opening(ledger, { label, officers: officers.map((it) => noteKeyText(it.key)), needed, ...(Object.keys(persons).length > 0 && { persons }) });
  const others = keys.filter((it) => !it.isOfficer).map((it): Draft => ({ type: KEY_ENROLLED, fields: { key: noteKeyText(it.key), ...(it.person !== it.key.name && { person: it.person }) }, label }));
  return { log, label, openings: [draft, ...others].map((it) => ({ draft: it, authors: signing })) };
}

/**
 * What is against writing a draft later on with the key of one person: its label has no channel yet, and opening one takes more. Asked before
 * others approve what could not be written. Absent: nothing.
 * @example channelFault(ledger, { type: "note", fields: {}, label: "FIRMS" }, "ASH/anna") // → { kind: "fault", code: "channel-officers", … }
 */
export function channelFault(ledger: OpenLedger, draft: Draft, author: string): LedgerFault | undefined {
  const label = channelLabel(draft.label);
  if ([...ledger.channels.values()].some((log) => log.book.label !== undefined && labelKey(log.book.label) === labelKey(label))) return undefined;
  const { officers, needed } = officersOf(ledger);
  const signing = officers.some((it) => it.key.name === author) ? 1 : 0;
  return signing < needed ? tooFew(label, needed, signing) : undefined;
}

/** Keys in force, those of officers among them, and how many of these open a channel. */
function officersOf(ledger: OpenLedger) {
  const book = ([...ledger.channels.values()].find((it) => it.book.label !== undefined) ?? [...ledger.channels.values()][0])?.book;
  const keys = book?.all.filter((it) => it.until === undefined) ?? [];
  const officers = keys.filter((it) => it.isOfficer);
  // After revocations fewer may be in force than an enrolment takes: then all of them have to sign.
  return { keys, officers, needed: Math.max(1, Math.min(book?.officersNeeded ?? 1, officers.length)) };
}

const tooFew = (label: Json, needed: number, signing: number): LedgerFault => ({ kind: "fault", code: "channel-officers", message: `The label ${labelKey(label)} has no channel yet, and opening one takes ${needed} officers; ${signing} sign.` });

/** Writes what was prepared, a new entry of the root log and the checkpoints, in one commit; then takes it into the open ledger. */
export function commit(ledger: OpenLedger, prepared: readonly Prepared[], node: NodeSigner): { readonly kind: "committed" } | { readonly kind: "moved"; readonly origin: string; readonly size: number } {
  const { store, tools, party, channels } = ledger;
  const { sha256 } = tools.primitives;
  const states = new Map([...channels].map(([origin, { tree }]) => [origin, { size: tree.size, root: tree.root() }]));
  for (const { log, entries } of prepared) states.set(log.origin, { size: log.tree.size + entries.length, root: rootAfter(log.tree, entries, sha256) });
  const root = ledger.root ?? new RootLog(store, newOrigin(party, tools), sha256);
  const entry: RootEntry = { party, seq: root.tree.size, at: tools.now(), channels: states };
  const written = writeRootEntry(sha256, { ...entry, salt: () => tools.random(16) });
  const change = (role: LogRole, origin: string, tree: MerkleTree, entries: readonly Entry[]): LogChange => {
    const signer = node(origin);
    const state = { size: tree.size + entries.length, root: rootAfter(tree, entries, sha256) };
    return { origin, size: tree.size, entries, checkpoint: checkpointBytes(signCheckpoint(sha256, { origin, ...state, extensions: [] }, signer)), ...((role === "root" ? ledger.root === undefined : !channels.has(origin)) && { opens: { role, key: noteKeyText(noteKeyFor(sha256, origin, signer)) } }) };
  };
  const done = store.commit([...prepared.map(({ log, entries }) => change("channel", log.origin, log.tree, entries)), change("root", root.origin, root.tree, [written])]);
  if (done.kind === "moved") return done;
  for (const it of prepared) {
    takeIn(it, tools);
    channels.set(it.log.origin, it.log);
  }
  root.append(written, entry);
  ledger.root = root;
  return done;
}

function rootAfter(tree: MerkleTree, entries: readonly Entry[], sha256: LedgerTools["primitives"]["sha256"]): Uint8Array {
  const { size } = tree;
  for (const it of entries) tree.append(leafHash(sha256, it.leaf));
  const root = tree.root();
  tree.cut(size);
  return root;
}

/**
 * Adds an entry to the root log though nothing was said, and with `channels` an empty record to every channel: at a fixed pace,
 * neither a witness nor a reader learns from a log's size whether there was anything to say.
 */
export function beat(ledger: OpenLedger, writers: Writers, { channels }: { readonly channels: boolean }): AppendAnswer {
  const prepared: Prepared[] = [];
  for (const log of channels ? ledger.channels.values() : []) {
    const { label } = log.book;
    if (label === undefined) continue;
    const one = prepare(log, [{ draft: { type: HEARTBEAT, fields: {}, label }, authors: writers.authors }], {
      store: ledger.store,
      tools: ledger.tools,
      party: ledger.party,
      label,
      check: () => undefined,
    });
    if (isFault(one)) return { kind: "refused", fault: one };
    prepared.push(one);
  }
  const done = commit(ledger, prepared, writers.node);
  return done.kind === "committed" ? { kind: "appended", written: writtenOf(ledger, prepared) } : done;
}

/** Short name of a log: the last part of its origin. */
export const logName = (origin: string): string => origin.slice(origin.lastIndexOf("/") + 1);
