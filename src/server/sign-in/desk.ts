import { createHash } from "node:crypto";
import { join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sessionStore } from "#adapters/sessions";
import { type LevelRules, type Person, readerFor, type Session, type SessionBook, sessionBook } from "#app";
import type { Gate } from "../gate.ts";
import { REFUSALS, type Refusal, RefusalError } from "../problem.ts";
import { freshSecret } from "./attempts.ts";
import { type Directory, directoryFile } from "./directory.ts";
import { FRESH_MINUTES, SESSION_DEFAULTS, SESSIONS_MOST, type SignInSettings } from "./settings.ts";

/** Someone who is signed in, as the directory says now. */
export interface SignedIn {
  readonly person: Person;
  readonly session: Session;
  readonly directory: Directory;
}

/** Knows who is signed in, and lets them in as the directory says at each request. */
export interface SignInDesk {
  readonly gate: Gate;
  readonly sessions: SessionBook;
  readonly directory: () => Directory;
  /** Unit: s since 1970. */
  readonly now: () => number;
  /** When a session ends at the latest. Unit: s since 1970. */
  readonly endOf: (session: Session) => number;
  /** Who asks. @throws RefusalError where nobody is signed in. */
  readonly signedIn: (request: FastifyRequest) => SignedIn;
  /** The same for a request that is still being answered; it counts as no use of the session. @throws RefusalError where nobody is. */
  readonly stillSignedIn: (request: FastifyRequest) => SignedIn;
  /** Who asks, having signed in a moment ago. @throws RefusalError where that was longer ago, or nobody is signed in. */
  readonly signedInFreshly: (request: FastifyRequest) => SignedIn;
  /** Starts a session for a person, in the place of the one that the browser had. */
  readonly start: (request: FastifyRequest, reply: FastifyReply, of: Pick<Session, "person" | "method" | "assurance">) => void;
  readonly end: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Keeps a secret in the browser until its sign-in is done. */
  readonly keepAttempt: (reply: FastifyReply, secret: string) => void;
  readonly attemptOf: (request: FastifyRequest, reply: FastifyReply) => string | undefined;
}

/** Seconds that a sign-in may take from its beginning to its end. */
export const ATTEMPT_SECONDS = 600;

/** The desk of a server with sign-in. `now` is the clock in seconds since 1970. */
export function signInDesk(settings: SignInSettings, now: () => number): SignInDesk {
  const isSecure = settings.origin.startsWith("https:");
  // The prefix binds a cookie to this host, the whole path and TLS; browsers refuse it without TLS.
  const [cookie, attemptCookie] = isSecure ? ["__Host-concord", "__Host-concord-attempt"] : ["concord", "concord-attempt"];
  const options = { path: "/", httpOnly: true, secure: isSecure } as const;
  const rules: LevelRules = settings.levels ?? [];
  const { idleMinutes, absoluteHours } = { ...SESSION_DEFAULTS, ...settings.sessions };
  const sessions = sessionBook({ now, secret: freshSecret, sha256: (it) => createHash("sha256").update(it).digest("hex"), idle: idleMinutes * 60, absolute: absoluteHours * 3600, most: SESSIONS_MOST, kept: sessionStore(join(settings.state, "sessions.sqlite")) });
  const file = directoryFile(settings.directory);
  const directory = (): Directory => {
    try {
      return file();
    } catch {
      throw new RefusalError(REFUSALS["directory-unreadable"]);
    }
  };
  const look = (request: FastifyRequest, isUse: boolean): SignedIn | Refusal => {
    const found = sessions.find(request.cookies[cookie], isUse);
    if (found.kind === "expired") return REFUSALS["session-expired"];
    if (found.kind === "none") return REFUSALS["no-session"];
    try {
      const now = directory();
      const person = now.personById(found.session.person);
      return person === undefined ? REFUSALS["not-known"] : { person, session: found.session, directory: now };
    } catch (error) {
      if (error instanceof RefusalError) return error.refusal;
      throw error;
    }
  };
  const isRefusal = (it: SignedIn | Refusal): it is Refusal => "status" in it;
  const admit = (request: FastifyRequest, isUse: boolean): ReturnType<Gate["admit"]> => {
    if ((request.query as { readonly as?: string }).as !== undefined) return { kind: "refused", refusal: REFUSALS["view-as-off"] };
    const it = look(request, isUse);
    if (isRefusal(it)) return { kind: "refused", refusal: it };
    return { kind: "admitted", viewer: { kind: "reader", reader: readerFor(it.person, it.session.assurance, rules) }, roster: it.directory.version, who: `${it.person.id} ${it.session.handle} ${it.session.method} ${it.session.assurance}` };
  };
  const signedIn = (request: FastifyRequest): SignedIn => {
    const it = look(request, true);
    if (isRefusal(it)) throw new RefusalError(it);
    request.decision = { ...request.decision, who: `${it.person.id} ${it.session.handle} ${it.session.method} ${it.session.assurance}` };
    return it;
  };
  return {
    sessions,
    directory,
    now,
    endOf: ({ startedAt }) => startedAt + absoluteHours * 3600,
    signedIn,
    stillSignedIn: (request) => {
      const it = look(request, false);
      if (isRefusal(it)) throw new RefusalError(it);
      return it;
    },
    signedInFreshly: (request) => {
      const it = signedIn(request);
      if (now() - it.session.startedAt > FRESH_MINUTES * 60) throw new RefusalError(REFUSALS["sign-in-again"]);
      return it;
    },
    gate: {
      mode: "sign-in",
      admit: (request) => admit(request, true),
      readmit: (request) => admit(request, false),
      unknown: (request) => {
        const it = look(request, false);
        return isRefusal(it) ? it : undefined;
      },
      identity: (request) => {
        const found = sessions.find(request.cookies[cookie], false);
        return found.kind === "session" ? `session ${found.session.handle}` : `address ${request.ip}`;
      },
      signedIn: (request) => {
        const it = look(request, false);
        const ways = { ...(settings.provider !== undefined && { provider: settings.provider.name }), passkeys: settings.passkeys === true };
        if (isRefusal(it)) return { signIn: ways };
        const { person, session } = it;
        const endsAt = new Date((session.startedAt + absoluteHours * 3600) * 1000).toISOString();
        return { signIn: ways, person: { id: person.id, name: person.name, nation: person.nation, level: readerFor(person, session.assurance, rules).level, clearedTo: person.level, groups: person.groups, roles: person.roles, method: session.method, assurance: session.assurance, endsAt } };
      },
    },
    start: (request, reply, of) => {
      const { secret, session } = sessions.start(of, request.cookies[cookie]);
      void reply.setCookie(cookie, secret, { ...options, sameSite: "strict" });
      request.decision = { ...request.decision, who: `${of.person} ${session.handle} ${of.method} ${of.assurance}` };
      request.log.info({ event: "signed-in", person: of.person, session: session.handle, method: of.method, assurance: of.assurance });
    },
    end: (request, reply) => {
      sessions.end(request.cookies[cookie]);
      void reply.clearCookie(cookie, { ...options, sameSite: "strict" }).header("clear-site-data", '"cache"');
    },
    // Lax: the provider sends the browser back from another site, and this must come with it.
    keepAttempt: (reply, secret) => void reply.setCookie(attemptCookie, secret, { ...options, sameSite: "lax", maxAge: ATTEMPT_SECONDS }),
    attemptOf: (request, reply) => {
      void reply.clearCookie(attemptCookie, { ...options, sameSite: "lax" });
      return request.cookies[attemptCookie];
    },
  };
}
