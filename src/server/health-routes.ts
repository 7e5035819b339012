import type { FastifyInstance } from "fastify";
import { CONTRACT, PROBLEM } from "#api/contract";
import type { Lifecycle } from "./lifecycle.ts";
import { problem, REFUSALS } from "./problem.ts";
import { schemaOf } from "./route-schema.ts";

/** Whether the server lives and takes on requests, and what it can be asked. These say nothing of any data. */
export function healthRoutes(server: FastifyInstance, life: Lifecycle): void {
  server.get(CONTRACT.health.path, { schema: schemaOf("health") }, () => ({ status: "ok" }));
  server.get(CONTRACT.ready.path, { schema: schemaOf("ready") }, (_request, reply) => (life.isStopping() ? problem(reply, REFUSALS.stopping) : { status: "ready" }));
  let description: string | undefined;
  server.get("/api/openapi.json", { schema: { hide: true, response: { "4xx": PROBLEM, "5xx": PROBLEM } } }, (_request, reply) => reply.type("application/json").send((description ??= JSON.stringify(server.swagger()))));
}
