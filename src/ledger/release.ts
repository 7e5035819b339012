import { base64url, concat, fromBase64url, sameBytes, utf8 } from "./bytes.ts";
import { canonicalBytes, isList, isObject, type Json } from "./json.ts";
import type { BookedKey, KeyBook } from "./key-book.ts";
import { fault, isFault, type LedgerFault } from "./note.ts";
import type { Primitives, Sha256 } from "./primitives.ts";
import type { LedgerRecord } from "./record.ts";

/** Types of the records that release a figure to readers of a lower label, and that end a release. */
export const RELEASE = "release";
export const RELEASE_WITHDRAWN = "release-withdrawn";
/** Hidden field that says what a figure was made from. Its readers do not see it; whoever audits may. */
export const RELEASE_BASIS = "basis";

/** Persons of each originator who have to approve. */
export const APPROVALS_NEEDED = 2;

/** A figure as it is released: some cells of a row, or the answer to a question. No more of either is released than stands here. */
export type ReleasedFigure = { readonly file: string; readonly id: string; readonly cells: { readonly [heading: string]: string } } | { readonly query: string; readonly value: string };

/** What is approved, to the letter. */
export interface Release {
  /** Name of the release, random. */
  readonly id: string;
  /** Party in whose ledger it stands. */
  readonly party: string;
  readonly figure: ReleasedFigure;
  /** Label whose readers gain the figure. */
  readonly to: Json;
  readonly reason: string;
  /** Last day on which it is shown. `YYYY-MM-DD`. */
  readonly until: string;
  /** Parties whose consent the join of the inputs carries: all whose records the figure was made from. */
  readonly originators: readonly string[];
  /** Digest of the salted basis: the inputs and their joined label, which readers of the figure do not see. */
  readonly basis: string;
}

/** One person's approval of one exact release. */
export interface Approval {
  readonly party: string;
  /** Name of the key. */
  readonly key: string;
  readonly signature: Uint8Array;
}

/** A release with what stands behind it. */
export interface ApprovedRelease {
  readonly release: Release;
  readonly approvals: readonly Approval[];
  /** For each originator that does not keep the ledger: an export of the records that govern its keys. */
  readonly evidence: ReadonlyMap<string, string>;
}

const FIELDS = ["id", "party", "figure", "to", "reason", "until", "originators", "basis"];
const DAY = /^\d{4}-\d\d-\d\d$/;
const isTexts = (it: Json | undefined): it is { readonly [name: string]: string } => isObject(it) && Object.values(it).every((text) => typeof text === "string");

/** Digest by which a release is known: SHA-256 over its canonical JSON, in base64url. */
export const releaseDigest = (sha256: Sha256, release: Release): string => base64url(sha256(canonicalBytes(releaseJson(release))));

/** What an approving person signs. */
export const releaseMessage = (sha256: Sha256, release: Release): Uint8Array => concat(utf8("concord-release-v1\n"), sha256(canonicalBytes(releaseJson(release))));

const releaseJson = (it: Release): Json => ({ id: it.id, party: it.party, figure: it.figure, to: it.to, reason: it.reason, until: it.until, originators: it.originators, basis: it.basis });

/** Reads a release as a record or a file holds it. */
export function readRelease(value: Json | undefined): Release | LedgerFault {
  const form = (message: string): LedgerFault => fault("release-form", message);
  if (!isObject(value) || Object.keys(value).length !== FIELDS.length || !FIELDS.every((it) => it in value)) return form(`A release has the fields ${FIELDS.join(", ")} and no others.`);
  const { id, party, figure, to, reason, until, originators, basis } = value;
  if (![id, party, reason, until, basis].every((it): it is string => typeof it === "string" && it !== "")) return form("Id, party, reason, last day and basis of a release are texts.");
  if (!DAY.test(until as string) || Number.isNaN(Date.parse(until as string))) return form(`"${until as string}" is no day such as 2031-12-31.`);
  if (to === undefined || to === null) return form("The release names no label.");
  if (originators === undefined || !isList(originators) || originators.length === 0 || !originators.every((it): it is string => typeof it === "string") || new Set(originators).size !== originators.length) return form("The release names its originators, each once.");
  const read = figureOf(figure);
  return read === undefined ? form("The figure is neither cells of a row nor a question with its answer.") : { id: id as string, party: party as string, figure: read, to, reason: reason as string, until: until as string, originators, basis: basis as string };
}

function figureOf(value: Json | undefined): ReleasedFigure | undefined {
  if (!isObject(value)) return undefined;
  const { file, id, cells, query, value: answer, ...more } = value;
  if (Object.keys(more).length > 0) return undefined;
  if (typeof file === "string" && typeof id === "string" && isTexts(cells) && query === undefined && answer === undefined) return { file, id, cells };
  return typeof query === "string" && typeof answer === "string" && [file, id, cells].every((it) => it === undefined) ? { query, value: answer } : undefined;
}

/** Fields of the record of a release. */
export const releaseFields = ({ release, approvals, evidence }: ApprovedRelease): Readonly<Record<"release" | "approvals" | "evidence", Json>> => ({
  release: releaseJson(release),
  approvals: approvals.map(({ party, key, signature }) => ({ party, key, signature: base64url(signature) })),
  evidence: Object.fromEntries(evidence),
});

/** Reads the fields of the record of a release. Nothing in it is checked yet. */
export function readApprovedRelease(fields: { readonly [name: string]: Json }): ApprovedRelease | LedgerFault {
  const release = readRelease(fields["release"]);
  if (isFault(release)) return release;
  const { approvals: listed, evidence } = fields;
  const approvals = listed !== undefined && isList(listed) ? listed.map(approvalOf) : [undefined];
  if (!approvals.every((it) => it !== undefined)) return fault("release-form", "An approval has not a party, a key and a signature.");
  if (!isTexts(evidence)) return fault("release-form", "The release has no evidence of keys, not even an empty one.");
  return { release, approvals, evidence: new Map(Object.entries(evidence)) };
}

function approvalOf(it: Json): Approval | undefined {
  if (!isObject(it) || Object.keys(it).length !== 3) return undefined;
  const { party, key, signature } = it;
  const bytes = typeof signature === "string" ? fromBase64url(signature) : undefined;
  return typeof party === "string" && typeof key === "string" && bytes !== undefined ? { party, key, signature: bytes } : undefined;
}

/** The keys of a party, each with whether it counts where the release takes effect. */
export type KeysOf = (party: string) => ((name: string) => BookedKey | undefined) | LedgerFault;

/**
 * Why a release is not approved: by two persons of every originator, each with a key in force, each over these exact words.
 * Every approval has to count; one that does not is a reason of its own.
 */
export function approvalFault({ sha256, verifyEd25519 }: Primitives, { release, approvals }: Pick<ApprovedRelease, "release" | "approvals">, keysOf: KeysOf): LedgerFault | undefined {
  const message = releaseMessage(sha256, release);
  const behind = new Map<string, BookedKey[]>(release.originators.map((it) => [it, []]));
  for (const { party, key: name, signature } of approvals) {
    const persons = behind.get(party);
    if (persons === undefined) return fault("release-nation", `${name} approves for ${party}, whose consent is not asked; it is asked of ${release.originators.join(", ")}.`);
    const keys = keysOf(party);
    if (typeof keys !== "function") return keys;
    const booked = keys(name);
    if (booked === undefined) return fault("release-key", `${name} is no key of ${party} that is in force where the release takes effect.`);
    if (!verifyEd25519(booked.key.publicKey, message, signature)) return fault("release-signature", `The approval of ${name} is not of this release: it was changed after it was signed.`);
    if (persons.some((it) => it.person === booked.person || sameBytes(it.key.publicKey, booked.key.publicKey))) return fault("release-twice", `${booked.person} of ${party} has approved twice; it takes two persons.`);
    persons.push(booked);
  }
  const short = [...behind].find(([, persons]) => persons.length < APPROVALS_NEEDED);
  return short === undefined ? undefined : fault("release-persons", `${short[0]} has ${short[1].length === 0 ? "not approved" : `approved by one person, ${short[1][0]!.person}`}; it takes ${APPROVALS_NEEDED} of every nation whose consent the figure carries.`);
}

export interface ReleaseAsk {
  readonly primitives: Primitives;
  readonly record: LedgerRecord;
  /** Keys of the log that holds the record. */
  readonly book: KeyBook;
  /** Checks an export of the records that govern a party's keys: the book, and the size of the log it is of. */
  readonly open: (party: string, text: string) => { readonly book: KeyBook; readonly size: number } | LedgerFault;
}

/** Why the record of a release does not release anything; `undefined` where it does. */
export function releaseFault({ primitives, record, book, open }: ReleaseAsk): LedgerFault | undefined {
  const approved = readApprovedRelease(record.fields);
  if (isFault(approved)) return approved;
  const { release, evidence } = approved;
  if (release.party !== record.party) return fault("release-party", `The release is for the ledger of ${release.party}, not of ${record.party}.`);
  if (!sameBytes(canonicalBytes(release.to), canonicalBytes(record.label))) return fault("release-label", "The record has another label than the one released to.");
  if (record.at.slice(0, 10) > release.until) return fault("release-ended", `The release ended on ${release.until}, before it was written.`);
  const keysOf: KeysOf = (party) => {
    if (party === record.party) return (name) => book.at(name, record.seq);
    const text = evidence.get(party);
    if (text === undefined) return fault("release-evidence", `The release does not show the keys of ${party}.`);
    const found = open(party, text);
    return isFault(found) ? fault("release-evidence", `The keys of ${party} are not shown: ${found.message}`) : (name) => found.book.at(name, found.size);
  };
  return approvalFault(primitives, approved, keysOf);
}
