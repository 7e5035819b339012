import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { askAtTheDoor } from "./doorstep.ts";
import type { Gate } from "./gate.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { ServerLimits } from "./limits.ts";
import { REFUSALS, RefusalError, tooMany } from "./problem.ts";

/** Where the server is reached: on this machine by plain HTTP, or at an origin with TLS in front. */
export type Site = { readonly kind: "loopback" } | { readonly kind: "origin"; readonly origin: string };

export interface GuardAsk {
  readonly site: Site;
  readonly gate: Gate;
  readonly life: Lifecycle;
  readonly limits: ServerLimits;
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;
const HEALTH = new Set(["/api/health", "/api/ready"]);
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** What stands before every route: whom the request is addressed to and comes from, its size, how much one reader may ask, headers. */
export async function guard(server: FastifyInstance, { site, gate, life, limits }: GuardAsk): Promise<void> {
  server.addHook("onRequest", async (request) => {
    const [path = ""] = request.url.split("?");
    if (life.isStopping() && !HEALTH.has(path)) throw new RefusalError(REFUSALS.stopping);
    if (Buffer.byteLength(request.url) > limits.urlBytes) throw new RefusalError(REFUSALS["url-too-long"]);
    // A page of another site can be made to name this machine under a name of its own (DNS rebinding): only our names are served.
    if (!HEALTH.has(path) && !isOurHost(site, request.headers.host)) throw new RefusalError(REFUSALS["foreign-host"]);
    const { origin } = request.headers;
    const isForeign = origin === undefined ? !SAFE.has(request.method) : !isOurOrigin(site, origin, request.headers.host);
    if (isForeign) throw new RefusalError(REFUSALS["foreign-origin"]);
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], fontSrc: ["'self'"], imgSrc: ["'self'", "data:", "blob:"], connectSrc: ["'self'"], manifestSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: true,
    xFrameOptions: { action: "deny" },
    // Loopback speaks plain HTTP.
    strictTransportSecurity: site.kind === "loopback" || site.origin.startsWith("http:") ? false : { maxAge: 63_072_000, includeSubDomains: false },
  });
  server.addHook("onRequest", async (_request, reply) => {
    reply.raw.setHeader("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)");
  });
  await server.register(rateLimit, {
    max: (request) => (isPageFile(request.url) ? limits.files : limits.requests),
    timeWindow: "1 minute",
    keyGenerator: (request) => (isPageFile(request.url) ? `files|${gate.identity(request)}` : gate.identity(request)),
    errorResponseBuilder: (_request, { ttl }) => new RefusalError(tooMany("too-many", Math.ceil(ttl / 1000))),
  });
  // After the limit of requests: hooks of a route are asked in the order in which they are put there.
  askAtTheDoor(server, gate);
}

/** Scripts, styles and letters of the page, which a browser asks for once and keeps. */
const isPageFile = (url: string): boolean => url.startsWith("/assets/");

const isOurHost = (site: Site, host: string | undefined): boolean => (site.kind === "loopback" ? LOOPBACK.test(host ?? "") : host === new URL(site.origin).host);

/** On loopback the page is of the very host that was asked; behind TLS of the origin that the server was told. */
const isOurOrigin = (site: Site, origin: string, host: string | undefined): boolean => (site.kind === "loopback" ? origin === ["http:", "", host].join("/") && LOOPBACK.test(host ?? "") : origin === site.origin);
