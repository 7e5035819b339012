import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import type { Gate } from "./gate.ts";
import type { ServerLimits } from "./limits.ts";
import { REFUSALS } from "./problem.ts";

/** What stands before every route: headers, and how much one reader may ask. */
export async function guard(server: FastifyInstance, gate: Gate, limits: ServerLimits): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'", "data:", "blob:"], connectSrc: ["'self'"], manifestSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: true,
    // Loopback speaks plain HTTP.
    strictTransportSecurity: false,
  });
  await server.register(rateLimit, {
    max: limits.requests,
    timeWindow: "1 minute",
    keyGenerator: (request) => gate.identity(request),
    errorResponseBuilder: (_request, { ttl }) => Object.assign(new Error(), { statusCode: 429, refusal: REFUSALS["too-many"](Math.ceil(ttl / 1000)) }),
  });
}
