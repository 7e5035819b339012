import { join } from "node:path";
import fixed from "@fastify/static";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance } from "fastify";
import type { Solved } from "#app";
import { dataRoutes } from "./data-routes.ts";
import type { Gate } from "./gate.ts";
import { guard } from "./guard.ts";
import { type ServerLimits, SERVER_LIMITS } from "./limits.ts";
import { openapi } from "./openapi.ts";
import { problem, type Refusal, REFUSALS } from "./problem.ts";
import type { View } from "./view.ts";
import type { ViewDesk } from "./view-desk.ts";

/** Root of the project, where the built page and the map lie. */
export const ROOT = join(import.meta.dirname, "..", "..");

export interface ServerAsk {
  readonly gate: Gate;
  readonly desk: ViewDesk;
  /** Answers keys that need the plan before a solver, of a view that is planned. Absent: they are not answered here. */
  readonly solved?: (view: View, key: string) => Promise<Solved>;
  /** Folder of the built page. Absent: `dist/web` of the project. */
  readonly page?: string;
  readonly log?: boolean;
  readonly limits?: Partial<ServerLimits>;
}

/** Builds the server without listening: what tests inject requests into. */
export async function buildServer(ask: ServerAsk): Promise<FastifyInstance> {
  const limits = { ...SERVER_LIMITS, ...ask.limits };
  const server = Fastify({
    logger: ask.log === true,
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 400 },
    ajv: { customOptions: { removeAdditional: false } },
  });
  await guard(server, ask.gate, limits);
  await server.register(swagger, openapi);
  server.setErrorHandler((error: Error & { readonly statusCode?: number; readonly refusal?: Refusal }, _request, reply) => {
    if (error.refusal !== undefined) return problem(reply, error.refusal);
    const status = error.statusCode ?? 500;
    if (status >= 500) return problem(reply, REFUSALS.failed);
    return problem(reply, { status, reason: "bad-request", title: "The request cannot be answered.", detail: error.message, mend: "See /api/openapi.json for what the route takes." });
  });
  server.setNotFoundHandler((request, reply) => problem(reply, REFUSALS["not-here"](`${request.method} ${request.url.split("?")[0]}`)));
  await server.register(async (scope) => dataRoutes(scope, ask, limits));
  await server.register(fixed, { root: ask.page ?? join(ROOT, "dist", "web"), index: ["index.html"], cacheControl: false });
  return server;
}
