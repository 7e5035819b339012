import type { FastifyReply } from "fastify";

/** Why a request is refused: a name for programs, words for people, and how to mend it (RFC 9457). */
export interface Refusal {
  readonly status: number;
  /** Name of the reason, the same for every request that is refused for it. */
  readonly reason: string;
  readonly title: string;
  readonly detail: string;
  readonly mend: string;
}

/** Answers a refusal. */
export const problem = (reply: FastifyReply, { status, reason, title, detail, mend }: Refusal): FastifyReply =>
  reply.code(status).type("application/problem+json").send({ type: "about:blank", title, status, detail, reason, mend });

/** The refusals that do not depend on a route. */
export const REFUSALS = {
  "not-here": (what: string): Refusal => ({ status: 404, reason: "not-here", title: "There is nothing here.", detail: `${what} is not known.`, mend: "See /api/openapi.json for the routes." }),
  "foreign-host": { status: 403, reason: "foreign-host", title: "This address is not served.", detail: "The request names a host that is not this server's.", mend: "Open the address that the server printed when it started." },
  "foreign-origin": { status: 403, reason: "foreign-origin", title: "Another site asked.", detail: "The request comes from a page of another origin.", mend: "Open this server's own page." },
  "view-as-off": { status: 403, reason: "view-as-off", title: "The reader cannot be chosen here.", detail: "This server shows each reader their own view.", mend: "Leave `as` out of the address." },
  "nothing-to-see": { status: 404, reason: "nothing-to-see", title: "There is nothing that this reader may see.", detail: "No nation of the data set is released to this reader.", mend: "Look as another reader, or ask the owner of the data for a release." },
  "too-many": (seconds: number): Refusal => ({ status: 429, reason: "too-many", title: "Too many requests.", detail: "More was asked in a minute than one reader may ask.", mend: `Ask again in ${seconds} s.` }),
  stopping: { status: 503, reason: "stopping", title: "The server is stopping.", detail: "It finishes what it has begun and takes on nothing new.", mend: "Ask again in a moment." },
  failed: { status: 500, reason: "failed", title: "The server failed.", detail: "Something broke while the answer was made.", mend: "Try again; if it persists, look at the server's log." },
} as const;
