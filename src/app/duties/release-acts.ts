import { actionFacts, type ActEvent, decide, type Decision, type Duties, draftHash, fold, type Layer, NO_DUTIES, type RegisterEvent, type Role, ROLES } from "#duties";
import { isFault, type LedgerFault, releaseDigest, releaseFields, type Sha256 } from "#ledger";
import type { Person } from "../access/person.ts";
import type { Assurance } from "../access/sessions.ts";
import { readReleaseFile, type ReleaseFile, releaseFileText } from "../ledger/index.ts";

/** Somebody who did something, and when. ISO 8601 with zone Z. */
export interface Did {
  readonly by: string;
  readonly nation: string;
  readonly at: string;
}

/** A release on its way between persons who are signed in: its file, who drafted it, who approved it, and what became of it. */
export interface WaitingRelease {
  readonly file: ReleaseFile;
  /** Key of the figure of a page that it was drafted from, so that it can be drafted anew in other words. Absent: it is a row, or a question. */
  readonly key?: string;
  readonly drafted: Did;
  readonly approved: readonly Did[];
  readonly refused?: Did & { readonly reason: string };
  /** It is in the ledger. */
  readonly published?: Did;
}

/** What a person wants to do with a release. */
export type ReleaseAct = "draft-access-change" | "approve-access-change" | "take-effect";

/** Names that the directory has for roles of its own. */
const OTHER_NAMES: Readonly<Record<string, Role>> = { "security-officer": "security" };

/** The duties of a person by the roles that the directory gives them, each in the person's nation. */
export const dutyRoles = ({ roles }: Pick<Person, "roles">): readonly Role[] => roles.flatMap((it) => OTHER_NAMES[it] ?? ROLES.find((one) => one === it) ?? []);

/** Who holds what, as the directory says now: a role that was taken away counts no more, and neither do approvals by who held it. */
export const registersOf = (persons: readonly Person[]): readonly RegisterEvent[] => persons.flatMap((it) => dutyRoles(it).map((role): RegisterEvent => ({ kind: "role-granted", at: 0, person: it.id, role, nation: it.nation })));

export interface DecideAct {
  readonly persons: readonly Person[];
  readonly person: Pick<Person, "id" | "nation">;
  readonly assurance: Assurance;
  /** When the session ends. Unit: ms since 1970. */
  readonly until: number;
  /** Unit: ms since 1970. */
  readonly now: number;
  /** Times of the person's acts that are counted together. */
  readonly recent: readonly number[];
}

/**
 * Decides whether a person may do something with a release: by the five layers, the label excepted, which whoever asks has looked at
 * before. `take-effect` is done by the node, once enough persons of every nation have approved the exact words.
 */
export function decideRelease(layers: readonly Layer[], sha256: Sha256, waiting: WaitingRelease, act: ReleaseAct, ask: DecideAct): Decision {
  const { person, now } = ask;
  const duties = dutiesOfRelease(ask.persons, sha256, act === "draft-access-change" ? undefined : waiting);
  const { id } = waiting.file.release;
  const inCase = { at: now, case: id } as const;
  const hash = hashIn(duties, id, sha256);
  const event: ActEvent =
    act === "draft-access-change"
      ? draftEvent(waiting, { by: person.id, nation: person.nation, at: new Date(now).toISOString() })
      : act === "approve-access-change"
        ? { ...inCase, kind: act, by: person.id, draft: id, hash, nation: person.nation }
        : { ...inCase, kind: act, by: NODE, draft: id };
  const by = actionFacts(event.kind).doer === "node" ? NODE : person.id;
  return decide(layers, { duties, event, around: { session: { by, assurance: ask.assurance, until: ask.until }, label: "none", recent: ask.recent } });
}

/** Decides whether a person may state and withdraw rows of a party. */
export const decideEdit = (layers: readonly Layer[], party: string, { persons, person, assurance, until, now, recent }: DecideAct): Decision =>
  decide(layers, { duties: registersOf(persons).reduce(fold, NO_DUTIES), event: { kind: "change-record", at: now, case: `data of ${party}`, by: person.id, nation: party }, around: { session: { by: person.id, assurance, until }, label: "none", recent } });

const NODE = "node";

/** What happened to a release, folded. */
function dutiesOfRelease(persons: readonly Person[], sha256: Sha256, waiting: WaitingRelease | undefined): Duties {
  const begun = registersOf(persons).reduce(fold, NO_DUTIES);
  if (waiting === undefined) return begun;
  const { id } = waiting.file.release;
  const drafted = fold(begun, draftEvent(waiting, waiting.drafted));
  const hash = hashIn(drafted, id, sha256);
  return waiting.approved.reduce((duties, it) => fold(duties, { kind: "approve-access-change", at: Date.parse(it.at), case: id, by: it.by, draft: id, hash, nation: it.nation }), drafted);
}

const hashIn = ({ drafts }: Duties, id: string, sha256: Sha256): string => (drafts[id] === undefined ? "" : draftHash(sha256, drafts[id]));

function draftEvent({ file }: WaitingRelease, { by, nation, at }: Did): Extract<ActEvent, { readonly kind: "draft-access-change" }> {
  const { release } = file;
  const content = releaseFields({ release, approvals: [], evidence: new Map() }).release;
  return { kind: "draft-access-change", at: Date.parse(at), case: release.id, by, draft: release.id, nation, change: "release", nations: release.originators, content };
}

/** What persons approve: the digest of the exact words. */
export const waitingDigest = (sha256: Sha256, { file }: WaitingRelease): string => releaseDigest(sha256, file.release);

const FORMAT = "concord-waiting-release-v1";

/** Text of a waiting release, as it is kept. */
export const waitingText = ({ file, ...did }: WaitingRelease): string => `${JSON.stringify({ format: FORMAT, file: releaseFileText(file), ...did })}\n`;

/** Reads such a text. */
export function readWaiting(text: string): WaitingRelease | LedgerFault {
  const broken: LedgerFault = { kind: "fault", code: "waiting-form", message: `The text is no waiting release of format ${FORMAT}.` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken;
  }
  const { format, file, key, drafted, approved, refused, published } = (typeof value === "object" && value !== null ? value : {}) as { readonly [name: string]: unknown };
  if (format !== FORMAT || typeof file !== "string" || !isDid(drafted) || !Array.isArray(approved) || !approved.every(isDid)) return broken;
  if ((refused !== undefined && !(isDid(refused) && "reason" in refused && typeof refused.reason === "string")) || (published !== undefined && !isDid(published))) return broken;
  const read = readReleaseFile(file);
  return isFault(read) ? read : { file: read, ...(typeof key === "string" && { key }), drafted, approved, ...(refused !== undefined && { refused: refused as Did & { readonly reason: string } }), ...(published !== undefined && { published: published as Did }) };
}

const isDid = (it: unknown): it is Did => typeof it === "object" && it !== null && ["by", "nation", "at"].every((name) => typeof (it as { readonly [name: string]: unknown })[name] === "string");
