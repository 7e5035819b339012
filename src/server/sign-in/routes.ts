import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CONTRACT, type ContractName } from "#api/contract";
import type { Person } from "#app";
import { OFFICER } from "../gate.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { problem, REFUSALS, RefusalError } from "../problem.ts";
import { schemaOf } from "../route-schema.ts";
import { attempts } from "./attempts.ts";
import { ATTEMPT_SECONDS, type SignInDesk } from "./desk.ts";
import { passkeyStore } from "./passkey-store.ts";
import { passkeys } from "./passkeys.ts";
import { provider, type ProviderAttempt } from "./provider.ts";
import type { SignInSettings } from "./settings.ts";

const ATTEMPTS_KEPT = 10_000;

type Attempt =
  | { readonly kind: "provider"; readonly sent: ProviderAttempt }
  | { readonly kind: "passkey"; readonly challenge: string }
  | { readonly kind: "enrol"; readonly challenge: string; readonly person: string; readonly code?: string };

/** The routes by which people sign in and out, and look after their sessions and passkeys. */
export function signInRoutes(server: FastifyInstance, settings: SignInSettings, desk: SignInDesk, life: Lifecycle): void {
  const { origin, provider: named } = settings;
  const begun = attempts<Attempt>({ now: desk.now, seconds: ATTEMPT_SECONDS, most: ATTEMPTS_KEPT });
  const route = (name: ContractName, handler: (request: FastifyRequest, reply: FastifyReply) => unknown): void => void server.route({ method: CONTRACT[name].method, url: CONTRACT[name].path, schema: schemaOf(name), handler: async (request, reply) => handler(request, reply) });
  /** The attempt that this browser began. @throws RefusalError where it began none of the kind. */
  const attemptOf = <K extends Attempt["kind"]>(kind: K, request: FastifyRequest, reply: FastifyReply): Extract<Attempt, { kind: K }> => {
    const it = begun.take(desk.attemptOf(request, reply));
    if (it?.kind !== kind) throw new RefusalError(REFUSALS["sign-in-failed"]);
    return it as Extract<Attempt, { kind: K }>;
  };
  const keep = (reply: FastifyReply, it: Attempt): void => desk.keepAttempt(reply, begun.begin(it));
  const done = { done: true } as const;

  if (named !== undefined) {
    const asked = provider({ ...settings, provider: named });
    // People are sent back to the page with the name of the reason, which it puts into words.
    const back = (request: FastifyRequest, reply: FastifyReply, reason: "sign-in-failed" | "not-known" | "provider-unreachable" | "directory-unreadable"): FastifyReply => {
      request.decision = { ...request.decision, outcome: "refused", reason };
      return reply.redirect(`/?refused=${reason}`, 302);
    };
    route("signInProvider", async (request, reply) => {
      try {
        const { to, attempt } = await asked.begin();
        keep(reply, { kind: "provider", sent: attempt });
        return reply.redirect(to, 302);
      } catch {
        return back(request, reply, "provider-unreachable");
      }
    });
    route("signInCallback", async (request, reply) => {
      const it = begun.take(desk.attemptOf(request, reply));
      if (it?.kind !== "provider") return back(request, reply, "sign-in-failed");
      let who: Awaited<ReturnType<typeof asked.finish>>;
      try {
        who = await asked.finish(new URL(request.url, origin), it.sent);
      } catch {
        return back(request, reply, "sign-in-failed");
      }
      let person: Person | undefined;
      try {
        person = desk.directory().personByIdentity(who.issuer, who.subject);
      } catch {
        return back(request, reply, "directory-unreadable");
      }
      if (person === undefined) return back(request, reply, "not-known");
      desk.start(request, reply, { person: person.id, method: "provider", assurance: who.assurance });
      return reply.redirect("/", 302);
    });
  }

  if (settings.passkeys === true) {
    const store = passkeyStore(settings.state);
    const keys = passkeys(origin, store);
    route("passkeyOptions", async (_request, reply) => {
      const options = await keys.signInOptions();
      keep(reply, { kind: "passkey", challenge: options.challenge });
      return options;
    });
    route("passkeySignIn", async (request, reply) => {
      const { challenge } = attemptOf("passkey", request, reply);
      const { answer } = request.body as { readonly answer: AuthenticationResponseJSON };
      const id = await keys.signIn(answer, challenge);
      if (id === undefined) return problem(reply, REFUSALS["passkey-refused"]);
      const person = desk.directory().personById(id);
      if (person === undefined) return problem(reply, REFUSALS["not-known"]);
      desk.start(request, reply, { person: person.id, method: "passkey", assurance: 3 });
      return done;
    });
    route("enrolOptions", async (request, reply) => {
      const { code } = request.body as { readonly code?: string };
      const id = code === undefined ? desk.signedInFreshly(request).person.id : store.invited(code, desk.now(), false);
      const person = id === undefined ? undefined : desk.directory().personById(id);
      if (person === undefined) return problem(reply, REFUSALS["no-invitation"]);
      const options = await keys.enrolOptions(person);
      keep(reply, { kind: "enrol", challenge: options.challenge, person: person.id, ...(code !== undefined && { code }) });
      return options;
    });
    route("enrol", async (request, reply) => {
      const { challenge, person, code } = attemptOf("enrol", request, reply);
      // Whoever began this signed in must still be: a passkey outlives the session that made it.
      if (code === undefined && desk.signedIn(request).person.id !== person) return problem(reply, REFUSALS["no-session"]);
      if (code !== undefined && store.invited(code, desk.now(), true) !== person) return problem(reply, REFUSALS["no-invitation"]);
      const { answer } = request.body as { readonly answer: RegistrationResponseJSON };
      if (!(await keys.enrol(person, answer, challenge, new Date(desk.now() * 1000).toISOString()))) return problem(reply, REFUSALS["passkey-refused"]);
      request.log.info({ event: "passkey-enrolled", person, by: code === undefined ? "session" : "invitation" });
      return done;
    });
    route("passkeys", (request) => ({ passkeys: store.of(desk.signedIn(request).person.id).map((it) => ({ passkey: it.id, addedAt: it.addedAt })) }));
    route("passkeyRemove", (request, reply) => {
      const { person } = desk.signedInFreshly(request);
      const { passkey } = request.body as { readonly passkey: string };
      if (!store.of(person.id).some((it) => it.id === passkey) || !store.remove(passkey)) return problem(reply, REFUSALS["no-passkey-named"]);
      request.log.info({ event: "passkey-removed", person: person.id });
      return done;
    });
  }

  route("signOut", (request, reply) => {
    const { session } = desk.signedIn(request);
    desk.end(request, reply);
    life.recheck();
    request.log.info({ event: "signed-out", person: session.person, session: session.handle });
    return done;
  });
  route("sessions", (request) => {
    const { person, session } = desk.signedIn(request);
    const time = (seconds: number): string => new Date(seconds * 1000).toISOString();
    return { sessions: desk.sessions.list(person.roles.includes(OFFICER) ? undefined : person.id).map((it) => ({ session: it.handle, person: it.person, method: it.method, assurance: it.assurance, startedAt: time(it.startedAt), seenAt: time(it.seenAt), isThis: it.handle === session.handle })) };
  });
  route("sessionRevoke", (request, reply) => {
    const { person } = desk.signedIn(request);
    const { session } = request.body as { readonly session: string };
    if (!desk.sessions.revoke(session, person.roles.includes(OFFICER) ? undefined : person.id)) return problem(reply, REFUSALS["no-session-named"]);
    life.recheck();
    request.log.info({ event: "session-revoked", by: person.id, session });
    return done;
  });
}
