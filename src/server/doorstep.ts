import type { FastifyInstance, onRequestAsyncHookHandler } from "fastify";
import { CONTRACT, type ContractName } from "#api/contract";
import type { Gate } from "./gate.ts";
import { RefusalError } from "./problem.ts";

/** The routes of the API that answer whoever asks: how one signs in, whether the server lives, and what is public anyway. */
const FOR_EVERYBODY = ["health", "ready", "reader", "evidence", "signInProvider", "signInCallback", "passkeyOptions", "passkeySignIn", "enrolOptions", "enrol"] as const satisfies readonly ContractName[];

/** Addresses of the API that are open without a session. */
export const OPEN_PATHS: ReadonlySet<string> = new Set([...FOR_EVERYBODY.map((it) => CONTRACT[it].path), "/api/openapi.json"]);

/**
 * Asks who somebody is before anything of the body is read or the query looked at. Every route of the API is closed but
 * those of `OPEN_PATHS`; what is not of the API is the built page, which holds no data. It stands behind the limit of
 * requests, so that whoever is turned away spends their budget too.
 * @example askAtTheDoor(server, gate) // POST /api/import/check without a session → 401, of a body of any size
 */
export function askAtTheDoor(server: FastifyInstance, gate: Gate): void {
  const { unknown } = gate;
  if (unknown === undefined) return;
  const ask: onRequestAsyncHookHandler = async (request) => {
    const refusal = unknown(request);
    if (refusal !== undefined) throw new RefusalError(refusal);
  };
  server.addHook("onRoute", (route) => {
    if (!/^\/api(?:\/|$)/.test(route.url) || OPEN_PATHS.has(route.url)) return;
    route.onRequest = [...[route.onRequest ?? []].flat(), ask];
  });
}
