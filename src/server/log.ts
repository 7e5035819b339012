import type { FastifyInstance } from "fastify";
import type { Reason } from "#api/reasons";

/** Why a request was answered or not, for the log: for whom, on what grounds, never what was asked or said. */
export interface Decision {
  readonly outcome: "answered" | "refused" | "failed";
  readonly reason?: Reason;
  /** Who was answered, as the gate knows them. */
  readonly who?: string;
  /** Nation and level of the reader. */
  readonly reader?: string;
  /** Beginning of the key of the view, which names clearance, roster and data. */
  readonly view?: string;
}

declare module "fastify" {
  interface FastifyRequest {
    decision: Decision;
  }
}

/** Header by which a server knows what it asks of itself: it holds a secret that is new with every start, so nobody else keeps a request out of the log. */
export const OWN_HEADER = "x-concord-own";

/** Writes one line of JSON a request: route, status, time, decision and its reason. No address beyond the route, no query, no body, no header. */
export function logRequests(server: FastifyInstance, own: string | undefined): void {
  server.decorateRequest("decision", undefined as unknown as Decision);
  server.addHook("onRequest", async (request) => {
    request.decision = { outcome: "answered" };
  });
  server.addHook("onResponse", async (request, reply) => {
    const { url } = request.routeOptions;
    // Nobody has asked for it: in the log it is no request.
    if (own !== undefined && request.headers[OWN_HEADER] === own) return void request.log.info({ event: "made-ready", route: url ?? "none", status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
    request.log.info({ event: "request", method: request.method, route: url ?? "none", status: reply.statusCode, ms: Math.round(reply.elapsedTime), ...request.decision });
  });
}

/** What of an error may stand in a log: its name and where it was thrown, not its message, which may hold a value. */
export const errorForLog = (error: Error): { readonly event: "error"; readonly error: string; readonly at: readonly string[] } => ({
  event: "error",
  error: error.name,
  at: (error.stack ?? "").split("\n").filter((it) => /^\s+at /.test(it)).map((it) => it.trim()),
});
