import type { FastifyReply } from "fastify";
import type { Reason } from "#api/reasons";

/** Why a request is refused: a name for programs, words for people, and how to mend it (RFC 9457). */
export interface Refusal {
  readonly status: number;
  /** Name of the reason, the same for every request that is refused for it. */
  readonly reason: Reason;
  readonly title: string;
  readonly detail: string;
  readonly mend: string;
  /** Of several levers: the one that is refused, as it was asked. */
  readonly lever?: string;
  /** Of an act that a rule on duties refuses: the layer that does, and every reason by its name. */
  readonly duties?: { readonly layer: string; readonly reasons: readonly { readonly duty: string; readonly text: string; readonly mend: string }[] };
}

/** What a refusal looks like on the wire. */
export const problemBody = ({ status, reason, title, detail, mend, lever, duties }: Refusal) => ({ type: "about:blank", title, status, detail, reason, mend, ...(lever !== undefined && { lever }), ...(duties !== undefined && { layer: duties.layer, duties: duties.reasons }) });

/** Answers a refusal, and notes its reason for the log. */
export function problem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  noteRefusal(reply, refusal);
  return reply.code(refusal.status).type("application/problem+json").send(problemBody(refusal));
}

/** Notes for the log why a request is refused. */
export function noteRefusal(reply: FastifyReply, refusal: Refusal): void {
  reply.request.decision = { ...reply.request.decision, outcome: refusal.status >= 500 ? "failed" : "refused", reason: refusal.reason };
}

/** The refusals that do not depend on what was asked. */
export const REFUSALS = {
  "not-here": { status: 404, reason: "not-here", title: "There is nothing here.", detail: "No route and no file has this address.", mend: "See /api/openapi.json for the routes." },
  "bad-request": { status: 400, reason: "bad-request", title: "The request cannot be answered.", detail: "It is not what the route takes.", mend: "See /api/openapi.json for what the route takes." },
  "not-planned": { status: 409, reason: "not-planned", title: "The plan is not made yet.", detail: "It is still being computed.", mend: "Follow /api/progress and ask again." },
  "too-many-what-ifs": { status: 429, reason: "too-many-what-ifs", title: "Too many what-ifs at once.", detail: "As many are being answered as this server answers at once.", mend: "Ask again in a minute." },
  "too-many-studies": { status: 429, reason: "too-many-studies", title: "Too many studies at once.", detail: "As many studies of uncertainty run or wait as this server takes on.", mend: "Ask again in some minutes." },
  "no-plan-named": { status: 404, reason: "no-plan-named", title: "There is no such plan.", detail: "None that you may see has this name.", mend: "Take an id from /api/plans." },
  "not-its-author": { status: 403, reason: "not-its-author", title: "Another person's plan stays.", detail: "Only whoever gave the plan its name, or a security officer, may remove it or put it back.", mend: "Ask its author." },
  "name-taken": { status: 409, reason: "name-taken", title: "The name is taken.", detail: "A plan of this name is kept already.", mend: "Give another name, or remove the other plan." },
  "plans-full": { status: 409, reason: "plans-full", title: "No more plans are kept.", detail: "As many are kept as may be.", mend: "Remove one first." },
  "foreign-host": { status: 421, reason: "foreign-host", title: "This address is not served.", detail: "The request names a host that is not this server's.", mend: "Open the address that the server printed when it started." },
  "foreign-origin": { status: 403, reason: "foreign-origin", title: "Another site asked.", detail: "The request comes from a page of another origin.", mend: "Open this server's own page." },
  "view-as-off": { status: 403, reason: "view-as-off", title: "The reader cannot be chosen here.", detail: "This server shows each reader their own view.", mend: "Leave `as` out of the address." },
  "nothing-then": { status: 404, reason: "nothing-then", title: "There was nothing then that this reader may see.", detail: "By that moment nothing stood in the ledgers that this reader may see.", mend: "Look as of a later moment, or leave asof out for now." },
  "nothing-to-see": { status: 404, reason: "nothing-to-see", title: "There is nothing that this reader may see.", detail: "No nation of the data set is released to this reader.", mend: "Look as another reader, or ask the owner of the data for a release." },
  "url-too-long": { status: 414, reason: "url-too-long", title: "The address is too long.", detail: "It is longer than this server reads.", mend: "Shorten the query; keys of `why` have at most 400 characters." },
  "headers-too-large": { status: 431, reason: "headers-too-large", title: "The headers are too large.", detail: "They are larger than this server reads.", mend: "Send fewer or shorter headers and cookies." },
  "body-too-large": { status: 413, reason: "body-too-large", title: "The body is too large.", detail: "It is larger than this server reads.", mend: "Send less at a time." },
  "body-too-deep": { status: 400, reason: "body-too-deep", title: "The body nests too deep.", detail: "Objects and lists stand deeper within one another than this server reads.", mend: "Send what /api/openapi.json describes." },
  "media-type": { status: 415, reason: "media-type", title: "The body is not JSON.", detail: "This server reads JSON and nothing else.", mend: "Send JSON with the header content-type: application/json." },
  "too-slow": { status: 408, reason: "too-slow", title: "The request took too long.", detail: "It did not arrive in time.", mend: "Send it again." },
  "too-many-streams": { status: 429, reason: "too-many-streams", title: "Too many streams.", detail: "One reader holds as many streams open as one may.", mend: "Close another page of this server first." },
  "no-session": { status: 401, reason: "no-session", title: "Nobody is signed in.", detail: "This server shows each reader their own view, and does not know who asks.", mend: "Sign in." },
  "session-expired": { status: 401, reason: "session-expired", title: "The session has ended.", detail: "It was too long without a request, or too long in all.", mend: "Sign in again." },
  "sign-in-again": { status: 403, reason: "sign-in-again", title: "Sign in again first.", detail: "Passkeys are added and removed shortly after signing in alone.", mend: "Sign out, sign in, and do it then." },
  "not-known": { status: 403, reason: "not-known", title: "This server does not know you.", detail: "Whoever signed in is not in its directory, or no more.", mend: "Ask its security officer to enter you." },
  "not-allowed": { status: 403, reason: "not-allowed", title: "Your role does not allow this.", detail: "It takes another role.", mend: "Ask a security officer." },
  "no-session-named": { status: 404, reason: "no-session-named", title: "There is no such session.", detail: "None of one's own has this name.", mend: "Take a name from /api/sessions." },
  "no-passkey-named": { status: 404, reason: "no-passkey-named", title: "There is no such passkey.", detail: "None of one's own has this name.", mend: "Take a name from /api/passkeys." },
  "sign-in-failed": { status: 403, reason: "sign-in-failed", title: "Sign-in failed.", detail: "What came back does not fit what was sent out, or came too late.", mend: "Sign in again, in one window." },
  "provider-unreachable": { status: 502, reason: "provider-unreachable", title: "The provider of sign-in does not answer.", detail: "It could not be reached, or did not say how to sign in.", mend: "Try again; if it persists, ask the operator of this server." },
  "passkey-refused": { status: 403, reason: "passkey-refused", title: "The passkey is refused.", detail: "It is not known here, or its answer does not hold.", mend: "Use a passkey that was enrolled here, or another way to sign in." },
  "no-invitation": { status: 403, reason: "no-invitation", title: "The invitation is not good.", detail: "It is not known, used already, or too old.", mend: "Ask the operator of this server for another." },
  "directory-unreadable": { status: 503, reason: "directory-unreadable", title: "Nobody can be let in.", detail: "The directory of persons cannot be read.", mend: "Ask the operator of this server to mend it." },
  "no-ledger": { status: 404, reason: "no-ledger", title: "There is no ledger here.", detail: "The data shown are a folder of tables.", mend: "Keep them in a ledger (node bin/concord.mjs ledger init) and serve that." },
  "no-ledger-of-party": { status: 404, reason: "no-ledger-of-party", title: "There is no such ledger here.", detail: "No ledger of that party is served, or several are and none is named.", mend: "Name a party that /api/ledger lists." },
  "no-channel-named": { status: 404, reason: "no-channel-named", title: "There is no such channel.", detail: "The reader sees no channel of this name.", mend: "Take a name from /api/ledger." },
  "no-entry-named": { status: 404, reason: "no-entry-named", title: "There is no such entry.", detail: "The channel has none at this place under its checkpoint.", mend: "Take a place from /api/ledger/entries." },
  "no-release-named": { status: 404, reason: "no-release-named", title: "There is no such release.", detail: "None of this name waits for persons, or it is not for whoever asks.", mend: "Take a name from /api/releases." },
  "release-over": { status: 409, reason: "release-over", title: "It is decided already.", detail: "The release was refused, or is in the ledger.", mend: "Draft another one." },
  "release-refused": { status: 409, reason: "release-refused", title: "The release is refused.", detail: "It cannot be made as it is asked.", mend: "Change what is asked; docs/formats/release.md says what a release needs." },
  "other-bytes": { status: 409, reason: "other-bytes", title: "These are other words.", detail: "What was read is not what waits now.", mend: "Read it again, then approve that." },
  "duty-refused": { status: 403, reason: "duty-refused", title: "A rule on duties is against it.", detail: "It takes another person, or another moment.", mend: "Ask a security officer." },
  "no-case-named": { status: 404, reason: "no-case-named", title: "There is no such case.", detail: "None of this name is in what you may see.", mend: "Take a name from /api/cases." },
  "act-unread": { status: 400, reason: "act-unread", title: "The act is not understood.", detail: "It is not what such an act says.", mend: "See docs/guide/duties.md for the fields of each act." },
  "no-key": { status: 403, reason: "no-key", title: "There is no key to sign with.", detail: "No key of yours that is in force lies with this ledger.", mend: "Ask the operator of this server." },
  "ledger-refused": { status: 409, reason: "ledger-refused", title: "The ledger refuses it.", detail: "Nothing was written.", mend: "Change what is asked; nothing was written." },
  "ledger-moved": { status: 409, reason: "ledger-moved", title: "Somebody else is writing.", detail: "The ledger grew while this was to be written. Nothing was written.", mend: "Look at what is there now, then do it again." },
  "draft-refused": { status: 409, reason: "draft-refused", title: "It would break the data.", detail: "Nothing was drafted.", mend: "Mend the row." },
  "import-refused": { status: 400, reason: "import-refused", title: "The spreadsheet cannot be read.", detail: "It is no spreadsheet that is read here.", mend: "Save it as an XLSX workbook, or as CSV." },
  "changed-meanwhile": { status: 409, reason: "changed-meanwhile", title: "Somebody has changed it meanwhile.", detail: "What the drafts are about is not as it was when they were made.", mend: "Nothing was signed, and your drafts still wait. Take them back, look at what is there now, and draft them anew." },
  "nothing-drafted": { status: 409, reason: "nothing-drafted", title: "Nothing waits.", detail: "No draft waits for your signature.", mend: "Draft something first." },
  "drafts-full": { status: 409, reason: "drafts-full", title: "Too many steps wait.", detail: "As many wait for your signature as one may have.", mend: "Sign them, or take some back." },
  "no-label": { status: 409, reason: "no-label", title: "There is no label.", detail: "You see no label that a row could carry.", mend: "Ask whoever keeps the table of labels." },
  stopping: { status: 503, reason: "stopping", title: "The server is stopping.", detail: "It finishes what it has begun and takes on nothing new.", mend: "Ask again in a moment." },
  failed: { status: 500, reason: "failed", title: "The server failed.", detail: "Something broke while the answer was made.", mend: "Try again; if it persists, look at the server's log." },
} as const satisfies Readonly<Record<string, Refusal>>;

/** The refusal of whoever asks too much, and when to ask again. */
export const tooMany = (reason: "too-many" | "too-costly", seconds: number): Refusal => ({
  status: 429,
  reason,
  title: "Too many requests.",
  detail: reason === "too-many" ? "More was asked in a minute than one reader may ask." : "More work was asked in a minute than one reader may ask: views made anew, whole plans, questions that need a solver.",
  mend: `Ask again in ${seconds} s.`,
});

/** A refusal on its way to the error handler. */
export class RefusalError extends Error {
  readonly refusal: Refusal;
  readonly statusCode: number;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
    this.statusCode = refusal.status;
  }
}
