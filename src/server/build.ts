import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import cookie from "@fastify/cookie";
import fixed from "@fastify/static";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from "fastify";
import type { FastifySchemaValidationError } from "fastify/types/schema.js";
import { PAGES } from "#api";
import { SHARED } from "#api/contract";
import { answerBrokenRequests } from "./broken-requests.ts";
import { dataRoutes } from "./data-routes.ts";
import type { Gate } from "./gate.ts";
import { guard, type Site } from "./guard.ts";
import { healthRoutes } from "./health-routes.ts";
import { readJsonBodies } from "./json-body.ts";
import { ledgerMoments, ledgerRoutes, ledgerSeen } from "./ledger/routes.ts";
import type { DutyRules, ServedLedgers } from "./ledger/served-ledgers.ts";
import { type Lifecycle, lifecycle } from "./lifecycle.ts";
import { type ServerLimits, SERVER_LIMITS } from "./limits.ts";
import { errorForLog, logRequests } from "./log.ts";
import { openapi } from "./openapi.ts";
import type { PlanServices } from "./plan-routes.ts";
import { methodPages } from "./method-pages.ts";
import type { PastDesk } from "./past-desk.ts";
import { noteRefusal, problem, type Refusal, REFUSALS } from "./problem.ts";
import type { SignInDesk } from "./sign-in/desk.ts";
import { signInRoutes } from "./sign-in/routes.ts";
import type { SignInSettings } from "./sign-in/settings.ts";
import type { Solve } from "./solver-for.ts";
import { speakFrench } from "./tongue.ts";
import type { ViewDesk } from "./view-desk.ts";

/** Root of the project, where the built page and the map lie. */
export const ROOT = join(import.meta.dirname, "..", "..");

export interface ServerAsk {
  readonly gate: Gate;
  readonly desk: ViewDesk;
  /** Answers keys that need the plan before a solver, of a view that is planned. Absent: they are not answered here. */
  readonly solved?: Solve;
  /** What is asked of made plans: what-ifs, demands, shares of gains, named plans. Absent: none of it is answered here. */
  readonly plans?: PlanServices;
  /** The ledgers that the data stand in, and the rules on who may write them. Absent: they stand in none. */
  readonly ledgers?: { readonly ledgers: ServedLedgers; readonly rules: DutyRules };
  /** The data as they were at earlier moments. Absent: the ledgers, or their planner, are not there to ask. */
  readonly past?: PastDesk;
  /** Absent: loopback. */
  readonly site?: Site;
  /** How people sign in. Absent: nobody does. */
  readonly signIn?: { readonly settings: SignInSettings; readonly desk: SignInDesk };
  /** Folder of the built page. Absent: `dist/web` of the project. */
  readonly page?: string;
  /** Where a line of JSON a request is written. Absent: nowhere. */
  readonly log?: Writable;
  /** Secret by which the server knows what it asks of itself. Absent: it asks nothing. */
  readonly own?: string;
  readonly limits?: Partial<ServerLimits>;
}

/** A route with its schema, as the server has it. */
export interface BuiltRoute {
  readonly method: string;
  readonly url: string;
  readonly schema: unknown;
}

declare module "fastify" {
  interface FastifyInstance {
    readonly life: Lifecycle;
    readonly allRoutes: readonly BuiltRoute[];
  }
}

/** Builds the server without listening: what tests inject requests into. */
export async function buildServer(ask: ServerAsk): Promise<FastifyInstance> {
  const limits = { ...SERVER_LIMITS, ...ask.limits };
  const site: Site = ask.site ?? { kind: "loopback" };
  const life = lifecycle(limits.streams);
  const server = Fastify({
    logger: ask.log === undefined ? false : { stream: ask.log, level: "info", base: { service: "concord" }, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestSeconds * 1000,
    keepAliveTimeout: limits.idleSeconds * 1000,
    http: { maxHeaderSize: limits.headerBytes, headersTimeout: limits.requestSeconds * 1000, connectionsCheckingInterval: 1000 },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    // Behind TLS the address of the client is what the proxy next to the server says.
    trustProxy: site.kind === "origin" ? "loopback" : false,
    routerOptions: { maxParamLength: 400 },
    ajv: { customOptions: { removeAdditional: false } },
    frameworkErrors: (_error, _request, reply) => void problem(reply, REFUSALS["bad-request"]),
    clientErrorHandler: answerBrokenRequests,
  });
  const routes: BuiltRoute[] = [];
  server.addHook("onRoute", ({ method, url, schema }) => {
    for (const it of [method].flat()) routes.push({ method: it, url, schema });
  });
  server.decorate("life", life);
  // A stream that is held open keeps nobody from closing the server.
  server.addHook("preClose", async () => life.stop());
  server.decorate("allRoutes", routes);
  for (const it of SHARED) server.addSchema(it);
  logRequests(server, ask.own);
  readJsonBodies(server, limits.jsonDepth);
  speakFrench(server);
  server.setErrorHandler((error: Error & { readonly statusCode?: number; readonly code?: string; readonly refusal?: Refusal; readonly validation?: FastifySchemaValidationError[]; readonly validationContext?: string }, request, reply) => {
    const refusal = error.refusal ?? refusalOf(error, Object.keys(propertiesOf(request.routeOptions.schema, error.validationContext)));
    if (refusal.status >= 500 && refusal.reason === "failed") request.log.error({ ...errorForLog(error), ...(error.name === "LeakError" && { alarm: true }) });
    return problem(reply, refusal);
  });
  const pageFolder = ask.page ?? join(ROOT, "dist", "web");
  server.setNotFoundHandler((request, reply) => {
    // A browser that opens an address which is no page gets the frame, which says so and leads home; programs get the refusal.
    if (!wantsPage(request) || !existsSync(join(pageFolder, "index.html"))) return problem(reply, REFUSALS["not-here"]);
    noteRefusal(reply, REFUSALS["not-here"]);
    return reply.code(404).header("cache-control", "no-cache").sendFile("index.html", pageFolder);
  });
  await server.register(cookie);
  await guard(server, { site, gate: ask.gate, life, limits });
  await server.register(swagger, openapi);
  await server.register(async (scope) => {
    // What a reader is shown changes with the reader: nothing of it may be kept on the way, but what is the same for all.
    scope.addHook("onSend", async (_request, reply) => void (reply.hasHeader("cache-control") || reply.header("cache-control", "no-store")));
    healthRoutes(scope, life);
    dataRoutes(scope, { ...ask, life, limits, seen: ledgerSeen({ ...ask, life, views: ask.desk }), moments: ledgerMoments(ask) });
    ledgerRoutes(scope, { ...ask, life, views: ask.desk });
    if (ask.signIn !== undefined) signInRoutes(scope, ask.signIn.settings, ask.signIn.desk, life);
  });
  // What is built is the same for everyone, so that its compressed size tells nothing. Answers, which are not, are sent as they are.
  await server.register(fixed, { root: pageFolder, index: ["index.html"], preCompressed: true, cacheControl: false, setHeaders: (reply, path) => void reply.header("cache-control", /[\\/]assets[\\/]/.test(path) ? "public, max-age=31536000, immutable" : "no-cache") });
  // The documents of the pages differ in what the browser is told to ask for at once; which page is shown, each reads from its address. Any other address is refused.
  for (const [page, { path }] of Object.entries(PAGES)) if (path !== "/") server.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile(`pages/${page}.html`));
  methodPages(server);
  return server;
}

/** Whether a request is a browser's that opens a page: not of the API, and asking for HTML. */
const wantsPage = ({ method, url, headers }: FastifyRequest): boolean => (method === "GET" || method === "HEAD") && !/^\/api(?:[/?]|$)/.test(url) && /\btext\/html\b/.test(headers.accept ?? "");

// A name that nobody gave a meaning to is told so far.
const NAME_MOST = 60;

/** What the part of a request may hold that did not pass: its address or its body. */
function propertiesOf(schema: unknown, part: string | undefined): object {
  const of: unknown = part !== undefined && typeof schema === "object" && schema !== null ? Reflect.get(schema, part) : undefined;
  const properties: unknown = typeof of === "object" && of !== null ? Reflect.get(of, "properties") : undefined;
  return typeof properties === "object" && properties !== null ? properties : {};
}

/** The refusal that an error of the server's own parts stands for. */
function refusalOf({ statusCode = 500, code = "", message, validation }: { readonly statusCode?: number; readonly code?: string; readonly message: string; readonly validation?: readonly FastifySchemaValidationError[] }, taken: readonly string[]): Refusal {
  if (statusCode === 413) return REFUSALS["body-too-large"];
  if (statusCode === 415) return REFUSALS["media-type"];
  if (statusCode >= 500) return REFUSALS.failed;
  const unknown = validation?.map((it) => it.params["additionalProperty"]).find((it) => typeof it === "string");
  if (unknown !== undefined) return { ...REFUSALS["bad-request"], detail: `The route takes no "${unknown.slice(0, NAME_MOST)}".`, mend: taken.length === 0 ? "Leave it out: the route takes no such value." : `Leave it out, or correct it to one of: ${taken.join(", ")}.` };
  return { ...REFUSALS["bad-request"], ...(code === "FST_ERR_VALIDATION" && { detail: `${message}.` }) };
}
