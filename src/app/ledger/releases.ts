import { labelReaders, ownerIn, type ReleasedRow } from "#exchange";
import { type Held, heldFrom } from "#labels";
import { type Approval, type ApprovedRelease, base64url, type BookedKey, fromBase64url, isFault, isJsonFault, isList, isObject, type Json, type LedgerFault, parseJson, readApprovedRelease, readRelease, RELEASE, RELEASE_BASIS, RELEASE_WITHDRAWN, type Release, releaseFields, releaseMessage, type Signer, utf8 } from "#ledger";
import { labelKey } from "./channel-label.ts";
import { filesOf, type LedgerTables, tablesOf } from "./dataset.ts";
import type { Draft } from "./draft.ts";
import { exportLedger } from "./export.ts";
import type { OpenLedger } from "./party-ledger.ts";
import { type ChannelRecords, readChannels } from "./read.ts";
import type { LedgerTools } from "./tools.ts";
import { keysShown } from "./trust.ts";

/** A release in a ledger, and whether it still shows anything. */
export interface LedgerRelease {
  readonly origin: string;
  readonly place: number;
  /** When its author says it was written. */
  readonly at: string;
  readonly release: Release;
  readonly status: "in force" | "ended" | "withdrawn";
}

/** The releases that some channels hold, as of a day. */
export function releasesIn(channels: Iterable<ChannelRecords>, today: string): readonly LedgerRelease[] {
  return [...channels].flatMap(({ origin, records }) => {
    const withdrawn = new Set(records.filter((it) => it.type === RELEASE_WITHDRAWN).map((it) => it.fields["release"]));
    return records.flatMap((it): readonly LedgerRelease[] => {
      const approved = it.type === RELEASE ? readApprovedRelease(it.fields) : undefined;
      if (approved === undefined || isFault(approved)) return [];
      const { release } = approved;
      return [{ origin, place: it.seq, at: it.at, release, status: withdrawn.has(release.id) ? "withdrawn" : today > release.until ? "ended" : "in force" }];
    });
  });
}

/** The rows that releases in force show to readers of their label: the cells that were approved and no others. */
export function releasedRows(releases: readonly LedgerRelease[]): readonly ReleasedRow[] {
  return releases.flatMap(({ release: { figure, to }, status }) => (status === "in force" && "cells" in figure && typeof to === "string" ? [{ file: figure.file, id: figure.id, cells: { id: figure.id, ...figure.cells, label: to } }] : []));
}

/** A release on its way between persons: what is approved, the salted basis, and the approvals so far. */
export interface ReleaseFile extends ApprovedRelease {
  /** Disclosure of the basis, for those who approve and for auditors. */
  readonly basis: string;
}

/** Something that a released figure was made from. */
export interface ReleaseInput {
  readonly file: string;
  readonly id: string;
}

export interface ProposeRelease {
  /** Row to release, or a question with its answer. */
  readonly figure: ReleaseInput | { readonly query: string; readonly value: string };
  /** Rows that the figure was made from, besides the row itself. All that was read counts. */
  readonly inputs: readonly ReleaseInput[];
  /** Columns of the row that stay hidden. */
  readonly without: readonly string[];
  readonly to: string;
  readonly reason: string;
  readonly until: string;
}

/** What is known of a figure before anyone approves: its release, and who gains by it. */
export interface ProposedRelease {
  readonly kind: "proposed";
  readonly file: ReleaseFile;
}

const refused = (code: string, message: string): LedgerFault => ({ kind: "fault", code, message });

/** What a figure may be made from: the rows that whoever proposes its release may read, with labels and nations, and in whose ledger each row stands. */
export interface ReleaseSources {
  readonly tables: LedgerTables["tables"];
  readonly partyOf: (row: ReleaseInput) => string;
}

const allOf = (ledger: OpenLedger): ReleaseSources => ({ ...tablesOf(readChannels(ledger)), partyOf: () => ledger.party });

/**
 * Proposes to release a figure. The consent it takes is that of every party a row of which was read that readers of the label may not
 * read already: the nation that a row speaks of, else the party in whose ledger it stands. A row is released from the ledger that holds it; what else was read may stand in others.
 */
export function proposeRelease(ledger: OpenLedger, ask: ProposeRelease, { tables, partyOf }: ReleaseSources = allOf(ledger)): ProposedRelease | LedgerFault {
  const { tools, party } = ledger;
  const isRow = "file" in ask.figure;
  const wanted = ["file" in ask.figure ? [ask.figure] : [], ask.inputs].flat();
  if (wanted.length === 0) return refused("release-inputs", "The figure names no row it was made from, so nobody's consent could be asked.");
  const inputs: (ReleaseInput & { readonly owner: string; readonly keeper: string; readonly label: string; readonly cells: { readonly [heading: string]: string } })[] = [];
  for (const [at, { file, id }] of wanted.entries()) {
    const cells = tables.get(file)?.rows.get(id);
    const keeper = partyOf({ file, id });
    if (cells === undefined || (isRow && at === 0 && keeper !== party)) return refused("release-input", `There is no row ${id} in ${file} of this ledger.`);
    inputs.push({ file, id, owner: ownerIn(file, cells) ?? keeper, keeper, label: cells["label"] ?? "", cells });
  }
  const nations = new Set(tables.get("nations.csv")?.rows.keys() ?? []);
  const owners = inputs.map(({ owner, keeper }) => (nations.has(owner) ? owner : keeper));
  const isOpen = openTo(labelWorld({ tables }), ask.to, isRow ? owners[0]! : party);
  const closed = owners.filter((owner, at) => !isOpen(inputs[at]!.label, owner));
  const labels = tables.get("labels.csv");
  if (!labels?.rows.has(ask.to)) return refused("release-label", `There is no label ${ask.to} in this ledger; it has ${[...(labels?.rows.keys() ?? [])].join(", ") || "none"}.`);
  const gone = ask.without.find((it) => !Object.hasOwn(inputs[0]!.cells, it));
  if (gone !== undefined) return refused("release-column", `The row has no cell in column ${gone}.`);
  const first = inputs[0]!;
  const kept = Object.fromEntries(Object.entries(first.cells).filter(([heading]) => heading !== "label" && heading !== "id" && !ask.without.includes(heading)));
  const basis = base64url(utf8(JSON.stringify([base64url(tools.random(16)), "basis", { inputs: inputs.map((it, at) => ({ file: it.file, id: it.id, label: it.label, owner: owners[at]! })) }])));
  const release: Release = {
    id: [...tools.random(8)].map((it) => it.toString(16).padStart(2, "0")).join(""),
    party,
    figure: "file" in ask.figure ? { file: first.file, id: first.id, cells: kept } : ask.figure,
    to: ask.to,
    reason: ask.reason,
    until: ask.until,
    originators: [...new Set(closed.length === 0 ? owners : closed)].sort(),
    basis: base64url(tools.primitives.sha256(utf8(basis))),
  };
  const unsound = readRelease(releaseFields({ release, approvals: [], evidence: new Map() }).release);
  if (isFault(unsound)) return unsound;
  if (tools.now().slice(0, 10) > ask.until) return refused("release-ended", `${ask.until} is over.`);
  const file: ReleaseFile = { release, basis, approvals: [], evidence: new Map() };
  return gainsByRelease(file, { tables }).length === 0 ? refused("release-gains", `Nobody gains: whoever may read ${ask.to} may read this already.`) : { kind: "proposed", file };
}

/**
 * Why the consent that a release asks for is not all that it takes any more. Between its draft and its effect an owner may have put a row it was made from,
 * or the correction of one, under a stricter label: then readers of the target may not read it already, and the owner is asked. `all`: a
 * row that is no longer there is a reason too. Absent there: the tables have rows of one ledger of several.
 */
export function consentFault({ release, basis }: ReleaseFile, { tables }: Pick<ReleaseSources, "tables">, { all }: { readonly all: boolean }): LedgerFault | undefined {
  const inputs = basisInputs(basis) ?? [];
  const [first] = inputs;
  if (first === undefined) return refused("release-basis", "The basis in the file names no row that the figure was made from, so nobody's consent could be asked.");
  const isOpen = openTo(labelWorld({ tables }), String(release.to), "cells" in release.figure ? first.owner : release.party);
  const corrections = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const { file, id, owner } of inputs) {
    const rows = tables.get(file)?.rows;
    if (rows?.has(id) !== true) {
      if (all) return refused("release-basis-gone", "Of the rows it was made from one is no longer there for you to read. Draft it anew.");
      continue;
    }
    const later = corrections.get(file) ?? corrected(rows);
    corrections.set(file, later);
    // The row and what corrects it, on to the last: a set grows while it is gone through, and takes no row twice.
    const chain = new Set([id]);
    for (const one of chain) for (const it of later.get(one) ?? []) chain.add(it);
    const closed = [...chain].find((one) => !release.originators.includes(owner) && !isOpen(rows.get(one)?.["label"] ?? "", owner));
    if (closed !== undefined) return refused("release-consent", `${owner} has put ${closed} of ${file} under a label whose readers are fewer than those of ${String(release.to)}, so its consent is needed now. Draft it anew.`);
  }
  return undefined;
}

/** Ids of the rows that correct another, by its id. */
function corrected(rows: ReadonlyMap<string, { readonly [heading: string]: string }>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  // Under no id stand the rows that correct none: nobody asks for those.
  for (const [id, { corrects = "" }] of rows) {
    const of = found.get(corrects) ?? [];
    of.push(id);
    found.set(corrects, of);
  }
  return found;
}

/** A reader as a class: a nation or a group, and the least level at which it may read; absent where at none. */
export interface Gain {
  readonly who: string;
  readonly before?: number;
  readonly after: number;
  /** Values that such a reader holds, as `Tag set=VALUE`. Absent: it need hold none. */
  readonly holds?: readonly string[];
  /** Further values that it had to hold until now. Absent: none. */
  readonly heldBefore?: readonly string[];
}

/** Who could read what under the labels of some tables: everyone, each nation and each group, as classes of readers, at every level there is. */
interface LabelWorld {
  readonly reads: ReturnType<typeof labelReaders>;
  readonly labels: ReadonlyMap<string, { readonly [heading: string]: string }>;
  readonly readers: readonly { readonly who: string; readonly nation: string; readonly groups: readonly string[] }[];
  readonly levels: readonly number[];
}

function labelWorld({ tables }: Pick<LedgerTables, "tables">): LabelWorld {
  const labels = tables.get("labels.csv")?.rows ?? new Map<string, { readonly [heading: string]: string }>();
  const nations = [...(tables.get("nations.csv")?.rows.keys() ?? [])];
  const groups = [...new Set([...labels.values()].flatMap((it) => [...(it["releasable_to"] ?? "").split(/\s+/), it["absent_means"] ?? ""]))].filter((it) => it !== "" && it !== "everyone" && it !== "originator" && !nations.includes(it));
  return {
    reads: labelReaders(filesOf({ tables }).get("labels.csv")),
    labels,
    readers: [{ who: "everyone", nation: "", groups: [] }, ...nations.map((it) => ({ who: it, nation: it, groups: [] })), ...groups.map((it) => ({ who: it, nation: "", groups: [it] }))],
    levels: [...new Set([0, ...[...labels.values()].map((it) => Number(it["level"])).filter(Number.isSafeInteger)])].sort((a, b) => a - b),
  };
}

/** Most ways to hold just enough for a label that are told apart. */
const WAYS_MOST = 1024;

/** Values that a label asks for: all of the first, and one of each list of the second. */
function askedBy(label: { readonly [heading: string]: string } | undefined): { readonly all: readonly Held[]; readonly oneOf: readonly (readonly Held[])[] } {
  const oneOf = new Map<string, Held[]>();
  for (const it of heldFrom(label?.["permissive"] ?? "") ?? []) oneOf.set(it[0], [...(oneOf.get(it[0]) ?? []), it]);
  return { all: heldFrom(label?.["restrictive"] ?? "") ?? [], oneOf: [...oneOf.values()] };
}

/** Every way to hold just what a label asks for. Whoever holds more may read no less. Absent: there are too many to look at. */
function waysToHold(label: { readonly [heading: string]: string } | undefined): readonly (readonly Held[])[] | undefined {
  const { all, oneOf } = askedBy(label);
  if (oneOf.reduce((ways, it) => ways * it.length, 1) > WAYS_MOST) return undefined;
  return oneOf.reduce<readonly (readonly Held[])[]>((ways, values) => ways.flatMap((way) => values.map((it) => [...way, it])), [all]);
}

const holdsIt = (holds: readonly Held[], [set, value]: Held): boolean => holds.some((it) => it[0] === set && it[1] === value);

/** What is missing of the values that a label asks for; of a list of which one is enough, the first. */
function missingOf(label: { readonly [heading: string]: string } | undefined, holds: readonly Held[]): readonly Held[] {
  const { all, oneOf } = askedBy(label);
  return [...all.filter((it) => !holdsIt(holds, it)), ...oneOf.flatMap((values) => (values.some((it) => holdsIt(holds, it)) ? [] : values.slice(0, 1)))];
}

const heldText = ([set, value]: Held): string => `${set}=${value}`;

/** Whether all who may read one label may read what an owner has put under another already, whatever values they hold. */
function openTo({ reads, labels, readers, levels }: LabelWorld, to: string, owner: string): (label: string, owner: string) => boolean {
  const ways = waysToHold(labels.get(to)) ?? [];
  const may = readers.flatMap(({ nation, groups }) => levels.flatMap((level) => ways.map((holds) => ({ nation, groups, level, holds })))).filter((it) => reads(it, to, owner));
  const known = new Map<string, boolean>();
  return (label, of) => {
    const key = `${label}\n${of}`;
    const isOpen = known.get(key) ?? (may.length > 0 && may.every((it) => reads(it, label, of)));
    known.set(key, isOpen);
    return isOpen;
  };
}

/**
 * Who gains by a release: nations, groups and the public who may read the target label, and until now not all of the basis, or only from
 * a higher level or holding further values. Where a label asks for values, each gain says which.
 */
export function gainsByRelease({ release, basis }: ReleaseFile, tables: Pick<LedgerTables, "tables">): readonly Gain[] {
  const { reads, labels, readers, levels } = labelWorld(tables);
  const target = labels.get(String(release.to));
  const owner = ("cells" in release.figure ? ownerIn(release.figure.file, release.figure.cells) : undefined) ?? release.party;
  // What one owner put under one label is asked for once.
  const inputs = [...new Map((basisInputs(basis) ?? []).map((it) => [`${it.label}\n${it.owner}`, it])).values()];
  const found = readers.flatMap(({ who, ...reader }): readonly Gain[] => {
    const least = (may: (level: number) => boolean): number | undefined => levels.find(may);
    const all = (holds: readonly Held[]) => (level: number): boolean => inputs.every((it) => reads({ ...reader, level, holds }, it.label, it.owner));
    const { all: needed, oneOf } = askedBy(target);
    return (waysToHold(target) ?? [[...needed, ...oneOf.flat()]]).flatMap((holds): readonly Gain[] => {
      const after = least((level) => reads({ ...reader, level, holds }, String(release.to), owner));
      const same = least(all(holds));
      if (after === undefined || (same !== undefined && same <= after)) return [];
      const further = inputs.reduce<readonly Held[]>((more, it) => [...more, ...missingOf(labels.get(it.label), [...holds, ...more])], []);
      const before = least(all([...holds, ...further]));
      return [{ who, after, ...(holds.length > 0 && { holds: holds.map(heldText) }), ...(before !== undefined && { before, ...(further.length > 0 && { heldBefore: further.map(heldText) }) }) }];
    });
  });
  // What everyone gains is not told again of each.
  const isTold = (it: Gain): boolean => it.who !== "everyone" && found.some((open) => open.who === "everyone" && open.after <= it.after && JSON.stringify(open.holds) === JSON.stringify(it.holds));
  return found.filter((it) => !isTold(it));
}

/** What a figure was made from, as the disclosure of its basis says. */
export function basisInputs(basis: string): readonly (ReleaseInput & { readonly label: string; readonly owner: string })[] | undefined {
  const bytes = fromBase64url(basis);
  const parts = bytes === undefined ? undefined : parseJson(bytes);
  const body = parts !== undefined && !isJsonFault(parts) && isList(parts) && parts.length === 3 && parts[1] === "basis" ? parts[2] : undefined;
  const listed = isObject(body) ? body["inputs"] : undefined;
  if (listed === undefined || !isList(listed)) return undefined;
  const inputs = listed.map((it) => (isObject(it) && [it["file"], it["id"], it["label"], it["owner"]].every((text) => typeof text === "string") ? (it as { readonly file: string; readonly id: string; readonly label: string; readonly owner: string }) : undefined));
  return inputs.every((it) => it !== undefined) ? inputs : undefined;
}

/** Whether the basis that travels with a release is the one that its words bind. */
export const basisHolds = ({ primitives }: Pick<LedgerTools, "primitives">, { release, basis }: ReleaseFile): boolean => basisInputs(basis) !== undefined && base64url(primitives.sha256(utf8(basis))) === release.basis;

/** Adds a person's approval, made with a key of their own party's ledger that is in force there now, and what shows that key to others. */
export function approveRelease(ledger: OpenLedger, file: ReleaseFile, { key, signer }: { readonly key: string; readonly signer: Signer }): ReleaseFile | LedgerFault {
  const { tools, party, channels } = ledger;
  const { sha256 } = tools.primitives;
  const { release } = file;
  if (!release.originators.includes(party)) return refused("release-nation", `The consent of ${party} is not asked; it is asked of ${release.originators.join(", ")}.`);
  if (!basisHolds(tools, file)) return refused("release-basis", "The basis in the file is not the one that the release names.");
  if (tools.now().slice(0, 10) > release.until) return refused("release-ended", `The release ended on ${release.until}.`);
  const booked = inForce(ledger, key);
  if (booked === undefined) return refused("release-key", `${key} is no key of ${party} that is in force.`);
  if (labelKey([...booked.key.publicKey]) !== labelKey([...signer.publicKey])) return refused("release-key", `The key file is not that of ${key}.`);
  // Whoever signs beside a signature that is void would be told of a consent that nobody has given.
  for (const it of file.approvals) {
    const spoilt = voidApproval(ledger, file, it);
    if (spoilt !== undefined) return spoilt;
  }
  const before = file.approvals.filter((it) => it.party === party).map((it) => inForce(ledger, it.key));
  if (before.some((it) => it?.person === booked.person)) return refused("release-twice", `${booked.person} has approved already; it takes two persons.`);
  const approvals = [...file.approvals, { party, key, signature: signer.sign(releaseMessage(sha256, release)) }];
  if (party === release.party) return { ...file, approvals };
  // The lowest channel, opened first: whoever may read the figure has to be able to read the keys behind it.
  const [origin] = [...channels].find(([, it]) => it.book.label !== undefined) ?? [];
  const keys = origin === undefined ? refused("release-evidence", "The ledger has no channel that could show its keys.") : exportLedger(ledger, { channel: (it) => it === origin, wanted: () => false });
  return isFault(keys) ? keys : { ...file, approvals, evidence: new Map(file.evidence).set(party, new TextDecoder().decode(keys)) };
}

const inForce = ({ channels }: OpenLedger, key: string): BookedKey | undefined => [...channels.values()].at(-1)?.book.all.find((it) => it.key.name === key && it.until === undefined);

/** Why a release is not put into a ledger: one of its id stands there, in force, ended or withdrawn. What was ended does not come back, and nothing is released twice. */
export function standingFault(ledger: OpenLedger, { id }: Pick<Release, "id">): LedgerFault | undefined {
  const all = releasesIn(readChannels(ledger), ledger.tools.now().slice(0, 10)).filter((it) => it.release.id === id);
  const found = all.find((it) => it.status === "withdrawn") ?? all[0];
  if (found === undefined) return undefined;
  const state = { "in force": "in force: its readers see it already", ended: `ended: its last day was ${found.release.until}`, withdrawn: "withdrawn: what was ended does not come back" }[found.status];
  return refused("release-standing", `Release ${id} stands in the ledger as entry ${found.place} of ${found.origin}, ${state}.${found.status === "in force" ? "" : " Draft it anew."}`);
}

/** Why an approval on a file counts for nothing, by the keys that a ledger knows: its party's own, and those that the file shows of parties it trusts. Absent: it counts, or its key is not known here. */
export function voidApproval(ledger: OpenLedger, file: ReleaseFile, approval: Approval): LedgerFault | undefined {
  const { primitives } = ledger.tools;
  const booked = approval.party === ledger.party ? inForce(ledger, approval.key) : shownKey(ledger, file, approval);
  if (booked === undefined) return approval.party === ledger.party ? refused("release-key", `${approval.key} is no key of ${approval.party} that is in force.`) : undefined;
  return primitives.verifyEd25519(booked.key.publicKey, releaseMessage(primitives.sha256, file.release), approval.signature) ? undefined : refused("release-signature", `The approval of ${approval.key} is not of this release: it was changed after it was signed.`);
}

function shownKey(ledger: OpenLedger, { evidence }: ReleaseFile, { party, key }: Approval): BookedKey | undefined {
  const text = evidence.get(party);
  const shown = text === undefined ? undefined : keysShown(ledger, party, text);
  return shown === undefined || isFault(shown) ? undefined : shown.book.at(key, shown.size);
}

/** The draft that puts an approved release into the ledger. */
export const releaseDraft = (file: ReleaseFile): Draft => ({ type: RELEASE, subject: file.release.id, fields: { ...releaseFields(file), basis: file.basis }, hidden: [RELEASE_BASIS], label: file.release.to });

/** The draft that ends a release, in the channel that shows it. What was shown is known to have been. */
export const withdrawalDraft = ({ release }: LedgerRelease, reason: string): Draft => ({ type: RELEASE_WITHDRAWN, subject: release.id, fields: { release: release.id, reason }, label: release.to });

const FORMAT = "concord-release-v1";

/** Text of a release on its way, which persons pass from one to the other. */
export const releaseFileText = (file: ReleaseFile): string => `${JSON.stringify({ format: FORMAT, ...releaseFields(file), basis: file.basis } satisfies Record<string, Json>, undefined, 2)}\n`;

/** Reads such a text. Approvals are not checked here. */
export function readReleaseFile(text: string): ReleaseFile | LedgerFault {
  const value = parseJson(utf8(text));
  if (isJsonFault(value) || !isObject(value) || value["format"] !== FORMAT || typeof value["basis"] !== "string") return refused("release-form", `The file is no release of format ${FORMAT}.`);
  const approved = readApprovedRelease(value);
  return isFault(approved) ? approved : { ...approved, basis: value["basis"] };
}
